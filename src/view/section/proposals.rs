//! Proposed next steps, and what became of them.

use serde::Serialize;

use crate::plan::kind::{Item, Proposal};
use crate::plan::value::people::Person;
use crate::plan::value::status::ProposalStatus;
use crate::state::State;
use crate::view::Viewpoint;
use crate::view::badge::Badge;
use crate::view::entry::{Entry, entries};
use crate::view::viewpoint::Rows;

/// A proposed next step.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ProposalRow<'p> {
    /// Its id.
    pub id: Option<&'p str>,
    /// What is proposed.
    pub title: String,
    /// What became of it.
    pub status: ProposalStatus,
    /// The status with its sign.
    pub badge: Badge,
    /// Who proposes it.
    pub by: Option<&'p str>,
    /// By what it is judged.
    pub criteria: Vec<Entry>,
}

pub(super) fn section<'p>(view: &Viewpoint<'p>) -> Rows<ProposalRow<'p>> {
    view.rows_of(view.state.plan.items.proposals.iter().map(|proposal| row(view.state, proposal)))
}

fn row<'p>(state: &State<'p>, proposal: &'p Proposal<'p>) -> ProposalRow<'p> {
    let status = proposal.status.unwrap_or_default();
    ProposalRow {
        id: proposal.id.as_deref(),
        title: Item::Proposal(proposal).label().into_owned(),
        status,
        badge: status.into(),
        by: proposal.by.as_ref().map(Person::name),
        criteria: entries(state, &proposal.criteria),
    }
}
