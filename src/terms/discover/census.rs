//! Yields [`Census`]: which phrases are counted, and how; and [`Tally`]: what came of it.

use std::collections::{BTreeMap, HashMap, HashSet};

use daachorse::{CharwiseDoubleArrayAhoCorasick, CharwiseDoubleArrayAhoCorasickBuilder};

use super::Example;
use super::form::{Form, Sightings};
use super::setting::is_urged;
use super::subject::{Mentions, Subject};
use crate::corpus::Read;
use crate::dictionary::{Dictionary, Sense};
use crate::mention::periods;
use crate::span::Span;
use crate::terms::words::splits_ascii;
use crate::terms::{Place, Prose, TermsError};
use crate::token::segment;

/// Longest clause, in characters, that serves as an example.
const LONGEST: usize = 40;

/// The phrases under count.
pub struct Census {
    automaton: CharwiseDoubleArrayAhoCorasick<u32>,
    pub(super) phrases: Vec<Phrase>,
    /// Phrases and parts of phrases by their number in the automaton, phrases first; single words apart.
    pub(super) numbers: HashMap<String, usize>,
    /// How often each word occurs.
    pub(super) words: HashMap<String, usize>,
    subject: Option<Subject>,
}

/// A phrase that may be a slogan.
#[derive(Debug)]
pub(super) struct Phrase {
    pub(super) text: String,
    /// Its form without quotation marks.
    pub(super) form: Option<Form>,
    /// Both sides of each seam between its words, or between the characters of a single one.
    pub(super) seams: Vec<(String, String)>,
}

/// What all reports hold of the phrases.
pub struct Tally<'c> {
    pub(super) census: &'c Census,
    /// Occurrences by number.
    pub(super) counts: Vec<usize>,
    pub(super) uses: Vec<Uses>,
    /// Reports by the year reported on.
    pub(super) years: BTreeMap<i32, usize>,
    /// Regions by number.
    regions: HashMap<String, u32>,
}

/// Where and beside what a phrase occurs.
#[derive(Clone, Debug, Default)]
pub(super) struct Uses {
    pub(super) quoted: usize,
    /// Beside words that call for it or name it.
    pub(super) urged: usize,
    /// In a sentence about the subject.
    pub(super) about: usize,
    pub(super) reports: usize,
    pub(super) regions: HashSet<u32>,
    pub(super) years: BTreeMap<i32, usize>,
    pub(super) left: HashMap<Option<char>, usize>,
    pub(super) right: HashMap<Option<char>, usize>,
    pub(super) example: Option<Example>,
}

/// What one report holds of the phrases.
#[derive(Clone, Debug, Default)]
pub struct Counted {
    place: Place,
    counts: Vec<(usize, usize)>,
    found: BTreeMap<usize, Found>,
}

#[derive(Clone, Debug, Default)]
struct Found {
    quoted: usize,
    urged: usize,
    about: usize,
    left: Vec<Option<char>>,
    right: Vec<Option<char>>,
    example: Option<Example>,
    /// Whether the example has the phrase in quotation marks.
    marked: bool,
}

impl Census {
    /// Begins to count what was seen in at least so many reports and is neither a slogan nor, without
    /// quotation marks, any other word of the dictionary already, nor a period (十四五); and how often it
    /// stands beside the `subject`.
    ///
    /// # Errors
    /// So many phrases that no automaton holds them.
    pub fn new(
        sightings: Sightings,
        least: usize,
        dictionary: &Dictionary,
        subject: Option<Subject>,
    ) -> Result<Self, TermsError> {
        let Sightings { phrases, words } = sightings;
        let mut phrases: Vec<Phrase> = phrases
            .into_iter()
            .filter(|(_, sight)| {
                sight.quoted >= least || sight.form.is_some() && sight.reports >= least
            })
            .filter(|(text, sight)| !is_known(text, sight.quoted < least, dictionary))
            .map(|(text, sight)| Phrase::new(text, sight.form))
            .collect();
        phrases.sort_unstable_by(|a, b| a.text.cmp(&b.text));
        let mut strings: Vec<String> = phrases.iter().map(|phrase| phrase.text.clone()).collect();
        let numbered = strings.iter().cloned().zip(0usize..);
        let mut numbers: HashMap<String, usize> = numbered.collect();
        for part in phrases.iter().flat_map(|phrase| &phrase.seams).flat_map(|(l, r)| [l, r]) {
            if !words.contains_key(part) && !numbers.contains_key(part) {
                numbers.insert(part.clone(), strings.len());
                strings.push(part.clone());
            }
        }
        if strings.is_empty() {
            // An automaton wants a string; this one occurs in no text.
            strings.push("\0".into());
        }
        let automaton = CharwiseDoubleArrayAhoCorasickBuilder::new()
            .build(strings)
            .map_err(|cause| TermsError::new("--discover", cause))?;
        Ok(Census { automaton, phrases, numbers, words, subject })
    }

