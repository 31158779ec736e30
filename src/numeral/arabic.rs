//! Yields numerals in Arabic digits: 3.5万, 1,234, 184. 37.

use rust_decimal::Decimal;

use super::{Numeral, Script, magnitude, power};
use crate::span::Span;

/// Reads digits, joined pieces and the magnitudes after them.
pub(super) fn read(text: &str, at: usize, keeps: &dyn Fn(usize) -> bool) -> Option<Numeral> {
    let bytes = text.as_bytes();
    let mut digits = String::new();
    let mut end = at;
    let mut suspect = false;
    let mut point = false;
    loop {
        let run = digits_at(bytes, end);
        digits.push_str(&text[end..run]);
        end = run;
        match Joint::after(bytes, end, &digits, point) {
            Joint::None => break,
            Joint::Point(next) => {
                digits.push('.');
                point = true;
                end = next;
            }
            Joint::Group(next) => end = next,
            Joint::Doubtful(next) => {
                suspect = true;
                end = next;
            }
        }
    }
    if digits.len() > 28 {
        return None;
    }
    let mantissa: Decimal = digits.parse().ok()?;
    let mut numeral = Numeral {
        span: Span::new(at, end),
        value: mantissa,
        script: Script::Arabic,
        ratio: None,
        over: false,
        scale: Decimal::ONE,
        suspect,
        upto: None,
    };
    scale(&mut numeral, text, keeps);
    Some(numeral)
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
    fn after(bytes: &[u8], end: usize, digits: &str, point: bool) -> Joint {
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
                if three && grouped(bytes, end, digits) { Joint::Group(next) } else { Joint::None }
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

/// Whether the digits before the comma at `end` are the head of a thousands-grouped number.
fn grouped(bytes: &[u8], end: usize, digits: &str) -> bool {
    let last = bytes[..end].iter().rev().take_while(|b| b.is_ascii_digit()).count();
    if digits.len() == last { last <= 3 && !digits.starts_with('0') } else { last == 3 }
}

/// Multiplies by the magnitudes that follow, with 余/多/几 before them or after.
fn scale(numeral: &mut Numeral, text: &str, keeps: &dyn Fn(usize) -> bool) {
    let mut end = numeral.span.end;
    let mut exponent = 0;
    let mut over = false;
    let mut rest = text[end..].char_indices().peekable();
    let start = end;
    while let Some((offset, c)) = rest.next() {
        let at = start + offset;
        if c == ' ' && exponent == 0 && !over {
            let Some(&(_, next)) = rest.peek() else { break };
            if matches!(next, '万' | '亿') {
                continue;
            } else {
                break;
            }
        }
        if matches!(c, '余' | '多' | '几') && !over {
            let magnitude_next =
                rest.peek().is_some_and(|&(_, n)| matches!(n, '百' | '千' | '万' | '亿'));
            if magnitude_next && !keeps(at + c.len_utf8()) {
                over = true;
                continue;
            }
            break;
        }
        match magnitude(c) {
            Some(m) if m > 1 && !keeps(at) => {
                exponent += m;
                end = at + c.len_utf8();
            }
            _ => break,
        }
    }
    let scale = power(exponent).filter(|_| exponent > 0);
    let scaled = scale.and_then(|scale| Some((scale, numeral.value.checked_mul(scale)?)));
    if let Some((scale, value)) = scaled {
        numeral.value = value.normalize();
        numeral.scale = scale;
        numeral.span.end = end;
        numeral.over = over;
    }
}
