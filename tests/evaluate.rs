//! Yields the tests of `evaluate`: scores of cases that can be counted by hand.

use std::fs;
use std::path::{Path, PathBuf};

use assert_cmd::Command;
use serde_json::{Value, json};
use tempfile::TempDir;
use zhibiao::Analyzer;
use zhibiao::evaluate::{Annotations, Choices, Evaluation, Scores, agreement};

const TEXT: &str = "全县有幼儿园41所，小学20所，初中xx所。\n高中阶段毛入学率达92.5%。\n";

fn mention(surface: &str, fields: &Value) -> Value {
    let before = TEXT.split_once(surface).unwrap().0.chars().count();
    let mut mention = json!({
        "start": before, "end": before + surface.chars().count(), "core": true, "unit": "所",
        "bound": "exact", "aspect": "level", "modality": "actual", "scope": "region", "period": null,
    });
    mention.as_object_mut().unwrap().extend(fields.as_object().unwrap().clone());
    mention
}

/// A home with a report and its annotation.
fn home(mentions: &[Value]) -> TempDir {
    let home = tempfile::tempdir().unwrap();
    fs::create_dir(home.path().join("gold")).unwrap();
    fs::write(home.path().join("a.txt"), TEXT).unwrap();
    let annotation = json!({"meta": {"region": "某县"}, "mentions": mentions});
    fs::write(home.path().join("gold/a.json"), annotation.to_string()).unwrap();
    home
}

fn scores(gold: &Path, reports: &[PathBuf]) -> Scores {
    let (annotations, choices) = (Annotations::read(gold).unwrap(), Choices::read(gold).unwrap());
    let analyzer = Analyzer::new().unwrap();
    let mut evaluation = Evaluation::new(&annotations, &choices, analyzer.dictionary());
    for path in reports {
        let bytes = fs::read(path).unwrap();
        let report = analyzer.read(path.to_str().unwrap(), &bytes, &Default::default()).unwrap();
        assert!(evaluation.add(&report, &analyzer.analyze(&report)));
    }
    evaluation.scores()
}

/// Right, spurious and missed of a row.
fn counts(scores: &Scores, name: &str) -> (usize, usize, usize) {
    scores.get(name).map_or((0, 0, 0), |score| (score.right, score.spurious, score.missed))
}

#[test]
fn a_case_counted_by_hand() {
    let home = home(&[
        // Right in everything.
        mention("41所", &json!({"value": 41, "indicator": "preschool.schools"})),
        // The annotation has another value, unit, indicator and modality.
        mention(
            "20所",
            &json!({
                "value": 21, "unit": "个", "indicator": "junior.schools", "modality": "target",
            }),
        ),
        // Masked: right because the run has no value. Its span is one sign shorter.
        mention("xx", &json!({"value": null, "mask": "xx", "indicator": "junior.schools"})),
        // Incidental: it neither helps nor hurts, whatever it says.
        mention("92.5%", &json!({"value": 1, "core": false, "indicator": "population.total"})),
        // Not found.
        mention("毛入学率", &json!({"value": 3, "indicator": "population.total"})),
    ]);
    let scores = scores(&home.path().join("gold"), &[home.path().join("a.txt")]);
    for (name, expected) in [
        ("quantities", (3, 0, 1)),
        ("value", (2, 1, 1)),
        ("unit", (2, 1, 1)),
        ("bound", (3, 0, 0)),
        ("modality", (2, 1, 1)),
        ("target", (0, 0, 1)),
        ("mask", (1, 0, 0)),
        ("scope", (3, 0, 0)),
        ("span", (2, 1, 1)),
        ("indicators", (2, 1, 2)),
        ("documents.year", (1, 0, 0)),
        ("documents.region", (0, 1, 1)),
    ] {
        assert_eq!(counts(&scores, name), expected, "{name}");
    }
    for absent in ["period", "placeholders", "slogans", "sums", "sections", "not_level"] {
        assert!(scores.get(absent).is_none(), "{absent} is annotated nowhere");
    }
    let quantities = scores.get("quantities").unwrap();
    assert_eq!((quantities.precision, quantities.recall), (Some(1.0), Some(0.75)));
    assert_eq!((quantities.f1, quantities.interval), (6.0 / 7.0, None), "one report, no interval");
    let confusions: Vec<_> = scores
        .confusions
        .iter()
        .map(|c| (c.field, c.got.as_str(), c.want.as_str(), c.count))
        .collect();
    for expected in [
        ("value", "20", "21", 1),
        ("unit", "所", "个", 1),
        ("modality", "actual", "target", 1),
        ("span", "wider", "as annotated", 1),
        ("indicators", "primary.schools", "junior.schools", 1),
        ("indicators", "none", "population.total", 1),
    ] {
        assert!(confusions.contains(&expected), "{expected:?} not in {confusions:?}");
    }
    assert_eq!(scores.worst.len(), 1);
    assert!(scores.page().contains("indicators                   1  none → population.total\n"));
}

