//! Yields a checked [`Dictionary`] from the raw entries of all files.

use std::sync::Arc;

use super::check::Checks;
use super::formula::Formula;
use super::gather::{Rules, one_of};
use super::load::Files;
use super::noise::NoiseRules;
use super::schema::{IndicatorRule, JointRule};
use super::{Dictionary, DictionaryError, Expectation, Indicator, Lexicon, Sense, Stage, frame};
use crate::unit::UnitTable;

const ASPECTS: [&str; 3] = ["growth", "share", "change"];

pub(super) fn compile(files: &Files) -> Result<Dictionary, DictionaryError> {
    Rules::gather(files)?.finish(files.hash())
}

impl Rules {
    fn finish(mut self, hash: String) -> Result<Dictionary, DictionaryError> {
        let units =
            UnitTable::compile(&self.units).map_err(|e| DictionaryError::new("units", e))?;
        for measure in &mut self.measures {
            for name in std::iter::once(&mut measure.unit).chain(&mut measure.also) {
                let Some(unit) = units.named(name) else {
                    let message = format!("unit: there is no unit {name}");
                    return Err(DictionaryError::in_rule("stages.toml", &measure.id, message));
                };
                name.clone_from(&unit.symbol);
            }
        }
        let noise = NoiseRules::compile(std::mem::take(&mut self.noise))
            .map_err(|e| DictionaryError::new("noise.toml", e))?;
        let stages = self.resolve_stages()?;
        let mut indicators = Vec::new();
        let mut frames = Vec::new();
        for (file, rule) in std::mem::take(&mut self.indicators) {
            let place = indicators.len();
            self.words(&file, &rule.id, "names", &rule.names, Sense::Name(place))?;
            for text in &rule.frames {
                for frame in frame::parse(text, place).map_err(|e| {
                    DictionaryError::in_rule(&file, &rule.id, format!("frames: {e}"))
                })? {
                    // All literals must stand there, so looking for the longest is enough.
                    let literals = frame.before.iter().chain(&frame.after);
                    if let Some(longest) = literals.max_by_key(|literal| literal.len()) {
                        let sense = Sense::Frame(frames.len());
                        self.words.entry(longest.clone()).or_default().push(sense);
                    }
                    frames.push(frame);
                }
            }
            indicators.push(self.indicator(&file, rule, &units, &stages)?);
        }
        let formulas = self
            .formulas
            .into_iter()
            .map(|(file, rule)| Formula::compile(&file, rule, &indicators))
            .collect::<Result<_, _>>()?;
        let joints = resolve_joints(&self.joints, &indicators)?;
        let lexicon = Lexicon::new(self.words).map_err(|e| DictionaryError::new("lexicon", e))?;
        let checks = Checks::compile(self.checks, &indicators)?;
        Ok(Dictionary {
            units,
            indicators,
            frames,
            joints,
            stages,
            measures: self.measures,
            qualifiers: self.qualifiers,
            slogans: self.slogans,
            placeholders: self.placeholders,
            headings: self.headings,
            noise,
            checks,
            formulas,
            gaps: self.gaps,
            lexicon,
            examples: self.examples,
            hash,
        })
    }

    fn resolve_stages(&mut self) -> Result<Vec<Stage>, DictionaryError> {
        let rules = std::mem::take(&mut self.stages);
        let find = |id: &str| rules.iter().position(|(_, rule)| rule.id == id);
        rules
            .iter()
            .map(|(file, rule)| {
                let parent = rule.parent.as_deref().map(|id| {
                    find(id).ok_or_else(|| {
                        let message = format!("parent: there is no stage {id}");
                        DictionaryError::in_rule(file, &rule.id, message)
                    })
                });
                let (id, name) = (rule.id.clone(), rule.name.clone());
                Ok(Stage { id, name, parent: parent.transpose()? })
            })
            .collect()
    }

    fn indicator(
        &mut self,
        file: &str,
        rule: IndicatorRule,
        units: &UnitTable,
        stages: &[Stage],
    ) -> Result<Indicator, DictionaryError> {
        let fail = |message: String| DictionaryError::in_rule(file, &rule.id, message);
        let symbol = |name: &String| match units.named(name) {
            Some(unit) => Ok(unit.symbol.clone()),
            None => Err(fail(format!("unit: there is no unit {name}"))),
        };
        let unit = symbol(&rule.unit)?;
        let also = rule.also.iter().map(symbol).collect::<Result<_, _>>()?;
        if let Some(aspect) = &rule.aspect {
            one_of(file, &rule.id, "aspect", aspect, &ASPECTS)?;
        }
        if rule.examples.is_empty() || rule.counterexamples.is_empty() {
            return Err(fail("examples and counterexamples: at least one of each".into()));
        }
        let place = |kind: &str, id: &Option<String>, found: &dyn Fn(&str) -> Option<usize>| {
            id.as_deref()
                .map(|id| found(id).ok_or_else(|| fail(format!("{kind}: there is no {kind} {id}"))))
                .transpose()
        };
        let stage = place("stage", &rule.stage, &|id| stages.iter().position(|s| s.id == id))?;
        let measures = &self.measures;
        let measure =
            place("measure", &rule.measure, &|id| measures.iter().position(|m| m.id == id))?;
        let id: Arc<str> = rule.id.as_str().into();
        let texts = rule.examples.iter().map(|t| (t, true));
        for (text, found) in texts.chain(rule.counterexamples.iter().map(|t| (t, false))) {
            let expects = Expectation::Indicator(id.clone());
            self.example(file, &rule.id, vec![text.clone()], expects, found)?;
        }
        Ok(Indicator {
            id,
            name: rule.name.into(),
            name_en: rule.name_en,
            unit,
            also,
            aspect: rule.aspect,
            range: rule.range,
            stage,
            measure,
            unless: rule.unless,
            needs: rule.needs,
            definition: rule.definition,
            source: rule.source,
            examples: rule.examples,
            counterexamples: rule.counterexamples,
        })
    }
}

fn resolve_joints(
    rules: &[(String, JointRule)],
    indicators: &[Indicator],
) -> Result<Vec<Vec<usize>>, DictionaryError> {
    let place = |file: &str, rule: &JointRule, id: &str| {
        indicators.iter().position(|i| &*i.id == id).ok_or_else(|| {
            let message = format!("indicators: there is no indicator {id}");
            DictionaryError::in_rule(file, &rule.id, message)
        })
    };
    rules
        .iter()
        .map(|(file, rule)| rule.indicators.iter().map(|id| place(file, rule, id)).collect())
        .collect()
}
