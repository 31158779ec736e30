//! Yields [`Corrections`]: what people set right by hand, laid over the analysis of each report.

mod change;

use std::collections::BTreeMap;
use std::fmt;
use std::path::{Path, PathBuf};

use serde::Deserialize;

pub use change::COLUMNS;
use change::Change;

use crate::corpus::{Entry, Read};
use crate::dictionary::Dictionary;
use crate::observation::Observation;
use crate::source::{ReadError, text_of};
use crate::table::csv::unguarded;

/// Why a file of corrections cannot be used at all.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum CorrectionsError {
    /// The file is not there, the system refuses, or it is no text.
    #[error(transparent)]
    Unread(#[from] ReadError),
    /// It is no table, or a column is missing.
    #[error("{}: {cause}; its columns are report, start, end, column, value, who, why, and raw if \
        it shall be seen that the text has changed", .path.display())]
    Table {
        /// The file.
        path: PathBuf,
        /// What is wrong, and in which line.
        cause: csv::Error,
    },
}

/// A correction that is not applied: which, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
    file: String,
    line: u64,
    why: String,
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}: correction refused: {}", self.file, self.line, self.why)
    }
}

/// A row of the file as it stands there.
#[derive(Debug, Deserialize)]
struct Line {
    report: String,
    start: String,
    end: String,
    column: String,
    value: String,
    who: String,
    why: String,
    #[serde(default)]
    raw: Option<String>,
    #[serde(default)]
    indicator: Option<String>,
}

/// One change to one row of `indicators.csv`.
#[derive(Clone, Debug)]
struct Correction {
    line: u64,
    start: usize,
    end: usize,
    /// What stood there when it was written.
    raw: Option<String>,
    /// What the row was read as, where two rows have the same place.
    indicator: Option<String>,
    change: Change,
    mark: String,
}

/// The corrections of a file that have not been applied yet, by report.
#[derive(Clone, Debug, Default)]
pub struct Corrections {
    file: String,
    by_report: BTreeMap<String, Vec<Correction>>,
}

impl Corrections {
    /// Reads a CSV file with the columns `report`, `start`, `end`, `column`, `value`, `who` and `why`;
    /// `raw` and `indicator` are looked at where they are there, any other column is not. A row whose
    /// `column` is empty corrects nothing. Yields the rows that cannot be understood, too.
    ///
    /// # Errors
    /// The file cannot be read or lacks a column.
    pub fn read(
        path: &Path,
        dictionary: &Dictionary,
    ) -> Result<(Self, Vec<Refusal>), CorrectionsError> {
        let file = path.display().to_string();
        let text = text_of(path)?;
        let malformed = |cause| CorrectionsError::Table { path: path.to_owned(), cause };
        let mut reader = csv::ReaderBuilder::new().flexible(true).from_reader(text.as_bytes());
        let headers = reader.headers().map_err(malformed)?.clone();
        let mut corrections = Corrections { file, by_report: BTreeMap::new() };
        let mut refused = Vec::new();
        for record in reader.records() {
            let record = record.map_err(malformed)?;
            let at = record.position().map_or(0, csv::Position::line);
            let line: Line = record.deserialize(Some(&headers)).map_err(malformed)?;
            if line.column.trim().is_empty() {
                continue;
            }
            let report = unguarded(&line.report).to_owned();
            match line.correction(at, dictionary) {
                Ok(correction) => {
                    corrections.by_report.entry(report).or_default().push(correction);
                }
                Err(why) => refused.push(corrections.refusal(at, why)),
            }
        }
        Ok((corrections, refused))
    }

