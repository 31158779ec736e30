//! Yields [`Workbook`]: a panel with all that it rests on, as one Excel file.

mod about;
mod coverage;
mod panel;
mod sheet;
mod style;

use std::io::{self, Seek, Write};

use rust_xlsxwriter::{self as xlsx, DocProperties, ExcelDateTime, XlsxError};

use crate::corpus::Entry;
use crate::dictionary::Dictionary;
use crate::panel::{Names, Panel};
use crate::table::Table;
use sheet::{COLUMNS, Head, Sheet, Shown};
use style::Look;

/// The tables that have a sheet of rows, and its name.
const ROWS: [(Table, &str); 4] = [
    (Table::Indicators, "Observations"),
    (Table::Placeholders, "Placeholders"),
    (Table::Audit, "Findings"),
    (Table::Slogans, "Slogans"),
];

/// Columns of a sheet of rows that stay in sight: source, report, id.
const FROZEN: u16 = 3;

/// Why a workbook was not written.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum WorkbookError {
    /// The panel is wider than a sheet.
    #[error(
        "the panel has {0} columns and Excel only 16,384; take fewer with --indicators, or write .dta, \
         .csv or .parquet"
    )]
    Columns(usize),
    /// The system refused.
    #[error(transparent)]
    Io(#[from] io::Error),
    /// What the writer of the format says.
    #[error("the workbook cannot be made: {0}")]
    Xlsx(XlsxError),
}

impl From<XlsxError> for WorkbookError {
    fn from(error: XlsxError) -> Self {
        match error {
            XlsxError::IoError(cause) => WorkbookError::Io(cause),
            other => WorkbookError::Xlsx(other),
        }
    }
}

/// What made a workbook.
#[derive(Clone, Debug, Default)]
pub struct About {
    /// The arguments of the call.
    pub call: Vec<String>,
    /// Hash of the dictionaries.
    pub dictionary: String,
}

/// A workbook in the making: rows come in report by report, and wait on disk.
pub struct Workbook {
    inner: xlsx::Workbook,
    rows: Vec<(Table, Sheet)>,
    about: About,
}

impl Workbook {
    /// An empty workbook.
    ///
    /// # Errors
    /// There is no room for temporary files.
    pub fn new(about: About) -> Result<Self, WorkbookError> {
        let mut inner = xlsx::Workbook::new();
        // A file says the same whenever it was made; when that was, the file system knows.
        let never = ExcelDateTime::from_ymd(1980, 1, 1)?;
        let properties = DocProperties::new().set_title("指标").set_author("zhibiao");
        inner.set_properties(&properties.set_creation_datetime(&never));
        let mut rows = Vec::new();
        for (table, name) in ROWS {
            let fields = table.fields().into_iter();
            let header = fields.map(|field| Head::new(field.name, field.about)).collect();
            rows.push((table, Sheet::new(&mut inner, name, header, FROZEN)?));
        }
        Ok(Workbook { inner, rows, about })
    }

    /// Adds what was found in one report; of its observations those of an indicator that is `wanted`.
    ///
    /// # Errors
    /// The disk is full.
    pub fn add(
        &mut self,
        entry: &Entry,
        wanted: impl Fn(&str) -> bool,
    ) -> Result<(), WorkbookError> {
        for (table, sheet) in &mut self.rows {
            let fields = table.fields();
            let column = |name| fields.iter().position(|field| field.name == name);
            let (status, indicator) = (column("status"), column("indicator"));
            table.rows(entry, |cells| {
                let text = |place: Option<usize>| {
                    place.and_then(|place| cells.get(place)).map(|cell| cell.plain())
                };
                if text(indicator).is_some_and(|id| !wanted(&id)) {
                    return Ok(());
                }
                let look = text(status).map_or(Look::Plain, |status| Look::of_status(&status));
                let format = (look != Look::Plain).then(|| look.format());
                let shown = cells.iter().cloned().map(|cell| Shown {
                    cell,
                    format: format.clone(),
                    note: None,
                });
                sheet.write(&mut self.inner, shown)
            })?;
        }
        Ok(())
    }

    /// Adds the panel and writes the file, headers in `names`. Yields what a reader must be told: where
    /// Excel holds less than there is.
    ///
    /// # Errors
    /// The panel is wider than a sheet; those of `out`.
    pub fn finish(
        mut self,
        panel: &Panel,
        names: Names,
        dictionary: &Dictionary,
        out: impl Write + Seek + Send,
    ) -> Result<Vec<String>, WorkbookError> {
        let inner = &mut self.inner;
        let columns = panel::region(names).len() + panel.columns.len();
        if columns > COLUMNS {
            return Err(WorkbookError::Columns(columns));
        }
        let mut told = panel::panel(inner, panel, names)?;
        told.extend(coverage::coverage(inner, &panel.coverage, names)?);
        let mut rows = self.rows.into_iter();
        // Observations stand before what contradicts them.
        if let Some((_, observations)) = rows.next() {
            told.extend(observations.finish(inner)?);
        }
        told.extend(panel::conflicts(inner, panel, names)?);
        for (_, sheet) in rows {
            told.extend(sheet.finish(inner)?);
        }
        told.extend(about::codebook(inner, panel, dictionary)?);
        told.extend(about::about(inner, &self.about, panel)?);
        inner.save_to_writer(out)?;
        Ok(told)
    }
}
