//! Yields [`SloganYears`]: in which years each slogan of the dictionary was in use.

use std::collections::{BTreeMap, HashSet};
use std::sync::Arc;

use super::Place;
use crate::analysis::Analysis;

/// Slogans by the year reported on.
#[derive(Debug, Default)]
pub struct SloganYears {
    slogans: BTreeMap<Arc<str>, Slogan>,
}

#[derive(Debug)]
struct Slogan {
    category: Arc<str>,
    kind: Arc<str>,
    years: BTreeMap<Option<i32>, Year>,
}

#[derive(Debug, Default)]
struct Year {
    count: usize,
    reports: usize,
    regions: HashSet<String>,
}

/// A slogan in one year.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SloganUse {
    /// The slogan in its canonical form.
    pub canonical: Arc<str>,
    /// Its subject.
    pub category: Arc<str>,
    /// `fixed`, `numeric` or `scheme`.
    pub kind: Arc<str>,
    /// The year; none for the reports that state none.
    pub year: Option<i32>,
    /// How often it occurs in the reports on that year.
    pub count: usize,
    /// In how many of them.
    pub reports: usize,
    /// In how many regions; a report without a known region counts for none.
    pub regions: usize,
    /// The first year of use in these reports.
    pub first: Option<i32>,
    /// The last.
    pub last: Option<i32>,
}

impl SloganYears {
    /// Takes in a report's slogans.
    pub fn add(&mut self, place: &Place, analysis: &Analysis) {
        let mut seen = HashSet::new();
        for found in &analysis.slogans {
            let slogan = self.slogans.entry(found.canonical.clone()).or_insert_with(|| Slogan {
                category: found.category.clone(),
                kind: found.kind.clone(),
                years: BTreeMap::new(),
            });
            let year = slogan.years.entry(place.year).or_default();
            year.count += 1;
            if seen.insert(&found.canonical) {
                year.reports += 1;
                year.regions.extend(place.region_key().map(str::to_owned));
            }
        }
    }

    /// By slogan, then year.
    pub fn uses(&self) -> impl Iterator<Item = SloganUse> {
        self.slogans.iter().flat_map(|(canonical, slogan)| {
            let mut known = slogan.years.keys().copied().flatten();
            let first = known.next();
            let last = known.last().or(first);
            slogan.years.iter().map(move |(year, found)| SloganUse {
                canonical: canonical.clone(),
                category: slogan.category.clone(),
                kind: slogan.kind.clone(),
                year: *year,
                count: found.count,
                reports: found.reports,
                regions: found.regions.len(),
                first,
                last,
            })
        })
    }
}
