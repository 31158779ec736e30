//! Yields [`Period`]s: the years that a stretch of text speaks of.

use std::sync::LazyLock;

use regex::Regex;

use crate::span::Span;

/// A stated period.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Period {
    /// Where it is stated.
    pub span: Span,
    /// Which years.
    pub kind: PeriodKind,
}

/// Which years a period covers; some only with the report's own year.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PeriodKind {
    /// From the first to the last year, both included.
    Years(i32, i32),
    /// So many years after the year that the report is delivered in: 今年 0, 去年 −1, 明年 1.
    Relative(i32),
    /// The last so many years up to the year reported on: 五年来.
    Last(i32),
    /// The next so many years: 今后五年.
    Next(i32),
    /// From a year on, up to the year reported on: 2018年以来.
    Since(i32),
    /// The government's term so far, of unknown length: 本届政府以来.
    Term,
}

impl PeriodKind {
    /// Whether it is more than one year.
    pub fn covers_several(self) -> bool {
        match self {
            PeriodKind::Years(first, last) => first < last,
            PeriodKind::Relative(_) => false,
            PeriodKind::Last(n) => n > 1,
            PeriodKind::Next(_) | PeriodKind::Since(_) | PeriodKind::Term => true,
        }
    }

    /// Whether it ended with the year reported on or before.
    pub fn is_over(self, reported: Option<i32>) -> bool {
        match self {
            PeriodKind::Years(_, last) => reported.is_some_and(|year| last <= year),
            PeriodKind::Relative(by) => by < 0,
            PeriodKind::Last(_) | PeriodKind::Since(_) | PeriodKind::Term => true,
            PeriodKind::Next(_) => false,
        }
    }

    /// Whether it begins after the year reported on.
    pub fn is_ahead(self, reported: Option<i32>) -> bool {
        match self {
            PeriodKind::Years(first, _) => reported.is_some_and(|year| first > year),
            PeriodKind::Relative(by) => by >= 0,
            PeriodKind::Next(_) => true,
            PeriodKind::Last(_) | PeriodKind::Since(_) | PeriodKind::Term => false,
        }
    }

    /// As the tables write it (`2024`, `2021-2025`), or `None` where the report's year is needed
    /// and unknown. `reported` is the year reported on, `current` what the text calls 今年.
    pub fn resolve(self, reported: Option<i32>, current: Option<i32>) -> Option<String> {
        let (first, last) = self.years(reported, current)?;
        Some(if first == last { first.to_string() } else { format!("{first}-{last}") })
    }

    /// The first and the last year, as [`PeriodKind::resolve`] has them.
    pub fn years(self, reported: Option<i32>, current: Option<i32>) -> Option<(i32, i32)> {
        Some(match self {
            PeriodKind::Years(first, last) => (first, last),
            PeriodKind::Relative(by) => (current? + by, current? + by),
            PeriodKind::Last(n) => (reported? - n + 1, reported?),
            PeriodKind::Next(n) => (reported? + 1, reported? + n),
            PeriodKind::Since(first) => (first, reported?),
            PeriodKind::Term => return None,
        })
    }
}

static PATTERN: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(concat!(
        r"(?<from>(?:19|20)[0-9]{2})年?\s*[-—–~至到]+\s*(?<to>(?:19|20)[0-9]{2})年",
        r"|(?<open>(?:19|20)[0-9]{2})年以来",
        r"|(?<year>(?:19|20)[0-9]{2})(?:学?年[底末初]?|/)",
        r"|“?(?<plan>十?[一二三四五六七八九])五”?(?:时期|期间|规划|以来|末|期末|以期|收官|开局|开好局|目标|前|后|$|[,、。;:)])",
        r"|(?<relative>今年|本年度|本年|年内|去年|上年|上一年|上学年|上一学年|明年|下一年|前年)",
        r"|(?:过去|近|这|以往)的?(?<last>[一二两三四五2345])年|(?<since>[一二两三四五2345])年来|连续(?<run>[二两三四五2345])年",
        r"|(?<sum>[三四五345])年(?:累计|新增|共|间|中|里|合同|投资|完成)|过去的五年",
        r"|(?<term>本届政府(?:任期|以来|主要?工作|工作回顾|[及和](?:19|20)))",
        r"|(?:今后|未来|接下来)(?:的)?(?<next>[二两三四五2345])年",
    ))
    .expect("a constant pattern")
});

