//! Yields [`Dictionary`]: every rule of the `dictionaries/` folder, checked and compiled once.

mod check;
mod compile;
mod formula;
mod frame;
mod gather;
mod lexicon;
mod load;
mod names;
pub mod noise;
pub mod schema;

use std::fmt;
use std::path::Path;
use std::sync::Arc;

use regex::Regex;

pub use check::{CHECKS, Check, Checks, Note};
pub use formula::Formula;
pub use lexicon::{Lexicon, Sense, Term};
pub use load::Files;
pub use names::{Limit, Message, Pattern, Set};

use crate::unit::UnitTable;
use noise::NoiseRules;
use schema::{CueClass, Strength};

/// A dictionary that cannot be used: which file, which rule, which field, and why.
#[derive(Debug, thiserror::Error)]
pub struct DictionaryError {
    file: String,
    rule: Option<String>,
    message: String,
}

impl DictionaryError {
    pub(crate) fn new(file: impl fmt::Display, message: impl fmt::Display) -> Self {
        DictionaryError { file: file.to_string(), rule: None, message: message.to_string() }
    }

    pub(crate) fn in_rule(
        file: impl fmt::Display,
        rule: impl fmt::Display,
        message: impl fmt::Display,
    ) -> Self {
        DictionaryError { rule: Some(rule.to_string()), ..DictionaryError::new(file, message) }
    }
}

impl fmt::Display for DictionaryError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: ", self.file)?;
        if let Some(rule) = &self.rule {
            write!(f, "{rule}: ")?;
        }
        f.write_str(&self.message)
    }
}

/// What is measured.
#[derive(Debug)]
pub struct Indicator {
    /// `group.measure`.
    pub id: Arc<str>,
    /// Chinese name.
    pub name: Arc<str>,
    /// English name.
    pub name_en: String,
    /// Canonical unit of its level.
    pub unit: String,
    /// Other units of its level.
    pub also: Vec<String>,
    /// The aspect that its name says (`growth`, `share`); the level otherwise.
    pub aspect: Option<String>,
    /// Least and greatest plausible level.
    pub range: Option<[f64; 2]>,
    /// Place in [`Dictionary::stages`].
    pub stage: Option<usize>,
    /// Place in [`Dictionary::measures`].
    pub measure: Option<usize>,
    /// Words that forbid the rule in a clause.
    pub unless: Vec<String>,
    /// Words of which one must stand in the sentence or the report's title.
    pub needs: Vec<String>,
    /// What is counted.
    pub definition: String,
    /// Where the definition comes from.
    pub source: Option<String>,
    /// Texts with a number of this indicator.
    pub examples: Vec<String>,
    /// Texts without one.
    pub counterexamples: Vec<String>,
}

impl Indicator {
    /// Whether its level is stated as a ratio.
    pub fn is_ratio(&self) -> bool {
        matches!(self.unit.as_str(), "%" | "‰" | "‱" | "/10万")
    }
}

/// A word that narrows a subject.
#[derive(Debug)]
pub struct Qualifier {
    /// Its canonical form.
    pub name: String,
    /// Whether one such word holds for a whole list (新建公园5个、公厕22座).
    pub heads_lists: bool,
}

/// A stage of education.
#[derive(Debug)]
pub struct Stage {
    /// `preschool`, `primary`, …
    pub id: String,
    /// Chinese name.
    pub name: String,
    /// The stage that it is a part of.
    pub parent: Option<usize>,
}

/// Something counted at every stage.
#[derive(Debug)]
pub struct Measure {
    /// `students`, `teachers`, …
    pub id: String,
    /// Its canonical unit.
    pub unit: String,
    /// Other units in which it is stated.
    pub also: Vec<String>,
}

/// A slogan in its canonical form.
#[derive(Debug)]
pub struct SloganEntry {
    /// The form that variants fold to.
    pub canonical: Arc<str>,
    /// Subject, in Chinese.
    pub category: Arc<str>,
    /// `fixed`, `numeric` or `scheme`.
    pub kind: Arc<str>,
}

/// A verb frame of an indicator: literals that must stand before and after the number.
#[derive(Debug)]
pub struct Frame {
    /// The indicator that it gives.
    pub indicator: usize,
    /// Literals before the number, in order.
    pub before: Vec<String>,
    /// Whether nothing but fillers may stand between the last of them and the number.
    pub before_adjacent: bool,
    /// Literals after the number, in order.
    pub after: Vec<String>,
    /// Whether the first of them must follow the number directly.
    pub after_adjacent: bool,
}

