//! Yields [`Document`]: what a report says of itself — place, organ, years, kind.

use std::collections::HashMap;
use std::sync::LazyLock;

use regex::Regex;

use crate::outline::{Outline, Role};
use crate::region::{self, RegionLevel};
use crate::source::Report;
use crate::span::Span;

/// What a report says of itself. Nothing is guessed: what is not stated is absent.
#[derive(Clone, Debug, Default)]
pub struct Document {
    /// Its title as written.
    pub title: Option<String>,
    /// The body that reports (教育局, 人民政府).
    pub organ: Option<String>,
    /// The region as written, masks included.
    pub region: Option<String>,
    /// Level that the region's name says.
    pub region_level: Option<RegionLevel>,
    /// GB/T 2260 code where the name means one region only.
    pub region_code: Option<String>,
    /// Whether the region's name is masked.
    pub masked_region: bool,
    /// What the choice of the region rests on: `title`, `text` or `path`.
    pub region_source: Option<&'static str>,
    /// The year reported on.
    pub year: Option<i32>,
    /// `stated`, or `inferred` from the year in which a work report was delivered.
    pub year_source: Option<&'static str>,
    /// The year planned for.
    pub plan_year: Option<i32>,
    /// A period of several years that the report is about (十四五, 近五年).
    pub period: Option<String>,
    /// 总结, 计划, 总结+计划, 政府工作报告, 统计公报 …
    pub doc_type: Option<String>,
    /// When it was published, as precise as stated.
    pub publish_date: Option<String>,
    /// Where it was fetched from, as it says itself.
    pub source_url: Option<String>,
    /// Share of its quantities that are not masked, 0 to 1; none without quantities.
    pub completeness: Option<f64>,
    /// Why it seems not to be whole: the note of a cut, or `end` for an end in mid-sentence.
    pub truncated: Option<String>,
}

static REGION: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(concat!(
        r"^([\p{Han}xX×*○_]{1,14}?",
        r"(?:特别行政区|自治区|自治州|自治县|自治旗|新区|林区|地区|省|市|盟|县|区|旗|镇|乡|街道))"
    ))
    .expect("a constant pattern")
});
static MASKED_REGION: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"[xX×*○_某]{1,4}(?:省|市|州|县|区|旗|镇|乡)").expect("a constant pattern")
});
/// The formula by which a head of government opens: 我代表某市人民政府.
static SPEAKER: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"代表([\p{Han}]{2,15}?)(?:第[\p{Han}]{1,4}届)?人民政府")
        .expect("a constant pattern")
});
static ORGAN: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"教育和体育局|教育体育局|教育科技局|教体局|教科体局|教育局|教育厅|教育委员会|统计局|国务院|人民政府|(?:[\p{Han}]{2,6}?(?:局|委员会|办公室|厅))",
    )
    .expect("a constant pattern")
});
static YEAR: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"((?:19|20)[0-9]{2})\s*(?:学年)?[-—–~至、]?\s*((?:19|20)[0-9]{2})?\s*(?:学)?年(?:度)?([^0-9,。]{0,12})").expect("a constant pattern")
});
static DATE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"((?:19|20)[0-9]{2})年([0-9]{1,2})月([0-9]{1,2})日").expect("a constant pattern")
});
static PERIOD: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"“?(十?[一二三四五六七八九]五)”?|(?:近|过去|五|这)[二三四五]年")
        .expect("a constant pattern")
});
static OPENING: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"^\s*((?:19|20)[0-9]{2})年(?:度)?[,是以来]").expect("a constant pattern")
});
static PATH_REGION: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"([\p{Han}]{2,14}?(?:自治区|自治州|自治县|地区|省|市|州|盟|县|区|旗|镇|乡))")
        .expect("a constant pattern")
});
static PATH_YEAR: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?:^|[^0-9])((?:19|20)[0-9]{2})(?:[^0-9]|$)").expect("a constant pattern")
});

