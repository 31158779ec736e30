//! Yields the verb `extract`: reports in, tables out.

use std::io::{self, BufWriter, IsTerminal, Write};
use std::path::{Path, PathBuf};
use std::time::Instant;

use anyhow::{Context, ensure};
use clap::Args;
use indicatif::{ProgressBar, ProgressStyle};
use zhibiao::across::Summary;
use zhibiao::corpus::{Corpus, Entry, Read};
use zhibiao::source::{ReadError, SourceFile};
use zhibiao::table::{
    Choice, Counts, Folder, Format, Manifest, Table, Writers, csv::CsvWriter, jsonl,
};

use super::correcting::{Correcting, Corrector};
use super::{Marking, Outcome, Reading, complain, one_of};

type Input = Result<SourceFile, ReadError>;

/// Turns reports into tables: every number with its meaning, every slogan, mask and finding.
///
/// Without --output, one line of JSON per report goes to standard output, or one table as CSV
/// with --table.
#[derive(Debug, Args)]
pub(super) struct Extract {
    /// Files and folders to read, folders with all below them; `-` is standard input.
    #[arg(required = true, value_name = "PATH")]
    paths: Vec<PathBuf>,
    /// Folder to write; one that zhibiao wrote is replaced whole, any other is refused.
    #[arg(short, long, value_name = "DIR")]
    output: Option<PathBuf>,
    /// Write this one table to standard output, as CSV.
    #[arg(
        short, long, value_name = "NAME", conflicts_with = "output",
        value_parser = one_of(&Table::ALL, Table::name)
    )]
    table: Option<Table>,
    /// What to write to the folder; parquet where the program was built with that feature.
    #[arg(
        short, long, value_name = "FORMAT", value_delimiter = ',', default_value = "csv,jsonl",
        requires = "output", value_parser = one_of(Format::ALL, Format::name)
    )]
    format: Vec<Format>,
    #[command(flatten)]
    marking: Marking,
    #[command(flatten)]
    reading: Reading,
    #[command(flatten)]
    correcting: Correcting,
    /// Replace the output folder whatever it holds.
    #[arg(long, requires = "output")]
    force: bool,
    /// Also write each report's text as analysed, which positions count in, to texts/.
    #[arg(long, requires = "output")]
    texts: bool,
    /// No progress bar and no closing line.
    #[arg(short, long)]
    quiet: bool,
}

impl Extract {
    pub(super) fn run(self) -> anyhow::Result<Outcome> {
        let started = Instant::now();
        let analyzer = self.reading.analyzer()?;
        let inputs = self.reading.inputs(&self.paths)?;
        self.ensure_any(&inputs)?;
        let mut corrector = self.correcting.open(&analyzer)?;
        let corpus = self.reading.corpus(&analyzer, &inputs)?;
        let counts = match &self.output {
            Some(output) => {
                let call = std::env::args_os().skip(1).map(|a| a.to_string_lossy().into_owned());
                let manifest = Manifest::new(call.collect(), analyzer.dictionary().hash().into());
                self.to_folder(output, &corpus, inputs, manifest, &mut corrector)?
            }
            None => self.to_stdout(&corpus, &inputs, &mut corrector).context("standard output")?,
        };
        if !self.quiet {
            let Counts { reports, failed, quantities, linked, masked, .. } = counts;
            let seconds = started.elapsed().as_secs_f64();
            complain(&format!(
                "{reports} reports read, {failed} failed; {quantities} quantities, {linked} linked, \
                 {masked} masked; {seconds:.1} seconds"
            ));
        }
        let corrected = corrector.finish();
        Ok(if counts.failed == 0 { corrected } else { Outcome::Unread })
    }

    fn ensure_any(&self, inputs: &[Input]) -> anyhow::Result<()> {
        let paths: Vec<_> = self.paths.iter().map(|path| path.display().to_string()).collect();
        ensure!(
            !inputs.is_empty(),
            "{}: no report in there; txt, md and html files are read, others with --include",
            paths.join(", ")
        );
        Ok(())
    }

