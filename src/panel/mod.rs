//! Yields [`Panel`]: region × year × indicator, one observation to a cell, with its evidence.
//!
//! A column is an indicator with one aspect, modality, unit and length of period; a row is a region in
//! a year. What no report states has no cell: empty is never zero.

mod builder;
mod candidate;
mod column;
mod coverage;
mod derive;
mod plausible;
mod selection;
mod whole;
mod words;

use std::sync::Arc;

use rust_decimal::Decimal;

pub use builder::Builder;
pub use column::{Column, Derivation, Names};
pub use coverage::{Coverage, State};
pub use selection::{Selection, SelectionError};
pub use words::Counted;

use crate::region::RegionLevel;

/// Many reports compared: what each region states of each indicator, year by year.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Panel {
    /// What is compared, in the order of the dictionary; derived columns behind the one they are of. Counts
    /// of words stand last.
    pub columns: Vec<Column>,
    /// By region code, then year.
    pub rows: Vec<Row>,
    /// Cells for which reports state different values, in the order of rows and columns.
    pub conflicts: Vec<Conflict>,
    /// What became of each report, in the order of the input.
    pub coverage: Vec<Coverage>,
}

/// A region, by the code that was valid in the year in question.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Place {
    /// GB/T 2260 code, six digits; 000000 is the whole country.
    pub code: Arc<str>,
    /// Full name.
    pub name: Arc<str>,
    /// Level of the code.
    pub level: RegionLevel,
    /// The province that it lies in; empty for the country, its own name for a province.
    pub province: Arc<str>,
    /// The prefecture that it lies in; empty where there is none.
    pub prefecture: Arc<str>,
}

/// A region in a year.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// The region.
    pub place: Place,
    /// The year that the figures are of, or in which their period ends.
    pub year: i32,
    /// As many as the panel has columns; `None` where nothing is stated, which most are.
    pub cells: Vec<Option<Box<Cell>>>,
}

/// One value and where it stands.
#[derive(Clone, Debug, PartialEq)]
pub struct Cell {
    /// How good the value is.
    pub status: ObsStatus,
    /// In the unit of the column; none where masked or in doubt.
    pub value: Option<Decimal>,
    /// The upper value of a range, in the same unit.
    pub value_max: Option<Decimal>,
    /// The observation that fills the cell; none for a derived value and for a count of words.
    pub evidence: Option<Evidence>,
    /// Place in [`Panel::conflicts`] where reports state other values too.
    pub conflict: Option<usize>,
    /// Why the value is not to be relied on unseen; none where nothing speaks against it.
    pub suspect: Option<Suspicion>,
}

/// Status of an observation as SDMX codes it (`CL_OBS_STATUS`).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ObsStatus {
    /// As stated.
    Normal,
    /// About, over, under, or a range.
    Approximate,
    /// A target.
    Forecast,
    /// Its digits are masked.
    Masked,
    /// Not stated; the status of a cell that is none.
    NotStated,
}

impl ObsStatus {
    /// All of them.
    pub const ALL: [ObsStatus; 5] = [
        ObsStatus::Normal,
        ObsStatus::Approximate,
        ObsStatus::Forecast,
        ObsStatus::Masked,
        ObsStatus::NotStated,
    ];

    /// The code: A, E, F, Q or O.
    pub const fn code(self) -> &'static str {
        match self {
            ObsStatus::Normal => "A",
            ObsStatus::Approximate => "E",
            ObsStatus::Forecast => "F",
            ObsStatus::Masked => "Q",
            ObsStatus::NotStated => "O",
        }
    }
}

/// The observation behind a value.
#[derive(Clone, Debug, PartialEq)]
pub struct Evidence {
    /// Path of the file.
    pub source: Arc<str>,
    /// Key of the report.
    pub report: Arc<str>,
    /// Id of the observation, as indicators.csv has it.
    pub id: String,
    /// The value before any conversion; none where masked.
    pub value: Option<Decimal>,
    /// Its unit; empty where none is written.
    pub unit: String,
    /// Number and unit as written.
    pub raw: String,
    /// The year or years, `2024` or `2021-2025`.
    pub period: String,
    /// Whether the text gives the period; otherwise it is the year of the report.
    pub dated: bool,
    /// The sentence around it, as written; a very long one is cut.
    pub sentence: String,
    /// Line of the text, from 1.
    pub line: usize,
    /// First character of the number, from 0.
    pub start: usize,
    /// One past its last character.
    pub end: usize,
}

/// Why a value is not to be relied on unseen.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Suspicion {
    /// Outside what the dictionary says is plausible.
    Range,
    /// A hundred times and more off the same region's other years.
    Jump,
    /// Other values are stated that are more than three times or a third of it, or rates more than ten
    /// points off.
    Apart,
    /// The digits may be read in more than one way; there is no value.
    Reading,
}

impl Suspicion {
    /// As the tables write it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Suspicion::Range => "range",
            Suspicion::Jump => "jump",
            Suspicion::Apart => "apart",
            Suspicion::Reading => "reading",
        }
    }
}

/// Different values for one cell.
#[derive(Clone, Debug, PartialEq)]
pub struct Conflict {
    /// Place in [`Panel::rows`].
    pub row: usize,
    /// Place in [`Panel::columns`].
    pub column: usize,
    /// The value that stands in the cell first, then the others in the order in which they lost.
    pub values: Vec<Stated>,
}

/// One of several values for a cell.
#[derive(Clone, Debug, PartialEq)]
pub struct Stated {
    /// How good it is.
    pub status: ObsStatus,
    /// In the unit of the column.
    pub value: Decimal,
    /// Where it stands.
    pub evidence: Evidence,
}

impl Panel {
    /// The cell in that row and column.
    pub fn cell(&self, row: usize, column: usize) -> Option<&Cell> {
        self.rows.get(row)?.cells.get(column)?.as_deref()
    }

    /// The status of a cell, [`ObsStatus::NotStated`] where there is none.
    pub fn status(&self, row: usize, column: usize) -> ObsStatus {
        self.cell(row, column).map_or(ObsStatus::NotStated, |cell| cell.status)
    }
}

impl Row {
    /// What became of the report of this region that reports on this year, the best of several.
    pub fn state(&self, coverage: &[Coverage]) -> Option<State> {
        let own = |c: &&Coverage| {
            c.year == Some(self.year) && c.place.as_ref().is_some_and(|p| p.code == self.place.code)
        };
        coverage.iter().filter(own).map(|c| c.state).min()
    }
}
