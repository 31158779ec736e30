//! Yields the tests of what is read: files that give no report, and calls that are wrong.

use super::*;

#[test]
fn an_empty_file_is_a_row_and_no_failure() {
    let home = folder(&[("in/a.txt", ""), ("in/b.txt", REPORT), ("in/c.txt", " \n\u{3000}\n")]);
    let told = told(zhibiao(home.path(), &["extract", "in", "-o", "out"]).assert().code(0));
    assert!(told.contains("3 reports read, 0 failed"), "{told}");
    let documents = table(&home.path().join("out"), "documents");
    assert_eq!(column(&documents, "source"), ["in/a.txt", "in/b.txt", "in/c.txt"]);
    assert_eq!(column(&documents, "error"), ["empty", "", "empty"]);
    assert_eq!(documents[0]["chars"], "", "what was not read has no length");
    assert_eq!(documents[1]["chars"], REPORT.chars().count().to_string());
    assert_eq!(documents[1]["encoding"], "UTF-8");
}

#[test]
fn what_cannot_be_read_is_told_and_the_rest_is_done() {
    let home =
        folder(&[("in/a.txt", REPORT), ("in/z.txt", REPORT), ("in/folder.txt/x.txt", REPORT)]);
    let noise: Vec<u8> =
        (0..4096u32).map(|i| (i.wrapping_mul(2_654_435_761) >> 13) as u8).collect();
    fs::write(home.path().join("in/binary.txt"), noise).unwrap();
    let args = ["extract", "in", "nowhere.txt", "-o", "out"];
    let told = told(zhibiao(home.path(), &args).assert().code(2));
    assert!(told.contains("in/binary.txt: byte "), "{told}");
    assert!(told.contains("nowhere.txt: no such file or folder; check the path"), "{told}");
    assert!(told.contains("3 reports read, 2 failed"), "{told}");
    let documents = table(&home.path().join("out"), "documents");
    let seen: Vec<_> = documents.iter().map(|row| (&*row["source"], &*row["error"])).collect();
    assert_eq!(
        seen,
        [
            ("in/a.txt", ""),
            ("in/binary.txt", "binary"),
            ("in/folder.txt/x.txt", ""),
            ("in/z.txt", ""),
            ("nowhere.txt", "missing"),
        ]
    );
    let manifest = fs::read_to_string(home.path().join("out/manifest.json")).unwrap();
    let manifest: serde_json::Value = serde_json::from_str(&manifest).unwrap();
    assert_eq!(manifest["counts"]["failed"], 2);
    assert_eq!(manifest["inputs"][4]["error"], "missing");
}

#[cfg(target_os = "linux")]
#[test]
fn a_file_that_the_system_will_not_hand_over() {
    let home = folder(&[("a.txt", REPORT)]);
    // Address 0 is mapped nowhere, so the first byte cannot be read, whoever asks.
    let args = ["extract", "a.txt", "/proc/self/mem", "-t", "documents"];
    let assert = zhibiao(home.path(), &args).assert().code(2);
    assert_eq!(column(&rows(&assert.get_output().stdout), "error"), ["", "unreadable"]);
    let told = told(assert);
    assert!(told.contains("/proc/self/mem: cannot be read: "), "{told}");
    assert!(told.contains("check the permissions"), "{told}");
}

#[cfg(unix)]
#[test]
fn a_dead_link_is_told() {
    let home = folder(&[("in/a.txt", REPORT)]);
    std::os::unix::fs::symlink("gone.txt", home.path().join("in/b.txt")).unwrap();
    let assert = zhibiao(home.path(), &["extract", "in", "-t", "documents"]).assert().code(2);
    assert_eq!(column(&rows(&assert.get_output().stdout), "error"), ["", "missing"]);
}

#[test]
fn globs_choose_among_a_folders_files() {
    let home = folder(&[
        ("in/a.txt", REPORT),
        ("in/b.md", REPORT),
        ("in/c.log", REPORT),
        ("in/old/d.txt", REPORT),
        ("in/.hidden.txt", REPORT),
    ]);
    let sources = |args: &[&str]| {
        let args = [&["extract", "in", "-q", "-t", "documents"], args].concat();
        let output = zhibiao(home.path(), &args).assert().code(0).get_output().stdout.clone();
        column(&rows(&output), "source").join(" ")
    };
    assert_eq!(sources(&[]), "in/a.txt in/b.md in/old/d.txt");
    assert_eq!(sources(&["--exclude", "old/*"]), "in/a.txt in/b.md");
    assert_eq!(sources(&["--include", "*.LOG", "--include", "b.*"]), "in/b.md in/c.log");
}

#[test]
fn a_wrong_call_is_refused_with_the_mend() {
    let home = folder(&[("a.txt", REPORT), ("nothing/x.bin", "x")]);
    for (args, mend) in [
        (&["extract"][..], "PATH"),
        (&["extract", "a.txt", "--nonsense"], "--nonsense"),
        (&["extract", "a.txt", "--table", "numbers"], "documents, sections, noise, indicators"),
        (&["extract", "a.txt", "--force"], "--output"),
        (&["extract", "a.txt", "--format", "csv"], "--output"),
        (&["extract", "a.txt", "--jobs", "0"], "--jobs"),
        (&["extract", "a.txt", "--encoding", "klingon"], "use a name such as utf-8"),
        (&["extract", "a.txt", "--include", "[a"], "[a"),
        (&["extract", "a.txt", "--dictionaries", "nowhere"], "nowhere"),
        (&["extract", "nothing"], "--include"),
    ] {
        let assert = zhibiao(home.path(), args).assert().code(2);
        assert!(assert.get_output().stdout.is_empty(), "{args:?} wrote data");
        let told = told(assert);
        assert!(told.contains(mend), "{args:?}: {told}");
    }
    assert_eq!(names(home.path()), ["a.txt", "nothing"]);
}

/// What the user states of reports and of their encoding reaches every verb that reads many.
#[test]
fn what_the_user_states_is_read_by_every_verb() {
    let metadata = "path,region,year\na.txt,623022,2031\nnone.txt,623022,2031\n";
    let home = folder(&[("a.txt", REPORT), ("m.csv", metadata)]);
    for verb in [
        &["extract"][..],
        &["audit"],
        &["compare"],
        &["terms"],
        &["terms", "--discover", "-f", "csv"],
        &["sample", "1"],
        &["dictionary", "suggest"],
    ] {
        let args = [verb, &["a.txt", "--metadata", "m.csv"]].concat();
        let told = told(zhibiao(home.path(), &args).assert().code(0));
        assert_eq!(told.matches("none.txt: no such report is read").count(), 1, "{verb:?}: {told}");
        let args = [verb, &["a.txt", "--encoding", "klingon"]].concat();
        let told = self::told(zhibiao(home.path(), &args).assert().code(2));
        assert!(told.contains("a name such as utf-8, gb18030"), "{verb:?}: {told}");
    }
    // A spreadsheet on a Chinese system writes GBK.
    let (gbk, _, _) = encoding_rs::GBK.encode("path,region,year\na.txt,卓尼县,2031\n");
    fs::write(home.path().join("m.csv"), gbk).unwrap();
    let args = ["terms", "a.txt", "--metadata", "m.csv", "--by", "region-year", "-q"];
    let stdout = zhibiao(home.path(), &args).assert().code(0).get_output().stdout.clone();
    assert_eq!((&*rows(&stdout)[0]["region_code"], &*rows(&stdout)[0]["year"]), ("623022", "2031"));
}
