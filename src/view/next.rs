//! What can be started now, best first, with the reasons.
//!
//! What can be started is what is ready: issues, and batches without issues, that wait for nothing. They are ranked:
//!
//! 1. what is on the critical path: the whole becomes longer with every hour that it is not started;
//! 2. what most others wait for, directly or by way of others: it gives most people something to do;
//! 3. what can slip least before the whole becomes longer;
//! 4. priority; 5. target date; 6. the plan's order. What has none comes last.
//!
//! What is critical and how far the rest can slip follows from the high estimates, as in `schedule`. Where less than half of
//! the work that is left has one, that says too little: it is told, and not ranked by. Where there is no schedule, since
//! items wait for one another in a circle or figures are absurd, nothing is claimed and the other ranks remain.

use std::cmp::{Ordering, Reverse};

use serde::Serialize;

use super::badge::Badge;
use super::item::ItemView;
use super::schedule::figure;
use super::{SCHEMA_VERSION, reference};
use crate::diagnostic::Failure;
use crate::graph::network::Network;
use crate::plan::index::At;
use crate::plan::kind::Item;
use crate::plan::value::date::Date;
use crate::plan::value::status::{Priority, Status};
use crate::plan::value::when::When;
use crate::schedule;
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
    /// Why nothing is known of slack, when the plan has no schedule.
    #[serde(skip)]
    pub unknown: Option<String>,
}

/// Something that can be started now.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Candidate<'p> {
    #[serde(flatten)]
    item: ItemView<'p>,
    /// By what name it is addressed.
    address: String,
    /// What it is called beside that.
    what: String,
    /// Who answers for it.
    people: Vec<&'p str>,
    /// What comes first, with its sign.
    badge: Option<Badge>,
    /// Hours that it can slip before the whole becomes longer; `null` when that is not known.
    total_slack: Option<f64>,
    /// Whether the whole becomes longer with any slip; `null` when that is not known.
    critical: Option<bool>,
    /// Why it is worth starting.
    reasons: Vec<String>,
    /// The reasons as one line.
    reasons_text: String,
}

/// The least share of the work that is left that must have an estimate for slack to be ranked by.
const LEAST_ESTIMATED: f64 = 0.5;

/// What the order is by.
struct Rank {
    at: At,
    unblocks: usize,
    /// The first of what it unblocks.
    nearest: Vec<At>,
    slack: Option<Slack>,
    priority: Option<Priority>,
    due: Option<Date>,
}

/// How far something can slip.
#[derive(Clone, Copy)]
struct Slack {
    hours: f64,
    critical: bool,
    /// Whether it may be less, since the thing itself has no estimate.
    is_bound: bool,
}

/// What can be started now, on a day: at most `limit` items; of one owner when one is given.
pub fn next<'p>(state: &State<'p>, owner: Option<&str>, limit: usize, today: Date) -> Next<'p> {
    let is_wanted = |at: &At| {
        owner.is_none_or(|owner| {
            reference::owners(state, *at).iter().any(|name| state.plan.same_person(name, owner))
        })
    };
    let (ranks, unknown) = ranked(state, startable(state).filter(is_wanted), Some(today));
    let items = ranks.iter().take(limit).filter_map(|rank| candidate(state, rank)).collect();
    let unknown = unknown.map(|failure| failure.message);
    Next { schema_version: SCHEMA_VERSION, kind: "next", items, unknown }
}

/// Everything that can be started now, best first; without a day so that it depends on the plan alone.
pub fn order(state: &State<'_>, day: Option<Date>) -> Vec<At> {
    let (ranks, _) = ranked(state, startable(state), day);
    ranks.into_iter().map(|rank| rank.at).collect()
}

/// The ranks of items, best first, and why there is no schedule when there is none.
fn ranked(
    state: &State<'_>,
    items: impl Iterator<Item = At>,
    day: Option<Date>,
) -> (Vec<Rank>, Option<Failure>) {
    let network = Network::new(state.graph, state.plan);
    let mut reach = Reach::new(state, &network);
    let mut ranks: Vec<Rank> = items.map(|at| rank(state, &mut reach, at)).collect();
    if ranks.is_empty() {
        return (ranks, None);
    }
    let (is_telling, unknown) = schedule::outlook(state, day, |outlook| {
        let schedule = match outlook {
            Ok(Some(schedule)) => schedule,
            Ok(None) => return (false, None),
            Err(failure) => return (false, Some(failure)),
        };
        for rank in &mut ranks {
            let times = schedule.times(state, rank.at);
            rank.slack = times.map(|times| Slack {
                hours: times.total_slack,
                critical: times.is_critical(),
                is_bound: !schedule.is_estimated(rank.at),
            });
        }
        (schedule.estimated_share() >= LEAST_ESTIMATED, None)
    });
    ranks.sort_by(|one, other| one.compare(other, is_telling));
    (ranks, unknown)
}

impl Rank {
    /// The better of two first.
    fn compare(&self, other: &Self, by_slack: bool) -> Ordering {
        let hours = |rank: &Self| rank.slack.filter(|_| by_slack).map_or(f64::INFINITY, |slack| slack.hours);
        let is_critical = |rank: &Self| by_slack && rank.slack.is_some_and(|slack| slack.critical);
        let rest =
            |rank: &Self| (rank.priority.is_none(), rank.priority, rank.due.is_none(), rank.due, rank.at);
        let by_critical = is_critical(other).cmp(&is_critical(self));
        let by_unblocks = Reverse(self.unblocks).cmp(&Reverse(other.unblocks));
        by_critical
            .then(by_unblocks)
            .then(hours(self).total_cmp(&hours(other)))
            .then_with(|| rest(self).cmp(&rest(other)))
    }
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
    Rank { at, unblocks, nearest: downstream, slack: None, priority, due }
}

fn candidate<'p>(state: &State<'p>, rank: &Rank) -> Option<Candidate<'p>> {
    let reasons = reasons(state, rank);
    let address = reference::address(state, rank.at);
    let label = state.plan.item(rank.at)?.label();
    let what = label.strip_prefix(&address).and_then(|rest| rest.strip_prefix(": "));
    Some(Candidate {
        item: ItemView::new(state, rank.at)?,
        what: what.unwrap_or(&label).to_owned(),
        address,
        people: reference::owners(state, rank.at),
        badge: rank.priority.map(Badge::from),
        total_slack: rank.slack.map(|slack| slack.hours),
        critical: rank.slack.map(|slack| slack.critical),
        reasons_text: reasons.join("; "),
        reasons,
    })
}

fn reasons(state: &State<'_>, rank: &Rank) -> Vec<String> {
    let mut reasons = Vec::new();
    reasons.extend(rank.slack.filter(|slack| slack.critical).map(|_| "on the critical path".to_owned()));
    if rank.unblocks > 0 {
        let names: Vec<String> = rank.nearest.iter().map(|at| reference::name(state, *at)).collect();
        let beyond = if rank.unblocks > names.len() { " …" } else { "" };
        let more = if rank.unblocks >= MOST_COUNTED { "+" } else { "" };
        reasons.push(format!("unblocks {}{more}: {}{beyond}", rank.unblocks, names.join(", ")));
    }
    reasons.extend(rank.slack.filter(|slack| !slack.critical).map(|slack| {
        let hours = figure(slack.hours);
        if slack.is_bound { format!("slack at most {hours}h") } else { format!("slack {hours}h") }
    }));
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
