//! Action items by horizon; those without one by group.

use serde::Serialize;

use super::grouped;
use crate::plan::kind::{Action, Item};
use crate::plan::value::hours::Hours;
use crate::plan::value::people::Person;
use crate::plan::value::status::{ActionStatus, Horizon};
use crate::view::entry::{Entry, entries};
use crate::view::{Viewpoint, effort};

/// The action items of one horizon; without a horizon, those of one group.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ActionGroup<'p> {
    /// The horizon; `null` for actions without one.
    pub horizon: Option<Horizon>,
    /// `Immediate`, `This week`, `Ongoing`; else the group's name, else `Scheduled` for actions with a date and `Other`.
    pub label: &'p str,
    /// The actions in the plan's order.
    pub rows: Vec<ActionRow<'p>>,
    /// How many are not shown.
    pub hidden: usize,
    /// How many there are.
    pub total: usize,
    /// How many of them are done.
    pub done: usize,
}

/// An action item.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ActionRow<'p> {
    /// Its id.
    pub id: Option<&'p str>,
    /// What is to be done.
    pub title: String,
    /// Whether it is.
    pub done: bool,
    /// Who does it.
    pub owner: Option<&'p str>,
    /// When it is due.
    pub due: Option<&'p str>,
    /// Whether that was before today; `false` when either day is not known.
    pub overdue: bool,
    /// What it is listed under.
    pub group: Option<&'p str>,
    /// Hours of work.
    pub estimate: Option<Hours>,
    /// Hours of work in words.
    pub estimate_text: Option<String>,
    /// What must hold for it to be done.
    pub criteria: Vec<Entry>,
    /// Commands that do it.
    pub commands: Vec<&'p str>,
}

/// The groups, with as many rows together as a list may have.
pub(super) fn section<'p>(view: &Viewpoint<'p>) -> Vec<ActionGroup<'p>> {
    let mut groups = grouped(view.state.plan.items.actions.iter().map(|action| (place_of(action), action)));
    groups.sort_by_key(|((rank, _), _)| *rank);
    let mut room = view.rows;
    let group = |((_, label), actions): (_, Vec<&'p Action<'p>>)| {
        let shown = actions.len().min(room);
        room -= shown;
        ActionGroup {
            horizon: actions.first().and_then(|action| action.horizon),
            label,
            total: actions.len(),
            done: actions.iter().filter(|action| is_done(action)).count(),
            hidden: actions.len() - shown,
            rows: actions.into_iter().take(shown).map(|action| row(view, action)).collect(),
        }
    };
    groups.into_iter().map(group).collect()
}

/// Where an action is listed: under its horizon, else what has a date, then under its group, then the rest.
fn place_of<'p>(action: &'p Action<'p>) -> (u8, &'p str) {
    match (action.horizon, action.group.as_deref(), &action.due) {
        (Some(Horizon::Immediate), ..) => (0, "Immediate"),
        (Some(Horizon::ThisWeek), ..) => (1, "This week"),
        (Some(Horizon::Ongoing), ..) => (2, "Ongoing"),
        (None, None, Some(_)) => (3, "Scheduled"),
        (None, Some(group), _) => (4, group),
        (None, None, None) => (5, "Other"),
    }
}

fn is_done(action: &Action<'_>) -> bool {
    action.status == Some(ActionStatus::Done)
}

/// The row of an action.
pub(super) fn row<'p>(view: &Viewpoint<'p>, action: &'p Action<'p>) -> ActionRow<'p> {
    let done = is_done(action);
    ActionRow {
        id: action.id.as_deref(),
        title: Item::Action(action).label().into_owned(),
        done,
        owner: action.owner.as_ref().map(Person::name),
        due: action.due.as_ref().map(|when| when.text.as_ref()),
        overdue: !done && view.is_overdue(action.due.as_ref()),
        group: action.group.as_deref(),
        estimate: action.estimate,
        estimate_text: action.estimate.map(effort::words),
        criteria: entries(view.state, &action.criteria),
        commands: action.commands.iter().map(|line| line.0.as_ref()).collect(),
    }
}
