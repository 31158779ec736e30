//! Yields [`ReadError`]: why a file could not become a report, and how to mend it.

use std::io;

/// Why one file was not read. The other files of a run are still read.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ReadError {
    /// Nothing stands at the path.
    #[error("{path}: no such file or folder; check the path")]
    Missing {
        /// The path as given.
        path: String,
    },
    /// The file or folder is there but the system would not hand over its content.
    #[error("{path}: cannot be read: {cause}; check the permissions and whether the disk is there")]
    Unreadable {
        /// The path as given.
        path: String,
        /// What the system answered.
        cause: io::Error,
    },
    /// The bytes are no text in any encoding.
    #[error("{path}: byte {at}: not text; save the document as txt, md or html")]
    Binary {
        /// The path as given.
        path: String,
        /// Offset of the first byte that no text holds.
        at: usize,
    },
    /// The file holds nothing, or only white space.
    #[error("{path}: holds no text; fetch the document again or leave the file out")]
    Empty {
        /// The path as given.
        path: String,
    },
    /// `--encoding` names no encoding.
    #[error(
        "{path}: unknown encoding `{label}`; use a name such as utf-8, gb18030, big5 or utf-16le"
    )]
    UnknownEncoding {
        /// The path as given.
        path: String,
        /// The name that was asked for.
        label: String,
    },
    /// A document of a kind that has no reader.
    #[error("{path}: byte 0: {what}, which is not read yet; save it as txt, md or html")]
    UnsupportedFormat {
        /// The path as given.
        path: String,
        /// What it is, with its article: `a Word document (.docx)`.
        what: &'static str,
    },
}

impl ReadError {
    /// The short code that `documents.csv` shows in its `error` column.
    pub const fn code(&self) -> &'static str {
        match self {
            ReadError::Missing { .. } => "missing",
            ReadError::Unreadable { .. } => "unreadable",
            ReadError::Binary { .. } => "binary",
            ReadError::Empty { .. } => "empty",
            ReadError::UnknownEncoding { .. } => "encoding",
            ReadError::UnsupportedFormat { .. } => "format",
        }
    }

    /// The path that the error speaks of, as given.
    pub fn path(&self) -> &str {
        match self {
            ReadError::Missing { path }
            | ReadError::Unreadable { path, .. }
            | ReadError::Binary { path, .. }
            | ReadError::Empty { path }
            | ReadError::UnknownEncoding { path, .. }
            | ReadError::UnsupportedFormat { path, .. } => path,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_message_names_the_file_and_the_mend() {
        let path = "a/b.txt".to_owned();
        let cause = io::Error::from(io::ErrorKind::PermissionDenied);
        let errors = [
            ReadError::Missing { path: path.clone() },
            ReadError::Unreadable { path: path.clone(), cause },
            ReadError::Binary { path: path.clone(), at: 7 },
            ReadError::Empty { path: path.clone() },
            ReadError::UnknownEncoding { path: path.clone(), label: "x".into() },
            ReadError::UnsupportedFormat { path, what: "a PDF" },
        ];
        for error in errors {
            let message = error.to_string();
            assert!(message.starts_with("a/b.txt: ") && message.contains("; "), "{message}");
            assert_eq!(error.path(), "a/b.txt");
        }
    }
}
