//! Yields the region and the organ that a report is of.

use std::collections::HashMap;
use std::sync::LazyLock;

use regex::Regex;

use super::Document;
use super::time::DATE;
use crate::region::{self, Region, RegionLevel};
use crate::source::Report;

/// Signs that stand for the characters of a masked name.
const MASKS: [char; 7] = ['x', 'X', '×', '*', '○', '_', '某'];

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

/// A region's name as a path may hold it, which no list of regions has.
static PATH_REGION: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"([\p{Han}]{2,14}?(?:自治区|自治州|自治县|地区|省|市|州|盟|县|区|旗|镇|乡))")
        .expect("a constant pattern")
});

/// Where a report was given (在某市第五届人民代表大会), or who gives it (某市市长).
static DELIVERED: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(concat!(
        r"在([\p{Han}]{2,15}?)(?:第?[一二三四五六七八九十]{1,4}届|人民代表大会|人大)",
        r"|^([\p{Han}]{2,15}?)(?:人民政府)?代?(?:市长|省长|县长|区长|州长|盟长|旗长|主席|专员)",
    ))
    .expect("a constant pattern")
});

/// Longest name of a region in characters.
const LONGEST_NAME: usize = 15;
/// Blocks at either end of a report in which it is signed.
const SIGNED: usize = 10;
/// Characters up to which a block may be a signature.
const SIGNATURE: usize = 60;

/// What one place says of the region.
struct Evidence {
    source: &'static str,
    /// Names that stand together, the widest region first: 临岚市, 石泉区.
    names: Vec<String>,
}

impl Evidence {
    fn new(source: &'static str, names: Vec<String>) -> Option<Self> {
        (!names.is_empty()).then_some(Evidence { source, names })
    }

    fn name(&self) -> &str {
        self.names.last().map_or("", String::as_str)
    }
}

/// The region that the user, the title, a signature, the text, the folder or the file's name states,
/// in that order; its code where all evidence together leaves one region only.
pub(super) fn region(document: &mut Document, titles: [&str; 2], report: &Report) {
    let evidence = evidence(titles, report);
    let Some(chosen) = evidence.first() else { return };
    let name = chosen.name();
    document.masked_region = name.contains(MASKS);
    let context = || evidence.iter().flat_map(|e| &e.names).map(String::as_str);
    let known = resolve(name, context(), document.year);
    let other = evidence.iter().skip(1).find(|other| {
        let theirs = resolve(other.name(), context(), document.year);
        known.zip(theirs).is_some_and(|(own, theirs)| !own.is_in(&theirs) && !theirs.is_in(&own))
    });
    document.region_conflict = other.map(|other| format!("{}: {}", other.source, other.name()));
    document.region_code = known.map(|region| region.code.to_owned());
    document.province = known.and_then(|r| r.province(document.year)).map(|r| r.name);
    document.prefecture = known.and_then(|r| r.prefecture(document.year)).map(|r| r.name);
    document.region_level = known.map(|r| r.level()).or_else(|| RegionLevel::of_name(name));
    document.region_source = Some(chosen.source);
    document.region = Some(name.to_owned());
}

