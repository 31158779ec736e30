//! Yields [`Pair`]s: the reports of one region on two years that follow each other, and what each of
//! them states of an indicator.

use std::collections::BTreeMap;

use super::figure::Figure;
use super::summary::Summary;
use crate::observation::{Aspect, Modality};

/// Two reports of one region on years that follow each other.
#[derive(Clone, Copy)]
pub(super) struct Pair<'a> {
    /// The year that the later one reports on.
    pub(super) year: i32,
    /// The report on the year before.
    pub(super) before: &'a Summary,
    /// The report on the year.
    pub(super) after: &'a Summary,
}

/// The reports of every region by year: of governments and of bureaus apart, of several on one year
/// the one whose key comes first.
pub(super) fn series(summaries: &[Summary]) -> Vec<BTreeMap<i32, &Summary>> {
    let mut all: BTreeMap<_, BTreeMap<i32, &Summary>> = BTreeMap::new();
    for summary in summaries {
        if let (Some(region), Some(year)) = (&summary.region, summary.year) {
            let years = all.entry((&region.key, summary.bureau)).or_default();
            let kept = years.entry(year).or_insert(summary);
            if summary.report < kept.report {
                *kept = summary;
            }
        }
    }
    all.into_values().collect()
}

/// The pairs of neighbouring years in a series.
pub(super) fn pairs<'a>(years: &BTreeMap<i32, &'a Summary>) -> Vec<Pair<'a>> {
    let follows = years.iter().zip(years.iter().skip(1));
    let next = follows.filter(|((before, _), (year, _))| **before + 1 == **year);
    next.map(|((_, before), (year, after))| Pair { year: *year, before, after }).collect()
}

/// What is stated of an indicator in one unit: its level, and the growth and change beside it.
#[derive(Clone, Copy)]
pub(super) struct Statement<'a> {
    /// The level.
    pub(super) level: &'a Figure,
    /// The rate of growth that follows it.
    pub(super) growth: Option<&'a Figure>,
    /// The absolute change that follows it.
    pub(super) change: Option<&'a Figure>,
}

/// The one level that a report states as fact of each indicator and unit for a year. Where it states
/// several, that with its growth beside it counts; where there are several of these too, none.
pub(super) fn statements<'a>(
    summary: &'a Summary,
    year: i32,
) -> BTreeMap<(usize, &'a str), Statement<'a>> {
    let mut all: BTreeMap<_, Vec<Statement>> = BTreeMap::new();
    for (n, level) in summary.figures.iter().enumerate() {
        let fact = level.year == year && level.modality == Modality::Actual && !level.planned;
        if !fact || level.aspect != Aspect::Level || !level.is_exact() {
            continue;
        }
        let beside = |aspect: Aspect| {
            let next = summary.figures.get(n + 1);
            next.filter(|f| f.follows && f.aspect == aspect && !f.several && f.year == year)
        };
        let (growth, change) = (beside(Aspect::Growth), beside(Aspect::Change));
        let stated = all.entry((level.indicator, &*level.unit)).or_default();
        stated.push(Statement { level, growth, change });
    }
    let one = |stated: Vec<Statement<'a>>| {
        let single = |stated: &[Statement<'a>]| {
            let first = *stated.first()?;
            stated.iter().all(|s| s.level.value == first.level.value).then_some(first)
        };
        let full: Vec<_> =
            stated.iter().copied().filter(|s| s.growth.is_some() || s.change.is_some()).collect();
        single(&full).or_else(|| single(&stated))
    };
    all.into_iter().filter_map(|(key, stated)| Some((key, one(stated)?))).collect()
}
