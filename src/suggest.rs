//! Yields [`Head`]s: what reports count and the dictionary has no indicator for, as entries to paste.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::fmt::Write;

use crate::analysis::Analysis;
use crate::dictionary::{Dictionary, Sense};
use crate::mention::periods;
use crate::observation::{Aspect, Observation};
use crate::source::Report;
use crate::span::Span;
use crate::unit::Dimension;

/// Longest clause, in characters, that serves as an example.
const LONGEST: usize = 50;
/// Examples kept of each head.
const EXAMPLES: usize = 2;
/// A second unit goes to `also` where it makes up one in so many of a head's quantities.
const ALSO: usize = 10;

/// Gathers heads over many reports.
#[derive(Debug)]
pub struct Heads<'a> {
    dictionary: &'a Dictionary,
    /// By label and by what its units measure: 项目19个 and 项目3亿元 are two. Rates of change, which
    /// tell no unit of a level, have none.
    heads: HashMap<(String, Option<Dimension>), Head>,
    reports: usize,
}

/// The words that several quantities without an indicator count.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Head {
    /// The words.
    pub label: String,
    /// How many quantities.
    pub quantities: usize,
    /// In how many reports.
    pub reports: usize,
    /// Its units with how many quantities have each; none where only rates of change were found.
    pub units: BTreeMap<String, usize>,
    /// Clauses from different reports.
    pub examples: Vec<Example>,
    /// The number of the last report that it was found in.
    seen: usize,
}

/// A clause where it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Example {
    /// The clause.
    pub text: String,
    /// Path of the report.
    pub source: String,
    /// Line in its text, from 1.
    pub line: usize,
}

impl<'a> Heads<'a> {
    /// No heads yet.
    pub fn new(dictionary: &'a Dictionary) -> Self {
        Heads { dictionary, heads: HashMap::new(), reports: 0 }
    }

    /// Takes in a report's quantities that have a label and a unit but no indicator.
    pub fn add(&mut self, report: &Report, analysis: &Analysis) {
        self.reports += 1;
        for observation in analysis.observations.iter().filter(|o| o.indicator.is_none()) {
            let Some(unit) = &observation.quantity.unit else { continue };
            let Some(label) = self.name(&observation.label) else { continue };
            let level = match unit.dimension {
                Dimension::Multiple | Dimension::Points | Dimension::Rank => None,
                Dimension::Ratio if observation.aspect != Aspect::Level => None,
                dimension => Some(dimension),
            };
            let head = self.heads.entry((label.to_owned(), level)).or_default();
            head.quantities += 1;
            if level.is_some() {
                *head.units.entry(unit.symbol.clone()).or_default() += 1;
            }
            let new = head.seen != self.reports;
            head.reports += usize::from(new);
            head.seen = self.reports;
            if new && head.examples.len() < EXAMPLES {
                head.examples.extend(Example::of(observation, report));
            }
        }
    }

    /// What the words name, without the cues before it (全县, 年均); nothing where they are cues
    /// throughout, or a period (2010年).
    fn name<'l>(&self, label: &'l str) -> Option<&'l str> {
        let lexicon = &self.dictionary.lexicon;
        let is_cue = |sense: &Sense| matches!(sense, Sense::Cue(_));
        let mut name = label;
        while let Some(cue) = lexicon.find(name, 0).first().filter(|term| {
            term.span.start == 0
                && name[term.span.range()].chars().count() > 1
                && lexicon.senses(term).iter().all(is_cue)
        }) {
            name = &name[cue.span.end..];
        }
        let period = !periods(name, Span::new(0, name.len())).is_empty();
        (name.contains(char::is_alphanumeric) && !period).then_some(name)
    }

    /// The heads with most quantities, at most so many: of equal ones that of more reports first.
    /// Rates of change are told only where no level of the same words was found.
    pub fn top(self, most: usize) -> Vec<Head> {
        let levels: HashSet<String> = self
            .heads
            .keys()
            .filter(|(_, level)| level.is_some())
            .map(|(l, _)| l.clone())
            .collect();
        let told = self
            .heads
            .into_iter()
            .filter(|((label, level), _)| level.is_some() || !levels.contains(label));
        let mut heads: Vec<Head> = told.map(|((label, _), head)| Head { label, ..head }).collect();
        heads.sort_unstable_by(|a, b| {
            let weight = |head: &Head| (head.quantities, head.reports);
            let named = |head: &Head| (head.label.clone(), head.units.clone());
            weight(b).cmp(&weight(a)).then_with(|| named(a).cmp(&named(b)))
        });
        heads.truncate(most);
        heads
    }
}

