//! Yields the verb `dictionary`: checks the rules against their examples, suggests new ones, and
//! describes the tables.

use std::io::{self, Write};
use std::path::PathBuf;

use clap::Subcommand;
use zhibiao::codebook::codebook;

use super::suggest::Suggest;
use super::{Outcome, analyzer, complain};

/// Checks the dictionaries, grows them, and describes the tables.
#[derive(Debug, Subcommand)]
pub(super) enum Verb {
    /// Runs every rule's examples and counter-examples; exit code 1 where one fails.
    Check {
        /// Folder of dictionaries laid over the built-in ones.
        #[arg(long, value_name = "DIR")]
        dictionaries: Option<PathBuf>,
    },
    Suggest(Suggest),
    /// Prints what each column, check and indicator means, in Markdown.
    Codebook,
}

impl Verb {
    pub(super) fn run(self) -> anyhow::Result<Outcome> {
        match self {
            Verb::Check { dictionaries } => {
                let failures = analyzer(dictionaries.as_deref())?.check_examples();
                for failure in &failures {
                    complain(&failure.to_string());
                }
                if failures.is_empty() {
                    writeln!(io::stdout().lock(), "every example and counter-example holds")?;
                    return Ok(Outcome::Done);
                }
                complain(&format!(
                    "{} examples fail; mend the rule or the example",
                    failures.len()
                ));
                Ok(Outcome::Faults)
            }
            Verb::Suggest(suggest) => suggest.run(),
            Verb::Codebook => {
                let page = codebook(analyzer(None)?.dictionary());
                write!(io::stdout().lock(), "{page}")?;
                Ok(Outcome::Done)
            }
        }
    }
}
