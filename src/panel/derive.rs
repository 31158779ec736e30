//! Yields derived columns: values computed of other cells, behind the column that they are of.

use std::collections::{BTreeMap, HashSet};

use rust_decimal::Decimal;

use super::column::short_name;
use super::plausible::median;
use super::{Cell, Column, Derivation, ObsStatus, Panel};
use crate::observation::{Aspect, Modality};

/// Decimals that a computed value keeps.
const DECIMALS: u32 = 4;

/// A derived column and its cells, one for each row.
type Derived = (Column, Vec<Option<Box<Cell>>>);

/// Adds a column for each derivation of each column that it can be computed of and that gives it any
/// value. Masked and suspect cells are not counted with.
pub(super) fn add(panel: &mut Panel, derivations: &[Derivation]) {
    let mut taken: HashSet<String> = panel.columns.iter().map(|c| c.short.clone()).collect();
    let derived: Vec<Vec<Derived>> = (0..panel.columns.len())
        .map(|at| {
            let all = derivations.iter().filter_map(|d| derived(panel, at, *d, &mut taken));
            all.collect()
        })
        .collect();
    // From the last column on, so that the places before stay.
    for (at, columns) in derived.into_iter().enumerate().rev() {
        for (by, (column, cells)) in columns.into_iter().enumerate() {
            panel.columns.insert(at + 1 + by, column);
            for (row, cell) in panel.rows.iter_mut().zip(cells) {
                row.cells.insert(at + 1 + by, cell);
            }
            for conflict in panel.conflicts.iter_mut().filter(|c| c.column > at) {
                conflict.column += 1;
            }
        }
    }
}

fn derived(
    panel: &Panel,
    at: usize,
    derivation: Derivation,
    taken: &mut HashSet<String>,
) -> Option<Derived> {
    let column = panel.columns.get(at)?;
    let annual = column.years == 1;
    let fits = match derivation {
        Derivation::Growth => annual && column.aspect == Aspect::Level && column.unit != "%",
        Derivation::TargetGap => column.modality == Modality::Actual,
        _ => annual && column.aspect != Aspect::Rank,
    };
    let target = panel.columns.iter().position(|other| {
        other.modality == Modality::Target
            && (&other.indicator, other.aspect, &other.unit, &other.qualifiers, other.years)
                == (
                    &column.indicator,
                    column.aspect,
                    &column.unit,
                    &column.qualifiers,
                    column.years,
                )
    });
    let values: Vec<Option<Decimal>> = (0..panel.rows.len()).map(|r| value(panel, r, at)).collect();
    let computed: Vec<Option<Decimal>> = match derivation {
        _ if !fits => return None,
        Derivation::Growth => growth(panel, &values),
        Derivation::MedianGap => gaps(panel, &values, false),
        Derivation::ProvinceGap => gaps(panel, &values, true),
        Derivation::Rank => ranks(panel, &values),
        Derivation::TargetGap => {
            let target = target?;
            let gap = |row: usize| values[row]?.checked_sub(value(panel, row, target)?);
            (0..panel.rows.len()).map(gap).collect()
        }
    };
    if computed.iter().all(Option::is_none) {
        return None;
    }
    let about = |row: usize| {
        let status = panel.status(row, at);
        if status == ObsStatus::Approximate { status } else { ObsStatus::Normal }
    };
    let cells = computed.into_iter().enumerate().map(|(row, value)| {
        Some(Box::new(Cell {
            status: about(row),
            value: Some(value?.round_dp(DECIMALS).normalize()),
            value_max: None,
            evidence: None,
            conflict: None,
            suspect: None,
        }))
    });
    Some((header(column, derivation, taken), cells.collect()))
}

fn header(column: &Column, derivation: Derivation, taken: &mut HashSet<String>) -> Column {
    let (zh, en, tail, unit) = match derivation {
        Derivation::Growth => ("比上年增长", "growth on the year before", "_dgr", "%"),
        Derivation::MedianGap => ("与中位数之差", "less the median", "_dmed", column.unit.as_str()),
        Derivation::ProvinceGap => {
            ("与本省中位数之差", "less the province's median", "_dprov", column.unit.as_str())
        }
        Derivation::Rank => ("排名", "place among regions", "_drk", ""),
        Derivation::TargetGap => ("与目标之差", "less the target", "_dt", column.unit.as_str()),
    };
    Column {
        id: format!("{}/{}", column.id, derivation.name()),
        short: short_name(&column.short, tail, taken),
        name: format!("{}{zh}", column.name),
        name_en: format!("{}, {en}", column.name_en),
        unit: unit.to_owned(),
        derived: Some(derivation),
        ..column.clone()
    }
}

/// What is counted with: neither masked nor suspect.
fn value(panel: &Panel, row: usize, column: usize) -> Option<Decimal> {
    panel.cell(row, column).filter(|cell| cell.suspect.is_none())?.value
}

/// (this year / the year before − 1) × 100.
fn growth(panel: &Panel, values: &[Option<Decimal>]) -> Vec<Option<Decimal>> {
    let before = |row: usize| {
        let (now, then) = (panel.rows.get(row)?, panel.rows.get(row.checked_sub(1)?)?);
        let follows = now.place.code == then.place.code && now.year == then.year.checked_add(1)?;
        values[row - 1].filter(|value| follows && *value > Decimal::ZERO)
    };
    let rate = |row: usize| {
        let times = values[row]?.checked_div(before(row)?)?;
        times.checked_sub(Decimal::ONE)?.checked_mul(Decimal::ONE_HUNDRED)
    };
    (0..values.len()).map(rate).collect()
}

/// The rows that are compared with each other: of one level and year, and of one province or of all.
fn groups(panel: &Panel, values: &[Option<Decimal>], province: bool) -> Vec<Vec<(usize, Decimal)>> {
    let mut groups: BTreeMap<_, Vec<(usize, Decimal)>> = BTreeMap::new();
    for (at, row) in panel.rows.iter().enumerate() {
        let within = if province { &*row.place.province } else { "" };
        if let Some(value) = values[at] {
            let key = (row.place.level.as_str(), row.year, within);
            groups.entry(key).or_default().push((at, value));
        }
    }
    groups.into_values().filter(|group| group.len() > 1).collect()
}

fn gaps(panel: &Panel, values: &[Option<Decimal>], province: bool) -> Vec<Option<Decimal>> {
    let mut gaps = vec![None; values.len()];
    for group in groups(panel, values, province) {
        let Some(middle) = median(group.iter().map(|(_, value)| *value)) else { continue };
        for (at, value) in group {
            gaps[at] = value.checked_sub(middle);
        }
    }
    gaps
}

/// Places from 1, equal values at the same place.
fn ranks(panel: &Panel, values: &[Option<Decimal>]) -> Vec<Option<Decimal>> {
    let mut ranks = vec![None; values.len()];
    for group in groups(panel, values, false) {
        for (at, value) in &group {
            let above = group.iter().filter(|(_, other)| other > value).count();
            ranks[*at] = Some(Decimal::from(above + 1));
        }
    }
    ranks
}
