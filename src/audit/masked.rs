//! Yields a finding for every masked figure, and says which indicator it hides.

use super::{Finding, Outcome, Severity};
use crate::mention::Placeholder;
use crate::observation::Observation;
use crate::text::Text;

/// A masked quantity is a warning, since a figure is missing from the table; any other mask is
/// information.
pub(super) fn check(
    text: &Text,
    observations: &[Observation],
    placeholders: &[Placeholder],
) -> Vec<Finding> {
    placeholders
        .iter()
        .map(|placeholder| {
            let after =
                observations.partition_point(|o| o.quantity.span.start <= placeholder.span.start);
            let hidden = after.checked_sub(1).filter(|&i| {
                let quantity = &observations[i].quantity;
                quantity.span.contains(placeholder.span) && quantity.mask.is_some()
            });
            let what = hidden.map(|i| &observations[i]).map(|o| match &o.indicator {
                Some(indicator) => indicator.name.to_string(),
                None => o.label.clone(),
            });
            let class = &placeholder.class;
            let message = match &what {
                Some(what) if !what.is_empty() => format!("{class} masked: {what}"),
                _ => format!("{class} masked"),
            };
            Finding {
                check: "masked",
                outcome: Outcome::Fails,
                severity: if hidden.is_some() { Severity::Warning } else { Severity::Info },
                confidence: 1.0,
                message,
                expected: String::new(),
                found: text.raw(placeholder.span).to_owned(),
                span: placeholder.span,
                parts: Vec::new(),
                rests_on: hidden.into_iter().collect(),
            }
        })
        .collect()
}
