//! Yields the subject named after the number: 43名特岗教师, 现有66所学校.

use super::candidate::Candidate;
use super::{Finder, Subject};
use crate::dictionary::Sense;
use crate::dictionary::schema::CueClass;
use crate::span::Span;

impl Finder<'_> {
    pub(super) fn after(&self) -> Option<Subject> {
        let tail = self.view.tail(self.at);
        let lead = self.view.slice(self.view.lead(self.at));
        let opens = lead.trim_matches(['、', ' ']).is_empty();
        let mut best: Option<Candidate> = None;
        for term in self.view.terms(tail) {
            let gap = Span::new(tail.start, term.span.start);
            if self.view.residue(gap) > 2
                || self.view.slice(gap).contains(['和', '及', '与'])
                || !self.ends_phrase(term.span.end, tail)
                || opens && self.acts(term.span.end, tail)
            {
                continue;
            }
            for candidate in self.candidates(term, tail) {
                let longer = best.as_ref().is_none_or(|b| candidate.span.len() > b.span.len());
                let stock = self.indicator(candidate.indicator).measure.is_some();
                if longer && (!stock || self.exists()) {
                    best = Some(candidate);
                }
            }
        }
        best.map(|c| self.subject(c))
    }

    /// Whether a noun phrase ends at `end`: nothing, or a cue or particle follows.
    pub(super) fn ends_phrase(&self, end: usize, tail: Span) -> bool {
        let rest = Span::new(end, tail.end);
        let words = self.view.slice(rest).trim_start();
        words.is_empty()
            || words.starts_with(['的', '和', '及', '与', ','])
            || self.view.terms(rest).any(|t| {
                t.span.start == end
                    && self.view.senses(t).iter().any(|s| matches!(s, Sense::Cue(_)))
            })
    }

    /// Whether what is named does something: 25家医疗机构实现共享 are not all there are.
    fn acts(&self, end: usize, tail: Span) -> bool {
        let rest = Span::new(end, tail.end);
        self.view.terms(rest).any(|t| {
            t.span.start == end
                && (self.view.is_cue(t, CueClass::Deed) || self.view.slice(t.span) == "实现")
        })
    }

    /// 全县现有66所学校: the number is said to exist.
    pub(super) fn exists(&self) -> bool {
        let lead = self.view.lead(self.at);
        self.view
            .terms(lead)
            .any(|t| t.span.end == lead.end && self.view.is_cue(t, CueClass::Exists))
    }
}
