//! Yields [`Candidate`]s: phrases that look and spread like slogans and that no dictionary has.
//!
//! Two passes. The first, [`Sightings`], notes by form what may be a slogan, and how often each word
//! occurs; the second, [`Census`], says what came up in enough reports,
//! and [`Tally`] counts it: where, in which years, beside
//! what. The score of a candidate is
//!
//! ```text
//! regions × bond × (0.2 + 2 × quoted + min(burst, 1) + 1 with + or 、) × setting
//! ```
//!
//! Where a [`Subject`] is given, it is that with regions^0.8 in place of regions, times 0.5 + √`about`:
//! how many times as often as phrases on the whole this one stands in a sentence with a word of the subject
//! outside it. A plain noun phrase such as 控辍保学 that few reports have is found by its company only.
//!
//! `bond` is 2 + `association`, between 0 and 6; `association` is the pointwise mutual information of the
//! phrase at the weakest seam between its words (beyond e⁴, 55 times what chance gives, more says no more).
//! `setting` is 0.3 + `urged`, the share of its occurrences after a word that calls for it (推进, 坚持) or before
//! one that it names (战略, 工作); at least 1 for quoted phrases and those with + or 、, and 0.7 times that for a
//! phrase of no other form. `burst` is how far the years of the
//! reports that hold it differ from those of all reports (Kullback–Leibler): a slogan comes and goes with
//! its years, a term stays. What never stands in quotation marks must be free on both sides: the
//! characters before it and after it have an entropy of 1 nat at least.

mod census;
mod entry;
mod form;
mod rank;
mod setting;
mod subject;

pub use census::{Census, Counted, Tally};
pub use form::{Form, Seen, Sightings, sight};
pub use subject::Subject;

/// A phrase that may be a slogan.
#[derive(Clone, Debug, PartialEq)]
pub struct Candidate {
    /// The phrase.
    pub phrase: String,
    /// What it looks like.
    pub form: Form,
    /// How often it occurs.
    pub count: usize,
    /// In how many reports.
    pub reports: usize,
    /// In how many regions; a report whose region is not known counts as one.
    pub regions: usize,
    /// Share of the occurrences in quotation marks.
    pub quoted: f64,
    /// Share of the occurrences beside a word that calls for a slogan (推进) or is named by one (战略).
    pub urged: f64,
    /// How many times as often as phrases on the whole it stands in a sentence with the subject, beside it.
    pub about: Option<f64>,
    /// ln of observed over expected occurrences at the weakest seam.
    pub association: f64,
    /// Entropy of the characters beside it, on the side where it is less, in nats.
    pub freedom: f64,
    /// Kullback–Leibler divergence of its years from those of all reports, in nats.
    pub burst: f64,
    /// First year reported on with it.
    pub first: Option<i32>,
    /// Last year reported on with it.
    pub last: Option<i32>,
    /// What it is ranked by.
    pub score: f64,
    /// The two sides of its weakest seam.
    pub parts: (String, String),
    /// A clause that holds it.
    pub example: Option<Example>,
}

/// A clause where it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Example {
    /// The clause.
    pub text: String,
    /// Path of the report.
    pub source: String,
    /// Line in its text, from 1.
    pub line: usize,
}
