//! What must hold before the whole is complete.
//!
//! A checkpoint that ends no batch is a gate of the whole program: its criteria are those of completion. A plan that has
//! none means its milestones; then it is the first of them that is not reached and has criteria.

use serde::Serialize;

use crate::plan::index::At;
use crate::plan::kind::{Checkpoint, Item, Kind, Milestone};
use crate::state::State;
use crate::view::badge::Badge;
use crate::view::entry::{Entry, entries};
use crate::view::viewpoint::Rows;
use crate::view::{Viewpoint, reference};

/// A gate of the whole program.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Gate<'p> {
    /// Its id.
    pub id: Option<&'p str>,
    /// What it is called.
    pub label: String,
    /// Where it stands, with its sign; `null` for a milestone.
    pub badge: Option<Badge>,
    /// When it is due.
    pub due: Option<String>,
    /// What it still waits for.
    pub waits_for: Vec<String>,
    /// What must hold.
    pub criteria: Vec<Entry>,
    /// How much of it does.
    pub criteria_done: usize,
    /// What came out.
    pub result: Option<&'p str>,
}

pub(super) fn section<'p>(view: &Viewpoint<'p>) -> Rows<Gate<'p>> {
    let state = view.state;
    let checkpoints = state.plan.items.checkpoints.iter().enumerate();
    let gates: Vec<_> = checkpoints
        .filter(|(_, checkpoint)| checkpoint.batch.is_none())
        .map(|(place, checkpoint)| of_checkpoint(state, place, checkpoint))
        .collect();
    let cards = view.of_cards();
    if !gates.is_empty() {
        return cards.rows_of(gates.into_iter());
    }
    let milestones = state.plan.items.milestones.iter().enumerate();
    let next = milestones.into_iter().find(|(place, milestone)| {
        !milestone.criteria.is_empty() && !state.is_satisfied(At::new(Kind::Milestone, *place))
    });
    cards.rows_of(next.map(|(_, milestone)| of_milestone(state, milestone)).into_iter())
}

fn of_checkpoint<'p>(state: &State<'p>, place: usize, checkpoint: &'p Checkpoint<'p>) -> Gate<'p> {
    let criteria = entries(state, &checkpoint.criteria);
    Gate {
        id: checkpoint.id.as_deref(),
        label: Item::Checkpoint(checkpoint).label().into_owned(),
        badge: Some(checkpoint.status.unwrap_or_default().into()),
        due: checkpoint.due.as_ref().map(|when| when.text.to_string()),
        waits_for: reference::causes(state, At::new(Kind::Checkpoint, place)),
        criteria_done: criteria.iter().filter(|criterion| criterion.done).count(),
        criteria,
        result: checkpoint.result.as_deref(),
    }
}

fn of_milestone<'p>(state: &State<'p>, milestone: &'p Milestone<'p>) -> Gate<'p> {
    let criteria = entries(state, &milestone.criteria);
    Gate {
        id: milestone.id.as_deref(),
        label: milestone.label().into_owned(),
        badge: None,
        due: milestone.due.as_ref().map(|when| when.text.to_string()),
        waits_for: Vec::new(),
        criteria_done: criteria.iter().filter(|criterion| criterion.done).count(),
        criteria,
        result: None,
    }
}
