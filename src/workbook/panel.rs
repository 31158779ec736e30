//! Yields the sheets of a panel: its cells, what they rest on, and what contradicts them.

use rust_decimal::Decimal;
use rust_xlsxwriter::{Workbook, XlsxError};

use super::sheet::{Head, Sheet, Shown};
use super::style::{Look, number_format};
use crate::panel::{Cell, Column, Evidence, Names, Panel, Row};

/// One row per region and year, one column per indicator.
pub(super) fn panel(
    workbook: &mut Workbook,
    panel: &Panel,
    names: Names,
) -> Result<Vec<String>, XlsxError> {
    let mut header = region(names);
    // The first header explains the colours where they are.
    if let Some(first) = header.first_mut() {
        let legend: Vec<&str> = Look::SHOWN.iter().map(|(_, says)| *says).collect();
        first.note = legend.join("\n");
    }
    header.extend(panel.columns.iter().map(|column| {
        Head::new(column.header(names), format!("{}\nStata: {}", column.id, column.short))
    }));
    let mut sheet = Sheet::new(workbook, "Panel", header, 3)?;
    for row in &panel.rows {
        let cells = row.cells.iter().zip(&panel.columns).map(|(cell, column)| match cell {
            Some(cell) => shown(panel, cell, column),
            None => Shown::default(),
        });
        sheet.write(workbook, place(row).into_iter().chain(cells))?;
    }
    sheet.finish(workbook)
}

/// The columns that say which region and year.
pub(super) fn region(names: Names) -> Vec<Head> {
    let columns: [[&str; 3]; 6] = [
        ["代码", "Code", "region_code"],
        ["地区", "Region", "region"],
        ["年份", "Year", "year"],
        ["级别", "Level", "region_level"],
        ["省份", "Province", "province"],
        ["地市", "Prefecture", "prefecture"],
    ];
    let name = |[zh, en, id]: [&'static str; 3]| match names {
        Names::Zh => zh,
        Names::En => en,
        Names::Id => id,
    };
    columns.into_iter().map(|column| Head::new(name(column), "")).collect()
}

/// What stands in them.
fn place(row: &Row) -> [Shown<'_>; 6] {
    let place = &row.place;
    [
        (&place.code).into(),
        (&place.name).into(),
        row.year.into(),
        place.level.as_str().into(),
        (&place.province).into(),
        (&place.prefecture).into(),
    ]
}

/// A value as the sheet has it: a number, or, where there is none, what the text has.
fn shown<'a>(panel: &'a Panel, cell: &'a Cell, column: &Column) -> Shown<'a> {
    let format = Look::of(cell).format();
    let note = note(panel, cell);
    let note = (!note.is_empty()).then_some(note);
    match (cell.value, &cell.evidence) {
        (Some(value), _) => {
            let format = format.set_num_format(number_format(value, &column.unit));
            Shown { cell: value.into(), format: Some(format), note }
        }
        (None, Some(evidence)) => {
            Shown { cell: (&evidence.raw).into(), format: Some(format), note }
        }
        (None, None) => Shown { format: Some(format), note, ..Shown::default() },
    }
}

/// What a value rests on, and what speaks against it.
fn note(panel: &Panel, cell: &Cell) -> String {
    let mut lines = Vec::new();
    if let Some(evidence) = &cell.evidence {
        lines.push(evidence.sentence.clone());
        lines.push(format!("{}, line {}: {}", evidence.source, evidence.line, evidence.raw));
        if !evidence.dated {
            lines.push("no year in the text: that of the report".into());
        }
    }
    if let Some(upper) = cell.value_max {
        lines.push(format!("up to {}", upper.normalize()));
    }
    if let Some(suspicion) = cell.suspect {
        lines.push(format!("suspect: {}", suspicion.as_str()));
    }
    let others = cell.conflict.and_then(|place| panel.conflicts.get(place));
    for stated in others.iter().flat_map(|conflict| conflict.values.iter().skip(1)) {
        let Evidence { source, line, raw, .. } = &stated.evidence;
        lines.push(format!("also {}: {source}, line {line}: {raw}", stated.value.normalize()));
    }
    lines.join("\n")
}

/// One row per value of each cell for which several are stated.
pub(super) fn conflicts(
    workbook: &mut Workbook,
    panel: &Panel,
    names: Names,
) -> Result<Vec<String>, XlsxError> {
    let columns = [
        ("indicator", "column of the Panel"),
        ("taken", "whether it is the one that stands in the Panel"),
        ("value", "in the unit of the column"),
        ("unit", "of the column"),
        ("raw", "as written"),
        ("sentence", "around it"),
        ("source", "file"),
        ("line", "line of the text, from 1"),
        ("id", "of the observation"),
    ];
    let mut header = region(names);
    header.extend(columns.map(|(name, about)| Head::new(name, about)));
    let mut sheet = Sheet::new(workbook, "Conflicts", header, 3)?;
    for conflict in &panel.conflicts {
        let (row, column) = (panel.rows.get(conflict.row), panel.columns.get(conflict.column));
        let (Some(row), Some(column)) = (row, column) else {
            continue;
        };
        for (nth, stated) in conflict.values.iter().enumerate() {
            let Evidence { raw, sentence, source, line, id, .. } = &stated.evidence;
            let cells: [Shown<'_>; 9] = [
                column.header(names).into(),
                (nth == 0).into(),
                number(stated.value, column),
                (&column.unit).into(),
                raw.into(),
                sentence.into(),
                source.into(),
                (*line).into(),
                id.into(),
            ];
            sheet.write(workbook, place(row).into_iter().chain(cells))?;
        }
    }
    sheet.finish(workbook)
}

fn number<'a>(value: Decimal, column: &Column) -> Shown<'a> {
    let format = Look::Plain.format().set_num_format(number_format(value, &column.unit));
    Shown { cell: value.into(), format: Some(format), note: None }
}
