//! Yields the columns of the tables of words, and the cells of their rows.

use super::category::CategoryUnit;
use super::discover::Candidate;
use super::frequency::percent;
use super::{
    Categories, Dispersion, Frequency, Group, Hit, Keyness, Per, Similarity, SloganUse, Unit,
};
use crate::source::Report;
use crate::table::{Cell, Field, Kind};

/// A table of words.
#[derive(Clone, Copy, Debug)]
pub struct TermsTable {
    /// Its name in the codebook.
    pub name: &'static str,
    /// What one row stands for, and the option that asks for it.
    pub about: &'static str,
    /// Its columns.
    pub fields: &'static [Field],
}

macro_rules! fields {
    ($($name:literal $kind:ident $about:literal;)*) => {
        &[$(Field { name: $name, kind: Kind::$kind, about: $about }),*]
    };
}

/// All of them.
pub static TABLES: [&TermsTable; 8] = [
    &FREQUENCIES,
    &CATEGORIES,
    &DISPERSION,
    &KEYNESS,
    &KWIC,
    &SIMILARITY,
    &SLOGAN_YEARS,
    &CANDIDATES,
];

/// Words by unit.
pub static FREQUENCIES: TermsTable = TermsTable {
    name: "frequencies",
    about: "`terms`: one row per unit (`--by`) and word, the most frequent first.",
    fields: fields! {
        "unit" Text "name of the unit: a report's key, region code or name with year, year, level, `corpus`";
        "region" Text "region as written, where the unit is of one";
        "region_code" Text "its code";
        "region_level" Text "its level";
        "year" Integer "year reported on, where the unit is of one";
        "reports" Integer "how many reports the unit has";
        "word" Text "the word as cut";
        "count" Integer "how often it occurs in the unit";
        "total" Integer "what the percentage is of";
        "per" Text "what total counts: words, chars (letters and digits) or nonstop (words less stop words)";
        "percent" Number "100 × count / total";
        "df" Integer "in how many units the word occurs";
        "n" Integer "how many units there are";
        "tf_idf" Number "count × ln(n / df)";
    },
};

/// Categories by unit.
pub static CATEGORIES: TermsTable = TermsTable {
    name: "categories",
    about: "`terms --categories`: one row per unit and category, those that do not occur included.",
    fields: fields! {
        "unit" Text "as in frequencies";
        "region" Text "as in frequencies";
        "region_code" Text "as in frequencies";
        "region_level" Text "as in frequencies";
        "year" Integer "as in frequencies";
        "reports" Integer "as in frequencies";
        "category" Text "name of the category, those above it joined by `.`";
        "level" Integer "how deep it stands, from 1";
        "count" Integer "how many words of the unit are in it or in one below";
        "total" Integer "what the percentage is of";
        "per" Text "what total counts: words, chars or nonstop";
        "percent" Number "100 × count / total";
    },
};

/// Words by how they are spread.
pub static DISPERSION: TermsTable = TermsTable {
    name: "dispersion",
    about: "`terms --dispersion`: one row per word of the corpus, the most frequent first.",
    fields: fields! {
        "word" Text "the word as cut";
        "count" Integer "how often it occurs";
        "total" Integer "all words";
        "percent" Number "100 × count / total";
        "df" Integer "in how many units it occurs";
        "n" Integer "how many units there are";
        "dp" Number "Gries's deviation of proportions over the units: near 0 evenly spread, near 1 in few places";
    },
};

/// Words of two groups.
pub static KEYNESS: TermsTable = TermsTable {
    name: "keyness",
    about: "`terms --keyness`: one row per word of either group, the most telling first.",
    fields: fields! {
        "word" Text "the word as cut";
        "more_in" Text "`a` where it is more frequent in the first group, `b` in the second, empty where equal";
        "count_a" Integer "how often it occurs in the first group";
        "total_a" Integer "all words of the first group";
        "percent_a" Number "100 × count_a / total_a";
        "count_b" Integer "how often it occurs in the second group";
        "total_b" Integer "all words of the second group";
        "percent_b" Number "100 × count_b / total_b";
        "per" Text "what the totals count: words or nonstop";
        "g2" Number "Dunning's G² over four cells; 3.84 is p < 0.05, 6.63 p < 0.01, 10.83 p < 0.001, 15.13 p < 0.0001";
        "g2_two_cells" Number "the same over the two cells of the word alone (Rayson and Garside)";
        "log_ratio" Number "log2 of the ratio of the relative frequencies, 0.5 added to both counts";
    },
};

