//! Yields [`Formula`]: a rate and the counts that it is made of, with their names resolved.

use regex::Regex;
use rust_decimal::Decimal;

use super::gather::regex;
use super::schema::FormulaRule;
use super::{DictionaryError, Indicator};

/// A rate as a quotient: `(numerator + plus) / denominator × factor`.
#[derive(Debug)]
pub struct Formula {
    /// Name of the rule.
    pub id: String,
    /// Indicator of the rate: place in [`Dictionary::indicators`](super::Dictionary::indicators).
    pub result: usize,
    /// What is divided: the first of these that is stated.
    pub numerator: Vec<usize>,
    /// Words before a number that is added to it.
    pub plus: Option<Regex>,
    /// What divides: the first of these that is stated.
    pub denominator: Vec<usize>,
    /// 100 for a percentage, 1 for an amount per head.
    pub factor: Decimal,
}

impl Formula {
    pub(super) fn compile(
        file: &str,
        rule: FormulaRule,
        indicators: &[Indicator],
    ) -> Result<Self, DictionaryError> {
        let place = |field: &str, id: &String| {
            indicators.iter().position(|i| *i.id == **id).ok_or_else(|| {
                let message = format!("{field}: there is no indicator {id}");
                DictionaryError::in_rule(file, &rule.id, message)
            })
        };
        let all = |field: &str, ids: &[String]| -> Result<Vec<usize>, DictionaryError> {
            ids.iter().map(|id| place(field, id)).collect()
        };
        let factor = rule.factor.to_string().parse().map_err(|_| {
            DictionaryError::in_rule(file, &rule.id, format!("factor: {}", rule.factor))
        })?;
        let plus = rule.plus.as_ref().map(|pattern| regex(file, &rule.id, "plus", pattern));
        Ok(Formula {
            result: place("result", &rule.result)?,
            numerator: all("numerator", &rule.numerator)?,
            plus: plus.transpose()?,
            denominator: all("denominator", &rule.denominator)?,
            factor,
            id: rule.id,
        })
    }
}
