//! Yields [`Coverage`]: what became of each report.

use std::sync::Arc;

use super::Place;
use crate::corpus::{Entry, Read};
use crate::region;

/// Share of figures below which a report counts as masked.
const MASKED: f64 = 0.5;

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

/// What becomes of a report.
pub(super) fn of(entry: &Entry) -> Coverage {
    let mut coverage = Coverage {
        source: entry.source.as_str().into(),
        report: entry.report.as_str().into(),
        place: None,
        region: String::new(),
        year: None,
        state: State::Unplaced,
        why: String::new(),
    };
    match &entry.result {
        Ok(read) => fill(&mut coverage, read),
        Err(failure) => coverage.why = failure.code.to_owned(),
    }
    coverage
}

fn fill(coverage: &mut Coverage, read: &Read) {
    let document = &read.analysis.document;
    coverage.region = document.region.clone().unwrap_or_default();
    coverage.year = document.year;
    coverage.place = document.region_code.as_deref().and_then(|code| place(code, document.year));
    let masked = document.completeness.is_some_and(|share| share < MASKED);
    let conflict = document.region_conflict.as_ref();
    let (state, why) = if let Some(first) = &read.duplicate_of {
        (State::Copy, format!("repeats {first}"))
    } else if coverage.place.is_none() {
        (State::Unplaced, nowhere(document.masked_region, &coverage.region, document.year))
    } else if document.year.is_none() && document.period.is_none() {
        (State::Unplaced, "its year is not stated".to_owned())
    } else if masked {
        (State::Masked, "more than half of its figures are masked".to_owned())
    } else if let Some(note) = &document.truncated {
        (State::Cut, format!("the text is cut short: {note}"))
    } else {
        (
            State::Present,
            conflict.map(|c| format!("another region is named ({c})")).unwrap_or_default(),
        )
    };
    coverage.state = state;
    coverage.why = why;
}

/// The region with this code in that year.
fn place(code: &str, year: Option<i32>) -> Option<Place> {
    let region = region::by_code(code, year)?;
    let name = |found: Option<region::Region>| found.map_or("", |region| region.name).into();
    Some(Place {
        code: region.code.into(),
        name: region.name.into(),
        level: region.level(),
        province: name(region.province(year)),
        prefecture: name(region.prefecture(year)),
    })
}

/// Why a region has no code.
fn nowhere(masked: bool, region: &str, year: Option<i32>) -> String {
    let codes: Vec<_> = region::candidates(region, year).iter().map(|r| r.code).collect();
    match (masked, codes.len()) {
        _ if region.is_empty() => "its region is not stated".to_owned(),
        (true, _) => "its region is masked".to_owned(),
        (_, 0) => "its region is in no list".to_owned(),
        _ => format!("several regions are called so: {}", codes.join(", ")),
    }
}
