//! Yields [`Checks`]: what each check asks, from which limits on it speaks, and in which words.
//!
//! The program knows the names of messages and limits; `checks.toml` says everything else of them.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use regex::Regex;
use rust_decimal::Decimal;

use super::gather::regex;
use super::names::{Limit, Message, Pattern, Set};
use super::schema::{CheckRule, Severity};
use super::{DictionaryError, Indicator};

/// The checks there are, in the order in which they are described.
pub const CHECKS: [&str; 9] =
    ["masked", "sum", "share", "ratio", "range", "trend", "target", "duplicate", "cut"];

/// One check.
#[derive(Debug)]
pub struct Check {
    /// Its name in the tables and on the command line.
    pub id: String,
    /// What it looks for, in a line.
    pub title: String,
    /// Its rule in prose.
    pub rule: String,
    /// What is compared with what.
    pub formula: String,
    /// Its limits by name.
    pub thresholds: Vec<(String, f64)>,
    /// What it can say: name, how grave it is, and the wording with its fields.
    pub messages: Vec<(String, Severity, String)>,
    /// Texts in which it finds something, with the message's name.
    pub examples: Vec<(Vec<String>, String)>,
    /// Texts in which it finds nothing.
    pub counterexamples: Vec<Vec<String>>,
}

/// How a check says one thing.
#[derive(Debug, PartialEq)]
pub struct Note {
    /// The check.
    pub check: Arc<str>,
    /// `check.message`.
    pub id: String,
    /// How grave it is.
    pub severity: Severity,
    /// How sure the check is, 0 to 1.
    pub confidence: f64,
    /// Words, each followed by a field, the last by none.
    wording: Vec<(String, Option<String>)>,
}

impl Note {
    /// The wording with the fields' values in their places.
    pub fn render(&self, values: &[(&str, &str)]) -> String {
        let mut message = String::new();
        for (words, field) in &self.wording {
            message.push_str(words);
            let value = values.iter().find(|(name, _)| field.as_deref() == Some(name));
            message.push_str(value.map_or("", |(_, value)| value));
        }
        message
    }
}

/// Every check with its messages and limits.
#[derive(Debug, Default)]
pub struct Checks {
    all: Vec<Check>,
    notes: Vec<Arc<Note>>,
    limits: Vec<Decimal>,
    sets: Vec<HashSet<usize>>,
    patterns: Vec<Regex>,
}

impl Checks {
    /// The checks in the order in which they are described.
    pub fn all(&self) -> &[Check] {
        &self.all
    }

    /// How a message is worded, and how grave it is.
    pub fn note(&self, message: Message) -> &Arc<Note> {
        &self.notes[message as usize]
    }

    /// The value of a limit.
    pub fn limit(&self, limit: Limit) -> Decimal {
        self.limits[limit as usize]
    }

    /// The indicators of a list, by their places in the dictionary.
    pub fn set(&self, set: Set) -> &HashSet<usize> {
        &self.sets[set as usize]
    }

    /// What a check looks for.
    pub fn pattern(&self, pattern: Pattern) -> &Regex {
        &self.patterns[pattern as usize]
    }

    /// Checks the rules of all files and resolves the names that the program knows.
    pub(super) fn compile(
        rules: Vec<(String, CheckRule)>,
        indicators: &[Indicator],
    ) -> Result<Self, DictionaryError> {
        let mut by_id: HashMap<String, (String, CheckRule)> =
            rules.into_iter().map(|(file, rule)| (rule.id.clone(), (file, rule))).collect();
        let mut checks = Checks::default();
        for id in CHECKS {
            let Some((file, rule)) = by_id.get(id) else {
                let message = format!("there is no [[check]] with id = \"{id}\"");
                return Err(DictionaryError::new("checks.toml", message));
            };
            refuse_unknown(file, rule)?;
        }
        for &message in Message::ALL {
            let (check, name, fields) = message.names();
            checks.notes.push(Arc::new(note(&by_id[check], name, fields)?));
        }
        for &limit in Limit::ALL {
            let (check, name, _) = limit.names();
            checks.limits.push(threshold(&by_id[check], name)?);
        }
        for &set in Set::ALL {
            let (check, name, _) = set.names();
            checks.sets.push(places(&by_id[check], name, indicators)?);
        }
        for &pattern in Pattern::ALL {
            let (check, name, _) = pattern.names();
            let (file, rule) = &by_id[check];
            let field = format!("patterns.{name}");
            let Some(text) = rule.patterns.get(name) else {
                return Err(DictionaryError::in_rule(file, check, format!("{field}: is missing")));
            };
            checks.patterns.push(regex(file, check, &field, text)?);
        }
        for id in CHECKS {
            if let Some((file, rule)) = by_id.remove(id) {
                checks.all.push(check(&file, rule)?);
            }
        }
        match by_id.into_values().next() {
            Some((file, rule)) => {
                let message = format!("id: is none of {}", CHECKS.join(", "));
                Err(DictionaryError::in_rule(file, rule.id, message))
            }
            None => Ok(checks),
        }
    }
}

