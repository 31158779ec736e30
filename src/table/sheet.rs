//! Yields [`Sheet`]: rows of any columns being written, as CSV or as one JSON object a line.

use std::io::{self, Write};

use super::csv::CsvRows;
use super::{Bom, Cell, Field, Format, jsonl};

/// A table being written that is made of a whole run, not of one report.
pub struct Sheet<W: Write> {
    fields: &'static [Field],
    out: Form<W>,
}

enum Form<W: Write> {
    Csv(Box<CsvRows<W>>),
    Jsonl(W),
}

impl<W: Write> Sheet<W> {
    /// Begins a table of these columns; in CSV with its header, and a byte order mark where `bom` says so.
    ///
    /// # Errors
    /// Those of `out`.
    pub fn new(
        fields: &'static [Field],
        format: Format,
        bom: Bom,
        to_file: bool,
        out: W,
    ) -> io::Result<Self> {
        let out = match format {
            Format::Jsonl => Form::Jsonl(out),
            _ => {
                Form::Csv(Box::new(CsvRows::new(fields.iter().map(|f| f.name), out, bom, to_file)?))
            }
        };
        Ok(Sheet { fields, out })
    }

    /// Writes one row, its cells in the order of the columns.
    ///
    /// # Errors
    /// Those of the output.
    pub fn row(&mut self, cells: &[Cell<'_>]) -> io::Result<()> {
        debug_assert_eq!(cells.len(), self.fields.len(), "a cell for each column");
        match &mut self.out {
            Form::Csv(lines) => lines.write(cells),
            Form::Jsonl(out) => {
                jsonl::object(self.fields.iter().map(|f| f.name).zip(cells), out)?;
                out.write_all(b"\n")
            }
        }
    }

    /// Hands all that is still held back to the output.
    ///
    /// # Errors
    /// Those of the output.
    pub fn finish(self) -> io::Result<()> {
        match self.out {
            Form::Csv(mut lines) => lines.flush(),
            Form::Jsonl(mut out) => out.flush(),
        }
    }
}
