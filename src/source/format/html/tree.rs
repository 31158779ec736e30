//! Yields [`Tree`]: a page's elements with the end tags that its author left out put in.

use std::collections::BTreeMap;

use super::names::{is_block, is_furniture_tag, is_unread, is_void, names_furniture};
use html5gum::{DefaultEmitter, HtmlString, Spanned, StartTag, Token, Tokenizer};

/// Elements nested deeper than this become children of the one at this depth.
const DEEPEST: usize = 200;
/// An element marked as furniture that holds more than one part in this many of the page's text
/// is the article all the same, wrongly named.
const FURNITURE_SHARE: usize = 5;

pub(super) enum Node {
    Element(usize),
    Text(String),
}

#[derive(Default)]
pub(super) struct Element {
    pub(super) name: String,
    pub(super) parent: usize,
    pub(super) children: Vec<Node>,
    /// A link that leads away from this place of the page.
    pub(super) is_link: bool,
    is_hidden: bool,
    is_furniture: bool,
    /// Characters of text inside, at any depth.
    chars: usize,
}

/// The elements in document order, the root first; a parent stands before its children.
pub(super) struct Tree {
    pub(super) elements: Vec<Element>,
    /// The date of publication that the page states, as written.
    pub(super) date: Option<String>,
    /// The page's own address, where it is complete.
    pub(super) url: Option<String>,
    stated_title: Option<String>,
    open: Vec<usize>,
}

impl Tree {
    pub(super) fn parse(page: &str) -> Tree {
        let mut tree = Tree {
            elements: vec![Element::default()],
            date: None,
            url: None,
            stated_title: None,
            open: vec![0],
        };
        let mut emitter = DefaultEmitter::<()>::default();
        // Scripts and styles may hold what looks like tags.
        emitter.naively_switch_states(true);
        for token in Tokenizer::new_with_emitter(page, emitter) {
            match token.unwrap_or_else(|never| match never {}) {
                Token::StartTag(tag) => tree.start(&tag),
                Token::EndTag(tag) => tree.end(&shown(&tag.name)),
                Token::String(text) => tree.text(&shown(&text)),
                _ => {}
            }
        }
        for at in (1..tree.elements.len()).rev() {
            let (parent, chars) = (tree.elements[at].parent, tree.elements[at].chars);
            tree.elements[parent].chars += chars;
        }
        tree
    }

    /// Whether nothing inside the element belongs to an article.
    pub(super) fn is_dropped(&self, element: usize) -> bool {
        let it = &self.elements[element];
        let is_large = it.chars * FURNITURE_SHARE > self.elements[0].chars;
        it.is_hidden
            || is_unread(&it.name)
            || !is_large && (it.is_furniture || is_furniture_tag(&it.name))
    }

    /// The text of the first element of that name, white space collapsed.
    pub(super) fn first(&self, name: &str) -> Option<String> {
        let at = self.elements.iter().position(|element| element.name == name)?;
        let mut text = String::new();
        self.collect(at, &mut text);
        let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
        (!text.is_empty()).then_some(text)
    }

    /// The article's title: as the page's data state it, or its first part in `<title>`, before
    /// the name of the site.
    pub(super) fn title(&self) -> Option<String> {
        let stated = self.stated_title.clone().or_else(|| {
            let title = self.first("title")?;
            let part = title.split(['_', '|', '｜']).next().unwrap_or(&title);
            let part = part.split(" - ").next().unwrap_or(part).trim();
            (!part.is_empty()).then(|| part.to_owned())
        });
        stated.or_else(|| self.first("h1"))
    }

    fn collect(&self, element: usize, text: &mut String) {
        for child in &self.elements[element].children {
            match child {
                Node::Text(part) => text.push_str(part),
                Node::Element(inner) => self.collect(*inner, text),
            }
        }
    }

