//! Yields [`Writers`]: the open files of an output folder, one per table and format.

use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use super::csv::CsvRows;
use super::datapackage::{DATAPACKAGE, datapackage};
use super::manifest::MANIFEST;
#[cfg(feature = "parquet")]
use super::parquet::ParquetWriter;
use super::texts::TextNames;
use super::{Bom, Cell, Manifest, Table, jsonl};
use crate::audit::Located;
use crate::corpus::Entry;

/// A file format for the tables of a folder.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// One file per table.
    Csv,
    /// One line per report, all tables nested.
    Jsonl,
    /// One file per table, columns typed.
    #[cfg(feature = "parquet")]
    Parquet,
}

impl Format {
    /// All formats.
    pub const ALL: &'static [Format] = &[
        Format::Csv,
        Format::Jsonl,
        #[cfg(feature = "parquet")]
        Format::Parquet,
    ];

    /// The format as the command line and the manifest name it.
    pub const fn name(self) -> &'static str {
        match self {
            Format::Csv => "csv",
            Format::Jsonl => "jsonl",
            #[cfg(feature = "parquet")]
            Format::Parquet => "parquet",
        }
    }
}

/// What is written of a run.
#[derive(Clone, Debug)]
pub struct Choice {
    /// In which formats.
    pub formats: Vec<Format>,
    /// Which tables have a file of their own.
    pub tables: Vec<Table>,
    /// Whether CSV begins with a byte order mark.
    pub bom: Bom,
    /// Whether each report's text is written to `texts/` too.
    pub texts: bool,
}

/// The open files of an output folder.
pub struct Writers {
    folder: PathBuf,
    manifest: Manifest,
    /// Each table in all formats that have a file per table.
    tables: Vec<(Table, Vec<Rows>)>,
    jsonl: Option<BufWriter<File>>,
    texts: Option<TextNames>,
}

/// The open file of one table.
enum Rows {
    Csv(CsvRows<BufWriter<File>>),
    #[cfg(feature = "parquet")]
    Parquet(ParquetWriter<BufWriter<File>>),
}

impl Rows {
    /// Begins the file of `table` in a format that has one per table.
    fn open(table: Table, format: Format, bom: Bom, file: BufWriter<File>) -> io::Result<Self> {
        let fields = table.fields().into_iter();
        Ok(match format {
            #[cfg(feature = "parquet")]
            Format::Parquet => {
                Rows::Parquet(ParquetWriter::new(fields.map(|f| (f.name, f.kind)), file)?)
            }
            _ => Rows::Csv(CsvRows::new(fields.map(|f| f.name), file, bom, true)?),
        })
    }

