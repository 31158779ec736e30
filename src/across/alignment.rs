//! Yields [`Difference`]s: where two texts that are nearly the same say something else.
//!
//! Both are cut into pieces: a number, a mask, a word in Latin letters, a Chinese character; signs
//! and blanks are none. Runs of pieces that stand once in either text are anchors, of which the
//! longest ascending chain is kept; between two anchors the longest common subsequence is found.

use std::collections::HashMap;
use std::collections::hash_map::Entry;

use super::signature::mix;
use crate::span::Span;

/// Pieces of an anchor.
const ANCHOR: usize = 6;
/// Pairs of pieces that are weighed between two anchors at most; a wider gap is one difference.
const WIDEST: usize = 60_000;

/// What a piece of text is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// Digits, with points and commas between them.
    Number,
    /// A mask: like no other piece.
    Mask,
    /// Anything else.
    Word,
}

/// A piece of a text.
#[derive(Clone, Copy, Debug)]
pub(super) struct Piece {
    /// Where it stands.
    pub(super) span: Span,
    /// What it is.
    pub(super) kind: Kind,
    hash: u64,
}

/// A run of pieces in one text, and what the other has in its place. One of them may be empty.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Difference {
    /// Places in the first text's pieces.
    pub(super) one: std::ops::Range<usize>,
    /// Places in the second text's pieces.
    pub(super) other: std::ops::Range<usize>,
}

/// The pieces of a text; `masks` and `skip` are in order, and what is in `skip` is none.
pub(super) fn pieces(text: &str, masks: &[Span], skip: &[Span]) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let (mut masks, mut skip) = (masks.iter().peekable(), skip.iter().peekable());
    let mut at = 0;
    while let Some(c) = text.get(at..).and_then(|rest| rest.chars().next()) {
        if let Some(span) = skip.next_if(|span| span.start <= at) {
            at = at.max(span.end);
            continue;
        }
        if let Some(mask) = masks.next_if(|mask| mask.start <= at) {
            if mask.start == at && !mask.is_empty() {
                pieces.push(Piece { span: *mask, kind: Kind::Mask, hash: 0 });
                at = mask.end;
            }
            continue;
        }
        let limit = masks.peek().map_or(text.len(), |mask| mask.start);
        let end = at + run(&text[at..limit.max(at + c.len_utf8())], c);
        let span = Span::new(at, end);
        at = end;
        if c.is_alphanumeric() {
            let kind = if c.is_ascii_digit() { Kind::Number } else { Kind::Word };
            let letters = text[span.range()].chars();
            let hash = letters.fold(1, |hash, c| mix(hash ^ u64::from(u32::from(c))));
            pieces.push(Piece { span, kind, hash });
        }
    }
    pieces
}

/// Length of the piece that `text` opens with; its first character is `first`.
fn run(text: &str, first: char) -> usize {
    let digits = first.is_ascii_digit();
    let inside = |c: char| {
        if digits { c.is_ascii_digit() || ".,".contains(c) } else { c.is_ascii_alphabetic() }
    };
    if !digits && !first.is_ascii_alphabetic() {
        return first.len_utf8();
    }
    let whole = text.find(|c| !inside(c)).map_or(text, |end| &text[..end]);
    if digits { whole.trim_end_matches(['.', ',']).len() } else { whole.len() }
}

/// Where `one` and `other` differ, in order.
pub(super) fn differences(one: &[Piece], other: &[Piece]) -> Vec<Difference> {
    let mut matched = Vec::new();
    let (mut a, mut b) = (0, 0);
    for (i, j) in chain(anchors(one, other)) {
        let (from_a, from_b) = (i.max(a), j.max(b));
        // Two anchors may overlap; only what both texts shift by the same is matched twice over.
        if from_a - i != from_b - j {
            continue;
        }
        gap(&one[a..from_a], &other[b..from_b], (a, b), &mut matched);
        matched.extend((from_a..i + ANCHOR).zip(from_b..j + ANCHOR));
        (a, b) = (a.max(i + ANCHOR), b.max(j + ANCHOR));
    }
    gap(&one[a..], &other[b..], (a, b), &mut matched);
    matched.push((one.len(), other.len()));
    let mut found = Vec::new();
    let (mut a, mut b) = (0, 0);
    for (i, j) in matched {
        if i > a || j > b {
            found.push(Difference { one: a..i, other: b..j });
        }
        (a, b) = (i + 1, j + 1);
    }
    found
}

/// Runs of pieces that stand once in either text, by their first pieces, in order of the first text.
fn anchors(one: &[Piece], other: &[Piece]) -> Vec<(usize, usize)> {
    let once = |pieces: &[Piece]| {
        let mut runs: HashMap<u64, Option<usize>> = HashMap::new();
        for (at, run) in pieces.windows(ANCHOR).enumerate() {
            if run.iter().any(|piece| piece.kind == Kind::Mask) {
                continue;
            }
            match runs.entry(run.iter().fold(0, |hash, piece| mix(hash ^ piece.hash))) {
                Entry::Occupied(mut seen) => drop(seen.insert(None)),
                Entry::Vacant(slot) => drop(slot.insert(Some(at))),
            }
        }
        runs
    };
    let (mine, theirs) = (once(one), once(other));
    let pairs = mine.into_iter().filter_map(|(run, at)| Some((at?, (*theirs.get(&run)?)?)));
    let mut pairs: Vec<_> = pairs.collect();
    pairs.sort_unstable();
    pairs
}

