//! Yields the kind of a report and the years that it is of.

use std::sync::LazyLock;

use regex::Regex;

use super::Document;
use crate::outline::{Outline, Role};
use crate::source::Report;

static YEAR: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"((?:19|20)[0-9]{2})\s*(?:学年)?[-—–~至、]?\s*((?:19|20)[0-9]{2})?\s*(?:学)?年(?:度)?([^0-9,。]{0,12})").expect("a constant pattern")
});

pub(super) static PERIOD: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"“?(十?[一二三四五六七八九]五)”?|(?:近|过去|五|这)[二三四五]年")
        .expect("a constant pattern")
});

static OPENING: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"^\s*((?:19|20)[0-9]{2})年(?:度)?[,是以来]").expect("a constant pattern")
});

static PATH_YEAR: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?:^|[^0-9])((?:19|20)[0-9]{2})(?:[^0-9]|$)").expect("a constant pattern")
});

pub(super) static DATE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"((?:19|20)[0-9]{2})年([0-9]{1,2})月([0-9]{1,2})日").expect("a constant pattern")
});

/// A report of a government to its congress, by its name or by where it was delivered.
static WORK_REPORT: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        "政府工作报告|政府工作的报告|人民政府.{0,6}工作报告|人民代表大会.{0,12}会议上.{0,2}报告",
    )
    .expect("a constant pattern")
});

/// After a year: the beginning of several years, or an aim far off.
const NO_YEAR: [&str; 3] = ["以来", "来", "远景"];

const PLANS: [&str; 10] =
    ["计划", "打算", "思路", "安排", "要点", "谋划", "任务", "重点", "工作部署", "展望"];

pub(super) fn doc_type(title: &str) -> Option<&'static str> {
    let plans = PLANS.iter().any(|word| title.contains(word));
    let sums = ["总结", "回顾", "汇报", "情况"].iter().any(|word| title.contains(word));
    let several =
        ["五年", "三年"].iter().any(|word| title.contains(word)) || PERIOD.is_match(title);
    Some(match (sums, plans) {
        _ if WORK_REPORT.is_match(title) => "政府工作报告",
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

pub(super) fn years(document: &mut Document, title: &str, report: &Report, outline: &Outline) {
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
    let day = day(title).or_else(|| work_report.then(|| day(congress(report)?)).flatten());
    document.given = day.map(|(year, _)| year);
    let mut delivered = day.map(|(year, month)| year + i32::from(month >= 11));
    if work_report {
        // The year in such a title is the year in which the report was delivered.
        delivered = delivered.or(document.year.take());
    }
    for section in outline.sections.iter().filter(|s| s.level == 1) {
        let heading = &text[section.span.range()];
        let near =
            YEAR.captures_iter(heading).find(|y| !NO_YEAR.iter().any(|w| y[3].starts_with(w)));
        let Some(year) = near.and_then(|y| y[1].parse().ok()) else {
            continue;
        };
        match section.role {
            Role::Plan => document.plan_year = document.plan_year.or(Some(year)),
            Role::Achievement | Role::Profile if delivered.is_none_or(|given| year < given) => {
                document.year = document.year.or(Some(year));
            }
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

/// The year and month of the day that `text` states.
fn day(text: &str) -> Option<(i32, i32)> {
    let day = DATE.captures(text)?;
    Some((day[1].parse().ok()?, day[2].parse().ok()?))
}

/// The line under the title that says at which congress a work report was given.
fn congress(report: &Report) -> Option<&str> {
    let start = report.title_span.map_or(0, |title| title.end);
    let lines = report.blocks.iter().map(|block| block.span).filter(|span| span.start >= start);
    let mut lines = lines.take(4).map(|span| report.text.slice(span));
    lines.find(|line| line.contains("会议") && DATE.is_match(line) && line.chars().count() <= 60)
}

/// The day that a title states, in ISO form.
pub(super) fn date(title: &str) -> Option<String> {
    let found = DATE.captures(title)?;
    Some(format!("{}-{:0>2}-{:0>2}", &found[1], &found[2], &found[3]))
}
