//! `tracker forecast`

use crate::cli::Answer;
use crate::cli::format::Format;
use crate::cli::progress::Progress;
use crate::cli::shell::Shell;
use crate::render::{self, Templates};
use crate::view::TABLE_ROWS;
use crate::view::forecast::{Page, Wanted};

/// Runs that may be asked for at most.
const MOST_RUNS: u64 = 1_000_000;

/// Show when everything will be done, with odds
///
/// Reads the plan and draws many runs of what is left: in each, every estimate comes out somewhere in its range, and things
/// start when their dependencies and what people can do at once allow (as `tracker schedule --level` decides it). Shows by when everything was done in half of the runs (P50), in four of five (P80) and
/// in nineteen of twenty (P95), the same for each batch and milestone with the odds to meet its target, and what was most often on the
/// critical path. Where `completed` stamps tell of enough weeks, it also shows when the rest is done if the weeks to come
/// are like those. Dates are shown when the plan has a `startDate`, else hours from now. The same plan and seed give the
/// same figures on every machine. Writes nothing.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Examples:\n  tracker forecast\n  tracker forecast --runs 100000 --seed 7 --format json"
)]
pub struct Args {
    /// How many runs to draw, at most 1000000 [default: 10000, fewer for more than 10000 items]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u64).range(1..=MOST_RUNS))]
    runs: Option<u64>,
    /// What the random numbers follow from
    #[arg(long, value_name = "N", default_value_t = 1)]
    seed: u64,
    /// Let everyone do any number of things at once
    #[arg(long)]
    unlimited: bool,
    /// At most this many of the items that are most often critical
    #[arg(long, value_name = "N", default_value_t = 10, conflicts_with = "all")]
    limit: usize,
    /// Every row
    #[arg(long)]
    all: bool,
    /// The form [default: terminal, or text when the output is no terminal]
    #[arg(long, value_enum)]
    format: Option<Format>,
}

pub(super) fn run(args: &Args, shell: &Shell) -> anyhow::Result<Answer> {
    let today = shell.today()?;
    let format = shell.format(args.format, Format::Text);
    let wanted = Wanted {
        runs: args.runs.map(usize::try_from).transpose()?,
        seed: args.seed,
        unlimited: args.unlimited,
        threads: shell.threads(),
    };
    let (goals, critical) = if args.all { (usize::MAX, usize::MAX) } else { (TABLE_ROWS, args.limit) };
    shell.with_state(|state, _| {
        let page = Page::new(state, today, wanted, |runs| {
            let progress = Progress::new(shell, "Drawing runs", runs);
            move |drawn| progress.advance(drawn)
        })?;
        match shell.medium(format, false) {
            None => shell.print_json(&page)?,
            Some(medium) => {
                let layout = page.layout(state, goals, critical);
                shell.print(&render::render("command/forecast", medium, &layout, &Templates::built_in())?)?;
            }
        }
        Ok(Answer::Yes)
    })
}
