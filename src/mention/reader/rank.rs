//! Yields ranks: 第七名, 居全省第三, 进入全国前十.

use super::{NOUN_REACH, Reader};
use crate::dictionary::Sense;
use crate::dictionary::schema::CueClass;
use crate::mention::{Bound, Quantity, Status};
use crate::span::Span;
use crate::token::Number;
use crate::unit::{Dimension, Unit};

impl<'a> Reader<'a> {
    /// 第七名, 居全省第三, 进入全国前十: a rank.
    pub(super) fn rank(&self, at: usize) -> Option<Quantity> {
        let Number::Numeral(numeral) = &self.tokens.numbers[at] else {
            return None;
        };
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
}
