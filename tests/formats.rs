//! The files for statistics programs, read back by the programs they are for.

use std::fs::{self, File};
use std::io::{BufWriter, Cursor};
use std::process::Command;

mod python;

use calamine::{Data, Reader, Xlsx};
use zhibiao::observation::{Aspect, Modality};
use zhibiao::panel::{
    Cell, Column, Conflict, Coverage, Evidence, Names, ObsStatus, Panel, Place, Row, State, Stated,
    Suspicion,
};
use zhibiao::region::RegionLevel;
use zhibiao::table::{Layout, Shape};
use zhibiao::workbook::{About, Workbook};
use zhibiao::{Analyzer, sdmx, stata};

use python::python;

fn evidence(value: Option<&str>, raw: &str, line: usize) -> Evidence {
    Evidence {
        source: "in/清水县2023.txt".into(),
        report: "in/清水县2023.txt".into(),
        id: format!("in/清水县2023.txt#q{line}"),
        value: value.map(|value| value.parse().unwrap()),
        unit: "元".into(),
        raw: raw.into(),
        period: "2023".into(),
        dated: line != 3,
        sentence: format!("全县完成{raw}。"),
        line,
        start: 4,
        end: 9,
    }
}

fn cell(status: ObsStatus, value: Option<&str>, raw: &str, line: usize) -> Option<Box<Cell>> {
    Some(Box::new(Cell {
        status,
        value: value.map(|value| value.parse().unwrap()),
        value_max: None,
        evidence: Some(evidence(value, raw, line)),
        conflict: None,
        suspect: None,
    }))
}

fn column(id: &str, short: &str, name: &str, unit: &str) -> Column {
    Column {
        id: id.into(),
        short: short.into(),
        indicator: id.into(),
        name: name.into(),
        name_en: id.replace('.', " "),
        unit: unit.into(),
        aspect: Aspect::Level,
        modality: Modality::Actual,
        qualifiers: Vec::new(),
        years: 1,
        derived: None,
    }
}

/// Two regions and two years with one cell of every kind.
fn panel() -> Panel {
    let place = |code: &str, name: &str| Place {
        code: code.into(),
        name: name.into(),
        level: RegionLevel::County,
        province: "甘肃省".into(),
        prefecture: "天水市".into(),
    };
    let (here, there) = (place("620521", "清水县"), place("010203", "某县"));
    let coverage = |place: Option<&Place>, year, state, why: &str| Coverage {
        source: format!("in/{}.txt", place.map_or("x", |place| &place.name)).into(),
        report: "r".into(),
        place: place.cloned(),
        region: place.map_or("鼓楼区", |place| &place.name).into(),
        year: Some(year),
        state,
        why: why.into(),
    };
    let gdp = cell(ObsStatus::Normal, Some("167312345678.25"), "1673.1亿元", 1);
    let mut doubtful = cell(ObsStatus::Normal, Some("5"), "5元", 2);
    if let Some(cell) = &mut doubtful {
        cell.suspect = Some(Suspicion::Range);
    }
    let mut disputed = cell(ObsStatus::Approximate, Some("97.25"), "97.25%左右", 3);
    if let Some(cell) = &mut disputed {
        cell.conflict = Some(0);
    }
    let values = [("97.25", 3), ("96", 8)].map(|(value, line)| Stated {
        value: value.parse().unwrap(),
        status: ObsStatus::Normal,
        evidence: evidence(Some(value), value, line),
    });
    let mut long = column("economy.gdp.five", "economy_gdp_five", "五年生产总值", "元");
    long.years = 5;
    Panel {
        columns: vec![
            column("economy.gdp", "economy_gdp", "地区生产总值", "元"),
            column("preschool.rate", "preschool_rate", "毛入园率", "%"),
            long,
        ],
        rows: vec![
            Row {
                place: there.clone(),
                year: 2023,
                cells: vec![doubtful, cell(ObsStatus::Masked, None, "xx.x%", 5), None],
            },
            Row { place: here.clone(), year: 2022, cells: vec![None, None, None] },
            Row {
                place: here.clone(),
                year: 2023,
                cells: vec![gdp, disputed, cell(ObsStatus::Forecast, Some("0"), "0元", 6)],
            },
            Row { place: there.clone(), year: 2024, cells: vec![None, None, None] },
        ],
        conflicts: vec![Conflict { row: 2, column: 1, values: values.to_vec() }],
        coverage: vec![
            coverage(Some(&here), 2022, State::Cut, "此处隐藏7104字"),
            coverage(Some(&here), 2023, State::Present, ""),
            coverage(Some(&there), 2023, State::Present, ""),
            coverage(None, 2023, State::Unplaced, "七个地方同名"),
        ],
    }
}

