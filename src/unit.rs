//! Yields [`Unit`]: what a number counts, in one canonical spelling.
//!
//! Spellings are unified (千米 → 公里, 平米 → 平方米, 名 and 位 → 人); a unit is never converted into
//! another. Factors such as 万 belong to the numeral, so a value is exact.

use std::collections::HashMap;

use serde::Deserialize;

/// What kind of thing a unit measures.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Deserialize)]
#[serde(rename_all = "lowercase")]
#[allow(missing_docs)]
pub enum Dimension {
    Ratio,
    Points,
    Multiple,
    Money,
    Area,
    Length,
    Volume,
    Mass,
    Power,
    Energy,
    Voltage,
    Concentration,
    Duration,
    Person,
    Count,
    Score,
    Temperature,
    Rank,
}

/// A unit or measure word.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unit {
    /// Canonical spelling, as the tables show it.
    pub symbol: String,
    /// What it measures.
    pub dimension: Dimension,
    /// Taken after Arabic digits only.
    pub arabic: bool,
}

/// The file `units.toml`.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct UnitFile {
    /// Units with several written forms.
    #[serde(default, rename = "unit")]
    pub units: Vec<UnitRule>,
    /// Measure words that are their own symbol.
    #[serde(default, rename = "family")]
    pub families: Vec<FamilyRule>,
    /// Nouns that stand for a measure word left out.
    #[serde(default, rename = "implied")]
    pub implied: Vec<ImpliedRule>,
}

/// One unit and its written forms.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(missing_docs)]
pub struct UnitRule {
    pub symbol: String,
    pub dimension: Dimension,
    #[serde(default)]
    pub arabic: bool,
    pub names: Vec<String>,
    pub example: String,
    pub counterexample: String,
}

/// Measure words that share a dimension.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(missing_docs)]
pub struct FamilyRule {
    pub dimension: Dimension,
    #[serde(default)]
    pub arabic: bool,
    pub words: Vec<String>,
    pub example: String,
    pub counterexample: String,
}

/// Nouns after a bare number, and the unit they mean.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(missing_docs)]
pub struct ImpliedRule {
    pub unit: String,
    pub nouns: Vec<String>,
    pub example: String,
    pub counterexample: String,
}

/// All units, found by their written form.
#[derive(Debug, Default)]
pub struct UnitTable {
    units: Vec<Unit>,
    by_name: HashMap<String, usize>,
    longest: usize,
    implied: Vec<(String, usize)>,
}

impl UnitTable {
    /// Builds the table.
    ///
    /// # Errors
    /// A written form that belongs to two units, or an implied unit that does not exist.
    pub fn compile(file: &UnitFile) -> Result<Self, String> {
        let mut table = UnitTable::default();
        for rule in &file.units {
            let unit = Unit {
                symbol: rule.symbol.clone(),
                dimension: rule.dimension,
                arabic: rule.arabic,
            };
            table.add(unit, &rule.names)?;
        }
        for family in &file.families {
            for word in &family.words {
                let unit = Unit {
                    symbol: word.clone(),
                    dimension: family.dimension,
                    arabic: family.arabic,
                };
                table.add(unit, std::slice::from_ref(word))?;
            }
        }
        for rule in &file.implied {
            let unit = table.units.iter().position(|u| u.symbol == rule.unit);
            let unit = unit.ok_or_else(|| format!("implied unit {} is not a unit", rule.unit))?;
            table.implied.extend(rule.nouns.iter().map(|noun| (noun.clone(), unit)));
        }
        Ok(table)
    }

    fn add(&mut self, unit: Unit, names: &[String]) -> Result<(), String> {
        self.units.push(unit);
        for name in names {
            self.longest = self.longest.max(name.chars().count());
            if let Some(other) = self.by_name.insert(name.clone(), self.units.len() - 1) {
                return Err(format!("{name} is already a form of {}", self.units[other].symbol));
            }
        }
        Ok(())
    }

    /// The unit whose written form stands at the start of `text`, longest form first, and its
    /// length in bytes.
    pub fn at_start(&self, text: &str) -> Option<(&Unit, usize)> {
        let mut ends: Vec<usize> =
            text.char_indices().take(self.longest).map(|(i, c)| i + c.len_utf8()).collect();
        ends.reverse();
        ends.into_iter()
            .find_map(|end| self.by_name.get(&text[..end]).map(|&unit| (&self.units[unit], end)))
    }

    /// The unit with this symbol or written form.
    pub fn named(&self, name: &str) -> Option<&Unit> {
        let symbol = self.units.iter().find(|unit| unit.symbol == name);
        symbol.or_else(|| self.by_name.get(name).map(|&unit| &self.units[unit]))
    }

    /// Whether `text` opens with a unit whose first sign looks like a magnitude (千瓦, 百分点).
    pub fn keeps_magnitude(&self, text: &str) -> bool {
        text.starts_with(['千', '百', '万', '亿'])
            && self.at_start(text).is_some_and(|(_, length)| length > '千'.len_utf8())
    }

    /// The unit meant by the first such noun in `text`, where the measure word was left out.
    pub fn implied(&self, text: &str) -> Option<&Unit> {
        self.implied
            .iter()
            .filter_map(|(noun, unit)| {
                Some((text.find(noun.as_str())?, std::cmp::Reverse(noun.len()), *unit))
            })
            .min()
            .map(|(_, _, unit)| &self.units[unit])
    }
}
