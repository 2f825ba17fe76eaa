//! `tracker dashboard`

use crate::cli::Answer;
use crate::cli::report::{Delivery, deliver};
use crate::cli::shell::Shell;

/// Show the program's state
///
/// Reads the plan and shows its batches and issues with their effective status, what blocks them, progress, checks,
/// milestones and actions. Writes nothing, unless `--output` or `--into` names a file.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:\n  tracker dashboard\n  tracker dashboard --into README.md --check")]
pub struct Args {
    #[command(flatten)]
    delivery: Delivery,
}

pub(super) fn run(args: &Args, shell: &Shell) -> anyhow::Result<Answer> {
    deliver(shell, &args.delivery, "dashboard", None)
}
