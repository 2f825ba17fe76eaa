//! What is worked on now, and how far the whole is.

use serde::Serialize;

use super::Section;
use crate::plan::index::At;
use crate::plan::kind::Kind;
use crate::plan::value::status::Status;
use crate::state::State;
use crate::text;
use crate::view::{Viewpoint, reference};

/// What is worked on now.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Current {
    /// The labels of the batches in progress, else of those that are ready, else of the first that is not finished.
    pub batches: Vec<String>,
    /// How many more of them there are.
    pub hidden: usize,
    /// Percent done of the whole; `null` when there is no work to count.
    pub progress: Option<f64>,
    /// Percent done of the whole, as it is shown.
    pub progress_text: Option<String>,
}

impl Section for Current {
    fn is_empty(&self) -> bool {
        false
    }
}

pub(super) fn section(view: &Viewpoint<'_>) -> Current {
    let progress = view.state.work().next().is_some().then(|| view.state.progress());
    let mut batches = current_batches(view.state);
    let hidden = view.of_cards().truncate(&mut batches);
    Current { batches, hidden, progress, progress_text: progress.map(text::percent) }
}

/// The batches in progress, else those that are ready, else the first that is not finished.
fn current_batches(state: &State<'_>) -> Vec<String> {
    let all: Vec<At> = (0..state.plan.items.batches.len()).map(|place| At::new(Kind::Batch, place)).collect();
    let with = |wanted: Status| all.iter().filter(move |at| state.status(**at) == Some(wanted));
    let current: Vec<&At> = with(Status::InProgress).collect();
    let current = if current.is_empty() { with(Status::Ready).collect() } else { current };
    let current = if current.is_empty() {
        all.iter().find(|at| !state.is_satisfied(**at)).into_iter().collect()
    } else {
        current
    };
    current.into_iter().map(|at| reference::label(state, *at)).collect()
}
