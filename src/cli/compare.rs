//! Yields the verb `compare`: reports in, a panel of regions and years out.

use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use anyhow::{Context, bail, ensure};
use clap::Args;
use zhibiao::corpus::Read;
use zhibiao::observation::{Aspect, Modality};
use zhibiao::panel::{Builder, Counted, Coverage, Derivation, Names, Panel, Selection, State};
use zhibiao::table::{Layout, Shape};
use zhibiao::terms::{Categories, Per, Prose, Words};
use zhibiao::workbook::{About, Workbook};
use zhibiao::{sdmx, stata};

use super::correcting::Correcting;
use super::whole::{Whole, spare};
use super::{Marking, Outcome, Reading, complain, one_of};

/// Compares regions and years: a line per region and year, a column per indicator.
///
/// A value is that of the region itself, in the year that it is of, in the indicator's unit; targets
/// stand in the year planned for. Masked figures and what is not stated are empty, never zero.
#[derive(Debug, Args)]
pub(super) struct Compare {
    /// Files and folders to read, folders with all below them; `-` is standard input.
    #[arg(required = true, value_name = "PATH")]
    paths: Vec<PathBuf>,
    /// File to write: .csv, .jsonl, .xlsx, .dta, and .parquet where the program was built with that
    /// feature; without it CSV goes to standard output.
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
    /// What to write, where the file's name does not say: sdmx-csv.
    #[arg(short, long, value_name = "FORMAT", value_parser = one_of(Format::ALL, Format::name))]
    format: Option<Format>,
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
    /// Categories of words, as for `terms`, each with a column for how often its words occur in the
    /// reports of that region and year, and one for their share in per cent of all words.
    #[arg(long, value_name = "FILE")]
    categories: Option<PathBuf>,
    /// Columns to compute of the others.
    #[arg(long, value_name = "WHAT", value_delimiter = ',',
        value_parser = one_of(&Derivation::ALL, Derivation::name))]
    derive: Vec<Derivation>,
    #[command(flatten)]
    marking: Marking,
    #[command(flatten)]
    reading: Reading,
    #[command(flatten)]
    correcting: Correcting,
    /// No closing line.
    #[arg(short, long)]
    quiet: bool,
}

/// A format of panels.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Format {
    Csv,
    Jsonl,
    Xlsx,
    Dta,
    #[cfg(feature = "parquet")]
    Parquet,
    SdmxCsv,
}

impl Format {
    const ALL: &'static [Format] = &[
        Format::Csv,
        Format::Jsonl,
        Format::Xlsx,
        Format::Dta,
        #[cfg(feature = "parquet")]
        Format::Parquet,
        Format::SdmxCsv,
    ];

    /// The extension of its files, but for the last, whose files end in .csv too.
    const fn name(self) -> &'static str {
        match self {
            Format::Csv => "csv",
            Format::Jsonl => "jsonl",
            Format::Xlsx => "xlsx",
            Format::Dta => "dta",
            #[cfg(feature = "parquet")]
            Format::Parquet => "parquet",
            Format::SdmxCsv => "sdmx-csv",
        }
    }

    fn of(path: &Path) -> anyhow::Result<Format> {
        let extension = path.extension().and_then(|e| e.to_str()).unwrap_or_default();
        let named = |format: &&Format| format.name().eq_ignore_ascii_case(extension);
        let Some(format) = Format::ALL.iter().find(named) else {
            let known: Vec<_> = Format::ALL.iter().map(|format| format.name()).collect();
            let known = known.join(", ");
            let of_parquet = match extension {
                "parquet" => {
                    "; this program was built without Parquet: cargo install with --features parquet"
                }
                _ => "",
            };
            bail!(
                "{}: no format is called so; end it in one of {known}, or say which with --format{of_parquet}",
                path.display()
            );
        };
        Ok(*format)
    }
}

