//! Yields [`Numeral`]: a number as written (3.5万, 一万二千, 百分之九十, 1,234) and its exact value.
//!
//! Units are not read here. Values are decimals, so 16.4亿 is exactly 1640000000.

use rust_decimal::Decimal;

use crate::span::Span;

/// How a numeral is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Script {
    /// 0–9, perhaps followed by 万, 亿 and the like.
    Arabic,
    /// 零一二三…, 百分之… included.
    Chinese,
}

/// A number found in a text.
#[derive(Clone, Debug, PartialEq)]
pub struct Numeral {
    /// Where it stands, from its first digit to its last digit or magnitude.
    pub span: Span,
    /// Its exact value, 万/亿/千/百 multiplied out; for 百分之九十 the 90.
    pub value: Decimal,
    /// How it is written.
    pub script: Script,
    /// `%`, `‰` or `‱` where the numeral itself says so (百分之, 千分之, 万分之).
    pub ratio: Option<&'static str>,
    /// Whether 余, 多 or 几 stands inside it (300余万, 二十几).
    pub over: bool,
    /// The magnitude that it ends in, as a factor (万 → 10000); 1 where there is none.
    pub scale: Decimal,
    /// Whether spaces or line breaks stand inside so that its value cannot be told.
    pub suspect: bool,
    /// Whether two neighbouring digits name a span (七八个): the value is the first, this the second.
    pub upto: Option<Decimal>,
}

/// Powers of ten that a magnitude sign stands for.
fn magnitude(c: char) -> Option<u32> {
    Some(match c {
        '十' | '拾' => 1,
        '百' | '佰' => 2,
        '千' | '仟' => 3,
        '万' => 4,
        '亿' => 8,
        _ => return None,
    })
}

