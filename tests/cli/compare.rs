//! Yields the tests of `compare`: which figure fills a cell, in which year, unit and column.

use calamine::{Reader, Xlsx};

use super::*;

const ZHUONI: &str = include_str!("../../corpus/panel/zhuoni-2032.txt");
const ZHUONI_NEXT: &str = include_str!("../../corpus/panel/zhuoni-2033.txt");
const GULOU: &str = include_str!("../../corpus/panel/gulou-district.txt");

/// The lines of a panel in long form, of the files given.
fn long(files: &[(&str, &str)], args: &[&str]) -> Vec<HashMap<String, String>> {
    let home = folder(files);
    let args = [&["compare", ".", "--long", "--quiet"], args].concat();
    rows(&zhibiao(home.path(), &args).assert().code(0).get_output().stdout)
}

/// A work report of 北京市 for 2020 that says this, and plans that.
fn report(said: &str, planned: &str) -> String {
    format!(
        "北京市政府工作报告\n——2021年1月20日在北京市第十五届人民代表大会第四次会议上\n各位代表：\n\
         一、2020年工作回顾\n{said}\n二、2021年工作安排\n{planned}\n"
    )
}

#[test]
fn the_rules_by_which_a_figure_fills_a_cell() {
    // What a report says, and of what is asked: column, year, value, status, other values.
    let cases = [
        ("全市地区生产总值36102.6亿元。", "economy.gdp", "2020", "3610260000000", "A", ""),
        ("全市地区生产总值约36000亿元。", "economy.gdp", "2020", "3600000000000", "E", ""),
        ("全市地区生产总值xxxx亿元。", "economy.gdp", "2020", "", "Q", ""),
        // Exact before about, though that stands last; one the rounded form of the other.
        (
            "全市地区生产总值36102.6亿元。全市地区生产总值约36100亿元。",
            "economy.gdp",
            "2020",
            "3610260000000",
            "A",
            "",
        ),
        // The last of two.
        (
            "城镇新增就业26.1万人。全年城镇新增就业26.8万人。",
            "employment.new_urban",
            "2020",
            "268000",
            "A",
            "261000",
        ),
        // Another year's figure stands under its own year.
        ("2018年全市地区生产总值30320亿元。", "economy.gdp", "2018", "3032000000000", "A", ""),
        // What is said of a year to come is no fact.
        (
            "到2025年，全市地区生产总值超过5万亿元。",
            "economy.gdp.target",
            "2025",
            "5000000000000",
            "F",
            "",
        ),
        // A part of the region, and a difference to another place, are no figures of the region.
        ("海淀区地区生产总值8504亿元。", "economy.gdp", "2020", "-", "", ""),
        (
            "全市城镇化率高于全国1.6个百分点。",
            "population.urbanization_rate.change",
            "2020",
            "-",
            "",
            "",
        ),
    ];
    for (said, column, year, value, status, others) in cases {
        let text = report(said, "");
        let found = long(&[("a.txt", &text)], &[]);
        let cell = found.iter().find(|row| row["column"] == column && row["year"] == year);
        let Some(cell) = cell else {
            assert_eq!(value, "-", "{said}: no cell");
            continue;
        };
        let shown = ["value", "obs_status", "other_values"].map(|name| cell[name].as_str());
        assert_eq!(shown, [value, status, others], "{said}");
    }
}

#[test]
fn targets_stand_in_the_year_planned_for_and_periods_apart() {
    let text = report(
        "“十三五”时期，全市地区生产总值年均增长6.2%。",
        "今年主要预期目标是：地区生产总值增长6%以上。",
    );
    let found = long(&[("a.txt", &text)], &["--indicators", "economy.gdp"]);
    let shown: Vec<_> = found
        .iter()
        .map(|row| ["column", "year", "period", "value", "obs_status"].map(|n| row[n].as_str()))
        .collect();
    assert_eq!(
        shown,
        [
            ["economy.gdp.growth.5y", "2020", "2016-2020", "6.2", "A"],
            ["economy.gdp.growth.target", "2021", "2021", "6", "F"],
        ]
    );
}

#[test]
fn units_are_converted_and_the_original_is_kept() {
    let text = report("全市茶园面积2万公顷。", "");
    let found = long(&[("a.txt", &text)], &["--indicators", "agriculture.*"]);
    let cell = found.iter().find(|row| row["original_unit"] == "公顷").expect("a cell in 公顷");
    assert_eq!((cell["unit"].as_str(), cell["value"].as_str()), ("亩", "300000"));
    assert_eq!((cell["original_value"].as_str(), cell["raw"].as_str()), ("20000", "2万公顷"));
}

