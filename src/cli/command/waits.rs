//! `tracker waits`

use clap_complete::engine::ArgValueCompleter;

use crate::cli::Answer;
use crate::cli::completion;
use crate::cli::format::Format;
use crate::cli::shell::Shell;
use crate::render::{self, Templates};
use crate::text;
use crate::view::waits;

/// Show who waits on whom
///
/// Reads the plan and counts the open dependencies between owners, then says for each owner whom they block and for whom
/// they wait. Writes nothing.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:\n  tracker waits\n  tracker waits --owner @tools-lead --format markdown")]
pub struct Args {
    /// Only what this owner blocks and waits for
    #[arg(long, add = ArgValueCompleter::new(completion::owners))]
    owner: Option<String>,
    /// The form [default: terminal, or text when the output is no terminal]
    #[arg(long, value_enum)]
    format: Option<Format>,
}

pub(super) fn run(args: &Args, shell: &Shell) -> anyhow::Result<Answer> {
    let format = shell.format(args.format, Format::Text);
    shell.with_state(|state, _| {
        let page = waits::waits(state, args.owner.as_deref());
        match shell.medium(format, false) {
            None => shell.print_json(&page)?,
            Some(medium) if !page.owners.is_empty() => {
                shell.print(&render::render("command/waits", medium, &page, &Templates::built_in())?)?;
            }
            Some(_) => shell.warn(&match &args.owner {
                Some(owner) => format!("{} blocks nobody and waits for nobody", text::one_line(owner)),
                None => "nobody waits for anybody".to_owned(),
            }),
        }
        Ok(Answer::Yes)
    })
}
