//! Yields [`Figure`]s: what a report says of its own region in one year, ready to be compared.

use rust_decimal::Decimal;

use crate::analysis::Analysis;
use crate::audit::{Place, grain};
use crate::dictionary::{Dictionary, Pattern, Set};
use crate::mention::{Bound, Status};
use crate::observation::{Aspect, Modality, Observation, Scope};
use crate::outline::{Role, Section};
use crate::source::Report;
use crate::span::Span;
use crate::text::Text;

/// Figures that are kept of one report at most.
const MOST: usize = 400;
/// Bytes before a number and after it in which words say how it is meant: about 40 characters.
const VIEW: usize = 120;
/// Bytes in front of a number that hold a word such as 突破.
const DIRECT: usize = 24;
/// Bytes between a level and its change at most.
const NEAR: usize = 60;

/// Bytes of a text within which it has no plan that is not announced.
const SHORT: usize = 6000;

/// A value of one indicator and one year, of the whole region, without anything that narrows it.
#[derive(Clone, Debug)]
pub(super) struct Figure {
    /// Place in [`Dictionary::indicators`].
    pub(super) indicator: usize,
    /// What it says of the indicator.
    pub(super) aspect: Aspect,
    /// Fact or target.
    pub(super) modality: Modality,
    /// Its year.
    pub(super) year: i32,
    /// Its value.
    pub(super) value: Decimal,
    /// The upper value of a range.
    pub(super) value_max: Option<Decimal>,
    /// The place of its last written digit as a number: 1e7 for 1286.4亿.
    pub(super) grain: Decimal,
    /// Its unit.
    pub(super) unit: Box<str>,
    /// What is measured, in the report's words.
    pub(super) label: Box<str>,
    /// Number and unit as written.
    pub(super) raw: Box<str>,
    /// How it relates to the true value.
    pub(super) bound: Bound,
    /// Whether it speaks of several years together or on average (累计, 年均).
    pub(super) several: bool,
    /// Whether it stands in a section of plans, or where one may be that has no heading.
    pub(super) planned: bool,
    /// Whether it only says what was passed (突破, 超过).
    pub(super) passed: bool,
    /// Whether it stands next to the figure before it, and both speak of one indicator.
    pub(super) follows: bool,
    /// Whether words between the two compare with the year before (比上年).
    pub(super) yearly: bool,
    /// Where it stands.
    pub(super) place: Place,
    /// Its place in the report's observations.
    pub(super) observation: usize,
}

impl Figure {
    /// Whether it states one year's value to its last digit.
    pub(super) fn is_exact(&self) -> bool {
        self.bound == Bound::Exact && !self.several && !self.passed
    }

    /// Whether two reports say what they measure in the same words. One indicator may be named more
    /// widely in one of them (财政支出) than in the other (财政一般预算支出).
    pub(super) fn named_alike(&self, other: &Figure) -> bool {
        !self.label.is_empty() && self.label == other.label
    }

    /// Whether the words of one report hold those of the other (居民消费价格涨幅, 居民消费价格).
    pub(super) fn named_close(&self, other: &Figure) -> bool {
        let (one, two) = (&*self.label, &*other.label);
        !one.is_empty() && !two.is_empty() && (one.contains(two) || two.contains(one))
    }

    /// The least and the greatest value that round to the stated one.
    pub(super) fn limits(&self) -> Option<(Decimal, Decimal)> {
        let half = self.grain.checked_div(Decimal::TWO)?;
        Some((self.value.checked_sub(half)?, self.value.checked_add(half)?))
    }

    /// Whether two values may be the same one, rounded.
    pub(super) fn agrees(&self, other: &Figure) -> bool {
        match (self.limits(), other.limits()) {
            (Some((a, b)), Some((c, d))) => a <= d && c <= b,
            _ => true,
        }
    }
}

/// A computed value as a report writes it: 845亿斤, 12000人, 59%.
pub(super) fn written(value: Decimal, like: &Figure) -> String {
    let magnitudes = [("亿", Decimal::from(100_000_000)), ("万", Decimal::from(10_000))];
    let fits = |(sign, size): &(&str, Decimal)| like.raw.contains(sign) && value.abs() >= *size;
    let (sign, size) = magnitudes.into_iter().find(fits).unwrap_or(("", Decimal::ONE));
    format!("{}{sign}{}", (value / size).normalize(), like.unit)
}

/// The figures of a report in text order.
pub(super) fn figures(
    report: &Report,
    analysis: &Analysis,
    dictionary: &Dictionary,
) -> Vec<Figure> {
    let (text, checks) = (&report.text, &dictionary.checks);
    let half = (text.folded().len() / 2).max(SHORT);
    let plan = |section: &Section| section.role == Role::Plan && section.span.start > half / 2;
    let divided = analysis.sections.iter().any(plan) || analysis.document.plan_year.is_none();
    let mut figures: Vec<Figure> = Vec::new();
    for (place, observation) in analysis.observations.iter().enumerate() {
        let Some(mut figure) = figure(text, place, observation, dictionary) else {
            continue;
        };
        figure.planned |= !divided && observation.quantity.span.start > half;
        if let Some(last) = figures.last()
            && last.observation + 1 == place
            && last.indicator == figure.indicator
            && let Some(before) = analysis.observations.get(last.observation)
            && before.sentence == observation.sentence
        {
            let between = Span::new(before.quantity.span.end, observation.quantity.span.start);
            if between.start <= between.end && between.len() <= NEAR {
                figure.follows = true;
                figure.yearly = checks.pattern(Pattern::TrendBefore).is_match(text.slice(between));
                if matches!(figure.aspect, Aspect::Growth | Aspect::Change) {
                    figure.label.clone_from(&last.label);
                }
            }
        }
        figures.push(figure);
        if figures.len() == MOST {
            break;
        }
    }
    figures.shrink_to_fit();
    figures
}

fn figure(
    text: &Text,
    place: usize,
    observation: &Observation,
    dictionary: &Dictionary,
) -> Option<Figure> {
    let whole = observation.scope == Scope::Region
        && observation.qualifiers.is_empty()
        && observation.parent.is_none()
        && observation.quantity.status == Status::Ok;
    let (quantity, checks) = (&observation.quantity, &dictionary.checks);
    let indicator = observation.indicator.as_ref()?.place;
    let looked_at = Set::ALL.iter().any(|set| checks.set(*set).contains(&indicator));
    let whole = whole && looked_at;
    let year = observation.period.as_deref().filter(|_| whole)?.parse().ok()?;
    let (sentence, span) = (observation.sentence, quantity.span);
    let folded = text.folded();
    let from = folded.floor_char_boundary(span.start.saturating_sub(VIEW)).max(sentence.start);
    let to = folded.ceil_char_boundary(span.end + VIEW / 4).min(sentence.end);
    let direct = folded.floor_char_boundary(span.start.saturating_sub(DIRECT)).max(sentence.start);
    Some(Figure {
        indicator,
        aspect: observation.aspect,
        modality: observation.modality,
        year,
        value: observation.value?,
        value_max: observation.value_max,
        grain: grain(folded, quantity, dictionary)?,
        unit: quantity.unit.as_ref().map_or("", |unit| &unit.symbol).into(),
        label: observation.label.as_str().into(),
        raw: text.raw(span).into(),
        bound: quantity.bound,
        several: checks.pattern(Pattern::TrendSeveral).is_match(folded.get(from..to)?),
        passed: checks.pattern(Pattern::TrendPassed).is_match(folded.get(direct..span.start)?),
        planned: observation.role == Role::Plan,
        follows: false,
        yearly: false,
        place: Place::of(span, text),
        observation: place,
    })
}
