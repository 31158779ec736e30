//! Yields the signs of Chinese numerals: digits, magnitudes, and words that stand for a number.

/// The digit that a sign stands for.
pub(super) fn digit(c: char) -> Option<char> {
    Some(match c {
        '零' | '○' => '0',
        '一' | '壹' => '1',
        '二' | '贰' | '两' | '俩' => '2',
        '三' | '叁' => '3',
        '四' | '肆' => '4',
        '五' | '伍' => '5',
        '六' | '陆' => '6',
        '七' | '柒' => '7',
        '八' | '捌' => '8',
        '九' | '玖' => '9',
        _ => return None,
    })
}

/// Powers of ten that a magnitude sign stands for.
pub(super) fn magnitude(c: char) -> Option<u32> {
    Some(match c {
        '十' | '拾' => 1,
        '百' | '佰' => 2,
        '千' | '仟' => 3,
        '万' => 4,
        '亿' => 8,
        '兆' => 12,
        _ => return None,
    })
}

/// Words for a number: what stands before and after each, and its value (半成, 打对折).
const WORDS: [(&str, &str, &str, &str); 4] = [
    ("", "半百", "", "50"),
    ("", "半", "成", "0.5"),
    ("", "半", "折", "5"),
    ("打", "对", "折", "5"),
];

/// The value of such a word at `at`, and its length.
pub(super) fn word(text: &str, at: usize) -> Option<(&'static str, usize)> {
    let (_, word, _, value) = WORDS.iter().find(|(before, word, after, _)| {
        let rest = text[at..].strip_prefix(word);
        rest.is_some_and(|rest| rest.starts_with(after)) && text[..at].ends_with(before)
    })?;
    Some((value, word.len()))
}

/// Signs of sums of money, each a word's sign as well (队伍, 大陆): alone they are no number unless
/// money is counted, or nothing stands around them.
pub(super) fn is_formal(c: char) -> bool {
    "壹贰叁肆伍陆柒捌玖拾佰仟".contains(c)
}
