//! Yields [`Categories`]: the user's dictionary of categories, and what it counts in a report.

use std::collections::HashMap;
use std::path::Path;

use regex::{RegexSet, RegexSetBuilder};
use serde::de::{Deserialize, Deserializer, Error, MapAccess, SeqAccess, Visitor};

use super::{TermsError, WordCounts};
use crate::source::text_of;
use crate::text::fold;

/// Words by category, categories inside categories, as quanteda has them.
///
/// A term is a word; `*` stands for any characters and `?` for one; ASCII letters match in either case. A
/// term without `*` and `?` is claimed on characters before any segmentation: give [`Categories::literals`]
/// to [`Words::new`](super::Words::new). A word counts once for each category that lists it, and once for
/// each category above.
///
/// ```
/// use zhibiao::terms::{Categories, Prose, Words};
/// let json = r#"{"环境规制": {"减排": ["减排", "节能*"], "污染": ["污染防治"]}}"#;
/// let categories = Categories::from_json("env.json", json)?;
/// let words = Words::new(categories.literals(), [""; 0], false)?;
/// let report = zhibiao::Analyzer::new()?.report("a", "推进节能减排,打好污染防治攻坚战。");
/// let counted = categories.count(&words.count(&Prose::of(&report)));
/// let shown: Vec<_> = categories.names().zip(&counted).map(|(name, n)| (name, *n)).collect();
/// assert_eq!(shown, [("环境规制", 3), ("环境规制.减排", 2), ("环境规制.污染", 1)]);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug)]
pub struct Categories {
    names: Vec<String>,
    /// The category above each.
    parents: Vec<Option<usize>>,
    literals: HashMap<String, Vec<usize>>,
    globs: RegexSet,
    /// The category of each glob.
    of_glob: Vec<usize>,
}

/// A list of terms, or categories by name, in the order of the file.
enum Node {
    Terms(Vec<String>),
    Categories(Vec<(String, Node)>),
}

impl Categories {
    /// Reads a dictionary: `.json` and `.toml` with names, lists of terms and any depth of nesting, `.csv`
    /// with a column `term` and, before or after it, one column for each level of categories.
    ///
    /// # Errors
    /// The file cannot be read, or line and field of what it should not hold.
    pub fn read(path: &Path) -> Result<Self, TermsError> {
        let shown = path.display().to_string();
        let extension = path.extension().map(|e| e.to_string_lossy().to_ascii_lowercase());
        match extension.as_deref() {
            Some("json") => Categories::from_json(&shown, &text_of(path)?),
            Some("toml") => Categories::from_toml(&shown, &text_of(path)?),
            Some("csv") => Categories::from_csv(&shown, &text_of(path)?),
            _ => Err(TermsError::new(shown, "is no dictionary; write .json, .toml or .csv")),
        }
    }

    /// Reads JSON; `place` is what messages call it.
    ///
    /// # Errors
    /// As [`Categories::read`].
    pub fn from_json(place: &str, text: &str) -> Result<Self, TermsError> {
        let root = serde_json::from_str(text).map_err(|error| TermsError::new(place, error))?;
        Categories::compile(place, root)
    }

    /// Reads TOML.
    ///
    /// # Errors
    /// As [`Categories::read`].
    pub fn from_toml(place: &str, text: &str) -> Result<Self, TermsError> {
        let root = toml::from_str(text).map_err(|error| TermsError::new(place, error))?;
        Categories::compile(place, root)
    }

    /// Reads CSV.
    ///
    /// # Errors
    /// As [`Categories::read`].
    pub fn from_csv(place: &str, text: &str) -> Result<Self, TermsError> {
        let failed = |message: String| TermsError::new(place, message);
        let mut reader = ::csv::Reader::from_reader(text.as_bytes());
        let header = reader.headers().map_err(|e| failed(e.to_string()))?.clone();
        let term =
            header.iter().position(|name| name.trim() == "term").filter(|_| header.len() > 1);
        let term = term.ok_or_else(|| {
            failed("line 1: wants a column `term` and one for each level of categories".into())
        })?;
        let mut root = Vec::new();
        for row in reader.records() {
            let row = row.map_err(|e| failed(e.to_string()))?;
            let line = row.position().map_or(0, |at| at.line());
            let cells = row.iter().map(str::trim).enumerate();
            let levels: Vec<&str> =
                cells.filter(|(i, cell)| *i != term && !cell.is_empty()).map(|(_, c)| c).collect();
            let word = row.get(term).unwrap_or_default().trim();
            if levels.is_empty() || word.is_empty() {
                return Err(failed(format!("line {line}: wants a category and a term")));
            }
            insert(&mut root, &levels, word)
                .map_err(|why| failed(format!("line {line}: {why}")))?;
        }
        Categories::compile(place, Node::Categories(root))
    }

    fn compile(place: &str, root: Node) -> Result<Self, TermsError> {
        let mut flat = Flat::default();
        let Node::Categories(root) = root else {
            return Err(TermsError::new(
                place,
                "is a list of terms; give it the name of a category",
            ));
        };
        flat.categories(root, None).map_err(|why| TermsError::new(place, why))?;
        if flat.names.is_empty() {
            return Err(TermsError::new(place, "holds no category"));
        }
        let globs = RegexSetBuilder::new(&flat.globs)
            .build()
            .map_err(|error| TermsError::new(place, error))?;
        let Flat { names, parents, literals, of_glob, .. } = flat;
        Ok(Categories { names, parents, literals, globs, of_glob })
    }

