//! Yields an explanation as one line of JSON: its numerals, quantities and observations.
//!
//! Positions count characters of the text, values are exact. An observation has the columns of
//! `indicators.csv` but `source` and `report`.

use std::io::{self, Write};

use rust_decimal::Decimal;

use super::{Explanation, Step};
use crate::corpus::Entry;
use crate::mention::{Bound, Quantity};
use crate::numeral::Numeral;
use crate::span::Span;
use crate::table::jsonl::object;
use crate::table::{Cell, Table};
use crate::text::Text;
use crate::token::Number;
use crate::unit::Dimension;

/// Columns of a table that say where the report is, which a program knows that asks.
const ASKED: [&str; 2] = ["source", "report"];

/// Writes the explanation as one object.
///
/// # Errors
/// Those of `out`.
pub fn write(explanation: Explanation, out: &mut impl Write) -> io::Result<()> {
    let Explanation { read, steps } = explanation;
    let text = &read.report.text;
    out.write_all(br#"{"numerals":"#)?;
    list(
        steps.iter().flat_map(|step| numerals(text, step)).map(|numeral| of_numeral(text, numeral)),
        out,
    )?;
    out.write_all(br#","quantities":"#)?;
    let quantities = steps.iter().flat_map(|step| &step.quantities);
    list(quantities.map(|quantity| of_quantity(text, quantity)), out)?;
    out.write_all(br#","observations":"#)?;
    let (source, report) = (read.report.source.clone(), read.report.report.clone());
    let entry = Entry { source, report, input: None, result: Ok(read) };
    let (mut index, mut separator) = (0, "[");
    Table::Indicators.rows(&entry, |cells| {
        if steps.iter().any(|step| step.observations.contains(&index)) {
            out.write_all(std::mem::replace(&mut separator, ",").as_bytes())?;
            let fields = Table::Indicators.fields();
            let named = fields.iter().map(|field| field.name).zip(cells);
            object(named.filter(|(name, _)| !ASKED.contains(name)), out)?;
        }
        index += 1;
        Ok::<_, io::Error>(())
    })?;
    out.write_all(if separator == "[" { b"[]}\n" } else { b"]}\n" })
}

/// The numerals of a sentence with their values. Those of one sum of money are one (三元五角).
fn numerals(text: &Text, step: &Step) -> Vec<(Span, Option<Decimal>)> {
    let mut found: Vec<(Span, Option<Decimal>)> = Vec::new();
    let mut sum = None;
    for number in &step.tokens.numbers {
        let Number::Numeral(numeral) = number else { continue };
        let holds = |q: &&Quantity| q.span.contains(numeral.span);
        let quantity = step.quantities.iter().find(holds);
        // 亿元项目: a magnitude alone is no number.
        if text.slice(numeral.span).chars().all(|c| "千万亿兆".contains(c)) {
            continue;
        }
        let quantity = quantity.filter(is_sum);
        match (found.last_mut(), quantity) {
            (Some((span, value)), Some(quantity)) if sum == Some(quantity.span) => {
                *span = Span::new(span.start, numeral.span.end);
                *value = quantity.value;
            }
            _ => found.push(of_one(numeral)),
        }
        sum = quantity.map(|quantity| quantity.span);
    }
    found
}

fn is_sum(quantity: &&Quantity) -> bool {
    let money = quantity.unit.as_ref().is_some_and(|u| u.dimension == Dimension::Money);
    money && quantity.bound != Bound::Range
}

fn of_one(numeral: &Numeral) -> (Span, Option<Decimal>) {
    (numeral.span, Some(numeral.value).filter(|_| !numeral.suspect))
}

fn of_numeral(
    text: &Text,
    (span, value): (Span, Option<Decimal>),
) -> Vec<(&'static str, Cell<'_>)> {
    let written = text.slice(span);
    // 百分之 is the unit of what follows.
    let ratio = written.starts_with(['百', '千', '万', '佰', '仟']);
    let of = written.split_once('之').filter(|_| ratio);
    let start = of.map_or(span.start, |(_, number)| span.end - number.len());
    let span = Span::new(start, span.end);
    let (start, end) = text.char_range(span);
    vec![
        ("start", start.into()),
        ("end", end.into()),
        ("raw", text.raw(span).into()),
        ("value", value.into()),
    ]
}

fn of_quantity<'a>(text: &'a Text, quantity: &'a Quantity) -> Vec<(&'static str, Cell<'a>)> {
    let (start, end) = text.char_range(quantity.span);
    vec![
        ("start", start.into()),
        ("end", end.into()),
        ("raw", text.raw(quantity.span).into()),
        ("value", quantity.value.into()),
        ("value_max", quantity.value_max.into()),
        ("unit", quantity.unit.as_ref().map(|unit| &unit.symbol).into()),
        ("bound", quantity.bound.as_str().into()),
        ("mask", quantity.mask.map(|mask| text.raw(mask)).into()),
        ("status", quantity.status.as_str().into()),
    ]
}

fn list<'a>(
    objects: impl Iterator<Item = Vec<(&'static str, Cell<'a>)>>,
    out: &mut impl Write,
) -> io::Result<()> {
    out.write_all(b"[")?;
    for (place, fields) in objects.enumerate() {
        if place > 0 {
            out.write_all(b",")?;
        }
        object(fields.iter().map(|(name, cell)| (*name, cell)), out)?;
    }
    out.write_all(b"]")
}
