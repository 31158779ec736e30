//! Yields [`Styles`]: the colours and number formats of a workbook, and what they mean.

use rust_decimal::Decimal;
use rust_xlsxwriter::{Color, Format, FormatAlign, FormatBorder};

use crate::panel::{Cell, ObsStatus, State};

/// What a cell's look says, the gravest first.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Look {
    /// Its digits are masked in the text.
    Masked,
    /// Implausible, or to be read in more than one way.
    Suspect,
    /// Other values are stated elsewhere.
    Conflict,
    /// About, over, under, or a range.
    Approximate,
    /// A target.
    Target,
    /// Nothing to say of it.
    #[default]
    Plain,
}

impl Look {
    /// All that a legend explains.
    pub(super) const SHOWN: [(Look, &str); 5] = [
        (Look::Masked, "masked: the digits were removed from the text; as written, no value"),
        (
            Look::Suspect,
            "suspect: outside what is plausible, or readable in two ways; see the note",
        ),
        (Look::Conflict, "conflict: other values are stated too; see the note and Conflicts"),
        (Look::Approximate, "approximate: 约, 余, 以上, 不到 or a range; as written in the note"),
        (Look::Target, "target: planned or promised, not reached"),
    ];

    /// The look of a panel's cell.
    pub(super) fn of(cell: &Cell) -> Look {
        match cell {
            Cell { status: ObsStatus::Masked, .. } => Look::Masked,
            Cell { suspect: Some(_), .. } => Look::Suspect,
            Cell { conflict: Some(_), .. } => Look::Conflict,
            Cell { status: ObsStatus::Approximate, .. } => Look::Approximate,
            Cell { status: ObsStatus::Forecast, .. } => Look::Target,
            Cell { .. } => Look::Plain,
        }
    }

    /// The look of a row of a table, by its column `status`.
    pub(super) fn of_status(status: &str) -> Look {
        match status {
            "masked" | "missing" => Look::Masked,
            "suspect" => Look::Suspect,
            _ => Look::Plain,
        }
    }

    /// The look of what became of a report.
    pub(super) fn of_state(state: State) -> Look {
        match state {
            State::Present => Look::Plain,
            State::Cut => Look::Approximate,
            State::Masked => Look::Masked,
            State::Copy => Look::Target,
            State::Unplaced => Look::Suspect,
        }
    }

    /// The format of a cell that looks so.
    pub(super) fn format(self) -> Format {
        let format = Format::new();
        match self {
            Look::Masked => format.set_background_color(Color::RGB(0xC9C9C9)),
            Look::Suspect => format.set_background_color(Color::RGB(0xF8CBAD)),
            Look::Conflict => {
                let format = format.set_background_color(Color::RGB(0xFFE699)).set_bold();
                format.set_font_color(Color::RGB(0xC00000))
            }
            Look::Approximate => format.set_background_color(Color::RGB(0xDDEBF7)).set_italic(),
            Look::Target => format.set_background_color(Color::RGB(0xE2EFDA)),
            Look::Plain => format,
        }
    }
}

/// The format of a header.
pub(super) fn header() -> Format {
    let format = Format::new().set_bold().set_text_wrap().set_border_bottom(FormatBorder::Thin);
    format.set_background_color(Color::RGB(0xD6DCE4)).set_align(FormatAlign::Top)
}

/// How Chinese readers group a number: in 亿 and 万 from some size on, as the unit is counted. The
/// whole value stands in the cell all the same.
pub(super) fn number_format(value: Decimal, unit: &str) -> String {
    let magnitude = value.abs();
    let at_least = |size: i64| magnitude >= Decimal::from(size);
    if at_least(100_000_000) {
        return "0\\.00,,\"亿\"".into();
    }
    if unit == "元" && at_least(1_000_000) {
        return "0\\.0,\"万\"".into();
    }
    match value.normalize().scale().min(6) {
        0 => "#,##0".into(),
        decimals => format!("#,##0.{}", "0".repeat(usize::try_from(decimals).unwrap_or(0))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_grouped_as_they_are_counted() {
        let cases = [
            ("167300000000", "元", "0\\.00,,\"亿\""),
            ("65790000", "元", "0\\.0,\"万\""),
            ("-65790000", "元", "0\\.0,\"万\""),
            ("65790", "元", "#,##0"),
            ("412345", "人", "#,##0"),
            ("97.250", "%", "#,##0.00"),
            ("0.123456789", "%", "#,##0.000000"),
        ];
        for (value, unit, format) in cases {
            assert_eq!(number_format(value.parse().unwrap(), unit), format, "{value} {unit}");
        }
    }
}
