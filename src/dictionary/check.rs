//! Yields [`Checks`]: what each check asks, from which limits on it speaks, and in which words.
//!
//! The program knows the names of messages and limits; `checks.toml` says everything else of them.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use rust_decimal::Decimal;

use super::schema::{CheckRule, Severity};
use super::{DictionaryError, Indicator};

/// Lists names that `checks.toml` must define, each with its check.
macro_rules! named {
    ($(#[$about:meta])* $kind:ident {
        $($variant:ident = $check:literal $name:literal [$($field:literal),*] $doc:literal,)*
    }) => {
        $(#[$about])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum $kind { $(#[doc = $doc] $variant,)* }

        impl $kind {
            const ALL: &[$kind] = &[$($kind::$variant),*];

            /// Its check, its name in `checks.toml`, and the fields that its wording may show.
            const fn names(self) -> (&'static str, &'static str, &'static [&'static str]) {
                match self { $($kind::$variant => ($check, $name, &[$($field),*]),)* }
            }
        }
    };
}

named! {
    /// What a check can say.
    Message {
        MaskedFigure = "masked" "figure" ["class", "what"] "A number is masked.",
        MaskedSign = "masked" "sign" ["class"] "Something else is masked.",
        SumHolds = "sum" "holds" ["count"] "The parts make up the total.",
        SumOff = "sum" "off" ["count", "expected", "found"] "The parts do not make up the total.",
        TrendGrowth = "trend" "growth" ["indicator", "then", "now", "computed", "stated", "other"]
            "Two levels and the growth stated between them do not go together.",
        TrendJump = "trend" "jump" ["indicator", "then", "now", "factor", "other"]
            "A level that moves slowly is many times that of the year before.",
        TrendAgrees = "trend" "agrees"
            ["indicator", "now", "change", "implied", "year", "then", "other"]
            "The level before that a change implies is the one that was reported.",
        TrendBefore = "trend" "before"
            ["indicator", "now", "change", "implied", "year", "then", "other"]
            "It is not.",
        TrendImplied = "trend" "implied"
            ["indicator", "now", "change", "implied", "year", "then", "other"]
            "A change implies a level that no report at hand states.",
        TrendRestated = "trend" "restated" ["indicator", "then", "now", "other"]
            "A report states a figure of the year before otherwise than that year's report.",
        TrendCopied = "trend" "copied" ["count", "other"]
            "Sentences with figures stand word for word in the report of the year before.",
        TargetMet = "target" "met"
            ["indicator", "aspect", "target", "actual", "difference", "other"]
            "What was aimed at was reached.",
        TargetMissed = "target" "missed"
            ["indicator", "aspect", "target", "actual", "difference", "other"]
            "It was not.",
        DuplicateNear = "duplicate" "near" ["share", "other", "size", "differs", "region", "others"]
            "A report is nearly the same as another.",
        DuplicateRegions = "duplicate" "regions"
            ["share", "other", "size", "differs", "region", "others"]
            "A report is nearly the same as one of another region.",
        DuplicateNumber = "duplicate" "number" ["here", "there", "other", "line"]
            "Two versions of one report differ in a number.",
        DuplicateCandidate = "duplicate" "candidate" ["here", "there", "other", "line"]
            "What an unmasked twin has in the place of a mask.",
        DuplicatePassages = "duplicate" "passages" ["count", "letters", "other"]
            "Two reports share passages.",
        DuplicateMisfiled = "duplicate" "misfiled" ["file", "text"]
            "A file is named after another region than its text is of.",
        DuplicateForeign = "duplicate" "foreign" ["name", "region", "phrase"]
            "A report speaks of another region as its own.",
        DuplicateYear = "duplicate" "year" ["year", "report"]
            "A year that cannot be right.",
        DuplicateFileYear = "duplicate" "file_year" ["year", "report"]
            "A file is named after another year than its text is of.",
        DuplicateNamed = "duplicate" "named" ["name", "count"]
            "A report whose region is masked names a region.",
        DuplicateUnmasked = "duplicate" "unmasked" ["mask", "name", "line"]
            "A name that is masked elsewhere was left.",
        DuplicateBitten = "duplicate" "bitten" ["mask", "name", "line"]
            "A mask took more than the name.",
    }
}

named! {
    /// From where on a check speaks.
    Limit {
        SumNear = "sum" "near" [] "Share of the total from which listed parts are taken for all.",
        TrendMargin = "trend" "margin" [] "Points between stated and computed growth that say nothing.",
        TrendRealMargin = "trend" "real_margin" [] "The same where growth is stated at constant prices.",
        TrendJump = "trend" "jump" [] "Times the level of the year before that is no growth any more.",
        TrendOther = "trend" "other" [] "Times the expected level that speak of another thing.",
        TrendSlip = "trend" "slip" [] "Share by which a slip may be off a power of ten.",
        TrendCopied = "trend" "copied" [] "Digits in copied sentences that are no coincidence.",
        TargetAbout = "target" "about" [] "Part of a target with 左右 by which it may be missed.",
        DuplicateNear = "duplicate" "near" [] "Share in common from which two reports are nearly the same.",
        DuplicatePassages = "duplicate" "passages" [] "Passages that two reports share at least.",
        DuplicateLetters = "duplicate" "letters" [] "Characters of these at least.",
        DuplicateCustom = "duplicate" "custom" [] "Reports that a passage stands in before it is custom.",
        DuplicateYears = "duplicate" "years" [] "Years between a file's name and its text that are too many.",
    }
}

