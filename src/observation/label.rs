//! Yields a label: what a quantity counts, in the text's own words.

use super::subject::Subject;
use super::view::View;
use crate::dictionary::Sense;
use crate::span::{Span, leftmost_longest};
use crate::token::segment::{self, Word};

/// Longest label in characters.
const LONGEST: usize = 20;

/// The head with the words that narrow it; where no rule found a head, the noun phrase after the
/// number, else the one before it.
pub(super) fn label(view: &View, at: usize, subject: &Subject) -> String {
    if let Some(head) = subject.head {
        return view.slice(widened(view, head)).trim().to_owned();
    }
    let tail = view.slice(view.tail(at));
    let after = leading_nouns(tail);
    if !after.is_empty() {
        return after;
    }
    trailing_nouns(view.slice(view.lead(at)))
}

/// A head with the qualifiers directly before it.
fn widened(view: &View, head: Span) -> Span {
    let mut start = head.start;
    let window = Span::new(view.tokens.span.start, head.start);
    while let Some(term) = view.terms(window).find(|t| {
        t.span.end == start && view.senses(t).iter().any(|s| matches!(s, Sense::Qualifier(_)))
    }) {
        start = term.span.start;
    }
    Span::new(start, head.end)
}

/// The words that narrow a subject, in canonical form and text order.
pub(super) fn qualifiers(view: &View, at: usize, subject: &Subject) -> Vec<String> {
    let (lead, tail) = (view.lead(at), view.tail(at));
    let window = match subject.head {
        Some(head) if head.start >= tail.start => Span::new(tail.start, head.end),
        Some(head) if head.start >= lead.start => Span::new(lead.start, head.end),
        Some(_) => return Vec::new(),
        None if subject.rule == "breakdown" => lead,
        None => return Vec::new(),
    };
    let indicator = subject.indicator.map(|place| &view.dictionary.indicators[place]);
    // 专科 of 临床重点专科 narrows nothing: the indicator says it already.
    let own = |span: Span| {
        let inside = subject.head.is_some_and(|head| head.contains(span));
        inside && indicator.is_some_and(|indicator| indicator.name.contains(view.slice(span)))
    };
    let said = view.terms(window).filter_map(|term| {
        view.senses(term).iter().find_map(|sense| match sense {
            Sense::Qualifier(place) => Some((term.span, &view.dictionary.qualifiers[*place])),
            _ => None,
        })
    });
    let mut found: Vec<String> = Vec::new();
    for (span, name) in leftmost_longest(said.collect(), |(span, _)| *span) {
        if !own(span) && !found.contains(name) {
            found.push(name.clone());
        }
    }
    found
}

fn is_nominal(word: &Word) -> bool {
    let tag = word.tag;
    tag.starts_with(['n', 'j', 'l', 'i', 's', 'b', 'f'])
        || matches!(tag, "vn" | "an" | "eng" | "x" | "a" | "m" | "q" | "k" | "h" | "g")
        || matches!(word.text, "的" | "、" | "和" | "与" | "及" | "“" | "”" | "·")
}

fn leading_nouns(text: &str) -> String {
    let text: String = text.trim_start_matches(['的', ' ']).chars().take(LONGEST + 10).collect();
    let words = segment::words(&text);
    let mut label = String::new();
    for word in words.iter().take_while(|w| is_nominal(w)) {
        if label.chars().count() + word.text.chars().count() > LONGEST {
            break;
        }
        label.push_str(word.text);
    }
    label.trim_matches(['的', '、', '和', '与', '及', ' ']).to_owned()
}

fn trailing_nouns(text: &str) -> String {
    let chars: Vec<char> = text.chars().collect();
    let text: String = chars[chars.len().saturating_sub(LONGEST + 10)..].iter().collect();
    let words = segment::words(&text);
    let fills = |w: &&Word| !is_nominal(w) || matches!(w.text, "的" | "达");
    let end = words.len() - words.iter().rev().take_while(fills).count();
    let mut start = end;
    let mut length = 0;
    while start > 0 && is_nominal(&words[start - 1]) {
        length += words[start - 1].text.chars().count();
        if length > LONGEST {
            break;
        }
        start -= 1;
    }
    let label: String = words[start..end].iter().map(|w| w.text).collect();
    label.trim_matches(['的', '、', '和', '与', '及', ' ']).to_owned()
}