/// What a mask hides, by what stands around it.
#[derive(Debug)]
pub struct PlaceholderClass {
    /// Name of the rule.
    pub id: String,
    /// Class for the table.
    pub class: Arc<str>,
    /// What must stand before it.
    pub before: Option<Regex>,
    /// What must stand after it.
    pub after: Option<Regex>,
    /// What it must look like.
    pub mask: Option<Regex>,
}

/// The role that a heading's words give.
#[derive(Debug)]
pub struct HeadingClass {
    /// Name of the rule.
    pub id: String,
    /// Role of the section.
    pub role: String,
    /// Whether it speaks of first-level titles only.
    pub first_level: bool,
    /// What the title must hold.
    pub pattern: Regex,
}

/// An example of a rule: a text, and what must come of it.
#[derive(Debug)]
pub struct Example {
    /// File that holds the rule.
    pub file: String,
    /// Name of the rule.
    pub rule: String,
    /// The text; several reports in order where the rule looks across them.
    pub texts: Vec<String>,
    /// What is looked for in its analysis.
    pub expects: Expectation,
    /// Whether it must be found (example) or must not (counterexample).
    pub found: bool,
}

/// What an example shows.
#[derive(Clone, Debug)]
pub enum Expectation {
    /// An observation with this indicator.
    Indicator(Arc<str>),
    /// A slogan with this canonical form.
    Slogan(Arc<str>),
    /// A quantity with one of these units.
    Unit(Vec<String>),
    /// Any quantity.
    Quantity,
    /// A first placeholder of this class.
    Placeholder(Arc<str>),
    /// A title with this role.
    Role(String),
    /// A word of this class of cues.
    Cue(CueClass),
    /// A quantity whose words of tone come to this.
    Tone(Strength),
    /// An observation of this stage.
    Stage(usize),
    /// An observation of this measure.
    Measure(usize),
    /// A finding of this check, and with this message where one is named.
    Finding(Arc<str>, Option<String>),
}

/// All rules, compiled. Built once and shared.
#[derive(Debug)]
pub struct Dictionary {
    /// Units and measure words.
    pub units: UnitTable,
    /// Indicators, in file order.
    pub indicators: Vec<Indicator>,
    /// Verb frames.
    pub frames: Vec<Frame>,
    /// Indicators that one name states together, in the order of their numbers.
    pub joints: Vec<Vec<usize>>,
    /// Stages of education.
    pub stages: Vec<Stage>,
    /// Measures of a stage.
    pub measures: Vec<Measure>,
    /// Words that narrow.
    pub qualifiers: Vec<Qualifier>,
    /// Slogans.
    pub slogans: Vec<SloganEntry>,
    /// Classes of masks, first that fits.
    pub placeholders: Vec<PlaceholderClass>,
    /// Roles of headings, first that fits.
    pub headings: Vec<HeadingClass>,
    /// What is not report.
    pub noise: NoiseRules,
    /// What the audit asks and says.
    pub checks: Checks,
    /// Rates that the audit computes.
    pub formulas: Vec<Formula>,
    /// Where a number vanished without a sign: at the first group.
    pub gaps: Vec<Regex>,
    /// Every word of the above, in one automaton.
    pub lexicon: Lexicon,
    /// The examples and counterexamples of every rule.
    pub examples: Vec<Example>,
    hash: String,
}

impl Dictionary {
    /// The dictionaries built into the program.
    ///
    /// # Errors
    /// None in a released program: its own tests load them.
    pub fn embedded() -> Result<Self, DictionaryError> {
        compile::compile(&Files::embedded())
    }

    /// The built-in dictionaries with a folder's files over them: a file with the same path
    /// replaces, any other adds.
    ///
    /// # Errors
    /// What cannot be read or does not pass the checks; names file, rule and field.
    pub fn with_folder(folder: &Path) -> Result<Self, DictionaryError> {
        compile::compile(&Files::embedded().overlay(folder)?)
    }

    /// SHA-256 of all files, in hexadecimal.
    pub fn hash(&self) -> &str {
        &self.hash
    }

    /// The indicator of a stage and a measure, where there is one.
    pub fn composed(&self, stage: usize, measure: usize) -> Option<usize> {
        self.indicators.iter().position(|i| i.stage == Some(stage) && i.measure == Some(measure))
    }

    /// The measure with this id.
    pub fn measure(&self, id: &str) -> Option<usize> {
        self.measures.iter().position(|m| m.id == id)
    }
}
