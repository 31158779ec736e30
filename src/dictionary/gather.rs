//! Yields the raw rules of all files in one place, each checked on its own.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use regex::Regex;

use super::load::Files;
use super::noise::NoiseRule;
use super::schema::{
    CheckRule, DictionaryFile, FormulaRule, GapRule, IndicatorRule, JointRule, StageRule,
};
use super::{
    DictionaryError, Example, Expectation, HeadingClass, Measure, PlaceholderClass, Qualifier,
    Sense, SloganEntry,
};

use crate::unit::{FamilyRule, ImpliedRule, UnitFile, UnitRule};

const KINDS: [&str; 3] = ["fixed", "numeric", "scheme"];
const ROLES: [&str; 5] = ["profile", "achievement", "problem", "plan", "other"];

/// Gathers rules file by file; names that point at other rules are resolved at the end.
#[derive(Default)]
pub(super) struct Rules {
    pub(super) units: UnitFile,
    pub(super) noise: Vec<NoiseRule>,
    pub(super) indicators: Vec<(String, IndicatorRule)>,
    pub(super) joints: Vec<(String, JointRule)>,
    pub(super) stages: Vec<(String, StageRule)>,
    pub(super) measures: Vec<Measure>,
    pub(super) qualifiers: Vec<Qualifier>,
    pub(super) slogans: Vec<SloganEntry>,
    pub(super) placeholders: Vec<PlaceholderClass>,
    pub(super) headings: Vec<HeadingClass>,
    pub(super) checks: Vec<(String, CheckRule)>,
    pub(super) formulas: Vec<(String, FormulaRule)>,
    pub(super) gaps: Vec<Regex>,
    pub(super) examples: Vec<Example>,
    pub(super) words: BTreeMap<String, Vec<Sense>>,
    pub(super) ids: HashMap<String, String>,
}

impl Rules {
    /// Takes the rules of every file.
    pub(super) fn gather(files: &Files) -> Result<Self, DictionaryError> {
        let mut rules = Rules::default();
        for (file, entries) in files.parse()? {
            rules.take(file, entries)?;
        }
        Ok(rules)
    }

