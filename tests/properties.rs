//! What must be so of any text: nothing breaks, spans stay inside, masks never have a value.

use proptest::prelude::*;
use zhibiao::mention::Status;
use zhibiao::terms::{Phrases, Prose, Words};
use zhibiao::{Analysis, Analyzer, Report};

thread_local! {
    static ANALYZER: Analyzer = Analyzer::new().unwrap();
}

fn analyze(text: &str) -> (Report, Analysis) {
    ANALYZER.with(|analyzer| {
        let report = analyzer.report("any", text);
        let analysis = analyzer.analyze(&report);
        (report, analysis)
    })
}

/// Pieces that such reports are made of, and some that they are not.
fn report_text() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        Just("全县有幼儿园"),
        Just("其中"),
        Just("教职工"),
        Just("小学"),
        Just("增长"),
        Just("占"),
        Just("由"),
        Just("提高到"),
        Just("一、基本情况\n"),
        Just("(一)"),
        Just("。"),
        Just(","),
        Just("、"),
        Just(";"),
        Just("“"),
        Just("”"),
        Just("《"),
        Just("》"),
        Just("("),
        Just(")"),
        Just("（"),
        Just("％"),
        Just("%"),
        Just("亿元"),
        Just("万"),
        Just("人"),
        Just("所"),
        Just("个百分点"),
        Just("x"),
        Just("xx.x"),
        Just("**"),
        Just("20__年"),
        Just("2024年"),
        Just("１２．５"),
        Just("3"),
        Just("1,234"),
        Just("5 6"),
        Just("一百二十"),
        Just("百分之"),
        Just("第"),
        Just("近"),
        Just("余"),
        Just("以上"),
        Just("—"),
        Just("\n"),
        Just("　"),
        Just("🙂"),
        Just("é"),
        Just("双减"),
        Just("分别达"),
        Just("和"),
    ];
    prop::collection::vec(piece, 0..40).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn spans_stay_inside_and_in_order(text in report_text()) {
        let (report, analysis) = analyze(&text);
        let folded = report.text.folded();
        let mut last = 0;
        for observation in &analysis.observations {
            let span = observation.quantity.span;
            prop_assert!(span.start < span.end && span.end <= folded.len());
            prop_assert!(folded.is_char_boundary(span.start) && folded.is_char_boundary(span.end));
            prop_assert!(span.start >= last);
            last = span.start;
            let (start, end) = report.text.char_range(span);
            let raw: String = report.text.original().chars().skip(start).take(end - start).collect();
            prop_assert_eq!(report.text.raw(span), raw);
        }
        for (place, observation) in analysis.observations.iter().enumerate() {
            prop_assert!(observation.parent.is_none_or(|parent| parent < place));
        }
    }

    #[test]
    fn a_masked_quantity_has_no_value(text in report_text()) {
        let (_, analysis) = analyze(&text);
        for observation in &analysis.observations {
            let masked = observation.quantity.mask.is_some();
            prop_assert_eq!(masked, observation.quantity.status.is_hidden());
            if observation.quantity.status != Status::Ok {
                prop_assert_eq!(observation.value, None);
                prop_assert_eq!(observation.value_max, None);
            }
        }
    }

    #[test]
    fn words_are_all_counted_and_a_text_is_its_tokens(text in report_text(), own in "[双减小学5x+]{1,3}") {
        let (report, _) = analyze(&text);
        let prose = Prose::of(&report);
        let words = Words::new([own.as_str()], ["小学"], false).unwrap();
        let counted = words.count(&prose);
        prop_assert_eq!(counted.counts.values().sum::<usize>(), counted.totals.words);
        let stops = counted.counts.get("小学").copied().unwrap_or(0);
        prop_assert_eq!(counted.totals.words - stops, counted.totals.nonstop);
        prop_assert!(counted.totals.chars <= prose.as_str().chars().count());
        let tokens: String = words.tokens(prose.as_str()).iter().map(|token| token.text).collect();
        prop_assert_eq!(tokens, prose.as_str());
    }

    #[test]
    fn a_concordance_quotes_the_text(text in report_text(), width in 0usize..9) {
        let (report, _) = analyze(&text);
        let prose = Prose::of(&report);
        let hits = Phrases::new(&["双减".into(), "小学".into()], width).unwrap().find(&report);
        let stands = ["双减", "小学"].iter().map(|p| prose.as_str().matches(p).count()).sum::<usize>();
        prop_assert_eq!(hits.len(), stands);
        for hit in hits {
            let (start, end) = report.text.char_range(hit.span);
            let raw: String = report.text.original().chars().skip(start).take(end - start).collect();
            prop_assert_eq!(&raw, &hit.node);
            prop_assert!(hit.left.chars().count() <= width && hit.right.chars().count() <= width);
        }
    }

    #[test]
    fn full_width_reads_as_half_width(value in 1u32..1_000_000, decimals in 0u32..100) {
        let half = format!("固定资产投资完成{value}.{decimals:02}亿元,增长{decimals}%。");
        let wide: String = half
            .chars()
            .map(|c| if c.is_ascii_graphic() { char::from_u32(c as u32 + 0xfee0).unwrap() } else { c })
            .collect();
        let values = |text: &str| -> Vec<_> {
            let observations = analyze(text).1.observations;
            observations.into_iter().map(|o| (o.value, o.indicator.map(|i| i.id))).collect()
        };
        prop_assert_eq!(values(&half), values(&wide));
        prop_assert_eq!(values(&half).len(), 2);
    }

    #[test]
    fn a_breakdown_that_holds_fails_once_a_part_is_changed(
        parts in prop::collection::vec(1000u64..2000, 3..6),
        which in 0usize..3,
        by in 1u64..40,
    ) {
        let stages = ["幼儿园", "小学", "初中", "高中", "职中"];
        let total: u64 = parts.iter().sum();
        let text = |parts: &[u64]| {
            let listed: Vec<String> =
                parts.iter().zip(stages).map(|(n, stage)| format!("{stage}{n}人")).collect();
            format!("全县有教职工{total}人,其中{}。", listed.join("、"))
        };
        let outcome = |text: &str| -> Vec<&str> {
            let findings = analyze(text).1.findings;
            findings.iter().filter(|f| &*f.note.check == "sum").map(|f| f.outcome().as_str()).collect()
        };
        prop_assert_eq!(outcome(&text(&parts)), ["holds"]);
        let mut changed = parts.clone();
        changed[which] += by;
        prop_assert_eq!(outcome(&text(&changed)), ["fails"]);
    }
}
