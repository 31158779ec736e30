//! Yields the verb `compare`: reports in, a panel of regions and years out.

use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use anyhow::{Context, bail};
use clap::Args;
use tempfile::NamedTempFile;
use zhibiao::observation::{Aspect, Modality};
use zhibiao::panel::{Builder, Derivation, Names, Panel, Selection, State};
use zhibiao::table::{Bom, Layout, Shape};

use super::{Outcome, Reading, complain, one_of};

/// Compares regions and years: a line per region and year, a column per indicator.
///
/// A value is that of the region itself, in the year that it is of, in the indicator's unit; targets
/// stand in the year planned for. Masked figures and what is not stated are empty, never zero.
#[derive(Debug, Args)]
pub(super) struct Compare {
    /// Files and folders to read, folders with all below them; `-` is standard input.
    #[arg(required = true, value_name = "PATH")]
    paths: Vec<PathBuf>,
    /// File to write, .csv or .jsonl; without it CSV goes to standard output.
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
    /// Indicators: ids, groups or patterns (economy.gdp,fiscal,employment.new_*); without it all.
    #[arg(short, long, value_name = "ID", value_delimiter = ',')]
    indicators: Vec<String>,
    /// Regions by name or code, each with all that lies in it.
    #[arg(short, long, value_name = "REGION", value_delimiter = ',')]
    regions: Vec<String>,
    /// Years that the figures are of: 2020 or 2015-2020.
    #[arg(short, long, value_name = "YEARS", value_delimiter = ',')]
    years: Vec<String>,
    /// What the figures say of their indicator.
    #[arg(long, value_name = "ASPECT", value_delimiter = ',',
        value_parser = one_of(&Aspect::ALL, Aspect::as_str))]
    aspect: Vec<Aspect>,
    /// Only facts, or only targets.
    #[arg(long, value_name = "WHICH", value_parser = one_of(&Modality::ALL, Modality::as_str))]
    modality: Option<Modality>,
    /// Columns of their own for qualified figures too (民办, 农村).
    #[arg(long)]
    qualified: bool,
    /// A line per region and year; so without --long.
    #[arg(long, conflicts_with = "long")]
    wide: bool,
    /// A line per figure, with its sentence, file and line.
    #[arg(long)]
    long: bool,
    /// What the columns of the wide form are called.
    #[arg(long, value_name = "NAMES", default_value = Names::Zh.name(),
        value_parser = one_of(&Names::ALL, Names::name))]
    names: Names,
    /// Columns to compute of the others.
    #[arg(long, value_name = "WHAT", value_delimiter = ',',
        value_parser = one_of(&Derivation::ALL, Derivation::name))]
    derive: Vec<Derivation>,
    /// Byte order mark before CSV, which Excel needs; auto: in files, not on standard output.
    #[arg(long, value_name = "WHEN", default_value = Bom::Auto.name(),
        value_parser = one_of(&Bom::ALL, Bom::name))]
    bom: Bom,
    #[command(flatten)]
    reading: Reading,
    /// No closing line.
    #[arg(short, long)]
    quiet: bool,
}

/// A format of panels. A further one is a variant, its extension, and a line in `Compare::write`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Format {
    Csv,
    Jsonl,
}

impl Format {
    const ALL: [Format; 2] = [Format::Csv, Format::Jsonl];

    const fn extension(self) -> &'static str {
        match self {
            Format::Csv => "csv",
            Format::Jsonl => "jsonl",
        }
    }

    fn of(path: &Path) -> anyhow::Result<Format> {
        let extension = path.extension().and_then(|e| e.to_str()).unwrap_or_default();
        let found = Format::ALL.into_iter().find(|f| f.extension().eq_ignore_ascii_case(extension));
        let Some(format) = found else {
            let known = Format::ALL.map(|format| format!(".{}", format.extension()));
            bail!("{}: no format is called so; name a file {}", path.display(), known.join(" or "));
        };
        Ok(format)
    }
}

