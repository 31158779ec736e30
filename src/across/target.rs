//! Yields what the check `target` finds: a target of one report against the fact in the next.

use rust_decimal::Decimal;

use super::figure::{Figure, written};
use super::series::{Pair, pairs, series};
use super::summary::Summary;
use super::{about, finding};
use crate::audit::Located;
use crate::dictionary::{Dictionary, Limit, Message, Set};
use crate::mention::Bound;
use crate::observation::{Aspect, Modality};

/// Compares what each report aims at for the next year with what the report on that year states.
pub(super) fn check(summaries: &[Summary], dictionary: &Dictionary) -> Vec<Located> {
    let all = series(summaries);
    let next = all.iter().flat_map(pairs);
    next.flat_map(|pair| compare(pair, dictionary)).collect()
}

fn compare(pair: Pair, dictionary: &Dictionary) -> Vec<Located> {
    let compared = dictionary.checks.set(Set::TargetCompared);
    let mut found = Vec::new();
    let mut seen = Vec::new();
    for aim in &pair.before.figures {
        let key = (aim.indicator, aim.aspect, &*aim.unit);
        let stated = matches!(aim.aspect, Aspect::Level | Aspect::Growth);
        if !stated || !compared.contains(&aim.indicator) || seen.contains(&key) {
            continue;
        }
        seen.push(key);
        let aim = one(pair.before, key, pair.year, Modality::Target);
        let fact = one(pair.after, key, pair.year, Modality::Actual)
            .filter(|fact| !fact.passed && !fact.planned);
        if let (Some(aim), Some(fact)) = (aim, fact)
            && aim.named_close(fact)
        {
            found.extend(verdict(pair, aim, fact, dictionary));
        }
    }
    found
}

/// The one value that a report states; none where it states several.
fn one<'a>(
    summary: &'a Summary,
    (indicator, aspect, unit): (usize, Aspect, &str),
    year: i32,
    modality: Modality,
) -> Option<&'a Figure> {
    let mut stated = summary.figures.iter().filter(|f| {
        (f.indicator, f.aspect, &*f.unit) == (indicator, aspect, unit)
            && (f.year, f.modality) == (year, modality)
    });
    let first = stated.next().filter(|first| !first.several)?;
    stated.all(|f| (f.value, f.value_max) == (first.value, first.value_max)).then_some(first)
}

/// Whether the target was met, and how far the fact is from it.
fn verdict(pair: Pair, aim: &Figure, fact: &Figure, dictionary: &Dictionary) -> Option<Located> {
    // 4%以内 reported as 4%以内 says no more than that.
    let stated = matches!(fact.bound, Bound::Exact | Bound::About);
    let checks = &dictionary.checks;
    let falls = aim.bound == Bound::Under
        || aim.value.is_sign_negative()
        || checks.set(Set::TargetFalls).contains(&aim.indicator);
    let slack = match aim.bound {
        Bound::About => aim.value.abs().checked_mul(checks.limit(Limit::TargetAbout))?,
        _ => fact.grain.checked_div(Decimal::TWO)?,
    };
    // Of a range the nearer end is enough.
    let goal = match (falls, aim.value_max) {
        (true, Some(most)) => most.max(aim.value),
        _ => aim.value,
    };
    let difference = fact.value.checked_sub(goal)?;
    let met = if falls { difference <= slack } else { difference >= -slack };
    let sign = if difference.is_sign_positive() { "+" } else { "" };
    let shown = format!("{sign}{}", written(difference, fact));
    let name = dictionary.indicators.get(aim.indicator).map_or("", |i| &i.name);
    let values = [
        ("indicator", name),
        ("aspect", aim.aspect.as_str()),
        ("target", &*aim.raw),
        ("actual", &*fact.raw),
        ("difference", &*shown),
        ("other", &*pair.before.report),
    ];
    let message = if met { Message::TargetMet } else { Message::TargetMissed };
    stated.then(|| Located {
        expected: about(pair.before, aim),
        found: fact.raw.to_string(),
        rests_on: vec![
            (pair.after.report.clone(), fact.observation),
            (pair.before.report.clone(), aim.observation),
        ],
        ..finding(pair.after, fact.place, message, &values, dictionary)
    })
}
