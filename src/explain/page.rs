//! Yields an explanation for people: each sentence with marks under it, and what came of them.

use std::fmt::Write;

use super::marks::{self, Mark, Row};
use super::{Explanation, Step, words};
use crate::dictionary::{Dictionary, Sense, Term};
use crate::observation::Observation;
use crate::span::Span;
use crate::token::Number;

/// Writes every sentence of the explanation.
pub fn page(explanation: &Explanation, dictionary: &Dictionary) -> String {
    let writer = Writer { explanation, dictionary };
    let sentences = explanation.steps.iter().map(|step| writer.sentence(step));
    sentences.collect::<Vec<_>>().join("\n")
}

struct Writer<'a> {
    explanation: &'a Explanation,
    dictionary: &'a Dictionary,
}

impl Writer<'_> {
    fn raw(&self, span: Span) -> String {
        let raw = self.explanation.read.report.text.raw(span);
        raw.split_whitespace().collect::<Vec<_>>().join(" ")
    }

    fn sentence(&self, step: &Step) -> String {
        let span = step.sentence.span;
        let mut page = marks::under(&self.explanation.read.report.text, span, self.rows(step));
        list(&mut page, "words", self.meanings(step));
        list(&mut page, "quantities", self.quantities(step));
        list(&mut page, "observations", self.observations(step));
        let analysis = &self.explanation.read.analysis;
        let masks = analysis.placeholders.iter().filter(|mask| span.contains(mask.span));
        list(
            &mut page,
            "placeholders",
            masks.map(|m| format!("{}  {}", self.raw(m.span), m.class)),
        );
        let slogans = analysis.slogans.iter().filter(|slogan| span.contains(slogan.span));
        let slogan = |s: &crate::mention::Slogan| {
            format!("{}  {}, {}, {}", self.raw(s.span), s.canonical, s.category, s.kind)
        };
        list(&mut page, "slogans", slogans.map(slogan));
        page
    }

    fn rows(&self, step: &Step) -> Vec<Row> {
        let plain = |span: Span| Mark { span, number: None };
        let tokens = &step.tokens;
        let quantities = step.quantities.iter().enumerate();
        let quantities = quantities.map(|(i, q)| Mark { span: q.span, number: Some(i + 1) });
        let is_mask = |number: &&Number| matches!(number, Number::Mask(_));
        let (masks, numbers): (Vec<&Number>, Vec<&Number>) =
            tokens.numbers.iter().partition(is_mask);
        let of_numbers = |all: Vec<&Number>| all.into_iter().map(|n| plain(n.span())).collect();
        let noise = self.explanation.read.report.noise.iter();
        let noise = noise.filter(|noise| noise.span.overlaps(step.sentence.span));
        let mut rows = vec![
            Row { name: "quantity", marks: quantities.collect() },
            Row { name: "number", marks: of_numbers(numbers) },
            Row { name: "mask", marks: of_numbers(masks) },
            Row { name: "noise", marks: noise.map(|n| plain(n.span)).collect() },
            Row { name: "period", marks: step.periods.iter().map(|p| plain(p.span)).collect() },
        ];
        let words = self.words(step);
        rows.extend(words::KINDS.into_iter().map(|name| {
            let is_kind = |sense: &Sense| words::kind(sense) == name;
            let words = words.iter().filter(|(_, senses)| senses.iter().any(is_kind));
            Row { name, marks: words.map(|(span, _)| plain(*span)).collect() }
        }));
        rows
    }

    /// The dictionary words with what they mean here: without what a longer word around them means
    /// too, and, of verb frames, only those that gave an observation.
    fn words(&self, step: &Step) -> Vec<(Span, Vec<Sense>)> {
        let senses = |term: &Term| self.dictionary.lexicon.senses(term);
        let observations = &self.explanation.read.analysis.observations[step.observations.clone()];
        let observed = |indicator: usize| {
            observations.iter().any(|o| o.indicator.as_ref().is_some_and(|i| i.place == indicator))
        };
        let terms = &step.tokens.terms;
        let own = |term: &Term, sense: &Sense| {
            let said = |longer: &Term| {
                longer.span != term.span
                    && longer.span.contains(term.span)
                    && senses(longer).contains(sense)
            };
            let framed = match sense {
                Sense::Frame(place) => observed(self.dictionary.frames[*place].indicator),
                _ => true,
            };
            framed && !terms.iter().any(said)
        };
        let words = terms.iter().map(|term| {
            (term.span, senses(term).iter().filter(|sense| own(term, sense)).copied().collect())
        });
        words.filter(|(_, senses): &(Span, Vec<Sense>)| !senses.is_empty()).collect()
    }

    fn meanings(&self, step: &Step) -> Vec<String> {
        let mut lines: Vec<String> = Vec::new();
        for (span, senses) in self.words(step) {
            let mut rules: Vec<String> = Vec::new();
            for sense in &senses {
                let rule = words::sense(sense, self.dictionary);
                if !rules.contains(&rule) {
                    rules.push(rule);
                }
            }
            let line = format!("{}  {}", self.raw(span), rules.join(", "));
            if !lines.contains(&line) {
                lines.push(line);
            }
        }
        lines
    }

    fn quantities(&self, step: &Step) -> Vec<String> {
        let lines = step.quantities.iter().zip(1..).map(|(quantity, number)| {
            let mut line = format!("{number}  {}  ", self.raw(quantity.span));
            let known = [quantity.value, quantity.value_max].into_iter().flatten();
            let known: Vec<String> = known.map(|v| v.normalize().to_string()).collect();
            line += &if known.is_empty() { "no value".into() } else { known.join(" to ") };
            if let Some(unit) = &quantity.unit {
                // Writing to a string cannot fail.
                let _ = write!(
                    line,
                    " {} ({})",
                    unit.symbol,
                    format!("{:?}", unit.dimension).to_lowercase()
                );
            }
            line + ", " + quantity.bound.as_str() + ", " + quantity.status.as_str()
        });
        lines.collect()
    }

    fn observations(&self, step: &Step) -> Vec<String> {
        let all = &self.explanation.read.analysis.observations;
        let number = |o: &Observation| {
            step.quantities.iter().position(|q| q.span == o.quantity.span).map_or(0, |i| i + 1)
        };
        let lines = all[step.observations.clone()].iter().map(|o| {
            let mut line = format!("{}  ", number(o));
            match &o.indicator {
                Some(indicator) => line = line + &indicator.id + " " + &indicator.name,
                None => line += "no indicator",
            }
            let says = [o.aspect.as_str(), o.modality.as_str(), o.scope.as_str()].join(", ");
            let mut told = vec![says];
            let mut tell = |name: &str, what: &str| {
                if !what.is_empty() {
                    told.push(format!("{name} {what}"));
                }
            };
            tell(
                "value",
                &o.value
                    .filter(|v| v.is_sign_negative())
                    .map_or(String::new(), |v| v.normalize().to_string()),
            );
            tell("period", o.period.as_deref().unwrap_or_default());
            let parent = o.parent.and_then(|place| all.get(place));
            tell("part of", &parent.map_or(String::new(), |p| self.raw(p.quantity.span)));
            tell("rule", &o.rule);
            tell("label", &o.label);
            tell("qualifiers", &o.qualifiers.join(" "));
            tell("tone", &o.tone.join(" "));
            line + "\n     " + &told.join("; ")
        });
        lines.collect()
    }
}

/// A list with its title; nothing where it is empty.
fn list(page: &mut String, title: &str, lines: impl IntoIterator<Item = String>) {
    for (place, line) in lines.into_iter().enumerate() {
        if place == 0 {
            // Writing to a string cannot fail.
            let _ = writeln!(page, "{title}");
        }
        let _ = writeln!(page, "  {line}");
    }
}
