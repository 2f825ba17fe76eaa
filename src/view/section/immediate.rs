//! What stands in the way now, and what is to be done at once.

use serde::Serialize;

use super::Section;
use super::actions::{self, ActionRow};
use super::blockers::{self, BlockerCard};
use crate::plan::value::status::{ActionStatus, Horizon};
use crate::view::Viewpoint;
use crate::view::viewpoint::Rows;

/// What stands in the way now, and what is to be done at once.
#[derive(Debug, Serialize)]
pub struct Immediate<'p> {
    /// The open blocker records, the most severe first.
    pub blockers: Rows<BlockerCard<'p>>,
    /// The open actions of the horizon `immediate`.
    pub actions: Rows<ActionRow<'p>>,
}

impl Section for Immediate<'_> {
    fn is_empty(&self) -> bool {
        self.blockers.rows.is_empty() && self.actions.rows.is_empty()
    }
}

pub(super) fn section<'p>(view: &Viewpoint<'p>) -> Immediate<'p> {
    let state = view.state;
    let now: Vec<_> = state
        .plan
        .items
        .actions
        .iter()
        .filter(|action| {
            action.horizon == Some(Horizon::Immediate) && action.status != Some(ActionStatus::Done)
        })
        .collect();
    Immediate {
        blockers: blockers::section(view),
        actions: view.of_cards().rows_of(now.into_iter().map(|action| actions::row(view, action))),
    }
}
