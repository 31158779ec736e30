//! Yields [`Suspicion`]s: values that cannot be, or stand far off the other years.

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

use super::column::Key;
use super::{Cell, Panel, Suspicion};
use crate::dictionary::Indicator;
use crate::observation::Aspect;

/// How many times the middle of its region's other years a level may be.
const JUMP: i64 = 100;
/// How many times another value of one region is near it.
const NEAR: i64 = 3;
/// Greatest rate of growth, and greatest share, in per cent.
const GROWTH: i64 = 1000;

/// What the dictionary says against a value: a level outside the indicator's range, a share over
/// 100 %, a fall of more than 100 % or a rise of more than 1000 %.
pub(super) fn range(indicator: &Indicator, key: &Key, value: Option<Decimal>) -> Option<Suspicion> {
    let value = value?;
    let hundred = Decimal::ONE_HUNDRED;
    let possible = match key.aspect {
        Aspect::Level => indicator.range.is_none_or(|[least, greatest]| {
            let number = value.to_f64().unwrap_or_default();
            key.unit != indicator.unit || key.years > 1 || (least..=greatest).contains(&number)
        }),
        Aspect::Growth => key.unit != "%" || (value >= -hundred && value <= GROWTH.into()),
        Aspect::Share => key.unit != "%" || (value >= Decimal::ZERO && value <= hundred),
        Aspect::Change | Aspect::Rank => true,
    };
    (!possible).then_some(Suspicion::Range)
}

/// Of differing levels, gives the cell the one that fits the region's other years where the chosen one
/// does not; marks what still stands far from another value.
pub(super) fn settle_conflicts(panel: &mut Panel) {
    for at in 0..panel.conflicts.len() {
        let (row, column) = (panel.conflicts[at].row, panel.conflicts[at].column);
        let aspect = panel.columns.get(column).map(|column| column.aspect);
        if aspect == Some(Aspect::Level) {
            let fitting = usual(panel, row, column).and_then(|usual| {
                let values = &panel.conflicts[at].values;
                let first = values.first()?;
                let best = values.iter().position(|stated| near(stated.value, usual))?;
                (!near(first.value, usual)).then_some(best)
            });
            if let Some(best) = fitting {
                panel.conflicts[at].values.swap(0, best);
                refill(panel, at);
            }
        }
        let values = panel.conflicts[at].values.iter().map(|stated| stated.value);
        let (least, greatest) = (values.clone().min(), values.max());
        let apart = least.zip(greatest).is_some_and(|(least, greatest)| match aspect {
            Some(Aspect::Level) => !near(least, greatest),
            Some(Aspect::Growth) => {
                greatest.checked_sub(least).is_some_and(|gap| gap > Decimal::TEN)
            }
            _ => false,
        });
        if let Some(cell) = cell_mut(panel, row, column).filter(|_| apart) {
            cell.suspect.get_or_insert(Suspicion::Apart);
        }
    }
}

/// The median of the levels that the region's other years state without conflict.
fn usual(panel: &Panel, row: usize, column: usize) -> Option<Decimal> {
    let code = &panel.rows.get(row)?.place.code;
    let others =
        panel.rows.iter().enumerate().filter(|(at, r)| *at != row && r.place.code == *code);
    let sure = others.filter_map(|(_, other)| {
        let cell = other.cells.get(column)?.as_ref()?;
        cell.value.filter(|value| cell.conflict.is_none() && *value > Decimal::ZERO)
    });
    median(sure)
}

/// Whether one is less than three times the other.
fn near(a: Decimal, b: Decimal) -> bool {
    let below = |a: Decimal, b: Decimal| b.checked_mul(NEAR.into()).is_some_and(|b| a < b);
    below(a, b) && below(b, a)
}

/// Puts the first value of a conflict into its cell.
fn refill(panel: &mut Panel, at: usize) {
    let Some(conflict) = panel.conflicts.get(at) else { return };
    let (row, column) = (conflict.row, conflict.column);
    let Some(stated) = conflict.values.first().cloned() else { return };
    if let Some(cell) = cell_mut(panel, row, column) {
        cell.status = stated.status;
        cell.value = Some(stated.value);
        cell.value_max = None;
        cell.suspect = None;
        cell.evidence = Some(stated.evidence);
    }
}

fn cell_mut(panel: &mut Panel, row: usize, column: usize) -> Option<&mut Cell> {
    panel.rows.get_mut(row)?.cells.get_mut(column)?.as_deref_mut()
}

/// Marks levels that are a hundred times, or a hundredth of, the median of the same region's other
/// years.
pub(super) fn mark_jumps(panel: &mut Panel) {
    let mut found = Vec::new();
    for (column, _) in panel.columns.iter().enumerate().filter(|(_, c)| c.aspect == Aspect::Level) {
        for rows in regions(panel) {
            let values: Vec<_> =
                rows.filter_map(|row| Some((row, level(panel, row, column)?))).collect();
            for &(row, value) in &values {
                let others = values.iter().filter(|(other, _)| *other != row).map(|(_, v)| *v);
                let jumps = median(others).is_some_and(|middle| {
                    let over = |a: Decimal, b: Decimal| {
                        b.checked_mul(JUMP.into()).is_some_and(|limit| a >= limit)
                    };
                    over(value, middle) || over(middle, value)
                });
                if jumps {
                    found.push((row, column));
                }
            }
        }
    }
    for (row, column) in found {
        if let Some(cell) = cell_mut(panel, row, column) {
            cell.suspect.get_or_insert(Suspicion::Jump);
        }
    }
}

/// The rows of each region; rows are in order of regions.
fn regions(panel: &Panel) -> impl Iterator<Item = std::ops::Range<usize>> {
    let mut start = 0;
    panel.rows.chunk_by(|a, b| a.place.code == b.place.code).map(move |rows| {
        let range = start..start + rows.len();
        start = range.end;
        range
    })
}

fn level(panel: &Panel, row: usize, column: usize) -> Option<Decimal> {
    panel.cell(row, column)?.value.filter(|value| *value > Decimal::ZERO)
}

/// The middle of the values, the mean of the two middle ones; none of none.
pub(super) fn median(values: impl Iterator<Item = Decimal>) -> Option<Decimal> {
    let mut sorted: Vec<_> = values.collect();
    sorted.sort_unstable();
    let middle = sorted.len() / 2;
    let upper = *sorted.get(middle)?;
    if sorted.len() % 2 == 1 {
        return Some(upper);
    }
    let lower = *sorted.get(middle.checked_sub(1)?)?;
    lower.checked_add(upper)?.checked_div(Decimal::TWO)
}
