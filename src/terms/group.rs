//! Yields [`Terms`]: the word counts of many reports, and [`Unit`]s, the same put together.

use std::collections::{BTreeMap, HashMap};

use super::{Totals, WordCounts};
use crate::analysis::Analysis;
use crate::source::Report;

/// What a report's words belong to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Place {
    /// Key of the report.
    pub report: String,
    /// Region as written.
    pub region: Option<String>,
    /// Its code, where there is evidence for one.
    pub code: Option<String>,
    /// Its level: `national`, `province` …
    pub level: Option<&'static str>,
    /// The year reported on.
    pub year: Option<i32>,
}

impl Place {
    /// The place and year that a report states.
    pub fn of(report: &Report, analysis: &Analysis) -> Self {
        let document = &analysis.document;
        Place {
            report: report.report.clone(),
            region: document.region.clone().filter(|_| !document.masked_region),
            code: document.region_code.clone(),
            level: document.region_level.map(|level| level.as_str()),
            year: document.year,
        }
    }

    /// The region's code or else its name.
    pub fn region_key(&self) -> Option<&str> {
        self.code.as_deref().or(self.region.as_deref())
    }
}

/// What counts are put together by.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum By {
    /// Each report is a unit.
    #[default]
    Report,
    /// The reports of a region on a year.
    RegionYear,
    /// The reports of a region.
    Region,
    /// The reports on a year.
    Year,
    /// The reports of a level of regions.
    Level,
    /// All reports together.
    Corpus,
}

impl By {
    /// All of them.
    pub const ALL: [By; 6] =
        [By::Report, By::RegionYear, By::Region, By::Year, By::Level, By::Corpus];

    /// As the command line names it.
    pub const fn name(self) -> &'static str {
        match self {
            By::Report => "report",
            By::RegionYear => "region-year",
            By::Region => "region",
            By::Year => "year",
            By::Level => "level",
            By::Corpus => "corpus",
        }
    }

    /// The unit that a report belongs to. One that does not state what is asked for stands alone, under
    /// its own key: nothing is lumped together for being unknown.
    pub fn group(self, place: &Place) -> Group {
        let Place { report, region, code, level, year } = place;
        let (region, code, level) = (region.clone(), code.clone(), *level);
        let none = Group { key: report.clone(), region: None, code: None, level: None, year: None };
        let whole = Group { region, code, level, year: *year, ..none.clone() };
        match (self, place.region_key(), place.year, place.level) {
            (By::RegionYear, Some(key), Some(year), _) => {
                Group { key: format!("{key} {year}"), ..whole }
            }
            (By::Region, Some(key), _, _) => Group { key: key.to_owned(), year: None, ..whole },
            (By::Year, _, Some(year), _) => {
                Group { key: year.to_string(), year: Some(year), ..none }
            }
            (By::Level, _, _, Some(level)) => {
                Group { key: level.to_owned(), level: Some(level), ..none }
            }
            (By::Corpus, ..) => Group { key: "corpus".to_owned(), ..none },
            _ => whole,
        }
    }
}

/// What the members of a unit have in common.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Group {
    /// Its name: a report's key, `510100 2020`, a year …
    pub key: String,
    /// Region as the first report writes it.
    pub region: Option<String>,
    /// The region's code.
    pub code: Option<String>,
    /// The region's level.
    pub level: Option<&'static str>,
    /// The year.
    pub year: Option<i32>,
}

/// The words of some reports put together.
#[derive(Clone, Debug, Default)]
pub struct Unit {
    /// Which reports.
    pub group: Group,
    /// How many.
    pub reports: usize,
    /// How long they are.
    pub totals: Totals,
    /// Their words by number in [`Terms::word`], with counts.
    pub counts: Vec<(usize, usize)>,
}

/// The words of many reports, as counts.
#[derive(Debug, Default)]
pub struct Terms {
    numbers: HashMap<Box<str>, usize>,
    words: Vec<Box<str>>,
    pub(super) reports: Vec<(Place, Unit)>,
}

impl Terms {
    /// Takes in a report's counts.
    pub fn add(&mut self, place: Place, counted: WordCounts) {
        let mut words: Vec<(String, usize)> = counted.counts.into_iter().collect();
        words.sort_unstable();
        let mut counts = Vec::with_capacity(words.len());
        for (word, count) in words {
            let known = self.numbers.get(word.as_str()).copied();
            let number = known.unwrap_or_else(|| {
                let word: Box<str> = word.into();
                self.words.push(word.clone());
                self.numbers.insert(word, self.words.len() - 1);
                self.words.len() - 1
            });
            counts.push((number, count));
        }
        counts.sort_unstable();
        let group = By::Report.group(&place);
        let unit = Unit { group, reports: 1, totals: counted.totals, counts };
        self.reports.push((place, unit));
    }

    /// What each report's words belong to.
    pub fn places(&self) -> impl Iterator<Item = &Place> {
        self.reports.iter().map(|(place, _)| place)
    }

    /// The word of that number.
    pub fn word(&self, number: usize) -> &str {
        self.words.get(number).map_or("", |word| word)
    }

    /// How many different words there are.
    pub fn len(&self) -> usize {
        self.words.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.words.is_empty()
    }

    /// The reports put together; see [`By::group`]. Regions and years come in their own order, other units
    /// in that of the input.
    pub fn units(&self, by: By) -> Vec<Unit> {
        let reports = self.reports.iter().map(|(place, unit)| (place, unit));
        let merged = merge(by, reports, |sum: &mut Unit, unit: &Unit| {
            sum.reports += 1;
            sum.totals.add(unit.totals);
            sum.counts.extend(&unit.counts);
        });
        let unit =
            |(group, unit): (Group, Unit)| Unit { group, counts: summed(unit.counts), ..unit };
        merged.into_iter().map(unit).collect()
    }

    /// In how many of the units each word occurs, by its number.
    pub(super) fn document_frequencies(&self, units: &[Unit]) -> Vec<usize> {
        let mut frequencies = vec![0; self.len()];
        for (number, _) in units.iter().flat_map(|unit| &unit.counts) {
            if let Some(frequency) = frequencies.get_mut(*number) {
                *frequency += 1;
            }
        }
        frequencies
    }
}

/// Puts what belongs to the same group together.
pub(super) fn merge<'p, I, T: Default>(
    by: By,
    items: impl Iterator<Item = (&'p Place, I)>,
    add: impl Fn(&mut T, I),
) -> Vec<(Group, T)> {
    let mut places: HashMap<String, usize> = HashMap::new();
    let mut merged: Vec<(Group, T)> = Vec::new();
    for (place, item) in items {
        let group = by.group(place);
        let next = merged.len();
        let at = *places.entry(group.key.clone()).or_insert(next);
        if at == next {
            merged.push((group, T::default()));
        }
        if let Some((_, sum)) = merged.get_mut(at) {
            add(sum, item);
        }
    }
    let place = |group: &Group| group.code.clone().or_else(|| group.region.clone());
    match by {
        By::Region | By::RegionYear => merged.sort_by_key(|(group, _)| (place(group), group.year)),
        By::Year => merged.sort_by_key(|(group, _)| group.year),
        By::Report | By::Level | By::Corpus => {}
    }
    merged
}

/// Adds up counts of the same word; yields them by its number.
pub(super) fn summed(counts: Vec<(usize, usize)>) -> Vec<(usize, usize)> {
    let mut sums: BTreeMap<usize, usize> = BTreeMap::new();
    for (number, count) in counts {
        *sums.entry(number).or_default() += count;
    }
    sums.into_iter().collect()
}
