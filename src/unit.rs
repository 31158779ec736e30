//! Yields [`Unit`]: what a number counts, in one canonical spelling.
//!
//! Spellings are unified (千米 → 公里, 平米 → 平方米, 名 and 位 → 人); a unit is never converted into
//! another. Factors such as 万 belong to the numeral, so a value is exact.

use std::collections::{BTreeMap, HashMap, HashSet};

use rust_decimal::Decimal;
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
    Lot,
    Score,
    Temperature,
    Rank,
    Proportion,
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
    /// Those that are taken only where no word goes on (三十两, but not 2013两年).
    #[serde(default)]
    pub closed: Vec<String>,
    /// Signs before the number that say the unit ($20).
    #[serde(default)]
    pub before: Vec<String>,
    /// Written forms that count several of the unit (三成 is 30%).
    #[serde(default)]
    pub times: BTreeMap<String, Times>,
    /// How much of another unit it is, for comparing.
    pub size: Option<Size>,
    /// Smaller units that follow the unit in one amount (三元五角), and their size.
    #[serde(default)]
    pub parts: BTreeMap<String, Decimal>,
    pub example: String,
    pub counterexample: String,
}

/// What a written form multiplies its number by.
#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Times {
    /// The factor.
    pub by: Decimal,
    /// Where the number is less than this; a greater one is kept (75折 is 75%).
    pub below: Option<Decimal>,
    /// Whether a lone digit after the form counts tenths of it (七成五).
    #[serde(default)]
    pub tenths: bool,
}

/// A unit in terms of another: `times`/`over` of it, a fraction so that 亩 is exact.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Size {
    /// Symbol of the other unit, which has no size of its own.
    pub of: String,
    /// Numerator.
    pub times: Decimal,
    /// Denominator.
    #[serde(default = "one")]
    pub over: Decimal,
}

fn one() -> Decimal {
    Decimal::ONE
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
    closed: HashSet<String>,
    before: Vec<(String, usize)>,
    times: HashMap<String, Times>,
    parts: Vec<(usize, String, Decimal)>,
    sizes: HashMap<String, Size>,
}

