//! The actions of the next 48 hours.

use serde::Serialize;

use crate::plan::kind::{Action, Item};
use crate::plan::value::date::Date;
use crate::plan::value::people::Person;
use crate::plan::value::status::ActionStatus;
use crate::plan::value::when::{Meaning, When};
use crate::state::State;
use crate::view::Viewpoint;
use crate::view::entry::{Entry, entries};
use crate::view::viewpoint::Rows;

/// How many days after today are shown. A date is due at its end, so these are the next 48 hours at least.
const DAYS: i64 = 2;

/// The same in hours.
const HOURS: f64 = 48.0;

/// An action that is due.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct UpcomingAction<'p> {
    /// Its id.
    pub id: Option<&'p str>,
    /// What is to be done.
    pub title: String,
    /// Who does it.
    pub owner: Option<&'p str>,
    /// When it is due.
    pub due: Option<&'p str>,
    /// Whether that is past.
    pub overdue: bool,
    /// When it is due, and that it is past.
    pub due_badge: Option<DueBadge>,
    /// What must hold for it to be done.
    pub criteria: Vec<Entry>,
    /// The words of these.
    pub criteria_texts: Vec<String>,
}

/// When an action is due, as a badge.
#[derive(Debug, Serialize)]
pub struct DueBadge {
    /// `2025-10-16 (overdue)`.
    pub text: String,
    /// The mark of what is late in a terminal.
    pub mark: &'static str,
    /// The same words.
    pub label: String,
    /// The role that gives it its colour.
    pub role: &'static str,
}

impl DueBadge {
    fn new(due: &str, overdue: bool) -> Self {
        let text = if overdue { format!("{due} (overdue)") } else { due.to_owned() };
        let (mark, role) = if overdue { ("▲", "late") } else { ("", "") };
        Self { label: text.clone(), text, mark, role }
    }
}

/// The open actions that are due by the day after tomorrow, overdue ones too. When no day is known, all that say when
/// they are due. By their dates; what has none on the calendar comes last.
pub(super) fn section<'p>(view: &Viewpoint<'p>) -> Rows<UpcomingAction<'p>> {
    let state = view.state;
    let start = state.plan.start();
    let open = state.plan.items.actions.iter().filter(|action| action.status != Some(ActionStatus::Done));
    let dated = open.filter_map(|action| Some((action, action.due.as_ref()?)));
    let mut due: Vec<(Option<Date>, &Action<'_>)> = dated
        .filter(|(_, when)| view.day.is_none_or(|day| is_near(when, day, start)))
        .map(|(action, when)| (when.due(start), action))
        .collect();
    due.sort_by_key(|(date, _)| (date.is_none(), *date));
    view.rows_of(due.into_iter().map(|(date, action)| {
        let overdue = date.zip(view.day).is_some_and(|(date, day)| date < day);
        row(state, action, overdue)
    }))
}

fn is_near(when: &When<'_>, day: Date, start: Option<Date>) -> bool {
    match when.meaning {
        Meaning::Span(hours) => hours.low <= HOURS,
        _ => when.due(start).zip(day.plus_days(DAYS)).is_some_and(|(due, last)| due <= last),
    }
}

fn row<'p>(state: &State<'p>, action: &'p Action<'p>, overdue: bool) -> UpcomingAction<'p> {
    let due = action.due.as_ref().map(|when| when.text.as_ref());
    let criteria = entries(state, &action.criteria);
    UpcomingAction {
        id: action.id.as_deref(),
        title: Item::Action(action).label().into_owned(),
        owner: action.owner.as_ref().map(Person::name),
        due,
        overdue,
        due_badge: due.map(|due| DueBadge::new(due, overdue)),
        criteria_texts: criteria.iter().map(|criterion| criterion.text.clone()).collect(),
        criteria,
    }
}
