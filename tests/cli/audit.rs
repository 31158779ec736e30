//! Yields the tests of the verb `audit`: what it tells, what it leaves out, and its exit codes.

use super::*;

/// A breakdown that is off, one that holds, and a masked figure.
const FLAWED: &str = "全县教职工1200人，其中幼儿园300人、小学500人、初中410人。\n\
    各类学校60所，其中幼儿园35所、小学20所、初中5所。\n全县在园幼儿xxx人。\n";
const SOUND: &str = "各类学校60所，其中幼儿园35所、小学20所、初中5所。\n";

fn audit(args: &[&str]) -> assert_cmd::assert::Assert {
    let home = folder(&[("flawed.txt", FLAWED), ("sound.txt", SOUND)]);
    let all: Vec<&str> = ["audit"].iter().chain(args).copied().collect();
    zhibiao(home.path(), &all).assert()
}

fn shown(assert: &assert_cmd::assert::Assert) -> String {
    String::from_utf8(assert.get_output().stdout.clone()).unwrap()
}

#[test]
fn a_finding_shows_its_place_and_the_text_with_marks() {
    let assert = audit(&["flawed.txt", "sound.txt", "--checks", "sum"]).code(0);
    assert_eq!(
        shown(&assert),
        "flawed.txt\n  \
          1:6  error  sum: 3 parts sum to 1210, the total says 1200\n            \
            全县教职工1200人，其中幼儿园300人、小学500人、初中410人。\n\
            \x20                     ^~~~~~\n\
          parts                                   ^~~~~      ^~~~~      ^~~~~\n\n"
    );
    assert!(told(assert).contains("2 reports audited: 1 errors, 0 warnings, 0 notes"));
}

#[test]
fn the_exit_code_tells_whether_anything_is_as_grave() {
    for (args, code) in [
        (["flawed.txt", "--fail-on", "error"].as_slice(), 1),
        (&["flawed.txt", "--fail-on", "warning"], 1),
        (&["flawed.txt", "--checks", "masked", "--fail-on", "error"], 0),
        (&["flawed.txt", "--checks", "masked", "--fail-on", "warning"], 1),
        (&["sound.txt", "--fail-on", "info"], 0),
        (&["flawed.txt"], 0),
        (&["absent.txt", "--fail-on", "info"], 2),
        (&["flawed.txt", "--checks", "sums"], 2),
        (&["--explain", "sums"], 2),
        (&[], 2),
    ] {
        audit(args).code(code);
    }
}

#[test]
fn the_table_has_what_was_asked_for_and_what_holds() {
    let home = folder(&[("flawed.txt", FLAWED)]);
    let args = ["audit", "flawed.txt", "--checks", "sum", "-o", "out", "-q"];
    zhibiao(home.path(), &args).assert().code(0).stderr("");
    let out = home.path().join("out");
    assert_eq!(names(&out), ["audit.csv", "datapackage.json", "manifest.json"]);
    let rows = table(&out, "audit");
    assert_eq!(column(&rows, "rule"), ["sum.off", "sum.holds"]);
    assert_eq!(column(&rows, "severity"), ["error", "none"]);
    zhibiao(home.path(), &["extract", "flawed.txt", "-o", "all", "-q"]).assert().code(0);
    let all = table(&home.path().join("all"), "audit");
    let sums: Vec<_> = all.iter().filter(|row| row["check"] == "sum").collect();
    assert_eq!(sums.len(), 2, "extract writes the same findings");
    // Written again over its own folder, refused over another's.
    zhibiao(home.path(), &args).assert().code(0);
    zhibiao(home.path(), &["audit", "flawed.txt", "-o", "."]).assert().code(2);
}

#[test]
fn every_check_explains_itself() {
    for check in zhibiao::dictionary::CHECKS {
        let page = shown(&audit(&["--explain", check]).code(0));
        assert!(page.starts_with(check) && page.contains("\nformula\n"), "{page}");
    }
}
