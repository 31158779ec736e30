//! Yields the columns of words: how often those of each category occur in a region's reports of a year.

use std::collections::{BTreeMap, HashSet};
use std::sync::Arc;

use rust_decimal::Decimal;

use super::column::{Column, short_name};
use super::{Cell, Coverage, ObsStatus, Panel, State};
use crate::observation::{Aspect, Modality};

/// Decimals that a share keeps: most words are rare.
const DECIMALS: u32 = 12;
/// What the ids of these columns begin with, as those of indicators do with a group.
const GROUP: &str = "words";

/// How often the words of each category occur in a text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Counted {
    /// In the order of the categories.
    pub counts: Vec<usize>,
    /// All words of the text, which shares are of.
    pub total: usize,
}

/// The counts of each report, and of what.
#[derive(Debug, Default)]
pub(super) struct Words {
    categories: Vec<String>,
    /// Each with the report's place in the coverage.
    reports: Vec<(usize, Counted)>,
}

/// Counts by region code and year.
pub(super) type Sums = BTreeMap<(Arc<str>, i32), Counted>;

impl Words {
    pub(super) fn new(categories: Vec<String>) -> Self {
        Words { categories, reports: Vec::new() }
    }

    pub(super) fn add(&mut self, report: usize, counted: Counted) {
        self.reports.push((report, counted));
    }

    /// The counts of the reports that enter the panel, those of one region and year added up.
    pub(super) fn sums(&self, coverage: &[Coverage]) -> Sums {
        let mut sums = Sums::new();
        for (report, counted) in &self.reports {
            let covered = coverage.get(*report).filter(|c| c.state <= State::Masked);
            let key = covered.and_then(|c| Some((c.place.as_ref()?.code.clone(), c.year?)));
            let Some(key) = key else { continue };
            let sum = sums.entry(key).or_default();
            sum.total = sum.total.saturating_add(counted.total);
            sum.counts.resize(self.categories.len(), 0);
            for (sum, count) in sum.counts.iter_mut().zip(&counted.counts) {
                *sum = sum.saturating_add(*count);
            }
        }
        sums
    }

    /// Adds two columns for each category behind all others, its count and its share. A row without a
    /// report of that region and year has no cell in them; what does not occur is zero.
    pub(super) fn fill(&self, panel: &mut Panel, sums: &Sums) {
        let mut taken: HashSet<String> = panel.columns.iter().map(|c| c.short.clone()).collect();
        for (at, category) in self.categories.iter().enumerate() {
            panel.columns.extend(columns(category, at + 1, &mut taken));
        }
        for row in &mut panel.rows {
            let sum = sums.get(&(row.place.code.clone(), row.year));
            for at in 0..self.categories.len() {
                let count = sum.and_then(|sum| sum.counts.get(at)).copied();
                let share = sum.zip(count).and_then(|(sum, count)| share(count, sum.total));
                row.cells.extend([count.map(Decimal::from), share].map(|value| value.map(cell)));
            }
        }
    }
}

/// The columns of the `nth` category, counted from 1. A name that is not in ASCII gives way to that
/// number in the short name.
fn columns(category: &str, nth: usize, taken: &mut HashSet<String>) -> [Column; 2] {
    let id = format!("{GROUP}.{category}");
    let stem = if category.is_ascii() { id.clone() } else { format!("{GROUP}.{nth}") };
    let count = Column {
        short: short_name(&stem, "", taken),
        indicator: id.as_str().into(),
        name: format!("{category}词频"),
        name_en: format!("words of {category}"),
        unit: "次".to_owned(),
        aspect: Aspect::Level,
        modality: Modality::Actual,
        qualifiers: Vec::new(),
        years: 1,
        derived: None,
        id,
    };
    let share = Column {
        id: format!("{}/percent", count.id),
        short: short_name(&stem, "_sh", taken),
        name: format!("{}占比", count.name),
        name_en: format!("{}, share of all words", count.name_en),
        unit: "%".to_owned(),
        aspect: Aspect::Share,
        ..count.clone()
    };
    [count, share]
}

/// Per cent of all words; none of a text without words.
fn share(count: usize, total: usize) -> Option<Decimal> {
    let hundredfold = Decimal::from(count).checked_mul(Decimal::ONE_HUNDRED)?;
    Some(hundredfold.checked_div(total.into())?.round_dp(DECIMALS).normalize())
}