#[test]
fn what_could_not_be_chosen_is_no_error() {
    let home = home(&[
        mention("41所", &json!({"value": 41, "indicator": null})),
        mention("20所", &json!({"value": 20, "indicator": "primary.schools"})),
    ]);
    let gold = home.path().join("gold");
    let reports = [home.path().join("a.txt")];
    // Without a list of choices each indicator of the run is an answer: 幼儿园, 初中 and 毛入学率 are spurious.
    assert_eq!(counts(&scores(&gold, &reports), "indicators"), (1, 3, 0));
    assert_eq!(counts(&scores(&gold, &reports), "quantities"), (2, 2, 0));
    let ids = "primary.schools\t小学\njunior.schools\t初中\n";
    fs::write(gold.join("INDICATORS.tsv"), ids).unwrap();
    assert_eq!(counts(&scores(&gold, &reports), "indicators"), (1, 1, 0));
}

fn corpus() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus")
}

/// A copy of one annotation of the sample corpus, its mentions changed.
fn changed(change: impl Fn(&mut Vec<Value>)) -> TempDir {
    let home = tempfile::tempdir().unwrap();
    let text = fs::read_to_string(corpus().join("gold/qingxi-2023.json")).unwrap();
    let mut annotation: Value = serde_json::from_str(&text).unwrap();
    change(annotation["mentions"].as_array_mut().unwrap());
    fs::write(home.path().join("qingxi-2023.json"), annotation.to_string()).unwrap();
    home
}

#[test]
fn a_changed_annotation_changes_the_scores_by_as_much() {
    let reports = [corpus().join("qingxi-2023.txt")];
    let before = scores(changed(|_| ()).path(), &reports);
    let found = counts(&before, "quantities").0;
    assert!(found > 100 && before.get("quantities").unwrap().f1 > 0.95);

    let core = |mention: &&mut Value| mention["core"] == true && mention["unit"] == "所";
    let after = changed(|mentions| {
        mentions.iter_mut().filter(core).take(5).for_each(|m| m["unit"] = "吨".into());
    });
    let after = scores(after.path(), &reports);
    assert_eq!(counts(&after, "quantities"), counts(&before, "quantities"));
    let (right, spurious, missed) = counts(&before, "unit");
    assert_eq!(counts(&after, "unit"), (right - 5, spurious + 5, missed + 5));
    assert_eq!(after.confusions.iter().find(|c| c.want == "吨").unwrap().count, 5);

    // 95所 is the first quantity of the report: once forgotten, the run's row is spurious.
    let after = changed(|mentions| drop(mentions.remove(0)));
    let after = scores(after.path(), &reports);
    let (right, spurious, missed) = counts(&before, "quantities");
    assert_eq!(counts(&after, "quantities"), (right - 1, spurious + 1, missed));
}

