//! Yields the tests of the output folder: what is in it, and when it is replaced.

use super::*;

#[test]
fn all_tables_are_written_and_agree() {
    let home =
        folder(&[("in/县 一.txt", REPORT), ("in/b.txt", "\u{feff}全县小学20所，学生1.6万人。\n")]);
    zhibiao(home.path(), &["extract", "in", "-o", "out", "--texts"]).assert().code(0);
    let out = home.path().join("out");
    assert_eq!(
        names(&out),
        [
            "audit.csv",
            "datapackage.json",
            "documents.csv",
            "indicators.csv",
            "manifest.json",
            "noise.csv",
            "placeholders.csv",
            "reports.jsonl",
            "sections.csv",
            "slogans.csv",
            "texts"
        ]
    );
    let manifest = fs::read_to_string(out.join("manifest.json")).unwrap();
    let manifest: serde_json::Value = serde_json::from_str(&manifest).unwrap();
    assert_eq!(manifest["generator"], "zhibiao");
    assert_eq!(manifest["version"], env!("CARGO_PKG_VERSION"));
    assert_eq!(manifest["call"][0], "extract");
    assert_eq!(manifest["counts"]["reports"], 2);
    assert_eq!(manifest["formats"], serde_json::json!(["csv", "jsonl"]));
    assert!(manifest["started"].as_str() <= manifest["finished"].as_str());
    let sha256 = "sha256 of in/b.txt";
    assert_eq!(manifest["inputs"][0]["sha256"].as_str().map(str::len), Some(64), "{sha256}");

    let lines = fs::read_to_string(out.join("reports.jsonl")).unwrap();
    let reports: Vec<serde_json::Value> =
        lines.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    for name in ["sections", "noise", "indicators", "placeholders", "slogans", "audit"] {
        let rows = table(&out, name);
        let nested = reports.iter().flat_map(|report| report[name].as_array().unwrap());
        let ids: Vec<&str> = nested.map(|row| row["id"].as_str().unwrap()).collect();
        assert_eq!(column(&rows, "id"), ids, "{name}");
        assert_eq!(manifest["rows"][name], rows.len());
        let distinct: std::collections::HashSet<_> = ids.iter().collect();
        assert_eq!(distinct.len(), ids.len(), "an id twice in {name}");
    }

    // `raw` is the text from `start` to `end`, counted in characters.
    for input in manifest["inputs"].as_array().unwrap() {
        let text = fs::read_to_string(out.join(input["text"].as_str().unwrap())).unwrap();
        let text: Vec<char> = text.chars().collect();
        let mut seen = 0;
        for name in ["indicators", "placeholders", "slogans"] {
            for row in table(&out, name).iter().filter(|row| row["source"] == input["source"]) {
                let (start, end) = (row["start"].parse().unwrap(), row["end"].parse().unwrap());
                assert_eq!(text[start..end].iter().collect::<String>(), row["raw"]);
                seen += 1;
            }
        }
        assert!(seen >= 2);
    }
}

