//! Yields a page's lines: one per paragraph, heading, list item, forced break or table row.

use super::super::super::BlockKind;
use super::super::super::line::{is_blank, is_line_end};
use super::names::is_block;
use super::tree::{Node, Tree};

/// A cell with more characters than this lays out a page, it is no datum.
const LARGEST_CELL: usize = 800;

/// One line of a page.
#[derive(Debug)]
pub(super) struct Line {
    pub(super) text: String,
    pub(super) kind: BlockKind,
    /// How many of its characters are the text of links.
    pub(super) linked: usize,
    /// The innermost block element that holds it.
    pub(super) element: usize,
}

/// All lines that hold something to read, in order.
pub(super) fn lines(tree: &Tree) -> Vec<Line> {
    let mut flow = Flow { tree, lines: Vec::new(), line: Pending::default() };
    flow.walk(0, Context { kind: BlockKind::Paragraph, block: 0, linked: false, pre: false });
    flow.end(BlockKind::Paragraph, 0);
    flow.lines
}

#[derive(Clone, Copy)]
struct Context {
    kind: BlockKind,
    block: usize,
    linked: bool,
    pre: bool,
}

#[derive(Default)]
struct Pending {
    text: String,
    linked: usize,
    /// White space seen since the last sign: with a line end in it, or without.
    space: Option<bool>,
}

struct Flow<'t> {
    tree: &'t Tree,
    lines: Vec<Line>,
    line: Pending,
}

impl Flow<'_> {
    fn walk(&mut self, element: usize, within: Context) {
        for child in &self.tree.elements[element].children {
            match child {
                Node::Text(text) => self.text(text, within),
                Node::Element(inner) => self.element(*inner, within),
            }
        }
    }

    fn element(&mut self, at: usize, within: Context) {
        let element = &self.tree.elements[at];
        if self.tree.is_dropped(at) {
            return;
        }
        if !is_block(&element.name) {
            let linked = within.linked || element.is_link;
            return self.walk(at, Context { linked, ..within });
        }
        self.end(within.kind, within.block);
        let kind = match element.name.as_bytes() {
            [b'h', level @ b'1'..=b'6'] => BlockKind::Heading(level - b'0'),
            _ => within.kind,
        };
        let pre = within.pre || element.name == "pre";
        let inner = Context { kind, block: at, pre, ..within };
        match element.name.as_str() {
            "table" if within.kind != BlockKind::Row => match self.rows(at, inner) {
                Some(rows) => self.lines.extend(rows),
                None => self.walk(at, inner),
            },
            _ => self.walk(at, inner),
        }
        self.end(kind, at);
    }

    /// The rows of a table of data, cells parted by tabs; `None` for a table that lays out a page.
    fn rows(&self, table: usize, within: Context) -> Option<Vec<Line>> {
        let mut rows = Vec::new();
        let mut is_data = false;
        let mut parts = vec![table];
        while let Some(part) = parts.pop() {
            let element = &self.tree.elements[part];
            match element.name.as_str() {
                "table" if part != table => return None,
                "tr" | "caption" => {
                    let row = self.row(part, within)?;
                    is_data |= row.text.contains('\t');
                    if !row.text.chars().all(is_blank) {
                        rows.push(row);
                    }
                }
                _ => parts.extend(element.children.iter().rev().filter_map(|child| match child {
                    Node::Element(inner) if !self.tree.is_dropped(*inner) => Some(*inner),
                    _ => None,
                })),
            }
        }
        is_data.then_some(rows)
    }

    fn row(&self, row: usize, within: Context) -> Option<Line> {
        let within = Context { kind: BlockKind::Row, ..within };
        let mut cells = Vec::new();
        let mut linked = 0;
        for cell in self.cells(row) {
            if self.holds_table(cell) {
                return None;
            }
            let mut flow = Flow { tree: self.tree, lines: Vec::new(), line: Pending::default() };
            flow.element(cell, within);
            linked += flow.lines.iter().map(|line| line.linked).sum::<usize>();
            let text =
                flow.lines.iter().map(|line| line.text.as_str()).collect::<Vec<_>>().join(" ");
            if text.chars().count() > LARGEST_CELL {
                return None;
            }
            cells.push(text);
        }
        let (kind, element) = (BlockKind::Row, within.block);
        Some(Line { text: cells.join("\t"), kind, linked, element })
    }

    fn cells(&self, row: usize) -> Vec<usize> {
        let element = &self.tree.elements[row];
        if element.name == "caption" {
            return vec![row];
        }
        let inner = element.children.iter().filter_map(|child| match child {
            Node::Element(cell) => Some(*cell),
            Node::Text(_) => None,
        });
        inner.collect()
    }

    fn holds_table(&self, element: usize) -> bool {
        self.tree.elements[element].children.iter().any(|child| match child {
            Node::Element(inner) => {
                self.tree.elements[*inner].name == "table" || self.holds_table(*inner)
            }
            Node::Text(_) => false,
        })
    }

    fn text(&mut self, text: &str, within: Context) {
        for c in text.chars() {
            if within.pre && c == '\n' {
                self.end(within.kind, within.block);
            } else if c.is_ascii_whitespace() || is_line_end(c) {
                let ended = self.line.space.unwrap_or(false) || is_line_end(c);
                self.line.space = Some(ended);
            } else {
                self.line.push(c, within.linked);
            }
        }
    }

    fn end(&mut self, kind: BlockKind, element: usize) {
        let Pending { text, linked, .. } = std::mem::take(&mut self.line);
        let text = text.trim_matches(is_blank);
        if !text.is_empty() {
            self.lines.push(Line { text: text.to_owned(), kind, linked, element });
        }
    }
}

impl Pending {
    /// Adds a sign, and before it the white space that a browser would show. A line end of the
    /// page's source between Chinese characters is no space.
    fn push(&mut self, c: char, linked: bool) {
        if let (Some(ended), Some(last)) = (self.space.take(), self.text.chars().next_back())
            && !(ended && (is_wide(last) || is_wide(c)))
        {
            self.text.push(' ');
        }
        self.text.push(c);
        self.linked += usize::from(linked);
    }
}

fn is_wide(c: char) -> bool {
    matches!(c, '\u{2e80}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{ff00}'..='\u{ffef}')
}
