//! Yields the option `--corrections`, and what verbs do with it.

use std::path::PathBuf;

use clap::Args;
use zhibiao::Analyzer;
use zhibiao::corpus::Entry;
use zhibiao::correction::{Corrections, Refusal};

use super::{Outcome, complain};

/// The option of verbs that lay corrections over what they read.
#[derive(Debug, Args)]
pub(super) struct Correcting {
    /// CSV of what was set right by hand: report, start, end, column, value, who, why, and raw to tell
    /// a changed text; may be given several times.
    #[arg(long, value_name = "FILE.csv")]
    corrections: Vec<PathBuf>,
}

impl Correcting {
    /// The files that the option names.
    pub(super) fn files(&self) -> &[PathBuf] {
        &self.corrections
    }

    /// Reads the files and tells of rows that cannot be understood.
    pub(super) fn open(&self, analyzer: &Analyzer) -> anyhow::Result<Corrector> {
        let mut corrector = Corrector { corrections: Vec::new(), outcome: Outcome::Done };
        for file in &self.corrections {
            let (corrections, refused) = Corrections::read(file, analyzer.dictionary())?;
            corrector.tell(refused);
            corrector.corrections.push(corrections);
        }
        Ok(corrector)
    }
}

/// Corrections being applied; a refusal is told, and the run goes on.
#[derive(Debug)]
pub(super) struct Corrector {
    corrections: Vec<Corrections>,
    outcome: Outcome,
}

impl Corrector {
    /// Sets one report right.
    pub(super) fn apply(&mut self, entry: &mut Entry) {
        let mut refused = Vec::new();
        for corrections in &mut self.corrections {
            refused.extend(corrections.apply(entry));
        }
        self.tell(refused);
    }

    /// Tells of reports that were not met; yields how it went.
    pub(super) fn finish(mut self) -> Outcome {
        let rest = std::mem::take(&mut self.corrections);
        self.tell(rest.into_iter().flat_map(Corrections::rest).collect());
        self.outcome
    }

    fn tell(&mut self, refused: Vec<Refusal>) {
        for refusal in refused {
            complain(&refusal.to_string());
            self.outcome = Outcome::Unread;
        }
    }
}
