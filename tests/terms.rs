//! Yields the tests of words: counted by hand, and against a reference implementation in Python.

use std::io::Write;
use std::process::{Command, Stdio};

use zhibiao::Analyzer;
use zhibiao::corpus::Read;
use zhibiao::terms::columns::TABLES;
use zhibiao::terms::discover::{Candidate, Census, Form, Sightings, Subject, Tally, sight};
use zhibiao::terms::{
    By, Categories, CategoryUnits, Per, Phrases, Place, Prose, Selection, SloganYears, Terms, Words,
};

fn reads(analyzer: &Analyzer, texts: &[(&str, &str)]) -> Vec<Read> {
    let read = |(source, text): &(&str, &str)| {
        let report = analyzer.report(source, text);
        let analysis = analyzer.analyze(&report);
        Read::new(report, analysis)
    };
    texts.iter().map(read).collect()
}

fn place(read: &Read) -> Place {
    Place::of(&read.report, &read.analysis)
}

fn terms(reads: &[Read], words: &Words) -> Terms {
    let mut terms = Terms::default();
    for read in reads {
        terms.add(place(read), words.count(&Prose::of(&read.report)));
    }
    terms
}

/// Three reports of two counties, one of which states no year.
const REPORTS: [(&str, &str); 3] = [
    ("a.txt", "四川省大竹县2021年政府工作报告\n治理污染，减少污染，发展工业。\n"),
    ("b.txt", "四川省大竹县2022年政府工作报告\n治理污染，发展教育，发展教育。\n"),
    ("c.txt", "发展工业，发展工业。\n"),
];

#[test]
fn words_are_cut_as_asked() {
    let cut = |text: &str, own: &[&str], numbers: bool| {
        let words = Words::new(own, [""; 0], numbers).unwrap();
        words.cut(text).join("/")
    };
    for (text, own, numbers, expected) in [
        ("减排、减排。", &[][..], false, "减排/减排"),
        ("毛入园率达97.25%", &[], false, "毛/入园率/达"),
        ("毛入园率达97.25%", &["毛入园率"], false, "毛入园率/达"),
        ("增长8%，Ⅲ类", &[], false, "增长/类"),
        ("增长8%", &[], true, "增长/8"),
        ("推进“5+2”模式", &["5+2"], false, "推进/5+2/模式"),
        ("共15+2个", &["5+2"], false, "共/个"),
        ("gdp与GDP", &["GDP"], false, "gdp/与/GDP"),
        // The longest of the user's words, and no word of jieba's across it.
        ("节能减排目标", &["减排", "减排目标"], false, "节能/减排目标"),
        ("……——（）", &[], false, ""),
    ] {
        assert_eq!(cut(text, own, numbers), expected, "{text}");
    }
}

#[test]
fn a_list_is_read_in_jiebas_form_too() {
    let home = tempfile::tempdir().unwrap();
    let path = home.path().join("words.txt");
    std::fs::write(&path, "\u{feff}区块链 100 n\n\n双减\nNew Energy 3\n").unwrap();
    assert_eq!(Words::list(&path).unwrap(), ["区块链", "双减", "New Energy"]);
    std::fs::write(&path, "\n \n").unwrap();
    let told = Words::list(&path).unwrap_err().to_string();
    assert!(told.contains("words.txt") && told.contains("holds no"), "{told}");
}

#[test]
fn noise_is_not_counted() {
    let analyzer = Analyzer::new().unwrap();
    let text = "首页 > 政务公开 > 工作报告\n\n# 工作总结\n\n落实[双](http://a.cn)减。\n";
    let report = analyzer.report("a.md", text);
    assert!(!report.noise.is_empty());
    let own = Words::new(["双减"], [""; 0], false).unwrap();
    let counted = own.count(&Prose::of(&report));
    assert_eq!(counted.counts.get("双减"), Some(&1));
    assert_eq!(counted.counts.get("首页"), None);
}

