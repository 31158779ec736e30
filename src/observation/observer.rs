//! Yields the observations of a report, sentence by sentence.

use rust_decimal::Decimal;

use super::aspect::{self, Reading};
use super::horizon::Horizon;
use super::subject::{self, Context, Subject};
use super::time::{self, Years};
use super::view::View;
use super::{Aspect, IndicatorRef, Modality, Observation, breakdown, label, modality};
use crate::dictionary::{Dictionary, Indicator};
use crate::document::Document;
use crate::mention::{PeriodKind, Quantity, periods};
use crate::outline::{Role, Section, Sentence};
use crate::span::Span;
use crate::token::Tokens;
use crate::unit::Dimension;

/// Links the quantities of one report, which are shown to it in text order.
pub struct Observer<'a> {
    text: &'a str,
    dictionary: &'a Dictionary,
    years: Years,
    observations: Vec<Observation>,
    title: String,
    sections: &'a [Section],
    horizon: Horizon,
}

impl<'a> Observer<'a> {
    /// An observer for a report whose folded text is `text` and whose headings are `sections`.
    pub fn new(
        text: &'a str,
        sections: &'a [Section],
        document: &Document,
        dictionary: &'a Dictionary,
    ) -> Self {
        let years = Years {
            reported: document.year,
            current: document.current_year(),
            planned: document.plan_year,
            several: document.years(),
        };
        let title = document.title.clone().unwrap_or_default();
        let horizon = Horizon::default();
        Observer { text, dictionary, years, observations: Vec::new(), title, sections, horizon }
    }

    /// Links the quantities of the next sentence.
    pub fn sentence(&mut self, sentence: &Sentence, tokens: &Tokens, quantities: &[Quantity]) {
        let mut periods = periods(self.text, tokens.span);
        // 《公路网规划(2004-2030)》 speaks of other years.
        periods.retain(|period| !tokens.titles.iter().any(|title| title.contains(period.span)));
        let reported = self.years.reported;
        self.horizon.advance(self.text, self.sections, sentence, &periods, reported);
        if quantities.is_empty() {
            return;
        }
        let view = View {
            text: self.text,
            tokens,
            quantities,
            periods: &periods,
            bodies: &modality::named_bodies(self.text, tokens.span),
            dictionary: self.dictionary,
            title: &self.title,
        };
        let totals = breakdown::totals(&view);
        let mut places: Vec<usize> = Vec::with_capacity(quantities.len());
        let mut subjects: Vec<Subject> = Vec::with_capacity(quantities.len());
        let mut readings: Vec<Reading> = Vec::with_capacity(quantities.len());
        let mut shared: Vec<Subject> = Vec::new();
        for (at, total) in totals.into_iter().enumerate() {
            let reading = aspect::read(&view, at, readings.last());
            let heads = subject::shared(&view, at, &reading, &subjects);
            if !heads.is_empty() {
                shared = heads;
            } else if view.residue(view.lead(at)) > 0 {
                shared.clear();
            }
            let context = Context {
                previous: subjects.last(),
                shares: readings.last().is_some_and(|r| r.aspect == Aspect::Share),
                total: total.map(|t| &subjects[t]),
                shared: &shared,
            };
            let subject = subject::find(&view, at, &reading, &context);
            let reading = settled(&view, at, reading, &subject, readings.last());
            if !shared.is_empty() {
                shared.rotate_left(1);
            }
            let previous = places.last().map_or(&[][..], |&i| &*self.observations[i].qualifiers);
            let observation = self.observe(&view, at, (&reading, &subject, previous), sentence);
            let observation = Observation { parent: total.map(|t| places[t]), ..observation };
            places.push(self.observations.len());
            let second = subject.also.and_then(|place| self.indicator(place));
            let second = second.map(|i| Observation { indicator: Some(i), ..observation.clone() });
            self.observations.push(observation);
            self.observations.extend(second);
            subjects.push(subject);
            readings.push(reading);
        }
    }

    /// All observations, in text order.
    pub fn finish(self) -> Vec<Observation> {
        self.observations
    }

    fn indicator(&self, place: usize) -> Option<IndicatorRef> {
        let Indicator { id, name, .. } = self.dictionary.indicators.get(place)?;
        Some(IndicatorRef { id: id.clone(), name: name.clone(), place })
    }

    /// What a section is for as far as its years tell: a plan's part that looks back on years gone is
    /// none, and neither is a review's part on years to come.
    fn role(&self, role: Role, horizon: Option<PeriodKind>) -> Role {
        let reported = self.years.reported;
        match role {
            Role::Plan if horizon.is_some_and(|kind| kind.is_over(reported)) => Role::Achievement,
            Role::Achievement | Role::Other
                if horizon.is_some_and(|kind| kind.is_ahead(reported)) =>
            {
                Role::Plan
            }
            _ => role,
        }
    }

