//! Yields what the check `duplicate` finds in one report: a name or a year that a template or a file's
//! name left over, and where its masks took too much or too little.

use std::collections::{BTreeMap, HashSet};
use std::sync::LazyLock;

use regex::Regex;
use rust_decimal::Decimal;

use crate::analysis::Analysis;
use crate::audit::{Finding, Located};
use crate::dictionary::{Dictionary, Limit, Message};
use crate::document::Document;
use crate::outline::Role;
use crate::region::{self, RegionLevel};
use crate::source::Report;
use crate::span::Span;

/// What only a report's own region is called; the name follows.
static BEFORE: LazyLock<Regex> = LazyLock::new(|| pattern("代表|中共|[全我]"));
/// The same, where the name stands before it.
static AFTER: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        "第[一二三四五六七八九十]{1,4}届人民代表大会|委、[省市州盟县区旗](?:人民)?政府的?(?:坚强|正确)?领导",
    )
});
/// What follows the name after 代表 and 中共.
static BODY: LazyLock<Regex> = LazyLock::new(|| pattern("^(?:人民政府|政府|委)"));
/// A year that lies outside this age, in a place where a date stands.
static YEAR: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?:^|[到至在于从自和,。;《(])((?:19|20)[0-9]{3}|2[2-9][0-9]{2})年(?:度|底|末|[0-9]|[,、。;)]|$)",
    )
});
static HEADING_YEAR: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"(?:^|[^0-9])((?:19|20)[0-9]{2})(?:年|学年)"));
static FILE_YEAR: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"(?:^|[^0-9])((?:19|20)[0-9]{2})(?:[^0-9]|$)"));
/// A name's last character and the word for what it is.
static REST: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"^[\p{Han}--[县市镇乡区民办第一二三四五六七八九十中小高初级业文新城村所名个等的和与及校心验]]\p{Han}?(?:中学|小学|幼儿园|中心学校|镇|乡)",
    )
});

fn pattern(words: &str) -> Regex {
    Regex::new(words).expect("a constant pattern")
}

/// Occurrences of a phrase that another place may have too, before it is taken for an own one.
const WEAK: usize = 2;

/// Rests of names that a text is searched for at most.
const MOST_RESTS: usize = 20;

/// Finds what is left over in a report.
pub(super) fn check(report: &Report, analysis: &Analysis, dictionary: &Dictionary) -> Vec<Located> {
    let mut found = Vec::new();
    let document = &analysis.document;
    found.extend(misfiled(report, document, dictionary));
    found.extend(file_year(report, document, dictionary));
    found.extend(foreign(report, document, dictionary));
    found.extend(years(report, analysis, dictionary));
    found.extend(named(report, document, dictionary));
    found.extend(bitten(report, analysis, dictionary));
    let (source, key) = (report.source.as_str().into(), report.report.as_str().into());
    found.iter().map(|finding| finding.located(&source, &key, &report.text)).collect()
}

/// The file's name without folder and ending.
fn stem(report: &Report) -> &str {
    let name = report.source.rsplit('/').next().unwrap_or_default();
    name.rsplit_once('.').map_or(name, |(stem, _)| stem)
}

fn title(report: &Report) -> Span {
    report.title_span.unwrap_or_default()
}

/// A file named after a region of the same level as, and other than, that of its title.
fn misfiled(report: &Report, document: &Document, dictionary: &Dictionary) -> Option<Finding> {
    let name = document.region.as_deref().filter(|_| document.region_source == Some("title"))?;
    let stem = stem(report);
    let starts = stem.char_indices().map(|(i, _)| i);
    let in_file = starts.rev().find_map(|i| region::at_start(stem.get(i..)?))?;
    let filed = region::find(in_file, document.year)?;
    let code = document.region_code.as_deref()?;
    let apart = filed.code != code && !stem.contains(name);
    let titled = document.title.as_deref().is_some_and(|title| title.contains(in_file));
    (apart && !titled && document.region_level == Some(filed.level())).then(|| Finding {
        expected: in_file.to_owned(),
        found: name.to_owned(),
        ..note(
            Message::DuplicateMisfiled,
            title(report),
            &[("file", in_file), ("text", name)],
            dictionary,
        )
    })
}

