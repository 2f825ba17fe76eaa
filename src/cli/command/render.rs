//! `tracker render`

use crate::cli::Answer;
use crate::cli::report::{self, Maker, Selection, compare, write_all};
use crate::cli::shell::Shell;

/// Write every report that the plan declares
///
/// Reads the plan and writes the files that its `reports` list, all or none. `--as-of` is the day of the entries that name
/// none. With `--check` it writes nothing, prints a
/// diff of what is stale, and ends with 1 when something is.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:\n  tracker render\n  tracker render --check")]
pub struct Args {
    /// Write nothing: compare, print a diff, and end with 1 when a file is stale
    #[arg(long)]
    check: bool,
}

pub(super) fn run(args: &Args, shell: &Shell) -> anyhow::Result<Answer> {
    shell.with_state(|state, file| {
        let maker = Maker::plain(state, file);
        // What the environment says must not reach files that others make again.
        let outcomes = report::declared(state, file, &maker, Selection::All, shell.asked_day()?)?;
        if outcomes.is_empty() {
            shell.warn("the plan declares no reports");
        }
        if args.check { compare(shell, &outcomes) } else { write_all(shell, &outcomes) }
    })
}
