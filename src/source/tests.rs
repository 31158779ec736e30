//! Yields the proof that a document is read, marked and dated as a whole.

use std::sync::LazyLock;

use proptest::prelude::*;

use super::*;
use crate::dictionary::noise::NoiseRule;

static RULES: LazyLock<NoiseRules> = LazyLock::new(|| {
    #[derive(serde::Deserialize)]
    struct File {
        noise: Vec<NoiseRule>,
    }
    let file: File = toml::from_str(include_str!("../../dictionaries/noise.toml")).unwrap();
    NoiseRules::compile(file.noise).unwrap()
});

fn report(text: &str) -> Report {
    Report::from_text("a.txt", text, &RULES)
}

/// Class and text of each piece of noise.
fn noise(report: &Report) -> Vec<(&str, &str)> {
    report.noise.iter().map(|n| (n.class.as_str(), report.text.raw(n.span))).collect()
}

const BODY: &str = "2024年，全县教育系统坚持立德树人，各项工作取得新的进展。\n\n一、基本情况\n\
    全县有学校66所，在校学生19164人。";

#[test]
fn furniture_around_a_report_is_marked() {
    type Case<'a> = (&'a str, &'a str, &'a [(&'a str, &'a str)]);
    let cases: [Case<'_>; 9] = [
        // A title given twice: the copy goes, the title stays.
        ("某县教育局工作总结\n\n某县教育局工作总结\n", "", &[("nav", "某县教育局工作总结")]),
        (
            "某县教育局工作总结 - 某某文库\n某县教育局工作总结（5120字）\n更新时间：2025-03 来源：网友投稿\n",
            "",
            &[
                ("nav", "某县教育局工作总结 - 某某文库"),
                ("byline", "（5120字）"),
                ("byline", "更新时间：2025-03 来源：网友投稿"),
            ],
        ),
        // Unknown entries among and before known ones belong to the menu; the office that stands
        // before the second half of a title does not.
        (
            "某县人民政府\n首页\n魅力某县\n阳光信访\n通知公告\n某县教育局\n2024年工作总结\n",
            "",
            &[
                ("nav", "某县人民政府"),
                ("nav", "首页"),
                ("nav", "魅力某县"),
                ("nav", "阳光信访"),
                ("nav", "通知公告"),
            ],
        ),
        // One entry alone makes no menu.
        ("某县人民政府\n关于教育工作的报告\n", "", &[]),
        (
            "• 您的位置：首页 >> 文秘 >> 总结\n* 某市教育局工作总结\n作者：佚名　　时间：2024-05-01\n",
            "",
            &[
                ("nav", "• 您的位置：首页 >> 文秘 >> 总结"),
                ("byline", "作者：佚名　　时间：2024-05-01"),
            ],
        ),
        // After the closing marks short lines are titles of other texts.
        (
            "",
            "上一篇：某县水务局总结\n下一篇：没有了\n相关文章\n某镇工作总结\n某乡工作计划\n版权所有：某县人民政府 ICP备00000000号",
            &[
                ("nav", "上一篇：某县水务局总结"),
                ("nav", "下一篇：没有了"),
                ("nav", "相关文章"),
                ("nav", "某镇工作总结"),
                ("nav", "某乡工作计划"),
                ("disclaimer", "版权所有：某县人民政府 ICP备00000000号"),
            ],
        ),
        // What a report itself ends with is not marked.
        ("", "附件：1.某县统计表\n某县教育局\n2024年12月30日\n", &[]),
        (
            "",
            "---此处隐藏321字,登录后查看---\n三、保障措施\n加强领导。\n转载请保留出处：https://www.example.com/1.html",
            &[
                ("truncation", "---此处隐藏321字,登录后查看---"),
                ("link", "转载请保留出处：https://www.example.com/1.html"),
            ],
        ),
        (
            "",
            "K2024年，覆盖率均达?95%，详见www.example.gov.cn/a。&nbsp;\n【打印】【关闭窗口】\n",
            &[
                ("stray", "K"),
                ("stray", "?"),
                ("link", "www.example.gov.cn/a"),
                ("stray", "&nbsp;"),
                ("nav", "【打印】【关闭窗口】"),
            ],
        ),
    ];
    for (head, tail, expected) in cases {
        let report = report(&format!("{head}{BODY}\n{tail}"));
        assert_eq!(noise(&report), expected, "{head}|{tail}");
    }
}

