//! Yields [`Extracted`]: what a document of any format holds, as plain text.
//!
//! The one seam for formats. Text formats are told apart by content and extracted from decoded
//! text; a binary format is recognised by its first bytes and would be extracted from those.

mod emphasis;
mod html;
mod markdown;

use std::ops::Range;

use super::line;
use super::{BlockKind, Format};

/// What one document holds.
#[derive(Clone, Debug, Default)]
pub(super) struct Extracted {
    /// The text to be analysed.
    pub(super) text: String,
    /// The kind of each line of `text` that is not blank, in order.
    pub(super) kinds: Vec<BlockKind>,
    /// Signs of the format that stand in `text`: class of noise and bytes of `text`.
    pub(super) markup: Vec<(&'static str, Range<usize>)>,
    /// The title that the document states about itself.
    pub(super) title: Option<String>,
    /// The date that it states, as written.
    pub(super) date: Option<String>,
    /// The address that it states.
    pub(super) url: Option<String>,
}

/// What the decoded `text` of the file `name` is written in.
pub(super) fn detect(name: &str, text: &str) -> Format {
    let ends = |ends: &[&str]| {
        let name = name.to_ascii_lowercase();
        ends.iter().any(|end| name.ends_with(end))
    };
    if html::is_page(text, ends(&[".html", ".htm", ".shtml", ".xhtml"])) {
        Format::Html
    } else if ends(&[".md", ".markdown"]) || markdown::is_marked_up(text) {
        Format::Markdown
    } else {
        Format::Text
    }
}

/// Extracts a document of a text format.
pub(super) fn extract(format: Format, text: String) -> Extracted {
    match format {
        Format::Text => {
            let kinds = line::lines(&text).map(|_| BlockKind::Paragraph).collect();
            Extracted { text, kinds, ..Extracted::default() }
        }
        Format::Markdown => markdown::extract(text),
        Format::Html => html::extract(&text),
    }
}

/// What a document is that begins with the signature of a binary format: a noun phrase.
pub(super) fn container(bytes: &[u8]) -> Option<&'static str> {
    const SIGNATURES: [(&[u8], &str); 18] = [
        (b"%PDF-", "a PDF document"),
        (b"{\\rtf", "a rich text document (.rtf)"),
        (b"Rar!\x1a\x07", "a RAR archive"),
        (b"7z\xbc\xaf\x27\x1c", "a 7z archive"),
        (b"\x1f\x8b\x08", "a gzip archive"),
        (b"BZh", "a bzip2 archive"),
        (b"\xfd7zXZ\0", "an xz archive"),
        (b"\x89PNG\r\n\x1a\n", "a picture (PNG)"),
        (b"\xff\xd8\xff", "a picture (JPEG)"),
        (b"GIF87a", "a picture (GIF)"),
        (b"GIF89a", "a picture (GIF)"),
        (b"II*\0", "a picture (TIFF)"),
        (b"MM\0*", "a picture (TIFF)"),
        (b"SQLite format 3\0", "an SQLite database"),
        (b"\x7fELF", "a program"),
        (b"MZ\x90\0", "a program"),
        (b"ITSF\x03\0", "a help file (.chm)"),
        (b"MIME-Version:", "a web archive (.mht)"),
    ];
    if bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"PK\x05\x06") {
        return Some(zipped(bytes));
    }
    if bytes.starts_with(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1") {
        return Some(compound(bytes));
    }
    SIGNATURES.iter().find(|(sign, _)| bytes.starts_with(sign)).map(|&(_, what)| what)
}

/// A zip is named by the parts it holds; their names stand uncompressed in it.
fn zipped(bytes: &[u8]) -> &'static str {
    const PARTS: [(&[u8], &str); 6] = [
        (b"word/document.xml", "a Word document (.docx)"),
        (b"xl/workbook.xml", "an Excel workbook (.xlsx)"),
        (b"ppt/presentation.xml", "a presentation (.pptx)"),
        (b"opendocument.text", "an OpenDocument text (.odt)"),
        (b"OFD.xml", "an OFD document"),
        (b"application/epub+zip", "an e-book (.epub)"),
    ];
    PARTS.iter().find(|(part, _)| holds(bytes, part)).map_or("a zip archive", |&(_, what)| what)
}

/// An OLE compound file is named by its streams, whose names are UTF-16.
fn compound(bytes: &[u8]) -> &'static str {
    const STREAMS: [(&[u8], &str); 3] = [
        (b"W\0o\0r\0d\0D\0o\0c\0u\0m\0e\0n\0t\0", "a Word or WPS document (.doc, .wps)"),
        (b"W\0o\0r\0k\0b\0o\0o\0k\0", "an Excel workbook (.xls)"),
        (b"P\0o\0w\0e\0r\0P\0o\0i\0n\0t\0", "a presentation (.ppt)"),
    ];
    STREAMS
        .iter()
        .find(|(stream, _)| holds(bytes, stream))
        .map_or("an office document of the old kind (.doc, .wps, .xls)", |&(_, what)| what)
}

fn holds(bytes: &[u8], part: &[u8]) -> bool {
    bytes.windows(part.len()).any(|window| window == part)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn format_is_told_by_content_before_name() {
        let cases = [
            ("a.txt", "政府工作报告\n各位代表：", Format::Text),
            ("a.md", "政府工作报告\n各位代表：", Format::Markdown),
            ("a.txt", "---\ntitle: 报告\n---\n各位代表：", Format::Markdown),
            ("a.txt", "# 政府工作报告\n\n## 一、回顾\n", Format::Markdown),
            ("a.txt", "**县教育局20**年工作总结\n全县有学校**所。", Format::Text),
            ("a.txt", "**一、2021年工作回顾\n全年增长8%。", Format::Markdown),
            ("a.doc", "<!DOCTYPE html>\n<p>各位代表</p>", Format::Html),
            ("a.txt", "\n<!-- x --><HTML><body>各位代表", Format::Html),
            ("a.html", "各位代表：<br>现在，我代表<br>", Format::Html),
            ("a.html", "各位代表：现在，我代表", Format::Text),
            ("a.md", "<!-- 来源：某报 -->\n# 报告\n增长<br>8%", Format::Markdown),
            ("a.txt", "当x<5时，y>3", Format::Text),
        ];
        for (name, text, format) in cases {
            assert_eq!(detect(name, text), format, "{name} {text}");
        }
    }

    #[test]
    fn containers_are_named() {
        let ole = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1";
        let word = [&ole[..], b"..W\0o\0r\0d\0D\0o\0c\0u\0m\0e\0n\0t\0"].concat();
        let cases: [(&[u8], Option<&str>); 7] = [
            (b"%PDF-1.7\n", Some("a PDF document")),
            (b"PK\x03\x04....word/document.xml", Some("a Word document (.docx)")),
            (b"PK\x03\x04....a.txt", Some("a zip archive")),
            (ole, Some("an office document of the old kind (.doc, .wps, .xls)")),
            (&word, Some("a Word or WPS document (.doc, .wps)")),
            ("政府工作报告".as_bytes(), None),
            (b"", None),
        ];
        for (bytes, what) in cases {
            assert_eq!(container(bytes), what);
        }
    }
}
