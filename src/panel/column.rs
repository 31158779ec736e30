//! Yields [`Column`]: what one column of a panel holds, and its names.

use std::collections::HashSet;
use std::sync::Arc;

use crate::dictionary::Dictionary;
use crate::observation::{Aspect, Modality};
use crate::unit::Dimension;

/// Longest name that Stata takes.
const SHORT: usize = 32;

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

/// What keeps columns apart, in the order in which they stand.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct Key {
    /// Place in the dictionary.
    pub(super) indicator: usize,
    pub(super) aspect: Aspect,
    pub(super) modality: Modality,
    pub(super) years: u16,
    pub(super) qualifiers: Vec<String>,
    pub(super) unit: String,
}

/// The unit of the column that a figure in `unit` goes to: the indicator's where its unit can be
/// converted to that, else its own.
pub(super) fn unit(
    dictionary: &Dictionary,
    indicator: usize,
    aspect: Aspect,
    unit: &str,
) -> String {
    let own = || unit.to_owned();
    let Some(indicator) = dictionary.indicators.get(indicator) else { return own() };
    let standard = match aspect {
        Aspect::Rank => return String::new(),
        Aspect::Growth | Aspect::Share => "%",
        Aspect::Level | Aspect::Change => &indicator.unit,
    };
    let units = &dictionary.units;
    let dimension = |symbol: &str| units.named(symbol).map(|unit| unit.dimension);
    // Measure words that the indicator is stated in count the same things.
    let counted = |symbol| matches!(dimension(symbol), Some(Dimension::Count | Dimension::Person));
    let counts = counted(unit)
        && counted(standard)
        && unit != "人次"
        && indicator.also.iter().any(|also| also == unit);
    if counts || units.convert(1.into(), unit, standard).is_some() {
        standard.to_owned()
    } else {
        own()
    }
}

/// Whether a figure in `unit` can be what the aspect says of the indicator: a level in a unit of the
/// indicator's kind, a rate in per cent or times.
pub(super) fn takes(dictionary: &Dictionary, indicator: usize, aspect: Aspect, unit: &str) -> bool {
    let Some(indicator) = dictionary.indicators.get(indicator) else { return false };
    let dimension = |symbol: &str| dictionary.units.named(symbol).map(|unit| unit.dimension);
    let own = |symbol: &str| dimension(symbol) == dimension(&indicator.unit);
    match (aspect, dimension(unit)) {
        (Aspect::Level, found) => {
            indicator.also.iter().any(|also| also == unit)
                || found.is_some() && own(unit)
                || unit.is_empty() && indicator.unit.is_empty()
        }
        (Aspect::Growth, found) => {
            matches!(found, Some(Dimension::Ratio | Dimension::Multiple | Dimension::Points))
        }
        (Aspect::Share, found) => matches!(found, Some(Dimension::Ratio)),
        // 百分点 of what is no rate are a change of its growth or its share.
        (Aspect::Change, Some(Dimension::Points)) => indicator.is_ratio(),
        (Aspect::Change | Aspect::Rank, _) => true,
    }
}

/// The columns of these keys.
pub(super) fn columns(keys: &[Key], dictionary: &Dictionary) -> Vec<Column> {
    let mut taken = HashSet::new();
    keys.iter()
        .filter_map(|key| {
            let indicator = dictionary.indicators.get(key.indicator)?;
            let usual = match key.aspect {
                Aspect::Growth | Aspect::Share => "%",
                Aspect::Rank => "",
                Aspect::Level | Aspect::Change => &indicator.unit,
            };
            let (mut id, mut name, mut name_en) =
                (indicator.id.to_string(), indicator.name.to_string(), indicator.name_en.clone());
            let mut tail = String::new();
            let (zh, en, short) = match key.aspect {
                Aspect::Level => ("", "", ""),
                Aspect::Change => ("变化", "change", "_ch"),
                Aspect::Growth => ("增速", "growth", "_gr"),
                Aspect::Share => ("占比", "share", "_sh"),
                Aspect::Rank => ("位次", "rank", "_rk"),
            };
            let mut say = |part: &str, zh: &str, en: &str, short: &str| {
                if !part.is_empty() {
                    id.push_str(&format!(".{part}"));
                    name.push_str(zh);
                    name_en.push_str(&format!(", {en}"));
                    tail.push_str(short);
                }
            };
            if !en.is_empty() {
                say(key.aspect.as_str(), zh, en, short);
            }
            if key.modality == Modality::Target {
                say("target", "目标", "target", "_t");
            }
            if key.years > 1 {
                let n = key.years;
                say(
                    &format!("{n}y"),
                    &format!("（{n}年）"),
                    &format!("{n} years"),
                    &format!("_{n}y"),
                );
            }
            for qualifier in &key.qualifiers {
                say(qualifier, &format!("（{qualifier}）"), qualifier, "");
            }
            // 百分点 is the unit of the change of a rate; a unit that is not the usual one names itself.
            if key.unit != usual && !(key.aspect == Aspect::Change && key.unit == "百分点") {
                let unit = if key.unit.is_empty() { "-" } else { &key.unit };
                say(unit, "", unit, "");
            }
            let short = short_name(&indicator.id, &tail, &mut taken);
            Some(Column {
                id,
                short,
                indicator: indicator.id.clone(),
                name,
                name_en,
                unit: key.unit.clone(),
                aspect: key.aspect,
                modality: key.modality,
                qualifiers: key.qualifiers.clone(),
                years: key.years,
                derived: None,
            })
        })
        .collect()
}

/// A name of at most 32 letters, digits and `_` that is not taken yet.
pub(super) fn short_name(id: &str, tail: &str, taken: &mut HashSet<String>) -> String {
    let plain = |c: char| if c.is_ascii_alphanumeric() { c } else { '_' };
    let stem: String = id.chars().map(plain).collect();
    let names = (1..).map(|n: usize| {
        let tail = if n == 1 { tail.to_owned() } else { format!("{tail}_{n}") };
        let kept: String = stem.chars().take(SHORT.saturating_sub(tail.len())).collect();
        format!("{kept}{tail}")
    });
    let free = |name: &String| !taken.contains(name);
    let name = names.take(usize::from(u16::MAX)).find(free).unwrap_or_default();
    taken.insert(name.clone());
    name
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn short_names_fit_and_differ() {
        let mut taken = HashSet::new();
        let mut name = |id: &str, tail: &str| short_name(id, tail, &mut taken);
        assert_eq!(name("economy.gdp", "_gr"), "economy_gdp_gr");
        assert_eq!(name("economy.gdp", "_gr"), "economy_gdp_gr_2");
        let long = "income_employment.registered_unemployment_rate";
        let names = [name(long, "_t"), name(long, "_t")];
        assert_eq!(names, ["income_employment_registered_u_t", "income_employment_registered_t_2"]);
        assert!(names.iter().all(|name| name.len() == 32));
    }
}
