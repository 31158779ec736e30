//! Yields [`Sample`]: rows of `indicators.csv` drawn at random, to be checked by hand.

use std::cmp::Ordering;
use std::collections::BinaryHeap;
use std::io::{self, Write};

use sha2::{Digest, Sha256};

use crate::corpus::Entry;
use crate::table::csv::CsvRows;
use crate::table::{Bom, Cell, Table};

/// What a row shows: a column of `indicators.csv`, and its name here. The value that was read is
/// called as in audit.csv, since `value` is for the right one.
const SHOWN: [(&str, &str); 20] = [
    ("report", "report"),
    ("line", "line"),
    ("start", "start"),
    ("end", "end"),
    ("raw", "raw"),
    ("sentence", "sentence"),
    ("indicator", "indicator"),
    ("indicator_name", "indicator_name"),
    ("label", "label"),
    ("qualifiers", "qualifiers"),
    ("scope", "scope"),
    ("aspect", "aspect"),
    ("modality", "modality"),
    ("period", "period"),
    ("value", "found"),
    ("value_max", "found_max"),
    ("unit", "unit"),
    ("bound", "bound"),
    ("status", "status"),
    ("rule", "rule"),
];

/// What the reader fills in. The last four make the file one of corrections.
const VERDICT: [&str; 5] = ["verdict", "column", "value", "who", "why"];

/// At most a given number of rows, each with the same chance whatever their order.
///
/// Each row draws a number from the seed and its id, and the least numbers stay: the same seed gives
/// the same rows with any number of threads, and a larger sample holds the smaller one.
#[derive(Debug)]
pub struct Sample {
    seed: u64,
    size: usize,
    seen: usize,
    kept: BinaryHeap<Drawn>,
}

#[derive(Debug)]
struct Drawn {
    number: [u8; 32],
    /// Its place in the run.
    place: usize,
    cells: Vec<Cell<'static>>,
}

impl Ord for Drawn {
    fn cmp(&self, other: &Self) -> Ordering {
        (self.number, self.place).cmp(&(other.number, other.place))
    }
}

impl PartialOrd for Drawn {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for Drawn {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other).is_eq()
    }
}

impl Eq for Drawn {}

impl Sample {
    /// An empty sample of at most `size` rows.
    pub fn new(size: usize, seed: u64) -> Self {
        Sample { seed, size, seen: 0, kept: BinaryHeap::new() }
    }

    /// Offers all rows of one report.
    pub fn add(&mut self, entry: &Entry) {
        let fields = Table::Indicators.fields();
        let place_of = |name| fields.iter().position(|field| field.name == name);
        let id = place_of("id");
        let shown = SHOWN.map(|(name, _)| place_of(name));
        let cell = |cells: &[Cell<'_>], place: Option<usize>| {
            place.and_then(|place| cells.get(place)).cloned().unwrap_or_default().into_owned()
        };
        let offered = Table::Indicators.rows(entry, |cells| {
            let id = cell(cells, id);
            let mut hasher = Sha256::new();
            hasher.update(self.seed.to_le_bytes());
            hasher.update(id.plain().as_bytes());
            let number: [u8; 32] = hasher.finalize().into();
            let place = self.seen;
            self.seen += 1;
            if self.kept.len() < self.size
                || self.kept.peek().is_some_and(|last| number < last.number)
            {
                let cells = shown.iter().map(|place| cell(cells, *place)).collect();
                self.kept.push(Drawn { number, place, cells });
            }
            if self.kept.len() > self.size {
                self.kept.pop();
            }
            Ok::<_, std::convert::Infallible>(())
        });
        let Ok(_) = offered;
    }

    /// How many rows were drawn, and of how many.
    pub fn counts(&self) -> (usize, usize) {
        (self.kept.len(), self.seen)
    }

    /// Writes the rows in the order of the run, as CSV with empty columns for what is right.
    ///
    /// # Errors
    /// Those of `out`.
    pub fn write(self, out: impl Write, bom: Bom, to_file: bool) -> io::Result<()> {
        let header = SHOWN.iter().map(|(_, name)| *name).chain(VERDICT);
        let mut rows = CsvRows::new(header, out, bom, to_file)?;
        let mut kept = self.kept.into_vec();
        kept.sort_by_key(|drawn| drawn.place);
        for drawn in kept {
            let mut cells = drawn.cells;
            cells.extend(VERDICT.map(|_| Cell::Empty));
            rows.write(&cells)?;
        }
        rows.flush()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Analyzer;
    use crate::corpus::Read;

    #[test]
    fn every_shown_column_is_one_of_the_table() {
        let fields = Table::Indicators.fields();
        for (name, _) in SHOWN {
            assert!(fields.iter().any(|field| field.name == name), "no column {name}");
        }
    }

    #[test]
    fn every_row_has_the_same_chance() {
        let analyzer = Analyzer::new().unwrap();
        let text: String = (0..40).map(|i| format!("全县新建幼儿园{}所。\n", 100 + i)).collect();
        let report = analyzer.report("a.txt", &text);
        let analysis = analyzer.analyze(&report);
        let rows = analysis.observations.len();
        let (source, key) = (report.source.clone(), report.report.clone());
        let read = Box::new(Read::new(report, analysis));
        let entry = Entry { source, report: key, input: None, result: Ok(read) };
        let mut drawn = vec![0_u32; rows];
        for seed in 0..400 {
            let mut sample = Sample::new(10, seed);
            sample.add(&entry);
            assert_eq!(sample.counts(), (10, rows));
            sample.kept.iter().for_each(|row| drawn[row.place] += 1);
        }
        let expected = 4000.0 / rows as f64;
        // Five standard deviations.
        let far = |n: &&u32| (f64::from(**n) - expected).abs() > 5.0 * expected.sqrt();
        assert_eq!(drawn.iter().find(far), None, "{drawn:?} around {expected}");
    }
}
