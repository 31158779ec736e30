//! Yields the sheets Codebook and About: what the columns and colours mean, what made the workbook.

use rust_xlsxwriter::{Workbook, XlsxError};

use super::sheet::{Head, Sheet, Shown};
use super::style::Look;
use super::{About, ROWS};
use crate::dictionary::Dictionary;
use crate::panel::{Column, Panel, State};

/// One row per column of the panel, and one per column of the sheets of rows.
pub(super) fn codebook(
    workbook: &mut Workbook,
    panel: &Panel,
    dictionary: &Dictionary,
) -> Result<Vec<String>, XlsxError> {
    let header =
        ["sheet", "column", "name", "name_en", "stata", "unit", "aspect", "modality", "meaning"];
    let header = header.map(|name| Head::new(name, "")).to_vec();
    let mut sheet = Sheet::new(workbook, "Codebook", header, 2)?;
    for column in &panel.columns {
        let Column { id, short, name, name_en, unit, aspect, modality, .. } = column;
        let about = dictionary.indicators.iter().find(|known| known.id == column.indicator);
        let about = about.map(|indicator| indicator.definition.as_str()).unwrap_or_default();
        let cells: [Shown<'_>; 9] = [
            "Panel".into(),
            id.into(),
            name.into(),
            name_en.into(),
            short.into(),
            unit.into(),
            aspect.as_str().into(),
            modality.as_str().into(),
            about.into(),
        ];
        sheet.write(workbook, cells)?;
    }
    for (table, name) in ROWS {
        for field in table.fields() {
            let cells = [name, field.name].into_iter().chain([""; 6]).chain([field.about]);
            sheet.write(workbook, cells.map(Shown::from))?;
        }
    }
    sheet.finish(workbook)
}

/// The program, the call, what was read, and the legend.
pub(super) fn about(
    workbook: &mut Workbook,
    about: &About,
    panel: &Panel,
) -> Result<Vec<String>, XlsxError> {
    let header = vec![Head::new("zhibiao", ""), Head::new("", "")];
    let mut sheet = Sheet::new(workbook, "About", header, 0)?;
    let state = |state: State| panel.coverage.iter().filter(|c| c.state == state).count();
    let version = env!("CARGO_PKG_VERSION");
    let call = about.call.join(" ");
    let mut lines: Vec<[Shown<'_>; 2]> = vec![
        ["program".into(), format!("zhibiao {version}").into()],
        ["dictionaries (SHA-256)".into(), about.dictionary.as_str().into()],
        ["call".into(), format!("zhibiao {call}").into()],
        ["reports".into(), panel.coverage.len().into()],
    ];
    lines.extend(State::ALL.map(|one| [format!("– {}", one.as_str()).into(), state(one).into()]));
    lines.push(["regions × years".into(), panel.rows.len().into()]);
    lines.push(["columns".into(), panel.columns.len().into()]);
    lines.push(["conflicts".into(), panel.conflicts.len().into()]);
    lines.push(["empty cell".into(), "nothing is stated; it is never zero".into()]);
    for (look, says) in Look::SHOWN {
        let (name, says) = says.split_once(": ").unwrap_or(("", says));
        let format = Some(look.format());
        lines.push([Shown { cell: name.into(), format, note: None }, says.into()]);
    }
    for line in lines {
        sheet.write(workbook, line)?;
    }
    sheet.finish(workbook)
}
