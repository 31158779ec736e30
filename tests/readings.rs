//! Yields the tests of what the words around a number say of it: aspect, period, qualifiers and subject.

use zhibiao::Analyzer;

/// A county's review of five years and its plan, with one sentence in the review.
fn told(analyzer: &Analyzer, sentence: &str) -> Vec<String> {
    let text = format!(
        "清溪县2021年政府工作报告\n一、过去五年工作回顾\n过去五年，我们砥砺前行。\n{sentence}\n"
    );
    let report = analyzer.report("a.txt", &text);
    let observations = analyzer.analyze(&report).observations;
    let rows = observations.iter().filter(|o| o.quantity.unit.is_some()).map(|o| {
        let id = o.indicator.as_ref().map_or("-", |indicator| &*indicator.id);
        let value = o.value.map(|value| value.normalize().to_string()).unwrap_or_default();
        let period = o.period.as_deref().unwrap_or("-");
        format!("{id} {} {value} {period} {}", o.aspect.as_str(), o.qualifiers.join(";"))
    });
    rows.map(|row| row.trim_end().to_owned()).collect()
}

#[test]
fn words_around_a_number_say_what_it_is() {
    let analyzer = Analyzer::new().unwrap();
    let cases: [(&str, &[&str]); 11] = [
        // A rate and a stock stand at the end of the years, a sum is over them.
        ("常住人口城镇化率46.4%。", &["urban.urbanisation_rate level 46.4 2020"]),
        ("新改扩建学校25所。", &["schools.built level 25 2016-2020 改扩建"]),
        // 新增 goes on over what is counted, not over what there is in all.
        (
            "新增高新技术企业31家，总数75家。",
            &["hightech.enterprises change 31 2016-2020", "hightech.enterprises level 75 2020"],
        ),
        // A gap to another's figure is no change.
        (
            "2020年生产总值增长6.1%，高于全省1.2个百分点。",
            &["economy.gdp growth 6.1 2020", "economy.gdp change 1.2 2020 相差"],
        ),
        ("2020年生产总值增速比上年提高1.2个百分点。", &["economy.gdp change 1.2 2020"]),
        // What is started is not what there is.
        ("2020年开工建设保障性住房1200套。", &["housing.affordable level 1200 2020 开工"]),
        // 增加 in a name is no growth.
        (
            "2020年服务业增加值、建筑业总产值分别为80亿元、60亿元。",
            &[
                "economy.tertiary_industry level 8000000000 2020",
                "economy.construction_output level 6000000000 2020",
            ],
        ),
        // The name after the 、 is the next number's.
        (
            "2020年城镇新增就业3500人、失业人员再就业900人。",
            &["employment.new_urban level 3500 2020", "employment.reemployed level 900 2020"],
        ),
        ("2020年全县各级各类学校（含幼儿园）316所。", &["all.schools level 316 2020"]),
        (
            "2020年竣工校舍18栋、9.3万平方米。",
            &["- level 18 2020", "area.buildings level 93000 2020"],
        ),
        (
            "2020年城乡居民收入分别增长8.1、9.2%。",
            &["income.urban growth 8.1 2020", "income.rural growth 9.2 2020"],
        ),
    ];
    for (sentence, expected) in cases {
        assert_eq!(told(&analyzer, sentence), expected, "{sentence}");
    }
}
