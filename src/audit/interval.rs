//! Yields [`Interval`]: where the true value behind a stated number can lie.

use rust_decimal::Decimal;

use super::Evidence;
use crate::dictionary::{Dictionary, Limit};
use crate::mention::{Bound, Quantity};
use crate::numeral;
use crate::unit::Dimension;

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

/// The place of the last digit that is written, as a number.
pub(crate) fn grain(text: &str, quantity: &Quantity, dictionary: &Dictionary) -> Option<Decimal> {
    let keeps = |at: usize| dictionary.units.keeps_magnitude(&text[at..]);
    let mut starts =
        text[quantity.span.range()].char_indices().map(|(i, _)| quantity.span.start + i);
    let numeral = starts.find_map(|at| numeral::read(text, at, &keeps))?;
    let written = &text[numeral.span.range()];
    let decimals = written.split_once(['.', '点']).map_or(0, |(_, rest)| {
        let digits = |c: &char| c.is_ascii_digit() || "○零一二三四五六七八九".contains(*c);
        rest.chars().filter(|c| *c != ' ').take_while(digits).count()
    });
    let unit = Decimal::try_from_i128_with_scale(1, u32::try_from(decimals).ok()?).ok()?;
    Some(numeral.scale.checked_mul(unit)?.normalize())
}

impl Evidence<'_> {
    /// Half of the last digit's worth of a rounded number: of 3.5万 500, of 43人 nothing, since what
    /// is counted one by one is exact.
    pub(super) fn rounding(self, place: usize) -> Decimal {
        let Some(observation) = self.observations.get(place) else { return Decimal::ZERO };
        let dimension = observation.quantity.unit.as_ref().map(|unit| unit.dimension);
        let grain = grain(self.report.text.folded(), &observation.quantity, self.dictionary);
        let measured =
            matches!(dimension, Some(Dimension::Ratio | Dimension::Points | Dimension::Money));
        match grain {
            Some(grain) if measured || grain != Decimal::ONE => grain / Decimal::TWO,
            _ => Decimal::ZERO,
        }
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