    fn start(&mut self, tag: &StartTag<()>) {
        let name = shown(&tag.name).into_owned();
        let attribute = |key: &str| tag.attributes.get(key.as_bytes()).map(|value| shown(value));
        match name.as_str() {
            "meta" => self.meta(&tag.attributes),
            "link" if attribute("rel").is_some_and(|rel| rel.eq_ignore_ascii_case("canonical")) => {
                self.url = attribute("href").and_then(|href| complete(&href));
            }
            _ => {}
        }
        self.close_before(&name);
        let parent = *self.open.last().unwrap_or(&0);
        let style = attribute("style").unwrap_or_default().replace(' ', "").to_ascii_lowercase();
        let names = ["class", "id"].map(|key| attribute(key).unwrap_or_default().into_owned());
        let href = attribute("href").unwrap_or_default();
        self.elements.push(Element {
            parent,
            is_link: name == "a" && !href.is_empty() && !href.starts_with('#'),
            is_hidden: attribute("hidden").is_some() || style.contains("display:none"),
            is_furniture: names.iter().any(|name| names_furniture(name)),
            name,
            ..Element::default()
        });
        let at = self.elements.len() - 1;
        self.elements[parent].children.push(Node::Element(at));
        let is_open = !tag.self_closing && !is_void(&self.elements[at].name);
        if is_open && self.open.len() < DEEPEST {
            self.open.push(at);
        }
    }

    /// Ends the elements that the start of another one ends.
    fn close_before(&mut self, next: &str) {
        let (ended, within): (&[&str], &[&str]) = match next {
            "li" => (&["li"], &["ul", "ol", "td", "th"]),
            "dt" | "dd" => (&["dt", "dd"], &["dl", "td", "th"]),
            "td" | "th" => (&["td", "th"], &["table"]),
            "tr" => (&["tr"], &["table"]),
            "tbody" | "thead" | "tfoot" => (&["tbody", "thead", "tfoot", "tr"], &["table"]),
            "option" => (&["option"], &["select"]),
            name if is_block(name) => (&["p", "head"], &["td", "th", "table", "li"]),
            _ => return,
        };
        let names = |at: &usize| self.elements[*at].name.as_str();
        let from = self.open.iter().rposition(|at| within.contains(&names(at))).unwrap_or(0);
        if let Some(ends) = self.open[from..].iter().position(|at| ended.contains(&names(at))) {
            self.open.truncate((from + ends).max(1));
        }
    }

    fn end(&mut self, name: &str) {
        let names = |at: &usize| self.elements[*at].name.as_str();
        let walls: &[&str] = match name {
            "table" | "html" | "body" => &[],
            "tr" | "td" | "th" | "tbody" | "thead" | "tfoot" => &["table"],
            _ => &["td", "th", "table"],
        };
        for at in (1..self.open.len()).rev() {
            if names(&self.open[at]) == name {
                self.open.truncate(at);
                return;
            }
            if walls.contains(&names(&self.open[at])) {
                return;
            }
        }
    }

    fn text(&mut self, text: &str) {
        let at = *self.open.last().unwrap_or(&0);
        if !is_unread(&self.elements[at].name) {
            self.elements[at].chars += text.chars().filter(|c| !c.is_whitespace()).count();
        }
        self.elements[at].children.push(Node::Text(text.to_owned()));
    }

    /// Chinese government pages state title and date in `<meta name="ArticleTitle">` and `PubDate`.
    fn meta(&mut self, attributes: &BTreeMap<HtmlString, Spanned<HtmlString, ()>>) {
        let value = |key: &str| attributes.get(key.as_bytes()).map(|value| shown(value));
        let (Some(name), Some(content)) =
            (value("name").or_else(|| value("property")), value("content"))
        else {
            return;
        };
        let content = content.trim().to_owned();
        let slot = match name.to_ascii_lowercase().as_str() {
            "articletitle" | "og:title" => &mut self.stated_title,
            "pubdate" | "publishdate" | "article:published_time" | "dc.date" => &mut self.date,
            "url" | "og:url" => match complete(&content) {
                Some(_) => &mut self.url,
                None => return,
            },
            _ => return,
        };
        if !content.is_empty() {
            slot.get_or_insert(content);
        }
    }
}

fn shown(bytes: &HtmlString) -> std::borrow::Cow<'_, str> {
    String::from_utf8_lossy(bytes)
}

fn complete(url: &str) -> Option<String> {
    url.starts_with("http").then(|| url.to_owned())
}
