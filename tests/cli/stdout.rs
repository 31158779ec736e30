//! Yields the tests of what goes to standard output: data only, and as much as is wanted.

use std::io::{BufRead, BufReader, Read};
use std::process::Stdio;

use super::*;

#[test]
fn standard_input_becomes_a_line_of_json() {
    let home = folder(&[]);
    let assert = zhibiao(home.path(), &["extract", "-"]).write_stdin(REPORT).assert().code(0);
    let stdout = String::from_utf8(assert.get_output().stdout.clone()).unwrap();
    assert_eq!(stdout.lines().count(), 1);
    let report: serde_json::Value = serde_json::from_str(&stdout).unwrap();
    assert_eq!(report["schema_version"], 1);
    assert_eq!(report["source"], "-");
    assert_eq!(report["document"]["chars"], REPORT.chars().count());
    for name in ["sections", "noise", "indicators", "placeholders", "slogans", "audit"] {
        assert!(report[name].is_array(), "{name}");
    }
    assert!(stdout.contains(r#""value":97.25,"#), "numbers stay as exact as written: {stdout}");
    assert!(told(assert).contains("1 reports read"));
}

#[test]
fn one_table_goes_to_standard_output_without_a_bom() {
    let home = folder(&[("a.txt", REPORT)]);
    let args = ["extract", "-", "a.txt", "--table", "indicators", "--quiet"];
    let assert = zhibiao(home.path(), &args).write_stdin(REPORT).assert().code(0);
    let output = assert.get_output();
    assert!(output.stdout.starts_with(b"source,report,id,region,"));
    assert!(!output.stdout.contains(&b'\r'));
    assert!(output.stderr.is_empty(), "--quiet is quiet");
    let rows = rows(&output.stdout);
    let of = |source| rows.iter().filter(|row| row["source"] == source).count();
    assert!(of("-") >= 5 && of("-") == of("a.txt"), "{} rows", rows.len());
    assert_eq!(rows[0]["id"], "'-#q1", "what a spreadsheet would run is neutralised");
    let values = column(&rows, "value");
    assert!(values.contains(&"57") && values.contains(&"97.25"), "{values:?}");
}

#[test]
fn a_bom_where_it_is_asked_for() {
    let home = folder(&[("a.txt", REPORT)]);
    for (bom, in_file, on_stdout) in
        [("auto", true, false), ("always", true, true), ("never", false, false)]
    {
        let begins = |bytes: &[u8]| bytes.starts_with("\u{feff}".as_bytes());
        let args = ["extract", "a.txt", "--bom", bom, "-t", "slogans"];
        let stdout = zhibiao(home.path(), &args).assert().code(0).get_output().stdout.clone();
        assert_eq!(begins(&stdout), on_stdout, "{bom}");
        zhibiao(home.path(), &["extract", "a.txt", "--bom", bom, "-o", "out"]).assert().code(0);
        let read = |name: &str| fs::read(home.path().join("out").join(name)).unwrap();
        assert_eq!(begins(&read("documents.csv")), in_file, "{bom}");
        assert!(!begins(&read("reports.jsonl")) && !begins(&read("manifest.json")));
    }
}

#[test]
fn a_reader_that_leaves_is_no_error() {
    let names: Vec<String> = (0..400).map(|i| format!("in/{i:03}.txt")).collect();
    let home = folder(&names.iter().map(|name| (name.as_str(), REPORT)).collect::<Vec<_>>());
    for args in [&["extract", "in"][..], &["extract", "in", "-t", "indicators"]] {
        let mut child = std::process::Command::new(assert_cmd::cargo::cargo_bin!("zhibiao"))
            .current_dir(home.path())
            .args(args)
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let mut first = String::new();
        let mut reader = BufReader::with_capacity(64, child.stdout.take().unwrap());
        reader.read_line(&mut first).unwrap();
        drop(reader);
        let mut told = String::new();
        child.stderr.take().unwrap().read_to_string(&mut told).unwrap();
        assert_eq!(child.wait().unwrap().code(), Some(0));
        assert!(!first.is_empty());
        assert_eq!(told, "", "a closed pipe is no news");
    }
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_is_an_error() {
    let home = folder(&[("a.txt", REPORT)]);
    let output = std::process::Command::new(assert_cmd::cargo::cargo_bin!("zhibiao"))
        .current_dir(home.path())
        .args(["extract", "a.txt"])
        .stdout(fs::File::options().write(true).open("/dev/full").unwrap())
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(2));
    let told = String::from_utf8(output.stderr).unwrap();
    assert!(told.starts_with("zhibiao: standard output: "), "{told}");
}

#[test]
fn the_built_in_dictionaries_pass_their_check() {
    let home = folder(&[]);
    zhibiao(home.path(), &["dictionary", "check"]).assert().code(0);
}

#[test]
fn a_rule_that_does_not_keep_its_word_is_told() {
    let rule = "[[slogan]]\ncanonical = \"百校联动\"\nkind = \"scheme\"\ncategory = \"治理\"\n\
        example = \"推进千校联动\"\ncounterexample = \"一百所学校\"\n";
    let home =
        folder(&[("own/slogans_own.toml", rule), ("bad/x.toml", "[[slogan]]\nlouder = 1\n")]);
    let check = |dictionaries| {
        let args = ["dictionary", "check", "--dictionaries", dictionaries];
        zhibiao(home.path(), &args).assert()
    };
    let failed = told(check("own").code(1));
    assert!(failed.contains("slogans_own.toml: 百校联动: example: “推进千校联动”"), "{failed}");
    let malformed = told(check("bad").code(2));
    assert!(malformed.contains("x.toml") && malformed.contains("louder"), "{malformed}");
}

#[test]
fn the_codebook_lists_every_column() {
    let home = folder(&[]);
    let assert = zhibiao(home.path(), &["dictionary", "codebook"]).assert().code(0);
    let page = String::from_utf8(assert.get_output().stdout.clone()).unwrap();
    assert!(page.contains("### indicators\n") && page.contains("| `replaced_bytes` | integer |"));
}
