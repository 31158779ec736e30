//! Yields a [`Signature`]: a report's characters in brief, by which two reports are compared.
//!
//! MinHash by one permutation (Li, Owen and Zhang 2012): every run of five Chinese characters is
//! hashed once, falls into one of 256 bins, and each bin keeps its least hash. The share of bins that
//! two signatures agree on estimates the share of runs that the texts have in common (Jaccard), with
//! a standard error of three points at most. Digits, masks, letters and signs are left out, so that a
//! masked report is like its unmasked twin. The hash has no random state: every run says the same.

use crate::span::Span;

/// Characters of one run.
const RUN: usize = 5;
/// Bins of a signature.
const BINS: usize = 256;
/// Bins of a band: two reports are compared where a whole band is equal.
const BAND: usize = 4;
/// What an empty bin holds.
const EMPTY: u32 = u32::MAX;
/// Fewer runs than this are too few to say anything of a text.
const LEAST_RUNS: usize = 100;

/// The least hash in every bin.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Signature {
    bins: Box<[u32]>,
    runs: usize,
}

impl Signature {
    /// The signature of a text, the spans in `skip` left out.
    pub(super) fn of(text: &str, skip: &[Span]) -> Self {
        let mut bins = vec![EMPTY; BINS].into_boxed_slice();
        let mut runs = 0;
        let mut window = [0u64; RUN];
        for (n, c) in letters(text, skip).enumerate() {
            window.rotate_left(1);
            window[RUN - 1] = u64::from(u32::from(c));
            if n + 1 < RUN {
                continue;
            }
            runs += 1;
            let hash = window.iter().fold(0, |hash, c| mix(hash ^ c));
            let (bin, value) = ((hash >> 56) as usize, hash as u32);
            if let Some(least) = bins.get_mut(bin) {
                *least = (*least).min(value);
            }
        }
        Signature { bins, runs }
    }

    /// The share of runs that both texts have, 0 to 1; 0 where one is too short to tell.
    pub(super) fn likeness(&self, other: &Self) -> f64 {
        if self.runs.min(other.runs) < LEAST_RUNS {
            return 0.0;
        }
        let pairs = self.bins.iter().zip(&other.bins);
        let (filled, equal) = pairs
            .filter(|&(a, b)| (a & b) != EMPTY)
            .fold((0u32, 0u32), |(filled, equal), (a, b)| (filled + 1, equal + u32::from(a == b)));
        f64::from(equal) / f64::from(filled.max(1))
    }

    /// One key per band: likely equal in one of two texts that have half their runs in common.
    pub(super) fn bands(&self) -> impl Iterator<Item = (usize, u64)> {
        let bands = self.bins.chunks(BAND).enumerate();
        let filled = bands.filter(|(_, band)| band.iter().any(|&value| value != EMPTY));
        filled.map(|(n, band)| (n, band.iter().fold(0, |hash, &v| mix(hash ^ u64::from(v)))))
    }
}

/// The Chinese characters outside `skip`, which is in order.
pub(super) fn letters<'t>(text: &'t str, skip: &'t [Span]) -> impl Iterator<Item = char> + 't {
    let mut rest = skip;
    text.char_indices().filter_map(move |(at, c)| {
        while rest.first().is_some_and(|span| span.end <= at) {
            rest = &rest[1..];
        }
        let skipped = rest.first().is_some_and(|span| span.start <= at);
        (is_letter(c) && !skipped).then_some(c)
    })
}

/// Whether `c` is a Chinese character that stands for itself: 某 is a mask.
pub(super) fn is_letter(c: char) -> bool {
    ('\u{4e00}'..='\u{9fff}').contains(&c) && c != '某'
}

/// One step of splitmix64: spreads the bits of a number.
pub(super) fn mix(number: u64) -> u64 {
    let mut z = number.wrapping_add(0x9e37_79b9_7f4a_7c15);
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ (z >> 31)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Two hundred and more different characters, from `from` on.
    fn text(from: u32, count: u32) -> String {
        (from..from + count).filter_map(|n| char::from_u32(0x4e00 + n)).collect()
    }

    #[test]
    fn likeness_is_near_the_share_in_common() {
        let one = Signature::of(&text(0, 2000), &[]);
        for (from, share) in [(0, 1.0), (500, 0.6), (1000, 0.333), (2000, 0.0)] {
            let other = Signature::of(&text(from, 2000), &[]);
            let likeness = one.likeness(&other);
            assert!((likeness - share).abs() < 0.08, "{from}: {likeness} for {share}");
            assert_eq!(likeness, other.likeness(&one));
        }
    }

    #[test]
    fn digits_masks_and_noise_do_not_count() {
        let plain = text(0, 300);
        let (front, back) = plain.split_at(300);
        let filled = format!("{front}12.5%xx某县**{back}");
        let noise = format!("{front}首页导航{back}");
        let skip = [Span::new(300, 312)];
        let of = |text: &str, skip| Signature::of(text, skip);
        assert_eq!(of(&noise, &skip), of(&plain, &[]));
        let masked = filled.replace('县', "");
        assert_eq!(of(&masked, &[]), of(&plain, &[]));
    }

    #[test]
    fn a_short_text_is_like_nothing() {
        let short = Signature::of(&text(0, 60), &[]);
        assert_eq!(short.likeness(&short), 0.0);
    }

    #[test]
    fn the_hash_never_changes() {
        assert_eq!(mix(0), 0xe220_a839_7b1d_cdaf);
    }
}