impl UnitTable {
    /// Builds the table.
    ///
    /// # Errors
    /// A written form that belongs to two units, an implied unit that does not exist, or a size in a
    /// unit that has a size itself or does not exist.
    pub fn compile(file: &UnitFile) -> Result<Self, String> {
        let mut table = UnitTable::default();
        for rule in &file.units {
            let unit = Unit {
                symbol: rule.symbol.clone(),
                dimension: rule.dimension,
                arabic: rule.arabic,
            };
            let at = table.units.len();
            table.add(unit, &rule.names)?;
            table.closed.extend(rule.closed.iter().cloned());
            table.before.extend(rule.before.iter().map(|sign| (sign.clone(), at)));
            for (name, times) in &rule.times {
                table.name(name, at)?;
                table.times.insert(name.clone(), *times);
            }
            let parts = rule.parts.iter().map(|(name, size)| (at, name.clone(), *size));
            table.parts.extend(parts);
            table.sizes.extend(rule.size.clone().map(|size| (rule.symbol.clone(), size)));
        }
        for (symbol, size) in &table.sizes {
            let known = file.units.iter().any(|unit| unit.symbol == size.of);
            if !known || table.sizes.contains_key(&size.of) || size.over.is_zero() {
                return Err(format!("{symbol}: its size is in {}, which is no base unit", size.of));
            }
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
        let at = self.units.len() - 1;
        names.iter().try_for_each(|name| self.name(name, at))
    }

    fn name(&mut self, name: &str, unit: usize) -> Result<(), String> {
        self.longest = self.longest.max(name.chars().count());
        match self.by_name.insert(name.to_owned(), unit) {
            Some(other) => Err(format!("{name} is already a form of {}", self.units[other].symbol)),
            None => Ok(()),
        }
    }

    /// The unit whose written form stands at the start of `text`, longest form first, and its
    /// length in bytes. Blanks may part its signs.
    pub fn at_start(&self, text: &str) -> Option<(&Unit, usize)> {
        let mut form = String::new();
        let mut found = None;
        for (i, c) in text.char_indices().filter(|&(_, c)| c != ' ').take(self.longest) {
            form.push(c);
            let after = &text[i + c.len_utf8()..];
            if let Some(&unit) = self.by_name.get(&form)
                && !(self.closed.contains(&form) && goes_on(after))
                && !(form.ends_with(|c: char| c.is_ascii_digit()) && is_longer(after))
            {
                found = Some((&self.units[unit], i + c.len_utf8()));
            }
        }
        found
    }

    /// What a number before the written form `name` comes to in its unit.
    pub fn times(&self, name: &str, value: Decimal) -> Decimal {
        let times = self.times.get(name.trim()).copied();
        let times = times.filter(|times| times.below.is_none_or(|below| value < below));
        times.map_or(value, |times| value.checked_mul(times.by).unwrap_or(value).normalize())
    }

    /// Whether a lone digit after the written form `name` counts its tenths.
    pub fn has_tenths(&self, name: &str) -> bool {
        self.times.get(name.trim()).is_some_and(|times| times.tenths)
    }

    /// The unit that a sign at the end of `text` says for the number after it, and the sign's length.
    pub fn at_end(&self, text: &str) -> Option<(&Unit, usize)> {
        let (sign, unit) = self.before.iter().find(|(sign, _)| text.ends_with(sign.as_str()))?;
        Some((&self.units[*unit], sign.len()))
    }

    /// The size of the part of `unit` whose name `text` opens with, and the name's length.
    pub fn part(&self, unit: &Unit, text: &str) -> Option<(Decimal, usize)> {
        let mine = self.parts.iter().filter(|(of, ..)| self.units[*of].symbol == unit.symbol);
        let (_, name, size) = mine
            .filter(|(_, name, _)| text.starts_with(name.as_str()))
            .max_by_key(|(_, name, _)| name.len())?;
        Some((*size, name.len()))
    }

    /// A value in another unit of the same base; `None` where there is none.
    ///
    /// ```
    /// # let dictionary = zhibiao::dictionary::Dictionary::embedded()?;
    /// let hectares = dictionary.units.convert(30.into(), "亩", "公顷").unwrap();
    /// assert_eq!(hectares, 2.into());
    /// assert!(dictionary.units.convert(1.into(), "亩", "元").is_none());
    /// # Ok::<(), zhibiao::dictionary::DictionaryError>(())
    /// ```
    pub fn convert(&self, value: Decimal, from: &str, to: &str) -> Option<Decimal> {
        if from == to {
            return Some(value);
        }
        let of = |symbol: &str| {
            let size = self.sizes.get(symbol);
            size.map_or((symbol.to_owned(), Decimal::ONE, Decimal::ONE), |size| {
                (size.of.clone(), size.times, size.over)
            })
        };
        let ((base, times, over), (other, by, per)) = (of(from), of(to));
        if base != other {
            return None;
        }
        let up = value.checked_mul(times)?.checked_mul(per)?;
        Some(up.checked_div(over.checked_mul(by)?)?.normalize())
    }

    /// The unit with this symbol or written form.
    pub fn named(&self, name: &str) -> Option<&Unit> {
        let symbol = self.units.iter().find(|unit| unit.symbol == name);
        symbol.or_else(|| self.by_name.get(name).map(|&unit| &self.units[unit]))
    }

    /// Whether `text` opens with a unit whose first sign looks like a magnitude (千瓦, 百分点).
    pub fn keeps_magnitude(&self, text: &str) -> bool {
        text.starts_with(['千', '百', '万', '亿', '兆'])
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

/// Whether a number goes on at the start of `text`: 5, .5 and 万 after :1.
fn is_longer(text: &str) -> bool {
    let digit = |text: &str| text.starts_with(|c: char| c.is_ascii_digit());
    digit(text)
        || text.starts_with(['十', '百', '千', '万', '亿'])
        || text.strip_prefix(['.', ':', ',']).is_some_and(digit)
}

/// Whether a word goes on at the start of `text`: no part of a sum of money (圆壹角).
fn goes_on(text: &str) -> bool {
    let next = text.chars().next();
    next.is_some_and(|c| c.is_alphanumeric() && !"零壹贰叁肆伍陆柒捌玖整".contains(c))
}
