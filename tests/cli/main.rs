//! Yields the tests of the command line: the program itself, run on folders made for the purpose.

mod audit;
mod bulk;
mod compare;
mod correcting;
mod files;
mod output;
mod reading;
mod stdout;
mod terms;

use std::collections::HashMap;
use std::fs;
use std::path::Path;

use assert_cmd::Command;
use tempfile::TempDir;

/// A report with a heading, plain, masked and falling figures, and a slogan.
const REPORT: &str = "某县教育局2023年工作总结\n一、基本情况\n全县现有幼儿园57所，其中民办园16所、公办园41所，\
    在园幼儿xx人。投入资金6579万元，地区生产总值下降2%，学前教育毛入园率达97.25%。\n\
    二、主要成绩\n坚持五育并举，落实立德树人根本任务。\n";

/// The program, run in `folder`.
fn zhibiao(folder: &Path, args: &[&str]) -> Command {
    let mut command = Command::new(assert_cmd::cargo::cargo_bin!("zhibiao"));
    command.current_dir(folder).args(args);
    command
}

/// A folder with these files.
fn folder(files: &[(&str, &str)]) -> TempDir {
    let home = tempfile::tempdir().unwrap();
    for (name, text) in files {
        let path = home.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    home
}

/// The rows of a table by column, with or without a byte order mark.
fn rows(csv: &[u8]) -> Vec<HashMap<String, String>> {
    let csv = csv.strip_prefix("\u{feff}".as_bytes()).unwrap_or(csv);
    ::csv::Reader::from_reader(csv).deserialize().map(Result::unwrap).collect()
}

/// The rows of a table of an output folder.
fn table(folder: &Path, name: &str) -> Vec<HashMap<String, String>> {
    rows(&fs::read(folder.join(name).with_extension("csv")).unwrap())
}

/// One column of some rows.
fn column<'a>(rows: &'a [HashMap<String, String>], name: &str) -> Vec<&'a str> {
    rows.iter().map(|row| row[name].as_str()).collect()
}

/// The names in a folder, sorted.
fn names(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).unwrap();
    let mut names: Vec<_> =
        entries.map(|e| e.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

/// What a command wrote to standard error.
fn told(assert: assert_cmd::assert::Assert) -> String {
    String::from_utf8(assert.get_output().stderr.clone()).unwrap()
}
