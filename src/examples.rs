//! Yields [`Failure`]s: dictionary examples that the analyzer does not read as their rule says.

use std::fmt;

use crate::analysis::Analysis;
use crate::analyzer::Analyzer;
use crate::audit::Finding;
use crate::dictionary::schema::Severity;
use crate::dictionary::{Example, Expectation, Indicator, Sense};
use crate::outline::Role;

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
        let analyses: Vec<Analysis> =
            example.texts.iter().map(|text| self.analyze(&self.report("example", text))).collect();
        let (found, got) = self.observed(example, &analyses);
        (found != example.found).then(|| Failure {
            file: example.file.clone(),
            rule: example.rule.clone(),
            field: if example.found { "example" } else { "counterexample" },
            text: example.texts.join("⏎"),
            got: if got.is_empty() { "nothing".to_owned() } else { got },
        })
    }

    /// Whether what the example expects is in the analysis, and what there is of its kind.
    fn observed(&self, example: &Example, analyses: &[Analysis]) -> (bool, String) {
        let [analysis, ..] = analyses else {
            return (false, String::new());
        };
        let names = |all: Vec<&str>| all.join(", ");
        match &example.expects {
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
                let got = self.title_role(&example.texts[0]).map_or("", Role::as_str);
                (got == role, got.to_owned())
            }
            Expectation::Cue(class) => {
                let cue = |sense: &Sense| matches!(sense, Sense::Cue(c) if c == class);
                (self.has_sense(&example.texts[0], cue), "other words".to_owned())
            }
            Expectation::Tone(strength) => {
                let all = analysis.observations.iter().filter_map(|o| o.tone_strength);
                let all: Vec<_> = all.collect();
                let names = names(all.iter().map(|s| s.as_str()).collect());
                (all.contains(strength), names)
            }
            Expectation::Finding(check, message) => {
                let findings = analyses.iter().flat_map(|analysis| &analysis.findings);
                reported(check, message.as_deref(), findings)
            }
            Expectation::Stage(stage) => self.coordinate(analysis, |i| i.stage == Some(*stage)),
            Expectation::Measure(measure) => {
                self.coordinate(analysis, |i| i.measure == Some(*measure))
            }
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
}

/// Whether a check spoke, with that message where one is named, and all that it said.
fn reported<'a>(
    check: &str,
    message: Option<&str>,
    findings: impl IntoIterator<Item = &'a Finding>,
) -> (bool, String) {
    let own = findings.into_iter().filter(|finding| &*finding.note.check == check);
    let own: Vec<&Finding> = own.collect();
    let found = own.iter().any(|finding| match message {
        Some(message) => finding.note.id == message,
        None => finding.note.severity > Severity::None,
    });
    (found, own.iter().map(|finding| &*finding.message).collect::<Vec<_>>().join("; "))
}