fn cell(value: Decimal) -> Box<Cell> {
    Box::new(Cell {
        status: ObsStatus::Normal,
        value: Some(value),
        value_max: None,
        evidence: None,
        conflict: None,
        suspect: None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::panel::{Place, Row};
    use crate::region::RegionLevel;

    fn place(code: &str) -> Place {
        let empty: Arc<str> = "".into();
        Place {
            code: code.into(),
            name: code.into(),
            level: RegionLevel::County,
            province: empty.clone(),
            prefecture: empty,
        }
    }

    fn covered(code: &str, year: Option<i32>, state: State) -> Coverage {
        Coverage {
            source: "a".into(),
            report: "a".into(),
            place: (!code.is_empty()).then(|| place(code)),
            region: String::new(),
            year,
            state,
            why: String::new(),
        }
    }

    #[test]
    fn reports_of_one_region_and_year_are_added_up_and_shares_are_of_the_sum() {
        use State::{Copy, Cut, Masked, Present, Unplaced};
        type Report = (&'static str, Option<i32>, State, [usize; 2], usize);
        // The reports; count and share of two categories in the row of 623022 in 2031.
        let cases: [(&[Report], [&str; 4]); 9] = [
            (&[("623022", Some(2031), Present, [3, 0], 400)], ["3", "0.75", "0", "0"]),
            (
                // Not the mean of 10 and 1 per cent.
                &[
                    ("623022", Some(2031), Present, [10, 1], 100),
                    ("623022", Some(2031), Present, [9, 2], 900),
                ],
                ["19", "1.9", "3", "0.3"],
            ),
            (
                &[
                    ("623022", Some(2031), Cut, [1, 0], 100),
                    ("623022", Some(2031), Masked, [1, 2], 100),
                ],
                ["2", "1", "2", "1"],
            ),
            (
                &[
                    ("623022", Some(2031), Present, [1, 1], 3),
                    ("623022", Some(2031), Copy, [1, 1], 3),
                    ("623022", Some(2031), Unplaced, [1, 1], 3),
                ],
                ["1", "33.333333333333", "1", "33.333333333333"],
            ),
            (&[("623022", Some(2030), Present, [1, 1], 9)], ["-"; 4]),
            (&[("623022", None, Present, [1, 1], 9)], ["-"; 4]),
            (&[("320106", Some(2031), Present, [1, 1], 9)], ["-"; 4]),
            (&[("", Some(2031), Unplaced, [1, 1], 9)], ["-"; 4]),
            (&[("623022", Some(2031), Present, [0, 0], 0)], ["0", "-", "0", "-"]),
        ];
        for (reports, expected) in cases {
            let mut words = Words::new(vec!["环境".to_owned(), "环境.减排".to_owned()]);
            let mut panel = Panel::default();
            panel.rows.push(Row { place: place("623022"), year: 2031, cells: Vec::new() });
            for (at, (code, year, state, counts, total)) in reports.iter().enumerate() {
                panel.coverage.push(covered(code, *year, *state));
                words.add(at, Counted { counts: counts.to_vec(), total: *total });
            }
            let sums = words.sums(&panel.coverage);
            words.fill(&mut panel, &sums);
            let value = |at| panel.cell(0, at).and_then(|cell| cell.value);
            let shown = [0, 1, 2, 3].map(|at| value(at).map_or("-".to_owned(), |v| v.to_string()));
            assert_eq!(shown, expected, "{reports:?}");
        }
    }

    #[test]
    fn columns_are_named_as_others_are() {
        let mut taken = HashSet::new();
        let cases = [
            ("环境规制.减排", 2, ["words.环境规制.减排", "words_2", "环境规制.减排词频", "次"]),
            (
                "green.energy",
                3,
                ["words.green.energy", "words_green_energy", "green.energy词频", "次"],
            ),
            (
                "green energy",
                4,
                ["words.green energy", "words_green_energy_2", "green energy词频", "次"],
            ),
        ];
        for (category, nth, expected) in cases {
            let [count, share] = columns(category, nth, &mut taken);
            assert_eq!([&*count.id, &count.short, &count.name, &count.unit], expected);
            assert_eq!(share.id, format!("{}/percent", count.id));
            assert_eq!((&*share.name, &*share.unit), (&*format!("{}占比", count.name), "%"));
            assert_eq!((share.aspect, &share.indicator), (Aspect::Share, &count.indicator));
        }
        assert!(taken.contains("words_2_sh") && taken.contains("words_green_energy_sh_2"));
    }
}
