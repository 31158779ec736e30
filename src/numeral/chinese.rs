//! Yields numerals in Chinese signs: 一万二千, 两亿五千万, 百分之九十八点五.

use rust_decimal::Decimal;

use super::{Numeral, Script, magnitude, power};
use crate::span::Span;

/// The value of a digit sign.
pub(super) fn digit(c: char) -> Option<i64> {
    Some(match c {
        '零' | '○' => 0,
        '一' | '壹' => 1,
        '二' | '贰' | '两' => 2,
        '三' | '叁' => 3,
        '四' | '肆' => 4,
        '五' | '伍' => 5,
        '六' | '陆' => 6,
        '七' | '柒' => 7,
        '八' | '捌' => 8,
        '九' | '玖' => 9,
        _ => return None,
    })
}

/// Reads signs such as 一万二千, 百分之九十 and 三点五.
pub(super) fn read(text: &str, at: usize, keeps: &dyn Fn(usize) -> bool) -> Option<Numeral> {
    for (word, ratio) in [("百分之", "%"), ("千分之", "‰"), ("万分之", "‱")] {
        if text[at..].starts_with(word) {
            let mut numeral = super::read(text, at + word.len(), keeps)?;
            numeral.span.start = at;
            numeral.ratio = Some(ratio);
            return Some(numeral);
        }
    }
    let mut reader = Reader::default();
    let mut end = at;
    let mut over = false;
    let mut scale = Decimal::ONE;
    let mut chars = text[at..].char_indices().peekable();
    while let Some((offset, c)) = chars.next() {
        let here = at + offset;
        let next = chars.peek().map(|&(_, c)| c);
        let after = here + c.len_utf8();
        if c == '点' && reader.started() && !reader.has_fraction() {
            if next.is_none_or(|n| digit(n).is_none()) {
                break;
            }
            reader.fraction = Some(String::new());
            continue;
        }
        if matches!(c, '余' | '多' | '几') && reader.started() {
            if next.is_some_and(|n| matches!(n, '万' | '亿' | '千' | '百')) && !keeps(after) {
                over = true;
                continue;
            }
            break;
        }
        if (magnitude(c).is_some() || digit(c).is_some()) && keeps(here) {
            break;
        }
        if !reader.push(c) {
            break;
        }
        scale = magnitude(c).filter(|&m| m >= 4).and_then(power).unwrap_or(Decimal::ONE);
        end = after;
    }
    if !reader.started() || end == at {
        return None;
    }
    // 伍 alone is a word's sign (队伍); the formal signs make numbers only together.
    if reader.count == 1 && "壹贰叁肆伍陆柒捌玖拾佰仟".contains(&text[at..end]) {
        return None;
    }
    let (value, upto) = reader.finish()?;
    Some(Numeral {
        span: Span::new(at, end),
        value,
        script: Script::Chinese,
        ratio: None,
        over,
        scale,
        suspect: false,
        upto,
    })
}

/// Reads a Chinese numeral sign by sign.
#[derive(Default)]
struct Reader {
    /// Sum of the sections closed by 万 or 亿.
    total: Decimal,
    /// The section under way, below 万.
    section: Decimal,
    /// Digits not yet multiplied by a magnitude.
    pending: Vec<i64>,
    /// Exponent of the last magnitude, for 一万三.
    last: u32,
    /// Whether a 零 came after the last magnitude (一万零三).
    zero: bool,
    fraction: Option<String>,
    count: usize,
}

impl Reader {
    fn started(&self) -> bool {
        self.count > 0
    }

    fn has_fraction(&self) -> bool {
        self.fraction.is_some()
    }

    /// Takes one sign, or refuses it and leaves the numeral as it is.
    fn push(&mut self, c: char) -> bool {
        let taken = match (digit(c), magnitude(c)) {
            (Some(d), _) => self.digit(d),
            (None, Some(m)) => self.multiply(m).is_some(),
            (None, None) => {
                matches!(c, '廿' | '卅') && !self.started() && {
                    self.section = Decimal::from(if c == '廿' { 20 } else { 30 });
                    self.last = 1;
                    true
                }
            }
        };
        self.count += usize::from(taken);
        taken
    }

    fn digit(&mut self, d: i64) -> bool {
        let placeholder = d == 0 && self.pending.is_empty() && self.started();
        match &mut self.fraction {
            Some(fraction) => fraction.push_str(&d.to_string()),
            None if placeholder => self.zero = true,
            None => self.pending.push(d),
        }
        self.pending.len() < LONGEST
    }

    /// Closes what is pending with a magnitude; `None` where the sign cannot follow or the number
    /// grows past what a decimal holds.
    fn multiply(&mut self, m: u32) -> Option<()> {
        let small = m < 4;
        if small
            && (self.has_fraction() || self.last > 0 && self.last <= m && self.pending.is_empty())
        {
            return None;
        }
        let scale = power(m)?;
        let pending = self.pending_value();
        if small {
            let part = pending.unwrap_or(Decimal::ONE).checked_mul(scale)?;
            self.section = self.section.checked_add(part)?;
        } else {
            let section = self.section + pending.unwrap_or_default();
            let bare = section.is_zero() && self.total.is_zero();
            let section = if bare { Decimal::ONE } else { section };
            // 亿 after 万 multiplies all before it (三万亿).
            self.total = if m == 8 || section.is_zero() {
                self.total.checked_add(section)?.checked_mul(scale)?
            } else {
                self.total.checked_add(section.checked_mul(scale)?)?
            };
            self.section = Decimal::ZERO;
        }
        self.pending.clear();
        self.fraction = None;
        self.last = m;
        self.zero = false;
        Some(())
    }

    /// The digits not yet multiplied, with their fraction.
    fn pending_value(&self) -> Option<Decimal> {
        let fraction = self.fraction.as_deref().unwrap_or_default();
        if self.pending.is_empty() && fraction.is_empty() {
            return None;
        }
        let whole: String = self.pending.iter().map(i64::to_string).collect();
        let point = if fraction.is_empty() { "" } else { "." };
        format!("0{whole}{point}{fraction}").parse().ok()
    }

    fn finish(&self) -> Option<(Decimal, Option<Decimal>)> {
        // 七八个, 三五年: neighbouring digits alone name a span.
        if let ([low, high], None) = (self.pending.as_slice(), &self.fraction)
            && *low > 0
            && high > low
            && high - low <= 2
            && self.last == 0
            && self.count == 2
        {
            return Some(((*low).into(), Some((*high).into())));
        }
        // 一万三, 两百五: a last digit stands for the next lower magnitude.
        let shorthand =
            self.pending.len() == 1 && self.fraction.is_none() && self.last > 1 && !self.zero;
        let rest = self.pending_value().unwrap_or_default();
        let rest = if shorthand { rest.checked_mul(power(self.last - 1)?)? } else { rest };
        let value = self.total.checked_add(self.section)?.checked_add(rest)?;
        Some((value.normalize(), None))
    }
}

/// Most digits in a row: more than a decimal holds are no number.
const LONGEST: usize = 25;
