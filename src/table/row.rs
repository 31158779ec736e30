//! Yields [`Row`]: one item of a report beside all that was found there, which columns read.

use std::sync::LazyLock;

use super::{Cell, Table};
use crate::analysis::Analysis;
use crate::corpus::{Entry, Failure, Read};
use crate::span::Span;
use crate::text::Text;

/// What stands behind the row of a file that was not read.
static NOTHING: LazyLock<(Text, Analysis)> = LazyLock::new(Default::default);

/// What stands behind a row whose report is gone.
static GONE: LazyLock<Entry> = LazyLock::new(|| Entry {
    source: String::new(),
    report: String::new(),
    input: None,
    result: Err(Failure { code: Failure::EMPTY, message: String::new() }),
});

/// What a row is read off.
pub(super) struct Row<'a, T> {
    pub(super) entry: &'a Entry,
    pub(super) analysis: &'a Analysis,
    pub(super) item: &'a T,
    /// The item's place among its like, from 0.
    pub(super) index: usize,
    text: &'a Text,
}

impl<'a, T> Row<'a, T> {
    pub(super) fn new(entry: &'a Entry, item: &'a T, index: usize) -> Self {
        let (text, analysis) = match &entry.result {
            Ok(read) => (&read.report.text, &read.analysis),
            Err(_) => (&NOTHING.0, &NOTHING.1),
        };
        Row { entry, analysis, item, index, text }
    }

    /// A row of an item that holds all that its columns show.
    pub(super) fn alone(item: &'a T, index: usize) -> Self {
        Row::new(&GONE, item, index)
    }

    /// A cell that only a report that was read has.
    pub(super) fn read<C: Into<Cell<'a>>>(&self, cell: impl FnOnce(&'a Read) -> C) -> Cell<'a> {
        self.entry.result.as_ref().ok().map(|read| cell(read)).into()
    }

    /// The report's words under `span`.
    pub(super) fn raw(&self, span: Span) -> Cell<'a> {
        self.text.raw(span).into()
    }

    /// The line on which `span` begins.
    pub(super) fn line(&self, span: Span) -> Cell<'a> {
        self.text.line(span.start).into()
    }

    /// The first character of `span`.
    pub(super) fn start(&self, span: Span) -> Cell<'a> {
        self.text.char_range(span).0.into()
    }

    /// One past the last character of `span`.
    pub(super) fn end(&self, span: Span) -> Cell<'a> {
        self.text.char_range(span).1.into()
    }

    /// The number of a section, which is also in its id.
    pub(super) fn section(&self, section: Option<usize>) -> Cell<'a> {
        section.map(|index| index + 1).into()
    }

    /// The id of an observation.
    pub(super) fn observation_id(&self, index: usize) -> String {
        Table::Indicators.id(&self.entry.report, index)
    }

    /// The words of `whole`, or, where they are too many to show, those around `at`.
    pub(super) fn around(&self, at: Span, whole: Span) -> Cell<'a> {
        self.raw(self.text.around(at, whole))
    }
}

/// Several words in one cell.
pub(super) fn joined<S: AsRef<str>>(parts: impl IntoIterator<Item = S>) -> Cell<'static> {
    let mut all = String::new();
    for part in parts {
        if !all.is_empty() {
            all.push(';');
        }
        all.push_str(part.as_ref());
    }
    all.into()
}
