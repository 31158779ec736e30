//! Yields the region and the organ that a report is of.

use std::collections::HashMap;
use std::sync::LazyLock;

use regex::Regex;

use super::Document;
use super::time::DATE;
use crate::region::{self, RegionLevel};
use crate::source::Report;

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

static PATH_REGION: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"([\p{Han}]{2,14}?(?:自治区|自治州|自治县|地区|省|市|州|盟|县|区|旗|镇|乡))")
        .expect("a constant pattern")
});

/// The region that a title, the text or the path names, and whence it was taken.
pub(super) fn region(document: &mut Document, title: &str, report: &Report) {
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
    let known = dateless.char_indices().find(|&(i, _)| region::at_start(&dateless[i..]).is_some());
    let mut rest = match known {
        Some((i, _)) => &dateless[i..],
        None => dateless
            .trim_start_matches(|c: char| c.is_ascii_digit() || " 年—-·•(“".contains(c))
            .trim_start_matches("关于"),
    };
    let mut name = None;
    loop {
        let written = || Some(REGION.captures(rest)?[1].to_owned()).filter(|name| is_own(name));
        let Some(found) = region::at_start(rest).map(str::to_owned).or_else(written) else {
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
    let speaker = SPEAKER
        .captures_iter(text)
        .find_map(|c| region::at_start(c.get(1)?.as_str()).map(str::to_owned));
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

pub(super) fn organ(document: &Document, title: &str, report: &Report) -> Option<String> {
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