#[test]
fn stata_reads_values_labels_and_why_one_is_missing() {
    let home = tempfile::tempdir().unwrap();
    let file = BufWriter::new(File::create(home.path().join("panel.dta")).unwrap());
    stata::write(Layout::new(&panel(), Shape::Wide, Names::Zh), file).unwrap();
    let script = r#"
import pandas
from pandas.io.stata import StataReader, StataMissingValue
rows = pandas.read_stata("panel.dta", convert_missing=True)
for row in rows.itertuples(index=False):
    print("|".join(str(value) for value in row))
with StataReader("panel.dta") as reader:
    for name, label in reader.variable_labels().items():
        print(name, label)
    print(reader.data_label)
"#;
    let Some(told) = python(home.path(), "pandas", script) else {
        return;
    };
    let expected = "\
010203|某县|county|甘肃省|天水市|2023|present|5.0|.x|.n
620521|清水县|county|甘肃省|天水市|2022|cut|.t|.t|.t
620521|清水县|county|甘肃省|天水市|2023|present|167312345678.25|.c|0.0
010203|某县|county|甘肃省|天水市|2024||.|.|.
region_code 行政区划代码
region 地区
region_level 级别
province 省份
prefecture 地市
year 年份
report_state 报告状况
economy_gdp 地区生产总值 (元)
preschool_rate 毛入园率 (%)
economy_gdp_five 五年生产总值 (元)
.x masked .n not stated .t report cut .c conflict .s suspect . no report
";
    assert_eq!(told, expected);
}

#[test]
fn stata_reads_the_long_form() {
    let home = tempfile::tempdir().unwrap();
    let file = BufWriter::new(File::create(home.path().join("long.dta")).unwrap());
    stata::write(Layout::new(&panel(), Shape::Long, Names::Zh), file).unwrap();
    let script = r#"
import pandas
rows = pandas.read_stata("long.dta", convert_missing=True)
shown = rows[["region_code", "year", "short", "value", "obs_status", "conflict", "line", "sentence"]]
for row in shown.itertuples(index=False):
    print("|".join(str(value) for value in row))
"#;
    let Some(told) = python(home.path(), "pandas", script) else {
        return;
    };
    let expected = "\
010203|2023|economy_gdp|5.0|A|0|2|全县完成5元。
010203|2023|preschool_rate|.x|Q|0|5|全县完成xx.x%。
620521|2023|economy_gdp|167312345678.25|A|0|1|全县完成1673.1亿元。
620521|2023|preschool_rate|97.25|E|1|3|全县完成97.25%左右。
620521|2023|economy_gdp_five|0.0|F|0|6|全县完成0元。
";
    assert_eq!(told, expected);
}

#[test]
fn sdmx_has_one_line_per_observation() {
    let mut out = Vec::new();
    sdmx::write(&panel(), &mut out).unwrap();
    let text = String::from_utf8(out).unwrap();
    let key = "dataflow,ZHIBIAO:PANEL(1.0.0),I,A";
    let expected = [
        "STRUCTURE,STRUCTURE_ID,ACTION,FREQ,REF_AREA,INDICATOR,TIME_PERIOD,OBS_VALUE,UNIT_MEASURE,\
         OBS_STATUS,COMMENT_OBS"
            .to_owned(),
        format!("{key},010203,economy_gdp,2023,5,元,A,全县完成5元。"),
        format!("{key},010203,preschool_rate,2023,,%,Q,全县完成xx.x%。"),
        format!("{key},620521,economy_gdp,2023,167312345678.25,元,A,全县完成1673.1亿元。"),
        format!("{key},620521,preschool_rate,2023,97.25,%,E,全县完成97.25%左右。"),
        format!("{key},620521,economy_gdp_five,2019-01-01/P5Y,0,元,F,全县完成0元。"),
    ];
    assert_eq!(text, expected.map(|line| line + "\r\n").concat());
}

