//! Yields [`Finding`]s: what the checks say of one report. One file per check.
//!
//! What a check says, how grave that is and from which limits on it speaks stands in
//! `dictionaries/checks.toml`; a file here only finds out whether it is so.

mod finding;
mod masked;
mod sum;

pub use finding::{Finding, Located, Outcome, Place};

use crate::dictionary::Dictionary;
use crate::mention::Placeholder;
use crate::observation::Observation;
use crate::text::Text;

/// All that a check may look at in a report.
#[derive(Clone, Copy)]
pub struct Evidence<'a> {
    /// Its text.
    pub text: &'a Text,
    /// What its numbers mean.
    pub observations: &'a [Observation],
    /// Its masks.
    pub placeholders: &'a [Placeholder],
    /// The rules.
    pub dictionary: &'a Dictionary,
}

/// Runs every check on one report; findings come in text order.
pub fn audit(evidence: Evidence) -> Vec<Finding> {
    let mut findings = masked::check(evidence);
    findings.extend(sum::check(evidence));
    findings.sort_by_key(|f| (f.span.start, f.span.end));
    findings
}
