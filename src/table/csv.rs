//! Yields a table as CSV: UTF-8, `\n` line ends, quotes only where needed, safe to open in a spreadsheet.

use std::borrow::Cow;
use std::io::{self, Write};

use rust_decimal::Decimal;

use super::{Cell, Table};
use crate::corpus::Entry;

/// Whether CSV begins with a byte order mark, which Excel needs and some other readers stumble over.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Bom {
    /// In files, not on standard output.
    #[default]
    Auto,
    /// Everywhere.
    Always,
    /// Nowhere.
    Never,
}

impl Bom {
    /// All choices.
    pub const ALL: [Bom; 3] = [Bom::Auto, Bom::Always, Bom::Never];

    /// The choice as the command line and the manifest name it.
    pub const fn name(self) -> &'static str {
        match self {
            Bom::Auto => "auto",
            Bom::Always => "always",
            Bom::Never => "never",
        }
    }

    const fn applies(self, to_file: bool) -> bool {
        match self {
            Bom::Auto => to_file,
            Bom::Always => true,
            Bom::Never => false,
        }
    }
}

/// One table being written as CSV.
pub struct CsvWriter<W: Write> {
    table: Table,
    lines: Lines<W>,
}

impl<W: Write> CsvWriter<W> {
    /// Begins the table with its header.
    ///
    /// # Errors
    /// Those of `out`.
    pub fn new(table: Table, out: W, bom: Bom, to_file: bool) -> io::Result<Self> {
        let names = table.fields().into_iter().map(|field| field.name);
        Ok(CsvWriter { table, lines: Lines::new(names, out, bom, to_file)? })
    }

    /// Writes the rows of one report; yields how many there were.
    ///
    /// # Errors
    /// Those of the output.
    pub fn write(&mut self, entry: &Entry) -> io::Result<usize> {
        self.table.rows(entry, |cells| self.lines.row(cells))
    }

    /// Hands all that is still held back to the output.
    ///
    /// # Errors
    /// Those of the output.
    pub fn flush(&mut self) -> io::Result<()> {
        self.lines.flush()
    }
}

/// Rows of cells being written as CSV, whatever table they are of.
pub(super) struct Lines<W: Write>(::csv::Writer<W>);

impl<W: Write> Lines<W> {
    pub(super) fn new<'n>(
        names: impl Iterator<Item = &'n str>,
        mut out: W,
        bom: Bom,
        to_file: bool,
    ) -> io::Result<Self> {
        if bom.applies(to_file) {
            out.write_all("\u{feff}".as_bytes())?;
        }
        let mut inner = ::csv::Writer::from_writer(out);
        inner.write_record(names).map_err(cause)?;
        Ok(Lines(inner))
    }

    pub(super) fn row(&mut self, cells: &[Cell<'_>]) -> io::Result<()> {
        for cell in cells {
            self.0.write_field(guarded(cell).as_ref()).map_err(cause)?;
        }
        self.0.write_record(None::<&[u8]>).map_err(cause)
    }

    pub(super) fn flush(&mut self) -> io::Result<()> {
        self.0.flush()
    }
}

/// What the output answered, so that a caller can tell a closed pipe from a full disk.
fn cause(error: ::csv::Error) -> io::Error {
    match error.into_kind() {
        ::csv::ErrorKind::Io(cause) => cause,
        other => io::Error::other(format!("{other:?}")),
    }
}

/// A cell as CSV shows it: words that a spreadsheet would run as a formula have an apostrophe before
/// them; a lone sign is no formula, and a number never is, not even one among words.
fn guarded<'a>(cell: &'a Cell<'_>) -> Cow<'a, str> {
    match cell {
        Cell::Text(text) if is_formula(text) => Cow::Owned(format!("'{text}")),
        cell => cell.plain(),
    }
}

fn is_formula(text: &str) -> bool {
    let runs = text.len() > 1 && text.starts_with(['=', '+', '-', '@', '\t', '\r']);
    runs && !(text.starts_with('-') && text.parse::<Decimal>().is_ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formulas_are_neutralised_and_numbers_stay() {
        let text = |s: &str| guarded(&Cell::from(s)).into_owned();
        for formula in ["=1+1", "+86", "-x县", "@SUM(A1)", "\tx", "\r=1"] {
            assert_eq!(text(formula), format!("'{formula}"));
        }
        for plain in ["", "-", "-2", "-3.10", "x=1", "41所", "'=1"] {
            assert_eq!(text(plain), plain);
        }
        assert_eq!(guarded(&Cell::Integer(-2)), "-2");
        assert_eq!(guarded(&Cell::Number("-3.10".parse().unwrap())), "-3.1");
    }

    #[test]
    fn a_bom_only_where_asked_for() {
        let begins = |bom, to_file| {
            let mut out = Vec::new();
            let mut writer = CsvWriter::new(Table::Noise, &mut out, bom, to_file).unwrap();
            writer.flush().unwrap();
            drop(writer);
            out.starts_with("\u{feff}source,report,id,class".as_bytes())
        };
        let seen = Bom::ALL.map(|bom| (begins(bom, true), begins(bom, false)));
        assert_eq!(seen, [(true, false), (true, true), (false, false)]);
    }
}
