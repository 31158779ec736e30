//! Yields the verb `evaluate`: a run against annotations, or annotations against each other.

use std::io::{self, Write};
use std::path::PathBuf;

use anyhow::ensure;
use clap::Args;
use serde::Serialize;
use zhibiao::evaluate::{Annotations, Choices, Evaluation, ROWS, Scores, agreement};

use super::{Outcome, Reading, complain, one_of};

/// Scores a run over reports against annotations made by hand, or two sets of annotations against
/// each other.
///
/// Annotations are JSON files named after their reports; reports without one are left out. Exit code 1
/// where a score is below its floor, 2 where an annotated report was not found.
#[derive(Debug, Args)]
pub(super) struct Evaluate {
    /// Folder of annotations.
    #[arg(value_name = "GOLD", required_unless_present = "agreement")]
    gold: Option<PathBuf>,
    /// Files and folders with the reports.
    #[arg(value_name = "PATH", required_unless_present = "agreement")]
    paths: Vec<PathBuf>,
    #[command(flatten)]
    reading: Reading,
    /// Instead of a run: how far two folders of annotations agree (Cohen's κ, Krippendorff's α).
    #[arg(
        long, num_args = 2, value_names = ["GOLD_A", "GOLD_B"],
        conflicts_with_all = ["gold", "paths", "fail_under"]
    )]
    agreement: Option<Vec<PathBuf>>,
    /// Least scores, such as quantities=0.98,value=0.995; exit code 1 where F1 is below.
    #[arg(long, value_name = "FIELD=VALUE", value_delimiter = ',', value_parser = floor)]
    fail_under: Vec<(&'static str, f64)>,
    /// Folder with INDICATORS.tsv and SLOGANS.tsv, whose first columns hold all that the annotators
    /// could choose from; without it, GOLD.
    #[arg(long, value_name = "DIR")]
    choices: Option<PathBuf>,
    /// text for people, json for programs.
    #[arg(
        short, long, value_name = "FORMAT", default_value = Form::Text.name(),
        value_parser = one_of(&[Form::Text, Form::Json], Form::name)
    )]
    format: Form,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Form {
    Text,
    Json,
}

impl Form {
    const fn name(self) -> &'static str {
        match self {
            Form::Text => "text",
            Form::Json => "json",
        }
    }

    fn write(self, result: &impl Serialize, page: impl FnOnce() -> String) -> io::Result<()> {
        let mut out = io::stdout().lock();
        match self {
            Form::Text => out.write_all(page().as_bytes()),
            Form::Json => {
                serde_json::to_writer_pretty(&mut out, result)?;
                out.write_all(b"\n")
            }
        }
    }
}

/// Parses `FIELD=VALUE`.
fn floor(given: &str) -> Result<(&'static str, f64), String> {
    let (name, value) = given.split_once('=').ok_or("write FIELD=VALUE")?;
    let row = ROWS.into_iter().find(|row| *row == name.trim());
    let row = row.ok_or_else(|| format!("no field {name}; there are {}", ROWS.join(", ")))?;
    let value: f64 = value.trim().parse().map_err(|_| format!("{value} is no number"))?;
    match (0.0..=1.0).contains(&value) {
        true => Ok((row, value)),
        false => Err(format!("{value} is not between 0 and 1")),
    }
}

impl Evaluate {
    pub(super) fn run(self) -> anyhow::Result<Outcome> {
        if let Some([first, second]) = self.agreement.as_deref() {
            let (first, second) = (Annotations::read(first)?, Annotations::read(second)?);
            for stem in first.without(&second).chain(second.without(&first)) {
                complain(&format!("{stem}: annotated by one only; left out"));
            }
            let found = agreement(&first, &second);
            ensure!(found.reports > 0, "--agreement: the folders have no file name in common");
            self.format.write(&found, || found.page())?;
            return Ok(Outcome::Done);
        }
        let gold = self.gold.clone().unwrap_or_default();
        let annotations = Annotations::read(&gold)?;
        let choices = Choices::read(self.choices.as_deref().unwrap_or(&gold))?;
        let analyzer = self.reading.analyzer()?;
        let mut evaluation = Evaluation::new(&annotations, &choices, analyzer.dictionary());
        let mut twice = Vec::new();
        let wanted = |source: &str| annotations.of(source).is_some();
        let mut outcome = self.reading.each(&analyzer, &self.paths, wanted, |read| {
            if !evaluation.add(&read.report, &read.analysis) {
                twice.push(read.report.source.clone());
            }
        })?;
        for source in twice {
            complain(&format!(
                "{source}: a report of this name was scored already; give one of them"
            ));
            outcome = Outcome::Unread;
        }
        for stem in evaluation.absent() {
            complain(&format!("{stem}: annotated, but no such report was read; give its path"));
            outcome = Outcome::Unread;
        }
        let scores = evaluation.scores();
        self.format.write(&scores, || scores.page())?;
        let faults = self.faults(&scores);
        faults.iter().for_each(|fault| complain(fault));
        let failed = outcome == Outcome::Done && !faults.is_empty();
        Ok(if failed { Outcome::Faults } else { outcome })
    }

    /// What is below its floor, in words.
    fn faults(&self, scores: &Scores) -> Vec<String> {
        let below = |(name, floor): &(&'static str, f64)| match scores.get(name) {
            None => {
                Some(format!("{name}: no annotation has any; there is nothing to hold to {floor}"))
            }
            Some(score) if score.f1 < *floor => {
                Some(format!("{name}: {:.4} is below {floor}", score.f1))
            }
            Some(_) => None,
        };
        self.fail_under.iter().filter_map(below).collect()
    }
}
