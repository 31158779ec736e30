//! Yields [`Text`]: a report's text as it was read, beside the folded form that the rules see.
//!
//! Folding maps one character to one character: full-width letters, digits and signs to their
//! half-width forms, and, in texts written in traditional characters, those to simplified ones.
//! So a position counted in characters is the same in both, and nothing is ever deleted.

use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::LazyLock;

use crate::span::Span;

/// How many characters lie between two entries of the offset index.
const STRIDE: usize = 64;
/// Bytes of a sentence or clause that a cell shows at most: about 500 Chinese characters. Longer
/// ones, in texts without punctuation, are cut around what the row is about.
const LONGEST_QUOTE: usize = 1500;
/// Share of a text's characters that must be traditional before it is folded to simplified.
const TRADITIONAL_SHARE: f64 = 0.02;

static SIMPLIFIED: LazyLock<HashMap<char, char>> = LazyLock::new(|| {
    include_str!("../dictionaries/traditional.tsv")
        .lines()
        .filter(|line| !line.starts_with('#'))
        .filter_map(|line| {
            let (traditional, simplified) = line.split_once('\t')?;
            Some((traditional.chars().next()?, simplified.chars().next()?))
        })
        .collect()
});

/// A text in two forms of equal length in characters: as read, and folded for the rules.
#[derive(Clone, Debug, Default)]
pub struct Text {
    original: String,
    /// `None` where folding changes nothing.
    folded: Option<String>,
    original_index: Vec<usize>,
    folded_index: Vec<usize>,
    line_starts: Vec<usize>,
}

impl Text {
    /// Takes the text as read and folds it.
    pub fn new(original: String) -> Self {
        let folded = match fold(&original) {
            Cow::Borrowed(_) => None,
            Cow::Owned(folded) => Some(folded),
        };
        let original_index = stride_index(&original);
        let folded_index = folded.as_deref().map(stride_index).unwrap_or_default();
        let seen = folded.as_deref().unwrap_or(&original);
        let line_starts =
            std::iter::once(0).chain(seen.match_indices('\n').map(|(i, _)| i + 1)).collect();
        Text { original, folded, original_index, folded_index, line_starts }
    }

    /// The text as read, without a byte order mark and otherwise unchanged.
    pub fn original(&self) -> &str {
        &self.original
    }

    /// The form that rules are matched against; every [`Span`] counts its bytes.
    pub fn folded(&self) -> &str {
        self.folded.as_deref().unwrap_or(&self.original)
    }

    /// The folded piece under `span`.
    pub fn slice(&self, span: Span) -> &str {
        &self.folded()[span.range()]
    }

    /// The piece as read under `span`.
    pub fn raw(&self, span: Span) -> &str {
        if self.folded.is_none() {
            return &self.original[span.range()];
        }
        let (start, end) = self.char_range(span);
        let from = byte_of(&self.original, &self.original_index, start);
        let to = byte_of(&self.original, &self.original_index, end);
        &self.original[from..to]
    }

    /// First character and one past the last, counted in Unicode scalar values from 0.
    pub fn char_range(&self, span: Span) -> (usize, usize) {
        (self.char_of(span.start), self.char_of(span.end))
    }

    /// The line of a byte, counted from 1.
    pub fn line(&self, byte: usize) -> usize {
        self.line_starts.partition_point(|&start| start <= byte)
    }

    /// As much of `whole` around `at` as a cell shows: all of it, or some 500 characters of a text
    /// without punctuation.
    pub fn around(&self, at: Span, whole: Span) -> Span {
        if whole.len() <= LONGEST_QUOTE {
            return whole;
        }
        let from = at.start.clamp(whole.start, whole.end);
        let to = at.end.clamp(from, whole.end);
        let mut start = from.saturating_sub(LONGEST_QUOTE / 2).max(whole.start);
        let mut end = (start + LONGEST_QUOTE).clamp(to, whole.end);
        while !self.folded().is_char_boundary(start) {
            start += 1;
        }
        while !self.folded().is_char_boundary(end) {
            end -= 1;
        }
        Span::new(start, end)
    }

    /// The character of its line that a byte begins, counted from 1.
    pub fn column(&self, byte: usize) -> usize {
        let start = self.line_starts.get(self.line(byte) - 1).copied().unwrap_or(0);
        self.char_of(byte) - self.char_of(start) + 1
    }

    /// Length in characters.
    pub fn chars(&self) -> usize {
        self.char_of(self.folded().len())
    }

    fn char_of(&self, byte: usize) -> usize {
        let index = if self.folded.is_some() { &self.folded_index } else { &self.original_index };
        let block = index.partition_point(|&start| start <= byte).saturating_sub(1);
        let from = index.get(block).copied().unwrap_or(0);
        block * STRIDE + self.folded()[from..byte].chars().count()
    }
}

/// Byte offset of every `STRIDE`th character.
fn stride_index(text: &str) -> Vec<usize> {
    text.char_indices().step_by(STRIDE).map(|(i, _)| i).collect()
}

fn byte_of(text: &str, index: &[usize], char: usize) -> usize {
    let Some(&from) = index.get(char / STRIDE) else {
        return text.len();
    };
    text[from..].char_indices().nth(char % STRIDE).map_or(text.len(), |(i, _)| from + i)
}

/// Full-width to half-width, and traditional to simplified where the text is traditional.
///
/// ```
/// use zhibiao::text::fold;
/// assert_eq!(fold("达９８．８６％，其中"), "达98.86%,其中");
/// ```
pub fn fold(text: &str) -> Cow<'_, str> {
    let traditional = is_traditional(text);
    if !traditional && !text.chars().any(|c| half_width(c) != c) {
        return Cow::Borrowed(text);
    }
    Cow::Owned(
        text.chars()
            .map(half_width)
            .map(|c| if traditional { SIMPLIFIED.get(&c).copied().unwrap_or(c) } else { c })
            .collect(),
    )
}

fn is_traditional(text: &str) -> bool {
    let (mut han, mut traditional) = (0usize, 0usize);
    for c in text.chars().filter(|c| ('\u{4e00}'..='\u{9fff}').contains(c)).take(20_000) {
        han += 1;
        traditional += usize::from(SIMPLIFIED.contains_key(&c));
    }
    traditional as f64 > TRADITIONAL_SHARE * han as f64
}

fn half_width(c: char) -> char {
    match c {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(c as u32 - 0xfee0).unwrap_or(c),
        '\u{3000}' | '\u{a0}' | '\u{2002}'..='\u{200a}' => ' ',
        '﹪' => '%',
        '﹒' => '.',
        '﹣' | '−' | '‐' | '‑' => '-',
        '∶' | '︰' => ':',
        '〇' => '○',
        _ => c,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_sentence_is_cut_around_the_number() {
        let text = Text::new(format!("{}97.25%{}", "率".repeat(2000), "率".repeat(2000)));
        let whole = Span::new(0, text.folded().len());
        let number = Span::new(6000, 6006);
        let shown = text.around(number, whole);
        assert!(shown.len() <= LONGEST_QUOTE && shown.contains(number));
        assert!(text.folded().get(shown.range()).is_some(), "cut inside a character");
        assert_eq!(text.around(Span::new(0, 3), Span::new(0, 9)), Span::new(0, 9));
        assert_eq!(text.around(Span::new(whole.end - 3, whole.end), whole).end, whole.end);
    }
}
