//! What a plan comes to: where everything stands, and when it can be done. The schedule is taken as values, a start and
//! a finish for each item, whatever made it.

use std::collections::HashMap;

use foldhash::fast::RandomState;

use super::Wanted;
use crate::diagnostic::Failure;
use crate::plan::index::At;
use crate::plan::kind::{Item, Kind};
use crate::plan::value::date::Date;
use crate::schedule::level::Watch;
use crate::schedule::{Activities, Schedule, WorkTime, stamps};
use crate::state::State;
use crate::view::schedule::{Planned, Range, others};

/// A plan, and when it can be done.
#[derive(Debug)]
pub struct Outlook<'p> {
    /// Where everything stands.
    pub state: &'p State<'p>,
    /// When it can be done; else why that cannot be told.
    pub timing: Result<Timing, Failure>,
}

impl<'p> Outlook<'p> {
    /// What a plan comes to, seen on a day. Tells `watch` how far levelling is.
    pub fn new(state: &'p State<'p>, today: Date, wanted: Wanted, watch: Watch<'_>) -> Self {
        Self { state, timing: Timing::new(state, today, wanted, watch) }
    }

    /// The days on which work on an item begins and ends: those of the timing, else those of its stamps.
    pub(super) fn days(&self, at: At) -> (Option<Date>, Option<Date>) {
        let (started, completed) = stamps(self.state, at);
        let table = self.timing.as_ref().ok();
        let Some((table, stretch)) = table.and_then(|table| Some((table, table.stretch(at)?))) else {
            return (started, completed.or_else(|| self.last_completed(at)));
        };
        let days = table.work.as_ref().and_then(|work| work.days(stretch.start, stretch.finish).ok());
        (started.or(days.map(|(first, _)| first)), days.map(|(_, last)| last))
    }

    /// The day on which an item is finished; a milestone with the last of the items that its goals stand for.
    pub(super) fn finish_day(&self, at: At) -> Option<Date> {
        let Some(Item::Milestone(milestone)) = self.state.plan.item(at) else { return self.days(at).1 };
        let texts = milestone.goals.iter().filter_map(|goal| goal.text.as_deref());
        let items = texts.filter_map(|text| self.state.index.find_exactly(text));
        items.filter(|item| item.kind != Kind::Milestone).filter_map(|item| self.days(item).1).max()
    }

    /// The last day on which an issue of a batch was done.
    fn last_completed(&self, at: At) -> Option<Date> {
        if at.kind != Kind::Batch {
            return None;
        }
        self.state.counted_issues(at.index()).filter_map(|(_, issue)| issue.completed).max()
    }
}

/// When the items of a plan can be done.
#[derive(Debug)]
pub struct Timing {
    /// The day on whose morning hour zero is.
    pub(super) first: Date,
    /// Hours as days; nothing when the plan has no `startDate`.
    pub(super) work: Option<WorkTime>,
    /// Hours until everything is done.
    pub(super) length: Range<f64>,
    /// The same by the figure that was asked for.
    pub(super) whole: f64,
    /// The last days of work.
    pub(super) finish_date: Range<Option<Date>>,
    /// The last day of work by the figure that was asked for.
    pub(super) last: Option<Date>,
    /// The critical path.
    pub(super) path: Vec<At>,
    /// What counts as no hours, since it has no estimate.
    pub(super) unestimated: Vec<At>,
    stretches: HashMap<At, Stretch, RandomState>,
}

/// The hours from the start to the finish of an item.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Stretch {
    pub(super) start: f64,
    pub(super) finish: f64,
    /// How far it can slip before the whole becomes longer.
    pub(super) slack: f64,
}

impl Stretch {
    /// Whether the whole becomes longer with any slip.
    pub(super) fn is_critical(self) -> bool {
        self.slack <= 0.0
    }
}

impl Timing {
    fn new(state: &State<'_>, today: Date, wanted: Wanted, watch: Watch<'_>) -> Result<Self, Failure> {
        let activities = Activities::new(state, today)?;
        let work = state.plan.start().map(|_| WorkTime::new(state.plan, activities.first)).transpose()?;
        let planned = Planned::new(state, &activities, wanted.figure, wanted.levelling, watch)?;
        let (low, high, asked) = (&planned.low, &planned.high, planned.asked());
        let day = |hours| work.as_ref().map(|work| work.finish_day(hours)).transpose();
        Ok(Self {
            first: activities.first,
            length: Range { low: low.length(), high: high.length() },
            whole: asked.length(),
            finish_date: Range { low: day(low.length())?, high: day(high.length())? },
            last: day(asked.length())?,
            path: asked.critical_path(),
            stretches: stretches(state, asked),
            unestimated: activities.unestimated.clone(),
            work,
        })
    }

    /// The hours of an item; nothing of what is over, and of what nothing ties to others.
    pub(super) fn stretch(&self, at: At) -> Option<Stretch> {
        self.stretches.get(&at).copied()
    }

    /// Whether nothing is left to do.
    pub(super) fn is_empty(&self) -> bool {
        self.stretches.is_empty()
    }

    /// Hours of work from another timing's hour zero to this one's; none when either has no days.
    pub(super) fn hours_since(&self, other: &Self) -> f64 {
        match (&self.work, &other.work) {
            (Some(_), Some(work)) if self.first > other.first => work.hours_before(self.first),
            (Some(work), Some(_)) => -work.hours_before(other.first),
            _ => 0.0,
        }
    }
}

fn stretches(state: &State<'_>, schedule: &Schedule<'_, '_>) -> HashMap<At, Stretch, RandomState> {
    let timed = places(state).filter_map(|at| {
        let times = schedule.times(state, at)?;
        Some((at, Stretch { start: times.start, finish: times.finish, slack: times.total_slack }))
    });
    timed.collect()
}

/// Everything that can have a place in a schedule.
pub(super) fn places(state: &State<'_>) -> impl Iterator<Item = At> {
    let count = |kind| (0..state.plan.items.count(kind)).map(move |place| At::new(kind, place));
    count(Kind::Batch).chain(count(Kind::Issue)).chain(others(state))
}
