//! `tracker add`

use clap_complete::engine::ArgValueCompleter;

use crate::cli::Answer;
use crate::cli::completion;
use crate::cli::shell::Shell;
use crate::cli::write::{Writing, write};
use crate::diagnostic::Failure;
use crate::edit::{Edit, Words, kind_named};

/// Add an item
///
/// Writes the plan: adds an item at the end of its kind. Without an id it gets the next of the kind's pattern, such as
/// `FEAT-057` after `FEAT-056`.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Examples:\n  tracker add issue title='Sandbox limits' batch=batch-2 dependencies=FEAT-041\n  tracker add risk R-4 title='Scope creep' probability=high"
)]
pub struct Args {
    /// The kind: `issue`, `batch`, `risk` …
    #[arg(add = ArgValueCompleter::new(completion::kinds))]
    kind: String,
    /// Its id, if it should have a certain one, then its fields
    #[arg(value_name = "ID|KEY=VALUE", add = ArgValueCompleter::new(completion::new_fields))]
    words: Vec<String>,
    #[command(flatten)]
    writing: Writing,
}

pub(super) fn run(args: &Args, shell: &Shell) -> anyhow::Result<Answer> {
    let kind = kind_named(&args.kind)?;
    let Words { ids, assignments } = Words::read(&args.words)?;
    if let [_, second, ..] = ids.as_slice() {
        let failure = Failure::new(format!(
            "a new item has one id, and `{}` is a second",
            crate::text::one_line(second)
        ))
        .hint("add items one at a time; a field is set as KEY=VALUE");
        return Err(failure.into());
    }
    let id = ids.into_iter().next();
    write(shell, &args.writing, "add", &[Edit::Add { kind, id, assignments }])
}
