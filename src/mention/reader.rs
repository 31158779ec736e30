//! Yields the quantities of a sentence: numbers and masks joined with their units and bounds.

use rust_decimal::Decimal;

use super::{Bound, Quantity, Status};
use crate::dictionary::schema::CueClass;
use crate::dictionary::{Dictionary, Sense};
use crate::numeral::{Numeral, Script};
use crate::span::Span;
use crate::token::mask::Mask;
use crate::token::{Number, Tokens};
use crate::unit::{Dimension, Unit};

/// Signs directly before a number that belong to its mention.
const PREFIXES: [&str; 6] = ["近", "约", "超", "不到", "逾", "将近"];
/// Signs after a unit that belong to the mention, and what they say.
const SUFFIXES: [(&str, Bound); 11] = [
    ("以上", Bound::Over),
    ("左右", Bound::About),
    ("上下", Bound::About),
    ("以下", Bound::Under),
    ("以内", Bound::Under),
    ("之内", Bound::Under),
    ("以外", Bound::Over),
    ("开外", Bound::Over),
    ("之多", Bound::Over),
    ("余", Bound::Over),
    ("内", Bound::Under),
];
/// Signs between the two numbers of a range.
const CONNECTORS: [&str; 8] = ["——", "—", "-", "–", "~", "～", "至", "到"];
/// What after a number makes it a date, an ordinal or a name and no quantity.
const NOT_COUNTED: [char; 22] = [
    '年', '月', '日', '号', '时', '点', '届', '期', '线', '路', '版', '+', '/', '#', '楼', '班', '世',
    '国', '周', '中', '强', '℃',
];
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

/// A number with its magnitude, before the unit.
struct Amount<'a> {
    numeral: Option<&'a Numeral>,
    mask: Option<Mask>,
    /// One past its magnitude and 余/多.
    end: usize,
    over: bool,
}

impl Amount<'_> {
    fn value(&self) -> Option<Decimal> {
        self.numeral.filter(|n| !n.suspect).map(|n| n.value)
    }

    fn scale(&self) -> Decimal {
        self.numeral.map_or(Decimal::ONE, |n| n.scale)
    }
}