fn digit(c: char) -> Option<i64> {
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

fn power(exponent: u32) -> Decimal {
    Decimal::from(10u64.pow(exponent.min(18)))
}

/// Whether a character can stand inside a Chinese numeral.
pub fn is_chinese_digit(c: char) -> bool {
    digit(c).is_some() || magnitude(c).is_some() || matches!(c, '廿' | '卅')
}

/// Reads the numeral that starts at byte `at` of the folded text, or `None` where none starts.
///
/// `keeps` says whether the text from a byte on begins a unit whose first sign looks like a
/// magnitude (千瓦, 千米): such a sign is left to the unit. Numbers too long for an exact decimal
/// (over 28 digits) are no numerals.
///
/// ```
/// use zhibiao::numeral::read;
/// let value = |text| read(text, 0, &|_| false).unwrap().value.to_string();
/// assert_eq!(value("16.4亿元"), "1640000000");
/// assert_eq!(value("一万三"), "13000");
/// assert_eq!(value("百分之九十八点五"), "98.5");
/// ```
pub fn read(text: &str, at: usize, keeps: &dyn Fn(usize) -> bool) -> Option<Numeral> {
    let first = text[at..].chars().next()?;
    if first.is_ascii_digit() { arabic(text, at, keeps) } else { chinese(text, at, keeps) }
}

fn arabic(text: &str, at: usize, keeps: &dyn Fn(usize) -> bool) -> Option<Numeral> {
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
            if matches!(next, '万' | '亿') { continue } else { break }
        }
        if matches!(c, '余' | '多' | '几') && !over {
            let magnitude_next = rest.peek().is_some_and(|&(_, n)| matches!(n, '百' | '千' | '万' | '亿'));
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
    if exponent > 0 {
        if let Some(value) = numeral.value.checked_mul(power(exponent)) {
            numeral.value = value.normalize();
            numeral.span.end = end;
            numeral.scale = power(exponent);
            numeral.over = over;
        }
    }
}

fn chinese(text: &str, at: usize, keeps: &dyn Fn(usize) -> bool) -> Option<Numeral> {
    for (word, ratio) in [("百分之", "%"), ("千分之", "‰"), ("万分之", "‱")] {
        if text[at..].starts_with(word) {
            let mut numeral = read(text, at + word.len(), keeps)?;
            numeral.span.start = at;
            numeral.ratio = Some(ratio);
            return Some(numeral);
        }
    }
    let mut reader = ChineseReader::default();
    let mut end = at;
    let mut over = false;
    let mut scale = Decimal::ONE;
    let mut chars = text[at..].char_indices().peekable();
    while let Some((offset, c)) = chars.next() {
        let here = at + offset;
        let next = chars.peek().map(|&(_, c)| c);
        let after = here + c.len_utf8();
        if c == '点' && reader.started() && !reader.has_fraction() {
            let Some(n) = next.filter(|&n| digit(n).is_some()) else { break };
            // 三点一刻 and 十点半 are times; a fraction is digits to its end.
            let _ = n;
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
        scale = magnitude(c).filter(|&m| m >= 4).map_or(Decimal::ONE, power);
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
struct ChineseReader {
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

impl ChineseReader {
    fn started(&self) -> bool {
        self.count > 0
    }

    fn has_fraction(&self) -> bool {
        self.fraction.is_some()
    }

    /// Takes one sign, or refuses it and leaves the numeral as it is.
    fn push(&mut self, c: char) -> bool {
        if let (Some(fraction), Some(d)) = (&mut self.fraction, digit(c)) {
            fraction.push_str(&d.to_string());
            return true;
        }
        if let Some(d) = digit(c) {
            if c == '零' && self.pending.is_empty() && self.started() {
                self.zero = true;
            } else {
                self.pending.push(d);
            }
        } else if matches!(c, '廿' | '卅') && !self.started() {
            self.section = Decimal::from(if c == '廿' { 20 } else { 30 });
            self.last = 1;
        } else if let Some(m) = magnitude(c) {
            if self.has_fraction() && m < 4 {
                return false;
            }
            if m < 4 && self.last > 0 && self.last <= m && self.pending.is_empty() {
                return false;
            }
            self.multiply(m);
        } else {
            return false;
        }
        self.count += 1;
        true
    }

    fn multiply(&mut self, m: u32) {
        let pending = self.take_pending();
        if m >= 4 {
            let section = self.section + pending.unwrap_or_default();
            let section = if section.is_zero() && self.total.is_zero() { Decimal::ONE } else { section };
            // 亿 after 万 multiplies all before it (三万亿).
            self.total = if m == 8 || section.is_zero() {
                (self.total + section) * power(m)
            } else {
                self.total + section * power(m)
            };
            self.section = Decimal::ZERO;
        } else {
            self.section += pending.unwrap_or(Decimal::ONE) * power(m);
        }
        self.last = m;
        self.zero = false;
    }

    fn take_pending(&mut self) -> Option<Decimal> {
        let fraction = self.fraction.take().unwrap_or_default();
        if self.pending.is_empty() && fraction.is_empty() {
            return None;
        }
        let whole: String = self.pending.drain(..).map(|d| d.to_string()).collect();
        let whole = if whole.is_empty() { "0".to_owned() } else { whole };
        if fraction.is_empty() { whole.parse().ok() } else { format!("{whole}.{fraction}").parse().ok() }
    }

    fn finish(mut self) -> Option<(Decimal, Option<Decimal>)> {
        // 七八个, 三五年: neighbouring digits alone name a span.
        if let ([low, high], None) = (self.pending.as_slice(), &self.fraction) {
            if *low > 0 && high > low && high - low <= 2 && self.last == 0 && self.count == 2 {
                return Some(((*low).into(), Some((*high).into())));
            }
        }
        let shorthand = self.pending.len() == 1
            && self.fraction.is_none()
            && self.last > 1
            && !self.zero;
        let last = self.last;
        let pending = self.take_pending().unwrap_or_default();
        let rest = if shorthand { pending * power(last - 1) } else { pending };
        let value = self.total.checked_add(self.section)?.checked_add(rest)?;
        Some((value.normalize(), None))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn numeral(text: &str) -> Option<Numeral> {
        read(text, 0, &|at| text[at..].starts_with("千瓦"))
    }

    #[test]
    fn values() {
        for (text, value, length) in [
            ("66所", "66", "66"),
            ("97.25%", "97.25", "97.25"),
            ("30.90万元", "309000", "30.90万"),
            ("16.4亿元", "1640000000", "16.4亿"),
            ("300余万元", "3000000", "300余万"),
            ("1,234.5亿", "123450000000", "1,234.5亿"),
            ("12,34", "12", "12"),
            ("4800万千瓦", "48000000", "4800万"),
            ("500千瓦", "500", "500"),
            ("3.5万亿斤", "3500000000000", "3.5万亿"),
            ("184. 37 亿元", "18437000000", "184. 37 亿"),
            ("12\n34人", "1234", "12\n34"),
            ("一万二千", "12000", "一万二千"),
            ("一万三", "13000", "一万三"),
            ("一万零三", "10003", "一万零三"),
            ("两百五", "250", "两百五"),
            ("三百二十一名", "321", "三百二十一"),
            ("十二", "12", "十二"),
            ("二○二五年", "2025", "二○二五"),
            ("百分之九十", "90", "百分之九十"),
            ("百分之98.6", "98.6", "百分之98.6"),
            ("三点五万", "35000", "三点五万"),
            ("百余名", "100", "百"),
            ("两亿五千万", "250000000", "两亿五千万"),
            ("廿八", "28", "廿八"),
            ("三万亿", "3000000000000", "三万亿"),
            ("贰拾伍", "25", "贰拾伍"),
        ] {
            let found = numeral(text).unwrap_or_else(|| panic!("{text}: nothing found"));
            assert_eq!(found.value.to_string(), value, "{text}");
            assert_eq!(&text[found.span.range()], length, "{text}");
        }
    }

    #[test]
    fn blanks_that_may_join_two_numbers_are_suspect() {
        assert!(numeral("1 234人").unwrap().suspect);
        assert!(!numeral("1,234人").unwrap().suspect);
    }

    #[test]
    fn a_formal_sign_alone_is_a_word() {
        assert!(numeral("伍建设").is_none());
    }

    #[test]
    fn neighbouring_digits_are_a_span() {
        let found = numeral("七八个").unwrap();
        assert_eq!((found.value, found.upto), (7.into(), Some(8.into())));
    }

    proptest! {
        #[test]
        fn grouped_and_plain_agree(n in 0u64..10_000_000_000) {
            let plain = n.to_string();
            let grouped = plain.as_bytes().rchunks(3).rev()
                .map(|c| std::str::from_utf8(c).unwrap()).collect::<Vec<_>>().join(",");
            prop_assert_eq!(numeral(&plain).unwrap().value, numeral(&grouped).unwrap().value);
        }

        #[test]
        fn never_panics_and_stays_inside(text in "[0-9一二三十百千万亿零点.,多余 \n分之]{1,20}") {
            if let Some(found) = numeral(&text) {
                prop_assert!(found.span.end <= text.len());
                prop_assert!(text.is_char_boundary(found.span.end));
            }
        }

        #[test]
        fn chinese_below_ten_thousand_reads_back(n in 1i64..10_000) {
            prop_assert_eq!(numeral(&spell(n)).unwrap().value, Decimal::from(n));
        }
    }

    /// Spells 1–9999 in Chinese signs.
    fn spell(n: i64) -> String {
        let signs = ['零', '一', '二', '三', '四', '五', '六', '七', '八', '九'];
        let mut out = String::new();
        let mut zero = false;
        for (unit, name) in [(1000, "千"), (100, "百"), (10, "十"), (1, "")] {
            let d = n / unit % 10;
            if d == 0 {
                zero = !out.is_empty();
            } else {
                if zero {
                    out.push('零');
                    zero = false;
                }
                out.push(signs[d as usize]);
                out.push_str(name);
            }
        }
        out
    }
}
