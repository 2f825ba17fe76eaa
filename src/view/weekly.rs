//! The weekly report: what was done in one week, what goes on, what is in the way, what comes next.
//!
//! A section about which the plan knows nothing is empty here; the template keeps its bracketed placeholder for the
//! person who pastes the report.

mod window;

use serde::Serialize;

pub use window::{Week, Window};

use super::entry::{Entry, entries};
use super::metric::MetricRow;
use super::report::Request;
use super::{Program, SCHEMA_VERSION, Viewpoint, reference};
use crate::plan::index::At;
use crate::plan::kind::{BlockerRecord, Item, Kind, Milestone};
use crate::plan::metric::{Metric, WEEKLY_METRICS};
use crate::plan::value::date::Date;
use crate::plan::value::status::{BlockerStatus, Status};
use crate::state::{Cause, State};
use crate::text;

/// A report about one week.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Weekly<'p> {
    schema_version: u32,
    kind: &'static str,
    /// What the plan says of itself.
    program: Program<'p>,
    /// The label as it stands in the heading; `null` when no week is known.
    label: Option<String>,
    /// The first and the last day of the week, when they are known.
    window: Option<Window>,
    /// The labels of the batches that are worked on now.
    current_batches: Vec<String>,
    /// Percent done of the whole.
    progress: f64,
    /// Percent done of the whole, as it is shown.
    progress_text: String,
    /// What was completed in the week; without a window, whatever has a date.
    completed: Vec<Completed>,
    /// What is done without a date.
    completed_undated: Vec<Completed>,
    /// What is in progress.
    in_progress: Vec<Ongoing<'p>>,
    /// What is in the way.
    blockers: Vec<Obstacle<'p>>,
    /// The metrics of the week: the well-known five, then the plan's others.
    metrics: Vec<WeeklyMetric<'p>>,
    /// The milestone whose goals are next, when there is one.
    next_milestone: Option<String>,
    /// Its goals.
    goals: Vec<Entry>,
    /// How many rows are not shown.
    hidden: usize,
}

/// Something done.
#[derive(Debug, Serialize)]
struct Completed {
    label: String,
    /// The day, where the report cannot say it by its week.
    date: Option<Date>,
}

/// Something in progress.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct Ongoing<'p> {
    label: String,
    owners: Vec<&'p str>,
    progress: f64,
    progress_text: String,
}

/// Something in the way, or something that is held up.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct Obstacle<'p> {
    label: String,
    /// What is being done about it.
    action: Option<&'p str>,
    /// What it waits for, for something that is held up.
    waits_for: Vec<Awaited<'p>>,
    /// Who answers for it.
    owners: Vec<&'p str>,
    /// When it is expected to be gone.
    eta: Option<&'p str>,
}

/// Something that is waited for, and who has it.
#[derive(Debug, Serialize)]
struct Awaited<'p> {
    name: String,
    owners: Vec<&'p str>,
}

/// A metric of the week; `metric` is `null` when the plan does not know it.
#[derive(Debug, Serialize)]
struct WeeklyMetric<'p> {
    /// What it is called.
    label: &'p str,
    /// What stands behind the figure.
    unit: &'p str,
    metric: Option<MetricRow<'p>>,
}

/// The sections that can be picked.
pub const SECTIONS: &[&str] = &[];

/// The report of a week: of the one that is asked for, else of the week of today.
pub fn page<'p>(view: Viewpoint<'p>, request: &'p Request) -> Weekly<'p> {
    let state = view.state;
    let week = &week(request, state.plan.start());
    let (dated, undated) = completed(state, week.window);
    let ongoing = in_progress(state);
    let blockers = obstacles(state);
    let goals = next_milestone(state, week);
    let hidden: usize = [dated.len(), undated.len(), ongoing.len(), blockers.len()]
        .iter()
        .map(|count| count.saturating_sub(view.rows))
        .sum();
    let progress = state.progress();
    Weekly {
        schema_version: SCHEMA_VERSION,
        kind: "weekly",
        program: Program::new(&state.plan.header, request),
        label: week.label.clone(),
        window: week.window,
        current_batches: current_batches(state),
        progress,
        progress_text: text::percent(progress),
        completed: first(dated, view.rows),
        completed_undated: first(undated, view.rows),
        in_progress: first(ongoing, view.rows),
        blockers: first(blockers, view.rows),
        metrics: metrics(state, week),
        next_milestone: goals.map(|milestone| milestone.label().into_owned()),
        goals: goals.map(|milestone| entries(state, &milestone.goals)).unwrap_or_default(),
        hidden,
    }
}

