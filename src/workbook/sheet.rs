//! Yields [`Sheet`]: rows streamed into a worksheet, and into a second one where Excel's end is.

use rust_decimal::prelude::ToPrimitive;
use rust_xlsxwriter::{Format, IgnoreError, Note, Workbook, Worksheet, XlsxError};
use unicode_width::UnicodeWidthStr;

use super::style;
use crate::table::Cell;

/// Rows that Excel has on a sheet.
const ROWS: u32 = 1_048_576;
/// Columns that Excel has.
pub(super) const COLUMNS: usize = 16_384;
/// UTF-16 units that Excel holds in a cell.
const LONGEST: usize = 32_767;
/// Widest and narrowest column, in digits of the standard font.
const WIDTHS: (usize, usize) = (6, 48);

/// Width at which a header is wrapped.
const HEAD_WIDTH: usize = 16;
/// Pixels of a line.
const LINE: u32 = 20;

/// A table of a workbook.
pub(super) struct Sheet {
    name: &'static str,
    header: Vec<Head>,
    frozen: u16,
    full: Vec<Worksheet>,
    open: Worksheet,
    row: u32,
    rows_at_most: u32,
    widths: Vec<usize>,
    cut: usize,
}

/// The head of a column.
#[derive(Clone, Debug)]
pub(super) struct Head {
    /// What stands in the header.
    pub(super) name: String,
    /// What its note says.
    pub(super) note: String,
}

impl Head {
    pub(super) fn new(name: impl Into<String>, note: impl Into<String>) -> Self {
        Head { name: name.into(), note: note.into() }
    }
}

/// A cell with its look and its note.
#[derive(Default)]
pub(super) struct Shown<'a> {
    pub(super) cell: Cell<'a>,
    pub(super) format: Option<Format>,
    pub(super) note: Option<String>,
}

impl<'a, T: Into<Cell<'a>>> From<T> for Shown<'a> {
    fn from(cell: T) -> Self {
        Shown { cell: cell.into(), ..Shown::default() }
    }
}

impl Sheet {
    /// An empty sheet whose header and first `frozen` columns stay in sight.
    pub(super) fn new(
        workbook: &mut Workbook,
        name: &'static str,
        header: Vec<Head>,
        frozen: u16,
    ) -> Result<Self, XlsxError> {
        let open = workbook.new_worksheet_with_constant_memory()?;
        let widths = vec![0; header.len()];
        let (full, row, cut) = (Vec::new(), 0, 0);
        let mut sheet =
            Sheet { name, header, frozen, full, open, row, rows_at_most: ROWS, widths, cut };
        sheet.begin()?;
        Ok(sheet)
    }

    fn begin(&mut self) -> Result<(), XlsxError> {
        let name = match self.full.len() {
            0 => self.name.to_owned(),
            more => format!("{} {}", self.name, more + 1),
        };
        self.open.set_name(name)?.set_freeze_panes(1, self.frozen)?;
        // Long names are wrapped: what stands below is seldom as wide.
        let lines = self.header.iter().map(|head| head.name.width().div_ceil(HEAD_WIDTH));
        let lines = u32::try_from(lines.max().unwrap_or(1)).unwrap_or(1).clamp(1, 6);
        self.open.set_row_height_pixels(0, lines * LINE + 4)?;
        let format = style::header();
        for (column, head) in (0..).zip(&self.header) {
            self.open.write_string_with_format(0, column, &head.name, &format)?;
            if !head.note.is_empty() {
                self.open.insert_note(0, column, &note(&head.note))?;
            }
        }
        for (width, head) in self.widths.iter_mut().zip(&self.header) {
            // The button of the filter stands beside the name.
            *width = (*width).max((head.name.width() + 3).min(HEAD_WIDTH + 2));
        }
        self.row = 1;
        Ok(())
    }