/// The longest chain of pairs that ascends in both places.
fn chain(pairs: Vec<(usize, usize)>) -> Vec<(usize, usize)> {
    let mut tails: Vec<usize> = Vec::new();
    let mut before: Vec<Option<usize>> = Vec::with_capacity(pairs.len());
    for (n, &(_, j)) in pairs.iter().enumerate() {
        let place = tails.partition_point(|&t| pairs[t].1 < j);
        before.push(place.checked_sub(1).map(|p| tails[p]));
        match tails.get_mut(place) {
            Some(tail) => *tail = n,
            None => tails.push(n),
        }
    }
    let last = tails.last().copied();
    let mut found: Vec<_> = std::iter::successors(last, |&n| before[n]).map(|n| pairs[n]).collect();
    found.reverse();
    found
}

/// Adds the longest common subsequence of two gaps, which begin at `from`, to `matched`.
fn gap(one: &[Piece], other: &[Piece], (a, b): (usize, usize), matched: &mut Vec<(usize, usize)>) {
    let same = |i: usize, j: usize| {
        one[i].hash == other[j].hash && one[i].kind != Kind::Mask && other[j].kind != Kind::Mask
    };
    if one.is_empty() || other.is_empty() || one.len() * other.len() > WIDEST {
        return;
    }
    let width = other.len() + 1;
    let mut longest = vec![0u32; (one.len() + 1) * width];
    for i in (0..one.len()).rev() {
        for j in (0..other.len()).rev() {
            let (down, right) = (longest[(i + 1) * width + j], longest[i * width + j + 1]);
            let diagonal = longest[(i + 1) * width + j + 1] + 1;
            longest[i * width + j] = if same(i, j) { diagonal } else { down.max(right) };
        }
    }
    let (mut i, mut j) = (0, 0);
    while i < one.len() && j < other.len() {
        if same(i, j) {
            matched.push((a + i, b + j));
            (i, j) = (i + 1, j + 1);
        } else if longest[(i + 1) * width + j] >= longest[i * width + j + 1] {
            i += 1;
        } else {
            j += 1;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What differs, as `one→other`.
    fn shown(one: &str, other: &str, masks: &[&str]) -> Vec<String> {
        let at = |mask: &&str| one.find(*mask).map(|i| Span::new(i, i + mask.len())).unwrap();
        let masks: Vec<Span> = masks.iter().map(at).collect();
        let (mine, theirs) = (pieces(one, &masks, &[]), pieces(other, &[], &[]));
        let words = |text: &str, pieces: &[Piece]| match pieces {
            [] => String::new(),
            [first, .., last] => text[first.span.start..last.span.end].to_owned(),
            [only] => text[only.span.range()].to_owned(),
        };
        differences(&mine, &theirs)
            .into_iter()
            .map(|d| format!("{}→{}", words(one, &mine[d.one]), words(other, &theirs[d.other])))
            .collect()
    }

    #[test]
    fn what_differs() {
        let one = "全县有幼儿园41所,在园幼儿8213人,毛入园率达97.25%。";
        for (other, expected) in [
            (one.to_owned(), vec![]),
            (one.replace("41", "42"), vec!["41→42"]),
            (one.replace("41", "42").replace("97.25", "96"), vec!["41→42", "97.25→96"]),
            (one.replace("全县", "全市"), vec!["县→市"]),
            (one.replace("在园", "新入园"), vec!["在→新入"]),
            (one.replace(",", ", "), vec![]),
            (one.replace("在园幼儿8213人,", ""), vec!["在园幼儿8213人→"]),
        ] {
            assert_eq!(shown(one, &other, &[]), expected, "{other}");
        }
    }

    #[test]
    fn what_stands_in_the_place_of_a_mask() {
        let masked = "推进xx中学建设,全市有幼儿园x1所,在园幼儿xxxx人。";
        let whole = "推进野溪中学建设,全市有幼儿园41所,在园幼儿8213人。";
        let expected = ["xx→野溪", "x1→41", "xxxx→8213"];
        assert_eq!(shown(masked, whole, &["xx", "x1", "xxxx"]), expected);
    }

    #[test]
    fn a_gap_too_wide_to_weigh_is_one_difference() {
        let long = |from: u32| -> String {
            (from..from + 400).filter_map(|n| char::from_u32(0x4e00 + n)).collect()
        };
        let (one, other) = (format!("{}尾", long(0)), format!("{}尾", long(1000)));
        assert_eq!(shown(&one, &other, &[]).len(), 1);
    }
}
