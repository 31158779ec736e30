//! Yields the verb `dictionary suggest`: what a dictionary lacks for these reports.

use std::io::{self, Write};
use std::path::PathBuf;

use clap::Args;
use zhibiao::suggest::Heads;

use super::{Outcome, Reading};

/// Prints the most frequent heads of quantities without an indicator, as entries to paste into a
/// dictionary file.
#[derive(Debug, Args)]
pub(super) struct Suggest {
    /// Files and folders to read.
    #[arg(required = true, value_name = "PATH")]
    paths: Vec<PathBuf>,
    /// How many heads.
    #[arg(long, value_name = "N", default_value_t = 20)]
    top: usize,
    #[command(flatten)]
    reading: Reading,
}

impl Suggest {
    pub(super) fn run(self) -> anyhow::Result<Outcome> {
        let analyzer = self.reading.analyzer()?;
        let mut heads = Heads::new(analyzer.dictionary());
        let outcome = self.reading.each(
            &analyzer,
            &self.paths,
            |_| true,
            |read| {
                heads.add(&read.report, &read.analysis);
            },
        )?;
        let entries: Vec<String> = heads.top(self.top).iter().map(|head| head.entry()).collect();
        io::stdout().lock().write_all(entries.join("\n").as_bytes())?;
        Ok(outcome)
    }
}
