//! Yields, for each quantity of a sentence, the total that it is a part of.

use super::view::View;
use crate::dictionary::schema::CueClass;
use crate::mention::Quantity;
use crate::span::Span;
use crate::unit::{Dimension, Unit};

/// An open breakdown: the parts of the quantity `total` are being listed.
struct Open {
    total: usize,
    bracket: bool,
}

/// For each quantity the place of its total in the same sentence.
///
/// 其中, 含, 包括 and a bracket open the parts of the quantity before them; a closing bracket, 另有
/// and the like, or a quantity of another kind in a clause of its own ends them.
pub(super) fn totals(view: &View) -> Vec<Option<usize>> {
    let mut open: Vec<Open> = Vec::new();
    let mut totals = Vec::with_capacity(view.quantities.len());
    for at in 0..view.quantities.len() {
        if let Some(before) = at.checked_sub(1) {
            step(view, before, at, &mut open);
        }
        let total = open.last().map(|o| o.total);
        let part = total
            .filter(|&t| same_kind(&view.quantities[t], &view.quantities[at]))
            .filter(|_| !only_moves(view, at));
        if total.is_some() && part.is_none() && !open.last().is_some_and(|o| o.bracket) {
            let apart = view.clause(at).start > view.quantities[at - 1].span.end;
            if apart && !is_derived(&view.quantities[at]) {
                open.pop();
            }
        }
        totals.push(part);
    }
    totals
}

/// 小学80名,比上年增加12人: a change of what stands before it, no part.
fn only_moves(view: &View, at: usize) -> bool {
    let lead = view.lead(at);
    let moves = [CueClass::Rise, CueClass::Fall, CueClass::Add];
    view.residue(lead) == 0
        && view.clause(at).start == lead.start
        && moves.iter().any(|class| view.cue(lead, *class).is_some())
}

/// Reads what stands between two quantities for openings and closings.
fn step(view: &View, before: usize, at: usize, open: &mut Vec<Open>) {
    let between = Span::new(view.quantities[before].span.end, view.quantities[at].span.start);
    if between.is_empty() {
        return;
    }
    let words = view.slice(between);
    for (i, c) in words.char_indices() {
        match c {
            // A bracket right after the quantity lists its parts.
            '(' => open.push(Open { total: before, bracket: true }),
            ')' => {
                let bracket = open.iter().rposition(|o| o.bracket);
                open.truncate(bracket.unwrap_or(open.len()));
            }
            _ => {}
        }
        let _ = i;
    }
    let opener = view.terms(between).find(|t| {
        view.is_cue(t, CueClass::Opens) && starts_clause(words, t.span.start - between.start)
    });
    if let Some(opener) = opener {
        let inside = open.last().is_some_and(|o| o.bracket);
        if inside && words[..opener.span.start - between.start].ends_with('(') {
            return;
        }
        while open.last().is_some_and(|o| !o.bracket) {
            open.pop();
        }
        open.push(Open { total: before, bracket: false });
        return;
    }
    let clause = view.clause(at);
    let closes = words.contains(';')
        || clause.start >= between.start
            && view.terms(Span::new(clause.start, between.end)).any(|t| {
                view.is_cue(t, CueClass::Closes)
                    && view.slice(Span::new(clause.start, t.span.start)).trim().is_empty()
            });
    if closes {
        while open.last().is_some_and(|o| !o.bracket) {
            open.pop();
        }
    }
}

/// Whether a word at byte `at` of `words` stands at the start, or after a stop or bracket.
fn starts_clause(words: &str, at: usize) -> bool {
    let before = words[..at].trim_end();
    before.is_empty() || before.ends_with([',', ';', '(', ':', '、', '。'])
}

fn is_derived(quantity: &Quantity) -> bool {
    let dimension = quantity.unit.as_ref().map(|u| u.dimension);
    matches!(dimension, Some(Dimension::Ratio | Dimension::Points | Dimension::Rank))
}

/// Whether one quantity can be a part of the other: they count the same kind of thing.
pub(super) fn same_kind(total: &Quantity, part: &Quantity) -> bool {
    match (&total.unit, &part.unit) {
        (Some(a), Some(b)) => a.symbol == b.symbol || both_bodies(a, b),
        _ => false,
    }
}

fn both_bodies(a: &Unit, b: &Unit) -> bool {
    a.dimension == Dimension::Count && b.dimension == Dimension::Count
}
