//! Yields where the verb `terms` writes to, and in which form.

use std::io::{self, BufWriter, IsTerminal, StdoutLock, Write};
use std::path::Path;

use anyhow::{Context, ensure};
use zhibiao::table::{Format, Sheet};
use zhibiao::terms::columns::TermsTable;

use super::super::whole::{Whole, spare};
use super::Terms;

/// A form of output.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Form {
    Csv,
    Jsonl,
    /// Lines for people.
    Text,
    /// Entries of a dictionary.
    Toml,
}

impl Form {
    pub(super) const ALL: [Form; 4] = [Form::Csv, Form::Jsonl, Form::Text, Form::Toml];

    pub(super) const fn name(self) -> &'static str {
        match self {
            Form::Csv => "csv",
            Form::Jsonl => "jsonl",
            Form::Text => "text",
            Form::Toml => "toml",
        }
    }

    fn of(path: &Path) -> Option<Form> {
        let extension = path.extension()?.to_string_lossy().to_ascii_lowercase();
        Some(match extension.as_str() {
            "csv" => Form::Csv,
            "jsonl" => Form::Jsonl,
            "txt" => Form::Text,
            "toml" => Form::Toml,
            _ => return None,
        })
    }
}

/// An open file, or standard output.
pub(super) struct Output<'t> {
    pub(super) form: Form,
    terms: &'t Terms,
    to: To,
}

enum To {
    Stdout(BufWriter<StdoutLock<'static>>),
    File(BufWriter<Whole>),
}

impl Terms {
    /// The form asked for, or that which the file's name or the option calls for.
    pub(super) fn form(&self) -> anyhow::Result<Form> {
        let kwic = !self.kwic.is_empty();
        let by_name = match &self.output {
            Some(path) => Form::of(path),
            None if self.discover => Some(Form::Toml),
            None if kwic && io::stdout().is_terminal() => Some(Form::Text),
            None => Some(Form::Csv),
        };
        let form = self.format.or(by_name).with_context(|| {
            let path = self.output.as_deref().unwrap_or(Path::new("-"));
            format!(
                "{}: no form of that name; end it in .csv or .jsonl, or give --format",
                path.display()
            )
        })?;
        ensure!(form != Form::Text || kwic, "text is for --kwic; write csv or jsonl");
        ensure!(form != Form::Toml || self.discover, "toml is for --discover; write csv or jsonl");
        Ok(form)
    }

    pub(super) fn open(&self, form: Form) -> anyhow::Result<Output<'_>> {
        let to = match &self.output {
            None => To::Stdout(BufWriter::new(io::stdout().lock())),
            Some(path) => {
                let read = self.paths.iter().chain(&self.stopwords).chain(&self.words);
                spare(path, read.chain(&self.categories))?;
                To::File(BufWriter::new(Whole::create(path)?))
            }
        };
        Ok(Output { form, terms: self, to })
    }
}

impl Output<'_> {
    /// Begins a table.
    pub(super) fn sheet(&mut self, table: &TermsTable) -> anyhow::Result<Sheet<&mut Self>> {
        let format = if self.form == Form::Jsonl { Format::Jsonl } else { Format::Csv };
        let (bom, to_file) = (self.terms.marking.bom, self.terms.output.is_some());
        Ok(Sheet::new(table.fields, format, bom, to_file, self)?)
    }

    /// Puts the file in its place.
    pub(super) fn finish(self) -> anyhow::Result<()> {
        match self.to {
            To::Stdout(mut out) => out.flush()?,
            To::File(file) => {
                let failed = file.get_ref().failed();
                let file = file.into_inner().map_err(|error| error.into_error());
                file.context(failed)?.publish()?;
            }
        }
        Ok(())
    }
}

impl Write for Output<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match &mut self.to {
            To::Stdout(out) => out.write(bytes),
            To::File(file) => file.write(bytes),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        match &mut self.to {
            To::Stdout(out) => out.flush(),
            To::File(file) => file.flush(),
        }
    }
}
