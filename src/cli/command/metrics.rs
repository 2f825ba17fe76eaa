//! `tracker metrics`

use clap_complete::engine::ArgValueCompleter;

use crate::cli::Answer;
use crate::cli::completion;
use crate::cli::shell::Shell;
use crate::cli::write::{Writing, write};
use crate::diagnostic::Failure;
use crate::edit::{Edit, Words};
use crate::render::{self, Templates};
use crate::view::metric;

/// Show or set metrics
///
/// Without arguments: reads the plan and shows its metrics. With NAME=VALUE: writes the plan; `--week` records the value
/// in the history of that week.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Examples:\n  tracker metrics\n  tracker metrics ciPassRate=87 coverage=61 --week \"Week 2\""
)]
pub struct Args {
    /// What is set
    #[arg(value_name = "NAME=VALUE", add = ArgValueCompleter::new(completion::metrics))]
    words: Vec<String>,
    /// The week for which the values are recorded: `Week 2`, `2025-W42`, or a day
    #[arg(long, value_name = "LABEL", requires = "words")]
    week: Option<String>,
    #[command(flatten)]
    writing: Writing,
}

pub(super) fn run(args: &Args, shell: &Shell) -> anyhow::Result<Answer> {
    if args.words.is_empty() {
        return show(args, shell);
    }
    let Words { ids, assignments } = Words::read(&args.words)?;
    if let Some(word) = ids.first() {
        let word = crate::text::one_line(word);
        let failure = Failure::new(format!("`{word}` sets nothing")).hint(format!("write {word}=VALUE"));
        return Err(failure.into());
    }
    write(shell, &args.writing, "metrics", &[Edit::Metrics { assignments, week: args.week.clone() }])
}

fn show(args: &Args, shell: &Shell) -> anyhow::Result<Answer> {
    let format = args.writing.shown(shell);
    shell.with_state(|state, _| {
        let page = metric::metrics(state);
        match shell.medium(format, false) {
            None => shell.print_json(&page)?,
            Some(_) if page.metrics.is_empty() => shell.warn("the plan has no metrics"),
            Some(medium) => {
                shell.print(&render::render("command/metrics", medium, &page, &Templates::built_in())?)?;
            }
        }
        Ok(Answer::Yes)
    })
}
