//! Yields the main text of an HTML page: one line per block, menus and furniture left out.

mod article;
mod flow;
mod names;
mod tree;

use std::sync::LazyLock;

use regex::Regex;

use super::Extracted;
use tree::Tree;

/// What only a page begins with, after comments.
static OPENING: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?is)^\s*(?:<\?xml[^>]*>\s*|<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|meta|body|title|div|p|table|article|section|center|span|font|h[1-6]|ul|ol|style|script|link|form)\b")
        .expect("a fixed pattern")
});
static BLOCK_TAG: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?i)</(?:p|div|span|td|tr|table|li|html|body)>|<br\s*/?>|<p[\s>]")
        .expect("a fixed pattern")
});

/// Tags that must stand in a text for it to be a page, whatever it begins with.
const TAGS_OF_A_PAGE: usize = 12;

/// Whether `text` is a page; `named` says that its file is called one.
pub(super) fn is_page(text: &str, named: bool) -> bool {
    let tags = || BLOCK_TAG.find_iter(text).take(TAGS_OF_A_PAGE).count();
    OPENING.is_match(text) && (named || tags() > 0 || text.len() < 4096)
        || tags() >= if named { 1 } else { TAGS_OF_A_PAGE }
}

/// Extracts a page.
pub(super) fn extract(page: &str) -> Extracted {
    let tree = Tree::parse(page);
    let lines = flow::lines(&tree);
    let lines = article::main(&tree, lines);
    let mut found = Extracted {
        title: tree.title(),
        date: tree.date.clone(),
        url: tree.url.clone(),
        ..Extracted::default()
    };
    for line in lines {
        found.text.push_str(&line.text);
        found.text.push('\n');
        found.kinds.push(line.kind);
    }
    found
}

#[cfg(test)]
mod tests;
