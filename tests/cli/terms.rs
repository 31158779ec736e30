//! Yields the tests of `terms`: the tables, the forms and what is refused.

use super::*;

/// Two counties, a copy, and a list of words each way.
const FILES: [(&str, &str); 6] = [
    ("in/a.txt", "四川省大竹县教育局2021年工作总结\n落实双减政策，治理污染。双减！\n"),
    ("in/b.txt", "四川省渠县教育局2022年工作总结\n发展工业，治理污染。\n"),
    ("in/c.txt", "四川省渠县教育局2022年工作总结\n发展工业，治理污染。 \n"),
    ("stop.txt", "落实\n的\n"),
    ("own.txt", "双减\n"),
    ("env.json", r#"{"环境": {"污染": ["污染*"], "治理": ["治理"]}}"#),
];

fn terms(home: &Path, args: &[&str]) -> Vec<u8> {
    let assert = zhibiao(home, &[&["terms", "in", "-q"], args].concat()).assert().code(0);
    assert!(assert.get_output().stderr.is_empty(), "--quiet is quiet");
    assert.get_output().stdout.clone()
}

#[test]
fn frequencies_come_with_their_denominator() {
    let home = folder(&FILES);
    let stdout = terms(home.path(), &["--words", "own.txt", "--stopwords", "stop.txt"]);
    assert!(stdout.starts_with(b"unit,region,"), "no byte order mark on standard output");
    let rows = rows(&stdout);
    let a: Vec<_> = rows.iter().filter(|row| row["unit"] == "in/a.txt").collect();
    assert_eq!((a[0]["word"].as_str(), a[0]["count"].as_str()), ("双减", "2"));
    assert!(a.iter().all(|row| row["per"] == "words" && row["word"] != "落实"));
    let total: usize = a[0]["total"].parse().unwrap();
    let counted: usize = a.iter().map(|row| row["count"].parse::<usize>().unwrap()).sum();
    assert_eq!(total, counted + 1, "the stop word counts in the total");
    assert!(rows.iter().all(|row| row["unit"] != "in/c.txt"), "a copy is counted once");
    let nonstop = self::rows(&terms(home.path(), &["--stopwords", "stop.txt", "--per", "nonstop"]));
    assert!(nonstop.iter().all(|row| row["per"] == "nonstop"));
    let top = self::rows(&terms(home.path(), &["--top", "1", "--by", "corpus"]));
    assert_eq!(column(&top, "unit"), ["corpus"]);
}

#[test]
fn copies_and_what_was_not_read_are_told() {
    let home = folder(&FILES);
    let told = told(zhibiao(home.path(), &["terms", "in", "gone.txt"]).assert().code(2));
    assert!(told.contains("gone.txt: no such file"), "{told}");
    assert!(
        told.contains("2 reports counted, 1 left out as copies: in/c.txt (as in/b.txt)"),
        "{told}"
    );
}

#[test]
fn the_result_does_not_depend_on_threads() {
    let home = folder(&FILES);
    for args in [
        &["--by", "region-year"][..],
        &["--categories", "env.json"],
        &["--dispersion"],
        &["--similarity"],
        &["--slogans"],
        &["--kwic", "污染"],
        &["--keyness", "in/a*"],
        &["--discover", "--least", "1", "-f", "csv"],
    ] {
        let with = |jobs: &str| terms(home.path(), &[args, &["-j", jobs]].concat());
        assert_eq!(with("1"), with("4"), "{args:?}");
        assert!(with("1").contains(&b'\n'), "{args:?}");
    }
}

#[test]
fn categories_are_rows_even_where_they_do_not_occur() {
    let home = folder(&FILES);
    let rows = rows(&terms(home.path(), &["--categories", "env.json", "--by", "region-year"]));
    assert_eq!(column(&rows, "category"), ["环境", "环境.污染", "环境.治理"].repeat(2));
    assert_eq!(column(&rows, "count"), ["2", "1", "1", "2", "1", "1"]);
    assert_eq!(column(&rows, "year"), ["2021", "2021", "2021", "2022", "2022", "2022"]);
    assert_eq!(rows[0]["region_code"], "511724");
}

#[test]
fn keyness_wants_two_groups_apart() {
    let home = folder(&FILES);
    let rows = rows(&terms(home.path(), &["--keyness", "year=2021", "--against", "in/b.txt"]));
    let of = |word: &str| rows.iter().find(|row| row["word"] == word).unwrap();
    assert_eq!((of("工业")["more_in"].as_str(), of("工业")["count_b"].as_str()), ("b", "1"));
    assert!(of("工业")["log_ratio"].starts_with('-'));
    for (args, why) in [
        (&["--keyness", "in/*", "--against", "in/a*"][..], "in/a.txt is in both groups"),
        (&["--keyness", "nowhere/*"], "0 and 2 reports"),
        (&["--keyness", "year=x"], "year=x: no year"),
        (&["--keyness", "in/a*", "--per", "chars"], "--per words"),
    ] {
        let told = told(zhibiao(home.path(), &[&["terms", "in"], args].concat()).assert().code(2));
        assert!(told.contains(why), "{told}");
    }
}

#[test]
fn a_concordance_is_rows_or_lines() {
    let home = folder(&FILES);
    let rows = rows(&terms(home.path(), &["--kwic", "双减", "--width", "2"]));
    assert_eq!(column(&rows, "left"), ["落实", "染。"]);
    assert_eq!(column(&rows, "node"), ["双减", "双减"]);
    assert_eq!(column(&rows, "right"), ["政策", "! "]);
    let text: Vec<char> = FILES[0].1.chars().collect();
    for row in &rows {
        let at = |name: &str| row[name].parse::<usize>().unwrap();
        let stands: String = text[at("start")..at("end")].iter().collect();
        assert_eq!((stands.as_str(), row["line"].as_str()), ("双减", "2"));
    }
    let lines = terms(home.path(), &["--kwic", "双减", "--width", "2", "--format", "text"]);
    let lines = String::from_utf8(lines).unwrap();
    assert_eq!(lines, "落实  双减  政策  in/a.txt:2\n染。  双减  !   in/a.txt:2\n");
}

#[test]
fn a_file_is_written_whole_or_not_at_all() {
    let home = folder(&FILES);
    let run = |args: &[&str]| zhibiao(home.path(), &[&["terms", "in"], args].concat()).assert();
    run(&["-o", "out/words.csv"]).code(0);
    let csv = fs::read(home.path().join("out/words.csv")).unwrap();
    assert!(csv.starts_with("\u{feff}unit,".as_bytes()), "a byte order mark in files");
    run(&["-o", "out/words.jsonl"]).code(0);
    let jsonl = fs::read_to_string(home.path().join("out/words.jsonl")).unwrap();
    let first: serde_json::Value = serde_json::from_str(jsonl.lines().next().unwrap()).unwrap();
    assert_eq!(first["per"], "words");
    assert!(first["tf_idf"].is_number());
    assert_eq!(names(&home.path().join("out")), ["words.csv", "words.jsonl"]);
    // A call that fails leaves what was there.
    run(&["-o", "out/words.csv", "--keyness", "nowhere/*"]).code(2);
    assert_eq!(fs::read(home.path().join("out/words.csv")).unwrap(), csv);
    for (args, why) in [
        (&["-o", "out/words.xyz"][..], "no form of that name"),
        (&["-o", "out"], "no form of that name"),
        (&["-f", "toml"], "--discover"),
        (&["--about", "教育"], "--discover"),
        (&["--discover", "--about", "教育,"], "the phrase is empty"),
        (&["-f", "text"], "--kwic"),
        (&["--words", "gone.txt"], "gone.txt"),
        (&["--categories", "own.txt"], ".json, .toml or .csv"),
        (&["--categories", "env.json", "-f", "csv", "-o", "env.json"], "is read by this run"),
    ] {
        let told = told(run(args).code(2));
        assert!(told.contains(why), "{args:?}: {told}");
    }
    run(&["--slogans", "--similarity"]).code(2);
}

#[test]
fn an_emptied_slogan_dictionary_works_and_what_is_found_can_be_pasted() {
    let report = |place: &str, year: u32, verb: &str| {
        format!(
            "四川省{place}教育局{year}年工作总结\n一、主要工作\n{verb}“双减”，{verb}五项管理。\n"
        )
    };
    let texts = [
        ("in/a.txt", report("大竹县", 2021, "落实")),
        ("in/b.txt", report("渠县", 2021, "推进")),
        ("in/c.txt", report("宣汉县", 2022, "抓好")),
    ];
    let mut files: Vec<(&str, &str)> = texts.iter().map(|(n, t)| (*n, t.as_str())).collect();
    files.push(("own/slogans.toml", "# none\n"));
    let home = folder(&files);
    let args = ["--discover", "--least", "3", "--dictionaries", "own"];
    let found = terms(home.path(), &args);
    let toml = String::from_utf8(found.clone()).unwrap();
    assert!(toml.contains("canonical = \"双减\""), "{toml}");
    // The built-in dictionary has it already.
    let known = terms(home.path(), &["--discover", "--least", "3"]);
    assert!(!String::from_utf8(known).unwrap().contains("canonical = \"双减\""));
    fs::write(home.path().join("own/slogans.toml"), found).unwrap();
    zhibiao(home.path(), &["dictionary", "check", "--dictionaries", "own"]).assert().code(0);
    let stdin =
        zhibiao(home.path(), &["terms", "-", "--discover"]).write_stdin("x").assert().code(2);
    assert!(told(stdin).contains("reads twice"));
}
