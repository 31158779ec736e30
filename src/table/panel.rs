//! Yields the rows of a [`Panel`]: a line per region and year, or a line per cell.

use std::io::{self, Write};

use super::csv::CsvRows;
use super::row::joined;
use super::{Bom, Cell, Kind, jsonl};
use crate::panel::{self, Column, Evidence, Names, ObsStatus, Panel, Row};

/// What one line stands for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Shape {
    /// A region in a year, with a column per indicator.
    #[default]
    Wide,
    /// A cell, with its evidence.
    Long,
}

/// A panel as a table: what its columns are called and what its lines hold.
#[derive(Clone, Copy, Debug)]
pub struct Layout<'p> {
    panel: &'p Panel,
    shape: Shape,
    names: Names,
}

/// What both shapes begin with: the region, and the year of the figures.
const PLACE: [(&str, Kind); 6] = [
    ("region_code", Kind::Text),
    ("region", Kind::Text),
    ("region_level", Kind::Text),
    ("province", Kind::Text),
    ("prefecture", Kind::Text),
    ("year", Kind::Integer),
];

/// Whether a remark applies to a cell.
type Applies = fn(&panel::Cell) -> bool;

/// What a wide line ends with: the headers of its columns that need a second look, joined by `;`.
const REMARKS: [(&str, Applies); 5] = [
    ("masked", |cell| cell.status == ObsStatus::Masked),
    ("approximate", |cell| cell.status == ObsStatus::Approximate),
    ("conflicting", |cell| cell.conflict.is_some()),
    ("suspect", |cell| cell.suspect.is_some()),
    // The report does not say of which year the figure is: it is taken for the year reported on.
    ("undated", |cell| cell.evidence.as_ref().is_some_and(|evidence| !evidence.dated)),
];

/// What a long line holds beside the place.
const LONG: [(&str, Kind); 31] = [
    ("period", Kind::Text),
    ("years", Kind::Integer),
    ("dated", Kind::Boolean),
    ("column", Kind::Text),
    ("indicator", Kind::Text),
    ("name", Kind::Text),
    ("name_en", Kind::Text),
    ("aspect", Kind::Text),
    ("modality", Kind::Text),
    ("qualifiers", Kind::Text),
    ("derived", Kind::Text),
    ("value", Kind::Number),
    ("value_max", Kind::Number),
    ("unit", Kind::Text),
    ("obs_status", Kind::Text),
    ("suspect", Kind::Text),
    ("conflict", Kind::Boolean),
    ("other_values", Kind::Text),
    ("other_sources", Kind::Text),
    ("original_value", Kind::Number),
    ("original_unit", Kind::Text),
    ("raw", Kind::Text),
    ("source", Kind::Text),
    ("report", Kind::Text),
    ("observation", Kind::Text),
    ("sentence", Kind::Text),
    ("line", Kind::Integer),
    ("start", Kind::Integer),
    ("end", Kind::Integer),
    ("report_state", Kind::Text),
    ("short", Kind::Text),
];

impl<'p> Layout<'p> {
    /// A panel in one shape; `names` are those of the columns of the wide one.
    pub fn new(panel: &'p Panel, shape: Shape, names: Names) -> Self {
        Layout { panel, shape, names }
    }

    /// The columns in order: names, which differ, and what their cells hold.
    pub fn fields(&self) -> Vec<(String, Kind)> {
        let owned = |(name, kind): (&str, Kind)| (name.to_owned(), kind);
        let place = PLACE.into_iter().map(owned);
        match self.shape {
            Shape::Long => place.chain(LONG.into_iter().map(owned)).collect(),
            Shape::Wide => {
                let headers = self.headers().into_iter().map(|header| (header, Kind::Number));
                let remarks = REMARKS.iter().map(|(name, _)| owned((name, Kind::Text)));
                let state = [owned(("report_state", Kind::Text))];
                place.chain(state).chain(headers).chain(remarks).collect()
            }
        }
    }

