//! Yields [`NoiseRules`]: what lines and signs that are not report look like.

use std::collections::HashSet;
use std::ops::Range;

use regex::Regex;
use serde::Deserialize;

/// Classes of noise.
const CLASSES: [&str; 6] = ["nav", "byline", "truncation", "disclaimer", "link", "stray"];
/// Classes that tell what is report: the form of its title, and of its first lines.
const REPORT: [&str; 2] = ["title", "body"];

/// Bytes (some 400 characters) from which a line is too long to be page furniture: only rules for
/// pieces of lines are tried on it, so that rules about whole lines need no bounds of their own.
const LONGEST: usize = 1200;

/// One entry of `noise.toml`.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NoiseRule {
    /// Its name, `class.what`.
    pub id: String,
    /// `nav`, `byline`, `truncation`, `disclaimer`, `link` or `stray`; or, for what is *not* noise,
    /// `title` (the form of a report's title) or `body` (of the first line after it).
    pub class: String,
    /// A regular expression over one line of the folded text, without bullets and emphasis at its
    /// ends. What its first group holds is noise; all that it matches, where it has no group.
    pub pattern: String,
    /// Where it holds.
    #[serde(rename = "where")]
    pub place: Place,
    /// A line in which the rule must find something.
    pub example: String,
    /// A line in which it must find nothing.
    pub counterexample: String,
}

/// Where a rule holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Place {
    /// Everywhere; the pattern must match the whole line.
    Line,
    /// In the first lines of a document, anywhere in them.
    Head,
    /// In the last lines of a document, anywhere in them.
    Tail,
    /// Everywhere, anywhere in a line.
    Inline,
}

/// Which ends of the document a line is near.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Zone {
    /// Among its first lines.
    pub head: bool,
    /// Among its last lines.
    pub tail: bool,
}

/// What a rule found in a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hit<'r> {
    /// The rule's class.
    pub class: &'r str,
    /// The rule's name.
    pub rule: &'r str,
    /// Bytes of the line; all of it where only bullets or emphasis are left over.
    pub range: Range<usize>,
}

impl Hit<'_> {
    /// Whether what was found is noise, and not a sign of the report itself.
    pub fn is_noise(&self) -> bool {
        !REPORT.contains(&self.class)
    }
}

/// Why a rule is refused.
#[derive(Debug, thiserror::Error)]
#[error("noise rule `{id}`, field `{field}`: {problem}")]
pub struct NoiseRuleError {
    /// The rule.
    pub id: String,
    /// Its field that is at fault.
    pub field: &'static str,
    /// What is wrong with it, and what would be right.
    pub problem: String,
}

/// Compiled rules, shared by all threads.
#[derive(Clone, Debug)]
pub struct NoiseRules {
    rules: Vec<NoiseRule>,
    patterns: Vec<Regex>,
}

impl NoiseRules {
    /// Compiles the rules and tries each on its own example and counterexample.
    ///
    /// # Errors
    /// [`NoiseRuleError`] names the first rule that is refused, and its field.
    pub fn compile(rules: Vec<NoiseRule>) -> Result<Self, NoiseRuleError> {
        let mut ids = HashSet::new();
        let mut patterns = Vec::with_capacity(rules.len());
        for rule in &rules {
            let refuse = |field: &'static str, problem: String| {
                Err(NoiseRuleError { id: rule.id.clone(), field, problem })
            };
            if rule.id.trim().is_empty() || !ids.insert(&rule.id) {
                return refuse("id", "empty, or the name of an earlier rule as well".into());
            }
            if !CLASSES.contains(&&*rule.class) && !REPORT.contains(&&*rule.class) {
                let known = [&CLASSES[..], &REPORT[..]].concat().join(", ");
                return refuse("class", format!("`{}` is none of: {known}", rule.class));
            }
            let pattern = match Regex::new(&rule.anchored()) {
                Ok(pattern) => pattern,
                Err(error) => return refuse("pattern", error.to_string()),
            };
            if pattern.is_match("") {
                return refuse("pattern", "matches the empty text".into());
            }
            if find(rule, &pattern, &rule.example).next().is_none() {
                return refuse("example", "the pattern does not match it".into());
            }
            if find(rule, &pattern, &rule.counterexample).next().is_some() {
                return refuse("counterexample", "the pattern matches it".into());
            }
            patterns.push(pattern);
        }
        Ok(NoiseRules { rules, patterns })
    }

    /// The rules in their order.
    pub fn rules(&self) -> &[NoiseRule] {
        &self.rules
    }

    /// What the rules find in `line`, a line of the folded text without white space at its ends:
    /// rule by rule.
    pub fn hits(&self, line: &str, zone: Zone) -> Vec<Hit<'_>> {
        let whole = line.len() <= LONGEST;
        let holds = |place| match place {
            Place::Inline => true,
            Place::Line => whole,
            Place::Head => whole && zone.head,
            Place::Tail => whole && zone.tail,
        };
        // One by one: each pattern has words that rule most lines out at once, while a set of all
        // would have to follow each through every line.
        self.rules
            .iter()
            .zip(&self.patterns)
            .filter(|(rule, _)| holds(rule.place))
            .flat_map(|(rule, pattern)| find(rule, pattern, line))
            .collect()
    }
}

