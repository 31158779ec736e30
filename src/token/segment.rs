//! Yields words: jieba over a stretch of text that no dictionary claims.

use std::io::{BufReader, Read};
use std::sync::LazyLock;

use flate2::read::GzDecoder;
use jieba_rs::Jieba;

static WORDS: &[u8] = include_bytes!("../../dictionaries/words.txt.gz");

/// Loaded on first use; it takes some tenths of a second.
static JIEBA: LazyLock<Jieba> = LazyLock::new(|| {
    let mut jieba = Jieba::empty();
    let mut words = Vec::new();
    GzDecoder::new(WORDS).read_to_end(&mut words).expect("the built-in word list is whole");
    jieba
        .load_dict(&mut BufReader::new(words.as_slice()))
        .expect("the built-in word list is valid");
    jieba
});

/// A word with its part of speech in jieba's (ICTCLAS) tags: `n` noun, `v` verb, `d` adverb …
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Word<'t> {
    /// The word as written.
    pub text: &'t str,
    /// Its tag.
    pub tag: &'t str,
}

/// Cuts text into words, without guessing words that the list does not have.
pub fn words(text: &str) -> Vec<Word<'_>> {
    JIEBA.tag(text, false).into_iter().map(|t| Word { text: t.word, tag: t.tag }).collect()
}

/// Cuts text into all its tokens, punctuation and white space included, in the same way; put together
/// they are the text again.
pub fn cut(text: &str) -> impl Iterator<Item = &str> {
    JIEBA.cut(text, false).into_iter().map(|token| token.word)
}
