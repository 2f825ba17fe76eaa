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
    ( $( $(#[$attribute:meta])* $word:literal $module:ident $name:ident, )+ ) => {
        /// A command with its arguments.
        #[derive(Debug, clap::Subcommand)]
        #[expect(missing_docs, reason = "the doc comments of each command's `Args` are its help")]
        pub enum Command {
            $( #[command(name = $word)] $(#[$attribute])* $name($module::Args), )+
        }

        impl Command {
            /// Adds the commands whose names are among these words.
            pub fn augment_named(program: clap::Command, words: &[OsString]) -> clap::Command {
                let is_named = |name: &str| words.iter().any(|word| word == name);
                $(
                    let program = if is_named($word) {
                        program.subcommand($module::Args::augment_args(clap::Command::new($word)))
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
    "dashboard" dashboard Dashboard,
    "weekly" weekly Weekly,
    "report" report Report,
    "render" render Render,
    "list" list List,
    "show" show Show,
    "next" next Next,
    "graph" graph Graph,
    "waits" waits Waits,
    "schedule" schedule Schedule,
    "what-if" what_if WhatIf,
    #[command(visible_alias = "validate")]
    "check" check Check,
    "update" update Update,
    "metrics" metrics Metrics,
    "add" add Add,
    "rename" rename Rename,
    "remove" remove Remove,
    "init" init Init,
    "schema" schema Schema,
    "completions" completions Completions,
    "man" man Man,
}