    /// The categories' names in the order of the file, those above joined by `.`: `环境规制.减排`.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.names.iter().map(String::as_str)
    }

    /// How deep the category stands, from 1.
    pub fn level(&self, category: usize) -> usize {
        std::iter::successors(Some(category), |at| self.parents.get(*at).copied().flatten()).count()
    }

    /// The terms without `*` and `?`, which are to be words.
    pub fn literals(&self) -> impl Iterator<Item = &str> {
        self.literals.keys().map(String::as_str)
    }

    /// How often each category's words occur, in the order of [`Categories::names`].
    pub fn count(&self, counted: &WordCounts) -> Vec<usize> {
        let mut counts = vec![0; self.names.len()];
        for (word, count) in &counted.counts {
            let word = word.to_ascii_lowercase();
            let literal = self.literals.get(&word).into_iter().flatten().copied();
            let globs = self.globs.matches(&word);
            let globs = globs.iter().filter_map(|glob| self.of_glob.get(glob)).copied();
            let mut hit: Vec<usize> = literal
                .chain(globs)
                .flat_map(|category| {
                    std::iter::successors(Some(category), |at| {
                        self.parents.get(*at).copied().flatten()
                    })
                })
                .collect();
            hit.sort_unstable();
            hit.dedup();
            for category in hit {
                if let Some(sum) = counts.get_mut(category) {
                    *sum += count;
                }
            }
        }
        counts
    }
}

/// A dictionary as it is flattened.
#[derive(Default)]
struct Flat {
    names: Vec<String>,
    parents: Vec<Option<usize>>,
    literals: HashMap<String, Vec<usize>>,
    globs: Vec<String>,
    of_glob: Vec<usize>,
}

impl Flat {
    fn categories(
        &mut self,
        nodes: Vec<(String, Node)>,
        parent: Option<usize>,
    ) -> Result<(), String> {
        for (name, node) in nodes {
            let above = parent.and_then(|parent| self.names.get(parent));
            let full = above.map_or_else(|| name.clone(), |above| format!("{above}.{name}"));
            if name.trim().is_empty() {
                return Err(format!("{full}: a category without a name"));
            }
            if self.names.contains(&full) {
                return Err(format!("{full}: two categories are called so"));
            }
            let category = self.names.len();
            self.names.push(full.clone());
            self.parents.push(parent);
            match node {
                Node::Categories(nodes) => self.categories(nodes, Some(category))?,
                Node::Terms(terms) if terms.is_empty() => {
                    return Err(format!("{full}: holds no term"));
                }
                Node::Terms(terms) => {
                    terms.iter().try_for_each(|term| self.term(term, category, &full))?;
                }
            }
        }
        Ok(())
    }

    fn term(&mut self, term: &str, category: usize, full: &str) -> Result<(), String> {
        let term = fold(term).trim().to_ascii_lowercase();
        if !term.contains(char::is_alphanumeric) {
            return Err(format!("{full}: `{term}` matches no word in particular"));
        }
        if term.contains(['*', '?']) {
            let pattern = regex::escape(&term).replace(r"\*", ".*").replace(r"\?", ".");
            self.globs.push(format!("^{pattern}$"));
            self.of_glob.push(category);
        } else {
            self.literals.entry(term).or_default().push(category);
        }
        Ok(())
    }
}

/// Adds a term below its categories.
fn insert(nodes: &mut Vec<(String, Node)>, levels: &[&str], term: &str) -> Result<(), String> {
    let Some((first, rest)) = levels.split_first() else { return Ok(()) };
    let at = nodes.iter().position(|(name, _)| name == first).unwrap_or_else(|| {
        let below = if rest.is_empty() { Node::Terms(vec![]) } else { Node::Categories(vec![]) };
        nodes.push(((*first).to_owned(), below));
        nodes.len() - 1
    });
    match (nodes.get_mut(at), rest.is_empty()) {
        (Some((_, Node::Terms(terms))), true) => terms.push(term.to_owned()),
        (Some((_, Node::Categories(below))), false) => insert(below, rest, term)?,
        _ => return Err(format!("{first} has terms here and categories elsewhere; give it one")),
    }
    Ok(())
}

impl<'de> Deserialize<'de> for Node {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(NodeVisitor)
    }
}

struct NodeVisitor;

impl<'de> Visitor<'de> for NodeVisitor {
    type Value = Node;

    fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("a term, a list of terms, or categories by name")
    }

    fn visit_str<E: Error>(self, term: &str) -> Result<Node, E> {
        Ok(Node::Terms(vec![term.to_owned()]))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut terms: A) -> Result<Node, A::Error> {
        let mut all = Vec::new();
        while let Some(term) = terms.next_element()? {
            all.push(term);
        }
        Ok(Node::Terms(all))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut nodes: A) -> Result<Node, A::Error> {
        let mut all: Vec<(String, Node)> = Vec::new();
        while let Some((name, node)) = nodes.next_entry::<String, Node>()? {
            if all.iter().any(|(known, _)| *known == name) {
                return Err(A::Error::custom(format!("{name}: stands here twice")));
            }
            all.push((name, node));
        }
        Ok(Node::Categories(all))
    }
}
