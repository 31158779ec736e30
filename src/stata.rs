//! Yields a panel as a Stata dataset (`.dta`, release 118: Stata 14 and later).
//!
//! Of the wide form, an indicator's variable is named by [`short`](panel::Column::short) and labelled in
//! Chinese with its unit. A value that is not there says why by its kind of missing.

use std::borrow::Cow;
use std::io::{self, Seek, Write};

use dta::stata::dta::byte_order::ByteOrder;
use dta::stata::dta::dta_error::DtaError;
use dta::stata::dta::dta_writer::DtaWriter;
use dta::stata::dta::header::Header;
use dta::stata::dta::release::Release;
use dta::stata::dta::schema::Schema;
use dta::stata::dta::value::Value;
use dta::stata::dta::variable::{Variable, VariableBuilder};
use dta::stata::dta::variable_type::VariableType;
use dta::stata::missing_value::MissingValue;
use dta::stata::stata_byte::StataByte;
use dta::stata::stata_double::StataDouble;
use dta::stata::stata_long::StataLong;
use rust_decimal::prelude::ToPrimitive;

use crate::panel::{self, Names, ObsStatus, Row, State};
use crate::table::{Cell, Kind, Layout, Shape};

/// What the dataset's label says, of 80 characters at most.
const LABEL: &str = ".x masked .n not stated .t report cut .c conflict .s suspect . no report";
/// Characters of a variable's label.
const LABEL_LENGTH: usize = 80;
/// Bytes of a text variable.
const TEXT_LENGTH: usize = 2045;
/// Variables that Stata's largest edition reads in this release.
const VARIABLES: usize = 32_767;

/// What the label of a variable says that is no indicator.
const LABELS: [(&str, &str); 7] = [
    ("region_code", "行政区划代码"),
    ("region", "地区"),
    ("region_level", "级别"),
    ("province", "省份"),
    ("prefecture", "地市"),
    ("year", "年份"),
    ("report_state", "报告状况"),
];

/// Why a dataset was not written.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum StataError {
    /// The panel has more columns than Stata has variables.
    #[error(
        "the panel has {0} columns and Stata only {VARIABLES} variables; take fewer with --indicators"
    )]
    Columns(usize),
    /// The system refused.
    #[error(transparent)]
    Io(#[from] io::Error),
    /// What the writer of the format says.
    #[error("the dataset cannot be made: {0}")]
    Dta(DtaError),
}

impl From<DtaError> for StataError {
    fn from(error: DtaError) -> Self {
        match error {
            DtaError::Io { source, .. } => StataError::Io(source),
            other => StataError::Dta(other),
        }
    }
}

/// A variable in the making.
struct Column {
    name: String,
    label: String,
    kind: Kind,
    /// Bytes of the longest text.
    length: usize,
}

/// Writes a panel. A value is a double; what is none is missing as `.x` where it is masked, `.s` where it
/// can be read in two ways, and in the wide form as `.c` where reports state different values, `.t`
/// where nothing is stated and the report is cut, `.n` where it is not, and `.` where there is no report
/// of that year.
///
/// # Errors
/// Too many columns; those of `out`.
pub fn write(layout: Layout<'_>, out: impl Write + Seek) -> Result<(), StataError> {
    let panel = layout.panel();
    let mut columns: Vec<Column> = layout.fields().into_iter().map(Column::new).collect();
    let is_wide = layout.shape() == Shape::Wide;
    // Of the wide form, indicators stand behind the place and the state of the report.
    let first = columns.iter().position(|column| column.name == "report_state");
    let first = first.map_or(columns.len(), |state| state + 1);
    if is_wide {
        for (column, of) in columns.iter_mut().skip(first).zip(&panel.columns) {
            column.name.clone_from(&of.short);
            column.label = of.header(Names::Zh).chars().take(LABEL_LENGTH).collect();
        }
        // What the remarks say, each missing value says itself.
        columns.truncate(first + panel.columns.len());
    }
    if columns.len() > VARIABLES {
        return Err(StataError::Columns(columns.len()));
    }
    layout.rows(|cells| {
        for (column, cell) in columns.iter_mut().zip(cells) {
            column.length = column.length.max(cell.plain().len());
        }
        Ok::<_, StataError>(())
    })?;
    let schema = Schema::builder().variables(columns.iter().map(Column::variable).collect());
    let header = Header::builder(Release::V118, ByteOrder::LittleEndian).dataset_label(LABEL);
    let mut records = DtaWriter::new()
        .from_writer(out)
        .write_header(header.build())?
        .write_schema(schema.build()?)?
        .into_record_writer()?;
    let mut rows = panel.rows.iter();
    layout.rows(|cells| {
        let missing = match rows.next().filter(|_| is_wide) {
            Some(row) => wide_missing(row, row.state(&panel.coverage), first),
            None => long_missing(&columns, cells),
        };
        let values = columns.iter().zip(cells).zip(missing);
        let values: Vec<_> = values.map(|((of, cell), why)| of.value(cell, why)).collect();
        records.write_record(&values)?;
        Ok::<_, StataError>(())
    })?;
    records.into_long_string_writer()?.into_value_label_writer()?.finish()?.flush()?;
    Ok(())
}

