//! Action items by horizon; those without one by group.

use serde::Serialize;

use super::grouped;
use crate::plan::kind::{Action, Item};
use crate::plan::value::hours::Hours;
use crate::plan::value::people::Person;
use crate::plan::value::status::{ActionStatus, Horizon};
use crate::state::State;
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
    /// How many are done.
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

pub(super) fn section<'p>(view: &Viewpoint<'p>) -> Vec<ActionGroup<'p>> {
    const HORIZONS: [(Horizon, &str); 3] =
        [(Horizon::Immediate, "Immediate"), (Horizon::ThisWeek, "This week"), (Horizon::Ongoing, "Ongoing")];
    let state = view.state;
    let actions = || state.plan.items.actions.iter();
    let of_horizon = HORIZONS.into_iter().map(|(horizon, label)| {
        let rows =
            actions().filter(|action| action.horizon == Some(horizon)).map(|action| row(state, action));
        ActionGroup::new(Some(horizon), label, rows.collect())
    });
    let without = actions().filter(|action| action.horizon.is_none());
    let mut named = grouped(without.map(|action| (place_of(action), row(state, action))));
    named.sort_by_key(|((place, _), _)| *place);
    let of_group = named.into_iter().map(|((_, label), rows)| ActionGroup::new(None, label, rows));
    of_horizon.chain(of_group).filter(|group| !group.rows.is_empty()).collect()
}

impl<'p> ActionGroup<'p> {
    fn new(horizon: Option<Horizon>, label: &'p str, rows: Vec<ActionRow<'p>>) -> Self {
        Self { horizon, label, done: rows.iter().filter(|row| row.done).count(), rows }
    }
}

/// Where an action without a horizon is listed: what has a date, then the groups, then the rest.
fn place_of<'p>(action: &'p Action<'p>) -> (u8, &'p str) {
    match (action.group.as_deref(), &action.due) {
        (Some(group), _) => (1, group),
        (None, Some(_)) => (0, "Scheduled"),
        (None, None) => (2, "Other"),
    }
}

/// The row of an action.
pub(super) fn row<'p>(state: &State<'p>, action: &'p Action<'p>) -> ActionRow<'p> {
    ActionRow {
        id: action.id.as_deref(),
        title: Item::Action(action).label().into_owned(),
        done: action.status == Some(ActionStatus::Done),
        owner: action.owner.as_ref().map(Person::name),
        due: action.due.as_ref().map(|when| when.text.as_ref()),
        group: action.group.as_deref(),
        estimate: action.estimate,
        estimate_text: action.estimate.map(effort::words),
        criteria: entries(state, &action.criteria),
        commands: action.commands.iter().map(|line| line.0.as_ref()).collect(),
    }
}
