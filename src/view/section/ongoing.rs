//! What is in progress. A week shows what was in progress at its end, or on its day when that lies in the week, by the stamps
//! `started` and `completed`.

use serde::Serialize;

use super::Section;
use crate::plan::index::At;
use crate::plan::kind::{Item, Kind};
use crate::plan::value::date::Date;
use crate::plan::value::status::Status;
use crate::state::State;
use crate::text;
use crate::view::{Viewpoint, reference};

/// What is in progress.
#[derive(Debug, Serialize)]
pub struct Ongoing<'p> {
    /// Issues, and batches without issues.
    pub rows: Vec<OngoingWork<'p>>,
    /// How many are not shown.
    pub hidden: usize,
}

/// Something in progress.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct OngoingWork<'p> {
    /// What it is called.
    pub label: String,
    /// Who has it.
    pub owners: Vec<&'p str>,
    /// Percent done.
    pub progress: f64,
    /// Percent done, as it is shown; the day on which it was done since, for a week that is past.
    pub progress_text: String,
}

impl Section for Ongoing<'_> {
    fn is_empty(&self) -> bool {
        false
    }
}

pub(super) fn section<'p>(view: &Viewpoint<'p>) -> Ongoing<'p> {
    let mut rows = in_progress(view.state, view.end());
    Ongoing { hidden: view.truncate(&mut rows), rows }
}

/// What is in progress; at the end of a day, what was, as far as stamps say it.
fn in_progress<'p>(state: &'p State<'p>, end: Option<Date>) -> Vec<OngoingWork<'p>> {
    let ongoing = state.work().filter(|at| match (state.status(*at), end) {
        (Some(Status::InProgress), None) => true,
        (Some(Status::InProgress), Some(day)) => stamps(state, *at).0.is_none_or(|started| started <= day),
        (Some(Status::Done), Some(day)) => {
            let (started, completed) = stamps(state, *at);
            started.is_some_and(|started| started <= day)
                && completed.is_some_and(|completed| completed > day)
        }
        _ => false,
    });
    ongoing
        .map(|at| {
            let progress = match at.kind {
                Kind::Batch => state.batch_progress(at.index()),
                _ => state.issue_progress(at.index()),
            };
            OngoingWork {
                label: reference::label(state, at),
                owners: reference::owners(state, at),
                progress,
                progress_text: match stamps(state, at).1.filter(|_| state.is_satisfied(at)) {
                    Some(completed) => format!("done on {completed}"),
                    None => text::percent(progress),
                },
            }
        })
        .collect()
}

/// When a piece of work was started and completed.
fn stamps(state: &State<'_>, at: At) -> (Option<Date>, Option<Date>) {
    match state.plan.item(at) {
        Some(Item::Batch(batch)) => (batch.started, batch.completed),
        Some(Item::Issue(issue)) => (issue.started, issue.completed),
        _ => (None, None),
    }
}
