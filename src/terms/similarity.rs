//! Yields [`Similarity`]: how alike the reports of one region on two years are.

use std::collections::HashMap;

use super::{By, Group, Terms, Words};

/// Two years of one region.
#[derive(Clone, Debug, PartialEq)]
pub struct Similarity {
    /// The region, with the earlier year.
    pub group: Group,
    /// The later year.
    pub later: i32,
    /// Cosine of the two years' TF-IDF vectors, 0 to 1; `None` where a year has no word that sets it apart.
    pub cosine: Option<f64>,
}

impl Terms {
    /// Every two years of every region, the regions in order, then the earlier, then the later year. A
    /// vector holds `count × ln(N / df)` of each word that is no stop word, N and df counted over the
    /// region-years.
    pub fn similarities(&self, words: &Words) -> Vec<Similarity> {
        let units = self.units(By::RegionYear);
        let vectors: Vec<(Group, HashMap<&str, f64>)> = self
            .frequencies(&units, words)
            .map(|(unit, found)| {
                let weights = found.iter().map(|f| (f.word, f.tf_idf()));
                (unit.group.clone(), weights.filter(|(_, weight)| *weight > 0.0).collect())
            })
            .collect();
        let mut found = Vec::new();
        for (index, (group, vector)) in vectors.iter().enumerate() {
            let Some(year) = group.year else { continue };
            let key = |group: &Group| group.code.clone().or_else(|| group.region.clone());
            let Some(region) = key(group) else { continue };
            for (other, their) in vectors.iter().skip(index + 1) {
                if key(other).as_ref() != Some(&region) {
                    break;
                }
                let Some(later) = other.year.filter(|later| *later != year) else { continue };
                found.push(Similarity {
                    group: group.clone(),
                    later,
                    cosine: cosine(vector, their),
                });
            }
        }
        found
    }
}

fn cosine(left: &HashMap<&str, f64>, right: &HashMap<&str, f64>) -> Option<f64> {
    // Summed in the order of the words, so that the last digit does not depend on a hash.
    let sorted = |vector: &HashMap<&str, f64>| {
        let mut words: Vec<(String, f64)> =
            vector.iter().map(|(w, x)| ((*w).to_owned(), *x)).collect();
        words.sort_by(|a, b| a.0.cmp(&b.0));
        words
    };
    let (left_words, right_words) = (sorted(left), sorted(right));
    let length = |words: &[(String, f64)]| words.iter().map(|(_, x)| x * x).sum::<f64>().sqrt();
    let product: f64 =
        left_words.iter().filter_map(|(w, x)| Some(x * right.get(w.as_str())?)).sum();
    let lengths = length(&left_words) * length(&right_words);
    (lengths > 0.0).then(|| (product / lengths).clamp(0.0, 1.0))
}