/// All that is said of the region, the strongest first.
fn evidence(titles: [&str; 2], report: &Report) -> Vec<Evidence> {
    let text = report.text.folded();
    let stated = report.stated.as_ref().and_then(|stated| stated.region.clone());
    // A code says the regions above it, and 南京市鼓楼区 names them.
    let stated = stated.map_or(Vec::new(), |name| match region::by_code(&name, None) {
        Some(region) => {
            let above = [region.province(None), region.prefecture(None)];
            let names = above.into_iter().flatten().chain([region]).map(|r| r.name.to_owned());
            names.collect()
        }
        None => {
            let names = known_names(&name);
            if names.concat() == name { names } else { vec![name] }
        }
    });
    let title = titles.into_iter().map(in_title).find(|names| !names.is_empty());
    let (folders, file) = report.source.rsplit_once('/').unwrap_or(("", &report.source));
    let folder: Vec<_> = folders.split('/').flat_map(in_path).collect();
    let (folder, file) = (Evidence::new("folder", folder), Evidence::new("file", in_path(file)));
    // A file that names a part of its folder's region says more.
    let narrower = folder.as_ref().zip(file.as_ref()).is_some_and(|(folder, file)| {
        let inside = |name: &str| {
            region::find(folder.name(), None).is_some_and(|whole| {
                region::candidates(name, None).iter().any(|part| part.is_in(&whole))
            })
        };
        inside(file.name())
    });
    let path = if narrower { [file, folder] } else { [folder, file] };
    [
        Evidence::new("metadata", stated),
        Evidence::new("title", title.unwrap_or_default()),
        Evidence::new("signature", in_signature(report)),
        Evidence::new("text", in_text(titles[0], text, report)),
    ]
    .into_iter()
    .chain(path)
    .flatten()
    .collect()
}

/// The one region that `name` means in that year; of several, the one that lies in most regions of the
/// `context`.
fn resolve<'c>(
    name: &str,
    context: impl Iterator<Item = &'c str>,
    year: Option<i32>,
) -> Option<Region> {
    let found = region::candidates(name, year);
    if let [region] = found[..] {
        return Some(region);
    }
    let wider: Vec<_> = context
        .filter(|other| *other != name)
        .filter_map(|other| region::find(other, year))
        .filter(|other| other.level() != RegionLevel::National)
        .collect();
    let votes = |region: &Region| wider.iter().filter(|other| region.is_in(other)).count();
    let most = found.iter().map(votes).max().filter(|most| *most > 0)?;
    let mut best = found.iter().filter(|region| votes(region) == most);
    match (best.next(), best.next()) {
        (Some(region), None) => Some(*region),
        _ => None,
    }
}

/// The region names that stand together in the title: 临岚市 and 石泉区.
fn in_title(title: &str) -> Vec<String> {
    if title.contains("国务院") {
        return vec![region::COUNTRY.name.to_owned()];
    }
    let dateless = DATE.replace(title, "");
    let known = dateless.char_indices().find(|&(i, _)| region::at_start(&dateless[i..]).is_some());
    let bare = dateless
        .trim_start_matches(|c: char| c.is_ascii_digit() || " 年—-·•(“《".contains(c))
        .trim_start_matches("关于");
    let mut rest = known.map_or(bare, |(i, _)| &dateless[i..]);
    let mut names = Vec::new();
    loop {
        let written = || Some(REGION.captures(rest)?[1].to_owned()).filter(|name| is_own(name));
        let short = || if names.is_empty() { short_prefix(rest) } else { None };
        let Some(found) = region::at_start(rest).map(str::to_owned).or_else(short).or_else(written)
        else {
            break;
        };
        // 市 of 市长, 县 of 县委: an office, not the end of a name.
        if rest[found.len()..].starts_with(['长', '委']) && !region::is_name(&found) {
            break;
        }
        rest = &rest[found.len()..];
        names.push(found);
    }
    names
}

/// Whether a name that is in no list of regions can be one.
fn is_own(name: &str) -> bool {
    !name.starts_with([
        '全', '我', '本', '各', '该', '度', '第', '政', '人', '市', '县', '省', '州', '在',
    ]) && !name.ends_with("示范区")
        && !name.starts_with("自治")
        && !name.contains("工作")
}

/// The name without the word for its level that `text` opens with, where nothing makes it another
/// word: 北京2023年, 内蒙古政府, not 和平发展.
fn short_prefix(text: &str) -> Option<String> {
    let ends = text.char_indices().map(|(i, c)| i + c.len_utf8()).take(LONGEST_NAME);
    let ends = ends.filter(|&end| {
        let after = &text[end..];
        let closed = !after.starts_with(|c: char| ('\u{4e00}'..='\u{9fff}').contains(&c));
        let office = ["政府", "人民政府", "教育", "年"].iter().any(|word| after.starts_with(word));
        region::is_short_name(&text[..end]) && (closed || office)
    });
    ends.last().map(|end| text[..end].to_owned())
}

