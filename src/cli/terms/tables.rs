//! Yields what each option of the verb `terms` shows.

use std::io::Write;

use anyhow::{bail, ensure};
use zhibiao::corpus::Read;
use zhibiao::terms::discover::{Census, Sightings, Subject, Tally, sight};
use zhibiao::terms::{
    By, Categories, CategoryUnits, Per, Phrases, Place, Prose, Selection, SloganYears, aligned,
    columns,
};

use super::output::{Form, Output};
use super::{Outcome, Run, complain};

/// Candidates shown where nothing else is asked for.
const CANDIDATES: usize = 500;
/// Reports in which a candidate is found at least.
const REPORTS: usize = 5;

fn place(read: &Read) -> Place {
    Place::of(&read.report, &read.analysis)
}

impl Run<'_> {
    fn top(&self) -> usize {
        self.terms.top.unwrap_or(usize::MAX)
    }

    fn least(&self) -> usize {
        self.terms.least.unwrap_or(0)
    }

    fn by(&self) -> By {
        self.terms.by.unwrap_or_default()
    }

    /// What rests on the counts of all reports.
    pub(super) fn counts(&self, out: &mut Output<'_>) -> anyhow::Result<Outcome> {
        let keyness = self.keyness_groups()?;
        let mut terms = zhibiao::terms::Terms::default();
        let count = |read: &Read| self.words.count(&Prose::of(&read.report));
        let outcome = self.each(count, |read, counted| {
            terms.add(place(read), counted);
            Ok(())
        })?;
        if let Some(groups) = keyness {
            self.keyness(&terms, &groups, out)?;
        } else if self.terms.dispersion {
            let units = terms.units(self.by());
            let mut sheet = out.sheet(&columns::DISPERSION)?;
            let found = terms.dispersion(&units, self.words);
            for found in found.iter().filter(|f| f.count >= self.least()).take(self.top()) {
                sheet.row(&columns::dispersion(found))?;
            }
            sheet.finish()?;
        } else if self.terms.similarity {
            let mut sheet = out.sheet(&columns::SIMILARITY)?;
            for found in terms.similarities(self.words).iter().take(self.top()) {
                sheet.row(&columns::similarity(found))?;
            }
            sheet.finish()?;
        } else {
            let units = terms.units(self.by());
            let mut sheet = out.sheet(&columns::FREQUENCIES)?;
            for (unit, found) in terms.frequencies(&units, self.words) {
                for found in found.iter().filter(|f| f.count >= self.least()).take(self.top()) {
                    sheet.row(&columns::frequency(unit, found, self.terms.per))?;
                }
            }
            sheet.finish()?;
        }
        Ok(outcome)
    }

    /// The two groups of --keyness; the second may be all others.
    fn keyness_groups(&self) -> anyhow::Result<Option<(Selection, Option<Selection>)>> {
        let Some(first) = &self.terms.keyness else { return Ok(None) };
        ensure!(self.terms.per != Per::Chars, "--keyness compares words: --per words or nonstop");
        let second = self.terms.against.as_deref().map(Selection::parse).transpose()?;
        Ok(Some((Selection::parse(first)?, second)))
    }

    fn keyness(
        &self,
        terms: &zhibiao::terms::Terms,
        (first, second): &(Selection, Option<Selection>),
        out: &mut Output<'_>,
    ) -> anyhow::Result<()> {
        let is_first = |place: &Place| first.takes(place);
        let is_second = |place: &Place| match second {
            Some(second) => second.takes(place),
            None => !first.takes(place),
        };
        let (mut a, mut b) = (0usize, 0usize);
        for place in terms.places() {
            if is_first(place) && is_second(place) {
                bail!("--keyness: {} is in both groups; make them apart", place.report);
            }
            a += usize::from(is_first(place));
            b += usize::from(is_second(place));
        }
        ensure!(
            a > 0 && b > 0,
            "--keyness: the groups have {a} and {b} reports; widen the empty one"
        );
        if !self.terms.quiet {
            complain(&format!("{a} reports in group a, {b} in group b"));
        }
        let found = terms.keyness(self.words, self.terms.per, is_first, is_second);
        let mut sheet = out.sheet(&columns::KEYNESS)?;
        let enough = found.iter().filter(|f| f.pair.a + f.pair.b >= self.least());
        for found in enough.take(self.top()) {
            sheet.row(&columns::keyness(found, self.terms.per))?;
        }
        Ok(sheet.finish()?)
    }

    pub(super) fn categories(
        &self,
        categories: &Categories,
        out: &mut Output<'_>,
    ) -> anyhow::Result<Outcome> {
        let mut units = CategoryUnits::default();
        let count = |read: &Read| {
            let counted = self.words.count(&Prose::of(&read.report));
            (counted.totals, categories.count(&counted))
        };
        let outcome = self.each(count, |read, (totals, counts)| {
            units.add(place(read), totals, counts);
            Ok(())
        })?;
        let mut sheet = out.sheet(&columns::CATEGORIES)?;
        for (group, unit) in &units.units(self.by()) {
            for row in columns::categories(group, unit, categories, self.terms.per) {
                sheet.row(&row)?;
            }
        }
        sheet.finish()?;
        Ok(outcome)
    }

    pub(super) fn slogans(&self, out: &mut Output<'_>) -> anyhow::Result<Outcome> {
        let mut years = SloganYears::default();
        let outcome = self.each(
            |_| (),
            |read, ()| {
                years.add(&place(read), &read.analysis);
                Ok(())
            },
        )?;
        let mut sheet = out.sheet(&columns::SLOGAN_YEARS)?;
        for found in years.uses().filter(|f| f.count >= self.least()).take(self.top()) {
            sheet.row(&columns::slogan(&found))?;
        }
        sheet.finish()?;
        Ok(outcome)
    }

    /// Writes hits as they are found; none is kept.
    pub(super) fn kwic(&self, out: &mut Output<'_>) -> anyhow::Result<Outcome> {
        let width = self.terms.width;
        let phrases = Phrases::new(&self.terms.kwic, width)?;
        let find = |read: &Read| phrases.find(&read.report);
        let mut left = self.top();
        if out.form == Form::Text {
            return self.each(find, |read, hits| {
                for hit in hits.iter().take(left) {
                    let line = read.report.text.line(hit.span.start);
                    writeln!(out, "{}  {}:{line}", aligned(hit, width), read.report.source)?;
                }
                left = left.saturating_sub(hits.len());
                Ok(())
            });
        }
        let mut sheet = out.sheet(&columns::KWIC)?;
        let outcome = self.each(find, |read, hits| {
            for hit in hits.iter().take(left) {
                sheet.row(&columns::kwic(hit, &read.report))?;
            }
            left = left.saturating_sub(hits.len());
            Ok(())
        })?;
        sheet.finish()?;
        Ok(outcome)
    }

    /// Goes over the reports twice.
    pub(super) fn discover(&self, out: &mut Output<'_>) -> anyhow::Result<Outcome> {
        let is_stdin = |path: &std::path::PathBuf| path.as_os_str() == "-";
        ensure!(!self.terms.paths.iter().any(is_stdin), "--discover reads twice: save - as a file");
        let subject = Subject::new(&self.terms.about)?;
        let mut sightings = Sightings::default();
        Run { silent: true, ..*self }.each(
            |read| sight(&read.report),
            |_, seen| {
                sightings.add(seen);
                Ok(())
            },
        )?;
        let least = self.terms.least.unwrap_or(REPORTS);
        let census = Census::new(sightings, least, self.analyzer.dictionary(), subject)?;
        let mut tally = Tally::new(&census);
        let outcome = self.each(
            |read| census.count(read),
            |_, counted| {
                tally.add(counted);
                Ok(())
            },
        )?;
        let candidates = tally.candidates(self.terms.top.unwrap_or(CANDIDATES));
        if out.form == Form::Toml {
            let entries: Vec<String> =
                candidates.iter().map(|candidate| candidate.entry(&candidates)).collect();
            out.write_all(entries.join("\n").as_bytes())?;
            return Ok(outcome);
        }
        let mut sheet = out.sheet(&columns::CANDIDATES)?;
        for candidate in &candidates {
            sheet.row(&columns::candidate(candidate))?;
        }
        sheet.finish()?;
        Ok(outcome)
    }
}
