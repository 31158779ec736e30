//! Yields what every bench works on, the reports of `corpus/`, and how each is timed over them.

use std::path::PathBuf;
use std::sync::LazyLock;

use divan::counter::BytesCount;
use divan::{Bencher, black_box};
use zhibiao::Analyzer;
use zhibiao::source::{Filter, ReadOptions, Report, discover};

/// How often each file is worked on in one sample: together some 1.4 MB.
const TIMES: usize = 25;

/// The pipeline with the built-in dictionaries.
pub(crate) static ANALYZER: LazyLock<Analyzer> =
    LazyLock::new(|| Analyzer::new().expect("the built-in dictionaries"));

/// Every file of `corpus/`, [`TIMES`] over.
pub(crate) static INPUTS: LazyLock<Vec<Input>> = LazyLock::new(|| {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("corpus");
    let filter = Filter::new(&[], &["README.md".into(), "gold/*".into()]).expect("two globs");
    let files = discover(&[folder], &filter).into_iter().map(|file| {
        let file = file.expect("a file of the corpus");
        let bytes = file.bytes().expect("its bytes");
        Input { report: read(&file.source, &bytes), bytes }
    });
    let files: Vec<Input> = files.collect();
    files.iter().cycle().take(files.len() * TIMES).cloned().collect()
});

/// A file and the report that it holds.
#[derive(Clone)]
pub(crate) struct Input {
    pub(crate) bytes: Vec<u8>,
    pub(crate) report: Report,
}

/// Bytes to report.
pub(crate) fn read(source: &str, bytes: &[u8]) -> Report {
    ANALYZER.read(source, bytes, &ReadOptions::default()).expect("a report")
}

/// Times `stage` over `items`, which hold what was made of [`INPUTS`]. Speed is reckoned in bytes
/// of the files whatever the stage, so that the times of the stages add up to that of the whole.
pub(crate) fn measure<I, T>(bencher: Bencher<'_, '_>, items: &[I], mut stage: impl FnMut(&I) -> T) {
    let bytes: usize = INPUTS.iter().map(|input| input.bytes.len()).sum();
    bencher.counter(BytesCount::new(bytes)).bench_local(|| {
        for item in items {
            black_box(stage(black_box(item)));
        }
    });
}
