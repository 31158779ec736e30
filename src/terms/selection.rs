//! Yields [`Selection`]: which reports are meant, by path, region, year or level.

use globset::{GlobBuilder, GlobMatcher};

use super::{Place, TermsError};

/// A choice of reports.
///
/// Either a glob over the report's key (`*/2020/*`), or conditions parted by commas that must all hold:
/// `year=2018..2022`, `region=成都*`, `region=51*`, `level=province`.
///
/// ```
/// use zhibiao::terms::{Place, Selection};
/// let place = Place { report: "in/a.txt".into(), year: Some(2020), ..Place::default() };
/// let takes = |given: &str| Selection::parse(given).unwrap().takes(&place);
/// assert!(takes("in/*") && takes("year=2020") && takes("year=2018..2022"));
/// assert!(!takes("year=2021") && !takes("year=2020,level=province"));
/// assert!(Selection::parse("year=x").is_err());
/// ```
#[derive(Clone, Debug)]
pub struct Selection(Vec<Condition>);

#[derive(Clone, Debug)]
enum Condition {
    Path(GlobMatcher),
    Region(GlobMatcher),
    Level(String),
    Year(i32, i32),
}

const LEVELS: [&str; 5] = ["national", "province", "prefecture", "county", "township"];

impl Selection {
    /// Reads a selection.
    ///
    /// # Errors
    /// A glob, year or level that is none.
    pub fn parse(given: &str) -> Result<Self, TermsError> {
        let is_condition = |part: &str| {
            ["region=", "year=", "level="].iter().any(|key| part.trim_start().starts_with(key))
        };
        if !is_condition(given) {
            return Ok(Selection(vec![Condition::Path(glob(given, given)?)]));
        }
        let condition = |part: &str| {
            let (key, value) = part.trim().split_once('=').unwrap_or((part, ""));
            match key {
                "region" => Ok(Condition::Region(glob(given, value)?)),
                "level" if LEVELS.contains(&value) => Ok(Condition::Level(value.to_owned())),
                "level" => Err(TermsError::new(
                    given,
                    format!("no such level; there are {}", LEVELS.join(", ")),
                )),
                "year" => years(value).ok_or_else(|| {
                    TermsError::new(given, "no year; write year=2020 or year=2018..2022")
                }),
                _ => Err(TermsError::new(given, format!("{part}: write region=, year= or level="))),
            }
        };
        given.split(',').map(condition).collect::<Result<_, _>>().map(Selection)
    }

    /// Whether a report is among those meant. One that does not state what a condition asks is not.
    pub fn takes(&self, place: &Place) -> bool {
        self.0.iter().all(|condition| match condition {
            Condition::Path(glob) => glob.is_match(&place.report),
            Condition::Region(glob) => {
                [&place.code, &place.region].into_iter().flatten().any(|name| glob.is_match(name))
            }
            Condition::Level(level) => place.level == Some(level),
            Condition::Year(from, to) => {
                place.year.is_some_and(|year| (*from..=*to).contains(&year))
            }
        })
    }
}

fn glob(given: &str, pattern: &str) -> Result<GlobMatcher, TermsError> {
    let glob = GlobBuilder::new(pattern).build();
    Ok(glob.map_err(|error| TermsError::new(given, error))?.compile_matcher())
}

fn years(value: &str) -> Option<Condition> {
    let (from, to) = value.split_once("..").unwrap_or((value, value));
    let (from, to) = (from.trim().parse().ok()?, to.trim().parse().ok()?);
    (from <= to).then_some(Condition::Year(from, to))
}
