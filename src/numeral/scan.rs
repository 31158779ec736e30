//! Yields plain numerals, magnitudes multiplied out: 3.5万, 一万二千, 7 万5 千4 百, 300余万, 100万三千.

use rust_decimal::Decimal;

use super::chinese::{digit, magnitude, word};
use super::sum::Sum;
use super::{Numeral, Script, arabic, power};
use crate::span::Span;

/// Reads the number signs from `at` on.
pub(super) fn read(text: &str, at: usize, keeps: &dyn Fn(usize) -> bool) -> Option<Numeral> {
    let first = text[at..].chars().next()?;
    let opens = first.is_ascii_digit() || super::is_chinese_digit(first);
    let point = first == '.'
        && text[at + 1..].starts_with(|c: char| c.is_ascii_digit())
        && text[..at].chars().next_back().is_none_or(|c| {
            " 
	(\"“:,;、。-负"
                .contains(c)
        });
    let script = if first.is_ascii_digit() || point { Script::Arabic } else { Script::Chinese };
    if let Some((value, length)) = word(text, at) {
        return Some(numeral(Span::new(at, at + length), value.parse().ok()?, script));
    }
    if !opens && !point {
        return None;
    }
    let mut scan =
        Scan { text, keeps, script, sum: Sum::default(), end: at, over: false, suspect: false };
    let mut here = at;
    while let Some(next) = scan.step(here) {
        here = next;
    }
    if scan.end == at {
        return None;
    }
    let (value, upto) = scan.sum.finish()?;
    let tail = scan.sum.tail;
    Some(Numeral {
        upto,
        over: scan.over,
        suspect: scan.suspect,
        scale: power(tail).unwrap_or(Decimal::ONE),
        ..numeral(Span::new(at, scan.end), value, script)
    })
}

fn numeral(span: Span, value: Decimal, script: Script) -> Numeral {
    Numeral {
        span,
        value,
        script,
        ratio: None,
        quotient: false,
        over: false,
        scale: Decimal::ONE,
        suspect: false,
        upto: None,
    }
}

struct Scan<'a> {
    text: &'a str,
    keeps: &'a dyn Fn(usize) -> bool,
    script: Script,
    sum: Sum,
    /// One past the last sign that belongs to the number.
    end: usize,
    over: bool,
    suspect: bool,
}

impl Scan<'_> {
    /// Takes the sign at `here`, blanks before it skipped, and says where the next one stands.
    fn step(&mut self, here: usize) -> Option<usize> {
        let (at, c) = self.sign(here)?;
        let after = at + c.len_utf8();
        let blank = at > here;
        // 300余万: the sign counts where a magnitude follows.
        if matches!(c, '余' | '多' | '几') {
            let (next, sign) = self.sign(after)?;
            let takes = self.sum.count > 0
                && !self.over
                && matches!(sign, '百' | '千' | '万' | '亿')
                && !(self.keeps)(next);
            self.over |= takes;
            return takes.then_some(after);
        }
        if c == '点' {
            return self.point(after);
        }
        if c.is_ascii_digit() || c == '.' && self.sum.count == 0 {
            return self.digits(at, blank);
        }
        if (self.keeps)(at) {
            return None;
        }
        let taken = if let Some(m) = magnitude(c) {
            self.magnitude(m, after)
        } else if let Some(d) = digit(c) {
            self.fits(c, after, blank) && self.sum.digit(d)
        } else {
            let tens = matches!(c, '廿' | '卅') && self.sum.count == 0;
            if tens {
                self.sum.tens(if c == '廿' { 2 } else { 3 });
            }
            tens
        };
        if taken {
            self.end = after;
        }
        taken.then_some(after)
    }

    /// The sign at `from`, or after up to two blanks inside the number.
    fn sign(&self, from: usize) -> Option<(usize, char)> {
        let rest = &self.text[from..];
        let blanks = rest.len() - rest.trim_start_matches(' ').len();
        let inside = blanks == 0 || blanks <= 2 && self.sum.count > 0;
        let sign = rest[blanks..].chars().next().filter(|_| inside)?;
        Some((from + blanks, sign))
    }

    /// The magnitude after the sign that ends at `after`.
    fn next_magnitude(&self, after: usize) -> Option<u32> {
        let (at, c) = self.sign(after)?;
        magnitude(c).filter(|_| !(self.keeps)(at))
    }

    /// Takes 点 where decimals follow; digits only after 百 and more, for 八点30 is a time.
    fn point(&mut self, after: usize) -> Option<usize> {
        let (next, c) = self.sign(after)?;
        let decimals = match digit(c) {
            Some(_) => !matches!(c, '两' | '俩'),
            None => c.is_ascii_digit() && self.sum.last > 1,
        };
        let whole = self.sum.count > 0 && !self.sum.has_point();
        let takes = whole && decimals && self.script == Script::Chinese;
        takes.then(|| self.sum.point()).map(|()| next)
    }

    /// Takes Arabic digits: at the start, as decimals, or below the last magnitude (3万4000).
    fn digits(&mut self, at: usize, blank: bool) -> Option<usize> {
        let digits = arabic::digits(self.text, at)?;
        let sum = &self.sum;
        if sum.count > 0 && !(sum.has_point() && self.script == Script::Chinese) {
            let length = digits.text.len();
            let places = sum.last as usize;
            let lower = self.next_magnitude(digits.end).is_some_and(|m| m < sum.last);
            let fills = length == places || length >= 3;
            let takes = !sum.is_pending()
                && !digits.suspect
                && !digits.text.contains('.')
                && places > 1
                && length <= places
                && (lower || !blank && (sum.zero || fills));
            if !takes {
                return None;
            }
        }
        self.sum.digits(&digits.text);
        self.suspect |= digits.suspect;
        self.end = digits.end;
        Some(digits.end)
    }

    /// Takes a magnitude. 兆 needs a lower part or money after it, for 百兆 is a speed.
    fn magnitude(&mut self, m: u32, after: usize) -> bool {
        let next = self.text[after..].chars().next();
        let counts = next.is_some_and(|c| c == '元' || digit(c).is_some());
        let tens = m == 1 && self.script == Script::Arabic;
        let scale = self.sum.tail;
        let alone = m == 12 && (self.sum.count == 0 || !counts);
        let taken = !(alone || tens) && self.sum.multiply(m).is_some();
        if m < 4 && taken && self.script == Script::Chinese {
            self.sum.tail = scale;
        }
        taken
    }

    /// Whether a Chinese digit can come next: none that opens a number of its own.
    fn fits(&self, c: char, after: usize, blank: bool) -> bool {
        let sum = &self.sum;
        let next = self.next_magnitude(after);
        let first = sum.count == 0;
        let closed = !sum.is_pending() || sum.has_point() && !matches!(c, '两' | '俩');
        let lower = next.is_some_and(|m| m < sum.last);
        match self.script {
            _ if first => true,
            Script::Arabic => {
                !sum.is_pending()
                    && (lower
                        || digit(c) == Some('0')
                            && self
                                .sign(after)
                                .is_some_and(|(_, c)| c.is_ascii_digit() || digit(c).is_some()))
            }
            Script::Chinese => {
                let another = sum.last > 0 && next.is_some_and(|m| m < 4 && m >= sum.last);
                let weight = matches!(c, '两' | '俩') && next.is_none();
                !another && !weight && (closed || !blank)
            }
        }
    }
}
