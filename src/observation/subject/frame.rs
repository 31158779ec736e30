//! Yields the subject that a verb frame around the number gives: 招录…教师43名, 投资x万元改扩建.

use super::{Finder, Subject};
use crate::dictionary::{Frame, Sense};
use crate::span::Span;

impl Finder<'_> {
    /// The subject of the frame with the longest literals that fits.
    pub(super) fn frame(&self) -> Option<Subject> {
        let (before, after) = self.windows();
        let frames = &self.view.dictionary.frames;
        let mut best: Option<(usize, usize)> = None;
        for term in self.view.terms(Span::new(before.start, after.end)) {
            for sense in self.view.senses(term) {
                let Sense::Frame(place) = sense else { continue };
                let frame = &frames[*place];
                let length = frame.before.iter().chain(&frame.after).map(String::len).sum();
                let longer = best.is_none_or(|(longest, _)| length > longest);
                if longer && self.fits(frame, before, after) && self.admits(Some(frame.indicator)) {
                    best = Some((length, frame.indicator));
                }
            }
        }
        let (weight, indicator) = best?;
        let stage = self.indicator(indicator).stage;
        let indicator = Some(indicator);
        Some(Subject { indicator, stage, rule: "frame", weight, ..Subject::default() })
    }

    /// What stands around the number in its clause, up to the quantities beside it.
    pub(super) fn windows(&self) -> (Span, Span) {
        let quantities = self.view.quantities;
        let span = quantities[self.at].span;
        let clause = self.view.clause(self.at);
        let before = self.at.checked_sub(1).map(|before| quantities[before].span);
        // 600分以上167人: a threshold directly before the number belongs to its head.
        let last = before.map_or(0, |q| if q.end == span.start { q.start } else { q.end });
        let next = quantities.get(self.at + 1).map_or(usize::MAX, |next| next.span.start);
        // 城镇新增就业13万人、失业人员再就业3万人: what is named after the 、 is the next number's.
        let list = self.view.text.get(span.end..next.min(clause.end)).and_then(|t| t.find('、'));
        let next = list.filter(|_| next < clause.end).map_or(next, |at| span.end + at);
        (
            Span::new(clause.start.max(last).min(span.start), span.start),
            Span::new(span.end, clause.end.min(next).max(span.end)),
        )
    }

    /// Whether a frame's literals stand around the number, in order.
    fn fits(&self, frame: &Frame, before: Span, after: Span) -> bool {
        let words = self.view.slice(before);
        let mut start = words.len();
        let mut last = words.len();
        for (i, literal) in frame.before.iter().rev().enumerate() {
            let Some(found) = words[..start].rfind(literal.as_str()) else { return false };
            start = found;
            if i == 0 {
                last = found + literal.len();
            }
        }
        let words = self.view.slice(after);
        let mut end = 0;
        let mut first = 0;
        for (i, literal) in frame.after.iter().enumerate() {
            let Some(found) = words[end..].find(literal.as_str()) else { return false };
            if i == 0 {
                first = found;
            }
            end += found + literal.len();
        }
        let apart =
            |start: usize, end: usize, most: usize| self.view.residue(Span::new(start, end)) > most;
        !(frame.before_adjacent && apart(before.start + last, before.end, 0)
            || frame.after_adjacent && apart(after.start, after.start + first, 2))
    }
}
