//! `tracker what-if`

use std::mem::ManuallyDrop;

use clap_complete::engine::ArgValueCompleter;

use super::schedule::Estimate;
use crate::cli::Answer;
use crate::cli::completion;
use crate::cli::format::Format;
use crate::cli::levelling::LevellingOptions;
use crate::cli::progress::Progress;
use crate::cli::shell::Shell;
use crate::diagnostic::Failure;
use crate::edit::{self, Change, Edit, Judged, Revised, Words};
use crate::graph::Graph;
use crate::plan::Plan;
use crate::plan::index::Index;
use crate::plan::value::date::Date;
use crate::render::{self, Templates};
use crate::state::State;
use crate::view::TABLE_ROWS;
use crate::view::what_if::{Outlook, Page, Pair, Wanted};
use crate::{check, text};

/// Show what edits would move, and write nothing
///
/// Reads the plan, makes the edits in a copy, and compares both: how long everything takes, the critical path, what
/// starts or finishes at another time, what comes free or becomes blocked, and what becomes late or is saved. Writes
/// nothing.
///
/// Each EDIT is one argument: ids, then KEY=VALUE as `update` takes them. A value with spaces is quoted again inside:
/// 'FEAT-041 title="a b"'. They are made in their order, and what `update` refuses is refused here too. With `--level` both
/// schedules are searched for, so that what moves may also move because a shorter one was found.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Examples:\n  tracker what-if 'FEAT-044 estimate+=3d'\n  tracker what-if 'FEAT-041 status=done' 'plan startDate=2026-02-02' --format json"
)]
pub struct Args {
    /// What would be set: `'ID KEY=VALUE'`
    #[arg(required = true, value_name = "EDIT", add = ArgValueCompleter::new(completion::edits))]
    edits: Vec<String>,
    /// The figure of the estimates by which the items are scheduled
    #[arg(long, value_enum, default_value = "high")]
    estimate: Estimate,
    #[command(flatten)]
    levelling: LevellingOptions,
    /// At most this many rows of each list
    #[arg(long, value_name = "N", default_value_t = TABLE_ROWS, conflicts_with = "all")]
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
    let edits = args.edits.iter().map(|edit| read(edit, &args.edits)).collect::<Result<Vec<_>, _>>()?;
    shell.with_state(|state, file| {
        let Revised { document, changes, doubts } =
            edit::revise(&file.document, state.plan, &edits, today, &[])?;
        match &document {
            None => compare(args, shell, Pair { before: state, after: state }, changes, &doubts, today),
            Some(document) => {
                // As everywhere here: the process ends soon.
                let plan = ManuallyDrop::new(edit::result(document)?);
                let index = ManuallyDrop::new(Index::new(&plan));
                let graph = ManuallyDrop::new(Graph::new(&plan, &index));
                judge(state, &plan, &index, &graph, &changes)?;
                let after = ManuallyDrop::new(State::new(&plan, &index, &graph));
                compare(args, shell, Pair { before: state, after: &after }, changes, &doubts, today)
            }
        }
    })
}

/// An edit out of an argument.
fn read(edit: &str, all: &[String]) -> Result<Edit, Failure> {
    let Words { ids, assignments } = Words::split(edit)?;
    let shown = text::shorten(&text::one_line(edit), 60).into_owned();
    let failure = match (ids.is_empty(), assignments.is_empty()) {
        (false, false) => return Ok(Edit::Update { ids, assignments }),
        (false, true) => Failure::new(format!("`{shown}` sets nothing")),
        (true, false) => Failure::new(format!("`{shown}` names no item")),
        (true, true) if edit.trim_start().starts_with('#') => {
            return Err(Failure::new(format!("`{shown}` is a comment"))
                .hint("a number needs no `#`: `tracker what-if '79 status=done'`"));
        }
        (true, true) => Failure::new("an edit is empty"),
    };
    Err(failure.hint(format!("an edit is one argument: `tracker what-if {}`", as_one(all))))
}

/// What was meant as one edit, as it is typed; an example when that cannot be told.
fn as_one(words: &[String]) -> String {
    let is_whole = |word: &&String| shlex::split(word).is_some_and(|words| words == [word.as_str()]);
    let quoted = words.iter().map(|word| match Some(word).filter(is_whole) {
        Some(word) => Ok(word.into()),
        None => shlex::try_quote(word),
    });
    let joined = quoted.collect::<Result<Vec<_>, _>>().unwrap_or_default().join(" ");
    let words = Words::split(&joined).unwrap_or_default();
    let is_edit = !words.ids.is_empty() && !words.assignments.is_empty();
    let edit = if is_edit { joined.as_str() } else { "ID KEY=VALUE" };
    shlex::try_quote(edit).map(|quoted| text::one_line(&quoted).into_owned()).unwrap_or_default()
}

/// Refuses what `update` would refuse: an error that was not there before.
fn judge<'p>(
    before: &State<'_>,
    plan: &'p Plan<'p>,
    index: &Index<'p>,
    graph: &Graph<'p>,
    changes: &[Change],
) -> Result<(), Failure> {
    let errors = check::errors(plan, index, graph);
    // What was wrong before matters only when something is wrong now.
    if errors.is_empty() {
        return Ok(());
    }
    let known = check::errors(before.plan, before.index, before.graph);
    edit::refuse_new(&Judged { plan: before.plan, errors: known }, Judged { plan, errors }, changes)
}

/// Prints what differs.
fn compare(
    args: &Args,
    shell: &Shell,
    states: Pair<&State<'_>>,
    changes: Vec<Change>,
    doubts: &[String],
    today: Date,
) -> anyhow::Result<Answer> {
    for doubt in doubts {
        shell.warn(doubt);
    }
    let medium = shell.medium(shell.format(args.format, Format::Text), false);
    let limit = if args.all { usize::MAX } else { args.limit };
    // A script gets every row.
    let rows = if medium.is_some() { limit } else { usize::MAX };
    let levelling = args.levelling.levelling();
    let wanted = Wanted { figure: args.estimate.figure(), levelling, rows };
    let outlook = |state| {
        let progress = Progress::new(shell, "Levelling", 0);
        Outlook::new(state, today, wanted, &|made, of| progress.reach(made, of))
    };
    let (before, after) = (outlook(states.before), outlook(states.after));
    let page = Page::new(&before, &after, changes, today, wanted)?;
    match medium {
        None => shell.print_json(&page)?,
        Some(medium) => {
            let layout = page.layout(states.after, limit);
            shell.print(&render::render("command/what-if", medium, &layout, &Templates::built_in())?)?;
        }
    }
    Ok(Answer::Yes)
}
