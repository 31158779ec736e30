//! Yields headings: their mark and level, where their title ends, and the role of their section.

use std::sync::LazyLock;

use regex::Regex;

use super::{Role, Section};
use crate::dictionary::Dictionary;
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

/// Longest title in characters: a longer first sentence is text.
const LONGEST_TITLE: usize = 60;
/// Longest line in characters that is a title as a whole, with a colon inside.
const WHOLE_LINE: usize = 40;
/// Longest line in characters that is a title without a mark.
const ANNOUNCING_LINE: usize = 20;
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
        let next = line[end..].chars().next();
        let number = level == 3 && next.is_some_and(|c| c.is_ascii_digit() || c == '%');
        (!number).then_some((level, end))
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
        after_cut: false,
    })
}

/// Whether a line without a mark has the form and words of a first-level title with its year.
fn announces(line: &str, dictionary: &Dictionary) -> bool {
    line.chars().count() <= ANNOUNCING_LINE
        && !line.contains(['。', ',', ';', ':', '!', '?', '、', '(', '《', '\t'])
        && year(line).is_some_and(|_| !line.contains("报告"))
        && dictionary.headings.iter().any(|rule| rule.pattern.is_match(line))
}

/// Turns headings into sections: where each ends, and its role.
pub(super) fn sections(text: &str, headings: &[Heading], dictionary: &Dictionary) -> Vec<Section> {
    let latest =
        headings.iter().filter(|h| h.level == 1).filter_map(|h| year(&text[h.span.range()])).max();
    let mut sections: Vec<Section> = Vec::with_capacity(headings.len());
    let mut first = true;
    for (i, heading) in headings.iter().enumerate() {
        let end = headings[i + 1..]
            .iter()
            .find(|next| next.level <= heading.level)
            .map_or(text.len(), |next| next.span.start);
        let parent = sections.iter().rev().find(|s| s.level < heading.level);
        let inherited = match parent {
            // What follows a cut without its first-level heading is the report's last part.
            _ if heading.after_cut && heading.level > 1 => Role::Plan,
            Some(parent) => parent.role,
            // A title that says nothing goes on with what the one before it was for.
            None => sections.last().map_or(Role::Other, |last| last.role),
        };
        let title = &text[heading.words..heading.span.end];
        let speaks = heading.level == 1 || title.chars().count() <= SPEAKING_TITLE;
        let mut own = if speaks { role(title, heading.level, latest, dictionary) } else { None };
        if heading.level == 1 {
            // A year in a later title is the year planned, whatever the title says of it.
            let planned = !first && year(title).is_some() && year(title) == latest;
            own = own.or(planned.then_some(Role::Plan));
            first = false;
        }
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

/// What a title's words say. `latest` is the latest year in any first-level title: work of an
/// earlier year is done, work of that year is planned.
fn role(title: &str, level: u8, latest: Option<i32>, dictionary: &Dictionary) -> Option<Role> {
    let mut rules = dictionary.headings.iter().filter(|rule| level == 1 || !rule.first_level);
    let rule = rules.find(|rule| rule.pattern.is_match(title));
    let own = rule.and_then(|rule| Role::named(&rule.role));
    match (own, year(title), latest) {
        (Some(Role::Plan), Some(year), Some(latest)) if year < latest => Some(Role::Achievement),
        (None, Some(year), Some(latest)) if year < latest => Some(Role::Achievement),
        _ => own,
    }
}

fn year(title: &str) -> Option<i32> {
    YEAR.find_iter(title).filter_map(|m| m.as_str().parse().ok()).max()
}
