//! Yields the text of a user's list or dictionary, and [`TermsError`] where there is none.

use std::fmt;
use std::path::Path;

use crate::source::{ReadError, decode};

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

/// A file's text, in whichever encoding.
pub(super) fn text(path: &Path) -> Result<String, TermsError> {
    let shown = path.display().to_string();
    let bytes = std::fs::read(path)
        .map_err(|cause| ReadError::Unreadable { path: shown.clone(), cause })?;
    Ok(decode::decode(&shown, &bytes, None)?.text)
}
