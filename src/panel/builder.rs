//! Yields a [`Panel`] of the reports handed over one by one; of each only its cells are kept.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::Arc;

use super::candidate::{self, Candidate};
use super::column::{self, Key};
use super::words::{Counted, Words};
use super::{
    Conflict, Coverage, Derivation, Evidence, ObsStatus, Panel, Place, Row, Selection, State,
    Suspicion, coverage, derive, plausible, whole,
};
use rust_decimal::Decimal;

use crate::corpus::{Entry, Read};
use crate::dictionary::Dictionary;
use crate::mention::{Bound, Status};
use crate::observation::{Aspect, Modality, Observation, Scope};
use crate::outline::Role;
use crate::region;
use crate::source::BlockKind;
use crate::span::Span;
use crate::unit::Dimension;

/// A panel in the making.
#[derive(Debug)]
pub struct Builder<'a> {
    dictionary: &'a Dictionary,
    selection: Selection,
    /// Candidates by region code and year, then column.
    cells: BTreeMap<(Arc<str>, i32), BTreeMap<Key, Vec<Candidate>>>,
    places: HashMap<Arc<str>, Place>,
    coverage: Vec<Coverage>,
    /// Reports, by their place in `coverage`, in which several places name different regions.
    doubtful: HashSet<usize>,
    words: Words,
    left_out: usize,
}

impl<'a> Builder<'a> {
    /// An empty panel.
    pub fn new(dictionary: &'a Dictionary, selection: Selection) -> Self {
        Builder {
            dictionary,
            selection,
            cells: BTreeMap::new(),
            places: HashMap::new(),
            coverage: Vec::new(),
            doubtful: HashSet::new(),
            words: Words::default(),
            left_out: 0,
        }
    }

    /// Gives the panel columns for these categories of words too, by name in the order of their counts.
    pub fn with_words<'c>(mut self, categories: impl IntoIterator<Item = &'c str>) -> Self {
        self.words = Words::new(categories.into_iter().map(str::to_owned).collect());
        self
    }

    /// Adds what a report states, in the order of the input, and what was counted in it, if anything was.
    /// Counts are of the year reported on.
    pub fn add(&mut self, entry: &Entry, counted: Option<Counted>) {
        let covered = coverage::of(entry);
        let placed = covered.place.clone().filter(|_| covered.state <= State::Masked);
        let report = self.coverage.len();
        self.coverage.push(covered);
        let (Some(place), Ok(read)) = (placed, &entry.result) else { return };
        if !self.selection.has_place(&place) {
            return;
        }
        if read.analysis.document.region_conflict.is_some() {
            self.doubtful.insert(report);
        }
        let place = self.places.entry(place.code.clone()).or_insert(place).clone();
        let year = read.analysis.document.year.filter(|year| self.selection.has_year(*year));
        if let Some(counted) = counted.filter(|_| year.is_some()) {
            self.words.add(report, counted);
        }
        for (at, observation) in read.analysis.observations.iter().enumerate() {
            let Some(key) = self.key(read, observation) else { continue };
            let found = observation.period.as_deref().and_then(period);
            let Some((year, years)) = found.filter(|_| is_own(read, observation, &place)) else {
                self.left_out += 1;
                continue;
            };
            if self.selection.has_year(year) {
                let candidate = self.candidate(entry, read, report, at, &key);
                let row = self.cells.entry((place.code.clone(), year)).or_default();
                candidate::add(row.entry(Key { years, ..key }).or_default(), candidate);
            }
        }
    }

    /// How many observations were left out since they are of no year that can be told, of a part of the
    /// region, or a difference to another place.
    pub fn left_out(&self) -> usize {
        self.left_out
    }

    /// The panel, with the derived columns that are asked for.
    pub fn finish(mut self, derivations: &[Derivation]) -> Panel {
        self.leave_doubtful();
        let keys: Vec<Key> = {
            let mut keys: Vec<_> = self.cells.values().flat_map(BTreeMap::keys).cloned().collect();
            keys.sort_unstable();
            keys.dedup();
            keys
        };
        let columns = column::columns(&keys, self.dictionary);
        let counted = self.words.sums(&self.coverage);
        for key in counted.keys() {
            self.cells.entry(key.clone()).or_default();
        }
        let mut panel = Panel { columns, coverage: self.coverage, ..Panel::default() };
        for ((code, year), mut cells) in self.cells {
            let Some(place) = self.places.get(&code).cloned() else { continue };
            let row = panel.rows.len();
            let filled = keys.iter().enumerate().map(|(column, key)| {
                let (mut cell, values) = candidate::choose(cells.remove(key)?)?;
                if !values.is_empty() {
                    cell.conflict = Some(panel.conflicts.len());
                    panel.conflicts.push(Conflict { row, column, values });
                }
                Some(Box::new(cell))
            });
            let cells = filled.collect();
            panel.rows.push(Row { place, year, cells });
        }
        plausible::settle_conflicts(&mut panel);
        plausible::mark_jumps(&mut panel);
        self.words.fill(&mut panel, &counted);
        derive::add(&mut panel, derivations);
        panel
    }

    /// Takes out reports whose region is in doubt where another report is certainly of that region and
    /// year.
    fn leave_doubtful(&mut self) {
        let certain: HashSet<_> = self
            .coverage
            .iter()
            .enumerate()
            .filter(|(at, c)| c.state <= State::Masked && !self.doubtful.contains(at))
            .filter_map(|(_, c)| Some((c.place.as_ref()?.code.clone(), c.year)))
            .collect();
        let coverage = &mut self.coverage;
        self.doubtful.retain(|&at| {
            let Some(covered) = coverage.get_mut(at) else { return false };
            let code = covered.place.as_ref().map(|place| place.code.clone());
            let twice = code.is_some_and(|code| certain.contains(&(code, covered.year)));
            if twice {
                covered.state = State::Unplaced;
                covered.why.push_str("; another report is of this region and year");
            }
            twice
        });
        for row in self.cells.values_mut() {
            for candidates in row.values_mut() {
                candidates.retain(|candidate| !self.doubtful.contains(&candidate.report));
            }
            row.retain(|_, candidates| !candidates.is_empty());
        }
        self.cells.retain(|_, row| !row.is_empty());
    }

    /// The column that an observation belongs to, its years apart; none where it is not of the region
    /// itself, or not asked for.
    fn key(&self, read: &Read, observation: &Observation) -> Option<Key> {
        let indicator = observation.indicator.as_ref()?;
        let parent = observation.parent.and_then(|at| read.analysis.observations.get(at));
        let part =
            parent.and_then(|parent| parent.indicator.as_ref()).is_some_and(|p| p == indicator);
        let plain = observation.qualifiers.is_empty();
        let wanted = self.selection.has_indicator(indicator.place)
            && self.selection.has(observation.aspect, modality(read, observation))
            && observation.scope == Scope::Region
            && if plain { !part } else { self.selection.qualified };
        let unit = observation.quantity.unit.as_ref().map_or("", |unit| &unit.symbol);
        if !wanted || !column::takes(self.dictionary, indicator.place, observation.aspect, unit) {
            return None;
        }
        let mut qualifiers = observation.qualifiers.clone();
        qualifiers.sort_unstable();
        Some(Key {
            indicator: indicator.place,
            aspect: observation.aspect,
            modality: modality(read, observation),
            qualifiers,
            unit: column::unit(self.dictionary, indicator.place, observation.aspect, unit),
            years: 1,
        })
    }

    fn candidate(
        &self,
        entry: &Entry,
        read: &Read,
        report: usize,
        at: usize,
        key: &Key,
    ) -> Candidate {
        let observation = &read.analysis.observations[at];
        let quantity = &observation.quantity;
        let unit = quantity.unit.as_ref().map_or("", |unit| &unit.symbol);
        let units = &self.dictionary.units;
        let converted = |value: Decimal| units.convert(value, unit, &key.unit).unwrap_or(value);
        let text = &read.report.text;
        let (start, end) = text.char_range(quantity.span);
        let exact = quantity.bound == Bound::Exact;
        let value = observation.value.map(converted);
        let indicator = &self.dictionary.indicators[key.indicator];
        let suspect = match quantity.status {
            Status::Suspect => Some(Suspicion::Reading),
            _ => plausible::range(indicator, key, value),
        };
        let row = |block: &crate::source::Block| block.span.contains(quantity.span);
        let block = read.report.blocks.partition_point(|b| b.span.end <= quantity.span.start);
        let block = read.report.blocks.get(block).filter(|block| row(block));
        Candidate {
            status: match (quantity.status, key.modality) {
                (Status::Masked, _) => ObsStatus::Masked,
                (_, Modality::Target) => ObsStatus::Forecast,
                _ if !exact => ObsStatus::Approximate,
                _ => ObsStatus::Normal,
            },
            value,
            value_max: observation.value_max.map(converted),
            profile: observation.role == Role::Profile
                || block.is_some_and(|block| block.kind == BlockKind::Row),
            exact,
            whole: whole::names_whole(before(read, observation)),
            suspect,
            report,
            evidence: Evidence {
                source: self.coverage[report].source.clone(),
                report: self.coverage[report].report.clone(),
                id: format!("{}#q{}", entry.report, at + 1),
                value: observation.value,
                unit: unit.to_owned(),
                raw: text.raw(quantity.span).to_owned(),
                period: observation.period.clone().unwrap_or_default(),
                dated: observation.dated,
                sentence: text.raw(text.around(quantity.span, observation.sentence)).to_owned(),
                line: text.line(quantity.span.start),
                start,
                end,
            },
        }
    }
}

