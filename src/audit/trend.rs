//! Yields what a stated change says of the year before: 61.85%,比去年提高2.85个百分点 → 59.00%.
//!
//! Whether the report of that year says so is for a check across reports.

use rust_decimal::Decimal;

use super::{Evidence, Finding};
use crate::dictionary::{Message, Pattern};
use crate::mention::Bound;
use crate::observation::{Aspect, Modality, Observation};
use crate::unit::Dimension;

pub(super) fn check(evidence: Evidence) -> Vec<Finding> {
    (1..evidence.observations.len()).filter_map(|place| implied(evidence, place)).collect()
}

/// The level of the year before, from the change at `place` and the level it is a change of.
fn implied(evidence: Evidence, place: usize) -> Option<Finding> {
    let change = &evidence.observations[place];
    let before = evidence.observations[..place].iter().rposition(|o| !beside(o, change))?;
    let level = &evidence.observations[before];
    let (indicator, of) = (change.indicator.as_ref()?, level.indicator.as_ref()?);
    let checks = &evidence.dictionary.checks;
    let lead = evidence.lead(place);
    let stated = |o: &Observation| {
        matches!(o.quantity.bound, Bound::Exact | Bound::About) && o.modality == Modality::Actual
    };
    let counted = indicator.place == of.place
        && level.sentence == change.sentence
        && (change.qualifiers.is_empty() || level.qualifiers == change.qualifiers)
        && level.scope == change.scope
        && matches!(level.aspect, Aspect::Level | Aspect::Share)
        && stated(level)
        && stated(change)
        && checks.pattern(Pattern::TrendBefore).is_match(lead)
        && !checks.pattern(Pattern::TrendMean).is_match(lead);
    if !counted {
        return None;
    }
    let (value, by) = (level.value?, change.value?);
    let (unit, moved) = (level.quantity.unit.as_ref()?, change.quantity.unit.as_ref()?);
    let (expected, formula) = match (change.aspect, moved.dimension) {
        (Aspect::Change, Dimension::Points) if unit.symbol == "%" => {
            (value.checked_sub(by)?, less(value, by))
        }
        (Aspect::Change, _) if unit.symbol == moved.symbol => {
            (value.checked_sub(by)?, less(value, by))
        }
        (Aspect::Growth, Dimension::Ratio)
            if unit.dimension != Dimension::Ratio
                && !checks.pattern(Pattern::TrendReal).is_match(evidence.name(before)) =>
        {
            let times = by.checked_div(Decimal::ONE_HUNDRED)?.checked_add(Decimal::ONE)?;
            let quotient = Some(times).filter(|t| *t > Decimal::ZERO);
            // As many digits as the level has: no more can be known.
            let digits = figures(value);
            let quotient = value.checked_div(quotient?)?.round_sf(digits)?.normalize();
            (quotient, format!("{} ÷ {times}", value.normalize()))
        }
        _ => return None,
    };
    let year = level.period.as_deref().and_then(|period| period.parse::<i32>().ok());
    let year = year.map_or("year not told".into(), |year| (year - 1).to_string());
    let expected = expected.to_string();
    let shown = format!("{expected} {}", unit.symbol);
    let values = [
        ("what", evidence.name(before)),
        ("expected", &*shown),
        ("formula", &*formula),
        ("year", &*year),
    ];
    Some(Finding {
        expected,
        found: evidence.report.text.raw(change.quantity.span).to_owned(),
        parts: vec![level.quantity.span],
        rests_on: vec![before, place],
        ..evidence.finding(Message::TrendImplied, change.quantity.span, &values)
    })
}

/// The difference as it is shown.
fn less(value: Decimal, by: Decimal) -> String {
    let sign = if by.is_sign_negative() { '+' } else { '−' };
    format!("{} {sign} {}", value.normalize(), by.abs().normalize())
}

/// Whether the two stand for one number that speaks of two indicators.
fn beside(one: &Observation, other: &Observation) -> bool {
    one.quantity.span == other.quantity.span
}

/// How many figures of a value count.
fn figures(value: Decimal) -> u32 {
    let digits = value.normalize().mantissa().unsigned_abs().to_string();
    digits.trim_end_matches('0').len().max(3).try_into().unwrap_or(28)
}
