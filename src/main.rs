//! Yields the command `zhibiao`: parses the call, runs it, ends with an exit code.

mod cli;

use std::process::ExitCode;

fn main() -> ExitCode {
    cli::run()
}