/// Longest name of a region in characters.
const LONGEST_NAME: usize = 15;
const PLANS: [&str; 10] =
    ["计划", "打算", "思路", "安排", "要点", "谋划", "任务", "重点", "工作部署", "展望"];

/// Describes a report from its title, its headings, its opening and its path, in that order.
pub fn describe(report: &Report, outline: &Outline) -> Document {
    let title = report.title_span.map(|s| report.text.slice(s).to_owned());
    let title =
        title.or_else(|| report.title.as_deref().map(|t| crate::text::fold(t).into_owned()));
    let mut document = Document {
        title: report
            .title_span
            .map(|s| report.text.raw(s).to_owned())
            .or_else(|| report.title.clone()),
        publish_date: report.publish_date.clone().or_else(|| title.as_deref().and_then(date)),
        source_url: report.source_url.clone(),
        truncated: truncated(report, outline),
        ..Document::default()
    };
    let title = title.unwrap_or_default();
    document.doc_type = doc_type(&title).map(str::to_owned);
    document.period = PERIOD.find(&title).map(|m| m.as_str().trim_matches(['“', '”']).to_owned());
    years(&mut document, &title, report, outline);
    region(&mut document, &title, report);
    document.organ = organ(&document, &title, report);
    document
}

impl Document {
    /// The years of a report on several years, `2021-2025`.
    pub(crate) fn years(&self) -> Option<String> {
        if self.year.is_some() {
            return None;
        }
        let period = self.period.as_deref().filter(|p| p.ends_with('五'))?;
        let text = format!("“{period}”时期");
        let found = crate::mention::periods(&text, Span::new(0, text.len()));
        found.first()?.kind.resolve(None, None)
    }
}

/// The day that a title states, in ISO form.
fn date(title: &str) -> Option<String> {
    let found = DATE.captures(title)?;
    Some(format!("{}-{:0>2}-{:0>2}", &found[1], &found[2], &found[3]))
}

fn doc_type(title: &str) -> Option<&'static str> {
    let plans = PLANS.iter().any(|word| title.contains(word));
    let sums = ["总结", "回顾", "汇报", "情况"].iter().any(|word| title.contains(word));
    let several =
        ["五年", "三年"].iter().any(|word| title.contains(word)) || PERIOD.is_match(title);
    Some(match (sums, plans) {
        _ if title.contains("政府工作报告") || title.contains("政府工作的报告") => {
            "政府工作报告"
        }
        _ if title.contains("公报") => "统计公报",
        (true, true) if several => "五年总结+谋划",
        (true, true) => "总结+计划",
        (true, false) if several => "五年总结",
        (true, false) => "总结",
        (false, true) => "计划",
        _ if title.contains("工作报告") => "工作报告",
        _ => return None,
    })
}