#[test]
fn qualified_figures_have_columns_of_their_own_on_request() {
    let text =
        "海淀区教育局2020年工作总结\n一、基本情况\n全区现有幼儿园41所，其中民办幼儿园12所。\n";
    let columns = |args: &[&str]| {
        let found = long(&[("a.txt", text)], args);
        found.iter().map(|row| format!("{}={}", row["column"], row["value"])).collect::<Vec<_>>()
    };
    assert_eq!(columns(&[]), ["preschool.schools=41"]);
    let all = columns(&["--qualified"]);
    assert_eq!(all, ["preschool.schools=41", "preschool.schools.民办=12"]);
}

#[test]
fn copies_and_uncertain_regions_do_not_enter() {
    let files = [
        ("a.txt", ZHUONI),
        ("b.txt", ZHUONI),
        ("c.txt", GULOU),
        ("江苏省/南京市/d.txt", GULOU),
        ("e.txt", "xx县教育局2020年工作总结\n一、基本情况\nxx县教育工作有序，xx县有幼儿园41所。\n"),
    ];
    let home = folder(&files);
    let args = ["compare", ".", "--indicators", "economy.gdp", "--names", "id"];
    let assert = zhibiao(home.path(), &args).assert().code(0);
    let found = rows(&assert.get_output().stdout);
    let mut codes = column(&found, "region_code");
    codes.dedup();
    // d.txt repeats c.txt, so neither the one without a region nor the copy enters.
    assert_eq!(codes, ["623022"]);
    let told = told(assert);
    assert!(told.contains("c.txt: not in the panel: several regions are called so"), "{told}");
    assert!(told.contains("e.txt: not in the panel: its region is masked"), "{told}");
    assert!(told.contains("1 present, 0 cut, 0 masked, 2 copy, 2 unplaced"), "{told}");
}

#[test]
fn the_folder_tells_which_of_several_districts_it_is() {
    let found = long(&[("江苏省/南京市/a.txt", GULOU)], &["--indicators", "economy.gdp"]);
    let place = ["region_code", "region", "province", "prefecture"].map(|n| found[0][n].as_str());
    assert_eq!(place, ["320106", "鼓楼区", "江苏省", "南京市"]);
}

#[test]
fn what_the_user_states_of_a_report_wins() {
    let metadata = "path,region,year,note\na.txt,海淀区,2019,mine\nnone.txt,海淀区,2019,\n";
    let home = folder(&[("in/a.txt", GULOU), ("m.csv", metadata)]);
    let args = ["extract", "in", "--metadata", "m.csv", "-t", "documents"];
    let assert = zhibiao(home.path(), &args).assert().code(0);
    let found = rows(&assert.get_output().stdout);
    let names = ["region_code", "year", "region_source", "year_source", "region_conflict"];
    let shown = names.map(|name| found[0][name].as_str());
    assert_eq!(shown, ["110108", "2019", "metadata", "metadata", ""]);
    assert!(told(assert).contains("m.csv: none.txt: no such report is read"));
    for (table, message) in [
        ("region\nx\n", "no column path"),
        ("path,region,year\na,b,last\n", "line 2: last is no year"),
        ("path,year\na,2019\na,2020\n", "line 3: a stands twice"),
    ] {
        fs::write(home.path().join("m.csv"), table).unwrap();
        let told = told(zhibiao(home.path(), &args).assert().code(2));
        assert!(told.contains(message), "{told}");
    }
}

#[test]
fn masked_approximate_and_conflicting_cells_are_told_apart() {
    let home = folder(&[("a.txt", ZHUONI), ("b.txt", ZHUONI_NEXT)]);
    let wanted = "economy.gdp,fiscal.general_budget_revenue,fiscal.tax_cuts,employment.new_urban";
    let args = [
        "compare",
        ".",
        "--indicators",
        wanted,
        "--aspect",
        "level",
        "--names",
        "id",
        "--modality",
        "actual",
        "--quiet",
        "--output",
        "panel.csv",
    ];
    zhibiao(home.path(), &args).assert().code(0);
    let found = table(home.path(), "panel");
    assert_eq!(column(&found, "year"), ["2031", "2032"]);
    assert_eq!(column(&found, "economy.gdp"), ["4260000000", "4510000000"]);
    assert_eq!(column(&found, "fiscal.general_budget_revenue"), ["235000000", ""]);
    assert_eq!(column(&found, "masked"), ["", "fiscal.general_budget_revenue"]);
    assert_eq!(column(&found, "approximate"), ["fiscal.tax_cuts", "fiscal.tax_cuts"]);
    assert_eq!(column(&found, "conflicting"), ["employment.new_urban", ""]);
    assert_eq!(names(home.path()), ["a.txt", "b.txt", "panel.csv"], "a temporary file is left");
}

