//! Yields the words of a text: the user's own first, then those that jieba finds between them.

use std::collections::{HashMap, HashSet};
use std::path::Path;
use std::sync::LazyLock;

use daachorse::{CharwiseDoubleArrayAhoCorasick, CharwiseDoubleArrayAhoCorasickBuilder, MatchKind};
use regex::Regex;

use super::{Prose, TermsError};
use crate::source::text_of;
use crate::text::fold;
use crate::token::segment;

/// A line of jieba's own word lists: a word, perhaps its frequency, perhaps its tag.
static LINE: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"^(.+?)(?: [0-9]+)?(?: [a-z]+)?$").expect("a valid pattern"));

/// How texts are cut into words, and which of these count.
///
/// The user's own words are claimed on characters, the leftmost and of those the longest, whatever
/// jieba would make of them; ASCII letters match in either case, and a run of ASCII letters or digits
/// is never split. jieba cuts what is left, without guessing words that its list does not have. A
/// token without a letter is no word (punctuation), nor is one of digits, unless numbers are asked for.
///
/// ```
/// use zhibiao::terms::Words;
/// let plain = Words::default();
/// assert_eq!(plain.cut("落实双减政策,增长97.5%。"), ["落实", "双", "减", "政策", "增长"]);
/// let own = Words::new(["双减政策"], ["落实"], false)?;
/// assert_eq!(own.cut("落实双减政策"), ["落实", "双减政策"]);
/// assert!(own.is_stop("落实"));
/// # Ok::<(), zhibiao::terms::TermsError>(())
/// ```
#[derive(Default)]
pub struct Words {
    own: Option<CharwiseDoubleArrayAhoCorasick<u32>>,
    stop: HashSet<String>,
    numbers: bool,
}

/// One piece of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Token<'t> {
    /// As in the text.
    pub text: &'t str,
    /// Whether it is a word; punctuation, white space and, as a rule, digits are none.
    pub is_word: bool,
}

/// How often each word of a text occurs, stop words included.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct WordCounts {
    /// By word.
    pub counts: HashMap<String, usize>,
    /// What shares are of.
    pub totals: Totals,
}

/// How long a text is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Totals {
    /// Words, stop words included.
    pub words: usize,
    /// Words other than stop words.
    pub nonstop: usize,
    /// Letters and digits; white space and punctuation are left out.
    pub chars: usize,
}

/// What a share is of.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Per {
    /// All words.
    #[default]
    Words,
    /// All letters and digits, whatever word they are part of.
    Chars,
    /// Words other than stop words.
    Nonstop,
}

impl Per {
    /// All of them.
    pub const ALL: [Per; 3] = [Per::Words, Per::Chars, Per::Nonstop];

    /// As the command line and the tables name it.
    pub const fn name(self) -> &'static str {
        match self {
            Per::Words => "words",
            Per::Chars => "chars",
            Per::Nonstop => "nonstop",
        }
    }
}

impl Totals {
    /// The denominator of that name.
    pub const fn per(self, per: Per) -> usize {
        match per {
            Per::Words => self.words,
            Per::Chars => self.chars,
            Per::Nonstop => self.nonstop,
        }
    }

    pub(super) fn add(&mut self, other: Totals) {
        self.words += other.words;
        self.nonstop += other.nonstop;
        self.chars += other.chars;
    }
}

impl Words {
    /// Takes the user's own words and stop words, folded as reports are; `numbers` makes tokens of
    /// digits words too.
    ///
    /// # Errors
    /// So many words that no automaton holds them.
    pub fn new(
        own: impl IntoIterator<Item = impl AsRef<str>>,
        stop: impl IntoIterator<Item = impl AsRef<str>>,
        numbers: bool,
    ) -> Result<Self, TermsError> {
        let own = own.into_iter().map(|word| fold(word.as_ref()).trim().to_ascii_lowercase());
        let mut own: Vec<String> = own.filter(|word| !word.is_empty()).collect();
        own.sort_unstable();
        own.dedup();
        let own = match own.is_empty() {
            true => None,
            false => Some(
                CharwiseDoubleArrayAhoCorasickBuilder::new()
                    .match_kind(MatchKind::LeftmostLongest)
                    .build(own)
                    .map_err(|cause| TermsError::new("--words", cause))?,
            ),
        };
        let stop = stop.into_iter().map(|word| fold(word.as_ref()).trim().to_owned()).collect();
        Ok(Words { own, stop, numbers })
    }

    /// The entries of a word list or stop word list: one a line, in UTF-8 or any encoding that reports
    /// come in; in jieba's form (`区块链 100 n`) the word alone is taken.
    ///
    /// # Errors
    /// The file cannot be read or holds no entry.
    pub fn list(path: &Path) -> Result<Vec<String>, TermsError> {
        let text = text_of(path)?;
        let lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
        let word = |line: &str| {
            LINE.captures(line).map_or(line, |c| c.get(1).map_or("", |m| m.as_str())).to_owned()
        };
        let words: Vec<String> = lines.map(word).collect();
        if words.is_empty() {
            return Err(TermsError::new(path.display(), "holds no word; write one on each line"));
        }
        Ok(words)
    }

    /// Cuts a text; the tokens put together are the text again.
    pub fn tokens<'t>(&self, text: &'t str) -> Vec<Token<'t>> {
        let Some(own) = &self.own else {
            return self.between(text).collect();
        };
        let lower = text.to_ascii_lowercase();
        let mut tokens = Vec::new();
        let mut from = 0;
        for found in own.leftmost_find_iter(&lower) {
            let range = found.start()..found.end();
            if splits_ascii(text, range.start) || splits_ascii(text, range.end) {
                continue;
            }
            tokens.extend(self.between(&text[from..range.start]));
            from = range.end;
            tokens.push(Token { text: &text[range], is_word: true });
        }
        tokens.extend(self.between(&text[from..]));
        tokens
    }

    fn between<'t>(&self, text: &'t str) -> impl Iterator<Item = Token<'t>> {
        let word = |token: &str| {
            token.contains(|c: char| c.is_alphabetic() && !c.is_numeric())
                || self.numbers && token.contains(char::is_alphanumeric)
        };
        segment::cut(text).map(move |text| Token { text, is_word: word(text) })
    }

    /// The words of a text.
    pub fn cut<'t>(&self, text: &'t str) -> Vec<&'t str> {
        self.tokens(text)
            .into_iter()
            .filter(|token| token.is_word)
            .map(|token| token.text)
            .collect()
    }

    /// Whether the word is on the list of stop words.
    pub fn is_stop(&self, word: &str) -> bool {
        self.stop.contains(word)
    }

    /// Counts the words of a report's text less noise.
    pub fn count(&self, prose: &Prose<'_>) -> WordCounts {
        let mut found = WordCounts::default();
        for word in self.cut(prose.as_str()) {
            found.totals.words += 1;
            found.totals.nonstop += usize::from(!self.is_stop(word));
            match found.counts.get_mut(word) {
                Some(count) => *count += 1,
                None => drop(found.counts.insert(word.to_owned(), 1)),
            }
        }
        found.totals.chars = prose.as_str().chars().filter(|c| c.is_alphanumeric()).count();
        found
    }
}

impl std::fmt::Debug for Words {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Words").field("stop", &self.stop.len()).finish_non_exhaustive()
    }
}

/// Whether a cut at this byte would part two ASCII letters or digits.
pub(super) fn splits_ascii(text: &str, at: usize) -> bool {
    let ascii = |at: usize| text.as_bytes().get(at).is_some_and(u8::is_ascii_alphanumeric);
    at > 0 && ascii(at - 1) && ascii(at)
}
