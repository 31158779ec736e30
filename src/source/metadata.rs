//! Yields when and where a document was published, from the lines that were set aside as noise.

use std::sync::LazyLock;

use regex::Regex;

use super::Noise;
use crate::text::Text;

static DATE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?:^|[^\d])((?:19|20)\d{2})(?:\s*[-/.年]\s*(1[0-2]|0?[1-9])(?:\s*[-/.月]\s*(3[01]|[12]\d|0?[1-9])(?:[^\d]|$))?)?")
        .expect("a fixed pattern")
});
static ADDRESS: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"https?://[!-~]+").expect("a fixed pattern"));

/// The first date in `text` in ISO form, as precise as it stands there.
pub(super) fn date(text: &str) -> Option<String> {
    let found = DATE.captures(text)?;
    let mut date = found[1].to_owned();
    for part in [found.get(2), found.get(3)].into_iter().flatten() {
        date.push_str(&format!("-{:0>2}", part.as_str()));
    }
    Some(date)
}

/// The date in the first byline that has one.
pub(super) fn publish_date(text: &Text, noise: &[Noise]) -> Option<String> {
    of_class(text, noise, "byline").find_map(date)
}

/// The first address in a line that gives the document's own.
pub(super) fn source_url(text: &Text, noise: &[Noise]) -> Option<String> {
    of_class(text, noise, "link")
        .filter(|piece| !piece.starts_with("http"))
        .find_map(|piece| ADDRESS.find(piece))
        .map(|address| address.as_str().trim_end_matches([')', ',', ';', '"']).to_owned())
}

fn of_class<'t>(
    text: &'t Text,
    noise: &'t [Noise],
    class: &'static str,
) -> impl Iterator<Item = &'t str> {
    noise.iter().filter(move |noise| noise.class == class).map(|noise| text.slice(noise.span))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_as_precise_as_stated() {
        let cases = [
            ("更新时间:2025-11 来源:网友投稿", Some("2025-11")),
            ("时间:2026-1-12 作者:", Some("2026-01-12")),
            ("2025年3月5日 09:30", Some("2025-03-05")),
            ("2025/03/05", Some("2025-03-05")),
            ("2025-01-08 09:30", Some("2025-01-08")),
            ("2024年", Some("2024")),
            ("(7950字)", None),
            ("浏览次数:120241", None),
        ];
        for (text, expected) in cases {
            assert_eq!(date(text).as_deref(), expected, "{text}");
        }
    }
}
