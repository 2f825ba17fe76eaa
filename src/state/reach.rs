//! Everything that holds an item up, and everything that it holds up, by way of others too.

use std::collections::HashSet;

use super::{Cause, State};
use crate::graph::Edge;
use crate::graph::network::{Link, Network, Node, NodeId, Part, Tie};
use crate::graph::reach::{Direction, Walker};
use crate::plan::index::At;
use crate::plan::kind::{Item, Kind};

/// Walks along what still holds. A finished item holds nothing, and what comes before it has no say any more.
#[derive(Debug)]
pub struct Reach<'s, 'p> {
    state: &'s State<'p>,
    network: &'s Network,
    walker: Walker<'s>,
}

/// What a walk found.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Found {
    /// The items, nearest first. For a batch with issues, those are found too.
    pub items: Vec<At>,
    /// Whether the walk was ended at its limit and there may be more.
    pub is_cut: bool,
}

impl<'s, 'p> Reach<'s, 'p> {
    /// Walks through the network of the state's plan.
    pub fn new(state: &'s State<'p>, network: &'s Network) -> Self {
        Self { state, network, walker: Walker::new(network) }
    }

    /// The unfinished items that hold an item up; for a batch, what holds any of its issues up. At most about `limit`.
    pub fn upstream(&mut self, at: At, limit: usize) -> Found {
        if self.state.is_satisfied(at) {
            return Found::default();
        }
        let origins: Vec<NodeId> = self.network.begin(at).into_iter().chain(self.network.end(at)).collect();
        let (state, network) = (self.state, self.network);
        let takes = |later: NodeId, link: &Link| holds(state, network, link.node, later, link);
        let reached = self.walker.reach(origins, Direction::Upstream, limit, takes);
        let is_own = |found: &At| found.kind == Kind::Issue && state.batch_of(*found) == Some(at);
        // What a batch comes after is told by the end of the other; its own begin is no work.
        let shown = |node: &NodeId| network.node(*node).filter(|node| node.part != Part::Begin);
        let nodes = reached.nodes.iter().filter_map(shown).map(|node| node.at);
        let nodes: Vec<At> = nodes.filter(|found| !is_own(found)).collect();
        let own: Vec<At> = std::iter::once(at).chain(state.batch_of(at)).collect();
        let mut seen: HashSet<At> = own.iter().copied().collect();
        let mut items = Vec::with_capacity(nodes.len());
        for item in own.iter().chain(&nodes) {
            // Open blocker records are no links: one may hold everything.
            let records = state.open_causes(*item).into_iter().filter_map(|cause| match cause {
                Cause::Record(record) => Some(record),
                Cause::Item(_) | Cause::Words(_) => None,
            });
            items.extend(std::iter::once(*item).chain(records).filter(|found| seen.insert(*found)));
        }
        Found { items, is_cut: reached.is_cut }
    }

    /// The unfinished items that an item holds up. At most about `limit`.
    pub fn downstream(&mut self, at: At, limit: usize) -> Found {
        if self.state.is_satisfied(at) {
            return Found::default();
        }
        let (state, network) = (self.state, self.network);
        let affected = self.affected(at);
        let mut origins: Vec<NodeId> =
            self.network.begin(at).into_iter().chain(self.network.end(at)).collect();
        origins.extend(affected.iter().filter_map(|at| network.begin(*at)));
        let takes = |earlier: NodeId, link: &Link| holds(state, network, earlier, link.node, link);
        let reached = self.walker.reach(origins, Direction::Downstream, limit, takes);
        let is_own = |found: At| found.kind == Kind::Issue && state.batch_of(found) == Some(at);
        // A batch is freed when it can begin; that an end comes nearer is no news.
        let shown = |node: &NodeId| network.node(*node).filter(|node| node.part != Part::End);
        let nodes =
            reached.nodes.iter().filter_map(shown).map(|node| node.at).filter(|found| !is_own(*found));
        Found { items: affected.into_iter().chain(nodes).collect(), is_cut: reached.is_cut }
    }

    /// The unfinished items that a blocker record names.
    fn affected(&self, at: At) -> Vec<At> {
        if matches!(self.state.plan.item(at), Some(Item::BlockerRecord(_))) {
            let waits_itself = |found: &At| self.state.graph.edges(*found).iter().any(|edge| edge.to == at);
            self.state.frees(at).into_iter().filter(|found| !waits_itself(found)).collect()
        } else {
            Vec::new()
        }
    }
}

/// Whether of two nodes the earlier one still holds the later one's start.
fn holds(state: &State<'_>, network: &Network, earlier: NodeId, later: NodeId, link: &Link) -> bool {
    let (Some(earlier), Some(later)) = (network.node(earlier), network.node(later)) else { return false };
    if state.is_satisfied(later.at) {
        return false;
    }
    match link.tie {
        Tie::Written(origin) => {
            let edge = Edge { to: earlier.at, kind: link.kind, lag: link.lag, origin };
            state.is_open(&edge)
        }
        // A begin holds what holds it; an issue its batch, until it is finished.
        Tie::Membership => earlier.part == Part::Begin || is_open(state, earlier),
    }
}

fn is_open(state: &State<'_>, node: Node) -> bool {
    !state.is_satisfied(node.at)
}