    pub(super) fn take(
        &mut self,
        file: &str,
        entries: DictionaryFile,
    ) -> Result<(), DictionaryError> {
        for rule in entries.stage {
            self.unique(file, "stage", &rule.id)?;
            self.words(file, &rule.id, "names", &rule.names, Sense::Stage(self.stages.len()))?;
            let place = self.stages.len();
            let texts = [&rule.example, &rule.counterexample];
            self.pair(file, &rule.id, texts, Expectation::Stage(place))?;
            self.stages.push((file.to_owned(), rule));
        }
        for rule in entries.measure {
            self.unique(file, "measure", &rule.id)?;
            self.words(file, &rule.id, "names", &rule.names, Sense::Measure(self.measures.len()))?;
            let place = self.measures.len();
            let texts = [&rule.example, &rule.counterexample];
            self.pair(file, &rule.id, texts, Expectation::Measure(place))?;
            self.measures.push(Measure { id: rule.id, unit: rule.unit, also: rule.also });
        }
        for rule in entries.qualifier {
            self.unique(file, "qualifier", &rule.name)?;
            let sense = Sense::Qualifier(self.qualifiers.len());
            self.words(file, &rule.name, "name", std::slice::from_ref(&rule.name), sense)?;
            self.words(file, &rule.name, "variants", &rule.variants, sense)?;
            self.qualifiers.push(Qualifier { name: rule.name, heads_lists: rule.heads_lists });
        }
        for rule in entries.slogan {
            self.unique(file, "slogan", &rule.canonical)?;
            one_of(file, &rule.canonical, "kind", &rule.kind, &KINDS)?;
            let sense = Sense::Slogan(self.slogans.len());
            let canonical: Arc<str> = rule.canonical.as_str().into();
            self.words(file, &canonical, "canonical", &[rule.canonical], sense)?;
            self.words(file, &canonical, "variants", &rule.variants, sense)?;
            let texts = [&rule.example, &rule.counterexample];
            self.pair(file, &canonical, texts, Expectation::Slogan(canonical.clone()))?;
            self.slogans.push(SloganEntry {
                canonical,
                category: rule.category.into(),
                kind: rule.kind.into(),
            });
        }
        for rule in entries.cue {
            self.unique(file, "cue", &rule.id)?;
            self.words(file, &rule.id, "words", &rule.words, Sense::Cue(rule.class))?;
            let texts = [&rule.example, &rule.counterexample];
            self.pair(file, &rule.id, texts, Expectation::Cue(rule.class))?;
        }
        for rule in entries.tone {
            self.unique(file, "tone", &rule.id)?;
            self.words(file, &rule.id, "words", &rule.words, Sense::Tone(rule.strength))?;
            let texts = [&rule.example, &rule.counterexample];
            self.pair(file, &rule.id, texts, Expectation::Tone(rule.strength))?;
        }
        for rule in entries.idiom {
            self.unique(file, "idiom", &rule.id)?;
            self.words(file, &rule.id, "words", &rule.words, Sense::Idiom)?;
            // The other way round: an idiom's example is a text without a quantity.
            let texts = [&rule.counterexample, &rule.example];
            self.pair(file, &rule.id, texts, Expectation::Quantity)?;
        }
        for rule in entries.placeholder {
            self.unique(file, "placeholder", &rule.id)?;
            let id = &rule.id;
            let class: Arc<str> = rule.class.into();
            let texts = [&rule.example, &rule.counterexample];
            self.pair(file, id, texts, Expectation::Placeholder(class.clone()))?;
            let before = rule.before.map(|p| regex(file, id, "before", &format!("(?:{p})$")));
            let after = rule.after.map(|p| regex(file, id, "after", &format!("^(?:{p})")));
            let mask = rule.mask.map(|p| regex(file, id, "mask", &format!("^(?:{p})$")));
            self.placeholders.push(PlaceholderClass {
                class,
                before: before.transpose()?,
                after: after.transpose()?,
                mask: mask.transpose()?,
                id: rule.id,
            });
        }
        for rule in entries.heading {
            self.unique(file, "heading", &rule.id)?;
            one_of(file, &rule.id, "role", &rule.role, &ROLES)?;
            let pattern = regex(file, &rule.id, "pattern", &rule.pattern)?;
            let texts = [&rule.example, &rule.counterexample];
            self.pair(file, &rule.id, texts, Expectation::Role(rule.role.clone()))?;
            self.headings.push(HeadingClass {
                id: rule.id,
                role: rule.role,
                first_level: rule.first_level,
                pattern,
            });
        }
        for rule in entries.joint {
            self.unique(file, "joint", &rule.id)?;
            self.words(file, &rule.id, "names", &rule.names, Sense::Joint(self.joints.len()))?;
            for id in &rule.indicators {
                let texts = [&rule.example, &rule.counterexample];
                let expects = Expectation::Indicator(id.as_str().into());
                self.pair(file, &rule.id, texts, expects)?;
            }
            self.joints.push((file.to_owned(), rule));
        }
        for rule in entries.indicator {
            self.unique(file, "indicator", &rule.id)?;
            self.indicators.push((file.to_owned(), rule));
        }
        self.units(file, entries.unit, entries.family, entries.implied)?;
        self.noise.extend(entries.noise);
        for rule in entries.check {
            self.unique(file, "check", &rule.id)?;
            let all = rule.example.iter().map(|example| (example, true));
            for (example, found) in all.chain(rule.counterexample.iter().map(|e| (e, false))) {
                let message = example.finds.as_ref().map(|name| format!("{}.{name}", rule.id));
                let expects = Expectation::Finding(rule.id.as_str().into(), message);
                self.example(file, &rule.id, example.texts(), expects, found)?;
            }
            self.checks.push((file.to_owned(), rule));
        }
        for rule in entries.formula {
            self.unique(file, "formula", &rule.id)?;
            let expects = Expectation::Finding("ratio".into(), Some("ratio.holds".into()));
            self.pair(file, &rule.id, [&rule.example, &rule.counterexample], expects)?;
            self.formulas.push((file.to_owned(), rule));
        }
        for rule in entries.gap {
            self.gap(file, rule)?;
        }
        Ok(())
    }