fn week(request: &Request, start: Option<Date>) -> Week {
    match (&request.label, request.as_of.or(request.today)) {
        (Some(label), _) => Week::labelled(label, start),
        (None, Some(day)) => Week::of_today(day, start),
        (None, None) => Week::unknown(),
    }
}

fn first<T>(mut rows: Vec<T>, count: usize) -> Vec<T> {
    rows.truncate(count);
    rows
}

/// The issues, and the batches without issues: each piece of work once.
fn work<'s>(state: &'s State<'_>) -> impl Iterator<Item = At> + 's {
    let batches = 0..state.plan.items.batches.len();
    let alone = batches.filter(|batch| state.counted_issues(*batch).next().is_none());
    let issues = 0..state.plan.items.issues.len();
    alone.map(|place| At::new(Kind::Batch, place)).chain(issues.map(|place| At::new(Kind::Issue, place)))
}

fn label(state: &State<'_>, at: At) -> String {
    state.plan.item(at).map(|item| item.label().into_owned()).unwrap_or_default()
}

/// The batches in progress, else those that are ready, else the first that is not finished.
fn current_batches(state: &State<'_>) -> Vec<String> {
    let all: Vec<At> = (0..state.plan.items.batches.len()).map(|place| At::new(Kind::Batch, place)).collect();
    let with = |wanted: Status| all.iter().filter(move |at| state.status(**at) == Some(wanted));
    let current: Vec<&At> = with(Status::InProgress).collect();
    let current = if current.is_empty() { with(Status::Ready).collect() } else { current };
    let current = if current.is_empty() {
        all.iter().find(|at| !state.is_satisfied(**at)).into_iter().collect()
    } else {
        current
    };
    current.into_iter().map(|at| label(state, *at)).collect()
}

/// What is done: in the window (or whenever, when there is none) by date, then what has no date.
fn completed(state: &State<'_>, window: Option<Window>) -> (Vec<Completed>, Vec<Completed>) {
    let mut dated = Vec::new();
    let mut undated = Vec::new();
    for at in work(state) {
        let (status, date) = match state.plan.item(at) {
            Some(Item::Batch(batch)) => (state.status(at), batch.completed),
            Some(Item::Issue(issue)) => (issue.status, issue.completed),
            _ => continue,
        };
        if status != Some(Status::Done) {
            continue;
        }
        match (date, window) {
            (None, _) => undated.push(Completed { label: label(state, at), date: None }),
            (Some(date), Some(window)) if window.holds(date) => dated.push((date, label(state, at))),
            (Some(date), None) => dated.push((date, label(state, at))),
            (Some(_), Some(_)) => {}
        }
    }
    dated.sort_by_key(|(date, _)| *date);
    let shown = |date: Date| window.is_none().then_some(date);
    (dated.into_iter().map(|(date, label)| Completed { label, date: shown(date) }).collect(), undated)
}

fn in_progress<'p>(state: &State<'p>) -> Vec<Ongoing<'p>> {
    let ongoing = work(state).filter(|at| state.status(*at) == Some(Status::InProgress));
    ongoing
        .map(|at| {
            let progress = match at.kind {
                Kind::Batch => state.batch_progress(at.index()),
                _ => state.issue_progress(at.index()),
            };
            Ongoing {
                label: label(state, at),
                owners: reference::owners(state, at),
                progress,
                progress_text: text::percent(progress),
            }
        })
        .collect()
}

