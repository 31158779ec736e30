//! Yields a finding for every breakdown: whether its parts make up the total.
//!
//! Parts are those listed after 其中, 含 or a bracket. Where all of them exceed or miss the total,
//! the first few that make it up exactly are taken, since a list may go on with what is no part of
//! it. Parts that fall short may be only some of the whole: then nothing is said, unless they come
//! so close that a slip is likelier than a gap.

use rust_decimal::Decimal;

use super::{Evidence, Finding};
use crate::dictionary::{Dictionary, Limit, Message};
use crate::mention::Bound;
use crate::observation::{Aspect, Observation};

/// How many quantities before a total its parts are looked for in.
const LOOK_BACK: usize = 60;

pub(super) fn check(evidence: Evidence) -> Vec<Finding> {
    let Evidence { observations, dictionary, .. } = evidence;
    let mut findings = Vec::new();
    for (total, observation) in observations.iter().enumerate() {
        let parts: Vec<usize> = (total + 1..observations.len())
            .take_while(|&i| observations[i].sentence == observation.sentence)
            .filter(|&i| observations[i].parent == Some(total))
            .collect();
        let listed = verdict(observations, total, &parts, dictionary);
        findings.extend(listed.or_else(|| by_stage(observations, total, dictionary)));
    }
    findings
}

/// A total that follows its parts: the same measure of stages that lie within the total's stage,
/// stated before it in the same section (中小学教职工1333人;幼儿园教职工472人。教职工总数1805人).
fn by_stage(
    observations: &[Observation],
    total: usize,
    dictionary: &Dictionary,
) -> Option<Finding> {
    let counted = |o: &Observation| {
        let indicator = &dictionary.indicators[o.indicator.as_ref()?.place];
        Some((indicator.stage?, indicator.measure?))
    };
    let observation = &observations[total];
    let whole = exact(observation)?;
    let (stage, measure) = counted(observation)?;
    let mut parts: Vec<usize> = Vec::new();
    let mut stages: Vec<usize> = Vec::new();
    for part in (0..total).rev().take(LOOK_BACK) {
        let candidate = &observations[part];
        if candidate.section != observation.section {
            break;
        }
        let top = candidate.parent.is_none() && candidate.qualifiers.is_empty();
        let Some((own, _)) = counted(candidate).filter(|(_, m)| top && *m == measure) else {
            continue;
        };
        let within = dictionary.stages[own].parent == Some(stage) && !stages.contains(&own);
        if within && exact(candidate).is_some() {
            parts.insert(0, part);
            stages.push(own);
        }
    }
    let sum: Decimal = parts.iter().filter_map(|&i| exact(&observations[i])).sum();
    (parts.len() > 1 && sum == whole)
        .then(|| finding(observations, total, &parts, [whole, sum], dictionary))
}

/// What can be said of a total and its listed parts.
fn verdict(
    observations: &[Observation],
    total: usize,
    parts: &[usize],
    dictionary: &Dictionary,
) -> Option<Finding> {
    let near = dictionary.checks.limit(Limit::SumNear);
    let whole = exact(&observations[total])?;
    let values: Vec<Decimal> = parts.iter().map_while(|&i| exact(&observations[i])).collect();
    if values.len() < 2 {
        return None;
    }
    let mut sum = Decimal::ZERO;
    for (n, value) in values.iter().enumerate() {
        sum += value;
        if n > 0 && sum == whole {
            return Some(finding(observations, total, &parts[..=n], [whole, sum], dictionary));
        }
    }
    let listed = values.len() == parts.len() && values.len() > 2;
    let close = sum >= whole * near && sum * near <= whole;
    (listed && close).then(|| finding(observations, total, parts, [whole, sum], dictionary))
}

/// The value of a level that is stated exactly.
fn exact(observation: &Observation) -> Option<Decimal> {
    let states = observation.quantity.bound == Bound::Exact
        && matches!(observation.aspect, Aspect::Level | Aspect::Change);
    observation.value.filter(|_| states)
}

fn finding(
    observations: &[Observation],
    total: usize,
    parts: &[usize],
    [whole, sum]: [Decimal; 2],
    dictionary: &Dictionary,
) -> Finding {
    let mut rests_on = vec![total];
    rests_on.extend(parts);
    let message = if whole == sum { Message::SumHolds } else { Message::SumOff };
    let (count, expected, found) = (parts.len().to_string(), sum.to_string(), whole.to_string());
    let values = [("count", &*count), ("expected", &*expected), ("found", &*found)];
    let span = observations[total].quantity.span;
    Finding {
        expected: expected.clone(),
        found: found.clone(),
        parts: parts.iter().map(|&i| observations[i].quantity.span).collect(),
        rests_on,
        ..Finding::new(dictionary.checks.note(message), span, &values)
    }
}
