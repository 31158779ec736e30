//! Yields the period of a quantity.

use super::aspect::Reading;
use super::horizon::{Horizon, is_compared};
use super::view::View;
use super::{Aspect, Modality};
use crate::mention::{Period, PeriodKind};
use crate::outline::Role;
use crate::unit::Dimension;

/// The years that a report speaks of.
#[derive(Clone, Debug, Default)]
pub(super) struct Years {
    /// The year reported on.
    pub(super) reported: Option<i32>,
    /// The year planned, which the text calls 今年 in a work report.
    pub(super) current: Option<i32>,
    /// The year planned for.
    pub(super) planned: Option<i32>,
    /// A period of several years that the whole report is about.
    pub(super) several: Option<String>,
}

/// What is told of years: the period that [`stated`] finds, what goes without saying, the report's own.
type Told<'a> = (Option<&'a Period>, &'a Horizon, &'a Years);

/// The period stated nearest before the number in its sentence; where none is, the one that its
/// paragraph and headings speak of (`horizon`); else the year reported on for a fact and the year
/// planned for a target.
///
/// Of several years, a point reached is of the last (五年来,…达到46%), and so is every rate, share and rank; a
/// starting point is of the year before them; what grows 年均 has no single year.
pub(super) fn period(
    view: &View,
    at: usize,
    reading: &Reading,
    (role, modality): (Role, Modality),
    (stated, horizon, years): Told,
) -> Option<String> {
    let total = view.slice(view.lead(at)).contains("累计");
    let reached = (reading.reached || is_state(view, at, reading)) && !total;
    let resolved = |kind: PeriodKind| {
        let (first, last) = kind.years(years.reported, years.current)?;
        Some(match (reading.base, reached && kind.covers_several()) {
            (_, true) => last.to_string(),
            _ if first == last => first.to_string(),
            _ => format!("{first}-{last}"),
        })
    };
    let several = || horizon.several().filter(|kind| holds(*kind, modality, years.reported));
    let yearly = is_yearly(view, at);
    if let Some(run) = since(view, at, reading, stated, years) {
        return Some(run);
    }
    // 由2007年的…增加到2012年的…,累计支出7660亿元: the year is the end of another change.
    let ends = |period: &&Period| view.text[..period.span.start].ends_with(['到', '至']);
    let over_all = several().filter(|_| total && stated.as_ref().is_some_and(ends));
    if let Some(period) = over_all.and_then(resolved) {
        return Some(period);
    }
    if let Some(Period { kind, .. }) = stated {
        let grows = reading.aspect == Aspect::Growth;
        return match ((yearly || grows) && !kind.covers_several(), run_up(view, kind, years)) {
            (true, Some(run)) => Some(run),
            (true, None) if yearly => several().and_then(resolved),
            // 五年来 in a report that is of such years and states no other.
            _ if kind.covers_several() => resolved(*kind).or_else(|| years.several.clone()),
            _ => resolved(*kind),
        };
    }
    // 生产总值220亿元,比上年增长4%: a figure of one year, whatever the heading speaks of.
    let of_a_year = view.periods.iter().any(|period| {
        matches!(period.kind, PeriodKind::Relative(by) if by < 0) && is_compared(view.text, period)
    }) || view.slice(view.clause(at)).contains("同比");
    let over = several()
        .filter(|_| total)
        .or(horizon.period())
        .filter(|kind| !(of_a_year && kind.covers_several()));
    if let Some(kind) = over.filter(|kind| kind.covers_several()) {
        if reading.base {
            let (first, _) = kind.years(years.reported, years.current)?;
            return Some((first - 1).to_string());
        }
        if holds(kind, modality, years.reported) {
            return resolved(kind).or_else(|| years.several.clone());
        }
    }
    if yearly {
        return several().and_then(resolved).or_else(|| years.several.clone());
    }
    let year = |year: Option<i32>| year.map(|year| year.to_string());
    match modality {
        Modality::Actual if reading.base => year(years.reported.filter(|_| role == Role::Plan)),
        _ => over
            .filter(|kind| !kind.covers_several() && holds(*kind, modality, years.reported))
            .and_then(resolved)
            .or_else(|| match modality {
                Modality::Target => year(years.planned),
                Modality::Actual => years.several.clone().or_else(|| year(years.reported)),
            }),
    }
}

/// 比2005年提高7.5个百分点: the years of a change since an earlier year than the last, 2006 to 2010.
fn since(
    view: &View,
    at: usize,
    reading: &Reading,
    stated: Option<&Period>,
    years: &Years,
) -> Option<String> {
    let moves = matches!(reading.aspect, Aspect::Change | Aspect::Growth);
    let lead = view.lead(at);
    let year = |kind: PeriodKind| {
        let (first, last) = kind.years(years.reported, years.current)?;
        (first == last).then_some(first)
    };
    let compared = view.periods.iter().rev().find(|p| lead.contains(p.span))?;
    let first = year(compared.kind).filter(|_| moves && is_compared(view.text, compared))?;
    let last = stated.and_then(|period| year(period.kind)).or(years.reported)?;
    (first + 1 < last).then(|| format!("{}-{last}", first + 1))
}

