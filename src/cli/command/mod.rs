//! The commands: one file each, with `Args`, whose doc comments are the help, and `run`.
//!
//! To add one: a file here, its `mod`, and a line in the table.

mod add;
mod check;
mod completions;
mod dashboard;
mod forecast;
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

/// Declares the table of commands: the file, the name, and the word that calls it.
macro_rules! commands {
    ( $( $(#[$attribute:meta])* $module:ident $name:ident $word:literal, )+ ) => {
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
    dashboard Dashboard "dashboard",
    weekly Weekly "weekly",
    report Report "report",
    render Render "render",
    list List "list",
    show Show "show",
    next Next "next",
    graph Graph "graph",
    waits Waits "waits",
    schedule Schedule "schedule",
    forecast Forecast "forecast",
    what_if WhatIf "what-if",
    #[command(visible_alias = "validate")]
    check Check "check",
    update Update "update",
    metrics Metrics "metrics",
    add Add "add",
    rename Rename "rename",
    remove Remove "remove",
    init Init "init",
    schema Schema "schema",
    completions Completions "completions",
    man Man "man",
}
