//! Yields whether a rate is what the counts beside it make, and a change what lies between its levels.

use std::collections::HashMap;
use std::sync::Arc;

use rust_decimal::Decimal;

use super::interval::Interval;
use super::{Evidence, Finding};
use crate::dictionary::{Formula, Limit, Message, Pattern};
use crate::mention::Bound;
use crate::observation::{Aspect, Modality, Observation, Scope};
use crate::unit::Dimension;

const HUNDRED: Decimal = Decimal::ONE_HUNDRED;

pub(super) fn check(evidence: Evidence) -> Vec<Finding> {
    let all = 0..evidence.observations.len();
    let formulas = &evidence.dictionary.formulas;
    let counts = counts(evidence);
    let rates = all.clone().filter_map(|place| {
        let found =
            formulas.iter().filter_map(|formula| computed(evidence, formula, &counts, place));
        // Of two formulas for one rate that which holds is meant.
        found.min_by_key(|finding| finding.note.severity)
    });
    let mut findings: Vec<Finding> = rates.collect();
    findings.extend(all.clone().filter_map(|place| moved(evidence, place)));
    findings.extend(all.clone().filter_map(|place| grown(evidence, place)));
    findings.extend(all.filter_map(|place| completed(evidence, place)));
    findings
}

/// Whether an observation states a fact of the region as a whole, exactly.
fn plain(observation: &Observation) -> bool {
    observation.quantity.bound == Bound::Exact
        && observation.value.is_some()
        && observation.modality == Modality::Actual
        && observation.scope == Scope::Region
}

/// Whether a number that goes on with what another says is narrowed by the same words, or by none.
fn narrowed(one: &Observation, other: &Observation) -> bool {
    one.qualifiers.is_empty() || one.qualifiers == other.qualifiers
}

/// The rate at `place` against the formula's counts in the same sentence, or elsewhere in the report
/// where only one number of the kind is stated.
fn computed(
    evidence: Evidence,
    formula: &Formula,
    counts: &Counts,
    place: usize,
) -> Option<Finding> {
    let rate = &evidence.observations[place];
    let states = matches!(rate.aspect, Aspect::Level | Aspect::Share) && plain(rate);
    if rate.indicator.as_ref()?.place != formula.result || !states {
        return None;
    }
    let first = |ids: &[usize]| ids.iter().find_map(|id| input(evidence, counts.get(id)?, place));
    let (top, bottom) = (first(&formula.numerator)?, first(&formula.denominator)?);
    let added = formula.plus.as_ref().and_then(|words| {
        let sentence = evidence.observations[top].sentence;
        let all = evidence.observations;
        let from = all.partition_point(|o| o.sentence.start < sentence.start);
        let to = all.partition_point(|o| o.sentence.start <= sentence.start);
        let beside = (from..to).filter(|&i| i != top && plain(&all[i]));
        let same = |i: &usize| {
            let unit =
                |i: usize| evidence.observations[i].quantity.unit.as_ref().map(|u| &u.symbol);
            unit(*i) == unit(top) && words.is_match(evidence.lead(*i))
        };
        beside.rev().find(same)
    });
    let mut above = evidence.interval(top)?;
    let mut shown = evidence.observations[top].value?.normalize().to_string();
    if let Some(added) = added {
        above = above.plus(evidence.interval(added)?)?;
        shown = format!("({shown} + {})", evidence.observations[added].value?.normalize());
    }
    let below = evidence.observations[bottom].value?;
    let quotient = above.over(evidence.interval(bottom)?, formula.factor)?;
    let times = if formula.factor == Decimal::ONE {
        String::new()
    } else {
        format!(" × {}", formula.factor)
    };
    let shown = format!("{shown} ÷ {}{times}", below.normalize());
    let inputs: Vec<usize> = [Some(top), added, Some(bottom)].into_iter().flatten().collect();
    judge(evidence, place, quotient, &shown, inputs, Message::RatioOff)
}

/// For each indicator that a formula divides: the observations that state it plainly.
type Counts = HashMap<usize, Vec<usize>>;

fn counts(evidence: Evidence) -> Counts {
    let formulas = evidence.dictionary.formulas.iter();
    let mut counts: Counts = formulas
        .flat_map(|formula| formula.numerator.iter().chain(&formula.denominator))
        .map(|indicator| (*indicator, Vec::new()))
        .collect();
    for (place, o) in evidence.observations.iter().enumerate() {
        let own = o.indicator.as_ref().and_then(|indicator| counts.get_mut(&indicator.place));
        if let Some(places) = own
            && o.aspect == Aspect::Level
            && evidence.is_unqualified(place)
            && plain(o)
        {
            places.push(place);
        }
    }
    counts
}

