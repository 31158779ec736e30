//! Yields what the check `trend` finds: levels and changes of one region that do not go together
//! from one year to the next.

use std::collections::HashMap;

use rust_decimal::Decimal;

use super::figure::{Figure, written};
use super::series::{Pair, Statement, pairs, series, statements};
use super::summary::Summary;
use super::{about, finding};
use crate::audit::Located;
use crate::dictionary::{Dictionary, Limit, Message, Set};
use crate::unit::Dimension;

/// Checks the reports of each region, year by year.
pub(super) fn check(summaries: &[Summary], dictionary: &Dictionary) -> Vec<Located> {
    let mut found = Vec::new();
    for years in series(summaries) {
        for pair in pairs(&years) {
            figures(pair, dictionary, &mut found);
            implied(pair, dictionary, &mut found);
            copied(pair, dictionary, &mut found);
        }
    }
    found
}

/// Compares the levels of two years with each other, and with what the later report says of both.
fn figures(pair: Pair, dictionary: &Dictionary, found: &mut Vec<Located>) {
    let Pair { year, before, after } = pair;
    let earlier = statements(before, year - 1);
    for (key, now) in &statements(after, year) {
        if let Some(then) = earlier.get(key) {
            let alike = then.level.named_alike(now.level);
            let leap = jump(pair, then, now, dictionary).filter(|_| alike);
            found.extend(leap.or_else(|| growth(pair, then, now, dictionary).filter(|_| alike)));
        }
    }
    for (key, again) in &statements(after, year - 1) {
        let Some(then) = earlier.get(key).filter(|then| !then.level.agrees(again.level)) else {
            continue;
        };
        let values = [
            ("indicator", name(again.level, dictionary)),
            ("now", &*again.level.raw),
            ("then", &*then.level.raw),
            ("other", &*before.report),
        ];
        found.push(Located {
            expected: about(before, then.level),
            found: again.level.raw.to_string(),
            rests_on: rests(pair, &[then.level], &[again.level]),
            ..finding(after, again.level.place, Message::TrendRestated, &values, dictionary)
        });
    }
}

/// A stated growth that the two levels contradict by more than rounding and revisions explain.
fn growth(
    pair: Pair,
    then: &Statement,
    now: &Statement,
    dictionary: &Dictionary,
) -> Option<Located> {
    let checks = &dictionary.checks;
    let indicator = now.level.indicator;
    let margin = if checks.set(Set::TrendNominal).contains(&indicator) {
        checks.limit(Limit::TrendMargin)
    } else if checks.set(Set::TrendReal).contains(&indicator) {
        checks.limit(Limit::TrendRealMargin)
    } else {
        return None;
    };
    let growth = now.growth.filter(|growth| growth.is_exact() && &*growth.unit == "%")?;
    // A flow without its growth may be that of some part of the year or the region.
    if then.growth.is_none() && !checks.set(Set::TrendSlow).contains(&indicator) {
        return None;
    }
    let ((least, most), (low, high)) = (then.level.limits()?, now.level.limits()?);
    let rate = |before: Decimal, after: Decimal| {
        let before = Some(before).filter(|before| *before > Decimal::ZERO)?;
        after.checked_div(before)?.checked_sub(Decimal::ONE)?.checked_mul(Decimal::ONE_HUNDRED)
    };
    let (lowest, highest) = (rate(most, low)?, rate(least, high)?);
    let (stated_low, stated_high) = growth.limits()?;
    let apart = (stated_low.checked_sub(highest)?).max(lowest.checked_sub(stated_high)?);
    // A growth that is far from the levels is that of another place or thing.
    let excess = excess(then.level, now.level, Some(growth))?;
    if apart <= margin
        || excess.max(Decimal::ONE.checked_div(excess)?) > checks.limit(Limit::TrendOther)
    {
        return None;
    }
    let stated = written(growth.value, growth);
    let computed = format!("{}%", rate(then.level.value, now.level.value)?.round_dp(1));
    let values = [
        ("indicator", name(now.level, dictionary)),
        ("then", &*then.level.raw),
        ("now", &*now.level.raw),
        ("computed", &*computed),
        ("stated", &*stated),
        ("other", &*pair.before.report),
    ];
    Some(Located {
        expected: computed.clone(),
        found: stated.clone(),
        parts: vec![now.level.place],
        rests_on: rests(pair, &[then.level], &[growth, now.level]),
        ..finding(pair.after, growth.place, Message::TrendGrowth, &values, dictionary)
    })
}

/// How many times the level is what the level before and the growth make it.
fn excess(then: &Figure, now: &Figure, growth: Option<&Figure>) -> Option<Decimal> {
    let rate = growth.map_or(Some(Decimal::ZERO), |g| g.value.checked_div(Decimal::ONE_HUNDRED))?;
    let expected = then.value.checked_mul(rate.checked_add(Decimal::ONE)?)?;
    let positive = |value: Decimal| (value > Decimal::ZERO).then_some(value);
    positive(now.value)?.checked_div(positive(expected)?)
}

