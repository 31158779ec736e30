//! Yields [`Agreement`]: how far two people who annotated the same reports say the same.

use std::collections::BTreeMap;
use std::fmt::Write;

use serde::Serialize;

use super::annotation::{Annotations, Mention};
use super::pairs::pairs;

/// A field of a mention; none where nobody said.
type Field = fn(&Mention) -> Option<&str>;

/// The fields that two annotators are compared in. An indicator or unit that is null is an answer
/// (none fits); elsewhere it is none.
const FIELDS: [(&str, Field); 6] = [
    ("indicator", |m| Some(m.indicator.as_deref().unwrap_or("none"))),
    ("unit", |m| Some(m.unit.as_deref().unwrap_or("none"))),
    ("aspect", |m| m.aspect.as_deref()),
    ("modality", |m| m.modality.as_deref()),
    ("scope", |m| m.scope.as_deref()),
    ("bound", |m| m.bound.as_deref()),
];

/// How far two sets of annotations agree.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Agreement {
    /// Reports that both annotated.
    pub reports: usize,
    /// Quantities that both found, and neither thought incidental.
    pub common: usize,
    /// Quantities that only the first found.
    pub first_only: usize,
    /// Quantities that only the second found.
    pub second_only: usize,
    /// Field by field, over the common quantities.
    pub fields: Vec<FieldAgreement>,
}

/// How far two annotators agree in one field.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct FieldAgreement {
    /// The field.
    pub name: &'static str,
    /// Quantities of which both said something.
    pub quantities: usize,
    /// Share of these of which they said the same.
    pub observed: Option<f64>,
    /// Cohen's κ; see [`kappa`].
    pub kappa: Option<f64>,
    /// Krippendorff's α; see [`alpha`].
    pub alpha: Option<f64>,
}

/// Compares two sets of annotations, report by report and quantity by quantity.
pub fn agreement(first: &Annotations, second: &Annotations) -> Agreement {
    let mut answers: Vec<Vec<(&str, &str)>> = vec![Vec::new(); FIELDS.len()];
    let (mut reports, mut common, mut first_only, mut second_only) = (0, 0, 0, 0);
    let both = first.by_stem.iter().filter_map(|(stem, a)| Some((a, second.by_stem.get(stem)?)));
    for (a, b) in both {
        reports += 1;
        let places = |mentions: &[Mention]| -> Vec<_> {
            mentions.iter().map(|m| (m.start, m.end)).collect()
        };
        let pairs = pairs(&places(&a.mentions), &places(&b.mentions));
        let alone = |mentions: &[Mention], paired: &dyn Fn(usize) -> bool| {
            mentions.iter().enumerate().filter(|(i, m)| m.core && !paired(*i)).count()
        };
        first_only += alone(&a.mentions, &|i| pairs.iter().any(|pair| pair.0 == i));
        second_only += alone(&b.mentions, &|j| pairs.iter().any(|pair| pair.1 == j));
        for (i, j) in pairs {
            let (a, b) = (&a.mentions[i], &b.mentions[j]);
            if a.core && b.core {
                common += 1;
                for (answers, (_, field)) in answers.iter_mut().zip(&FIELDS) {
                    answers.extend(field(a).zip(field(b)));
                }
            }
        }
    }
    let fields = FIELDS.iter().zip(&answers).map(|((name, _), answers)| {
        let same = answers.iter().filter(|(a, b)| a == b).count();
        let observed = (!answers.is_empty()).then(|| same as f64 / answers.len() as f64);
        let (kappa, alpha) = (kappa(answers), alpha(answers));
        FieldAgreement { name, quantities: answers.len(), observed, kappa, alpha }
    });
    Agreement { reports, common, first_only, second_only, fields: fields.collect() }
}

