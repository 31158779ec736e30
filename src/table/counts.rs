//! Yields [`Counts`]: how much was read and found, for the manifest and the closing line of a run.

use serde::Serialize;

use crate::analysis::Analysis;
use crate::corpus::Entry;

/// How much was read and found.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Counts {
    /// Files read, empty ones included.
    pub reports: usize,
    /// Of these, files without any text.
    pub empty: usize,
    /// Files that could not be read or analysed.
    pub failed: usize,
    /// Numbers, masked ones included; one that speaks of two indicators counts once.
    pub quantities: usize,
    /// Of these, those with an indicator.
    pub linked: usize,
    /// Of these, those whose digits are masked.
    pub masked: usize,
}

impl Counts {
    /// Counts one file in.
    pub fn add(&mut self, entry: &Entry) {
        match &entry.result {
            _ if entry.failure().is_some() => self.failed += 1,
            Err(_) => {
                self.reports += 1;
                self.empty += 1;
            }
            Ok(read) => {
                self.reports += 1;
                let found = Counts::of(&read.analysis);
                self.quantities += found.quantities;
                self.linked += found.linked;
                self.masked += found.masked;
            }
        }
    }

    /// What was found in one report.
    pub fn of(analysis: &Analysis) -> Self {
        let mut counts = Counts::default();
        // Observations of one number stand side by side.
        for one in analysis.observations.chunk_by(|a, b| a.quantity.span == b.quantity.span) {
            counts.quantities += 1;
            counts.linked += usize::from(one.iter().any(|o| o.indicator.is_some()));
            counts.masked += usize::from(one.iter().any(|o| o.quantity.status.is_hidden()));
        }
        counts
    }
}
