//! Yields [`Observation`]s: what each quantity measures, of whom, when, and whether it is so or
//! shall be.

mod aspect;
mod breakdown;
mod horizon;
mod label;
mod modality;
mod observer;
mod subject;
mod time;
mod view;

use std::sync::Arc;

use rust_decimal::Decimal;

pub use observer::Observer;

use crate::dictionary::schema::Strength;
use crate::mention::Quantity;
use crate::outline::Role;
use crate::span::Span;

/// What a number says of its indicator.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Aspect {
    /// How many or how much there is.
    #[default]
    Level,
    /// An absolute difference, signed.
    Change,
    /// A rate of change in per cent, signed.
    Growth,
    /// A part of a whole.
    Share,
    /// A place in an order.
    Rank,
}

impl Aspect {
    /// All of them.
    pub const ALL: [Aspect; 5] =
        [Aspect::Level, Aspect::Change, Aspect::Growth, Aspect::Share, Aspect::Rank];

    /// As the tables write it.
    pub fn as_str(self) -> &'static str {
        match self {
            Aspect::Level => "level",
            Aspect::Change => "change",
            Aspect::Growth => "growth",
            Aspect::Share => "share",
            Aspect::Rank => "rank",
        }
    }
}

/// Whether something is so or shall be so.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Modality {
    /// Reported as fact.
    #[default]
    Actual,
    /// A plan, requirement, standard or promise.
    Target,
}

impl Modality {
    /// Both.
    pub const ALL: [Modality; 2] = [Modality::Actual, Modality::Target];

    /// As the tables write it.
    pub fn as_str(self) -> &'static str {
        match self {
            Modality::Actual => "actual",
            Modality::Target => "target",
        }
    }
}

/// Of whom a number speaks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Scope {
    /// The region that reports, or its whole education system.
    #[default]
    Region,
    /// A named school or body, or each of several: 每个县3个.
    Org,
    /// One activity.
    Event,
    /// Another place: 全省平均, a neighbour.
    Other,
}

impl Scope {
    /// As the tables write it.
    pub fn as_str(self) -> &'static str {
        match self {
            Scope::Region => "region",
            Scope::Org => "org",
            Scope::Event => "event",
            Scope::Other => "other",
        }
    }
}

/// An indicator as an observation names it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IndicatorRef {
    /// `group.measure`.
    pub id: Arc<str>,
    /// Chinese name.
    pub name: Arc<str>,
    /// Place in [`Dictionary::indicators`](crate::dictionary::Dictionary::indicators).
    pub place: usize,
}

/// One quantity and what it means.
#[derive(Clone, Debug)]
pub struct Observation {
    /// The number as it stands in the text.
    pub quantity: Quantity,
    /// Its value in the quantity's unit; negative for a fall. None where masked or suspect.
    pub value: Option<Decimal>,
    /// The upper value of a range, signed as the value.
    pub value_max: Option<Decimal>,
    /// What is measured, where the dictionary knows it.
    pub indicator: Option<IndicatorRef>,
    /// What is counted, in the text's own words.
    pub label: String,
    /// Words that narrow it (民办, 农村).
    pub qualifiers: Vec<String>,
    /// Of whom it speaks.
    pub scope: Scope,
    /// What it says of its indicator.
    pub aspect: Aspect,
    /// Fact or target.
    pub modality: Modality,
    /// The year or years, `2024` or `2021-2025`, where they can be told.
    pub period: Option<String>,
    /// Whether the text states the period; otherwise it is the report's.
    pub dated: bool,
    /// Tone words as written (力争, 以上, 左右).
    pub tone: Vec<String>,
    /// What they come to.
    pub tone_strength: Option<Strength>,
    /// The total that this is a part of: place in the report's observations.
    pub parent: Option<usize>,
    /// The rule that linked it; empty where none did.
    pub rule: String,
    /// The section that it stands in.
    pub section: Option<usize>,
    /// Role of that section.
    pub role: Role,
    /// The sentence that it stands in.
    pub sentence: Span,
    /// What a person set right: who, which column, why.
    pub corrected: Vec<String>,
}
