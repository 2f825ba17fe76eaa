//! How long an hour of work takes whoever does it.
//!
//! Time is counted in hours of the plan's calendar. Somebody who works four hours of an eight-hour day, by the `hoursPerDay`
//! of the team, takes two of them for an hour of work; what several do together is done when the slowest is.

use crate::graph::network::{Node, Part};
use crate::plan::index::At;
use crate::plan::kind::Item;
use crate::plan::people::People;
use crate::plan::value::people::Person;
use crate::state::State;

/// How long the people of a plan take.
pub(super) struct Pace<'p> {
    people: People<'p>,
    hours_per_day: f64,
    /// Whether anyone's day differs from the calendar's.
    differs: bool,
}

impl<'p> Pace<'p> {
    pub(super) fn new(state: &State<'p>) -> Self {
        Self {
            people: People::new(state.plan),
            hours_per_day: state.plan.hours_per_day(),
            differs: state.plan.items.team.iter().any(|member| member.hours_per_day.is_some()),
        }
    }

    /// The hours of the calendar that an hour of work takes.
    pub(super) fn of(&self, state: &State<'p>, node: Node) -> f64 {
        if !self.differs || node.part == Part::End {
            return 1.0;
        }
        let pace = |name: &str| {
            let own = self.people.member(name).and_then(|(_, member)| member.hours_per_day);
            own.map_or(1.0, |own| self.hours_per_day / own.0)
        };
        owners(state, node.at).into_iter().map(pace).reduce(f64::max).unwrap_or(1.0)
    }
}

/// Who works on an item: the owners of an issue, a batch or an action. Reviews are short, and nobody's pace is theirs.
pub(super) fn owners<'p>(state: &State<'p>, at: At) -> Vec<&'p str> {
    let people = match state.plan.item(at) {
        Some(Item::Issue(issue)) => (&issue.owner, issue.owners.as_slice()),
        Some(Item::Batch(batch)) => (&batch.owner, batch.owners.as_slice()),
        Some(Item::Action(action)) => (&action.owner, [].as_slice()),
        _ => return Vec::new(),
    };
    people.0.iter().chain(people.1).map(Person::name).collect()
}
