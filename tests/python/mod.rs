//! Yields what Python makes of a file, where there is one with the modules it takes.

use std::path::Path;
use std::process::Command;

/// Runs a Python script with the modules it needs, in a folder; tells where there is none, since
/// then nothing is tested. `ZHIBIAO_PYTHON` names another Python than the one in the path.
#[expect(clippy::print_stderr, reason = "a test that was skipped must not look like one that ran")]
pub(crate) fn python(folder: &Path, modules: &str, script: &str) -> Option<String> {
    let python = std::env::var("ZHIBIAO_PYTHON").unwrap_or_else(|_| "python3".into());
    let run = |script: &str| {
        let mut command = Command::new(&python);
        command.current_dir(folder).env("PYTHONIOENCODING", "utf-8").args(["-c", script]).output()
    };
    if !run(&format!("import {modules}")).is_ok_and(|output| output.status.success()) {
        eprintln!(
            "skipped: {python} has not all of {modules}; ZHIBIAO_PYTHON may name one that has"
        );
        return None;
    }
    let output = run(script).unwrap();
    let told = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{modules} cannot read the file: {told}");
    Some(String::from_utf8(output.stdout).unwrap().replace("\r\n", "\n"))
}
