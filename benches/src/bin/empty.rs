//! The least that a program with arguments does: reads them, and ends.

use clap::Parser as _;

/// An empty program.
#[derive(Debug, clap::Parser)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, clap::Subcommand)]
enum Command {
    /// Do nothing
    Nothing,
}

fn main() {
    match Arguments::parse().command {
        Command::Nothing => {}
    }
}
