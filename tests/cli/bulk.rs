//! Yields the tests of size: very many files, and a very long line.

use super::*;

#[test]
fn ten_thousand_empty_files() {
    let home = tempfile::tempdir().unwrap();
    let input = home.path().join("in");
    fs::create_dir(&input).unwrap();
    for i in 0..10_000 {
        fs::write(input.join(format!("{i:04}.txt")), "").unwrap();
    }
    let told = told(zhibiao(home.path(), &["extract", "in", "-o", "out"]).assert().code(0));
    assert!(told.contains("10000 reports read, 0 failed; 0 quantities"), "{told}");
    let documents = table(&home.path().join("out"), "documents");
    assert_eq!(documents.len(), 10_000);
    assert_eq!(documents[9_999]["report"], "in/9999.txt");
    assert!(documents.iter().all(|row| row["error"] == "empty"));
}

#[test]
fn fifty_megabytes_on_one_line() {
    let home = tempfile::tempdir().unwrap();
    let sentence = REPORT.replace('\n', "");
    let times = 50_000_000 / sentence.len() + 1;
    fs::write(home.path().join("line.txt"), sentence.repeat(times)).unwrap();
    let args = ["extract", "line.txt", "-o", "out", "-f", "csv"];
    zhibiao(home.path(), &args).assert().code(0);
    let out = home.path().join("out");
    let documents = table(&out, "documents");
    assert_eq!(documents[0]["error"], "");
    assert_eq!(documents[0]["chars"], (sentence.chars().count() * times).to_string());
    let quantities: usize = documents[0]["quantities"].parse().unwrap();
    assert!(quantities >= 5 * times, "{quantities} quantities in {times} sentences");
    let mut indicators = ::csv::Reader::from_path(out.join("indicators.csv")).unwrap();
    let line = indicators.headers().unwrap().iter().position(|name| name == "line").unwrap();
    assert!(indicators.records().all(|row| &row.unwrap()[line] == "1"));
}

/// Without any mark at which it could be cut, a sentence is as long as the file; a table's cells
/// are not.
#[test]
fn a_long_text_without_punctuation() {
    let home = folder(&[("line.txt", &"在校生1人和".repeat(6_000))]);
    zhibiao(home.path(), &["extract", "line.txt", "-o", "out", "-f", "csv"]).assert().code(0);
    let rows = table(&home.path().join("out"), "indicators");
    assert!(
        rows.iter().all(|row| row["sentence"].len() <= 1500 && row["sentence"].contains("1人"))
    );
}
