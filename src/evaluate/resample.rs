//! Yields bootstrap intervals: how far a score would move had other reports been annotated.
//!
//! Reports are drawn with replacement, as many as there are, and the score is taken of the draw; the
//! interval holds the middle 95 % of many such scores (B. Efron and R. Tibshirani, An Introduction to
//! the Bootstrap, 1993, chapter 13: the percentile interval). Reports and not single quantities are
//! drawn, because the quantities of one report share its style. With few reports it is a rough guide.

use super::tally::Tally;

/// How many draws.
const DRAWS: usize = 2000;
/// Where the generator starts, so that a run repeats.
const SEED: u64 = 0x7A68_6962_6961_6F00;

/// SplitMix64 (G. Steele, D. Lea, C. Flood: Fast Splittable Pseudorandom Number Generators, 2014).
struct Generator(u64);

impl Generator {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    /// A number below `bound`. The bias for the small bounds in use is below 2⁻⁵⁰.
    fn below(&mut self, bound: usize) -> usize {
        (self.next() % bound.max(1) as u64) as usize
    }
}

/// The middle 95 % of F1 over redrawn reports; none for fewer than two reports.
pub(super) fn interval(of_reports: &[Tally]) -> Option<(f64, f64)> {
    if of_reports.len() < 2 {
        return None;
    }
    let mut generator = Generator(SEED);
    let mut scores: Vec<f64> = Vec::with_capacity(DRAWS);
    for _ in 0..DRAWS {
        let mut drawn = Tally::default();
        of_reports.iter().for_each(|_| drawn.add(of_reports[generator.below(of_reports.len())]));
        scores.extend(drawn.f1());
    }
    scores.sort_by(f64::total_cmp);
    let last = scores.len().checked_sub(1)?;
    let at = |share: f64| scores[(share * last as f64).round() as usize];
    Some((at(0.025), at(0.975)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_generator_is_the_published_one() {
        // First outputs for seed 1234567, as in the reference implementation's test vectors.
        let mut generator = Generator(1_234_567);
        assert_eq!(generator.next(), 6_457_827_717_110_365_317);
        assert_eq!(generator.next(), 3_203_168_211_198_807_973);
    }

    #[test]
    fn intervals() {
        let tally = |right, wrong| Tally { right, spurious: wrong, missed: wrong };
        assert_eq!(interval(&[tally(9, 1)]), None);
        // Reports that are all alike leave nothing to chance.
        assert_eq!(interval(&[tally(9, 1); 5]), Some((0.9, 0.9)));
        // Of two reports, one draw in four takes only the bad one and one only the good one.
        assert_eq!(interval(&[tally(10, 0), tally(5, 5)]), Some((0.5, 1.0)));
        let (low, high) =
            interval(&[tally(90, 10), tally(80, 20), tally(97, 3), tally(88, 12)]).unwrap();
        assert!((0.8..0.8875).contains(&low) && (0.8875..0.97).contains(&high), "{low} {high}");
        assert_eq!(interval(&[Tally::default(); 3]), None);
    }
}
