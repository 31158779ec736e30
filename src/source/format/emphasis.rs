//! Yields the paired `**` and `__` of Markdown, told from the same signs masking removed text.
//!
//! In these reports `20**年`, `**县` and `**万元` hide what stood there. So a pair is emphasis only
//! on one line, around text, and where its ends lean on line ends or punctuation as no mask does;
//! a pair inside running text counts only in a document that plainly uses emphasis elsewhere.
//! `__` is hardly ever emphasis here (`20__年`, `__县`): only around a whole line.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use super::super::line::{lines, trim};

/// Words that a mask stands before: places, dates, measure words, bodies.
const MASKED: &str = "县市省区州旗盟镇乡村年月日号名人个所家项次元万亿%％局校中小园院厂某";
const STOPS: &str = "。：:！!？?；;";
const STANDS_OFF: &str = "。：:！!？?；;，,、（）()“”\"《》〈〉【】[]—-–―|·•.．";

static RUN: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"\*{2,}|_{2,}").expect("a fixed pattern"));
/// What begins a heading: emphasis that opens there and is never closed is still no mask.
static HEADING: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"^(?:[一二三四五六七八九十]{1,3}[、，.．]|[（(][一二三四五六七八九十]{1,3}[)）]|第[一二三四五六七八九十]{1,3}[章部篇编]|\d{1,2}[、.．]|——|[-―–]{2})")
        .expect("a fixed pattern")
});
/// The marks of a run of points, which nobody masks.
static ORDINAL: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"^[一二三四五六七八九十]{1,3}[是要]").expect("a fixed pattern"));

/// Byte ranges of the signs, in order of the text's lines.
pub(super) fn spans(text: &str) -> impl Iterator<Item = Range<usize>> + '_ {
    let rows: Vec<_> = lines(text)
        .map(|line| trim(text, line))
        .map(|row| (RUN.find_iter(&text[row.clone()]).map(|run| run.range()).collect(), row))
        .collect();
    let plain = plainly_emphatic(text, &rows);
    // The line where emphasis opened, and its sign where that is not certain to be one.
    let mut open: Option<(usize, Option<Range<usize>>)> = None;
    let mut found = Vec::new();
    for (i, (runs, row)) in rows.iter().enumerate() {
        let line = &text[row.clone()];
        let shift = |run: &Range<usize>| row.start + run.start..row.start + run.end;
        let (pairs, left) = pairs(line, runs, plain);
        found.extend(pairs.iter().flatten().map(shift));
        for run in left.into_iter().filter(|run| line[run.clone()].starts_with('*')) {
            let is_open = run.start == 0;
            let after = &line[run.end..];
            if is_open && HEADING.is_match(after) {
                found.push(shift(&run));
                open = Some((i, None));
            } else if plain && is_open && !after.is_empty() && !starts_masked(after) {
                open = Some((i, Some(shift(&run))));
            } else if closes(&line[..run.start], after)
                && (open.as_ref().is_some_and(|(from, _)| i - from <= 3)
                    || ends_heading(line, &run))
            {
                // Emphasis that a converter carried over a line end.
                found.extend(open.take().and_then(|(_, run)| run));
                found.push(shift(&run));
            }
        }
    }
    found.sort_by_key(|range| range.start);
    found.into_iter()
}

type Runs = Vec<Range<usize>>;
type Pairs = Vec<[Range<usize>; 2]>;

/// Whether at least two lines hold emphasis that nobody could take for masks.
fn plainly_emphatic(text: &str, rows: &[(Runs, Range<usize>)]) -> bool {
    rows.iter().filter(|(runs, row)| !pairs(&text[row.clone()], runs, false).0.is_empty()).count()
        >= 2
}

/// The pairs among a line's runs, and the runs left over.
fn pairs(line: &str, runs: &Runs, plain: bool) -> (Pairs, Runs) {
    let (mut pairs, mut left) = (Pairs::new(), Runs::new());
    let mut at = 0;
    while at < runs.len() {
        match runs.get(at + 1) {
            Some(close) if is_emphasis(line, &runs[at], close, plain) => {
                pairs.push([runs[at].clone(), close.clone()]);
                at += 2;
            }
            _ => {
                left.push(runs[at].clone());
                at += 1;
            }
        }
    }
    (pairs, left)
}

