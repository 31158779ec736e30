//! What comes of every report in `corpus/`, held in snapshots: a change of a rule shows here.

use std::fmt::Write;
use std::path::Path;

use zhibiao::Analyzer;
use zhibiao::corpus::{Corpus, Entry};
use zhibiao::source::{Filter, ReadOptions, discover};

fn entries(analyzer: &Analyzer) -> Vec<Entry> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus");
    let exclude = ["README.md".to_owned(), "gold/**".to_owned()];
    let filter = Filter::new(&[], &exclude).unwrap();
    let inputs = discover(&[folder], &filter);
    let mut entries = Vec::new();
    let corpus = Corpus::new(analyzer, ReadOptions::default(), 2).unwrap();
    corpus
        .each(&inputs, |entry| {
            entries.push(entry);
            Ok::<_, ()>(())
        })
        .unwrap();
    entries
}

/// One line per heading, observation, placeholder class, slogan and finding.
fn digest(entry: &Entry) -> String {
    let read = entry.result.as_ref().unwrap();
    let (text, analysis) = (&read.report.text, &read.analysis);
    let document = &analysis.document;
    let mut page = String::new();
    let mut line = |words: String| writeln!(page, "{words}").unwrap();
    line(format!(
        "{} {} | {:?} {:?} {:?} plan {:?} {:?}",
        read.report.format.as_str(),
        read.report.encoding,
        document.region,
        document.region_level.map(|l| l.as_str()),
        document.year,
        document.plan_year,
        document.doc_type,
    ));
    for noise in &read.report.noise {
        if !["markup", "front_matter"].contains(&noise.class.as_str()) {
            line(format!("noise {} {}", noise.class, text.raw(noise.span).replace('\n', "⏎")));
        }
    }
    for section in &analysis.sections {
        let title = text.raw(section.span);
        line(format!("section {} {} {title}", section.level, section.role.as_str()));
    }
    for (place, o) in analysis.observations.iter().enumerate() {
        let value = o.value.map_or("–".to_owned(), |v| v.to_string());
        let upto = o.value_max.map_or(String::new(), |v| format!("…{v}"));
        let unit = o.quantity.unit.as_ref().map_or("", |u| &u.symbol);
        line(format!(
            "{place} {} = {value}{upto} {unit} | {} | {} {} {} {} {}{}",
            text.raw(o.quantity.span).replace('\n', "⏎"),
            o.indicator.as_ref().map_or("", |i| &*i.id),
            o.aspect.as_str(),
            o.modality.as_str(),
            o.quantity.bound.as_str(),
            o.scope.as_str(),
            o.period.as_deref().unwrap_or("–"),
            o.parent.map_or(String::new(), |p| format!(" of {p}")),
        ));
    }
    for placeholder in &analysis.placeholders {
        line(format!("mask {} {}", placeholder.class, text.raw(placeholder.span)));
    }
    let slogans: Vec<&str> = analysis.slogans.iter().map(|s| &*s.canonical).collect();
    line(format!("slogans {}", slogans.join(" ")));
    // Every mask has a line already.
    let masks = ["masked.figure", "masked.sign"];
    for finding in analysis.findings.iter().filter(|f| !masks.contains(&f.note.id.as_str())) {
        let severity = finding.note.severity.as_str();
        line(format!("{} {severity} | {}", finding.note.id, finding.message));
    }
    page
}

#[test]
fn every_report_of_the_corpus() {
    let analyzer = Analyzer::new().unwrap();
    let entries = entries(&analyzer);
    assert!(entries.len() >= 14, "only {} reports in corpus/", entries.len());
    for entry in &entries {
        let name = entry.source.rsplit('/').next().unwrap();
        insta::with_settings!({ omit_expression => true, prepend_module_to_snapshot => false }, {
            insta::assert_snapshot!(name, digest(entry));
        });
    }
}
