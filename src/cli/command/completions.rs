//! `tracker completions`

use clap_complete::engine::ArgValueCompleter;
use clap_complete::env::Shells;

use crate::cli::Answer;
use crate::cli::completion;
use crate::cli::shell::Shell;
use crate::diagnostic::Failure;

/// The script of bash is our own: that of the library hands on the words as bash parts them, at every `=`.
const BASH: &str = include_str!("../completion.bash");

/// Print the completion script of a shell
///
/// Reads and writes nothing. The script asks `tracker` itself while you type, so that ids, keys and values come from the
/// plan in the current folder.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Examples:\n  source <(tracker completions bash)\n  tracker completions fish > ~/.config/fish/completions/tracker.fish"
)]
pub struct Args {
    /// The shell: bash, elvish, fish, powershell or zsh
    #[arg(add = ArgValueCompleter::new(completion::shells))]
    shell: String,
}

pub(super) fn run(args: &Args, shell: &Shell) -> anyhow::Result<Answer> {
    let shells = Shells::builtins();
    let unknown = || {
        let known: Vec<&str> = shells.names().collect();
        let name = crate::text::one_line(&args.shell).into_owned();
        Failure::new(format!("there is no completion for `{name}`"))
            .hint(format!("use one of {}", known.join(", ")))
    };
    let completer = shells.completer(&args.shell).ok_or_else(unknown)?;
    if completer.name() == "bash" {
        shell.print(BASH)?;
        return Ok(Answer::Yes);
    }
    let mut script = Vec::new();
    completer.write_registration("COMPLETE", "tracker", "tracker", "tracker", &mut script)?;
    shell.print(&String::from_utf8(script)?)?;
    Ok(Answer::Yes)
}