    fn observe(
        &self,
        view: &View,
        at: usize,
        (reading, subject, previous): (&Reading, &Subject, &[String]),
        sentence: &Sentence,
    ) -> Observation {
        let quantity = &view.quantities[at];
        let horizon = self.horizon.period();
        let role = self.role(sentence.role, horizon);
        let modality: Modality = modality::modality(view, at, reading, role, &self.years);
        let (tone, tone_strength) = modality::tone(view, at);
        let stated = time::stated(view, at, reading);
        let told = (stated, &self.horizon, &self.years);
        let period = time::period(view, at, reading, (role, modality), told);
        let mut qualifiers = label::qualifiers(view, at, subject, previous);
        qualifiers.extend(label::unusual(view, at, reading, period.as_deref()));
        let negative = reading.falls && matches!(reading.aspect, Aspect::Growth | Aspect::Change);
        let sign = |value: Decimal| if negative { -value } else { value };
        let indicator = subject.indicator.and_then(|place| self.indicator(place));
        Observation {
            value: quantity.value.map(sign),
            value_max: quantity.value_max.map(sign),
            quantity: quantity.clone(),
            indicator,
            label: label::label(view, at, subject),
            qualifiers,
            scope: modality::scope(view, at, subject.head),
            aspect: reading.aspect,
            modality,
            period,
            dated: time::is_dated(modality, told),
            tone,
            tone_strength,
            parent: None,
            rule: subject.rule.to_owned(),
            section: sentence.section,
            role: sentence.role,
            sentence: sentence.span,
            corrected: Vec::new(),
        }
    }
}

/// The reading of a quantity once its indicator is known: a cue inside the indicator's own name
/// (城镇新增就业) says nothing more, and a name may itself mean growth or share.
fn settled(
    view: &View,
    at: usize,
    mut reading: Reading,
    subject: &Subject,
    previous: Option<&Reading>,
) -> Reading {
    let quantity = &view.quantities[at];
    let Some(indicator) = subject.indicator.map(|i| &view.dictionary.indicators[i]) else {
        return reading;
    };
    let ratio = matches!(quantity.unit.as_ref().map(|u| u.dimension), Some(Dimension::Ratio));
    let own = match indicator.aspect.as_deref() {
        Some("growth") if ratio => Some(Aspect::Growth),
        Some("share") if ratio => Some(Aspect::Share),
        Some("change") if !ratio => Some(Aspect::Change),
        _ => None,
    };
    let in_percent = indicator.is_ratio();
    // 城镇新增就业 names its 新增; 新增贷款 is a change of 贷款.
    let says = |cue: Span| {
        let word = view.slice(cue);
        !word.starts_with(['新', '净']) || indicator.name.contains(word)
    };
    let named =
        subject.head.zip(reading.cue).is_some_and(|(head, cue)| head.contains(cue) && says(cue));
    let points = quantity.unit.as_ref().is_some_and(|u| u.dimension == Dimension::Points);
    let framed =
        subject.rule == "frame" && reading.aspect == Aspect::Change && !reading.falls && !points;
    match (own, reading.aspect) {
        (Some(aspect), Aspect::Level | Aspect::Share) => reading.aspect = aspect,
        (Some(aspect), _) if named || framed => reading.aspect = aspect,
        // A percentage of what is no rate is growth though the name says so itself: 经济增长7%.
        (None, Aspect::Growth) if ratio && !in_percent => {}
        (None, Aspect::Change | Aspect::Growth) if named || framed => {
            reading.aspect = Aspect::Level;
            reading.falls = false;
        }
        (None, Aspect::Share) if in_percent && share_in_name(view, subject) => {
            reading.aspect = Aspect::Level;
        }
        (None, Aspect::Level) if ratio && !reading.base => {
            let after = subject.head.is_some_and(|head| head.start >= quantity.span.end);
            reading.aspect = match previous {
                // 提升0.4%,达到84.5%
                _ if in_percent && reading.reached => Aspect::Level,
                Some(previous) if subject.rule == "carried" => previous.aspect,
                _ if in_percent => Aspect::Level,
                // 85%以上基层医疗机构
                _ if after => Aspect::Share,
                _ => Aspect::Growth,
            };
        }
        _ => {}
    }
    reading
}

/// Whether the word for a share (比例, 占比) is part of the indicator's name.
fn share_in_name(view: &View, subject: &Subject) -> bool {
    use crate::dictionary::schema::CueClass;
    subject.head.is_some_and(|head| view.cue(head, CueClass::Share).is_some())
}
