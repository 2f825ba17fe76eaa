//! Who waits for whom, as trees by batch, and on request as diagrams.
//!
//! - `walk`: which issue stands where in the trees
//! - `chart`: the same as nodes and arrows
//! - `timeline`: batches and milestones on the calendar
//!
//! Each batch shows its own issues as trees: an issue, below it those that wait for it. One of another batch ends its
//! branch, since its own batch goes on with it. What waits and is waited for by nothing else is independent. A batch
//! without issues shows its deliverables, which are what it is made of; in a plan without issues the batches are the trees.

mod chart;
mod timeline;
mod walk;

use serde::Serialize;

use super::Section;
use crate::graph::Edge;
use crate::plan::index::At;
use crate::plan::kind::{Item, Kind};
use crate::plan::value::checklist::ChecklistEntry;
use crate::plan::value::status::Status;
use crate::state::State;
use crate::text;
use crate::view::badge::Badge;
use crate::view::{Viewpoint, reference};
use walk::{Step, Walk};

/// Columns of an issue's short title. What is longer is cut: a tree is for the shape.
const TITLE: usize = 60;

/// Who waits for whom.
#[derive(Debug, Serialize)]
pub struct Flow<'p> {
    /// The batches in the plan's order; issues without a batch last.
    pub groups: Vec<FlowGroup<'p>>,
    /// How many rows are not shown.
    pub hidden: usize,
    /// The same as a diagram; `null` unless diagrams are asked for.
    pub chart: Option<chart::Chart>,
    /// Batches and milestones on the calendar; `null` unless diagrams are asked for, or when nothing has a place there.
    pub timeline: Option<timeline::Timeline>,
}

/// The trees of one batch.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct FlowGroup<'p> {
    /// The batch's id; `null` for issues without a batch.
    pub batch: Option<&'p str>,
    /// The batch's label; `null` for issues without a batch.
    pub label: Option<String>,
    /// When the batch is wanted.
    pub target_date: Option<&'p str>,
    /// What the batch as a whole comes after.
    pub after: Vec<String>,
    /// The rows of the trees.
    pub rows: Vec<FlowRow<'p>>,
    /// The trees as text, a line each, a blank one between trees.
    pub lines: Vec<String>,
}

/// An issue in a tree, or a deliverable of a batch without issues.
#[derive(Debug, Serialize)]
pub struct FlowRow<'p> {
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

impl Section for Flow<'_> {
    fn is_empty(&self) -> bool {
        self.groups.is_empty()
    }
}

pub(super) fn section<'p>(view: &Viewpoint<'p>) -> Flow<'p> {
    let state = view.state;
    let mut walk = Walk::new(state);
    let sources = sources(state);
    let of_source =
        |source: &Option<usize>| walk.trees(*source).into_iter().map(|step| (*source, step)).collect();
    let mut steps: Vec<(Option<usize>, Step)> = sources.iter().flat_map::<Vec<_>, _>(of_source).collect();
    let waits = |source: &Option<usize>| source.is_some_and(|batch| !edges(state, batch).is_empty());
    if steps.iter().all(|(_, step)| step.depth == 0) && !sources.iter().any(waits) {
        return Flow { groups: Vec::new(), hidden: 0, chart: None, timeline: None };
    }
    let mut hidden = view.truncate(&mut steps);
    let mut room = view.rows - steps.len();
    let chart = view.diagram.map(|_| chart::chart(state, steps.iter().map(|(_, step)| step.at)));
    let mut steps = steps.into_iter().peekable();
    let mut groups: Vec<FlowGroup<'p>> = Vec::new();
    for source in sources {
        let own = std::iter::from_fn(|| steps.next_if(|(of, _)| *of == source).map(|(_, step)| step));
        let mut rows = rows(state, own);
        let deliverables = source.map(|batch| deliverables(state, batch)).unwrap_or_default();
        hidden += deliverables.len().saturating_sub(room);
        rows.extend(deliverables.into_iter().take(room).map(of_deliverable));
        room = room.saturating_sub(rows.len());
        groups.push(FlowGroup::new(state, source, rows));
    }
    groups.retain(|group| !group.rows.is_empty() || !group.after.is_empty());
    groups.truncate(view.rows);
    Flow { groups, hidden, chart, timeline: view.diagram.and_then(|_| timeline::timeline(view)) }
}

