//! Yields what a number is when it is no quantity: a name, an ordinal, a date.

use rust_decimal::Decimal;

use super::Reader;
use super::amount::Amount;
use crate::dictionary::schema::CueClass;
use crate::numeral::Script;
use crate::token::Number;
use crate::unit::{Dimension, Unit};

/// Meetings counted in their row: 四次会议 is the fourth.
const MEETINGS: [&str; 5] = ["会议", "全会", "全委", "全体", "党代会"];

impl<'a> Reader<'a> {
    /// Whether the number is part of a name, an ordinal or a quotient (第三, 5G, 5+2, 前十名, “三区”).
    pub(super) fn is_name(&self, at: usize, amount: &Amount) -> bool {
        if amount.numeral.is_some_and(|n| n.quotient) {
            return true;
        }
        let span = self.tokens.numbers[at].span();
        let inside = &self.text[self.tokens.span.start..span.start];
        let before = inside.chars().next_back();
        let after = self.rest(span.end).chars().next();
        let latin = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric() || c == '+');
        let masked = amount.mask.is_some();
        let unit_follows = self.dictionary.units.at_start(self.rest(span.end)).is_some();
        let top = before == Some('前')
            && !self
                .ends_word(inside, &["目", "此", "以", "年", "日", "提", "之", "天", "当", "学"]);
        // 53.2%(+4.1个百分点)
        let rise = inside.ends_with("(+");
        if top || matches!(before, Some('第' | '#' | '/')) || !rise && latin(before) {
            return true;
        }
        if before == Some('-') && inside.len() > 1 {
            return inside[..inside.len() - 1].ends_with(|c: char| c.is_ascii_alphanumeric());
        }
        if before == Some('.') && inside[..inside.len() - 1].ends_with(|c: char| c.is_ascii_digit())
        {
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
            let quoted = self.text[q.range()].trim_end_matches('”');
            // “*人计划”
            let scheme = ["计划", "工程", "行动"].iter().any(|word| quoted.ends_with(word));
            match masked {
                true => scheme,
                false => chinese && chars <= 12 || !chinese && chars <= 8 && !ratio,
            }
        })
    }

    /// Whether 一 with this unit is an article and counts nothing: 一批, 是一个整体, 走出一条新路. It
    /// counts after a word that adds or states (新建一所小学), after what it counts (幼儿园一所) and
    /// beside another number.
    pub(super) fn is_article(&self, at: usize, unit: &Unit, end: usize) -> bool {
        let span = self.tokens.numbers[at].span();
        if &self.text[span.range()] != "一" {
            return false;
        }
        match unit.dimension {
            Dimension::Lot => true,
            Dimension::Count | Dimension::Person => {
                let clause = self.tokens.clauses.iter().find(|c| c.contains(span));
                let beside = self.tokens.numbers.iter().map(Number::span).any(|other| {
                    clause.is_some_and(|clause| clause.contains(other))
                        && &self.text[other.range()] != "一"
                });
                let before = self.text[..span.start].trim_end_matches('了').len();
                let counts = self.cue_before(before, &[CueClass::One]).is_some()
                    || self.cue_before(span.start, &[CueClass::One]).is_some();
                // 每个乡镇至少建一所, but 每一所.
                let lead = clause.map_or("", |clause| &self.text[clause.start..span.start]);
                let each = lead.contains(['每', '各']) || lead.contains("至少");
                let last = !self.rest(end).starts_with(|c: char| c.is_alphanumeric() || c == '“');
                !beside && !counts && !last && (!each || lead.ends_with('每'))
            }
            _ => false,
        }
    }

    /// Whether `inside` ends in a word of one of these signs and the last sign (目前, 提前).
    pub(super) fn ends_word(&self, inside: &str, firsts: &[&str]) -> bool {
        let last = inside.chars().next_back().map_or(0, char::len_utf8);
        firsts.iter().any(|first| inside[..inside.len() - last].ends_with(first))
    }

    /// Whether the number with this unit is a year, the place of a meeting in its row (四次会议) or the like.
    pub(super) fn is_date(&self, amount: &Amount, unit: &Unit, end: usize) -> bool {
        let after = self.rest(end);
        let spelled = amount.numeral.is_none_or(|n| n.script == Script::Chinese);
        match unit.symbol.as_str() {
            "年" => {
                let digits = amount.numeral.filter(|n| n.script == Script::Arabic);
                let years = digits.is_some_and(|n| n.value < Decimal::from(60));
                let part = digits.is_some_and(|n| !n.value.fract().is_zero());
                let bounded = ["以上", "以内", "左右"].iter().any(|word| after.starts_with(word));
                !(years && (part || bounded || after.starts_with(['基', '免', '义'])))
            }
            "次" => spelled && MEETINGS.iter().any(|word| after.starts_with(word)),
            // 建校70周年: an anniversary is counted in its row.
            "周" => spelled || after.starts_with('年'),
            _ => false,
        }
    }

    /// 万元生产总值能耗, 亿元项目: a magnitude alone is a number only as a threshold (亿元以上).
    pub(super) fn is_scale(&self, at: usize, end: usize) -> bool {
        let alone =
            matches!(&self.text[self.tokens.numbers[at].span().range()], "万" | "亿" | "千");
        alone && !self.rest(end).starts_with("以上")
    }
}
