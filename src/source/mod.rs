//! Yields [`Report`]: a file's text as it is analysed, and what of it is not report.
//!
//! `bytes → decode → format → clean`. Nothing is deleted on the way: signs of the format and page
//! furniture stay in the text and are marked as [`Noise`].

mod clean;
pub mod decode;
pub mod discover;
mod error;
mod format;
mod line;
mod metadata;
mod stated;

use std::fs;
use std::ops::Range;
use std::path::Path;
use std::sync::Arc;

pub use discover::{Filter, SourceFile, discover};
pub use error::ReadError;
pub use stated::{Stated, StatementError, Statements};

use crate::dictionary::noise::NoiseRules;
use crate::span::Span;
use crate::text::Text;

/// Class of noise for the signs of a format.
const MARKUP: &str = "markup";

/// One document, ready for analysis.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Report {
    /// The path as given, with `/` between its parts; `-` for standard input.
    pub source: String,
    /// Stable key of the document: the same as `source`.
    pub report: String,
    /// What the file was written in.
    pub format: Format,
    /// The encoding it was decoded from, such as `UTF-8 (BOM)` or `GB18030`.
    pub encoding: &'static str,
    /// How many bytes belong to no character; each malformed sequence became one U+FFFD.
    pub replaced_bytes: usize,
    /// For text and Markdown the decoded file; for HTML the main text, one block a line.
    pub text: Text,
    /// One for every line that is not blank, in order; also for lines that are noise.
    pub blocks: Vec<Block>,
    /// What is not report, in order and without overlap.
    pub noise: Vec<Noise>,
    /// The title that front matter or a page's data state.
    pub title: Option<String>,
    /// The line of the text that has the form of the report's title and is no copy of it.
    pub title_span: Option<Span>,
    /// Date of publication as precise as stated: `2025`, `2025-11` or `2025-11-03`.
    pub publish_date: Option<String>,
    /// Where the document was fetched from, as it says itself.
    pub source_url: Option<String>,
    /// What the user says of it.
    pub stated: Option<Stated>,
}

/// A line of the text that is not blank.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Block {
    /// The line without white space at its ends; a row keeps its tabs.
    pub span: Span,
    /// What the format says it is.
    pub kind: BlockKind,
}

/// What the format says of a block. A plain text says nothing: all its lines are paragraphs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BlockKind {
    /// A heading of level 1 to 6.
    Heading(u8),
    /// Anything else.
    Paragraph,
    /// A table row: cells parted by tabs in HTML, by the bars (marked as noise) in Markdown.
    Row,
}

/// A stretch of the text that is not report.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Noise {
    /// `nav`, `byline`, `truncation`, `disclaimer`, `link`, `stray`, `markup` or `front_matter`.
    pub class: String,
    /// Where it stands; a whole line without the white space at its ends, or a part of one.
    pub span: Span,
}

/// A format of documents.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Format {
    /// Plain text.
    Text,
    /// Markdown.
    Markdown,
    /// An HTML page or a fragment of one.
    Html,
}

impl Format {
    /// The name in `documents.csv`.
    pub const fn as_str(self) -> &'static str {
        match self {
            Format::Text => "text",
            Format::Markdown => "markdown",
            Format::Html => "html",
        }
    }
}

/// What the caller knows better than the file tells.
#[derive(Clone, Debug, Default)]
pub struct ReadOptions {
    /// A name of an encoding that ends all guessing; see [`decode::encoding`].
    pub encoding: Option<String>,
    /// The format, instead of the one that the content shows.
    pub format: Option<Format>,
    /// What is known of reports beside their texts.
    pub statements: Option<Arc<Statements>>,
}

/// The text of a list or table that the user made, in whichever encoding: a spreadsheet on a Chinese system
/// writes GBK.
///
/// # Errors
/// [`ReadError::Missing`], [`ReadError::Unreadable`] and [`ReadError::Binary`].
pub fn text_of(path: &Path) -> Result<String, ReadError> {
    let shown = discover::shown(path);
    let bytes = fs::read(path).map_err(|cause| discover::unreadable(shown.clone(), cause))?;
    Ok(decode::decode(&shown, &bytes, None)?.text)
}