/// Phrases in context.
pub static KWIC: TermsTable = TermsTable {
    name: "kwic",
    about: "`terms --kwic`: one row per occurrence of the phrase.",
    fields: fields! {
        "left" Text "what stands before it, in the folded form and less noise";
        "node" Text "the phrase as written";
        "right" Text "what stands after it";
        "source" Text "path of the file";
        "line" Integer "line on which it begins";
        "start" Integer "its first character";
        "end" Integer "one past its last character";
    },
};

/// Years of a region compared.
pub static SIMILARITY: TermsTable = TermsTable {
    name: "similarity",
    about: "`terms --similarity`: one row per region and two of its years.",
    fields: fields! {
        "region" Text "region as written";
        "region_code" Text "its code";
        "region_level" Text "its level";
        "year" Integer "the earlier year reported on";
        "later" Integer "the later year";
        "cosine" Number "cosine of the years' TF-IDF vectors, 0 to 1";
    },
};

/// Slogans by year.
pub static SLOGAN_YEARS: TermsTable = TermsTable {
    name: "slogan years",
    about: "`terms --slogans`: one row per slogan of the dictionary and year reported on.",
    fields: fields! {
        "canonical" Text "the slogan in its one form";
        "category" Text "its subject";
        "kind" Text "fixed, numeric or scheme";
        "year" Integer "year reported on; empty for reports that state none";
        "count" Integer "occurrences in the reports on that year";
        "reports" Integer "reports on that year with it";
        "regions" Integer "regions on that year with it";
        "first" Integer "first year of use in these reports";
        "last" Integer "last year of use in these reports";
    },
};

/// New slogans.
pub static CANDIDATES: TermsTable = TermsTable {
    name: "candidates",
    about: "`terms --discover`: one row per phrase that may be a slogan, the likeliest first.",
    fields: fields! {
        "phrase" Text "the phrase";
        "form" Text "what it looks like: quoted, plus, numeric, parallel, named, four (characters), phrase or urged (called for)";
        "count" Integer "how often it occurs";
        "reports" Integer "in how many reports";
        "regions" Integer "in how many regions; a report without a known region is one of its own";
        "quoted" Number "share of the occurrences that stand in “”";
        "urged" Number "share of the occurrences after a word that calls for slogans (推进) or before one that they name (战略)";
        "about" Number "with --about: how many times as often as phrases on the whole it stands in one sentence with the subject";
        "association" Number "ln of observed over expected occurrences, at the weakest seam between its parts";
        "freedom" Number "entropy in nats of the characters before it or after it, whichever is less";
        "burst" Number "Kullback–Leibler divergence in nats of its years from those of all reports";
        "first" Integer "first year reported on with it";
        "last" Integer "last year reported on with it";
        "score" Number "what it is ranked by";
        "example" Text "a clause that holds it";
        "source" Text "the clause's file";
        "line" Integer "the clause's line";
    },
};

fn unit<'a>(group: &'a Group, reports: usize) -> Vec<Cell<'a>> {
    vec![
        (&group.key).into(),
        group.region.as_ref().into(),
        group.code.as_ref().into(),
        group.level.into(),
        group.year.into(),
        reports.into(),
    ]
}

fn share<'a>(count: usize, total: usize) -> Cell<'a> {
    percent(count, total).map_or(Cell::Empty, Cell::statistic)
}

/// A row of [`FREQUENCIES`].
pub fn frequency<'a>(of: &'a Unit, found: &Frequency<'a>, per: Per) -> Vec<Cell<'a>> {
    let total = of.totals.per(per);
    let mut cells = unit(&of.group, of.reports);
    cells.extend([
        found.word.into(),
        found.count.into(),
        total.into(),
        per.name().into(),
        share(found.count, total),
        found.df.into(),
        found.n.into(),
        Cell::statistic(found.tf_idf()),
    ]);
    cells
}

