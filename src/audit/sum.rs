//! Yields a finding for every breakdown: whether its parts make up the total.
//!
//! Parts are those listed after 其中, 含 or a bracket. Where all of them exceed or miss the total,
//! the first few that make it up exactly are taken, since a list may go on with what is no part of
//! it. Parts that fall short may be only some of the whole, and parts that exceed it may overlap: then
//! nothing is said, unless they are one list and come so close that a slip is likelier.

use rust_decimal::Decimal;

use super::interval::Interval;
use super::{Evidence, Finding};
use crate::dictionary::{Limit, Message, Pattern};
use crate::mention::Bound;
use crate::observation::{Aspect, Observation};
use crate::span::Span;

/// How many quantities before a total its parts are looked for in.
const LOOK_BACK: usize = 60;

pub(super) fn check(evidence: Evidence) -> Vec<Finding> {
    let observations = evidence.observations;
    let mut findings = Vec::new();
    for (total, observation) in observations.iter().enumerate() {
        let parts: Vec<usize> = (total + 1..observations.len())
            .take_while(|&i| observations[i].sentence == observation.sentence)
            .filter(|&i| observations[i].parent == Some(total))
            .collect();
        let listed = exactly(evidence, total, &parts)
            .or_else(|| by_stage(evidence, total))
            .or_else(|| nearly(evidence, total, &parts));
        findings.extend(listed);
    }
    findings
}

/// The value of a level that is stated exactly.
fn exact(observation: &Observation) -> Option<Decimal> {
    let states = observation.quantity.bound == Bound::Exact
        && matches!(observation.aspect, Aspect::Level | Aspect::Change);
    observation.value.filter(|_| states)
}

/// The first parts that make up the total to the last digit.
fn exactly(evidence: Evidence, total: usize, parts: &[usize]) -> Option<Finding> {
    let whole = exact(&evidence.observations[total])?;
    let mut sum = Decimal::ZERO;
    for (n, &part) in parts.iter().enumerate() {
        sum = sum.checked_add(exact(&evidence.observations[part])?)?;
        if n > 0 && sum == whole {
            return Some(finding(evidence, Message::SumHolds, total, &parts[..=n], [whole, sum]));
        }
    }
    None
}

/// A total that follows its parts: the same measure of stages that lie within the total's stage,
/// stated before it in the same section (中小学教职工1333人;幼儿园教职工472人。教职工总数1805人).
fn by_stage(evidence: Evidence, total: usize) -> Option<Finding> {
    let (observations, dictionary) = (evidence.observations, evidence.dictionary);
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
    let values = parts.iter().filter_map(|&i| exact(&observations[i]));
    let sum = values.fold(Some(Decimal::ZERO), |sum, value| sum?.checked_add(value))?;
    let holds = parts.len() > 1 && sum == whole;
    holds.then(|| finding(evidence, Message::SumHolds, total, &parts, [whole, sum]))
}

/// Parts that do not make up the total to the last digit: within what 约 and rounding allow, or off.
fn nearly(evidence: Evidence, total: usize, parts: &[usize]) -> Option<Finding> {
    let observations = evidence.observations;
    let levels = |i: usize| matches!(observations[i].aspect, Aspect::Level | Aspect::Change);
    let parts = one_list(evidence, parts)?;
    if !levels(total) || !parts.iter().all(|&i| levels(i)) {
        return None;
    }
    let whole = observations[total].value?;
    let zero = Interval::around(Decimal::ZERO, Decimal::ZERO);
    let mut sum = Some(Decimal::ZERO);
    let mut span = zero;
    for &part in parts {
        sum = sum?.checked_add(observations[part].value?);
        span = span?.plus(evidence.interval(part)?);
    }
    let (sum, span) = (sum?, span?);
    let all = parts.iter().chain([&total]).all(|&i| exact(&observations[i]).is_some());
    let meets = evidence.interval(total)?.meets(span);
    let near = evidence.dictionary.checks.limit(Limit::SumNear);
    let close = sum >= whole.checked_mul(near)? && sum.checked_mul(near)? <= whole;
    let message = match (all, meets) {
        // Parts of one kind each may be left out of a list of two, unless they are opposites.
        _ if parts.len() == 2 && !opposites(evidence, parts) => return None,
        (true, true) => Message::SumRounding,
        (false, true) => Message::SumAbout,
        (true, false) if close => Message::SumOff,
        _ => return None,
    };
    Some(finding(evidence, message, total, parts, [whole, sum]))
}

/// The parts, where they are one list to its end: one and the same stop between any two, and nothing
/// listed after the last.
fn one_list<'p>(evidence: Evidence, parts: &'p [usize]) -> Option<&'p [usize]> {
    let stops = |words: &str| -> Vec<char> {
        words.chars().filter(|c| matches!(c, '、' | ',' | ';' | '。' | '和' | '(' | ')')).collect()
    };
    let place = |i: usize| evidence.observations[i].quantity.span;
    let mut between = Vec::new();
    for pair in parts.windows(2) {
        // A part of a part, or a rate in between, would be listed under its own total.
        let (one, other) = (*pair.first()?, *pair.last()?);
        if other != one + 1 {
            return None;
        }
        let found = stops(evidence.slice(Span::new(place(one).end, place(other).start)));
        between.push(if found == ['和'] {
            between.first().copied().unwrap_or('和')
        } else {
            *found.first()?
        });
        if found.len() > 1 {
            return None;
        }
    }
    let (first, last) = (*between.first()?, *parts.last()?);
    let sentence = evidence.observations[last].sentence;
    let after = evidence.slice(Span::new(place(last).end, sentence.end.max(place(last).end)));
    let goes_on = after.starts_with(first) && first != ',';
    let uniform = between.iter().all(|stop| *stop == first);
    (uniform && !goes_on && parts.len() > 1).then_some(parts)
}

/// 公办12所、民办29所: what the one is, the other is not.
fn opposites(evidence: Evidence, parts: &[usize]) -> bool {
    let (Some(first), Some(last)) = (parts.first(), parts.last()) else { return false };
    let place = |i: usize| evidence.observations[i].quantity.span;
    let lead = evidence.lead(*first);
    let start = place(*first).start - lead.len();
    let words = evidence.slice(Span::new(start, place(*last).end));
    evidence.dictionary.checks.pattern(Pattern::SumComplement).is_match(words)
}

fn finding(
    evidence: Evidence,
    message: Message,
    total: usize,
    parts: &[usize],
    [whole, sum]: [Decimal; 2],
) -> Finding {
    let mut rests_on = vec![total];
    rests_on.extend(parts);
    let plain = |value: Decimal| value.normalize().to_string();
    let (count, expected, found) = (parts.len().to_string(), plain(sum), plain(whole));
    let values = [("count", &*count), ("expected", &*expected), ("found", &*found)];
    Finding {
        parts: evidence.spans(parts),
        rests_on,
        expected: expected.clone(),
        found: found.clone(),
        ..evidence.finding(message, evidence.observations[total].quantity.span, &values)
    }
}
