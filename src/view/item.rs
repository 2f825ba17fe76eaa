//! An item as JSON: its fields, and for batches and issues what follows from them.

use serde::Serialize;

use super::reference;
use crate::plan::index::At;
use crate::plan::kind::{Item, Kind};
use crate::plan::value::status::Status;
use crate::state::{Cause, State};

/// An item with its derived facts.
#[derive(Debug, Serialize)]
pub struct ItemView<'p> {
    /// Its fields as the plan has them.
    #[serde(flatten)]
    item: Item<'p, 'p>,
    /// What follows, for batches and issues.
    #[serde(flatten)]
    derived: Option<Derived>,
}

/// What follows from a batch's or an issue's fields and from all that it waits for.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Derived {
    /// What it is called.
    label: String,
    /// The status that is shown.
    effective_status: Option<Status>,
    /// The progress that is shown.
    effective_progress: f64,
    /// The items that it still waits for.
    waits_for: Vec<String>,
    /// Words for what it waits for outside the plan.
    waits_for_outside: Vec<String>,
    /// The items that wait for it.
    frees: Vec<String>,
}

impl<'p> ItemView<'p> {
    /// An item of a plan.
    pub fn new(state: &State<'p>, at: At) -> Option<Self> {
        let item = state.plan.item(at)?;
        let progress = match at.kind {
            Kind::Batch => Some(state.batch_progress(at.index())),
            Kind::Issue => Some(state.issue_progress(at.index())),
            _ => None,
        };
        let derived = progress.map(|effective_progress| {
            let causes = state.waits_for(at);
            let words = causes.iter().filter_map(|cause| match cause {
                Cause::Words(words) => Some((*words).to_owned()),
                Cause::Item(_) | Cause::Record(_) => None,
            });
            Derived {
                label: item.label().into_owned(),
                effective_status: state.status(at),
                effective_progress,
                waits_for: causes
                    .iter()
                    .filter_map(Cause::at)
                    .map(|at| reference::address(state, at))
                    .collect(),
                waits_for_outside: words.collect(),
                frees: state.frees(at).into_iter().map(|at| reference::address(state, at)).collect(),
            }
        });
        Some(Self { item, derived })
    }
}
