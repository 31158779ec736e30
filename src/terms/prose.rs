//! Yields [`Prose`]: a report's text less noise, from which every position leads back.

use std::borrow::Cow;
use std::ops::Range;

use super::TermsError;
use crate::source::Report;
use crate::span::Span;
use crate::text::fold;

/// What is left of a report's folded text once its noise is taken out.
///
/// ```
/// use zhibiao::terms::Prose;
///
/// let report = zhibiao::Analyzer::new()?.report("a.md", "# 总结\n\n落实[双](http://a.cn)减。");
/// let prose = Prose::of(&report);
/// let at = prose.as_str().find("双减").unwrap();
/// assert_eq!(report.text.raw(prose.span(at..at + "双减".len())), "双](http://a.cn)减");
/// # Ok::<(), zhibiao::dictionary::DictionaryError>(())
/// ```
#[derive(Debug)]
pub struct Prose<'r> {
    text: Cow<'r, str>,
    /// Where each stretch begins here, and where in the folded text.
    stretches: Vec<(usize, usize)>,
}

impl<'r> Prose<'r> {
    /// Takes the noise out of a report's text.
    pub fn of(report: &'r Report) -> Self {
        let folded = report.text.folded();
        let mut kept = Vec::new();
        let mut from = 0;
        for noise in &report.noise {
            kept.push(from..noise.span.start.max(from));
            from = noise.span.end.max(from);
        }
        kept.push(from..folded.len());
        kept.retain(|stretch| !stretch.is_empty());
        let mut stretches = Vec::with_capacity(kept.len());
        let mut length = 0;
        for stretch in &kept {
            stretches.push((length, stretch.start));
            length += stretch.len();
        }
        let text = match &kept[..] {
            [] => Cow::Borrowed(""),
            [stretch] => Cow::Borrowed(&folded[stretch.clone()]),
            kept => kept.iter().map(|stretch| &folded[stretch.clone()]).collect(),
        };
        Prose { text, stretches }
    }

    /// The text.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// Where a range of bytes of this text stands in the report, noise inside it included.
    pub fn span(&self, range: Range<usize>) -> Span {
        let start = self.place(range.start);
        let last = range.end.saturating_sub(1).max(range.start);
        Span::new(start, if range.is_empty() { start } else { self.place(last) + 1 })
    }

    fn place(&self, at: usize) -> usize {
        let next = self.stretches.partition_point(|(here, _)| *here <= at);
        let stretch = next.checked_sub(1).and_then(|index| self.stretches.get(index));
        stretch.map_or(0, |(here, there)| at - here + there)
    }
}

/// What a user gives an option to look for in prose: folded as it is, ASCII letters small, each once.
pub(super) fn sought(option: &str, given: &[String]) -> Result<Vec<String>, TermsError> {
    let folded = given.iter().map(|phrase| fold(phrase.trim()).to_ascii_lowercase());
    let mut folded: Vec<String> = folded.collect();
    folded.sort_unstable();
    folded.dedup();
    if folded.iter().any(String::is_empty) {
        return Err(TermsError::new(option, "the phrase is empty; write what to look for"));
    }
    Ok(folded)
}