/// A file named after a year that is far from those of its text.
fn file_year(report: &Report, document: &Document, dictionary: &Dictionary) -> Option<Finding> {
    let mut years = FILE_YEAR.captures_iter(stem(report)).filter_map(|c| c[1].parse::<i32>().ok());
    let (year, None) = (years.next()?, years.next()) else { return None };
    let own: Vec<i32> = document.year.into_iter().chain(document.plan_year).collect();
    let nearest = own.into_iter().min_by_key(|own| (own - year).abs())?;
    let far =
        Decimal::from((nearest - year).abs()) >= dictionary.checks.limit(Limit::DuplicateYears);
    let (in_file, in_text) = (year.to_string(), nearest.to_string());
    (far && document.period.is_none()).then(|| Finding {
        expected: in_file.clone(),
        found: in_text.clone(),
        ..note(
            Message::DuplicateFileYear,
            title(report),
            &[("year", &in_file), ("report", &in_text)],
            dictionary,
        )
    })
}

/// Another region of the same level in phrases that only a report's own region has.
fn foreign(report: &Report, document: &Document, dictionary: &Dictionary) -> Vec<Finding> {
    let text = report.text.folded();
    let (Some(own), Some(level)) = (&document.region, document.region_level) else {
        return Vec::new();
    };
    if document.region_code.is_none() {
        return Vec::new();
    }
    let mut phrases: BTreeMap<&str, (usize, Vec<Span>)> = BTreeMap::new();
    let mut take = |name, span: Span, strong| {
        let other = region::find(name, document.year).filter(|region| region.level() == level);
        let other = other.filter(|r| Some(r.code) != document.region_code.as_deref());
        if other.is_some() && !report.noise.iter().any(|noise| noise.span.overlaps(span)) {
            let (weight, spans) = phrases.entry(name).or_default();
            *weight += if strong { WEAK } else { 1 };
            spans.push(span);
        }
    };
    for found in BEFORE.find_iter(text) {
        // 全市, 我省: no name begins so but that of a district, which is never called by it alone.
        if text[found.end()..]
            .starts_with(['市', '省', '县', '区', '州', '国', '旗', '面', '们', '力'])
        {
            continue;
        }
        let Some(name) = region::at_start(&text[found.end()..]) else { continue };
        let end = found.end() + name.len();
        let body = BODY.find(&text[end..]);
        let strong = found.as_str() == "代表";
        if body.is_some() || !strong && found.as_str() != "中共" {
            take(name, Span::new(found.start(), end + body.map_or(0, |b| b.len())), strong);
        }
    }
    for found in AFTER.find_iter(text) {
        if let Some(name) = region::at_end(&text[..found.start()]) {
            take(name, Span::new(found.start() - name.len(), found.end()), true);
        }
    }
    let evident = phrases.into_iter().filter(|(_, (weight, _))| *weight >= WEAK);
    evident
        .filter_map(|(name, (_, spans))| {
            let first = *spans.iter().min()?;
            let phrase = report.text.slice(first);
            let values = [("name", name), ("region", own.as_str()), ("phrase", phrase)];
            Some(Finding {
                expected: own.clone(),
                found: report.text.raw(first).to_owned(),
                parts: spans.iter().copied().filter(|span| *span != first).collect(),
                ..note(Message::DuplicateForeign, first, &values, dictionary)
            })
        })
        .collect()
}

/// A year of a digit too many or of another age, and a review of a year that has not been.
fn years(report: &Report, analysis: &Analysis, dictionary: &Dictionary) -> Vec<Finding> {
    let (text, document) = (report.text.folded(), &analysis.document);
    let own = document.year.map_or(String::new(), |year| year.to_string());
    let told = |span: Span| {
        let year = report.text.slice(span);
        Finding {
            expected: own.clone(),
            found: year.to_owned(),
            ..note(Message::DuplicateYear, span, &[("year", year), ("report", &own)], dictionary)
        }
    };
    let dates = YEAR.captures_iter(text).filter_map(|c| c.get(1));
    let mut found: Vec<Finding> = dates.map(|m| told(Span::new(m.start(), m.end()))).collect();
    found.retain(|f| !report.noise.iter().any(|noise| noise.span.overlaps(f.span)));
    let (Some(year), None) = (document.year, &document.period) else { return found };
    for section in analysis.sections.iter().filter(|section| section.level == 1) {
        let heading = &text[section.span.range()];
        let mut years = HEADING_YEAR.captures_iter(heading).filter_map(|c| c.get(1));
        let (Some(stated), None) = (years.next(), years.next()) else { continue };
        // Of an earlier year's plan a report may tell what became of it.
        let last = document.plan_year.unwrap_or(year).max(year);
        let late = stated.as_str().parse::<i32>().is_ok_and(|stated| stated > last);
        if late && section.role == Role::Achievement {
            let start = section.span.start;
            found.push(told(Span::new(start + stated.start(), start + stated.end())));
        }
    }
    found
}

