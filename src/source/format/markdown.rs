//! Yields a Markdown document: its text as it stands, with the signs that are markup named.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use super::super::line::{lines, trim};
use super::super::{BlockKind, MARKUP};
use super::{Extracted, emphasis};

/// Class of noise for the fenced block of keys at a document's start.
const FRONT_MATTER: &str = "front_matter";

fn regex(pattern: &str) -> Regex {
    Regex::new(pattern).expect("a fixed pattern")
}

/// `## Heading ##`. Chinese writers leave out the space; one lone `#` without it may be a topic tag.
static HEADING: LazyLock<Regex> =
    LazyLock::new(|| regex(r"^(#{1,6}[ \t\u{3000}]+|#{2,6})[^\s#].*?([ \t]+#+)?$"));
/// A bullet, or the bars of a quotation.
static LEAD: LazyLock<Regex> = LazyLock::new(|| regex(r"^(?:>[ \t]*)*(?:[-*+][ \t]+)?"));
/// A line of signs alone: a rule, an underline of a heading, a fence.
static RULE: LazyLock<Regex> =
    LazyLock::new(|| regex(r"^(?:(?:-[ \t]*){3,}|(?:\*[ \t]*){3,}|={3,}|(?:```|~~~)[\w-]*)$"));
/// The row between a table's head and its body.
static TABLE_RULE: LazyLock<Regex> =
    LazyLock::new(|| regex(r"^\|?[ \t]*:?-{2,}:?[ \t]*(?:\|[ \t]*:?-{2,}:?[ \t]*)*\|?$"));
