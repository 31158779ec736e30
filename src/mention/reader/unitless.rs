//! Yields quantities whose measure word was left out: 5.7万贫困劳动力, 58乡村幼儿园, 一金二银.

use rust_decimal::Decimal;

use super::amount::Amount;
use super::{NOUN_REACH, Reader};
use crate::mention::{Bound, Quantity};
use crate::numeral::Script;
use crate::span::Span;

/// What after a number makes it a date, an ordinal or a name and no quantity.
const NOT_COUNTED: [char; 22] = [
    '年', '月', '日', '号', '时', '点', '届', '期', '线', '路', '版', '+', '/', '#', '楼', '班',
    '世', '国', '周', '中', '强', '℃',
];

impl<'a> Reader<'a> {
    /// A number without a unit: a quantity where it is scaled, or a noun tells the unit.
    pub(super) fn unitless(
        &self,
        at: usize,
        amount: &Amount,
        range: bool,
    ) -> Option<(Quantity, usize)> {
        let span = self.tokens.numbers[at].span();
        let (prefix, before) = self.before(span.start);
        if range || before.is_none() && self.is_scale(at, amount.end) {
            return None;
        }
        let rest = self.rest(amount.end);
        let next = rest.chars().next();
        let chinese = amount.numeral.is_some_and(|n| n.script == Script::Chinese);
        let scaled = amount.scale() >= Decimal::from(1000)
            || amount.mask.is_some() && self.text[span.end..amount.end].contains(['万', '亿']);
        if next.is_some_and(|c| NOT_COUNTED.contains(&c)) || amount.mask.is_some() && !scaled {
            return None;
        }
        let reach = rest
            .char_indices()
            .find(|&(i, c)| i > NOUN_REACH || !('\u{4e00}'..='\u{9fff}').contains(&c))
            .map_or(rest.len(), |(i, _)| i);
        let noun = &rest[..reach];
        let implied = self.dictionary.units.implied(noun);
        let medal = noun.starts_with(['金', '银', '铜']);
        let ends = |from: usize| {
            let c = rest[from..].chars().next();
            c.is_none_or(|c| crate::numeral::is_chinese_digit(c) || !c.is_alphanumeric())
        };
        let unit = match implied {
            _ if medal && !ends('金'.len_utf8()) => None,
            Some(unit) if medal == (unit.symbol == "枚") && (!chinese || medal || scaled) => {
                Some(unit)
            }
            _ => None,
        };
        let year = amount.numeral.is_some_and(|n| n.span.len() == 4 && !chinese && !scaled);
        if unit.is_none() && !scaled
            || year && unit.is_some() && self.text[span.range()].starts_with("20")
        {
            return None;
        }
        if unit.is_none() && (chinese || noun.is_empty() && next.is_some_and(|c| c == '-')) {
            return None;
        }
        let bound = match before {
            Some(bound) => bound,
            None if amount.over => Bound::Over,
            None => Bound::Exact,
        };
        let over_sign = rest.starts_with(['多', '余']);
        let end = if over_sign { amount.end + '多'.len_utf8() } else { amount.end };
        let bound = if over_sign && bound == Bound::Exact { Bound::Over } else { bound };
        let quantity = self.quantity(
            Span::new(prefix, end),
            (amount.value(), None),
            unit.cloned(),
            bound,
            amount.mask.map(|m| m.span),
            amount.numeral.is_some_and(|n| n.suspect),
        );
        Some((quantity, 1))
    }
}