/// Whose trees there are: those of each batch, then of the issues without one. In a plan without issues, the batches
/// themselves are one forest.
fn sources(state: &State<'_>) -> Vec<Option<usize>> {
    let batches = if state.plan.items.issues.is_empty() { 0 } else { state.plan.items.batches.len() };
    (0..batches).map(Some).chain([None]).collect()
}

impl<'p> FlowGroup<'p> {
    fn new(state: &State<'p>, batch: Option<usize>, rows: Vec<FlowRow<'p>>) -> Self {
        let item = batch.and_then(|place| state.plan.items.batches.get(place));
        let edges = batch.map(|place| edges(state, place)).unwrap_or_default();
        Self {
            batch: item.and_then(|item| item.id.as_deref()),
            label: item.map(|item| item.label().into_owned()),
            target_date: item.and_then(|item| item.target_date.as_ref()).map(|when| when.text.as_ref()),
            after: edges.iter().map(|edge| reference::name(state, edge.to)).collect(),
            lines: lines(&rows),
            rows,
        }
    }
}

/// What a batch as a whole waits for, satisfied or not.
fn edges<'s>(state: &'s State<'_>, batch: usize) -> &'s [Edge] {
    state.graph.edges(At::new(Kind::Batch, batch))
}

/// What a batch without issues is made of.
fn deliverables<'p>(state: &State<'p>, batch: usize) -> &'p [ChecklistEntry<'p>] {
    let has_issues = state.graph.issues_of(batch).next().is_some();
    let item = state.plan.items.batches.get(batch).filter(|_| !has_issues);
    item.map(|item| item.deliverables.as_slice()).unwrap_or_default()
}

/// The rows of a batch's trees, with their branches.
fn rows<'p>(state: &State<'p>, steps: impl Iterator<Item = Step>) -> Vec<FlowRow<'p>> {
    // Of each depth, whether its branch ends with the row that stands there.
    let mut ends: Vec<bool> = Vec::new();
    steps
        .filter_map(|step| {
            ends.truncate(step.depth);
            let branches =
                branches(ends.get(1..).unwrap_or_default(), (step.depth > 0).then_some(step.is_last));
            ends.push(step.is_last);
            row(state, &step, branches)
        })
        .collect()
}

/// The branches before a row: for each depth above it whether that branch has ended, then its own.
fn branches(above: &[bool], is_last: Option<bool>) -> String {
    let through = above.iter().map(|ended| if *ended { "    " } else { "│   " });
    let own = is_last.map(|is_last| if is_last { "└── " } else { "├── " });
    through.chain(own).collect()
}

fn row<'p>(state: &State<'p>, step: &Step, branches: String) -> Option<FlowRow<'p>> {
    let item = state.plan.item(step.at)?;
    let status = state.status(step.at)?;
    let is_plain = matches!(status, Status::Ready | Status::NotStarted);
    let badge = (!is_plain).then(|| Badge::from(status));
    Some(FlowRow {
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

fn of_deliverable<'p>(entry: &'p ChecklistEntry<'p>) -> FlowRow<'p> {
    FlowRow {
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
fn lines(rows: &[FlowRow<'_>]) -> Vec<String> {
    let mut lines = Vec::with_capacity(rows.len());
    for (place, row) in rows.iter().enumerate() {
        let is_deep =
            |place: Option<usize>| place.and_then(|place| rows.get(place)).is_some_and(|row| row.depth > 0);
        if place > 0 && row.depth == 0 && (is_deep(place.checked_sub(1)) || is_deep(Some(place + 1))) {
            lines.push(String::new());
        }
        let mark = row.mark.as_ref().map(|mark| format!(" [{mark}]")).unwrap_or_default();
        let note = match row.note {
            Some(walk::INDEPENDENT) => " → Independent".to_owned(),
            Some(note) => format!(" ({note})"),
            None => String::new(),
        };
        lines.push(format!("{}{}{mark}{note}", row.branches, row.label));
    }
    lines
}

#[cfg(test)]
mod tests;
