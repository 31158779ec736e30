//! Yields a [`Sheet`]: one report's analysis against its annotation.

use std::collections::{BTreeMap, BTreeSet};

use rust_decimal::prelude::ToPrimitive;

use super::annotation::{Annotation, Choices, Mention};
use super::pairs::{Place, pairs};
use super::tally::Sheet;
use crate::analysis::Analysis;
use crate::audit::Outcome;
use crate::dictionary::Dictionary;
use crate::observation::Observation;
use crate::source::Report;

/// Letters of a heading by which it is known again.
const TITLE: usize = 12;

/// A report, what the program found in it, and what people found.
pub(super) struct Comparison<'a> {
    pub(super) report: &'a Report,
    pub(super) analysis: &'a Analysis,
    pub(super) annotation: &'a Annotation,
    pub(super) choices: &'a Choices,
    pub(super) dictionary: &'a Dictionary,
}

impl Comparison<'_> {
    /// Fills in the sheet.
    pub(super) fn sheet(&self) -> Sheet {
        let mut sheet = Sheet::default();
        self.quantities(&mut sheet);
        self.placeholders(&mut sheet);
        self.slogans(&mut sheet);
        self.sums(&mut sheet);
        self.sections(&mut sheet);
        self.document(&mut sheet);
        sheet
    }

    fn quantities(&self, sheet: &mut Sheet) {
        let place = |o: &Observation| self.report.text.char_range(o.quantity.span);
        // Two rows of one number (城乡居民收入均增长10%) are one answer, right if either is.
        let all = &self.analysis.observations;
        let found: Vec<&[Observation]> =
            all.chunk_by(|a, b| a.quantity.span == b.quantity.span).collect();
        let places: Vec<Place> = found.iter().map(|rows| place(&rows[0])).collect();
        let mentions = &self.annotation.mentions;
        let wanted: Vec<Place> = mentions.iter().map(|m| (m.start, m.end)).collect();
        let mut of_mention: Vec<Option<usize>> = vec![None; mentions.len()];
        let mut matched = vec![false; found.len()];
        for (i, j) in pairs(&places, &wanted) {
            (of_mention[j], matched[i]) = (Some(i), true);
        }
        for (mention, of) in mentions.iter().zip(&of_mention).filter(|(mention, _)| mention.core) {
            match of {
                Some(i) => {
                    sheet.right("quantities");
                    self.fields(sheet, &found[*i][0], mention, places[*i]);
                }
                None => sheet.missed("quantities"),
            }
            self.indicator(sheet, of.map_or(&[], |i| found[i]), mention);
        }
        for (rows, _) in found.iter().zip(matched).filter(|(_, matched)| !matched) {
            sheet.spurious("quantities");
            if ids(rows).iter().any(|id| self.could_be_chosen(id)) {
                sheet.spurious("indicators");
            }
        }
    }

    fn fields(&self, sheet: &mut Sheet, got: &Observation, want: &Mention, place: Place) {
        let number = |value: Option<rust_decimal::Decimal>| value.and_then(|v| v.to_f64());
        let (value, value_max) = (number(got.value), number(got.value_max));
        let masked = want.mask.is_some();
        let right = match masked {
            true => value.is_none(),
            false => same(value, want.value) && same(value_max, want.value_max),
        };
        let shown = |value: Option<f64>| value.map_or(String::new(), |v| v.to_string());
        sheet.field("value", right, &shown(value), &shown(want.value));
        let unit = got.quantity.unit.as_ref().map_or("", |unit| &unit.symbol);
        let (unit, wanted) = (self.unit(unit), self.unit(want.unit.as_deref().unwrap_or_default()));
        sheet.field("unit", unit == wanted, unit, wanted);
        let (bound, wanted) =
            (got.quantity.bound.as_str(), want.bound.as_deref().unwrap_or("exact"));
        sheet.field("bound", bound == wanted, bound, wanted);
        sheet.rare("not_exact", bound, wanted, "exact");
        let (aspect, wanted) = (got.aspect.as_str(), want.aspect.as_deref().unwrap_or("level"));
        sheet.field("aspect", aspect == wanted, aspect, wanted);
        sheet.rare("not_level", aspect, wanted, "level");
        let (modality, wanted) =
            (got.modality.as_str(), want.modality.as_deref().unwrap_or("actual"));
        sheet.field("modality", modality == wanted, modality, wanted);
        sheet.rare("target", modality, wanted, "actual");
        if let Some(wanted) = &want.period {
            let period = got.period.as_deref().unwrap_or_default();
            sheet.field("period", period == wanted, period, wanted);
        }
        if let Some(wanted) = &want.scope {
            sheet.field("scope", got.scope.as_str() == wanted, got.scope.as_str(), wanted);
        }
        if masked {
            sheet.field("mask", got.quantity.mask.is_some(), "", "masked");
        }
        let wider = |inner: Place, outer: Place| outer.0 <= inner.0 && inner.1 <= outer.1;
        let how = match (want.start, want.end) {
            wanted if wider(place, wanted) => "narrower",
            wanted if wider(wanted, place) => "wider",
            _ => "shifted",
        };
        sheet.field("span", place == (want.start, want.end), how, "as annotated");
    }

    fn indicator(&self, sheet: &mut Sheet, rows: &[Observation], mention: &Mention) {
        let ids = ids(rows);
        let want = mention.indicator.as_deref();
        let got = want.filter(|want| ids.contains(want)).or(ids.first().copied());
        match (got, want) {
            (None, None) => {}
            (Some(got), None) if !self.could_be_chosen(got) => {}
            (Some(got), Some(want)) if got == want => sheet.right("indicators"),
            (got, want) => {
                if got.is_some() {
                    sheet.spurious("indicators");
                }
                if want.is_some() {
                    sheet.missed("indicators");
                }
                sheet.confuse("indicators", got.unwrap_or_default(), want.unwrap_or_default());
            }
        }
    }

    fn could_be_chosen(&self, id: &str) -> bool {
        self.choices.indicators.as_ref().is_none_or(|ids| ids.contains(id))
    }

    /// A unit in the dictionary's spelling.
    fn unit<'u>(&'u self, written: &'u str) -> &'u str {
        self.dictionary.units.named(written).map_or(written, |unit| &unit.symbol)
    }

    fn placeholders(&self, sheet: &mut Sheet) {
        let found = &self.analysis.placeholders;
        let places: Vec<Place> =
            found.iter().map(|p| self.report.text.char_range(p.span)).collect();
        let wanted = &self.annotation.placeholders;
        let pairs = pairs(&places, &wanted.iter().map(|m| (m.start, m.end)).collect::<Vec<_>>());
        for &(i, j) in &pairs {
            sheet.right("placeholders");
            let (class, want) = (&*found[i].class, wanted[j].class.as_deref().unwrap_or_default());
            sheet.field("placeholders.class", class == want, class, want);
        }
        (pairs.len()..found.len()).for_each(|_| sheet.spurious("placeholders"));
        (pairs.len()..wanted.len()).for_each(|_| sheet.missed("placeholders"));
    }

    fn slogans(&self, sheet: &mut Sheet) {
        let found = &self.analysis.slogans;
        let places: Vec<Place> =
            found.iter().map(|s| self.report.text.char_range(s.span)).collect();
        let wanted = &self.annotation.slogans;
        let pairs = pairs(&places, &wanted.iter().map(|m| (m.start, m.end)).collect::<Vec<_>>());
        for &(i, j) in pairs.iter().filter(|(_, j)| wanted[*j].known) {
            sheet.right("slogans");
            let (got, want) =
                (&*found[i].canonical, wanted[j].canonical.as_deref().unwrap_or_default());
            sheet.field("slogans.canonical", got == want, got, want);
        }
        let chosen = |canonical: &str| {
            self.choices.slogans.as_ref().is_none_or(|all| all.contains(canonical))
        };
        for (i, slogan) in found.iter().enumerate() {
            if !pairs.iter().any(|pair| pair.0 == i) && chosen(&slogan.canonical) {
                sheet.spurious("slogans");
            }
        }
        let missed =
            |(j, want): &(usize, &super::Mark)| want.known && !pairs.iter().any(|p| p.1 == *j);
        wanted.iter().enumerate().filter(missed).for_each(|_| sheet.missed("slogans"));
    }

    /// A sum is right where total, parts and outcome are.
    fn sums(&self, sheet: &mut Sheet) {
        let start = |place: usize| self.annotation.mentions.get(place).map(|mention| mention.start);
        let wanted = self.annotation.sums.iter().filter_map(|sum| {
            let parts: BTreeSet<usize> = sum.parts.iter().filter_map(|part| start(*part)).collect();
            Some((start(sum.total)?, (parts, sum.holds)))
        });
        let wanted: BTreeMap<_, _> = wanted.collect();
        let begins = |span| self.report.text.char_range(span).0;
        let found = self.analysis.findings.iter().filter(|finding| &*finding.note.check == "sum");
        let found = found.map(|finding| {
            let parts: BTreeSet<usize> = finding.parts.iter().map(|part| begins(*part)).collect();
            (begins(finding.span), (parts, finding.outcome() == Outcome::Holds))
        });
        let found: BTreeMap<_, _> = found.collect();
        for (total, sum) in &wanted {
            let right = found.get(total) == Some(sum);
            if right { sheet.right("sums") } else { sheet.missed("sums") }
        }
        let wrong = found.iter().filter(|(total, sum)| wanted.get(total) != Some(sum));
        wrong.for_each(|_| sheet.spurious("sums"));
    }

    fn sections(&self, sheet: &mut Sheet) {
        let known = |title: &str| -> String {
            title.chars().filter(|c| !c.is_whitespace()).take(TITLE).collect()
        };
        let mut wanted: BTreeMap<String, Vec<&str>> = BTreeMap::new();
        for section in self.annotation.sections.iter().rev() {
            wanted.entry(known(&section.title)).or_default().push(&section.role);
        }
        for section in &self.analysis.sections {
            let title = known(self.report.text.raw(section.span));
            match wanted.get_mut(&title).and_then(Vec::pop) {
                Some(role) => {
                    sheet.right("sections");
                    let got = section.role.as_str();
                    sheet.field("sections.role", got == role, got, role);
                }
                None => sheet.spurious("sections"),
            }
        }
        wanted.values().flatten().for_each(|_| sheet.missed("sections"));
    }

    fn document(&self, sheet: &mut Sheet) {
        let (got, want) = (&self.analysis.document, &self.annotation.meta);
        let mut field = |row, got: Option<&str>, want: &Option<String>| {
            let (got, want) = (got.unwrap_or_default(), want.as_deref().unwrap_or_default());
            sheet.field(row, got == want, got, want);
        };
        field("documents.region", got.region.as_deref(), &want.region);
        let level = got.region_level.map(|level| level.as_str());
        field("documents.region_level", level, &want.region_level);
        let year = got.year.map(|year| year.to_string());
        field("documents.year", year.as_deref(), &want.year);
        field("documents.publish_date", got.publish_date.as_deref(), &want.publish_date);
    }
}

fn ids(rows: &[Observation]) -> Vec<&str> {
    rows.iter().filter_map(|o| o.indicator.as_ref()).map(|indicator| &*indicator.id).collect()
}

/// Equal but for what a decimal loses on its way through a JSON number.
fn same(a: Option<f64>, b: Option<f64>) -> bool {
    match (a, b) {
        (Some(a), Some(b)) => (a - b).abs() <= 1e-6 * a.abs().max(b.abs()).max(1.0),
        _ => a.is_none() && b.is_none(),
    }
}
