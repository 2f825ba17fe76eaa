//! Who hands units on to whom in a levelled schedule.
//!
//! The links are a resource flow (C. Artigues, P. Michelon, S. Reusser, "Insertion techniques for static and dynamic
//! resource-constrained project scheduling", EJOR 149, 2003): with them beside the plan's own, every pool has room at any
//! time, whatever the durations become, and nothing starts later than it does in the levelled schedule.

use super::problem::{Problem, Starts};
use crate::plan::value::status::DependencyType;
use crate::schedule::critical_path::{Link, at};

/// Units that an activity leaves behind.
#[derive(Debug, Clone, Copy)]
struct Free {
    finish: f64,
    from: u32,
    units: u32,
}

/// The links along which units are handed on. Where one would run against the ties of the plan, which a lead can let
/// happen, none is made, and the activity is told with its start instead.
pub(super) fn flow(problem: &Problem<'_>, schedule: &Starts) -> (Vec<Link>, Vec<(u32, f64)>) {
    let ranks = problem.forward.ranks_by(&schedule.starts);
    let runs_forward = |from: u32, to: u32| ranks.get(from as usize) < ranks.get(to as usize);
    let mut pinned = Vec::new();
    let mut sequence: Vec<u32> = problem.places().filter(|place| !problem.needs(*place).is_empty()).collect();
    let start = |place: u32| at(&schedule.starts, place);
    sequence.sort_by(|one, other| start(*one).total_cmp(&start(*other)).then(one.cmp(other)));
    // Of each pool the units that were used and are free again, first those that are so longest.
    let mut free: Vec<Vec<Free>> = vec![Vec::new(); problem.capacities.len()];
    let mut fresh = problem.capacities.to_vec();
    let mut links = Vec::new();
    for to in sequence {
        for need in problem.needs(to) {
            let pool = need.pool as usize;
            let (Some(free), Some(fresh)) = (free.get_mut(pool), fresh.get_mut(pool)) else { continue };
            let mut missing = need.units.saturating_sub(*fresh);
            *fresh = fresh.saturating_sub(need.units);
            let mut handed = 0;
            for one in free.iter_mut().take_while(|one| one.finish <= start(to)) {
                let taken = one.units.min(missing);
                if taken == 0 {
                    break;
                }
                missing -= taken;
                one.units -= taken;
                handed += usize::from(one.units == 0);
                if runs_forward(one.from, to) {
                    links.push(Link { from: one.from, to, kind: DependencyType::FinishToStart, lag: 0.0 });
                } else {
                    pinned.push((to, start(to)));
                }
            }
            free.drain(..handed);
            let finish = start(to) + problem.duration(to);
            let place = free.partition_point(|one| one.finish <= finish);
            free.insert(place, Free { finish, from: to, units: need.units });
        }
    }
    links.sort_by_key(|link| (link.to, link.from));
    links.dedup();
    (links, pinned)
}
