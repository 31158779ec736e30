//! Yields headings: their mark and level, where their title ends, and the role of their section.

use std::sync::LazyLock;

use regex::Regex;
use rust_decimal::Decimal;

use super::{Role, Section};
use crate::dictionary::{Dictionary, HeadingClass};
use crate::numeral;
use crate::source::BlockKind;
use crate::span::Span;

/// Marks by level, over folded text. A number mark is not followed by a digit (1.5万元) and a
/// bracketed one not by a unit.
static MARKS: LazyLock<[Regex; 4]> = LazyLock::new(|| {
    [
        r"^(?:第[一二三四五六七八九十]{1,3}(?:部分|章|篇)[、:\s]*|[一二三四五六七八九十]{1,3}、)",
        r"^\([一二三四五六七八九十]{1,3}\)[、.]?",
        r"^[0-9]{1,2}(?:[.、]\s*|\.)",
        r"^\([0-9]{1,2}\)[、.]?",
    ]
    .map(|pattern| Regex::new(pattern).expect("a constant pattern"))
});

static YEAR: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"(?:19|20)[0-9]{2}").expect("a constant pattern"));

/// The years of which a title without a mark speaks: 2024年工作安排, 今后五年的主要目标.
static TIME: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?:19|20)[0-9]{2}年|过去[一二三四五]|今后|未来|[二三四五]年来|本届政府|十?[一二三四五六七八九]五”?(?:时期|期间|[发主及目工和])")
        .expect("a constant pattern")
});

/// Longest title in characters: a longer first sentence is text.
const LONGEST_TITLE: usize = 60;
/// Longest line in characters that is a title as a whole, with a colon inside.
const WHOLE_LINE: usize = 40;
/// Longest line in characters that is a title without a mark.
const ANNOUNCING_LINE: usize = 24;
/// A title of level 2 or lower speaks for itself only where it is as short as this.
const SPEAKING_TITLE: usize = 16;

/// A heading in the text.
pub(super) struct Heading {
    pub(super) level: u8,
    /// The title with its mark.
    pub(super) span: Span,
    /// Where the title's words begin, after the mark.
    pub(super) words: usize,
    /// Where the text after it begins.
    pub(super) end: usize,
    /// The number in its mark.
    ordinal: Option<Decimal>,
    /// Whether text is missing between it and the heading above.
    pub(super) after_cut: bool,
}

/// Whether a line opens with a heading's mark.
pub(super) fn opens(line: &str) -> bool {
    mark(line).is_some()
}

fn mark(line: &str) -> Option<(u8, usize)> {
    MARKS.iter().zip(1u8..).find_map(|(pattern, level)| {
        let end = pattern.find(line)?.end();
        let mut rest = line[end..].chars();
        let next = rest.next();
        let number = level == 3 && next.is_some_and(|c| c.is_ascii_digit() || c == '%');
        // 一、二、三次产业结构
        let listed = next.is_some_and(numeral::is_chinese_digit) && rest.next() == Some('、');
        (!number && !listed).then_some((level, end))
    })
}

/// Reads the heading that opens a paragraph.
pub(super) fn read(
    text: &str,
    paragraph: Span,
    kind: BlockKind,
    dictionary: &Dictionary,
) -> Option<Heading> {
    let line = &text[paragraph.range()];
    let (level, words) = match (mark(line), kind) {
        (Some(found), _) => found,
        // A line of its own that says what follows, as 2020年主要任务 does, needs no mark.
        (None, _) if announces(line, dictionary) => (1, 0),
        // A format's own heading without a mark; the first level is the report's title.
        (None, BlockKind::Heading(n @ 2..=5)) => (n - 1, 0),
        (None, _) => return None,
    };
    let title = line[words..].trim_start();
    let words = line.len() - title.len();
    let stop = title.find(['。', '!', '?', ';', '\n']);
    let whole = stop.is_none() && line.chars().count() <= WHOLE_LINE;
    let length = if whole {
        title.trim_end_matches(':').len()
    } else {
        title.find(['。', ':', '!', '?', ';', '\n']).unwrap_or(title.len())
    };
    let chars = title[..length].chars().count();
    if chars == 0 || chars > LONGEST_TITLE {
        return None;
    }
    let end = paragraph.start + words + length;
    let rest = &text[end..paragraph.end];
    let after = rest.chars().next().map_or(0, char::len_utf8);
    Some(Heading {
        level,
        span: Span::new(paragraph.start, end),
        words: paragraph.start + words,
        end: end + after,
        ordinal: ordinal(&line[..words]),
        after_cut: false,
    })
}

/// The number in a heading's mark.
fn ordinal(mark: &str) -> Option<Decimal> {
    let mark = mark.trim_start_matches(['(', '第']);
    numeral::read(mark, 0, &|_| false).map(|numeral| numeral.value)
}

