//! Yields [`Sightings`]: what in the reports has the form of a slogan.

use std::collections::HashMap;
use std::sync::LazyLock;

use regex::Regex;

use super::setting::{HEADS, NAMED, TIMES, URGES, is_particle, is_task};
use crate::source::Report;
use crate::terms::Prose;
use crate::token::segment::{self, Word};

/// What a slogan may look like.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Form {
    /// In quotation marks: “放管服”.
    Quoted,
    /// A scheme with a plus sign: 互联网+.
    Plus,
    /// A number and what it counts: 五项管理, 三重一大.
    Numeric,
    /// Members of equal length: 补短板、强弱项.
    Parallel,
    /// …工程, …行动, …计划, …战略 and their like.
    Named,
    /// Four characters in two halves, 乡村振兴, or a set phrase of four, 以人为本.
    Four,
    /// Two or three words of five or six characters: 高质量发展.
    Phrase,
    /// What is called for, or all of a clause: 集团化办学 in 推进集团化办学试点.
    Urged,
}

impl Form {
    /// As the tables name it.
    pub const fn name(self) -> &'static str {
        match self {
            Form::Quoted => "quoted",
            Form::Plus => "plus",
            Form::Numeric => "numeric",
            Form::Parallel => "parallel",
            Form::Named => "named",
            Form::Four => "four",
            Form::Phrase => "phrase",
            Form::Urged => "urged",
        }
    }

    /// Whether signs set it off: quotation marks, + or 、.
    pub const fn is_marked(self) -> bool {
        matches!(self, Form::Quoted | Form::Plus | Form::Parallel)
    }
}

/// More phrases than this are too many to hold: those seen in one report only are let go.
const HELD: usize = 500_000;
/// Most characters of what is called for.
const URGED: usize = 12;
/// Most characters and words of a phrase that does not stand in quotation marks.
const LONGEST: usize = 16;
const MOST: usize = 8;
/// Digits that a numeric slogan begins with.
const DIGITS: &str = "一二两三四五六七八九十百千万双";
static QUOTED: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"“([^“”。,;:!?\s]{2,14})”").expect("a valid pattern"));
static PLUS: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"([\p{Han}A-Za-z0-9]+)\+([\p{Han}A-Za-z0-9]*)").expect("a valid pattern")
});
static PARALLEL: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"\p{Han}{3,6}(?:、\p{Han}{3,6})+").expect("a valid pattern"));

/// What one report holds of the forms, and its words.
#[derive(Clone, Debug, Default)]
pub struct Seen {
    phrases: HashMap<String, Sight>,
    words: HashMap<String, usize>,
}

/// How a phrase was seen.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Sight {
    pub(super) reports: usize,
    /// Reports with it in quotation marks.
    pub(super) quoted: usize,
    /// Its form without them.
    pub(super) form: Option<Form>,
}

/// What all reports hold of the forms.
#[derive(Clone, Debug, Default)]
pub struct Sightings {
    pub(super) phrases: HashMap<String, Sight>,
    pub(super) words: HashMap<String, usize>,
}

impl Sightings {
    /// Takes in a report's.
    pub fn add(&mut self, seen: Seen) {
        for (phrase, sight) in seen.phrases {
            let known = self.phrases.entry(phrase).or_default();
            known.reports += sight.reports;
            known.quoted += sight.quoted;
            known.form = known.form.or(sight.form).min(sight.form.or(known.form));
        }
        if self.phrases.len() > HELD {
            self.phrases.retain(|_, sight| sight.reports > 1);
        }
        for (word, count) in seen.words {
            *self.words.entry(word).or_default() += count;
        }
    }
}

/// Looks through one report's text less noise.
pub fn sight(report: &Report) -> Seen {
    let prose = Prose::of(report);
    let text = prose.as_str();
    let mut seen = Seen::default();
    for found in QUOTED.captures_iter(text) {
        let Some(phrase) = found.get(1).map(|m| m.as_str()) else { continue };
        if phrase.chars().filter(|c| c.is_alphanumeric()).count() >= 2 {
            let sight = seen.phrases.entry(phrase.to_owned()).or_default();
            (sight.reports, sight.quoted) = (1, 1);
        }
    }
    for found in PLUS.captures_iter(text) {
        plus(&found[1], &found[2], &mut |phrase| seen.note(phrase, Form::Plus));
    }
    for found in PARALLEL.find_iter(text) {
        let (before, after) = (&text[..found.start()], &text[found.end()..]);
        let mut lengths = found.as_str().split('、').map(|member| member.chars().count());
        let first = lengths.next();
        let whole = !before.ends_with(is_letter) && !after.starts_with(is_letter);
        if whole
            && lengths.all(|length| Some(length) == first)
            && found.as_str().chars().count() <= 24
        {
            seen.note(found.as_str().to_owned(), Form::Parallel);
        }
    }
    let words = segment::words(text);
    for run in words.split(|word| !word.text.chars().all(is_letter)) {
        for at in 0..run.len() {
            run_forms(&run[at..], &mut |phrase, form| seen.note(phrase, form));
            if at == 0 || run.get(at - 1).is_some_and(|word| URGES.contains(&word.text)) {
                urged(&run[at..], at == 0, &mut |phrase| seen.note(phrase, Form::Urged));
            }
        }
    }
    for word in words.iter().filter(|word| word.text.contains(char::is_alphanumeric)) {
        match seen.words.get_mut(word.text) {
            Some(count) => *count += 1,
            None => drop(seen.words.insert(word.text.to_owned(), 1)),
        }
    }
    seen
}

