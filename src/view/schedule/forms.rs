//! The schedule for other programs: a Gantt diagram, a table for spreadsheets, days for calendars.

use serde::Serialize;

use super::{Entry, Mark, Page, by_time};
use crate::plan::index::At;
use crate::plan::kind::{Item, Kind};
use crate::plan::value::date::Date;
use crate::plan::value::when::When;
use crate::state::State;
use crate::text;
use crate::view::reference;

/// What a Gantt diagram draws.
#[derive(Debug, Serialize)]
pub struct Timeline<'s> {
    /// Whether times are thousandths of hours from zero, and not days.
    hours: bool,
    spans: Vec<Span>,
    milestones: Vec<&'s Mark>,
}

#[derive(Debug, Serialize)]
struct Span {
    label: String,
    first: String,
    last: String,
    role: Option<&'static str>,
    /// Whether it takes no time.
    instant: bool,
}

impl<'p> Page<'p> {
    /// What a Gantt diagram draws of it, with at most so many items: those that are left, in the order of time; on the
    /// calendar the milestones too.
    pub fn timeline(&self, rows: usize) -> Timeline<'_> {
        let hours = self.start_date.is_none();
        let milestones = if hours { Vec::new() } else { self.milestones.iter().collect() };
        let spans = self.left().into_iter().take(rows).filter_map(|entry| span(entry, hours));
        Timeline { hours, spans: spans.collect(), milestones }
    }

    /// Everything that is left, in the order of time; what is at the same time in the plan's order.
    pub(super) fn left(&self) -> Vec<&Entry<'p>> {
        let all = self.issues.iter().chain(&self.others);
        let mut left: Vec<&Entry<'p>> = all.filter(|entry| entry.start.is_some()).collect();
        left.sort_by(|one, other| by_time(one, other));
        left
    }

    /// A table of all issues, and of what else is tied to them, in the plan's order.
    pub fn sheet(&self) -> Sheet {
        Sheet {
            headings: &HEADINGS,
            rows: self.issues.iter().chain(&self.others).map(|entry| row(entry).to_vec()).collect(),
        }
    }
}

fn span(entry: &Entry<'_>, hours: bool) -> Option<Span> {
    let (first, last) = if hours {
        let thousandths = |hours: f64| text::number((hours * 1000.0).round());
        (thousandths(entry.start?), thousandths(entry.finish?))
    } else {
        (entry.start_date?.to_string(), entry.finish_date?.to_string())
    };
    let active = || entry.badge.map(|badge| badge.role).filter(|role| *role == "active");
    let role = if entry.critical { Some("critical") } else { active() };
    let instant = entry.start >= entry.finish;
    Some(Span { label: entry.label.clone(), first, last, role, instant })
}

/// A table for spreadsheets.
#[derive(Debug, Clone, PartialEq)]
pub struct Sheet {
    /// What its columns are called.
    pub headings: &'static [&'static str],
    /// Its rows, with a cell for each column.
    pub rows: Vec<Vec<Cell>>,
}

/// A cell of a [`Sheet`].
#[derive(Debug, Clone, PartialEq)]
pub enum Cell {
    /// Text of the plan.
    Text(String),
    /// A figure or a date.
    Figure(String),
    /// Nothing.
    Empty,
}

const HEADINGS: [&str; 13] = [
    "id",
    "title",
    "owner",
    "status",
    "start",
    "finish",
    "lateStart",
    "lateFinish",
    "totalSlack",
    "freeSlack",
    "critical",
    "startDate",
    "finishDate",
];

fn row(entry: &Entry<'_>) -> [Cell; 13] {
    let hours = |hours: Option<f64>| hours.map_or(Cell::Empty, |hours| Cell::Figure(text::number(hours)));
    let day = |day: Option<Date>| day.map_or(Cell::Empty, |day| Cell::Figure(day.to_string()));
    [
        Cell::Text(entry.id.clone()),
        Cell::Text(entry.label.clone()),
        Cell::Text(entry.owners.join(", ")),
        entry.badge.map_or(Cell::Empty, |badge| Cell::Text(badge.label.to_owned())),
        hours(entry.start),
        hours(entry.finish),
        hours(entry.late_start),
        hours(entry.late_finish),
        hours(entry.total_slack),
        hours(entry.free_slack),
        Cell::Figure(entry.critical.to_string()),
        day(entry.start_date),
        day(entry.finish_date),
    ]
}

/// A day with something to be reached.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Event {
    /// By what it is told from all others, for ever.
    pub id: String,
    /// What it is called.
    pub summary: String,
    /// The day.
    pub day: Date,
}

/// Whether the plan wants something by times that would be days if it had a `startDate`, such as `Week 2`.
pub fn lacks_start(state: &State<'_>) -> bool {
    // Any day tells whether a time could be placed.
    let would = |when: Option<&When<'_>>| when.is_some_and(|when| when.due(Some(Date::FIRST)).is_some());
    let items = &state.plan.items;
    state.plan.start().is_none()
        && (items.milestones.iter().any(|milestone| milestone.day(Some(Date::FIRST)).is_some())
            || items.checkpoints.iter().any(|checkpoint| would(checkpoint.due.as_ref()))
            || items.batches.iter().any(|batch| would(batch.target_date.as_ref()))
            || items.issues.iter().any(|issue| would(issue.target_date.as_ref())))
}

/// The days by which a plan wants something: its milestones, the target dates of what is not over, its checkpoints.
pub fn events(state: &State<'_>) -> Vec<Event> {
    let kinds = [Kind::Milestone, Kind::Checkpoint, Kind::Batch, Kind::Issue];
    let items = kinds
        .into_iter()
        .flat_map(|kind| (0..state.plan.items.count(kind)).map(move |place| At::new(kind, place)));
    let wanted = items.filter(|at| at.kind == Kind::Milestone || !state.is_satisfied(*at));
    let events = wanted.filter_map(|at| {
        let day = target(state, at)?;
        Some(Event { id: reference::address(state, at), summary: reference::label(state, at), day })
    });
    events.collect()
}

/// The day by which an item is wanted, when it has one on the calendar.
pub fn target(state: &State<'_>, at: At) -> Option<Date> {
    let start = state.plan.start();
    match state.plan.item(at)? {
        Item::Milestone(milestone) => milestone.day(start),
        Item::Checkpoint(checkpoint) => checkpoint.due.as_ref()?.due(start),
        Item::Action(action) => action.due.as_ref()?.due(start),
        Item::Batch(batch) => batch.target_date.as_ref()?.due(start),
        Item::Issue(issue) => issue.target_date.as_ref()?.due(start),
        _ => None,
    }
}