#[test]
fn reports_are_put_together_by_what_they_state() {
    let analyzer = Analyzer::new().unwrap();
    let terms = terms(&reads(&analyzer, &REPORTS), &Words::default());
    let keys = |by: By| {
        let units = terms.units(by);
        units.iter().map(|u| format!("{}:{}", u.group.key, u.reports)).collect::<Vec<_>>()
    };
    assert_eq!(keys(By::Report), ["a.txt:1", "b.txt:1", "c.txt:1"]);
    assert_eq!(keys(By::Corpus), ["corpus:3"]);
    assert_eq!(keys(By::Region), ["c.txt:1", "511724:2"]);
    let years: Vec<String> =
        terms.places().map(|p| p.year.map_or("none".into(), |y| y.to_string())).collect();
    assert_eq!(years[2], "none");
    let region_years = keys(By::RegionYear);
    assert_eq!(region_years.len(), 3);
    assert!(region_years[1] == format!("511724 {}:1", years[0]), "{region_years:?}");
    // Whatever the units, all words are in one of them.
    let all = |by| terms.units(by).iter().map(|u| u.totals.words).sum::<usize>();
    assert!(By::ALL.iter().all(|by| all(*by) == all(By::Report)));
}

#[test]
fn a_category_counts_each_word_once_and_those_below_it() {
    let analyzer = Analyzer::new().unwrap();
    let csv = "category,sub,term\n环境,污染,污染*\n环境,污染,污染\n环境,治理,治?\n经济,,工业\n";
    let toml = "[\"环境\"]\n\"污染\" = [\"污染*\"]\n\"治理\" = \"治?\"\n[\"经济\"]\n\"工业\" = [\"工业\"]\n";
    let categories = Categories::from_csv("c.csv", csv).unwrap();
    let names: Vec<&str> = categories.names().collect();
    assert_eq!(names, ["环境", "环境.污染", "环境.治理", "经济"]);
    assert_eq!((categories.level(0), categories.level(2)), (1, 2));
    let words = Words::new(categories.literals(), [""; 0], false).unwrap();
    let mut units = CategoryUnits::default();
    for read in reads(&analyzer, &REPORTS) {
        let counted = words.count(&Prose::of(&read.report));
        units.add(place(&read), counted.totals, categories.count(&counted));
    }
    let counts: Vec<_> = units.units(By::Report).into_iter().map(|(_, u)| u.counts).collect();
    assert_eq!(counts, [[3, 2, 1, 1], [2, 1, 1, 0], [0, 0, 0, 2]]);
    assert_eq!(Categories::from_toml("c.toml", toml).unwrap().names().count(), 5);
    for (text, why) in [
        ("[\"减排\"]", "name of a category"),
        ("{}", "no category"),
        ("{\"a\": []}", "a: holds no term"),
        ("{\"a\": [\"*\"]}", "no word in particular"),
        ("{\"a\": [\"x\"], \"a\": [\"y\"]}", "twice"),
        ("{\"a\": [1]}", "line 1"),
        ("{\"a.b\": [\"x\"], \"a\": {\"b\": [\"y\"]}}", "a.b: two categories are called so"),
    ] {
        let told = Categories::from_json("c.json", text).unwrap_err().to_string();
        assert!(told.starts_with("c.json: ") && told.contains(why), "{told}");
    }
    for (text, why) in [
        ("a,b\n1,2\n", "column `term`"),
        ("category,term\n,减排\n", "line 2"),
        ("category,sub,term\na,,x\na,b,y\n", "line 3"),
    ] {
        let told = Categories::from_csv("c.csv", text).unwrap_err().to_string();
        assert!(told.starts_with("c.csv: ") && told.contains(why), "{told}");
    }
}

#[test]
fn dispersion_is_as_reckoned_by_hand() {
    let analyzer = Analyzer::new().unwrap();
    let texts = [
        ("a", "工业教育工业教育"),
        ("b", "工业教育工业教育"),
        ("c", "工业工业工业教育教育教育农业农业"),
    ];
    let words = Words::default();
    let terms = terms(&reads(&analyzer, &texts), &words);
    let found = terms.dispersion(&terms.units(By::Report), &words);
    let of = |word: &str| found.iter().find(|f| f.word == word).unwrap();
    // Shares of the text: 1/4, 1/4, 1/2. 农业: 0, 0, 1.
    assert_eq!((of("农业").count, of("农业").total, of("农业").df), (2, 16, 1));
    assert!((of("农业").dp - 0.5).abs() < 1e-12, "{}", of("农业").dp);
    // 工业: 2/7, 2/7, 3/7; half of 1/28 + 1/28 + 1/14.
    assert!((of("工业").dp - 1.0 / 14.0).abs() < 1e-12, "{}", of("工业").dp);
}

