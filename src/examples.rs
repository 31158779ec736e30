//! Yields [`Failure`]s: dictionary examples that the analyzer does not read as their rule says.

use std::fmt;

use crate::across::{self, Summary};
use crate::analysis::Analysis;
use crate::analyzer::Analyzer;
use crate::dictionary::schema::Severity;
use crate::dictionary::{Example, Expectation, Indicator, Sense};
use crate::outline::Role;
use crate::source::Report;

/// An example that failed: its rule does not do what it says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Failure {
    /// The dictionary file.
    pub file: String,
    /// The rule.
    pub rule: String,
    /// `example` or `counterexample`.
    pub field: &'static str,
    /// The text.
    pub text: String,
    /// What came instead.
    pub got: String,
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Failure { file, rule, field, text, got } = self;
        write!(f, "{file}: {rule}: {field}: “{text}” gives {got}")
    }
}

impl Analyzer {
    /// Runs every example and counterexample of the dictionaries through the whole analysis.
    pub fn check_examples(&self) -> Vec<Failure> {
        self.dictionary().examples.iter().filter_map(|example| self.check(example)).collect()
    }

    fn check(&self, example: &Example) -> Option<Failure> {
        let (found, got) = match &example.expects {
            Expectation::Finding(check, message) => {
                self.reported(&example.texts, check, message.as_deref())
            }
            expects => match example.texts.first() {
                Some(text) => self.observed(text, expects),
                None => (false, String::new()),
            },
        };
        (found != example.found).then(|| Failure {
            file: example.file.clone(),
            rule: example.rule.clone(),
            field: if example.found { "example" } else { "counterexample" },
            text: example.texts.join("⏎"),
            got: if got.is_empty() { "nothing".to_owned() } else { got },
        })
    }

    /// Whether what the example expects is in the analysis, and what there is of its kind.
    fn observed(&self, text: &str, expects: &Expectation) -> (bool, String) {
        let analysis = self.analyze(&self.report("example", text));
        let names = |all: Vec<&str>| all.join(", ");
        match expects {
            Expectation::Indicator(id) => {
                let ids = analysis.observations.iter().filter_map(|o| o.indicator.as_ref());
                let ids: Vec<&str> = ids.map(|i| &*i.id).collect();
                (ids.contains(&&**id), names(ids))
            }
            Expectation::Slogan(canonical) => {
                let all: Vec<&str> = analysis.slogans.iter().map(|s| &*s.canonical).collect();
                (all.contains(&&**canonical), names(all))
            }
            Expectation::Unit(symbols) => {
                let units = analysis.observations.iter().filter_map(|o| o.quantity.unit.as_ref());
                let units: Vec<&str> = units.map(|u| u.symbol.as_str()).collect();
                (units.iter().any(|u| symbols.iter().any(|s| s == u)), names(units))
            }
            Expectation::Quantity => {
                let count = analysis.observations.len();
                (count > 0, format!("{count} quantities"))
            }
            Expectation::Placeholder(class) => {
                let first = analysis.placeholders.first().map(|p| &*p.class);
                let none = &**class == "none" && first.is_none();
                let by_unit = &**class == "quantity"
                    && analysis.observations.iter().any(|o| o.quantity.mask.is_some());
                (first == Some(&**class) || none || by_unit, first.unwrap_or_default().to_owned())
            }
            Expectation::Role(role) => {
                let got = self.title_role(text).map_or("", Role::as_str);
                (got == role, got.to_owned())
            }
            Expectation::Cue(class) => {
                let cue = |sense: &Sense| matches!(sense, Sense::Cue(c) if c == class);
                (self.has_sense(text, cue), "other words".to_owned())
            }
            Expectation::Tone(strength) => {
                let all = analysis.observations.iter().filter_map(|o| o.tone_strength);
                let all: Vec<_> = all.collect();
                let names = names(all.iter().map(|s| s.as_str()).collect());
                (all.contains(strength), names)
            }
            Expectation::Stage(stage) => self.coordinate(&analysis, |i| i.stage == Some(*stage)),
            Expectation::Measure(measure) => {
                self.coordinate(&analysis, |i| i.measure == Some(*measure))
            }
            // Of several reports: see `reported`.
            Expectation::Finding(..) => (false, String::new()),
        }
    }

    /// Whether an observation's indicator has the wanted stage or measure, and all indicators.
    fn coordinate(
        &self,
        analysis: &Analysis,
        wanted: impl Fn(&Indicator) -> bool,
    ) -> (bool, String) {
        let found = analysis.observations.iter().filter_map(|o| o.indicator.as_ref());
        let indicators: Vec<&Indicator> =
            found.map(|i| &self.dictionary().indicators[i.place]).collect();
        let ids: Vec<&str> = indicators.iter().map(|i| &*i.id).collect();
        (indicators.into_iter().any(wanted), ids.join(", "))
    }

    fn title_role(&self, title: &str) -> Option<Role> {
        let text = format!("一、{title}\n");
        let analysis = self.analyze(&self.report("example", &text));
        analysis.sections.first().map(|section| section.role)
    }

    fn has_sense(&self, text: &str, wanted: impl Fn(&Sense) -> bool) -> bool {
        let lexicon = &self.dictionary().lexicon;
        let folded = crate::text::fold(text);
        lexicon.find(&folded, 0).iter().any(|term| lexicon.senses(term).iter().any(&wanted))
    }

    /// Whether a check spoke of one of the reports or across them, with that message where one is
    /// named, and all that it said.
    fn reported(&self, texts: &[String], check: &str, message: Option<&str>) -> (bool, String) {
        let named = texts.iter().enumerate();
        let reports: Vec<Report> =
            named.map(|(n, text)| self.report(&format!("example-{}", n + 1), text)).collect();
        let analyses: Vec<Analysis> = reports.iter().map(|report| self.analyze(report)).collect();
        let both = reports.iter().zip(&analyses);
        let summaries: Vec<Summary> = both
            .map(|(report, analysis)| Summary::of(report, analysis, self.dictionary()))
            .collect();
        let reread = |source: &str| reports.iter().find(|report| report.source == source).cloned();
        let across = across::findings(&summaries, &reread, self.dictionary());
        let single = analyses.iter().flat_map(|analysis| &analysis.findings);
        let all = single
            .map(|f| (&f.note, &f.message))
            .chain(across.iter().map(|f| (&f.note, &f.message)));
        let own: Vec<_> = all.filter(|(note, _)| &*note.check == check).collect();
        let found = own.iter().any(|(note, _)| match message {
            Some(message) => note.id == message,
            None => note.severity > Severity::None,
        });
        (found, own.iter().map(|(_, message)| message.as_str()).collect::<Vec<_>>().join("; "))
    }
}
