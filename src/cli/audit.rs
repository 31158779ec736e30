//! Yields the verb `audit`: what the checks say of reports, for people and as a table.

use std::io::{self, BufWriter, Write};
use std::path::PathBuf;

use anyhow::{Context, ensure};
use clap::Args;
use zhibiao::corpus::Read;
use zhibiao::dictionary::CHECKS;
use zhibiao::dictionary::schema::Severity;
use zhibiao::explain::{check, findings};
use zhibiao::table::{Bom, Choice, Folder, Format, Manifest, Table, Writers};

use super::{NO_REPORT, Outcome, Reading, complain, one_of};

/// Tells what is masked, does not add up, is not plausible or is missing, report by report.
///
/// What holds is never told. Exit code 1 with --fail-on where there is anything so grave.
#[derive(Debug, Args)]
pub(super) struct Audit {
    /// Files and folders to read, folders with all below them; `-` is standard input.
    #[arg(value_name = "PATH", required_unless_present = "explain")]
    paths: Vec<PathBuf>,
    /// Only these checks; without it, all.
    #[arg(
        short, long, value_name = "NAME", value_delimiter = ',',
        value_parser = one_of(&CHECKS, |name| name)
    )]
    checks: Vec<&'static str>,
    /// Exit code 1 where a finding is as grave as this or graver.
    #[arg(
        long, value_name = "SEVERITY", value_parser = one_of(&Severity::TOLD, Severity::as_str)
    )]
    fail_on: Option<Severity>,
    /// Write audit.csv to this folder; one that zhibiao wrote is replaced whole, any other is refused.
    #[arg(short, long, value_name = "DIR")]
    output: Option<PathBuf>,
    /// Replace the output folder whatever it holds.
    #[arg(long, requires = "output")]
    force: bool,
    /// Instead of a run: what a check asks, its formula and an example.
    #[arg(
        long, value_name = "CHECK", conflicts_with_all = ["paths", "fail_on", "output"],
        value_parser = one_of(&CHECKS, |name| name)
    )]
    explain: Option<&'static str>,
    #[command(flatten)]
    reading: Reading,
    /// No closing line.
    #[arg(short, long)]
    quiet: bool,
}

impl Audit {
    pub(super) fn run(mut self) -> anyhow::Result<Outcome> {
        let analyzer = self.reading.analyzer()?;
        if let Some(name) = self.explain {
            let all = analyzer.dictionary().checks.all();
            let page = all.iter().find(|check| check.id == name).map(check::page);
            write!(io::stdout().lock(), "{}", page.unwrap_or_default())?;
            return Ok(Outcome::Done);
        }
        let mut inputs = self.reading.inputs(&self.paths)?;
        let folder = self.folder()?;
        if let Some(folder) = &folder {
            inputs.retain(|input| !input.as_ref().is_ok_and(|file| folder.holds(&file.path)));
        }
        ensure!(!inputs.is_empty(), NO_REPORT);
        let output = std::mem::take(&mut self.output).unwrap_or_default();
        let unwritten = || format!("{}: cannot be written; check the space left", output.display());
        let hash = analyzer.dictionary().hash().to_owned();
        let writers = folder.as_ref().map(|folder| open(folder, hash));
        let mut writers = writers.transpose().with_context(unwritten)?;
        let mut out = BufWriter::new(io::stdout().lock());
        let mut counts = Counts::default();
        let mut outcome = Outcome::Done;
        let mut summaries = Vec::new();
        let corpus = self.reading.corpus(&analyzer, &inputs)?;
        let summary = |read: &Read| corpus.summary(read);
        corpus.each_with(&inputs, summary, |mut entry, summary| {
            if let Some(failure) = entry.failure() {
                complain(&failure.message);
                outcome = Outcome::Unread;
            }
            if let Ok(read) = &mut entry.result {
                self.choose(read);
                counts.reports += 1;
                counts.add(read.analysis.findings.iter().map(|finding| finding.note.severity));
                out.write_all(findings::page(read).as_bytes()).context("standard output")?;
            }
            summaries.extend(summary);
            writers.as_mut().map_or(Ok(()), |writers| writers.write(&entry)).with_context(unwritten)
        })?;
        let mut across = corpus.across(&inputs, &summaries);
        across.retain(|finding| self.wants(&finding.note.check));
        counts.add(across.iter().map(|finding| finding.note.severity));
        out.write_all(findings::across(&across).as_bytes()).context("standard output")?;
        out.flush().context("standard output")?;
        if let Some(writers) = &mut writers {
            writers.write_across(&across).with_context(unwritten)?;
        }
        writers.map_or(Ok(()), Writers::finish).with_context(unwritten)?;
        folder.map_or(Ok(()), Folder::publish)?;
        if !self.quiet {
            complain(&counts.line());
        }
        let fails = self.fail_on.is_some_and(|least| counts.any(least));
        Ok(if outcome == Outcome::Done && fails { Outcome::Faults } else { outcome })
    }

    fn folder(&self) -> anyhow::Result<Option<Folder>> {
        let needed: Vec<_> = self.paths.iter().chain(&self.reading.dictionaries).cloned().collect();
        let create = |output: &PathBuf| Folder::create(output, &needed, self.force);
        Ok(self.output.as_ref().map(create).transpose()?)
    }

    /// Leaves only the findings of the checks that were asked for.
    fn choose(&self, read: &mut Read) {
        read.analysis.findings.retain(|finding| self.wants(&finding.note.check));
    }

    fn wants(&self, check: &str) -> bool {
        self.checks.is_empty() || self.checks.contains(&check)
    }
}

fn open(folder: &Folder, hash: String) -> io::Result<Writers> {
    let call = std::env::args_os().skip(1).map(|word| word.to_string_lossy().into_owned());
    let choice = Choice {
        formats: vec![Format::Csv],
        tables: vec![Table::Audit],
        bom: Bom::Auto,
        texts: false,
    };
    Writers::open(folder.path(), &choice, Manifest::new(call.collect(), hash))
}

/// How many findings there are of each severity that is told.
#[derive(Default)]
struct Counts {
    reports: usize,
    told: [usize; Severity::TOLD.len()],
}

impl Counts {
    fn add(&mut self, severities: impl Iterator<Item = Severity>) {
        for found in severities {
            let places = Severity::TOLD.iter().zip(&mut self.told);
            places.filter(|(severity, _)| **severity == found).for_each(|(_, count)| *count += 1);
        }
    }

    fn any(&self, least: Severity) -> bool {
        Severity::TOLD.iter().zip(self.told).any(|(severity, n)| *severity >= least && n > 0)
    }

    fn line(&self) -> String {
        let [info, warnings, errors] = self.told;
        let reports = self.reports;
        format!("{reports} reports audited: {errors} errors, {warnings} warnings, {info} notes")
    }
}