/// Cohen's κ of two annotators' answers: κ = (pₒ − pₑ) / (1 − pₑ), where pₒ is the share of equal
/// answers and pₑ that which chance would give to two people who each keep to their own frequencies.
/// None without answers, and where both gave one and the same answer throughout.
///
/// J. Cohen, A Coefficient of Agreement for Nominal Scales, Educational and Psychological Measurement
/// 20 (1960), 37–46. The example is its Table 2.
///
/// ```
/// use zhibiao::evaluate::kappa;
/// let table = [[88, 14, 18], [10, 40, 10], [2, 6, 12]];
/// let mut answers = Vec::new();
/// for (first, row) in table.iter().enumerate() {
///     for (second, count) in row.iter().enumerate() {
///         answers.extend(vec![(first, second); *count]);
///     }
/// }
/// assert_eq!(format!("{:.3}", kappa(&answers).unwrap()), "0.492");
/// ```
pub fn kappa<T: Ord>(answers: &[(T, T)]) -> Option<f64> {
    let n = answers.len() as f64;
    let equal = answers.iter().filter(|(a, b)| a == b).count() as f64 / n;
    let (first, second) =
        (counts(answers.iter().map(|p| &p.0)), counts(answers.iter().map(|p| &p.1)));
    let by_chance = first.iter().filter_map(|(answer, count)| Some(count * second.get(answer)?));
    let by_chance = by_chance.sum::<f64>() / (n * n);
    Some((equal - by_chance) / (1.0 - by_chance)).filter(|kappa| kappa.is_finite())
}

/// Krippendorff's α of two annotators' answers, nominal: α = 1 − (n − 1)(n − Σ oₖₖ) / (n² − Σ nₖ²),
/// where n counts the answers of both, nₖ those that are k, and oₖₖ those that are k in quantities of
/// which both said k. None without answers, and where both gave one and the same answer throughout.
///
/// K. Krippendorff, Computing Krippendorff's Alpha-Reliability (2011), section B. The example is the
/// one given there.
///
/// ```
/// use zhibiao::evaluate::alpha;
/// let answers: Vec<(char, char)> = "aabbdcccedda".chars().zip("babbbccceddd".chars()).collect();
/// assert_eq!(format!("{:.3}", alpha(&answers).unwrap()), "0.692");
/// ```
pub fn alpha<T: Ord>(answers: &[(T, T)]) -> Option<f64> {
    let n = 2.0 * answers.len() as f64;
    let unequal = 2.0 * answers.iter().filter(|(a, b)| a != b).count() as f64;
    let all = counts(answers.iter().flat_map(|(a, b)| [a, b]));
    let squares: f64 = all.values().map(|count| count * count).sum();
    let alpha = 1.0 - (n - 1.0) * unequal / (n * n - squares);
    Some(alpha).filter(|alpha| alpha.is_finite())
}

fn counts<'a, T: Ord + 'a>(answers: impl Iterator<Item = &'a T>) -> BTreeMap<&'a T, f64> {
    let mut counts = BTreeMap::new();
    answers.for_each(|answer| *counts.entry(answer).or_default() += 1.0);
    counts
}

impl Agreement {
    /// The agreement as a page of text.
    pub fn page(&self) -> String {
        let Agreement { reports, common, first_only, second_only, fields } = self;
        let mut page = format!(
            "{reports} reports; {common} quantities in both, {first_only} only in the first, \
             {second_only} only in the second\n\n{:<12} {:>10} {:>8} {:>8} {:>8}\n",
            "", "quantities", "observed", "kappa", "alpha"
        );
        let decimal = |share: Option<f64>| share.map_or("-".into(), |share| format!("{share:.4}"));
        for FieldAgreement { name, quantities, observed, kappa, alpha } in fields {
            let shares = [observed, kappa, alpha].map(|share| decimal(*share));
            // Writing to a string cannot fail.
            let _ = writeln!(
                page,
                "{name:<12} {quantities:>10} {:>8} {:>8} {:>8}",
                shares[0], shares[1], shares[2]
            );
        }
        page
    }
}
