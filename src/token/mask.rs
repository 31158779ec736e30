//! Yields [`Mask`]: a run of signs that stands for removed text (xx.x, ＊＊, 20__, 17xxxx, 某).

use crate::span::Span;

/// A run of mask signs, with the digits that were left in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mask {
    /// From the first sign or digit to the last.
    pub span: Span,
    /// Whether digits were left in it (17xxxx, 20__).
    pub half: bool,
}

/// Words in which an x or × is a letter or a sign of its own.
const REAL: [&str; 9] = ["X光", "x光", "X射线", "x射线", "X轴", "X染色体", "X波段", "X刀", "X型"];
/// What makes 某 a mask rather than a word (某些, 某种).
const AFTER_SOME: [char; 27] = [
    '县', '市', '区', '镇', '乡', '村', '校', '局', '中', '小', '老', '同', '学', '教', '幼', '某',
    '单', '企', '公', '街', '省', '州', '男', '女', '园', '院', '职',
];

fn is_sign(c: char) -> bool {
    matches!(c, 'x' | 'X' | '×' | '*' | '○' | '□' | '_' | '某')
}

/// Reads the mask that starts at byte `at`, inside the sentence at `span`.
pub fn read(text: &str, span: Span, at: usize) -> Option<Mask> {
    let rest = &text[at..span.end];
    let first = rest.chars().next()?;
    if !is_sign(first) && !first.is_ascii_digit() {
        return None;
    }
    let before = text[span.start..at].chars().next_back();
    let (length, signs, half) = run(rest);
    let after = rest[length..].chars().next();
    let latin = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphabetic());
    let lone = signs == 1;
    let masks = match first {
        _ if signs == 0 => false,
        'x' | 'X' if REAL.iter().any(|word| rest.starts_with(word)) => false,
        'X' if lone && is_variable(line(text, at)) => false,
        _ if is_emphasis(&text[span.range()], at - span.start) => false,
        // xG stands for 5G; any other Latin neighbour makes a word.
        'x' | 'X' => !latin(before) && (!latin(after) || after == Some('G')),
        '×' => !(lone && (is_digit(before) || is_digit(after))),
        '*' => !(lone && (before.is_none() || after == Some(' '))) && after != Some('/'),
        '_' => signs > 1,
        '○' => !before.map_or(lone, crate::numeral::is_chinese_digit),
        '某' => after.is_none_or(|c| AFTER_SOME.contains(&c)) || signs > 1,
        '□' => true,
        // 7×24 is a product.
        _ if lone && is_product(&rest[..length]) => false,
        _ => !latin(before) && !latin(after) && !rest[..length].contains(['某', '○', '□']),
    };
    masks.then_some(Mask { span: Span::new(at, at + length), half })
}

fn is_digit(c: Option<char>) -> bool {
    c.is_some_and(|c| c.is_ascii_digit())
}

/// How many bytes of a line on either side of a sign are looked at.
const VIEW: usize = 600;

/// The line around a byte, or so much of it as is looked at.
fn line(text: &str, at: usize) -> &str {
    let start = text.floor_char_boundary(at.saturating_sub(VIEW));
    let end = text.ceil_char_boundary(at + VIEW);
    let start = text[start..at].rfind('\n').map_or(start, |stop| start + stop + 1);
    let end = text[at..end].find('\n').map_or(end, |stop| at + stop);
    &text[start..end]
}

/// Whether a line names a scheme with a letter in it (1+N+X), which that letter then stands for.
fn is_variable(line: &str) -> bool {
    ["+X", "X+"].iter().any(|form| line.contains(form))
        && line.split('+').any(|part| {
            part.ends_with(|c: char| c.is_ascii_digit() || c == 'N')
                || part.starts_with(|c: char| c.is_ascii_digit() || c == 'N')
        })
}

/// Whether the run of stars and digits around `at` is a number in bold, **17**: digits in the middle
/// and two stars on either side.
fn is_emphasis(sentence: &str, at: usize) -> bool {
    let part = |c: char| c == '*' || c.is_ascii_digit();
    let start = sentence[..at].trim_end_matches(part).len();
    let rest = &sentence[start..];
    let run = &rest[..rest.len() - rest.trim_start_matches(part).len()];
    let inner = run.strip_prefix("**").and_then(|run| run.strip_suffix("**"));
    inner.is_some_and(|inner| !inner.is_empty() && inner.bytes().all(|b| b.is_ascii_digit()))
}

fn is_product(run: &str) -> bool {
    run.split_once('×').is_some_and(|(_, times)| is_digit(times.chars().next()))
}

/// Length in bytes of the run at the start of `rest`, how many signs it has, and whether it has
/// digits. Signs of one kind run together; points and commas only between two of them.
fn run(rest: &str) -> (usize, usize, bool) {
    let mut length = 0;
    let mut signs = 0;
    let mut half = false;
    let mut kind = None;
    let mut chars = rest.char_indices().peekable();
    while let Some((i, c)) = chars.next() {
        let joins = |c: char, kind: Option<char>| {
            c.is_ascii_digit() || is_sign(c) && kind.is_none_or(|k| k == family(c))
        };
        if joins(c, kind) {
            if is_sign(c) {
                signs += 1;
                kind = Some(family(c));
            } else {
                half = true;
            }
            length = i + c.len_utf8();
        } else if matches!(c, '.' | ',') && length > 0 {
            let Some(&(_, next)) = chars.peek() else {
                break;
            };
            if !joins(next, kind) || kind.is_none() && c == ',' {
                break;
            }
        } else {
            break;
        }
    }
    (length, signs, half)
}

fn family(sign: char) -> char {
    if sign == 'X' { 'x' } else { sign }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mask(text: &str) -> Option<&str> {
        let span = Span::new(0, text.len());
        text.char_indices().find_map(|(i, _)| read(text, span, i)).map(|m| &text[m.span.range()])
    }

    #[test]
    fn masks() {
        for (text, want) in [
            ("达xx.x亿元", Some("xx.x")),
            ("XX县教育局", Some("XX")),
            ("20__年", Some("20__")),
            ("20**年", Some("20**")),
            ("招生17xxxx人", Some("17xxxx")),
            ("共3x.5%", Some("3x.5")),
            ("某中学", Some("某")),
            ("某些学校", None),
            ("占地××亩", Some("××")),
            ("7×24小时", None),
            ("X光机2台", None),
            ("box", None),
            ("xG网络", Some("x")),
            ("x-xx所", Some("x")),
            ("**县第二中学", Some("**")),
            ("“双减”**17**成果", None),
            ("实施1+N+X工程,即X个镇", None),
            ("x+x课程", Some("x")),
            ("共2024人", None),
            ("二○二五年", None),
            ("○○小学", Some("○○")),
        ] {
            assert_eq!(mask(text), want, "{text}");
        }
    }
}