/// Whether the sentence, its paragraph or a heading states the period; otherwise it is the year that
/// the report is of.
pub(super) fn is_dated(modality: Modality, (stated, horizon, years): Told) -> bool {
    stated.is_some() || horizon.period().is_some_and(|kind| holds(kind, modality, years.reported))
}

/// The period stated nearest before the number in its sentence.
pub(super) fn stated<'v>(view: &View<'v>, at: usize, reading: &Reading) -> Option<&'v Period> {
    let start = view.quantities[at].span.start;
    let clause = view.clause(at);
    // 列入“十四五”规划 names a document; 连续五年 goes with its own clause.
    let applies = |p: &&Period| {
        let words = view.slice(p.span);
        p.span.end <= start
            && !is_compared(view.text, p)
            && !words.ends_with("规划")
            && !is_bracketed(&view.text[p.span.end..start])
            && (!words.starts_with("连续") || clause.contains(p.span))
    };
    let before = || view.periods.iter().rev().filter(applies);
    // One base year for a list: 生产总值从2011年的…提高到…,零售额从…提高到….
    let opening = before().find(|p| opens_change(view, p)).filter(|_| reading.base);
    opening.or_else(|| before().find(|p| !opens_change(view, p)))
}

/// 由2005年的8620元增加到2010年的15481元,年均增长12.4%: the years of the growth, 2006 to 2010.
fn run_up(view: &View, last: &PeriodKind, years: &Years) -> Option<String> {
    let year =
        |kind: &PeriodKind| kind.years(years.reported, years.current).map(|(first, _)| first);
    let first = view.periods.iter().find(|period| opens_change(view, period))?;
    let (first, last) = (year(&first.kind)?, year(last)?);
    (first < last).then(|| format!("{}-{last}", first + 1))
}

/// What says that a rate held over all the years.
const HELD: [&str; 7] = ["保持", "控制", "稳定", "连续", "连年", "始终", "每年"];

/// What says that a number is what there is.
const STOCK: [&str; 6] = ["总数", "总量", "保有量", "拥有量", "存量", "余额"];

/// A rate, a share, a rank or a stock: how things stand at one time, never a sum over years, unless it is said to have
/// held (连续五年居全省前列). A share of what is spent is over the years of the spending.
fn is_state(view: &View, at: usize, reading: &Reading) -> bool {
    let dimension = view.quantities[at].unit.as_ref().map(|unit| unit.dimension);
    let relative = matches!(dimension, Some(Dimension::Ratio | Dimension::Proportion));
    let lead = view.slice(view.lead(at));
    let spent = ["支出", "投入", "投资"].iter().any(|spent| lead.contains(spent));
    let of_a_sum = view.follows(at) && lead.starts_with('占') || spent;
    let stock = !spent && STOCK.iter().any(|stock| lead.contains(stock));
    !HELD.iter().any(|held| lead.contains(held))
        && match reading.aspect {
            Aspect::Level => (relative || stock) && !is_yearly(view, at),
            Aspect::Share => relative && !of_a_sum,
            Aspect::Rank => true,
            _ => false,
        }
}

/// Whether a bracket that was open closes: what stands in it holds for nothing after it.
fn is_bracketed(between: &str) -> bool {
    between.matches(')').count() > between.matches('(').count()
}

/// Whether a period can be that of a fact, or of a target.
fn holds(kind: PeriodKind, modality: Modality, reported: Option<i32>) -> bool {
    match modality {
        Modality::Actual => kind.is_over(reported),
        Modality::Target => !kind.is_over(reported),
    }
}

/// Whether the number is a yearly mean over several years: 年均增长8%, 年均新增3万人.
pub(super) fn is_yearly(view: &View, at: usize) -> bool {
    if view.goes_on(at) {
        return is_yearly(view, at - 1);
    }
    let lead = view.slice(view.reach(at));
    let mean = lead.rfind("年均").map(|from| &lead[from + "年均".len()..]);
    let mean = mean.map(|rest| rest.trim_start_matches("分别"));
    mean.is_some_and(|rest| {
        ["增", "递", "下降", "提高", "降低", "减少", "新增", "控制", "保持", "稳定"]
            .iter()
            .any(|verb| rest.starts_with(verb))
    })
}

/// 由2010年的116.5亿元增加到291.3亿元, 从2010年116.5亿元: the year is that of the starting point alone.
fn opens_change(view: &View, period: &Period) -> bool {
    let before = &view.text[view.tokens.span.start..period.span.start];
    let goes_on = |c: char| c == '的' || c.is_ascii_digit();
    before.ends_with(['由', '从']) && view.text[period.span.end..].starts_with(goes_on)
}
