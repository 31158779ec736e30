//! Yields [`Cleaned`]: what of a text is not report, and which line is the report's title.
//!
//! The rules say what single lines and signs look like. Here stands what takes more than one line
//! to see: a title given twice, the entries of a menu among others, the list after a closing mark.

use std::cmp::Reverse;
use std::ops::Range;

use super::Noise;
use super::line::{lines, trim};
use crate::dictionary::noise::{Hit, NoiseRules, Zone, core};
use crate::span::Span;
use crate::text::Text;

/// Lines at either end of a text within which the rules for its head and tail hold.
const ZONE: usize = 40;
/// Characters up to which a line without punctuation may be an entry of a menu.
const MENU_ENTRY: usize = 16;
/// Characters up to which a line after a closing mark may be a title in a list of other texts.
const LIST_ENTRY: usize = 50;
/// Characters from which a line is running text, whatever its punctuation.
const RUNNING: usize = 60;

/// What cleaning found.
#[derive(Debug)]
pub(super) struct Cleaned {
    pub(super) noise: Vec<Noise>,
    pub(super) title: Option<Span>,
}

struct Line<'t> {
    text: &'t str,
    at: usize,
    hits: Vec<Hit<'t>>,
    /// The class of noise that the whole line is.
    class: Option<&'t str>,
}

/// Marks what is not report in `text`, beside the `markup` that its format gave away.
pub(super) fn clean(text: &Text, markup: Vec<Noise>, rules: &NoiseRules) -> Cleaned {
    let folded = text.folded();
    let front = markup.first().filter(|noise| noise.class != super::MARKUP);
    let body = front.map_or(0, |front| front.span.end);
    let rows: Vec<_> =
        lines(folded).map(|line| trim(folded, line)).filter(|row| row.start >= body).collect();
    let count = rows.len();
    let mut lines: Vec<_> = rows
        .into_iter()
        .enumerate()
        .map(|(i, row)| {
            let zone = Zone { head: i < ZONE, tail: i + ZONE >= count };
            Line::new(&folded[row.clone()], row.start, rules.hits(&folded[row], zone))
        })
        .collect();

    let opening = lines.iter().position(Line::is_running).unwrap_or(count);
    let title = lines[..opening].iter().rposition(|line| line.class.is_none() && line.is("title"));
    let words = title.map(|i| lines[i].words());
    if let (Some(title), Some(words)) = (title, words) {
        for line in lines[..title].iter_mut().filter(|line| line.copies(text.slice(words))) {
            line.class = Some("nav");
        }
    }
    mark_menu(&mut lines[..title.unwrap_or(opening)], title.is_some());
    mark_list(&mut lines);

    let found = lines.iter().flat_map(Line::noise);
    Cleaned { noise: merged(found.chain(markup).collect()), title: words }
}

impl<'t> Line<'t> {
    fn new(text: &'t str, at: usize, hits: Vec<Hit<'t>>) -> Self {
        let whole = |hit: &&Hit<'_>| hit.is_noise() && hit.range == (0..text.len());
        let class = hits.iter().find(whole).map(|hit| hit.class);
        Line { text, at, hits, class }
    }

    fn is(&self, class: &str) -> bool {
        self.hits.iter().any(|hit| hit.class == class)
    }

    fn is_longer(&self, chars: usize) -> bool {
        self.text.chars().nth(chars).is_some()
    }

    /// Whether the report itself speaks here: a sentence, or a line of the form of its first ones.
    fn is_running(&self) -> bool {
        self.class.is_none()
            && (self.is("body") || self.text.contains('。') || self.is_longer(RUNNING))
    }

    fn is_menu_entry(&self) -> bool {
        let speaks = |c: char| c.is_ascii_digit() || "。,;:!?、()".contains(c);
        self.class.is_none() && !self.is_longer(MENU_ENTRY) && !self.text.contains(speaks)
    }

    /// Whether the line says the same as `title`, or the same with the name of the site after it.
    fn copies(&self, title: &str) -> bool {
        let is_site =
            |rest: &str| rest.is_empty() || rest.trim_start().starts_with(['-', '_', '|', '—']);
        self.class.is_none() && self.text[core(self.text)].strip_prefix(title).is_some_and(is_site)
    }

    /// The line between its bullets and without what a site put behind it.
    fn words(&self) -> Span {
        let core = core(self.text);
        let put_behind = |hit: &&Hit<'_>| hit.is_noise() && hit.range.end >= core.end;
        let end = self.hits.iter().find(put_behind).map_or(core.end, |hit| hit.range.start);
        Span::new(self.at + core.start, self.at + core.start.max(end))
    }

    fn noise(&self) -> Vec<Noise> {
        let noise = |class: &str, range: Range<usize>| Noise {
            class: class.to_owned(),
            span: Span::new(self.at + range.start, self.at + range.end),
        };
        match self.class {
            Some(class) => vec![noise(class, 0..self.text.len())],
            None => {
                let parts = self.hits.iter().filter(|hit| hit.is_noise());
                parts.map(|hit| noise(hit.class, hit.range.clone())).collect()
            }
        }
    }
}

/// Two known entries make a menu: then short lines between and before them are entries as well.
/// After the last one a line may already be the first half of the title.
fn mark_menu(before_title: &mut [Line<'_>], is_titled: bool) {
    let known = |line: &Line<'_>| line.class == Some("nav");
    if before_title.iter().filter(|line| known(line)).count() < 2 {
        return;
    }
    let last = before_title.iter().rposition(known).unwrap_or(0);
    let first = before_title.iter().position(known).unwrap_or(0);
    for i in (0..last).rev() {
        let follows = known(&before_title[i + 1]);
        if follows && before_title[i].is_menu_entry() && (is_titled || i > first) {
            before_title[i].class = Some("nav");
        }
    }
    for i in first + 1..last {
        if known(&before_title[i - 1]) && before_title[i].is_menu_entry() {
            before_title[i].class = Some("nav");
        }
    }
}

/// Once the report has ended and the page's closing marks have begun, short lines are titles of
/// other texts.
fn mark_list(lines: &mut [Line<'_>]) {
    let end = lines.iter().rposition(Line::is_running).map_or(lines.len(), |last| last + 1);
    let mut after_mark = false;
    for line in &mut lines[end..] {
        after_mark |= line.class == Some("nav");
        if after_mark && line.class.is_none() && !line.is_longer(LIST_ENTRY) {
            line.class = Some("nav");
        }
    }
}

/// In order, without overlap: of two that overlap the one that begins first or is longer stands
/// for both; markup gives way.
fn merged(mut noise: Vec<Noise>) -> Vec<Noise> {
    noise.sort_by_key(|n| (n.span.start, Reverse(n.span.end), n.class == super::MARKUP));
    let mut kept: Vec<Noise> = Vec::with_capacity(noise.len());
    for next in noise {
        match kept.last_mut() {
            Some(last) if next.span.start < last.span.end => {
                last.span.end = last.span.end.max(next.span.end);
            }
            _ => kept.push(next),
        }
    }
    kept
}
