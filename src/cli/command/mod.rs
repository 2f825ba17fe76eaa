//! The commands: one file each, with `Args`, whose doc comments are the help, and `run`.
//!
//! To add one: a file here, its `mod`, and a line in the table.

mod add;
mod check;
mod completions;
mod dashboard;
mod graph;
mod init;
mod list;
mod man;
mod metrics;
mod next;
mod remove;
mod rename;
mod render;
mod report;
mod schedule;
mod schema;
mod show;
mod update;
mod waits;
mod weekly;
mod what_if;

use std::ffi::OsString;

use clap::Args as _;

use super::Answer;
use super::shell::Shell;

/// Declares the table of commands.
macro_rules! commands {
    ( $( $(#[$attribute:meta])* $module:ident $name:ident, )+ ) => {
        /// A command with its arguments.
        #[derive(Debug, clap::Subcommand)]
        #[expect(missing_docs, reason = "the doc comments of each command's `Args` are its help")]
        pub enum Command {
            $( $(#[$attribute])* $name($module::Args), )+
        }

        impl Command {
            /// Adds the commands whose names are among these words.
            pub fn augment_named(program: clap::Command, words: &[OsString]) -> clap::Command {
                let is_named = |name: &str| words.iter().any(|word| word == name);
                $(
                    let program = if is_named(stringify!($module)) {
                        program.subcommand($module::Args::augment_args(clap::Command::new(stringify!($module))))
                    } else {
                        program
                    };
                )+
                program
            }

            /// Runs it.
            pub fn run(&self, shell: &Shell) -> anyhow::Result<Answer> {
                match self { $( Self::$name(args) => $module::run(args, shell), )+ }
            }
        }
    };
}

commands! {
    dashboard Dashboard,
    weekly Weekly,
    report Report,
    render Render,
    list List,
    show Show,
    next Next,
    graph Graph,
    waits Waits,
    schedule Schedule,
    what_if WhatIf,
    #[command(visible_alias = "validate")]
    check Check,
    update Update,
    metrics Metrics,
    add Add,
    rename Rename,
    remove Remove,
    init Init,
    schema Schema,
    completions Completions,
    man Man,
}
