//! Yields a report as one line of JSON, all its tables nested; numbers exact, never a byte order mark.

use std::io::{self, Write};

use super::{Cell, Field, Table, columns};
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
            table.rows(entry, |cells| object(&fields, cells, columns::KEY.len(), out))?;
        } else {
            write!(out, r#","{}":["#, table.name())?;
            let mut separator: &[u8] = b"";
            table.rows(entry, |cells| {
                out.write_all(std::mem::replace(&mut separator, b","))?;
                object(&fields, cells, columns::KEY.len() - 1, out)
            })?;
            out.write_all(b"]")?;
        }
    }
    out.write_all(b"}\n")
}

fn object(fields: &[Field], cells: &[Cell], from: usize, out: &mut impl Write) -> io::Result<()> {
    let mut separator = '{';
    for (field, cell) in fields.iter().zip(cells).skip(from) {
        write!(out, r#"{separator}"{}":"#, field.name)?;
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
