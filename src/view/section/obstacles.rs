//! What is in the way, and what is held up by it.
//!
//! How long a blocker has been open is counted to the end of the week that the page is about, or to its day when that is
//! earlier.

use serde::Serialize;

use super::{Section, blockers};
use crate::plan::index::At;
use crate::plan::kind::{BlockerRecord, Item};
use crate::plan::value::date::Date;
use crate::plan::value::status::{BlockerStatus, Status};
use crate::state::{Cause, State};
use crate::view::badge::Badge;
use crate::view::{Viewpoint, effort, reference};

/// How many people a sentence names.
const NAMED: usize = 5;

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
    /// How much it holds up, for a blocker that says so; else that it is blocked.
    pub badge: Option<Badge>,
    /// What is being done about it.
    pub action: Option<&'p str>,
    /// What it waits for, for something that is held up.
    pub waits_for: Vec<Awaited<'p>>,
    /// The action, or what it waits for, in words.
    pub way_out: Option<String>,
    /// Who answers for it.
    pub owners: Vec<&'p str>,
    /// When it is expected to be gone.
    pub eta: Option<&'p str>,
    /// The same, as it is shown.
    pub eta_text: Option<String>,
    /// For how many days a blocker has been open.
    pub age: Option<u64>,
}

/// Something that is waited for, and who has it.
#[derive(Debug, Serialize)]
pub struct Awaited<'p> {
    /// What it is called.
    pub name: String,
    /// Who has what is open of it; of very many the first.
    pub owners: Vec<&'p str>,
    /// How many more have.
    pub hidden: usize,
}

impl Section for Obstacles<'_> {
    fn is_empty(&self) -> bool {
        false
    }
}

/// The open blocker records, then what is blocked, with what it waits for and who has that.
pub(super) fn section<'p>(view: &Viewpoint<'p>) -> Obstacles<'p> {
    let state = view.state;
    let open = in_the_way(state, view.end());
    let held: Vec<At> = state.work().filter(|at| state.status(*at) == Some(Status::Blocked)).collect();
    let count = open.len() + held.len();
    let blocked = held.into_iter().map(|at| {
        let waits_for: Vec<_> = state.waits_for(at).iter().map(|cause| awaited(state, cause)).collect();
        Obstacle {
            label: reference::label(state, at),
            badge: state.status(at).map(Badge::from),
            action: None,
            way_out: way_out(&waits_for),
            waits_for,
            owners: reference::owners(state, at),
            eta: None,
            eta_text: None,
            age: None,
        }
    });
    let day = view.reckoning();
    let rows: Vec<_> =
        open.into_iter().map(|record| obstacle(record, day)).chain(blocked).take(view.rows).collect();
    Obstacles { hidden: count - rows.len(), rows }
}

/// The open blocker records, the most severe first; at the end of a day, those that were open, as far as stamps say it.
fn in_the_way<'p>(state: &'p State<'p>, end: Option<Date>) -> Vec<&'p BlockerRecord<'p>> {
    let Some(day) = end else { return blockers::open(state) };
    let records = state.plan.items.blockers.iter().filter(|record| {
        let is_open = record.status != Some(BlockerStatus::Resolved);
        let was_open = is_open || record.resolved.is_some_and(|resolved| resolved > day);
        was_open && record.opened.is_none_or(|opened| opened <= day)
    });
    blockers::by_severity(records)
}

/// A blocker, as it stands on a day.
fn obstacle<'p>(record: &'p BlockerRecord<'p>, day: Option<Date>) -> Obstacle<'p> {
    let age = day.zip(record.opened).map(|(day, opened)| day.days_since(opened));
    Obstacle {
        label: Item::BlockerRecord(record).label().into_owned(),
        badge: record.severity.map(Badge::from),
        action: record.action.as_deref(),
        waits_for: Vec::new(),
        way_out: record.action.as_deref().map(str::to_owned),
        owners: reference::blocker_owners(record),
        eta: record.eta.as_ref().map(|when| when.text.as_ref()),
        eta_text: record.eta.as_ref().map(effort::when),
        age: age.and_then(|days| u64::try_from(days).ok()),
    }
}

/// `waits for FEAT-044 (@runtime-lead), Batch 1`
fn way_out(waits_for: &[Awaited<'_>]) -> Option<String> {
    let named = waits_for.iter().map(|awaited| match awaited.owners.as_slice() {
        [] => awaited.name.clone(),
        owners if awaited.hidden == 0 => format!("{} ({})", awaited.name, owners.join(", ")),
        owners => format!("{} ({} and {} more)", awaited.name, owners.join(", "), awaited.hidden),
    });
    let named: Vec<String> = named.collect();
    (!named.is_empty()).then(|| format!("waits for {}", named.join(", ")))
}

/// What holds something up, and who has it.
pub(super) fn awaited<'p>(state: &State<'p>, cause: &Cause<'_>) -> Awaited<'p> {
    let mut owners = cause.at().map(|at| reference::open_owners(state, at)).unwrap_or_default();
    let hidden = owners.len().saturating_sub(NAMED);
    owners.truncate(NAMED);
    Awaited { name: reference::cause_name(state, cause), owners, hidden }
}
