//! Yields numerals with their sign and what they divide: 负3.9, 百分之九十, 三分之二, 一又二分之一, 4/3.

use rust_decimal::Decimal;

use super::{Numeral, Script, arabic, scan};

/// Ratios that have a sign of their own, by what they divide by.
const RATIOS: [(u32, &str); 3] = [(100, "%"), (1000, "‰"), (10000, "‱")];
/// What stands before 负 where it is a sign and no part of a word (担负).
const BEFORE_MINUS: &str = "为是至到于达和与之";
/// What stands before a hyphen that is a sign (增长, 增速, 增幅).
const BEFORE_HYPHEN: &str = "为是到达长速幅";

/// Reads a signed numeral or fraction.
pub(super) fn read(text: &str, at: usize, keeps: &dyn Fn(usize) -> bool) -> Option<Numeral> {
    signed(text, at, |from| {
        let first = plain(text, from, keeps)?;
        over(text, first.clone(), keeps)
            .or_else(|| mixed(text, &first, keeps))
            .or_else(|| slashed(text, &first))
            .or(Some(first))
    })
}

/// A numeral without a sign, Latin signs after its digits included.
fn plain(text: &str, at: usize, keeps: &dyn Fn(usize) -> bool) -> Option<Numeral> {
    let mut numeral = scan::read(text, at, keeps)?;
    let digits = text[..numeral.span.end].ends_with(|c: char| c.is_ascii_digit());
    if numeral.script == Script::Arabic
        && digits
        && let Some((value, end)) = arabic::suffixed(numeral.value, text, numeral.span.end)
    {
        numeral.value = value;
        numeral.span.end = end;
    }
    Some(numeral)
}

/// Takes 负 or - before what `read` finds.
fn signed(text: &str, at: usize, read: impl FnOnce(usize) -> Option<Numeral>) -> Option<Numeral> {
    let Some(rest) = text[at..].strip_prefix(['负', '-']) else {
        return read(at);
    };
    let before = &text[..at];
    let near = before.chars().next_back();
    let minus = if text[at..].starts_with('负') {
        near.is_none_or(|c| !c.is_alphanumeric() || BEFORE_MINUS.contains(c))
    } else {
        // A hyphen or the sign of a range stands after what it joins; 增长-3.5% joins nothing.
        near.is_some_and(|c| BEFORE_HYPHEN.contains(c))
            || near.is_none_or(|c| " \n\t(“:,;、。".contains(c))
                && before
                    .trim_end_matches(' ')
                    .chars()
                    .next_back()
                    .is_none_or(|c| !c.is_alphanumeric() && !"%℃)".contains(c))
    };
    let mut numeral = read(text.len() - rest.len()).filter(|_| minus)?;
    numeral.value = -numeral.value;
    numeral.upto = numeral.upto.map(|upto| -upto);
    numeral.span.start = at;
    Some(numeral)
}

/// X分之Y: a ratio where X is a magnitude alone (百分之), else a quotient.
fn over(text: &str, below: Numeral, keeps: &dyn Fn(usize) -> bool) -> Option<Numeral> {
    let rest = strip(strip(&text[below.span.end..], "分")?, "之")?.trim_start_matches(' ');
    let from = text.len() - rest.len();
    let mut numeral = signed(text, from, |from| plain(text, from, keeps))?;
    let bare = text[below.span.range()].chars().all(|c| "百佰千仟万 ".contains(c));
    numeral.span.start = below.span.start;
    if !bare {
        numeral.value = numeral.value.checked_div(below.value)?.normalize();
        numeral.quotient = true;
        return Some(numeral);
    }
    let ratio = RATIOS.iter().find(|(times, _)| below.value == Decimal::from(*times));
    numeral.ratio = Some(ratio.map_or("%", |(_, sign)| sign));
    if ratio.is_none() {
        let percent = numeral.value.checked_mul(Decimal::ONE_HUNDRED)?;
        numeral.value = percent.checked_div(below.value)?.normalize();
    }
    Some(numeral)
}

/// 一又二分之一.
fn mixed(text: &str, whole: &Numeral, keeps: &dyn Fn(usize) -> bool) -> Option<Numeral> {
    let rest = strip(&text[whole.span.end..], "又")?.trim_start_matches(' ');
    let below = plain(text, text.len() - rest.len(), keeps)?;
    let mut numeral = over(text, below, keeps).filter(|n| n.quotient)?;
    numeral.value = numeral.value.checked_add(whole.value)?;
    numeral.span.start = whole.span.start;
    Some(numeral)
}

/// 4/3 and 1 4/3, but no date: whole numbers with one slash between them.
fn slashed(text: &str, above: &Numeral) -> Option<Numeral> {
    let written = &text[above.span.range()];
    let (whole, top) = written.split_once(' ').unwrap_or(("0", written));
    let bottom = text[above.span.end..].strip_prefix('/')?;
    let length = bottom.len() - bottom.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let after = bottom[length..].chars().next();
    let joins = |c: char| c.is_ascii_alphanumeric() || matches!(c, '/' | '.' | '-' | '万' | '十');
    if after.is_some_and(joins) || text[..above.span.start].ends_with('/') {
        return None;
    }
    let [whole, top, bottom] =
        [whole, top, &bottom[..length]].map(|digits| digits.parse::<u32>().ok().map(Decimal::from));
    let value = whole? + top?.checked_div(bottom?)?;
    let mut numeral = Numeral { value: value.normalize(), quotient: true, ..above.clone() };
    numeral.suspect = false;
    numeral.span.end += 1 + length;
    Some(numeral)
}

fn strip<'a>(text: &'a str, sign: &str) -> Option<&'a str> {
    text.trim_start_matches(' ').strip_prefix(sign)
}
