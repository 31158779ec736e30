//! Yields the numbers of a list that share the unit after the last: 分别提高7.1、2.2个百分点.

use rust_decimal::Decimal;

use super::Reader;
use super::amount::{Amount, scaled_like};
use crate::dictionary::schema::CueClass;
use crate::mention::{Bound, Quantity};
use crate::numeral::Script;
use crate::span::Span;

/// What stands between two numbers of a list.
const JOINTS: [&str; 5] = ["、", "和", "与", "及", "以及"];

/// Most numbers of a list.
const MOST: usize = 20;

impl<'a> Reader<'a> {
    /// A number in digits that only a list parts from the next, and so on up to one with a unit. 2、3号线 is no
    /// such list: 分别 stands before it, or a number has decimals.
    pub(super) fn listed(&self, at: usize, amount: &Amount) -> Option<(Quantity, usize)> {
        let value = amount.value()?;
        let mut last = at;
        let mut decimals = self.is_decimal(amount);
        let (end, unit) = loop {
            let before = self.amount(last);
            let next = self.tokens.numbers.get(last + 1)?.span();
            let between = self.text.get(before.end..next.start)?.trim();
            let digits = before.numeral.is_some_and(|n| n.script == Script::Arabic);
            if !digits || !JOINTS.contains(&between) || last - at > MOST {
                return None;
            }
            last += 1;
            let amount = self.amount(last);
            decimals |= self.is_decimal(&amount);
            if let Some((unit, _)) = self.unit(&amount, None) {
                break (amount, unit);
            }
        };
        let start = self.tokens.numbers[at].span().start;
        let mut clauses = self.tokens.clauses.iter();
        let clause = clauses.find(|c| c.start <= start && start < c.end)?;
        let lead = Span::new(clause.start, start);
        let respectively = self.tokens.terms.iter().any(|term| {
            let cue = crate::dictionary::Sense::Cue(CueClass::Respectively);
            lead.contains(term.span) && self.dictionary.lexicon.senses(term).contains(&cue)
        });
        if !decimals && !respectively {
            return None;
        }
        let value = scaled_like(value, amount, &end);
        let (prefix, bound) = self.before(start);
        let bound = bound.unwrap_or(if amount.over { Bound::Over } else { Bound::Exact });
        let span = Span::new(prefix, amount.end);
        Some((self.quantity(span, (Some(value), None), Some(unit), bound, None, false), 1))
    }

    fn is_decimal(&self, amount: &Amount) -> bool {
        amount
            .numeral
            .is_some_and(|n| self.text[n.span.range()].contains('.') && n.value > Decimal::ZERO)
    }
}
