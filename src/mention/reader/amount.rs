//! Yields amounts: a number or mask with its magnitude, the unit after it, and a second one that makes a range.

use rust_decimal::Decimal;

use super::Reader;
use crate::dictionary::schema::CueClass;
use crate::numeral::{Numeral, Script};
use crate::token::Number;
use crate::token::mask::Mask;
use crate::unit::Unit;

/// Signs between the two numbers of a range.
const CONNECTORS: [&str; 8] = ["——", "—", "-", "–", "~", "～", "至", "到"];

/// A number with its magnitude, before the unit.
pub(super) struct Amount<'a> {
    pub(super) numeral: Option<&'a Numeral>,
    pub(super) mask: Option<Mask>,
    /// One past its magnitude and 余/多.
    pub(super) end: usize,
    pub(super) over: bool,
}

impl Amount<'_> {
    pub(super) fn value(&self) -> Option<Decimal> {
        self.numeral.filter(|n| !n.suspect).map(|n| n.value)
    }

    pub(super) fn scale(&self) -> Decimal {
        self.numeral.map_or(Decimal::ONE, |n| n.scale)
    }
}

/// `3—5万`: the first number shares the second's magnitude.
pub(super) fn scaled_like(value: Decimal, first: &Amount, second: &Amount) -> Decimal {
    if first.scale() == Decimal::ONE && second.scale() > Decimal::ONE {
        value * second.scale()
    } else {
        value
    }
}

impl<'a> Reader<'a> {
    /// The number at `at` with 余, 多, magnitudes after a mask.
    pub(super) fn amount(&self, at: usize) -> Amount<'a> {
        let (numeral, mask, mut end) = match &self.tokens.numbers[at] {
            Number::Numeral(n) => (Some(n), None, n.span.end),
            Number::Mask(m) => (None, Some(*m), self.magnitude(m.span.end)),
        };
        let mut over = numeral.is_some_and(|n| n.over);
        let masked_over = mask.is_some() && self.text[..end].ends_with(['余', '多']);
        over |= masked_over;
        for (offset, c) in self.rest(end).char_indices() {
            let after = end + offset + c.len_utf8();
            if c == ' ' && offset == 0 {
                continue;
            }
            if matches!(c, '余' | '多' | '几') && self.unit_at(after).is_some() {
                over = true;
                end = after;
            }
            break;
        }
        Amount { numeral, mask, end, over }
    }

    /// Skips the magnitude signs after a mask (xx万, xxx余万).
    pub(super) fn magnitude(&self, from: usize) -> usize {
        let mut end = from;
        for (offset, c) in self.rest(from).char_indices() {
            let at = from + offset;
            let keeps = self.dictionary.units.keeps_magnitude(&self.text[at..]);
            let vague = matches!(c, '余' | '多' | '几' | ' ');
            let skipped = !keeps && matches!(c, '万' | '亿' | '千' | '百' | '十') || vague;
            if !skipped {
                break;
            }
            if !vague {
                end = at + c.len_utf8();
            }
        }
        end
    }

    /// The unit after an amount, and where it ends.
    pub(super) fn unit(&self, amount: &Amount, ratio: Option<&str>) -> Option<(Unit, usize)> {
        if let Some(symbol) = ratio {
            return Some((self.dictionary.units.named(symbol)?.clone(), amount.end));
        }
        let (unit, end) = self.unit_at(amount.end)?;
        // After a Chinese sign or a lone mask such a word opens a name: 三级, X班.
        let named = match (amount.numeral, amount.mask) {
            (Some(numeral), _) => numeral.script == Script::Chinese,
            (None, mask) => mask.is_some_and(|m| m.span.len() == 1),
        };
        // **人民 in broken Markdown: the sign is no number, and the word no unit.
        let word = amount.mask.is_some()
            && self.text[..end].ends_with('人')
            && self.rest(end).starts_with(['民', '才', '们']);
        (!(word || named && unit.arabic)).then(|| (unit.clone(), end))
    }

    pub(super) fn unit_at(&self, at: usize) -> Option<(&'a Unit, usize)> {
        let rest = self.rest(at);
        let start = at + (rest.len() - rest.trim_start_matches(' ').len());
        let (unit, length) = self.dictionary.units.at_start(self.rest(start))?;
        Some((unit, start + length))
    }

    /// `套(间)`: a second measure word in brackets.
    pub(super) fn other_unit(&self, end: usize) -> usize {
        let Some(inside) = self.rest(end).strip_prefix('(') else {
            return end;
        };
        match self.dictionary.units.at_start(inside) {
            Some((_, length)) if inside[length..].starts_with(')') => end + length + 2,
            _ => end,
        }
    }

    /// A second number that makes a range with the first.
    pub(super) fn range(&self, at: usize, first: &Amount) -> Option<(usize, Amount<'a>)> {
        let mut from = first.end;
        let own = self.unit_at(from).filter(|(unit, _)| unit.symbol != "年");
        let joint = |at: usize| CONNECTORS.iter().find(|c| self.rest(at).starts_with(**c));
        let connector = match joint(from) {
            Some(connector) => connector,
            None => {
                from = own?.1;
                joint(from)?
            }
        };
        let next = self.tokens.numbers.get(at + 1)?;
        if next.span().start != from + connector.len() {
            return None;
        }
        let verbal = matches!(*connector, "至" | "到");
        let start = self.tokens.numbers[at].span().start;
        if verbal && self.cue_before(start, &[CueClass::From]).is_some() {
            return None;
        }
        let second = self.amount(at + 1);
        let unit = self.unit_at(second.end).map(|(unit, _)| unit);
        let same = own.is_none_or(|(own, _)| unit.is_some_and(|unit| unit.symbol == own.symbol));
        let rises = match (first.value(), second.value()) {
            (Some(low), Some(high)) => scaled_like(low, first, &second) < high,
            _ => true,
        };
        let ratio = second.numeral.is_some_and(|n| n.ratio.is_some());
        (same && rises && (unit.is_some() || ratio)).then_some((at + 1, second))
    }
}
