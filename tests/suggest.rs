//! Yields the tests of `dictionary suggest`: what is told, and that it works once pasted.

use std::fs;
use std::path::Path;

use assert_cmd::Command;
use zhibiao::Analyzer;
use zhibiao::suggest::{Head, Heads};

/// Reports on bees, of which no dictionary knows.
const REPORTS: [(&str, &str); 3] = [
    ("a.txt", "全县蜂箱2300个。\n新增蜂箱120个，幼儿园41所。\n蜂箱xx个，年均增长5%。\n"),
    ("b.txt", "全县蜂箱1100个，蜂箱增长12%。\n"),
    ("c.txt", "全县蜂箱投入80万元。\n蜂蜜30吨。\n"),
];

fn heads(reports: &[(&str, &str)], most: usize) -> Vec<Head> {
    let analyzer = Analyzer::new().unwrap();
    let mut heads = Heads::new(analyzer.dictionary());
    for (source, text) in reports {
        let report = analyzer.report(source, text);
        heads.add(&report, &analyzer.analyze(&report));
    }
    heads.top(most)
}

fn zhibiao(folder: &Path, args: &[&str]) -> Command {
    let mut command = Command::new(assert_cmd::cargo::cargo_bin!("zhibiao"));
    command.current_dir(folder).arg("dictionary").args(args);
    command
}

#[test]
fn heads_are_counted_by_what_their_units_measure() {
    let heads = heads(&REPORTS, 20);
    let first = &heads[0];
    assert_eq!(
        (first.label.as_str(), first.quantities, first.reports),
        ("蜂箱", 4, 2),
        "{heads:?}"
    );
    assert_eq!(first.units.iter().collect::<Vec<_>>(), [(&"个".to_owned(), &4)]);
    let examples: Vec<_> = first.examples.iter().map(|e| (&*e.text, &*e.source, e.line)).collect();
    assert_eq!(examples, [("全县蜂箱2300个", "a.txt", 1), ("全县蜂箱1100个", "b.txt", 1)]);
    let labels: Vec<&str> = heads.iter().map(|head| head.label.as_str()).collect();
    assert!(
        labels.contains(&"蜂蜜") && !labels.contains(&"幼儿园") && !labels.contains(&"年均"),
        "{labels:?}"
    );
    // The rate of change is no head beside the level.
    assert!(heads.iter().all(|head| !head.units.is_empty()), "{heads:?}");
    assert_eq!(self::heads(&REPORTS, 1).len(), 1);
    let rate = self::heads(&[("d.txt", "蜂箱增长12%。\n")], 1);
    assert!(
        rate.iter().all(|head| head.units.is_empty() && head.entry().contains("unit = \"\"  # "))
    );
}

#[test]
fn an_entry_works_once_it_is_filled_in() {
    let home = tempfile::tempdir().unwrap();
    for (name, text) in REPORTS {
        fs::write(home.path().join(name), text).unwrap();
    }
    let assert = zhibiao(home.path(), &["suggest", ".", "--top", "1"]).assert().code(0);
    let entry = String::from_utf8(assert.get_output().stdout.clone()).unwrap();
    insta::assert_snapshot!(entry, @r##"
    # 蜂箱: 4 quantities in 2 reports (4 个)
    #   全县蜂箱2300个  (./a.txt:1)
    #   全县蜂箱1100个  (./b.txt:1)
    [[indicator]]
    id = "group.NAME"
    name = "蜂箱"
    name_en = ""
    unit = "个"
    names = ["蜂箱"]
    definition = ""
    examples = ["全县蜂箱2300个", "全县蜂箱1100个"]
    counterexamples = [""]  # a text that looks like it and is not; it must not be empty
    "##);

    let own = home.path().join("own");
    fs::create_dir(&own).unwrap();
    let check = |entry: &str| {
        fs::write(own.join("bees.toml"), entry).unwrap();
        let assert = zhibiao(home.path(), &["check", "--dictionaries", "own"]).assert();
        String::from_utf8(assert.get_output().stderr.clone()).unwrap()
    };
    let told = check(&entry);
    assert!(told.contains("bees.toml: group.NAME: counterexample: is empty"), "{told}");
    let filled = entry.replace("group.NAME", "bees.hives").replace("[\"\"]", "[\"蜂蜜30吨\"]");
    let told = check(&filled);
    assert!(!told.contains("bees.toml"), "{told}");
    let analyzer = Analyzer::with_dictionaries(&own).unwrap();
    let analysis = analyzer.analyze(&analyzer.report("e.txt", "全市蜂箱5万个。"));
    assert_eq!(&*analysis.observations[0].indicator.as_ref().unwrap().id, "bees.hives");
}
