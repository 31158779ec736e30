//! Yields the verb `sample`: rows drawn at random, to be checked by hand.

use std::io::{self, BufWriter};
use std::path::PathBuf;

use anyhow::{Context, bail};
use clap::Args;
use zhibiao::sample::Sample as Rows;

use super::whole::Whole;
use super::{Marking, Outcome, Reading, complain};

/// Draws random rows of indicators.csv, each with its sentence and empty columns for a verdict.
///
/// The same seed draws the same rows. Filled in, the file can be given to `extract --corrections`.
#[derive(Debug, Args)]
pub(super) struct Sample {
    /// How many rows.
    #[arg(value_name = "N", value_parser = clap::value_parser!(u32).range(1..))]
    rows: u32,
    /// Files and folders to read.
    #[arg(required = true, value_name = "PATH")]
    paths: Vec<PathBuf>,
    /// Another number draws other rows.
    #[arg(long, value_name = "SEED", default_value_t = 1)]
    seed: u64,
    /// CSV file to write, which must not be there yet; without it, standard output.
    #[arg(short, long, value_name = "FILE.csv")]
    output: Option<PathBuf>,
    #[command(flatten)]
    marking: Marking,
    #[command(flatten)]
    reading: Reading,
}

impl Sample {
    pub(super) fn run(self) -> anyhow::Result<Outcome> {
        let output = self.output.as_deref().map(Whole::create).transpose()?;
        // Verdicts that somebody filled in are not to be had again.
        if let Some(there) = self.output.as_deref().filter(|output| output.exists()) {
            bail!("{}: is there already; name another file, or remove it", there.display());
        }
        let analyzer = self.reading.analyzer()?;
        let size = usize::try_from(self.rows).unwrap_or(usize::MAX);
        let mut rows = Rows::new(size, self.seed);
        let outcome = self.reading.each_entry(&analyzer, &self.paths, |entry| {
            rows.add(&entry);
            Ok(())
        })?;
        let (drawn, of) = rows.counts();
        match output {
            Some(mut output) => {
                let file = BufWriter::new(output.file());
                rows.write(file, self.marking.bom, true).with_context(|| output.failed())?;
                output.publish()?;
            }
            None => {
                let out = BufWriter::new(io::stdout().lock());
                rows.write(out, self.marking.bom, false).context("standard output")?;
            }
        }
        complain(&format!("{drawn} of {of} rows drawn"));
        Ok(outcome)
    }
}