impl Seen {
    fn note(&mut self, phrase: String, form: Form) {
        let sight = self.phrases.entry(phrase).or_default();
        sight.reports = 1;
        sight.form = Some(sight.form.map_or(form, |known| known.min(form)));
    }
}

fn is_letter(c: char) -> bool {
    c.is_alphabetic() && !c.is_ascii()
}

/// 互联网+教育: the stem with its sign, and with the word after it.
fn plus(before: &str, after: &str, note: &mut impl FnMut(String)) {
    // The last word, or the last pieces of one that jieba does not have.
    let mut stem = String::new();
    for piece in segment::cut(before).collect::<Vec<_>>().into_iter().rev() {
        let whole = stem.chars().count() >= 2 || stem.is_ascii() != piece.is_ascii();
        if !stem.is_empty() && whole {
            break;
        }
        stem.insert_str(0, piece);
    }
    let next = segment::cut(after).next();
    if stem.chars().any(|c| !c.is_ascii_digit()) {
        note(format!("{stem}+"));
    }
    if let Some(next) = next {
        note(format!("{stem}+{next}"));
    }
}

/// The forms that begin with the first word of a run without punctuation.
fn run_forms(run: &[Word<'_>], note: &mut impl FnMut(String, Form)) {
    let mut phrase = String::new();
    let mut halved = false;
    for (index, word) in run.iter().enumerate().take(MOST) {
        phrase.push_str(word.text);
        let length = phrase.chars().count();
        if length > LONGEST {
            break;
        }
        let words = &run[..=index];
        let form = match length {
            4 if halved || index == 0 => Some(Form::Four),
            5 | 6 if index == 1 || index == 2 => Some(Form::Phrase),
            _ => None,
        };
        if let Some(form) = form.filter(|_| is_statement(words) && !is_task(words)) {
            note(phrase.clone(), form);
        }
        halved |= length == 2;
        if index > 0 && length <= 7 && is_numeric(words) {
            note(phrase.clone(), Form::Numeric);
        }
        let named = NAMED.iter().any(|name| word.text.ends_with(name));
        if index > 0 && length >= 4 && named && !is_task(words) && !words.iter().any(is_particle) {
            note(phrase.clone(), Form::Named);
        }
    }
}

/// What is called for from the first word of a run on: up to a word that follows slogans, a particle other
/// than 的 or the end; of a `clause` all. The last word is of two characters at least.
fn urged(run: &[Word<'_>], clause: bool, note: &mut impl FnMut(String)) {
    let mut phrase = String::new();
    for (index, word) in run.iter().enumerate() {
        phrase.push_str(word.text);
        let length = phrase.chars().count();
        if length > URGED || is_particle(word) && word.text != "的" {
            break;
        }
        let ends = match run.get(index + 1) {
            Some(next) if clause || next.text == "的" => false,
            Some(next) => is_particle(next) || HEADS.contains(&next.text),
            None => true,
        };
        let headed = HEADS.iter().any(|head| word.text.ends_with(head));
        let whole = word.text.chars().count() > 1;
        if ends && whole && !headed && length >= 3 && !is_particle(word) && !is_task(&run[..=index])
        {
            note(phrase.clone());
        }
    }
}

/// Words without particles, the last a verb or an adjective or some in pieces that jieba has no word for; or
/// one set phrase.
fn is_statement(words: &[Word<'_>]) -> bool {
    match words {
        [word] => word.tag.starts_with(['i', 'l']) || word.tag.starts_with('v'),
        words if words.iter().any(is_particle) => false,
        [.., last] => {
            let in_pieces = words.iter().any(|word| word.text.chars().count() == 1);
            in_pieces || last.tag.starts_with(['v', 'a', 'z', 'i', 'l'])
        }
        [] => false,
    }
}

fn is_numeric(words: &[Word<'_>]) -> bool {
    let ([first, second, ..], Some(last)) = (words, words.last()) else { return false };
    first.text.starts_with(|c| DIGITS.contains(c))
        && (first.tag.starts_with('m') || first.text.chars().count() == 1)
        && !TIMES.iter().any(|time| second.text.starts_with(time) || first.text.ends_with(time))
        && last.tag.starts_with(['n', 'v', 'a', 'm', 'l', 'i'])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_called_for_is_seen() {
        let analyzer = crate::Analyzer::new().unwrap();
        for (text, phrase, form) in [
            ("推进集团化办学试点。", "集团化办学", Some(Form::Urged)),
            ("坚持集团化办学和管理。", "集团化办学", Some(Form::Urged)),
            // Neither called for nor a clause of its own.
            ("看见集团化办学试点。", "集团化办学", None),
            // All of a clause, 的 included; a part of it is none.
            ("今年,办好村民满意的小店。", "办好村民满意的小店", Some(Form::Urged)),
            ("今年,办好村民满意的小店。", "村民满意的小店", None),
            // The end of a phrase is none of its middle, nor a single character.
            ("推进集团化办学的试点。", "集团化办学", None),
            ("深入开展党、工会工作。", "开展党", None),
            // What only names the slogan is no part of it.
            ("推进集团化办学试点。", "集团化办学试点", None),
            ("强化全域护蜂工作。", "全域护蜂", Some(Form::Four)),
        ] {
            let seen = sight(&analyzer.report("a.txt", text));
            let found = seen.phrases.get(phrase).and_then(|sight| sight.form);
            assert_eq!(found, form, "{phrase} in {text}");
        }
    }
}
