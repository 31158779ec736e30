//! Yields a finding for every masked figure, and says which indicator it hides.

use super::{Evidence, Finding};
use crate::dictionary::Message;

/// A masked quantity is a warning, since a figure is missing from the table; any other mask is
/// information.
pub(super) fn check(evidence: Evidence) -> Vec<Finding> {
    let Evidence { text, observations, placeholders, dictionary } = evidence;
    placeholders
        .iter()
        .map(|placeholder| {
            let after =
                observations.partition_point(|o| o.quantity.span.start <= placeholder.span.start);
            let hidden = after.checked_sub(1).filter(|&i| {
                let quantity = &observations[i].quantity;
                quantity.span.contains(placeholder.span) && quantity.mask.is_some()
            });
            let what = hidden.map(|i| &observations[i]).map_or("", |o| match &o.indicator {
                Some(indicator) => &indicator.name,
                None => &o.label,
            });
            let message =
                if hidden.is_some() { Message::MaskedFigure } else { Message::MaskedSign };
            let values = [("class", &*placeholder.class), ("what", what)];
            Finding {
                found: text.raw(placeholder.span).to_owned(),
                rests_on: hidden.into_iter().collect(),
                ..Finding::new(dictionary.checks.note(message), placeholder.span, &values)
            }
        })
        .collect()
}
