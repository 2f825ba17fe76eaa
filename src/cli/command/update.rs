//! `tracker update`

use clap_complete::engine::ArgValueCompleter;

use crate::cli::Answer;
use crate::cli::completion;
use crate::cli::shell::Shell;
use crate::cli::write::{Writing, write};
use crate::edit::{Edit, Words};

/// Set fields of items
///
/// Writes the plan: sets each field of each item, all or nothing, and touches nothing but the changed values. The id
/// `plan` stands for the plan itself. A change of status to in-progress or done stamps `started` or `completed`.
///
/// KEY=VALUE sets, KEY= removes, KEY+=VALUE and KEY-=VALUE add to and take from a list or a number; KEY.N is an entry
/// of a checklist: `goals.2=done`. Dates may be `today` or `+3d`. `x:NAME=VALUE` sets a key of your own.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Examples:\n  tracker update FEAT-041 status=in-progress owner=@tools-lead\n  tracker update FEAT-050 FEAT-051 priority=P1 --expect status=ready"
)]
pub struct Args {
    /// Ids, then what is set on them
    #[arg(required = true, value_name = "ID|KEY=VALUE", allow_hyphen_values = false)]
    #[arg(add = ArgValueCompleter::new(completion::words))]
    words: Vec<String>,
    #[command(flatten)]
    writing: Writing,
}

pub(super) fn run(args: &Args, shell: &Shell) -> anyhow::Result<Answer> {
    let Words { ids, assignments } = Words::read(&args.words)?;
    write(shell, &args.writing, "update", &[Edit::Update { ids, assignments }])
}
