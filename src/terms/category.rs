//! Yields [`CategoryUnits`]: the counts of a dictionary of categories, put together by unit.

use super::group::merge;
use super::{By, Group, Place, Totals};

/// Category counts of many reports.
#[derive(Debug, Default)]
pub struct CategoryUnits {
    reports: Vec<(Place, Totals, Vec<usize>)>,
}

/// The categories of one unit.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CategoryUnit {
    /// How many reports it has.
    pub reports: usize,
    /// How long they are.
    pub totals: Totals,
    /// How often each category occurs, in the order of the dictionary.
    pub counts: Vec<usize>,
}

impl CategoryUnits {
    /// Takes in a report's counts.
    pub fn add(&mut self, place: Place, totals: Totals, counts: Vec<usize>) {
        self.reports.push((place, totals, counts));
    }

    /// The reports put together, in the order of [`Terms::units`](super::Terms::units).
    pub fn units(&self, by: By) -> Vec<(Group, CategoryUnit)> {
        let reports = self.reports.iter().map(|(place, totals, counts)| (place, (totals, counts)));
        merge(by, reports, |unit: &mut CategoryUnit, (totals, counts): (&Totals, &Vec<usize>)| {
            unit.reports += 1;
            unit.totals.add(*totals);
            unit.counts.resize(counts.len(), 0);
            unit.counts.iter_mut().zip(counts).for_each(|(sum, count)| *sum += count);
        })
    }
}
