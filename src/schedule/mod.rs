//! When the work of a plan can be done: the critical path over its estimates, in hours and on the calendar.
//!
//! - `critical_path`: the method itself, over plain numbers
//! - `activity`: what is left of a plan, as such numbers
//! - `calendar`: hours of work as days
//! - [`level`]: a schedule within what everyone can do at once, over plain numbers
//! - `pace`: how long an hour of work takes whoever does it
//! - `resource`: who works on what in a plan, as such numbers, and who has too much to do
//! - `levelled`: that schedule of a plan
//! - `outlook`: what is critical, for pages about other things
//! - `timetable`: the times by the low and by the high estimates, for all who ask
//! - `target`: what is planned to finish after the time by which it is wanted

mod activity;
mod calendar;
mod critical_path;
#[cfg(test)]
mod laws;
pub mod level;
mod levelled;
mod outlook;
mod pace;
mod resource;
mod target;
#[cfg(test)]
mod tests;
mod timetable;

pub use activity::{Activities, Figure, Outside, stamps};
pub use calendar::WorkTime;
pub use critical_path::{Circular, CriticalPath, Link, Times, in_order};
pub(crate) use critical_path::{hours, ticks};
pub use levelled::Levelled;
pub use outlook::outlook;
pub use resource::{Overload, OverloadedDay, Pool, Resources};
pub use target::{Moment, Overrun};
pub use timetable::Timetable;

use std::borrow::Cow;
use std::cell::RefCell;
use std::collections::{HashMap, HashSet};

use crate::graph::network::{NodeId, Part};
use crate::plan::index::At;
use crate::plan::kind::Kind;
use crate::state::State;

/// Ways through the network that are tried for one critical path that shows other items than those before: several can
/// differ in the begins and ends of batches alone.
const TRIED_PER_PATH: usize = 50;

/// The earliest and latest times of everything that is left of a plan, by one figure of its estimates.
#[derive(Debug)]
pub struct Schedule<'a, 'p> {
    activities: &'a Activities<'p>,
    times: Cow<'a, CriticalPath>,
    /// The times of batches that were asked for: there are as many who ask as there are milestones.
    batches: RefCell<HashMap<At, Option<Times>>>,
}

impl<'a, 'p> Schedule<'a, 'p> {
    fn new(activities: &'a Activities<'p>, times: Cow<'a, CriticalPath>) -> Self {
        Self { activities, times, batches: RefCell::default() }
    }

    /// Hours until everything is done.
    pub fn length(&self) -> f64 {
        self.times.length()
    }

    /// The times of an item that is left; of a batch with issues those of its issues together. Nothing for what is
    /// finished or cancelled, and for items that nothing ties to others.
    pub fn times(&self, state: &State<'_>, at: At) -> Option<Times> {
        if at.kind != Kind::Batch {
            return self.times_of(state, at);
        }
        if let Some(times) = self.batches.borrow().get(&at) {
            return *times;
        }
        let times = self.times_of(state, at);
        self.batches.borrow_mut().insert(at, times);
        times
    }

    fn times_of(&self, state: &State<'_>, at: At) -> Option<Times> {
        let begin = self.activities.network.begin(at)?;
        let end = self.activities.network.end(at)?;
        if self.activities.is_over(end) {
            return None;
        }
        let of_end = self.of_node(end);
        let issues = if at.kind == Kind::Batch { Some(state.counted_issues(at.index())) } else { None };
        let issues = issues.into_iter().flatten().map(|(place, _)| At::new(Kind::Issue, place));
        let nodes = issues.filter_map(|issue| self.activities.network.begin(issue));
        let parts = nodes.filter(|node| !self.activities.is_over(*node)).map(|node| self.of_node(node));
        let first = parts.reduce(|one, other| Times {
            start: one.start.min(other.start),
            late_start: one.late_start.min(other.late_start),
            total_slack: one.total_slack.min(other.total_slack),
            ..one
        });
        let of_begin = first.unwrap_or_else(|| self.of_node(begin));
        let (start, late_start, total_slack) = (of_begin.start, of_begin.late_start, of_begin.total_slack);
        Some(Times { start, late_start, total_slack: total_slack.min(of_end.total_slack), ..of_end })
    }

    /// The critical path: items in their order, each of which starts as soon as the one before lets it. The first of
    /// [several](Self::critical_paths).
    pub fn critical_path(&self) -> Vec<At> {
        self.items(&self.times.path())
    }

    /// At most so many critical paths, and whether there may be more.
    pub fn critical_paths(&self, most: usize) -> (Vec<Vec<At>>, bool) {
        let mut known = HashSet::new();
        let mut found = Vec::new();
        let tried = most.saturating_mul(TRIED_PER_PATH);
        for (count, path) in self.times.paths().enumerate() {
            let items = self.items(&path);
            if items.is_empty() || known.contains(&items) {
                if count >= tried {
                    return (found, true);
                }
                continue;
            }
            if found.len() == most {
                return (found, true);
            }
            known.insert(items.clone());
            found.push(items);
        }
        (found, false)
    }

    /// What decides when an item finishes at the earliest: items in their order, each of which starts as soon as the one
    /// before lets it, from one that nothing holds to the item itself. The first of several; nothing for an item without
    /// times.
    pub fn drivers(&self, state: &State<'_>, at: At) -> Vec<At> {
        let Some(end) = self.activities.network.end(at).filter(|_| self.times(state, at).is_some()) else {
            return Vec::new();
        };
        self.items(&self.times.chain(number(end)))
    }

    /// What an item waits for last, when it starts as soon as that lets it; nothing when it can start at hour zero.
    pub fn holder(&self, at: At) -> Option<At> {
        let mut here = number(self.activities.network.begin(at)?);
        while let Some(before) = self.times.holder(here) {
            if let [item] = self.items(&[before]).as_slice() {
                return Some(*item);
            }
            here = before;
        }
        None
    }

    fn of_node(&self, node: NodeId) -> Times {
        self.times.times(number(node))
    }

    /// The items of a path that are left to be done; begins and ends of batches are none.
    fn items(&self, path: &[u32]) -> Vec<At> {
        let network = &self.activities.network;
        let nodes = path.iter().map(|place| NodeId::new(*place as usize));
        let left = nodes.filter(|node| !self.activities.is_over(*node)).filter_map(|node| network.node(node));
        let has_work = |at: At| self.activities.left(at).is_some_and(|hours| hours.high > 0.0);
        let items = left.filter(|node| match node.part {
            Part::Whole => true,
            Part::Begin => has_work(node.at),
            Part::End => false,
        });
        items.map(|node| node.at).collect()
    }
}

/// A node's number; a plan is at most 64 MiB of text, so it fits.
fn number(node: NodeId) -> u32 {
    u32::try_from(node.index()).unwrap_or(u32::MAX)
}
