//! Yields what a masked number can have been, by its shape: xx.x → 10.0–99.9, 17xxxx → 170000–179999.

/// Most digits of a mask that is read as a number; a longer one is a line.
const LONGEST: usize = 9;

/// The least and greatest number of that shape, each sign standing for one digit and the first of
/// them, at the front, for none but zero. Nothing where the signs do not stand for digits (某).
pub(super) fn range(mask: &str) -> Option<String> {
    let signs = mask.chars().filter(|c| !matches!(c, '.' | ',')).count();
    let counts = |c: char| c.is_ascii_digit() || matches!(c, 'x' | 'X' | '×' | '*' | '_' | '.');
    let whole = mask.chars().all(counts) && mask.chars().filter(|c| *c == '.').count() <= 1;
    let hides = mask.chars().any(|c| !c.is_ascii_digit() && c != '.');
    if !whole || !hides || signs == 0 || signs > LONGEST {
        return None;
    }
    let lone = mask.find('.').unwrap_or(mask.len()) == 1;
    let with = |first: char, other: char| -> String {
        let digit = |(at, c): (usize, char)| match c {
            '.' => c,
            c if c.is_ascii_digit() => c,
            _ if at == 0 => first,
            _ => other,
        };
        mask.chars().enumerate().map(digit).collect()
    };
    let low = with(if lone && mask.contains('.') { '0' } else { '1' }, '0');
    Some(format!("{low}–{}", with('9', '9')))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shapes() {
        for (mask, want) in [
            ("xx.x", Some("10.0–99.9")),
            ("x", Some("1–9")),
            ("x.xx", Some("0.00–9.99")),
            ("17xxxx", Some("170000–179999")),
            ("xxxx4", Some("10004–99994")),
            ("3x.5", Some("30.5–39.5")),
            ("**", Some("10–99")),
            ("20__", Some("2000–2099")),
            ("20XX", Some("2000–2099")),
            ("某", None),
            ("○○", None),
            ("", None),
            ("12", None),
            ("x.x.x", None),
            ("xxxxxxxxxxxx", None),
        ] {
            assert_eq!(range(mask).as_deref(), want, "{mask}");
        }
    }
}
