//! Levelling: a schedule in which no pool is asked for more than it has, as short as can be found.
//!
//! This is the resource-constrained project scheduling problem, which is NP-hard (J. Błażewicz, J. K. Lenstra,
//! A. H. G. Rinnooy Kan, "Scheduling subject to resource constraints", Discrete Applied Mathematics 5, 1983), so a good schedule is searched for
//! within a budget: see `search`, whose ways are those that R. Kolisch and S. Hartmann compare in "Experimental
//! investigation of heuristics for resource-constrained project scheduling: an update", EJOR 174, 2006.
//!
//! Whatever is found is feasible, never longer than the schedule that the plan's own order gives, and never shorter than
//! the critical path. It comes with [`flow`](Levelling::flow): the links that say who hands whose units on to whom, so
//! that slack and the critical path can be told of the levelled schedule by the method that tells them without pools.
//!
//! Only numbers come in and go out; what of a plan they stand for is told by `resource`.

mod flow;
#[cfg(test)]
mod laws;
mod problem;
mod profile;
mod search;

use super::critical_path::{Circular, Link, hours};
use problem::Problem;
use search::Search;

/// Units of a pool that an activity needs while it runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Need {
    /// The pool, by its place.
    pub pool: u32,
    /// How many units.
    pub units: u32,
}

/// What activities need, by their places.
#[derive(Debug, Clone, Default)]
pub struct Demands {
    needs: Vec<Need>,
    /// For each activity, where its stretch of `needs` ends.
    ends: Vec<u32>,
}

impl Demands {
    /// Adds one more activity with what it needs.
    pub fn push(&mut self, needs: impl IntoIterator<Item = Need>) {
        self.needs.extend(needs);
        self.ends.push(u32::try_from(self.needs.len()).unwrap_or(u32::MAX));
    }

    /// What an activity needs.
    pub fn of(&self, place: u32) -> &[Need] {
        let place = place as usize;
        let start =
            place.checked_sub(1).and_then(|before| self.ends.get(before)).copied().unwrap_or_default();
        let end = self.ends.get(place).copied().unwrap_or(start);
        self.needs.get(start as usize..end as usize).unwrap_or_default()
    }
}

/// How long to search.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Effort {
    /// How many schedules are made at most; at least one is.
    pub schedules: u32,
    /// What chance is drawn from.
    pub seed: u64,
}

/// Is told how many schedules are made, and how many may be.
pub type Watch<'w> = &'w dyn Fn(u32, u32);

impl Effort {
    /// Places that are given to activities while one waits about a second at most.
    const PLACES: usize = 1_000_000;

    /// What one may spend on so many activities without saying more: five thousand schedules, fewer of many activities.
    pub fn moderate(activities: usize) -> Self {
        let schedules = (Self::PLACES / activities.max(1)).clamp(10, 5_000);
        Self { schedules: u32::try_from(schedules).unwrap_or(u32::MAX), seed: 1 }
    }
}

/// A schedule in which no pool is asked for more than it has.
#[derive(Debug, Clone)]
pub struct Levelling {
    /// When each activity starts, in hours.
    pub starts: Vec<f64>,
    /// Hours until everything is done.
    pub length: f64,
    /// Hours that everything takes in the order of the places.
    pub naive: f64,
    /// Hours that no schedule falls below.
    pub bound: f64,
    /// How many schedules were made.
    pub made: u32,
    /// Finish-to-start links along which units are handed on.
    pub flow: Vec<Link>,
    /// Activities that start when they do since units are handed to them against the ties of the plan, which a lead
    /// can let happen: their places, and the hours before which they do not start.
    pub pinned: Vec<(u32, f64)>,
}

/// Levels activities of these durations, in hours, with these links, over pools of these capacities.
///
/// An activity that needs more than a pool has is placed as if it needed all of it; callers refuse it before.
///
/// # Errors
/// When activities wait for one another in a circle.
pub fn level(
    durations: &[f64],
    links: &[Link],
    demands: &Demands,
    capacities: &[u32],
    effort: Effort,
    watch: Watch<'_>,
) -> Result<Levelling, Circular> {
    let problem = Problem::new(durations, links, demands, capacities)?;
    let found = Search::run(&problem, effort, watch);
    let (flow, pinned) = flow::flow(&problem, &found.best);
    Ok(Levelling {
        flow,
        pinned: pinned.into_iter().map(|(place, start)| (place, hours(start))).collect(),
        starts: found.best.starts.iter().map(|start| hours(*start)).collect(),
        length: hours(found.best.length),
        naive: hours(found.naive),
        bound: hours(found.bound),
        made: found.made,
    })
}
