//! Yields the subject that is left out and comes from the total or the quantity before.

use super::{Finder, Subject};
use crate::dictionary::Sense;
use crate::dictionary::schema::CueClass;
use crate::observation::Aspect;
use crate::span::Span;
use crate::unit::Dimension;

impl Finder<'_> {
    /// 新建幼儿园1所、小学2所: the verb frame of the number before goes on over a list, where this
    /// number has at most a bare stage of its own.
    pub(super) fn list(&self, named: Option<&Subject>) -> Option<Subject> {
        let previous = self.context.previous?;
        let goes_on = matches!(previous.rule, "frame" | "list")
            && self.view.listed(self.at)
            && self.view.same_unit(self.at)
            && named.and_then(|own| own.indicator).is_some_and(|own| {
                self.indicator(own).measure.is_some() && self.indicator(own).stage.is_some()
            });
        (goes_on && self.admits(previous.indicator)).then(|| Subject {
            rule: "list",
            head: None,
            ..previous.clone()
        })
    }

    /// A part without a head of its own that only narrows its total: 国家级563人次, 资助资金412万元,
    /// 其中学前36万元.
    pub(super) fn part(&self) -> Option<Subject> {
        let total = self.context.total?;
        let counted = total.indicator.and_then(|i| self.indicator(i).measure);
        let words = self.view.lead(self.at);
        let narrows = self.view.terms(words).any(|t| {
            let narrower = self.view.senses(t).iter().any(|sense| match sense {
                Sense::Qualifier(_) => true,
                // A stage narrows what is not itself counted by stage.
                Sense::Stage(_) => counted.is_none(),
                _ => false,
            });
            let before = Span::new(words.start, t.span.start);
            let after = Span::new(t.span.end, words.end);
            narrower && self.view.residue(before) + self.view.residue(after) == 0
        });
        (narrows && self.admits(total.indicator)).then(|| Subject {
            rule: "breakdown",
            head: None,
            ..total.clone()
        })
    }

    /// Whether the number counts what is named after it: 新增保护单位6处,9个村入选名录.
    pub(super) fn names_its_own(&self) -> bool {
        let unit = self.view.quantities[self.at].unit.as_ref().map(|unit| unit.dimension);
        matches!(unit, Some(Dimension::Count | Dimension::Person))
            && self.view.residue(self.view.tail(self.at)) > 0
    }

    /// 比去年提高17个百分点: what the quantity before was about.
    pub(super) fn carried(&self) -> Option<Subject> {
        let previous = self.context.previous?;
        let lead = self.view.lead(self.at);
        let moves = matches!(self.reading.aspect, Aspect::Growth | Aspect::Change | Aspect::Rank)
            || self.reading.cued
            || self.reading.reached
            // 新增企业12家,总数超过80家: what there is of it now.
            || ["总数", "总量", "累计"].iter().any(|all| self.view.slice(lead).contains(all));
        // 占比提高1个百分点 after a level speaks of another indicator, a share.
        let share = self.view.cue(lead, CueClass::Share).is_some();
        let bare = self.view.residue(lead) == 0 && (!share || self.context.shares);
        let opens = self.view.slice(lead).trim().is_empty();
        let follows = bare && (moves || opens) && !(opens && self.names_its_own());
        (follows && self.admits(previous.indicator)).then(|| Subject {
            rule: "carried",
            head: None,
            ..previous.clone()
        })
    }
}
