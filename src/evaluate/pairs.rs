//! Yields pairs of places in two lists: what stands at the same place in the text.

/// A half-open range of characters.
pub(super) type Place = (usize, usize);

/// Pairs each place of `a` with at most one of `b` that it overlaps: of all such pairs the one with
/// the greatest share in common first. In the order of `a`.
pub(super) fn pairs(a: &[Place], b: &[Place]) -> Vec<(usize, usize)> {
    let mut candidates: Vec<(f64, usize, usize)> = Vec::new();
    for (i, (a_start, a_end)) in a.iter().enumerate() {
        for (j, (b_start, b_end)) in b.iter().enumerate() {
            let common = a_end.min(b_end).saturating_sub(*a_start.max(b_start));
            if common > 0 {
                let whole = a_end.max(b_end) - a_start.min(b_start);
                candidates.push((common as f64 / whole as f64, i, j));
            }
        }
    }
    candidates.sort_by(|x, y| y.0.total_cmp(&x.0).then((x.1, x.2).cmp(&(y.1, y.2))));
    let (mut of_a, mut of_b) = (vec![false; a.len()], vec![false; b.len()]);
    let mut pairs = Vec::new();
    for (_, i, j) in candidates {
        if !of_a[i] && !of_b[j] {
            (of_a[i], of_b[j]) = (true, true);
            pairs.push((i, j));
        }
    }
    pairs.sort_unstable();
    pairs
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_best_overlap_comes_first_and_each_place_is_used_once() {
        type Case<'a> = (&'a [Place], &'a [Place], &'a [(usize, usize)]);
        let cases: [Case<'_>; 5] = [
            (&[(0, 4)], &[(0, 4)], &[(0, 0)]),
            (&[(0, 4)], &[(4, 8)], &[]),
            // The second place of `a` fits better, so the first goes without.
            (&[(0, 6), (4, 6)], &[(4, 6)], &[(1, 0)]),
            (&[(0, 6), (6, 9)], &[(5, 9), (0, 2)], &[(0, 1), (1, 0)]),
            (&[(3, 3)], &[(0, 9)], &[]),
        ];
        for (a, b, expected) in cases {
            assert_eq!(pairs(a, b), expected, "{a:?} {b:?}");
        }
    }
}
