//! `tracker report`

use clap_complete::engine::ArgValueCompleter;

use crate::cli::Answer;
use crate::cli::completion;
use crate::cli::report::{Delivery, deliver, eject, list};
use crate::cli::shell::Shell;

/// Show any report, or list them all
///
/// Reads the plan and shows the report of a name: one that comes with the program, or one of the team's own, a template
/// `.tracker/templates/NAME.md` beside the plan. Without a name: lists all reports, and where each comes from. Writes
/// nothing, unless `--output` or `--into` names a file, or `--eject` asks for a template to start from.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Examples:\n  tracker report\n  tracker report raid --format markdown\n  tracker report dashboard --eject --section risks"
)]
pub struct Args {
    /// The report [default: a list of all]
    #[arg(add = ArgValueCompleter::new(completion::reports))]
    name: Option<String>,
    /// The week, for a report of a week: `Week 3`, `2025-W42`, or a date in it
    #[arg(requires = "name")]
    label: Option<String>,
    /// List all reports, and where each comes from
    #[arg(long, conflicts_with = "name")]
    list: bool,
    /// Write the built-in templates of the report into `.tracker/templates/`, to start from; with `--section` the parts
    /// of these sections instead
    #[arg(long, requires = "name", conflicts_with_all = ["output", "into", "check", "template", "context", "all", "label"])]
    eject: bool,
    #[command(flatten)]
    delivery: Delivery,
}

pub(super) fn run(args: &Args, shell: &Shell) -> anyhow::Result<Answer> {
    match &args.name {
        None => list(shell, args.delivery.format),
        Some(name) if args.eject => eject(shell, name, &args.delivery.sections),
        Some(name) => deliver(shell, &args.delivery, name, args.label.as_deref()),
    }
}
