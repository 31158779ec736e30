//! Yields the verb `terms`: words counted, compared, shown in context; slogans over the years, and new ones.

mod output;
mod tables;

use std::path::PathBuf;

use anyhow::ensure;
use clap::Args;
use zhibiao::Analyzer;
use zhibiao::corpus::{Corpus, Read};
use zhibiao::source::{ReadError, SourceFile};
use zhibiao::terms::{By, Categories, Per, Words};

use self::output::Form;
use super::{Marking, NO_REPORT, Outcome, Reading, complain, one_of};

type Input = Result<SourceFile, ReadError>;

/// Counts the words of reports: without another option, how often each occurs in each report.
///
/// Words are those of jieba's list, over the text less noise; the user's own go first. Punctuation is no
/// word, and neither are numbers in digits, unless with --numbers. A report with the same text as an earlier
/// one is counted once.
#[derive(Debug, Args)]
pub(super) struct Terms {
    /// Files and folders to read, folders with all below them; `-` is standard input.
    #[arg(required = true, value_name = "PATH")]
    paths: Vec<PathBuf>,

    /// Categories of words: nested names with lists of words, `*` and `?` as in quanteda; .json, .toml,
    /// or .csv with a column `term` and one for each level.
    #[arg(long, value_name = "FILE", help_heading = "Instead of frequencies", group = "mode")]
    categories: Option<PathBuf>,
    /// How evenly each word is spread over the reports (Gries's DP).
    #[arg(long, help_heading = "Instead of frequencies", group = "mode")]
    dispersion: bool,
    /// Words that these reports use more, or less, than others: a glob over paths, or conditions such
    /// as year=2018..2022,level=province or region=51*.
    #[arg(long, value_name = "REPORTS", help_heading = "Instead of frequencies", group = "mode")]
    keyness: Option<String>,
    /// A phrase in its context; may be given several times.
    #[arg(long, value_name = "PHRASE", help_heading = "Instead of frequencies", group = "mode")]
    kwic: Vec<String>,
    /// How alike the reports of a region are from year to year.
    #[arg(long, help_heading = "Instead of frequencies", group = "mode")]
    similarity: bool,
    /// The dictionary's slogans by year, with first and last use.
    #[arg(long, help_heading = "Instead of frequencies", group = "mode")]
    slogans: bool,
    /// Phrases that may be slogans and that no dictionary has, as entries to paste into one.
    #[arg(long, help_heading = "Instead of frequencies", group = "mode")]
    discover: bool,

    /// What counts are put together by. A report that does not state its region or year stands alone.
    #[arg(long, value_name = "UNIT", value_parser = one_of(&By::ALL, By::name))]
    by: Option<By>,
    /// What shares are of: all words, letters and digits, or words less stop words.
    #[arg(
        long, value_name = "TOTAL", default_value = Per::Words.name(),
        value_parser = one_of(&Per::ALL, Per::name)
    )]
    per: Per,
    /// Words that are left out, one a line; they still count in the total `words`.
    #[arg(long, value_name = "FILE")]
    stopwords: Vec<PathBuf>,
    /// Words that are not to be split, one a line; jieba's own lists will do.
    #[arg(long, value_name = "FILE")]
    words: Vec<PathBuf>,
    /// Take numbers in digits for words too.
    #[arg(long)]
    numbers: bool,
    /// At most so many words of a unit, or rows; of --discover 500 unless stated.
    #[arg(long, value_name = "N")]
    top: Option<usize>,
    /// Leave out what occurs less often; of --discover, in fewer reports, 5 unless stated.
    #[arg(long, value_name = "N")]
    least: Option<usize>,
    /// What the slogans that --discover looks for are about, in words parted by commas (教育,学校): those come
    /// first that stand in one sentence with them.
    #[arg(long, value_name = "WORDS", value_delimiter = ',', requires = "discover")]
    about: Vec<String>,
    /// The reports that --keyness compares with; without it, all others.
    #[arg(long, value_name = "REPORTS", requires = "keyness")]
    against: Option<String>,
    /// Characters on either side of a --kwic phrase.
    #[arg(long, value_name = "N", default_value_t = 20)]
    width: usize,

    /// File to write, whole or not at all: .csv, .jsonl, .txt (--kwic) or .toml (--discover).
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
    /// csv, jsonl, text (--kwic) or toml (--discover); without it what the file's name says, on standard
    /// output csv, toml for --discover, and on a terminal text for --kwic.
    #[arg(short, long, value_name = "FORMAT", value_parser = one_of(&Form::ALL, Form::name))]
    format: Option<Form>,
    #[command(flatten)]
    marking: Marking,
    #[command(flatten)]
    reading: Reading,
    /// No closing line.
    #[arg(short, long)]
    quiet: bool,
}

