//! Yields the GB/T 2260 code and the level of a region by its full name.

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
    /// Last year of the code; none while it is in use.
    to: Option<i32>,
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
            (true, _) => RegionLevel::Province,
            (false, true) => RegionLevel::Prefecture,
            (false, false) => RegionLevel::County,
        }
    }

    fn in_use(&self, year: i32) -> bool {
        self.from <= year && self.to.is_none_or(|to| year < to)
    }
}

static REGIONS: LazyLock<HashMap<&str, Vec<Region>>> = LazyLock::new(|| {
    let mut regions: HashMap<&str, Vec<Region>> = HashMap::new();
    let lines = include_str!("../dictionaries/regions.tsv").lines();
    for line in lines.filter(|line| !line.starts_with('#')) {
        let mut fields = line.split('\t');
        let (Some(code), Some(name), Some(from)) = (fields.next(), fields.next(), fields.next())
        else {
            continue;
        };
        let Ok(from) = from.parse() else { continue };
        let to = fields.next().and_then(|to| to.parse().ok());
        regions.entry(name).or_default().push(Region { code, name, from, to });
    }
    regions
});

/// Whether any region ever had this full name.
pub fn is_name(name: &str) -> bool {
    REGIONS.contains_key(name)
}

/// The one region of this full name in that year; `None` where there is none or several, since a
/// wrong code is worse than a missing one. Without a year, regions in use today are asked.
///
/// ```
/// use zhibiao::region::find;
/// assert_eq!(find("卓尼县", Some(2025)).unwrap().code, "623022");
/// assert!(find("鼓楼区", Some(2025)).is_none());
/// ```
pub fn find(name: &str, year: Option<i32>) -> Option<Region> {
    let mut valid = REGIONS.get(name)?.iter().filter(|region| match year {
        Some(year) => region.in_use(year),
        None => region.to.is_none(),
    });
    let first = valid.next()?;
    valid.next().is_none().then_some(*first)
}
