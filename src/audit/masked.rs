//! Yields a finding for every mask, with what its shape allows, and how much of a report, of each
//! section and of each indicator is masked.

use std::collections::BTreeMap;

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

use super::{Evidence, Finding, shape};
use crate::dictionary::{Limit, Message, Pattern};
use crate::mention::Placeholder;
use crate::span::Span;

/// How many bytes of text on either side of a mask are looked at.
const VIEW: usize = 30;

pub(super) fn check(evidence: Evidence) -> Vec<Finding> {
    let mut findings: Vec<Finding> =
        evidence.placeholders.iter().map(|mask| sign(evidence, mask)).collect();
    findings.extend(sections(evidence));
    findings.extend(indicators(evidence));
    findings
}

/// A masked figure is missing from the table, and so is one that vanished; of any other mask only
/// that one ate a part of a word is more than information.
fn sign(evidence: Evidence, mask: &Placeholder) -> Finding {
    let observations = evidence.observations;
    let after = observations.partition_point(|o| o.quantity.span.start <= mask.span.start);
    let hidden = after.checked_sub(1).filter(|&i| {
        let quantity = &observations[i].quantity;
        quantity.span.contains(mask.span) && quantity.status.is_hidden()
    });
    let (raw, class) = (evidence.report.text.raw(mask.span), &*mask.class);
    let what = hidden.map_or("", |place| evidence.name(place));
    let range = shape::range(evidence.slice(mask.span)).unwrap_or_default();
    let message = match hidden {
        Some(_) if mask.span.is_empty() => Message::MaskedGone,
        Some(_) => Message::MaskedFigure,
        None if ate(evidence, mask.span) => Message::MaskedAteName,
        None => Message::MaskedSign,
    };
    let values = [("class", class), ("what", what), ("range", &*range)];
    Finding {
        found: raw.to_owned(),
        expected: if hidden.is_some() { range.clone() } else { String::new() },
        rests_on: hidden.into_iter().collect(),
        ..evidence.finding(message, mask.span, &values)
    }
}

/// Whether what stands around a mask is a name or word of which it took a part: xx寨中学, 学*贯彻.
fn ate(evidence: Evidence, mask: Span) -> bool {
    let text = evidence.report.text.folded();
    let pattern = evidence.dictionary.checks.pattern(Pattern::MaskedAte);
    // A pattern names the mask itself, so that it must lie inside what is found.
    let from = text.floor_char_boundary(mask.start.saturating_sub(VIEW));
    let to = text.ceil_char_boundary(mask.end + VIEW);
    let from = text[from..mask.start].rfind('\n').map_or(from, |at| from + at + 1);
    let to = text[mask.end..to].find('\n').map_or(to, |at| mask.end + at);
    pattern.find_iter(&text[from..to]).any(|found| {
        let found = Span::new(from + found.start(), from + found.end());
        found.contains(mask)
    })
}

/// Of the whole report and of each section of the first level: how many figures are masked.
fn sections(evidence: Evidence) -> Vec<Finding> {
    let title = evidence.report.title_span.or(evidence.report.blocks.first().map(|b| b.span));
    let whole = Span::new(0, evidence.report.text.folded().len());
    let first = evidence.sections.iter().filter(|section| section.level == 1);
    let parts = first.map(|section| (Message::MaskedSection, section.span, section.body));
    let all = title.map(|title| (Message::MaskedReport, title, whole)).into_iter().chain(parts);
    all.filter_map(|(message, span, body)| {
        let inside = evidence.observations.iter().map(|o| &o.quantity);
        let inside: Vec<_> = inside.filter(|q| body.contains(q.span)).collect();
        let hidden = inside.iter().filter(|q| q.status.is_hidden()).count();
        let many = evidence.dictionary.checks.limit(Limit::MaskedMany).to_usize()?;
        let share = Decimal::from(inside.len() - hidden).checked_div(inside.len().into())?;
        let share = share.round_dp(2).normalize().to_string();
        let (masked, all) = (hidden.to_string(), inside.len().to_string());
        let values = [("masked", &*masked), ("all", &*all), ("share", &*share)];
        (hidden >= many)
            .then(|| Finding { found: share.clone(), ..evidence.finding(message, span, &values) })
    })
    .collect()
}

/// Of each indicator that is masked at all: how often, and whether it is never stated openly.
fn indicators(evidence: Evidence) -> Vec<Finding> {
    let mut by_indicator: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (place, observation) in evidence.observations.iter().enumerate() {
        if let Some(indicator) = &observation.indicator {
            by_indicator.entry(indicator.place).or_default().push(place);
        }
    }
    let told = by_indicator.into_values().filter_map(|places| {
        let hides = |&place: &usize| evidence.observations[place].quantity.status.is_hidden();
        let hidden: Vec<usize> = places.iter().copied().filter(hides).collect();
        let first = *hidden.first()?;
        let only = hidden.len() == places.len();
        let message = if only { Message::MaskedOnly } else { Message::MaskedIndicator };
        let (masked, all) = (hidden.len().to_string(), places.len().to_string());
        let values = [("what", evidence.name(first)), ("masked", &*masked), ("all", &*all)];
        Some(Finding {
            rests_on: places,
            ..evidence.finding(message, evidence.observations[first].quantity.span, &values)
        })
    });
    told.collect()
}
