//! Yields [`Scores`]: precision, recall and F1 of every table and field, with what went wrong.

use std::collections::BTreeMap;
use std::fmt::Write;

use serde::Serialize;

use super::annotation::{Annotations, Choices, stem};
use super::compare::Comparison;
use super::resample;
use super::tally::{ROWS, Sheet, Tally};
use crate::analysis::Analysis;
use crate::dictionary::Dictionary;
use crate::source::Report;

/// How many of the reports with most errors are told.
const WORST: usize = 5;
/// How many wrong answers of a field the page tells; JSON has all.
const CONFUSIONS: usize = 5;

/// Takes reports one by one and scores those that are annotated.
#[derive(Debug)]
pub struct Evaluation<'a> {
    annotations: &'a Annotations,
    choices: &'a Choices,
    dictionary: &'a Dictionary,
    sheets: BTreeMap<String, Sheet>,
}

impl<'a> Evaluation<'a> {
    /// An evaluation without reports yet.
    pub fn new(
        annotations: &'a Annotations,
        choices: &'a Choices,
        dictionary: &'a Dictionary,
    ) -> Self {
        Evaluation { annotations, choices, dictionary, sheets: BTreeMap::new() }
    }

    /// Scores a report where it is annotated. False where another report of the same name was scored
    /// before: which of the two the annotation means cannot be told, and the first stays.
    pub fn add(&mut self, report: &Report, analysis: &Analysis) -> bool {
        let name = stem(&report.source);
        let Some(annotation) = self.annotations.of(&report.source) else { return true };
        let (choices, dictionary) = (self.choices, self.dictionary);
        let comparison = Comparison { report, analysis, annotation, choices, dictionary };
        match self.sheets.contains_key(name) {
            true => false,
            false => self.sheets.insert(name.to_owned(), comparison.sheet()).is_none(),
        }
    }

    /// Annotations whose report has not come, which are no part of the scores.
    pub fn absent(&self) -> impl Iterator<Item = &str> {
        let stems = self.annotations.by_stem.keys().map(String::as_str);
        stems.filter(|stem| !self.sheets.contains_key(*stem))
    }

    /// The scores of all reports that came.
    pub fn scores(&self) -> Scores {
        let of_row = |row: &str| -> Vec<Tally> {
            self.sheets.values().map(|s| s.tallies.get(row).copied().unwrap_or_default()).collect()
        };
        let scores = ROWS.iter().filter_map(|row| Score::of(row, &of_row(row)));
        let scores: Vec<Score> = scores.collect();
        let scored = |row: &str| scores.iter().any(|score| score.name == row);
        let mut wrong: BTreeMap<_, usize> = BTreeMap::new();
        for (answer, count) in self.sheets.values().flat_map(|sheet| &sheet.wrong) {
            *wrong.entry(answer).or_default() += count;
        }
        let confusions = wrong.into_iter().filter(|((field, ..), _)| scored(field));
        let mut confusions: Vec<Confusion> = confusions
            .map(|((field, got, want), count)| Confusion {
                field,
                got: got.clone(),
                want: want.clone(),
                count,
            })
            .collect();
        let place = |field: &str| ROWS.iter().position(|row| *row == field);
        confusions.sort_by_key(|c| (place(c.field), std::cmp::Reverse(c.count)));
        let mut worst: Vec<Worst> = self
            .sheets
            .iter()
            .filter_map(|(name, sheet)| Worst::of(name, sheet, &scored))
            .collect();
        worst.sort_by(|a, b| a.f1.total_cmp(&b.f1));
        worst.truncate(WORST);
        Scores { reports: self.sheets.len(), scores, confusions, worst }
    }
}

/// How well a run agrees with annotations.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Scores {
    /// How many reports were scored.
    pub reports: usize,
    /// In the order of [`ROWS`]; of what no annotation has, nothing is said.
    pub scores: Vec<Score>,
    /// Wrong answers, per field the most frequent first.
    pub confusions: Vec<Confusion>,
    /// The reports with the lowest F1 over all that is scored, lowest first.
    pub worst: Vec<Worst>,
}