/// Whether a line without a mark has the form and words of a first-level title that says its years.
fn announces(line: &str, dictionary: &Dictionary) -> bool {
    line.chars().count() <= ANNOUNCING_LINE
        && !line.contains(['。', ',', ';', ':', '!', '?', '、', '(', '《', '\t'])
        && !line.contains("报告")
        && TIME.is_match(line)
        && dictionary.headings.iter().any(|rule| rule.pattern.is_match(line))
}

/// Turns headings into sections: where each ends, and its role.
///
/// `sums` says that the report's title announces a review and no plan: its 主要工作 are what was done.
pub(super) fn sections(
    text: &str,
    headings: &[Heading],
    sums: bool,
    dictionary: &Dictionary,
) -> Vec<Section> {
    let latest =
        headings.iter().filter(|h| h.level == 1).filter_map(|h| year(&text[h.span.range()])).max();
    let mut sections: Vec<Section> = Vec::with_capacity(headings.len());
    let mut parentless = false;
    for (i, heading) in headings.iter().enumerate() {
        let end = headings[i + 1..]
            .iter()
            .find(|next| next.level <= heading.level)
            .map_or(text.len(), |next| next.span.start);
        parentless = heading.level > 1 && (parentless || restarts(&headings[..=i]));
        let parent = sections.iter().rev().find(|s| s.level < heading.level);
        let inherited = match parent {
            _ if parentless => Role::Plan,
            Some(parent) => parent.role,
            // A title that says nothing goes on with what the one before it was for.
            None => {
                let same = sections.iter().rev().find(|s| s.level <= heading.level);
                same.or(sections.last()).map_or(Role::Other, |last| last.role)
            }
        };
        let title = &text[heading.words..heading.span.end];
        let own = if heading.level == 1 {
            let later = headings[i + 1..].iter().filter(|h| h.level == 1);
            let mut later = later.map(|h| &text[h.words..h.span.end]);
            let planned =
                sums || later.any(|title| rule(title, 1, dictionary).is_some_and(is_plan));
            first_level_role(title, latest, planned, &sections, dictionary)
        } else if title.chars().count() <= SPEAKING_TITLE {
            let rule = rule(title, heading.level, dictionary);
            rule.and_then(|rule| Role::named(&rule.role))
        } else {
            None
        };
        let role = match (own, parent) {
            (Some(own), _) if heading.level == 1 => own,
            // Below the first level a word such as 目标 is no announcement of a plan.
            (Some(own), Some(parent)) if parent.role != Role::Plan || own == Role::Problem => own,
            (Some(own), None) => own,
            _ => inherited,
        };
        sections.push(Section {
            level: heading.level,
            span: heading.span,
            body: Span::new(heading.span.start, end),
            role,
        });
    }
    sections
}

/// Whether the last heading stands after a cut and counts anew: its first-level heading is lost, and
/// what follows is the report's last part, the plan.
fn restarts(headings: &[Heading]) -> bool {
    let Some((heading, before)) = headings.split_last() else { return false };
    let last = before.iter().rev().find(|h| h.level == heading.level);
    heading.after_cut && last.is_none_or(|last| heading.ordinal <= last.ordinal)
}

/// What a first-level title says. `latest` is the latest year in any first-level title: work of an
/// earlier year is done, work of that year is planned. `planned` says that a later title announces a
/// plan: then 主要工作 that nothing but a profile goes before is what was done.
fn first_level_role(
    title: &str,
    latest: Option<i32>,
    planned: bool,
    before: &[Section],
    dictionary: &Dictionary,
) -> Option<Role> {
    let rule = rule(title, 1, dictionary);
    let own = rule.and_then(|rule| Role::named(&rule.role));
    let first = before.iter().all(|s| !matches!(s.role, Role::Achievement | Role::Plan));
    let weak = rule.is_some_and(|rule| rule.first_level && is_plan(rule));
    match (own, year(title)) {
        (Some(Role::Plan) | None, Some(year)) if latest.is_some_and(|latest| year < latest) => {
            Some(Role::Achievement)
        }
        (Some(Role::Plan), None) if weak && first && planned => Some(Role::Achievement),
        (None, Some(year)) if !before.is_empty() && Some(year) == latest => Some(Role::Plan),
        _ => own,
    }
}

fn is_plan(rule: &HeadingClass) -> bool {
    rule.role == Role::Plan.as_str()
}

/// The first rule that fits a title of this level.
fn rule<'d>(title: &str, level: u8, dictionary: &'d Dictionary) -> Option<&'d HeadingClass> {
    let mut rules = dictionary.headings.iter().filter(|rule| level == 1 || !rule.first_level);
    rules.find(|rule| rule.pattern.is_match(title))
}

/// The latest year of a title that is none of a distant view (2035年远景目标).
fn year(title: &str) -> Option<i32> {
    let near = YEAR.find_iter(title).filter(|m| !title[m.end()..].starts_with("年远景"));
    near.filter_map(|m| m.as_str().parse().ok()).max()
}
