//! Yields [`Tally`]: how many answers were right, spurious and missed; and the rows that have one.

use std::collections::BTreeMap;

/// Everything that is scored, in the order in which it is told. A table's row says what was found; a
/// field's row says how often the field is right in what was found; `target`, `not_level` and
/// `not_exact` say how well the rarer values of modality, aspect and bound are found.
pub const ROWS: [&str; 25] = [
    "quantities",
    "value",
    "unit",
    "bound",
    "aspect",
    "modality",
    "period",
    "scope",
    "mask",
    "span",
    "target",
    "not_level",
    "not_exact",
    "indicators",
    "placeholders",
    "placeholders.class",
    "slogans",
    "slogans.canonical",
    "sums",
    "sections",
    "sections.role",
    "documents.region",
    "documents.region_level",
    "documents.year",
    "documents.publish_date",
];

/// How many answers were right, spurious (of the run only) and missed (of the annotation only).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Tally {
    pub(super) right: usize,
    pub(super) spurious: usize,
    pub(super) missed: usize,
}

impl Tally {
    pub(super) fn add(&mut self, other: Tally) {
        self.right += other.right;
        self.spurious += other.spurious;
        self.missed += other.missed;
    }

    /// Right among all that the run gave; none where it gave nothing.
    pub(super) fn precision(self) -> Option<f64> {
        share(self.right, self.right + self.spurious)
    }

    /// Right among all that the annotation gives; none where it gives nothing.
    pub(super) fn recall(self) -> Option<f64> {
        share(self.right, self.right + self.missed)
    }

    /// Harmonic mean of precision and recall; none where there is nothing to find and nothing found.
    pub(super) fn f1(self) -> Option<f64> {
        share(2 * self.right, 2 * self.right + self.spurious + self.missed)
    }
}

fn share(part: usize, whole: usize) -> Option<f64> {
    (whole > 0).then(|| part as f64 / whole as f64)
}

/// A wrong answer: the field, what the run says, what the annotation says.
pub(super) type Wrong = (&'static str, String, String);

/// The score sheet of one report.
#[derive(Clone, Debug, Default)]
pub(super) struct Sheet {
    pub(super) tallies: BTreeMap<&'static str, Tally>,
    pub(super) wrong: BTreeMap<Wrong, usize>,
}

impl Sheet {
    pub(super) fn right(&mut self, row: &'static str) {
        self.tallies.entry(row).or_default().right += 1;
    }

    pub(super) fn spurious(&mut self, row: &'static str) {
        self.tallies.entry(row).or_default().spurious += 1;
    }

    pub(super) fn missed(&mut self, row: &'static str) {
        self.tallies.entry(row).or_default().missed += 1;
    }

    /// One answer to one question: a wrong one is spurious and the right one missed, so that
    /// precision, recall and the share of right answers are one number.
    pub(super) fn field(&mut self, row: &'static str, right: bool, got: &str, want: &str) {
        if right {
            return self.right(row);
        }
        self.spurious(row);
        self.missed(row);
        self.confuse(row, got, want);
    }

    pub(super) fn confuse(&mut self, row: &'static str, got: &str, want: &str) {
        let shown =
            |value: &str| if value.is_empty() { "none".to_owned() } else { value.to_owned() };
        *self.wrong.entry((row, shown(got), shown(want))).or_default() += 1;
    }

    /// A field with a common value: how well all others are found.
    pub(super) fn rare(&mut self, row: &'static str, got: &str, want: &str, common: &str) {
        if got == want {
            if want != common {
                self.right(row);
            }
            return;
        }
        if got != common {
            self.spurious(row);
        }
        if want != common {
            self.missed(row);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares() {
        let tally = Tally { right: 6, spurious: 2, missed: 4 };
        assert_eq!(tally.precision(), Some(0.75));
        assert_eq!(tally.recall(), Some(0.6));
        assert_eq!(tally.f1(), Some(12.0 / 18.0));
        assert_eq!(Tally::default().f1(), None);
        let nothing_found = Tally { right: 0, spurious: 0, missed: 3 };
        assert_eq!((nothing_found.precision(), nothing_found.f1()), (None, Some(0.0)));
    }

    #[test]
    fn rare_values() {
        let mut sheet = Sheet::default();
        for (got, want) in [
            ("actual", "actual"),
            ("target", "target"),
            ("target", "actual"),
            ("actual", "target"),
            ("actual", "target"),
        ] {
            sheet.rare("target", got, want, "actual");
        }
        assert_eq!(sheet.tallies["target"], Tally { right: 1, spurious: 1, missed: 2 });
        let mut sheet = Sheet::default();
        sheet.rare("not_level", "growth", "share", "level");
        assert_eq!(sheet.tallies["not_level"], Tally { right: 0, spurious: 1, missed: 1 });
    }
}
