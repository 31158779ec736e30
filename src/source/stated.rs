//! Yields [`Statements`]: what the user's own table says of reports, which wins over the reports.

use std::collections::HashMap;
use std::path::{Path, PathBuf};

use super::{ReadError, text_of};

/// What the user says of one report; what is absent is taken from the report.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Stated {
    /// Name of the region, or its six-digit code.
    pub region: Option<String>,
    /// The year reported on.
    pub year: Option<i32>,
    /// The year planned for.
    pub plan_year: Option<i32>,
    /// Kind of report.
    pub doc_type: Option<String>,
}

/// A table with one line per report: `path`, and any of `region`, `year`, `plan_year` and
/// `doc_type`. Other columns are the user's own.
#[derive(Clone, Debug, Default)]
pub struct Statements {
    by_path: HashMap<String, Stated>,
}

/// Why the table was not taken.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum StatementError {
    /// The file is not there, the system refuses, or it is no text.
    #[error(transparent)]
    Unread(#[from] ReadError),
    /// It is no CSV.
    #[error("{}: {cause}; save the table as CSV", .path.display())]
    Csv {
        /// The file.
        path: PathBuf,
        /// What the reader answered.
        cause: csv::Error,
    },
    /// A column is missing.
    #[error("{}: line 1: no column {column}; columns are path and any of region, year, plan_year, doc_type",
        .path.display())]
    Column {
        /// The file.
        path: PathBuf,
        /// What is missing.
        column: &'static str,
    },
    /// A cell that cannot be used.
    #[error("{}: line {line}: {what}", .path.display())]
    Row {
        /// The file.
        path: PathBuf,
        /// The line, from 1.
        line: u64,
        /// What is wrong, and the mend.
        what: String,
    },
}

impl Statements {
    /// Reads the table.
    ///
    /// # Errors
    /// It cannot be read or is no CSV, lacks `path` or all of the others, names a path twice, or has a year
    /// that is none.
    pub fn read(path: &Path) -> Result<Self, StatementError> {
        let failed = |cause: csv::Error| StatementError::Csv { path: path.to_owned(), cause };
        let text = text_of(path)?;
        let mut reader =
            csv::ReaderBuilder::new().trim(csv::Trim::All).from_reader(text.as_bytes());
        let header = reader.headers().map_err(failed)?.clone();
        let place = |name: &str| {
            header.iter().position(|h| h.trim_start_matches('\u{feff}').eq_ignore_ascii_case(name))
        };
        let missing = |column| StatementError::Column { path: path.to_owned(), column };
        let key = place("path").ok_or_else(|| missing("path"))?;
        let columns = ["region", "year", "plan_year", "doc_type"].map(place);
        if columns.iter().all(Option::is_none) {
            return Err(missing("region or year"));
        }
        let mut statements = Statements::default();
        for record in reader.records() {
            let record = record.map_err(failed)?;
            let line = record.position().map_or(0, csv::Position::line);
            let wrong = |what| StatementError::Row { path: path.to_owned(), line, what };
            let [region, year, plan_year, doc_type] =
                columns.map(|at| at.and_then(|at| record.get(at)).filter(|cell| !cell.is_empty()));
            let year_of = |cell: Option<&str>| match cell.map(str::parse) {
                None => Ok(None),
                Some(Ok(year @ 1000..=9999)) => Ok(Some(year)),
                Some(_) => Err(wrong(format!(
                    "{} is no year; write four digits",
                    cell.unwrap_or_default()
                ))),
            };
            let stated = Stated {
                region: region.map(str::to_owned),
                year: year_of(year)?,
                plan_year: year_of(plan_year)?,
                doc_type: doc_type.map(str::to_owned),
            };
            let key = normal(record.get(key).unwrap_or_default());
            if key.is_empty() {
                return Err(wrong("no path; name the report's file".to_owned()));
            }
            let twice = format!("{key} stands twice; keep one line");
            if statements.by_path.insert(key, stated).is_some() {
                return Err(wrong(twice));
            }
        }
        Ok(statements)
    }

    /// What is said of a source: the line whose path is the source, or its longest end from a
    /// folder or file name on.
    pub fn of(&self, source: &str) -> Option<&Stated> {
        self.by_path.get(key_of(&self.by_path, source)?)
    }

    /// The paths that are none of these sources, in order.
    pub fn unused<'s>(&self, sources: impl Iterator<Item = &'s str>) -> Vec<&str> {
        let mut left: Vec<&str> = self.by_path.keys().map(String::as_str).collect();
        left.sort_unstable();
        let mut used: Vec<&str> = sources.filter_map(|s| key_of(&self.by_path, s)).collect();
        used.sort_unstable();
        left.retain(|path| used.binary_search(path).is_err());
        left
    }
}

fn key_of<'k>(paths: &'k HashMap<String, Stated>, source: &str) -> Option<&'k str> {
    let source = normal(source);
    let starts = std::iter::once(0).chain(source.match_indices('/').map(|(i, _)| i + 1));
    starts
        .filter_map(|start| paths.get_key_value(&source[start..]))
        .map(|(key, _)| key.as_str())
        .next()
}

fn normal(path: &str) -> String {
    path.replace('\\', "/").trim_start_matches("./").to_owned()
}
