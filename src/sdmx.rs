//! Yields a panel as SDMX-CSV 2.0, one line per observation
//! (<https://github.com/sdmx-twg/sdmx-csv>, field guide of data messages).

use std::io::{self, Write};

use crate::panel::{Panel, Row};

/// The columns: three of the format, the dimensions, the measure, the attributes.
const HEADER: [&str; 11] = [
    "STRUCTURE",
    "STRUCTURE_ID",
    "ACTION",
    "FREQ",
    "REF_AREA",
    "INDICATOR",
    "TIME_PERIOD",
    "OBS_VALUE",
    "UNIT_MEASURE",
    "OBS_STATUS",
    "COMMENT_OBS",
];

/// What the data are structured by: an id of this program, which no registry knows.
const STRUCTURE: &str = "ZHIBIAO:PANEL(1.0.0)";

/// Writes every cell that something is stated for, by row and column. `REF_AREA` is the code of the
/// region, `INDICATOR` the short name of the column, `TIME_PERIOD` a year or, for several,
/// `2021-01-01/P5Y`; `OBS_STATUS` is A, E, F or Q. A masked value is empty, `COMMENT_OBS` has the sentence.
///
/// # Errors
/// Those of `out`.
pub fn write(panel: &Panel, out: impl Write) -> io::Result<()> {
    // RFC 4180, on which the format rests, ends lines so.
    let mut csv = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(out);
    csv.write_record(HEADER).map_err(cause)?;
    for row in &panel.rows {
        for (cell, column) in row.cells.iter().zip(&panel.columns) {
            let Some(cell) = cell else {
                continue;
            };
            let value = cell.value.map(|value| value.normalize().to_string()).unwrap_or_default();
            let sentence = cell.evidence.as_ref().map(|evidence| evidence.sentence.as_str());
            csv.write_record([
                "dataflow",
                STRUCTURE,
                "I",
                "A",
                &row.place.code,
                &column.short,
                &period(row, column.years),
                &value,
                &column.unit,
                cell.status.code(),
                sentence.unwrap_or_default(),
            ])
            .map_err(cause)?;
        }
    }
    csv.flush()
}

/// The year of a row, or the several years that end with it.
fn period(row: &Row, years: u16) -> String {
    match years {
        0 | 1 => row.year.to_string(),
        more => {
            let first = row.year.saturating_sub(i32::from(more) - 1);
            format!("{first}-01-01/P{more}Y")
        }
    }
}

/// What the output answered.
fn cause(error: csv::Error) -> io::Error {
    match error.into_kind() {
        csv::ErrorKind::Io(cause) => cause,
        other => io::Error::other(format!("{other:?}")),
    }
}