impl Column {
    fn new((name, kind): (String, Kind)) -> Self {
        let label = LABELS.iter().find(|(of, _)| *of == name).map(|(_, label)| *label);
        Column { label: label.unwrap_or_default().to_owned(), name, kind, length: 1 }
    }

    fn variable(&self) -> VariableBuilder {
        let length = u16::try_from(self.length.min(TEXT_LENGTH)).unwrap_or(1);
        let (kind, format) = match self.kind {
            Kind::Text => (VariableType::FixedString(length), format!("%{length}s")),
            Kind::Integer => (VariableType::Long, "%12.0g".to_owned()),
            Kind::Number => (VariableType::Double, "%12.0g".to_owned()),
            Kind::Boolean => (VariableType::Byte, "%8.0g".to_owned()),
        };
        Variable::builder(kind, &*self.name).format(format).label(&*self.label)
    }

    fn value<'a>(&self, cell: &'a Cell<'_>, missing: MissingValue) -> Value<'a> {
        match (self.kind, cell) {
            (Kind::Text, cell) => Value::String(match cell.plain() {
                Cow::Borrowed(text) => Cow::Borrowed(start(text)),
                Cow::Owned(text) => Cow::Owned(start(&text).to_owned()),
            }),
            (Kind::Integer, Cell::Integer(integer)) => {
                let integer = i32::try_from(*integer).map(StataLong::Present);
                Value::Long(integer.unwrap_or(StataLong::Missing(MissingValue::System)))
            }
            (Kind::Integer, _) => Value::Long(StataLong::Missing(missing)),
            (Kind::Number, Cell::Number(number)) if missing != MissingValue::C => {
                let number = number.to_f64().map(StataDouble::Present);
                Value::Double(number.unwrap_or(StataDouble::Missing(MissingValue::System)))
            }
            (Kind::Number, _) => Value::Double(StataDouble::Missing(missing)),
            (Kind::Boolean, Cell::Boolean(yes)) => Value::Byte(StataByte::Present(i8::from(*yes))),
            (Kind::Boolean, _) => Value::Byte(StataByte::Missing(missing)),
        }
    }
}

/// Why the values of a row of the wide form are missing where they are; the first `before` columns
/// hold none.
fn wide_missing(row: &Row, state: Option<State>, before: usize) -> Vec<MissingValue> {
    let why = |cell: Option<&panel::Cell>| match (cell, state) {
        (Some(cell), _) if cell.status == ObsStatus::Masked => MissingValue::X,
        (Some(cell), _) if cell.conflict.is_some() => MissingValue::C,
        (Some(_), _) => MissingValue::S,
        (None, Some(State::Cut)) => MissingValue::T,
        (None, Some(_)) => MissingValue::N,
        (None, None) => MissingValue::System,
    };
    let before = std::iter::repeat_n(MissingValue::System, before);
    before.chain(row.cells.iter().map(|cell| why(cell.as_deref()))).collect()
}

/// The same for a line of the long form, where other values have columns of their own.
fn long_missing(columns: &[Column], cells: &[Cell<'_>]) -> Vec<MissingValue> {
    let of = |name: &str| columns.iter().position(|column| column.name == name);
    let status = of("obs_status").and_then(|place| cells.get(place)).map(|cell| cell.plain());
    let masked = status.is_some_and(|status| status == ObsStatus::Masked.code());
    let value = of("value");
    let why = |place| match (Some(place) == value, masked) {
        (true, true) => MissingValue::X,
        (true, false) => MissingValue::S,
        (false, _) => MissingValue::System,
    };
    (0..columns.len()).map(why).collect()
}

/// As much of a text as a variable holds.
fn start(text: &str) -> &str {
    text.get(..text.floor_char_boundary(TEXT_LENGTH)).unwrap_or_default()
}
