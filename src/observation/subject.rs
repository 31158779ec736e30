//! Yields the subject of a quantity: which indicator it is a number of, and by which rule.
//!
//! Kinds of rule, in the order tried: a verb frame around the number; a name, or a stage and a
//! measure, before the number; the same after it; several heads that share 分别; and what the
//! quantity before, or the total it is a part of, was about.

use super::Aspect;
use super::aspect::Reading;
use super::view::View;
use crate::dictionary::schema::CueClass;
use crate::dictionary::{Frame, Indicator, Sense, Term};
use crate::span::{Span, leftmost_longest};
use crate::unit::Dimension;

/// What a quantity is a number of.
#[derive(Clone, Debug, Default)]
pub(super) struct Subject {
    /// Place of the indicator in the dictionary.
    pub(super) indicator: Option<usize>,
    /// Stage of education, for the parts of a breakdown.
    pub(super) stage: Option<usize>,
    /// The words that say so.
    pub(super) head: Option<Span>,
    /// Kind of the rule that fitted.
    pub(super) rule: &'static str,
    /// Length of a frame's literals in bytes: a name as long or longer than it goes first.
    pub(super) weight: usize,
    /// A second indicator of which the same number is stated (城乡居民收入均增长10%).
    pub(super) also: Option<usize>,
}

/// What came before in the sentence.
#[derive(Default)]
pub(super) struct Context<'a> {
    /// The quantity before this one.
    pub(super) previous: Option<&'a Subject>,
    /// The total that this one is a part of.
    pub(super) total: Option<&'a Subject>,
    /// Heads that wait for their numbers: 小学、初中分别达20所、8所.
    pub(super) shared: &'a [Subject],
}

/// Finds the subject of the quantity at `at`.
pub(super) fn find(view: &View, at: usize, reading: &Reading, context: &Context) -> Subject {
    let finder = Finder { view, at, reading, context };
    let framed = finder.frame();
    let named = context.shared.first().cloned().filter(|s| finder.admits(s.indicator));
    let named = named.or_else(|| finder.before());
    let longer = |frame: &Subject, name: &Subject| {
        name.head.is_none_or(|head| frame.weight >= head.len())
    };
    match (framed, named) {
        (Some(frame), Some(name)) if longer(&frame, &name) => Some(frame),
        (_, Some(name)) => Some(name),
        (frame, None) => frame,
    }
    .or_else(|| finder.after())
    .or_else(|| finder.part())
    .or_else(|| finder.carried())
    .unwrap_or_default()
}

/// The heads before 分别, where there are two or more that fit the quantity at `at`.
pub(super) fn shared(view: &View, at: usize, reading: &Reading) -> Vec<Subject> {
    let lead = view.lead(at);
    let Some(cue) = view.terms(lead).filter(|t| view.is_cue(t, CueClass::Respectively)).last() else {
        return Vec::new();
    };
    let finder = Finder { view, at, reading, context: &Context::default() };
    let heads = Span::new(view.clause(at).start.min(lead.start), cue.span.start);
    let mut found: Vec<(Span, Vec<usize>)> = Vec::new();
    for term in view.terms(heads) {
        for sense in view.senses(term) {
            let named = match sense {
                Sense::Name(indicator) => vec![*indicator],
                Sense::Joint(joint) => view.dictionary.joints[*joint].clone(),
                _ => continue,
            };
            if named.iter().all(|i| finder.admits(Some(*i))) {
                found.push((term.span, named));
            }
        }
    }
    let found = leftmost_longest(found, |(span, _)| *span);
    let subjects: Vec<Subject> = found
        .into_iter()
        .flat_map(|(span, named)| named.into_iter().map(move |i| (span, i)))
        .map(|(span, i)| Subject {
            indicator: Some(i),
            stage: view.dictionary.indicators[i].stage,
            head: Some(span),
            rule: "shared",
            ..Subject::default()
        })
        .collect();
    if subjects.len() < 2 { Vec::new() } else { subjects }
}

struct Finder<'a> {
    view: &'a View<'a>,
    at: usize,
    reading: &'a Reading,
    context: &'a Context<'a>,
}

/// A head that may be the quantity's.
struct Candidate {
    span: Span,
    indicator: usize,
    stage: Option<usize>,
    rule: &'static str,
    also: Option<usize>,
}

