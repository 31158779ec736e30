//! Yields the [`Summary`] of a report: the little that checks across reports need of it.

use std::sync::Arc;

use super::figure::{Figure, figures};
use super::leftover;
use super::passage::{Passage, passages};
use super::signature::Signature;
use crate::analysis::Analysis;
use crate::audit::{Located, Place};
use crate::dictionary::Dictionary;
use crate::document::Document;
use crate::region::RegionLevel;
use crate::source::Report;
use crate::span::Span;

/// Masks that are kept of one report at most.
const MOST_MASKS: usize = 1000;

/// What is kept of a report once it is written: some ten to twenty kilobytes, whatever its length.
#[derive(Clone, Debug)]
pub struct Summary {
    /// Path of the report.
    pub source: Arc<str>,
    /// Key of the report.
    pub report: Arc<str>,
    /// Whom it is of; none where that is not known, or masked.
    pub(super) region: Option<Region>,
    /// Whether a body other than the government reports.
    pub(super) bureau: bool,
    /// The year reported on.
    pub(super) year: Option<i32>,
    /// Where its title stands.
    pub(super) title: Place,
    pub(super) signature: Signature,
    pub(super) passages: Vec<Passage>,
    pub(super) figures: Vec<Figure>,
    /// Its masks, in bytes of the text as analysed.
    pub(super) masks: Vec<Span>,
    /// What a template left over in it.
    pub(super) findings: Vec<Located>,
}

/// A region that is known well enough to be told from any other.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Region {
    /// Its code, or its full name where it has none.
    pub(super) key: Box<str>,
    /// Its name as written.
    pub(super) name: Box<str>,
}

impl Summary {
    /// Sums up a report and what was found in it.
    pub fn of(report: &Report, analysis: &Analysis, dictionary: &Dictionary) -> Self {
        let noise: Vec<Span> = report.noise.iter().map(|noise| noise.span).collect();
        let masks = analysis.placeholders.iter().map(|placeholder| placeholder.span);
        let document = &analysis.document;
        Summary {
            source: report.source.as_str().into(),
            report: report.report.as_str().into(),
            region: region(document),
            bureau: document.organ.as_deref().is_none_or(|organ| organ != "人民政府"),
            year: document.year,
            title: Place::of(report.title_span.unwrap_or_default(), &report.text),
            signature: Signature::of(report.text.folded(), &noise),
            passages: passages(&report.text, &noise, &analysis.observations),
            figures: figures(report, analysis, dictionary),
            masks: masks.filter(|mask| !mask.is_empty()).take(MOST_MASKS).collect(),
            findings: leftover::check(report, analysis, dictionary),
        }
    }

    /// Whether both are of the same region and year.
    pub(super) fn same_subject(&self, other: &Summary) -> bool {
        let same = |a: &Option<Region>, b: &Option<Region>| match (a, b) {
            (Some(a), Some(b)) => a.key == b.key,
            _ => false,
        };
        self.year.is_some() && self.year == other.year && same(&self.region, &other.region)
    }
}

fn region(document: &Document) -> Option<Region> {
    let name = document.region.as_deref().filter(|_| !document.masked_region)?;
    // Without a code only a name that says its level tells one place from another.
    let full = name.chars().count() > 2 && RegionLevel::of_name(name).is_some();
    let key = document.region_code.as_deref().or(full.then_some(name))?;
    Some(Region { key: key.into(), name: name.into() })
}
