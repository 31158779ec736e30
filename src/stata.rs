//! Yields a panel as a Stata dataset (`.dta`, release 118: Stata 14 and later).
//!
//! One observation per region and year, one variable per column, named by [`Column::short`] and
//! labelled in Chinese with its unit. A value that is not there says why by its kind of missing.

use std::io::{self, Seek, Write};

use dta::stata::dta::byte_order::ByteOrder;
use dta::stata::dta::dta_error::DtaError;
use dta::stata::dta::dta_writer::DtaWriter;
use dta::stata::dta::header::Header;
use dta::stata::dta::release::Release;
use dta::stata::dta::schema::Schema;
use dta::stata::dta::value::Value;
use dta::stata::dta::variable::Variable;
use dta::stata::dta::variable_type::VariableType;
use dta::stata::missing_value::MissingValue;
use dta::stata::stata_double::StataDouble;
use dta::stata::stata_int::StataInt;
use rust_decimal::prelude::ToPrimitive;

use crate::panel::{Cell, Column, Names, ObsStatus, Panel, Row, State};

/// What the dataset's label says, of 80 characters at most.
const LABEL: &str = ".x masked .n not stated .t report cut .c conflict .s suspect . no report";
/// Characters of a variable's label.
const LABEL_LENGTH: usize = 80;
/// Bytes of a text variable.
const TEXT_LENGTH: usize = 2045;
/// Variables that Stata's largest edition reads in this release.
const VARIABLES: usize = 32_767;

/// The variables before the indicators that hold words: name, label, what they hold.
type Words = (&'static str, &'static str, for<'r> fn(&'r Row) -> &'r str);

const WORDS: [Words; 5] = [
    ("region_code", "行政区划代码", |row| &row.place.code),
    ("region", "地区", |row| &row.place.name),
    ("region_level", "级别", |row| row.place.level.as_str()),
    ("province", "省份", |row| &row.place.province),
    ("prefecture", "地市", |row| &row.place.prefecture),
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

/// Writes the panel. A value is a double; what is none is missing as `.x` where it is masked, `.c` where
/// reports state different values, `.s` where it can be read in two ways, `.t` where nothing is stated
/// and the report is cut, `.n` where it is not, and `.` where there is no report of that year.
///
/// # Errors
/// Too many columns; those of `out`.
pub fn write(panel: &Panel, out: impl Write + Seek) -> Result<(), StataError> {
    let count = WORDS.len() + 1 + panel.columns.len();
    if count > VARIABLES {
        return Err(StataError::Columns(count));
    }
    let mut schema = Schema::builder();
    for (name, label, words) in WORDS {
        let longest = panel.rows.iter().map(|row| words(row).len()).max().unwrap_or(0);
        let length = u16::try_from(longest.clamp(1, TEXT_LENGTH)).unwrap_or(1);
        let variable = Variable::builder(VariableType::FixedString(length), name);
        schema = schema.add_variable(variable.format(format!("%{length}s")).label(label));
    }
    let year = Variable::builder(VariableType::Int, "year").format("%8.0g").label("年份");
    schema = schema.add_variable(year);
    for column in &panel.columns {
        let variable = Variable::builder(VariableType::Double, &*column.short);
        schema = schema.add_variable(variable.format("%12.0g").label(label(column)));
    }
    let header = Header::builder(Release::V118, ByteOrder::LittleEndian).dataset_label(LABEL);
    let mut records = DtaWriter::new()
        .from_writer(out)
        .write_header(header.build())?
        .write_schema(schema.build()?)?
        .into_record_writer()?;
    let mut values = Vec::with_capacity(count);
    for row in &panel.rows {
        let state = row.state(&panel.coverage);
        values.clear();
        values
            .extend(WORDS.iter().map(|(.., words)| Value::string(start(words(row), TEXT_LENGTH))));
        let year = i16::try_from(row.year)
            .map_or(StataInt::Missing(MissingValue::System), StataInt::Present);
        values.push(Value::Int(year));
        values.extend(row.cells.iter().map(|cell| Value::Double(value(cell.as_ref(), state))));
        records.write_record(&values)?;
    }
    records.into_long_string_writer()?.into_value_label_writer()?.finish()?.flush()?;
    Ok(())
}

/// The value of a cell, or why there is none.
fn value(cell: Option<&Cell>, state: Option<State>) -> StataDouble {
    let missing = match (cell, state) {
        (Some(Cell { status: ObsStatus::Masked, .. }), _) => MissingValue::X,
        (Some(Cell { conflict: Some(_), .. }), _) => MissingValue::C,
        (Some(cell), _) => match cell.value.and_then(|value| value.to_f64()) {
            Some(value) => return StataDouble::Present(value),
            None => MissingValue::S,
        },
        (None, Some(State::Cut)) => MissingValue::T,
        (None, Some(_)) => MissingValue::N,
        (None, None) => MissingValue::System,
    };
    StataDouble::Missing(missing)
}

/// The Chinese name with its unit, as long as Stata takes it.
fn label(column: &Column) -> String {
    column.header(Names::Zh).chars().take(LABEL_LENGTH).collect()
}

/// As much of a text as fits into so many bytes.
fn start(text: &str, bytes: usize) -> &str {
    text.get(..text.floor_char_boundary(bytes)).unwrap_or_default()
}