    /// Hands the lines to `sink`, cells in the order of [`Layout::fields`].
    ///
    /// # Errors
    /// The first error of `sink`.
    pub fn rows<E>(&self, mut sink: impl FnMut(&[Cell<'_>]) -> Result<(), E>) -> Result<(), E> {
        let headers = self.headers();
        for row in &self.panel.rows {
            let state = row.state(&self.panel.coverage);
            let state = Cell::from(state.map(|state| state.as_str()));
            match self.shape {
                Shape::Wide => sink(&wide(row, state, &headers))?,
                Shape::Long => {
                    for (column, cell) in self.panel.columns.iter().zip(&row.cells) {
                        if let Some(cell) = cell {
                            sink(&self.long(row, column, cell, state.clone()))?;
                        }
                    }
                }
            }
        }
        Ok(())
    }

    /// Writes the lines as CSV.
    ///
    /// # Errors
    /// Those of `out`.
    pub fn write_csv(&self, out: impl Write, bom: Bom, to_file: bool) -> io::Result<()> {
        let header = self.fields().into_iter().map(|(name, _)| name);
        let mut rows = CsvRows::new(header, out, bom, to_file)?;
        self.rows(|cells| rows.write(cells))?;
        rows.flush()
    }

    /// Writes the lines as JSON, one object to a line.
    ///
    /// # Errors
    /// Those of `out`.
    pub fn write_jsonl(&self, mut out: impl Write) -> io::Result<()> {
        let fields = self.fields();
        self.rows(|cells| {
            let named = fields.iter().map(|(name, _)| name.as_str()).zip(cells);
            jsonl::object(named, &mut out)?;
            out.write_all(b"\n")
        })?;
        out.flush()
    }

    /// Writes the lines as Parquet.
    ///
    /// # Errors
    /// Those of `out`.
    #[cfg(feature = "parquet")]
    pub fn write_parquet(&self, out: impl Write + Send) -> io::Result<()> {
        let fields = self.fields();
        let columns = fields.iter().map(|(name, kind)| (name.as_str(), *kind));
        let mut rows = super::ParquetWriter::new(columns, out)?;
        self.rows(|cells| rows.write(cells))?;
        rows.finish()
    }

    /// The panel that is laid out.
    pub fn panel(&self) -> &'p Panel {
        self.panel
    }

    /// What a line stands for.
    pub fn shape(&self) -> Shape {
        self.shape
    }

    /// The headers of the panel's columns; of two that are named alike, both have their id behind.
    fn headers(&self) -> Vec<String> {
        let headers: Vec<_> = self.panel.columns.iter().map(|c| c.header(self.names)).collect();
        let alike = |name: &String| headers.iter().filter(|other| *other == name).count() > 1;
        let named = |(name, column): (&String, &Column)| {
            if alike(name) { format!("{name} [{}]", column.id) } else { name.clone() }
        };
        headers.iter().zip(&self.panel.columns).map(named).collect()
    }

    fn long<'a>(
        &'a self,
        row: &'a Row,
        column: &'a Column,
        cell: &'a panel::Cell,
        state: Cell<'a>,
    ) -> Vec<Cell<'a>> {
        let evidence = cell.evidence.as_ref();
        let of = |read: fn(&'a Evidence) -> Cell<'a>| evidence.map_or(Cell::Empty, read);
        let conflict = cell.conflict.and_then(|at| self.panel.conflicts.get(at));
        let others = || conflict.iter().flat_map(|conflict| conflict.values.iter().skip(1));
        let mut cells: Vec<Cell<'a>> = place(row).into();
        cells.extend([
            of(|e| (&e.period).into()),
            i32::from(column.years).into(),
            evidence.map(|e| e.dated).into(),
            (&column.id).into(),
            (&column.indicator).into(),
            (&column.name).into(),
            (&column.name_en).into(),
            column.aspect.as_str().into(),
            column.modality.as_str().into(),
            joined(&column.qualifiers),
            column.derived.map(|derivation| derivation.name()).into(),
            cell.value.into(),
            cell.value_max.into(),
            (&column.unit).into(),
            cell.status.code().into(),
            cell.suspect.map(|suspicion| suspicion.as_str()).into(),
            cell.conflict.is_some().into(),
            joined(others().map(|other| Cell::from(other.value).plain().into_owned())),
            joined(others().map(|other| &*other.evidence.id)),
            of(|e| e.value.into()),
            of(|e| (&e.unit).into()),
            of(|e| (&e.raw).into()),
            of(|e| (&e.source).into()),
            of(|e| (&e.report).into()),
            of(|e| (&e.id).into()),
            of(|e| (&e.sentence).into()),
            of(|e| e.line.into()),
            of(|e| e.start.into()),
            of(|e| e.end.into()),
            state,
            (&column.short).into(),
        ]);
        cells
    }
}

fn place(row: &Row) -> [Cell<'_>; 6] {
    let place = &row.place;
    [
        (&place.code).into(),
        (&place.name).into(),
        place.level.as_str().into(),
        (&place.province).into(),
        (&place.prefecture).into(),
        row.year.into(),
    ]
}

fn wide<'a>(row: &'a Row, state: Cell<'a>, headers: &[String]) -> Vec<Cell<'a>> {
    let mut cells: Vec<Cell<'a>> = place(row).into();
    cells.push(state);
    cells.extend(row.cells.iter().map(|cell| Cell::from(cell.as_ref().and_then(|c| c.value))));
    let named = |applies: &Applies| {
        let filled = row.cells.iter().zip(headers);
        joined(
            filled.filter(|(cell, _)| cell.as_deref().is_some_and(applies)).map(|(_, name)| name),
        )
    };
    cells.extend(REMARKS.iter().map(|(_, applies)| named(applies)));
    cells
}
