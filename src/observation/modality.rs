//! Yields modality, tone and scope of a quantity.

use super::aspect::Reading;
use super::view::View;
use super::{Modality, Scope};
use crate::dictionary::schema::{CueClass, Strength};
use crate::dictionary::{Sense, Term};
use crate::mention::PeriodKind;
use crate::outline::Role;
use crate::span::{Span, leftmost_longest};

/// Fact or target. A plan section holds targets unless a cue says otherwise, any other section
/// facts; the starting point of a change is a fact everywhere.
pub(super) fn modality(view: &View, at: usize, reading: &Reading, role: Role) -> Modality {
    if reading.base {
        return Modality::Actual;
    }
    let quantity = &view.quantities[at];
    let clause = view.clause(at);
    let before = Span::new(clause.start, quantity.span.start);
    let around = Span::new(clause.start, view.tail(at).end.max(quantity.span.end));
    let past = view.periods.iter().any(|p| {
        p.span.end <= quantity.span.start
            && clause.start <= p.span.start
            && matches!(p.kind, PeriodKind::Relative(n) if n < 0)
            && !view.text[..p.span.start].ends_with(['比', '较', '同'])
    });
    if past || view.cue(before, CueClass::Actual).is_some() {
        return Modality::Actual;
    }
    let cued = view.cue(around, CueClass::Target).is_some() || announced(view, clause);
    if cued || role == Role::Plan {
        return Modality::Target;
    }
    Modality::Actual
}

/// Bytes between the word for a target and the colon: 预期目标建议为:.
const ANNOUNCED: usize = 10;

/// Whether an earlier clause of the sentence announces targets: 预期目标是:…
fn announced(view: &View, clause: Span) -> bool {
    let earlier = Span::new(view.tokens.span.start, clause.start);
    let Some(colon) = view.slice(earlier).rfind(':') else {
        return false;
    };
    let head = Span::new(earlier.start, (earlier.start + colon + 1).min(earlier.end));
    view.terms(head).any(|t| view.is_cue(t, CueClass::Target) && t.span.end + ANNOUNCED >= head.end)
}

/// Words of commitment and vagueness before the number and in its mention, as written and in text
/// order, and what they come to.
pub(super) fn tone(view: &View, at: usize) -> (Vec<String>, Option<Strength>) {
    let lead = view.lead(at);
    let window = Span::new(lead.start, view.quantities[at].span.end);
    let said = view.terms(window).filter_map(|t| {
        let tone = view.senses(t).iter().find_map(|sense| match sense {
            Sense::Tone(strength) => Some(*strength),
            _ => None,
        });
        Some((t.span, tone?))
    });
    let said = leftmost_longest(said.collect(), |(span, _)| *span);
    let strength = said
        .iter()
        .map(|(_, strength)| *strength)
        .reduce(|all, one| if all == one { all } else { Strength::Mixed });
    (said.into_iter().map(|(span, _)| view.slice(span).to_owned()).collect(), strength)
}

/// Of whom the number speaks, whose indicator's name stands at `head`.
pub(super) fn scope(view: &View, at: usize, head: Option<Span>) -> Scope {
    let clause = view.clause(at);
    let lead = view.lead(at);
    // 高新区 before the name is a part of the region; in it, it is what is counted.
    let apart = |t: &&Term| head.is_none_or(|head| t.span.end <= head.start);
    let cued = view.terms(lead).filter(|t| view.is_cue(t, CueClass::Elsewhere));
    let last = cued.filter(apart).last();
    let until = head.map_or(lead.end, |head| head.start.min(lead.end));
    if last.is_some_and(|t| view.residue(Span::new(t.span.end, until.max(t.span.end))) == 0) {
        return Scope::Other;
    }
    if view.cue(clause, CueClass::Event).is_some() {
        return Scope::Event;
    }
    Scope::Region
}
