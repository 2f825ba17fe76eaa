//! What is to be done now and this week.

use serde::Serialize;

use super::Section;
use crate::plan::index::At;
use crate::plan::kind::{Action, Item, Kind};
use crate::plan::value::people::Person;
use crate::plan::value::status::Horizon;
use crate::view::entry::{Entry, entries};
use crate::view::{Viewpoint, reference};

/// What is to be done now and this week.
#[derive(Debug, Serialize)]
pub struct NextSteps<'p> {
    /// Open actions: those that are wanted at once, then those of this week.
    pub rows: Vec<NextStep<'p>>,
    /// How many are not shown.
    pub hidden: usize,
}

/// An action that is open.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct NextStep<'p> {
    /// Its id.
    pub id: Option<&'p str>,
    /// What is to be done.
    pub title: String,
    /// When it is wanted, roughly.
    pub horizon: Option<Horizon>,
    /// Who does it.
    pub owner: Option<&'p str>,
    /// When it is due.
    pub due: Option<&'p str>,
    /// Whether it was due before today; `false` when either day is not known.
    pub overdue: bool,
    /// When it is due, with a word when it is overdue.
    pub due_text: Option<String>,
    /// What it still waits for.
    pub waits_for: Vec<String>,
    /// What must hold for it to be done.
    pub criteria: Vec<Entry>,
    /// Commands that do it.
    pub commands: Vec<&'p str>,
}

impl Section for NextSteps<'_> {
    fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }
}

pub(super) fn section<'p>(view: &Viewpoint<'p>) -> NextSteps<'p> {
    let open = |horizon: Horizon| {
        let actions = view.state.plan.items.actions.iter().enumerate();
        let of_horizon = actions.filter(move |(_, action)| action.horizon == Some(horizon));
        of_horizon.filter(|(place, _)| !view.state.is_satisfied(At::new(Kind::Action, *place)))
    };
    let all = open(Horizon::Immediate).chain(open(Horizon::ThisWeek));
    let mut rows = all.map(|(place, action)| row(view, place, action)).collect();
    NextSteps { hidden: view.of_cards().truncate(&mut rows), rows }
}

fn row<'p>(view: &Viewpoint<'p>, place: usize, action: &'p Action<'p>) -> NextStep<'p> {
    let due = action.due.as_ref();
    let overdue = view.is_overdue(due);
    NextStep {
        id: action.id.as_deref(),
        title: Item::Action(action).label().into_owned(),
        horizon: action.horizon,
        owner: action.owner.as_ref().map(Person::name),
        due: due.map(|when| when.text.as_ref()),
        overdue,
        due_text: due
            .map(|when| if overdue { format!("{} (overdue)", when.text) } else { when.text.to_string() }),
        waits_for: reference::causes(view.state, At::new(Kind::Action, place)),
        criteria: entries(view.state, &action.criteria),
        commands: action.commands.iter().map(|line| line.0.as_ref()).collect(),
    }
}
