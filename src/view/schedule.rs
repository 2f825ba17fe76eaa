//! The schedule of a plan: when each thing can start and finish, what is critical, and what the figures leave out.

mod axis;
mod capacity;
mod forms;
mod gantt;
mod layout;

use std::cmp::Ordering;

use serde::Serialize;

use super::badge::Badge;
use super::{SCHEMA_VERSION, reference};
use crate::diagnostic::Failure;
use crate::plan::index::At;
use crate::plan::kind::Kind;
use crate::plan::value::date::Date;
use crate::plan::value::hours::Hours;
use crate::plan::value::status::Status;
use crate::schedule::level::Watch;
use crate::schedule::{Activities, Figure, Schedule, Times, WorkTime, stamps};
use crate::state::State;
pub(super) use capacity::Planned;
use capacity::{Facts, Load};

pub use axis::Tick;
pub use capacity::Levelling;
pub use forms::{Cell, Event, Sheet, Timeline, events, lacks_start, target};
pub use gantt::{Bar, Diamond, Gantt};
pub use layout::{Layout, Row};
pub(super) use layout::{figure, listed, range, shown_path};

/// What is wanted of a schedule.
#[derive(Debug, Clone, Copy)]
pub struct Wanted {
    /// By which figure of the estimates the items are scheduled.
    pub figure: Figure,
    /// Whether only what is critical is listed.
    pub critical_only: bool,
    /// How many critical paths are told at most.
    pub paths: usize,
    /// How to level it over what everyone can do at once; nothing to let everyone do any number of things.
    pub levelling: Option<Levelling>,
}

/// The schedule of a plan.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Page<'p> {
    schema_version: u32,
    kind: &'static str,
    /// By which figure of the estimates the items are scheduled: `low`, `likely` or `high`.
    estimate: &'static str,
    /// Whether nobody does more at once than they can; then all times, slack and the critical path are those of the
    /// levelled schedule.
    levelled: bool,
    /// What is known of the levelled schedule, by the figure that was asked for.
    levelling: Option<Facts>,
    /// The day on whose morning hour zero is; nothing when the plan has no `startDate`.
    start_date: Option<Date>,
    /// Hours until everything is done.
    length: Range<f64>,
    /// The last days of work.
    finish_date: Range<Option<Date>>,
    /// The critical path by the low and by the high estimates.
    critical_path: Range<Vec<String>>,
    /// The critical paths by the figure that was asked for, as many as were wanted.
    critical_paths: Vec<Vec<String>>,
    /// Whether there may be more.
    more_critical_paths: bool,
    /// The issues, and the batches without issues, that are not cancelled.
    pub issues: Vec<Entry<'p>>,
    /// The batches that have issues.
    pub batches: Vec<Entry<'p>>,
    /// Reviews, checkpoints and actions that wait or are waited for, and are not over.
    pub others: Vec<Entry<'p>>,
    /// The milestones that have a day.
    pub milestones: Vec<Mark>,
    /// What counts as no hours, since it has no estimate.
    unestimated: Vec<String>,
    /// What waits for something without a date, which holds nothing here.
    outside: Vec<Outside>,
    /// Who is asked for more at once than they can do.
    over_allocated: Vec<Load<'p>>,
    /// Hours until everything is done, by the figure that was asked for.
    #[serde(skip)]
    asked_length: f64,
}

/// A value by the low and one by the high estimates.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Range<T> {
    /// By the low ones.
    pub low: T,
    /// By the high ones.
    pub high: T,
}