#[test]
fn derived_columns_are_computed_of_the_others() {
    let files = [("a.txt", ZHUONI), ("b.txt", ZHUONI_NEXT), ("江苏省/南京市/c.txt", GULOU)];
    let derive = ["--indicators", "economy.gdp", "--derive", "growth,rank,median-gap,target-gap"];
    let found = long(&files, &derive);
    let value = |code: &str, year: &str, column: &str| {
        let own = |row: &&HashMap<String, String>| {
            (&*row["region_code"], &*row["year"], &*row["column"]) == (code, year, column)
        };
        found.iter().find(own).map_or("-", |row| row["value"].as_str())
    };
    // 45.1 / 42.6 − 1
    assert_eq!(value("623022", "2032", "economy.gdp/growth"), "5.8685");
    assert_eq!(value("623022", "2031", "economy.gdp/growth"), "-");
    assert_eq!(value("623022", "2031", "economy.gdp/rank"), "2");
    assert_eq!(value("320106", "2031", "economy.gdp/rank"), "1");
    // (960 − 42.6) / 2
    assert_eq!(value("320106", "2031", "economy.gdp/median-gap"), "45870000000");
    // 6.1 % reached of about 6.5 %.
    assert_eq!(value("623022", "2032", "economy.gdp.growth/target-gap"), "-0.4");
}

#[test]
fn json_lines_hold_the_same_panel() {
    let home = folder(&[("a.txt", ZHUONI)]);
    let args = ["compare", "a.txt", "--names", "id", "-q", "-o", "p.jsonl", "-i", "economy.gdp"];
    zhibiao(home.path(), &args).assert().code(0);
    let text = fs::read_to_string(home.path().join("p.jsonl")).unwrap();
    let lines: Vec<serde_json::Value> =
        text.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(lines.len(), 2);
    assert_eq!(lines[0]["economy.gdp"], 4_260_000_000_i64);
    assert_eq!(lines[1]["economy.gdp"], serde_json::Value::Null, "not stated is never zero");
}

/// Categories, of which the first holds the other two.
const CATEGORIES: &str =
    r#"{"就业": {"减负": ["减税降费"], "服务": ["招聘*", "就业"]}, "ai": ["人工智能"]}"#;

#[test]
fn words_of_categories_are_counted_by_region_and_year() {
    let bureau =
        "卓尼县教育局2031年工作总结\n一、工作开展情况\n减税降费政策落实，人工智能课程开设。\n";
    let files = [
        ("in/a.txt", ZHUONI),
        ("in/b.txt", ZHUONI_NEXT),
        ("in/copy.txt", ZHUONI),
        ("in/unplaced.txt", GULOU),
        ("bureau.txt", bureau),
        ("c.json", CATEGORIES),
    ];
    let home = folder(&files);
    let counted = |paths: &[&str], args: &[&str]| {
        let args = [&["compare", "--names", "id", "-i", "economy.gdp", "-q"], paths, args].concat();
        rows(&zhibiao(home.path(), &args).assert().code(0).get_output().stdout)
    };
    let of = ["--categories", "c.json"];
    let found = counted(&["in"], &of);
    assert_eq!(column(&found, "year"), ["2031", "2032", "2033"]);
    // Not counted twice for the copy; 减税降费 is one word, and one of the category above too. In 2033
    // there is a target and no report.
    assert_eq!(column(&found, "words.就业"), ["7", "3", ""]);
    assert_eq!(column(&found, "words.就业.减负"), ["2", "1", ""]);
    assert_eq!(column(&found, "words.ai"), ["0", "0", ""]);
    assert_eq!(column(&found, "words.ai/percent"), ["0", "0", ""]);
    // As `terms` counts them.
    let args = ["terms", "in/a.txt", "--categories", "c.json", "-q"];
    let terms = rows(&zhibiao(home.path(), &args).assert().code(0).get_output().stdout);
    assert_eq!(terms[0]["count"], found[0]["words.就业"]);
    assert_eq!(terms[0]["percent"], found[0]["words.就业/percent"]);
    // A report without any figure asked for has its row.
    assert_eq!(column(&counted(&["bureau.txt"], &of), "words.ai"), ["1"]);
    // One without a year of its own is told.
    let plan = "卓尼县教育局“十四五”工作总结\n一、工作回顾\n“十四五”时期，就业稳定。\n";
    fs::write(home.path().join("plan.txt"), plan).unwrap();
    let args = ["compare", "plan.txt", "--categories", "c.json"];
    let told = told(zhibiao(home.path(), &args).assert().code(0));
    assert!(
        told.contains("plan.txt: no single year is certain; its words are not counted"),
        "{told}"
    );
    // Two reports of one region and year are added up, and the share is of all their words.
    let both = counted(&["in", "bureau.txt"], &of);
    let totals = ["in/a.txt", "bureau.txt"].map(|path| {
        let args = ["terms", path, "--categories", "c.json", "-q"];
        let terms = rows(&zhibiao(home.path(), &args).assert().code(0).get_output().stdout);
        terms[0]["total"].parse::<f64>().unwrap()
    });
    assert_eq!(both[0]["words.就业.减负"], "3");
    let share: f64 = both[0]["words.就业.减负/percent"].parse().unwrap();
    assert!((share - 300.0 / (totals[0] + totals[1])).abs() < 1e-11, "{share}");
    // A line to a count, without evidence, in the years asked for, whatever the number of threads.
    let args = ["--categories", "c.json", "--long", "--years", "2032", "--derive", "growth"];
    let long = counted(&["in"], &args);
    assert_eq!(long, counted(&["in"], &[&args[..], &["--jobs", "3"]].concat()));
    let line = long.iter().find(|row| row["column"] == "words.就业.服务").unwrap();
    let names = ["name", "short", "unit", "obs_status", "value", "year", "suspect", "sentence"];
    let shown = names.map(|name| line[name].as_str());
    assert_eq!(shown, ["就业.服务词频", "words_3", "次", "A", "2", "2032", "", ""]);
}

