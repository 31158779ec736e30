//! Yields the shapes of the entries in `dictionaries/`: one struct per kind of rule.
//!
//! Any file may hold any of them; a field that no rule has is an error that names it.

use serde::Deserialize;

use super::noise::NoiseRule;
use crate::unit::{FamilyRule, ImpliedRule, UnitRule};

/// One dictionary file.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
#[allow(missing_docs)]
pub struct DictionaryFile {
    pub indicator: Vec<IndicatorRule>,
    pub stage: Vec<StageRule>,
    pub measure: Vec<MeasureRule>,
    pub qualifier: Vec<QualifierRule>,
    pub joint: Vec<JointRule>,
    pub slogan: Vec<SloganRule>,
    pub unit: Vec<UnitRule>,
    pub family: Vec<FamilyRule>,
    pub implied: Vec<ImpliedRule>,
    pub idiom: Vec<IdiomRule>,
    pub cue: Vec<CueRule>,
    pub tone: Vec<ToneRule>,
    pub placeholder: Vec<PlaceholderRule>,
    pub heading: Vec<HeadingRule>,
    pub noise: Vec<NoiseRule>,
}

/// What is measured: its names as written, its unit and what is plausible.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct IndicatorRule {
    /// `group.measure`, unique.
    pub id: String,
    /// Chinese name for the tables.
    pub name: String,
    /// English name.
    pub name_en: String,
    /// Canonical unit of its level.
    pub unit: String,
    /// Other units in which its level is stated.
    #[serde(default)]
    pub also: Vec<String>,
    /// `growth` or `share` where the name itself says so.
    pub aspect: Option<String>,
    /// Least and greatest plausible level, in the unit.
    pub range: Option<[f64; 2]>,
    /// Stage of education, for names composed of stage and measure.
    pub stage: Option<String>,
    /// What is measured of the stage.
    pub measure: Option<String>,
    /// Noun phrases before or after the number.
    #[serde(default)]
    pub names: Vec<String>,
    /// Verb frames: `#` the number, `…` anything inside the clause, `(a|b)` alternatives.
    #[serde(default)]
    pub frames: Vec<String>,
    /// Words that forbid the rule where they stand in the same clause.
    #[serde(default)]
    pub unless: Vec<String>,
    /// Words of which one must stand in the sentence or the report's title, where names alone could
    /// mean something else elsewhere.
    #[serde(default)]
    pub needs: Vec<String>,
    /// What is counted, or the formula.
    pub definition: String,
    /// Where the definition comes from.
    pub source: Option<String>,
    /// Texts that must give this indicator.
    pub examples: Vec<String>,
    /// Texts that must not.
    pub counterexamples: Vec<String>,
}

/// Names under which several indicators are stated at once (城乡居民收入).
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(missing_docs)]
pub struct JointRule {
    pub id: String,
    /// Ids in the order in which 分别 gives their numbers.
    pub indicators: Vec<String>,
    pub names: Vec<String>,
    /// A text that must give every one of the indicators.
    pub example: String,
    /// A text that must not.
    pub counterexample: String,
}

/// A stage of education and the words that name it.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(missing_docs)]
pub struct StageRule {
    pub id: String,
    pub name: String,
    pub names: Vec<String>,
    /// The stage that it is a part of.
    pub parent: Option<String>,
    pub example: String,
    pub counterexample: String,
}

/// Something counted at every stage.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(missing_docs)]
pub struct MeasureRule {
    pub id: String,
    pub name: String,
    pub unit: String,
    /// Other units in which it is stated.
    #[serde(default)]
    pub also: Vec<String>,
    pub names: Vec<String>,
    pub example: String,
    pub counterexample: String,
}

/// A word that narrows a subject and goes to the column `qualifiers`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(missing_docs)]
pub struct QualifierRule {
    pub name: String,
    #[serde(default)]
    pub variants: Vec<String>,
}