    /// Adds a row; where the sheet is full, on a second one.
    pub(super) fn write<'a>(
        &mut self,
        workbook: &mut Workbook,
        cells: impl IntoIterator<Item = Shown<'a>>,
    ) -> Result<(), XlsxError> {
        if self.row >= self.rows_at_most {
            let next = workbook.new_worksheet_with_constant_memory()?;
            self.full.push(std::mem::replace(&mut self.open, next));
            let last = self.full.len() - 1;
            if let Some(full) = self.full.get_mut(last) {
                finish(full, self.row, &self.widths)?;
            }
            self.begin()?;
        }
        for (column, shown) in (0..).zip(cells) {
            self.cell(column, shown)?;
        }
        self.row += 1;
        Ok(())
    }

    fn cell(&mut self, column: u16, shown: Shown<'_>) -> Result<(), XlsxError> {
        let (row, Shown { cell, format, note: said }) = (self.row, shown);
        let format = format.unwrap_or_default();
        if let Some(width) = self.widths.get_mut(usize::from(column)) {
            *width = (*width).max(cell.plain().width() + 1);
        }
        match &cell {
            Cell::Empty => drop(self.open.write_blank(row, column, &format)?),
            Cell::Text(text) => {
                let whole = excel_text(text);
                self.cut += usize::from(whole.len() < text.len());
                self.open.write_string_with_format(row, column, whole, &format)?;
            }
            // A spreadsheet counts in floating point; the tables as CSV are exact.
            Cell::Integer(integer) => {
                let number = integer.to_f64().unwrap_or_default();
                self.open.write_number_with_format(row, column, number, &format)?;
            }
            Cell::Number(number) => {
                let number = number.to_f64().unwrap_or_default();
                self.open.write_number_with_format(row, column, number, &format)?;
            }
            Cell::Boolean(yes) => {
                self.open.write_boolean_with_format(row, column, *yes, &format)?;
            }
        }
        if let Some(said) = said {
            self.open.insert_note(row, column, &note(&said))?;
        }
        Ok(())
    }

    /// Hands the worksheets to the workbook, behind those that it has. Yields what a reader must be
    /// told.
    pub(super) fn finish(mut self, workbook: &mut Workbook) -> Result<Vec<String>, XlsxError> {
        finish(&mut self.open, self.row, &self.widths)?;
        let mut told = Vec::new();
        if !self.full.is_empty() {
            let (name, sheets) = (self.name, self.full.len() + 1);
            told.push(format!("{name} goes over {sheets} sheets; Excel has {ROWS} rows on each"));
        }
        if self.cut > 0 {
            let (name, cut) = (self.name, self.cut);
            told.push(format!(
                "{name}: {cut} texts are cut at the {LONGEST} characters that Excel holds in a cell; \
                 extract writes them whole"
            ));
        }
        self.full.push(self.open);
        self.full.into_iter().for_each(|sheet| workbook.push_worksheet(sheet));
        Ok(told)
    }
}

/// The filter and the widths of columns, once all rows are there.
fn finish(sheet: &mut Worksheet, rows: u32, widths: &[usize]) -> Result<(), XlsxError> {
    let last_row = rows.saturating_sub(1);
    let last = u16::try_from(widths.len().saturating_sub(1)).unwrap_or(u16::MAX);
    for (column, width) in (0..).zip(widths) {
        let width = u32::try_from((*width).clamp(WIDTHS.0, WIDTHS.1)).unwrap_or_default();
        sheet.set_column_width(column, width)?;
    }
    sheet.autofilter(0, 0, last_row, last)?;
    // Codes of regions are words of digits, and no mistake.
    sheet.ignore_error_range(0, 0, last_row, last, IgnoreError::NumberStoredAsText)?;
    Ok(())
}

fn note(text: &str) -> Note {
    let lines: usize = text.lines().map(|line| 1 + line.width() / 48).sum();
    let height = u32::try_from(lines).unwrap_or(u32::MAX).clamp(2, 20) * 18 + 10;
    let note = Note::new(excel_text(text)).add_author_prefix(false);
    note.set_width(340).set_height(height)
}

/// As much of a text as Excel takes, which also counts the name of a note's author.
fn excel_text(text: &str) -> &str {
    let mut units = 0;
    let mut chars = text.char_indices();
    let end = chars.find(|(_, c)| {
        units += c.len_utf16();
        units > LONGEST - 64
    });
    end.map_or(text, |(end, _)| text.get(..end).unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_cut_where_excel_ends() {
        assert_eq!(excel_text("指标"), "指标");
        let long = "𠮷".repeat(20_000);
        let cut = excel_text(&long);
        assert!(cut.encode_utf16().count() <= LONGEST && cut.chars().all(|c| c == '𠮷'));
    }

    #[test]
    fn rows_beyond_the_last_go_on_a_second_sheet() {
        let mut workbook = Workbook::new();
        let header = vec![Head::new("n", "")];
        let mut sheet = Sheet::new(&mut workbook, "Rows", header, 0).unwrap();
        sheet.rows_at_most = 3;
        for n in 0..5 {
            sheet.write(&mut workbook, [Shown::from(n)]).unwrap();
        }
        let told = sheet.finish(&mut workbook).unwrap();
        assert!(told[0].contains("over 3 sheets"), "{told:?}");
        let names: Vec<String> = workbook.worksheets().iter().map(Worksheet::name).collect();
        assert_eq!(names, ["Rows", "Rows 2", "Rows 3"]);
    }
}
