//! Yields whether a figure is one of the whole region, by the words of its sentence before it.

use crate::region::{self, Region};

/// Longest name of a region in characters.
const LONGEST_NAME: usize = 15;
/// Words that speak of the whole region again.
const WHOLE: [&str; 12] = [
    "全国", "全省", "全市", "全区", "全州", "全县", "全盟", "全旗", "我省", "我市", "我区", "我县",
];
/// Parts of a region without a name of a region.
const PARTS: [&str; 7] = ["本级", "新区", "高新区", "经开区", "开发区", "园区", "经济区"];
/// Words by which a difference is one to another place and no change: 高于全国1.6个百分点.
const DIFFERENCE: [&str; 9] =
    ["高于", "低于", "高出", "快于", "好于", "优于", "慢于", "领先", "超过全"];
/// Characters before a number in which such a word says what it is of.
const NEAR: usize = 12;

/// Whether the words before a number name a region inside `whole` and do not come back to the whole:
/// 枞阳县生产总值达到…
pub(super) fn names_part(before: &str, whole: &Region, year: Option<i32>) -> bool {
    let again = WHOLE.iter().filter_map(|word| Some(before.rfind(word)? + word.len())).max();
    let rest = &before[again.unwrap_or(0)..];
    let inside = |name: &str| {
        region::is_name(name)
            && region::candidates(name, year).iter().any(|r| r.is_in(whole) && r.code != whole.code)
    };
    rest.char_indices().any(|(start, _)| {
        let ends = rest[start..].char_indices().map(|(i, c)| start + i + c.len_utf8());
        ends.take(LONGEST_NAME).skip(1).any(|end| inside(&rest[start..end]))
    })
}

/// Whether the clause before a number names a part without a name of a region, and not the whole after
/// it: 市本级财政收入, 高新区、开发区生产总值分别增长….
pub(super) fn names_zone(before: &str) -> bool {
    let clause = before.rfind([',', ';', '。', ':']).map_or(before, |at| &before[at..]);
    let last = |words: &[&str]| words.iter().filter_map(|word| clause.rfind(word)).max();
    last(&PARTS) > last(&WHOLE)
}

/// Whether the words before a number speak of the whole region: 全市生产总值达到…
pub(super) fn names_whole(before: &str) -> bool {
    WHOLE.iter().any(|word| before.contains(word))
}

/// Whether the words before a rank make it one of growth: 增速居全省第二.
pub(super) fn names_growth(before: &str) -> bool {
    let near = near(before);
    near.contains("增速") || near.contains("增幅")
}

/// Whether the words before a number make it a difference to another place.
pub(super) fn compares_places(before: &str) -> bool {
    DIFFERENCE.iter().any(|word| near(before).contains(word))
}

fn near(before: &str) -> &str {
    let start = before.char_indices().rev().nth(NEAR - 1).map_or(0, |(i, _)| i);
    &before[start..]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_part_of_the_region_is_not_the_region() {
        let city = region::find("铜陵市", Some(2016)).unwrap();
        let cases = [
            ("枞阳县经济社会发展取得长足进步,生产总值达到", true),
            ("支持枞阳县发展,全市生产总值达到", false),
            ("铜陵市生产总值达到", false),
            ("生产总值达到", false),
            ("与安庆市相比,生产总值达到", false),
        ];
        for (before, part) in cases {
            assert_eq!(names_part(before, &city, Some(2016)), part, "{before}");
        }
    }

    #[test]
    fn a_zone_is_a_part() {
        assert!(names_zone("全市财政收入41.8亿元,市本级财政收入完成"));
        assert!(names_zone("高新区、开发区生产总值分别增长30%和"));
        assert!(!names_zone("加快开发区建设,生产总值增长"));
        assert!(!names_zone("开发区带动全市生产总值增长"));
    }

    #[test]
    fn a_difference_between_places_is_no_change() {
        assert!(compares_places("增长3.9%,高于全国"));
        assert!(!compares_places("城镇化率比上年提高"));
        assert!(names_growth("生产总值增长10.4%,增速居全省"));
        assert!(!names_growth("生产总值居全省"));
    }
}
