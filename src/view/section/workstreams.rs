//! The alignment matrix.

use serde::Serialize;

use crate::plan::kind::{Item, Workstream};
use crate::plan::value::people::Person;
use crate::plan::value::status::Rating;
use crate::view::Viewpoint;
use crate::view::badge::Badge;
use crate::view::viewpoint::Rows;

/// An area of work, how it is doing and why.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct WorkstreamRow<'p> {
    /// Its id.
    pub id: Option<&'p str>,
    /// What it is called.
    pub title: String,
    /// Who leads it.
    pub lead: Option<&'p str>,
    /// How it is doing.
    pub status: Option<Rating>,
    /// How it is doing, with its sign.
    pub badge: Option<Badge>,
    /// Why.
    pub summary: Option<&'p str>,
}

pub(super) fn section<'p>(view: &Viewpoint<'p>) -> Rows<WorkstreamRow<'p>> {
    view.rows_of(view.state.plan.items.workstreams.iter().map(row))
}

fn row<'p>(workstream: &'p Workstream<'p>) -> WorkstreamRow<'p> {
    WorkstreamRow {
        id: workstream.id.as_deref(),
        title: Item::Workstream(workstream).label().into_owned(),
        lead: workstream.lead.as_ref().map(Person::name),
        status: workstream.status,
        badge: workstream.status.map(Badge::from),
        summary: workstream.summary.as_deref(),
    }
}
