//! Yields the period of a quantity.

use super::Modality;
use super::aspect::Reading;
use super::view::View;
use crate::mention::{Period, PeriodKind};

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

/// The period stated nearest before the number in its sentence; where none is, the several years
/// that its paragraph opens with (`opening`); else the year reported
/// on for a fact and the year planned for a target. With it goes whether the text states it.
pub(super) fn period(
    view: &View,
    at: usize,
    reading: &Reading,
    modality: Modality,
    opening: Option<PeriodKind>,
    years: &Years,
) -> (Option<String>, bool) {
    let start = view.quantities[at].span.start;
    let stated = view.periods.iter().rev().find(|p| p.span.end <= start && !compares(view, p));
    if let Some(period) = stated {
        return (period.kind.resolve(years.reported, years.current), true);
    }
    // 过去五年,… at the head of a paragraph holds for all of it.
    let several = opening.filter(|kind| kind.covers_several()).filter(|_| !reading.base);
    if let Some(period) = several.and_then(|k| k.resolve(years.reported, years.current)) {
        return (Some(period), true);
    }
    let year = match (modality, reading.base) {
        (Modality::Target, _) => years.planned,
        (Modality::Actual, true) => None,
        (Modality::Actual, false) if years.several.is_some() => {
            return (years.several.clone(), false);
        }
        (Modality::Actual, false) => years.reported,
    };
    (year.map(|y| y.to_string()), false)
}

/// 比2020年, 较上年, 同比2020年底: the period compared with, not the number's own.
fn compares(view: &View, period: &Period) -> bool {
    let before = view.text[view.tokens.span.start..period.span.start].trim_end_matches(['“', ' ']);
    before.ends_with(['比', '较', '与', '于', '同', '是', '为']) || before.ends_with("相比")
}
