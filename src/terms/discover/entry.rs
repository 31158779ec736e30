//! Yields a candidate's entry for a dictionary file.

use std::fmt::Write;

use super::{Candidate, Form};

/// What a candidate's category is until someone gives it one.
const CATEGORY: &str = "未分类";

impl Candidate {
    /// Its `[[slogan]]` entry, with the counts and the place of the example as a comment. It passes
    /// `zhibiao dictionary check` as it is; the category is for the user. `others` are the candidates
    /// pasted with it: an example in which one of them takes the phrase's place is not used.
    pub fn entry(&self, others: &[Candidate]) -> String {
        let Candidate { phrase, count, reports, regions, .. } = self;
        let kind = match self.form {
            _ if phrase.starts_with(|c: char| {
                c.is_ascii_digit() || "一二两三四五六七八九十百千万双".contains(c)
            }) =>
            {
                "numeric"
            }
            Form::Plus | Form::Named => "scheme",
            _ => "fixed",
        };
        let mut entry = format!("# {phrase}: {count} in {reports} reports of {regions} regions");
        if let (Some(first), Some(last)) = (self.first, self.last) {
            // Writing to a string cannot fail.
            let _ = write!(entry, ", {first} to {last}");
        }
        if let Some(example) = &self.example {
            let _ = write!(entry, " ({}:{})", example.source.replace('\n', " "), example.line);
        }
        let marked = format!("“{phrase}”");
        let clause = self.example.as_ref().map(|example| example.text.as_str());
        let example = clause.filter(|text| self.stands_in(text, others)).unwrap_or(&marked);
        let counterexample = format!("{}、、{}", self.parts.0, self.parts.1);
        entry += "\n[[slogan]]\n";
        for (name, value) in [
            ("canonical", phrase.as_str()),
            ("kind", kind),
            ("category", CATEGORY),
            ("example", example),
            ("counterexample", &counterexample),
        ] {
            let _ = writeln!(entry, "{name} = {}", toml::Value::from(value));
        }
        entry
    }

    /// Whether the phrase is what a reader finds in the clause: no other candidate overlaps it there, and
    /// one of two characters stands in quotation marks.
    fn stands_in(&self, clause: &str, others: &[Candidate]) -> bool {
        let Some(start) = clause.find(&self.phrase) else { return false };
        let end = start + self.phrase.len();
        let short = self.phrase.chars().count() <= 2;
        let taken = others.iter().filter(|other| other.phrase != self.phrase).any(|other| {
            let mut places = clause.match_indices(&other.phrase);
            places.any(|(at, _)| at < end && start < at + other.phrase.len())
        });
        !taken && (!short || clause[..start].ends_with('“') && clause[end..].starts_with('”'))
    }
}
