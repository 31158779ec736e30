//! Yields a finding for every breakdown: whether its parts make up the total.
//!
//! Parts are those listed after 其中, 含 or a bracket. Where all of them exceed or miss the total,
//! the first few that make it up exactly are taken, since a list may go on with what is no part of
//! it. Parts that fall short may be only some of the whole, and parts that exceed it may overlap: then
//! nothing is said, unless they are one list and come so close that a slip is likelier.

use std::sync::LazyLock;

use regex::Regex;
use rust_decimal::Decimal;

use super::interval::Interval;
use super::{Evidence, Finding};
use crate::dictionary::{Limit, Message, Pattern};
use crate::mention::Bound;
use crate::observation::{Aspect, Observation};
use crate::span::Span;

/// Signs that part a list.
const STOPS: [char; 4] = ['、', ',', ';', '。'];
static YEAR: LazyLock<Regex> =
    LazyLock::new(|| Regex::new("(?:19|20)[0-9]{2}年").expect("a constant pattern"));

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

/// The parts that make up the total to the last digit: all of one list, else the first of several
/// lists.
fn exactly(evidence: Evidence, total: usize, parts: &[usize]) -> Option<Finding> {
    let whole = exact(&evidence.observations[total])?;
    let listed = one_list(evidence, parts).is_some() && of_one_measure(evidence, parts);
    let chance = evidence.dictionary.checks.limit(Limit::SumChance);
    let mut sum = Decimal::ZERO;
    for (n, &part) in parts.iter().enumerate() {
        sum = sum.checked_add(exact(&evidence.observations[part])?)?;
        if n > 0 && sum == whole {
            let mut rest = parts[n + 1..].iter().filter_map(|&i| exact(&evidence.observations[i]));
            let rest = rest.try_fold(Decimal::ZERO, |all, value| all.checked_add(value))?;
            // A slip is easily as great as a last part of one, and hardly as one of many.
            let by_chance = listed && !rest.is_zero() && rest <= chance;
            let holds = || finding(evidence, Message::SumHolds, total, &parts[..=n], [whole, sum]);
            return (!by_chance).then(holds);
        }
    }
    None
}

/// Whether all count the same of different stages: then none of them is there by chance.
fn of_one_measure(evidence: Evidence, parts: &[usize]) -> bool {
    let measure = |&part: &usize| {
        let indicator = evidence.observations[part].indicator.as_ref()?;
        evidence.dictionary.indicators[indicator.place].measure
    };
    let mut measures = parts.iter().map(measure);
    let first = measures.next().flatten();
    first.is_some() && measures.all(|other| other == first)
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
    let mut values = parts.iter().filter_map(|&i| exact(&observations[i]));
    let sum = values.try_fold(Decimal::ZERO, |sum, value| sum.checked_add(value))?;
    let near = dictionary.checks.limit(Limit::SumNear);
    let close = sum >= whole.checked_mul(near)? && sum.checked_mul(near)? <= whole;
    let message = if sum == whole { Message::SumHolds } else { Message::SumOff };
    (parts.len() > 1 && close).then(|| finding(evidence, message, total, &parts, [whole, sum]))
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
        (true, true) => Message::SumRounding,
        (false, true) if parts.len() > 2 || opposites(evidence, parts) => Message::SumAbout,
        // Two parts may be some of many, unless they are opposites.
        (true, false) if close && parts.len() == 2 && !opposites(evidence, parts) => {
            let pair = evidence.dictionary.checks.limit(Limit::SumPair);
            let off = sum.checked_sub(whole)?.abs() > whole.checked_mul(pair)?.abs();
            if off {
                return None;
            }
            Message::SumPair
        }
        (true, false) if close => Message::SumOff,
        _ => return None,
    };
    Some(finding(evidence, message, total, parts, [whole, sum]))
}

/// The parts, where they are one list to its end: one and the same stop between any two, brackets
/// left out, and nothing listed after the last.
fn one_list<'p>(evidence: Evidence, parts: &'p [usize]) -> Option<&'p [usize]> {
    let place = |i: usize| evidence.observations[i].quantity.span;
    let mut stop = None;
    for pair in parts.windows(2) {
        let (one, other) = (*pair.first()?, *pair.last()?);
        let between = evidence.slice(Span::new(place(one).end, place(other).start));
        let between = unbracketed(between)?;
        let between = YEAR.replace_all(&between, "");
        let mut stops = between.chars().filter(|c| STOPS.contains(c));
        let (own, more) = (stops.next(), stops.next());
        // A rate or another number in between is none of the list.
        if more.is_some() || between.contains(|c: char| c.is_ascii_digit()) {
            return None;
        }
        // The last is joined with 和.
        match own {
            Some(own) if *stop.get_or_insert(own) != own => return None,
            None if !between.contains(['和', '及']) => return None,
            _ => {}
        }
    }
    let last = *parts.last()?;
    let end = evidence.observations[last].sentence.end.max(place(last).end);
    let after = evidence.slice(Span::new(place(last).end, end));
    let goes_on = stop.is_some_and(|stop| stop != ',' && after.starts_with(stop));
    (!goes_on && parts.len() > 1).then_some(parts)
}

/// The words without what stands in brackets; nothing where a bracket opens or closes alone.
fn unbracketed(words: &str) -> Option<String> {
    let mut depth = 0_i32;
    let mut plain = String::new();
    for c in words.chars() {
        match c {
            '(' => depth += 1,
            ')' => depth -= 1,
            _ if depth == 0 => plain.push(c),
            _ => {}
        }
        if depth < 0 {
            return None;
        }
    }
    (depth == 0).then_some(plain)
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