/// The one of these numbers that a formula can use: the nearest in the sentence of the rate, else the
/// only one in the report.
fn input(evidence: Evidence, places: &[usize], rate: usize) -> Option<usize> {
    let sentence = evidence.observations[rate].sentence;
    let from =
        places.partition_point(|&i| evidence.observations[i].sentence.start < sentence.start);
    let beside = places[from..].iter().copied();
    let beside = beside.take_while(|&i| evidence.observations[i].sentence == sentence);
    beside.min_by_key(|i| i.abs_diff(rate)).or(match places {
        [only] => Some(*only),
        _ => None,
    })
}

/// 由13%提高到15.5%,提高2.5个百分点: the change at `place` against the two levels before it.
fn moved(evidence: Evidence, place: usize) -> Option<Finding> {
    let change = &evidence.observations[place];
    let (to, from) = (place.checked_sub(1)?, place.checked_sub(2)?);
    let (level, base) = (&evidence.observations[to], &evidence.observations[from]);
    let checks = &evidence.dictionary.checks;
    let id = |o: &Observation| o.indicator.as_ref().map(|i| Arc::clone(&i.id));
    let unit = |o: &Observation| o.quantity.unit.as_ref().map(|u| u.symbol.clone());
    let same = |o: &Observation| {
        id(o) == id(change) && o.sentence == change.sentence && narrowed(change, o)
    };
    let starts = checks.pattern(Pattern::RatioFrom).is_match(evidence.lead(from));
    let counted = starts
        && id(change).is_some()
        && same(level)
        && same(base)
        && unit(level) == unit(base)
        && [change, level, base].into_iter().all(plain)
        && [level, base].iter().all(|o| matches!(o.aspect, Aspect::Level | Aspect::Share))
        && !checks.pattern(Pattern::TrendMean).is_match(evidence.lead(place));
    if !counted {
        return None;
    }
    let (after, before) = (evidence.interval(to)?, evidence.interval(from)?);
    let difference = after.minus(before)?;
    let [new, old] = [level.value?.normalize(), base.value?.normalize()];
    let dimension = change.quantity.unit.as_ref()?.dimension;
    let (result, shown) = match (change.aspect, dimension) {
        (Aspect::Change, _) if dimension == Dimension::Points || unit(change) == unit(level) => {
            (difference, format!("{new} − {old}"))
        }
        (Aspect::Growth, Dimension::Ratio)
            if !checks.pattern(Pattern::TrendReal).is_match(evidence.name(to)) =>
        {
            let rise = Interval { low: after.low, high: after.high }.over(before, HUNDRED)?;
            let all = Interval::around(HUNDRED, Decimal::ZERO)?;
            (rise.minus(all)?, format!("{new} ÷ {old} × 100 − 100"))
        }
        _ => return None,
    };
    judge(evidence, place, result, &shown, vec![from, to], Message::RatioGrowth)
}

/// 收入120亿元,增加20亿元,增长20%: the growth at `place` against a level and its change, which stand
/// before it or on either side of it.
fn grown(evidence: Evidence, place: usize) -> Option<Finding> {
    let checks = &evidence.dictionary.checks;
    let growth = &evidence.observations[place];
    let is = |place: usize, aspects: &[Aspect]| {
        let o = evidence.observations.get(place)?;
        let same = o.indicator == growth.indicator && (narrowed(growth, o) || narrowed(o, growth));
        let fits = same
            && o.parent.is_none()
            && o.sentence == growth.sentence
            && aspects.contains(&o.aspect)
            && plain(o);
        fits.then_some(place)
    };
    let levels = [Aspect::Level];
    let (level, change) = match place.checked_sub(1).and_then(|p| is(p, &[Aspect::Change])) {
        Some(change) => (is(change.checked_sub(1)?, &levels)?, change),
        None => (is(place.checked_sub(1)?, &levels)?, is(place + 1, &[Aspect::Change])?),
    };
    let unit = |place: usize| {
        evidence.observations[place]
            .quantity
            .unit
            .as_ref()
            .map(|unit| (&unit.symbol, unit.dimension))
    };
    let (unit, ratio) = (unit(level).filter(|own| Some(*own) == unit(change))?, unit(place)?.1);
    // The second may be counted from another year than the first.
    let second = evidence.lead(place.max(change));
    let apart = [Pattern::TrendMean, Pattern::TrendReal, Pattern::TrendBefore];
    let counted = growth.aspect == Aspect::Growth
        && growth.indicator.is_some()
        && plain(growth)
        && ratio == Dimension::Ratio
        && unit.1 != Dimension::Ratio
        && !apart.iter().any(|pattern| checks.pattern(*pattern).is_match(second))
        && !checks.pattern(Pattern::TrendReal).is_match(evidence.name(level));
    if !counted {
        return None;
    }
    let base = evidence.interval(level)?.minus(evidence.interval(change)?)?;
    let by = evidence.observations[change].value?.normalize();
    let of = evidence.observations[level].value?.normalize();
    let quotient = evidence.interval(change)?.over(base, HUNDRED)?;
    let shown = format!("{by} ÷ ({of} − {by}) × 100");
    judge(evidence, place, quotient, &shown, vec![level, change], Message::RatioGrowth)
}

