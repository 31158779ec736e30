//! Yields [`Outline`]: headings with their roles, and the sentences under them.

mod heading;

use crate::dictionary::Dictionary;
use crate::source::{BlockKind, Report};
use crate::span::Span;
use heading::Heading;

/// What a section of a report is for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Role {
    /// What stands before the first heading.
    #[default]
    Preamble,
    /// Basic figures of the region.
    Profile,
    /// What was done.
    Achievement,
    /// What is wanting.
    Problem,
    /// What shall be done.
    Plan,
    /// None of these, or not told.
    Other,
}

impl Role {
    /// As the tables write it.
    pub fn as_str(self) -> &'static str {
        match self {
            Role::Preamble => "preamble",
            Role::Profile => "profile",
            Role::Achievement => "achievement",
            Role::Problem => "problem",
            Role::Plan => "plan",
            Role::Other => "other",
        }
    }

    fn named(name: &str) -> Option<Role> {
        [Role::Profile, Role::Achievement, Role::Problem, Role::Plan, Role::Other]
            .into_iter()
            .find(|role| role.as_str() == name)
    }
}

/// A heading and what it heads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Section {
    /// 1 for 一、 down to 4 for (1).
    pub level: u8,
    /// The title as written, with its mark.
    pub span: Span,
    /// From the title's first byte to the next heading of the same or a higher level.
    pub body: Span,
    /// What the section is for.
    pub role: Role,
}

/// A sentence: up to its 。 ！ ？ or the end of its paragraph.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sentence {
    /// Its bytes, the closing sign included.
    pub span: Span,
    /// The section that it stands in.
    pub section: Option<usize>,
    /// The paragraph that it stands in, counted from 0.
    pub paragraph: usize,
    /// Role of its section; preamble before the first.
    pub role: Role,
}

/// Headings and sentences of one report, in text order.
#[derive(Clone, Debug, Default)]
pub struct Outline {
    /// One for every heading of levels 1 to 4.
    pub sections: Vec<Section>,
    /// All text outside noise, headings included.
    pub sentences: Vec<Sentence>,
}

/// Longest sentence in bytes; a longer one is cut at its last stop before that.
const LONGEST: usize = 6_000;

/// Reads the outline of a report. Noise is left out; nothing else is.
pub fn outline(report: &Report, dictionary: &Dictionary) -> Outline {
    let text = report.text.folded();
    let mut outline = Outline::default();
    let mut headings: Vec<Heading> = Vec::new();
    let mut cuts = report.noise.iter().filter(|n| n.class == "truncation").map(|n| n.span.start);
    let mut cut = cuts.next();
    let mut after_cut = false;
    for (number, paragraph) in paragraphs(report).into_iter().enumerate() {
        if cut.is_some_and(|cut| cut < paragraph.span.start) {
            after_cut = true;
            cut = cuts.next();
        }
        let mut body = paragraph.span;
        let is_title = report.title_span.is_some_and(|title| title.overlaps(paragraph.span));
        let found = heading::read(text, paragraph.span, paragraph.kind, dictionary);
        if let Some(mut heading) = found.filter(|_| !is_title) {
            heading.after_cut = after_cut;
            after_cut = false;
            let section = Some(headings.len());
            let title = Span::new(heading.words, heading.span.end);
            sentences(text, title, section, number, &mut outline.sentences);
            body.start = heading.end;
            headings.push(heading);
        }
        let section = headings.len().checked_sub(1);
        sentences(text, body, section, number, &mut outline.sentences);
    }
    let title = report.title_span.map_or("", |title| &text[title.range()]);
    let sums = ["总结", "回顾"].iter().any(|word| title.contains(word))
        && !["计划", "打算", "安排", "思路"].iter().any(|word| title.contains(word));
    outline.sections = heading::sections(text, &headings, sums, dictionary);
    for sentence in &mut outline.sentences {
        sentence.role = sentence.section.map_or(Role::Preamble, |i| outline.sections[i].role);
    }
    outline
}

