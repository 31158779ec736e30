//! Yields the numbers of a proportion: 13.3:46.1:40.6 of a hundred, and 1:15 to one.

use std::ops::Range;

use rust_decimal::Decimal;

use super::Reader;
use crate::mention::{Bound, Quantity};
use crate::span::Span;
use crate::token::Number;

/// How far the parts of a hundred may miss it: they are rounded, and one may be a slip.
const MISS: Decimal = Decimal::from_parts(5, 0, 0, false, 0);

/// Most numbers on either side of one that are looked at.
const MOST: usize = 12;

/// What a number among those of a proportion says.
pub(super) enum Member {
    /// This, together with so many numbers.
    Says(Quantity, usize),
    /// Nothing alone (按4:3:2:1分担).
    Nothing,
}

impl Reader<'_> {
    /// What the `at`th number says in a proportion; none where it is in none, and where a unit follows that
    /// says so itself (2.3:1).
    pub(super) fn member(&self, at: usize) -> Option<Member> {
        match &self.tokens.numbers[self.proportion(at)] {
            [] | [_] => None,
            [one, other] => self.to_one(one, other),
            parts => self.of_a_hundred(at, parts),
        }
    }

    /// 师生比1:15, where the words before speak of a proportion; 1:5万 is the scale of a map.
    fn to_one(&self, one: &Number, other: &Number) -> Option<Member> {
        if value(one) != Some(Decimal::ONE) {
            return None;
        }
        if matches!(other, Number::Numeral(numeral) if numeral.scale > Decimal::ONE) {
            return Some(Member::Nothing);
        }
        let mut clauses = self.tokens.clauses.iter();
        let clause = clauses.find(|clause| clause.contains(one.span()))?;
        if !self.text[clause.start..one.span().start].contains('比') {
            return None;
        }
        let span = Span::new(one.span().start, other.span().end);
        Some(Member::Says(self.stated(span, other, ":1")?, 2))
    }

    /// So many per cent of the whole.
    fn of_a_hundred(&self, at: usize, parts: &[Number]) -> Option<Member> {
        let whole: Option<Decimal> = parts.iter().map(value).sum();
        if whole.is_some_and(|whole| (whole - Decimal::ONE_HUNDRED).abs() > MISS) {
            return Some(Member::Nothing);
        }
        let number = &self.tokens.numbers[at];
        Some(Member::Says(self.stated(number.span(), number, "%")?, 1))
    }

    fn stated(&self, span: Span, number: &Number, unit: &str) -> Option<Quantity> {
        let unit = self.dictionary.units.named(unit)?.clone();
        let mask = match number {
            Number::Mask(mask) => Some(mask.span),
            Number::Numeral(_) => None,
        };
        Some(self.quantity(span, (value(number), None), Some(unit), Bound::Exact, mask, false))
    }

    /// The numbers around the `at`th between which nothing stands but a colon.
    fn proportion(&self, at: usize) -> Range<usize> {
        let numbers = &self.tokens.numbers;
        let joined = |before: usize| {
            let (left, right) = (numbers[before].span(), numbers[before + 1].span());
            self.text[left.end..right.start].trim() == ":"
        };
        let before = (0..at).rev().take(MOST).take_while(|&i| joined(i)).last();
        let after = (at..numbers.len() - 1).take(MOST).take_while(|&i| joined(i)).last();
        let (start, end) = (before.unwrap_or(at), after.map_or(at, |i| i + 1));
        start..end + 1
    }
}

fn value(number: &Number) -> Option<Decimal> {
    match number {
        Number::Numeral(numeral) => Some(numeral.value),
        Number::Mask(_) => None,
    }
}
