//! Yields [`Analysis`]: the plain result of one report, one list per table.

use crate::audit::Finding;
use crate::document::Document;
use crate::mention::{Placeholder, Slogan};
use crate::observation::Observation;
use crate::outline::Section;

/// All that was found in one report, in text order.
///
/// Spans count bytes of the report's folded text; [`Text`](crate::text::Text) turns them into the
/// characters that the tables show.
#[derive(Debug, Default)]
pub struct Analysis {
    /// What the report says of itself.
    pub document: Document,
    /// Its headings.
    pub sections: Vec<Section>,
    /// Every quantity outside noise, with what it means.
    pub observations: Vec<Observation>,
    /// Every mask.
    pub placeholders: Vec<Placeholder>,
    /// Every slogan of the dictionary.
    pub slogans: Vec<Slogan>,
    /// What the checks say.
    pub findings: Vec<Finding>,
}
