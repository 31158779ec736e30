//! Yields [`Passage`]s: the longer sentences of a report in brief, by which copies are found.

use super::signature::{is_letter, mix};
use crate::audit::Place;
use crate::mention::Status;
use crate::observation::{Modality, Observation, Scope};
use crate::outline::Role;
use crate::span::Span;
use crate::text::Text;

/// Passages that are kept of one report at most.
const MOST: usize = 600;
/// Chinese characters of a passage at least.
const SHORTEST: usize = 16;
/// Digits of a figure that is no coincidence.
const DIGITS: usize = 3;

/// A sentence or clause between full stops and semicolons.
#[derive(Clone, Copy, Debug)]
pub(super) struct Passage {
    /// Of its characters and digits; signs and blanks do not count.
    pub(super) hash: u64,
    start: u32,
    end: u32,
    line: u32,
    /// Its Chinese characters.
    pub(super) letters: u32,
    /// Digits of the region's facts in it, of those that have three or more.
    pub(super) digits: u32,
}

impl Passage {
    /// Where it stands.
    pub(super) fn place(&self) -> Place {
        let wide = |n: u32| usize::try_from(n).unwrap_or(usize::MAX);
        Place { line: wide(self.line), start: wide(self.start), end: wide(self.end) }
    }
}

/// The passages of a text outside `skip`, in order.
pub(super) fn passages(text: &Text, skip: &[Span], observations: &[Observation]) -> Vec<Passage> {
    let folded = text.folded();
    let mut found = Vec::new();
    let mut start = 0;
    let stops =
        folded.match_indices(|c: char| "。!?;\n".contains(c)).map(|(i, stop)| (i, stop.len()));
    for (end, stop) in stops.chain([(folded.len(), 0)]) {
        let span = trimmed(folded, Span::new(start, end));
        start = end + stop;
        let after = skip.partition_point(|noise| noise.end <= span.start);
        let noisy = skip.get(after).is_some_and(|noise| noise.overlaps(span));
        if noisy || found.len() == MOST {
            continue;
        }
        let (mut hash, mut letters) = (0, 0);
        for c in folded[span.range()].chars() {
            letters += usize::from(is_letter(c));
            if is_letter(c) || c.is_ascii_digit() {
                hash = mix(hash ^ u64::from(u32::from(c)));
            }
        }
        if letters < SHORTEST {
            continue;
        }
        let place = Place::of(span, text);
        let narrow = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
        found.push(Passage {
            hash,
            start: narrow(place.start),
            end: narrow(place.end),
            line: narrow(place.line),
            letters: narrow(letters),
            digits: narrow(digits(folded, span, observations)),
        });
    }
    found.shrink_to_fit();
    found
}

fn trimmed(text: &str, span: Span) -> Span {
    let words = &text[span.range()];
    let start = span.start + (words.len() - words.trim_start().len());
    Span::new(start, span.start + words.trim_end().len().max(start - span.start))
}

/// How many digits the facts of the region in a span have, those with fewer than three left out.
fn digits(text: &str, span: Span, observations: &[Observation]) -> usize {
    let from = observations.partition_point(|o| o.quantity.span.start < span.start);
    let inside = observations[from..].iter().take_while(|o| o.quantity.span.end <= span.end);
    let facts = inside.filter(|o| {
        let fact = o.modality == Modality::Actual && o.scope == Scope::Region;
        fact && o.quantity.status == Status::Ok && o.role != Role::Plan
    });
    let of = |o: &Observation| {
        text[o.quantity.span.range()].chars().filter(char::is_ascii_digit).count()
    };
    facts.map(of).filter(|digits| *digits >= DIGITS).sum()
}
