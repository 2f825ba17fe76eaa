//! What is in progress.

use serde::Serialize;

use super::Section;
use crate::plan::kind::Kind;
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
    /// Percent done, as it is shown.
    pub progress_text: String,
}

impl Section for Ongoing<'_> {
    fn is_empty(&self) -> bool {
        false
    }
}

pub(super) fn section<'p>(view: &Viewpoint<'p>) -> Ongoing<'p> {
    let mut rows = in_progress(view.state);
    Ongoing { hidden: view.truncate(&mut rows), rows }
}

fn in_progress<'p>(state: &'p State<'p>) -> Vec<OngoingWork<'p>> {
    let ongoing = state.work().filter(|at| state.status(*at) == Some(Status::InProgress));
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
                progress_text: text::percent(progress),
            }
        })
        .collect()
}
