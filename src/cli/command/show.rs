//! `tracker show`

use clap_complete::engine::ArgValueCompleter;

use crate::cli::Answer;
use crate::cli::completion;
use crate::cli::format::Format;
use crate::cli::shell::Shell;
use crate::plan::value::text::PLAN_ID;
use crate::render::{self, Templates};
use crate::view::show;

/// Show everything about one item
///
/// Reads the plan and shows an item's fields, its effective status and why, what it waits for and what waits for it, and,
/// where estimates tell, when it can and must be done and how far it can slip. Writes nothing.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:\n  tracker show FEAT-047\n  tracker show actions.3 --format json")]
pub struct Args {
    /// The item: its id, its number (`79`), or its kind and place (`actions.3`); `plan` is the plan itself
    #[arg(add = ArgValueCompleter::new(completion::ids))]
    id: String,
    /// The form [default: terminal, or text when the output is no terminal]
    #[arg(long, value_enum)]
    format: Option<Format>,
}

pub(super) fn run(args: &Args, shell: &Shell) -> anyhow::Result<Answer> {
    let format = shell.format(args.format, Format::Text);
    let today = shell.today()?;
    shell.with_state(|state, _| {
        let page = if args.id == PLAN_ID {
            show::show_plan(state)
        } else {
            let at = state.index.require(&args.id)?;
            let Some(page) = show::show(state, at, today) else { return Ok(Answer::No) };
            page
        };
        match shell.medium(format, false) {
            None => shell.print_json(&page)?,
            Some(medium) => {
                shell.print(&render::render("command/show", medium, &page, &Templates::built_in())?)?;
            }
        }
        Ok(Answer::Yes)
    })
}