struct Paragraph {
    span: Span,
    kind: BlockKind,
}

/// The report's blocks outside noise, hard-wrapped lines joined.
fn paragraphs(report: &Report) -> Vec<Paragraph> {
    let text = report.text.folded();
    let wrapped = wrap_width(report);
    let mut noise = report.noise.as_slice();
    let mut paragraphs: Vec<Paragraph> = Vec::new();
    for block in &report.blocks {
        while noise.first().is_some_and(|n| n.span.end <= block.span.start) {
            noise = &noise[1..];
        }
        let mut span = block.span;
        for mark in noise.iter().take_while(|n| n.span.start < span.end) {
            if mark.span.start <= span.start {
                span.start = mark.span.end.min(span.end);
            }
        }
        if let Some(mark) = noise.iter().find(|n| n.span.end >= span.end && n.span.start < span.end)
        {
            span.end = mark.span.start.max(span.start);
        }
        let span = trimmed(text, span);
        if span.is_empty() {
            continue;
        }
        match paragraphs.last_mut() {
            Some(last) if last.kind == block.kind && continues(text, last.span, span, wrapped) => {
                last.span.end = span.end;
            }
            _ => paragraphs.push(Paragraph { span, kind: block.kind }),
        }
    }
    paragraphs
}

fn trimmed(text: &str, span: Span) -> Span {
    let piece = &text[span.range()];
    let start = span.start + (piece.len() - piece.trim_start().len());
    Span::new(start, start + piece.trim().len())
}

/// Whether the line `next` goes on where `last` broke off: inside a number, or at the page width
/// of a hard-wrapped text.
fn continues(text: &str, last: Span, next: Span, width: Option<usize>) -> bool {
    let between = &text[last.end..next.start];
    if between.matches('\n').count() != 1 || heading::opens(&text[next.range()]) {
        return false;
    }
    let ends = text[last.range()].chars().next_back().unwrap_or('。');
    let begins = text[next.range()].chars().next().unwrap_or('。');
    let inside_number = ends.is_ascii_digit() && (begins.is_ascii_digit() || begins == '.');
    let line = text[last.range()].rsplit('\n').next().unwrap_or_default().chars().count();
    let full = width.is_some_and(|width| line + 2 >= width && !"。!?".contains(ends));
    inside_number || full && !heading::opens(&text[last.range()])
}

/// The page width in characters where most lines of the report break at one.
fn wrap_width(report: &Report) -> Option<usize> {
    let text = report.text.folded();
    let lengths: Vec<usize> =
        report.blocks.iter().map(|b| text[b.span.range()].trim().chars().count()).collect();
    let width = *lengths.iter().max()?;
    let full = lengths.iter().filter(|&&n| n + 2 >= width).count();
    (lengths.len() >= 6 && (15..=100).contains(&width) && full * 2 > lengths.len()).then_some(width)
}

fn sentences(
    text: &str,
    span: Span,
    section: Option<usize>,
    paragraph: usize,
    out: &mut Vec<Sentence>,
) {
    let mut start = span.start;
    let mut stop = span.start;
    let mut push = |start: usize, end: usize| {
        let span = trimmed(text, Span::new(start, end));
        if !span.is_empty() {
            out.push(Sentence { span, section, paragraph, role: Role::Preamble });
        }
    };
    for (offset, c) in text[span.range()].char_indices() {
        let after = span.start + offset + c.len_utf8();
        if matches!(c, ',' | ';' | '、' | ':' | ' ') {
            stop = after;
        }
        if matches!(c, '。' | '!' | '?') {
            push(start, after);
            start = after;
            stop = after;
        } else if after - start > LONGEST {
            let end = if stop > start { stop } else { after };
            push(start, end);
            start = end;
        }
    }
    push(start, span.end);
}
