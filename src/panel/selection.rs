//! Yields [`Selection`]: which observations a panel is built of.

use std::collections::HashSet;
use std::sync::Arc;

use globset::Glob;

use super::Place;
use crate::dictionary::Dictionary;
use crate::observation::{Aspect, Modality};
use crate::region::{self, Region};

/// What to compare. The default is everything, in main columns only.
#[derive(Clone, Debug, Default)]
pub struct Selection {
    /// By place in [`Dictionary::indicators`], in order; empty for all.
    indicators: Vec<usize>,
    /// Each with all that lies in it, the country alone; empty for all.
    regions: Vec<Region>,
    /// Ranges of years, both ends included; empty for all.
    years: Vec<(i32, i32)>,
    /// Empty for all.
    pub aspects: Vec<Aspect>,
    /// None for both.
    pub modality: Option<Modality>,
    /// Whether qualified figures (民办, 农村) have columns of their own.
    pub qualified: bool,
}

/// What was asked for that there is not.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum SelectionError {
    /// No indicator is called so.
    #[error(
        "{0}: no such indicator; give an id, a group such as fiscal, or a pattern such as fiscal.*"
    )]
    Indicator(String),
    /// No region is called so, or several.
    #[error("{0}: not the name of one region; give its full name or its six-digit code")]
    Region(String),
    /// Not a year or a range of years.
    #[error("{0}: no year; give 2020 or 2015-2020")]
    Year(String),
}

impl Selection {
    /// Of the indicators, only those of these ids, groups (what stands before the point) or patterns.
    ///
    /// # Errors
    /// One that fits no indicator.
    pub fn indicators(
        &mut self,
        wanted: &[String],
        dictionary: &Dictionary,
    ) -> Result<(), SelectionError> {
        for name in wanted {
            let unknown = || SelectionError::Indicator(name.clone());
            let glob = Glob::new(name).map_err(|_| unknown())?.compile_matcher();
            let group = |id: &str| id.split_once('.').is_some_and(|(group, _)| group == name);
            let all = dictionary.indicators.iter().enumerate();
            let found =
                all.filter(|(_, i)| group(&i.id) || glob.is_match(&*i.id)).map(|(at, _)| at);
            let before = self.indicators.len();
            self.indicators.extend(found);
            if self.indicators.len() == before {
                return Err(unknown());
            }
        }
        self.indicators.sort_unstable();
        self.indicators.dedup();
        Ok(())
    }

    /// Of the regions, only these and what lies in them, by name or code; 全国 is the country alone.
    ///
    /// # Errors
    /// One that is no region, or several.
    pub fn regions(&mut self, wanted: &[String]) -> Result<(), SelectionError> {
        for name in wanted {
            let found = region::by_code(name, None).or_else(|| region::find(name, None));
            self.regions.push(found.ok_or_else(|| SelectionError::Region(name.clone()))?);
        }
        Ok(())
    }

    /// Of the years, only these: `2020`, `2015-2020`.
    ///
    /// # Errors
    /// One that is no year.
    pub fn years(&mut self, wanted: &[String]) -> Result<(), SelectionError> {
        for range in wanted {
            let (first, last) = range.split_once('-').unwrap_or((range, range));
            let years = first.trim().parse().ok().zip(last.trim().parse().ok());
            let years = years.filter(|(first, last)| first <= last);
            self.years.push(years.ok_or_else(|| SelectionError::Year(range.clone()))?);
        }
        Ok(())
    }

    /// The ids of the indicators that are wanted; none for all.
    pub fn ids(&self, dictionary: &Dictionary) -> HashSet<Arc<str>> {
        let found = self.indicators.iter().filter_map(|place| dictionary.indicators.get(*place));
        found.map(|indicator| indicator.id.clone()).collect()
    }

    pub(super) fn has_indicator(&self, place: usize) -> bool {
        self.indicators.is_empty() || self.indicators.binary_search(&place).is_ok()
    }

    pub(super) fn has_place(&self, place: &Place) -> bool {
        let inside = |wanted: &Region| {
            let found = region::by_code(&place.code, None);
            *wanted == region::COUNTRY && *place.code == *wanted.code
                || *wanted != region::COUNTRY && found.is_some_and(|region| region.is_in(wanted))
        };
        self.regions.is_empty() || self.regions.iter().any(inside)
    }

    pub(super) fn has_year(&self, year: i32) -> bool {
        let inside = |&(first, last): &(i32, i32)| (first..=last).contains(&year);
        self.years.is_empty() || self.years.iter().any(inside)
    }

    pub(super) fn has(&self, aspect: Aspect, modality: Modality) -> bool {
        (self.aspects.is_empty() || self.aspects.contains(&aspect))
            && self.modality.is_none_or(|wanted| wanted == modality)
    }
}
