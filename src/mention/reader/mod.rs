//! Yields the quantities of a sentence: numbers and masks joined with their units and bounds.

mod amount;
mod bound;
mod exclusion;
mod list;
mod part;
mod proportion;
mod rank;
mod unitless;

use rust_decimal::Decimal;

use super::{Bound, Quantity, Status};
use crate::dictionary::Dictionary;
use crate::span::Span;
use crate::token::Tokens;
use crate::token::mask::Mask;
use crate::unit::Unit;
use amount::{Amount, scaled_like};
use part::Parts;
use proportion::Member;

/// How far, in bytes, a noun may stand from a number whose measure word was left out.
const NOUN_REACH: usize = 30;

/// All quantities of the sentence, in text order.
pub fn quantities(text: &str, tokens: &Tokens, dictionary: &Dictionary) -> Vec<Quantity> {
    let reader = Reader { text, tokens, dictionary };
    let mut found: Vec<Quantity> = Vec::new();
    let mut next = 0;
    while next < tokens.numbers.len() {
        let free = found.last().is_none_or(|q| q.span.end <= tokens.numbers[next].span().start);
        let taken = match reader.read(next).filter(|_| free) {
            Some((quantity, taken)) => {
                found.push(quantity);
                taken
            }
            None => 1,
        };
        next += taken;
    }
    found
}

struct Reader<'a> {
    text: &'a str,
    tokens: &'a Tokens,
    dictionary: &'a Dictionary,
}

impl<'a> Reader<'a> {
    /// Reads the quantity whose first number is the `at`th, and how many numbers it took.
    fn read(&self, at: usize) -> Option<(Quantity, usize)> {
        let start = self.tokens.numbers[at].span().start;
        if let Some(rank) = self.rank(at) {
            return Some((rank, 1));
        }
        match self.member(at) {
            Some(Member::Says(quantity, taken)) => return Some((quantity, taken)),
            Some(Member::Nothing) => return None,
            None => {}
        }
        let first = self.amount(at);
        if self.is_name(at, &first) {
            return None;
        }
        let range = self.range(at, &first);
        let last = range.as_ref().map_or(&first, |(_, second)| second);
        let ratio = first.numeral.or(last.numeral).and_then(|n| n.ratio);
        let (unit, mut end) = match self.unit(last, ratio).or_else(|| self.sign(start, last)) {
            Some(found) => found,
            None => {
                let listed = self.listed(at, &first).filter(|_| range.is_none());
                return listed.or_else(|| self.unitless(at, &first, range.is_some()));
            }
        };
        if self.is_date(&first, &unit, end) || self.is_scale(at, end) {
            return None;
        }
        if range.is_none() && self.is_article(at, &unit, end) {
            return None;
        }
        let name = &self.text[last.end..end];
        let counted =
            |value: Option<Decimal>| value.map(|value| self.dictionary.units.times(name, value));
        let parts = match range {
            Some(_) => Parts::default(),
            None => self.parts(at, &unit, (name, end)),
        };
        end = end.max(parts.end);
        let mut bound = if first.over { Bound::Over } else { Bound::Exact };
        if let Some((past, said)) = self.after(end, &unit) {
            (end, bound) = (past, said);
        }
        end = self.other_unit(end);
        let (prefix, before) = self.before(start);
        bound = match (before, bound) {
            (Some(Bound::About), _) => Bound::About,
            (Some(said), Bound::Exact) => said,
            (_, kept) => kept,
        };
        let upto = first.numeral.and_then(|n| n.upto);
        let value_max = range.as_ref().map_or(upto, |(_, second)| second.value());
        if range.is_some() || value_max.is_some() {
            bound = Bound::Range;
        }
        let value = match &range {
            Some((_, second)) => first.value().map(|v| scaled_like(v, &first, second)),
            None => first.value(),
        };
        let second_mask = range.as_ref().and_then(|(_, second)| second.mask);
        let quantity = self.quantity(
            Span::new(prefix, end),
            (counted(value.map(|value| value + parts.value)), counted(value_max)),
            Some(unit),
            bound,
            first.mask.or(second_mask).map(|_| self.mask_span(&first, second_mask)),
            first.numeral.is_some_and(|n| n.suspect),
        );
        Some((quantity, if range.is_some() { 2 } else { 1 + parts.taken }))
    }