/// A comment may run over many lines.
static COMMENT: LazyLock<Regex> = LazyLock::new(|| regex(r"(?s)<!--.*?-->"));
/// Tags, pictures, footnote marks: markup from end to end.
static WHOLE: LazyLock<Regex> = LazyLock::new(|| {
    regex(
        r"(?i)</?(?:br|hr|p|div|span|center|font|img|a|b|i|u|em|strong|su[bp]|t(?:able|body|head|[rdh])|h[1-6]|[uo]l|li|section)(?:\s[^<>]*)?/?>|!\[[^\]]*\]\([^)\s]*\)|\[\^[^\]\s]{1,12}\]:?",
    )
});
/// A link: its text is the document's, the rest markup.
static LINK: LazyLock<Regex> =
    LazyLock::new(|| regex(r#"(\[)[^\[\]]+(\]\([^()\s]*(?:\s+"[^"]*")?\))"#));
/// A run of back quotes around code.
static CODE: LazyLock<Regex> = LazyLock::new(|| regex(r"(`+)[^`]+(`+)"));
static KEY: LazyLock<Regex> = LazyLock::new(|| regex(r"^[\w-]{1,30}\s*:(?:\s|$)"));

/// Whether `text` carries signs that only Markdown has, whatever its file is called.
pub(super) fn is_marked_up(text: &str) -> bool {
    if front_matter(text).is_some() || emphasis::spans(text).next().is_some() {
        return true;
    }
    lines(text).any(|line| {
        let line = text[line].trim();
        // `#` is also the mark of a numbered building or a topic tag.
        line.starts_with('#') && HEADING.is_match(line)
    })
}

/// The text unchanged, the kind of each line, and what of it is markup.
pub(super) fn extract(text: String) -> Extracted {
    let front = front_matter(&text);
    let mut found = Extracted::default();
    if let Some(front) = &front {
        let value = |keys: &[&str]| value(&text[front.clone()], keys);
        found.title = value(&["title", "标题"]);
        found.date = value(&["date", "publish_date", "pubdate", "published", "发布日期", "日期"]);
        found.url = address(&text[front.clone()]);
        found.markup.push((FRONT_MATTER, front.clone()));
    }
    let body = front.map_or(0, |front| front.end);
    let rows: Vec<_> = lines(&text).map(|line| trim(&text, line)).collect();
    let table_rules = table_rules(&text, &rows);
    for (i, row) in rows.iter().enumerate() {
        let kind = if row.start < body {
            BlockKind::Paragraph
        } else {
            mark(&text, row.clone(), table_rules[i], &mut found.markup)
        };
        found.kinds.push(kind);
    }
    found.markup.extend(
        emphasis::spans(&text[body..]).map(|span| (MARKUP, span.start + body..span.end + body)),
    );
    let comments = COMMENT.find_iter(&text[body..]);
    found.markup.extend(comments.map(|it| (MARKUP, it.start() + body..it.end() + body)));
    found.markup.sort_by_key(|(_, range)| (range.start, range.end));
    found.text = text;
    found
}

/// Whether each row belongs to a table: the rows with bars around a row of dashes.
fn table_rules(text: &str, rows: &[Range<usize>]) -> Vec<bool> {
    let barred = |i: usize| text[rows[i].clone()].contains('|');
    let mut table = vec![false; rows.len()];
    for i in 1..rows.len() {
        if barred(i) && barred(i - 1) && TABLE_RULE.is_match(&text[rows[i].clone()]) {
            table[i - 1] = true;
            for row in (i..rows.len()).take_while(|&row| barred(row)) {
                table[row] = true;
            }
        }
    }
    table
}

fn mark(
    text: &str,
    row: Range<usize>,
    in_table: bool,
    markup: &mut Vec<(&'static str, Range<usize>)>,
) -> BlockKind {
    let line = &text[row.clone()];
    let mut add = |range: Range<usize>| {
        if !range.is_empty() {
            markup.push((MARKUP, row.start + range.start..row.start + range.end));
        }
    };
    if in_table {
        if TABLE_RULE.is_match(line) {
            add(0..line.len());
        } else {
            line.match_indices('|').for_each(|(at, bar)| add(at..at + bar.len()));
        }
    } else if RULE.is_match(line) {
        add(0..line.len());
        return BlockKind::Paragraph;
    }
    let heading = HEADING.captures(line).filter(|_| !in_table);
    if let Some(heading) = &heading {
        (1..3).filter_map(|i| heading.get(i)).for_each(|sign| add(sign.range()));
    } else if !in_table && let Some(lead) = LEAD.find(line) {
        add(lead.range());
    }
    WHOLE.find_iter(line).for_each(|sign| add(sign.range()));
    for pattern in [&LINK, &CODE] {
        for sign in pattern.captures_iter(line) {
            (1..3).filter_map(|i| sign.get(i)).for_each(|sign| add(sign.range()));
        }
    }
    match heading {
        _ if in_table => BlockKind::Row,
        Some(_) => BlockKind::Heading(line.bytes().take_while(|b| *b == b'#').count() as u8),
        None => BlockKind::Paragraph,
    }
}

/// The block of `key: value` lines between two `---` at the very start.
fn front_matter(text: &str) -> Option<Range<usize>> {
    let mut rows = lines(text).map(|line| trim(text, line));
    let first = rows.next().filter(|row| &text[row.clone()] == "---")?;
    let mut keys = 0;
    for row in rows.take(200) {
        match &text[row.clone()] {
            "---" | "..." => return (keys > 0).then_some(first.start..row.end),
            line => keys += usize::from(KEY.is_match(line)),
        }
    }
    None
}

fn value(front: &str, keys: &[&str]) -> Option<String> {
    front.lines().find_map(|line| {
        let (key, value) = line.split_once(':')?;
        let value = value.trim().trim_matches(['"', '\'']).trim();
        let asked = keys.iter().any(|asked| key.trim().eq_ignore_ascii_case(asked));
        (asked && !value.is_empty()).then(|| value.to_owned())
    })
}

fn address(front: &str) -> Option<String> {
    front
        .split([' ', '\t', '\n', '\r', '"', '\'', '<', '>'])
        .find(|word| word.starts_with("http://") || word.starts_with("https://"))
        .map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The text with its markup cut out, `⟨…⟩` around front matter.
    fn shown(text: &str) -> (String, Vec<BlockKind>) {
        let found = extract(text.to_owned());
        assert_eq!(found.text, text);
        let mut left: Vec<char> = Vec::new();
        for (at, c) in text.char_indices() {
            if !found.markup.iter().any(|(_, range)| range.contains(&at)) {
                left.push(c);
            }
        }
        (left.into_iter().collect(), found.kinds)
    }

    #[test]
    fn marks_are_told_from_text() {
        let cases = [
            ("# 政府工作报告", "政府工作报告"),
            ("##一、回顾 ##", "一、回顾"),
            ("#话题#大家说", "#话题#大家说"),
            ("- 一所学校", "一所学校"),
            ("-5.2%", "-5.2%"),
            ("> 引文", "引文"),
            ("1. 概况", "1. 概况"),
            ("见[报告](http://a.cn/b)全文", "见报告全文"),
            ("![图](a.png)图示", "图示"),
            ("三项计划[^1]，创新", "三项计划，创新"),
            ("[^1]: 三项计划", " 三项计划"),
            ("`一票否决`制", "一票否决制"),
            ("增长<br>8%<!-- 注 -->", "增长8%"),
            ("当x<5时，y>3", "当x<5时，y>3"),
            ("```\n码\n```", "\n码\n"),
            ("——增长\n---\n下", "——增长\n\n下"),
            ("a|b", "a|b"),
        ];
        for (text, expected) in cases {
            assert_eq!(shown(text).0, expected, "{text}");
        }
    }

    #[test]
    fn lines_have_kinds() {
        use BlockKind::{Heading, Paragraph, Row};
        let text = "---\ntitle: 某市报告\nsource: https://a.cn/1.html\n---\n\n## 一、回顾\n\n文。\n\n\
            | 项目 | 数 |\n| --- | --- |\n| 学校 | 66 |\n\n文。";
        let (left, kinds) = shown(text);
        assert!(left.starts_with("\n\n一、回顾\n\n文。\n\n 项目  数 \n\n 学校  66 \n"), "{left}");
        let p = Paragraph;
        assert_eq!(kinds, [p, p, p, p, Heading(2), p, Row, Row, Row, p]);
        let found = extract(text.to_owned());
        assert_eq!(found.title.as_deref(), Some("某市报告"));
        assert_eq!(found.url.as_deref(), Some("https://a.cn/1.html"));
        assert_eq!(found.markup[0].0, FRONT_MATTER);
        assert!(front_matter("---\n正文\n---\n").is_none());
    }
}