    fn to_stdout(
        &self,
        corpus: &Corpus,
        inputs: &[Input],
        corrector: &mut Corrector,
    ) -> anyhow::Result<Counts> {
        let mut stdout = BufWriter::new(io::stdout().lock());
        let counts = match self.table {
            Some(table) => {
                let mut out = CsvWriter::new(table, &mut stdout, self.marking.bom, false)?;
                let audited = table == Table::Audit;
                let (counts, summaries) =
                    self.each(corpus, inputs, corrector, audited, |e| out.write(e).map(drop))?;
                if audited {
                    out.write_across(&corpus.across(inputs, &summaries))?;
                }
                out.flush()?;
                counts
            }
            None => {
                self.each(corpus, inputs, corrector, false, |e| jsonl::write(e, &mut stdout))?.0
            }
        };
        stdout.flush()?;
        Ok(counts)
    }

    fn to_folder(
        &self,
        output: &Path,
        corpus: &Corpus,
        mut inputs: Vec<Input>,
        manifest: Manifest,
        corrector: &mut Corrector,
    ) -> anyhow::Result<Counts> {
        let needed = self.paths.iter().chain(&self.reading.dictionaries);
        let needed: Vec<_> = needed.chain(self.correcting.files()).cloned().collect();
        let folder = Folder::create(output, &needed, self.force)?;
        // An output folder inside an input folder is no input of the next run.
        inputs.retain(|input| !input.as_ref().is_ok_and(|file| folder.holds(&file.path)));
        self.ensure_any(&inputs)?;
        let unwritten = || format!("{}: cannot be written; check the space left", output.display());
        let choice = Choice {
            formats: self.format.clone(),
            tables: Table::ALL.into(),
            bom: self.marking.bom,
            texts: self.texts,
        };
        let mut writers =
            Writers::open(folder.path(), &choice, manifest).with_context(unwritten)?;
        let (counts, summaries) = self.each(corpus, &inputs, corrector, true, |entry| {
            writers.write(entry).with_context(unwritten)
        })?;
        let across = corpus.across(&inputs, &summaries);
        writers.write_across(&across).with_context(unwritten)?;
        writers.finish().with_context(unwritten)?;
        folder.publish()?;
        Ok(counts)
    }

    /// Hands every report to `sink`, and tells on standard error how it goes; yields what checks across
    /// reports need of each, where they are `audited`.
    fn each<E: Into<anyhow::Error>>(
        &self,
        corpus: &Corpus,
        inputs: &[Input],
        corrector: &mut Corrector,
        audited: bool,
        mut sink: impl FnMut(&Entry) -> Result<(), E>,
    ) -> anyhow::Result<(Counts, Vec<Summary>)> {
        let bar = self.bar(inputs.len());
        let mut counts = Counts::default();
        let mut summaries = Vec::new();
        let summary = |read: &Read| audited.then(|| corpus.summary(read));
        let result = corpus.each_with(inputs, summary, |mut entry, summary| {
            bar.suspend(|| corrector.apply(&mut entry));
            counts.add(&entry);
            summaries.extend(summary.flatten());
            if let Some(failure) = entry.failure() {
                bar.suspend(|| complain(&failure.message));
            }
            sink(&entry)?;
            bar.inc(1);
            Ok::<_, E>(())
        });
        bar.finish_and_clear();
        result.map(|()| (counts, summaries)).map_err(Into::into)
    }

    /// Drawn on standard error where that is a terminal and no data runs over the same one.
    fn bar(&self, inputs: usize) -> ProgressBar {
        if self.quiet || self.output.is_none() && io::stdout().is_terminal() {
            return ProgressBar::hidden();
        }
        let style = ProgressStyle::with_template("{wide_bar} {pos}/{len} reports, {eta} left");
        let bar = ProgressBar::new(inputs.try_into().unwrap_or(u64::MAX));
        bar.with_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()))
    }
}
