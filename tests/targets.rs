//! Growth targets in the forms that national work reports have used: value, range, bound and tone.

use zhibiao::Analyzer;
use zhibiao::observation::{Aspect, Modality};

/// A sentence of a plan section; then value, upper value, bound and what the tone comes to.
type Target =
    (&'static str, &'static str, Option<&'static str>, &'static str, Option<&'static str>);

const TARGETS: &[Target] = &[
    ("今年发展主要预期目标是:国内生产总值增长8%左右。", "8", None, "about", Some("soft")),
    ("今年的预期目标是:国内生产总值增长8%。", "8", None, "exact", None),
    ("国内生产总值增长7.5%,发展的协调性进一步增强。", "7.5", None, "exact", None),
    ("国内生产总值增长6.5%-7%,居民消费价格涨幅3%左右。", "6.5", Some("7"), "range", None),
    ("国内生产总值增长6%—6.5%;城镇新增就业1100万人以上。", "6", Some("6.5"), "range", None),
    ("国内生产总值增长６％以上。", "6", None, "over", Some("hard")),
    ("经济增长预期目标为7%左右,这是必要的。", "7", None, "about", Some("soft")),
    ("国内生产总值增长预期目标为5%左右。", "5", None, "about", Some("soft")),
    (
        "今年国内生产总值预期增长6.5%左右,在实际工作中争取更好结果。",
        "6.5",
        None,
        "about",
        Some("soft"),
    ),
    ("确保国内生产总值增长不低于6%。", "6", None, "over", Some("hard")),
    ("力争国内生产总值增速达到5.5%以上。", "5.5", None, "over", Some("mixed")),
];

#[test]
fn growth_targets_are_read_in_every_form() {
    let analyzer = Analyzer::new().unwrap();
    for (sentence, value, upper, bound, strength) in TARGETS {
        let text = format!("二、今年工作总体要求和主要目标\n{sentence}\n");
        let analysis = analyzer.analyze(&analyzer.report("n", &text));
        let target = analysis
            .observations
            .iter()
            .find(|o| o.indicator.as_ref().is_some_and(|i| &*i.id == "economy.gdp"))
            .unwrap_or_else(|| panic!("{sentence}: no target found"));
        assert_eq!(target.value.unwrap().to_string(), *value, "{sentence}");
        assert_eq!(target.value_max.map(|v| v.to_string()).as_deref(), *upper, "{sentence}");
        assert_eq!(target.quantity.bound.as_str(), *bound, "{sentence}");
        assert_eq!(target.aspect, Aspect::Growth, "{sentence}");
        assert_eq!(target.modality, Modality::Target, "{sentence}");
        assert_eq!(target.tone_strength.map(|s| s.as_str()), *strength, "{sentence}");
    }
}
