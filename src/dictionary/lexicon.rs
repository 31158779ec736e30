//! Yields [`Term`]s: every dictionary word in a stretch of text, found in one automaton pass.

use std::collections::BTreeMap;

use daachorse::CharwiseDoubleArrayAhoCorasick;

use super::schema::{CueClass, Strength};
use crate::span::Span;

/// What a word means to the rules. A word may have several senses.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Sense {
    /// Names an indicator.
    Name(usize),
    /// Names several indicators at once.
    Joint(usize),
    /// Names a stage of education.
    Stage(usize),
    /// Names a measure.
    Measure(usize),
    /// Narrows a subject.
    Qualifier(usize),
    /// Part of a verb frame.
    Frame(usize),
    /// Is a slogan.
    Slogan(usize),
    /// Holds a number sign and is no quantity.
    Idiom,
    /// Is a word of commitment or vagueness.
    Tone(Strength),
    /// Is a cue.
    Cue(CueClass),
}

/// A dictionary word where it stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Term {
    /// Bytes of the report's folded text.
    pub span: Span,
    word: u32,
}

/// The automaton over all words, and what each means.
pub struct Lexicon {
    automaton: Option<CharwiseDoubleArrayAhoCorasick<u32>>,
    senses: Vec<Vec<Sense>>,
}

impl std::fmt::Debug for Lexicon {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Lexicon").field("words", &self.senses.len()).finish()
    }
}

impl Lexicon {
    /// Builds the automaton.
    ///
    /// # Errors
    /// A word list that the automaton cannot hold (an empty word).
    pub fn new(words: BTreeMap<String, Vec<Sense>>) -> Result<Self, String> {
        let (words, mut senses): (Vec<String>, Vec<Vec<Sense>>) = words.into_iter().unzip();
        for senses in &mut senses {
            senses.sort_unstable();
            senses.dedup();
        }
        let automaton = if words.is_empty() {
            None
        } else {
            let values = words.iter().zip(0u32..);
            Some(CharwiseDoubleArrayAhoCorasick::with_values(values).map_err(|e| e.to_string())?)
        };
        Ok(Lexicon { automaton, senses })
    }

    /// Every word in `text`, overlapping ones too, moved right by `offset`; in order of start,
    /// longer ones first.
    pub fn find(&self, text: &str, offset: usize) -> Vec<Term> {
        let Some(automaton) = &self.automaton else {
            return Vec::new();
        };
        let mut terms: Vec<Term> = automaton
            .find_overlapping_iter(text)
            .map(|m| Term { span: Span::new(m.start(), m.end()).shifted(offset), word: m.value() })
            .collect();
        terms.sort_unstable_by_key(|t| (t.span.start, std::cmp::Reverse(t.span.end)));
        terms
    }

    /// What a term's word means.
    pub fn senses(&self, term: &Term) -> &[Sense] {
        &self.senses[term.word as usize]
    }
}
