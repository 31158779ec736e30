//! Yields [`Placeholder`]s: masks, and what each hides.

use std::sync::Arc;

use super::Quantity;
use crate::dictionary::{Dictionary, PlaceholderClass};
use crate::span::Span;
use crate::token::{Number, Tokens};
use crate::unit::Dimension;

/// How many bytes of text on either side a rule sees.
const VIEW: usize = 48;

/// A mask and what it hides.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Placeholder {
    /// The mask signs, with the digits left between them.
    pub span: Span,
    /// `year`, `date`, `count`, `money`, `percent`, `place`, `org`, `person`, `ordinal`, `score`,
    /// `measure`, `code` or `other`.
    pub class: Arc<str>,
    /// The section that it stands in.
    pub section: Option<usize>,
    /// The clause around it.
    pub context: Span,
}

/// The placeholders of a sentence. `quantities` are those of the same sentence: a mask that is a
/// quantity's number takes its class from the unit.
pub fn placeholders(
    text: &str,
    tokens: &Tokens,
    quantities: &[Quantity],
    section: Option<usize>,
    dictionary: &Dictionary,
) -> Vec<Placeholder> {
    let masks = tokens.numbers.iter().filter_map(|number| match number {
        Number::Mask(mask) => Some(mask.span),
        Number::Numeral(_) => None,
    });
    masks
        .filter_map(|span| {
            let quantity = quantities.iter().find(|q| q.span.contains(span));
            let class = classify(text, tokens.span, span, quantity, dictionary)?;
            let context = tokens.clauses.iter().find(|c| c.contains(span));
            Some(Placeholder { span, class, section, context: *context.unwrap_or(&tokens.span) })
        })
        .collect()
}

/// The class of a mask, or `None` where it is no mask.
fn classify(
    text: &str,
    sentence: Span,
    mask: Span,
    quantity: Option<&Quantity>,
    dictionary: &Dictionary,
) -> Option<Arc<str>> {
    let from = text.floor_char_boundary(mask.start.saturating_sub(VIEW)).max(sentence.start);
    let to = text.ceil_char_boundary(mask.end + VIEW).min(sentence.end);
    let (before, after) = (&text[from..mask.start], &text[mask.end..to]);
    let fits = |rule: &PlaceholderClass| {
        rule.before.as_ref().is_none_or(|r| r.is_match(before))
            && rule.after.as_ref().is_none_or(|r| r.is_match(after))
            && rule.mask.as_ref().is_none_or(|r| r.is_match(&text[mask.range()]))
            && (&*rule.class != QUANTITY || quantity.is_some())
    };
    let class = dictionary.placeholders.iter().find(|rule| fits(rule)).map(|r| r.class.clone());
    match class.as_deref() {
        Some("none") => None,
        Some(QUANTITY) => quantity.map(|q| of_quantity(q).into()),
        _ => Some(class.unwrap_or_else(|| "other".into())),
    }
}

/// The class that says: as the quantity's unit has it.
const QUANTITY: &str = "quantity";

fn of_quantity(quantity: &Quantity) -> &'static str {
    use Dimension::{
        Area, Concentration, Energy, Length, Mass, Money, Points, Power, Rank, Ratio, Score,
        Temperature, Voltage, Volume,
    };
    match quantity.unit.as_ref().map(|unit| unit.dimension) {
        Some(Money) => "money",
        Some(Ratio | Points) => "percent",
        Some(Score) => "score",
        Some(Rank) => "ordinal",
        Some(
            Area | Length | Volume | Mass | Power | Energy | Voltage | Concentration | Temperature,
        ) => "measure",
        _ => "count",
    }
}
