//! Yields a [`Twin`]: where two reports that are nearly the same differ, and what one of them has in
//! the place of the other's masks. Both files are read once more for it.

use super::alignment::{Kind, Piece, differences, pieces};
use super::summary::Summary;
use crate::audit::Place;
use crate::source::Report;
use crate::span::Span;

/// Characters of wordings that are told apart at most; longer ones are passages of their own.
const LONGEST: usize = 20;

/// A place in one of two reports and what stands there.
#[derive(Clone, Debug)]
pub(super) struct Words {
    /// Where.
    pub(super) place: Place,
    /// What, as written.
    pub(super) text: String,
}

/// How two reports differ.
#[derive(Debug, Default)]
pub(super) struct Twin {
    /// Numbers that stand in the same words: the first report's, the second's.
    pub(super) numbers: Vec<(Words, Words)>,
    /// Short wordings that differ.
    pub(super) wordings: Vec<(Words, Words)>,
    /// Longer passages that only one of them has, or that differ.
    pub(super) passages: usize,
    /// Masks of the first report, and what the second has instead.
    pub(super) hidden: Vec<(Words, Words)>,
    /// Masks of the second report, and what the first has instead.
    pub(super) hidden_in_second: Vec<(Words, Words)>,
}

/// Compares two reports; none where `reread` cannot give both once more.
pub(super) fn compare(
    one: &Summary,
    other: &Summary,
    reread: &dyn Fn(&str) -> Option<Report>,
) -> Option<Twin> {
    let (first, second) = (reread(&one.source)?, reread(&other.source)?);
    let (mine, theirs) = (cut(&first, one), cut(&second, other));
    let mut twin = Twin::default();
    for difference in differences(&mine, &theirs) {
        let (a, b) = (&mine[difference.one], &theirs[difference.other]);
        let masked = |pieces: &[Piece]| pieces.iter().any(|piece| piece.kind == Kind::Mask);
        let both = (words(&first, a), words(&second, b));
        let (Some(in_first), Some(in_second)) = both else {
            twin.passages += 1;
            continue;
        };
        let short = |words: &Words| words.text.chars().count() <= LONGEST;
        match (masked(a), masked(b)) {
            (true, true) => {}
            (true, false) => twin.hidden.extend(behind((&first, a), (&second, b))),
            (false, true) => twin.hidden_in_second.extend(behind((&second, b), (&first, a))),
            (false, false) => match (a, b) {
                ([x], [y]) if x.kind == Kind::Number && y.kind == Kind::Number => {
                    twin.numbers.push((in_first, in_second));
                }
                _ if short(&in_first) && short(&in_second) => {
                    twin.wordings.push((in_first, in_second));
                }
                _ => twin.passages += 1,
            },
        }
    }
    Some(twin)
}

/// What stands in the place of masks: of one mask, or of several that only signs part, by as many
/// numbers. Nothing where anything else stands between.
fn behind(
    (masked, masks): (&Report, &[Piece]),
    (whole, pieces): (&Report, &[Piece]),
) -> Vec<(Words, Words)> {
    let only = |pieces: &[Piece], kind| pieces.iter().all(|piece| piece.kind == kind);
    let places: Vec<(&[Piece], &[Piece])> = match masks {
        [_] => vec![(masks, pieces)],
        _ if masks.len() == pieces.len()
            && only(masks, Kind::Mask)
            && only(pieces, Kind::Number) =>
        {
            masks.chunks(1).zip(pieces.chunks(1)).collect()
        }
        _ => Vec::new(),
    };
    let both = places
        .into_iter()
        .filter_map(|(mask, pieces)| Some((words(masked, mask)?, words(whole, pieces)?)));
    let short = |words: &Words| words.text.chars().count() <= LONGEST;
    both.filter(|(mask, words)| short(words) && fits(&mask.text, &words.text)).collect()
}

fn cut(report: &Report, summary: &Summary) -> Vec<Piece> {
    let text = report.text.folded();
    let noise: Vec<Span> = report.noise.iter().map(|noise| noise.span).collect();
    // The file may have changed since it was analysed.
    let there = summary.masks.iter().copied().filter(|mask| text.get(mask.range()).is_some());
    pieces(text, &there.collect::<Vec<_>>(), &noise)
}

fn words(report: &Report, pieces: &[Piece]) -> Option<Words> {
    let span = Span::new(pieces.first()?.span.start, pieces.last()?.span.end);
    Some(Words { place: Place::of(span, &report.text), text: report.text.raw(span).to_owned() })
}

/// Whether a mask can hide these words: the digits that it left must stand in them too.
fn fits(mask: &str, words: &str) -> bool {
    let left = |c: char| c.is_ascii_digit();
    let head: String = mask.chars().take_while(|c| left(*c)).collect();
    let tail: String = mask.chars().rev().take_while(|c| left(*c)).collect();
    let backwards: String = words.chars().rev().collect();
    words.starts_with(&head)
        && backwards.starts_with(&tail)
        && words.len() >= head.len() + tail.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_mask_left_must_fit() {
        for (mask, words, can) in [
            ("xx.x", "97.25", true),
            ("17xxxx", "176542", true),
            ("17xxxx", "186542", false),
            ("xxxx4", "20134", true),
            ("xxxx4", "20135", false),
            ("2x2", "2", false),
            ("XX", "青溪", true),
        ] {
            assert_eq!(fits(mask, words), can, "{mask} {words}");
        }
    }
}
