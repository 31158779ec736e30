//! Yields [`Hit`]s: phrases in their context (a concordance).

use daachorse::{CharwiseDoubleArrayAhoCorasick, CharwiseDoubleArrayAhoCorasickBuilder, MatchKind};
use unicode_width::UnicodeWidthChar;

use super::prose::sought;
use super::{Prose, TermsError};
use crate::source::Report;
use crate::span::Span;

/// Phrases to look for.
pub struct Phrases {
    automaton: CharwiseDoubleArrayAhoCorasick<u32>,
    width: usize,
}

/// A phrase where it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hit {
    /// As many characters as asked for before it, in the folded form and less noise; line breaks become
    /// blanks.
    pub left: String,
    /// The phrase as the report writes it.
    pub node: String,
    /// The characters after it, as in `left`.
    pub right: String,
    /// Where it stands in the report.
    pub span: Span,
}

impl Phrases {
    /// Looks for these phrases, letter by letter whatever the words, the leftmost and of those the
    /// longest; ASCII letters in either case. `width` is in characters.
    ///
    /// # Errors
    /// An empty phrase.
    pub fn new(phrases: &[String], width: usize) -> Result<Self, TermsError> {
        let folded = sought("--kwic", phrases)?;
        let automaton = CharwiseDoubleArrayAhoCorasickBuilder::new()
            .match_kind(MatchKind::LeftmostLongest)
            .build(folded)
            .map_err(|cause| TermsError::new("--kwic", cause))?;
        Ok(Phrases { automaton, width })
    }

    /// The hits in a report's text less noise, in order.
    pub fn find(&self, report: &Report) -> Vec<Hit> {
        let prose = Prose::of(report);
        let text = prose.as_str();
        let hits = self.automaton.leftmost_find_iter(text.to_ascii_lowercase()).map(|found| {
            let range = found.start()..found.end();
            let span = prose.span(range.clone());
            let before = text[..range.start].chars().rev().take(self.width).map(blank);
            let left: Vec<char> = before.collect();
            Hit {
                left: left.into_iter().rev().collect(),
                right: text[range.end..].chars().take(self.width).map(blank).collect(),
                node: report.text.raw(span).to_owned(),
                span,
            }
        });
        hits.collect()
    }
}

fn blank(c: char) -> char {
    if c.is_whitespace() || c.is_control() { ' ' } else { c }
}

/// A hit as one line of a concordance, `width` characters on either side; Chinese characters, which take
/// two columns of a terminal, are counted so, and the phrases stand below each other.
///
/// ```
/// use zhibiao::terms::{Phrases, aligned};
/// let report = zhibiao::Analyzer::new()?.report("a", "严格落实双减要求。抓GDP与双减。");
/// let hits = Phrases::new(&["双减".into()], 3)?.find(&report);
/// let lines: Vec<String> = hits.iter().map(|hit| aligned(hit, 3)).collect();
/// assert_eq!(lines, ["格落实  双减  要求。", "  DP与  双减  。"]);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn aligned(hit: &Hit, width: usize) -> String {
    let columns = |text: &str| text.chars().map(|c| c.width().unwrap_or(0)).sum::<usize>();
    let pad = " ".repeat((2 * width).saturating_sub(columns(&hit.left)));
    format!("{pad}{}  {}  {}", hit.left, hit.node, hit.right)
}
