//! Yields [`Subject`]: what the slogans looked for are about.

use daachorse::{CharwiseDoubleArrayAhoCorasick, CharwiseDoubleArrayAhoCorasickBuilder};

use crate::span::Span;
use crate::terms::TermsError;
use crate::terms::prose::sought;

/// Words of a subject. What stands in one sentence with them is about it.
pub struct Subject(CharwiseDoubleArrayAhoCorasick<u32>);

/// The words of a subject in one text.
pub(super) struct Mentions {
    words: Vec<Span>,
    /// Where sentences end.
    ends: Vec<usize>,
}

impl Subject {
    /// The subject that these words stand for; none without words.
    ///
    /// # Errors
    /// An empty word.
    pub fn new(words: &[String]) -> Result<Option<Self>, TermsError> {
        if words.is_empty() {
            return Ok(None);
        }
        let automaton =
            CharwiseDoubleArrayAhoCorasickBuilder::new().build(sought("--about", words)?);
        Ok(Some(Subject(automaton.map_err(|cause| TermsError::new("--about", cause))?)))
    }

    /// Looks for its words.
    pub(super) fn mentions(&self, text: &str) -> Mentions {
        let hits = self.0.find_overlapping_iter(text.to_ascii_lowercase());
        let words = hits.map(|hit| Span::new(hit.start(), hit.end())).collect();
        let ends = text.match_indices(['。', '!', '?', '\n']).map(|(at, _)| at).collect();
        Mentions { words, ends }
    }
}

impl Mentions {
    /// Whether a word of the subject stands in the sentence of a phrase, beside the phrase and not in it.
    pub(super) fn beside(&self, phrase: Span) -> bool {
        let next = self.ends.partition_point(|end| *end < phrase.start);
        let from = next.checked_sub(1).and_then(|before| self.ends.get(before));
        let from = from.copied().unwrap_or(0);
        let to = self.ends.get(next).copied().unwrap_or(usize::MAX);
        let first = self.words.partition_point(|word| word.end <= from);
        let sentence = self.words.iter().skip(first).take_while(|word| word.start < to);
        sentence.into_iter().any(|word| !word.overlaps(phrase))
    }
}
