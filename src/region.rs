//! Yields [`Region`]s: the GB/T 2260 code of a place by its name and a year, and what it lies in.

use std::collections::HashMap;
use std::sync::LazyLock;

/// A region for as long as its code was in use.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Region {
    /// Six digits.
    pub code: &'static str,
    /// Full name.
    pub name: &'static str,
    /// First year of the code.
    from: i32,
    /// The year in which it went out of use; none while it is in use.
    to: Option<i32>,
    /// Codes that its area went to, parted by `;`; `[year]` where only a part went.
    successors: &'static str,
}

/// Level of a region.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[allow(missing_docs)]
pub enum RegionLevel {
    National,
    Province,
    Prefecture,
    County,
    Township,
}

/// The whole country, which the standard has no code for.
pub const COUNTRY: Region =
    Region { code: "000000", name: "全国", from: FIRST, to: None, successors: "" };

/// The first year that the list covers; what stands there then may be older.
const FIRST: i32 = 1981;

/// Words that a name of a region ends with.
const LEVELS: [&str; 13] = [
    "特别行政区",
    "自治区",
    "自治州",
    "自治县",
    "自治旗",
    "地区",
    "林区",
    "省",
    "市",
    "县",
    "区",
    "旗",
    "盟",
];

/// Nationalities in the names of autonomous regions, which everyday names leave out.
const NATIONALITIES: &str = "\
    各族 蒙古族 蒙古 回族 藏族 维吾尔 苗族 彝族 壮族 布依族 朝鲜族 满族 侗族 瑶族 白族 土家族 哈尼族 \
    哈萨克族 哈萨克 傣族 黎族 傈僳族 佤族 畲族 拉祜族 水族 纳西族 景颇族 柯尔克孜 土族 达斡尔族 仫佬族 \
    羌族 布朗族 撒拉族 毛南族 仡佬族 锡伯 塔吉克 普米族 怒族 独龙族 裕固族 保安族 东乡族";

impl RegionLevel {
    /// As the tables write it.
    pub fn as_str(self) -> &'static str {
        match self {
            RegionLevel::National => "national",
            RegionLevel::Province => "province",
            RegionLevel::Prefecture => "prefecture",
            RegionLevel::County => "county",
            RegionLevel::Township => "township",
        }
    }

    /// What the last word of a name says; a 市 may be any of three levels and is taken for the
    /// middle one.
    pub fn of_name(name: &str) -> Option<Self> {
        let ends = |words: &[&str]| words.iter().any(|word| name.ends_with(word));
        Some(match name {
            "全国" => RegionLevel::National,
            _ if ends(&["省", "自治区"]) => RegionLevel::Province,
            _ if ends(&["市", "州", "盟", "地区"]) => RegionLevel::Prefecture,
            _ if ends(&["县", "区", "旗"]) => RegionLevel::County,
            _ if ends(&["镇", "乡", "街道"]) => RegionLevel::Township,
            _ => return None,
        })
    }
}

impl Region {
    /// What the code says: its trailing zeros tell the level.
    pub fn level(&self) -> RegionLevel {
        match (self.code.ends_with("0000"), self.code.ends_with("00")) {
            _ if self.code == COUNTRY.code => RegionLevel::National,
            (true, _) => RegionLevel::Province,
            (false, true) => RegionLevel::Prefecture,
            (false, false) => RegionLevel::County,
        }
    }

    /// Whether this is `other` or lies in it.
    pub fn is_in(&self, other: &Region) -> bool {
        match other.level() {
            RegionLevel::National => true,
            RegionLevel::Province => self.code[..2] == other.code[..2],
            RegionLevel::Prefecture => self.code[..4] == other.code[..4],
            _ => self.code == other.code,
        }
    }

    /// The province that it is or lies in, by its name in that year.
    pub fn province(&self, year: Option<i32>) -> Option<Region> {
        by_code(&format!("{}0000", &self.code[..2]), year).filter(|found| *found != COUNTRY)
    }