#[test]
fn years_of_a_region_are_compared() {
    let analyzer = Analyzer::new().unwrap();
    let text = |year: i32, body: &str| format!("四川省大竹县教育局{year}年工作总结\n{body}\n");
    let texts = [
        ("a", text(2020, "校园足球，课程改革。")),
        ("b", text(2021, "校园足球，课程改革。")),
        ("c", text(2022, "信息技术，营养午餐。")),
    ];
    let texts: Vec<(&str, &str)> = texts.iter().map(|(s, t)| (*s, t.as_str())).collect();
    let words = Words::default();
    let found = terms(&reads(&analyzer, &texts), &words).similarities(&words);
    let years: Vec<_> = found.iter().map(|f| (f.group.year, f.later)).collect();
    assert_eq!(years, [(Some(2020), 2021), (Some(2020), 2022), (Some(2021), 2022)]);
    assert!((found[0].cosine.unwrap() - 1.0).abs() < 1e-12);
    assert_eq!(found[1].cosine, Some(0.0));
}

#[test]
fn slogans_are_told_by_year() {
    let analyzer = Analyzer::new().unwrap();
    let texts = [
        ("a", "大竹县教育局2021年工作总结\n落实“双减”，坚持“双减”。\n"),
        ("b", "大竹县教育局2023年工作总结\n落实“双减”。\n"),
    ];
    let mut years = SloganYears::default();
    for read in reads(&analyzer, &texts) {
        years.add(&place(&read), &read.analysis);
    }
    let uses: Vec<_> = years
        .uses()
        .filter(|u| &*u.canonical == "双减")
        .map(|u| (u.year, u.count, u.reports, u.first, u.last))
        .collect();
    let (first, last) = (Some(2021), Some(2023));
    assert_eq!(uses, [(first, 2, 1, first, last), (last, 1, 1, first, last)]);
}

#[test]
fn a_phrase_is_found_where_it_stands() {
    let analyzer = Analyzer::new().unwrap();
    let report = analyzer.report("a.md", "# 总结\n\n全面落实[双](http://a.cn)减，严抓“双减”。\n");
    let hits = Phrases::new(&["双减".into()], 4).unwrap().find(&report);
    let shown: Vec<_> =
        hits.iter().map(|h| (h.left.as_str(), h.node.as_str(), h.right.as_str())).collect();
    assert_eq!(shown, [("全面落实", "双](http://a.cn)减", ",严抓“"), (",严抓“", "双减", "”。 ")]);
    assert!(Phrases::new(&[" ".into()], 4).is_err());
}

/// Reports of several regions with phrases that no dictionary has.
fn campaign() -> Vec<(String, String)> {
    let regions = ["大竹县", "旺苍县", "平昌县", "宣汉县", "渠县", "开江县"];
    let mut reports = Vec::new();
    for (index, region) in regions.iter().enumerate() {
        for year in [2012, 2021] {
            let new = match (year, index % 3) {
                (2012, _) => "发展工业和农业。加强基础设施建设。",
                (_, 0) => {
                    "开展“蜂园七条”活动。全域护蜂，实施护蜂行动。用好蜂业+模式，坚持全域护蜂。"
                }
                (_, 1) => {
                    "推行“蜂园七条”制度。强化全域护蜂；推进护蜂行动，打造蜂业+品牌。深化全域护蜂工作。"
                }
                _ => "落实“蜂园七条”。搞好全域护蜂，开展护蜂行动、蜂业+试点。促进全域护蜂。",
            };
            let title = format!("四川省{region}蜂业局{year}年工作总结");
            reports
                .push((format!("{region}-{year}.txt"), format!("{title}\n一、工作情况\n{new}\n")));
        }
    }
    reports
}

fn candidates(analyzer: &Analyzer, reports: &[(String, String)], about: &[&str]) -> Vec<Candidate> {
    let texts: Vec<(&str, &str)> = reports.iter().map(|(s, t)| (s.as_str(), t.as_str())).collect();
    let reads = reads(analyzer, &texts);
    let mut sightings = Sightings::default();
    reads.iter().for_each(|read| sightings.add(sight(&read.report)));
    let about: Vec<String> = about.iter().map(ToString::to_string).collect();
    let subject = Subject::new(&about).unwrap();
    let census = Census::new(sightings, 3, analyzer.dictionary(), subject).unwrap();
    let mut tally = Tally::new(&census);
    reads.iter().for_each(|read| tally.add(census.count(read)));
    tally.candidates(20)
}