fn years(document: &mut Document, title: &str, report: &Report, outline: &Outline) {
    let text = report.text.folded();
    for found in YEAR.captures_iter(title) {
        let year = found[1].parse().ok();
        let last = found.get(2).and_then(|m| m.as_str().parse().ok());
        let words = &found[3];
        let plans = PLANS.iter().filter_map(|w| words.find(w)).min();
        let sums =
            ["总结", "回顾", "报告", "公报", "情况"].iter().filter_map(|w| words.find(w)).min();
        match (plans, sums) {
            (Some(plan), sum) if sum.is_none_or(|sum| plan < sum) => document.plan_year = year,
            _ if words.starts_with(['至', '到']) => {}
            _ if DATE.is_match(title) => {}
            _ => {
                let several = last.is_some();
                document.year = document.year.or(last.or(year)).filter(|_| !several);
                if several {
                    document.period.get_or_insert_with(|| format!("{}-{}", &found[1], &found[2]));
                }
            }
        }
    }
    let work_report = document.doc_type.as_deref() == Some("政府工作报告");
    // A report of November or December speaks of the year that ends and plans the next.
    let day = DATE
        .captures(title)
        .and_then(|d| Some((d[1].parse::<i32>().ok()?, d[2].parse::<i32>().ok()?)));
    let mut delivered = day.map(|(year, month)| year + i32::from(month >= 11));
    if work_report {
        // The year in such a title is the year in which the report was delivered.
        delivered = delivered.or(document.year.take());
    }
    for section in outline.sections.iter().filter(|s| s.level == 1) {
        let heading = &text[section.span.range()];
        let Some(year) = YEAR.captures(heading).and_then(|y| y[1].parse().ok()) else {
            continue;
        };
        match section.role {
            Role::Plan => document.plan_year = document.plan_year.or(Some(year)),
            Role::Achievement | Role::Profile => document.year = document.year.or(Some(year)),
            _ => {}
        }
    }
    if document.year.is_none() && document.period.is_none() {
        let body = outline
            .sentences
            .iter()
            .filter(|s| report.title_span.is_none_or(|title| s.span.start >= title.end));
        let opening = body.take(3).find_map(|s| OPENING.captures(&text[s.span.range()]));
        document.year = opening.and_then(|o| o[1].parse().ok()).filter(|_| !work_report);
    }
    document.year_source = document.year.map(|_| "stated");
    if work_report {
        let path_year = || {
            let stem = report.source.rsplit('/').next().unwrap_or_default();
            PATH_YEAR.captures(stem).and_then(|y| y[1].parse::<i32>().ok())
        };
        let delivered =
            delivered.or(document.plan_year).or(document.year.map(|y| y + 1)).or_else(path_year);
        document.plan_year = document.plan_year.or(delivered);
        if document.year.is_none() {
            document.year = delivered.map(|y| y - 1);
            document.year_source = document.year.map(|_| "inferred");
        }
    }
    let plans = document.doc_type.as_deref().is_some_and(|t| t.contains("计划"));
    if plans {
        document.plan_year = document.plan_year.or(document.year.map(|y| y + 1));
    }
}

/// The region that a title, the text or the path names, and whence it was taken.
fn region(document: &mut Document, title: &str, report: &Report) {
    let text = report.text.folded();
    let national = title.contains("国务院") || report.source.contains("国务院");
    let found = if national {
        Some(("全国".to_owned(), "title"))
    } else {
        in_title(title)
            .map(|name| (name, "title"))
            .or_else(|| in_text(title, text).map(|name| (name, "text")))
            .or_else(|| in_path(&report.source).map(|name| (name, "path")))
    };
    let Some((name, source)) = found else { return };
    document.masked_region = name.contains(['x', 'X', '×', '*', '○', '_', '某']);
    let known = region::find(&name, document.year);
    document.region_code = known.map(|region| region.code.to_owned());
    document.region_level = known.map(|r| r.level()).or_else(|| RegionLevel::of_name(&name));
    document.region_source = Some(source);
    document.region = Some(name);
}

/// The last of the region names that stand together in the title: 临岚市石泉区 is 石泉区.
fn in_title(title: &str) -> Option<String> {
    let dateless = DATE.replace(title, "");
    let known = dateless.char_indices().find(|&(i, _)| known_prefix(&dateless[i..]).is_some());
    let mut rest = match known {
        Some((i, _)) => &dateless[i..],
        None => dateless
            .trim_start_matches(|c: char| c.is_ascii_digit() || " 年—-·•(“".contains(c))
            .trim_start_matches("关于"),
    };
    let mut name = None;
    loop {
        let written = || Some(REGION.captures(rest)?[1].to_owned()).filter(|name| is_own(name));
        let Some(found) = known_prefix(rest).or_else(written) else {
            break;
        };
        // 市 of 市长, 县 of 县委: an office, not the end of a name.
        if rest[found.len()..].starts_with(['长', '委']) && !region::is_name(&found) {
            break;
        }
        rest = &rest[found.len()..];
        name = Some(found);
    }
    name
}

