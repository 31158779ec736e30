//! Yields [`Table`]: the tables that a report becomes, and the rows of each.
//!
//! `columns.rs` is the one list of columns; [`mod@csv`] and [`jsonl`] give rows their form, [`Folder`]
//! is where a run is written, [`Manifest`] tells how to repeat it, [`codebook`] describes it.

mod cell;
pub mod codebook;
mod column;
mod columns;
mod counts;
pub mod csv;
mod datapackage;
mod folder;
pub mod jsonl;
mod manifest;
mod panel;
#[cfg(feature = "parquet")]
mod parquet;
mod row;
mod sheet;
mod texts;
mod writers;

pub use cell::Cell;
pub use column::{Field, Kind};
pub use counts::Counts;
pub use csv::Bom;
pub use folder::{Folder, FolderError};
pub use manifest::{Manifest, timestamp};
pub use panel::{Layout, Shape};
#[cfg(feature = "parquet")]
pub use parquet::ParquetWriter;
pub use sheet::Sheet;
pub use writers::{Choice, Format, Writers};

use column::Column;
use row::Row;

use crate::audit::{Finding, Located};
use crate::corpus::Entry;

/// One of the tables.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Table {
    /// One row per file read.
    Documents,
    /// One row per heading.
    Sections,
    /// One row per run of text set aside.
    Noise,
    /// One row per quantity.
    Indicators,
    /// One row per mask.
    Placeholders,
    /// One row per slogan.
    Slogans,
    /// One row per result of a check.
    Audit,
}

impl Table {
    /// All tables, in the order they are written and described.
    pub const ALL: [Table; 7] = [
        Table::Documents,
        Table::Sections,
        Table::Noise,
        Table::Indicators,
        Table::Placeholders,
        Table::Slogans,
        Table::Audit,
    ];

    /// The table's name: its file's stem, and its field in `reports.jsonl`.
    pub const fn name(self) -> &'static str {
        match self {
            Table::Documents => "documents",
            Table::Sections => "sections",
            Table::Noise => "noise",
            Table::Indicators => "indicators",
            Table::Placeholders => "placeholders",
            Table::Slogans => "slogans",
            Table::Audit => "audit",
        }
    }

    /// The table of that name.
    pub fn of_name(name: &str) -> Option<Table> {
        Table::ALL.into_iter().find(|table| table.name() == name)
    }

    /// What one row stands for.
    pub const fn about(self) -> &'static str {
        match self {
            Table::Documents => "One row per file, also for one that could not be read.",
            Table::Sections => "One row per heading of levels 1 to 4.",
            Table::Noise => {
                "One row per run of text that is no part of the report and was set aside."
            }
            Table::Indicators => {
                "One row per quantity; two where one number speaks of two indicators."
            }
            Table::Placeholders => "One row per run of signs that stands for removed text.",
            Table::Slogans => "One row per occurrence of a slogan or named scheme.",
            Table::Audit => {
                "One row per result of a check, what holds included. Those of checks across reports \
                 follow the last report; their ids have the letter x. They are not in reports.jsonl, \
                 which is written report by report, but in across.jsonl."
            }
        }
    }

    /// The columns in order, the three that every table begins with among them.
    pub fn fields(self) -> Vec<Field> {
        fn of<T>(columns: &[Column<T>]) -> Vec<Field> {
            columns::KEY.iter().copied().chain(columns.iter().map(|c| c.field)).collect()
        }
        match self {
            Table::Documents => of(columns::DOCUMENTS),
            Table::Sections => of(columns::SECTIONS),
            Table::Noise => of(columns::NOISE),
            Table::Indicators => of(columns::INDICATORS),
            Table::Placeholders => of(columns::PLACEHOLDERS),
            Table::Slogans => of(columns::SLOGANS),
            Table::Audit => of(columns::AUDIT),
        }
    }

    /// Hands the rows of one report to `sink`, cells in the order of [`Table::fields`]; yields how
    /// many there were. A report that was not read has a row in [`Table::Documents`] only.
    ///
    /// # Errors
    /// The first error of `sink`.
    pub fn rows<E>(
        self,
        entry: &Entry,
        sink: impl FnMut(&[Cell<'_>]) -> Result<(), E>,
    ) -> Result<usize, E> {
        if self == Table::Documents {
            return self.walk(columns::DOCUMENTS, std::slice::from_ref(entry), entry, sink);
        }
        let Ok(read) = &entry.result else {
            return Ok(0);
        };
        let (report, analysis) = (&read.report, &read.analysis);
        match self {
            Table::Documents => Ok(0),
            Table::Sections => self.walk(columns::SECTIONS, &analysis.sections, entry, sink),
            Table::Noise => self.walk(columns::NOISE, &report.noise, entry, sink),
            Table::Indicators => {
                self.walk(columns::INDICATORS, &analysis.observations, entry, sink)
            }
            Table::Placeholders => {
                self.walk(columns::PLACEHOLDERS, &analysis.placeholders, entry, sink)
            }
            Table::Slogans => self.walk(columns::SLOGANS, &analysis.slogans, entry, sink),
            Table::Audit => {
                let (source, key) = (entry.source.as_str().into(), entry.report.as_str().into());
                let located = |f: &Finding| f.located(&source, &key, &report.text);
                let located: Vec<Located> = analysis.findings.iter().map(located).collect();
                self.walk(columns::AUDIT, &located, entry, sink)
            }
        }
    }

    /// Hands the rows of [`Table::Audit`] that checks across reports give to `sink`, as
    /// [`Table::rows`] does those of one report. Findings of one report stand together; the names
    /// of their rows count them from 1, with the letter `x`.
    ///
    /// # Errors
    /// The first error of `sink`.
    pub fn rows_across<E>(
        findings: &[Located],
        mut sink: impl FnMut(&[Cell<'_>]) -> Result<(), E>,
    ) -> Result<(), E> {
        for of_report in findings.chunk_by(|a, b| a.report == b.report) {
            for (index, finding) in of_report.iter().enumerate() {
                let id = format!("{}#x{}", finding.report, index + 1);
                let row = Row::alone(finding, index);
                sink(&cells(columns::AUDIT, &row, [&finding.source, &finding.report, &id]))?;
            }
        }
        Ok(())
    }

    fn walk<T, E>(
        self,
        columns: &[Column<T>],
        items: &[T],
        entry: &Entry,
        mut sink: impl FnMut(&[Cell<'_>]) -> Result<(), E>,
    ) -> Result<usize, E> {
        for (index, item) in items.iter().enumerate() {
            let row = Row::new(entry, item, index);
            let id = self.id(&entry.report, index);
            sink(&cells(columns, &row, [&entry.source, &entry.report, &id]))?;
        }
        Ok(items.len())
    }

    /// The name of a row: the report's key, a letter for the table, and the row's place from 1.
    pub fn id(self, report: &str, index: usize) -> String {
        let letter = match self {
            Table::Documents => return report.to_owned(),
            Table::Sections => 's',
            Table::Noise => 'n',
            Table::Indicators => 'q',
            Table::Placeholders => 'p',
            Table::Slogans => 'g',
            Table::Audit => 'f',
        };
        format!("{report}#{letter}{}", index + 1)
    }
}

/// The cells of a row, those of its key first.
fn cells<'a, T>(columns: &[Column<T>], row: &Row<'a, T>, key: [&'a str; 3]) -> Vec<Cell<'a>> {
    let own = columns.iter().map(|column| (column.cell)(row));
    key.into_iter().map(Cell::from).chain(own).collect()
}
