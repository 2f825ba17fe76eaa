//! The items of the graph and the edges between them, as scripts get them.

use std::collections::{HashMap, HashSet};

use serde::Serialize;

use super::drawing::{Arrow, Node};
use super::{By, Request, Subject, part};
use crate::diagnostic::Failure;
use crate::plan::choice::Choice;
use crate::plan::index::At;
use crate::view::SCHEMA_VERSION;

/// The graph as JSON.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Graph {
    schema_version: u32,
    kind: &'static str,
    by: Option<By>,
    nodes: Vec<Node>,
    edges: Vec<Edge>,
}

/// An edge of the graph: one item waits for another.
#[derive(Debug, Serialize)]
struct Edge {
    /// What waits.
    from: String,
    /// What it waits for.
    to: String,
    /// How the two are tied; `null` between batches and owners.
    #[serde(rename = "type")]
    kind: Option<&'static str>,
    /// Hours between them.
    lag: Option<f64>,
    /// How many dependencies it stands for.
    count: usize,
    /// Whether it is a step of a critical path; `null` when that is not known.
    critical: Option<bool>,
}

/// The graph as JSON: the items that are asked for, with the edges between them as the plan writes them.
pub fn json(subject: Subject<'_, '_>, request: &Request) -> Result<Graph, Failure> {
    let part = part(subject, request)?;
    let edges = if request.by.is_some() {
        let critical = |arrow: &Arrow| subject.schedule.map(|_| arrow.critical);
        part.arrows.iter().filter_map(|arrow| grouped_edge(&part.nodes, arrow, critical(arrow))).collect()
    } else {
        written_edges(subject, &part.nodes)
    };
    let mut known = HashSet::new();
    // A batch may stand there with its begin and its end.
    let is_new = |node: &Node| node.at.is_none_or(|at| known.insert(at));
    let mut nodes: Vec<Node> = part.nodes.into_iter().filter(is_new).collect();
    for node in &mut nodes {
        // A batch is critical when any of its issues is.
        node.critical = node.at.map_or(node.critical, |at| subject.critical(at));
    }
    Ok(Graph { schema_version: SCHEMA_VERSION, kind: "graph", by: request.by, nodes, edges })
}

fn grouped_edge(nodes: &[Node], arrow: &Arrow, critical: Option<bool>) -> Option<Edge> {
    let name = |place: usize| nodes.get(place).map(|node| node.id.clone());
    let (from, to) = (name(arrow.to)?, name(arrow.from)?);
    Some(Edge { from, to, kind: None, lag: None, count: arrow.count, critical })
}

fn written_edges(subject: Subject<'_, '_>, nodes: &[Node]) -> Vec<Edge> {
    let by_item: HashMap<At, &str> =
        nodes.iter().filter_map(|node| Some((node.at?, node.id.as_str()))).collect();
    let mut edges = Vec::new();
    let mut known = HashSet::new();
    for (at, node) in nodes.iter().filter_map(|node| Some((node.at?, node))) {
        if known.insert(at) {
            edges.extend(subject.state.graph.edges(at).iter().filter_map(|edge| {
                let to = (*by_item.get(&edge.to)?).to_owned();
                let (kind, lag) = (Some(edge.kind.name()), Some(edge.lag));
                let critical = subject.schedule.map(|schedule| schedule.is_step_of(edge.to, at));
                Some(Edge { from: node.id.clone(), to, kind, lag, count: 1, critical })
            }));
        }
    }
    edges
}
