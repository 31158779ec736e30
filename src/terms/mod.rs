//! Yields words of many reports: how often, where and with what they stand, and which are new.
//!
//! [`Words`] cuts a report's [`Prose`], its text less noise. [`Terms`] keeps the counts of each report,
//! never its text, and puts them together by [`By`]: [`Terms::frequencies`], [`Terms::dispersion`],
//! [`Terms::keyness`], [`Terms::similarities`]. [`Categories`] counts the words of a dictionary of
//! categories, [`Phrases`] shows words in their context, [`SloganYears`] tells when slogans were in use,
//! and [`discover`] finds new ones.

mod categories;
mod category;
pub mod columns;
pub mod discover;
mod dispersion;
mod error;
mod frequency;
mod group;
mod keyness;
mod kwic;
mod prose;
mod selection;
mod similarity;
mod slogans;
mod words;

pub use categories::Categories;
pub use category::CategoryUnits;
pub use dispersion::Dispersion;
pub use error::TermsError;
pub use frequency::Frequency;
pub use group::{By, Group, Place, Terms, Unit};
pub use keyness::{Keyness, Pair};
pub use kwic::{Hit, Phrases, aligned};
pub use prose::Prose;
pub use selection::Selection;
pub use similarity::Similarity;
pub use slogans::{SloganUse, SloganYears};
pub use words::{Per, Token, Totals, WordCounts, Words};
