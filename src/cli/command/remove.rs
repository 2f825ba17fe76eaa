//! `tracker remove`

use clap_complete::engine::ArgValueCompleter;

use crate::cli::Answer;
use crate::cli::completion;
use crate::cli::shell::Shell;
use crate::cli::write::{Writing, write};
use crate::edit::Edit;

/// Remove items
///
/// Writes the plan: takes the items out. Refused while something refers to one of them, unless `--force` removes the
/// references too.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:\n  tracker remove FEAT-056\n  tracker remove R-4 R-5 --force")]
pub struct Args {
    /// The items
    #[arg(required = true, value_name = "ID", add = ArgValueCompleter::new(completion::ids))]
    ids: Vec<String>,
    /// Remove the references to them too
    #[arg(long)]
    force: bool,
    #[command(flatten)]
    writing: Writing,
}

pub(super) fn run(args: &Args, shell: &Shell) -> anyhow::Result<Answer> {
    let edit = Edit::Remove { ids: args.ids.clone(), force: args.force };
    write(shell, &args.writing, "remove", &[edit])
}