    fn write(&mut self, cells: &[Cell<'_>]) -> io::Result<()> {
        match self {
            Rows::Csv(rows) => rows.write(cells),
            #[cfg(feature = "parquet")]
            Rows::Parquet(rows) => rows.write(cells),
        }
    }

    fn finish(self) -> io::Result<()> {
        match self {
            Rows::Csv(mut rows) => rows.flush(),
            #[cfg(feature = "parquet")]
            Rows::Parquet(rows) => rows.finish(),
        }
    }
}

impl Writers {
    /// Opens the files that `choice` asks for, in a folder that is there and empty.
    ///
    /// # Errors
    /// A file cannot be made.
    pub fn open(folder: PathBuf, choice: &Choice, mut manifest: Manifest) -> io::Result<Self> {
        let wanted = |format: &Format| choice.formats.contains(format);
        let formats: Vec<Format> = Format::ALL.iter().copied().filter(wanted).collect();
        let names = formats.iter().map(|format| format.name());
        manifest.written_as(names.collect(), choice.bom.name());
        let mut tables = Vec::new();
        for &table in &choice.tables {
            let mut rows = Vec::new();
            for format in formats.iter().filter(|format| **format != Format::Jsonl) {
                let name = format!("{}.{}", table.name(), format.name());
                rows.push(Rows::open(table, *format, choice.bom, create(&folder, &name)?)?);
                manifest.files.push(name);
            }
            if !rows.is_empty() {
                tables.push((table, rows));
            }
        }
        if wanted(&Format::Csv) {
            fs::write(folder.join(DATAPACKAGE), datapackage(&choice.tables))?;
            manifest.files.push(DATAPACKAGE.into());
        }
        let mut jsonl = None;
        if wanted(&Format::Jsonl) {
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
        for (table, files) in &mut self.tables {
            let write = |cells: &[Cell<'_>]| files.iter_mut().try_for_each(|f| f.write(cells));
            *self.manifest.rows.entry(table.name()).or_default() += table.rows(entry, write)?;
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

    /// Writes what the checks across reports found, once all reports are written: rows of
    /// `audit.csv`, and lines of `across.jsonl`, a file that is there only where there are any.
    /// Findings of one report stand together.
    ///
    /// # Errors
    /// The disk is full, or the like.
    pub fn write_across(&mut self, findings: &[Located]) -> io::Result<()> {
        for (_, files) in self.tables.iter_mut().filter(|(table, _)| *table == Table::Audit) {
            let write = |cells: &[Cell<'_>]| files.iter_mut().try_for_each(|f| f.write(cells));
            Table::rows_across(findings, write)?;
            *self.manifest.rows.entry(Table::Audit.name()).or_default() += findings.len();
        }
        if self.jsonl.is_none() || findings.is_empty() {
            return Ok(());
        }
        let name = "across.jsonl";
        let mut out = create(&self.folder, name)?;
        jsonl::write_across(findings, &mut out)?;
        self.manifest.files.push(name.into());
        out.flush()
    }

    /// Closes the files and writes the manifest.
    ///
    /// # Errors
    /// The disk is full, or the like.
    pub fn finish(self) -> io::Result<()> {
        for file in self.tables.into_iter().flat_map(|(_, files)| files) {
            file.finish()?;
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

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::audit::{Located, Place};
    use crate::dictionary::{Dictionary, Message};

    #[test]
    fn findings_across_reports_are_rows_and_lines_of_their_own() {
        let folder = tempfile::tempdir().unwrap();
        let choice = Choice {
            formats: Format::ALL.into(),
            tables: vec![Table::Audit],
            bom: Bom::Never,
            texts: false,
        };
        let manifest = Manifest::new(Vec::new(), String::new());
        let mut writers = Writers::open(folder.path().to_owned(), &choice, manifest).unwrap();
        let dictionary = Dictionary::embedded().unwrap();
        let finding = |report: &str| Located {
            source: report.into(),
            report: report.into(),
            note: dictionary.checks.note(Message::SumOff).clone(),
            message: "=off".into(),
            expected: "2".into(),
            found: "3".into(),
            place: Place { line: 4, start: 50, end: 52 },
            parts: vec![Place { line: 4, start: 53, end: 55 }],
            rests_on: vec![(Arc::from("b.txt"), 0), (Arc::from("a.txt"), 6)],
        };
        writers.write_across(&[finding("a.txt"), finding("a.txt"), finding("b.txt")]).unwrap();
        writers.finish().unwrap();
        let read = |name: &str| fs::read_to_string(folder.path().join(name)).unwrap();
        let table = read("audit.csv");
        let rows: Vec<&str> = table.lines().skip(1).collect();
        let rest = "sum,sum.off,fails,error,0.8,'=off,2,3,53-55,b.txt#q1;a.txt#q7,4,50,52";
        let ids = ["a.txt,a.txt,a.txt#x1", "a.txt,a.txt,a.txt#x2", "b.txt,b.txt,b.txt#x1"];
        assert_eq!(rows, ids.map(|id| format!("{id},{rest}")));
        let lines = read("across.jsonl");
        assert_eq!(lines.lines().count(), 3);
        assert!(lines.starts_with(r#"{"source":"a.txt","report":"a.txt","id":"a.txt#x1""#));
        assert!(read(MANIFEST).contains(r#""audit": 3"#));
    }
}