/// Whether a name that is in no list of regions can be one.
fn is_own(name: &str) -> bool {
    !name.starts_with(['全', '我', '本', '各', '该', '度', '第', '政', '人'])
        && !name.ends_with("示范区")
        && !name.contains("工作")
}

/// The longest full name of a known region that `text` opens with.
fn known_prefix(text: &str) -> Option<String> {
    let ends = text.char_indices().map(|(i, c)| i + c.len_utf8()).take(LONGEST_NAME);
    ends.filter(|&end| region::is_name(&text[..end])).last().map(|end| text[..end].to_owned())
}

/// The region that the text names most often; a title such as 市教育局 tells its level.
fn in_text(title: &str, text: &str) -> Option<String> {
    let hint = title.chars().next().filter(|c| "省市州县区旗镇乡".contains(*c));
    let fits = |name: &&str| hint.is_none_or(|hint| name.ends_with(hint));
    // A name that opens the title of an own document, or an own body, counts twice.
    let masked = MASKED_REGION.find_iter(text).flat_map(|m| {
        let own = text[..m.start()].ends_with(['《', '我'])
            || ["教育", "义务教育", "中小学", "学前", "政府"]
                .iter()
                .any(|word| text[m.end()..].starts_with(word));
        std::iter::repeat_n(m.as_str(), 1 + usize::from(own))
    });
    let masked = masked.filter(fits);
    if let Some(name) = most_frequent(masked, 2) {
        return Some(name);
    }
    let speaker = SPEAKER.captures_iter(text).find_map(|c| known_prefix(c.get(1)?.as_str()));
    speaker.filter(|name| fits(&name.as_str()))
}

/// The most frequent name with at least `least` occurrences; the first in the text among equals.
fn most_frequent<'t>(names: impl Iterator<Item = &'t str>, least: usize) -> Option<String> {
    let mut counts: HashMap<&str, (usize, usize)> = HashMap::new();
    for (place, name) in names.enumerate() {
        counts.entry(name).or_insert((0, place)).0 += 1;
    }
    let best = counts.into_iter().max_by_key(|&(_, (n, place))| (n, std::cmp::Reverse(place)));
    best.filter(|(_, (n, _))| *n >= least).map(|(name, _)| name.to_owned())
}

fn in_path(source: &str) -> Option<String> {
    source.rsplit('/').find_map(|part| PATH_REGION.captures(part).map(|c| c[1].to_owned()))
}

fn organ(document: &Document, title: &str, report: &Report) -> Option<String> {
    if document.region_level == Some(RegionLevel::National) {
        return Some("国务院".to_owned());
    }
    if document.doc_type.as_deref() == Some("政府工作报告") {
        return Some("人民政府".to_owned());
    }
    let after = document.region.as_deref().and_then(|r| title.split_once(r)).map(|(_, rest)| rest);
    let named = ORGAN.find(after.unwrap_or(title)).map(|m| m.as_str().to_owned());
    let head: String = report.text.folded().chars().take(6000).collect();
    named.or_else(|| {
        let known = ["教育体育局", "教育和体育局", "教体局", "教育局"];
        known.iter().find(|name| head.contains(**name)).map(|name| (*name).to_owned())
    })
}

/// Whether the text is cut: it says so, or ends in mid-sentence.
fn truncated(report: &Report, outline: &Outline) -> Option<String> {
    if let Some(note) = report.noise.iter().find(|n| n.class == "truncation") {
        return Some(report.text.raw(note.span).to_owned());
    }
    let last = outline.sentences.last()?;
    let words = report.text.slice(last.span);
    let open = !words.ends_with(['。', '!', '?', '”', ')', '》', ';', ':', '…', '.']);
    (open && words.chars().count() > 20).then(|| "end".to_owned())
}