/// Something with a place in the schedule.
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Entry<'p> {
    /// By what name it is addressed.
    pub id: String,
    /// What one of its kind is called.
    #[serde(rename = "type")]
    pub kind: &'static str,
    /// What it is called.
    pub label: String,
    /// Who answers for it.
    pub owners: Vec<&'p str>,
    /// Where it stands, with its sign.
    pub badge: Option<Badge>,
    /// The hours that are left; nothing when it is over.
    pub left: Option<Hours>,
    /// Hours until it can start; nothing when it is over, as all that follow.
    pub start: Option<f64>,
    /// Hours until it can be finished.
    pub finish: Option<f64>,
    /// Hours until it must start.
    pub late_start: Option<f64>,
    /// Hours until it must be finished.
    pub late_finish: Option<f64>,
    /// Hours that it can slip before the whole becomes longer.
    pub total_slack: Option<f64>,
    /// Hours that it can slip before anything else does.
    pub free_slack: Option<f64>,
    /// Whether the whole becomes longer with any slip.
    pub critical: bool,
    /// The first day of work on it; of what is over and of what has begun as stamped.
    pub start_date: Option<Date>,
    /// The last day of work on it; of what is over as stamped.
    pub finish_date: Option<Date>,
    #[serde(skip)]
    at: At,
}

/// A milestone on its day.
#[derive(Debug, Serialize)]
pub struct Mark {
    /// By what name it is addressed.
    pub id: String,
    /// What it is called.
    pub label: String,
    /// The day by which it is to be reached.
    pub day: Date,
    /// Whether it is.
    pub done: bool,
}

/// What waits for something without a date.
#[derive(Debug, Serialize)]
pub(super) struct Outside {
    id: String,
    /// What it is called.
    #[serde(skip)]
    name: String,
    causes: Vec<String>,
}

impl Outside {
    /// `FEAT-041 (B-1, vendor API)`.
    pub(super) fn words(&self) -> String {
        format!("{} ({})", self.name, self.causes.join(", "))
    }
}

impl<'p> Page<'p> {
    /// The schedule of a plan, seen on a day. Tells `watch` how far levelling is.
    ///
    /// # Errors
    /// When items wait for one another in a circle, the calendar leaves no working day, or dates lie after the year 9999.
    pub fn new(state: &State<'p>, today: Date, wanted: Wanted, watch: Watch<'_>) -> Result<Self, Failure> {
        let activities = Activities::new(state, today)?;
        let work = state.plan.start().map(|_| WorkTime::new(state.plan, activities.first)).transpose()?;
        let planned = Planned::new(state, &activities, wanted.figure, wanted.levelling, watch)?;
        let (low, high, asked) = (&planned.low, &planned.high, planned.asked());
        let day = |hours| work.as_ref().map(|work| work.finish_day(hours)).transpose();
        let address = |items: Vec<At>| items.into_iter().map(|at| reference::address(state, at)).collect();
        let (paths, more_critical_paths) = asked.critical_paths(wanted.paths);
        let maker = Maker { state, activities: &activities, schedule: asked, work: work.as_ref(), wanted };
        let is_batch_with_issues = |at: &At| state.counted_issues(at.index()).next().is_some();
        let batches = (0..state.plan.items.batches.len()).map(|place| At::new(Kind::Batch, place));
        Ok(Self {
            schema_version: SCHEMA_VERSION,
            kind: "schedule",
            estimate: match wanted.figure {
                Figure::Low => "low",
                Figure::Likely => "likely",
                Figure::High => "high",
            },
            levelled: planned.facts.is_some(),
            levelling: planned.facts,
            start_date: work.as_ref().map(|work| work.start_day(0.0)).transpose()?,
            length: Range { low: low.length(), high: high.length() },
            finish_date: Range { low: day(low.length())?, high: day(high.length())? },
            critical_path: Range { low: address(low.critical_path()), high: address(high.critical_path()) },
            critical_paths: paths.into_iter().map(address).collect(),
            more_critical_paths,
            issues: maker.entries(state.work())?,
            batches: maker.entries(batches.filter(is_batch_with_issues))?,
            others: maker.entries(others(state).filter(|at| asked.times(state, *at).is_some()))?,
            milestones: milestones(state),
            unestimated: address(activities.unestimated.clone()),
            outside: activities.outside.iter().map(|outside| told(state, outside)).collect(),
            asked_length: asked.length(),
            over_allocated: planned.loads(state.plan.hours_per_day(), work.as_ref())?,
        })
    }
}

