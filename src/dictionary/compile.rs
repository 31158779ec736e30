//! Yields a checked [`Dictionary`] from the raw entries of all files.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use regex::Regex;

use super::load::Files;
use super::noise::NoiseRules;
use super::schema::{DictionaryFile, IndicatorRule, JointRule};
use super::{
    Dictionary, DictionaryError, Example, Expectation, Frame, HeadingClass, Indicator, Lexicon,
    Measure, PlaceholderClass, Sense, SloganEntry, Stage,
};
use crate::unit::{UnitFile, UnitTable};

const ASPECTS: [&str; 3] = ["growth", "share", "change"];
const KINDS: [&str; 3] = ["fixed", "numeric", "scheme"];
const ROLES: [&str; 5] = ["profile", "achievement", "problem", "plan", "other"];

pub(super) fn compile(files: &Files) -> Result<Dictionary, DictionaryError> {
    let parsed = files.parse()?;
    let mut builder = Builder::default();
    for (file, entries) in parsed {
        builder.take(file, entries)?;
    }
    builder.finish(files.hash())
}

/// Gathers rules file by file; names that point at other rules are resolved at the end.
#[derive(Default)]
struct Builder {
    units: UnitFile,
    noise: Vec<super::noise::NoiseRule>,
    indicators: Vec<(String, IndicatorRule)>,
    joints: Vec<(String, JointRule)>,
    stages: Vec<(String, super::schema::StageRule)>,
    measures: Vec<Measure>,
    qualifiers: Vec<String>,
    slogans: Vec<SloganEntry>,
    placeholders: Vec<PlaceholderClass>,
    headings: Vec<HeadingClass>,
    examples: Vec<Example>,
    words: BTreeMap<String, Vec<Sense>>,
    ids: HashMap<String, String>,
}

