//! Yields [`Manifest`]: what a run read, how it was called and what it wrote, to repeat and cite it.

use std::collections::BTreeMap;
use std::time::{SystemTime, UNIX_EPOCH};

use serde::{Deserialize, Serialize};

use super::{Counts, jsonl};
use crate::corpus::Entry;

/// The name of the manifest's file.
pub(super) const MANIFEST: &str = "manifest.json";
/// What every manifest of this program says of its writer.
const GENERATOR: &str = "zhibiao";

/// The content of `manifest.json`.
#[derive(Clone, Debug, Serialize)]
pub struct Manifest {
    generator: &'static str,
    version: &'static str,
    schema_version: u32,
    dictionary_sha256: String,
    call: Vec<String>,
    started: String,
    finished: String,
    formats: Vec<&'static str>,
    bom: &'static str,
    /// How much was read and found.
    pub counts: Counts,
    /// Rows by table.
    pub rows: BTreeMap<&'static str, usize>,
    /// Files and folders written beside the manifest.
    pub files: Vec<String>,
    inputs: Vec<InputRecord>,
}

/// One file that was read, or could not be.
#[derive(Clone, Debug, Serialize)]
struct InputRecord {
    source: String,
    report: String,
    bytes: Option<usize>,
    sha256: Option<String>,
    error: Option<&'static str>,
    text: Option<String>,
}

impl Manifest {
    /// Begins the manifest of a run that was called with the arguments `call`.
    pub fn new(call: Vec<String>, dictionary_sha256: String) -> Self {
        Manifest {
            generator: GENERATOR,
            version: env!("CARGO_PKG_VERSION"),
            schema_version: jsonl::SCHEMA_VERSION,
            dictionary_sha256,
            call,
            started: timestamp(SystemTime::now()),
            finished: String::new(),
            formats: Vec::new(),
            bom: "",
            counts: Counts::default(),
            rows: BTreeMap::new(),
            files: Vec::new(),
            inputs: Vec::new(),
        }
    }

    /// Says in which form the tables are written.
    pub(super) fn written_as(&mut self, formats: Vec<&'static str>, bom: &'static str) {
        self.formats = formats;
        self.bom = bom;
    }

    /// Notes one file, and where its text was written.
    pub(super) fn add(&mut self, entry: &Entry, text: Option<String>) {
        self.counts.add(entry);
        self.inputs.push(InputRecord {
            source: entry.source.clone(),
            report: entry.report.clone(),
            bytes: entry.input.as_ref().map(|input| input.bytes),
            sha256: entry.input.as_ref().map(|input| input.sha256.clone()),
            error: entry.result.as_ref().err().map(|failure| failure.code),
            text,
        });
    }

    /// Notes the time and yields the file's content.
    pub(super) fn finish(mut self) -> String {
        self.finished = timestamp(SystemTime::now());
        let mut json = serde_json::to_string_pretty(&self).unwrap_or_default();
        json.push('\n');
        json
    }
}

/// The names that a manifest of this program lists, itself included; nothing for anything else.
pub(super) fn files_of(manifest: &str) -> Option<Vec<String>> {
    #[derive(Deserialize)]
    struct Written {
        generator: String,
        #[serde(default)]
        files: Vec<String>,
    }
    let mut written: Written = serde_json::from_str(manifest).ok()?;
    written.files.push(MANIFEST.into());
    (written.generator == GENERATOR).then_some(written.files)
}

/// A moment in UTC: `2026-11-25T14:12:00Z`.
pub fn timestamp(moment: SystemTime) -> String {
    let seconds = moment.duration_since(UNIX_EPOCH).map_or(0, |since| since.as_secs());
    let (mut day, second) = (seconds / 86_400, seconds % 86_400);
    let leap = |year: u64| {
        year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400))
    };
    let mut year = 1970;
    while day >= 365 + u64::from(leap(year)) {
        day -= 365 + u64::from(leap(year));
        year += 1;
    }
    let february = 28 + u64::from(leap(year));
    let mut month = 1;
    for length in [31, february, 31, 30, 31, 30, 31, 31, 30, 31, 30] {
        if day < length {
            break;
        }
        day -= length;
        month += 1;
    }
    let (hour, minute) = (second / 3600, second / 60 % 60);
    format!("{year}-{month:02}-{:02}T{hour:02}:{minute:02}:{:02}Z", day + 1, second % 60)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::time::Duration;

    #[test]
    fn moments_are_written_in_utc() {
        let at = |seconds| timestamp(UNIX_EPOCH + Duration::from_secs(seconds));
        assert_eq!(at(0), "1970-01-01T00:00:00Z");
        assert_eq!(at(951_782_400), "2000-02-29T00:00:00Z");
        assert_eq!(at(1_767_225_599), "2025-12-31T23:59:59Z");
        assert_eq!(at(1_767_225_600), "2026-01-01T00:00:00Z");
        assert_eq!(at(4_107_542_400), "2100-03-01T00:00:00Z");
    }

    #[test]
    fn only_this_programs_manifest_is_known() {
        let manifest = Manifest::new(vec!["extract".into()], "00".into());
        assert_eq!(files_of(&manifest.finish()), Some(vec![MANIFEST.to_owned()]));
        assert_eq!(files_of(r#"{"generator":"another"}"#), None);
        assert_eq!(files_of("no json"), None);
    }
}