/// The periods stated in `span`, in text order.
pub fn periods(text: &str, span: Span) -> Vec<Period> {
    PATTERN
        .captures_iter(&text[span.range()])
        .filter_map(|found| {
            let whole = found.get(0)?;
            // 15年来 is not 5年来.
            let digit = |c: char| c.is_ascii_digit();
            let split = text[..span.start + whole.start()].ends_with(digit);
            if split && whole.as_str().starts_with(digit) {
                return None;
            }
            let number = |name: &str| found.name(name).map(|m| m.as_str());
            let year = |name: &str| number(name).and_then(|y| y.parse::<i32>().ok());
            let kind = if let (Some(from), Some(to)) = (year("from"), year("to")) {
                PeriodKind::Years(from, to)
            } else if let Some(year) = year("open") {
                PeriodKind::Since(year)
            } else if let Some(year) = year("year") {
                PeriodKind::Years(year, year)
            } else if let Some(plan) = number("plan") {
                five_year_plan(plan)?
            } else if let Some(word) = number("relative") {
                PeriodKind::Relative(match word {
                    "去年" | "上年" | "上一年" | "上学年" | "上一学年" => -1,
                    "前年" => -2,
                    "明年" | "下一年" => 1,
                    _ => 0,
                })
            } else if number("term").is_some() {
                PeriodKind::Term
            } else if let Some(n) = number("next").and_then(small) {
                PeriodKind::Next(n)
            } else {
                let said = ["last", "since", "run", "sum"].into_iter().find_map(number);
                PeriodKind::Last(said.and_then(small).unwrap_or(5))
            };
            let span = Span::new(whole.start(), whole.end()).shifted(span.start);
            Some(Period { span, kind })
        })
        .collect()
}

fn small(sign: &str) -> Option<i32> {
    if let Some(digit) = sign.chars().next().and_then(|c| c.to_digit(10)) {
        return i32::try_from(digit).ok();
    }
    let place = "一二三四五六七八九".chars().position(|c| sign.starts_with(c));
    if sign.starts_with('两') { Some(2) } else { Some(i32::try_from(place?).ok()? + 1) }
}

/// The nth five-year plan: the 6th covered 1981 to 1985, and each begins where the last ended.
fn five_year_plan(ordinal: &str) -> Option<PeriodKind> {
    let n = match ordinal.strip_prefix('十') {
        Some("") => 10,
        Some(rest) => 10 + small(rest)?,
        None => small(ordinal)?,
    };
    let first = 1981 + 5 * (n - 6);
    Some(PeriodKind::Years(first, first + 4))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn periods_resolve() {
        for (text, want) in [
            ("2016-2020年", "2016-2020"),
            ("2024年高考", "2024"),
            ("“十四五”时期", "2021-2025"),
            ("十三五期间", "2016-2020"),
            ("“九五”期末", "1996-2000"),
            ("去年", "2024"),
            ("今年", "2025"),
            ("五年来", "2020-2024"),
            ("一年来", "2024"),
            ("五年累计投入", "2020-2024"),
            ("5年累计投入", "2020-2024"),
            ("近3年", "2022-2024"),
            ("今后5年", "2025-2029"),
            ("今后五年", "2025-2029"),
            ("2021年以来", "2021-2024"),
        ] {
            let found = periods(text, Span::new(0, text.len()));
            assert_eq!(found[0].kind.resolve(Some(2024), Some(2025)).unwrap(), want, "{text}");
        }
    }
}
