//! Yields [`Finding`]s: what the checks say of one report. One file per check.
//!
//! What a check says, how grave that is and from which limits on it speaks stands in
//! `dictionaries/checks.toml`; a file here only finds out whether it is so.

mod cut;
mod finding;
mod interval;
mod masked;
mod range;
mod ratio;
mod shape;
mod share;
mod sum;
mod trend;

pub use cut::truncated;
pub use finding::{Finding, Located, Outcome, Place};
pub(crate) use interval::grain;

use crate::dictionary::{Dictionary, Message};
use crate::mention::Placeholder;
use crate::observation::Observation;
use crate::outline::Section;
use crate::source::Report;
use crate::span::Span;

/// All that a check may look at in a report.
#[derive(Clone, Copy)]
pub struct Evidence<'a> {
    /// The report itself.
    pub report: &'a Report,
    /// Its headings.
    pub sections: &'a [Section],
    /// What its numbers mean.
    pub observations: &'a [Observation],
    /// Its masks.
    pub placeholders: &'a [Placeholder],
    /// The rules.
    pub dictionary: &'a Dictionary,
}

impl<'a> Evidence<'a> {
    /// The folded text under `span`; nothing where its end stands before its start, as between two
    /// readings of one number.
    fn slice(self, span: Span) -> &'a str {
        self.report.text.folded().get(span.range()).unwrap_or_default()
    }

    /// The words between the number before an observation, or the sentence's start, and its own.
    fn lead(self, place: usize) -> &'a str {
        let Some(observation) = self.observations.get(place) else { return "" };
        let end = observation.quantity.span.start;
        let before = self.observations[..place].iter().rev().map(|o| o.quantity.span.end);
        let before = before.take(2).find(|&before| before <= end).unwrap_or_default();
        self.slice(Span::new(before.max(observation.sentence.start).min(end), end))
    }

    /// What is measured, by the indicator's name or in the report's words.
    fn name(self, place: usize) -> &'a str {
        self.observations.get(place).map_or("", |o| match &o.indicator {
            Some(indicator) => &indicator.name,
            None => &o.label,
        })
    }

    /// Whether nothing narrows an observation but words of its indicator's own name.
    fn is_unqualified(self, place: usize) -> bool {
        let name = self.name(place);
        let observation = self.observations.get(place);
        observation.is_some_and(|o| o.qualifiers.iter().all(|word| name.contains(word.as_str())))
    }

    /// A finding with this message at `span`.
    fn finding(self, message: Message, span: Span, values: &[(&str, &str)]) -> Finding {
        Finding::new(self.dictionary.checks.note(message), span, values)
    }

    /// Where the observations' numbers stand.
    fn spans(self, places: &[usize]) -> Vec<Span> {
        places.iter().filter_map(|&i| Some(self.observations.get(i)?.quantity.span)).collect()
    }
}

/// Runs every check on one report; findings come in text order.
pub fn audit(evidence: Evidence) -> Vec<Finding> {
    let mut findings = masked::check(evidence);
    for check in [sum::check, share::check, ratio::check, range::check, trend::check, cut::check] {
        findings.extend(check(evidence));
    }
    findings.sort_by_key(|f| (f.span.start, f.span.end));
    findings
}