impl Example {
    /// The clause around a quantity, where it holds what is counted and is short enough.
    fn of(observation: &Observation, report: &Report) -> Option<Example> {
        let span = clause(report.text.folded(), observation.quantity.span, observation.sentence);
        let text = report.text.slice(span).split_whitespace().collect::<Vec<_>>().join(" ");
        let fits = text.contains(&observation.label) && text.chars().count() <= LONGEST;
        let line = report.text.line(observation.quantity.span.start);
        fits.then(|| Example { text, source: report.source.clone(), line })
    }
}

/// What stands around `at` between two stops of its sentence.
fn clause(text: &str, at: Span, sentence: Span) -> Span {
    let is_stop = |c: char| matches!(c, ',' | ';' | ':' | '。' | '!' | '?' | '\n' | '\t');
    let before = &text[sentence.start..at.start.max(sentence.start)];
    let after = &text[at.end.min(sentence.end)..sentence.end];
    let start = before
        .rfind(is_stop)
        .map_or(0, |stop| stop + before[stop..].chars().next().map_or(0, char::len_utf8));
    let length = after.find(is_stop).unwrap_or(after.len());
    Span::new(sentence.start + start, at.end.min(sentence.end) + length)
}

impl Head {
    /// Its entry for a dictionary file, with the counts and examples as a comment. Id, English name
    /// and definition are for the user, and so is a counter-example, without which the entry is
    /// refused.
    pub fn entry(&self) -> String {
        let Head { label, quantities, reports, units, examples, .. } = self;
        let mut by_count: Vec<(&String, usize)> = units.iter().map(|(u, n)| (u, *n)).collect();
        by_count.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
        let levels: usize = units.values().sum();
        let counted = by_count.iter().map(|(unit, count)| format!("{count} {unit}"));
        let counted = counted.collect::<Vec<_>>().join(", ");
        let unit = by_count.first().map_or("", |(unit, _)| unit);
        let also = by_count.iter().skip(1).filter(|(_, count)| count * ALSO >= levels);
        let also: Vec<&str> = also.map(|(unit, _)| unit.as_str()).collect();
        let texts: Vec<&str> = examples.iter().map(|example| example.text.as_str()).collect();
        let mut entry = format!("# {label}: {quantities} quantities in {reports} reports");
        entry += &if counted.is_empty() {
            ", rates of change only".into()
        } else {
            format!(" ({counted})")
        };
        for Example { text, source, line } in examples {
            // Writing to a string cannot fail.
            let _ = write!(entry, "\n#   {text}  ({source}:{line})");
        }
        entry += "\n[[indicator]]\nid = \"group.NAME\"\n";
        let mut field = |name: &str, value: toml::Value, note: &str| {
            let _ = writeln!(entry, "{name} = {value}{note}");
        };
        field("name", label.as_str().into(), "");
        field("name_en", "".into(), "");
        field("unit", unit.into(), if unit.is_empty() { "  # that of its level" } else { "" });
        if !also.is_empty() {
            field("also", also.into(), "");
        }
        field("names", vec![label.as_str()].into(), "");
        field("definition", "".into(), "");
        field("examples", texts.into(), "");
        field(
            "counterexamples",
            vec![""].into(),
            "  # a text that looks like it and is not; it must not be empty",
        );
        entry
    }
}
