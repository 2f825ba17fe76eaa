//! What can be started now, best first, with the reasons.
//!
//! What can be started is what is ready: issues, and batches without issues, that wait for nothing. First comes what
//! most others wait for, directly or by way of others, then priority, then the target date, then the plan's order.

use serde::Serialize;

use super::badge::Badge;
use super::item::ItemView;
use super::{SCHEMA_VERSION, reference};
use crate::graph::network::Network;
use crate::plan::index::At;
use crate::plan::kind::Item;
use crate::plan::value::date::Date;
use crate::plan::value::status::{Priority, Status};
use crate::plan::value::when::When;
use crate::state::State;
use crate::state::reach::Reach;
use crate::text;

/// More than this many items that come free are not counted: enough to rank by, and a plan where everything waits
/// for everything stays quick.
const MOST_COUNTED: usize = 1_000;

/// Names that a reason lists before it counts the rest.
const MOST_NAMED: usize = 3;

/// What can be started now.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Next<'p> {
    schema_version: u32,
    kind: &'static str,
    /// Best first.
    pub items: Vec<Candidate<'p>>,
}

/// Something that can be started now.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Candidate<'p> {
    #[serde(flatten)]
    item: ItemView<'p>,
    /// By what name it is addressed.
    address: String,
    /// Who answers for it.
    people: Vec<&'p str>,
    /// What comes first, with its sign.
    badge: Option<Badge>,
    /// Why it is worth starting.
    reasons: Vec<String>,
    /// The reasons as one line.
    reasons_text: String,
}

/// What the order is by.
struct Rank {
    at: At,
    unblocks: usize,
    /// The first of what it unblocks.
    nearest: Vec<At>,
    priority: Option<Priority>,
    due: Option<Date>,
}

/// What can be started now: at most `limit` items; of one owner when one is given.
pub fn next<'p>(state: &State<'p>, owner: Option<&str>, limit: usize) -> Next<'p> {
    let is_wanted = |at: &At| {
        owner.is_none_or(|owner| {
            reference::owners(state, *at).iter().any(|name| state.plan.same_person(name, owner))
        })
    };
    let ranks = ranked(state, startable(state).filter(is_wanted));
    let items = ranks.iter().take(limit).filter_map(|rank| candidate(state, rank)).collect();
    Next { schema_version: SCHEMA_VERSION, kind: "next", items }
}

/// Everything that can be started now, best first.
pub fn order(state: &State<'_>) -> Vec<At> {
    ranked(state, startable(state)).into_iter().map(|rank| rank.at).collect()
}

fn ranked(state: &State<'_>, items: impl Iterator<Item = At>) -> Vec<Rank> {
    let network = Network::new(state.graph, state.plan);
    let mut reach = Reach::new(state, &network);
    let mut ranks: Vec<Rank> = items.map(|at| rank(state, &mut reach, at)).collect();
    ranks.sort_by_key(|rank| {
        let (priority, due) = (rank.priority, rank.due);
        (std::cmp::Reverse(rank.unblocks), priority.is_none(), priority, due.is_none(), due, rank.at)
    });
    ranks
}

fn startable<'s>(state: &'s State<'_>) -> impl Iterator<Item = At> + 's {
    state.work().filter(|at| can_start(state, *at))
}

/// Whether work on a batch or an issue can be started now.
pub fn can_start(state: &State<'_>, at: At) -> bool {
    match state.status(at) {
        Some(Status::Ready) => true,
        // Only a batch without issues is shown so, which says nothing of what it waits for.
        Some(Status::NotStarted) => state.waits_for(at).is_empty(),
        _ => false,
    }
}

fn rank(state: &State<'_>, reach: &mut Reach<'_, '_>, at: At) -> Rank {
    let (priority, due): (_, Option<&When<'_>>) = match state.plan.item(at) {
        Some(Item::Batch(batch)) => (batch.priority, batch.target_date.as_ref()),
        Some(Item::Issue(issue)) => (issue.priority, issue.target_date.as_ref()),
        _ => (None, None),
    };
    let due = due.and_then(|when| when.due(state.plan.start()));
    let mut downstream = reach.downstream(at, MOST_COUNTED).items;
    let unblocks = downstream.len();
    downstream.truncate(MOST_NAMED);
    Rank { at, unblocks, nearest: downstream, priority, due }
}

fn candidate<'p>(state: &State<'p>, rank: &Rank) -> Option<Candidate<'p>> {
    let reasons = reasons(state, rank);
    Some(Candidate {
        item: ItemView::new(state, rank.at)?,
        address: reference::address(state, rank.at),
        people: reference::owners(state, rank.at),
        badge: rank.priority.map(Badge::from),
        reasons_text: reasons.join("; "),
        reasons,
    })
}

fn reasons(state: &State<'_>, rank: &Rank) -> Vec<String> {
    let mut reasons = Vec::new();
    if rank.unblocks > 0 {
        let names: Vec<String> = rank.nearest.iter().map(|at| reference::name(state, *at)).collect();
        let beyond = if rank.unblocks > names.len() { " …" } else { "" };
        let more = if rank.unblocks >= MOST_COUNTED { "+" } else { "" };
        reasons.push(format!("unblocks {}{more}: {}{beyond}", rank.unblocks, names.join(", ")));
    }
    if let Some(priority) = rank.priority {
        reasons.push(format!("priority {}", crate::plan::choice::Choice::name(priority)));
    }
    let wanted = match state.plan.item(rank.at) {
        Some(Item::Batch(batch)) => batch.target_date.as_ref(),
        Some(Item::Issue(issue)) => issue.target_date.as_ref(),
        _ => None,
    };
    if let Some(when) = wanted {
        reasons.push(format!("wanted {}", text::one_line(&when.text)));
    }
    if reasons.is_empty() {
        reasons.push("waits for nothing".to_owned());
    }
    reasons
}
