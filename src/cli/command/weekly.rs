//! `tracker weekly`

use crate::cli::Answer;
use crate::cli::report::{Delivery, deliver};
use crate::cli::shell::Shell;

/// Write the report of a week
///
/// Reads the plan and fills in the weekly report: what was completed in that week, what is in progress, what is in the
/// way, the metrics, the goals of the next week. What only a person knows stays a placeholder in brackets. Writes
/// nothing, unless `--output` or `--into` names a file.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Examples:\n  tracker weekly \"Week 3\"\n  tracker weekly 2025-W42 --output weekly.md"
)]
pub struct Args {
    /// The week: `Week 3`, `2025-W42`, or a date in it [default: the week of today, counted from `startDate`]
    label: Option<String>,
    #[command(flatten)]
    delivery: Delivery,
}

pub(super) fn run(args: &Args, shell: &Shell) -> anyhow::Result<Answer> {
    deliver(shell, &args.delivery, "weekly", args.label.as_deref())
}
