//! Yields [`Sightings`]: what in the reports has the form of a slogan.

use std::collections::HashMap;
use std::sync::LazyLock;

use regex::Regex;

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
        }
    }
}

/// What the names of schemes end in.
const NAMED: [&str; 16] = [
    "工程",
    "行动",
    "计划",
    "战略",
    "制度",
    "机制",
    "模式",
    "活动",
    "思想",
    "理论",
    "意识",
    "精神",
    "价值观",
    "发展观",
    "专项斗争",
    "学习教育",
];
/// Most characters and words of a phrase that does not stand in quotation marks.
const LONGEST: usize = 16;
const MOST: usize = 8;
/// Digits that a numeric slogan begins with.
const DIGITS: &str = "一二两三四五六七八九十百千万双";
/// What makes a number before it a time or an ordinal.
const TIMES: [&str; 12] =
    ["年", "月", "日", "天", "次", "届", "是", "要", "中", "期", "季度", "周年"];

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
        if let Some(form) = form.filter(|_| is_statement(words)) {
            note(phrase.clone(), form);
        }
        halved |= length == 2;
        if index > 0 && length <= 7 && is_numeric(words) {
            note(phrase.clone(), Form::Numeric);
        }
        let named = NAMED.iter().any(|name| word.text.ends_with(name));
        if index > 0 && length >= 4 && named && words.iter().all(|word| !is_particle(word)) {
            note(phrase.clone(), Form::Named);
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

/// Words that hold a phrase together and make no slogan.
fn is_particle(word: &Word<'_>) -> bool {
    word.tag.starts_with(['u', 'p', 'c', 'r', 'q', 'y', 'e', 't', 'f'])
}