#[test]
fn two_annotators() {
    let all = Annotations::read(&corpus().join("gold")).unwrap();
    let alike = agreement(&all, &all);
    assert_eq!((alike.reports, alike.first_only, alike.second_only), (all.by_stem.len(), 0, 0));
    assert!(alike.fields.iter().all(|f| f.observed == Some(1.0) && f.kappa == Some(1.0)));

    let first = Annotations::read(changed(|_| ()).path()).unwrap();
    let second = changed(|mentions| {
        mentions.retain(|mention| mention["core"] == true);
        drop(mentions.remove(0));
        mentions.iter_mut().take(4).for_each(|m| m["modality"] = "target".into());
        mentions[0]["core"] = false.into();
    });
    let second = Annotations::read(second.path()).unwrap();
    let between = agreement(&first, &second);
    let core = first.by_stem["qingxi-2023"].mentions.iter().filter(|m| m.core).count();
    assert_eq!((between.common, between.first_only, between.second_only), (core - 2, 1, 0));
    let field = |name: &str| between.fields.iter().find(|f| f.name == name).unwrap();
    let n = (core - 2) as f64;
    assert_eq!(field("modality").observed, Some((n - 3.0) / n));
    // Of n answers the first says target k times, the second k + 3 times.
    let targets = first.by_stem["qingxi-2023"].mentions.iter();
    let k = targets.filter(|m| m.core && m.modality.as_deref() == Some("target")).count() as f64;
    let chance = (k * (k + 3.0) + (n - k) * (n - k - 3.0)) / (n * n);
    let kappa = ((n - 3.0) / n - chance) / (1.0 - chance);
    assert!((field("modality").kappa.unwrap() - kappa).abs() < 1e-12);
    assert_eq!(field("unit").alpha, Some(1.0));
    assert!(
        between.page().contains(&format!("{} quantities in both, 1 only in the first", core - 2))
    );
}

#[test]
fn floors_and_exit_codes() {
    let right = [
        mention("41所", &json!({"value": 41, "indicator": "preschool.schools"})),
        mention("20所", &json!({"value": 20, "unit": "个", "indicator": "primary.schools"})),
        mention("xx所", &json!({"value": null, "mask": "xx", "indicator": "junior.schools"})),
        mention(
            "92.5%",
            &json!({"value": 92.5, "unit": "%", "indicator": "senior.gross_enrolment_ratio"}),
        ),
    ];
    let home = home(&right);
    let run = |args: &[&str], code: i32| {
        let mut command = Command::new(assert_cmd::cargo::cargo_bin!("zhibiao"));
        let assert =
            command.current_dir(home.path()).arg("evaluate").args(args).assert().code(code);
        let output = assert.get_output();
        let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).unwrap();
        (text(&output.stdout), text(&output.stderr))
    };
    run(&["gold", ".", "--fail-under", "quantities=1,value=1,unit=0.75"], 0);
    let (_, told) = run(&["gold", ".", "--fail-under", "quantities=1,unit=0.76,sums=0.5"], 1);
    assert!(
        told.contains("unit: 0.7500 is below 0.76") && told.contains("sums: no annotation"),
        "{told}"
    );
    assert!(!told.contains("quantities:"), "{told}");
    let (_, told) = run(&["gold", ".", "--fail-under", "louder=1"], 2);
    assert!(told.contains("no field louder; there are quantities, value"), "{told}");
    run(&["gold", ".", "--fail-under", "unit=98"], 2);
    let (page, _) = run(&["gold", ".", "--format", "json"], 0);
    let page: Value = serde_json::from_str(&page).unwrap();
    assert_eq!((&page["reports"], &page["scores"][0]["name"]), (&1.into(), &"quantities".into()));
    assert_eq!(page["scores"][0]["right"], 4);

    fs::write(home.path().join("gold/b.json"), "{}").unwrap();
    let (_, told) = run(&["gold", "."], 2);
    assert!(told.contains("b: annotated, but no such report was read"), "{told}");
    fs::write(home.path().join("gold/b.json"), r#"{"mentions": [{"start": "three"}]}"#).unwrap();
    let (_, told) = run(&["gold", "."], 2);
    assert!(told.contains("b.json: ") && told.contains("line 1"), "{told}");
    let (_, told) = run(&["nowhere", "."], 2);
    assert!(told.contains("nowhere: cannot be read"), "{told}");
    fs::remove_file(home.path().join("gold/b.json")).unwrap();
    let (page, _) = run(&["--agreement", "gold", "gold"], 0);
    assert!(page.starts_with("1 reports; 4 quantities in both"), "{page}");
}
