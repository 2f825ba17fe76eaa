//! Open blocker records as cards.

use serde::Serialize;

use super::grouped;
use crate::plan::kind::{BlockerRecord, Item};
use crate::plan::value::status::{BlockerStatus, Priority};
use crate::state::State;
use crate::text;
use crate::view::badge::Badge;
use crate::view::viewpoint::Rows;
use crate::view::{Viewpoint, effort, reference};

/// Something in the way.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct BlockerCard<'p> {
    /// Its id.
    pub id: Option<&'p str>,
    /// What it is called.
    pub title: String,
    /// The words that lead the title, else all of it.
    pub headline: String,
    /// What follows these words.
    pub detail: Option<String>,
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
    /// The same in words: `30m` is `30 minutes`.
    pub eta_text: Option<String>,
    /// What is being done about it.
    pub action: Option<&'p str>,
    /// Commands that help.
    pub commands: Vec<&'p str>,
    /// What it holds up or makes fail.
    pub affects: Vec<Affected>,
    /// How much of that is not shown.
    pub affects_hidden: usize,
    /// Prose of the plan.
    pub notes: Option<&'p str>,
}

/// Something that a blocker affects: an item, words, or the checks of one group.
#[derive(Debug, Serialize)]
pub struct Affected {
    /// What it is called.
    pub label: String,
    /// The names of the checks, where they are told by their group.
    pub names: Vec<String>,
    /// Where it stands: `blocked`, or of a group of checks `3 failing, 1 pending`.
    pub state: Option<String>,
}

/// The open blocker records, the most severe first.
pub(super) fn open<'p>(state: &'p State<'p>) -> Vec<&'p BlockerRecord<'p>> {
    let records = state.plan.items.blockers.iter();
    by_severity(records.filter(|blocker| blocker.status != Some(BlockerStatus::Resolved)))
}

/// Blocker records, the most severe first.
pub(super) fn by_severity<'p>(
    records: impl Iterator<Item = &'p BlockerRecord<'p>>,
) -> Vec<&'p BlockerRecord<'p>> {
    let mut records: Vec<_> = records.collect();
    records.sort_by_key(|blocker| (blocker.severity.is_none(), blocker.severity));
    records
}

pub(super) fn section<'p>(view: &Viewpoint<'p>) -> Rows<BlockerCard<'p>> {
    let view = view.of_cards();
    view.rows_of(open(view.state).into_iter().map(|blocker| card(&view, blocker)))
}

fn card<'p>(view: &Viewpoint<'p>, blocker: &'p BlockerRecord<'p>) -> BlockerCard<'p> {
    let mut affects = affects(view.state, blocker);
    let title = Item::BlockerRecord(blocker).label().into_owned();
    let (headline, detail) = match text::lead(&title) {
        Some((lead, rest)) => (lead.to_owned(), Some(rest.to_owned())),
        None => (title.clone(), None),
    };
    BlockerCard {
        id: blocker.id.as_deref(),
        title,
        headline,
        detail,
        severity: blocker.severity,
        badge: blocker.severity.map(Badge::from),
        owners: reference::blocker_owners(blocker),
        impact: blocker.impact.as_deref(),
        eta: blocker.eta.as_ref().map(|when| when.text.as_ref()),
        eta_text: blocker.eta.as_ref().map(effort::when),
        action: blocker.action.as_deref(),
        commands: blocker.commands.iter().map(|line| line.0.as_ref()).collect(),
        affects_hidden: view.truncate(&mut affects),
        affects,
        notes: blocker.notes.as_ref().map(|notes| notes.0.as_ref()),
    }
}

/// What a blocker affects, checks of one group together.
fn affects(state: &State<'_>, blocker: &BlockerRecord<'_>) -> Vec<Affected> {
    let scopes = blocker.affects.iter().map(|scope| {
        if scope.is_everything() {
            return (None, "everything".to_owned(), None);
        }
        let at = state.index.find(&scope.0.id).filter(|_| !scope.is_words());
        let Some((at, item)) = at.and_then(|at| Some((at, state.plan.item(at)?))) else {
            return (None, scope.0.id.to_string(), None);
        };
        let group = if let Item::Check(check) = item { check.group.as_deref() } else { None };
        (group, item.label().into_owned(), reference::badge(state, at))
    });
    // What is in no group of checks stays alone, at its place.
    let keyed = scopes.enumerate().map(|(place, (group, label, badge))| {
        let key = group.map_or((None, place), |group| (Some(group), 0));
        (key, (label, badge))
    });
    grouped(keyed).into_iter().filter_map(|((group, _), members)| together(group, members)).collect()
}

/// One line for the checks of a group, or for something that stands alone.
fn together(group: Option<&str>, members: Vec<(String, Option<Badge>)>) -> Option<Affected> {
    let words = |badge: Badge| badge.label.to_lowercase();
    let Some(group) = group else {
        let (label, badge) = members.into_iter().next()?;
        return Some(Affected { label, names: Vec::new(), state: badge.map(words) });
    };
    let states = grouped(members.iter().filter_map(|(_, badge)| Some((badge.as_ref()?.label, ()))));
    let counts = states.iter().map(|(label, members)| format!("{} {}", members.len(), label.to_lowercase()));
    Some(Affected {
        label: group.to_owned(),
        state: Some(counts.collect::<Vec<_>>().join(", ")),
        names: members.into_iter().map(|(label, _)| label).collect(),
    })
}