    /// The prefecture that it is or lies in, by its name in that year.
    pub fn prefecture(&self, year: Option<i32>) -> Option<Region> {
        let code = format!("{}00", &self.code[..4]);
        by_code(&code, year).filter(|found| found.level() == RegionLevel::Prefecture)
    }

    fn in_use(&self, year: Option<i32>) -> bool {
        match year {
            Some(year) => {
                (self.from <= year || self.from == FIRST) && self.to.is_none_or(|to| year < to)
            }
            None => self.to.is_none(),
        }
    }

    /// The region that its whole area went to, where that is one.
    fn successor(&self, year: Option<i32>) -> Option<Region> {
        let mut region = *self;
        while !region.in_use(year) {
            let mut next = region.successors.split(';').filter(|code| !code.contains('['));
            let (Some(code), None) = (next.next(), next.next()) else { return None };
            let to = region.to?;
            region = CODES.get(code)?.iter().copied().find(|r| r.in_use(Some(to)))?;
        }
        Some(region)
    }

    /// Everyday forms of the name: without the word for its level, and, where that word is kept,
    /// without nationalities (阿坝州, 景宁县).
    fn short_names(&self) -> (Option<String>, Option<String>) {
        let Some(level) = LEVELS.iter().find(|level| self.name.ends_with(**level)) else {
            return (None, None);
        };
        let full = &self.name[..self.name.len() - level.len()];
        let mut stem = full;
        while let Some(rest) = NATIONALITIES
            .split_whitespace()
            .filter_map(|nation| stem.strip_suffix(nation))
            .find(|rest| rest.chars().count() >= 2)
        {
            stem = rest;
        }
        let bare = (stem.chars().count() >= 2).then(|| stem.to_owned());
        let kept = level.strip_prefix("自治").filter(|_| stem != full);
        (bare, kept.map(|word| format!("{stem}{word}")))
    }
}

#[derive(Default)]
struct Names {
    /// By full name, and by the name without nationalities.
    full: HashMap<String, Vec<Region>>,
    /// By the name without the word for the level.
    bare: HashMap<String, Vec<Region>>,
}

static REGIONS: LazyLock<Vec<Region>> = LazyLock::new(|| {
    let lines = include_str!("../dictionaries/regions.tsv").lines();
    let read = |line: &'static str| {
        let mut fields = line.split('\t');
        let (code, name, from) = (fields.next()?, fields.next()?, fields.next()?.parse().ok()?);
        let to = fields.next().and_then(|to| to.parse().ok());
        Some(Region { code, name, from, to, successors: fields.next().unwrap_or_default() })
    };
    lines.filter(|line| !line.starts_with('#')).filter_map(read).collect()
});

static NAMES: LazyLock<Names> = LazyLock::new(|| {
    let mut names = Names::default();
    for region in REGIONS.iter() {
        names.full.entry(region.name.to_owned()).or_default().push(*region);
        let (bare, kept) = region.short_names();
        if let Some(name) = kept {
            names.full.entry(name).or_default().push(*region);
        }
        if let Some(name) = bare {
            names.bare.entry(name).or_default().push(*region);
        }
    }
    names
});

static CODES: LazyLock<HashMap<&str, Vec<Region>>> = LazyLock::new(|| {
    let mut codes: HashMap<&str, Vec<Region>> = HashMap::new();
    for region in REGIONS.iter().chain([&COUNTRY]) {
        codes.entry(region.code).or_default().push(*region);
    }
    codes
});

/// Whether any region ever had this name, in full or without nationalities (阿坝州).
pub fn is_name(name: &str) -> bool {
    NAMES.full.contains_key(name)
}

/// Longest full name of a region in characters.
const LONGEST_NAME: usize = 15;

/// The longest full name of a region that `text` opens with.
pub fn at_start(text: &str) -> Option<&str> {
    let ends = text.char_indices().map(|(i, c)| i + c.len_utf8()).take(LONGEST_NAME);
    ends.filter_map(|end| text.get(..end)).filter(|name| is_name(name)).last()
}