    /// Counts one report.
    pub fn count(&self, read: &Read) -> Counted {
        let prose = Prose::of(&read.report);
        let text = prose.as_str();
        let subject = self.subject.as_ref().map(|subject| subject.mentions(text));
        let mut counts: BTreeMap<usize, usize> = BTreeMap::new();
        let mut found: BTreeMap<usize, Found> = BTreeMap::new();
        for hit in self.automaton.find_overlapping_iter(text) {
            let (start, end) = (hit.start(), hit.end());
            if splits_ascii(text, start) || splits_ascii(text, end) {
                continue;
            }
            let number = hit.value() as usize;
            *counts.entry(number).or_default() += 1;
            if number >= self.phrases.len() {
                continue;
            }
            let (before, after) = (text[..start].chars().next_back(), text[end..].chars().next());
            let letter = |c: &char| c.is_alphanumeric();
            let marked = before == Some('“') && after == Some('”');
            let seen = found.entry(number).or_default();
            seen.quoted += usize::from(marked);
            seen.urged += usize::from(is_urged(&text[..start], &text[end..]));
            let about = |mentions: &Mentions| mentions.beside(Span::new(start, end));
            seen.about += usize::from(subject.as_ref().is_some_and(about));
            seen.left.push(before.filter(letter));
            seen.right.push(after.filter(letter));
            if seen.example.is_none() || marked && !seen.marked {
                let span = prose.span(start..end);
                let known = read.analysis.slogans.iter().any(|slogan| slogan.span.overlaps(span));
                if let Some(clause) = clause(text, start, end).filter(|_| !known) {
                    let line = read.report.text.line(span.start);
                    let source = read.report.source.clone();
                    seen.example = Some(Example { text: clause.to_owned(), source, line });
                    seen.marked = marked;
                }
            }
        }
        let place = Place::of(&read.report, &read.analysis);
        Counted { place, counts: counts.into_iter().collect(), found }
    }
}

impl<'c> Tally<'c> {
    /// Nothing counted yet.
    pub fn new(census: &'c Census) -> Self {
        let counts = vec![0; census.numbers.len()];
        let uses = vec![Uses::default(); census.phrases.len()];
        Tally { census, counts, uses, years: BTreeMap::new(), regions: HashMap::new() }
    }

    /// Takes in a report's counts.
    pub fn add(&mut self, counted: Counted) {
        let Counted { place, counts, found } = counted;
        for (number, count) in counts {
            if let Some(sum) = self.counts.get_mut(number) {
                *sum += count;
            }
        }
        if let Some(year) = place.year {
            *self.years.entry(year).or_default() += 1;
        }
        let region = place.region_key().unwrap_or(&place.report);
        let next = u32::try_from(self.regions.len()).unwrap_or(u32::MAX);
        let region = *self.regions.entry(region.to_owned()).or_insert(next);
        for (number, found) in found {
            let Some(uses) = self.uses.get_mut(number) else { continue };
            uses.quoted += found.quoted;
            uses.urged += found.urged;
            uses.about += found.about;
            uses.reports += 1;
            uses.regions.insert(region);
            if let Some(year) = place.year {
                *uses.years.entry(year).or_default() += 1;
            }
            found.left.into_iter().for_each(|c| *uses.left.entry(c).or_default() += 1);
            found.right.into_iter().for_each(|c| *uses.right.entry(c).or_default() += 1);
            uses.example = uses.example.take().or(found.example);
        }
    }
}

impl Phrase {
    fn new(text: String, form: Option<Form>) -> Self {
        let mut seams = seams(&text, segment::cut(&text));
        if seams.is_empty() {
            seams =
                self::seams(&text, text.char_indices().map(|(i, c)| &text[i..i + c.len_utf8()]));
        }
        Phrase { text, form, seams }
    }
}

/// The seams between the pieces of a phrase, with all that stands on either side; signs go with neither.
fn seams<'t>(phrase: &str, pieces: impl Iterator<Item = &'t str>) -> Vec<(String, String)> {
    let end = |at: &mut usize, piece: &str| {
        *at += piece.len();
        Some(*at)
    };
    let is_sign = |c: char| !c.is_alphanumeric();
    let sides = pieces.scan(0, end).map(|end| phrase.split_at(end));
    sides
        .map(|(left, right)| (left.trim_end_matches(is_sign), right))
        .filter(|(left, right)| !left.is_empty() && right.starts_with(char::is_alphanumeric))
        .map(|(left, right)| (left.to_owned(), right.to_owned()))
        .collect()
}

/// Whether a phrase is a slogan of the dictionary, with `inside` any word of it, a period (十四五) or an amount (15分钟), or holds a slogan,
/// which it would hide once it is one itself; one of two characters only with `inside`, as it is read in
/// quotation marks of its own.
fn is_known(text: &str, inside: bool, dictionary: &Dictionary) -> bool {
    let lexicon = &dictionary.lexicon;
    let slogan = |sense: &Sense| matches!(sense, Sense::Slogan(_));
    let other = |sense: &Sense| !matches!(sense, Sense::Slogan(_) | Sense::Idiom);
    let terms = lexicon.find(text, 0);
    let mut whole = terms.iter().filter(|term| term.span.len() == text.len());
    if inside && whole.any(|term| lexicon.senses(term).iter().any(other)) {
        return true;
    }
    let mut slogans = terms.iter().filter(|term| lexicon.senses(term).iter().any(slogan));
    let unit = text.trim_start_matches(|c: char| c.is_ascii_digit());
    let long = |span: Span| text[span.start..span.end].chars().count() > 2;
    slogans.any(|term| inside || long(term.span) || term.span.len() == text.len())
        || unit.len() < text.len() && dictionary.units.at_start(unit).is_some()
        || is_period(text)
}

fn is_period(text: &str) -> bool {
    let shown = format!("“{text}”时期");
    let phrase = Span::new('“'.len_utf8(), '“'.len_utf8() + text.len());
    periods(&shown, Span::new(0, shown.len())).iter().any(|period| period.span.contains(phrase))
}

/// The clause around a phrase, where it is short enough.
fn clause(text: &str, start: usize, end: usize) -> Option<&str> {
    let stop = |c: char| matches!(c, ',' | ';' | ':' | '。' | '!' | '?' | '\n' | '\t');
    let before = text[..start].rfind(stop);
    let from = before.map_or(0, |at| at + text[at..].chars().next().map_or(0, char::len_utf8));
    let to = text[end..].find(stop).map_or(text.len(), |at| end + at);
    let clause = text[from..to].trim();
    (clause.chars().count() <= LONGEST).then_some(clause)
}