fn is_emphasis(line: &str, open: &Range<usize>, close: &Range<usize>, plain: bool) -> bool {
    let (before, inner, after) =
        (&line[..open.start], &line[open.end..close.start], &line[close.end..]);
    if open.len() > 3 || close.len() > 3 || inner.trim().is_empty() || after_digit(before) {
        return false;
    }
    // A cell of a table ends like a line.
    let is_whole = before.trim_end().chars().next_back().is_none_or(|c| c == '|')
        && after.trim_start().chars().next().is_none_or(|c| c == '|');
    let opens = stands_off(before.chars().next_back());
    let ends_sentence = inner.ends_with(|c| STOPS.contains(c));
    let closed = stands_off(after.chars().next());
    if ORDINAL.is_match(inner) {
        return opens;
    }
    if line[open.clone()].starts_with('_') {
        return is_whole && !starts_masked(inner);
    }
    if starts_masked(inner) {
        let is_first = before.is_empty() && (ends_sentence || plain && closed);
        return is_whole || is_first || plain && opens && ends_sentence;
    }
    if starts_masked(after) && !ends_sentence && !inner.bytes().all(|b| b.is_ascii_digit()) {
        return false;
    }
    plain || opens && (ends_sentence || closed)
}

/// Whether a lone run between `before` and `after` may end emphasis.
fn closes(before: &str, after: &str) -> bool {
    !after_digit(before)
        && !starts_masked(after)
        && (after.trim().is_empty() || before.ends_with(|c| STOPS.contains(c)))
        && !before.trim().is_empty()
}

/// Whether a lone run ends a line that begins as a heading.
fn ends_heading(line: &str, run: &Range<usize>) -> bool {
    HEADING.is_match(line) && run.end == line.len() && !line[..run.start].ends_with([':', '：'])
}

fn after_digit(before: &str) -> bool {
    before.ends_with(|c: char| c.is_ascii_digit() || ('０'..='９').contains(&c))
}

fn starts_masked(text: &str) -> bool {
    text.starts_with(|c| MASKED.contains(c))
}

fn stands_off(c: Option<char>) -> bool {
    c.is_none_or(|c| c.is_whitespace() || STANDS_OFF.contains(c))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn left(text: &str) -> String {
        let mut left = text.to_owned();
        for range in spans(text).collect::<Vec<_>>().into_iter().rev() {
            left.replace_range(range, "");
        }
        left
    }

    #[test]
    fn emphasis_goes_and_masks_stay() {
        let cases = [
            ("**一、2021年工作回顾**", "一、2021年工作回顾"),
            ("**一、2021年工作回顾", "一、2021年工作回顾"),
            ("**（一）抓教学**", "（一）抓教学"),
            ("——**实力增强。**全市总产值", "——实力增强。全市总产值"),
            ("12．**三互：**口岸", "12．三互：口岸"),
            ("**市长 张三**", "市长 张三"),
            ("**县域经济壮大。**全年", "县域经济壮大。全年"),
            ("***政府工作报告**", "政府工作报告"),
            ("稳步推进。**一是**开展", "稳步推进。一是开展"),
            ("__一、概况__", "一、概况"),
            ("| **序号** | **项目** |", "| 序号 | 项目 |"),
            ("20**年", "20**年"),
            ("20**年，**县教育局完成投资**万元", "20**年，**县教育局完成投资**万元"),
            ("**县教育局**年工作总结", "**县教育局**年工作总结"),
            ("在**县委、**县政府领导下，", "在**县委、**县政府领导下，"),
            ("**县委、**县政府高度重视", "**县委、**县政府高度重视"),
            ("**年**月**日", "**年**月**日"),
            ("由**负责、**落实", "由**负责、**落实"),
            ("**中学、**小学", "**中学、**小学"),
            ("____年", "____年"),
            ("（__教督〔20__〕__号），__县教体局", "（__教督〔20__〕__号），__县教体局"),
            (
                "共**县委 **县政府关于<**>县的通知，现将**县",
                "共**县委 **县政府关于<**>县的通知，现将**县",
            ),
            ("__县教育局__", "__县教育局__"),
            ("**高级中学工作总结", "**高级中学工作总结"),
        ];
        for (text, expected) in cases {
            assert_eq!(left(text), expected);
        }
    }

    #[test]
    fn running_text_needs_a_document_that_emphasises() {
        let line = "今年工作的**总体要求**是稳中求进，到**2012**年";
        assert_eq!(left(line), line);
        let document = format!("**一、回顾**\n\n**二、安排**\n\n{line}，完成**万元");
        assert_eq!(
            left(&document),
            "一、回顾\n\n二、安排\n\n今年工作的总体要求是稳中求进，到2012年，完成**万元"
        );
    }

    #[test]
    fn emphasis_is_carried_over_a_line_end() {
        assert_eq!(
            left("**——在大会上\n\n代理市长 张三**\n各位"),
            "——在大会上\n\n代理市长 张三\n各位"
        );
        let plain = "**一、回顾**\n**二、安排**\n";
        let cases = [
            ("**附：\n1.总收入:**包括", "附：\n1.总收入:包括"),
            ("**出版社\n负责人：**县", "**出版社\n负责人：**县"),
        ];
        for (text, expected) in cases {
            assert_eq!(left(&format!("{plain}{text}")), format!("一、回顾\n二、安排\n{expected}"));
            assert_eq!(left(text), text);
        }
    }
}
