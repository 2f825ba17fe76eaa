//! The rows of the trees, and the trees as text.

use serde::Serialize;

use super::forest::{self, Step};
use super::walk::INDEPENDENT;
use crate::plan::index::At;
use crate::plan::kind::Item;
use crate::plan::value::checklist::ChecklistEntry;
use crate::plan::value::status::Status;
use crate::state::State;
use crate::text;
use crate::view::badge::Badge;
use crate::view::reference;

/// Columns of an issue's short title. What is longer is cut: a tree is for the shape.
pub(in crate::view) const TITLE: usize = 60;

/// An issue in a tree, or a deliverable of a batch without issues.
#[derive(Debug, Serialize)]
pub struct FlowRow<'p> {
    /// The item, when it is one.
    #[serde(skip)]
    pub at: Option<At>,
    /// The issue's id.
    pub id: Option<&'p str>,
    /// `FEAT-041 (Plugin Loader)`.
    pub label: String,
    /// How deep it stands, from 0.
    pub depth: usize,
    /// The branches before it.
    pub branches: String,
    /// Its effective status with its sign, where it says more than that it can be started.
    pub badge: Option<Badge>,
    /// `BLOCKED`.
    pub mark: Option<String>,
    /// `independent`, `see above` where its branch is shown already, `continued below` where it is too deep.
    pub note: Option<&'static str>,
}

/// The rows of a batch's trees, with their branches.
pub(super) fn rows<'p>(state: &State<'p>, steps: impl Iterator<Item = Step<At>>) -> Vec<FlowRow<'p>> {
    forest::rows(steps, |step, branches| row(state, step, branches))
}

fn row<'p>(state: &State<'p>, step: &Step<At>, branches: String) -> Option<FlowRow<'p>> {
    let item = state.plan.item(step.at)?;
    let status = state.status(step.at)?;
    let is_plain = matches!(status, Status::Ready | Status::NotStarted);
    let badge = (!is_plain).then(|| Badge::from(status));
    Some(FlowRow {
        at: Some(step.at),
        id: item.id(),
        label: label(item),
        depth: step.depth,
        branches,
        badge,
        mark: badge.map(|badge| badge.label.to_uppercase()),
        note: step.note,
    })
}

/// `FEAT-041 (Plugin Loader)`; of a batch its label.
fn label(item: Item<'_, '_>) -> String {
    let Item::Issue(issue) = item else {
        return text::shorten(&item.label(), TITLE).into_owned();
    };
    let title = reference::short_title(issue).map(|title| text::shorten(title, TITLE));
    match (issue.id.as_deref(), title) {
        (Some(id), Some(title)) => format!("{id} ({title})"),
        (id, title) => title.as_deref().or(id).unwrap_or("(without a title)").to_owned(),
    }
}

/// A deliverable, which is all that a batch without issues is made of.
pub(super) fn of_deliverable<'p>(entry: &'p ChecklistEntry<'p>) -> FlowRow<'p> {
    FlowRow {
        at: None,
        id: None,
        label: text::shorten(entry.words(), TITLE).into_owned(),
        depth: 0,
        branches: String::new(),
        badge: entry.done.then(|| Badge::from(Status::Done)),
        mark: entry.done.then(|| "DONE".to_owned()),
        note: None,
    }
}

/// The trees as text. A tree of more than its root stands between blank lines.
pub(in crate::view) fn lines(rows: &[FlowRow<'_>]) -> Vec<String> {
    let mut lines = Vec::with_capacity(rows.len());
    for (place, row) in rows.iter().enumerate() {
        let is_deep =
            |place: Option<usize>| place.and_then(|place| rows.get(place)).is_some_and(|row| row.depth > 0);
        if place > 0 && row.depth == 0 && (is_deep(place.checked_sub(1)) || is_deep(Some(place + 1))) {
            lines.push(String::new());
        }
        let mark = row.mark.as_ref().map(|mark| format!(" [{mark}]")).unwrap_or_default();
        let note = match row.note {
            Some(INDEPENDENT) => " → Independent".to_owned(),
            Some(note) => format!(" ({note})"),
            None => String::new(),
        };
        lines.push(format!("{}{}{mark}{note}", row.branches, row.label));
    }
    lines
}
