//! Yields CODEBOOK.md: every column, class, check and indicator, from the columns and dictionaries.

use std::fmt::Write;

use crate::dictionary::{Dictionary, Indicator};
use crate::table;
use crate::terms::columns;

const HEAD: &str = "# Codebook

What the tables hold: each column, each check, each indicator. This page is made from the program's
columns and dictionaries by `zhibiao dictionary codebook`; a stale copy fails the tests.

Positions (`start`, `end`) count Unicode scalar values of the analysed text from 0, the end not
included; `line` counts from 1. Values are exact decimals in the unit of their row: 万, 亿, 千 and 百
are multiplied out, spellings are unified (千米 → 公里, 平米 → 平方米, 名 and 位 → 人), and nothing is
converted. An empty cell says that nothing is known; it is never zero.

";

const CLASSES: &str = "
## Classes

| column | value | meaning |
|---|---|---|
| role | profile, achievement, problem, plan, other | what a section is for; `preamble` before the first heading |
| aspect | level | how many or how much there is |
| aspect | change | an absolute difference, negative for a fall |
| aspect | growth | a rate of change in per cent, negative for a fall |
| aspect | share | a part of a whole |
| aspect | rank | a place in an order |
| modality | actual, target | reported as fact; planned, required or promised |
| scope | region, org, event, other | the region that reports; a named body; one activity; another place |
| bound | exact, about, over, under, range | as stated; 约, 左右; 余, 以上, 超; 不到, 以内; two numbers that enclose it |
| status | ok, masked, missing, suspect | read; its digits are masked; they vanished without a sign; its pieces may be one number or several |
| class (placeholders) | year, date, count, money, percent, place, org, person, ordinal, score, measure, code, other | what the mask hides |
| severity | none, info, warning, error | how grave a finding is |
";

/// The whole page, in Markdown.
pub fn codebook(dictionary: &Dictionary) -> String {
    let mut page = String::from(HEAD);
    page.push_str(&table::codebook::tables());
    page.push_str("\n## Tables of words\n");
    for table in columns::TABLES {
        page.push_str(&table::codebook::section(table.name, table.about, table.fields));
    }
    page.push_str(CLASSES);
    page.push_str("\n## Checks\n\n| check | what it says |\n|---|---|\n");
    // Writing to a string cannot fail.
    for check in dictionary.checks.all() {
        let _ = writeln!(page, "| {} | {} |", check.id, check.title);
    }
    let count = dictionary.indicators.len();
    let _ = write!(page, "\n## Indicators\n\n{count} indicators.\n");
    let mut indicators: Vec<&Indicator> = dictionary.indicators.iter().collect();
    indicators.sort_by(|a, b| a.id.cmp(&b.id));
    page.push_str("\n| id | name | unit | plausible | definition |\n|---|---|---|---|---|\n");
    for indicator in indicators {
        let Indicator { id, name, name_en, unit, range, definition, .. } = indicator;
        let range = range.map_or(String::new(), |[low, high]| format!("{low}–{high}"));
        let definition = definition.replace('|', "\\|");
        let _ = writeln!(page, "| {id} | {name} ({name_en}) | {unit} | {range} | {definition} |");
    }
    page
}
