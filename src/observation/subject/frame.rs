//! Yields the subject that a verb frame around the number gives: 招录…教师43名, 投资x万元改扩建.

use super::{Finder, Subject};
use crate::dictionary::{Frame, Sense};
use crate::span::Span;

impl Finder<'_> {
    pub(super) fn frame(&self) -> Option<Subject> {
        let clause = self.view.clause(self.at);
        let frames = &self.view.dictionary.frames;
        let mut best: Option<(usize, usize)> = None;
        for term in self.view.terms(clause) {
            for sense in self.view.senses(term) {
                let Sense::Frame(place) = sense else { continue };
                let frame = &frames[*place];
                let length = frame.before.iter().chain(&frame.after).map(String::len).sum();
                if best.is_none_or(|(longest, _)| length > longest)
                    && self.admits(Some(frame.indicator))
                    && self.fits(frame, clause)
                {
                    best = Some((length, frame.indicator));
                }
            }
        }
        let (weight, indicator) = best?;
        let stage = self.indicator(indicator).stage;
        let indicator = Some(indicator);
        Some(Subject { indicator, stage, rule: "frame", weight, ..Subject::default() })
    }

    /// Whether a frame's literals stand around the number, in order and inside the clause.
    pub(super) fn fits(&self, frame: &Frame, clause: Span) -> bool {
        let quantity = self.view.quantities[self.at].span;
        let before = self.view.slice(Span::new(clause.start.min(quantity.start), quantity.start));
        let mut end = before.len();
        for (i, literal) in frame.before.iter().rev().enumerate() {
            let Some(found) = before[..end].rfind(literal.as_str()) else {
                return false;
            };
            let gap = Span::new(found + literal.len(), before.len()).shifted(clause.start);
            if i == 0 && frame.before_adjacent && self.view.residue(gap) > 0 {
                return false;
            }
            if self.crosses(gap.start.min(gap.end), quantity.start) {
                return false;
            }
            end = found;
        }
        let after = self.view.slice(Span::new(quantity.end, clause.end.max(quantity.end)));
        let mut start = 0;
        for (i, literal) in frame.after.iter().enumerate() {
            let Some(found) = after[start..].find(literal.as_str()) else {
                return false;
            };
            let gap = Span::new(quantity.end, quantity.end + start + found);
            if i == 0 && frame.after_adjacent && self.view.residue(gap) > 2 {
                return false;
            }
            if self.crosses(quantity.end, gap.end) {
                return false;
            }
            start += found + literal.len();
        }
        true
    }

    /// Whether another quantity stands between two places.
    pub(super) fn crosses(&self, from: usize, to: usize) -> bool {
        self.view.quantities.iter().any(|q| q.span.start >= from && q.span.end <= to)
    }
}
