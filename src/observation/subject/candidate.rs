//! Yields heads that a dictionary word can be: a name, a stage with a measure, a stage alone.

use super::{Finder, Subject};
use crate::dictionary::{Sense, Term};
use crate::span::Span;
use crate::unit::Dimension;

/// A head that may be the quantity's.
pub(super) struct Candidate {
    pub(super) span: Span,
    pub(super) indicator: usize,
    pub(super) stage: Option<usize>,
    pub(super) rule: &'static str,
    pub(super) also: Option<usize>,
}

impl Finder<'_> {
    /// What a word in `window` can head, alone or with a stage before it.
    pub(super) fn candidates(&self, term: &Term, window: Span) -> Vec<Candidate> {
        let mut found = Vec::new();
        for sense in self.view.senses(term) {
            match *sense {
                Sense::Name(indicator) => {
                    let stage = self.indicator(indicator).stage;
                    let (span, also) = (term.span, None);
                    found.push(Candidate { span, indicator, stage, rule: "name", also });
                }
                Sense::Joint(joint) => {
                    // One number for two (均增长10%); of three, each has a number of its own.
                    if let [indicator, second] = self.view.dictionary.joints[joint][..] {
                        let (span, also) = (term.span, Some(second));
                        found.push(Candidate { span, indicator, stage: None, rule: "joint", also });
                    }
                }
                Sense::Measure(measure) => found.extend(self.composed(term, measure, window)),
                Sense::Stage(stage) => found.extend(self.bare_stage(term, stage)),
                _ => {}
            }
        }
        found.retain(|c| self.admits(Some(c.indicator)));
        found
    }

    /// A measure word with the stage before it, or the total's stage.
    pub(super) fn composed(&self, term: &Term, measure: usize, window: Span) -> Option<Candidate> {
        let before = Span::new(window.start, term.span.start);
        let stage = self
            .view
            .terms(before)
            .filter(|t| self.view.residue(Span::new(t.span.end, before.end)) <= 2)
            .filter_map(|t| {
                let stage = self.view.senses(t).iter().find_map(|s| match s {
                    Sense::Stage(stage) => Some(*stage),
                    _ => None,
                })?;
                Some((t.span, stage))
            })
            .max_by_key(|(span, _)| (span.end, span.len()));
        let (start, stage) = match stage {
            Some((span, stage)) => (span.start, stage),
            None => (term.span.start, self.context.total?.stage?),
        };
        let indicator = self.view.dictionary.composed(stage, measure)?;
        let span = Span::new(start, term.span.end);
        Some(Candidate { span, indicator, stage: Some(stage), rule: "stage.measure", also: None })
    }

    /// A stage alone: 小学803名 measures what its total measures, else what its unit counts.
    pub(super) fn bare_stage(&self, term: &Term, stage: usize) -> Option<Candidate> {
        let dictionary = self.view.dictionary;
        let unit = self.view.quantities[self.at].unit.as_ref()?;
        let total = self.context.total.and_then(|t| t.indicator).map(|i| self.indicator(i));
        let inherited = total.and_then(|i| i.measure);
        let counted = match unit.dimension {
            Dimension::Count => dictionary.measure("schools"),
            Dimension::Person if self.context.total.is_none() || inherited.is_some() => {
                dictionary.measure("students")
            }
            _ => None,
        };
        let indicator = inherited
            .and_then(|measure| dictionary.composed(stage, measure))
            .filter(|i| self.admits(Some(*i)))
            .or_else(|| dictionary.composed(stage, counted?))?;
        let rule = if inherited.is_some() { "breakdown.stage" } else { "stage.unit" };
        Some(Candidate { span: term.span, indicator, stage: Some(stage), rule, also: None })
    }

    pub(super) fn subject(&self, candidate: Candidate) -> Subject {
        Subject {
            indicator: Some(candidate.indicator),
            stage: candidate.stage,
            head: Some(candidate.span),
            rule: candidate.rule,
            also: candidate.also,
            weight: 0,
        }
    }
}
