//! Yields the file name under which a report's text is written: safe on every system, and its own.

use std::collections::HashSet;

/// Longest name without its ending, in bytes; file systems allow 255 for the whole.
const LONGEST: usize = 200;

/// The names given so far.
#[derive(Debug, Default)]
pub(super) struct TextNames {
    taken: HashSet<String>,
}

impl TextNames {
    /// A name for the report of that key: its path with `_` for what a file name cannot hold, and
    /// `~2`, `~3` … where an earlier report took the name, whatever the case of its letters.
    pub(super) fn name(&mut self, report: &str) -> String {
        let flat: String = report.chars().map(|c| if is_safe(c) { c } else { '_' }).collect();
        let flat = flat.trim_start_matches(['.', '_']);
        let flat = flat.strip_suffix(".txt").unwrap_or(flat);
        // The end of a path tells more than its beginning.
        let mut from = flat.len().saturating_sub(LONGEST);
        while !flat.is_char_boundary(from) {
            from += 1;
        }
        let stem = match &flat[from..] {
            "" | "-" => "stdin",
            stem => stem,
        };
        let mut name = format!("{stem}.txt");
        let mut nth = 1;
        while !self.taken.insert(name.to_lowercase()) {
            nth += 1;
            name = format!("{stem}~{nth}.txt");
        }
        name
    }
}

fn is_safe(c: char) -> bool {
    !c.is_control() && !c.is_whitespace() && !r#"/\:*?"<>|#"#.contains(c)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_safe_and_differ() {
        let mut names = TextNames::default();
        assert_eq!(names.name("../seeds/卓尼县 2025.txt"), "seeds_卓尼县_2025.txt");
        assert_eq!(names.name("../seeds/卓尼县_2025.txt"), "seeds_卓尼县_2025~2.txt");
        assert_eq!(names.name("/data/A.html"), "data_A.html.txt");
        assert_eq!(names.name("data/a.html"), "data_a.html~2.txt");
        assert_eq!(names.name("-"), "stdin.txt");
        assert_eq!(names.name("../.."), "stdin~2.txt");
        let long = names.name(&format!("{}/末尾.txt", "长".repeat(300)));
        assert!(long.len() < 210 && long.ends_with("末尾.txt"), "{long}");
    }
}