#[test]
fn what_a_document_says_of_itself_is_kept() {
    let told = |text: &str| {
        let report = report(text);
        (
            report.title,
            report.title_span.map(|span| report.text.raw(span).to_owned()),
            report.publish_date,
            report.source_url,
        )
    };
    let own = |text: &str| Some(text.to_owned());
    let front = "---\ntitle: 某市报告\ndate: 2024-1-9\nsource: https://a.cn/1\n---\n";
    let cases = [
        (BODY.to_owned(), (None, None, None, None)),
        (
            format!(
                "某县２０２４年工作总结(5120字)\n时间：2025年1月\n{BODY}\n链接地址：http://a.cn/2.html\n"
            ),
            (None, own("某县２０２４年工作总结"), own("2025-01"), own("http://a.cn/2.html")),
        ),
        (
            format!("{front}**政府工作报告**\n{BODY}"),
            (own("某市报告"), own("政府工作报告"), own("2024-01-09"), own("https://a.cn/1")),
        ),
        (format!("{BODY}\n详见 http://a.cn/3"), (None, None, None, None)),
    ];
    for (text, expected) in cases {
        assert_eq!(told(&text), expected, "{text}");
    }
}

#[test]
fn spans_count_the_folded_text() {
    let text =
        "---\ntitle: Ａ市\n---\n# 政府工作报告\n\n全县有学校**６６所**，其中**公办**６０所。\n";
    let report = Report::from_text("a.md", text, &RULES);
    assert_eq!(report.text.original(), text);
    let marks = noise(&report);
    assert_eq!(marks[0], ("front_matter", "---\ntitle: Ａ市\n---"));
    assert_eq!(marks[1], ("markup", "# "));
    let kinds: Vec<_> = report.blocks.iter().map(|b| (report.text.raw(b.span), b.kind)).collect();
    assert_eq!(kinds[3], ("# 政府工作报告", BlockKind::Heading(1)));
    assert_eq!(kinds.len(), 5);
}

#[test]
fn files_are_read_or_refused_with_a_code() {
    let read = |bytes: &[u8]| read("a.txt", bytes, &ReadOptions::default(), &RULES);
    let cases: [(&[u8], &str); 6] = [
        (b"", "empty"),
        (b" \r\n\t\n", "empty"),
        (b"\xef\xbb\xbf", "empty"),
        (b"<html><head><title>x</title></head><body> </body></html>", "empty"),
        (b"%PDF-1.4 ...", "format"),
        (b"\0\x01\x02\x03\x04\x05", "binary"),
    ];
    for (bytes, code) in cases {
        assert_eq!(read(bytes).unwrap_err().code(), code, "{bytes:?}");
    }
    let report = read("\u{feff}全县\r\n有学校66所。\r\n".as_bytes()).unwrap();
    assert_eq!((report.encoding, report.format.as_str()), ("UTF-8 (BOM)", "text"));
    assert_eq!(report.text.original(), "全县\r\n有学校66所。\r\n");
    let blocks: Vec<_> = report.blocks.iter().map(|b| report.text.raw(b.span)).collect();
    assert_eq!(blocks, ["全县", "有学校66所。"]);
}

#[test]
fn a_page_is_read_whole() {
    let page = "<html><title>某县工作总结_某县人民政府</title><meta name=PubDate content='2025-01-08'>\
        <body><ul><li><a href=/>首页</a><li><a href=/a>公告</a></ul><h1>某县工作总结</h1>\
        <p>来源：县教育局 浏览次数：12</p><p>全县有学校６６所，毛入园率达97.25%。</p>\
        <table><tr><td>项目<td>数<tr><td><td>66</table><p>【关闭窗口】</p></body></html>";
    let report = Report::from_text("a.txt", page, &RULES);
    assert_eq!(report.format, Format::Html);
    assert_eq!(
        noise(&report),
        [("byline", "来源：县教育局 浏览次数：12"), ("nav", "【关闭窗口】")]
    );
    let rows: Vec<_> = report.blocks.iter().filter(|b| b.kind == BlockKind::Row).collect();
    assert_eq!(report.text.slice(rows[1].span), "\t66");
    assert_eq!(report.title.as_deref(), Some("某县工作总结"));
    assert_eq!(report.publish_date.as_deref(), Some("2025-01-08"));
}

proptest! {
    #[test]
    fn any_text_keeps_the_invariants(
        text in r"(首页|\*\*|20\*\*年|某县工作总结|来源：某报|此处隐藏12字|全县有学校６６所。|# |\| a \| b \||---|<p>|</p>|&nbsp;|[ \n\r，、：]){0,40}",
        markdown in any::<bool>(),
    ) {
        let report = Report::from_text(if markdown { "a.md" } else { "a.txt" }, &text, &RULES);
        let folded = report.text.folded();
        if report.format != Format::Html {
            prop_assert_eq!(report.text.original(), &text);
        }
        let mut end = 0;
        for noise in &report.noise {
            prop_assert!(noise.span.start >= end && !noise.span.is_empty());
            prop_assert!(folded.get(noise.span.range()).is_some());
            end = noise.span.end;
        }
        let mut end = 0;
        for block in &report.blocks {
            prop_assert!(block.span.start >= end && !report.text.slice(block.span).trim().is_empty());
            end = block.span.end;
        }
    }
}
