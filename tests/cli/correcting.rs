//! Yields the tests of rows checked by hand: drawn with `sample`, set right with `--corrections`.

use super::*;

/// The rows of `indicators` with these corrections, and what was told.
fn corrected(home: &Path, corrections: &str, code: i32) -> (Vec<HashMap<String, String>>, String) {
    fs::write(home.join("fixes.csv"), corrections).unwrap();
    let args = ["extract", "in", "-t", "indicators", "-q", "--corrections", "fixes.csv"];
    let assert = zhibiao(home, &args).assert().code(code);
    (rows(&assert.get_output().stdout), told(assert))
}

fn row<'a>(rows: &'a [HashMap<String, String>], raw: &str) -> &'a HashMap<String, String> {
    rows.iter().find(|row| row["raw"] == raw).unwrap_or_else(|| panic!("no row {raw}"))
}

const HEADER: &str = "report,start,end,column,value,who,why,raw\n";

#[test]
fn what_was_set_right_lasts_and_is_marked() {
    let home = folder(&[("in/a.txt", REPORT)]);
    let (before, _) = corrected(home.path(), HEADER, 0);
    let line = |raw: &str, change: &str| {
        let row = row(&before, raw);
        format!("in/a.txt,{},{},{change},{raw}\n", row["start"], row["end"])
    };
    let fixes = [
        line("57所", "value,58,李工,与年鉴不符"),
        line("57所", "bound,about,李工,"),
        line("xx人", "value,9210,王工,电话核实"),
        line("2%", "indicator,fiscal.total_revenue,李工,"),
        line("97.25%", "status,suspect,王工,"),
    ];
    let fixes: String = fixes.into_iter().collect();
    let (after, told) = corrected(home.path(), &format!("{HEADER}{fixes}"), 0);
    assert_eq!(told, "");
    assert_eq!(after.len(), before.len());
    let schools = row(&after, "57所");
    assert_eq!((&*schools["value"], &*schools["bound"]), ("58", "about"));
    assert_eq!(schools["corrected"], "李工: value (与年鉴不符);李工: bound");
    let pupils = row(&after, "xx人");
    assert_eq!((&*pupils["value"], &*pupils["status"]), ("9210", "ok"));
    let ratio = row(&after, "97.25%");
    assert_eq!(
        (&*ratio["value"], &*ratio["status"]),
        ("", "suspect"),
        "what is in doubt has no value"
    );
    for (old, new) in before.iter().zip(&after).filter(|(_, new)| new["corrected"].is_empty()) {
        assert_eq!(old, new, "a row that nobody corrected");
    }
}

#[test]
fn a_correction_that_does_not_fit_is_refused_and_the_others_go_on() {
    let home = folder(&[("in/a.txt", REPORT)]);
    let (before, _) = corrected(home.path(), HEADER, 0);
    let schools = row(&before, "57所");
    let at = format!("in/a.txt,{},{}", schools["start"], schools["end"]);
    let cases = [
        (format!("{at},value,1,李工,,75所"), "the text has changed: ", "stands “57所”, not “75所”"),
        (format!("{at},value,五十,李工,,57所"), "value: 五十 is no number", ""),
        (format!("{at},period,去年,李工,,57所"), "period: 去年 is no period", ""),
        (format!("{at},indicator,no.such,李工,,57所"), "no.such is no indicator", ""),
        (format!("{at},aspect,flat,李工,,57所"), "“flat” is none of level, change", ""),
        (format!("{at},unit,斗,李工,,57所"), "斗 is no unit", ""),
        (format!("{at},sentence,x,李工,,57所"), "sentence is no column to correct", "qualifiers"),
        (format!("{at},value,1,,,57所"), "who is empty", ""),
        (
            "in/a.txt,0,3,value,1,李工,,".to_owned(),
            "no number stands from 0 to 3",
            "indicators.csv",
        ),
        ("in/a.txt,x,3,value,1,李工,,".to_owned(), "start is “x”", ""),
        ("in/b.txt,0,3,value,1,李工,,".to_owned(), "no report in/b.txt was read", ""),
    ];
    for (line, first, second) in &cases {
        let fixes = format!("{HEADER}{line}\n{at},value,58,李工,,57所\n");
        let (after, told) = corrected(home.path(), &fixes, 2);
        assert!(told.starts_with("zhibiao: fixes.csv:2: correction refused: "), "{told}");
        assert!(told.contains(first) && told.contains(second), "{line}: {told}");
        assert_eq!(told.lines().count(), 1, "{told}");
        assert_eq!(row(&after, "57所")["value"], "58", "{line}: the next line is applied");
    }
}

#[test]
fn a_file_that_is_no_list_of_corrections_ends_the_run() {
    let home = folder(&[("in/a.txt", REPORT), ("fixes.csv", "report,start\nin/a.txt,1\n")]);
    let extract = |file| {
        let args = ["extract", "in", "-o", "out", "--corrections", file];
        told(zhibiao(home.path(), &args).assert().code(2))
    };
    let lacking = extract("fixes.csv");
    assert!(lacking.contains("fixes.csv") && lacking.contains("why"), "{lacking}");
    let missing = extract("none.csv");
    assert!(missing.contains("none.csv: no such file"), "{missing}");
    assert_eq!(names(home.path()), ["fixes.csv", "in"]);
}