#[test]
fn new_slogans_are_found_and_told_apart() {
    let analyzer = Analyzer::new().unwrap();
    let found = candidates(&analyzer, &campaign(), &[]);
    let of = |phrase: &str| {
        found.iter().find(|c| c.phrase == phrase).unwrap_or_else(|| panic!("{phrase}: {found:#?}"))
    };
    let quoted = of("蜂园七条");
    assert_eq!(quoted, &found[0]);
    assert_eq!(
        (quoted.form, quoted.count, quoted.reports, quoted.regions),
        (Form::Quoted, 6, 6, 6)
    );
    assert_eq!((quoted.first, quoted.last), (Some(2021), Some(2021)));
    // In half of the reports, all of one of two years.
    assert!((quoted.burst - 2f64.ln()).abs() < 1e-12, "{}", quoted.burst);
    assert!((quoted.quoted - 1.0).abs() < 1e-12);
    assert_eq!((of("全域护蜂").form, of("全域护蜂").count), (Form::Four, 12));
    assert_eq!(of("蜂业+").form, Form::Plus);
    // Before it 强化, 促进, 坚持 and 深化, or after it 工作; not 全域护蜂, nor 搞好 before it.
    assert!((of("全域护蜂").urged - 4.0 / 6.0).abs() < 1e-12, "{}", of("全域护蜂").urged);
    // The longer near-copy of a better phrase is none of its own.
    assert!(found.iter().all(|c| c.phrase == "全域护蜂" || !c.phrase.contains("全域护蜂")));
    assert!(found.is_sorted_by(|a, b| a.score >= b.score));
}

#[test]
fn a_subject_puts_its_slogans_first() {
    let analyzer = Analyzer::new().unwrap();
    let plain = candidates(&analyzer, &campaign(), &[]);
    let subject = candidates(&analyzer, &campaign(), &["護蜂", "模式", "模式"]);
    let about = |found: &[Candidate], phrase: &str| {
        found.iter().find(|c| c.phrase == phrase).unwrap_or_else(|| panic!("{phrase}")).about
    };
    assert_eq!(about(&plain, "全域护蜂"), None);
    // Beside 护蜂行动 or 模式 in all sentences, and in four of six; the 护蜂 in the phrase itself does not count.
    let ratio = about(&subject, "蜂业+").unwrap() / about(&subject, "全域护蜂").unwrap();
    assert!((ratio - 1.5).abs() < 1e-12, "{ratio}");
    assert_eq!(about(&subject, "蜂园七条"), Some(0.0));
    let rank = |found: &[Candidate], phrase: &str| found.iter().position(|c| c.phrase == phrase);
    assert_eq!(rank(&plain, "蜂园七条"), Some(0));
    assert!(rank(&subject, "蜂业+") < rank(&subject, "蜂园七条"), "{subject:#?}");
    assert!(Subject::new(&[String::new()]).is_err());
}

#[test]
fn entries_of_new_slogans_pass_the_check() {
    let analyzer = Analyzer::new().unwrap();
    let found = candidates(&analyzer, &campaign(), &[]);
    let entries: Vec<String> = found.iter().map(|candidate| candidate.entry(&found)).collect();
    assert!(entries.len() >= 3);
    let home = tempfile::tempdir().unwrap();
    std::fs::write(home.path().join("bees.toml"), entries.join("\n")).unwrap();
    let own = Analyzer::with_dictionaries(home.path()).unwrap();
    let failures: Vec<String> = own.check_examples().iter().map(ToString::to_string).collect();
    assert_eq!(failures, [""; 0], "{}", entries.join("\n"));
    // What a dictionary has is no candidate any more.
    assert!(
        candidates(&own, &campaign(), &[])
            .iter()
            .all(|c| found.iter().all(|f| f.phrase != c.phrase))
    );
}

#[test]
fn every_table_of_words_is_described() {
    for table in TABLES {
        let names: std::collections::HashSet<_> = table.fields.iter().map(|f| f.name).collect();
        assert_eq!(names.len(), table.fields.len(), "a name twice in {}", table.name);
        assert!(table.about.starts_with("`terms"), "{}", table.about);
    }
}

