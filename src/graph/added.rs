//! The circles that an edit would close: those through a dependency that was not there before.
//!
//! Which circles are listed of a plan depends on all its dependencies, so the lists of two plans do not tell what came
//! between them. A link that is new and lies within a strongly connected component does: it has a way back.

use std::collections::{HashMap, HashSet};

use super::Graph;
use super::cycle::{Circle, Parts, circle};
use super::network::{Link, Network, NodeId, Part, Tie};
use crate::plan::Plan;
use crate::plan::index::At;
use crate::plan::kind::Kind;
use crate::plan::value::status::DependencyType;

/// How many circles are looked for.
const MOST: usize = 100;

/// A plan with its edges, and what its items are called. An item that goes by several names is known by each of them.
pub struct Named<'p> {
    /// The plan.
    pub plan: &'p Plan<'p>,
    /// Its edges.
    pub graph: &'p Graph<'p>,
    /// The names of an item, the same before and after an edit.
    pub names: &'p dyn Fn(At) -> Vec<String>,
}

/// The circles of a plan that go through a link which an earlier plan has not, in the plan's order, each with whether
/// what closes it is that link.
pub fn added_cycles(before: &Named<'_>, after: &Named<'_>) -> Vec<(Circle, bool)> {
    let network = Network::new(after.graph, after.plan);
    let mut parts = Parts::new(&network);
    let components = parts.split(&network.ids().collect::<Vec<_>>());
    if components.is_empty() {
        return Vec::new();
    }
    let items = components.iter().flatten().filter_map(|node| network.node(*node));
    let mut known = Known::new(before, &items.flat_map(|node| (after.names)(node.at)).collect());
    let mut circles: Vec<(Circle, bool)> = Vec::new();
    for component in components {
        let members: HashSet<NodeId> = component.iter().copied().collect();
        for (node, link) in within(&network, &members) {
            if circles.len() >= MOST || !known.lacks(&network, after, (node, link), &members) {
                continue;
            }
            let back = parts.way(&component, link.node, node, other_part(&network, node, link));
            let nodes = back.map(|way| [&[node], way.as_slice()].concat());
            circles.extend(nodes.and_then(|nodes| circle_by(&network, &nodes, node, link)));
        }
    }
    circles.sort();
    circles.dedup_by(|(one, _), (other, _)| one.items == other.items);
    circles
}

/// The circle, closed by its new link where that is written.
fn circle_by(network: &Network, nodes: &[NodeId], node: NodeId, link: &Link) -> Option<(Circle, bool)> {
    let circle = circle(network, nodes)?;
    let at = |node| network.node(node).map(|node| node.at);
    let new = at(node).zip(at(link.node)).filter(|_| link.is_written());
    Some((Circle { closing: new.unwrap_or(circle.closing), ..circle }, new.is_some()))
}

/// Where an issue is tied to its batch: the other part of the batch. A way through both goes round without the issue too.
fn other_part(network: &Network, node: NodeId, link: &Link) -> Option<NodeId> {
    let batch = |node| network.node(node).filter(|node| node.at.kind == Kind::Batch);
    match link.tie {
        Tie::Written(_) => None,
        Tie::Membership => batch(node)
            .and_then(|batch| network.begin(batch.at))
            .or_else(|| batch(link.node).and_then(|batch| network.end(batch.at))),
    }
}

/// The links within a component.
fn within<'n>(network: &'n Network, members: &HashSet<NodeId>) -> impl Iterator<Item = (NodeId, &'n Link)> {
    let mut nodes: Vec<NodeId> = members.iter().copied().collect();
    nodes.sort_unstable();
    let links =
        nodes.into_iter().flat_map(|node| network.predecessors(node).iter().map(move |link| (node, link)));
    links.filter(|(_, link)| members.contains(&link.node))
}

/// What is known of the earlier plan.
struct Known {
    /// How many links there are by the names of their ends.
    links: HashMap<(String, String, DependencyType), usize>,
    /// Of the items on circles, which component they are in.
    parts: HashMap<String, usize>,
}

impl Known {
    /// What is known of items by their names.
    fn new(before: &Named<'_>, wanted: &HashSet<String>) -> Self {
        let network = Network::new(before.graph, before.plan);
        let names = |node: NodeId| {
            let mut names = network.node(node).map(|node| (before.names)(node.at)).unwrap_or_default();
            names.retain(|name| wanted.contains(name));
            names
        };
        let mut links = HashMap::new();
        for node in network.ids() {
            let own = names(node);
            for link in network.predecessors(node).iter().filter(|_| !own.is_empty()) {
                for (from, to) in pairs(&own, &names(link.node)) {
                    *links.entry((from, to, link.kind)).or_default() += 1;
                }
            }
        }
        let components = Parts::new(&network).split(&network.ids().collect::<Vec<_>>());
        let mut parts = HashMap::new();
        for (number, component) in components.iter().enumerate() {
            parts.extend(component.iter().flat_map(|node| names(*node)).map(|name| (name, number)));
        }
        Self { links, parts }
    }

    /// Whether a link of the later plan is new, and so are the circles through it; a known one is taken out, since it may
    /// be there twice.
    fn lacks(
        &mut self,
        network: &Network,
        after: &Named<'_>,
        (node, link): (NodeId, &Link),
        members: &HashSet<NodeId>,
    ) -> bool {
        let at = |node| network.node(node).map(|node| node.at);
        let Some((from, to)) = at(node).zip(at(link.node)).filter(|(from, to)| from != to) else {
            return false;
        };
        let pairs = pairs(&(after.names)(from), &(after.names)(to));
        let mut is_known = false;
        for (from, to) in pairs.clone() {
            let left = self.links.get_mut(&(from, to, link.kind)).filter(|left| **left > 0);
            is_known |= left.map(|left| *left -= 1).is_some();
        }
        if is_known {
            return false;
        }
        if link.is_written() {
            return true;
        }
        // The order and the issues of a batch close a circle only with the help of a dependency of the issue, and none
        // where both were on one before.
        let were_together = pairs.iter().any(|(from, to)| {
            self.parts.get(from).zip(self.parts.get(to)).is_some_and(|(one, other)| one == other)
        });
        !were_together && [node, link.node].into_iter().any(|node| is_tied(network, node, members))
    }
}

/// Whether an item that is no batch has a dependency, or is one, within a component.
fn is_tied(network: &Network, node: NodeId, members: &HashSet<NodeId>) -> bool {
    let is_whole = network.node(node).is_some_and(|node| node.part == Part::Whole);
    let mut links = network.predecessors(node).iter().chain(network.successors(node));
    is_whole && links.any(|link| link.is_written() && members.contains(&link.node))
}

/// Each of some names with each of others.
fn pairs(from: &[String], to: &[String]) -> Vec<(String, String)> {
    from.iter().flat_map(|from| to.iter().map(|to| (from.clone(), to.clone()))).collect()
}

#[cfg(test)]
mod tests;
