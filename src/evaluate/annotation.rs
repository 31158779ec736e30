//! Yields [`Annotations`]: what people found in reports, read from a folder of JSON files.

use std::collections::{BTreeMap, HashSet};
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Deserializer};

/// A folder of annotations that cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum AnnotationError {
    /// A file or folder cannot be read.
    #[error("{}: cannot be read: {cause}; check the path", path.display())]
    Unreadable {
        /// The file or folder.
        path: PathBuf,
        /// What the system says.
        cause: io::Error,
    },
    /// A file has another form.
    #[error("{}: {cause}; see corpus/gold/GUIDE.md for the form", path.display())]
    Malformed {
        /// The file.
        path: PathBuf,
        /// Where and why.
        cause: serde_json::Error,
    },
    /// The folder holds none.
    #[error("{}: holds no JSON file", path.display())]
    None {
        /// The folder.
        path: PathBuf,
    },
}

/// Annotations by the stem of the report's file name.
#[derive(Debug)]
pub struct Annotations {
    /// One per report.
    pub by_stem: BTreeMap<String, Annotation>,
}

impl Annotations {
    /// Reads every `NAME.json` of a folder.
    ///
    /// # Errors
    /// Names the file that cannot be read or has another form, and the field.
    pub fn read(folder: &Path) -> Result<Self, AnnotationError> {
        let unreadable =
            |path: &Path, cause| AnnotationError::Unreadable { path: path.into(), cause };
        let mut by_stem = BTreeMap::new();
        for entry in fs::read_dir(folder).map_err(|cause| unreadable(folder, cause))? {
            let path = entry.map_err(|cause| unreadable(folder, cause))?.path();
            if path.extension().is_some_and(|extension| extension == "json") {
                let text = fs::read_to_string(&path).map_err(|cause| unreadable(&path, cause))?;
                let text = text.trim_start_matches('\u{feff}');
                let annotation = serde_json::from_str(text)
                    .map_err(|cause| AnnotationError::Malformed { path: path.clone(), cause })?;
                by_stem.insert(stem(&path.to_string_lossy()).to_owned(), annotation);
            }
        }
        match by_stem.is_empty() {
            true => Err(AnnotationError::None { path: folder.into() }),
            false => Ok(Annotations { by_stem }),
        }
    }

    /// The annotation of the report at this path, known by the stem of its file name.
    pub fn of(&self, source: &str) -> Option<&Annotation> {
        self.by_stem.get(stem(source))
    }

    /// Stems that the other folder does not have.
    pub fn without<'a>(&'a self, other: &'a Annotations) -> impl Iterator<Item = &'a str> {
        let stems = self.by_stem.keys().map(String::as_str);
        stems.filter(|stem| !other.by_stem.contains_key(*stem))
    }
}

/// A file's name without its folder and extension.
pub(super) fn stem(path: &str) -> &str {
    let name = path.rsplit(['/', '\\']).next().unwrap_or(path);
    name.rsplit_once('.').map_or(name, |(stem, _)| stem)
}

/// What the annotators could choose from. What they could not have given is no error where they
/// gave nothing.
#[derive(Debug, Default)]
pub struct Choices {
    /// Ids of indicators; without them, all.
    pub indicators: Option<HashSet<String>>,
    /// Canonical forms of slogans; without them, all.
    pub slogans: Option<HashSet<String>>,
}

impl Choices {
    /// Reads the first column of `INDICATORS.tsv` and `SLOGANS.tsv`, where the folder has them.
    ///
    /// # Errors
    /// A file is there and cannot be read.
    pub fn read(folder: &Path) -> Result<Self, AnnotationError> {
        let column = |name: &str| {
            let path = folder.join(name);
            if !path.exists() {
                return Ok(None);
            }
            let text = fs::read_to_string(&path);
            let text = text.map_err(|cause| AnnotationError::Unreadable { path, cause })?;
            let first = |line: &str| line.split('\t').next().unwrap_or_default().to_owned();
            Ok(Some(text.lines().map(first).collect()))
        };
        Ok(Choices { indicators: column("INDICATORS.tsv")?, slogans: column("SLOGANS.tsv")? })
    }
}

/// What people found in one report.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Annotation {
    /// What the report is.
    pub meta: Meta,
    /// Its quantities.
    pub mentions: Vec<Mention>,
    /// Totals with their parts.
    pub sums: Vec<Sum>,
    /// Its masks.
    pub placeholders: Vec<Mark>,
    /// Its slogans.
    pub slogans: Vec<Mark>,
    /// Its headings.
    pub sections: Vec<Section>,
}

/// What the report is.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
#[allow(missing_docs)]
pub struct Meta {
    pub region: Option<String>,
    pub region_level: Option<String>,
    #[serde(deserialize_with = "words")]
    pub year: Option<String>,
    #[serde(deserialize_with = "words")]
    pub publish_date: Option<String>,
}

/// A quantity.
#[derive(Debug, Deserialize)]
pub struct Mention {
    /// First character.
    pub start: usize,
    /// One past the last character.
    pub end: usize,
    /// Whether a researcher would put it in a table.
    #[serde(default = "yes")]
    pub core: bool,
    /// None where masked.
    pub value: Option<f64>,
    /// Upper end of a range.
    pub value_max: Option<f64>,
    /// Canonical unit.
    pub unit: Option<String>,
    /// `exact`, `about`, `over`, `under` or `range`.
    pub bound: Option<String>,
    /// The masked digits as written.
    pub mask: Option<String>,
    /// Id of the indicator, none where none fits.
    pub indicator: Option<String>,
    /// `level`, `change`, `growth`, `share` or `rank`.
    pub aspect: Option<String>,
    /// `actual` or `target`.
    pub modality: Option<String>,
    /// `region`, `org`, `event` or `other`; none where nobody said.
    pub scope: Option<String>,
    /// Year or years; none where nobody said.
    #[serde(default, deserialize_with = "words")]
    pub period: Option<String>,
}

/// A total with the parts that should make it up, as places in the mentions.
#[derive(Debug, Deserialize)]
#[allow(missing_docs)]
pub struct Sum {
    pub total: usize,
    pub parts: Vec<usize>,
    pub holds: bool,
}

/// A mask with its class, or a slogan with its canonical form.
#[derive(Debug, Deserialize)]
pub struct Mark {
    /// First character.
    pub start: usize,
    /// One past the last character.
    pub end: usize,
    /// Of a mask: what it hides.
    pub class: Option<String>,
    /// Of a slogan: the form that variants fold to.
    pub canonical: Option<String>,
    /// Of a slogan: whether it is used nationwide; others score nothing.
    #[serde(default = "yes")]
    pub known: bool,
}

/// A heading.
#[derive(Debug, Deserialize)]
#[allow(missing_docs)]
pub struct Section {
    pub title: String,
    pub role: String,
}

fn yes() -> bool {
    true
}

/// A number or a string, as a string.
fn words<'de, D: Deserializer<'de>>(from: D) -> Result<Option<String>, D::Error> {
    #[derive(Deserialize)]
    #[serde(untagged)]
    enum Either {
        Number(i64),
        Words(String),
    }
    Ok(Option::<Either>::deserialize(from)?.map(|either| match either {
        Either::Number(number) => number.to_string(),
        Either::Words(words) => words,
    }))
}