/// A level many times that of the year before: one that does not leap and has no growth beside it, or
/// one that misses what its growth makes of it by a power of ten (亿元 for 万元).
fn jump(pair: Pair, then: &Statement, now: &Statement, dictionary: &Dictionary) -> Option<Located> {
    let checks = &dictionary.checks;
    let (before, level) = (then.level, now.level);
    let growth = now.growth.filter(|growth| &*growth.unit == "%");
    let excess = excess(before, level, growth)?;
    let factor = excess.max(Decimal::ONE.checked_div(excess)?);
    let wrong = match growth {
        Some(_) => {
            let tens =
                std::iter::successors(Some(Decimal::TEN), |ten| ten.checked_mul(Decimal::TEN));
            let slack = checks.limit(Limit::TrendSlip);
            let near = |ten: Decimal| (factor / ten - Decimal::ONE).abs() <= slack;
            then.growth.is_some() && tens.take(8).any(near)
        }
        None => {
            checks.set(Set::TrendSlow).contains(&level.indicator)
                && factor >= checks.limit(Limit::TrendJump)
        }
    };
    let factor = factor.round_dp(1).normalize().to_string();
    let values = [
        ("indicator", name(level, dictionary)),
        ("then", &*before.raw),
        ("now", &*level.raw),
        ("factor", &*factor),
        ("other", &*pair.before.report),
    ];
    wrong.then(|| Located {
        expected: about(pair.before, before),
        found: level.raw.to_string(),
        rests_on: rests(pair, &[before], &[level]),
        ..finding(pair.after, level.place, Message::TrendJump, &values, dictionary)
    })
}

/// The level of the year before that a level and its change give, against the report of that year.
fn implied(pair: Pair, dictionary: &Dictionary, found: &mut Vec<Located>) {
    let Pair { year, before, after } = pair;
    let stable = dictionary.checks.set(Set::TrendStable);
    let earlier = statements(before, year - 1);
    for (key, now) in &statements(after, year) {
        let change = now.change.filter(|change| change.yearly && change.is_exact());
        let Some(change) = change.filter(|change| same_kind(now.level, change, dictionary)) else {
            continue;
        };
        let Some(value) = now.level.value.checked_sub(change.value) else { continue };
        let Some(grain) = now.level.grain.checked_add(change.grain) else { continue };
        let implied = Figure { value, grain, ..now.level.clone() };
        let shown = written(value, now.level);
        let then = earlier.get(key).map(|then| then.level);
        let then = then.filter(|then| then.named_close(now.level));
        let then = then.filter(|then| stable.contains(&then.indicator));
        let Some(then) = then else { continue };
        let agrees = then.agrees(&implied);
        let message = if agrees { Message::TrendAgrees } else { Message::TrendBefore };
        let last_year = (year - 1).to_string();
        let values = [
            ("indicator", name(now.level, dictionary)),
            ("now", &*now.level.raw),
            ("change", &*change.raw),
            ("implied", &*shown),
            ("year", &*last_year),
            ("then", &*then.raw),
            ("other", &*before.report),
        ];
        found.push(Located {
            expected: about(before, then),
            found: shown.clone(),
            parts: vec![change.place],
            rests_on: rests(pair, &[then], &[now.level, change]),
            ..finding(after, now.level.place, message, &values, dictionary)
        });
    }
}

/// Whether a change is stated in what its level is stated in: points for a rate.
fn same_kind(level: &Figure, change: &Figure, dictionary: &Dictionary) -> bool {
    let points = dictionary.units.named(&change.unit);
    let points = points.is_some_and(|unit| unit.dimension == Dimension::Points);
    if &*level.unit == "%" { points } else { level.unit == change.unit }
}

/// Sentences with figures of the year that stand word for word in the report of the year before.
fn copied(pair: Pair, dictionary: &Dictionary, found: &mut Vec<Located>) {
    let earlier: HashMap<u64, _> =
        pair.before.passages.iter().filter(|p| p.digits > 0).map(|p| (p.hash, p)).collect();
    let same: Vec<_> =
        pair.after.passages.iter().filter(|p| earlier.contains_key(&p.hash)).collect();
    let digits: u32 = same.iter().map(|passage| passage.digits).sum();
    let enough = Decimal::from(digits) >= dictionary.checks.limit(Limit::TrendCopied);
    let Some(first) = same.first().filter(|_| enough) else { return };
    let count = same.len().to_string();
    let values = [("count", &*count), ("other", &*pair.before.report)];
    let lines = same.iter().filter_map(|p| earlier.get(&p.hash));
    let lines: Vec<String> = lines.map(|p| p.place().line.to_string()).collect();
    found.push(Located {
        expected: String::new(),
        found: format!("{} line {}", pair.before.report, lines.join(", ")),
        parts: same.iter().skip(1).map(|passage| passage.place()).collect(),
        ..finding(pair.after, first.place(), Message::TrendCopied, &values, dictionary)
    });
}

fn name<'d>(figure: &Figure, dictionary: &'d Dictionary) -> &'d str {
    dictionary.indicators.get(figure.indicator).map_or("", |indicator| &indicator.name)
}

fn own(summary: &Summary, figures: &[&Figure]) -> Vec<(std::sync::Arc<str>, usize)> {
    figures.iter().map(|figure| (summary.report.clone(), figure.observation)).collect()
}

fn rests(pair: Pair, before: &[&Figure], after: &[&Figure]) -> Vec<(std::sync::Arc<str>, usize)> {
    let mut all = own(pair.after, after);
    all.extend(own(pair.before, before));
    all
}
