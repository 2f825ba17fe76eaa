//! Weeks and milestones as cards.

use serde::Serialize;

use crate::plan::kind::Kind;
use crate::view::Viewpoint;
use crate::view::entry::{Entry, entries};
use crate::view::viewpoint::Rows;

/// A week or milestone.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct MilestoneCard<'p> {
    /// Its id.
    pub id: Option<&'p str>,
    /// `Week 1: Foundation & Design`.
    pub label: String,
    /// Its week from the plan's start.
    pub week: Option<u64>,
    /// When it is due.
    pub due: Option<&'p str>,
    /// What is to be reached by then.
    pub goals: Vec<Entry>,
    /// How many goals are reached.
    pub goals_done: usize,
    /// What must hold for it to be done.
    pub criteria: Vec<Entry>,
}

pub(super) fn section<'p>(view: &Viewpoint<'p>) -> Rows<MilestoneCard<'p>> {
    let milestones = &view.state.plan.items.milestones;
    view.of_cards().open_first(Kind::Milestone).filter_map(|place| {
        let milestone = milestones.get(place)?;
        let goals = entries(view.state, &milestone.goals);
        Some(MilestoneCard {
            id: milestone.id.as_deref(),
            label: milestone.label().into_owned(),
            week: milestone.week.map(|week| week.0),
            due: milestone.due.as_ref().map(|when| when.text.as_ref()),
            goals_done: goals.iter().filter(|goal| goal.done).count(),
            goals,
            criteria: entries(view.state, &milestone.criteria),
        })
    })
}
