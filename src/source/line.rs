//! Yields the lines of a text that hold something to read.

use std::ops::Range;

/// Whether `c` ends a line. Scraped texts hold old-Mac line ends and form feeds as well.
pub(super) const fn is_line_end(c: char) -> bool {
    matches!(c, '\n' | '\r' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}')
}

/// Whether `c` shows nothing: white space of any width, and zero-width signs.
pub(super) fn is_blank(c: char) -> bool {
    c.is_whitespace() || matches!(c, '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}' | '\0')
}

/// Byte ranges of the lines that are not blank, without their line ends, untrimmed.
pub(super) fn lines(text: &str) -> impl Iterator<Item = Range<usize>> + '_ {
    let mut start = 0;
    text.split_inclusive(is_line_end).filter_map(move |piece| {
        let line = piece.trim_end_matches(is_line_end);
        let range = start..start + line.len();
        start += piece.len();
        (!line.chars().all(is_blank)).then_some(range)
    })
}

/// `range` without the blank characters at its ends.
pub(super) fn trim(text: &str, range: Range<usize>) -> Range<usize> {
    let line = &text[range.clone()];
    let end = range.start + line.trim_end_matches(is_blank).len();
    let start = range.end - line.trim_start_matches(is_blank).len();
    start.min(end)..end
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blank_lines_are_passed_over() {
        let text = "甲\r\n\u{3000}\u{3000}乙 \n \u{200b}\n\n丙\u{c}丁";
        let found: Vec<_> = lines(text).map(|r| &text[trim(text, r)]).collect();
        assert_eq!(found, ["甲", "乙", "丙", "丁"]);
        assert_eq!(lines("").count() + lines(" \n\t").count(), 0);
    }
}
