//! Yields the speed of every stage, of all together, and of jieba alone, over the same reports.

mod corpus;

use std::io::{self, Sink};
use std::slice::from_ref;
use std::sync::LazyLock;

use corpus::{ANALYZER, INPUTS, Input, measure, read};
use divan::{Bencher, black_box};
use zhibiao::audit::{Evidence, audit};
use zhibiao::corpus::{Entry, Read};
use zhibiao::document::{Document, describe};
use zhibiao::mention::{Quantity, placeholders, quantities, slogans};
use zhibiao::observation::Observer;
use zhibiao::outline::{Outline, Sentence, outline};
use zhibiao::source::{Noise, Report};
use zhibiao::table::csv::CsvWriter;
use zhibiao::table::{Bom, Table};
use zhibiao::terms::{Prose, Words};
use zhibiao::token::{Tokens, segment, tokenize};
use zhibiao::{Analysis, Analyzer};

/// A report with what each stage makes of it for the next.
struct Staged {
    outline: Outline,
    document: Document,
    sentences: Vec<(Sentence, Tokens, Vec<Quantity>)>,
    entry: Entry,
}

static STAGED: LazyLock<Vec<Staged>> = LazyLock::new(|| INPUTS.iter().map(Staged::new).collect());

impl Staged {
    fn new(input: &Input) -> Self {
        let (dictionary, report) = (ANALYZER.dictionary(), &input.report);
        let text = report.text.folded();
        let outline = outline(report, dictionary);
        let document = describe(report, &outline);
        let sentences = outline.sentences.iter().map(|sentence| {
            let tokens = tokenize(text, sentence.span, noise(report, sentence), dictionary);
            let found = quantities(text, &tokens, dictionary);
            (*sentence, tokens, found)
        });
        let sentences = sentences.collect();
        let entry = entry(report.clone(), ANALYZER.analyze(report));
        Staged { outline, document, sentences, entry }
    }

    fn read(&self) -> &Read {
        self.entry.result.as_ref().expect("a report")
    }

    fn text(&self) -> &str {
        self.read().report.text.folded()
    }
}

fn noise<'r>(report: &'r Report, sentence: &Sentence) -> &'r [Noise] {
    let from = report.noise.partition_point(|n| n.span.end <= sentence.span.start);
    let to = report.noise.partition_point(|n| n.span.start < sentence.span.end);
    &report.noise[from..to.max(from)]
}

fn entry(report: Report, analysis: Analysis) -> Entry {
    let (source, key) = (report.source.clone(), report.report.clone());
    Entry { source, report: key, input: None, result: Ok(Box::new(Read::new(report, analysis))) }
}

/// Every table as CSV, through its buffer and no further.
fn tables() -> [CsvWriter<Sink>; Table::ALL.len()] {
    Table::ALL.map(|table| CsvWriter::new(table, io::sink(), Bom::Auto, true).expect("a header"))
}

fn write(tables: &mut [CsvWriter<Sink>], entry: &Entry) -> usize {
    tables.iter_mut().map(|table| table.write(entry).expect("rows")).sum()
}

fn extract(tables: &mut [CsvWriter<Sink>], source: &str, bytes: &[u8]) -> usize {
    let report = read(source, bytes);
    let analysis = ANALYZER.analyze(&report);
    write(tables, &entry(report, analysis))
}

#[divan::bench]
fn dictionary() -> Analyzer {
    Analyzer::new().expect("the built-in dictionaries")
}

#[divan::bench(name = "1 read")]
fn stage_read(bencher: Bencher<'_, '_>) {
    measure(bencher, &INPUTS, |input| read(&input.report.source, &input.bytes));
}

#[divan::bench(name = "2 outline")]
fn stage_outline(bencher: Bencher<'_, '_>) {
    measure(bencher, &STAGED, |staged| outline(&staged.read().report, ANALYZER.dictionary()));
}

#[divan::bench(name = "3 document")]
fn stage_document(bencher: Bencher<'_, '_>) {
    measure(bencher, &STAGED, |staged| describe(&staged.read().report, &staged.outline));
}

#[divan::bench(name = "4 tokens")]
fn stage_tokens(bencher: Bencher<'_, '_>) {
    measure(bencher, &STAGED, |staged| {
        for sentence in &staged.outline.sentences {
            let noise = noise(&staged.read().report, sentence);
            black_box(tokenize(staged.text(), sentence.span, noise, ANALYZER.dictionary()));
        }
    });
}

#[divan::bench(name = "5 quantities")]
fn stage_quantities(bencher: Bencher<'_, '_>) {
    measure(bencher, &STAGED, |staged| {
        for (_, tokens, _) in &staged.sentences {
            black_box(quantities(staged.text(), tokens, ANALYZER.dictionary()));
        }
    });
}

#[divan::bench(name = "6 placeholders and slogans")]
fn stage_placeholders_slogans(bencher: Bencher<'_, '_>) {
    let dictionary = ANALYZER.dictionary();
    measure(bencher, &STAGED, |staged| {
        for (sentence, tokens, found) in &staged.sentences {
            let section = sentence.section;
            black_box(placeholders(staged.text(), tokens, found, section, dictionary));
            black_box(slogans(tokens, section, dictionary));
        }
    });
}

#[divan::bench(name = "7 observations")]
fn stage_observations(bencher: Bencher<'_, '_>) {
    measure(bencher, &STAGED, |staged| {
        let dictionary = ANALYZER.dictionary();
        let mut observer =
            Observer::new(staged.text(), &staged.outline.sections, &staged.document, dictionary);
        for (sentence, tokens, found) in &staged.sentences {
            observer.sentence(sentence, tokens, found);
        }
        observer.finish()
    });
}

#[divan::bench(name = "8 audit")]
fn stage_audit(bencher: Bencher<'_, '_>) {
    measure(bencher, &STAGED, |staged| {
        let Read { report, analysis, .. } = staged.read();
        let Analysis { observations, placeholders, .. } = analysis;
        audit(Evidence {
            report,
            sections: &analysis.sections,
            observations,
            placeholders,
            dictionary: ANALYZER.dictionary(),
        })
    });
}

#[divan::bench(name = "9 csv")]
fn stage_csv(bencher: Bencher<'_, '_>) {
    let mut tables = tables();
    measure(bencher, &STAGED, |staged| write(&mut tables, &staged.entry));
}

#[divan::bench]
fn whole(bencher: Bencher<'_, '_>) {
    let mut tables = tables();
    measure(bencher, &INPUTS, |input| extract(&mut tables, &input.report.source, &input.bytes));
}

/// All reports as one of more than a megabyte: slower than [`whole`] where the time of a stage
/// grows faster than the text.
#[divan::bench(name = "whole, one long report")]
fn whole_in_one(bencher: Bencher<'_, '_>) {
    let texts: Vec<&str> = INPUTS.iter().map(|input| input.report.text.original()).collect();
    let (text, mut tables) = (texts.join("\n\n"), tables());
    measure(bencher, from_ref(&text), |text| extract(&mut tables, "all.txt", text.as_bytes()));
}

#[divan::bench(name = "jieba alone")]
fn jieba(bencher: Bencher<'_, '_>) {
    measure(bencher, &STAGED, |staged| segment::words(staged.text()).len());
}

#[divan::bench]
fn terms(bencher: Bencher<'_, '_>) {
    let words = Words::default();
    measure(bencher, &STAGED, |staged| words.count(&Prose::of(&staged.read().report)));
}

fn main() {
    divan::Divan::default().sample_count(20).config_with_args().main();
}