impl Terms {
    pub(super) fn run(self) -> anyhow::Result<Outcome> {
        let form = self.form()?;
        let categories = self.categories.as_deref().map(Categories::read).transpose()?;
        let words = self.cut(categories.as_ref())?;
        let analyzer = self.reading.analyzer()?;
        let inputs = self.reading.inputs(&self.paths)?;
        ensure!(!inputs.is_empty(), NO_REPORT);
        let terms = &self;
        let corpus = self.reading.corpus(&analyzer, &inputs)?;
        let (inputs, words) = (&inputs[..], &words);
        let run = Run { terms, analyzer: &analyzer, corpus: &corpus, inputs, words, silent: false };
        let mut out = self.open(form)?;
        let outcome = match categories {
            Some(categories) => run.categories(&categories, &mut out)?,
            None if self.discover => run.discover(&mut out)?,
            None if self.slogans => run.slogans(&mut out)?,
            None if !self.kwic.is_empty() => run.kwic(&mut out)?,
            None => run.counts(&mut out)?,
        };
        out.finish()?;
        Ok(outcome)
    }

    /// How texts are cut, by the user's lists and the words of the categories.
    fn cut(&self, categories: Option<&Categories>) -> anyhow::Result<Words> {
        let mut own = Vec::new();
        for path in &self.words {
            own.extend(Words::list(path)?);
        }
        own.extend(categories.iter().flat_map(|c| c.literals()).map(str::to_owned));
        let mut stop = Vec::new();
        for path in &self.stopwords {
            stop.extend(Words::list(path)?);
        }
        Ok(Words::new(own, stop, self.numbers)?)
    }
}

/// One run over the reports.
struct Run<'r> {
    terms: &'r Terms,
    analyzer: &'r Analyzer,
    corpus: &'r Corpus<'r>,
    inputs: &'r [Input],
    words: &'r Words,
    /// Tells nothing at all: another run goes over the same reports.
    silent: bool,
}

impl Run<'_> {
    /// Does `work` on every report, side by side, and hands over what came of it, in order; tells of what
    /// could not be read. A report with the text of an earlier one is left out.
    fn each<T: Send>(
        &self,
        work: impl Fn(&Read) -> T + Sync,
        mut sink: impl FnMut(&Read, T) -> anyhow::Result<()>,
    ) -> anyhow::Result<Outcome> {
        let (mut reports, mut failed) = (0usize, 0usize);
        let mut copies: Vec<String> = Vec::new();
        self.corpus.each_with(self.inputs, work, |entry, done| {
            if let Some(failure) = entry.failure() {
                failed += 1;
                if !self.silent {
                    complain(&failure.message);
                }
            }
            if let (Ok(read), Some(done)) = (&entry.result, done) {
                match &read.duplicate_of {
                    Some(first) => copies.push(format!("{} (as {first})", entry.report)),
                    None => {
                        reports += 1;
                        sink(read, done)?;
                    }
                }
            }
            Ok::<_, anyhow::Error>(())
        })?;
        if !self.terms.quiet && !self.silent {
            let copied = match &copies[..] {
                [] => String::new(),
                [first, ..] => format!(", {} left out as copies: {first} …", copies.len()),
            };
            complain(&format!("{reports} reports counted{copied}, {failed} failed"));
        }
        Ok(if failed == 0 { Outcome::Done } else { Outcome::Unread })
    }
}