/// How well one table or field was found.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Score {
    /// One of [`ROWS`].
    pub name: &'static str,
    /// Right among what the run gave; none where it gave nothing.
    pub precision: Option<f64>,
    /// Right among what the annotations give.
    pub recall: Option<f64>,
    /// Harmonic mean of the two; of a field, the share of right answers.
    pub f1: f64,
    /// The middle 95 % of F1 over redrawn reports; none for a single report.
    pub interval: Option<(f64, f64)>,
    /// In the run and in the annotations.
    pub right: usize,
    /// In the run only.
    pub spurious: usize,
    /// In the annotations only.
    pub missed: usize,
}

impl Score {
    fn of(name: &'static str, of_reports: &[Tally]) -> Option<Score> {
        let mut all = Tally::default();
        of_reports.iter().for_each(|tally| all.add(*tally));
        let Tally { right, spurious, missed } = all;
        let recall = all.recall();
        let (precision, f1) = (all.precision(), all.f1()?);
        let interval = resample::interval(of_reports);
        let score = Score { name, precision, recall, f1, interval, right, spurious, missed };
        recall.is_some().then_some(score)
    }
}

/// A wrong answer and how often it was given.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Confusion {
    /// One of [`ROWS`].
    pub field: &'static str,
    /// What the run says.
    pub got: String,
    /// What the annotations say.
    pub want: String,
    /// How often.
    pub count: usize,
}

/// A report with many errors.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Worst {
    /// Stem of its file name.
    pub report: String,
    /// F1 over all that is scored.
    pub f1: f64,
    /// What is wrong in it, most first.
    pub faults: Vec<Fault>,
}

/// How many errors a report has in one table or field.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Fault {
    /// One of [`ROWS`].
    pub name: &'static str,
    /// Spurious or missed, whichever are more.
    pub count: usize,
}

impl Worst {
    fn of(name: &str, sheet: &Sheet, scored: &impl Fn(&str) -> bool) -> Option<Worst> {
        let mut all = Tally::default();
        let mut faults: Vec<Fault> = Vec::new();
        for (row, tally) in sheet.tallies.iter().filter(|(row, _)| scored(row)) {
            all.add(*tally);
            let count = tally.spurious.max(tally.missed);
            faults.extend((count > 0).then_some(Fault { name: row, count }));
        }
        faults.sort_by_key(|fault| std::cmp::Reverse(fault.count));
        let f1 = all.f1().filter(|_| !faults.is_empty())?;
        Some(Worst { report: name.to_owned(), f1, faults })
    }
}

impl Scores {
    /// The score of one of [`ROWS`].
    pub fn get(&self, name: &str) -> Option<&Score> {
        self.scores.iter().find(|score| score.name == name)
    }

    /// The scores as a page of text.
    pub fn page(&self) -> String {
        let mut page = format!(
            "{:<24} {:>9} {:>7} {:>7}   {:<17} {:>6} {:>8} {:>6}\n",
            "", "precision", "recall", "F1", "95 % interval", "right", "spurious", "missed"
        );
        let decimal = |share: Option<f64>| share.map_or("-".into(), |share| format!("{share:.4}"));
        for score in &self.scores {
            let Score { name, precision, recall, f1, interval, right, spurious, missed } = score;
            let interval =
                interval.map_or("-".into(), |(low, high)| format!("{low:.4} to {high:.4}"));
            // Writing to a string cannot fail.
            let _ = writeln!(
                page,
                "{name:<24} {:>9} {:>7} {f1:>7.4}   {interval:<17} {right:>6} {spurious:>8} {missed:>6}",
                decimal(*precision),
                decimal(*recall),
            );
        }
        if !self.confusions.is_empty() {
            page.push_str("\nmost frequent errors: run → annotation\n");
        }
        for of_field in self.confusions.chunk_by(|a, b| a.field == b.field) {
            for Confusion { field, got, want, count } in of_field.iter().take(CONFUSIONS) {
                let _ = writeln!(page, "{field:<24} {count:>5}  {got} → {want}");
            }
        }
        if !self.worst.is_empty() {
            page.push_str("\nworst reports, by F1 over all of the above\n");
        }
        for Worst { report, f1, faults } in &self.worst {
            let faults = faults.iter().take(CONFUSIONS).map(|f| format!("{} {}", f.name, f.count));
            let _ = writeln!(page, "{f1:.4}  {report}: {}", faults.collect::<Vec<_>>().join(", "));
        }
        page
    }
}
