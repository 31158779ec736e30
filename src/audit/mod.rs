//! Yields [`Finding`]s: what the checks say of one report. One file per check.

mod masked;
mod sum;

use crate::dictionary::Dictionary;
use crate::mention::Placeholder;
use crate::observation::Observation;
use crate::span::Span;
use crate::text::Text;

/// Whether what was checked is right.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// As it should be.
    Holds,
    /// Not as it should be.
    Fails,
}

impl Outcome {
    /// As the tables write it.
    pub fn as_str(self) -> &'static str {
        match self {
            Outcome::Holds => "holds",
            Outcome::Fails => "fails",
        }
    }
}

/// How grave a finding is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// Nothing is wrong.
    None,
    /// Worth knowing.
    Info,
    /// Probably wrong.
    Warning,
    /// Wrong.
    Error,
}

impl Severity {
    /// As the tables write it.
    pub fn as_str(self) -> &'static str {
        match self {
            Severity::None => "none",
            Severity::Info => "info",
            Severity::Warning => "warning",
            Severity::Error => "error",
        }
    }
}

/// One result of one check.
#[derive(Clone, Debug, PartialEq)]
pub struct Finding {
    /// Name of the check.
    pub check: &'static str,
    /// Whether what was checked is right.
    pub outcome: Outcome,
    /// How grave it is.
    pub severity: Severity,
    /// How sure the check is, 0 to 1.
    pub confidence: f64,
    /// What was found, in a sentence.
    pub message: String,
    /// The value that would be right.
    pub expected: String,
    /// The value that stands there.
    pub found: String,
    /// Where it stands.
    pub span: Span,
    /// Where the parts of a sum stand.
    pub parts: Vec<Span>,
    /// The observations that it rests on, by place.
    pub rests_on: Vec<usize>,
}

/// Every check and what it says.
pub const CHECKS: &[(&str, &str)] = &[
    ("masked", "a figure, date or name is masked: its class, and the indicator that is hidden"),
    ("sum", "the parts of a breakdown make up its total, or do not"),
];

/// Runs every check on one report.
pub fn audit(
    text: &Text,
    observations: &[Observation],
    placeholders: &[Placeholder],
    dictionary: &Dictionary,
) -> Vec<Finding> {
    let mut findings = masked::check(text, observations, placeholders);
    findings.extend(sum::check(observations, dictionary));
    findings.sort_by_key(|f| (f.span.start, f.span.end));
    findings
}