    fn mask_span(&self, first: &Amount, second: Option<Mask>) -> Span {
        let from = first.mask.map(|m| m.span).or(second.map(|m| m.span)).unwrap_or_default();
        Span::new(from.start, second.map_or(from.end, |m| m.span.end))
    }

    fn quantity(
        &self,
        span: Span,
        (value, value_max): (Option<Decimal>, Option<Decimal>),
        unit: Option<Unit>,
        bound: Bound,
        mask: Option<Span>,
        suspect: bool,
    ) -> Quantity {
        let status = match (mask, suspect) {
            (Some(mask), _) if mask.is_empty() => Status::Missing,
            (Some(_), _) => Status::Masked,
            (None, true) => Status::Suspect,
            (None, false) => Status::Ok,
        };
        let known = status == Status::Ok;
        Quantity {
            span,
            value: value.filter(|_| known),
            value_max: value_max.filter(|_| known),
            unit,
            bound,
            mask,
            rank: false,
            status,
        }
    }

    /// The sentence from a byte on.
    fn rest(&self, from: usize) -> &'a str {
        &self.text[from.min(self.tokens.span.end)..self.tokens.span.end]
    }
}

#[cfg(test)]
mod tests {
    use crate::Analyzer;

    #[test]
    fn numbers_have_the_unit_that_is_meant() {
        let analyzer = Analyzer::new().unwrap();
        let cases: [(&str, &[&str]); 19] = [
            // A list shares the unit of its last number.
            ("分别提高7.1、2.2个百分点。", &["7.1 百分点", "2.2 百分点"]),
            ("小学、初中分别新增学位1200、800和600个。", &["1200 个", "800 个", "600 个"]),
            ("两地分别投资35万、2.1亿元。", &["350000 元", "210000000 元"]),
            ("两地分别投资3.5、2.1亿元。", &["350000000 元", "210000000 元"]),
            // Neither 分别 nor decimals.
            ("地铁2、3号线开工。", &[]),
            ("1、全县3个乡镇。", &["3 个"]),
            // Proportions of a hundred, and to one.
            ("三次产业结构调整为13.3:46.1:40.6。", &["13.3 %", "46.1 %", "40.6 %"]),
            ("三次产业比例为9.9：49∶41.1。", &["9.9 %", "49 %", "41.1 %"]),
            ("三次产业比例为xx:xx:xx。", &[" %", " %", " %"]),
            ("按4:3:2:1的比例分担风险。", &[]),
            ("城乡居民收入比降至2.28：1以下。", &["2.28 :1"]),
            ("师生比达到1:14.2，教师1203人。", &["14.2 :1", "1203 人"]),
            ("上午8:15开会，1:5万测绘。", &[]),
            ("附件1:12名教师。", &["12 人"]),
            // A hyphen is a sign after what grows; 一点 is a number where decimals follow.
            ("收入增长-2.6%。", &["-2.6 %"]),
            ("投入3-5亿元。", &["300000000 元"]),
            ("占比53.2%（+4.1个百分点）。", &["53.2 %", "4.1 百分点"]),
            ("提高一点八个百分点。", &["1.8 百分点"]),
            ("快一点两小时到。", &["2 小时"]),
        ];
        for (text, expected) in cases {
            let report = analyzer.report("a.txt", text);
            let told = analyzer.analyze(&report).observations.into_iter().map(|o| {
                let unit = o.quantity.unit.map(|unit| unit.symbol).unwrap_or_default();
                format!("{} {unit}", o.value.map(|v| v.normalize().to_string()).unwrap_or_default())
            });
            assert_eq!(told.collect::<Vec<_>>(), expected, "{text}");
        }
    }
}
