//! Yields what the checks find across reports: `trend`, `target` and `duplicate`, one file per check.
//!
//! Of each report a [`Summary`] is kept, built side by side with the analyses; when all reports are
//! through, [`findings`] compares the summaries. What may be told of one report alone (a name or a
//! year that a template left over) is found with the summary, and handed over with the rest.

mod alignment;
mod duplicate;
mod figure;
mod leftover;
mod passage;
mod series;
mod signature;
mod summary;
mod target;
mod trend;
mod twin;

use std::collections::HashMap;
use std::sync::Arc;

pub use summary::Summary;

use figure::Figure;

use crate::audit::{Located, Place};
use crate::dictionary::{Dictionary, Message};
use crate::source::Report;

/// All findings across the reports of a run, given in the order of the input: those of one report
/// stand together, in text order. `reread` gives a report once more by its source, which two that
/// are nearly the same are compared by; where it gives none, what differs is not told.
///
/// ```
/// use zhibiao::Analyzer;
/// use zhibiao::across::{Summary, findings};
///
/// let analyzer = Analyzer::new()?;
/// let of = |source: &str, text: &str| {
///     let report = analyzer.report(source, text);
///     Summary::of(&report, &analyzer.analyze(&report), analyzer.dictionary())
/// };
/// let before = of("2023", "卓尼县教育局2023年工作总结\n全县学前三年毛入园率达60.00%。");
/// let after =
///     of("2024", "卓尼县教育局2024年工作总结\n全县学前三年毛入园率达61.85%,比上年提高2.85个百分点。");
/// let found = findings(&[before, after], &|_| None, analyzer.dictionary());
/// assert_eq!(found[0].note.id, "trend.before");
/// assert_eq!(found[0].found, "59%");
/// # Ok::<(), zhibiao::dictionary::DictionaryError>(())
/// ```
pub fn findings(
    summaries: &[Summary],
    reread: &dyn Fn(&str) -> Option<Report>,
    dictionary: &Dictionary,
) -> Vec<Located> {
    let mut found: Vec<Located> = summaries.iter().flat_map(|s| s.findings.clone()).collect();
    found.extend(trend::check(summaries, dictionary));
    found.extend(target::check(summaries, dictionary));
    found.extend(duplicate::check(summaries, reread, dictionary));
    let order = summaries.iter().enumerate().map(|(n, summary)| (summary.report.clone(), n));
    let order: HashMap<Arc<str>, usize> = order.collect();
    found.sort_by(|a, b| {
        let place = |f: &Located| (order.get(&f.report).copied(), f.place.start, f.place.end);
        place(a)
            .cmp(&place(b))
            .then_with(|| a.note.id.cmp(&b.note.id))
            .then_with(|| a.message.cmp(&b.message))
    });
    found
}

/// A finding of one report, worded with `values`.
fn finding(
    summary: &Summary,
    place: Place,
    message: Message,
    values: &[(&str, &str)],
    dictionary: &Dictionary,
) -> Located {
    let note = dictionary.checks.note(message);
    Located {
        source: summary.source.clone(),
        report: summary.report.clone(),
        note: note.clone(),
        message: note.render(values),
        expected: String::new(),
        found: String::new(),
        place,
        parts: Vec::new(),
        rests_on: Vec::new(),
    }
}

/// A figure of another report with its place, as the columns `expected` and `found` show it.
fn about(summary: &Summary, figure: &Figure) -> String {
    format!("{} ({} line {})", figure.raw, summary.report, figure.place.line)
}