/// The definitions once more, from the texts' words alone.
const REFERENCE: &str = r#"
import json, math, sys
docs = json.load(sys.stdin)
n = len(docs)
df = {}
for doc in docs:
    for word in set(doc):
        df[word] = df.get(word, 0) + 1
tf_idf = [{w: doc.count(w) * math.log(n / df[w]) for w in set(doc)} for doc in docs]
half = n // 2
a = [w for doc in docs[:half] for w in doc]
b = [w for doc in docs[half:] for w in doc]
def g2(cells):
    total = sum(map(sum, cells))
    rows = [sum(row) for row in cells]
    columns = [sum(column) for column in zip(*cells)]
    return 2 * sum(o * math.log(o * total / (rows[i] * columns[j]))
                   for i, row in enumerate(cells) for j, o in enumerate(row) if o)
def g2_two(x, y, c, d):
    e1, e2 = c * (x + y) / (c + d), d * (x + y) / (c + d)
    return 2 * ((x * math.log(x / e1) if x else 0) + (y * math.log(y / e2) if y else 0))
key = {}
for w in df:
    x, y, c, d = a.count(w), b.count(w), len(a), len(b)
    key[w] = [g2([[x, y], [c - x, d - y]]), g2_two(x, y, c, d),
              math.log2((x + 0.5) / c / ((y + 0.5) / d))]
json.dump([tf_idf, key], sys.stdout)
"#;

#[test]
fn tf_idf_and_keyness_are_those_of_the_reference() {
    let Ok(mut python) = Command::new("python3")
        .args(["-c", REFERENCE])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
    else {
        // No python3 here: there is nothing to compare with.
        return;
    };
    let analyzer = Analyzer::new().unwrap();
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus");
    let mut files: Vec<_> = std::fs::read_dir(folder).unwrap().map(|e| e.unwrap().path()).collect();
    files.retain(|path| path.is_file() && !path.ends_with("README.md"));
    files.sort();
    let words = Words::default();
    let (mut terms, mut docs, mut keys) = (Terms::default(), Vec::new(), Vec::new());
    for path in files {
        let source = path.display().to_string();
        let bytes = std::fs::read(&path).unwrap();
        let report = analyzer.read(&source, &bytes, &Default::default()).unwrap();
        let analysis = analyzer.analyze(&report);
        let prose = Prose::of(&report);
        docs.push(words.cut(prose.as_str()).iter().map(|w| (*w).to_owned()).collect::<Vec<_>>());
        terms.add(Place::of(&report, &analysis), words.count(&prose));
        keys.push(report.report.clone());
    }
    let input = serde_json::to_vec(&docs).unwrap();
    python.stdin.take().unwrap().write_all(&input).unwrap();
    let output = python.wait_with_output().unwrap();
    assert!(output.status.success());
    type Reference =
        (Vec<std::collections::HashMap<String, f64>>, std::collections::HashMap<String, [f64; 3]>);
    let (tf_idf, keyness): Reference = serde_json::from_slice(&output.stdout).unwrap();

    let close = |a: f64, b: f64| (a - b).abs() < 1e-9;
    let units = terms.units(By::Report);
    let mut compared = 0;
    for ((_, found), expected) in terms.frequencies(&units, &words).zip(&tf_idf) {
        assert_eq!(found.len(), expected.len());
        for f in found {
            compared += 1;
            assert!(
                close(f.tf_idf(), expected[f.word]),
                "{}: {} {}",
                f.word,
                f.tf_idf(),
                expected[f.word]
            );
        }
    }
    assert!(compared > 1000, "{compared}");
    let half = &keys[..keys.len() / 2];
    let first = |place: &Place| half.contains(&place.report);
    let found = terms.keyness(&words, Per::Words, first, |place| !first(place));
    assert_eq!(found.len(), keyness.len());
    for f in &found {
        let [g2, two, ratio] = keyness[f.word];
        let own = [f.pair.g2(), f.pair.g2_two_cells(), f.pair.log_ratio()];
        assert!(
            close(own[0], g2) && close(own[1], two) && close(own[2], ratio),
            "{}: {own:?}",
            f.word
        );
    }
}

#[test]
fn a_selection_that_says_nothing_is_refused() {
    for given in
        ["year=", "year=2020..2010", "level=village", "region=[", "year=2020,colour=red", "a["]
    {
        let told = Selection::parse(given).unwrap_err().to_string();
        assert!(told.starts_with(given), "{told}");
    }
}