#[test]
fn pysdmx_reads_sdmx_csv() {
    let home = tempfile::tempdir().unwrap();
    sdmx::write(&panel(), File::create(home.path().join("panel.csv")).unwrap()).unwrap();
    let script = r#"
from pysdmx.io import read_sdmx
[data] = read_sdmx("panel.csv", validate=False).data
print(data.structure)
rows = data.data[data.data["REF_AREA"] == "620521"]
for row in rows[["INDICATOR", "TIME_PERIOD", "OBS_VALUE", "OBS_STATUS"]].itertuples(index=False):
    print(*row, sep="|")
print(list(data.data["OBS_STATUS"]))
"#;
    let Some(told) = python(home.path(), "pysdmx, pandas", script) else {
        return;
    };
    let expected = "\
Dataflow=ZHIBIAO:PANEL(1.0.0)
economy_gdp|2023|167312345678.25|A
preschool_rate|2023|97.25|E
economy_gdp_five|2019-01-01/P5Y|0|F
['A', 'Q', 'A', 'E', 'F']
";
    assert_eq!(told, expected);
}

/// The workbook of the panel above, with the rows of one report.
fn workbook() -> Vec<u8> {
    let analyzer = Analyzer::new().unwrap();
    let text = "清水县2023年工作总结\n地区生产总值1673.1亿元，在校生xx人，落实立德树人根本任务。\n";
    let report = analyzer.report("=in/a.txt", text);
    let analysis = analyzer.analyze(&report);
    let read = Box::new(zhibiao::corpus::Read::new(report, analysis));
    let entry = zhibiao::corpus::Entry {
        source: "=in/a.txt".into(),
        report: "=in/a.txt".into(),
        input: None,
        result: Ok(read),
    };
    let call = vec!["compare".to_owned(), "in".to_owned()];
    let about = About { call, dictionary: analyzer.dictionary().hash().into() };
    let mut workbook = Workbook::new(about).unwrap();
    workbook.add(&entry, |_| true).unwrap();
    let mut out = Cursor::new(Vec::new());
    let told = workbook.finish(&panel(), Names::Zh, analyzer.dictionary(), &mut out).unwrap();
    assert!(told.is_empty(), "{told:?}");
    out.into_inner()
}

/// The rows of a sheet, cells in words.
fn sheet(book: &mut Xlsx<Cursor<Vec<u8>>>, name: &str) -> Vec<Vec<String>> {
    let range = book.worksheet_range(name).unwrap();
    range.rows().map(|row| row.iter().map(Data::to_string).collect()).collect()
}

#[test]
fn a_workbook_holds_the_panel_and_what_it_rests_on() {
    let mut book = Xlsx::new(Cursor::new(workbook())).unwrap();
    assert_eq!(
        book.sheet_names(),
        [
            "Panel",
            "Coverage",
            "Observations",
            "Conflicts",
            "Placeholders",
            "Findings",
            "Slogans",
            "Codebook",
            "About"
        ]
    );
    let rows = sheet(&mut book, "Panel");
    let shown: Vec<String> = rows.iter().map(|row| row.join("|")).collect();
    assert_eq!(
        shown,
        [
            "代码|地区|年份|级别|省份|地市|地区生产总值 (元)|毛入园率 (%)|五年生产总值 (元)",
            "010203|某县|2023|county|甘肃省|天水市|5|xx.x%|",
            "620521|清水县|2022|county|甘肃省|天水市|||",
            "620521|清水县|2023|county|甘肃省|天水市|167312345678.25|97.25|0",
            "010203|某县|2024|county|甘肃省|天水市|||",
        ]
    );
    let cell = book.worksheet_range("Panel").unwrap().get_value((3, 6)).cloned();
    assert_eq!(cell, Some(Data::Float(167_312_345_678.25)), "a number, not words");
    assert_eq!(
        sheet(&mut book, "Coverage"),
        [
            ["代码", "地区", "2022", "2023", "—"],
            ["010203", "某县", "", "present", ""],
            ["620521", "清水县", "cut", "present", ""],
            ["", "鼓楼区", "", "unplaced", ""],
        ]
    );
    let conflicts = sheet(&mut book, "Conflicts");
    assert_eq!(conflicts.len(), 3);
    assert_eq!(conflicts[1][6..9], ["毛入园率 (%)", "true", "97.25"]);
    assert_eq!(conflicts[2][6..9], ["毛入园率 (%)", "false", "96"]);
    for (name, rows) in [("Observations", 2), ("Placeholders", 1), ("Slogans", 1)] {
        let found = sheet(&mut book, name);
        assert_eq!(found.len(), rows + 1, "{name}");
        assert_eq!(found[1][0], "=in/a.txt", "words, not a formula");
    }
    let codebook = sheet(&mut book, "Codebook");
    assert!(codebook.iter().any(|row| row[1] == "economy.gdp" && row[4] == "economy_gdp"));
    assert!(codebook.iter().any(|row| row[..2] == ["Observations", "sentence"]));
    let about = sheet(&mut book, "About");
    assert!(about.contains(&vec!["call".to_owned(), "zhibiao compare in".to_owned()]));
    assert!(about.iter().any(|row| row[0] == "masked"), "the legend");
}

