//! Yields the lines of a page that are its article, by how much text stands where.

use super::super::super::BlockKind;
use super::flow::Line;
use super::tree::Tree;

/// Share of the page's running text that the article's element must hold.
const SHARE: f64 = 0.9;
/// Characters from which a line without links counts as running text.
const RUNNING: usize = 24;
/// Characters of linked text up to which a line of links is an entry of a menu.
const MENU_ENTRY: usize = 80;

/// Keeps the innermost element with nearly all running text, what runs on around it, and the title
/// with what stands between; drops lines that are links.
pub(super) fn main(tree: &Tree, lines: Vec<Line>) -> Vec<Line> {
    let Some((mut from, mut to)) = core(tree, &lines) else {
        return lines.into_iter().filter(|line| !line.is_links()).collect();
    };
    while to < lines.len() && lines[to].is_running() {
        to += 1;
    }
    while from > 0 && lines[from - 1].is_running() {
        from -= 1;
    }
    if let Some(title) = title_line(tree, &lines, from, to) {
        from = title;
    }
    lines.into_iter().take(to).skip(from).filter(|line| !line.is_links()).collect()
}

/// First line and one past the last of the innermost element that holds `SHARE` of the text.
fn core(tree: &Tree, lines: &[Line]) -> Option<(usize, usize)> {
    let mut mass = vec![0usize; tree.elements.len()];
    for line in lines.iter().filter(|line| line.is_running()) {
        mass[line.element] += line.chars();
    }
    for at in (1..mass.len()).rev() {
        mass[tree.elements[at].parent] += mass[at];
    }
    let enough = (mass[0] as f64 * SHARE).ceil() as usize;
    if enough == 0 {
        return None;
    }
    // A parent stands before its children, so the last that holds enough is the innermost.
    let core = (0..mass.len()).rfind(|&at| mass[at] >= enough && is_container(tree, at))?;
    let inside = |line: &Line| {
        std::iter::successors(Some(line.element), |&at| (at > 0).then(|| tree.elements[at].parent))
            .any(|at| at == core)
    };
    Some((lines.iter().position(inside)?, lines.iter().rposition(inside)? + 1))
}

fn is_container(tree: &Tree, at: usize) -> bool {
    let name = tree.elements[at].name.as_str();
    !matches!(name, "p" | "li" | "dd" | "dt" | "h1" | "h2" | "h3" | "h4" | "h5" | "h6" | "tr")
}

/// The line nearest before the running text that says what the page says it is called.
fn title_line(tree: &Tree, lines: &[Line], from: usize, to: usize) -> Option<usize> {
    let titles: Vec<String> = [tree.title(), tree.first("h1"), tree.first("title")]
        .into_iter()
        .flatten()
        .map(|title| letters(&title))
        .filter(|title| title.chars().count() >= 4)
        .collect();
    let first = (from..to).find(|&i| lines[i].is_running()).unwrap_or(from);
    (0..=first.min(lines.len() - 1)).rfind(|&i| {
        let line = letters(&lines[i].text);
        !lines[i].is_links() && titles.contains(&line)
    })
}

/// The text without white space and punctuation, which titles are given with and without.
fn letters(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).collect()
}

impl Line {
    fn chars(&self) -> usize {
        self.text.chars().filter(|c| !c.is_whitespace()).count()
    }

    fn is_running(&self) -> bool {
        let chars = self.chars();
        let speaks = self.text.contains(['。', '；', '！', '？']) || self.kind == BlockKind::Row;
        self.linked * 3 <= chars && (chars >= RUNNING || speaks)
    }

    fn is_links(&self) -> bool {
        self.linked * 2 > self.chars() && self.chars() <= MENU_ENTRY
    }
}
