//! Yields [`Entry`] after [`Entry`]: many reports read and analysed side by side, handed over in order.

use std::any::Any;
use std::collections::hash_map::Entry as Slot;
use std::collections::{BTreeMap, HashMap};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::mpsc;

use rayon::{ThreadPool, ThreadPoolBuildError, ThreadPoolBuilder};
use sha2::{Digest, Sha256};

use crate::across::{self, Summary};
use crate::analysis::Analysis;
use crate::analyzer::Analyzer;
use crate::audit::Located;
use crate::source::{ReadError, ReadOptions, Report, SourceFile};

/// Files under way at once, per thread: enough that a long one does not idle the others, few
/// enough that memory stays flat.
const WINDOW: usize = 4;

/// What became of one file.
#[derive(Debug)]
pub struct Entry {
    /// The path as given or found.
    pub source: String,
    /// The report's key.
    pub report: String,
    /// The file's content in brief; none where it could not be had.
    pub input: Option<Input>,
    /// The report, or why there is none.
    pub result: Result<Box<Read>, Failure>,
}

/// A report and what was found in it.
#[derive(Debug)]
pub struct Read {
    /// The report.
    pub report: Report,
    /// What was found.
    pub analysis: Analysis,
    /// The first report of the run with the same text, white space apart.
    pub duplicate_of: Option<String>,
    /// SHA-256 of the text without white space.
    fingerprint: [u8; 32],
}

impl Read {
    /// A report and its analysis, not yet compared with any other.
    pub fn new(report: Report, analysis: Analysis) -> Self {
        let fingerprint = fingerprint(report.text.folded());
        Read { report, analysis, duplicate_of: None, fingerprint }
    }
}

/// A file's size and hash, by which a run can be repeated.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Input {
    /// Size in bytes.
    pub bytes: usize,
    /// SHA-256 of the bytes, in hexadecimal.
    pub sha256: String,
}

/// Why a file gave no report.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Failure {
    /// What `documents.csv` shows in its `error` column.
    pub code: &'static str,
    /// For people: names the file, the place and the mend.
    pub message: String,
}

impl Failure {
    /// The code of a file that holds no text, which is no fault of the run.
    pub const EMPTY: &'static str = "empty";
    /// The code of a fault in this program.
    pub const INTERNAL: &'static str = "internal";

    fn of(error: &ReadError) -> Self {
        Failure { code: error.code(), message: error.to_string() }
    }

    fn internal(source: &str, panic: &(dyn Any + Send)) -> Self {
        let said = panic.downcast_ref::<&str>().copied();
        let said = said.or_else(|| panic.downcast_ref::<String>().map(String::as_str));
        let message = format!(
            "{source}: the analysis broke off ({}), a fault of this program; report it with the file",
            said.unwrap_or("without a word")
        );
        Failure { code: Failure::INTERNAL, message }
    }
}

impl Entry {
    /// Why the run is not a full success: nothing for a report and for an empty file.
    pub fn failure(&self) -> Option<&Failure> {
        self.result.as_ref().err().filter(|failure| failure.code != Failure::EMPTY)
    }
}

/// An analyzer with threads to run it on.
#[derive(Debug)]
pub struct Corpus<'a> {
    analyzer: &'a Analyzer,
    options: ReadOptions,
    pool: ThreadPool,
}

impl<'a> Corpus<'a> {
    /// Starts `jobs` threads, or one per core for 0.
    ///
    /// # Errors
    /// The system will not start so many threads.
    pub fn new(
        analyzer: &'a Analyzer,
        options: ReadOptions,
        jobs: usize,
    ) -> Result<Self, ThreadPoolBuildError> {
        let pool = ThreadPoolBuilder::new().num_threads(jobs).build()?;
        Ok(Corpus { analyzer, options, pool })
    }