    /// Sets right what was found in one report, and notes it in the observations' `corrected`. Yields
    /// what does not fit the report. Findings stay as they are: they say what the report itself says.
    pub fn apply(&mut self, entry: &mut Entry) -> Vec<Refusal> {
        let Ok(read) = &mut entry.result else {
            // What is left at the end is told then.
            return Vec::new();
        };
        let corrections = self.by_report.remove(&entry.report).unwrap_or_default();
        // All are matched with the rows as they were read, before any is applied.
        let found: Vec<_> = corrections.iter().map(|correction| correction.find(read)).collect();
        let mut refused = Vec::new();
        for (correction, place) in corrections.into_iter().zip(found) {
            let place = place.map(|place| read.analysis.observations.get_mut(place));
            match place {
                Ok(Some(observation)) => correction.apply(observation),
                Ok(None) => {}
                Err(why) => refused.push(self.refusal(correction.line, why)),
            }
        }
        read.analysis.count_masks();
        refused
    }

    /// The corrections of reports that were not read, in the order of the file.
    pub fn rest(self) -> Vec<Refusal> {
        let mut rest: Vec<Refusal> = Vec::new();
        for (report, corrections) in &self.by_report {
            let why = || {
                format!("no report {report} was read; write the column report as in indicators.csv")
            };
            rest.extend(corrections.iter().map(|c| self.refusal(c.line, why())));
        }
        rest.sort_by_key(|refusal| refusal.line);
        rest
    }

    fn refusal(&self, line: u64, why: String) -> Refusal {
        Refusal { file: self.file.clone(), line, why }
    }
}

impl Line {
    fn correction(self, line: u64, dictionary: &Dictionary) -> Result<Correction, String> {
        let position = |name: &str, value: &str| {
            let place = value.trim().parse();
            place.map_err(|_| {
                format!("{name} is “{value}”, no place in the text; write a count of characters")
            })
        };
        let column = self.column.trim();
        let who = self.who.trim();
        if who.is_empty() {
            return Err("who is empty; say who vouches for it".into());
        }
        let why = match self.why.trim() {
            "" => String::new(),
            why => format!(" ({why})"),
        };
        let change = Change::parse(column, unguarded(&self.value).trim(), dictionary)
            .map_err(|problem| format!("{column}: {problem}"))?;
        Ok(Correction {
            line,
            start: position("start", &self.start)?,
            end: position("end", &self.end)?,
            raw: self.raw.map(|raw| unguarded(&raw).to_owned()).filter(|raw| !raw.is_empty()),
            indicator: self.indicator,
            change,
            mark: format!("{who}: {column}{why}"),
        })
    }
}

impl Correction {
    /// The place of the row that is meant, in the report's observations.
    fn find(&self, read: &Read) -> Result<usize, String> {
        let text = &read.report.text;
        let (start, end) = (self.start, self.end);
        let length = end.saturating_sub(start);
        let there: String = text.original().chars().skip(start).take(length).collect();
        if let Some(raw) = self.raw.as_deref().filter(|raw| *raw != there) {
            return Err(format!(
                "the text has changed: from {start} to {end} stands “{there}”, not “{raw}”"
            ));
        }
        let observations = read.analysis.observations.iter().enumerate();
        let here: Vec<(usize, &Observation)> = observations
            .filter(|(_, one)| text.char_range(one.quantity.span) == (start, end))
            .collect();
        let wanted = self.indicator.as_deref().unwrap_or_default();
        let is_wanted =
            |one: &Observation| one.indicator.as_ref().is_some_and(|i| *i.id == *wanted);
        match here.as_slice() {
            [] => Err(format!(
                "no number stands from {start} to {end}, where the text is “{there}”; look the row up \
                 in indicators.csv"
            )),
            [(place, _)] => Ok(*place),
            several => {
                several.iter().find(|(_, one)| is_wanted(one)).map(|(i, _)| *i).ok_or_else(|| {
                    let ids = several.iter().filter_map(|(_, one)| one.indicator.as_ref());
                    let ids: Vec<&str> = ids.map(|indicator| &*indicator.id).collect();
                    let ids = ids.join(" or ");
                    format!("two rows stand there; say in a column indicator which is meant: {ids}")
                })
            }
        }
    }

    fn apply(self, observation: &mut Observation) {
        self.change.apply(observation);
        observation.corrected.push(self.mark);
    }
}
