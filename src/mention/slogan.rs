//! Yields [`Slogan`]s: policy slogans and named schemes, longest match, folded to canonical form.

use std::sync::Arc;

use crate::dictionary::{Dictionary, Sense};
use crate::span::{Span, leftmost_longest};
use crate::token::Tokens;

/// One occurrence of a slogan.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Slogan {
    /// As written.
    pub span: Span,
    /// The form that variants fold to.
    pub canonical: Arc<str>,
    /// Its subject.
    pub category: Arc<str>,
    /// `fixed`, `numeric` or `scheme`.
    pub kind: Arc<str>,
    /// The section that it stands in.
    pub section: Option<usize>,
}

/// The slogans of a sentence.
pub fn slogans(tokens: &Tokens, section: Option<usize>, dictionary: &Dictionary) -> Vec<Slogan> {
    let found = tokens.terms.iter().filter_map(|term| {
        let senses = dictionary.lexicon.senses(term);
        let entry = senses.iter().find_map(|sense| match sense {
            Sense::Slogan(i) => Some(&dictionary.slogans[*i]),
            _ => None,
        })?;
        Some(Slogan {
            span: term.span,
            canonical: entry.canonical.clone(),
            category: entry.category.clone(),
            kind: entry.kind.clone(),
            section,
        })
    });
    leftmost_longest(found.collect(), |slogan| slogan.span)
}