impl Compare {
    pub(super) fn run(self) -> anyhow::Result<Outcome> {
        let format = match (self.format, self.output.as_deref()) {
            (Some(format), _) => format,
            (None, output) => output.map_or(Ok(Format::Csv), Format::of)?,
        };
        let is_text = matches!(format, Format::Csv | Format::Jsonl | Format::SdmxCsv);
        let name = format.name();
        ensure!(is_text || self.output.is_some(), "{name} is no text; name a file with --output");
        let has_shapes = !matches!(format, Format::Xlsx | Format::SdmxCsv);
        ensure!(has_shapes || !self.long, "{name} has its own form; leave --long out");
        if let Some(output) = &self.output {
            spare(output, self.paths.iter().chain(&self.categories))?;
        }
        let output = self.output.as_deref().map(Whole::create).transpose()?;
        let categories = self.categories.as_deref().map(WordCount::read).transpose()?;
        let analyzer = self.reading.analyzer()?;
        let dictionary = analyzer.dictionary();
        let mut corrector = self.correcting.open(&analyzer)?;
        let mut selection = Selection::default();
        selection.aspects.clone_from(&self.aspect);
        selection.modality = self.modality;
        selection.qualified = self.qualified;
        selection.indicators(&self.indicators, dictionary).context("--indicators")?;
        selection.regions(&self.regions).context("--regions")?;
        selection.years(&self.years).context("--years")?;
        let wanted = selection.ids(dictionary);
        let mut workbook = None;
        if format == Format::Xlsx {
            let call = std::env::args_os().skip(1).map(|a| a.to_string_lossy().into_owned());
            let about = About { call: call.collect(), dictionary: dictionary.hash().into() };
            workbook = Some(Workbook::new(about)?);
        }
        let names = categories.iter().flat_map(|words| words.categories.names());
        let mut builder = Builder::new(dictionary, selection).with_words(names);
        let count = |read: &Read| Some(categories.as_ref()?.of(read));
        let read =
            self.reading.each_entry_with(&analyzer, &self.paths, count, |mut entry, counted| {
                corrector.apply(&mut entry);
                builder.add(&entry, counted.flatten());
                let is_wanted = |id: &str| wanted.is_empty() || wanted.contains(id);
                workbook.as_mut().map_or(Ok(()), |workbook| workbook.add(&entry, is_wanted))?;
                Ok(())
            })?;
        let corrected = corrector.finish();
        let left_out = builder.left_out();
        let panel = builder.finish(&self.derive);
        match (output, workbook) {
            (Some(mut output), Some(workbook)) => {
                let failed = output.failed();
                let file = BufWriter::new(output.file());
                let told = workbook.finish(&panel, self.names, dictionary, file).context(failed)?;
                told.iter().for_each(|line| complain(line));
                output.publish()?;
            }
            (Some(mut output), None) => {
                let failed = output.failed();
                self.to_file(&panel, format, output.file()).context(failed)?;
                output.publish()?;
            }
            (None, _) => {
                let out = BufWriter::new(io::stdout().lock());
                self.to_text(&panel, format, out, false).context("standard output")?;
            }
        }
        if !self.quiet {
            tell(&panel, left_out, categories.is_some());
        }
        Ok(if read == Outcome::Done { corrected } else { read })
    }

    fn layout<'p>(&self, panel: &'p Panel) -> Layout<'p> {
        let shape = if self.long { Shape::Long } else { Shape::Wide };
        Layout::new(panel, shape, self.names)
    }

    fn to_file(&self, panel: &Panel, format: Format, file: &mut File) -> anyhow::Result<()> {
        let out = BufWriter::new(file);
        match format {
            Format::Dta => stata::write(self.layout(panel), out)?,
            #[cfg(feature = "parquet")]
            Format::Parquet => self.layout(panel).write_parquet(out)?,
            text => self.to_text(panel, text, out, true)?,
        }
        Ok(())
    }

    fn to_text(
        &self,
        panel: &Panel,
        format: Format,
        out: impl Write,
        to_file: bool,
    ) -> io::Result<()> {
        match format {
            Format::SdmxCsv => sdmx::write(panel, out),
            Format::Jsonl => self.layout(panel).write_jsonl(out),
            _ => self.layout(panel).write_csv(out, self.marking.bom, to_file),
        }
    }
}

/// The user's categories, and how texts are cut for them.
struct WordCount {
    categories: Categories,
    words: Words,
}

impl WordCount {
    fn read(path: &Path) -> anyhow::Result<Self> {
        let categories = Categories::read(path)?;
        let words = Words::new(categories.literals(), [""; 0], false)?;
        Ok(WordCount { categories, words })
    }

    fn of(&self, read: &Read) -> Counted {
        let words = self.words.count(&Prose::of(&read.report));
        Counted { counts: self.categories.count(&words), total: words.totals.per(Per::Words) }
    }
}

/// Says on standard error what the panel holds, and what is not in it.
fn tell(panel: &Panel, left_out: usize, words: bool) {
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
    let of_years = |c: &&Coverage| c.state <= State::Masked && c.year.is_none();
    for covered in panel.coverage.iter().filter(of_years).filter(|_| words) {
        complain(&format!(
            "{}: no single year is certain; its words are not counted",
            covered.source
        ));
    }
    for covered in panel.coverage.iter().filter(|c| c.state == State::Unplaced) {
        complain(&format!("{}: not in the panel: {}", covered.source, covered.why));
    }
}