impl Finder<'_> {
    fn indicator(&self, place: usize) -> &Indicator {
        &self.view.dictionary.indicators[place]
    }

    /// Whether the quantity's unit can state this indicator, and no word forbids it.
    fn admits(&self, indicator: Option<usize>) -> bool {
        let Some(indicator) = indicator.map(|i| self.indicator(i)) else { return false };
        let Some(unit) = &self.view.quantities[self.at].unit else { return false };
        let clause = self.view.slice(self.view.clause(self.at));
        if indicator.unless.iter().any(|word| clause.contains(word.as_str())) {
            return false;
        }
        let sentence = self.view.slice(self.view.tokens.span);
        let near = |word: &String| {
            sentence.contains(word.as_str()) || self.view.title.contains(word.as_str())
        };
        if !indicator.needs.is_empty() && !indicator.needs.iter().any(near) {
            return false;
        }
        let ratio = matches!(indicator.unit.as_str(), "%" | "‰" | "‱");
        match unit.dimension {
            Dimension::Rank | Dimension::Multiple => true,
            Dimension::Points => ratio || self.reading.aspect == Aspect::Change,
            Dimension::Ratio if ratio => indicator.unit == unit.symbol || indicator.unit == "%",
            Dimension::Ratio => {
                let moves = matches!(self.reading.aspect, Aspect::Growth | Aspect::Share);
                moves || indicator.measure.is_none()
            }
            _ => {
                let measure = indicator.measure.map(|m| &self.view.dictionary.measures[m]);
                let also = measure.iter().flat_map(|m| &m.also).chain(&indicator.also);
                indicator.unit == unit.symbol || also.into_iter().any(|a| *a == unit.symbol)
            }
        }
    }

    fn frame(&self) -> Option<Subject> {
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
    fn fits(&self, frame: &Frame, clause: Span) -> bool {
        let quantity = self.view.quantities[self.at].span;
        let before = self.view.slice(Span::new(clause.start.min(quantity.start), quantity.start));
        let mut end = before.len();
        for (i, literal) in frame.before.iter().rev().enumerate() {
            let Some(found) = before[..end].rfind(literal.as_str()) else { return false };
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
            let Some(found) = after[start..].find(literal.as_str()) else { return false };
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
    fn crosses(&self, from: usize, to: usize) -> bool {
        self.view.quantities.iter().any(|q| q.span.start >= from && q.span.end <= to)
    }

    fn before(&self) -> Option<Subject> {
        let lead = self.view.reach(self.at);
        let share = self.share_of(lead);
        // A share's head holds the 占 (服务业占比) or stands before it; what follows is the whole.
        let part = share.map_or(lead, |of| Span::new(lead.start, of.start));
        self.nearest(lead, share).or_else(|| self.nearest(part, None))
    }

    /// The head nearest before the end of `lead`; one that holds `within`, where that is given.
    fn nearest(&self, lead: Span, within: Option<Span>) -> Option<Subject> {
        let mut best: Option<Candidate> = None;
        for term in self.view.terms(lead) {
            let gap = Span::new(term.span.end, lead.end);
            let slack = usize::from(term.span.len() >= 18) * 2;
            if self.view.residue(gap) > slack {
                continue;
            }
            for candidate in self.candidates(term, lead) {
                let closer = best.as_ref().is_none_or(|b| {
                    (candidate.span.end, candidate.span.len()) > (b.span.end, b.span.len())
                });
                let holds = within.is_none_or(|w| candidate.span.contains(w));
                if closer && holds && !self.is_deed(&candidate, lead) && !self.is_taken(&candidate, lead) {
                    best = Some(candidate);
                }
            }
        }
        let best = best?;
        let other = if best.also.is_none() { self.joined(&best, lead) } else { None };
        let subject = self.subject(best);
        Some(match other {
            Some(other) => Subject { indicator: Some(other), also: subject.indicator, ..subject },
            None => subject,
        })
    }

    /// The first sign of the word in a share's lead that parts it from its whole: 财政收入占GDP的比重.
    fn share_of(&self, lead: Span) -> Option<Span> {
        let share = |t: &&Term| {
            self.view.is_cue(t, CueClass::Share) && self.view.slice(t.span).starts_with('占')
        };
        let of = self.view.terms(lead).find(share).filter(|_| self.reading.aspect == Aspect::Share)?;
        Some(Span::new(of.span.start, of.span.start + '占'.len_utf8()))
    }

    /// An indicator named right before the head, of which the number is stated as well:
    /// 城镇居民人均可支配收入、农民人均纯收入增长11%.
    fn joined(&self, head: &Candidate, lead: Span) -> Option<usize> {
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

    /// What a word in `window` can head, alone or with a stage before it.
    fn candidates(&self, term: &Term, window: Span) -> Vec<Candidate> {
        let mut found = Vec::new();
        for sense in self.view.senses(term) {
            match *sense {
                Sense::Name(indicator) => {
                    let stage = self.indicator(indicator).stage;
                    let (span, also) = (term.span, None);
                    found.push(Candidate { span, indicator, stage, rule: "name", also });
                }
                Sense::Joint(joint) => {
                    let named = &self.view.dictionary.joints[joint];
                    let (span, also) = (term.span, named.get(1).copied());
                    let indicator = named[0];
                    found.push(Candidate { span, indicator, stage: None, rule: "joint", also });
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
    fn composed(&self, term: &Term, measure: usize, window: Span) -> Option<Candidate> {
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
    fn bare_stage(&self, term: &Term, stage: usize) -> Option<Candidate> {
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

    /// Whether the head stands directly after the number before it and is that one's:
    /// 8所幼儿园1300人.
    fn is_taken(&self, candidate: &Candidate, lead: Span) -> bool {
        let Some(before) = self.at.checked_sub(1).map(|i| &self.view.quantities[i]) else {
            return false;
        };
        let gap = self.view.slice(Span::new(lead.start, candidate.span.start));
        before.span.end == lead.start && !gap.contains(['、', '和', '及', '与', ')', '('])
            && self.view.residue(Span::new(lead.start, candidate.span.start)) == 0
            && !gap.contains(',')
            && before.unit.is_some()
            && !matches!(
                before.unit.as_ref().map(|u| u.dimension),
                Some(Dimension::Ratio | Dimension::Points | Dimension::Rank)
            )
    }

    /// Whether a verb before the head makes the number a deed (新建幼儿园3所) and no stock.
    fn is_deed(&self, candidate: &Candidate, lead: Span) -> bool {
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

    fn after(&self) -> Option<Subject> {
        let tail = self.view.tail(self.at);
        let mut best: Option<Candidate> = None;
        for term in self.view.terms(tail) {
            let gap = Span::new(tail.start, term.span.start);
            if self.view.residue(gap) > 2 || !self.ends_phrase(term.span.end, tail) {
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
    fn ends_phrase(&self, end: usize, tail: Span) -> bool {
        let rest = Span::new(end, tail.end);
        let words = self.view.slice(rest).trim_start();
        words.is_empty()
            || words.starts_with(['的', '和', '及', '与', ','])
            || self.view.terms(rest).any(|t| {
                t.span.start == end
                    && self.view.senses(t).iter().any(|s| matches!(s, Sense::Cue(_)))
            })
    }

    /// 全县现有66所学校: the number is said to exist.
    fn exists(&self) -> bool {
        let lead = self.view.lead(self.at);
        self.view
            .terms(lead)
            .any(|t| t.span.end == lead.end && self.view.is_cue(t, CueClass::Exists))
    }

    fn subject(&self, candidate: Candidate) -> Subject {
        Subject {
            indicator: Some(candidate.indicator),
            stage: candidate.stage,
            head: Some(candidate.span),
            rule: candidate.rule,
            also: candidate.also,
            weight: 0,
        }
    }

    /// A part without a head of its own that only narrows its total: 国家级563人次.
    fn part(&self) -> Option<Subject> {
        let total = self.context.total?;
        let words = Span::new(self.view.lead(self.at).start, self.view.lead(self.at).end);
        let narrows = self
            .view
            .terms(words)
            .any(|t| self.view.senses(t).iter().any(|s| matches!(s, Sense::Qualifier(_))));
        (narrows && self.view.residue(words) == 0 && self.admits(total.indicator))
            .then(|| Subject { rule: "breakdown", head: None, ..total.clone() })
    }

    /// 比去年提高17个百分点: what the quantity before was about.
    fn carried(&self) -> Option<Subject> {
        let previous = self.context.previous?;
        let lead = self.view.lead(self.at);
        let moves = matches!(
            self.reading.aspect,
            Aspect::Growth | Aspect::Change | Aspect::Rank
        ) || self.reading.cued;
        let bare = self.view.residue(lead) == 0;
        let follows = bare && (moves || self.view.slice(lead).trim().is_empty());
        (follows && self.admits(previous.indicator))
            .then(|| Subject { rule: "carried", head: None, ..previous.clone() })
    }
}
