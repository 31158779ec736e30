//! Yields a report's findings as a page for people: place, what is wrong, the text with the span marked.

use std::fmt::Write;

use super::marks::{self, Mark, Row};
use crate::audit::{Finding, Located};
use crate::corpus::Read;
use crate::dictionary::schema::Severity;
use crate::span::Span;

/// How many characters of text are shown on either side of what a finding is about.
const AROUND: usize = 30;

/// The findings of a report that are worth telling, what holds left out; nothing where there are none.
pub fn page(read: &Read) -> String {
    let told = |finding: &&Finding| finding.note.severity > Severity::None;
    let findings: Vec<&Finding> = read.analysis.findings.iter().filter(told).collect();
    let mut page = String::new();
    if findings.is_empty() {
        return page;
    }
    // Writing to a string cannot fail.
    let _ = writeln!(page, "{}", read.report.source);
    for finding in findings {
        let text = &read.report.text;
        let (line, column) = (text.line(finding.span.start), text.column(finding.span.start));
        let (severity, check) = (finding.note.severity.as_str(), &finding.note.check);
        let _ = writeln!(page, "  {line}:{column}  {severity}  {check}: {}", finding.message);
        page.push_str(&marked(read, finding));
    }
    page.push('\n');
    page
}

/// What the checks across reports found, as [`page`] shows it: by report, without the text, which is
/// gone by then.
pub fn across(findings: &[Located]) -> String {
    let mut page = String::new();
    let told: Vec<&Located> =
        findings.iter().filter(|finding| finding.note.severity > Severity::None).collect();
    for of_report in told.chunk_by(|a, b| a.report == b.report) {
        // Writing to a string cannot fail.
        let _ = writeln!(page, "{}", of_report[0].source);
        for finding in of_report {
            let (severity, check) = (finding.note.severity.as_str(), &finding.note.check);
            let line = finding.place.line;
            let _ = writeln!(page, "  {line}  {severity}  {check}: {}", finding.message);
        }
        page.push('\n');
    }
    page
}

/// The words around a finding on its line, with marks under it and under its parts.
fn marked(read: &Read, finding: &Finding) -> String {
    let text = read.report.text.folded();
    let near = |span: &Span| {
        !text[finding.span.start.min(span.start)..span.end.max(finding.span.end)].contains('\n')
    };
    let mut parts: Vec<Span> = finding.parts.iter().copied().filter(near).collect();
    parts.sort_unstable();
    let all = parts.iter().chain([&finding.span]);
    let (from, to) = all.fold((finding.span.start, finding.span.end), |(from, to), span| {
        (from.min(span.start), to.max(span.end))
    });
    let start = text[..from].char_indices().rev().take(AROUND).take_while(|(_, c)| *c != '\n');
    let start = start.last().map_or(from, |(at, _)| at);
    let end = text[to..].char_indices().take(AROUND).take_while(|(_, c)| *c != '\n');
    let end = end.last().map_or(to, |(at, c)| to + at + c.len_utf8());
    let mark = |span: &Span| Mark { span: *span, number: None };
    let mut rows = vec![Row { name: "", marks: vec![mark(&finding.span)] }];
    if !parts.is_empty() {
        rows.push(Row { name: "parts", marks: parts.iter().map(mark).collect() });
    }
    marks::under(&read.report.text, Span::new(start, end), rows)
}
