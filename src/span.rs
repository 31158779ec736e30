//! Yields [`Span`]: a half-open range of bytes in the analysed form of a report's text.

use std::ops::Range;

/// A half-open range of byte offsets into [`Text::folded`](crate::text::Text::folded).
///
/// Offsets always fall on character boundaries. Tables state positions in characters;
/// [`Text::char_range`](crate::text::Text::char_range) converts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    /// First byte.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
}

impl Span {
    /// The span from `start` up to, not including, `end`.
    pub const fn new(start: usize, end: usize) -> Self {
        Span { start, end }
    }

    /// Length in bytes.
    pub const fn len(self) -> usize {
        self.end - self.start
    }

    /// Whether the span covers nothing.
    pub const fn is_empty(self) -> bool {
        self.start >= self.end
    }

    /// The span as a range, for slicing.
    pub const fn range(self) -> Range<usize> {
        self.start..self.end
    }

    /// Whether `other` lies wholly inside.
    pub const fn contains(self, other: Span) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// Whether the two share a byte.
    pub const fn overlaps(self, other: Span) -> bool {
        self.start < other.end && other.start < self.end
    }

    /// The same span moved right by `by` bytes.
    pub const fn shifted(self, by: usize) -> Span {
        Span::new(self.start + by, self.end + by)
    }
}

/// Keeps, of overlapping items, the leftmost and of those the longest; yields them in text order.
///
/// ```
/// use zhibiao::span::{Span, leftmost_longest};
/// let spans = vec![Span::new(3, 6), Span::new(0, 3), Span::new(0, 6)];
/// assert_eq!(leftmost_longest(spans, |s| *s), [Span::new(0, 6)]);
/// ```
pub fn leftmost_longest<T>(mut items: Vec<T>, span: impl Fn(&T) -> Span) -> Vec<T> {
    items.sort_by_key(|item| (span(item).start, std::cmp::Reverse(span(item).end)));
    let mut end = 0;
    items.retain(|item| {
        let free = span(item).start >= end;
        if free {
            end = span(item).end;
        }
        free
    });
    items
}
