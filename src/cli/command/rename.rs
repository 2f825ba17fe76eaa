//! `tracker rename`

use clap_complete::engine::ArgValueCompleter;

use crate::cli::Answer;
use crate::cli::completion;
use crate::cli::shell::Shell;
use crate::cli::write::{Writing, write};
use crate::edit::Edit;

/// Give an item another id
///
/// Writes the plan: changes the id and every reference to it.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Examples:\n  tracker rename FEAT-041 FEAT-141\n  tracker rename batch-1 batch-foundation --dry-run"
)]
pub struct Args {
    /// The id that it has
    #[arg(add = ArgValueCompleter::new(completion::ids))]
    old: String,
    /// The id that it gets
    new: String,
    #[command(flatten)]
    writing: Writing,
}

pub(super) fn run(args: &Args, shell: &Shell) -> anyhow::Result<Answer> {
    let edit = Edit::Rename { old: args.old.clone(), new: args.new.clone() };
    write(shell, &args.writing, "rename", &[edit])
}
