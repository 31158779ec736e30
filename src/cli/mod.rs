//! Yields the command line: one file per verb, and the exit code that a verb ends with.

mod audit;
mod compare;
mod correcting;
mod dictionary;
mod evaluate;
mod explain;
mod extract;
mod sample;
mod suggest;
mod terms;
mod whole;

use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;

use anyhow::{Context, ensure};
use clap::builder::{PossibleValuesParser, TypedValueParser};
use clap::{Args, Parser, Subcommand};
use zhibiao::Analyzer;
use zhibiao::corpus::{Corpus, Entry, Read};
use zhibiao::source::{Filter, ReadError, ReadOptions, SourceFile, Statements, decode, discover};
use zhibiao::table::Bom;

/// Indicators, slogans and masked figures of Chinese government work reports, as tables.
///
/// Exit code: 0 done, 1 a check found faults, 2 something could not be read or the call was wrong.
#[derive(Debug, Parser)]
#[command(version, max_term_width = 100)]
struct Cli {
    #[command(subcommand)]
    verb: Verb,
}

#[derive(Debug, Subcommand)]
enum Verb {
    Extract(extract::Extract),
    Audit(audit::Audit),
    Compare(compare::Compare),
    Explain(explain::Explain),
    Evaluate(evaluate::Evaluate),
    Sample(sample::Sample),
    Terms(terms::Terms),
    #[command(subcommand)]
    Dictionary(dictionary::Verb),
}

/// How a verb ended that ran to its end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Outcome {
    /// All is well.
    Done,
    /// A check found faults.
    Faults,
    /// Something could not be read; the rest was done.
    Unread,
}

impl From<Outcome> for ExitCode {
    fn from(outcome: Outcome) -> Self {
        ExitCode::from(match outcome {
            Outcome::Done => 0,
            Outcome::Faults => 1,
            Outcome::Unread => 2,
        })
    }
}

/// Runs the command; clap itself ends a call that it cannot parse, with exit code 2.
pub(crate) fn run() -> ExitCode {
    let result = match Cli::parse().verb {
        Verb::Extract(extract) => extract.run(),
        Verb::Audit(audit) => audit.run(),
        Verb::Compare(compare) => compare.run(),
        Verb::Explain(explain) => explain.run(),
        Verb::Evaluate(evaluate) => evaluate.run(),
        Verb::Sample(sample) => sample.run(),
        Verb::Terms(terms) => terms.run(),
        Verb::Dictionary(verb) => verb.run(),
    };
    match result {
        Ok(outcome) => outcome.into(),
        // The reader has seen enough (`| head`).
        Err(error) if is_broken_pipe(&error) => Outcome::Done.into(),
        Err(error) => {
            complain(&format!("{error:#}"));
            Outcome::Unread.into()
        }
    }
}

fn is_broken_pipe(error: &anyhow::Error) -> bool {
    let mut causes = error.chain().filter_map(|cause| cause.downcast_ref::<io::Error>());
    causes.any(|cause| cause.kind() == io::ErrorKind::BrokenPipe)
}

/// A line on standard error; when that is closed there is nobody to tell.
fn complain(message: &str) {
    let _ = writeln!(io::stderr().lock(), "zhibiao: {message}");
}

/// The analyzer with the built-in dictionaries, or with those of a folder over them.
fn analyzer(dictionaries: Option<&Path>) -> anyhow::Result<Analyzer> {
    Ok(match dictionaries {
        Some(folder) => Analyzer::with_dictionaries(folder)?,
        None => Analyzer::new()?,
    })
}

/// What a run without any report is answered.
const NO_REPORT: &str = "no report in there; txt, md and html files are read";

/// How the verbs write that write CSV.
#[derive(Debug, Args)]
struct Marking {
    /// Byte order mark before CSV, which Excel needs; auto: in files, not on standard output.
    #[arg(
        long, value_name = "WHEN", default_value = Bom::Auto.name(),
        value_parser = one_of(&Bom::ALL, Bom::name)
    )]
    bom: Bom,
}

/// How the verbs read that go through many reports.
#[derive(Debug, Args)]
struct Reading {
    /// Of folders, read only files whose name or path matches; may be given several times.
    #[arg(long, value_name = "GLOB")]
    include: Vec<String>,
    /// Of folders, leave out files whose name or path matches; may be given several times.
    #[arg(long, value_name = "GLOB")]
    exclude: Vec<String>,
    /// Read every text in this encoding instead of finding out: utf-8, gb18030, big5.
    #[arg(long, value_name = "NAME", value_parser = known_encoding)]
    encoding: Option<String>,
    /// Threads; without it one per core. The result is the same with any number.
    #[arg(short, long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=1024))]
    jobs: Option<u16>,
    /// Folder of dictionaries laid over the built-in ones.
    #[arg(long, value_name = "DIR")]
    dictionaries: Option<PathBuf>,
    /// CSV with a column path and any of region, year, plan_year, doc_type, which win over the texts.
    #[arg(long, value_name = "FILE")]
    metadata: Option<PathBuf>,
}

