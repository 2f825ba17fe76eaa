//! `tracker man`

use clap::CommandFactory;

use crate::cli::shell::Shell;
use crate::cli::{Answer, Arguments};
use crate::diagnostic::Failure;
use crate::text;

/// Print the manual page
///
/// Reads and writes nothing. Prints the page in roff, of the program or of one command.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:\n  tracker man | man -l -\n  tracker man update > tracker-update.1")]
pub struct Args {
    /// The command; the program itself when absent
    command: Option<String>,
}

pub(super) fn run(args: &Args, shell: &Shell) -> anyhow::Result<Answer> {
    let mut program = Arguments::command();
    program.build();
    let page = match &args.command {
        None => program,
        Some(name) => {
            let found = program.find_subcommand(name).cloned();
            let names: Vec<String> =
                program.get_subcommands().map(|command| command.get_name().to_owned()).collect();
            let command = found.ok_or_else(|| unknown(name, &names))?;
            let title = format!("tracker-{}", command.get_name());
            command.display_name(title)
        }
    };
    let mut roff = Vec::new();
    clap_mangen::Man::new(page).render(&mut roff)?;
    shell.print(&String::from_utf8(roff)?)?;
    Ok(Answer::Yes)
}

fn unknown(name: &str, names: &[String]) -> Failure {
    let failure = Failure::new(format!("there is no command `{}`", text::one_line(name)));
    match text::nearest(name, names.iter().map(String::as_str)) {
        Some(near) => failure.hint(format!("did you mean `{near}`?")),
        None => failure.hint("`tracker --help` lists the commands"),
    }
}
