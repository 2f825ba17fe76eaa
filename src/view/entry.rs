//! Checklist entries as a page shows them.

use serde::Serialize;

use crate::plan::value::checklist::ChecklistEntry;
use crate::state::State;

/// An entry of a checklist. Where its text is the id of an item, label and done come from that item.
#[derive(Debug, Serialize)]
pub struct Entry {
    /// What is to be done.
    pub text: String,
    /// Whether it is.
    pub done: bool,
    /// What sort of thing it is.
    pub kind: Option<String>,
    /// A file in the repository.
    pub path: Option<String>,
    /// The item for which it stands.
    pub id: Option<String>,
}

/// The entries of a checklist.
pub fn entries(state: &State<'_>, checklist: &[ChecklistEntry<'_>]) -> Vec<Entry> {
    checklist.iter().map(|entry| one(state, entry)).collect()
}

fn one(state: &State<'_>, entry: &ChecklistEntry<'_>) -> Entry {
    let text = entry.text.as_deref();
    let item = text.and_then(|text| state.index.find_exactly(text));
    let label = item.and_then(|at| state.plan.item(at)).map(|item| item.label().into_owned());
    Entry {
        text: label.unwrap_or_else(|| entry.words().to_owned()),
        done: state.is_ticked(entry),
        kind: entry.kind.as_deref().map(str::to_owned),
        path: entry.path.as_deref().map(str::to_owned),
        id: item.and(text).map(str::to_owned),
    }
}