/// Regions that a report names whose own region is masked.
fn named(report: &Report, document: &Document, dictionary: &Dictionary) -> Vec<Finding> {
    let stem = stem(report);
    let filed =
        stem.char_indices().any(|(i, _)| stem.get(i..).and_then(region::at_start).is_some());
    if !document.masked_region || filed {
        return Vec::new();
    }
    let text = report.text.folded();
    let mut names: BTreeMap<&str, Vec<Span>> = BTreeMap::new();
    for (end, last) in text.match_indices(['市', '县', '区', '州', '旗', '盟']) {
        let end = end + last.len();
        // 范县 in 示范县: a name of two characters may be a piece of any word.
        if let Some(name) = region::at_end(&text[..end]).filter(|name| name.chars().count() > 2) {
            names.entry(name).or_default().push(Span::new(end - name.len(), end));
        }
    }
    let told = |(name, spans): (&str, Vec<Span>)| {
        let region = region::find(name, document.year)?;
        let place = match region.level() {
            RegionLevel::Prefecture => true,
            RegionLevel::County => spans.len() >= WEAK,
            _ => false,
        };
        let first = *spans.first().filter(|_| place)?;
        let values = [("name", name), ("count", &*spans.len().to_string())];
        Some(Finding {
            found: name.to_owned(),
            parts: spans.get(1..)?.to_vec(),
            ..note(Message::DuplicateNamed, first, &values, dictionary)
        })
    };
    names.into_iter().filter_map(told).collect()
}

/// Masks before the rest of a name (xx寨中学) that stands whole elsewhere: the name was missed there;
/// and where the words before it are the same too, the mask took some of them.
fn bitten(report: &Report, analysis: &Analysis, dictionary: &Dictionary) -> Vec<Finding> {
    let text = report.text.folded();
    let mut found = Vec::new();
    let (mut seen, mut tried) = (Vec::new(), HashSet::new());
    for mask in analysis.placeholders.iter().map(|p| p.span).filter(|span| !span.is_empty()) {
        let Some(rest) = REST.find(&text[mask.end..]).map(|m| m.as_str()) else { continue };
        if tried.len() == MOST_RESTS && !tried.contains(&rest) {
            continue;
        }
        tried.insert(rest);
        let whole = text.match_indices(rest).filter(|&(at, _)| at != mask.end);
        let whole = whole.filter_map(|(at, _)| {
            let head = text[..at].chars().next_back().filter(|c| ('一'..='龥').contains(c))?;
            Some(Span::new(at - head.len_utf8(), at + rest.len()))
        });
        let whole: Vec<Span> = whole.collect();
        let Some(first) = whole.first().copied() else { continue };
        let name = report.text.slice(first);
        if whole.iter().any(|span| report.text.slice(*span) != name) {
            continue;
        }
        let shown = &text[mask.start..mask.end + rest.len()];
        let tell = |message, span: Span, other: Span| {
            let line = report.text.line(other.start).to_string();
            Finding {
                found: report.text.raw(span).to_owned(),
                expected: name.to_owned(),
                ..note(
                    message,
                    span,
                    &[("mask", shown), ("name", name), ("line", &line)],
                    dictionary,
                )
            }
        };
        let here = Span::new(mask.start, mask.end + rest.len());
        if !seen.contains(&name) {
            seen.push(name);
            found.push(tell(Message::DuplicateUnmasked, first, here));
        }
        // 推xx寨中学 beside 推进野寨中学.
        let before = text[..mask.start].chars().next_back();
        let eaten = |span: &&Span| {
            let mut words = text[..span.start].chars().rev();
            words.next().is_some_and(|c| ('一'..='龥').contains(&c)) && words.next() == before
        };
        if let Some(whole) = whole.iter().find(eaten).filter(|_| before.is_some()) {
            found.push(tell(Message::DuplicateBitten, here, *whole));
        }
    }
    found
}

fn note(message: Message, span: Span, values: &[(&str, &str)], dictionary: &Dictionary) -> Finding {
    Finding::new(dictionary.checks.note(message), span, values)
}
