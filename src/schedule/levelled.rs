//! The schedule of a plan within what its people and pools can do at once.

use std::borrow::Cow;

use super::level::{Effort, Watch, level};
use super::{Activities, CriticalPath, Figure, Link, Resources, Schedule, number};
use crate::diagnostic::Failure;
use crate::graph::network::NodeId;
use crate::plan::value::status::DependencyType;
use crate::state::State;

/// A schedule in which nobody is asked for more than they have.
#[derive(Debug)]
pub struct Levelled<'a, 'p> {
    /// Its times. What an owner's other work holds up waits for that work, so slack and the critical path are those of
    /// this schedule.
    pub schedule: Schedule<'a, 'p>,
    /// The links beside those of the plan that make it so: along them people and pools pass from one item to the next.
    pub flow: Vec<Link>,
    /// Hours that everything takes when people do what they have in the plan's order.
    pub naive: f64,
    /// Hours that no levelled schedule falls below.
    pub bound: f64,
    /// How many schedules were made to find this one.
    pub made: u32,
}

impl<'p> Activities<'p> {
    /// The shortest levelled schedule that is found, by one figure of all estimates.
    ///
    /// # Errors
    /// When items wait for one another in a circle, or one needs more of a pool than there is.
    pub fn levelled(
        &self,
        state: &State<'_>,
        figure: Figure,
        resources: &Resources<'p>,
        effort: Effort,
        watch: Watch<'_>,
    ) -> Result<Levelled<'_, 'p>, Failure> {
        resources.refuse_shortage(state, self)?;
        let durations = self.durations(figure);
        let levelling =
            level(&durations, &self.links, resources.demands(), resources.capacities(), effort, watch)
                .map_err(|_| super::activity::circular())?;
        let zero = number(NodeId::new(self.network.len()));
        let pinned = levelling.pinned.iter().map(|(to, hours)| Link {
            from: zero,
            to: *to,
            kind: DependencyType::FinishToStart,
            lag: *hours,
        });
        let flow: Vec<Link> = levelling.flow.iter().copied().chain(pinned).collect();
        let links: Vec<Link> = self.links.iter().chain(&flow).copied().collect();
        let times = CriticalPath::new(&durations, &links).map_err(|_| super::activity::circular())?;
        Ok(Levelled {
            schedule: Schedule::new(self, Cow::Owned(times)),
            flow,
            naive: levelling.naive,
            bound: levelling.bound,
            made: levelling.made,
        })
    }
}