impl<'a> Reader<'a> {
    /// Reads the quantity whose first number is the `at`th, and how many numbers it took.
    fn read(&self, at: usize) -> Option<(Quantity, usize)> {
        let start = self.tokens.numbers[at].span().start;
        if let Some(rank) = self.rank(at) {
            return Some((rank, 1));
        }
        let first = self.amount(at);
        if self.is_name(at, &first) {
            return None;
        }
        let range = self.range(at, &first);
        let last = range.as_ref().map_or(&first, |(_, second)| second);
        let ratio = first.numeral.or(last.numeral).and_then(|n| n.ratio);
        let (unit, mut end) = match self.unit(last, ratio) {
            Some(found) => found,
            None => return self.unitless(at, &first, range.is_some()),
        };
        if self.is_date(&first, &unit, end) || self.is_scale(at, end) {
            return None;
        }
        let mut bound = if first.over { Bound::Over } else { Bound::Exact };
        if let Some((sign, says)) = SUFFIXES.iter().find(|(s, _)| self.rest(end).starts_with(s)) {
            let inner = *sign == "内" && unit.dimension != Dimension::Duration;
            if !inner {
                end += sign.len();
                bound = *says;
            }
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
            (value, value_max),
            Some(unit),
            bound,
            first.mask.or(second_mask).map(|_| self.mask_span(&first, second_mask)),
            first.numeral.is_some_and(|n| n.suspect),
        );
        Some((quantity, if range.is_some() { 2 } else { 1 }))
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

    /// The number at `at` with 余, 多, magnitudes after a mask.
    fn amount(&self, at: usize) -> Amount<'a> {
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
    fn magnitude(&self, from: usize) -> usize {
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
    fn unit(&self, amount: &Amount, ratio: Option<&str>) -> Option<(Unit, usize)> {
        if let Some(symbol) = ratio {
            return Some((self.dictionary.units.named(symbol)?.clone(), amount.end));
        }
        let (unit, end) = self.unit_at(amount.end)?;
        // After a Chinese sign or a lone mask such a word opens a name: 三级, X班.
        let named = match (amount.numeral, amount.mask) {
            (Some(numeral), _) => numeral.script == Script::Chinese,
            (None, mask) => mask.is_some_and(|m| m.span.len() == 1),
        };
        (!(named && unit.arabic)).then(|| (unit.clone(), end))
    }

    fn unit_at(&self, at: usize) -> Option<(&'a Unit, usize)> {
        let rest = self.rest(at);
        let start = at + (rest.len() - rest.trim_start_matches(' ').len());
        let (unit, length) = self.dictionary.units.at_start(self.rest(start))?;
        Some((unit, start + length))
    }

    /// `套(间)`: a second measure word in brackets.
    fn other_unit(&self, end: usize) -> usize {
        let Some(inside) = self.rest(end).strip_prefix('(') else { return end };
        match self.dictionary.units.at_start(inside) {
            Some((_, length)) if inside[length..].starts_with(')') => end + length + 2,
            _ => end,
        }
    }

    /// A second number that makes a range with the first.
    fn range(&self, at: usize, first: &Amount) -> Option<(usize, Amount<'a>)> {
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
        if verbal && self.follows(self.tokens.numbers[at].span().start, CueClass::From) {
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

    /// Whether a cue of this class ends right before `at`, with only fillers between.
    fn follows(&self, at: usize, class: CueClass) -> bool {
        self.cue_before(at, &[class]).is_some()
    }

    /// The cue of one of these classes that ends at `at`.
    fn cue_before(&self, at: usize, classes: &[CueClass]) -> Option<CueClass> {
        self.tokens.terms.iter().filter(|t| t.span.end == at).find_map(|t| {
            self.dictionary.lexicon.senses(t).iter().find_map(|sense| match sense {
                Sense::Cue(class) if classes.contains(class) => Some(*class),
                _ => None,
            })
        })
    }

    /// Where the mention begins, 近 or 约 included, and the bound that stands before the number.
    fn before(&self, start: usize) -> (usize, Option<Bound>) {
        let text = self.text[self.tokens.span.start..start].trim_end_matches(' ');
        let end = self.tokens.span.start + text.len();
        let end = match text.strip_suffix(['了', '到', '过']) {
            Some(shorter) if !text.ends_with("不到") && !text.ends_with("超过") => {
                self.tokens.span.start + shorter.len()
            }
            _ => end,
        };
        let classes = [CueClass::Over, CueClass::Under, CueClass::About];
        let bound = self.cue_before(end, &classes).map(|class| match class {
            CueClass::Over => Bound::Over,
            CueClass::Under => Bound::Under,
            _ => Bound::About,
        });
        let prefix = PREFIXES.iter().rev().find(|p| text.ends_with(**p)).map_or(0, |p| p.len());
        let word = text.ends_with("附近") || text.ends_with("最近");
        match (bound, word) {
            (Some(bound), false) => (start - prefix - (start - self.tokens.span.start - text.len()) * usize::from(prefix > 0), Some(bound)),
            _ => (start, None),
        }
    }

    /// 第七名, 居全省第三, 进入全国前十: a rank.
    fn rank(&self, at: usize) -> Option<Quantity> {
        let Number::Numeral(numeral) = &self.tokens.numbers[at] else { return None };
        let before = &self.text[self.tokens.span.start..numeral.span.start];
        let sign = before.chars().next_back().filter(|c| matches!(c, '第' | '前' | '后'))?;
        let start = numeral.span.start - sign.len_utf8();
        let after = self.rest(numeral.span.end);
        let unit = after.chars().next().filter(|c| matches!(c, '名' | '位'));
        let stops = after.chars().next().is_none_or(|c| !('\u{4e00}'..='\u{9fff}').contains(&c));
        let clause = self.tokens.clauses.iter().find(|c| c.start <= start && start < c.end)?;
        let cued = self.tokens.terms.iter().any(|t| {
            clause.contains(t.span)
                && t.span.end <= start
                && start - t.span.end <= NOUN_REACH
                && self.dictionary.lexicon.senses(t).contains(&Sense::Cue(CueClass::Rank))
        });
        let named = unit == Some('名') && after.starts_with("名师");
        let ranks = match sign {
            '第' => unit.is_some() || cued && stops,
            _ => cued && (unit.is_some() || stops),
        };
        if named || !ranks {
            return None;
        }
        let symbol = unit.unwrap_or('名');
        let end = numeral.span.end + unit.map_or(0, char::len_utf8);
        Some(Quantity {
            span: Span::new(start, end),
            value: Some(numeral.value),
            value_max: None,
            unit: Some(Unit { symbol: symbol.into(), dimension: Dimension::Rank, arabic: false }),
            bound: if sign == '前' { Bound::Under } else { Bound::Exact },
            mask: None,
            rank: true,
            status: Status::Ok,
        })
    }

    /// Whether the number is part of a name or an ordinal (第三, 5G, 5+2, 前十名, “三区”).
    fn is_name(&self, at: usize, amount: &Amount) -> bool {
        let span = self.tokens.numbers[at].span();
        let inside = &self.text[self.tokens.span.start..span.start];
        let before = inside.chars().next_back();
        let after = self.rest(span.end).chars().next();
        let latin = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric() || c == '+');
        let masked = amount.mask.is_some();
        let unit_follows = self.dictionary.units.at_start(self.rest(span.end)).is_some();
        let top = before == Some('前') && !self.ends_word(inside, &["目", "此", "以", "年", "日", "提", "之", "天", "当"]);
        if top || matches!(before, Some('第' | '+' | '#' | '/')) || latin(before) {
            return true;
        }
        if before == Some('-') && inside.len() > 1 {
            return inside[..inside.len() - 1].ends_with(|c: char| c.is_ascii_alphanumeric());
        }
        if before == Some('.') && inside[..inside.len() - 1].ends_with(|c: char| c.is_ascii_digit()) {
            return true;
        }
        if latin(after) && !unit_follows {
            return true;
        }
        if self.tokens.titles.iter().any(|t| t.contains(span)) {
            return true;
        }
        let quote = self.tokens.quotes.iter().find(|q| q.contains(span));
        let chinese = amount.numeral.is_some_and(|n| n.script == Script::Chinese);
        quote.is_some_and(|q| {
            let chars = self.text[q.range()].chars().count();
            let ratio = self.rest(amount.end).starts_with(['%', '个']);
            !masked && (chinese && chars <= 12 || !chinese && chars <= 8 && !ratio)
        })
    }

    /// Whether `inside` ends in a word of one of these signs and the last sign (目前, 提前).
    fn ends_word(&self, inside: &str, firsts: &[&str]) -> bool {
        let last = inside.chars().next_back().map_or(0, char::len_utf8);
        firsts.iter().any(|first| inside[..inside.len() - last].ends_with(first))
    }

    /// Whether the number with this unit is a year, a month or the like.
    fn is_date(&self, amount: &Amount, unit: &Unit, end: usize) -> bool {
        let after = self.rest(end);
        match unit.symbol.as_str() {
            "年" => {
                let digits = amount.numeral.filter(|n| n.script == Script::Arabic);
                let years = digits.is_some_and(|n| n.value < Decimal::from(60));
                let part = digits.is_some_and(|n| !n.value.fract().is_zero());
                let bounded = ["以上", "以内", "左右"].iter().any(|word| after.starts_with(word));
                !(years && (part || bounded || after.starts_with(['基', '免', '义'])))
            }
            "周" => amount.numeral.is_none_or(|n| n.script == Script::Chinese),
            _ => false,
        }
    }

    /// 万元生产总值能耗, 亿元项目: a magnitude alone is a number only as a threshold (亿元以上).
    fn is_scale(&self, at: usize, end: usize) -> bool {
        let alone = matches!(&self.text[self.tokens.numbers[at].span().range()], "万" | "亿" | "千");
        alone && !self.rest(end).starts_with("以上")
    }

    /// A number without a unit: a quantity where it is scaled, or a noun tells the unit.
    fn unitless(&self, at: usize, amount: &Amount, range: bool) -> Option<(Quantity, usize)> {
        if range {
            return None;
        }
        let span = self.tokens.numbers[at].span();
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
            Some(unit) if medal == (unit.symbol == "枚") && (!chinese || medal || scaled) => Some(unit),
            _ => None,
        };
        let year = amount.numeral.is_some_and(|n| n.span.len() == 4 && !chinese && !scaled);
        if unit.is_none() && !scaled || year && unit.is_some() && self.text[span.range()].starts_with("20") {
            return None;
        }
        if unit.is_none() && (chinese || noun.is_empty() && next.is_some_and(|c| c == '-')) {
            return None;
        }
        let (prefix, before) = self.before(span.start);
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

    fn rest(&self, from: usize) -> &'a str {
        &self.text[from.min(self.tokens.span.end)..self.tokens.span.end]
    }
}

/// `3—5万`: the first number shares the second's magnitude.
fn scaled_like(value: Decimal, first: &Amount, second: &Amount) -> Decimal {
    if first.scale() == Decimal::ONE && second.scale() > Decimal::ONE {
        value * second.scale()
    } else {
        value
    }
}
