//! Yields the proof that pages of the common kinds keep their article and lose their furniture.

use super::super::super::BlockKind::{Heading, Paragraph, Row};
use super::*;

fn text(page: &str) -> String {
    extract(page).text
}

/// A page as government sites build them: menus, crumbs, byline, text in an editor's wrapper, list
/// of other news with summaries, footer.
const SITE: &str = r##"<!DOCTYPE html><html><head><meta charset="utf-8">
<meta name="ArticleTitle" content="某县教育局2024年工作总结"><meta name="PubDate" content="2025-01-08 09:30">
<title>某县教育局2024年工作总结_某县人民政府</title><style>p{color:red}</style>
<link rel="canonical" href="https://www.example.gov.cn/a/1.html"></head><body>
<div class="header-wrap"><div class="mainNav"><ul><li><a href="/">首页</a></li><li><a href="/zw">政务公开</a></li></ul></div></div>
<div>您当前的位置：<a href="/">首页</a> &gt; <a href="/zw">政务公开</a></div>
<div class="main"><h1>某县教育局2024年工作总结</h1>
<div class="info">发布时间：2025-01-08 09:30　来源：县教育局　浏览次数：<script>document.write("<b>12</b>")</script></div>
<div id="zoom"><div class="editor"><p>&nbsp;&nbsp;2024年，全县教育系统坚持立德树人，各项工作取得
新的进展。</p><h2>一、基本情况</h2><p>全县有学校<b>66</b>所，在校学生<span>19164</span>人，见<a href="/b">统计公报</a>。
<p>毛入园率达97.25%，较上年提高2.85个百分点。<br/>其中：公办园占比&ge;60%。
<table border=1><caption>主要指标</caption><tr><th>指标<th>2023年<th>2024年<tr><td>学校数<td>65<td><p>66</p><tr><td>学生数<td><td>19164</table>
</div></div>
<div class="share">分享到：<a href="#">微信</a></div></div>
<div class="list"><h3>相关信息</h3><ul><li><a href="/c">某县2023年工作总结</a></li><li><a href="/d">某县2022年工作总结</a></li></ul></div>
<div class="footer">主办：某县人民政府 ICP备00000000号，版权所有，未经许可不得转载本站的内容。</div></body></html>"##;

#[test]
fn a_site_page_keeps_its_article() {
    let found = extract(SITE);
    assert_eq!(
        found.text.lines().collect::<Vec<_>>(),
        [
            "某县教育局2024年工作总结",
            "发布时间：2025-01-08 09:30　来源：县教育局　浏览次数：",
            "2024年，全县教育系统坚持立德树人，各项工作取得新的进展。",
            "一、基本情况",
            "全县有学校66所，在校学生19164人，见统计公报。",
            "毛入园率达97.25%，较上年提高2.85个百分点。",
            "其中：公办园占比≥60%。",
            "主要指标",
            "指标\t2023年\t2024年",
            "学校数\t65\t66",
            "学生数\t\t19164",
        ]
    );
    let p = Paragraph;
    assert_eq!(found.kinds, [Heading(1), p, p, Heading(2), p, p, p, Row, Row, Row, Row]);
    assert_eq!(found.title.as_deref(), Some("某县教育局2024年工作总结"));
    assert_eq!(found.date.as_deref(), Some("2025-01-08 09:30"));
    assert_eq!(found.url.as_deref(), Some("https://www.example.gov.cn/a/1.html"));
}

#[test]
fn markup_of_all_ages_is_read() {
    let long = "全县教育系统坚持立德树人，各项工作取得新的进展，群众更加满意。";
    let cases = [
        // A fragment without a frame.
        (format!("<p>{long}</p><p>二</p>"), format!("{long}\n二\n")),
        // A page laid out by nested tables.
        (
            format!(
                "<table><tr><td><a href=x>首页</a></td></tr><tr><td><table><tr><td>{long}<br>{long}</td></tr></table></td></tr></table>"
            ),
            format!("{long}\n{long}\n"),
        ),
        // All text in the body, parted by breaks.
        (
            format!("<body>{long}<br>一、概况<br><br>{long}</body>"),
            format!("{long}\n一、概况\n{long}\n"),
        ),
        (format!("<pre>{long}\n  {long}</pre>"), format!("{long}\n{long}\n")),
        // Paragraphs before and after the element that holds nearly all text.
        (
            format!(
                "<div><p>{long}</p><div>{}</div><p>{long}</p></div>",
                format!("<p>{long}</p>").repeat(30)
            ),
            format!("{long}\n").repeat(32),
        ),
        // The article in an element with a misleading name.
        (
            format!("<div class='share-box'><p>{long}</p></div><p>{long}</p>"),
            format!("{long}\n{long}\n"),
        ),
        (
            format!("<div style='display: none'>{long}</div><div hidden>x</div><p>{long}"),
            format!("{long}\n"),
        ),
        ("<p>短</p>".to_owned(), "短\n".to_owned()),
        ("<p></p><script>1</script>".to_owned(), String::new()),
        (format!("<P>{long}</P></div></td><I>尾</P>"), format!("{long}\n尾\n")),
    ];
    for (page, expected) in cases {
        assert_eq!(text(&page), expected, "{page}");
    }
}

#[test]
fn deep_nesting_is_no_danger() {
    let deep = format!("{}全县教育工作。{}", "<div>".repeat(100_000), "</div>".repeat(100_000));
    assert_eq!(text(&deep), "全县教育工作。\n");
    let spans = format!("<p>{}甲", "<b><table><tr><td>".repeat(20_000));
    assert_eq!(text(&spans), "甲\n");
}

proptest::proptest! {
    #[test]
    fn any_tag_soup_is_read(soup in r"(</?(p|div|table|tr|td|li|h1|a href=x|br|b|script)>|全县有学校66所。|[<>&;/ \n]){0,60}") {
        let found = extract(&soup);
        proptest::prop_assert_eq!(found.text.lines().count(), found.kinds.len());
    }
}
