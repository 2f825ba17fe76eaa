//! The dependency flow as nodes and arrows.

use std::collections::BTreeMap;

use serde::Serialize;

use super::tree::TITLE;
use crate::plan::index::At;
use crate::plan::kind::Kind;
use crate::plan::value::status::DependencyType;
use crate::state::State;
use crate::text;
use crate::view::badge::Badge;
use crate::view::reference;

/// Arrows that GitHub still draws.
pub(in crate::view) const ARROWS: usize = 400;

/// Nodes and arrows. The names are made, so that no id of the plan can act in a diagram.
#[derive(Debug, Serialize)]
pub struct Chart {
    /// The nodes by batch; those without one last.
    pub groups: Vec<ChartGroup>,
    /// The arrows, from what is waited for to what waits.
    pub arrows: Vec<Arrow>,
    /// How many arrows are not drawn.
    pub hidden: usize,
}

/// The nodes of one batch. A batch without nodes is a node itself.
#[derive(Debug, Serialize)]
pub struct ChartGroup {
    /// Its name in the diagram; `null` for nodes without a batch.
    pub name: Option<String>,
    /// The batch's label.
    pub label: Option<String>,
    /// The role of the batch's effective status.
    pub role: Option<&'static str>,
    /// The nodes.
    pub nodes: Vec<Node>,
}

/// An issue.
#[derive(Debug, Serialize)]
pub struct Node {
    /// Its name in the diagram.
    pub name: String,
    /// Its lines: id and short title.
    pub lines: Vec<String>,
    /// The role of its effective status.
    pub role: Option<&'static str>,
}

/// One item comes before another.
#[derive(Debug, Serialize)]
pub struct Arrow {
    /// The name of what comes first.
    pub from: String,
    /// The name of what waits for it.
    pub to: String,
    /// How they are tied, when it is not simply one after the other: `SS +4h`.
    pub label: Option<String>,
}

/// The diagram of these issues and of the batches that wait for one another.
pub(super) fn chart(state: &State<'_>, items: impl Iterator<Item = At>) -> Chart {
    let mut by_batch: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    let without_batch = state.plan.items.batches.len();
    let mut shown: Vec<usize> = items.filter(|at| at.kind == Kind::Issue).map(At::index).collect();
    shown.sort_unstable();
    shown.dedup();
    for issue in &shown {
        let batch = state.graph.batch_of(*issue).map_or(without_batch, At::index);
        by_batch.entry(batch).or_default().push(*issue);
    }
    for batch in 0..without_batch {
        let at = At::new(Kind::Batch, batch);
        let is_tied = |at: &At| at.kind == Kind::Batch;
        if state.graph.edges(at).iter().any(|edge| is_tied(&edge.to))
            || state.graph.dependents(at).iter().any(is_tied)
        {
            by_batch.entry(batch).or_default();
        }
    }
    let is_shown = |at: At| match at.kind {
        Kind::Issue => shown.binary_search(&at.index()).is_ok(),
        Kind::Batch => by_batch.contains_key(&at.index()),
        _ => false,
    };
    let batches =
        by_batch.keys().filter(|batch| **batch < without_batch).map(|batch| At::new(Kind::Batch, *batch));
    let all = batches.chain(shown.iter().map(|issue| At::new(Kind::Issue, *issue)));
    let mut arrows: Vec<Arrow> = all
        .flat_map(|at| state.graph.edges(at).iter().map(move |edge| (edge, at)))
        .filter(|(edge, _)| is_shown(edge.to))
        .map(|(edge, to)| Arrow { from: name(edge.to), to: name(to), label: tie(edge.kind, edge.lag) })
        .collect();
    let hidden = arrows.len().saturating_sub(ARROWS);
    arrows.truncate(ARROWS);
    let groups = by_batch.into_iter().map(|(batch, issues)| group(state, batch, &issues));
    Chart { groups: groups.collect(), arrows, hidden }
}

fn name(at: At) -> String {
    let letter = if at.kind == Kind::Batch { 'b' } else { 'i' };
    format!("{letter}{}", at.index() + 1)
}

/// How two items are tied, when it is not simply one after the other: `SS +4h`.
pub(in crate::view) fn tie(kind: DependencyType, lag: f64) -> Option<String> {
    let kind = match kind {
        DependencyType::FinishToStart => None,
        DependencyType::StartToStart => Some("SS"),
        DependencyType::FinishToFinish => Some("FF"),
        DependencyType::StartToFinish => Some("SF"),
    };
    let sign = if lag < 0.0 { "−" } else { "+" };
    let lag = (lag != 0.0).then(|| format!("{sign}{}h", text::number(lag.abs())));
    let parts: Vec<String> = kind.map(str::to_owned).into_iter().chain(lag).collect();
    (!parts.is_empty()).then(|| parts.join(" "))
}

fn role(state: &State<'_>, at: At) -> Option<&'static str> {
    state.status(at).map(|status| Badge::from(status).role)
}

fn group(state: &State<'_>, batch: usize, issues: &[usize]) -> ChartGroup {
    let at = At::new(Kind::Batch, batch);
    let item = state.plan.items.batches.get(batch);
    ChartGroup {
        name: item.map(|_| name(at)),
        label: item.map(|item| item.label().into_owned()),
        role: role(state, at),
        nodes: issues.iter().map(|issue| node(state, At::new(Kind::Issue, *issue))).collect(),
    }
}

fn node(state: &State<'_>, at: At) -> Node {
    let issue = state.plan.items.issues.get(at.index());
    let title = issue.and_then(reference::short_title).map(|title| text::shorten(title, TITLE).into_owned());
    let id = issue.and_then(|issue| issue.id.as_deref()).map(str::to_owned);
    Node { name: name(at), lines: id.into_iter().chain(title).collect(), role: role(state, at) }
}
