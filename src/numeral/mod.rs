//! Yields [`Numeral`]: a number as written (3.5万, 一万二千, 百分之九十, 1,234) and its exact value.
//!
//! Units are not read here. Values are decimals, so 16.4亿 is exactly 1640000000.

mod arabic;
mod chinese;
mod fraction;
mod scan;
mod sum;

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
    /// Whether it divides one number by another (三分之二, 4/3).
    pub quotient: bool,
    /// Whether 余, 多 or 几 stands inside it (300余万, 二十几).
    pub over: bool,
    /// The magnitude that it ends in, as a factor (万 → 10000); 1 where there is none.
    pub scale: Decimal,
    /// Whether spaces or line breaks stand inside so that its value cannot be told.
    pub suspect: bool,
    /// Whether two neighbouring digits name a span (七八个): the value is the first, this the second.
    pub upto: Option<Decimal>,
}

/// Ten to this power, or `None` past what a decimal holds.
fn power(exponent: u32) -> Option<Decimal> {
    let power = 10i128.checked_pow(exponent)?;
    Decimal::try_from_i128_with_scale(power, 0).ok()
}

/// Whether a character can stand inside a Chinese numeral.
pub fn is_chinese_digit(c: char) -> bool {
    chinese::digit(c).is_some() || chinese::magnitude(c).is_some() || matches!(c, '廿' | '卅')
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
    let mut numeral = fraction::read(text, at, keeps)?;
    let written = &text[numeral.span.range()];
    let mut signs = written.chars();
    if let (Some(sign), None) = (signs.next(), signs.next())
        && chinese::is_formal(sign)
    {
        let alone = |c: Option<char>| c.is_none_or(|c| !c.is_alphanumeric());
        let after = text[numeral.span.end..].chars().next();
        let apart = alone(text[..at].chars().next_back()) && alone(after);
        let counts = after.is_some_and(|c| "元角分打".contains(c));
        if !(apart || counts) {
            return None;
        }
    }
    dozens(&mut numeral, text);
    Some(numeral)
}

/// 一打, 十打: twelve of them, where 打 opens no other word (一打就灵) and nothing counts the blows
/// (三打两建, “三打”).
fn dozens(numeral: &mut Numeral, text: &str) {
    let rest = text[numeral.span.end..].strip_prefix('打');
    let one = numeral.value == Decimal::ONE;
    let counts = |c: char| {
        if one { !c.is_alphanumeric() } else { c != '”' && !is_chinese_digit(c) }
    };
    if rest.is_some_and(|rest| rest.chars().next().is_none_or(counts)) {
        numeral.value *= Decimal::from(12);
        numeral.span.end += '打'.len_utf8();
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
            ("5万4千6百", "54600", "5万4千6百"),
            ("3万4000元", "34000", "3万4000"),
            ("100万15个", "1000000", "100万"),
            ("100万三千", "1003000", "100万三千"),
            ("40万千升", "400000000", "40万千"),
            ("两千 四 百 五", "2450", "两千 四 百 五"),
            ("五兆六十二亿元", "5006200000000", "五兆六十二亿"),
            ("百兆宽带", "100", "百"),
            ("一百点123", "100.123", "一百点123"),
            ("八点30分", "8", "八"),
            ("三千两百两", "3200", "三千两百"),
            ("一万零十二", "10012", "一万零十二"),
            ("负3.9%", "-3.9", "负3.9"),
            ("-12e-1", "-1.2", "-12e-1"),
            ("2^-1", "0.5", "2^-1"),
            ("40k", "40000", "40k"),
            ("5km", "5", "5"),
            ("四分之三", "0.75", "四分之三"),
            ("1 3/5", "1.6", "1 3/5"),
            ("2020/11/5", "2020", "2020"),
            ("一又二分之一", "1.5", "一又二分之一"),
            ("千分之九点五", "9.5", "千分之九点五"),
            ("百万分之五", "0.0005", "百万分之五"),
            ("一打", "12", "一打"),
            ("十打苹果", "120", "十打"),
            ("三打两建", "3", "三"),
            ("1, 234人", "1234", "1, 234"),
            ("1, 234, 567", "1", "1"),
            ("2.1.7版", "2", "2"),
            ("一打就灵", "1", "一"),
            ("半成", "0.5", "半"),
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
        assert!(!numeral("7 2 折").unwrap().suspect);
        assert!(numeral("7 2折").unwrap().suspect);
    }

    #[test]
    fn a_formal_sign_alone_is_a_word() {
        assert!(numeral("伍建设").is_none());
    }

    #[test]
    fn neighbouring_digits_are_a_span() {
        let found = numeral("七八个").unwrap();
        assert_eq!((found.value, found.upto), (7.into(), Some(8.into())));
        for (text, low, high) in
            [("二三十个", 20, 30), ("七八十万", 700_000, 800_000), ("三十七八度", 37, 38)]
        {
            let found = numeral(text).unwrap();
            assert_eq!((found.value, found.upto), (low.into(), Some(high.into())), "{text}");
        }
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
        fn never_panics_and_stays_inside(text in "[0-9一二三十百千万亿零点.,多余 \n分之]{1,40}") {
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
