//! Yields [`Frequency`]: how often a word occurs in a unit, as a share and weighted by TF-IDF.

use std::cmp::Reverse;

use super::{Terms, Unit, Words};

/// One word of a unit.
#[derive(Clone, Debug, PartialEq)]
pub struct Frequency<'t> {
    /// The word.
    pub word: &'t str,
    /// How often it occurs in the unit.
    pub count: usize,
    /// In how many of the units it occurs.
    pub df: usize,
    /// How many units there are.
    pub n: usize,
}

impl Frequency<'_> {
    /// `count × ln(n / df)` (Spärck Jones 1972, with the count as it is): 0 for a word of every unit.
    ///
    /// ```
    /// use zhibiao::terms::Frequency;
    /// let frequency = Frequency { word: "双减", count: 3, df: 1, n: 4 };
    /// assert_eq!(frequency.tf_idf(), 3.0 * 4f64.ln());
    /// ```
    pub fn tf_idf(&self) -> f64 {
        self.count as f64 * (self.n as f64 / self.df.max(1) as f64).ln()
    }
}

/// A share of a total in per cent; none of nothing.
pub(super) fn percent(count: usize, total: usize) -> Option<f64> {
    (total > 0).then(|| 100.0 * count as f64 / total as f64)
}

impl Terms {
    /// The words of each unit in turn, the most frequent first, stop words left out; `units` must be all
    /// units, since document frequencies are counted over them.
    pub fn frequencies<'t, 'u>(
        &'t self,
        units: &'u [Unit],
        words: &'t Words,
    ) -> impl Iterator<Item = (&'u Unit, Vec<Frequency<'t>>)> {
        let df = self.document_frequencies(units);
        units.iter().map(move |unit| {
            let counted = unit.counts.iter().map(|&(number, count)| Frequency {
                word: self.word(number),
                count,
                df: df.get(number).copied().unwrap_or_default(),
                n: units.len(),
            });
            let mut counted: Vec<_> = counted.filter(|f| !words.is_stop(f.word)).collect();
            counted.sort_unstable_by_key(|f| (Reverse(f.count), f.word));
            (unit, counted)
        })
    }
}