#[test]
fn every_format_holds_the_counts_of_words() {
    let home = folder(&[("a.txt", ZHUONI), ("c.json", CATEGORIES)]);
    for file in ["p.xlsx", "p.dta", "p.jsonl", "p.csv"] {
        let args = ["compare", "a.txt", "--categories", "c.json", "-q", "-o", file];
        zhibiao(home.path(), &args).assert().code(0);
    }
    let csv = table(home.path(), "p");
    assert_eq!(csv[0]["就业.减负词频 (次)"], "2");
    let json = fs::read_to_string(home.path().join("p.jsonl")).unwrap();
    let line: serde_json::Value = serde_json::from_str(json.lines().next().unwrap()).unwrap();
    assert_eq!(line["就业.减负词频 (次)"], 2);
    let args = ["compare", "a.txt", "--categories", "c.json", "-q", "-f", "sdmx-csv"];
    let assert = zhibiao(home.path(), &args).assert().code(0);
    let sdmx = String::from_utf8(assert.get_output().stdout.clone()).unwrap();
    assert!(sdmx.contains("A,623022,words_2,2031,2,次,A,"), "{sdmx}");
    let dta = fs::read(home.path().join("p.dta")).unwrap();
    let has = |text: &str| dta.windows(text.len()).any(|bytes| bytes == text.as_bytes());
    assert!(has("words_2_sh") && has("words_ai") && has("就业.减负词频占比 (%)"));
    let mut book: Xlsx<_> = calamine::open_workbook(home.path().join("p.xlsx")).unwrap();
    let sheet = book.worksheet_range("Panel").unwrap();
    let at = sheet.rows().next().unwrap().iter().position(|head| *head == "就业.减负词频 (次)");
    assert_eq!(sheet.rows().nth(1).unwrap()[at.unwrap()], 2.0);
}

#[test]
fn the_number_of_threads_changes_nothing() {
    let home = folder(&[("a.txt", ZHUONI), ("b.txt", ZHUONI_NEXT), ("江苏省/南京市/c.txt", GULOU)]);
    let run = |jobs: &str| {
        let args = ["compare", ".", "--long", "--jobs", jobs];
        zhibiao(home.path(), &args).assert().code(0).get_output().stdout.clone()
    };
    assert_eq!(run("1"), run("4"));
}

#[test]
fn a_wrong_call_is_told_with_its_mend() {
    let home = folder(&[("a.txt", ZHUONI)]);
    for (args, message) in [
        (&["--output", "p.doc"][..], "no format is called so; end it in one of csv, jsonl"),
        (&["--indicators", "economy.nothing"], "no such indicator"),
        (&["--regions", "鼓楼区"], "not the name of one region"),
        (&["--years", "2020-2015"], "no year"),
        (&["--output", "a.txt/p.csv"], "cannot be written"),
        (&["--output", "a.txt", "--format", "csv"], "a.txt: is read by this run"),
        (&["--categories", "no.json"], "no.json"),
    ] {
        let args = [&["compare", "a.txt"], args].concat();
        let told = told(zhibiao(home.path(), &args).assert().code(2));
        assert!(told.contains(message), "{told}");
    }
    assert_eq!(names(home.path()), ["a.txt"]);
}
