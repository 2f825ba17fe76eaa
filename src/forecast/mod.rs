//! When a plan will be done, with odds: Monte Carlo over the estimates, and over what was finished in the weeks before.
//!
//! - `duration`: what an estimate says of how long something takes, as a distribution
//! - `model`: activities and links, laid out to be run through many times
//! - `simulation`: many runs of a model
//! - `throughput`: the other forecast, by what was finished in past weeks
//! - `samples`: what is read from runs: percentiles, odds, a histogram
//!
//! What is left of a plan, and what ties it, is `schedule`'s to say; with single figures for estimates the forecast is the
//! schedule. Each activity comes out by itself: what makes everything late at once is not in the odds.

mod duration;
#[cfg(test)]
mod laws;
mod model;
mod samples;
mod simulation;
#[cfg(test)]
mod tests;
pub mod throughput;

pub use model::Model;
pub use samples::{Bin, Samples};
pub use simulation::{Drawing, Outcomes, simulate};

use crate::diagnostic::Failure;
use crate::plan::index::At;
use crate::plan::kind::{Item, Kind};
use crate::plan::value::hours::Hours;
use crate::schedule::level::Effort;
use crate::schedule::{Activities, CriticalPath, Figure, Link, Resources};
use crate::state::State;

/// Runs that are drawn unless another number is asked for.
pub const RUNS: usize = 10_000;

/// Durations that are drawn unless a number of runs is asked for: some seconds. A plan of more than 10,000 activities gets
/// fewer runs.
const DRAWN: usize = 100_000_000;

/// Fewer runs say nothing of a percentile such as the 95th.
const LEAST_RUNS: usize = 1000;

/// Finishes of batches and milestones that are kept at most, over all runs: a quarter of a gigabyte.
const KEPT: usize = 32_000_000;

/// What is forecast of a plan beside the whole: a batch or a milestone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Goal {
    /// The item.
    pub at: At,
    /// The places of the activities with whose finish it is reached; none when nothing says when that is.
    ends: Vec<u32>,
    /// Whether it waits for something that is no activity too, such as a goal in words.
    pub is_partial: bool,
}

impl Goal {
    /// The batches and milestones of a plan that are not over.
    pub fn all(state: &State<'_>, activities: &Activities<'_>) -> Vec<Self> {
        let kinds = [Kind::Batch, Kind::Milestone].into_iter();
        let items =
            kinds.flat_map(|kind| (0..state.plan.items.count(kind)).map(move |place| At::new(kind, place)));
        let open = items.filter(|at| !state.is_satisfied(*at));
        open.map(|at| Self::new(state, activities, at)).collect()
    }

    fn new(state: &State<'_>, activities: &Activities<'_>, at: At) -> Self {
        let Some(Item::Milestone(milestone)) = state.plan.item(at) else {
            return Self { at, ends: activities.end(at).into_iter().collect(), is_partial: false };
        };
        let open = milestone.goals.iter().filter(|goal| !state.is_ticked(goal));
        let ends: Vec<Option<u32>> =
            open.map(|goal| activities.end(state.index.find_exactly(goal.text.as_deref()?)?)).collect();
        Self { at, is_partial: ends.iter().any(Option::is_none), ends: ends.into_iter().flatten().collect() }
    }

    /// Whether the plan says what has to be finished for it.
    pub fn is_known(&self) -> bool {
        !self.ends.is_empty()
    }
}

/// How many runs are drawn of a plan: as many as are asked for, else 10,000, of a very large plan fewer.
///
/// # Errors
/// When so many are asked for that what came out of them would not fit into memory.
pub fn runs(asked: Option<usize>, activities: &Activities<'_>, goals: &[Goal]) -> Result<usize, Failure> {
    let most = (KEPT / (goals.len() + 1)).max(1);
    match asked {
        Some(runs) if runs > most => {
            let message = format!(
                "{runs} runs of a plan with {} batches and milestones do not fit into memory",
                goals.len()
            );
            Err(Failure::new(message).hint(format!("tracker forecast --runs {most}")))
        }
        Some(runs) => Ok(runs.max(1)),
        None => {
            let affordable = DRAWN / activities.count();
            Ok(RUNS.min(affordable.max(LEAST_RUNS)).min(most))
        }
    }
}

/// What a levelled schedule decides beside the plan: links along which people and pools pass from one item to the next, so
/// that nobody does more at once than they can however long things take. None when nobody is named.
///
/// # Errors
/// When items wait for one another in a circle, or one needs more of a pool than there is.
pub fn decisions<'p>(state: &State<'p>, activities: &Activities<'p>) -> Result<Vec<Link>, Failure> {
    let resources = Resources::new(state, activities);
    if resources.pools().is_empty() {
        return Ok(Vec::new());
    }
    // What takes no time needs nobody and is handed nothing: so by a figure that leaves none of what can take some out.
    let is_weightless = |hours: Hours| hours.weight() <= 0.0 && hours.high > 0.0;
    let figure = if activities.hours().any(is_weightless) { Figure::High } else { Figure::Likely };
    let effort = Effort::moderate(activities.count());
    Ok(activities.levelled(state, figure, &resources, effort, &|_, _| ())?.flow)
}

/// Hours until everything is done by all low and by all high estimates, with some decisions.
///
/// # Errors
/// When items wait for one another in a circle.
pub fn bounds(activities: &Activities<'_>, decisions: &[Link]) -> Result<(f64, f64), Failure> {
    let links = tied(activities, decisions);
    let length = |figure: fn(Hours) -> f64| {
        let durations: Vec<f64> = activities.hours().map(figure).collect();
        CriticalPath::new(&durations, &links).map(|times| times.length()).map_err(|_| circular())
    };
    Ok((length(|hours| hours.low)?, length(|hours| hours.high)?))
}

/// The links of a plan, and some decisions.
fn tied(activities: &Activities<'_>, decisions: &[Link]) -> Vec<Link> {
    activities.links().iter().chain(decisions).copied().collect()
}

/// What is said of decisions that contradict the plan; its own circles are refused before, by name.
fn circular() -> Failure {
    Failure::new("items wait for one another in a circle").hint("tracker check")
}

/// Draws runs of what is left of a plan, in which `decisions` hold beside the plan's own links: what a schedule decided about
/// who does what first. Tells `progress` now and then how many more are done.
///
/// # Errors
/// When items wait for one another in a circle.
pub fn forecast(
    activities: &Activities<'_>,
    decisions: &[Link],
    goals: &[Goal],
    drawing: Drawing,
    progress: &(dyn Fn(usize) + Sync),
) -> Result<Outcomes, Failure> {
    let hours: Vec<Hours> = activities.hours().collect();
    let model = Model::new(&hours, &tied(activities, decisions)).map_err(|_| circular())?;
    let ends: Vec<Vec<u32>> = goals.iter().map(|goal| goal.ends.clone()).collect();
    Ok(simulate(&model, &ends, drawing, progress))
}
