//! The checks have enough examples, and a breakdown that held is reported once any one part is changed.

use std::fs;
use std::path::Path;

use zhibiao::Analyzer;
use zhibiao::audit::Finding;
use zhibiao::dictionary::schema::Severity;

/// Examples and counter-examples that each check must have.
const LEAST: usize = 6;

#[test]
fn every_check_has_enough_examples() {
    let analyzer = Analyzer::new().unwrap();
    for check in analyzer.dictionary().checks.all() {
        let counts = [check.examples.len(), check.counterexamples.len()];
        assert!(counts.iter().all(|n| *n >= LEAST), "{} has only {counts:?}", check.id);
    }
}

/// Messages on the names of files, which examples have none of; `tests/across.rs` shows them.
const OF_FILES: [&str; 2] = ["misfiled", "file_year"];

#[test]
fn every_message_has_an_example() {
    let analyzer = Analyzer::new().unwrap();
    for check in analyzer.dictionary().checks.all() {
        let named = check.messages.iter().map(|(name, ..)| name);
        for name in named.filter(|name| !OF_FILES.contains(&name.as_str())) {
            let shown = check.examples.iter().any(|(_, finds)| finds == name);
            assert!(shown, "no example of {}.{name}", check.id);
        }
    }
}

/// The examples of `sum`, and the reports of the corpus that are plain text.
fn texts(analyzer: &Analyzer) -> Vec<String> {
    let checks = analyzer.dictionary().checks.all();
    let examples = checks.iter().filter(|check| check.id == "sum").flat_map(|c| &c.examples);
    let mut texts: Vec<String> = examples.flat_map(|(texts, _)| texts.clone()).collect();
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus");
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_some_and(|e| e == "txt" || e == "md") && !path.ends_with("README.md")
        {
            texts.extend(fs::read_to_string(path).ok());
        }
    }
    texts
}

/// The text with the last digit of the number in it from byte `start` to `end` raised by one, nine to
/// eight; nothing where no digit stands there.
fn changed(text: &str, start: usize, end: usize) -> Option<String> {
    let at = start + text[start..end].rfind(|c: char| c.is_ascii_digit())?;
    let digit = text.as_bytes()[at];
    let other = if digit == b'9' { b'8' } else { digit + 1 };
    let mut bytes = text.as_bytes().to_vec();
    bytes[at] = other;
    String::from_utf8(bytes).ok()
}

#[test]
fn a_breakdown_that_held_is_reported_once_any_one_part_is_changed() {
    let analyzer = Analyzer::new().unwrap();
    let sums = |text: &str| -> Vec<Finding> {
        let findings = analyzer.analyze(&analyzer.report("a", text)).findings;
        findings.into_iter().filter(|finding| &*finding.note.check == "sum").collect()
    };
    let (mut tried, mut silent) = (0, Vec::new());
    for text in texts(&analyzer) {
        let text = zhibiao::text::fold(&text).into_owned();
        let held = sums(&text);
        for finding in held.iter().filter(|finding| finding.note.id == "sum.holds") {
            for part in &finding.parts {
                let Some(other) = changed(&text, part.start, part.end) else { continue };
                tried += 1;
                let told = sums(&other).iter().any(|found| {
                    found.span == finding.span && found.note.severity > Severity::None
                });
                if !told {
                    silent.push(format!(
                        "{} of {}",
                        &text[part.range()],
                        &text[finding.span.range()]
                    ));
                }
            }
        }
    }
    assert!(tried > 100, "only {tried} parts were changed");
    assert!(
        silent.is_empty(),
        "{} of {tried} changes went unseen:\n{}",
        silent.len(),
        silent.join("\n")
    );
}