/// Refuses messages and thresholds that the program does not know, and examples of them.
fn refuse_unknown(file: &str, rule: &CheckRule) -> Result<(), DictionaryError> {
    let known = |names: (&'static str, &'static str, _)| (names.0 == rule.id).then_some(names.1);
    let messages: Vec<&str> = Message::ALL.iter().filter_map(|m| known(m.names())).collect();
    let limits: Vec<&str> = Limit::ALL.iter().filter_map(|l| known(l.names())).collect();
    let fail = |field: &str, name: &str, names: &[&str]| {
        let message = format!("{field}: {name} is none of {}", names.join(", "));
        Err(DictionaryError::in_rule(file, &rule.id, message))
    };
    if let Some(name) = rule.messages.keys().find(|name| !messages.contains(&name.as_str())) {
        return fail("messages", name, &messages);
    }
    if let Some(name) = rule.thresholds.keys().find(|name| !limits.contains(&name.as_str())) {
        return fail("thresholds", name, &limits);
    }
    let sets: Vec<&str> = Set::ALL.iter().filter_map(|s| known(s.names())).collect();
    if let Some(name) = rule.indicators.keys().find(|name| !sets.contains(&name.as_str())) {
        return fail("indicators", name, &sets);
    }
    let patterns: Vec<&str> = Pattern::ALL.iter().filter_map(|p| known(p.names())).collect();
    if let Some(name) = rule.patterns.keys().find(|name| !patterns.contains(&name.as_str())) {
        return fail("patterns", name, &patterns);
    }
    let finds = rule.example.iter().chain(&rule.counterexample).filter_map(|e| e.finds.as_deref());
    let unknown = finds.into_iter().find(|name| !messages.contains(name));
    unknown.map_or(Ok(()), |name| fail("finds", name, &messages))
}

fn note(
    (file, rule): &(String, CheckRule),
    name: &str,
    fields: &[&str],
) -> Result<Note, DictionaryError> {
    let field = format!("messages.{name}");
    let fail = |what: String| Err(DictionaryError::in_rule(file, &rule.id, what));
    let Some(message) = rule.messages.get(name) else {
        return fail(format!("{field}: is missing"));
    };
    if !(0.0..=1.0).contains(&message.confidence) {
        return fail(format!("{field}.confidence: {} is not in 0 to 1", message.confidence));
    }
    let mut wording = Vec::new();
    for piece in message.text.split('}') {
        match piece.split_once('{') {
            Some((_, unknown)) if !fields.contains(&unknown) => {
                let known = fields.join(", ");
                return fail(format!("{field}.text: {{{unknown}}} is none of {known}"));
            }
            Some((words, shown)) => wording.push((words.to_owned(), Some(shown.to_owned()))),
            None => wording.push((piece.to_owned(), None)),
        }
    }
    Ok(Note {
        check: rule.id.as_str().into(),
        id: format!("{}.{name}", rule.id),
        severity: message.severity,
        confidence: message.confidence,
        wording,
    })
}

fn threshold((file, rule): &(String, CheckRule), name: &str) -> Result<Decimal, DictionaryError> {
    // A float prints in the fewest digits that tell it apart: those that the file has.
    let value = rule.thresholds.get(name).and_then(|value| value.to_string().parse().ok());
    value.ok_or_else(|| {
        let message = format!("thresholds.{name}: is missing, or no plain number");
        DictionaryError::in_rule(file, &rule.id, message)
    })
}

/// The places of the indicators in a list.
fn places(
    (file, rule): &(String, CheckRule),
    name: &str,
    indicators: &[Indicator],
) -> Result<HashSet<usize>, DictionaryError> {
    let fail = |message: String| Err(DictionaryError::in_rule(file, &rule.id, message));
    let Some(ids) = rule.indicators.get(name) else {
        return fail(format!("indicators.{name}: is missing"));
    };
    let mut places = HashSet::new();
    for id in ids {
        let fits = |indicator: &Indicator| match id.split_once('*') {
            Some((start, end)) => indicator.id.starts_with(start) && indicator.id.ends_with(end),
            None => &*indicator.id == id,
        };
        let found = indicators.iter().enumerate().filter(|(_, i)| fits(i)).map(|(place, _)| place);
        let known = places.len();
        places.extend(found);
        if places.len() == known {
            return fail(format!("indicators.{name}: {id} adds none"));
        }
    }
    Ok(places)
}

fn check(file: &str, rule: CheckRule) -> Result<Check, DictionaryError> {
    let fail = |what: &str| Err(DictionaryError::in_rule(file, &rule.id, what));
    let counts = |e: &super::schema::CheckExample| e.text.is_some() == e.reports.is_empty();
    if !rule.example.iter().chain(&rule.counterexample).all(counts) {
        return fail("example: give either text or reports");
    }
    if rule.example.iter().any(|e| e.finds.is_none()) {
        return fail("example: finds is missing, the message that it gives");
    }
    Ok(Check {
        thresholds: rule.thresholds.into_iter().collect(),
        messages: rule
            .messages
            .into_iter()
            .map(|(name, message)| (name, message.severity, message.text))
            .collect(),
        examples: rule
            .example
            .iter()
            .map(|e| (e.texts(), e.finds.clone().unwrap_or_default()))
            .collect(),
        counterexamples: rule.counterexample.iter().map(|e| e.texts()).collect(),
        id: rule.id,
        title: rule.title,
        rule: rule.rule,
        formula: rule.formula,
    })
}
