//! Batches and milestones on the calendar.

use serde::Serialize;

use crate::plan::index::At;
use crate::plan::kind::{Batch, Kind, Milestone};
use crate::plan::value::date::Date;
use crate::plan::value::status::Status;
use crate::state::State;
use crate::view::Viewpoint;
use crate::view::badge::Badge;

/// What has a place on the calendar.
#[derive(Debug, Serialize)]
pub struct Timeline {
    /// The batches.
    pub spans: Vec<Span>,
    /// The milestones.
    pub milestones: Vec<Mark>,
}

/// A batch from its first to its last day.
#[derive(Debug, Serialize)]
pub struct Span {
    /// The batch's label.
    pub label: String,
    /// The first day.
    pub first: Date,
    /// The last day.
    pub last: Date,
    /// The role of its effective status.
    pub role: Option<&'static str>,
}

/// A milestone on its day.
#[derive(Debug, Serialize)]
pub struct Mark {
    /// The milestone's label.
    pub label: String,
    /// The day by which it is to be reached.
    pub day: Date,
    /// Whether it is.
    pub done: bool,
}

/// What has a place on the calendar; nothing when nothing has.
pub(super) fn timeline(view: &Viewpoint<'_>) -> Option<Timeline> {
    let state = view.state;
    let start = state.plan.start();
    let batches = state.plan.items.batches.iter().enumerate();
    let spans: Vec<Span> =
        batches.filter_map(|(place, batch)| span(state, place, batch, start)).take(view.rows).collect();
    let milestones = state.plan.items.milestones.iter().enumerate();
    let milestones: Vec<Mark> = milestones
        .filter_map(|(place, milestone)| mark(state, place, milestone, start))
        .take(view.rows)
        .collect();
    (!spans.is_empty() || !milestones.is_empty()).then_some(Timeline { spans, milestones })
}

/// From the day on which a batch was started, else the first day of its target, to that on which it was completed, else
/// the last day of its target.
fn span(state: &State<'_>, place: usize, batch: &Batch<'_>, start: Option<Date>) -> Option<Span> {
    let target = batch.target_date.as_ref().and_then(|when| when.days(start));
    let last = batch.completed.or(target.map(|(_, last)| last))?;
    let first = batch.started.or(target.map(|(first, _)| first)).unwrap_or(last);
    let status = state.status(At::new(Kind::Batch, place));
    Some(Span {
        label: batch.label().into_owned(),
        first: first.min(last),
        last: last.max(first),
        role: status.filter(|status| *status != Status::NotStarted).map(|status| Badge::from(status).role),
    })
}

fn mark(state: &State<'_>, place: usize, milestone: &Milestone<'_>, start: Option<Date>) -> Option<Mark> {
    let day = milestone.day(start)?;
    let done = state.is_satisfied(At::new(Kind::Milestone, place));
    Some(Mark { label: milestone.label().into_owned(), day, done })
}
