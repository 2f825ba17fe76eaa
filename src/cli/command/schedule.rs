//! `tracker schedule`

use crate::cli::Answer;
use crate::cli::format::Format;
use crate::cli::levelling::LevellingOptions;
use crate::cli::progress::Progress;
use crate::cli::shell::Shell;
use crate::diagnostic::Failure;
use crate::plan::value::date::Date;
use crate::render::{self, Templates, csv, icalendar, mermaid, svg};
use crate::schedule::Figure;
use crate::state::State;
use crate::view::TABLE_ROWS;
use crate::view::schedule::{self, Page, Wanted};

/// Critical paths that `--all-paths` shows at most.
const MOST_PATHS: usize = 20;

/// Show when each thing can start and finish, and the critical path
///
/// Reads the plan and works out from the estimates what is left to do: the earliest start and finish of everything, how far it
/// can slip, and the critical path, which decides the length. Days are shown when the plan has a `startDate`, else hours
/// from now; what is left begins today, or on the `startDate` when that is still to come. With `--level` nobody does more at once
/// than they can: the `capacity` of the `team`, else one thing; an issue's `demand` says what it needs beside one unit of
/// each owner. Then slack and the critical path are those of that schedule. Without, it is told who is asked for too much. Writes
/// nothing.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Examples:\n  tracker schedule --critical\n  tracker schedule --level --estimate likely --format json"
)]
pub struct Args {
    /// The figure of the estimates by which the items are scheduled
    #[arg(long, value_enum, default_value = "high")]
    estimate: Estimate,
    /// Only what is critical: whatever makes the whole longer when it slips
    #[arg(long)]
    critical: bool,
    #[command(flatten)]
    levelling: LevellingOptions,
    /// Show every critical path when there are several, at most 20
    #[arg(long)]
    all_paths: bool,
    /// At most this many rows
    #[arg(long, value_name = "N", default_value_t = TABLE_ROWS, conflicts_with = "all")]
    limit: usize,
    /// Every row
    #[arg(long)]
    all: bool,
    /// The form [default: terminal, or text when the output is no terminal]
    #[arg(long, value_enum)]
    format: Option<Form>,
}

/// A figure of an estimate.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub(super) enum Estimate {
    /// At least
    Low,
    /// The likely one, else the mean of the two others
    Likely,
    /// At most
    High,
}

impl Estimate {
    /// What the schedule calls it.
    pub(super) const fn figure(self) -> Figure {
        match self {
            Self::Low => Figure::Low,
            Self::Likely => Figure::Likely,
            Self::High => Figure::High,
        }
    }
}

/// The forms of a schedule.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum Form {
    /// For eyes, with colour where it is wanted
    Terminal,
    /// The same without colour
    Text,
    /// Markdown as GitHub reads it
    Markdown,
    /// JSON for scripts
    Json,
    /// A Gantt diagram in Mermaid, which GitHub draws
    Mermaid,
    /// A Gantt chart as a picture
    Svg,
    /// A table for spreadsheets
    Csv,
    /// Milestones and target dates for a calendar
    Ics,
}

pub(super) fn run(args: &Args, shell: &Shell) -> anyhow::Result<Answer> {
    let today = shell.today()?;
    let wanted = Wanted {
        figure: args.estimate.figure(),
        critical_only: args.critical,
        paths: if args.all_paths { MOST_PATHS } else { 1 },
        levelling: args.levelling.levelling(),
    };
    let rows = if args.all { usize::MAX } else { args.limit };
    shell.with_state(|state, _| {
        if args.format == Some(Form::Ics) {
            return days(state, today, shell);
        }
        let progress = Progress::new(shell, "Levelling", 0);
        let page = Page::new(state, today, wanted, &|made, of| progress.reach(made, of))?;
        drop(progress);
        let format = match args.format {
            Some(Form::Mermaid) => return done(shell.print(&mermaid::timeline(&page.timeline(rows))?)),
            Some(Form::Svg) => return done(shell.print(&picture(&page, state, rows)?)),
            Some(Form::Csv) => return done(shell.print(&csv::table(&page.sheet()))),
            Some(Form::Terminal) => Some(Format::Terminal),
            Some(Form::Text) => Some(Format::Text),
            Some(Form::Markdown) => Some(Format::Markdown),
            Some(Form::Json) => Some(Format::Json),
            Some(Form::Ics) | None => None,
        };
        match shell.medium(shell.format(format, Format::Text), false) {
            None => shell.print_json(&page)?,
            Some(medium) => {
                let layout = page.layout(state, rows);
                shell.print(&render::render("command/schedule", medium, &layout, &Templates::built_in())?)?;
            }
        }
        Ok(Answer::Yes)
    })
}

/// The Gantt chart as a picture.
fn picture(page: &Page<'_>, state: &State<'_>, rows: usize) -> anyhow::Result<String> {
    let chart = page.gantt(state, rows)?;
    let count = chart.bars.len() + chart.milestones.len();
    if count > svg::MOST_ROWS {
        let message = format!("the picture would have {count} rows, more than {}", svg::MOST_ROWS);
        return Err(Failure::new(message).hint("draw fewer with `--limit N` or `--critical`").into());
    }
    Ok(svg::gantt(&chart, state.plan.header.title.as_deref().unwrap_or("Schedule")))
}

/// Milestones and target dates, when there are any: a calendar without days is none.
fn days(state: &State<'_>, today: Date, shell: &Shell) -> anyhow::Result<Answer> {
    let events = schedule::events(state);
    if events.is_empty() {
        let weeks = if schedule::lacks_start(state) {
            "; a week has one when the plan has a `startDate`"
        } else {
            ""
        };
        shell.warn(&format!("no milestone and no target date has a day of the calendar{weeks}"));
        return Ok(Answer::Yes);
    }
    let title = state.plan.header.title.as_deref().unwrap_or("Plan");
    done(shell.print(&icalendar::calendar(title, &events, today)))
}

fn done(printed: anyhow::Result<()>) -> anyhow::Result<Answer> {
    printed.map(|()| Answer::Yes)
}
