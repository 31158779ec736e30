//! Yields modality, tone and scope of a quantity.

use super::aspect::Reading;
use super::view::View;
use super::{Modality, Scope};
use crate::dictionary::schema::CueClass;
use crate::mention::{Bound, PeriodKind};
use crate::outline::Role;
use crate::span::Span;

/// Fact or target. A plan section holds targets unless a cue says otherwise, any other section
/// facts; the starting point of a change is a fact everywhere.
///
/// `looks_back` says that the paragraph opens with a period that is over (过去五年).
pub(super) fn modality(
    view: &View,
    at: usize,
    reading: &Reading,
    role: Role,
    looks_back: bool,
) -> Modality {
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
    if cued || role == Role::Plan && !looks_back {
        return Modality::Target;
    }
    Modality::Actual
}

/// Whether an earlier clause of the sentence announces targets: 预期目标是:…
fn announced(view: &View, clause: Span) -> bool {
    let earlier = Span::new(view.tokens.span.start, clause.start);
    let Some(colon) = view.slice(earlier).rfind(':') else {
        return false;
    };
    let head = Span::new(earlier.start, (earlier.start + colon + 1).min(earlier.end));
    view.terms(head).any(|t| view.is_cue(t, CueClass::Target) && t.span.end + 6 >= head.end)
}

/// Words of commitment and vagueness, as written, in text order.
pub(super) fn tone(view: &View, at: usize) -> Vec<String> {
    let quantity = &view.quantities[at];
    let lead = Span::new(view.clause(at).start, quantity.span.start);
    let lead = if view.lead(at).start > lead.start { view.lead(at) } else { lead };
    let classes = [CueClass::Target, CueClass::Over, CueClass::Under, CueClass::About];
    let said = |t: &&crate::dictionary::Term| classes.iter().any(|c| view.is_cue(t, *c));
    let spans: Vec<Span> = view.terms(lead).filter(said).map(|t| t.span).collect();
    let mut words: Vec<String> = crate::span::leftmost_longest(spans, |s| *s)
        .into_iter()
        .map(|span| view.slice(span).to_owned())
        .collect();
    if quantity.bound != Bound::Exact {
        let written = view.slice(quantity.span);
        let suffixes = ["以上", "左右", "上下", "以下", "以内", "之内"];
        words.extend(suffixes.iter().filter(|s| written.ends_with(**s)).map(|s| (*s).to_owned()));
    }
    words
}

/// Of whom the number speaks.
pub(super) fn scope(view: &View, at: usize) -> Scope {
    let clause = view.clause(at);
    let lead = view.lead(at);
    let last = view.terms(lead).filter(|t| view.is_cue(t, CueClass::Elsewhere)).last();
    if last.is_some_and(|t| view.residue(Span::new(t.span.end, lead.end)) == 0) {
        return Scope::Other;
    }
    if view.cue(clause, CueClass::Event).is_some() {
        return Scope::Event;
    }
    Scope::Region
}
