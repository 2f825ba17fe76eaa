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

use super::Answer;
use super::shell::Shell;

/// Declares the table of commands.
macro_rules! commands {
    ( $( $(#[$attribute:meta])* $module:ident $name:ident, )+ ) => {
        /// A command with its arguments.
        #[derive(Debug, clap::Subcommand)]
        // The arguments of the one that is asked for are enough: to make all of them takes as long as a small report.
        #[command(defer = true)]
        #[expect(missing_docs, reason = "the doc comments of each command's `Args` are its help")]
        pub enum Command {
            $( $(#[$attribute])* $name($module::Args), )+
        }

        impl Command {
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
    forecast Forecast,
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