/// A policy slogan or named scheme.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(missing_docs)]
pub struct SloganRule {
    pub canonical: String,
    /// `fixed`, `numeric` or `scheme`.
    pub kind: String,
    pub category: String,
    #[serde(default)]
    pub variants: Vec<String>,
    pub example: String,
    pub counterexample: String,
}

/// Words that hold a number sign and are no quantity.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(missing_docs)]
pub struct IdiomRule {
    pub id: String,
    pub words: Vec<String>,
    /// A text without any quantity.
    pub example: String,
    /// A text with one.
    pub counterexample: String,
}

/// Words that tell aspect, modality, bound, scope or structure.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(missing_docs)]
pub struct CueRule {
    pub id: String,
    pub class: CueClass,
    pub words: Vec<String>,
    pub example: String,
    pub counterexample: String,
}

/// What a cue word tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum CueClass {
    /// A rise: a percentage after it is growth.
    Rise,
    /// A fall: as a rise, and its value is negative.
    Fall,
    /// A noun for a rate of growth: the percentage after it is growth whatever verb stands between.
    Pace,
    /// The same for a rate of decline.
    PaceFall,
    /// An addition to a stock: a count after it is a change.
    Add,
    /// A point reached: the number after it is a level.
    Reach,
    /// A number after or before it is a share.
    Share,
    /// The number after it is the starting point of a change.
    From,
    /// A plan, promise, requirement or standard.
    Target,
    /// Something done or true: beats a plan section.
    Actual,
    /// The period before the one reported on.
    Past,
    /// Another place's figure.
    Elsewhere,
    /// Opens the parts of a total.
    Opens,
    /// Ends the parts of a total.
    Closes,
    /// Words between a head and its number that add nothing.
    Filler,
    /// Verbs that make a number of schools or people a deed, not a stock.
    Deed,
    /// States that a stock exists (现有, 共有).
    Exists,
    /// A lone 一 after it counts and is no article (新建一所).
    One,
    /// Each of several numbers goes with its own head (分别).
    Respectively,
    /// At least.
    Over,
    /// At most.
    Under,
    /// Below another figure: a difference after it is negative.
    Below,
    /// About.
    About,
    /// A rank follows.
    Rank,
    /// One activity, not the region as a whole.
    Event,
}

/// Words of commitment or vagueness, and whether they bind.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(missing_docs)]
pub struct ToneRule {
    pub id: String,
    pub strength: Strength,
    pub words: Vec<String>,
    pub example: String,
    pub counterexample: String,
}

/// Whether a target binds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Strength {
    /// 确保, 以上, 不低于.
    Hard,
    /// 力争, 左右, 预期.
    Soft,
    /// Words of both kinds.
    Mixed,
}

impl Strength {
    /// As the tables write it.
    pub fn as_str(self) -> &'static str {
        match self {
            Strength::Hard => "hard",
            Strength::Soft => "soft",
            Strength::Mixed => "mixed",
        }
    }
}

/// What a mask hides, by what stands around it; the first rule that fits is taken.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PlaceholderRule {
    /// Unique name.
    pub id: String,
    /// Class for column `class`.
    pub class: String,
    /// Regular expression for what stands before the mask, anchored at its end.
    pub before: Option<String>,
    /// Regular expression for what stands after it, anchored at its start.
    pub after: Option<String>,
    /// Regular expression for the mask itself.
    pub mask: Option<String>,
    /// A text whose first mask is of this class.
    pub example: String,
    /// A text whose first mask is not.
    pub counterexample: String,
}

/// What a heading's words say of its section.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct HeadingRule {
    /// Unique name.
    pub id: String,
    /// Role of the section.
    pub role: String,
    /// Whether it speaks of first-level titles only.
    #[serde(default)]
    pub first_level: bool,
    /// Regular expression over the title without its mark.
    pub pattern: String,
    /// A title that it fits.
    pub example: String,
    /// A title that it does not fit.
    pub counterexample: String,
}
