//! Yields modality, tone and scope of a quantity.

use std::sync::LazyLock;

use regex::Regex;

use super::aspect::Reading;
use super::horizon::is_compared;
use super::time::Years;
use super::view::View;
use super::{Modality, Scope};
use crate::dictionary::schema::{CueClass, Strength};
use crate::dictionary::{Sense, Term};
use crate::mention::PeriodKind;
use crate::outline::Role;
use crate::span::{Span, leftmost_longest};

/// Fact or target. A plan section holds targets unless a cue says otherwise, any other section
/// facts; the starting point of a change is a fact everywhere.
pub(super) fn modality(
    view: &View,
    at: usize,
    reading: &Reading,
    role: Role,
    years: &Years,
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
            && p.kind.is_over(years.reported)
            && !is_compared(view.text, p)
            && !view.text[..p.span.start].ends_with(['由', '从'])
    });
    if past || view.cue(before, CueClass::Actual).is_some() {
        return Modality::Actual;
    }
    // 到2007年…达到12平方米, said in 2003.
    let ahead = view.periods.iter().rev().find(|p| p.span.end <= quantity.span.start);
    let ahead = ahead.is_some_and(|period| match period.kind {
        PeriodKind::Years(first, _) => years.current.is_some_and(|current| first > current),
        _ => false,
    });
    let cued = ahead || says_target(view, around) || announced(view, clause);
    if cued || role == Role::Plan {
        return Modality::Target;
    }
    Modality::Actual
}

/// Whether a word of intent stands in `window`, and is no part of a name (人均预期寿命) or of 主要.
fn says_target(view: &View, window: Span) -> bool {
    let mainly = |t: &Term| {
        view.slice(t.span).starts_with('要') && view.text[..t.span.start].ends_with('主')
    };
    view.terms(window).filter(|t| view.is_cue(t, CueClass::Target) && !mainly(t)).any(|cue| {
        let holds = |t: &Term| t.span.contains(cue.span) && t.span != cue.span;
        let names = |t: &Term| view.senses(t).iter().any(|sense| matches!(sense, Sense::Name(_)));
        !view.terms(window).any(|t| holds(t) && names(t))
    })
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

/// A school with a name: an ordinal (第六幼儿园, 县五中), a mask, or the like of 城关小学 and 清水镇小学.
static NAMED: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(concat!(
        r"(?:第[一二三四五六七八九十]{1,3}|[xX×*○□]{1,4})(?:中学|小学|幼儿园|高中|职校|职中)",
        r"|[\p{Han}xX×*○□][一二三四五六七八九]中(?:学|[^\p{Han}]|$)|[县市区州][一二三四五六七八九]中",
        r"|(?:实验|城关|附属|外国语)(?:小学|中学|幼儿园|学校)",
        r"|[\p{Han}--[各个全所级乡镇]]{2}[镇乡](?:中心)?(?:小学|中学|幼儿园)",
    ))
    .expect("a constant pattern")
});

/// The named bodies of a sentence.
pub(super) fn named_bodies(text: &str, sentence: Span) -> Vec<Span> {
    let found = NAMED.find_iter(&text[sentence.range()]);
    found.map(|name| Span::new(name.start(), name.end()).shifted(sentence.start)).collect()
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
    let start = view.quantities[at].span.start;
    // A body is what its own clause speaks of; a sentence that opens with it goes on about it.
    let named = view.bodies.iter().rev().find(|body| body.end <= start).is_some_and(|body| {
        let opens = view.tokens.clauses.iter().any(|clause| {
            let before = Span::new(clause.start, body.start.max(clause.start));
            clause.contains(*body) && view.residue(before) == 0
        });
        let between = &view.text[body.end..start];
        (clause.contains(*body) || opens) && !between.contains(['全', '等'])
    });
    let counts = view.quantities[at].unit.as_ref().is_some_and(|unit| unit.symbol == "所");
    if named && !counts || view.cue(Span::new(clause.start, start), CueClass::Each).is_some() {
        return Scope::Org;
    }
    if view.cue(clause, CueClass::Event).is_some() {
        return Scope::Event;
    }
    Scope::Region
}
