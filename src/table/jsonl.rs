//! Yields a report as one line of JSON, all its tables nested; numbers exact, never a byte order mark.

use std::io::{self, Write};

use super::{Cell, Field, Table, columns};
use crate::audit::Located;
use crate::corpus::Entry;

/// Grows when a field is renamed, removed or changes its meaning.
pub const SCHEMA_VERSION: u32 = 1;

/// Writes one report: `schema_version`, `source`, `report`, an object `document`, and a list for
/// each other table, whose rows have the table's columns without `source` and `report`.
///
/// # Errors
/// Those of `out`.
pub fn write(entry: &Entry, out: &mut impl Write) -> io::Result<()> {
    write!(out, r#"{{"schema_version":{SCHEMA_VERSION},"source":"#)?;
    serde_json::to_writer(&mut *out, &entry.source)?;
    out.write_all(br#","report":"#)?;
    serde_json::to_writer(&mut *out, &entry.report)?;
    for table in Table::ALL {
        let fields = table.fields();
        if table == Table::Documents {
            out.write_all(br#","document":"#)?;
            table.rows(entry, |cells| object(named(&fields, cells, columns::KEY.len()), out))?;
        } else {
            write!(out, r#","{}":["#, table.name())?;
            let mut separator: &[u8] = b"";
            table.rows(entry, |cells| {
                out.write_all(std::mem::replace(&mut separator, b","))?;
                object(named(&fields, cells, columns::KEY.len() - 1), out)
            })?;
            out.write_all(b"]")?;
        }
    }
    out.write_all(b"}\n")
}

/// Writes what the checks across reports found, one finding per line, with all columns of
/// [`Table::Audit`].
///
/// # Errors
/// Those of `out`.
pub fn write_across(findings: &[Located], out: &mut impl Write) -> io::Result<()> {
    let fields = Table::Audit.fields();
    Table::rows_across(findings, |cells| {
        object(named(&fields, cells, 0), out)?;
        out.write_all(b"\n")
    })
}

/// Writes one object; a cell without a value is `null`.
pub(crate) fn object<'a, 'c: 'a>(
    fields: impl Iterator<Item = (&'a str, &'a Cell<'c>)>,
    out: &mut impl Write,
) -> io::Result<()> {
    let mut separator = '{';
    for (name, cell) in fields {
        write!(out, "{separator}")?;
        serde_json::to_writer(&mut *out, name)?;
        out.write_all(b":")?;
        match cell {
            Cell::Empty => out.write_all(b"null")?,
            Cell::Text(text) => serde_json::to_writer(&mut *out, text)?,
            // Written as digits: a detour by a floating point number would not be exact.
            plain => out.write_all(plain.plain().as_bytes())?,
        }
        separator = ',';
    }
    out.write_all(b"}")
}

/// The cells from the `from`th on, each with its column's name.
fn named<'a, 'c>(
    fields: &'a [Field],
    cells: &'a [Cell<'c>],
    from: usize,
) -> impl Iterator<Item = (&'a str, &'a Cell<'c>)> {
    fields.iter().zip(cells).skip(from).map(|(field, cell)| (field.name, cell))
}
