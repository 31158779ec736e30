//! The one-way flow: a module imports only what stands before it, and siblings do not meet.

use std::fs;
use std::path::{Path, PathBuf};

/// The modules of the library in the order of the flow; those on one line are siblings.
const FLOW: &[&[&str]] = &[
    &["span"],
    &["text"],
    &["numeral", "unit", "region"],
    &["dictionary"],
    &["source"],
    &["outline", "token"],
    &["mention"],
    &["document"],
    &["observation"],
    &["audit"],
    &["analysis"],
    &["analyzer"],
    &["across"],
    &["examples", "corpus"],
    &["panel"],
    &["table"],
    &["terms"],
    &["codebook", "correction", "sample", "sdmx", "stata", "workbook"],
    &["explain", "evaluate", "suggest"],
];

fn level(module: &str) -> usize {
    FLOW.iter()
        .position(|siblings| siblings.contains(&module))
        .unwrap_or_else(|| panic!("{module} has no place in the flow"))
}

fn files(folder: &Path, out: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files(&path, out);
        } else if path.extension().is_some_and(|e| e == "rs") {
            out.push(path);
        }
    }
}

fn sources() -> Vec<(String, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut paths = Vec::new();
    files(&root, &mut paths);
    paths
        .into_iter()
        .map(|path| {
            let name = path.strip_prefix(&root).unwrap().display().to_string().replace('\\', "/");
            (name, fs::read_to_string(path).unwrap())
        })
        .collect()
}

/// The modules named after `crate::` in a file's code, its tests and doc comments left out.
fn imports(text: &str) -> Vec<String> {
    let code = text.split("#[cfg(test)]").next().unwrap();
    code.lines()
        .filter(|line| !line.trim_start().starts_with("//"))
        .flat_map(|line| line.split("crate::").skip(1))
        .map(|rest| rest.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect())
        .filter(|name: &String| name.starts_with(char::is_lowercase))
        .collect()
}

#[test]
fn imports_point_back_along_the_flow() {
    let mut seen = 0;
    for (file, text) in sources() {
        let module = file.split(['/', '.']).next().unwrap();
        if ["lib", "main", "cli"].contains(&module) {
            continue;
        }
        for import in imports(&text).into_iter().filter(|import| import != module) {
            seen += 1;
            assert!(
                level(&import) < level(module),
                "{file} imports {import}, which does not stand before {module} in the flow"
            );
        }
    }
    assert!(seen > 50, "only {seen} imports found: the test no longer reads them");
}

#[test]
fn every_file_says_what_it_yields() {
    for (file, text) in sources().into_iter().filter(|(file, _)| file != "lib.rs") {
        let first = text.lines().next().unwrap_or_default();
        assert!(first.starts_with("//! "), "{file} opens without saying what it yields");
    }
}

#[test]
fn no_file_grows_beyond_reading() {
    for (file, text) in sources() {
        let lines = text.lines().count();
        assert!(lines <= 400, "{file} has {lines} lines");
    }
}