#[test]
fn formulas_are_neutralised_in_csv_only() {
    let home = folder(&[("=1+1.txt", REPORT)]);
    zhibiao(home.path(), &["extract", "=1+1.txt", "-o", "out"]).assert().code(0);
    let out = home.path().join("out");
    let rows = table(&out, "indicators");
    assert!(rows.iter().all(|row| row["source"] == "'=1+1.txt" && row["id"].starts_with("'=1+1.")));
    let lines = fs::read_to_string(out.join("reports.jsonl")).unwrap();
    assert!(lines.contains(r#""source":"=1+1.txt""#));
    let values = column(&rows, "value");
    assert!(values.contains(&"65790000"), "万 is multiplied out, without an exponent: {values:?}");
    assert!(values.contains(&"-2"), "a number is no formula: {values:?}");
}

#[test]
fn the_number_of_threads_changes_nothing() {
    let files: Vec<(String, String)> = (0..60)
        .map(|i| (format!("in/{i:02}.txt"), REPORT.repeat(if i % 9 == 0 { 40 } else { 1 })))
        .chain([("in/empty.txt".to_owned(), String::new())])
        .collect();
    let home = folder(&files.iter().map(|(n, t)| (n.as_str(), t.as_str())).collect::<Vec<_>>());
    for jobs in ["1", "4"] {
        let args = ["extract", "in", "--jobs", jobs, "--texts", "-o", jobs];
        zhibiao(home.path(), &args).assert().code(0);
    }
    let (one, four) = (home.path().join("1"), home.path().join("4"));
    let files = names(&one);
    assert_eq!(files, names(&four));
    for name in files.iter().filter(|name| !["manifest.json", "texts"].contains(&name.as_str())) {
        assert!(fs::read(one.join(name)).unwrap() == fs::read(four.join(name)).unwrap(), "{name}");
    }
    assert_eq!(names(&one.join("texts")), names(&four.join("texts")));
}

#[test]
fn a_folder_is_replaced_only_if_this_program_wrote_it() {
    let home = folder(&[("a.txt", REPORT), ("mine/notes.txt", "mine"), ("empty/x", "")]);
    let mine = home.path().join("mine");
    fs::remove_file(home.path().join("empty/x")).unwrap();
    let extract = |output: &str, more: &[&str]| {
        let args = [&["extract", "a.txt", "-q", "-o", output], more].concat();
        zhibiao(home.path(), &args).assert()
    };
    extract("empty", &[]).code(0);
    extract("empty", &["-f", "jsonl"]).code(0);
    assert_eq!(names(&home.path().join("empty")), ["manifest.json", "reports.jsonl"]);

    let told = told(extract("mine", &[]).code(2));
    assert!(told.contains("mine: holds notes.txt") && told.contains("--force"), "{told}");
    assert_eq!(names(&mine), ["notes.txt"]);
    fs::write(mine.join("manifest.json"), r#"{"generator":"another program"}"#).unwrap();
    extract("mine", &[]).code(2);
    assert_eq!(names(&mine), ["manifest.json", "notes.txt"]);
    extract("mine", &["--force"]).code(0);
    assert!(names(&mine).contains(&"documents.csv".into()) && !mine.join("notes.txt").exists());
    extract("a.txt", &["--force"]).code(2);
    assert_eq!(names(home.path()), ["a.txt", "empty", "mine"], "something temporary is left");
}

#[test]
fn what_is_read_is_never_replaced() {
    let home = folder(&[("in/a.txt", REPORT)]);
    let told =
        told(zhibiao(home.path(), &["extract", "in", "-o", "in", "--force"]).assert().code(2));
    assert!(told.contains("must not be replaced"), "{told}");
    zhibiao(home.path(), &["extract", "in", "-o", ".", "--force"]).assert().code(2);
    assert_eq!(names(&home.path().join("in")), ["a.txt"]);

    // Inside the input folder: what the first run wrote is no report of the second.
    for _ in 0..2 {
        zhibiao(home.path(), &["extract", "in", "-o", "in/out", "--texts"]).assert().code(0);
        assert_eq!(
            column(&table(&home.path().join("in/out"), "documents"), "source"),
            ["in/a.txt"]
        );
    }
}

#[test]
fn a_run_that_is_refused_leaves_the_folder_as_it_was() {
    let home = folder(&[("a.txt", REPORT), ("nothing/x.bin", "x")]);
    zhibiao(home.path(), &["extract", "a.txt", "-o", "out"]).assert().code(0);
    let before = fs::read(home.path().join("out/manifest.json")).unwrap();
    zhibiao(home.path(), &["extract", "nothing", "-o", "out"]).assert().code(2);
    assert_eq!(fs::read(home.path().join("out/manifest.json")).unwrap(), before);
    assert_eq!(names(home.path()), ["a.txt", "nothing", "out"]);
}

/// Two years of one county that contradict each other, and the later one once more under another name.
const YEARS: [(&str, &str); 2] = [
    ("in/2023.txt", "青溪县教育局2023年工作总结\n全县在校学生41286人。"),
    ("in/2024.txt", "青溪县教育局2024年工作总结\n全县在校学生40120人,比上年下降9.8%。"),
];

#[test]
fn checks_across_reports_follow_the_last_report() {
    let home = folder(&YEARS);
    let mut written = Vec::new();
    for jobs in ["1", "4"] {
        zhibiao(home.path(), &["extract", "in", "-o", jobs, "-j", jobs]).assert().code(0);
        let rows = table(&home.path().join(jobs), "audit");
        let last = rows.last().unwrap();
        assert_eq!((&*last["id"], &*last["rule"]), ("in/2024.txt#x1", "trend.growth"));
        assert_eq!(last["rests_on"], "in/2024.txt#q2;in/2024.txt#q1;in/2023.txt#q1");
        let lines = fs::read_to_string(home.path().join(jobs).join("across.jsonl")).unwrap();
        assert_eq!(lines.lines().count(), 1);
        let reports = fs::read_to_string(home.path().join(jobs).join("reports.jsonl")).unwrap();
        assert!(!reports.contains("trend.growth"));
        written.push(fs::read(home.path().join(jobs).join("audit.csv")).unwrap());
    }
    assert_eq!(written[0], written[1]);
    let args = ["extract", "in", "--table", "audit", "--bom", "always", "-q"];
    let output = zhibiao(home.path(), &args).assert().code(0).get_output().clone();
    assert_eq!(output.stdout, written[0]);
}

#[test]
fn an_audit_fails_on_what_stands_between_two_reports() {
    let home = folder(&YEARS);
    let warning = ["audit", "in", "--checks", "trend", "--fail-on", "warning"];
    let output = zhibiao(home.path(), &warning).assert().code(1).get_output().clone();
    let page = String::from_utf8(output.stdout).unwrap();
    assert!(page.contains("2  warning  trend: ") && page.contains("in/2023.txt"), "{page}");
    let other = ["audit", "in", "--checks", "target", "--fail-on", "warning"];
    zhibiao(home.path(), &other).assert().code(0);
    let alone = ["audit", "in/2024.txt", "--checks", "trend", "--fail-on", "warning"];
    zhibiao(home.path(), &alone).assert().code(0);
}
