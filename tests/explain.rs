//! Yields the tests of `explain`: marks under the text, and objects for programs.

use std::fs;

use assert_cmd::Command;
use serde_json::Value;
use unicode_width::UnicodeWidthStr;
use zhibiao::Analyzer;
use zhibiao::explain::page::page;

fn zhibiao(args: &[&str]) -> Command {
    let mut command = Command::new(assert_cmd::cargo::cargo_bin!("zhibiao"));
    command.arg("explain").args(args);
    command
}

fn stdout(command: &mut Command) -> String {
    String::from_utf8(command.assert().code(0).get_output().stdout.clone()).unwrap()
}

fn stderr(command: &mut Command, code: i32) -> String {
    String::from_utf8(command.assert().code(code).get_output().stderr.clone()).unwrap()
}

/// One object for each text.
fn objects(texts: &[&str]) -> Vec<Value> {
    let lines = stdout(zhibiao(&["--format", "jsonl", "-"]).write_stdin(texts.join("\n") + "\n"));
    lines.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

#[test]
fn a_sentence_with_its_marks_and_what_came_of_them() {
    let text = "全县有幼儿园41所，其中民办16所。推进五育并举，小学生xx人。";
    insta::assert_snapshot!(stdout(&mut zhibiao(&[text])), @r"
                全县有幼儿园41所，其中民办16所。
    quantity                1~~~          2~~~
    number                  ^~            ^~
    name              ^~~~~~
    stage             ^~~~~~
    qualifier                         ^~~~
    cue         ^~~~~~            ^~~~
    cue             ^~
    words
      全县有  cue closes
      有  cue filler, cue exists
      幼儿园  name preschool.schools, stage preschool
      其中  cue opens
      民办  qualifier 民办
    quantities
      1  41所  41 所 (count), exact, ok
      2  16所  16 所 (count), exact, ok
    observations
      1  preschool.schools 幼儿园数
         level, actual, region; rule name; label 幼儿园
      2  preschool.schools 幼儿园数
         level, actual, region; part of 41所; rule breakdown; label 民办; qualifiers 民办

                推进五育并举，小学生xx人。
    quantity                        1~~~
    mask                            ^~
    slogan          ^~~~~~~~
    name                      ^~~~~~
    name                      ^~~~
    measure                     ^~~~
    stage                     ^~~~
    words
      五育并举  slogan 五育并举
      小学生  name primary.students
      小学  name primary.schools, stage primary
      学生  measure students
    quantities
      1  xx人  no value 人 (person), exact, masked
    observations
      1  primary.students 小学在校生数
         level, actual, region; rule name; label 小学生
    placeholders
      xx  count
    slogans
      五育并举  五育并举, 德育, fixed
    ");
}

#[test]
fn marks_stand_under_their_words() {
    let analyzer = Analyzer::new().unwrap();
    let long = "在校学生1805人、".repeat(40);
    for (text, words) in [
        ("幼儿园41所", vec!["41所"]),
        ("ABC学校𠮷田有小学生1805人", vec!["1805人"]),
        ("教职工１２３人，\t其中小学８３名。", vec!["１２３人", "８３名"]),
        (long.as_str(), vec!["1805人"; 40]),
    ] {
        let page = page(&analyzer.explain(analyzer.plain("t", text)), analyzer.dictionary());
        let mut found = Vec::new();
        let mut shown = "";
        for line in page.lines().take_while(|line| *line != "words") {
            if let Some(text) = line.strip_prefix("            ") {
                shown = text;
            } else if let Some(marks) = line.strip_prefix("quantity    ") {
                assert!(marks.width() <= shown.width());
                found.extend(marked(shown, marks));
            }
        }
        assert_eq!(found, words, "{page}");
    }
}

/// The stretches of `text` over the marks.
fn marked<'t>(text: &'t str, marks: &str) -> Vec<&'t str> {
    let bounds = |column: usize| {
        let ends = text.char_indices().map(|(at, c)| at + c.len_utf8());
        let end = std::iter::once(0).chain(ends).find(|&end| text[..end].width() == column);
        end.expect("a mark begins and ends between characters")
    };
    let mut stretches = Vec::new();
    let mut start = None;
    for (column, mark) in marks.chars().chain([' ']).enumerate() {
        let begins =
            mark.is_ascii_digit() && !marks[..column].ends_with(|c: char| c.is_ascii_digit());
        if let Some(from) = start.filter(|_| mark == ' ' || begins) {
            stretches.push(&text[bounds(from)..bounds(column)]);
            start = None;
        }
        if begins {
            start = Some(column);
        }
    }
    stretches
}