/// What the entries of a page are made of.
struct Maker<'s, 'p> {
    state: &'s State<'p>,
    activities: &'s Activities<'p>,
    schedule: &'s Schedule<'s, 'p>,
    work: Option<&'s WorkTime>,
    wanted: Wanted,
}

impl<'p> Maker<'_, 'p> {
    /// The entries of items, those that are wanted.
    fn entries(&self, items: impl Iterator<Item = At>) -> Result<Vec<Entry<'p>>, Failure> {
        let mut entries = Vec::new();
        for at in items.filter(|at| self.state.status(*at) != Some(Status::Cancelled)) {
            let times = self.schedule.times(self.state, at);
            let critical = times.is_some_and(|times| times.is_critical());
            if critical || !self.wanted.critical_only {
                entries.push(self.entry(at, times, critical)?);
            }
        }
        Ok(entries)
    }

    fn entry(&self, at: At, times: Option<Times>, critical: bool) -> Result<Entry<'p>, Failure> {
        let state = self.state;
        let (started, completed) = stamps(state, at);
        let planned =
            times.zip(self.work).map(|(times, work)| work.days(times.start, times.finish)).transpose()?;
        let (start_date, finish_date) = match (times, planned) {
            (None, _) => (started, completed),
            (Some(_), Some((first, last))) => (started.or(Some(first)), Some(last)),
            (Some(_), None) => (started, None),
        };
        Ok(Entry {
            id: reference::address(state, at),
            kind: at.kind.description().one,
            label: reference::label(state, at),
            owners: reference::owners(state, at),
            badge: reference::badge(state, at),
            left: times.and_then(|_| self.activities.left(at)),
            start: times.map(|times| times.start),
            finish: times.map(|times| times.finish),
            late_start: times.map(|times| times.late_start),
            late_finish: times.map(|times| times.late_finish),
            total_slack: times.map(|times| times.total_slack),
            free_slack: times.map(|times| times.free_slack),
            critical,
            start_date,
            finish_date,
            at,
        })
    }
}

/// The items of the other kinds that can have a place in a schedule.
pub(super) fn others(state: &State<'_>) -> impl Iterator<Item = At> {
    let count = |kind| state.plan.items.count(kind);
    let counts = [Kind::Review, Kind::Checkpoint, Kind::Action].map(|kind| (kind, count(kind)));
    counts.into_iter().flat_map(|(kind, count)| (0..count).map(move |place| At::new(kind, place)))
}

fn milestones(state: &State<'_>) -> Vec<Mark> {
    let milestones = state.plan.items.milestones.iter().enumerate();
    let marks = milestones.filter_map(|(place, milestone)| {
        let at = At::new(Kind::Milestone, place);
        let day = milestone.day(state.plan.start())?;
        let (id, label) = (reference::address(state, at), reference::label(state, at));
        Some(Mark { id, label, day, done: state.is_satisfied(at) })
    });
    marks.collect()
}

pub(super) fn told(state: &State<'_>, outside: &crate::schedule::Outside<'_>) -> Outside {
    let causes = outside.causes.iter().map(|cause| reference::cause_name(state, cause));
    Outside {
        id: reference::address(state, outside.at),
        name: reference::name(state, outside.at),
        causes: causes.collect(),
    }
}

/// In the order of time; what is at the same time in the plan's order.
fn by_time(one: &Entry<'_>, other: &Entry<'_>) -> Ordering {
    let compare = |one: Option<f64>, other: Option<f64>| one.partial_cmp(&other).unwrap_or(Ordering::Equal);
    compare(one.start, other.start).then(compare(one.finish, other.finish)).then(one.at.cmp(&other.at))
}