/// The known names that follow each other at the start of `text`.
fn known_names(mut text: &str) -> Vec<String> {
    let mut names = Vec::new();
    while let Some(name) = region::at_start(text) {
        text = &text[name.len()..];
        names.push(name.to_owned());
    }
    names
}

/// The region in whose congress the report was given, whose head gives it, or whose organ signs it.
fn in_signature(report: &Report) -> Vec<String> {
    let start = report.title_span.map_or(0, |title| title.end);
    let body: Vec<_> = report
        .blocks
        .iter()
        .filter(|block| block.span.start >= start)
        .map(|block| report.text.slice(block.span).trim_matches(['*', ' ', '_', '#']))
        .collect();
    let short = |block: &&&str| block.chars().count() <= SIGNATURE;
    for block in body.iter().take(SIGNED).filter(short) {
        if block.contains("国务院总理") {
            return vec![region::COUNTRY.name.to_owned()];
        }
        let found = DELIVERED.captures_iter(block).find_map(|found| {
            let names = known_names(found.get(1).or_else(|| found.get(2))?.as_str());
            (!names.is_empty()).then_some(names)
        });
        if let Some(names) = found {
            return names;
        }
    }
    let signed = body.iter().rev().take(SIGNED).filter(short).map(|block| known_names(block));
    let organs = body.iter().rev().take(SIGNED).filter(short).map(|block| {
        ["局", "厅", "政府", "委员会", "办公室"].iter().any(|organ| block.ends_with(organ))
    });
    signed.zip(organs).find_map(|(names, organ)| organ.then_some(names)).unwrap_or_default()
}

/// The region that the text names most often; a title such as 市教育局 tells its level.
fn in_text(title: &str, text: &str, report: &Report) -> Vec<String> {
    let hint = title.chars().next().filter(|c| "省市州县区旗镇乡".contains(*c));
    let fits = |name: &&str| hint.is_none_or(|hint| name.ends_with(hint));
    let noise = |at: usize| {
        let before = report.noise.partition_point(|noise| noise.span.end <= at);
        report.noise.get(before).is_some_and(|noise| noise.span.start <= at)
    };
    // A name that opens the title of an own document, or an own body, counts twice.
    let masked = MASKED_REGION.find_iter(text).filter(|m| !noise(m.start())).flat_map(|m| {
        let own = text[..m.start()].ends_with(['《', '我'])
            || ["教育", "义务教育", "中小学", "学前", "政府"]
                .iter()
                .any(|word| text[m.end()..].starts_with(word));
        std::iter::repeat_n(m.as_str(), 1 + usize::from(own))
    });
    let masked = masked.filter(fits);
    if let Some(name) = most_frequent(masked, 2) {
        return vec![name];
    }
    let mut speakers = SPEAKER.captures_iter(text).map(|found| known_names(&found[1]));
    let speaker = speakers.find(|names| names.last().is_some_and(|name| fits(&name.as_str())));
    speaker.unwrap_or_default()
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

/// The region names in one part of a path, which begin at a sign that is no Chinese character.
fn in_path(part: &str) -> Vec<String> {
    if part.contains("国务院") {
        return vec![region::COUNTRY.name.to_owned()];
    }
    let words = part.split(|c: char| !('\u{4e00}'..='\u{9fff}').contains(&c));
    let known = words.clone().map(known_names).find(|names| !names.is_empty());
    known
        .or_else(|| words.clone().find_map(short_prefix).map(|name| vec![name]))
        .or_else(|| PATH_REGION.captures(part).map(|c| vec![c[1].to_owned()]))
        .unwrap_or_default()
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
