//! Yields what belongs to an amount beside its number and unit: 三元五角, 一吨半, $20.

use rust_decimal::Decimal;

use super::Reader;
use super::amount::Amount;
use crate::unit::{Dimension, Unit};

/// What stands after 半 where it is half a unit and opens no word (半径, 半价).
const AFTER_HALF: &str = "的,以左上";

/// Smaller parts after a unit.
#[derive(Default)]
pub(super) struct Parts {
    /// What they add, in the unit.
    pub(super) value: Decimal,
    /// How many numbers they took.
    pub(super) taken: usize,
    /// One past the last, 0 where there is none.
    pub(super) end: usize,
}

impl<'a> Reader<'a> {
    /// The parts that follow a unit written as `name`, which ends at `end`, after the `at`th number.
    pub(super) fn parts(&self, at: usize, unit: &Unit, (name, end): (&str, usize)) -> Parts {
        if let Some(after) = self.rest(end).strip_prefix('半') {
            let half =
                matches!(unit.dimension, Dimension::Mass | Dimension::Length | Dimension::Ratio);
            let ends =
                after.chars().next().is_none_or(|c| !c.is_alphanumeric() || AFTER_HALF.contains(c));
            if half && ends {
                return Parts { value: Decimal::new(5, 1), taken: 0, end: end + '半'.len_utf8() };
            }
        }
        if let Some(tenths) = self.tenths(at + 1, name, end) {
            return tenths;
        }
        let mut parts = Parts::default();
        let mut from = end;
        for _ in 0..2 {
            let next = from + if self.rest(from).starts_with('又') { '又'.len_utf8() } else { 0 };
            let Some(number) = self.tokens.numbers.get(at + parts.taken + 1) else { break };
            let amount = self.amount(at + parts.taken + 1);
            let size = self.dictionary.units.part(unit, self.rest(amount.end));
            let (Some((size, length)), Some(value)) = (size, amount.value()) else { break };
            if number.span().start != next {
                break;
            }
            from = amount.end + length;
            parts.value += value * size;
            parts.taken += 1;
            parts.end = from;
        }
        parts
    }

    /// 七成五: the `at`th number as tenths of the form before it.
    fn tenths(&self, at: usize, name: &str, end: usize) -> Option<Parts> {
        let number = self.tokens.numbers.get(at)?.span();
        let digit = number.len() == '五'.len_utf8() && self.dictionary.units.has_tenths(name);
        let joined = self.text.get(end..number.start)?.trim_end_matches(' ').is_empty();
        let amount = self.amount(at);
        let counts = self.unit_at(amount.end).is_some();
        let value = amount.value().filter(|_| digit && joined && !counts)?;
        Some(Parts { value: value / Decimal::TEN, taken: 1, end: amount.end })
    }

    /// The unit of a sign before the number that starts at `start`.
    pub(super) fn sign(&self, start: usize, amount: &Amount) -> Option<(Unit, usize)> {
        let before = &self.text[self.tokens.span.start..start];
        let before = before.trim_end_matches(' ');
        let (unit, length) = self.dictionary.units.at_end(before)?;
        // $1.$2 is debris of a program.
        let joined =
            before[..before.len() - length].ends_with(|c: char| c == '.' || c.is_ascii_digit());
        let goes_on = self.rest(amount.end).starts_with('.');
        (!joined && !goes_on).then(|| (unit.clone(), amount.end))
    }
}
