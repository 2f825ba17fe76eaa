//! `tracker next`

use clap_complete::engine::ArgValueCompleter;

use crate::cli::Answer;
use crate::cli::completion;
use crate::cli::format::Format;
use crate::cli::shell::Shell;
use crate::render::{self, Templates};
use crate::view::next;

/// Show what can be started now, best first
///
/// Reads the plan and lists what is ready, each with its reasons: first what is on the critical path, then what most
/// others wait for, then what can slip least, then by priority, target date and the plan's order. Slack follows from the high
/// estimates; where less than half of what is left has one, it is told and not ranked by. Writes nothing. Ends with 1 when
/// nothing can be started.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Examples:\n  tracker next --owner @tools-lead\n  tracker next --format json --limit 1"
)]
pub struct Args {
    /// Only what this owner can start
    #[arg(long, add = ArgValueCompleter::new(completion::owners))]
    owner: Option<String>,
    /// At most this many
    #[arg(long, value_name = "N", default_value_t = 10)]
    limit: usize,
    /// The form [default: terminal, or text when the output is no terminal]
    #[arg(long, value_enum)]
    format: Option<Format>,
}

pub(super) fn run(args: &Args, shell: &Shell) -> anyhow::Result<Answer> {
    let format = shell.format(args.format, Format::Text);
    let today = shell.today()?;
    shell.with_state(|state, _| {
        let page = next::next(state, args.owner.as_deref(), args.limit, today);
        if let Some(unknown) = &page.unknown {
            shell.warn(&format!("slack is not known: {unknown}"));
        }
        match shell.medium(format, false) {
            None => shell.print_json(&page)?,
            Some(medium) if !page.items.is_empty() => {
                shell.print(&render::render("command/next", medium, &page, &Templates::built_in())?)?;
            }
            Some(_) => shell.warn("nothing can be started now"),
        }
        Ok(if page.items.is_empty() { Answer::No } else { Answer::Yes })
    })
}
