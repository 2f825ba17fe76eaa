//! Bugs found on the way.

use serde::Serialize;

use super::Section;
use crate::plan::index::At;
use crate::plan::kind::{Item, Kind};
use crate::plan::value::status::{DefectStatus, Priority};
use crate::view::badge::Badge;
use crate::view::{Viewpoint, reference};

/// Bugs found on the way.
#[derive(Debug, Serialize)]
pub struct Defects<'p> {
    /// `Phase` when all ids of batches are of that form, else `Batch`.
    pub noun: String,
    /// The defects in the plan's order; of very many those that are open first.
    pub rows: Vec<DefectRow<'p>>,
    /// How many are fixed, validated or closed.
    pub resolved: usize,
    /// How many there are.
    pub total: usize,
    /// How many are not shown.
    pub hidden: usize,
}

/// A bug.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct DefectRow<'p> {
    /// By what name it is addressed.
    pub name: String,
    /// What it is called.
    pub title: String,
    /// How bad it is.
    pub severity: Option<Priority>,
    /// How bad it is, with its sign.
    pub severity_badge: Option<Badge>,
    /// The batch in which it was found.
    pub batch: Option<String>,
    /// Where it stands.
    pub status: DefectStatus,
    /// Where it stands, with its sign.
    pub badge: Badge,
    /// Who answers for it.
    pub owners: Vec<&'p str>,
    /// Whether it is fixed, validated or closed.
    pub resolved: bool,
}

impl Section for Defects<'_> {
    fn is_empty(&self) -> bool {
        self.total == 0
    }
}

pub(super) fn section<'p>(view: &Viewpoint<'p>) -> Defects<'p> {
    let state = view.state;
    let defects = state.plan.items.defects.iter().enumerate();
    let mut rows: Vec<DefectRow<'p>> = defects
        .map(|(place, defect)| {
            let at = At::new(Kind::Defect, place);
            let status = defect.status.unwrap_or_default();
            DefectRow {
                name: reference::address(state, at),
                title: Item::Defect(defect).label().into_owned(),
                severity: defect.severity,
                severity_badge: defect.severity.map(Badge::from),
                batch: reference::batch_name(state, defect.batch.as_ref()),
                status,
                badge: status.into(),
                owners: reference::owners(state, at),
                resolved: state.is_satisfied(at),
            }
        })
        .collect();
    let (total, resolved) = (rows.len(), rows.iter().filter(|row| row.resolved).count());
    if total > view.rows {
        rows.sort_by_key(|row| row.resolved);
    }
    Defects { noun: reference::batch_noun(state), hidden: view.truncate(&mut rows), rows, resolved, total }
}
