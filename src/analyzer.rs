//! Yields an [`Analysis`] of each report: composes the stages. Built once, shared by all threads.

use std::path::Path;

use crate::analysis::Analysis;
use crate::audit::{self, Evidence};
use crate::dictionary::{Dictionary, DictionaryError};
use crate::document;
use crate::mention::{placeholders, quantities, slogans};
use crate::observation::Observer;
use crate::outline::outline;
use crate::source::{self, ReadError, ReadOptions, Report};
use crate::token::tokenize;

/// The pipeline with its rules compiled.
///
/// ```
/// use zhibiao::analyzer::Analyzer;
///
/// let analyzer = Analyzer::new()?;
/// let report = analyzer.report("demo", "全县有幼儿园41所,学前三年毛入园率达97.25%。");
/// let analysis = analyzer.analyze(&report);
/// let ids: Vec<&str> = analysis
///     .observations
///     .iter()
///     .filter_map(|o| o.indicator.as_ref())
///     .map(|indicator| &*indicator.id)
///     .collect();
/// assert_eq!(ids, ["preschool.schools", "preschool.gross_enrolment_ratio"]);
/// # Ok::<(), zhibiao::dictionary::DictionaryError>(())
/// ```
#[derive(Debug)]
pub struct Analyzer {
    dictionary: Dictionary,
}

impl Analyzer {
    /// An analyzer with the dictionaries built into the program.
    ///
    /// # Errors
    /// As [`Dictionary::embedded`].
    pub fn new() -> Result<Self, DictionaryError> {
        Ok(Analyzer { dictionary: Dictionary::embedded()? })
    }

    /// An analyzer with a folder's dictionaries over the built-in ones.
    ///
    /// # Errors
    /// As [`Dictionary::with_folder`].
    pub fn with_dictionaries(folder: &Path) -> Result<Self, DictionaryError> {
        Ok(Analyzer { dictionary: Dictionary::with_folder(folder)? })
    }

    /// The rules.
    pub fn dictionary(&self) -> &Dictionary {
        &self.dictionary
    }

    /// Reads a report from the bytes of a file.
    ///
    /// # Errors
    /// As [`source::read`].
    pub fn read(
        &self,
        source: &str,
        bytes: &[u8],
        options: &ReadOptions,
    ) -> Result<Report, ReadError> {
        source::read(source, bytes, options, &self.dictionary.noise)
    }

    /// A report of a text at hand.
    pub fn report(&self, source: &str, text: &str) -> Report {
        Report::from_text(source, text, &self.dictionary.noise)
    }

    /// Finds everything in one report. Content never makes this fail.
    pub fn analyze(&self, report: &Report) -> Analysis {
        let text = report.text.folded();
        let outline = outline(report, &self.dictionary);
        let mut document = document::describe(report, &outline);
        let mut observer = Observer::new(text, &outline.sections, &document, &self.dictionary);
        let mut analysis = Analysis::default();
        let mut noise = report.noise.as_slice();
        for sentence in &outline.sentences {
            while noise.first().is_some_and(|n| n.span.end <= sentence.span.start) {
                noise = &noise[1..];
            }
            let inside = noise.partition_point(|n| n.span.start < sentence.span.end);
            let tokens = tokenize(text, sentence.span, &noise[..inside], &self.dictionary);
            let found = quantities(text, &tokens, &self.dictionary);
            let masks = placeholders(text, &tokens, &found, sentence.section, &self.dictionary);
            analysis.placeholders.extend(masks);
            analysis.slogans.extend(slogans(&tokens, sentence.section, &self.dictionary));
            observer.sentence(sentence, &tokens, &found);
        }
        analysis.observations = observer.finish();
        analysis.findings = audit::audit(Evidence {
            report,
            sections: &outline.sections,
            observations: &analysis.observations,
            placeholders: &analysis.placeholders,
            dictionary: &self.dictionary,
        });
        document.truncated = audit::truncated(&analysis.findings);
        analysis.document = document;
        analysis.count_masks();
        analysis.sections = outline.sections;
        analysis
    }
}
