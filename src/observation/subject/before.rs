//! Yields the subject named before the number: 毛入园率达97.25%, 小学专任教师900人.

use super::candidate::Candidate;
use super::{Finder, Subject};
use crate::dictionary::schema::CueClass;
use crate::dictionary::{Sense, Term};
use crate::observation::Aspect;
use crate::span::Span;
use crate::unit::Dimension;

impl Finder<'_> {
    pub(super) fn before(&self) -> Option<Subject> {
        let lead = self.view.reach(self.at);
        let share = self.share_of(lead);
        // A share's head holds the 占 (服务业占比) or stands before it; what follows is the whole.
        let part = share.map_or(lead, |of| Span::new(lead.start, of.start));
        // 超过财政总支出的75%: what stands before 的 is the whole.
        let words = self.view.slice(lead).trim_end();
        let whole = words.strip_suffix('的').filter(|words| {
            share.is_none() && self.reading.aspect == Aspect::Share && !words.contains("完成")
        });
        if let Some(words) = whole {
            let end = lead.start + words.len();
            let named = self.nearest(lead, None).filter(|s| s.head.is_none_or(|h| h.end < end));
            return named;
        }
        self.nearest(lead, share).or_else(|| self.nearest(part, None)).or_else(|| self.twofold())
    }

    /// 竣工校舍187栋、9.3万平方米: the head of the number before, of which this one says something else.
    fn twofold(&self) -> Option<Subject> {
        let before = self.at.checked_sub(1)?;
        let bare = matches!(self.view.slice(self.view.lead(self.at)).trim(), "" | "、");
        let stands_alone = bare && !self.view.same_unit(self.at) && !self.names_its_own();
        stands_alone.then(|| self.nearest(self.view.lead(before), None))?
    }

    /// The head nearest before the end of `lead`; one that holds `within`, where that is given.
    pub(super) fn nearest(&self, lead: Span, within: Option<Span>) -> Option<Subject> {
        let mut best: Option<Candidate> = None;
        for term in self.view.terms(lead) {
            let gap = Span::new(term.span.end, lead.end);
            if self.view.residue(gap) > 0 || self.is_inside(term, lead) || self.is_aside(term, lead)
            {
                continue;
            }
            for candidate in self.candidates(term, lead) {
                let closer = best.as_ref().is_none_or(|b| {
                    (candidate.span.end, candidate.span.len()) > (b.span.end, b.span.len())
                });
                let holds = within.is_none_or(|w| candidate.span.contains(w));
                if closer
                    && holds
                    && !self.is_deed(&candidate, lead)
                    && !self.is_taken(&candidate, lead)
                {
                    best = Some(candidate);
                }
            }
        }
        let best = best?;
        let other = if best.also.is_none() { self.joined(&best, lead) } else { None };
        let subject = self.subject(best);
        let unit = self.view.quantities[self.at].unit.as_ref().map(|unit| unit.dimension);
        Some(match other {
            // 重点实验室、技术中心11家: a total of both is the number of neither.
            Some(_) if matches!(unit, Some(Dimension::Count | Dimension::Person)) => {
                Subject { indicator: None, ..subject }
            }
            Some(other) => Subject { indicator: Some(other), also: subject.indicator, ..subject },
            None => subject,
        })
    }

    /// The first sign of the word in a share's lead that parts it from its whole: 财政收入占GDP的比重.
    pub(super) fn share_of(&self, lead: Span) -> Option<Span> {
        let share = |t: &&Term| {
            let word = self.view.slice(t.span);
            self.view.is_cue(t, CueClass::Share) && word.starts_with(['占', '相'])
        };
        let of =
            self.view.terms(lead).find(share).filter(|_| self.reading.aspect == Aspect::Share)?;
        Some(Span::new(of.span.start, of.span.start + '占'.len_utf8()))
    }

    /// An indicator named right before the head, of which the number is stated as well:
    /// 城镇居民人均可支配收入、农民人均纯收入增长11%.
    pub(super) fn joined(&self, head: &Candidate, lead: Span) -> Option<usize> {
        let before = Span::new(lead.start, head.span.start);
        let words = self.view.slice(before);
        let end = before.start + words.trim_end_matches(['、', '和', '与', '及']).len();
        if end == before.end {
            return None;
        }
        self.view.terms(before).filter(|t| t.span.end == end).find_map(|term| {
            self.view.senses(term).iter().find_map(|sense| match sense {
                Sense::Name(i) if *i != head.indicator && self.admits(Some(*i)) => Some(*i),
                _ => None,
            })
        })
    }

    /// Whether a word is the end of a longer name: 出口总值 in 进出口总值, whatever that one counts.
    pub(super) fn is_inside(&self, term: &Term, lead: Span) -> bool {
        self.view.terms(lead).any(|t| {
            t.span.end == term.span.end
                && t.span.start < term.span.start
                && self.view.senses(t).iter().any(|s| matches!(s, Sense::Name(_) | Sense::Joint(_)))
        })
    }

    /// Whether a word only says what the head before it takes in: 幼儿园 in 学校(含幼儿园)316所.
    pub(super) fn is_aside(&self, term: &Term, lead: Span) -> bool {
        let before = self.view.slice(Span::new(lead.start, term.span.start));
        let opened = before.rfind('(').filter(|open| !before[*open..].contains(')'));
        opened.is_some_and(|open| {
            let words = before[open..].trim_start_matches('(');
            ["含", "不含", "包括", "不包括"].iter().any(|aside| words.starts_with(aside))
                && self.view.slice(Span::new(term.span.end, lead.end)).contains(')')
        })
    }

    /// Whether the head stands directly after the number before it and is that one's:
    /// 8所幼儿园1300人.
    pub(super) fn is_taken(&self, candidate: &Candidate, lead: Span) -> bool {
        let before = self.at.checked_sub(1).map(|i| &self.view.quantities[i]);
        let Some(before) = before.filter(|q| !self.view.is_threshold(q)) else {
            return false;
        };
        let gap = self.view.slice(Span::new(lead.start, candidate.span.start));
        let counts = matches!(
            before.unit.as_ref().map(|u| u.dimension),
            Some(Dimension::Count | Dimension::Person)
        );
        // 8个中心镇和21个特色小镇: what follows a count is its own, up to the next one.
        let words = self.view.slice(lead).trim_end();
        if before.span.end == lead.start && counts && words.ends_with(['、', '和', '及', '与'])
        {
            return true;
        }
        before.span.end == lead.start
            && !gap.contains(['、', '和', '及', '与', ')', '('])
            && self.view.residue(Span::new(lead.start, candidate.span.start)) == 0
            && !gap.contains(',')
            && before.unit.is_some()
            && !matches!(
                before.unit.as_ref().map(|u| u.dimension),
                Some(Dimension::Ratio | Dimension::Points | Dimension::Rank)
            )
    }

    /// Whether a verb before the head makes the number a deed (新建幼儿园3所) and no stock.
    pub(super) fn is_deed(&self, candidate: &Candidate, lead: Span) -> bool {
        if self.indicator(candidate.indicator).measure.is_none() {
            return false;
        }
        let before = Span::new(lead.start, candidate.span.start);
        let long = |t: &&Term| t.span.len() > 3;
        self.view
            .terms(before)
            .filter(long)
            .filter(|t| self.view.is_cue(t, CueClass::Deed))
            .any(|t| self.view.residue(Span::new(t.span.end, before.end)) <= 4)
    }
}
