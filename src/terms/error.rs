//! Yields [`TermsError`]: why words cannot be counted as asked.

use std::fmt;

use crate::source::ReadError;

/// Why words cannot be counted as asked.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum TermsError {
    /// A list or dictionary is no text.
    #[error(transparent)]
    Unread(#[from] ReadError),
    /// A list, dictionary or option does not say what it should.
    #[error("{place}: {message}")]
    Malformed {
        /// The file or option.
        place: String,
        /// What is wrong, where, and how to mend it.
        message: String,
    },
}

impl TermsError {
    pub(super) fn new(place: impl fmt::Display, message: impl fmt::Display) -> Self {
        TermsError::Malformed { place: place.to_string(), message: message.to_string() }
    }
}
