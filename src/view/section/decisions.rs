//! The decision log.

use serde::Serialize;

use crate::plan::kind::{Decision, Item};
use crate::plan::value::date::Date;
use crate::plan::value::people::Person;
use crate::plan::value::status::DecisionStatus;
use crate::state::State;
use crate::view::badge::Badge;
use crate::view::viewpoint::Rows;
use crate::view::{Viewpoint, reference};

/// An entry of the decision log.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct DecisionRow<'p> {
    /// Its id.
    pub id: Option<&'p str>,
    /// What was decided.
    pub title: String,
    /// The day on which it was.
    pub date: Option<Date>,
    /// Who decided.
    pub by: Option<&'p str>,
    /// The review in which it was decided, by the name that others call it.
    pub review: Option<String>,
    /// Where it stands.
    pub status: Option<DecisionStatus>,
    /// The status with its sign, where it is not simply in force.
    pub badge: Option<Badge>,
}

/// The decisions by their day; those without one last.
pub(super) fn section<'p>(view: &Viewpoint<'p>) -> Rows<DecisionRow<'p>> {
    let mut decisions: Vec<_> = view.state.plan.items.decisions.iter().collect();
    decisions.sort_by_key(|decision| (decision.date.is_none(), decision.date));
    view.rows_of(decisions.into_iter().map(|decision| row(view.state, decision)))
}

fn row<'p>(state: &State<'p>, decision: &'p Decision<'p>) -> DecisionRow<'p> {
    let review = decision.review.as_ref();
    let status = decision.status;
    DecisionRow {
        id: decision.id.as_deref(),
        title: Item::Decision(decision).label().into_owned(),
        date: decision.date,
        by: decision.by.as_ref().map(Person::name),
        review: review.map(|review| match state.index.find(&review.id) {
            Some(at) => reference::name(state, at),
            None => review.id.to_string(),
        }),
        status,
        badge: status.filter(|status| *status != DecisionStatus::Accepted).map(Badge::from),
    }
}
