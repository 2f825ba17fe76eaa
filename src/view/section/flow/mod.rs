//! Who waits for whom, as trees by batch, and on request as diagrams.
//!
//! - `forest`: drawing what hangs together as trees
//! - `walk`: which issue stands where in the trees
//! - `tree`: the rows of the trees, and the trees as text
//! - `chart`: the same as nodes and arrows
//! - `timeline`: batches and milestones on the calendar
//!
//! Each batch shows its own issues as trees: an issue, below it those that wait for it. One of another batch ends its
//! branch, since its own batch goes on with it. What waits and is waited for by nothing else is independent. A batch
//! without issues shows its deliverables, which are what it is made of; in a plan without issues the batches are the trees.

pub(in crate::view) mod chart;
pub(in crate::view) mod forest;
mod timeline;
pub(in crate::view) mod tree;
mod walk;

use serde::Serialize;

use super::Section;
use crate::graph::Edge;
use crate::plan::index::At;
use crate::plan::kind::Kind;
use crate::plan::value::checklist::ChecklistEntry;
use crate::state::State;
use crate::view::{Viewpoint, reference};
use forest::Step;
use tree::FlowRow;
use walk::Walk;

/// Who waits for whom.
#[derive(Debug, Serialize)]
pub struct Flow<'p> {
    /// The batches in the plan's order; issues without a batch last.
    pub groups: Vec<FlowGroup<'p>>,
    /// How many rows are not shown; of batches that are left out whole, how many issues they have.
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

impl Section for Flow<'_> {
    fn is_empty(&self) -> bool {
        self.groups.is_empty()
    }
}

pub(in crate::view) fn section<'p>(view: &Viewpoint<'p>) -> Flow<'p> {
    let state = view.state;
    let mut walk = Walk::new(state);
    let sources = sources(state);
    let mut steps: Vec<(Option<usize>, Step<At>)> = Vec::new();
    let mut hidden = 0;
    for source in &sources {
        // Of a very large plan only the first trees are shown, and to walk through the others would only take time.
        if steps.len() < view.rows {
            steps.extend(walk.trees(*source).into_iter().map(|step| (*source, step)));
        } else {
            hidden += walk.count(*source);
        }
    }
    let waits = |source: &Option<usize>| source.is_some_and(|batch| !edges(state, batch).is_empty());
    let is_told = walk.has_ties() || sources.iter().any(waits);
    // Of batches alone the table says what they wait for.
    if !is_told || state.plan.has_only_batches() {
        return Flow { groups: Vec::new(), hidden: 0, chart: None, timeline: None };
    }
    hidden += view.truncate(&mut steps);
    let mut room = view.rows - steps.len();
    let chart = view.diagram.map(|_| chart::chart(state, steps.iter().map(|(_, step)| step.at)));
    let mut steps = steps.into_iter().peekable();
    let mut groups: Vec<FlowGroup<'p>> = Vec::new();
    for source in sources {
        let own = std::iter::from_fn(|| steps.next_if(|(of, _)| *of == source).map(|(_, step)| step));
        let mut rows = tree::rows(state, own);
        let deliverables = source.map(|batch| deliverables(state, batch)).unwrap_or_default();
        let shown = deliverables.len().min(room);
        rows.extend(deliverables.iter().take(shown).map(tree::of_deliverable));
        room -= shown;
        hidden += deliverables.len() - shown;
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
            lines: tree::lines(&rows),
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

#[cfg(test)]
mod tests;
