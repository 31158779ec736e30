//! Yields the tests of `compare` as files for other programs.

use super::*;

/// Two reports of one county: one with two values for one indicator, one masked.
const REPORTS: [(&str, &str); 2] = [
    (
        "in/2031.txt",
        "卓尼县2031年国民经济和社会发展统计公报\n一、综合\n全年全县地区生产总值42.6亿元，城镇新增就业1120人。\
         城镇新增就业1180人。\n",
    ),
    (
        "in/2032.txt",
        "卓尼县2032年国民经济和社会发展统计公报\n一、综合\n全年全县地区生产总值约45.1亿元，城镇新增就业xxxx人。\n",
    ),
];

fn compare(home: &Path, args: &[&str]) -> assert_cmd::assert::Assert {
    zhibiao(home, &[&["compare", "in", "-q"], args].concat()).assert()
}

#[test]
fn a_name_says_the_format() {
    let home = folder(&REPORTS);
    let begins = |name: &str, magic: &[u8]| {
        compare(home.path(), &["-o", name]).code(0);
        let bytes = fs::read(home.path().join(name)).unwrap();
        assert!(bytes.starts_with(magic), "{name}: {:?}", bytes.get(..20));
    };
    begins("p.xlsx", b"PK\x03\x04");
    begins("p.dta", b"<stata_dta><header><release>118<");
    begins("p.csv", "\u{feff}region_code,".as_bytes());
    begins("P.JSONL", b"{\"region_code\":");
    #[cfg(feature = "parquet")]
    begins("p.parquet", b"PAR1");
    compare(home.path(), &["-o", "p.csv", "-f", "sdmx-csv"]).code(0);
    let text = fs::read_to_string(home.path().join("p.csv")).unwrap();
    assert!(text.starts_with("STRUCTURE,STRUCTURE_ID,ACTION,"), "{text}");
    assert!(text.contains(",623022,economy_gdp,2032,4510000000,元,E,"), "{text}");
}

#[test]
fn what_cannot_be_written_is_told_with_the_mend() {
    let home = folder(&REPORTS);
    for (args, says) in [
        (&["-f", "xlsx"][..], "xlsx is no text; name a file with --output"),
        (&["-o", "p.xlsx", "--long"], "leave --long out"),
        (&["-o", "p.sav"], "p.sav: no format is called so; end it in one of csv, jsonl, xlsx, dta"),
        (&["-o", "in/2031.txt/p.dta"], "in/2031.txt/p.dta: cannot be written"),
        #[cfg(not(feature = "parquet"))]
        (&["-o", "p.parquet"], "--features parquet"),
    ] {
        let told = told(compare(home.path(), args).code(2));
        assert!(told.contains(says), "{told}");
        assert_eq!(names(home.path()), ["in"]);
    }
}

#[test]
fn files_are_the_same_with_any_number_of_threads() {
    let home = folder(&REPORTS);
    for name in ["p.xlsx", "p.dta"] {
        // The call stands in the workbook; it must not differ.
        let written = |jobs| {
            let mut zhibiao = zhibiao(home.path(), &["compare", "in", "-q", "-o", name]);
            zhibiao.env("RAYON_NUM_THREADS", jobs).assert().code(0);
            fs::read(home.path().join(name)).unwrap()
        };
        assert!(written("1") == written("4"), "{name}");
    }
}

#[test]
fn corrections_reach_the_panel() {
    let home = folder(&REPORTS);
    let extract =
        zhibiao(home.path(), &["extract", "in", "-t", "indicators", "-q"]).assert().code(0);
    let rows = rows(&extract.get_output().stdout);
    let row = rows.iter().find(|row| row["raw"] == "1180人").unwrap();
    let fixes = format!(
        "report,start,end,column,value,who,why\nin/2031.txt,{},{},value,1120,李工,笔误\nin/x.txt,0,1,value,1,李工,\n",
        row["start"], row["end"]
    );
    fs::write(home.path().join("fixes.csv"), fixes).unwrap();
    let conflicting = |args: &[&str], code| {
        let args = [&["-i", "employment.new_urban"], args].concat();
        let assert = compare(home.path(), &args).code(code);
        super::rows(&assert.get_output().stdout)[0]["conflicting"].clone()
    };
    assert!(!conflicting(&[], 0).is_empty());
    assert_eq!(conflicting(&["--corrections", "fixes.csv"], 2), "", "applied, and one refused");
}
