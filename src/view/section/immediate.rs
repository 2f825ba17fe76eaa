//! What stands in the way now, and what is to be done at once.

use serde::Serialize;

use super::Section;
use super::actions::{self, ActionRow};
use super::blockers::{self, BlockerCard};
use crate::plan::value::status::{ActionStatus, Horizon};
use crate::view::Viewpoint;

/// What stands in the way now, and what is to be done at once.
#[derive(Debug, Serialize)]
pub struct Immediate<'p> {
    /// The open blocker records, the most severe first.
    pub blockers: Vec<BlockerCard<'p>>,
    /// The open actions of the horizon `immediate`.
    pub actions: Vec<ActionRow<'p>>,
}

impl Section for Immediate<'_> {
    fn is_empty(&self) -> bool {
        self.blockers.is_empty() && self.actions.is_empty()
    }
}

pub(super) fn section<'p>(view: &Viewpoint<'p>) -> Immediate<'p> {
    let state = view.state;
    let now = state.plan.items.actions.iter().filter(|action| {
        action.horizon == Some(Horizon::Immediate) && action.status != Some(ActionStatus::Done)
    });
    Immediate {
        blockers: blockers::section(view),
        actions: now.map(|action| actions::row(state, action)).collect(),
    }
}