impl NoiseRule {
    fn anchored(&self) -> String {
        match self.place {
            Place::Line => format!("^(?:{})$", self.pattern),
            _ => self.pattern.clone(),
        }
    }
}

fn find<'r>(
    rule: &'r NoiseRule,
    pattern: &'r Regex,
    line: &str,
) -> impl Iterator<Item = Hit<'r>> + use<'r> {
    let core = core(line);
    let found: Vec<_> = pattern
        .captures_iter(&line[core.clone()])
        .filter_map(|groups| groups.get(1).or_else(|| groups.get(0)).map(|group| group.range()))
        .collect();
    let whole = 0..line.len();
    found.into_iter().filter(|range| !range.is_empty()).map(move |range| {
        let range = core.start + range.start..core.start + range.end;
        let range = if range == core { whole.clone() } else { range };
        Hit { class: &rule.class, rule: &rule.id, range }
    })
}

/// The part of a line between the bullets, marks of emphasis and of comments at its ends.
pub(crate) fn core(line: &str) -> Range<usize> {
    let range = unmarked(line, 0..line.len());
    match line[range.clone()].strip_prefix("<!--") {
        Some(comment) => {
            let end =
                comment.strip_suffix("--").map_or(range.end, |inner| range.start + 4 + inner.len());
            unmarked(line, range.start + 4..end)
        }
        None => range,
    }
}

fn unmarked(line: &str, range: Range<usize>) -> Range<usize> {
    let is_mark = |c: char| c.is_whitespace() || "•·●○■□◆◇▪►▶➤★☆※>#*_|".contains(c);
    let inner = line[range.clone()].trim_start_matches(is_mark);
    let start = range.end - inner.len();
    start..start + inner.trim_end_matches(is_mark).len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Deserialize)]
    struct File {
        noise: Vec<NoiseRule>,
    }

    fn embedded() -> Vec<NoiseRule> {
        let file: File = toml::from_str(include_str!("../../dictionaries/noise.toml")).unwrap();
        file.noise
    }

    #[test]
    fn every_rule_passes_its_own_examples() {
        // One by one, so that a failure names each rule at fault.
        let refused: Vec<_> = embedded()
            .into_iter()
            .filter_map(|rule| NoiseRules::compile(vec![rule]).err())
            .map(|error| error.to_string())
            .collect();
        assert!(refused.is_empty(), "{}", refused.join("\n"));
        NoiseRules::compile(embedded()).unwrap();
    }

    #[test]
    fn a_refusal_names_rule_and_field() {
        let rule = |field: &str, value: &str| {
            let mut rule = NoiseRule {
                id: "nav.top".into(),
                class: "nav".into(),
                pattern: "返回顶部".into(),
                place: Place::Line,
                example: "返回顶部".into(),
                counterexample: "返回顶部后继续".into(),
            };
            match field {
                "id" => rule.id = value.into(),
                "class" => rule.class = value.into(),
                "pattern" => rule.pattern = value.into(),
                "example" => rule.example = value.into(),
                _ => rule.counterexample = value.into(),
            }
            rule
        };
        let cases = [
            ("id", " "),
            ("class", "menu"),
            ("pattern", "("),
            ("pattern", "x*"),
            ("example", "返回首页"),
            ("counterexample", "返回顶部"),
        ];
        for (field, value) in cases {
            let error = NoiseRules::compile(vec![rule(field, value)]).unwrap_err();
            assert_eq!(error.field, field, "{error}");
        }
        let twice = vec![rule("id", "nav.top"), rule("id", "nav.top")];
        assert_eq!(NoiseRules::compile(twice).unwrap_err().field, "id");
        assert!(toml::from_str::<File>("[[noise]]\nid = 'x'\nwher = 'line'").is_err());
    }

    #[test]
    fn the_core_of_a_line() {
        let cases = [
            ("• 推荐专题", "推荐专题"),
            ("**## 报告 **", "报告"),
            ("<!-- 来源:某报 -->", "来源:某报"),
            ("报告", "报告"),
            ("***", ""),
            ("", ""),
        ];
        for (line, expected) in cases {
            assert_eq!(&line[core(line)], expected, "{line}");
        }
    }
}
