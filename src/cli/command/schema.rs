//! `tracker schema`

use crate::cli::Answer;
use crate::cli::shell::Shell;

/// Print the plan's JSON Schema
///
/// Reads and writes nothing. Editors that know the schema complete keys and values while a plan is typed.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Examples:\n  tracker schema > execution-plan.schema.json\n  tracker schema | jq '.\"$defs\" | keys'"
)]
pub struct Args {}

pub(super) fn run(_: &Args, shell: &Shell) -> anyhow::Result<Answer> {
    shell.print_json(&crate::schema::schema())?;
    Ok(Answer::Yes)
}
