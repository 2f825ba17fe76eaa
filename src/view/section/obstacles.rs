//! What is in the way, and what is held up by it.

use serde::Serialize;

use super::{Section, blockers};
use crate::plan::index::At;
use crate::plan::kind::{BlockerRecord, Item};
use crate::plan::value::status::Status;
use crate::state::{Cause, State};
use crate::view::{Viewpoint, reference};

/// What is in the way, and what is held up.
#[derive(Debug, Serialize)]
pub struct Obstacles<'p> {
    /// The open blocker records, then what is blocked.
    pub rows: Vec<Obstacle<'p>>,
    /// How many are not shown.
    pub hidden: usize,
}

/// Something in the way, or something that is held up.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Obstacle<'p> {
    /// What it is called.
    pub label: String,
    /// What is being done about it.
    pub action: Option<&'p str>,
    /// What it waits for, for something that is held up.
    pub waits_for: Vec<Awaited<'p>>,
    /// Who answers for it.
    pub owners: Vec<&'p str>,
    /// When it is expected to be gone.
    pub eta: Option<&'p str>,
}

/// Something that is waited for, and who has it.
#[derive(Debug, Serialize)]
pub struct Awaited<'p> {
    /// What it is called.
    pub name: String,
    /// Who has it.
    pub owners: Vec<&'p str>,
}

impl Section for Obstacles<'_> {
    fn is_empty(&self) -> bool {
        false
    }
}

/// The open blocker records, then what is blocked, with what it waits for and who has that.
pub(super) fn section<'p>(view: &Viewpoint<'p>) -> Obstacles<'p> {
    let state = view.state;
    let open = blockers::open(state);
    let held: Vec<At> = state.work().filter(|at| state.status(*at) == Some(Status::Blocked)).collect();
    let count = open.len() + held.len();
    let blocked = held.into_iter().map(|at| Obstacle {
        label: reference::label(state, at),
        action: None,
        waits_for: state.waits_for(at).iter().map(|cause| awaited(state, cause)).collect(),
        owners: reference::owners(state, at),
        eta: None,
    });
    let rows: Vec<_> = open.into_iter().map(obstacle).chain(blocked).take(view.rows).collect();
    Obstacles { hidden: count - rows.len(), rows }
}

fn obstacle<'p>(record: &'p BlockerRecord<'p>) -> Obstacle<'p> {
    Obstacle {
        label: Item::BlockerRecord(record).label().into_owned(),
        action: record.action.as_deref(),
        waits_for: Vec::new(),
        owners: reference::blocker_owners(record),
        eta: record.eta.as_ref().map(|when| when.text.as_ref()),
    }
}

/// What holds something up, and who has it.
fn awaited<'p>(state: &State<'p>, cause: &Cause<'_>) -> Awaited<'p> {
    let owners = cause.at().map(|at| reference::owners(state, at)).unwrap_or_default();
    Awaited { name: reference::cause_name(state, cause), owners }
}
