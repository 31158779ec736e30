//! Yields the verb `sample`: rows drawn at random, to be checked by hand.

use std::io::{self, BufWriter};
use std::path::PathBuf;

use anyhow::{Context, ensure};
use clap::Args;
use tempfile::NamedTempFile;
use zhibiao::sample::Sample as Rows;
use zhibiao::table::Bom;

use super::{Outcome, Reading, complain, one_of};

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
    /// Byte order mark before CSV, which Excel needs; auto: in files, not on standard output.
    #[arg(
        long, value_name = "WHEN", default_value = Bom::Auto.name(),
        value_parser = one_of(&Bom::ALL, Bom::name)
    )]
    bom: Bom,
    #[command(flatten)]
    reading: Reading,
}

impl Sample {
    pub(super) fn run(self) -> anyhow::Result<Outcome> {
        if let Some(output) = &self.output {
            // Verdicts that somebody filled in are not to be had again.
            ensure!(
                !output.exists(),
                "{}: is there already; name another file, or remove it",
                output.display()
            );
        }
        let analyzer = self.reading.analyzer()?;
        let size = usize::try_from(self.rows).unwrap_or(usize::MAX);
        let mut rows = Rows::new(size, self.seed);
        let outcome = self.reading.each_entry(&analyzer, &self.paths, |entry| rows.add(&entry))?;
        let (drawn, of) = rows.counts();
        match &self.output {
            Some(output) => {
                let unwritten =
                    || format!("{}: cannot be written; check the path", output.display());
                let folder = output.parent().filter(|folder| !folder.as_os_str().is_empty());
                let folder = folder.unwrap_or(".".as_ref());
                let file = NamedTempFile::new_in(folder).with_context(unwritten)?;
                rows.write(BufWriter::new(file.as_file()), self.bom, true)
                    .with_context(unwritten)?;
                file.persist_noclobber(output).map(drop).with_context(unwritten)?;
            }
            None => {
                let out = BufWriter::new(io::stdout().lock());
                rows.write(out, self.bom, false).context("standard output")?;
            }
        }
        complain(&format!("{drawn} of {of} rows drawn"));
        Ok(outcome)
    }
}