/// The rows of [`CATEGORIES`] of one unit.
pub fn categories<'a>(
    group: &'a Group,
    found: &'a CategoryUnit,
    categories: &'a Categories,
    per: Per,
) -> impl Iterator<Item = Vec<Cell<'a>>> {
    let total = found.totals.per(per);
    categories.names().zip(&found.counts).enumerate().map(move |(index, (name, count))| {
        let mut cells = unit(group, found.reports);
        let level = categories.level(index);
        cells.extend([name.into(), level.into(), (*count).into(), total.into()]);
        cells.extend([per.name().into(), share(*count, total)]);
        cells
    })
}

/// A row of [`DISPERSION`].
pub fn dispersion<'a>(found: &Dispersion<'a>) -> Vec<Cell<'a>> {
    vec![
        found.word.into(),
        found.count.into(),
        found.total.into(),
        share(found.count, found.total),
        found.df.into(),
        found.n.into(),
        Cell::statistic(found.dp),
    ]
}

/// A row of [`KEYNESS`].
pub fn keyness<'a>(found: &Keyness<'a>, per: Per) -> Vec<Cell<'a>> {
    let pair = found.pair;
    let (a, b) = (percent(pair.a, pair.total_a), percent(pair.b, pair.total_b));
    let more_in = match a.unwrap_or(0.0).total_cmp(&b.unwrap_or(0.0)) {
        std::cmp::Ordering::Greater => "a",
        std::cmp::Ordering::Equal => "",
        std::cmp::Ordering::Less => "b",
    };
    vec![
        found.word.into(),
        more_in.into(),
        pair.a.into(),
        pair.total_a.into(),
        share(pair.a, pair.total_a),
        pair.b.into(),
        pair.total_b.into(),
        share(pair.b, pair.total_b),
        per.name().into(),
        Cell::statistic(pair.g2()),
        Cell::statistic(pair.g2_two_cells()),
        Cell::statistic(pair.log_ratio()),
    ]
}

/// A row of [`KWIC`].
pub fn kwic<'a>(hit: &'a Hit, report: &'a Report) -> Vec<Cell<'a>> {
    let (start, end) = report.text.char_range(hit.span);
    vec![
        (&hit.left).into(),
        (&hit.node).into(),
        (&hit.right).into(),
        (&report.source).into(),
        report.text.line(hit.span.start).into(),
        start.into(),
        end.into(),
    ]
}

/// A row of [`SIMILARITY`].
pub fn similarity(found: &Similarity) -> Vec<Cell<'_>> {
    let group = &found.group;
    vec![
        group.region.as_ref().into(),
        group.code.as_ref().into(),
        group.level.into(),
        group.year.into(),
        found.later.into(),
        found.cosine.map_or(Cell::Empty, Cell::statistic),
    ]
}

/// A row of [`SLOGAN_YEARS`].
pub fn slogan(found: &SloganUse) -> Vec<Cell<'_>> {
    vec![
        (&found.canonical).into(),
        (&found.category).into(),
        (&found.kind).into(),
        found.year.into(),
        found.count.into(),
        found.reports.into(),
        found.regions.into(),
        found.first.into(),
        found.last.into(),
    ]
}

/// A row of [`CANDIDATES`].
pub fn candidate(found: &Candidate) -> Vec<Cell<'_>> {
    vec![
        (&found.phrase).into(),
        found.form.name().into(),
        found.count.into(),
        found.reports.into(),
        found.regions.into(),
        Cell::statistic(found.quoted),
        Cell::statistic(found.urged),
        found.about.map_or(Cell::Empty, Cell::statistic),
        Cell::statistic(found.association),
        Cell::statistic(found.freedom),
        Cell::statistic(found.burst),
        found.first.into(),
        found.last.into(),
        Cell::statistic(found.score),
        found.example.as_ref().map(|example| example.text.as_str()).into(),
        found.example.as_ref().map(|example| example.source.as_str()).into(),
        found.example.as_ref().map(|example| example.line).into(),
    ]
}
