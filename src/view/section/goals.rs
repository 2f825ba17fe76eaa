//! The goals of the week after.

use serde::Serialize;

use super::Section;
use crate::plan::kind::Milestone;
use crate::plan::value::date::Date;
use crate::state::State;
use crate::view::Viewpoint;
use crate::view::entry::{Entry, entries};
use crate::view::week::{Week, number_of};

/// What is to be reached next.
#[derive(Debug, Serialize)]
pub struct Goals {
    /// The milestone that is next, when there is one.
    pub milestone: Option<String>,
    /// Its goals.
    pub entries: Vec<Entry>,
    /// How many of them are not shown.
    pub hidden: usize,
}

impl Section for Goals {
    fn is_empty(&self) -> bool {
        false
    }
}

pub(super) fn section(view: &Viewpoint<'_>) -> Goals {
    let milestone = next_milestone(view.state, &view.week);
    let mut entries = milestone.map(|milestone| entries(view.state, &milestone.goals)).unwrap_or_default();
    Goals {
        milestone: milestone.map(|milestone| milestone.label().into_owned()),
        hidden: view.truncate(&mut entries),
        entries,
    }
}

/// The milestone whose goals are next: the first of a later week, by its `week` or by that of its `due`; where weeks have no
/// number, the first that is due after the window; where no window is known either, the first with a goal that is open.
fn next_milestone<'p>(state: &State<'p>, week: &Week) -> Option<&'p Milestone<'p>> {
    let milestones = state.plan.items.milestones.iter().filter(|milestone| !milestone.goals.is_empty());
    if let Some(number) = week.number {
        let week = |milestone: &Milestone<'_>| week_of(milestone, state.plan.start());
        let later = milestones.filter(|milestone| week(milestone).is_some_and(|week| week > number));
        return later.min_by_key(|milestone| week(milestone));
    }
    let due = |milestone: &Milestone<'_>| milestone.due.as_ref().and_then(|due| due.due(state.plan.start()));
    match week.window {
        Some(window) => {
            let later = milestones.filter(|milestone| due(milestone).is_some_and(|due| due > window.last));
            later.min_by_key(|milestone| due(milestone))
        }
        None => {
            milestones.into_iter().find(|milestone| milestone.goals.iter().any(|goal| !state.is_ticked(goal)))
        }
    }
}

/// The week of a milestone from the plan's start, by its number or by the day on which it is due.
fn week_of(milestone: &Milestone<'_>, start: Option<Date>) -> Option<u64> {
    let of_due = || milestone.due.as_ref().and_then(|due| number_of(due, start));
    milestone.week.map(|week| week.0).or_else(of_due)
}
