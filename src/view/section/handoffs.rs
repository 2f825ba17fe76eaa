//! What somebody waits for and somebody else has.
//!
//! An item is handed over when one of those who wait for it is not among those who have it; that nobody has it, or that it
//! lies outside the plan, counts too. What has no owner waits for nobody's sake, and is not looked at. An edge of a batch is
//! the batch's own, and not told again for each of its issues.

use std::cmp::Reverse;
use std::collections::{HashMap, HashSet};

use serde::Serialize;

use super::Section;
use crate::graph::WAITED_FOR;
use crate::plan::index::At;
use crate::plan::people::People;
use crate::plan::value::status::Status;
use crate::state::{Cause, State};
use crate::view::badge::Badge;
use crate::view::{Viewpoint, reference};

/// One item names this part of the rows that a table may have.
const PART_OF_ROWS: usize = 20;

/// What is waited for across owners.
#[derive(Debug, Serialize)]
pub struct Handoffs<'p> {
    /// What is not held up itself comes first, then what most wait for.
    pub rows: Vec<Handoff<'p>>,
    /// How many are not shown.
    pub hidden: usize,
}

/// Something that is waited for by others than those who have it.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Handoff<'p> {
    /// What it is called, or words for something outside the plan.
    pub label: String,
    /// Where it stands; `null` outside the plan.
    pub badge: Option<Badge>,
    /// Who has it.
    pub owners: Vec<&'p str>,
    /// What waits for it.
    pub needed_by: Vec<Waiting<'p>>,
    /// What waits for it, in words: `FEAT-047 (@workflow-lead)`.
    pub needed_text: Vec<String>,
    /// How much more waits for it.
    pub hidden: usize,
}

/// Something that waits, and who has it.
#[derive(Debug, Serialize)]
pub struct Waiting<'p> {
    /// What others call it.
    pub name: String,
    /// Who has it.
    pub owners: Vec<&'p str>,
}

impl Section for Handoffs<'_> {
    fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }
}

pub(super) fn section<'p>(view: &Viewpoint<'p>) -> Handoffs<'p> {
    let mut awaited = across_owners(view.state);
    let is_held = |awaited: &Awaited<'_>| {
        let status = awaited.cause.at().and_then(|at| view.state.status(at));
        matches!(status, Some(Status::Blocked | Status::Queued))
    };
    awaited.sort_by_key(|awaited| (is_held(awaited), Reverse(awaited.waits.len()), awaited.order));
    let most = view.rows / PART_OF_ROWS;
    let hidden = view.truncate(&mut awaited);
    Handoffs { rows: awaited.into_iter().map(|awaited| handoff(view.state, awaited, most)).collect(), hidden }
}

/// Something that is waited for, and all that waits for it.
struct Awaited<'p> {
    cause: Cause<'p>,
    owners: Vec<&'p str>,
    /// The owners, each in one spelling.
    have: HashSet<String>,
    waits: Vec<At>,
    /// How many others were met before.
    order: usize,
}

/// What is waited for by others than those who have it, each once, in no order.
fn across_owners<'p>(state: &State<'p>) -> Vec<Awaited<'p>> {
    let people = People::new(state.plan);
    let mut found: HashMap<(Option<At>, &'p str), Awaited<'p>> = HashMap::new();
    let places = |kind| (0..state.plan.items.count(kind)).map(move |place| At::new(kind, place));
    for at in WAITED_FOR.into_iter().flat_map(places).filter(|at| !state.is_satisfied(*at)) {
        let wait = people.keys(&reference::owners(state, at));
        for cause in state.open_causes(at) {
            let words = if let Cause::Words(words) = cause { words } else { "" };
            let order = found.len();
            let awaited = found.entry((cause.at(), words)).or_insert_with(|| {
                let owners = cause.at().map(|at| reference::open_owners(state, at)).unwrap_or_default();
                Awaited { cause, have: people.keys(&owners), owners, waits: Vec::new(), order }
            });
            if wait.iter().any(|person| !awaited.have.contains(person)) {
                awaited.waits.push(at);
            }
        }
    }
    found.into_values().filter(|awaited| !awaited.waits.is_empty()).collect()
}

/// A row of something awaited that names at most so many of those that wait.
fn handoff<'p>(state: &State<'p>, awaited: Awaited<'p>, most: usize) -> Handoff<'p> {
    let first = awaited.waits.iter().take(most);
    let needed_by: Vec<Waiting<'p>> = first
        .map(|at| Waiting { name: reference::name(state, *at), owners: reference::owners(state, *at) })
        .collect();
    let hidden = awaited.waits.len() - needed_by.len();
    let more = (hidden > 0).then(|| format!("{hidden} more"));
    let words = needed_by.iter().map(|waiting| format!("{} ({})", waiting.name, waiting.owners.join(", ")));
    let label = match awaited.cause {
        Cause::Item(at) | Cause::Record(at) => reference::label(state, at),
        Cause::Words(words) => words.to_owned(),
    };
    Handoff {
        label,
        badge: awaited.cause.at().and_then(|at| reference::badge(state, at)),
        owners: awaited.owners,
        needed_text: words.chain(more).collect(),
        needed_by,
        hidden,
    }
}
