//! Yields the command line: one file per verb, and the exit code that a verb ends with.

mod dictionary;
mod extract;

use std::io::{self, Write};
use std::path::Path;
use std::process::ExitCode;

use clap::builder::{PossibleValuesParser, TypedValueParser};
use clap::{Parser, Subcommand};
use zhibiao::Analyzer;

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

/// Parses an argument that is one of `all`, known by name.
fn one_of<T: Copy + Send + Sync + 'static>(
    all: &'static [T],
    name: fn(T) -> &'static str,
) -> impl TypedValueParser<Value = T> {
    PossibleValuesParser::new(all.iter().map(|value| name(*value))).try_map(move |given| {
        all.iter().copied().find(|value| name(*value) == given).ok_or("no such value")
    })
}
