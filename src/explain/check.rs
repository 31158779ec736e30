//! Yields a check as a page for people: its rule, formula, limits, messages and an example.

use std::fmt::Write;

use crate::dictionary::Check;

/// The page of one check.
pub fn page(check: &Check) -> String {
    let mut page = String::new();
    // Writing to a string cannot fail.
    let _ = writeln!(
        page,
        "{}: {}\n\n{}\n\nformula\n  {}",
        check.id,
        check.title,
        check.rule.trim(),
        check.formula
    );
    if !check.thresholds.is_empty() {
        page.push_str("\nlimits\n");
    }
    for (name, value) in &check.thresholds {
        let _ = writeln!(page, "  {name} = {value}");
    }
    if !check.messages.is_empty() {
        page.push_str("\nmessages\n");
    }
    for (name, severity, text) in &check.messages {
        let _ = writeln!(page, "  {}.{name} ({}): {text}", check.id, severity.as_str());
    }
    let shown = |texts: &[String]| texts.join("\n  then ").trim().replace('\n', "\n  ");
    if let Some((texts, finds)) = check.examples.first() {
        let _ = writeln!(page, "\nexample, which gives {}.{finds}\n  {}", check.id, shown(texts));
    }
    if let Some(texts) = check.counterexamples.first() {
        let _ = writeln!(page, "\nand one that it says nothing of\n  {}", shown(texts));
    }
    page
}
