//! Every rule does what its examples say, the codebook is fresh, and a bad rule is refused by name.

use std::fs;
use std::path::Path;

use zhibiao::codebook::codebook;
use zhibiao::{Analyzer, dictionary::Dictionary};

#[test]
fn every_example_and_counterexample_holds() {
    let analyzer = Analyzer::new().unwrap();
    let examples = analyzer.dictionary().examples.len();
    let failures = analyzer.check_examples();
    let told: Vec<String> = failures.iter().map(ToString::to_string).collect();
    assert!(told.is_empty(), "{} of {examples} fail:\n{}", told.len(), told.join("\n"));
    assert!(examples > 1000, "only {examples} examples were found");
}

#[test]
fn the_codebook_is_fresh() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("CODEBOOK.md");
    let fresh = codebook(Analyzer::new().unwrap().dictionary());
    assert!(
        fs::read_to_string(path).unwrap() == fresh,
        "CODEBOOK.md is stale: write it anew with `zhibiao dictionary codebook > CODEBOOK.md`"
    );
}

/// A bad dictionary file, and the words that the refusal must hold.
const REFUSED: &[(&str, &[&str])] = &[
    ("[[slogan]\n", &["extra.toml", "line 1"]),
    ("[[slogan]]\ncanonical = \"甲\"\nkine = \"fixed\"\n", &["extra.toml", "kine"]),
    (
        "[[slogan]]\ncanonical = \"甲乙\"\nkind = \"other\"\ncategory = \"\"\nexample = \"甲乙\"\ncounterexample = \"丙\"\n",
        &["extra.toml", "甲乙", "kind"],
    ),
    (
        "[[slogan]]\ncanonical = \"双减\"\nkind = \"fixed\"\ncategory = \"\"\nexample = \"双减\"\ncounterexample = \"丙\"\n",
        &["双减", "id", "slogans.toml"],
    ),
    (
        "[[placeholder]]\nid = \"a\"\nclass = \"place\"\nafter = \"(\"\nexample = \"x\"\ncounterexample = \"y\"\n",
        &["extra.toml", "a", "after"],
    ),
    (
        "[[indicator]]\nid = \"a.b\"\nname = \"\"\nname_en = \"\"\nunit = \"丈八\"\ndefinition = \"\"\nexamples = [\"1\"]\ncounterexamples = [\"2\"]\n",
        &["extra.toml", "a.b", "unit", "丈八"],
    ),
    (
        "[[indicator]]\nid = \"a.b\"\nname = \"\"\nname_en = \"\"\nunit = \"人\"\ndefinition = \"\"\nexamples = []\ncounterexamples = [\"2\"]\n",
        &["extra.toml", "a.b", "examples"],
    ),
    (
        "[[indicator]]\nid = \"a.b\"\nname = \"\"\nname_en = \"\"\nunit = \"人\"\nframes = [\"招录教师\"]\ndefinition = \"\"\nexamples = [\"1\"]\ncounterexamples = [\"2\"]\n",
        &["extra.toml", "a.b", "frames", "#"],
    ),
];

/// A change of `checks.toml`, and the words that the refusal must hold.
const REFUSED_CHECKS: &[([&str; 2], &[&str])] = &[
    (["near = 0.95", "far = 0.95"], &["checks.toml", "sum", "thresholds", "far"]),
    (["near = 0.95, chance", "chance"], &["checks.toml", "sum", "thresholds.near", "missing"]),
    (["[check.messages.off]", "[check.messages.of]"], &["checks.toml", "sum", "messages", "of"]),
    (["the total says {found}", "{fund}"], &["checks.toml", "sum", ".text", "{fund}"]),
    (["confidence = 0.8", "confidence = 80"], &["checks.toml", "sum", "messages.off", "80"]),
    (["id = \"cut\"", "id = \"cuts\""], &["checks.toml", "cut"]),
];

#[test]
fn a_bad_check_is_refused_by_file_rule_and_field() {
    let whole = include_str!("../dictionaries/checks.toml");
    for ([from, to], words) in REFUSED_CHECKS {
        let folder = tempfile::tempdir().unwrap();
        assert!(whole.contains(from), "checks.toml has no {from:?} any more");
        fs::write(folder.path().join("checks.toml"), whole.replacen(from, to, 1)).unwrap();
        let said = Dictionary::with_folder(folder.path()).unwrap_err().to_string();
        for word in *words {
            assert!(said.contains(word), "{said:?} does not name {word:?}");
        }
    }
}

#[test]
fn a_bad_rule_is_refused_by_file_rule_and_field() {
    for (text, words) in REFUSED {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("extra.toml"), text).unwrap();
        let said = Dictionary::with_folder(folder.path()).unwrap_err().to_string();
        for word in *words {
            assert!(said.contains(word), "{said:?} does not name {word:?}");
        }
    }
}

#[test]
fn a_folder_adds_to_the_built_in_rules() {
    let folder = tempfile::tempdir().unwrap();
    let rule = "[[slogan]]\ncanonical = \"千校万园提质\"\nkind = \"scheme\"\ncategory = \"教学\"\nexample = \"千校万园提质行动\"\ncounterexample = \"千校提质\"\n";
    fs::write(folder.path().join("mine.toml"), rule).unwrap();
    let analyzer = Analyzer::with_dictionaries(folder.path()).unwrap();
    assert_eq!(analyzer.check_examples(), []);
    let analysis = analyzer.analyze(&analyzer.report("a", "落实“双减”和千校万园提质行动。"));
    let found: Vec<&str> = analysis.slogans.iter().map(|s| &*s.canonical).collect();
    assert_eq!(found, ["双减", "千校万园提质"]);
    assert_ne!(analyzer.dictionary().hash(), Analyzer::new().unwrap().dictionary().hash());
}