impl Reading {
    /// What the options tell of the reports; says which lines of --metadata are of none.
    fn options(&self, inputs: &[Result<SourceFile, ReadError>]) -> anyhow::Result<ReadOptions> {
        let options = ReadOptions { encoding: self.encoding.clone(), ..ReadOptions::default() };
        let Some(path) = &self.metadata else { return Ok(options) };
        let statements = Statements::read(path).context("--metadata")?;
        let sources = inputs.iter().flatten().map(|file| file.source.as_str());
        for unused in statements.unused(sources) {
            complain(&format!("{}: {unused}: no such report is read", path.display()));
        }
        Ok(ReadOptions { statements: Some(Arc::new(statements)), ..options })
    }

    fn analyzer(&self) -> anyhow::Result<Analyzer> {
        analyzer(self.dictionaries.as_deref())
    }

    fn inputs(&self, paths: &[PathBuf]) -> anyhow::Result<Vec<Result<SourceFile, ReadError>>> {
        let filter = Filter::new(&self.include, &self.exclude).context("--include, --exclude")?;
        Ok(discover(paths, &filter))
    }

    /// Threads to read these inputs with, by all that the options say of them.
    fn corpus<'a>(
        &self,
        analyzer: &'a Analyzer,
        inputs: &[Result<SourceFile, ReadError>],
    ) -> anyhow::Result<Corpus<'a>> {
        Ok(Corpus::new(analyzer, self.options(inputs)?, self.jobs.map_or(0, usize::from))?)
    }

    /// Reads and analyses the files whose source is `wanted` and hands each to `sink`, in order; tells
    /// of those that cannot be read.
    fn each(
        &self,
        analyzer: &Analyzer,
        paths: &[PathBuf],
        wanted: impl Fn(&str) -> bool,
        mut sink: impl FnMut(&Read),
    ) -> anyhow::Result<Outcome> {
        let mut inputs = self.inputs(paths)?;
        ensure!(!inputs.is_empty(), NO_REPORT);
        inputs.retain(|input| input.as_ref().map_or(true, |file| wanted(&file.source)));
        self.entries(
            analyzer,
            &inputs,
            |_| (),
            |entry, _| {
                entry.result.iter().for_each(|read| sink(read));
                Ok(())
            },
        )
    }

    /// The same with all files, also those that cannot be read.
    fn each_entry(
        &self,
        analyzer: &Analyzer,
        paths: &[PathBuf],
        mut sink: impl FnMut(Entry) -> anyhow::Result<()>,
    ) -> anyhow::Result<Outcome> {
        self.each_entry_with(analyzer, paths, |_| (), |entry, _| sink(entry))
    }

    /// The same, with `work` done on each report beside the others, and what came of it.
    fn each_entry_with<T: Send>(
        &self,
        analyzer: &Analyzer,
        paths: &[PathBuf],
        work: impl Fn(&Read) -> T + Sync,
        sink: impl FnMut(Entry, Option<T>) -> anyhow::Result<()>,
    ) -> anyhow::Result<Outcome> {
        let inputs = self.inputs(paths)?;
        ensure!(!inputs.is_empty(), NO_REPORT);
        self.entries(analyzer, &inputs, work, sink)
    }

    fn entries<T: Send>(
        &self,
        analyzer: &Analyzer,
        inputs: &[Result<SourceFile, ReadError>],
        work: impl Fn(&Read) -> T + Sync,
        mut sink: impl FnMut(Entry, Option<T>) -> anyhow::Result<()>,
    ) -> anyhow::Result<Outcome> {
        let corpus = self.corpus(analyzer, inputs)?;
        let mut outcome = Outcome::Done;
        corpus.each_with(inputs, work, |entry, done| {
            if let Some(failure) = entry.failure() {
                complain(&failure.message);
                outcome = Outcome::Unread;
            }
            sink(entry, done)
        })?;
        Ok(outcome)
    }
}

/// Parses an argument that is one of `all`, known by name.
fn one_of<T: Copy + Send + Sync + 'static>(
    all: &'static [T],
    name: fn(T) -> &'static str,
) -> impl TypedValueParser<Value = T> {
    PossibleValuesParser::new(all.iter().map(|value| name(*value))).try_map(move |given| {
        all.iter().copied().find(|value| name(*value) == given).ok_or("no such value")
    })
}

/// Parses the name of an encoding.
fn known_encoding(name: &str) -> Result<String, String> {
    match decode::encoding(name) {
        Some(_) => Ok(name.to_owned()),
        None => Err("no such encoding; use a name such as utf-8, gb18030 or big5".into()),
    }
}
