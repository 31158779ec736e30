//! Yields [`Coverage`]: what became of each report.

use std::sync::Arc;

use super::Place;

/// One report, and what of it entered the panel.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Coverage {
    /// Path of the file.
    pub source: Arc<str>,
    /// Key of the report.
    pub report: Arc<str>,
    /// Its region; none where that is not certain.
    pub place: Option<Place>,
    /// The region as the report has it.
    pub region: String,
    /// The year reported on.
    pub year: Option<i32>,
    /// What became of it.
    pub state: State,
    /// Why, in words; empty for what is simply present.
    pub why: String,
}

/// What became of a report, the best first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum State {
    /// Its figures are in the panel.
    Present,
    /// As present, but the text is cut short.
    Cut,
    /// As present, but most of its figures are masked.
    Masked,
    /// It repeats another report and does not enter.
    Copy,
    /// Its region or year is not certain, or it was not read: it does not enter.
    Unplaced,
}

impl State {
    /// All of them, the best first.
    pub const ALL: [State; 5] =
        [State::Present, State::Cut, State::Masked, State::Copy, State::Unplaced];

    /// As the tables write it.
    pub const fn as_str(self) -> &'static str {
        match self {
            State::Present => "present",
            State::Cut => "cut",
            State::Masked => "masked",
            State::Copy => "copy",
            State::Unplaced => "unplaced",
        }
    }
}
