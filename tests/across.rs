//! Checks across reports: what they find in a twin, that a changed number is told, and that the order
//! of the input decides nothing but which of two is called the first.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use proptest::prelude::*;
use zhibiao::across::{Summary, findings};
use zhibiao::audit::Located;
use zhibiao::{Analyzer, Report};

thread_local! {
    static ANALYZER: Analyzer = Analyzer::new().unwrap();
}

/// What is found across these reports, given as path and text.
fn across(reports: &[(&str, String)]) -> Vec<Located> {
    ANALYZER.with(|analyzer| {
        let reports: Vec<Report> =
            reports.iter().map(|(source, text)| analyzer.report(source, text)).collect();
        let of =
            |report: &Report| Summary::of(report, &analyzer.analyze(report), analyzer.dictionary());
        let summaries: Vec<Summary> = reports.iter().map(of).collect();
        let reread = |source: &str| reports.iter().find(|report| report.source == source).cloned();
        findings(&summaries, &reread, analyzer.dictionary())
    })
}

fn sample(name: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus").join(name);
    fs::read_to_string(path).unwrap()
}

/// `report rule found` of the findings of these rules.
fn told(found: &[Located], rules: &[&str]) -> Vec<String> {
    let of_rules = found.iter().filter(|f| rules.contains(&f.note.id.as_str()));
    of_rules.map(|f| format!("{} {} {}", f.report, f.note.id, f.found)).collect()
}

#[test]
fn an_unmasked_twin_offers_what_the_masks_hide() {
    let (whole, masked) = (sample("qingxi-2023.txt"), sample("qingxi-2023-masked.txt"));
    let found = across(&[("whole", whole), ("masked", masked)]);
    let offers: Vec<&Located> =
        found.iter().filter(|f| f.note.id == "duplicate.candidate").collect();
    assert!(offers.len() > 130, "only {} masks have a candidate", offers.len());
    assert!(offers.iter().all(|f| &*f.report == "masked"));
    let wants = |mask: &str, words: &str| {
        let fits = |f: &&Located| f.found == mask && f.expected.starts_with(&format!("{words} ("));
        assert!(offers.iter().any(fits), "{mask} is not offered {words}");
    };
    wants("xx.xx", "98.53");
    wants("xxxxx", "41286");
    wants("xxxx", "2023");
    wants("xx", "青溪");
    assert_eq!(told(&found, &["duplicate.near"]), ["masked duplicate.near whole"]);
}

#[test]
fn two_years_of_one_county() {
    let found = across(&[("2023", sample("qingxi-2023.txt")), ("2024", sample("qingxi-2024.txt"))]);
    let expected = [
        "2024 trend.growth -7.5%",
        "2024 target.missed 99.38%",
        "2024 trend.before 96.6%",
        "2024 trend.restated 41268人",
        "2024 trend.copied 2023 line 23",
    ];
    let rules = [
        "trend.growth",
        "trend.before",
        "trend.restated",
        "trend.copied",
        "trend.jump",
        "target.met",
        "target.missed",
    ];
    assert_eq!(told(&found, &rules), expected);
}

#[test]
fn a_file_that_is_named_after_another_region_or_year() {
    let text = "池州市政府工作报告(2016年1月6日)\n一、2015年工作回顾\n地区生产总值增长8.5%。";
    for (source, rules) in [
        ("o-沧州市-2016.md", vec!["duplicate.misfiled"]),
        ("o-池州市-2016.md", vec![]),
        ("安徽省/池州市/2016.md", vec![]),
        ("o-安徽省池州市-2016.md", vec![]),
        ("o-安徽省-2016.md", vec![]),
        ("o-池州市-2013.md", vec!["duplicate.file_year"]),
        ("o-池州市-2015.md", vec![]),
        ("报告-7.md", vec![]),
    ] {
        let found = across(&[(source, text.to_owned())]);
        let ids: Vec<&str> = found.iter().map(|f| f.note.id.as_str()).collect();
        assert_eq!(ids, rules, "{source}");
    }
}

#[test]
fn a_leader_and_its_followers_are_one_cluster() {
    let text = sample("qingxi-2023.txt");
    let reports: Vec<(&str, String)> =
        ["a", "b", "c"].into_iter().map(|name| (name, text.clone())).collect();
    let found = across(&reports);
    assert_eq!(told(&found, &["duplicate.near"]), ["b duplicate.near a", "c duplicate.near a"]);
    assert!(found.iter().any(|f| f.message.contains("cluster of 3")));
    assert!(told(&found, &["duplicate.number", "duplicate.passages"]).is_empty());
}

/// The numbers of a report that stand alone: their places and their digits.
fn numbers(text: &str) -> Vec<(usize, usize)> {
    let mut found = Vec::new();
    let mut start = None;
    for (at, c) in text.char_indices().chain([(text.len(), ' ')]) {
        match (start, c.is_ascii_digit() || c == '.') {
            (None, true) => start = Some(at),
            (Some(from), false) => {
                found.push((from, at));
                start = None;
            }
            _ => {}
        }
    }
    // The title's years say which year a report is of.
    found.retain(|&(from, to)| from > 200 && !text[from..to].contains("20"));
    found
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn a_changed_number_of_a_twin_is_told(pick in any::<prop::sample::Index>(), digit in 1u8..9) {
        let text = sample("qingxi-2023.txt");
        let all = numbers(&text);
        let (from, to) = all[pick.index(all.len())];
        let old = text[from..to].chars().next_back().unwrap();
        let new = char::from(b'0' + (old as u8 - b'0' + digit) % 10);
        let changed = format!("{}{new}{}", &text[..to - 1], &text[to..]);
        let found = across(&[("one", text.clone()), ("two", changed.clone())]);
        let found = told(&found, &["duplicate.number"]);
        prop_assert_eq!(found, [format!("two duplicate.number {}", &changed[from..to])]);
    }

    #[test]
    fn the_order_decides_only_which_is_the_first(swaps in any::<[prop::sample::Index; 4]>()) {
        let whole = sample("qingxi-2023.txt");
        let mut reports = vec![
            ("2023", whole.clone()),
            ("2023-masked", sample("qingxi-2023-masked.txt")),
            ("2024", sample("qingxi-2024.txt")),
            ("county", sample("hengshan-sum-off.txt")),
            ("city", sample("linlan-city-2022.md")),
        ];
        let digest = |found: &[Located]| -> BTreeSet<String> {
            let own = |f: &&Located| !f.note.id.starts_with("duplicate.")
                || f.note.id == "duplicate.candidate";
            found.iter().filter(own).map(|f| format!("{f:?}")).collect()
        };
        let clusters = |found: &[Located]| {
            found.iter().filter(|f| f.note.id == "duplicate.near").count()
        };
        let straight = across(&reports);
        for (n, swap) in swaps.iter().enumerate() {
            let other = swap.index(reports.len());
            reports.swap(n, other);
        }
        let mixed = across(&reports);
        prop_assert_eq!(digest(&straight), digest(&mixed));
        prop_assert_eq!(clusters(&straight), clusters(&mixed));
    }
}
