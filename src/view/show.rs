//! Everything about one item: its fields, its status and why, what it waits for and what waits for it. The same page
//! shows what the plan says of itself.

mod outlook;
mod own;

use std::borrow::Cow;
use std::collections::HashSet;

use serde::Serialize;

use self::outlook::Outlook;
pub use self::own::show_plan;
use super::badge::Badge;
use super::entry::{Entry, entries};
use super::item::ItemView;
use super::{SCHEMA_VERSION, reference};
use crate::graph::network::Network;
use crate::plan::choice::Choice;
use crate::plan::facet::Facet;
use crate::plan::header::Header;
use crate::plan::index::At;
use crate::plan::kind::{Item, Kind};
use crate::plan::shape::{Field, Shape};
use crate::plan::value::checklist::ChecklistEntry;
use crate::plan::value::date::Date;
use crate::plan::value::status::Status;
use crate::state::reach::{Found, Reach};
use crate::state::{Cause, State};
use crate::text;

/// Fields that the page shows in another place.
const SHOWN_ELSEWHERE: [&str; 4] = ["id", "title", "name", "subject"];

/// More than this many items up- or downstream are not counted.
const MOST_COUNTED: usize = 1_000;

/// Items beyond the direct neighbours that a page shows.
const MOST_SHOWN: usize = 20;

/// Everything about one item.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Show<'p> {
    schema_version: u32,
    kind: &'static str,
    /// What one of its kind is called.
    one: &'static str,
    /// By what name it is addressed.
    name: String,
    /// What it is called.
    label: String,
    /// Its status as reports show it; `null` for kinds without one.
    badge: Option<Badge>,
    /// Why it has that status, in sentences.
    why: Vec<String>,
    /// The item.
    item: Shown<'p>,
    /// When it can and must be done; `null` when it is over, or when that is not known.
    schedule: Option<Outlook>,
    /// Its short fields as they are shown.
    fields: Vec<FieldRow>,
    /// Its checklists.
    checklists: Vec<Checklist>,
    /// What is copied as it stands, such as commands, and prose.
    texts: Vec<LongText<'p>>,
    /// What it still waits for.
    waits: Vec<Neighbour<'p>>,
    /// What waits for it.
    frees: Vec<Neighbour<'p>>,
    /// Everything that is still open before it, by way of others too.
    upstream: Stretch<'p>,
    /// Everything that comes after it, by way of others too.
    downstream: Stretch<'p>,
}

/// What a page is about.
#[derive(Debug, Serialize)]
#[serde(untagged)]
enum Shown<'p> {
    Item(ItemView<'p>),
    Plan(&'p Header<'p>),
}

/// What is open on one side of an item, nearest first.
#[derive(Debug, Default, Serialize)]
#[serde(rename_all = "camelCase")]
struct Stretch<'p> {
    /// How many there are.
    count: usize,
    /// Whether counting was ended there and there may be more.
    is_cut: bool,
    /// Their ids, as many as are counted.
    ids: Vec<String>,
    /// The first of those that are not its direct neighbours.
    further: Vec<Neighbour<'p>>,
    /// How many further ones are not shown.
    hidden: usize,
}

/// A field of an item.
#[derive(Debug, Serialize)]
struct FieldRow {
    key: &'static str,
    value: FieldText,
}

/// A field's value as it is shown.
#[derive(Debug, Serialize)]
#[serde(untagged)]
enum FieldText {
    One(String),
    Several(Vec<String>),
}

/// A checklist of an item.
#[derive(Debug, Serialize)]
struct Checklist {
    key: &'static str,
    entries: Vec<Entry>,
}

/// A field of several lines.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct LongText<'p> {
    key: &'static str,
    lines: Vec<Cow<'p, str>>,
    /// Whether the lines are commands, not prose.
    is_code: bool,
}

/// An item on the other side of an edge.
#[derive(Debug, Serialize)]
struct Neighbour<'p> {
    name: String,
    label: String,
    badge: Option<Badge>,
    people: Vec<&'p str>,
}

/// The page of an item, seen on a day.
pub fn show<'p>(state: &State<'p>, at: At, today: Date) -> Option<Show<'p>> {
    let item = state.plan.item(at)?;
    let waits = state.waits_for(at);
    let frees = state.frees(at);
    let network = Network::new(state.graph, state.plan);
    let mut reach = Reach::new(state, &network);
    let direct: Vec<At> = waits.iter().filter_map(Cause::at).collect();
    let upstream = stretch(state, &reach.upstream(at, MOST_COUNTED), &direct);
    let downstream = stretch(state, &reach.downstream(at, MOST_COUNTED), &frees);
    Some(Show {
        schema_version: SCHEMA_VERSION,
        kind: "show",
        one: at.kind.description().one,
        name: item.address(),
        label: item.label().into_owned(),
        badge: reference::badge(state, at),
        why: why(state, at, item),
        item: Shown::Item(ItemView::new(state, at)?),
        schedule: outlook::outlook(state, at, today),
        fields: fields(at.kind.description().fields, |key| item.facet(key)),
        checklists: checklists(state, item),
        texts: texts(at.kind.description().fields, |key| item.facet(key)),
        waits: waits.iter().map(|cause| neighbour_of_cause(state, cause)).collect(),
        frees: frees.into_iter().map(|at| neighbour(state, at)).collect(),
        upstream,
        downstream,
    })
}

fn stretch<'p>(state: &State<'p>, found: &Found, direct: &[At]) -> Stretch<'p> {
    let direct: HashSet<At> = direct.iter().copied().collect();
    let further = || found.items.iter().filter(|at| !direct.contains(at));
    let shown: Vec<Neighbour<'p>> = further().take(MOST_SHOWN).map(|at| neighbour(state, *at)).collect();
    Stretch {
        count: found.items.len(),
        is_cut: found.is_cut,
        ids: found.items.iter().map(|at| reference::address(state, *at)).collect(),
        hidden: further().count() - shown.len(),
        further: shown,
    }
}

