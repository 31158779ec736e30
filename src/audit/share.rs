//! Yields whether the shares of one whole make 100 %: 三次产业结构为9.2∶45.3∶45.5.

use rust_decimal::Decimal;

use super::{Evidence, Finding};
use crate::dictionary::{Limit, Message, Pattern};
use crate::span::Span;

/// How many characters before the numbers the words that make them shares may stand.
const LEAD: usize = 60;
const HUNDRED: Decimal = Decimal::ONE_HUNDRED;

pub(super) fn check(evidence: Evidence) -> Vec<Finding> {
    let text = evidence.report.text.folded();
    let pattern = evidence.dictionary.checks.pattern(Pattern::ShareRatio);
    let context = evidence.dictionary.checks.pattern(Pattern::ShareContext);
    let clear = |span: Span| !evidence.report.noise.iter().any(|n| n.span.overlaps(span));
    let found = pattern.captures_iter(text).filter_map(|groups| {
        let groups = groups.iter().skip(1).flatten();
        let parts: Vec<Span> = groups.map(|group| Span::new(group.start(), group.end())).collect();
        let whole = Span::new(parts.first()?.start, parts.last()?.end);
        let lead = &text[..whole.start];
        let cut = lead.char_indices().rev().nth(LEAD).map_or(0, |(at, _)| at);
        let lead = lead[cut..].rsplit(['。', '\n', ';']).next().unwrap_or_default();
        let said = context.is_match(lead);
        if said && clear(whole) { judge(evidence, whole, &parts) } else { None }
    });
    found.collect()
}

fn judge(evidence: Evidence, whole: Span, parts: &[Span]) -> Option<Finding> {
    let values: Vec<Decimal> =
        parts.iter().map(|span| evidence.slice(*span).parse().ok()).collect::<Option<_>>()?;
    let sum = values.iter().try_fold(Decimal::ZERO, |sum, value| sum.checked_add(*value))?;
    // Each share may be off by half of the last decimal that any of them shows.
    let half = Decimal::new(5, values.iter().map(Decimal::scale).max()?.min(20) + 1);
    let slack = half.checked_mul(values.len().into())?;
    let off = (sum - HUNDRED).abs();
    let near = evidence.dictionary.checks.limit(Limit::ShareNear);
    let message = match off {
        _ if off <= slack => Message::ShareHolds,
        _ if off <= near => Message::ShareOff,
        _ => return None,
    };
    let (count, found) = (values.len().to_string(), sum.normalize().to_string());
    let values = [("count", &*count), ("expected", "100"), ("found", &*found)];
    Some(Finding {
        expected: "100".into(),
        found: found.clone(),
        parts: parts.to_vec(),
        ..evidence.finding(message, whole, &values)
    })
}