/// The open blocker records, then what is blocked, with what it waits for and who has that.
fn obstacles<'p>(state: &State<'p>) -> Vec<Obstacle<'p>> {
    let records = state.plan.items.blockers.iter();
    let open = records.filter(|record| record.status != Some(BlockerStatus::Resolved)).map(obstacle);
    let blocked = work(state).filter(|at| state.status(*at) == Some(Status::Blocked)).map(|at| Obstacle {
        label: label(state, at),
        action: None,
        waits_for: state.waits_for(at).iter().map(|cause| awaited(state, cause)).collect(),
        owners: reference::owners(state, at),
        eta: None,
    });
    open.chain(blocked).collect()
}

fn obstacle<'p>(record: &'p BlockerRecord<'p>) -> Obstacle<'p> {
    Obstacle {
        label: Item::BlockerRecord(record).label().into_owned(),
        action: record.action.as_deref(),
        waits_for: Vec::new(),
        owners: reference::blocker_owners(record),
        eta: record.eta.as_ref().map(|when| when.text.as_ref()),
    }
}

/// What holds something up, and who has it.
fn awaited<'p>(state: &State<'p>, cause: &Cause<'_>) -> Awaited<'p> {
    let owners = cause.at().map(|at| reference::owners(state, at)).unwrap_or_default();
    Awaited { name: reference::cause_name(state, cause), owners }
}

/// The well-known five, known or not, then the plan's others.
fn metrics<'p>(state: &State<'p>, week: &Week) -> Vec<WeeklyMetric<'p>> {
    let plan = state.plan;
    let row = |metric: &'p Metric<'p>| {
        let row = weekly_metric(state, metric, week);
        WeeklyMetric { label: metric.label(), unit: metric.unit(), metric: row }
    };
    let known = WEEKLY_METRICS.iter().map(|known| {
        let metric = plan.metrics.iter().find(|metric| metric.name == known.name);
        metric.map_or(WeeklyMetric { label: known.label, unit: known.unit, metric: None }, row)
    });
    let others =
        plan.metrics.iter().filter(|metric| !WEEKLY_METRICS.iter().any(|known| known.name == metric.name));
    known.chain(others.map(row)).collect()
}

/// A metric in a week: that week's entry of the history, with the change since the week before; for a metric
/// without history its value.
fn weekly_metric<'p>(state: &State<'p>, metric: &'p Metric<'p>, week: &Week) -> Option<MetricRow<'p>> {
    if metric.record.history.is_empty() {
        let row = MetricRow::now(state, metric);
        return row.value.is_some().then_some(row);
    }
    let in_week = |week: &Week| {
        let when = week.when(state.plan.hours_per_day())?;
        metric.in_week(&when, week.window.map(|window| (window.first, window.last)))
    };
    let value = in_week(week)?;
    let before = week.previous();
    Some(MetricRow::new(metric, Some(value.clone()), before.as_ref().and_then(in_week)))
}

/// The milestone whose goals are next: of the next week, else the first that is due after the window, else, when no
/// window is known, the first with a goal that is open.
fn next_milestone<'p>(state: &State<'p>, week: &Week) -> Option<&'p Milestone<'p>> {
    let milestones = state.plan.items.milestones.iter().filter(|milestone| !milestone.goals.is_empty());
    if let Some(number) = week.number {
        let later = milestones.clone().filter(|milestone| milestone.week.is_some_and(|week| week.0 > number));
        if let Some(next) = later.min_by_key(|milestone| milestone.week) {
            return Some(next);
        }
    }
    let due = |milestone: &Milestone<'_>| milestone.due.as_ref().and_then(|due| due.due(state.plan.start()));
    match week.window {
        Some(window) => {
            let later = milestones.filter(|milestone| due(milestone).is_some_and(|due| due > window.last));
            later.min_by_key(|milestone| due(milestone))
        }
        None if week.number.is_none() => {
            milestones.into_iter().find(|milestone| milestone.goals.iter().any(|goal| !goal.done))
        }
        None => None,
    }
}
