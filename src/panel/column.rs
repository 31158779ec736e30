//! Yields [`Column`]: what one column of a panel holds, and its names.

use std::sync::Arc;

use crate::observation::{Aspect, Modality};

/// An indicator with one aspect, modality, unit and length of period.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Column {
    /// Unique in the panel, of its parts: `economy.gdp`, `economy.gdp.growth.target`.
    pub id: String,
    /// Unique in the panel, at most 32 letters, digits and `_`, begins with a letter.
    pub short: String,
    /// The indicator's id.
    pub indicator: Arc<str>,
    /// Chinese name, what it says of its indicator included.
    pub name: String,
    /// English name, likewise; qualifiers stay Chinese.
    pub name_en: String,
    /// Unit of the values; empty where they have none.
    pub unit: String,
    /// What the values say of the indicator.
    pub aspect: Aspect,
    /// Fact or target.
    pub modality: Modality,
    /// Words that narrow the indicator (民办, 农村); none in the main columns.
    pub qualifiers: Vec<String>,
    /// Years that a value is of: 1, or the length of a period that ends with the row's year.
    pub years: u16,
    /// How the values were computed; none where reports state them.
    pub derived: Option<Derivation>,
}

/// What a derived column is computed of another one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Derivation {
    /// Growth on the year before, in per cent.
    Growth,
    /// Difference to the median of all regions of the same level and year.
    MedianGap,
    /// Difference to the median of the regions of the same province, level and year.
    ProvinceGap,
    /// Rank among the regions of the same level and year, the greatest first.
    Rank,
    /// Actual value less the target for the same year.
    TargetGap,
}

impl Derivation {
    /// All of them.
    pub const ALL: [Derivation; 5] = [
        Derivation::Growth,
        Derivation::MedianGap,
        Derivation::ProvinceGap,
        Derivation::Rank,
        Derivation::TargetGap,
    ];

    /// As the command line and column ids write it.
    pub const fn name(self) -> &'static str {
        match self {
            Derivation::Growth => "growth",
            Derivation::MedianGap => "median-gap",
            Derivation::ProvinceGap => "province-gap",
            Derivation::Rank => "rank",
            Derivation::TargetGap => "target-gap",
        }
    }
}

/// By what a header names its columns.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Names {
    /// Chinese names, the unit in brackets.
    #[default]
    Zh,
    /// English names, the unit in brackets.
    En,
    /// Ids.
    Id,
}

impl Names {
    /// All of them.
    pub const ALL: [Names; 3] = [Names::Zh, Names::En, Names::Id];

    /// As the command line writes it.
    pub const fn name(self) -> &'static str {
        match self {
            Names::Zh => "zh",
            Names::En => "en",
            Names::Id => "id",
        }
    }
}

impl Column {
    /// The header.
    pub fn header(&self, names: Names) -> String {
        let name = match names {
            Names::Id => return self.id.clone(),
            Names::Zh => &self.name,
            Names::En => &self.name_en,
        };
        match self.unit.as_str() {
            "" => name.clone(),
            unit => format!("{name} ({unit})"),
        }
    }
}
