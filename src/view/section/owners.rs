//! Who has which work: a card for each owner.

use std::collections::{HashMap, HashSet};

use serde::Serialize;

use super::Section;
use crate::plan::index::At;
use crate::plan::kind::Member;
use crate::plan::value::people::{Person, key};
use crate::plan::value::status::Status;
use crate::state::State;
use crate::text;
use crate::view::badge::Badge;
use crate::view::entry::{Entry, entries};
use crate::view::next::can_start;
use crate::view::summary::part;
use crate::view::viewpoint::urgency;
use crate::view::{Viewpoint, reference};

/// One person has this part of the rows that a table may have.
const PART_OF_ROWS: usize = 10;

/// Everybody who has work.
#[derive(Debug, Serialize)]
pub struct Owners<'p> {
    /// A card for each: members of the team in its order, then the others as the plan names them.
    pub cards: Vec<OwnerCard<'p>>,
    /// How many owners are not shown.
    pub hidden: usize,
}

/// Someone with work.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct OwnerCard<'p> {
    /// The name, as the plan first writes it.
    pub name: &'p str,
    /// What the team says that they do.
    pub role: Option<&'p str>,
    /// Who steps in.
    pub backup: Option<&'p str>,
    /// Where they stand.
    pub state: Standing,
    /// Where they stand, with its sign.
    pub badge: Badge,
    /// What they work on now.
    pub current: Vec<String>,
    /// How much of that is not named.
    pub current_hidden: usize,
    /// How much of their work is done, in pieces.
    pub done: usize,
    /// How many pieces of work they have, cancelled ones left out.
    pub total: usize,
    /// The part that is done, in percent.
    pub percent: f64,
    /// The part that is done, as it is shown.
    pub percent_text: String,
    /// What they start next; `null` when all is begun.
    pub next: Option<NextWork>,
    /// Their work, in the plan's order.
    pub rows: Vec<OwnedWork>,
    /// How much of their work is not shown.
    pub hidden: usize,
    /// What they need to work.
    pub needs: Vec<Entry>,
}

/// What someone starts next.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct NextWork {
    /// What it is called.
    pub label: String,
    /// What it still waits for.
    pub waits_for: Vec<String>,
}

/// A piece of someone's work.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct OwnedWork {
    /// What it is called.
    pub label: String,
    /// Whether it is done.
    pub done: bool,
    /// Its effective status.
    pub status: Status,
    /// The status with its sign.
    pub badge: Badge,
    /// What it still waits for.
    pub waits_for: Vec<String>,
}

/// Where someone stands with their work.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Standing {
    /// All is done.
    Complete,
    /// Something is in progress.
    Active,
    /// Nothing is in progress, and something can be started.
    Ready,
    /// Whatever is open waits, and not only for its turn.
    Blocked,
    /// Whatever is open waits for its turn.
    Assigned,
}

impl From<Standing> for Badge {
    fn from(standing: Standing) -> Self {
        let (text, mark, label, role) = match standing {
            Standing::Complete => ("✅ Complete", "✓", "Complete", "done"),
            Standing::Active => ("🟡 Active", "◐", "Active", "active"),
            Standing::Ready => ("🟢 Ready", "◆", "Ready", "ready"),
            Standing::Blocked => ("🟥 Blocked", "✗", "Blocked", "blocked"),
            Standing::Assigned => ("⚪ Assigned", "◌", "Assigned", "muted"),
        };
        Self { text, mark, label, role }
    }
}

impl Section for Owners<'_> {
    fn is_empty(&self) -> bool {
        self.cards.is_empty()
    }
}

/// Someone, and the work that is theirs: issues, and batches without issues.
pub(super) struct Holder<'p> {
    pub(super) name: Option<&'p str>,
    pub(super) member: Option<&'p Member<'p>>,
    pub(super) work: Vec<(At, Status)>,
}

