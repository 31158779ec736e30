//! Yields [`Candidate`]s for a cell in the order in which they may fill it.

use std::cmp::Reverse;

use rust_decimal::Decimal;

use super::{Cell, Evidence, ObsStatus, Stated, Suspicion};

/// One observation that may fill a cell.
#[derive(Clone, Debug)]
pub(super) struct Candidate {
    pub(super) status: ObsStatus,
    /// In the unit of the column.
    pub(super) value: Option<Decimal>,
    pub(super) value_max: Option<Decimal>,
    /// Whether it stands in a profile section or a table.
    pub(super) profile: bool,
    /// Whether its bound is exact.
    pub(super) exact: bool,
    /// Whether its sentence speaks of the whole region.
    pub(super) whole: bool,
    pub(super) suspect: Option<Suspicion>,
    /// The report's place in the coverage.
    pub(super) report: usize,
    pub(super) evidence: Evidence,
}

impl Candidate {
    /// The smallest fills the cell: a plausible value before another, any value before a mask, a
    /// profile or table before running text, exact before about, the last stated before earlier ones.
    fn rank(&self) -> impl Ord {
        (
            self.value.is_none(),
            self.suspect.is_some(),
            !self.profile,
            !self.exact,
            !self.whole,
            Reverse(self.report),
            Reverse(self.evidence.start),
        )
    }

    /// Whether the other states the same: both without value, the same value, or one the rounded
    /// form of the other (386.2 and 386.24; 380余 and 386).
    fn agrees(&self, other: &Candidate) -> bool {
        let (Some(a), Some(b)) = (self.value, other.value) else {
            return self.value == other.value;
        };
        let written = |c: &Candidate| c.evidence.value.map_or(Decimal::ZERO, step);
        // The step in the unit of the column, by the ratio of the two values.
        let scale = |c: &Candidate| match (c.value, c.evidence.value) {
            (Some(now), Some(then)) if !then.is_zero() => now.checked_div(then).map(|d| d.abs()),
            _ => Some(Decimal::ONE),
        };
        let step = |c: &Candidate| {
            let whole = written(c).checked_mul(scale(c)?)?;
            if c.exact { whole.checked_div(Decimal::TWO) } else { Some(whole) }
        };
        let allowed = step(self).max(step(other)).unwrap_or_default();
        a == b || a.checked_sub(b).is_some_and(|gap| gap.abs() <= allowed)
    }
}

/// The unit of the last digit written: 10 for 120, 0.1 for 3.5.
fn step(value: Decimal) -> Decimal {
    let value = value.normalize();
    if value.scale() > 0 {
        return Decimal::new(1, value.scale());
    }
    let ten = Decimal::TEN;
    let mut step = Decimal::ONE;
    while !value.is_zero()
        && let Some(next) = step.checked_mul(ten)
        && value.checked_rem(next).is_some_and(|rest| rest.is_zero())
    {
        step = next;
    }
    step
}

/// Adds a candidate to those of its cell; of two that agree the better stays, so that as many stay
/// as there are differing values.
pub(super) fn add(all: &mut Vec<Candidate>, new: Candidate) {
    let same = |old: &Candidate| old.report == new.report && old.agrees(&new);
    match all.iter_mut().find(|old| same(old)) {
        Some(old) if new.rank() < old.rank() => *old = new,
        Some(_) => {}
        None => all.push(new),
    }
}

/// The cell that the candidates give, and all their values where these differ, the chosen one first.
pub(super) fn choose(mut all: Vec<Candidate>) -> Option<(Cell, Vec<Stated>)> {
    all.sort_by(|a, b| a.rank().cmp(&b.rank()));
    let chosen = all.first()?.clone();
    let mut kept: Vec<&Candidate> = Vec::new();
    for candidate in all.iter().filter(|candidate| candidate.value.is_some()) {
        if !kept.iter().any(|other| other.agrees(candidate)) {
            kept.push(candidate);
        }
    }
    let stated = |c: &&Candidate| {
        Some(Stated { status: c.status, value: c.value?, evidence: c.evidence.clone() })
    };
    let values: Vec<Stated> = kept.iter().filter_map(stated).collect();
    let cell = Cell {
        status: chosen.status,
        value: chosen.value,
        value_max: chosen.value_max,
        evidence: Some(chosen.evidence),
        conflict: None,
        suspect: chosen.suspect,
    };
    Some((cell, if values.len() > 1 { values } else { Vec::new() }))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A candidate as `value`, with `!` for a profile, `@` for the whole region, `~` for about, `?` for suspect,
    /// `x` for a mask.
    fn candidate(text: &str, start: usize) -> Candidate {
        let value = text.trim_matches(['!', '@', '~', '?']).parse().ok();
        Candidate {
            status: if value.is_some() { ObsStatus::Normal } else { ObsStatus::Masked },
            value,
            value_max: None,
            profile: text.contains('!'),
            exact: !text.contains('~'),
            whole: text.contains('@'),
            suspect: text.contains('?').then_some(Suspicion::Range),
            report: 0,
            evidence: Evidence {
                source: "a".into(),
                report: "a".into(),
                id: String::new(),
                value,
                unit: String::new(),
                raw: text.to_owned(),
                period: "2020".to_owned(),
                dated: true,
                sentence: String::new(),
                line: 1,
                start,
                end: start + 1,
            },
        }
    }

    #[test]
    fn one_observation_fills_the_cell() {
        // What is stated, in text order; what the cell has; the values in conflict.
        let cases: [(&[&str], &str, &[&str]); 13] = [
            (&["41"], "41", &[]),
            (&["41", "41"], "41", &[]),
            (&["41", "43"], "43", &["43", "41"]),
            (&["41!", "43"], "41!", &["41", "43"]),
            (&["41", "43~"], "41", &["41", "43"]),
            (&["41@", "43"], "41@", &["41", "43"]),
            (&["41!", "x"], "41!", &[]),
            (&["x", "41~"], "41~", &[]),
            (&["x"], "x", &[]),
            (&["386.24", "386.2"], "386.2", &[]),
            (&["386.24", "380~"], "386.24", &[]),
            (&["386.24", "387"], "387", &["387", "386.24"]),
            (&["386", "38600000?"], "386", &["386", "38600000"]),
        ];
        for (stated, filled, conflict) in cases {
            let mut all = Vec::new();
            for (start, text) in stated.iter().enumerate() {
                add(&mut all, candidate(text, start));
            }
            let (cell, values) = choose(all).unwrap();
            assert_eq!(cell.evidence.unwrap().raw, filled, "{stated:?}");
            let values: Vec<_> = values.iter().map(|v| v.value.to_string()).collect();
            assert_eq!(values, conflict, "{stated:?}");
        }
    }

    #[test]
    fn the_last_digit_written_tells_the_step() {
        for (value, expected) in [("120", "10"), ("3.5", "0.1"), ("0", "1"), ("3.50", "0.1")] {
            assert_eq!(step(value.parse().unwrap()), expected.parse().unwrap(), "{value}");
        }
    }
}
