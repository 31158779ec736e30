//! Yields [`Dispersion`]: how evenly a word is spread over the reports.

use std::cmp::Reverse;

use super::{Terms, Unit, Words};

/// One word of the whole corpus.
#[derive(Clone, Debug, PartialEq)]
pub struct Dispersion<'t> {
    /// The word.
    pub word: &'t str,
    /// How often it occurs.
    pub count: usize,
    /// How many words there are in all.
    pub total: usize,
    /// In how many units it occurs.
    pub df: usize,
    /// How many units there are.
    pub n: usize,
    /// Gries's deviation of proportions: half the sum, over the units, of the differences between a unit's
    /// share of all words and its share of this word (Gries 2008). Near 0 for a word spread as the text
    /// is, near 1 for one of a single short unit.
    pub dp: f64,
}

impl Terms {
    /// The words of all units, the most frequent first, stop words left out.
    pub fn dispersion(&self, units: &[Unit], words: &Words) -> Vec<Dispersion<'_>> {
        let total: usize = units.iter().map(|unit| unit.totals.words).sum();
        let share = |unit: &Unit| unit.totals.words as f64 / total.max(1) as f64;
        let mut counts = vec![0usize; self.len()];
        for (number, count) in units.iter().flat_map(|unit| &unit.counts) {
            if let Some(sum) = counts.get_mut(*number) {
                *sum += count;
            }
        }
        // What the units with the word differ by, and their share of the text; the others differ by theirs.
        let mut differs = vec![(0f64, 0f64); self.len()];
        for unit in units {
            for &(number, count) in &unit.counts {
                if let (Some(sum), Some((difference, shares))) =
                    (counts.get(number), differs.get_mut(number))
                {
                    *difference += (count as f64 / *sum as f64 - share(unit)).abs();
                    *shares += share(unit);
                }
            }
        }
        let df = self.document_frequencies(units);
        let found = counts.iter().zip(&differs).zip(&df).enumerate();
        let mut found: Vec<Dispersion<'_>> = found
            .map(|(number, ((&count, &(difference, shares)), &df))| Dispersion {
                word: self.word(number),
                count,
                total,
                df,
                n: units.len(),
                dp: ((difference + (1.0 - shares).max(0.0)) / 2.0).clamp(0.0, 1.0),
            })
            .filter(|found| found.count > 0 && !words.is_stop(found.word))
            .collect();
        found.sort_unstable_by_key(|found| (Reverse(found.count), found.word));
        found
    }
}
