//! Yields [`Keyness`]: the words that one group of reports uses more than another.

use super::group::summed;
use super::{Per, Place, Terms, Totals, Words};

/// How often a word occurs in two groups, and how long these are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pair {
    /// Occurrences in the first group.
    pub a: usize,
    /// Occurrences in the second.
    pub b: usize,
    /// Words of the first group.
    pub total_a: usize,
    /// Words of the second.
    pub total_b: usize,
}

impl Pair {
    /// Dunning's G² (1993) over the four cells: the word and all other words, in either group. It has a χ²
    /// distribution with one degree of freedom: 3.84 is p < 0.05, 6.63 p < 0.01, 10.83 p < 0.001,
    /// 15.13 p < 0.0001. With thousands of words compared, the last is the one to use.
    ///
    /// ```
    /// use zhibiao::terms::Pair;
    /// let pair = Pair { a: 30, b: 10, total_a: 1000, total_b: 1000 };
    /// assert!((pair.g2() - 10.6690).abs() < 1e-4);
    /// assert!((pair.g2_two_cells() - 10.4650).abs() < 1e-4);
    /// assert!((pair.log_ratio() - (30.5f64 / 10.5).log2()).abs() < 1e-12);
    /// ```
    pub fn g2(self) -> f64 {
        let Pair { a, b, total_a, total_b } = self;
        let all = total_a + total_b;
        let others = all.saturating_sub(a + b);
        let cell = |seen: usize, total: usize, of: usize| {
            term(seen, total as f64 * of as f64 / all.max(1) as f64)
        };
        let sum = cell(a, total_a, a + b)
            + cell(b, total_b, a + b)
            + cell(total_a.saturating_sub(a), total_a, others)
            + cell(total_b.saturating_sub(b), total_b, others);
        (2.0 * sum).max(0.0)
    }

    /// The same over the two cells of the word alone, as Rayson and Garside (2000) reckon it; a little
    /// smaller.
    pub fn g2_two_cells(self) -> f64 {
        let Pair { a, b, total_a, total_b } = self;
        let rate = (a + b) as f64 / (total_a + total_b).max(1) as f64;
        (2.0 * (term(a, total_a as f64 * rate) + term(b, total_b as f64 * rate))).max(0.0)
    }

    /// The size of the effect: the base-2 logarithm of the ratio of the two relative frequencies, 0.5 added
    /// to both counts (Hardie 2014). 1 is twice as frequent in the first group, −1 half as frequent.
    pub fn log_ratio(self) -> f64 {
        let rate = |count: usize, total: usize| (count as f64 + 0.5) / total.max(1) as f64;
        (rate(self.a, self.total_a) / rate(self.b, self.total_b)).log2()
    }
}

/// What a cell adds to G².
fn term(seen: usize, expected: f64) -> f64 {
    if seen == 0 || expected <= 0.0 { 0.0 } else { seen as f64 * (seen as f64 / expected).ln() }
}

/// A word of two groups.
#[derive(Clone, Debug, PartialEq)]
pub struct Keyness<'t> {
    /// The word.
    pub word: &'t str,
    /// Its counts.
    pub pair: Pair,
}

impl Terms {
    /// Compares the reports of two groups: the words of either, the greatest G² first, stop words left out.
    /// Totals are of all words or, `per` nonstop, of those that are no stop words.
    pub fn keyness(
        &self,
        words: &Words,
        per: Per,
        first: impl Fn(&Place) -> bool,
        second: impl Fn(&Place) -> bool,
    ) -> Vec<Keyness<'_>> {
        let (total_a, counts_a) = self.group(first);
        let (total_b, counts_b) = self.group(second);
        let mut pairs: Vec<(usize, [usize; 2])> = Vec::new();
        pairs.extend(counts_a.into_iter().map(|(number, count)| (number, [count, 0])));
        pairs.extend(counts_b.into_iter().map(|(number, count)| (number, [0, count])));
        pairs.sort_unstable();
        let same = |left: &[(usize, [usize; 2])]| left.to_vec();
        let mut found: Vec<Keyness<'_>> = pairs
            .chunk_by(|left, right| left.0 == right.0)
            .map(same)
            .filter_map(|chunk| {
                let number = chunk.first()?.0;
                let [a, b] = chunk.iter().fold([0, 0], |[a, b], (_, [c, d])| [a + c, b + d]);
                let pair = Pair { a, b, total_a: total_a.per(per), total_b: total_b.per(per) };
                Some(Keyness { word: self.word(number), pair })
            })
            .filter(|found| !words.is_stop(found.word))
            .collect();
        found.sort_by(|x, y| y.pair.g2().total_cmp(&x.pair.g2()).then_with(|| x.word.cmp(y.word)));
        found
    }

    fn group(&self, takes: impl Fn(&Place) -> bool) -> (Totals, Vec<(usize, usize)>) {
        let mut totals = Totals::default();
        let mut counts = Vec::new();
        for (_, unit) in self.reports.iter().filter(|(place, _)| takes(place)) {
            totals.add(unit.totals);
            counts.extend(&unit.counts);
        }
        (totals, summed(counts))
    }
}
