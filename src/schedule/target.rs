//! What is planned to finish after the time by which it is wanted.
//!
//! Batches and issues have a target date, checkpoints are due, and a milestone is reached when those of its goals are that
//! are items. A day is compared with the last day of work; hours from the plan's start with hours, as far as it is known
//! how many of them have gone by.

use std::cmp::Ordering;

use super::{Schedule, Times, Timetable, WorkTime};
use crate::plan::index::At;
use crate::plan::kind::{Item, Kind};
use crate::plan::value::date::Date;
use crate::plan::value::status::Status;
use crate::plan::value::when::{Meaning, When};
use crate::state::State;

/// The kinds that are wanted by a time, the widest first.
const KINDS: [Kind; 4] = [Kind::Milestone, Kind::Checkpoint, Kind::Batch, Kind::Issue];

/// What two sums of hours may differ in and still be the same.
const SAME: f64 = 1e-6;

/// A point in time.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Moment {
    /// The end of a day.
    Day(Date),
    /// Hours of work from the plan's start.
    Hours(f64),
}

impl Moment {
    /// Whether it is after another; not when the two cannot be compared.
    fn is_after(self, other: Self) -> bool {
        match (self, other) {
            (Self::Day(one), Self::Day(other)) => one > other,
            (Self::Hours(one), Self::Hours(other)) => one > other + SAME,
            _ => false,
        }
    }

    /// In the order of time; hours come before days.
    pub fn order(self, other: Self) -> Ordering {
        match (self, other) {
            (Self::Day(one), Self::Day(other)) => one.cmp(&other),
            (Self::Hours(one), Self::Hours(other)) => one.total_cmp(&other),
            (Self::Hours(_), Self::Day(_)) => Ordering::Less,
            (Self::Day(_), Self::Hours(_)) => Ordering::Greater,
        }
    }
}

/// Something that is planned to finish after its target.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Overrun {
    /// What it is.
    pub at: At,
    /// When it is wanted.
    pub target: Moment,
    /// When it can be finished by the low estimates.
    pub low: Moment,
    /// When it can be finished by the high estimates.
    pub high: Moment,
    /// Hours of work until then, by the high estimates.
    pub hours: f64,
    /// What decides when it is finished: itself, of a milestone the goal that is reached last, of a checkpoint perhaps its
    /// batch.
    pub decided_by: At,
    /// When what it waits for can be finished by the low estimates, if that is after the target already.
    pub held_until: Option<Moment>,
}

impl Overrun {
    /// Whether it is late by the low estimates too.
    pub fn is_certain(&self) -> bool {
        self.low.is_after(self.target)
    }
}

impl Timetable<'_> {
    /// What is planned to finish after its target by the high estimates, milestones first and issues last. Without a day
    /// that it is seen on only hours from the plan's start are compared, and only while no work has begun.
    pub fn overruns(&self, state: &State<'_>, today: Option<Date>) -> Vec<Overrun> {
        let judge = Judge {
            state,
            low: self.low(),
            high: self.high(),
            work: today.and_then(|_| WorkTime::new(state.plan, self.activities.first).ok()),
            elapsed: self.elapsed(state, today),
        };
        let places = |kind| (0..state.plan.items.count(kind)).map(move |place| At::new(kind, place));
        let open = KINDS.into_iter().flat_map(places).filter(|at| !state.is_satisfied(*at));
        open.filter_map(|at| judge.overrun(at)).collect()
    }

    /// Hours of work from the plan's start to hour zero, when they are known.
    fn elapsed(&self, state: &State<'_>, today: Option<Date>) -> Option<f64> {
        match (state.plan.start(), today) {
            (Some(start), Some(_)) => {
                WorkTime::new(state.plan, start).ok().map(|work| work.hours_before(self.activities.first))
            }
            // Before any work has begun, hour zero is the start, whenever that will be.
            (None, _) => (!has_begun(state)).then_some(0.0),
            (Some(_), None) => None,
        }
    }
}

fn has_begun(state: &State<'_>) -> bool {
    state.work().any(|at| {
        let progress = match at.kind {
            Kind::Batch => state.batch_progress(at.index()),
            _ => state.issue_progress(at.index()),
        };
        progress > 0.0 || matches!(state.status(at), Some(Status::InProgress | Status::Done))
    })
}

/// Compares plan and targets.
struct Judge<'t, 'p> {
    state: &'t State<'p>,
    low: Schedule<'t, 'p>,
    high: Schedule<'t, 'p>,
    /// Without one days are not known.
    work: Option<WorkTime>,
    elapsed: Option<f64>,
}

impl Judge<'_, '_> {
    fn overrun(&self, at: At) -> Option<Overrun> {
        let (target, parts) = self.wanted(at)?;
        let finish = |schedule: &Schedule<'_, '_>, part: At| Some(schedule.times(self.state, part)?.finish);
        let finishes = parts.iter().filter_map(|part| Some((*part, finish(&self.high, *part)?)));
        // Of several that finish together the first is named.
        let (decided_by, hours) = finishes.reduce(|one, other| if other.1 > one.1 { other } else { one })?;
        let low = parts.iter().filter_map(|part| finish(&self.low, *part)).fold(0.0, f64::max);
        let (low, high) = (self.moment(target, low)?, self.moment(target, hours)?);
        let held_until = self.low.times(self.state, at).filter(|_| at.kind != Kind::Milestone);
        let held_until = held_until.filter(|times| times.start > 0.0).map(|Times { start, .. }| start);
        let held_until = held_until.and_then(|start| self.moment(target, start));
        high.is_after(target).then_some(Overrun {
            at,
            target,
            low,
            high,
            hours,
            decided_by,
            held_until: held_until.filter(|moment| moment.is_after(target)),
        })
    }

    /// When an item is wanted, and what must be finished for it.
    fn wanted(&self, at: At) -> Option<(Moment, Vec<At>)> {
        let start = self.state.plan.start();
        match self.state.plan.item(at)? {
            Item::Issue(issue) => Some((self.target(issue.target_date.as_ref()?)?, vec![at])),
            Item::Batch(batch) => Some((self.target(batch.target_date.as_ref()?)?, vec![at])),
            Item::Checkpoint(checkpoint) => {
                let batch = checkpoint.batch.as_ref().and_then(|batch| self.state.index.find(&batch.id));
                let target = self.target(checkpoint.due.as_ref()?)?;
                Some((target, std::iter::once(at).chain(batch).collect()))
            }
            Item::Milestone(milestone) => {
                let day = milestone.day(start).filter(|_| self.work.is_some()).map(Moment::Day);
                let target = day.or_else(|| self.target(milestone.due.as_ref()?))?;
                let open = milestone.goals.iter().filter(|goal| !self.state.is_ticked(goal));
                let goals = open.filter_map(|goal| self.state.index.find_exactly(goal.text.as_deref()?));
                Some((target, goals.collect()))
            }
            _ => None,
        }
    }

    fn target(&self, when: &When<'_>) -> Option<Moment> {
        match when.meaning {
            Meaning::HoursFromStart(_, last) => self.elapsed.map(|_| Moment::Hours(last)),
            _ => self.work.as_ref().and_then(|_| when.due(self.state.plan.start())).map(Moment::Day),
        }
    }

    /// The moment after so many hours of work from hour zero on, in the way in which the target is given.
    fn moment(&self, like: Moment, hours: f64) -> Option<Moment> {
        match like {
            Moment::Day(_) => self.work.as_ref()?.finish_day(hours).ok().map(Moment::Day),
            Moment::Hours(_) => self.elapsed.map(|elapsed| Moment::Hours(elapsed + hours)),
        }
    }
}
