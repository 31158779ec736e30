//! Yields rows as Parquet: typed columns, compressed, any cell may be missing.
//!
//! Numbers are `DOUBLE`, which every reader takes: up to 15 digits come back as they were written.
//! For more, CSV and JSON have the exact decimals.

use std::io::{self, Write};
use std::sync::Arc;

use ::parquet::basic::{Compression, LogicalType, Repetition, Type as Physical};
use ::parquet::data_type::{BoolType, ByteArray, ByteArrayType, DataType, DoubleType, Int64Type};
use ::parquet::errors::ParquetError;
use ::parquet::file::properties::WriterProperties;
use ::parquet::file::writer::{SerializedColumnWriter, SerializedFileWriter};
use ::parquet::schema::types::Type;
use rust_decimal::prelude::ToPrimitive;

use super::{Cell, Kind};

/// Cells of a row group, which is all that is held in memory.
const GROUP: usize = 1 << 20;

/// A table being written as Parquet.
pub struct ParquetWriter<W: Write + Send> {
    inner: SerializedFileWriter<W>,
    columns: Vec<Pending>,
    rows: usize,
}

/// The cells of one column that wait for their row group.
enum Pending {
    Text(Waiting<ByteArray>),
    Integer(Waiting<i64>),
    Number(Waiting<f64>),
    Boolean(Waiting<bool>),
}

/// Values, and for each row whether there is one.
struct Waiting<T> {
    values: Vec<T>,
    levels: Vec<i16>,
}

impl<W: Write + Send> ParquetWriter<W> {
    /// Begins a file with these columns.
    ///
    /// # Errors
    /// Those of `out`; two columns of one name.
    pub fn new<'n>(columns: impl IntoIterator<Item = (&'n str, Kind)>, out: W) -> io::Result<Self> {
        let (mut types, mut pending) = (Vec::new(), Vec::new());
        for (name, kind) in columns {
            let column = Pending::new(kind);
            let (physical, logical) = match &column {
                Pending::Text(_) => (Physical::BYTE_ARRAY, Some(LogicalType::String)),
                Pending::Integer(_) => (Physical::INT64, None),
                Pending::Number(_) => (Physical::DOUBLE, None),
                Pending::Boolean(_) => (Physical::BOOLEAN, None),
            };
            let builder = Type::primitive_type_builder(name, physical);
            let builder = builder.with_repetition(Repetition::OPTIONAL).with_logical_type(logical);
            types.push(Arc::new(builder.build().map_err(cause)?));
            pending.push(column);
        }
        let schema = Type::group_type_builder("zhibiao").with_fields(types).build();
        let properties = WriterProperties::builder().set_compression(Compression::SNAPPY);
        let properties = Arc::new(properties.build());
        let schema = Arc::new(schema.map_err(cause)?);
        let inner = SerializedFileWriter::new(out, schema, properties).map_err(cause)?;
        Ok(ParquetWriter { inner, columns: pending, rows: 0 })
    }

    /// Adds a row.
    ///
    /// # Errors
    /// Those of the output.
    pub fn write(&mut self, cells: &[Cell<'_>]) -> io::Result<()> {
        let none = Cell::Empty;
        for (index, column) in self.columns.iter_mut().enumerate() {
            column.push(cells.get(index).unwrap_or(&none));
        }
        self.rows += 1;
        if self.rows.saturating_mul(self.columns.len()) >= GROUP { self.flush() } else { Ok(()) }
    }

    /// Writes what waits and closes the file.
    ///
    /// # Errors
    /// Those of the output.
    pub fn finish(mut self) -> io::Result<()> {
        self.flush()?;
        self.inner.close().map(drop).map_err(cause)
    }

    fn flush(&mut self) -> io::Result<()> {
        if std::mem::take(&mut self.rows) == 0 {
            return Ok(());
        }
        let mut group = self.inner.next_row_group().map_err(cause)?;
        for column in &mut self.columns {
            let Some(mut writer) = group.next_column().map_err(cause)? else {
                break;
            };
            column.flush(&mut writer).map_err(cause)?;
            writer.close().map_err(cause)?;
        }
        group.close().map(drop).map_err(cause)
    }
}

impl Pending {
    fn new(kind: Kind) -> Self {
        match kind {
            Kind::Text => Pending::Text(Waiting::new()),
            Kind::Integer => Pending::Integer(Waiting::new()),
            Kind::Number => Pending::Number(Waiting::new()),
            Kind::Boolean => Pending::Boolean(Waiting::new()),
        }
    }

    fn push(&mut self, cell: &Cell<'_>) {
        match (self, cell) {
            (Pending::Text(waiting), Cell::Empty) => waiting.push(None),
            (Pending::Text(waiting), cell) => {
                waiting.push(Some(ByteArray::from(cell.plain().as_bytes().to_vec())));
            }
            (Pending::Integer(waiting), Cell::Integer(integer)) => waiting.push(Some(*integer)),
            (Pending::Integer(waiting), _) => waiting.push(None),
            (Pending::Number(waiting), Cell::Number(number)) => waiting.push(number.to_f64()),
            (Pending::Number(waiting), _) => waiting.push(None),
            (Pending::Boolean(waiting), Cell::Boolean(yes)) => waiting.push(Some(*yes)),
            (Pending::Boolean(waiting), _) => waiting.push(None),
        }
    }

    fn flush(&mut self, writer: &mut SerializedColumnWriter<'_>) -> Result<(), ParquetError> {
        match self {
            Pending::Text(waiting) => waiting.flush::<ByteArrayType>(writer),
            Pending::Integer(waiting) => waiting.flush::<Int64Type>(writer),
            Pending::Number(waiting) => waiting.flush::<DoubleType>(writer),
            Pending::Boolean(waiting) => waiting.flush::<BoolType>(writer),
        }
    }
}

impl<T> Waiting<T> {
    fn new() -> Self {
        Waiting { values: Vec::new(), levels: Vec::new() }
    }

    fn push(&mut self, value: Option<T>) {
        self.levels.push(i16::from(value.is_some()));
        self.values.extend(value);
    }

    fn flush<D: DataType<T = T>>(
        &mut self,
        writer: &mut SerializedColumnWriter<'_>,
    ) -> Result<(), ParquetError> {
        writer.typed::<D>().write_batch(&self.values, Some(&self.levels), None)?;
        self.values.clear();
        self.levels.clear();
        Ok(())
    }
}

/// What the output answered, so that a caller can tell a full disk from a fault.
fn cause(error: ParquetError) -> io::Error {
    match error {
        ParquetError::External(cause) => match cause.downcast::<io::Error>() {
            Ok(cause) => *cause,
            Err(other) => io::Error::other(other),
        },
        other => io::Error::other(other),
    }
}
