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

impl Analysis {
    /// Sets the document's completeness by the statuses of the observations.
    pub(crate) fn count_masks(&mut self) {
        let is_masked = |o: &&Observation| o.quantity.status.is_hidden();
        let masked = self.observations.iter().filter(is_masked).count();
        let all = self.observations.len();
        self.document.completeness = (all > 0).then(|| (all - masked) as f64 / all as f64);
    }
}
