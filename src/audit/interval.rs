//! Yields [`Interval`]: where the true value behind a stated number can lie.

use std::sync::LazyLock;

use regex::Regex;
use rust_decimal::Decimal;

use super::Evidence;
use crate::dictionary::Limit;
use crate::mention::Bound;
use crate::numeral;
use crate::unit::Dimension;

/// Digits, decimals and magnitude of a number as written.
static WRITTEN: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"[0-9][0-9, ]*(?:\.\s*([0-9]+))?\s*([十百千万亿]*)").expect("a constant pattern")
});

/// Lowest and highest value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Interval {
    pub(super) low: Decimal,
    pub(super) high: Decimal,
}

impl Interval {
    /// All that lies no further than `by` from `value`.
    pub(super) fn around(value: Decimal, by: Decimal) -> Option<Self> {
        Some(Interval { low: value.checked_sub(by)?, high: value.checked_add(by)? })
    }

    /// Sums of one value of each.
    pub(super) fn plus(self, other: Self) -> Option<Self> {
        let low = self.low.checked_add(other.low)?;
        Some(Interval { low, high: self.high.checked_add(other.high)? })
    }

    /// Differences of one value of each.
    pub(super) fn minus(self, other: Self) -> Option<Self> {
        let low = self.low.checked_sub(other.high)?;
        Some(Interval { low, high: self.high.checked_sub(other.low)? })
    }

    /// Quotients of one value of each, `other` being positive, times `factor`.
    pub(super) fn over(self, other: Self, factor: Decimal) -> Option<Self> {
        if other.low <= Decimal::ZERO || self.low < Decimal::ZERO {
            return None;
        }
        let low = self.low.checked_mul(factor)?.checked_div(other.high)?;
        Some(Interval { low, high: self.high.checked_mul(factor)?.checked_div(other.low)? })
    }

    /// Whether the two have a value in common.
    pub(super) fn meets(self, other: Self) -> bool {
        self.low <= other.high && other.low <= self.high
    }
}

impl Evidence<'_> {
    /// Half of the last digit's worth of a rounded number: of 3.5万 500, of 43人 nothing, since what
    /// is counted one by one is exact.
    pub(super) fn rounding(self, place: usize) -> Decimal {
        let Some(observation) = self.observations.get(place) else { return Decimal::ZERO };
        let raw = self.slice(observation.quantity.span);
        let (decimals, magnitude) = match WRITTEN.captures(raw) {
            Some(written) => (
                written.get(1).map_or(0, |digits| digits.len()),
                written.get(2).map_or("", |signs| signs.as_str()),
            ),
            // 二千五百七十亿, 百分之六十四点八.
            None => (
                raw.split_once('点').map_or(0, |(_, rest)| {
                    rest.chars().take_while(|c| numeral::is_chinese_digit(*c)).count()
                }),
                raw.rmatches(['万', '亿']).next().unwrap_or_default(),
            ),
        };
        let dimension = observation.quantity.unit.as_ref().map(|unit| unit.dimension);
        let whole = decimals == 0 && magnitude.is_empty();
        if whole
            && !matches!(dimension, Some(Dimension::Ratio | Dimension::Points | Dimension::Money))
        {
            return Decimal::ZERO;
        }
        let exponent = magnitude.chars().map(|sign| match sign {
            '十' => 1,
            '百' => 2,
            '千' => 3,
            '万' => 4,
            _ => 8,
        });
        let exponent: usize = exponent.sum();
        let tens = |n: usize| (0..n.min(20)).fold(Decimal::ONE, |all, _| all * Decimal::TEN);
        tens(exponent) / tens(decimals) / Decimal::TWO
    }

    /// Where the true value of an observation can lie, by its digits and its bound; nothing where no
    /// value is stated or the bound leaves a side open.
    pub(super) fn interval(self, place: usize) -> Option<Interval> {
        let observation = self.observations.get(place)?;
        let value = observation.value?;
        let limit = |limit| self.dictionary.checks.limit(limit);
        let by = |share: Decimal| value.checked_mul(share);
        match observation.quantity.bound {
            Bound::Exact => Interval::around(value, self.rounding(place)),
            Bound::About => Interval::around(value, by(limit(Limit::SumAbout))?.abs()),
            Bound::Over => {
                let high = value.checked_add(by(limit(Limit::SumOver))?.abs())?;
                Some(Interval { low: value, high })
            }
            Bound::Under => {
                let low = value.checked_sub(by(limit(Limit::SumOver))?.abs())?;
                Some(Interval { low, high: value })
            }
            Bound::Range => Some(Interval { low: value, high: observation.value_max? }),
        }
    }
}
