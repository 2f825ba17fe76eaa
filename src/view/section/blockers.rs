//! Open blocker records as cards.

use serde::Serialize;

use crate::plan::kind::{BlockerRecord, Item};
use crate::plan::value::status::{BlockerStatus, Priority};
use crate::state::State;
use crate::view::badge::Badge;
use crate::view::{Viewpoint, reference};

/// Something in the way.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct BlockerCard<'p> {
    /// Its id.
    pub id: Option<&'p str>,
    /// What it is called.
    pub title: String,
    /// How much it holds up.
    pub severity: Option<Priority>,
    /// The severity with its sign.
    pub badge: Option<Badge>,
    /// Who answers for it.
    pub owners: Vec<&'p str>,
    /// What it does to the work.
    pub impact: Option<&'p str>,
    /// When it is expected to be gone.
    pub eta: Option<&'p str>,
    /// What is being done about it.
    pub action: Option<&'p str>,
    /// Commands that help.
    pub commands: Vec<&'p str>,
    /// What it holds up: labels of items, or words.
    pub affects: Vec<String>,
}

/// The open blocker records, the most severe first.
pub(super) fn open<'p>(state: &'p State<'p>) -> Vec<&'p BlockerRecord<'p>> {
    let records = state.plan.items.blockers.iter();
    let mut open: Vec<_> =
        records.filter(|blocker| blocker.status != Some(BlockerStatus::Resolved)).collect();
    open.sort_by_key(|blocker| (blocker.severity.is_none(), blocker.severity));
    open
}

pub(super) fn section<'p>(view: &Viewpoint<'p>) -> Vec<BlockerCard<'p>> {
    open(view.state).into_iter().map(|blocker| card(view.state, blocker)).collect()
}

fn card<'p>(state: &State<'p>, blocker: &'p BlockerRecord<'p>) -> BlockerCard<'p> {
    let affects = blocker.affects.iter().map(|scope| {
        let item =
            state.index.find(&scope.0.id).filter(|_| !scope.is_words()).and_then(|at| state.plan.item(at));
        match item {
            _ if scope.is_everything() => "everything".to_owned(),
            Some(item) => item.label().into_owned(),
            None => scope.0.id.to_string(),
        }
    });
    BlockerCard {
        id: blocker.id.as_deref(),
        title: Item::BlockerRecord(blocker).label().into_owned(),
        severity: blocker.severity,
        badge: blocker.severity.map(Badge::from),
        owners: reference::blocker_owners(blocker),
        impact: blocker.impact.as_deref(),
        eta: blocker.eta.as_ref().map(|when| when.text.as_ref()),
        action: blocker.action.as_deref(),
        commands: blocker.commands.iter().map(|line| line.0.as_ref()).collect(),
        affects: affects.collect(),
    }
}
