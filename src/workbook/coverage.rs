//! Yields the sheet Coverage: what became of the reports of each region and year.

use std::collections::{BTreeMap, BTreeSet};

use rust_xlsxwriter::{Workbook, XlsxError};

use super::panel::region;
use super::sheet::{Head, Sheet, Shown};
use super::style::Look;
use crate::panel::{Coverage, Names};

/// One row per region, one column per year. Reports without a region stand below, by the name that
/// they have; those without a year in the last column. Each cell's note names its reports.
pub(super) fn coverage(
    workbook: &mut Workbook,
    reports: &[Coverage],
    names: Names,
) -> Result<Vec<String>, XlsxError> {
    let years: BTreeSet<i32> = reports.iter().filter_map(|report| report.year).collect();
    let mut header: Vec<Head> = region(names).into_iter().take(2).collect();
    header.extend(years.iter().map(|year| Head::new(year.to_string(), "")));
    header.push(Head::new("—", "the year is not known"));
    let mut sheet = Sheet::new(workbook, "Coverage", header, 2)?;
    let mut by_region: BTreeMap<(bool, &str, &str), Vec<&Coverage>> = BTreeMap::new();
    for report in reports {
        let key = match &report.place {
            Some(place) => (false, &*place.code, &*place.name),
            None => (true, "", report.region.as_str()),
        };
        by_region.entry(key).or_default().push(report);
    }
    for ((_, code, name), reports) in by_region {
        let columns = years.iter().copied().map(Some).chain([None]);
        let cells = columns
            .map(|year| cell(reports.iter().copied().filter(move |report| report.year == year)));
        sheet.write(workbook, [code.into(), name.into()].into_iter().chain(cells))?;
    }
    sheet.finish(workbook)
}

/// The best state of some reports of one region and year.
fn cell<'a>(reports: impl Iterator<Item = &'a Coverage> + Clone) -> Shown<'a> {
    let Some(state) = reports.clone().map(|report| report.state).min() else {
        return Shown::default();
    };
    let told = reports.map(|Coverage { source, state, why, .. }| {
        let separator = if why.is_empty() { "" } else { ": " };
        format!("{source}: {}{separator}{why}", state.as_str())
    });
    let note = Some(told.collect::<Vec<_>>().join("\n"));
    Shown { cell: state.as_str().into(), format: Some(Look::of_state(state).format()), note }
}
