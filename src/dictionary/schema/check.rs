//! Yields the shapes of the entries that the audit reads: checks, formulas, gaps.

use std::collections::BTreeMap;

use serde::Deserialize;

/// A check of the audit: its rule, limits, wording, and texts on which it speaks or is silent.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CheckRule {
    /// Its name in the tables and on the command line.
    pub id: String,
    /// What it looks for, in a line.
    pub title: String,
    /// The rule in prose.
    pub rule: String,
    /// What is compared with what.
    pub formula: String,
    /// Numbers from which on it speaks, by name.
    #[serde(default)]
    pub thresholds: BTreeMap<String, f64>,
    /// Ids of the indicators that it looks at, by the name of their list; `*` stands for any rest.
    #[serde(default)]
    pub indicators: BTreeMap<String, Vec<String>>,
    /// Regular expressions over the folded text, by name.
    #[serde(default)]
    pub patterns: BTreeMap<String, String>,
    /// What it can say, by name.
    #[serde(default)]
    pub messages: BTreeMap<String, MessageRule>,
    /// Texts in which it finds what `finds` says.
    #[serde(default)]
    pub example: Vec<CheckExample>,
    /// Texts in which it does not; nothing at all where `finds` is left out.
    #[serde(default)]
    pub counterexample: Vec<CheckExample>,
}

/// How a check says one thing.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MessageRule {
    /// How grave it is.
    pub severity: Severity,
    /// How sure the check is, 0 to 1.
    pub confidence: f64,
    /// The wording, with `{field}` where a value goes.
    pub text: String,
}

/// A text, or several reports in order, and the message that comes of it.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CheckExample {
    /// One report.
    pub text: Option<String>,
    /// Several reports, in the order in which they are read.
    #[serde(default)]
    pub reports: Vec<String>,
    /// Name of the message.
    pub finds: Option<String>,
}

impl CheckExample {
    /// The reports in order.
    pub fn texts(&self) -> Vec<String> {
        self.text.iter().chain(&self.reports).cloned().collect()
    }
}

/// How grave a finding is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "lowercase")]
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
    /// Those that a reader is told of, least first.
    pub const TOLD: [Severity; 3] = [Severity::Info, Severity::Warning, Severity::Error];

    /// As the tables write it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Severity::None => "none",
            Severity::Info => "info",
            Severity::Warning => "warning",
            Severity::Error => "error",
        }
    }
}

/// A rate and the counts that it is made of.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FormulaRule {
    /// Unique name.
    pub id: String,
    /// Indicator of the rate.
    pub result: String,
    /// Indicators of which one, the first that is stated, is divided.
    pub numerator: Vec<String>,
    /// Regular expression for the words before a number that is added to the numerator.
    pub plus: Option<String>,
    /// Indicators of which one, the first that is stated, divides.
    pub denominator: Vec<String>,
    /// What the quotient is multiplied by: 100 for a percentage, 1 for an amount per head.
    pub factor: f64,
    /// A text in which it is computed, and right.
    pub example: String,
    /// A text in which it is not computed.
    pub counterexample: String,
}

/// Where a number vanished without a sign.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct GapRule {
    /// Unique name.
    pub id: String,
    /// Regular expression over the folded text; an empty first group stands where the number was.
    pub pattern: String,
    /// A text with such a place.
    pub example: String,
    /// A text without.
    pub counterexample: String,
}