/// Whether a figure is of the whole region, no difference to another one and no rank of its growth.
fn is_own(read: &Read, observation: &Observation, place: &Place) -> bool {
    let before = before(read, observation);
    let year = read.analysis.document.year;
    let whole = region::by_code(&place.code, year);
    // A zone may also be what is counted: 开发区12个.
    let unit = observation.quantity.unit.as_ref().map(|unit| unit.dimension);
    let measured = matches!(unit, Some(Dimension::Money | Dimension::Ratio));
    let part = measured && whole::names_zone(before)
        || whole.is_some_and(|whole| whole::names_part(before, &whole, year));
    let other = match observation.aspect {
        Aspect::Change => whole::compares_places(before),
        Aspect::Rank => whole::names_growth(before),
        _ => false,
    };
    !part && !other
}

/// What is said of a year after the one reported on is no fact yet.
fn modality(read: &Read, observation: &Observation) -> Modality {
    let last = observation.period.as_deref().and_then(period).map(|(last, _)| last);
    let ahead = last.zip(read.analysis.document.year).is_some_and(|(last, year)| last > year);
    if ahead { Modality::Target } else { observation.modality }
}

/// The words of the sentence before a figure.
fn before<'r>(read: &'r Read, observation: &Observation) -> &'r str {
    let start = observation.sentence.start;
    let end = observation.quantity.span.start.max(start);
    read.report.text.slice(Span::new(start, end))
}

/// The last year of a period and how many years it has.
fn period(text: &str) -> Option<(i32, u16)> {
    let (first, last) = text.split_once('-').unwrap_or((text, text));
    let (first, last): (i32, i32) = (first.parse().ok()?, last.parse().ok()?);
    let years = last.checked_sub(first)?.checked_add(1)?;
    Some((last, u16::try_from(years).ok().filter(|years| *years > 0)?))
}
