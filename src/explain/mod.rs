//! Yields [`Explanation`]: how a report was read, sentence by sentence, with the rules that made it.
//!
//! Tokens, mentions and observations stand side by side for each sentence; [`page`] sets them under
//! the text for people, [`jsonl`] writes them for programs.

pub mod check;
pub mod findings;
pub mod jsonl;
mod marks;
pub mod page;
mod words;

use std::ops::{Range, RangeInclusive};

use crate::analysis::Analysis;
use crate::analyzer::Analyzer;
use crate::corpus::Read;
use crate::mention::{Period, Quantity, periods, quantities};
use crate::outline::{Sentence, outline};
use crate::source::{Format, Noise, ReadOptions, Report};
use crate::span::Span;
use crate::text::Text;
use crate::token::{Tokens, tokenize};

/// A report with all that was found in it, and each sentence's way there.
#[derive(Debug)]
pub struct Explanation {
    /// The report and its analysis.
    pub read: Box<Read>,
    /// One for every sentence, in text order.
    pub steps: Vec<Step>,
}

/// What became of one sentence.
#[derive(Debug)]
pub struct Step {
    /// The sentence.
    pub sentence: Sentence,
    /// Its literals.
    pub tokens: Tokens,
    /// The periods that it states.
    pub periods: Vec<Period>,
    /// Its quantities, before anything is said of their meaning.
    pub quantities: Vec<Quantity>,
    /// Places of its observations in [`Analysis::observations`].
    pub observations: Range<usize>,
}

impl Analyzer {
    /// A report of words at hand: plain text whatever it looks like, and nothing in it is noise but
    /// addresses, for there is no page around it. Without any sign it is a report without sentences.
    pub fn plain(&self, source: &str, text: &str) -> Report {
        let options = ReadOptions {
            encoding: Some("utf-8".into()),
            format: Some(Format::Text),
            ..ReadOptions::default()
        };
        let read = self.read(source, text.as_bytes(), &options);
        let mut report = read.unwrap_or_else(|_| self.report(source, ""));
        report.noise.retain(|noise| noise.class == "link");
        report
    }

    /// Analyses a report and keeps what each stage found.
    ///
    /// ```
    /// let analyzer = zhibiao::Analyzer::new()?;
    /// let explanation = analyzer.explain(analyzer.plain("demo", "全县有幼儿园41所。"));
    /// let step = &explanation.steps[0];
    /// assert_eq!((step.tokens.numbers.len(), step.quantities.len()), (1, 1));
    /// let observation = &explanation.read.analysis.observations[step.observations.start];
    /// assert!(!observation.rule.is_empty());
    /// # Ok::<(), zhibiao::dictionary::DictionaryError>(())
    /// ```
    pub fn explain(&self, report: Report) -> Explanation {
        let analysis = self.analyze(&report);
        let dictionary = self.dictionary();
        let text = report.text.folded();
        let mut observed = 0;
        let sentences = outline(&report, dictionary).sentences;
        let steps = sentences.into_iter().map(|sentence| {
            let tokens = tokenize(text, sentence.span, &report.noise, dictionary);
            let quantities = quantities(text, &tokens, dictionary);
            let periods = periods(text, sentence.span);
            let observations = of_sentence(&analysis, observed, sentence.span);
            observed = observations.end;
            Step { sentence, tokens, periods, quantities, observations }
        });
        let steps = steps.collect();
        Explanation { read: Box::new(Read::new(report, analysis)), steps }
    }
}

/// The observations from `start` on that stand in `sentence`.
fn of_sentence(analysis: &Analysis, start: usize, sentence: Span) -> Range<usize> {
    let rest = &analysis.observations[start..];
    start..start + rest.iter().take_while(|o| o.sentence == sentence).count()
}

impl Explanation {
    /// Keeps the sentences that stand on this line, counted from 1.
    pub fn on_line(mut self, line: usize) -> Self {
        let text = &self.read.report.text;
        self.steps.retain(|step| lines(text, step.sentence.span).contains(&line));
        self
    }

    /// The class of the first noise on this line.
    pub fn noise_on(&self, line: usize) -> Option<&str> {
        let Read { report, .. } = &*self.read;
        let on_line = |noise: &&Noise| lines(&report.text, noise.span).contains(&line);
        report.noise.iter().find(on_line).map(|noise| noise.class.as_str())
    }
}

/// The lines that a stretch of text stands on.
fn lines(text: &Text, span: Span) -> RangeInclusive<usize> {
    text.line(span.start)..=text.line(span.end.saturating_sub(1).max(span.start))
}