fn fields<'p>(fields: &'static [Field], facet: impl Fn(&str) -> Option<Facet<'p>>) -> Vec<FieldRow> {
    let fields = fields.iter();
    let is_short = |shape| !matches!(shape, Shape::Checklist | Shape::Lines | Shape::Prose);
    let known = fields.filter(|field| !SHOWN_ELSEWHERE.contains(&field.key) && is_short(field.shape));
    known
        .filter_map(|field| {
            let facet = facet(field.key).filter(|facet| !facet.is_absent())?;
            let value = match facet {
                Facet::List(entries) => {
                    FieldText::Several(entries.into_iter().map(Cow::into_owned).collect())
                }
                other => FieldText::One(other.shown().into_owned()),
            };
            Some(FieldRow { key: field.key, value })
        })
        .collect()
}

/// The checklists that are not empty.
fn checklists(state: &State<'_>, item: Item<'_, '_>) -> Vec<Checklist> {
    let lists: &[(&'static str, &[ChecklistEntry<'_>])] = match item {
        Item::Batch(batch) => &[("deliverables", &batch.deliverables), ("criteria", &batch.criteria)],
        Item::Issue(issue) => &[("deliverables", &issue.deliverables), ("criteria", &issue.criteria)],
        Item::Review(review) => &[("questions", &review.questions), ("deliverables", &review.deliverables)],
        Item::Checkpoint(checkpoint) => &[("criteria", &checkpoint.criteria)],
        Item::Milestone(milestone) => &[("goals", &milestone.goals), ("criteria", &milestone.criteria)],
        Item::Action(action) => &[("criteria", &action.criteria)],
        Item::Proposal(proposal) => &[("criteria", &proposal.criteria)],
        Item::Member(member) => &[("needs", &member.needs)],
        _ => &[],
    };
    let filled = lists.iter().filter(|(_, list)| !list.is_empty());
    filled.map(|(key, list)| Checklist { key, entries: entries(state, list) }).collect()
}

/// The fields of several lines that are not empty.
fn texts<'p>(fields: &'static [Field], facet: impl Fn(&str) -> Option<Facet<'p>>) -> Vec<LongText<'p>> {
    let fields = fields.iter();
    let long = fields.filter(|field| matches!(field.shape, Shape::Lines | Shape::Prose));
    long.filter_map(|field| {
        let lines = match facet(field.key).filter(|facet| !facet.is_absent())? {
            Facet::List(lines) => lines,
            other => vec![Cow::Owned(other.shown().into_owned())],
        };
        Some(LongText { key: field.key, lines, is_code: matches!(field.shape, Shape::Lines) })
    })
    .collect()
}

fn neighbour<'p>(state: &State<'p>, at: At) -> Neighbour<'p> {
    Neighbour {
        name: reference::address(state, at),
        label: state.plan.item(at).map(|item| item.label().into_owned()).unwrap_or_default(),
        badge: reference::badge(state, at),
        people: reference::open_owners(state, at),
    }
}

fn neighbour_of_cause<'p>(state: &State<'p>, cause: &Cause<'_>) -> Neighbour<'p> {
    match cause {
        Cause::Item(at) | Cause::Record(at) => neighbour(state, *at),
        Cause::Words(words) => {
            Neighbour { name: String::new(), label: (*words).to_owned(), badge: None, people: Vec::new() }
        }
    }
}

/// Why an item has the status that is shown.
fn why(state: &State<'_>, at: At, item: Item<'_, '_>) -> Vec<String> {
    let Some(status) = state.status(at) else { return Vec::new() };
    let stored = match item {
        Item::Batch(batch) => batch.status,
        Item::Issue(issue) => issue.status,
        _ => None,
    };
    let mut why = Vec::new();
    let counted = if at.kind == Kind::Batch { state.counted_issues(at.index()).count() } else { 0 };
    if counted > 0 {
        let done =
            state.counted_issues(at.index()).filter(|(_, issue)| issue.status == Some(Status::Done)).count();
        why.push(format!("{done} of its {} are done", text::plural(counted, "issue")));
    }
    match stored {
        Some(stored) if stored == status => why.push(format!("the plan says `{}`", stored.name())),
        // It claims nothing, so there is nothing to override.
        Some(Status::NotStarted) => why.push("the plan says `not-started`, which claims nothing".to_owned()),
        Some(stored) => {
            why.push(format!("the plan says `{}`, which the rest of the plan overrides", stored.name()));
        }
        None if counted == 0 => why.push("the plan gives no status".to_owned()),
        None => {}
    }
    let causes = state.waits_for(at);
    for cause in &causes {
        why.push(format!("it waits for {}{}", reference::cause_name(state, cause), standing(state, cause)));
    }
    if causes.is_empty() && matches!(status, Status::Ready | Status::NotStarted) {
        why.push("it waits for nothing".to_owned());
    }
    if status == Status::Blocked && causes.is_empty() && counted == 0 {
        why.push("no cause is listed".to_owned());
    }
    why
}

/// Where a cause stands and who has it: ` (in progress, @runtime-lead)`.
fn standing(state: &State<'_>, cause: &Cause<'_>) -> String {
    let Some(at) = cause.at() else { return String::new() };
    let status = reference::badge(state, at).map(|badge| badge.label.to_lowercase());
    let owners = reference::open_owners(state, at).join(", ");
    let parts: Vec<String> = status.into_iter().chain((!owners.is_empty()).then_some(owners)).collect();
    if parts.is_empty() { String::new() } else { format!(" ({})", parts.join(", ")) }
}
