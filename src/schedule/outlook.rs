//! What is critical of a plan, for whoever marks or ranks by it and can do without.

use super::timetable::has_estimates;
use super::{Activities, Figure, Schedule, number};
use crate::diagnostic::Failure;
use crate::graph::network::NodeId;
use crate::plan::index::At;
use crate::plan::value::date::Date;
use crate::state::State;

/// The schedule of a plan by its high estimates. `tell` gets nothing when no work that is left has an estimate: then all that
/// is tied to the last would be critical.
///
/// One looks from the given day; without one from that of the plan's last stamp, so that nothing depends on the clock.
/// The day matters where a lag runs from a stamp.
///
/// `tell` gets a failure where [`Activities::new`] ends with one.
pub fn outlook<'p, T>(
    state: &State<'p>,
    day: Option<Date>,
    tell: impl FnOnce(Result<Option<&Schedule<'_, 'p>>, Failure>) -> T,
) -> T {
    if !has_estimates(state) {
        return tell(Ok(None));
    }
    let day = day.or_else(|| last_stamp(state)).unwrap_or(Date::FIRST);
    let activities = match Activities::new(state, day) {
        Ok(activities) => activities,
        Err(failure) => return tell(Err(failure)),
    };
    match activities.schedule(Figure::High) {
        Ok(schedule) => tell(Ok(Some(&schedule))),
        Err(failure) => tell(Err(failure)),
    }
}

/// The last day on which the plan says that work began or ended.
fn last_stamp(state: &State<'_>) -> Option<Date> {
    let items = &state.plan.items;
    let issues = items.issues.iter().flat_map(|issue| [issue.started, issue.completed]);
    let batches = items.batches.iter().flat_map(|batch| [batch.started, batch.completed]);
    issues.chain(batches).flatten().max()
}

impl Schedule<'_, '_> {
    /// The day on whose morning hour zero is; the first day of work may be later.
    pub fn first(&self) -> Date {
        self.activities.first
    }

    /// Whether a node of the network is left to be done, and the whole becomes longer with any slip of it.
    pub fn is_critical(&self, node: NodeId) -> bool {
        !self.activities.is_over(node) && self.times.is_critical(number(node))
    }

    /// Whether a node follows another on a critical path.
    pub fn is_step(&self, from: NodeId, to: NodeId) -> bool {
        self.is_critical(from) && self.is_critical(to) && self.times.is_step(number(from), number(to))
    }

    /// Whether an item follows another on a critical path, by whichever of their begins and ends the two are tied.
    pub fn is_step_of(&self, first: At, then: At) -> bool {
        let network = &self.activities.network;
        let ends = |at| [network.begin(at), network.end(at)].into_iter().flatten();
        ends(first).any(|from| ends(then).any(|to| self.is_step(from, to)))
    }

    /// Whether an item has an estimate, or needs none.
    pub fn is_estimated(&self, at: At) -> bool {
        // They are noted in the order of the network, which is that of the plan.
        self.activities.unestimated.binary_search(&at).is_err()
    }

    /// How much of the work that is left has an estimate, from 0 to 1.
    #[expect(clippy::cast_precision_loss, reason = "counts of issues")]
    pub fn estimated_share(&self) -> f64 {
        let (left, missing) = (self.activities.work_left, self.activities.unestimated.len());
        if left == 0 { 1.0 } else { 1.0 - missing as f64 / left as f64 }
    }
}