named! {
    /// Words that a check looks for.
    Words {
        Several = "trend" "several" [] "A figure of several years together, or on average.",
        Passed = "trend" "passed" [] "A value that was passed, not stated.",
        Yearly = "trend" "yearly" [] "A comparison with the year before.",
    }
}

named! {
    /// Indicators that a check looks at.
    Set {
        TrendNominal = "trend" "nominal" [] "Their growth is that of the stated levels.",
        TrendReal = "trend" "real" [] "Their growth is stated at constant prices.",
        TrendStable = "trend" "stable" [] "They are told of one thing only, year by year.",
        TrendSlow = "trend" "slow" [] "Their level does not leap.",
        TargetCompared = "target" "compared" [] "Those that have yearly targets.",
        TargetFalls = "target" "falls" [] "The less the better.",
    }
}

/// The checks there are, in the order in which they are described.
const CHECKS: [&str; 9] =
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
    pub thresholds: Vec<(String, Decimal)>,
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
    words: Vec<Vec<String>>,
    sets: Vec<HashSet<usize>>,
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

    /// The words of a list.
    pub fn words(&self, words: Words) -> &[String] {
        &self.words[words as usize]
    }

    /// The indicators of a list, by their places in the dictionary.
    pub fn set(&self, set: Set) -> &HashSet<usize> {
        &self.sets[set as usize]
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
        for &words in Words::ALL {
            let (check, name, _) = words.names();
            checks.words.push(list(&by_id[check], "words", name)?.to_vec());
        }
        for &set in Set::ALL {
            let (check, name, _) = set.names();
            checks.sets.push(places(&by_id[check], name, indicators)?);
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
    let words: Vec<&str> = Words::ALL.iter().filter_map(|w| known(w.names())).collect();
    if let Some(name) = rule.words.keys().find(|name| !words.contains(&name.as_str())) {
        return fail("words", name, &words);
    }
    let sets: Vec<&str> = Set::ALL.iter().filter_map(|s| known(s.names())).collect();
    if let Some(name) = rule.indicators.keys().find(|name| !sets.contains(&name.as_str())) {
        return fail("indicators", name, &sets);
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

/// A list of words or ids.
fn list<'r>(
    (file, rule): &'r (String, CheckRule),
    field: &str,
    name: &str,
) -> Result<&'r [String], DictionaryError> {
    let lists = if field == "words" { &rule.words } else { &rule.indicators };
    let found = lists.get(name).filter(|list| !list.is_empty());
    found.map(Vec::as_slice).ok_or_else(|| {
        let message = format!("{field}.{name}: is missing or empty");
        DictionaryError::in_rule(file, &rule.id, message)
    })
}

/// The places of the indicators in a list.
fn places(
    entry: &(String, CheckRule),
    name: &str,
    indicators: &[Indicator],
) -> Result<HashSet<usize>, DictionaryError> {
    let mut places = HashSet::new();
    for id in list(entry, "indicators", name)? {
        let fits = |indicator: &Indicator| match id.split_once('*') {
            Some((start, end)) => indicator.id.starts_with(start) && indicator.id.ends_with(end),
            None => &*indicator.id == id,
        };
        let found = indicators.iter().enumerate().filter(|(_, i)| fits(i)).map(|(place, _)| place);
        let known = places.len();
        places.extend(found);
        if places.len() == known {
            let message = format!("indicators.{name}: {id} adds none");
            return Err(DictionaryError::in_rule(&entry.0, &entry.1.id, message));
        }
    }
    Ok(places)
}

fn check(file: &str, rule: CheckRule) -> Result<Check, DictionaryError> {
    let fail = |what: &str| Err(DictionaryError::in_rule(file, &rule.id, what));
    let counts = |e: &super::schema::CheckExample| e.text.is_some() != !e.reports.is_empty();
    if !rule.example.iter().chain(&rule.counterexample).all(counts) {
        return fail("example: give either text or reports");
    }
    if rule.example.iter().any(|e| e.finds.is_none()) {
        return fail("example: finds is missing, the message that it gives");
    }
    let thresholds = rule.thresholds.keys();
    let thresholds = thresholds.filter_map(|name| {
        Some((name.clone(), rule.thresholds.get(name)?.to_string().parse().ok()?))
    });
    Ok(Check {
        thresholds: thresholds.collect(),
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
