//! Yields rows of marks that stand under the words they speak of, whatever those words' width.
//!
//! Chinese signs are two columns wide. A mark begins with `^`, or with its number, and goes on with
//! `~`; marks of one row never overlap.

use unicode_width::UnicodeWidthChar;

use crate::span::Span;
use crate::text::Text;

/// Columns that a line of text may take.
const WIDTH: usize = 88;
/// Columns before it, for the names of the rows.
const GUTTER: usize = 12;

/// A stretch of text to be marked.
pub(super) struct Mark {
    pub(super) span: Span,
    /// What the mark begins with instead of `^`.
    pub(super) number: Option<usize>,
}

/// Marks of one kind.
pub(super) struct Row {
    pub(super) name: &'static str,
    pub(super) marks: Vec<Mark>,
}

/// The words under `span`, broken into lines, each with its rows of marks below it.
pub(super) fn under(text: &Text, span: Span, rows: Vec<Row>) -> String {
    let rows: Vec<Row> = rows.into_iter().flat_map(lanes).collect();
    let solid: Vec<Span> = rows.iter().flat_map(|row| &row.marks).map(|m| m.span).collect();
    let mut page = String::new();
    for line in lines(text, span, &solid) {
        put(&mut page, "", &shown(text, line));
        for row in &rows {
            let marks = drawn(text, line, &row.marks);
            if !marks.is_empty() {
                put(&mut page, row.name, &marks);
            }
        }
    }
    page
}

fn put(page: &mut String, name: &str, line: &str) {
    page.push_str(format!("{name:<GUTTER$}{line}").trim_end());
    page.push('\n');
}

/// As few rows of the same name as hold the marks without overlap.
fn lanes(row: Row) -> Vec<Row> {
    let mut lanes: Vec<Row> = Vec::new();
    for mark in row.marks {
        let free =
            |lane: &&mut Row| lane.marks.last().is_none_or(|m| m.span.end <= mark.span.start);
        match lanes.iter_mut().find(free) {
            Some(lane) => lane.marks.push(mark),
            None => lanes.push(Row { name: row.name, marks: vec![mark] }),
        }
    }
    lanes
}

/// A character as it is shown: nothing that moves the cursor.
fn visible(c: char) -> char {
    if c.is_control() { ' ' } else { c }
}

fn width(c: char) -> usize {
    visible(c).width().unwrap_or(0)
}

/// Each character under `span`: where it stands, and how it is shown.
fn characters(text: &Text, span: Span) -> impl Iterator<Item = (usize, char)> {
    let places = text.slice(span).char_indices().map(move |(at, _)| span.start + at);
    places.zip(text.raw(span).chars())
}

fn shown(text: &Text, line: Span) -> String {
    text.raw(line).chars().map(visible).collect()
}

/// Breaks `span` into lines: after a stop where one is near the end, else between marks, else
/// anywhere.
fn lines(text: &Text, span: Span, solid: &[Span]) -> Vec<Span> {
    let mut lines = Vec::new();
    let (mut start, mut stop, mut seam) = (span.start, span.start, span.start);
    let (mut column, mut stop_column) = (0, 0);
    for (at, c) in characters(text, span) {
        if at > start && !solid.iter().any(|s| s.start < at && at < s.end) {
            seam = at;
        }
        if column + width(c) > WIDTH {
            let cut = [(stop, stop_column * 2 > WIDTH), (seam, seam > start), (at, true)];
            let cut = cut.into_iter().find_map(|(cut, fits)| fits.then_some(cut)).unwrap_or(at);
            lines.push(Span::new(start, cut));
            column = characters(text, Span::new(cut, at)).map(|(_, c)| width(c)).sum();
            (start, stop_column) = (cut, 0);
        }
        column += width(c);
        if matches!(c, ',' | '，' | ';' | '；' | '、' | '。' | ' ') && seam == at {
            (stop, stop_column) =
                (at + text.folded()[at..].chars().next().map_or(0, char::len_utf8), column);
        }
    }
    lines.push(Span::new(start, span.end));
    lines
}

/// The row of marks for the part of them that stands on `line`.
fn drawn(text: &Text, line: Span, marks: &[Mark]) -> String {
    let mut row = String::new();
    for Mark { span, number } in marks.iter().filter(|mark| mark.span.overlaps(line)) {
        let (mut before, mut length) = (0, 0);
        for (at, c) in characters(text, line) {
            before += if at < span.start { width(c) } else { 0 };
            length += if span.start <= at && at < span.end { width(c) } else { 0 };
        }
        let head = if span.start < line.start {
            "~".into()
        } else {
            number.map_or("^".into(), |n| n.to_string())
        };
        // Marks are ASCII, so that a row's length is its width.
        row.push_str(&" ".repeat(before.saturating_sub(row.len())));
        row.push_str(&head);
        row.push_str(&"~".repeat(length.saturating_sub(head.len())));
    }
    row
}
