//! Yields [`Writers`]: the open files of an output folder, one per table and format.

use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use super::csv::CsvWriter;
use super::manifest::MANIFEST;
use super::texts::TextNames;
use super::{Bom, Manifest, Table, jsonl};
use crate::corpus::Entry;

/// A file format for the tables of a folder.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// One file per table.
    Csv,
    /// One line per report, all tables nested.
    Jsonl,
}

impl Format {
    /// All formats.
    pub const ALL: [Format; 2] = [Format::Csv, Format::Jsonl];

    /// The format as the command line and the manifest name it.
    pub const fn name(self) -> &'static str {
        match self {
            Format::Csv => "csv",
            Format::Jsonl => "jsonl",
        }
    }
}

/// What is written of a run.
#[derive(Clone, Debug)]
pub struct Choice {
    /// In which formats.
    pub formats: Vec<Format>,
    /// Whether CSV begins with a byte order mark.
    pub bom: Bom,
    /// Whether each report's text is written to `texts/` too.
    pub texts: bool,
}

/// The open files of an output folder.
pub struct Writers {
    folder: PathBuf,
    manifest: Manifest,
    tables: Vec<(Table, CsvWriter<BufWriter<File>>)>,
    jsonl: Option<BufWriter<File>>,
    texts: Option<TextNames>,
}

impl Writers {
    /// Opens the files that `choice` asks for, in a folder that is there and empty.
    ///
    /// # Errors
    /// A file cannot be made.
    pub fn open(folder: PathBuf, choice: &Choice, mut manifest: Manifest) -> io::Result<Self> {
        let formats = Format::ALL.into_iter().filter(|format| choice.formats.contains(format));
        manifest.written_as(formats.map(Format::name).collect(), choice.bom.name());
        let mut tables = Vec::new();
        if choice.formats.contains(&Format::Csv) {
            for table in Table::ALL {
                let name = format!("{}.csv", table.name());
                let file = create(&folder, &name)?;
                tables.push((table, CsvWriter::new(table, file, choice.bom, true)?));
                manifest.files.push(name);
            }
        }
        let mut jsonl = None;
        if choice.formats.contains(&Format::Jsonl) {
            jsonl = Some(create(&folder, "reports.jsonl")?);
            manifest.files.push("reports.jsonl".into());
        }
        let texts = choice.texts.then(TextNames::default);
        if texts.is_some() {
            fs::create_dir(folder.join("texts"))?;
            manifest.files.push("texts".into());
        }
        Ok(Writers { folder, manifest, tables, jsonl, texts })
    }

    /// Writes one report everywhere.
    ///
    /// # Errors
    /// The disk is full, or the like.
    pub fn write(&mut self, entry: &Entry) -> io::Result<()> {
        for (table, writer) in &mut self.tables {
            *self.manifest.rows.entry(table.name()).or_default() += writer.write(entry)?;
        }
        if let Some(out) = &mut self.jsonl {
            jsonl::write(entry, out)?;
        }
        let mut text = None;
        if let (Some(names), Ok(read)) = (&mut self.texts, &entry.result) {
            let path = format!("texts/{}", names.name(&entry.report));
            fs::write(self.folder.join(&path), read.report.text.original())?;
            text = Some(path);
        }
        self.manifest.add(entry, text);
        Ok(())
    }

    /// Closes the files and writes the manifest.
    ///
    /// # Errors
    /// The disk is full, or the like.
    pub fn finish(self) -> io::Result<()> {
        for (_, mut writer) in self.tables {
            writer.flush()?;
        }
        if let Some(mut out) = self.jsonl {
            out.flush()?;
        }
        fs::write(self.folder.join(MANIFEST), self.manifest.finish())
    }
}

fn create(folder: &Path, name: &str) -> io::Result<BufWriter<File>> {
    Ok(BufWriter::new(File::create_new(folder.join(name))?))
}
