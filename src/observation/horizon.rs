//! Yields the [`Horizon`]: the years that a paragraph goes without saying, from its opening and the
//! headings above it.

use crate::mention::{Period, PeriodKind, periods};
use crate::outline::{Section, Sentence};

/// How far into a paragraph, in bytes, its opening period may stand.
const OPENING: usize = 60;

/// The periods that hold where a sentence states none.
#[derive(Debug, Default)]
pub(super) struct Horizon {
    section: Option<usize>,
    /// The period of the heading, or of the nearest one above it that states any.
    heading: Stated,
    /// The several years with which an earlier paragraph of the section opened.
    running: Option<PeriodKind>,
    /// The paragraph, and its first byte.
    paragraph: Option<(usize, usize)>,
    /// The period with which the paragraph opens.
    opening: Option<PeriodKind>,
}

/// What headings say of the years.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Stated {
    /// Nothing.
    #[default]
    No,
    /// One period.
    Period(PeriodKind),
    /// Several years, given here, and one of them (过去五年和2022年工作回顾): the paragraphs tell.
    Both(PeriodKind),
}

impl Horizon {
    /// Goes on to the next sentence, whose own periods are `stated`.
    pub(super) fn advance(
        &mut self,
        text: &str,
        sections: &[Section],
        sentence: &Sentence,
        stated: &[Period],
        reported: Option<i32>,
    ) {
        if self.section != sentence.section {
            let (before, now) = (self.section, sentence.section);
            let first_level = now.is_some_and(|now| {
                let from = before.map_or(0, |before| before + 1);
                sections[from.min(now)..=now].iter().any(|section| section.level == 1)
            });
            if first_level {
                self.running = None;
            }
            self.section = now;
            self.heading = now.map_or(Stated::No, |now| heading(text, sections, now));
        }
        if self.paragraph.is_none_or(|(number, _)| number != sentence.paragraph) {
            self.paragraph = Some((sentence.paragraph, sentence.span.start));
            self.opening = None;
        }
        let latest = self.paragraph.map_or(0, |(_, start)| start + OPENING);
        let opens = |period: &&Period| match self.opening {
            None => {
                period.span.start <= latest && !is_compared(text, period) && !names(text, period)
            }
            // 2002年全省…: within a paragraph too, a period at the head of a sentence holds on.
            Some(_) => period.span.start == sentence.span.start,
        };
        let Some(first) = stated.iter().find(opens) else { return };
        self.opening = Some(first.kind);
        let is_free = !matches!(self.heading, Stated::Period(_));
        let turns = text[..first.span.start].ends_with("过去的")
            || text[first.span.end..].starts_with('是')
            || first.kind == PeriodKind::Last(1);
        if is_free || turns {
            // “十二五”以来… does not hold on in a review of the years after it.
            let lasts = |kind: PeriodKind| match kind {
                PeriodKind::Years(_, last) => reported.is_none_or(|year| last >= year),
                _ => true,
            };
            let holds = |kind: &PeriodKind| kind.covers_several() && lasts(*kind) || turns;
            self.running = self.opening.filter(holds);
        }
    }

    /// The several years, or the one year of a heading, that the paragraph speaks of.
    pub(super) fn period(&self) -> Option<PeriodKind> {
        match (self.opening, self.heading) {
            (Some(kind), _) => Some(kind),
            // 刚刚过去的2022年: from here on the review of five years speaks of one.
            _ if self.running.is_some() => self.running,
            (_, Stated::Period(kind)) => Some(kind),
            _ => None,
        }
    }

    /// The several years of which a yearly mean speaks.
    pub(super) fn several(&self) -> Option<PeriodKind> {
        let heading = match self.heading {
            Stated::Period(kind) | Stated::Both(kind) => Some(kind),
            Stated::No => None,
        };
        [self.opening, self.running, heading]
            .into_iter()
            .flatten()
            .find(|kind| kind.covers_several())
    }
}

/// The period that the heading at `at` states, or the nearest one above it that states any.
fn heading(text: &str, sections: &[Section], at: usize) -> Stated {
    let mut level = u8::MAX;
    for section in
        sections[..=at].iter().rev().filter(|section| section.body.end > sections[at].span.start)
    {
        if section.level >= level {
            continue;
        }
        level = section.level;
        let title = &text[section.span.range()];
        let found = periods(text, section.span);
        let several = found.iter().map(|period| period.kind).find(|kind| kind.covers_several());
        // The first year of a plan, and its last.
        let several = several.map(|kind| match kind {
            PeriodKind::Years(first, _) if title.contains("开局") || title.contains("开好局") => {
                PeriodKind::Years(first, first)
            }
            PeriodKind::Years(_, last) if title.contains("收官") => PeriodKind::Years(last, last),
            kind => kind,
        });
        let one = found.iter().map(|period| period.kind).find(|kind| !kind.covers_several());
        match (several, one) {
            (Some(several), Some(one)) if !is_far(one, several) => return Stated::Both(several),
            (Some(kind), _) | (None, Some(kind)) => return Stated::Period(kind),
            (None, None) => {}
        }
    }
    Stated::No
}

/// Whether a year lies far beyond several: 2035年 in “十四五”规划和2035年远景目标.
fn is_far(one: PeriodKind, several: PeriodKind) -> bool {
    match (one, several) {
        (PeriodKind::Years(year, _), PeriodKind::Years(_, last)) => year > last + 5,
        _ => false,
    }
}

/// 由2007年的…增加到2012年的…, “十四五”规划: no period that a paragraph opens with.
fn names(text: &str, period: &Period) -> bool {
    let before = &text[..period.span.start];
    let ends = before.strip_suffix(['到', '至']).is_some_and(|b| b.ends_with(char::is_alphabetic));
    before.ends_with(['由', '从']) || ends || text[period.span.range()].ends_with("规划")
}

/// 比“十二五”末, 较上年, 在2000年基础上: the period is one compared with.
pub(super) fn is_compared(text: &str, period: &Period) -> bool {
    let before = text[..period.span.start].trim_end_matches(['“', ' ']);
    let after = text[period.span.end..].trim_start_matches('的');
    before.ends_with(['比', '较', '与', '于', '同', '是', '为'])
        || before.ends_with("相比")
        || after.starts_with("基础上")
}