#[test]
fn what_other_programs_misread() {
    type Quantity<'a> = (&'a str, Option<f64>, &'a str, &'a str);
    let cases: [(&str, &[Quantity<'_>]); 11] = [
        (
            "高考600分以上167人",
            &[("600分以上", Some(600.0), "分", "over"), ("167人", Some(167.0), "人", "exact")],
        ),
        ("坚持三位一体", &[]),
        ("在校学生1805人", &[("1805人", Some(1805.0), "人", "exact")]),
        ("建筑面积45506.41平方米", &[("45506.41平方米", Some(45506.41), "平方米", "exact")]),
        ("毛入园率达97.25%", &[("97.25%", Some(97.25), "%", "exact")]),
        ("加强教师队伍建设", &[]),
        ("投入一万三千元", &[("一万三千元", Some(13000.0), "元", "exact")]),
        ("提高2.85个百分点", &[("2.85个百分点", Some(2.85), "百分点", "exact")]),
        ("投入30.90万元", &[("30.90万元", Some(309000.0), "元", "exact")]),
        ("总值xx亿元", &[("xx亿元", None, "元", "exact")]),
        ("每校1—2项", &[("1—2项", Some(1.0), "项", "range")]),
    ];
    let texts: Vec<&str> = cases.iter().map(|(text, _)| *text).collect();
    for ((text, expected), object) in cases.iter().zip(objects(&texts)) {
        let quantities = object["quantities"].as_array().unwrap();
        let quantities = quantities.iter().map(|q| {
            let words = |field: &str| q[field].as_str().unwrap();
            (words("raw"), q["value"].as_f64(), words("unit"), words("bound"))
        });
        assert_eq!(quantities.collect::<Vec<_>>(), *expected, "{text}");
    }
}

#[test]
fn each_line_is_answered_by_one_object() {
    let texts =
        ["", "𠮷县投入６５７９万元，下降2%", "12345", "# 小学xx所\r", "百分之九十", "1 234人"];
    let objects = objects(&texts);
    assert_eq!(objects.len(), texts.len());
    assert_eq!(
        objects[0],
        serde_json::json!({"numerals": [], "quantities": [], "observations": []})
    );
    // Positions count characters of the text as given, one outside the basic plane as one.
    let numerals = serde_json::json!([
        {"start": 4, "end": 9, "raw": "６５７９万", "value": 65790000},
        {"start": 13, "end": 14, "raw": "2", "value": 2},
    ]);
    assert_eq!(objects[1]["numerals"], numerals);
    let quantity = &objects[1]["quantities"][1];
    assert_eq!((&quantity["value"], &quantity["unit"]), (&2.into(), &"%".into()));
    let observation = &objects[1]["observations"][1];
    assert_eq!(
        observation["value"], -2,
        "the observation has the sign, the quantity what is written"
    );
    assert_eq!((&observation["aspect"], &observation["id"]), (&"growth".into(), &"-#q2".into()));
    assert_eq!(
        objects[2]["numerals"][0]["value"], 12345,
        "a line of digits is no page number here"
    );
    let masked = &objects[3]["quantities"][0];
    assert_eq!((&masked["value"], &masked["status"]), (&Value::Null, &"masked".into()));
    let ratio = (&objects[4]["numerals"][0], &objects[4]["quantities"][0]);
    assert_eq!((&ratio.0["raw"], &ratio.0["start"]), (&"九十".into(), &3.into()));
    assert_eq!((&ratio.1["raw"], &ratio.1["unit"]), (&"百分之九十".into(), &"%".into()));
    assert_eq!(objects[5]["numerals"][0]["value"], Value::Null, "what cannot be told has no value");
}

#[test]
fn a_line_of_a_file_is_explained_in_its_report() {
    let home = tempfile::tempdir().unwrap();
    let report =
        "某县教育局2023年工作总结\n\n一、基本情况\n全县有幼儿园41所。\n小学20所。\n- 3 -\n";
    fs::write(home.path().join("a.txt"), report).unwrap();
    let path = home.path().join("a.txt");
    let path = path.to_str().unwrap();
    let of_line = |line: usize| zhibiao(&["-f", "jsonl", &format!("{path}:{line}")]);
    let object: Value = serde_json::from_str(&stdout(&mut of_line(4))).unwrap();
    assert_eq!(object["quantities"].as_array().unwrap().len(), 1);
    let observation = &object["observations"][0];
    assert_eq!(
        (&observation["raw"], &observation["role"], &observation["year"], &observation["start"]),
        (&"41所".into(), &"profile".into(), &2023.into(), &29.into())
    );
    let whole: Value = serde_json::from_str(&stdout(&mut zhibiao(&["-f", "jsonl", path]))).unwrap();
    assert_eq!(whole["quantities"].as_array().unwrap().len(), 2);
    assert!(stderr(&mut of_line(2), 2).contains("a.txt: line 2 holds no text"));
    assert!(stderr(&mut of_line(6), 2).contains("a.txt: line 6 is set aside as "));
    let told = stderr(&mut zhibiao(&["nowhere.txt:3"]), 2);
    assert!(told.contains("nowhere.txt: no such file; check the path"), "{told}");
}
