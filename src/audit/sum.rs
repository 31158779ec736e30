//! Yields a finding for every breakdown: whether its parts make up the total.
//!
//! Parts are those listed after 其中, 含 or a bracket. Where all of them exceed or miss the total,
//! the first few that make it up exactly are taken, since a list may go on with what is no part of
//! it. Parts that fall short may be only some of the whole: then nothing is said, unless they come
//! so close that a slip is likelier than a gap.

use rust_decimal::Decimal;

use super::{Finding, Outcome, Severity};
use crate::dictionary::Dictionary;
use crate::mention::Bound;
use crate::observation::{Aspect, Observation};

/// Parts that reach this share of the total, or exceed it by as little, are taken for all parts.
const NEAR: Decimal = Decimal::from_parts(95, 0, 0, false, 2);

/// How many quantities before a total its parts are looked for in.
const LOOK_BACK: usize = 60;

pub(super) fn check(observations: &[Observation], dictionary: &Dictionary) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (total, observation) in observations.iter().enumerate() {
        let parts: Vec<usize> = (total + 1..observations.len())
            .take_while(|&i| observations[i].sentence == observation.sentence)
            .filter(|&i| observations[i].parent == Some(total))
            .collect();
        let listed = verdict(observations, total, &parts);
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
    (parts.len() > 1 && sum == whole).then(|| finding(observations, total, &parts, whole, sum))
}

/// What can be said of a total and its listed parts.
fn verdict(observations: &[Observation], total: usize, parts: &[usize]) -> Option<Finding> {
    let whole = exact(&observations[total])?;
    let values: Vec<Decimal> = parts.iter().map_while(|&i| exact(&observations[i])).collect();
    if values.len() < 2 {
        return None;
    }
    let mut sum = Decimal::ZERO;
    for (n, value) in values.iter().enumerate() {
        sum += value;
        if n > 0 && sum == whole {
            return Some(finding(observations, total, &parts[..=n], whole, sum));
        }
    }
    let listed = values.len() == parts.len() && values.len() > 2;
    let near = sum >= whole * NEAR && sum * NEAR <= whole;
    (listed && near).then(|| finding(observations, total, parts, whole, sum))
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
    whole: Decimal,
    sum: Decimal,
) -> Finding {
    let holds = whole == sum;
    let mut rests_on = vec![total];
    rests_on.extend(parts);
    Finding {
        check: "sum",
        outcome: if holds { Outcome::Holds } else { Outcome::Fails },
        severity: if holds { Severity::None } else { Severity::Error },
        confidence: if holds { 1.0 } else { 0.8 },
        message: if holds {
            format!("{} parts make up the total", parts.len())
        } else {
            format!("{} parts sum to {sum}, the total says {whole}", parts.len())
        },
        expected: sum.to_string(),
        found: whole.to_string(),
        span: observations[total].quantity.span,
        parts: parts.iter().map(|&i| observations[i].quantity.span).collect(),
        rests_on,
    }
}