#[test]
fn a_workbook_is_the_same_each_time() {
    assert!(workbook() == workbook());
}

#[test]
fn cells_have_their_colours_and_notes() {
    let home = tempfile::tempdir().unwrap();
    fs::write(home.path().join("panel.xlsx"), workbook()).unwrap();
    let script = r##"
import openpyxl
sheet = openpyxl.load_workbook("panel.xlsx")["Panel"]
print(sheet.freeze_panes, sheet.auto_filter.ref)
for place in ["G2", "H2", "G4", "H4", "I4", "I2"]:
    cell = sheet[place]
    fill = cell.fill.fgColor.rgb if cell.fill.fill_type else "-"
    note = cell.comment.text.replace("\n", " / ") if cell.comment else "-"
    print(place, fill, cell.number_format, note, sep="|")
print(sheet["A1"].comment.text.split(":")[0], sheet.column_dimensions["G"].width > 18)
"##;
    let Some(told) = python(home.path(), "openpyxl", script) else {
        return;
    };
    let expected = "\
D2 A1:I5
G2|FFF8CBAD|#,##0|全县完成5元。 / in/清水县2023.txt, line 2: 5元 / suspect: range
H2|FFC9C9C9|General|全县完成xx.x%。 / in/清水县2023.txt, line 5: xx.x%
G4|-|0\\.00,,\"亿\"|全县完成1673.1亿元。 / in/清水县2023.txt, line 1: 1673.1亿元
H4|FFFFE699|#,##0.00|全县完成97.25%左右。 / in/清水县2023.txt, line 3: 97.25%左右 / no year in the text: that of the report / also 96: in/清水县2023.txt, line 8: 96
I4|FFE2EFDA|#,##0|全县完成0元。 / in/清水县2023.txt, line 6: 0元
I2|-|General|-
masked True
";
    assert_eq!(told, expected);
}

/// LibreOffice, where it is installed; `ZHIBIAO_SOFFICE` names another one.
#[test]
#[expect(clippy::print_stderr, reason = "a test that was skipped must not look like one that ran")]
fn libreoffice_opens_a_workbook() {
    let home = tempfile::tempdir().unwrap();
    fs::write(home.path().join("panel.xlsx"), workbook()).unwrap();
    let soffice = std::env::var("ZHIBIAO_SOFFICE").unwrap_or_else(|_| "soffice".into());
    let profile = format!("-env:UserInstallation=file://{}/profile", home.path().display());
    let convert = || {
        let mut command = Command::new(&soffice);
        // UTF-8, cells as they are shown.
        let csv = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true";
        command.current_dir(home.path()).args([&profile, "--headless", "--convert-to", csv]);
        command.arg("panel.xlsx").output()
    };
    // Its first start may only make the profile.
    let output = match convert().and_then(|_| convert()) {
        Ok(output) => output,
        Err(_) => return eprintln!("skipped: no {soffice}; ZHIBIAO_SOFFICE may name one"),
    };
    let told = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success() && told.is_empty(), "{told}");
    let csv = fs::read_to_string(home.path().join("panel.csv")).unwrap();
    assert!(csv.contains("620521,清水县,2023,county,甘肃省,天水市,1673.12亿,97.25,0"), "{csv}");
}
