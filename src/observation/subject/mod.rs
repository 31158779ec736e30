//! Yields the subject of a quantity: which indicator it is a number of, and by which rule.
//!
//! Kinds of rule, in the order tried: a verb frame around the number; a name, or a stage and a
//! measure, before the number; the same after it; several heads that share 分别; and what the
//! quantity before, or the total it is a part of, was about.

mod after;
mod before;
mod candidate;
mod context;
mod frame;
mod shared;

pub(super) use shared::shared;

use super::Aspect;
use super::aspect::Reading;
use super::view::View;
use crate::dictionary::Indicator;
use crate::span::Span;
use crate::unit::Dimension;

/// What a quantity is a number of.
#[derive(Clone, Debug, Default)]
pub(super) struct Subject {
    /// Place of the indicator in the dictionary.
    pub(super) indicator: Option<usize>,
    /// Stage of education, for the parts of a breakdown.
    pub(super) stage: Option<usize>,
    /// The words that say so.
    pub(super) head: Option<Span>,
    /// Kind of the rule that fitted.
    pub(super) rule: &'static str,
    /// Length of a frame's literals in bytes: a name as long or longer than it goes first.
    pub(super) weight: usize,
    /// A second indicator of which the same number is stated (城乡居民收入均增长10%).
    pub(super) also: Option<usize>,
}

/// What came before in the sentence.
#[derive(Default)]
pub(super) struct Context<'a> {
    /// The quantity before this one.
    pub(super) previous: Option<&'a Subject>,
    /// Whether that one is a share.
    pub(super) shares: bool,
    /// The total that this one is a part of.
    pub(super) total: Option<&'a Subject>,
    /// Heads that wait for their numbers: 小学、初中分别达20所、8所.
    pub(super) shared: &'a [Subject],
}

/// Finds the subject of the quantity at `at`.
pub(super) fn find(view: &View, at: usize, reading: &Reading, context: &Context) -> Subject {
    let finder = Finder { view, at, reading, context };
    let framed = finder.frame();
    let named = match context.shared.first() {
        // A head of the list that no dictionary knows: no other head may take its number.
        Some(head) if head.indicator.is_none() => return framed.unwrap_or_default(),
        Some(head) if finder.admits(head.indicator) => Some(head.clone()),
        _ => finder.before(),
    };
    if let Some(list) = finder.list(named.as_ref()) {
        return list;
    }
    let longer =
        |frame: &Subject, name: &Subject| name.head.is_none_or(|head| frame.weight >= head.len());
    match (framed, named) {
        (Some(frame), Some(name)) if longer(&frame, &name) => Some(frame),
        (_, Some(name)) => Some(name),
        (frame, None) => frame,
    }
    .or_else(|| finder.after())
    .or_else(|| finder.part())
    .or_else(|| finder.carried())
    .unwrap_or_default()
}

struct Finder<'a> {
    view: &'a View<'a>,
    at: usize,
    reading: &'a Reading,
    context: &'a Context<'a>,
}

impl Finder<'_> {
    fn indicator(&self, place: usize) -> &Indicator {
        &self.view.dictionary.indicators[place]
    }

    /// Whether the quantity's unit can state this indicator, and no word forbids it.
    fn admits(&self, indicator: Option<usize>) -> bool {
        let Some(indicator) = indicator.map(|i| self.indicator(i)) else {
            return false;
        };
        let quantity = &self.view.quantities[self.at];
        let Some(unit) = &quantity.unit else {
            return false;
        };
        // 亿元以上: a magnitude alone says the size of what is counted.
        let written = self.view.slice(quantity.span);
        if self.view.is_threshold(quantity) && written.starts_with(['亿', '千', '百', '万']) {
            return false;
        }
        // 亩均税收3万元以下低效企业, 年产值10亿元以上企业: a size of what is named after it.
        let bounds = written.ends_with("以上") || written.ends_with("以下");
        let measures = matches!(
            unit.dimension,
            Dimension::Money | Dimension::Area | Dimension::Mass | Dimension::Power
        );
        if bounds && measures && self.view.residue(self.view.tail(self.at)) > 0 {
            return false;
        }
        let (before, after) = self.windows();
        let window = Span::new(before.start, after.end);
        let clause = self.view.slice(window);
        if indicator.unless.iter().any(|word| clause.contains(word.as_str())) {
            return false;
        }
        let sentence = self.view.slice(self.view.tokens.span);
        let near = |word: &String| {
            sentence.contains(word.as_str()) || self.view.title.contains(word.as_str())
        };
        if !indicator.needs.is_empty() && !indicator.needs.iter().any(near) {
            return false;
        }
        let ratio = indicator.is_ratio();
        match unit.dimension {
            Dimension::Rank | Dimension::Multiple => true,
            Dimension::Points => ratio || self.reading.aspect == Aspect::Change,
            // 111个国考断面: a rate is never stated in what it is a rate of.
            dimension if ratio && dimension != Dimension::Ratio => false,
            Dimension::Ratio if ratio => indicator.unit == unit.symbol || indicator.unit == "%",
            Dimension::Ratio => {
                let moves = matches!(self.reading.aspect, Aspect::Growth | Aspect::Share);
                moves || matches!(indicator.aspect.as_deref(), Some("growth" | "share"))
            }
            _ => {
                let measure = indicator.measure.map(|m| &self.view.dictionary.measures[m]);
                let also = measure.iter().flat_map(|m| &m.also).chain(&indicator.also);
                indicator.unit == unit.symbol || also.into_iter().any(|a| *a == unit.symbol)
            }
        }
    }
}
