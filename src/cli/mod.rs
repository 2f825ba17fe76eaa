//! The shell of the program: arguments become requests, values become output, endings become exit codes.
//!
//! Only here is anything printed. Nothing here reasons about plans: a command is about forty lines that ask the rooms
//! below and hand on what they say.
//!
//! - `environment`: the one place that reads environment variables and the clock
//! - `shell`: what every command needs: the plan, today, the terminal
//! - `progress`: how far a long computation is, on standard error
//! - `report`: how a report gets to the terminal, into a file, or is compared with one
//! - `write`: how an edit gets into the plan
//! - `levelling`: the options by which a schedule is levelled
//! - `command`: one file for each command

pub mod command;
mod completion;
mod environment;
mod failure;
mod format;
mod levelling;
mod pager;
mod progress;
mod report;
mod shell;
mod write;

use std::ffi::OsString;
use std::mem::ManuallyDrop;
use std::process::ExitCode;

use clap::error::ErrorKind;
use clap::{Args, CommandFactory, FromArgMatches, Parser};

use command::Command;
use environment::Environment;
use shell::Shell;

/// What it is called.
const PROGRAM: &str = "tracker";

/// Keep a program of work honest: one JSON plan in git, every status document derived from it.
#[derive(Debug, Parser)]
#[command(name = PROGRAM, version, max_term_width = 100, arg_required_else_help = true)]
#[command(
    after_help = "The plan is `--plan FILE`, else $EXECUTION_PLAN_PATH, else `execution-plan.json` in this \
    folder or the nearest one above it. `tracker COMMAND --help` tells more about a command."
)]
#[command(
    after_long_help = "Exit codes:\n  0  done\n  1  done, and the answer is no: findings, stale, not as expected\n  \
    2  could not: usage, unknown id, unreadable plan, file system\n  3  written, but not confirmed: to be durable, or on standard output\n\n\
    Environment:\n  EXECUTION_PLAN_PATH  the plan, when `--plan` is not given\n  TRACKER_AS_OF        the day to look \
    from, when `--as-of` is not given\n  TRACKER_PAGER        the pager for long output, else PAGER\n  \
    NO_COLOR, CLICOLOR, CLICOLOR_FORCE  whether to use colour"
)]
struct Arguments {
    #[command(flatten)]
    global: Global,
    #[command(subcommand)]
    command: Command,
}

impl Arguments {
    /// Understands the words of a command line. Nearly always they are understood by a program that has the commands
    /// among them and no others; what is told instead (help, what is wrong) is worked out by one that has all of them, in
    /// the colour that the words ask for.
    fn read(words: &[OsString]) -> Result<Self, clap::Error> {
        let version_or_all = |error: clap::Error| match error.kind() {
            ErrorKind::DisplayVersion => Err(error),
            _ => Self::of_program(Self::command().color(asked_colour(words)), words),
        };
        Self::of_program(Self::program_of(words), words).or_else(version_or_all)
    }

    /// The program with those of its commands that are among the words: to make all of them takes as long as a small report.
    fn program_of(words: &[OsString]) -> clap::Command {
        let program = clap::Command::new(PROGRAM).version(env!("CARGO_PKG_VERSION"));
        Command::augment_named(Global::augment_args(program), words)
    }

    /// What the words mean to a program.
    fn of_program(program: clap::Command, words: &[OsString]) -> Result<Self, clap::Error> {
        // Given back piece by piece, it takes a fifth of the reading's time, and the process ends soon.
        let mut program = ManuallyDrop::new(program);
        Self::from_arg_matches_mut(&mut program.try_get_matches_from_mut(words)?)
    }
}

/// Options that every command has.
#[derive(Debug, clap::Args)]
pub struct Global {
    /// The plan to read or write
    #[arg(long, global = true, value_name = "FILE", value_hint = clap::ValueHint::FilePath)]
    #[arg(help_heading = "Global options")]
    pub plan: Option<std::path::PathBuf>,
    /// Run as if started in this folder; may be repeated
    #[arg(short = 'C', global = true, value_name = "DIR", value_hint = clap::ValueHint::DirPath)]
    #[arg(help_heading = "Global options")]
    pub directories: Vec<std::path::PathBuf>,
    /// Look at the plan from this day (YYYY-MM-DD) instead of today
    #[arg(long, global = true, value_name = "DATE", help_heading = "Global options")]
    pub as_of: Option<String>,
    /// Whether to use colour
    #[arg(long, global = true, value_name = "WHEN", default_value = "auto", help_heading = "Global options")]
    pub color: ColorChoice,
    /// Do not send long output through a pager
    #[arg(long, global = true, help_heading = "Global options")]
    pub no_pager: bool,
}

/// Whether to use colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub enum ColorChoice {
    /// When the output is a terminal that wants it
    Auto,
    /// Always
    Always,
    /// Never
    Never,
}

/// How a command that could do its work ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Answer {
    /// Done.
    Yes,
    /// Done, and the answer is no: exit code 1.
    No,
}

/// Runs the program with the arguments and the environment of the process.
pub fn main() -> ExitCode {
    clap_complete::CompleteEnv::with_factory(Arguments::command).complete();
    let arguments = match Arguments::read(&Environment::arguments()) {
        Ok(arguments) => arguments,
        Err(error) => return failure::usage(&error),
    };
    let environment = match Environment::read(&arguments.global.directories) {
        Ok(environment) => environment,
        Err(error) => return failure::report(&error, arguments.global.color == ColorChoice::Always),
    };
    let shell = Shell::new(arguments.global, environment);
    // A day that is none is refused by every command, also by those that would not look at it.
    match shell.as_of().and_then(|_| arguments.command.run(&shell)) {
        Ok(Answer::Yes) => ExitCode::SUCCESS,
        Ok(Answer::No) => ExitCode::from(1),
        Err(error) => failure::report(&error, shell.errors_are_styled()),
    }
}

/// What `--color` says, seen before the rest is understood.
fn asked_colour(words: &[OsString]) -> clap::ColorChoice {
    let words = words.iter().map(|word| word.to_str().unwrap_or_default()).take_while(|word| *word != "--");
    let mut asked = clap::ColorChoice::Auto;
    let mut is_value = false;
    for word in words {
        let value = if is_value { Some(word) } else { word.strip_prefix("--color=") };
        asked = value.and_then(|value| value.parse().ok()).unwrap_or(asked);
        is_value = word == "--color";
    }
    asked
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What the words of a program may be: its arguments, and its commands with theirs.
    fn vocabulary(program: &clap::Command, is_asked: impl Fn(&str) -> bool) -> Vec<String> {
        let ids = |command: &clap::Command| {
            command.get_arguments().map(|argument| format!("{argument:?}")).collect::<Vec<_>>()
        };
        let commands = program.get_subcommands().filter(|command| is_asked(command.get_name()));
        let commands =
            commands.flat_map(|command| [vec![command.get_name().to_owned()], ids(command)].concat());
        ids(program).into_iter().chain(commands).collect()
    }

    #[test]
    fn a_program_with_one_command_understands_its_words_as_the_whole_program_does() {
        let whole = Arguments::command();
        for name in whole.get_subcommands().map(clap::Command::get_name) {
            let program = Arguments::program_of(&[PROGRAM.into(), name.into()]);
            assert_eq!(vocabulary(&program, |_| true), vocabulary(&whole, |command| command == name));
        }
    }
}