impl Builder {
    fn take(&mut self, file: &str, entries: DictionaryFile) -> Result<(), DictionaryError> {
        for rule in entries.stage {
            self.unique(file, "stage", &rule.id)?;
            self.words(file, &rule.id, "names", &rule.names, Sense::Stage(self.stages.len()))?;
            let place = self.stages.len();
            self.example(file, &rule.id, &rule.example, Expectation::Stage(place), true)?;
            self.example(file, &rule.id, &rule.counterexample, Expectation::Stage(place), false)?;
            self.stages.push((file.to_owned(), rule));
        }
        for rule in entries.measure {
            self.unique(file, "measure", &rule.id)?;
            self.words(file, &rule.id, "names", &rule.names, Sense::Measure(self.measures.len()))?;
            let (id, place) = (&rule.id, self.measures.len());
            self.example(file, id, &rule.example, Expectation::Measure(place), true)?;
            self.example(file, id, &rule.counterexample, Expectation::Measure(place), false)?;
            self.measures.push(Measure { id: rule.id, unit: rule.unit, also: rule.also });
        }
        for rule in entries.qualifier {
            self.unique(file, "qualifier", &rule.name)?;
            let sense = Sense::Qualifier(self.qualifiers.len());
            self.words(file, &rule.name, "name", std::slice::from_ref(&rule.name), sense)?;
            self.words(file, &rule.name, "variants", &rule.variants, sense)?;
            self.qualifiers.push(rule.name);
        }
        for rule in entries.slogan {
            self.unique(file, "slogan", &rule.canonical)?;
            one_of(file, &rule.canonical, "kind", &rule.kind, &KINDS)?;
            let sense = Sense::Slogan(self.slogans.len());
            let canonical: Arc<str> = rule.canonical.as_str().into();
            self.words(file, &canonical, "canonical", &[rule.canonical], sense)?;
            self.words(file, &canonical, "variants", &rule.variants, sense)?;
            for (text, found) in [(&rule.example, true), (&rule.counterexample, false)] {
                let expects = Expectation::Slogan(canonical.clone());
                self.example(file, &canonical, text, expects, found)?;
            }
            self.slogans.push(SloganEntry {
                canonical,
                category: rule.category.into(),
                kind: rule.kind.into(),
            });
        }
        for rule in entries.cue {
            self.unique(file, "cue", &rule.id)?;
            self.words(file, &rule.id, "words", &rule.words, Sense::Cue(rule.class))?;
            let expects = Expectation::Cue(rule.class);
            self.example(file, &rule.id, &rule.example, expects, true)?;
            let expects = Expectation::Cue(rule.class);
            self.example(file, &rule.id, &rule.counterexample, expects, false)?;
        }
        for rule in entries.idiom {
            self.unique(file, "idiom", &rule.id)?;
            self.words(file, &rule.id, "words", &rule.words, Sense::Idiom)?;
            self.example(file, &rule.id, &rule.example, Expectation::Quantity, false)?;
            self.example(file, &rule.id, &rule.counterexample, Expectation::Quantity, true)?;
        }
        for rule in entries.placeholder {
            self.unique(file, "placeholder", &rule.id)?;
            let id = &rule.id;
            let class: Arc<str> = rule.class.into();
            for (text, found) in [(&rule.example, true), (&rule.counterexample, false)] {
                self.example(file, id, text, Expectation::Placeholder(class.clone()), found)?;
            }
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
            for (text, found) in [(&rule.example, true), (&rule.counterexample, false)] {
                let expects = Expectation::Role(rule.role.clone());
                self.example(file, &rule.id, text, expects, found)?;
            }
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
                for (text, found) in [(&rule.example, true), (&rule.counterexample, false)] {
                    let expects = Expectation::Indicator(id.as_str().into());
                    self.example(file, &rule.id, text, expects, found)?;
                }
            }
            self.joints.push((file.to_owned(), rule));
        }
        for rule in entries.indicator {
            self.unique(file, "indicator", &rule.id)?;
            self.indicators.push((file.to_owned(), rule));
        }
        self.units(file, entries.unit, entries.family, entries.implied)?;
        self.noise.extend(entries.noise);
        Ok(())
    }

    fn units(
        &mut self,
        file: &str,
        units: Vec<crate::unit::UnitRule>,
        families: Vec<crate::unit::FamilyRule>,
        implied: Vec<crate::unit::ImpliedRule>,
    ) -> Result<(), DictionaryError> {
        let unit = |u: &crate::unit::UnitRule| {
            (vec![u.symbol.clone()], [u.example.clone(), u.counterexample.clone()])
        };
        let family = |f: &crate::unit::FamilyRule| {
            (f.words.clone(), [f.example.clone(), f.counterexample.clone()])
        };
        let meant = |i: &crate::unit::ImpliedRule| {
            (vec![i.unit.clone()], [i.example.clone(), i.counterexample.clone()])
        };
        let all = units
            .iter()
            .map(unit)
            .chain(families.iter().map(family))
            .chain(implied.iter().map(meant));
        for (symbols, [example, counterexample]) in all.collect::<Vec<_>>() {
            let rule = symbols[0].clone();
            self.example(file, &rule, &example, Expectation::Unit(symbols.clone()), true)?;
            self.example(file, &rule, &counterexample, Expectation::Unit(symbols), false)?;
        }
        self.units.units.extend(units);
        self.units.families.extend(families);
        self.units.implied.extend(implied);
        Ok(())
    }

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
                for frame in parse_frame(text, place).map_err(|e| {
                    DictionaryError::in_rule(&file, &rule.id, format!("frames: {e}"))
                })? {
                    for literal in frame.before.iter().chain(&frame.after) {
                        let sense = Sense::Frame(frames.len());
                        self.words.entry(literal.clone()).or_default().push(sense);
                    }
                    frames.push(frame);
                }
            }
            indicators.push(self.indicator(&file, rule, &units, &stages)?);
        }
        let joints = resolve_joints(&self.joints, &indicators)?;
        let lexicon = Lexicon::new(self.words).map_err(|e| DictionaryError::new("lexicon", e))?;
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
            self.example(file, &rule.id, text, Expectation::Indicator(id.clone()), found)?;
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

    fn unique(&mut self, file: &str, kind: &str, id: &str) -> Result<(), DictionaryError> {
        match self.ids.insert(format!("{kind} {id}"), file.to_owned()) {
            Some(other) => {
                Err(DictionaryError::in_rule(file, id, format!("id: already in {other}")))
            }
            None => Ok(()),
        }
    }

    fn words(
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

    fn example(
        &mut self,
        file: &str,
        rule: &str,
        text: &str,
        expects: Expectation,
        found: bool,
    ) -> Result<(), DictionaryError> {
        if text.trim().is_empty() {
            let field = if found { "example" } else { "counterexample" };
            return Err(DictionaryError::in_rule(file, rule, format!("{field}: is empty")));
        }
        self.examples.push(Example {
            file: file.to_owned(),
            rule: rule.to_owned(),
            text: text.to_owned(),
            expects,
            found,
        });
        Ok(())
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

fn one_of(
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

fn regex(file: &str, rule: &str, field: &str, pattern: &str) -> Result<Regex, DictionaryError> {
    Regex::new(pattern).map_err(|e| DictionaryError::in_rule(file, rule, format!("{field}: {e}")))
}

/// Reads a verb frame: `(招录|招聘)…教师#` → one frame for each alternative.
fn parse_frame(text: &str, indicator: usize) -> Result<Vec<Frame>, String> {
    let frames = alternatives(text)?.into_iter().map(|plain| {
        let plain = crate::text::fold(&plain).into_owned();
        let (before, after) =
            plain.split_once('#').ok_or("# must stand where the number stands")?;
        if after.contains('#') {
            return Err("# must stand once".into());
        }
        let parts = |side: &str| {
            side.split('…').filter(|part| !part.is_empty()).map(str::to_owned).collect()
        };
        let frame = Frame {
            indicator,
            before: parts(before),
            before_adjacent: !before.is_empty() && !before.ends_with('…'),
            after: parts(after),
            after_adjacent: !after.is_empty() && !after.starts_with('…'),
        };
        if frame.before.is_empty() && frame.after.is_empty() {
            return Err("there is no word beside #".into());
        }
        Ok(frame)
    });
    frames.collect()
}

/// `a(b|c)d` → `abd`, `acd`; `a(b)?d` → `abd`, `ad`.
fn alternatives(text: &str) -> Result<Vec<String>, String> {
    let Some(open) = text.find('(') else {
        return if text.contains([')', '?']) {
            Err("a ) or ? without its (".into())
        } else {
            Ok(vec![text.into()])
        };
    };
    let close = text[open..].find(')').map(|i| open + i).ok_or("a ( without its )")?;
    let rest = &text[close + 1..];
    let optional = rest.strip_prefix('?');
    let tails = alternatives(optional.unwrap_or(rest))?;
    let choices = text[open + 1..close].split('|').chain(optional.map(|_| ""));
    Ok(choices
        .flat_map(|choice| tails.iter().map(move |tail| format!("{}{choice}{tail}", &text[..open])))
        .collect())
}