/// 计划投资200亿元,完成150亿元,完成计划的75%: the share at `place` against the plan and what was done, which
/// stand right before it.
fn completed(evidence: Evidence, place: usize) -> Option<Finding> {
    let checks = &evidence.dictionary.checks;
    let share = &evidence.observations[place];
    let (done, planned) = (place.checked_sub(1)?, place.checked_sub(2)?);
    let [new, plan] = [done, planned].map(|place| &evidence.observations[place]);
    let exact = |o: &&Observation| {
        o.quantity.bound == Bound::Exact && o.value.is_some() && o.sentence == share.sentence
    };
    let unit = |o: &Observation| o.quantity.unit.as_ref().map(|u| u.symbol.clone());
    let counted = share.aspect == Aspect::Share
        && [share, new, plan].iter().all(exact)
        && unit(new) == unit(plan)
        && [new, plan].iter().all(|o| o.aspect == Aspect::Level)
        && checks.pattern(Pattern::RatioDone).is_match(evidence.lead(place))
        && checks.pattern(Pattern::RatioPlanned).is_match(evidence.lead(planned))
        && !checks.pattern(Pattern::RatioPlanned).is_match(evidence.lead(done));
    if !counted {
        return None;
    }
    let quotient = evidence.interval(done)?.over(evidence.interval(planned)?, HUNDRED)?;
    let shown = format!("{} ÷ {} × 100", new.value?.normalize(), plan.value?.normalize());
    judge(evidence, place, quotient, &shown, vec![done, planned], Message::RatioOff)
}

/// What is to be said of the rate at `place`, which ought to lie in `computed`.
fn judge(
    evidence: Evidence,
    place: usize,
    computed: Interval,
    formula: &str,
    inputs: Vec<usize>,
    off: Message,
) -> Option<Finding> {
    let rate = &evidence.observations[place];
    let value = rate.value?;
    let holds = evidence.interval(place)?.meets(computed);
    let middle = computed.low.checked_add(computed.high)?.checked_div(Decimal::TWO)?;
    let digits = value.scale().max(2);
    let expected = middle.round_dp(digits);
    let difference = value.checked_sub(middle)?.round_dp(digits);
    let near = match off {
        Message::RatioOff => Limit::RatioNear,
        _ => Limit::RatioApart,
    };
    let near = evidence.dictionary.checks.limit(near);
    // A rate far from the quotient is of other counts than these.
    let slip = difference.abs() <= middle.abs().checked_mul(near)?;
    if !holds && (!slip || difference.is_zero()) {
        return None;
    }
    let slight = evidence.dictionary.checks.limit(Limit::RatioSlight);
    let message = match holds {
        true => Message::RatioHolds,
        false if difference.abs() <= middle.abs().checked_mul(slight)? => Message::RatioClose,
        false => off,
    };
    let (expected, difference) = (expected.to_string(), difference.normalize().to_string());
    let found = value.normalize().to_string();
    let values = [
        ("formula", formula),
        ("expected", &*expected),
        ("found", &*found),
        ("difference", &*difference),
    ];
    let mut rests_on = vec![place];
    rests_on.extend(&inputs);
    Some(Finding {
        expected: expected.clone(),
        found: found.clone(),
        parts: evidence.spans(&inputs),
        rests_on,
        ..evidence.finding(message, rate.quantity.span, &values)
    })
}