impl Compare {
    pub(super) fn run(self) -> anyhow::Result<Outcome> {
        let format = self.output.as_deref().map_or(Ok(Format::Csv), Format::of)?;
        let output = self.output.as_deref().map(Whole::create).transpose()?;
        let analyzer = self.reading.analyzer()?;
        let mut selection = Selection::default();
        selection.aspects.clone_from(&self.aspect);
        selection.modality = self.modality;
        selection.qualified = self.qualified;
        selection.indicators(&self.indicators, analyzer.dictionary()).context("--indicators")?;
        selection.regions(&self.regions).context("--regions")?;
        selection.years(&self.years).context("--years")?;
        let mut builder = Builder::new(analyzer.dictionary(), selection);
        let outcome =
            self.reading.each_entry(&analyzer, &self.paths, |entry| builder.add(entry))?;
        let left_out = builder.left_out();
        let panel = builder.finish(&self.derive);
        match output {
            Some(mut output) => {
                self.write(&panel, format, output.file(), true).with_context(|| output.failed())?;
                output.publish()?;
            }
            None => {
                let out = BufWriter::new(io::stdout().lock());
                self.write(&panel, format, out, false).context("standard output")?;
            }
        }
        if !self.quiet {
            tell(&panel, left_out);
        }
        Ok(outcome)
    }

    fn write(
        &self,
        panel: &Panel,
        format: Format,
        out: impl Write,
        to_file: bool,
    ) -> io::Result<()> {
        let shape = if self.long { Shape::Long } else { Shape::Wide };
        let layout = Layout::new(panel, shape, self.names);
        match format {
            Format::Csv => layout.write_csv(out, self.bom, to_file),
            Format::Jsonl => layout.write_jsonl(out),
        }
    }
}

/// Says on standard error what the panel holds, and what is not in it.
fn tell(panel: &Panel, left_out: usize) {
    let (rows, columns, conflicts) = (panel.rows.len(), panel.columns.len(), panel.conflicts.len());
    let cells = panel.rows.iter().flat_map(|row| &row.cells).flatten();
    let figures = cells.filter(|cell| cell.evidence.is_some()).count();
    complain(&format!(
        "{rows} rows, {columns} columns, {figures} figures, {conflicts} with conflicting values"
    ));
    let with = |state| panel.coverage.iter().filter(|c| c.state == state).count();
    let states: Vec<_> =
        State::ALL.iter().map(|state| format!("{} {}", with(*state), state.as_str())).collect();
    complain(&format!("reports: {}", states.join(", ")));
    if left_out > 0 {
        complain(&format!(
            "{left_out} figures are left out: of no certain year, of a part of the region, or a \
             difference to another place"
        ));
    }
    for covered in panel.coverage.iter().filter(|c| c.state == State::Unplaced) {
        complain(&format!("{}: not in the panel: {}", covered.source, covered.why));
    }
}

/// A file that is written whole or not at all.
struct Whole {
    target: PathBuf,
    temporary: NamedTempFile,
}

impl Whole {
    fn create(target: &Path) -> anyhow::Result<Self> {
        let folder = target.parent().filter(|folder| !folder.as_os_str().is_empty());
        let failed = || format!("{}: cannot be written; check the path", target.display());
        if target.is_dir() {
            bail!("{}: is a folder; name a file", target.display());
        }
        let temporary =
            NamedTempFile::with_prefix_in(".zhibiao-", folder.unwrap_or(Path::new(".")));
        Ok(Whole { target: target.to_owned(), temporary: temporary.with_context(failed)? })
    }

    fn file(&mut self) -> BufWriter<&mut File> {
        BufWriter::new(self.temporary.as_file_mut())
    }

    fn failed(&self) -> String {
        format!("{}: cannot be written; check the space left", self.target.display())
    }

    fn publish(self) -> anyhow::Result<()> {
        let failed = self.failed();
        self.temporary.persist(&self.target).context(failed)?;
        Ok(())
    }
}
