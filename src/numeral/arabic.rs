//! Yields digits as written (1,234, 184. 37, .5) and what Latin signs make of them: 2e5, 2^5, 40k.

use rust_decimal::Decimal;

use super::chinese::digit;
use super::power;

/// A run of digits, joined from its pieces.
pub(super) struct Digits {
    /// The digits and their point.
    pub(super) text: String,
    /// One past the last digit.
    pub(super) end: usize,
    /// Whether a blank stands inside that may part two numbers.
    pub(super) suspect: bool,
}

/// The digits from `at` on; `None` for more than a decimal holds.
pub(super) fn digits(text: &str, at: usize) -> Option<Digits> {
    let bytes = text.as_bytes();
    let mut digits = Digits { text: String::new(), end: at, suspect: false };
    // 2.1.7 has no decimals.
    let mut point = is_chained(bytes, at);
    let mut single = true;
    loop {
        let run = digits_at(bytes, digits.end);
        single &= run == digits.end + 1;
        digits.text.push_str(&text[digits.end..run]);
        digits.end = run;
        match Joint::after(text, run, &digits.text, point) {
            Joint::None => break,
            Joint::Point(next) => {
                digits.text.push('.');
                point = true;
                digits.end = next;
            }
            Joint::Group(next) => digits.end = next,
            Joint::Doubtful(next) => {
                digits.suspect = true;
                digits.end = next;
            }
        }
    }
    // Signs set apart one by one (7 2 折) are one number; 1 234 may be two.
    let apart = single && bytes.get(digits.end) == Some(&b' ');
    digits.suspect &= !apart;
    (digits.text.len() <= 28).then_some(digits)
}

/// Whether the run of digits at `at` is one of three or more that points join.
fn is_chained(bytes: &[u8], at: usize) -> bool {
    let joined = |i: usize| {
        let digit = |i: usize| bytes.get(i).is_some_and(u8::is_ascii_digit);
        bytes.get(i) == Some(&b'.') && i > 0 && digit(i - 1) && digit(i + 1)
    };
    let first = digits_at(bytes, at);
    let follows = at > 0 && joined(at - 1);
    follows || joined(first) && joined(digits_at(bytes, first + 1))
}

fn digits_at(bytes: &[u8], from: usize) -> usize {
    from + bytes[from..].iter().take_while(|b| b.is_ascii_digit()).count()
}

/// What joins a run of digits to the next one.
enum Joint {
    None,
    Point(usize),
    Group(usize),
    Doubtful(usize),
}

impl Joint {
    /// Looks at what follows the digits read so far. Pieces are joined only where they can be one
    /// number: a decimal point (with scraped blanks around it), a thousands group, a line break.
    fn after(text: &str, end: usize, digits: &str, point: bool) -> Joint {
        let bytes = text.as_bytes();
        let blank = |from: usize| {
            from + bytes[from..].iter().take_while(|b| b" \t\r\n".contains(b)).count()
        };
        let is_digit = |i: usize| bytes.get(i).is_some_and(u8::is_ascii_digit);
        let tail = blank(end);
        match bytes.get(tail) {
            Some(b'.') if !point && (tail == end || digits.len() <= 6) => {
                let next = blank(tail + 1);
                let short = digits_at(bytes, next) - next <= 4;
                let inline = !bytes[end..next].contains(&b'\n') || tail == end;
                if is_digit(next) && (next == tail + 1 || short && inline) {
                    return Joint::Point(next);
                }
                Joint::None
            }
            Some(b',') if tail == end && !point => {
                let next = blank(end + 1);
                let three = digits_at(bytes, next) - next == 3;
                let joins = bytes.get(end + 1) != Some(&b' ') || is_counted(text, next);
                let takes = three && joins && grouped(bytes, end, digits);
                if takes { Joint::Group(next) } else { Joint::None }
            }
            Some(b) if tail > end && b.is_ascii_digit() => {
                let between = &bytes[end..tail];
                if between.iter().all(|b| b"\r\n".contains(b)) {
                    let breaks = between.iter().filter(|&&b| b == b'\n').count();
                    if breaks == 1 { Joint::Group(tail) } else { Joint::None }
                } else if between == b" " {
                    Joint::Doubtful(tail)
                } else {
                    Joint::None
                }
            }
            _ => Joint::None,
        }
    }
}

/// Whether digits and groups of them from `at` on lead up to a word: the end of 2, 755人 and of
/// 1, 234, 567人 counts something, while 1, 234, 567 alone may be three numbers.
fn is_counted(text: &str, at: usize) -> bool {
    let rest = text[at..].trim_start_matches(|c: char| c.is_ascii_digit() || ", .".contains(c));
    let next = rest.chars().next();
    next.is_some_and(|c| c == '%' || c.is_alphabetic() && !c.is_ascii() && digit(c).is_none())
}

/// Whether the digits before the comma at `end` are the head of a thousands-grouped number.
fn grouped(bytes: &[u8], end: usize, digits: &str) -> bool {
    let last = bytes[..end].iter().rev().take_while(|b| b.is_ascii_digit()).count();
    if digits.len() == last { last <= 3 && !digits.starts_with('0') } else { last == 3 }
}

/// What Latin signs after digits make of their value (2e5, 2^5, 40k, 2.5 M), and where they end.
pub(super) fn suffixed(value: Decimal, text: &str, end: usize) -> Option<(Decimal, usize)> {
    let rest = &text[end..];
    let (found, length) = match rest.chars().next()? {
        sign @ ('e' | 'E' | '^') => {
            let signs = rest.len() - 1 - rest[1..].trim_start_matches(['+', '-']).len();
            let last = digits_at(rest.as_bytes(), 1 + signs);
            let exponent: u32 = rest[1 + signs..last].parse().ok()?;
            let negative = rest[1..1 + signs].matches('-').count() % 2 == 1;
            (raised(value, sign, exponent, negative)?, last)
        }
        _ => {
            let blanks = rest.len() - rest.trim_start_matches(' ').len();
            let exponent = match rest[blanks..].chars().next()? {
                'k' | 'K' => 3,
                'M' => 6,
                _ => return None,
            };
            (value.checked_mul(power(exponent)?)?, blanks + 1)
        }
    };
    let ends = !rest[length..].starts_with(|c: char| c.is_ascii_alphanumeric());
    ends.then(|| (found.normalize(), end + length))
}

/// `value` by (e) or to (^) a power.
fn raised(value: Decimal, sign: char, exponent: u32, negative: bool) -> Option<Decimal> {
    let power = match sign {
        '^' if exponent <= 99 => {
            (0..exponent).try_fold(Decimal::ONE, |product, _| product.checked_mul(value))?
        }
        '^' => return None,
        _ => power(exponent)?,
    };
    match (sign, negative) {
        ('^', false) => Some(power),
        ('^', true) => Decimal::ONE.checked_div(power),
        (_, false) => value.checked_mul(power),
        (_, true) => value.checked_div(power),
    }
}