    /// Reads and analyses the inputs and hands each to `sink`, in their order whatever the number of
    /// threads. A file that cannot be read, or whose analysis breaks off, is an entry too. Memory does
    /// not grow with the number of inputs.
    ///
    /// # Errors
    /// The first error of `sink`, which ends the run.
    pub fn each<E>(
        &self,
        inputs: &[Result<SourceFile, ReadError>],
        mut sink: impl FnMut(Entry) -> Result<(), E>,
    ) -> Result<(), E> {
        self.each_with(inputs, |_| (), |entry, _| sink(entry))
    }

    /// As [`Corpus::each`], with `work` done on each report beside the others, and what came of it
    /// handed over too.
    ///
    /// # Errors
    /// The first error of `sink`, which ends the run.
    pub fn each_with<T: Send, E>(
        &self,
        inputs: &[Result<SourceFile, ReadError>],
        work: impl Fn(&Read) -> T + Sync,
        mut sink: impl FnMut(Entry, Option<T>) -> Result<(), E>,
    ) -> Result<(), E> {
        let mut seen: HashMap<[u8; 32], String> = HashMap::new();
        let sink = |(mut entry, done): (Entry, Option<T>)| {
            if let Ok(read) = &mut entry.result {
                match seen.entry(read.fingerprint) {
                    Slot::Occupied(first) => read.duplicate_of = Some(first.get().clone()),
                    Slot::Vacant(slot) => drop(slot.insert(entry.report.clone())),
                }
            }
            sink(entry, done)
        };
        let entry = |input: &Result<SourceFile, ReadError>| {
            let entry = self.entry(input);
            let done = entry.result.as_ref().ok().map(|read| {
                catch_unwind(AssertUnwindSafe(|| work(read)))
                    .map_err(|panic| Failure::internal(&entry.source, &*panic))
            });
            match done.transpose() {
                Ok(done) => (entry, done),
                Err(failure) => (Entry::failed(&entry.source, entry.input, failure), None),
            }
        };
        in_order(&self.pool, inputs, entry, sink)
    }

    /// What the checks across reports need of one: the work for [`Corpus::each_with`].
    pub fn summary(&self, read: &Read) -> Summary {
        Summary::of(&read.report, &read.analysis, self.analyzer.dictionary())
    }

    /// What the checks across reports find, once [`Corpus::each_with`] has handed over all summaries of
    /// `inputs`, in the order of the input. Reports that are nearly the same are read once more;
    /// standard input cannot be.
    pub fn across(
        &self,
        inputs: &[Result<SourceFile, ReadError>],
        summaries: &[Summary],
    ) -> Vec<Located> {
        let files = inputs.iter().flatten().filter(|file| file.source != "-");
        let files: HashMap<&str, &SourceFile> =
            files.map(|file| (file.source.as_str(), file)).collect();
        let reread = |source: &str| {
            let bytes = files.get(source)?.bytes().ok()?;
            self.analyzer.read(source, &bytes, &self.options).ok()
        };
        across::findings(summaries, &reread, self.analyzer.dictionary())
    }

    fn entry(&self, input: &Result<SourceFile, ReadError>) -> Entry {
        let file = match input {
            Ok(file) => file,
            Err(error) => return Entry::failed(error.path(), None, Failure::of(error)),
        };
        let bytes = match file.bytes() {
            Ok(bytes) => bytes,
            Err(error) => return Entry::failed(&file.source, None, Failure::of(&error)),
        };
        let input = Some(Input { bytes: bytes.len(), sha256: hex(&Sha256::digest(&bytes)) });
        let read = catch_unwind(AssertUnwindSafe(|| self.read(&file.source, &bytes)))
            .unwrap_or_else(|panic| Err(Failure::internal(&file.source, &*panic)));
        match read {
            Ok(read) => Entry {
                source: file.source.clone(),
                report: read.report.report.clone(),
                input,
                result: Ok(Box::new(read)),
            },
            Err(failure) => Entry::failed(&file.source, input, failure),
        }
    }