/// Everybody who has work that is not cancelled.
pub(super) fn holders<'p>(state: &'p State<'p>) -> Vec<Holder<'p>> {
    let mut holders: Vec<Holder<'p>> = Vec::new();
    let mut by_name: HashMap<String, usize> = HashMap::new();
    for member in &state.plan.items.team {
        for name in [member.id.as_deref(), member.name.as_deref()].into_iter().flatten() {
            by_name.entry(key(name)).or_insert(holders.len());
        }
        holders.push(Holder { name: None, member: Some(member), work: Vec::new() });
    }
    // Most names come again in the same spelling, which is quicker to find.
    let mut by_spelling: HashMap<&str, usize> = HashMap::new();
    for at in state.work() {
        let Some(status) = state.status(at).filter(|status| *status != Status::Cancelled) else { continue };
        let mut theirs = HashSet::new();
        for name in reference::owners(state, at) {
            let next = holders.len();
            let place = *by_spelling.entry(name).or_insert_with(|| *by_name.entry(key(name)).or_insert(next));
            if place == holders.len() {
                holders.push(Holder { name: None, member: None, work: Vec::new() });
            }
            if let Some(holder) = holders.get_mut(place).filter(|_| theirs.insert(place)) {
                holder.name.get_or_insert(name);
                holder.work.push((at, status));
            }
        }
    }
    holders.retain(|holder| !holder.work.is_empty());
    holders
}

impl Holder<'_> {
    /// Where they stand.
    pub(super) fn standing(&self, state: &State<'_>) -> Standing {
        let any = |wanted: Status| self.work.iter().any(|(_, status)| *status == wanted);
        match () {
            () if self.work.iter().all(|(_, status)| *status == Status::Done) => Standing::Complete,
            () if any(Status::InProgress) => Standing::Active,
            () if self.work.iter().any(|(at, _)| can_start(state, *at)) => Standing::Ready,
            () if any(Status::Blocked) => Standing::Blocked,
            () => Standing::Assigned,
        }
    }
}

pub(super) fn section<'p>(view: &Viewpoint<'p>) -> Owners<'p> {
    let state = view.state;
    let mut holders = holders(state);
    let hidden = view.of_cards().truncate(&mut holders);
    let is_small = state.plan.items.issues.len() <= view.rows;
    let most = if is_small { view.rows } else { view.rows / PART_OF_ROWS };
    Owners { cards: holders.iter().map(|holder| card(state, holder, most)).collect(), hidden }
}

/// The card of someone, with at most so many pieces of their work.
fn card<'p>(state: &'p State<'p>, holder: &Holder<'p>, most: usize) -> OwnerCard<'p> {
    let standing = holder.standing(state);
    let with = |wanted: Status| holder.work.iter().filter(move |(_, status)| *status == wanted);
    let total = holder.work.len();
    let done = with(Status::Done).count();
    let percent = part(done, total);
    let ongoing: Vec<&(At, Status)> = with(Status::InProgress).collect();
    let named = if total <= most { ongoing.len() } else { most / 2 };
    let current = ongoing.iter().take(named).map(|(at, _)| reference::label(state, *at));
    let rows: Vec<OwnedWork> = most_urgent(&holder.work, most)
        .into_iter()
        .map(|(at, status)| OwnedWork {
            label: reference::label(state, *at),
            done: *status == Status::Done,
            status: *status,
            badge: Badge::from(*status),
            waits_for: reference::causes(state, *at),
        })
        .collect();
    OwnerCard {
        name: holder.name.unwrap_or_default(),
        role: holder.member.and_then(|member| member.role.as_deref()),
        backup: holder.member.and_then(|member| member.backup.as_ref()).map(Person::name),
        state: standing,
        badge: standing.into(),
        current: current.collect(),
        current_hidden: ongoing.len().saturating_sub(named),
        done,
        total,
        percent,
        percent_text: text::percent(percent),
        next: next_work(state, holder),
        hidden: total - rows.len(),
        rows,
        needs: holder.member.map(|member| entries(state, &member.needs)).unwrap_or_default(),
    }
}

/// The pieces of work to show, in the plan's order: all when they fit, else those in progress, then blocked, then ready.
fn most_urgent(work: &[(At, Status)], most: usize) -> Vec<&(At, Status)> {
    let mut places: Vec<usize> = (0..work.len()).collect();
    if work.len() > most {
        places.sort_by_key(|place| work.get(*place).map(|(_, status)| urgency(*status)));
        places.truncate(most);
        places.sort_unstable();
    }
    places.into_iter().filter_map(|place| work.get(place)).collect()
}

/// The first piece of work that can be started, else the first that has not begun.
fn next_work(state: &State<'_>, holder: &Holder<'_>) -> Option<NextWork> {
    let is_open = |status: Status| !matches!(status, Status::InProgress | Status::Done);
    let mut open = holder.work.iter().filter(|(_, status)| is_open(*status)).map(|(at, _)| *at);
    let first = open.clone().find(|at| can_start(state, *at)).or_else(|| open.next())?;
    Some(NextWork { label: reference::label(state, first), waits_for: reference::causes(state, first) })
}