#[test]
fn two_rows_in_one_place_are_told_apart_by_their_indicator() {
    let text = "全县城乡居民人均可支配收入达到4.1万元。\n";
    let home = folder(&[("in/a.txt", text)]);
    let args = ["extract", "in", "-t", "indicators", "-q"];
    let assert = zhibiao(home.path(), &args).assert().code(0);
    let before = rows(&assert.get_output().stdout);
    let twin = |row: &&HashMap<String, String>| {
        before.iter().filter(|other| other["start"] == row["start"]).count() == 2
    };
    let twins: Vec<_> = before.iter().filter(twin).collect();
    assert_eq!(twins.len(), 2, "one number that speaks of two indicators");
    let at = format!("in/a.txt,{},{}", twins[0]["start"], twins[0]["end"]);
    let (_, told) =
        corrected(home.path(), &format!("{HEADER}{at},value,1,李工,,{}\n", twins[0]["raw"]), 2);
    assert!(told.contains(&twins[1]["indicator"]) && told.contains("two rows"), "{told}");
    let fixes = format!(
        "report,start,end,column,value,who,why,indicator\n{at},value,1,李工,,{}\n",
        twins[1]["indicator"]
    );
    let (after, _) = corrected(home.path(), &fixes, 0);
    let values: Vec<_> = after.iter().filter(|row| row["start"] == twins[0]["start"]).collect();
    assert_eq!((&values[0]["value"], &*values[1]["value"]), (&twins[0]["value"], "1"));
}

#[test]
fn a_sample_is_the_same_each_time_and_grows() {
    let files: Vec<(String, String)> = (0..40)
        .map(|i| (format!("in/{i:02}.txt"), REPORT.replace("57", &(57 + i).to_string())))
        .collect();
    let home = folder(&files.iter().map(|(n, t)| (n.as_str(), t.as_str())).collect::<Vec<_>>());
    let sample = |args: &[&str]| {
        let args = [&["sample"], args, &["in"]].concat();
        zhibiao(home.path(), &args).assert().code(0).get_output().stdout.clone()
    };
    let ten = sample(&["10"]);
    assert_eq!(ten, sample(&["10", "--jobs", "1"]));
    assert_eq!(ten, sample(&["10", "--jobs", "4"]));
    assert_ne!(ten, sample(&["10", "--seed", "2"]));
    let key = |csv: &[u8]| -> Vec<(String, usize)> {
        let rows = rows(csv);
        rows.iter().map(|row| (row["report"].clone(), row["start"].parse().unwrap())).collect()
    };
    let (ten, thirty) = (key(&ten), key(&sample(&["30"])));
    assert_eq!((ten.len(), thirty.len()), (10, 30));
    assert!(ten.iter().all(|row| thirty.contains(row)), "a larger sample holds the smaller one");
    assert!(thirty.is_sorted(), "in the order of the input");
    let all = key(&sample(&["9999"]));
    assert_eq!(all.len(), 40 * rows(&sample_of_one(home.path())).len());
}

fn sample_of_one(home: &Path) -> Vec<u8> {
    zhibiao(home, &["sample", "9999", "in/00.txt"]).assert().code(0).get_output().stdout.clone()
}

#[test]
fn a_sample_filled_in_is_a_file_of_corrections() {
    let home = folder(&[("in/a.txt", REPORT)]);
    zhibiao(home.path(), &["sample", "99", "in", "-o", "checked.csv"]).assert().code(0);
    let again = zhibiao(home.path(), &["sample", "99", "in", "-o", "checked.csv"]).assert().code(2);
    assert!(told(again).contains("checked.csv: is there already"));
    let csv = fs::read_to_string(home.path().join("checked.csv")).unwrap();
    let csv = csv.strip_prefix('\u{feff}').expect("a byte order mark, for Excel");
    assert!(csv.starts_with("report,line,start,end,raw,sentence,indicator,"));
    let checked: String = csv
        .lines()
        .map(|line| match line.strip_suffix(",,,,,") {
            Some(row) if row.contains("57所") && row.contains(",57,") => {
                format!("{row},wrong,value,58,李工,年鉴\n")
            }
            Some(row) => format!("{row},right,,,,\n"),
            None => format!("{line}\n"),
        })
        .collect();
    assert!(checked.contains(",wrong,"), "{csv}");
    // As a spreadsheet on a Chinese system saves it.
    let (gbk, _, lost) = encoding_rs::GBK.encode(&checked);
    assert!(!lost);
    fs::write(home.path().join("checked.csv"), gbk).unwrap();
    let args = ["extract", "in", "-t", "indicators", "--corrections", "checked.csv"];
    let assert = zhibiao(home.path(), &args).assert().code(0);
    let rows = rows(&assert.get_output().stdout);
    assert_eq!(row(&rows, "57所")["value"], "58");
    assert_eq!(rows.iter().filter(|row| !row["corrected"].is_empty()).count(), 1);
}