    fn read(&self, source: &str, bytes: &[u8]) -> Result<Read, Failure> {
        let report = self.analyzer.read(source, bytes, &self.options);
        let report = report.map_err(|error| Failure::of(&error))?;
        let analysis = self.analyzer.analyze(&report);
        Ok(Read::new(report, analysis))
    }
}

impl Entry {
    fn failed(source: &str, input: Option<Input>, failure: Failure) -> Self {
        Entry { source: source.into(), report: source.into(), input, result: Err(failure) }
    }
}

/// Runs `work` on the items side by side and hands the results to `sink` in the items' order, with
/// at most [`WINDOW`] items per thread between the first unfinished one and the last begun.
fn in_order<I: Sync, T: Send, E>(
    pool: &ThreadPool,
    items: &[I],
    work: impl Fn(&I) -> T + Sync,
    mut sink: impl FnMut(T) -> Result<(), E>,
) -> Result<(), E> {
    let work = &work;
    let (done, results) = mpsc::channel();
    let mut upcoming = items.iter().enumerate();
    let mut early = BTreeMap::new();
    pool.in_place_scope(|scope| {
        let mut start = || {
            if let Some((index, item)) = upcoming.next() {
                let done = done.clone();
                // Nobody listens any more once the sink has failed.
                scope.spawn(move |_| drop(done.send((index, work(item)))));
            }
        };
        (0..pool.current_num_threads() * WINDOW).for_each(|_| start());
        for next in 0..items.len() {
            while !early.contains_key(&next) {
                let Ok((index, result)) = results.recv() else {
                    return Ok(());
                };
                early.insert(index, result);
            }
            if let Some(result) = early.remove(&next) {
                sink(result)?;
            }
            start();
        }
        Ok(())
    })
}

fn fingerprint(text: &str) -> [u8; 32] {
    let mut hasher = Sha256::new();
    text.split_whitespace().for_each(|piece| hasher.update(piece));
    hasher.finalize().into()
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::atomic::{AtomicUsize, Ordering};
    use std::time::Duration;

    fn pool(threads: usize) -> ThreadPool {
        ThreadPoolBuilder::new().num_threads(threads).build().unwrap()
    }

    #[test]
    fn results_come_in_order_and_few_at_once() {
        let items: Vec<usize> = (0..300).collect();
        for threads in [1, 4] {
            let (begun, mut seen) = (AtomicUsize::new(0), Vec::new());
            let work = |item: &usize| {
                begun.fetch_add(1, Ordering::SeqCst);
                // Every seventh is slow, so that later ones are ready before it.
                let slow = item.is_multiple_of(7);
                std::thread::sleep(Duration::from_micros(if slow { 900 } else { 10 }));
                *item
            };
            let sink = |item| {
                seen.push(item);
                assert!(begun.load(Ordering::SeqCst) <= seen.len() + threads * WINDOW);
                Ok::<_, ()>(())
            };
            in_order(&pool(threads), &items, work, sink).unwrap();
            assert_eq!(seen, items);
        }
    }

    #[test]
    fn an_error_of_the_sink_ends_the_run() {
        let items: Vec<usize> = (0..1000).collect();
        let begun = AtomicUsize::new(0);
        let work = |item: &usize| begun.fetch_add(1, Ordering::SeqCst).max(*item);
        let result = in_order(&pool(2), &items, work, |_| Err("full"));
        assert_eq!(result, Err("full"));
        assert!(begun.load(Ordering::SeqCst) <= 3 * WINDOW);
    }

    #[test]
    fn a_panic_is_told_with_its_words() {
        let panic = catch_unwind(|| panic!("at char {}", 7)).unwrap_err();
        let failure = Failure::internal("a.txt", &*panic);
        assert_eq!(failure.code, Failure::INTERNAL);
        assert!(failure.message.starts_with("a.txt: ") && failure.message.contains("at char 7"));
    }
}