    pub(super) fn units(
        &mut self,
        file: &str,
        units: Vec<UnitRule>,
        families: Vec<FamilyRule>,
        implied: Vec<ImpliedRule>,
    ) -> Result<(), DictionaryError> {
        let unit =
            |u: &UnitRule| (vec![u.symbol.clone()], [u.example.clone(), u.counterexample.clone()]);
        let family =
            |f: &FamilyRule| (f.words.clone(), [f.example.clone(), f.counterexample.clone()]);
        let meant =
            |i: &ImpliedRule| (vec![i.unit.clone()], [i.example.clone(), i.counterexample.clone()]);
        let all = units.iter().map(unit).chain(families.iter().map(family));
        for (symbols, [example, counterexample]) in all.chain(implied.iter().map(meant)) {
            let rule = symbols[0].clone();
            self.pair(file, &rule, [&example, &counterexample], Expectation::Unit(symbols))?;
        }
        self.units.units.extend(units);
        self.units.families.extend(families);
        self.units.implied.extend(implied);
        Ok(())
    }

    fn gap(&mut self, file: &str, rule: GapRule) -> Result<(), DictionaryError> {
        self.unique(file, "gap", &rule.id)?;
        let expects = Expectation::Finding("masked".into(), Some("masked.gone".into()));
        self.pair(file, &rule.id, [&rule.example, &rule.counterexample], expects)?;
        let pattern = regex(file, &rule.id, "pattern", &rule.pattern)?;
        if pattern.captures_len() < 2 {
            let message = "pattern: has no group () where the number was";
            return Err(DictionaryError::in_rule(file, &rule.id, message));
        }
        self.gaps.push(pattern);
        Ok(())
    }

    pub(super) fn unique(
        &mut self,
        file: &str,
        kind: &str,
        id: &str,
    ) -> Result<(), DictionaryError> {
        match self.ids.insert(format!("{kind} {id}"), file.to_owned()) {
            Some(other) => {
                Err(DictionaryError::in_rule(file, id, format!("id: already in {other}")))
            }
            None => Ok(()),
        }
    }

    pub(super) fn words(
        &mut self,
        file: &str,
        rule: &str,
        field: &str,
        words: &[String],
        sense: Sense,
    ) -> Result<(), DictionaryError> {
        for word in words {
            if word.trim().is_empty() {
                return Err(DictionaryError::in_rule(file, rule, format!("{field}: empty word")));
            }
            let folded = crate::text::fold(word).into_owned();
            self.words.entry(folded).or_default().push(sense);
        }
        Ok(())
    }

    /// Takes a rule's example and counterexample.
    fn pair(
        &mut self,
        file: &str,
        rule: &str,
        [example, counterexample]: [&String; 2],
        expects: Expectation,
    ) -> Result<(), DictionaryError> {
        self.example(file, rule, vec![example.clone()], expects.clone(), true)?;
        self.example(file, rule, vec![counterexample.clone()], expects, false)
    }

    pub(super) fn example(
        &mut self,
        file: &str,
        rule: &str,
        texts: Vec<String>,
        expects: Expectation,
        found: bool,
    ) -> Result<(), DictionaryError> {
        if texts.iter().any(|text| text.trim().is_empty()) {
            let field = if found { "example" } else { "counterexample" };
            return Err(DictionaryError::in_rule(file, rule, format!("{field}: is empty")));
        }
        self.examples.push(Example {
            file: file.to_owned(),
            rule: rule.to_owned(),
            texts,
            expects,
            found,
        });
        Ok(())
    }
}

/// Refuses a value that is none of those allowed.
pub(super) fn one_of(
    file: &str,
    rule: &str,
    field: &str,
    value: &str,
    allowed: &[&str],
) -> Result<(), DictionaryError> {
    if allowed.contains(&value) {
        return Ok(());
    }
    let message = format!("{field}: {value} is none of {}", allowed.join(", "));
    Err(DictionaryError::in_rule(file, rule, message))
}

/// Compiles a pattern of a rule.
pub(super) fn regex(
    file: &str,
    rule: &str,
    field: &str,
    pattern: &str,
) -> Result<Regex, DictionaryError> {
    Regex::new(pattern).map_err(|e| DictionaryError::in_rule(file, rule, format!("{field}: {e}")))
}
