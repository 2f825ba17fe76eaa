//! Gates, and what must hold at each.

use serde::Serialize;

use super::Section;
use crate::plan::index::At;
use crate::plan::kind::{Item, Kind};
use crate::plan::value::status::CheckpointStatus;
use crate::view::badge::Badge;
use crate::view::entry::{Entry, entries};
use crate::view::viewpoint::Rows;
use crate::view::{Viewpoint, reference};

/// Gates.
#[derive(Debug, Serialize)]
pub struct Checkpoints<'p> {
    /// `Phase` when all ids of batches are of that form, else `Batch`.
    pub noun: String,
    /// The checkpoints in the plan's order.
    pub rows: Vec<CheckpointRow<'p>>,
    /// How many are passed.
    pub passed: usize,
    /// How many there are.
    pub total: usize,
    /// How many are not shown.
    pub hidden: usize,
}

/// A gate.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct CheckpointRow<'p> {
    /// Its id.
    pub id: Option<&'p str>,
    /// What it is called.
    pub label: String,
    /// The batch that it ends.
    pub batch: Option<String>,
    /// When it is due.
    pub due: Option<&'p str>,
    /// Whether it was due before today and is not passed; `false` when either day is not known.
    pub overdue: bool,
    /// When it is due, with a word when it is overdue.
    pub due_text: Option<String>,
    /// Where it stands.
    pub status: CheckpointStatus,
    /// Where it stands, with its sign.
    pub badge: Badge,
    /// What it still waits for.
    pub waits_for: Vec<String>,
    /// What came out.
    pub result: Option<&'p str>,
    /// What must hold.
    pub criteria: Vec<Entry>,
}

impl Section for Checkpoints<'_> {
    fn is_empty(&self) -> bool {
        self.total == 0
    }
}

pub(super) fn section<'p>(view: &Viewpoint<'p>) -> Checkpoints<'p> {
    let state = view.state;
    let count = state.plan.items.checkpoints.len();
    let is_passed = |place: &usize| state.is_satisfied(At::new(Kind::Checkpoint, *place));
    let Rows { rows, hidden } = view.open_first(Kind::Checkpoint).filter_map(|place| row(view, place));
    Checkpoints {
        noun: reference::batch_noun(state),
        passed: (0..count).filter(is_passed).count(),
        total: count,
        hidden,
        rows,
    }
}

fn row<'p>(view: &Viewpoint<'p>, place: usize) -> Option<CheckpointRow<'p>> {
    let state = view.state;
    let checkpoint = state.plan.items.checkpoints.get(place)?;
    let at = At::new(Kind::Checkpoint, place);
    let status = checkpoint.status.unwrap_or_default();
    let due = checkpoint.due.as_ref();
    let overdue = !state.is_satisfied(at) && view.is_overdue(due);
    Some(CheckpointRow {
        id: checkpoint.id.as_deref(),
        label: Item::Checkpoint(checkpoint).label().into_owned(),
        batch: reference::batch_name(state, checkpoint.batch.as_ref()),
        due: due.map(|when| when.text.as_ref()),
        overdue,
        due_text: due
            .map(|when| if overdue { format!("{} (overdue)", when.text) } else { when.text.to_string() }),
        status,
        badge: status.into(),
        waits_for: reference::causes(state, at),
        result: checkpoint.result.as_deref(),
        criteria: entries(state, &checkpoint.criteria),
    })
}
