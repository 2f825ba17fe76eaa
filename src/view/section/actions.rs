//! Action items by horizon.

use serde::Serialize;

use crate::plan::kind::Item;
use crate::plan::value::people::Person;
use crate::plan::value::status::{ActionStatus, Horizon};
use crate::view::Viewpoint;

/// The action items of one horizon.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ActionGroup<'p> {
    /// The horizon; `null` for actions without one.
    pub horizon: Option<Horizon>,
    /// `Immediate`, `This week`, `Ongoing`, else `Other`.
    pub label: &'static str,
    /// The actions in the plan's order.
    pub rows: Vec<ActionRow<'p>>,
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
}

pub(super) fn section<'p>(view: &Viewpoint<'p>) -> Vec<ActionGroup<'p>> {
    const GROUPS: [(Option<Horizon>, &str); 4] = [
        (Some(Horizon::Immediate), "Immediate"),
        (Some(Horizon::ThisWeek), "This week"),
        (Some(Horizon::Ongoing), "Ongoing"),
        (None, "Other"),
    ];
    let rows = |horizon| {
        let actions = view.state.plan.items.actions.iter().filter(move |action| action.horizon == horizon);
        actions.map(|action| {
            let item = Item::Action(action);
            ActionRow {
                id: action.id.as_deref(),
                title: item.label().into_owned(),
                done: action.status == Some(ActionStatus::Done),
                owner: action.owner.as_ref().map(Person::name),
                due: action.due.as_ref().map(|when| when.text.as_ref()),
            }
        })
    };
    let groups = GROUPS.into_iter().map(|(horizon, label)| ActionGroup {
        horizon,
        label,
        rows: rows(horizon).collect(),
    });
    groups.filter(|group| !group.rows.is_empty()).collect()
}
