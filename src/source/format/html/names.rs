//! Yields what the names of elements, and of their classes, say about their text.

/// Words in an element's `class` or `id` that say it is no part of an article.
const FURNITURE: [&str; 20] = [
    "nav",
    "navbar",
    "navigation",
    "menu",
    "submenu",
    "footer",
    "sidebar",
    "breadcrumb",
    "breadcrumbs",
    "crumb",
    "crumbs",
    "share",
    "copyright",
    "pagination",
    "pager",
    "related",
    "recommend",
    "banner",
    "toolbar",
    "search",
];
/// `mainNav`, `main-nav` and `main_nav` all name the word `nav`.
pub(super) fn names_furniture(names: &str) -> bool {
    let mut word = String::new();
    let mut after_small = false;
    let is_named = |word: &str| FURNITURE.contains(&word);
    for c in names.chars() {
        if !c.is_ascii_alphanumeric() || after_small && c.is_ascii_uppercase() {
            if is_named(&word) {
                return true;
            }
            word.clear();
        }
        if c.is_ascii_alphanumeric() {
            word.push(c.to_ascii_lowercase());
        }
        after_small = c.is_ascii_lowercase();
    }
    is_named(&word)
}

pub(super) fn is_furniture_tag(name: &str) -> bool {
    matches!(name, "nav" | "footer" | "header" | "aside" | "menu")
}

/// Elements whose text no reader of the page sees as text.
pub(super) fn is_unread(name: &str) -> bool {
    matches!(
        name,
        "head"
            | "title"
            | "script"
            | "style"
            | "noscript"
            | "template"
            | "iframe"
            | "object"
            | "svg"
            | "math"
            | "select"
            | "option"
            | "button"
            | "textarea"
            | "audio"
            | "video"
            | "canvas"
            | "map"
    )
}

pub(super) fn is_void(name: &str) -> bool {
    matches!(
        name,
        "br" | "hr"
            | "img"
            | "input"
            | "meta"
            | "link"
            | "area"
            | "base"
            | "col"
            | "embed"
            | "param"
            | "source"
            | "track"
            | "wbr"
    )
}

/// Elements that begin and end a line.
pub(super) fn is_block(name: &str) -> bool {
    matches!(
        name,
        "p" | "div"
            | "li"
            | "ul"
            | "ol"
            | "dl"
            | "dt"
            | "dd"
            | "h1"
            | "h2"
            | "h3"
            | "h4"
            | "h5"
            | "h6"
            | "table"
            | "caption"
            | "thead"
            | "tbody"
            | "tfoot"
            | "tr"
            | "td"
            | "th"
            | "section"
            | "article"
            | "main"
            | "header"
            | "footer"
            | "nav"
            | "aside"
            | "form"
            | "fieldset"
            | "blockquote"
            | "center"
            | "pre"
            | "address"
            | "figure"
            | "figcaption"
            | "details"
            | "summary"
            | "html"
            | "body"
            | "hr"
            | "br"
    )
}
