//! Yields [`Document`]: what a report says of itself — place, organ, years, kind.

mod place;
mod time;

use crate::outline::Outline;
use crate::region::RegionLevel;
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
    /// GB/T 2260 code in the year reported on, where the name means one region only; 000000 for the
    /// whole country.
    pub region_code: Option<String>,
    /// The province that it is or lies in.
    pub province: Option<&'static str>,
    /// The prefecture that it is or lies in.
    pub prefecture: Option<&'static str>,
    /// What other places in the report or its path say of the region: `file: 临岚市`.
    pub region_conflict: Option<String>,
    /// Whether the region's name is masked.
    pub masked_region: bool,
    /// What the choice of the region rests on: `metadata`, `title`, `signature`, `text`, `folder` or
    /// `file`.
    pub region_source: Option<&'static str>,
    /// The year reported on.
    pub year: Option<i32>,
    /// `stated`, `inferred` from the year in which a work report was delivered, or `metadata`.
    pub year_source: Option<&'static str>,
    /// The year planned for.
    pub plan_year: Option<i32>,
    /// The calendar year in which a work report was given, where its date is stated: one given in
    /// December calls the year reported on 今年.
    pub given: Option<i32>,
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
        publish_date: report.publish_date.clone().or_else(|| title.as_deref().and_then(time::date)),
        source_url: report.source_url.clone(),
        ..Document::default()
    };
    let title = title.unwrap_or_default();
    let other = report.title.as_deref().map(|title| crate::text::fold(title).into_owned());
    let other = other.unwrap_or_default();
    let stated = report.stated.as_ref();
    document.doc_type = stated.and_then(|stated| stated.doc_type.clone()).or_else(|| {
        let found = time::doc_type(&title).or_else(|| time::doc_type(&other));
        found.map(str::to_owned)
    });
    document.period =
        time::PERIOD.find(&title).map(|m| m.as_str().trim_matches(['“', '”']).to_owned());
    time::years(&mut document, &title, report, outline);
    if let Some(year) = stated.and_then(|stated| stated.year) {
        document.year = Some(year);
        document.year_source = Some("metadata");
    }
    document.plan_year = stated.and_then(|stated| stated.plan_year).or(document.plan_year);
    place::region(&mut document, [&title, &other], report);
    document.organ = place::organ(&document, &title, report);
    document
}

impl Document {
    /// What the text calls 今年: the year of delivery in a work report, the year reported on elsewhere.
    pub(crate) fn current_year(&self) -> Option<i32> {
        match self.doc_type.as_deref() {
            Some("政府工作报告") => self.given.or(self.plan_year).or(self.year),
            _ => self.year.or(self.plan_year),
        }
    }

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
