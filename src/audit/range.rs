//! Yields a finding for every level that its indicator cannot have.

use rust_decimal::Decimal;
use rust_decimal::prelude::FromPrimitive;

use super::{Evidence, Finding};
use crate::dictionary::{Limit, Message, Pattern};
use crate::mention::Bound;
use crate::observation::{Aspect, Observation, Scope};
use crate::span::Span;

/// 万: the slip that is likeliest between a value and its plausible range.
const WAN: Decimal = Decimal::from_parts(10_000, 0, 0, false, 0);
/// How many numbers before and after one are its neighbours.
const NEAR: usize = 500;
const HUNDRED: Decimal = Decimal::ONE_HUNDRED;

pub(super) fn check(evidence: Evidence) -> Vec<Finding> {
    (0..evidence.observations.len()).filter_map(|place| judge(evidence, place)).collect()
}

fn judge(evidence: Evidence, place: usize) -> Option<Finding> {
    let observation = evidence.observations.get(place)?;
    let indicator = &evidence.dictionary.indicators[observation.indicator.as_ref()?.place];
    let value = observation.value.filter(|_| is_whole(evidence, place))?;
    let [low, high] = indicator.range?;
    let (low, high) = (Decimal::from_f64(low)?, Decimal::from_f64(high)?);
    if (low..=high).contains(&value) {
        return None;
    }
    let (least, most) = (low.normalize().to_string(), high.normalize().to_string());
    let found = evidence.report.text.raw(observation.quantity.span);
    let other = neighbour(evidence, place, value);
    // Only a sum of money is stated in 元 and 万元 by turns.
    let slips = [value.checked_mul(WAN), value.checked_div(WAN)];
    let slips = slips.into_iter().flatten().any(|slip| (low..=high).contains(&slip));
    let far = evidence.dictionary.checks.limit(Limit::RangeFar);
    let beyond = value > high.checked_mul(far)? || value.checked_mul(far)? < low;
    let message = match other {
        _ if indicator.is_ratio() && high <= HUNDRED && value > HUNDRED => Message::RangeImpossible,
        Some(_) => Message::RangeNeighbour,
        None if indicator.unit == "元" && slips => Message::RangeUnit,
        None if beyond => Message::RangeOutside,
        None => return None,
    };
    let beside = other.map(|i| evidence.observations[i].quantity.span);
    let values = [
        ("what", evidence.name(place)),
        ("found", found),
        ("other", beside.map_or("", |span| evidence.report.text.raw(span))),
        ("low", &*least),
        ("high", &*most),
        ("unit", &*indicator.unit),
    ];
    Some(Finding {
        expected: format!("{least}–{most}"),
        found: value.normalize().to_string(),
        rests_on: std::iter::once(place).chain(other).collect(),
        ..evidence.finding(message, observation.quantity.span, &values)
    })
}

/// Whether an observation states the level of its indicator, in its unit, for the region as a whole:
/// what is said of a part, a body, one activity or one head has another range.
fn is_whole(evidence: Evidence, place: usize) -> bool {
    let Observation { quantity, aspect, .. } = &evidence.observations[place];
    let observation = &evidence.observations[place];
    let Some(indicator) = &observation.indicator else { return false };
    let indicator = &evidence.dictionary.indicators[indicator.place];
    let raw = evidence.slice(quantity.span);
    let each = evidence.dictionary.checks.pattern(Pattern::RangeEach);
    let after = evidence.slice(Span::new(quantity.span.end, observation.sentence.end));
    quantity.unit.as_ref().is_some_and(|unit| unit.symbol == indicator.unit)
        && (*aspect == Aspect::Level || *aspect == Aspect::Share && indicator.is_ratio())
        && observation.parent.is_none()
        && evidence.is_unqualified(place)
        && observation.scope == Scope::Region
        && matches!(quantity.bound, Bound::Exact | Bound::About)
        && raw.contains(|c: char| c.is_ascii_digit())
        && !after.starts_with('/')
        && (each.is_match(&indicator.name) || !each.is_match(evidence.lead(place)))
}

/// Another level of the same indicator that is some 10,000 times as great or as small.
fn neighbour(evidence: Evidence, place: usize, value: Decimal) -> Option<usize> {
    let own = evidence.observations[place].indicator.as_ref()?;
    let end = evidence.observations.len().min(place + NEAR);
    let mut others = (place.saturating_sub(NEAR)..end).filter(|&i| i != place);
    others.find(|&i| {
        let other = &evidence.observations[i];
        let same = other.indicator.as_ref().is_some_and(|id| id.place == own.place);
        let (Some(one), true) = (other.value, same && is_whole(evidence, i)) else { return false };
        let [small, great] = [value.min(one), value.max(one)];
        let times = great.checked_div(small);
        times.is_some_and(|times| times >= WAN / Decimal::TWO && times <= WAN * Decimal::TWO)
    })
}