/// The longest full name of a region that `text` ends in.
pub fn at_end(text: &str) -> Option<&str> {
    let starts = text.char_indices().rev().map(|(i, _)| i).take(LONGEST_NAME);
    starts.filter_map(|start| text.get(start..)).filter(|name| is_name(name)).last()
}

/// Whether any region is called so where the word for its level is left out (北京).
pub fn is_short_name(name: &str) -> bool {
    NAMES.bare.contains_key(name)
}

/// The region with this code in that year, else the last that had it.
pub fn by_code(code: &str, year: Option<i32>) -> Option<Region> {
    let all = CODES.get(code)?;
    all.iter().find(|region| region.in_use(year)).or(all.last()).copied()
}

/// The regions that a name may mean in that year, or today without one: those of that name; else,
/// in a year before the name, those that soon bore it; else what those became that once bore it.
///
/// ```
/// use zhibiao::region::candidates;
/// let codes = |name, year| candidates(name, Some(year)).iter().map(|r| r.code).collect::<Vec<_>>();
/// assert_eq!(codes("宣武区", 2009), ["110104"]);
/// assert_eq!(codes("宣武区", 2015), ["110102"]);
/// assert_eq!(codes("北京", 2015), ["110000"]);
/// assert!(codes("鼓楼区", 2015).len() > 1);
/// ```
pub fn candidates(name: &str, year: Option<i32>) -> Vec<Region> {
    if name == COUNTRY.name {
        return vec![COUNTRY];
    }
    let Some(all) = NAMES.full.get(name).or_else(|| NAMES.bare.get(name)) else {
        return Vec::new();
    };
    let in_use = |year| all.iter().filter(|r| r.in_use(year)).copied().collect::<Vec<_>>();
    let mut found = in_use(year);
    if found.is_empty() {
        found = in_use(year.map(|year| year + 1));
    }
    if found.is_empty() {
        let gone = all.iter().filter(|r| year.is_none() || r.to.is_some_and(|to| Some(to) <= year));
        found = gone.map(|r| r.successor(year).unwrap_or(*r)).collect();
    }
    found.sort_by_key(|region| region.code);
    found.dedup_by_key(|region| region.code);
    found
}

/// The one region that [`candidates`] finds; `None` where there is none or several, since a wrong
/// code is worse than a missing one.
///
/// ```
/// use zhibiao::region::find;
/// assert_eq!(find("卓尼县", Some(2025)).unwrap().code, "623022");
/// assert!(find("鼓楼区", Some(2025)).is_none());
/// ```
pub fn find(name: &str, year: Option<i32>) -> Option<Region> {
    match candidates(name, year)[..] {
        [region] => Some(region),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_mean_a_region_in_a_year() {
        let cases = [
            ("北京市", Some(1954), Some("110000")),
            ("重庆市", Some(1996), Some("510200")),
            ("重庆市", Some(2001), Some("500000")),
            ("阿坝州", Some(2020), Some("513200")),
            ("内蒙古", Some(2020), Some("150000")),
            ("广西", Some(2020), Some("450000")),
            ("景宁县", Some(2020), Some("331127")),
            ("全国", Some(1954), Some("000000")),
            ("崇文区", Some(2012), Some("110101")),
            ("崇文区", None, Some("110101")),
            ("吉林", Some(2020), None),
            ("朝阳", Some(2020), None),
            ("鼓楼区", Some(2020), None),
            ("临岚市", Some(2020), None),
        ];
        for (name, year, code) in cases {
            assert_eq!(find(name, year).map(|region| region.code), code, "{name} {year:?}");
        }
    }

    #[test]
    fn a_region_lies_in_a_prefecture_and_a_province() {
        let above = |name| {
            let region = find(name, Some(2020)).unwrap();
            let name = |found: Option<Region>| found.map_or("", |region| region.name);
            (name(region.province(Some(2020))), name(region.prefecture(Some(2020))))
        };
        assert_eq!(above("卓尼县"), ("甘肃省", "甘南藏族自治州"));
        assert_eq!(above("海淀区"), ("北京市", ""));
        assert_eq!(above("全国"), ("", ""));
        assert_eq!(above("四川省"), ("四川省", ""));
    }
}
