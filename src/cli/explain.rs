//! Yields the verb `explain`: how a text is read, step by step.

use std::io::{self, BufRead, Write};
use std::path::{Path, PathBuf};

use anyhow::{Context, bail, ensure};
use clap::Args;
use zhibiao::Analyzer;
use zhibiao::explain::{Explanation, jsonl, page};
use zhibiao::source::{Filter, ReadOptions, Report, discover};

use super::{Outcome, analyzer, one_of};

/// Shows how a text is read: its words, numbers and masks, and what came of them, by which rule.
///
/// Under each sentence stand marks for what was found in it; a quantity's mark begins with its
/// number in the lists below.
#[derive(Debug, Args)]
pub(super) struct Explain {
    /// A text, a file, one line of a file, or `-` for standard input.
    #[arg(value_name = "TEXT|FILE[:LINE]|-")]
    what: String,
    /// text for people; jsonl: one object for each text, and of `-` each line is a text.
    #[arg(
        short, long, value_name = "FORMAT", default_value = Form::Text.name(),
        value_parser = one_of(&[Form::Text, Form::Jsonl], Form::name)
    )]
    format: Form,
    /// Folder of dictionaries laid over the built-in ones.
    #[arg(long, value_name = "DIR")]
    dictionaries: Option<PathBuf>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Form {
    Text,
    Jsonl,
}

impl Form {
    const fn name(self) -> &'static str {
        match self {
            Form::Text => "text",
            Form::Jsonl => "jsonl",
        }
    }
}

impl Explain {
    pub(super) fn run(self) -> anyhow::Result<Outcome> {
        let analyzer = analyzer(self.dictionaries.as_deref())?;
        if self.what == "-" && self.format == Form::Jsonl {
            return lines(&analyzer);
        }
        let explanation = self.explanation(&analyzer)?;
        let mut out = io::stdout().lock();
        match self.format {
            Form::Text => out.write_all(page::page(&explanation, analyzer.dictionary()).as_bytes()),
            Form::Jsonl => jsonl::write(explanation, &mut out),
        }?;
        Ok(Outcome::Done)
    }

    fn explanation(&self, analyzer: &Analyzer) -> anyhow::Result<Explanation> {
        let path = Path::new(&self.what);
        if self.what == "-" || path.is_file() {
            return Ok(analyzer.explain(read(analyzer, path)?));
        }
        let numbered = self
            .what
            .rsplit_once(':')
            .and_then(|(file, line)| Some((Path::new(file), line.parse::<usize>().ok()?)));
        if let Some((file, line)) = numbered.filter(|(file, _)| file.is_file()) {
            let explanation = analyzer.explain(read(analyzer, file)?).on_line(line);
            let noise = explanation.noise_on(line);
            let why =
                noise.map_or("holds no text".into(), |class| format!("is set aside as {class}"));
            ensure!(!explanation.steps.is_empty(), "{}: line {line} {why}", file.display());
            return Ok(explanation);
        }
        let file = numbered.map_or(path, |(file, _)| file);
        let means_a_file = ["txt", "md", "markdown", "html", "htm"].iter().any(|known| {
            file.extension().is_some_and(|extension| extension.eq_ignore_ascii_case(known))
        });
        if means_a_file {
            bail!("{}: no such file; check the path", file.display());
        }
        Ok(analyzer.explain(analyzer.plain("-", &self.what)))
    }
}

fn read(analyzer: &Analyzer, path: &Path) -> anyhow::Result<Report> {
    let found = discover(&[path.to_owned()], &Filter::new(&[], &[])?);
    let file = found.into_iter().next().context("no file")??;
    Ok(analyzer.read(&file.source, &file.bytes()?, &ReadOptions::default())?)
}

/// Answers each line of standard input with one object.
fn lines(analyzer: &Analyzer) -> anyhow::Result<Outcome> {
    let mut out = io::stdout().lock();
    for line in io::stdin().lock().split(b'\n') {
        let line = line.context("standard input")?;
        let text = String::from_utf8_lossy(&line);
        let mut answer = Vec::new();
        jsonl::write(
            analyzer.explain(analyzer.plain("-", text.trim_end_matches('\r'))),
            &mut answer,
        )?;
        out.write_all(&answer)?;
    }
    Ok(Outcome::Done)
}
