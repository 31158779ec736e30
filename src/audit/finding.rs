//! Yields [`Finding`]: one result of one check, and [`Located`], the same once the text is gone.

use std::sync::Arc;

use crate::dictionary::Note;
use crate::dictionary::schema::Severity;
use crate::span::Span;
use crate::text::Text;

/// Whether what was checked is right.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// As it should be.
    Holds,
    /// Not as it should be, or worth knowing.
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

    fn of(severity: Severity) -> Self {
        if severity == Severity::None { Outcome::Holds } else { Outcome::Fails }
    }
}

/// One result of one check on one report.
#[derive(Clone, Debug, PartialEq)]
pub struct Finding {
    /// What the check says, how grave it is and how sure.
    pub note: Arc<Note>,
    /// The same in words, with the values in their places.
    pub message: String,
    /// The value that would be right.
    pub expected: String,
    /// The value that stands there.
    pub found: String,
    /// Where it stands.
    pub span: Span,
    /// Where the parts of a sum, or the inputs of a formula, stand.
    pub parts: Vec<Span>,
    /// The observations that it rests on, by place.
    pub rests_on: Vec<usize>,
}

impl Finding {
    /// A note about the text at `span`, worded with `values`.
    pub fn new(note: &Arc<Note>, span: Span, values: &[(&str, &str)]) -> Self {
        Finding {
            note: note.clone(),
            message: note.render(values),
            expected: String::new(),
            found: String::new(),
            span,
            parts: Vec::new(),
            rests_on: Vec::new(),
        }
    }

    /// Whether what was checked is right.
    pub fn outcome(&self) -> Outcome {
        Outcome::of(self.note.severity)
    }

    /// The finding with its places in characters and lines, which outlives the report's text.
    pub fn located(&self, source: &Arc<str>, report: &Arc<str>, text: &Text) -> Located {
        let finding = self.clone();
        Located {
            source: source.clone(),
            report: report.clone(),
            note: finding.note,
            message: finding.message,
            expected: finding.expected,
            found: finding.found,
            place: Place::of(finding.span, text),
            parts: finding.parts.iter().map(|span| Place::of(*span, text)).collect(),
            rests_on: finding.rests_on.iter().map(|&place| (report.clone(), place)).collect(),
        }
    }
}

/// A span once the text is gone.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Place {
    /// The line it begins on, from 1.
    pub line: usize,
    /// Its first character, from 0.
    pub start: usize,
    /// One past its last character.
    pub end: usize,
}

impl Place {
    /// Where `span` stands in `text`.
    pub fn of(span: Span, text: &Text) -> Self {
        let (start, end) = text.char_range(span);
        Place { line: text.line(span.start), start, end }
    }
}

/// A finding that needs no text beside it: what `audit.csv` shows. Checks across reports, which
/// run when the texts are gone, yield these.
#[derive(Clone, Debug, PartialEq)]
pub struct Located {
    /// Path of the report that it belongs to.
    pub source: Arc<str>,
    /// Key of that report.
    pub report: Arc<str>,
    /// What the check says, how grave it is and how sure.
    pub note: Arc<Note>,
    /// The same in words, with the values in their places.
    pub message: String,
    /// The value that would be right.
    pub expected: String,
    /// The value that stands there.
    pub found: String,
    /// Where it stands in the report.
    pub place: Place,
    /// Where the parts of a sum, or the inputs of a formula, stand.
    pub parts: Vec<Place>,
    /// The observations that it rests on: key of their report, and place in it.
    pub rests_on: Vec<(Arc<str>, usize)>,
}

impl Located {
    /// Whether what was checked is right.
    pub fn outcome(&self) -> Outcome {
        Outcome::of(self.note.severity)
    }
}