/// Reads one document. `source` is its path, for the tables and for messages.
///
/// # Errors
/// [`ReadError`] other than `Missing` and `Unreadable`, for bytes that hold no text.
pub fn read(
    source: &str,
    bytes: &[u8],
    options: &ReadOptions,
    rules: &NoiseRules,
) -> Result<Report, ReadError> {
    let empty = || ReadError::Empty { path: source.to_owned() };
    if bytes.is_empty() {
        return Err(empty());
    }
    if let Some(what) = format::container(bytes) {
        return Err(ReadError::UnsupportedFormat { path: source.to_owned(), what });
    }
    let decoded = decode::decode(source, bytes, options.encoding.as_deref())?;
    let format = options.format.unwrap_or_else(|| format::detect(source, &decoded.text));
    let mut report = Report::new(source, format, decoded.text, rules);
    if report.blocks.is_empty() {
        return Err(empty());
    }
    report.encoding = decoded.encoding;
    report.replaced_bytes = decoded.replaced_bytes;
    report.stated = options.statements.as_ref().and_then(|all| all.of(source)).cloned();
    Ok(report)
}

impl Report {
    /// A report of decoded text, in whichever text format it shows.
    pub fn from_text(source: &str, text: &str, rules: &NoiseRules) -> Report {
        Report::new(source, format::detect(source, text), text.to_owned(), rules)
    }

    fn new(source: &str, format: Format, text: String, rules: &NoiseRules) -> Report {
        let found = format::extract(format, text);
        let text = Text::new(found.text);
        let markup = folded(&text, found.markup);
        let cleaned = clean::clean(&text, markup, rules);
        let stated = found.date.as_deref().and_then(metadata::date);
        Report {
            source: source.to_owned(),
            report: source.to_owned(),
            format,
            encoding: "UTF-8",
            replaced_bytes: 0,
            blocks: blocks(text.folded(), &found.kinds),
            title: found.title,
            title_span: cleaned.title,
            publish_date: stated.or_else(|| metadata::publish_date(&text, &cleaned.noise)),
            source_url: found.url.or_else(|| metadata::source_url(&text, &cleaned.noise)),
            noise: cleaned.noise,
            stated: None,
            text,
        }
    }
}

fn blocks(text: &str, kinds: &[BlockKind]) -> Vec<Block> {
    line::lines(text)
        .zip(kinds)
        .map(|(line, &kind)| {
            let range = if kind == BlockKind::Row { line } else { line::trim(text, line) };
            Block { span: Span::new(range.start, range.end), kind }
        })
        .collect()
}

/// Moves ranges of the original text, whose bounds are character boundaries, to the folded one.
fn folded(text: &Text, ranges: Vec<(&'static str, Range<usize>)>) -> Vec<Noise> {
    let mut bounds: Vec<usize> = ranges.iter().flat_map(|(_, r)| [r.start, r.end]).collect();
    bounds.sort_unstable();
    bounds.dedup();
    let chars = text.original().char_indices().zip(text.folded().char_indices());
    let mut chars = chars.map(|((from, _), (to, _))| (from, to));
    let end = text.folded().len();
    let moved: Vec<usize> = bounds
        .iter()
        .map(|&bound| chars.find(|&(from, _)| from == bound).map_or(end, |(_, to)| to))
        .collect();
    let to = |bound: usize| bounds.binary_search(&bound).map_or(end, |i| moved[i]);
    let noise = |(class, range): (&str, Range<usize>)| Noise {
        class: class.to_owned(),
        span: Span::new(to(range.start), to(range.end)),
    };
    ranges.into_iter().map(noise).collect()
}

#[cfg(test)]
mod tests;
