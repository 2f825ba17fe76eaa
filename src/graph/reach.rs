//! Walking the network: everything before a node, or after it.

use super::network::{Link, Network, NodeId};

/// Which way a walk goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Direction {
    /// To what comes before.
    Upstream,
    /// To what comes after.
    Downstream,
}

impl Network {
    /// The links of a node in a direction.
    pub fn links_of(&self, node: NodeId, direction: Direction) -> &[Link] {
        match direction {
            Direction::Upstream => self.predecessors(node),
            Direction::Downstream => self.successors(node),
        }
    }
}

/// Walks through a network, one after the other. What a walk has seen is marked in an array that all of them share, so a
/// short walk through a large network is quick.
#[derive(Debug)]
pub struct Walker<'n> {
    network: &'n Network,
    /// Of each node, the last walk that came to it.
    seen: Vec<u32>,
    walk: u32,
}

/// What a walk found.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Reached {
    /// The nodes without those that it set out from, nearest first.
    pub nodes: Vec<NodeId>,
    /// Whether it was ended at its limit and there may be more.
    pub is_cut: bool,
}

impl<'n> Walker<'n> {
    /// A walker that has not set out yet.
    pub fn new(network: &'n Network) -> Self {
        Self { network, seen: vec![0; network.len()], walk: 0 }
    }

    /// Everything that can be reached from some nodes over the links that `takes` accepts, breadth first. The walk ends
    /// when it has found `limit` nodes.
    pub fn reach(
        &mut self,
        from: impl IntoIterator<Item = NodeId>,
        direction: Direction,
        limit: usize,
        takes: impl Fn(NodeId, &Link) -> bool,
    ) -> Reached {
        self.begin_walk();
        let mut nodes: Vec<NodeId> = from.into_iter().filter(|node| self.mark(*node)).collect();
        let origins = nodes.len();
        let mut is_cut = false;
        let mut place = 0;
        'walk: while let Some(&node) = nodes.get(place) {
            place += 1;
            for link in self.network.links_of(node, direction) {
                if !takes(node, link) || !self.mark(link.node) {
                    continue;
                }
                if nodes.len() - origins >= limit {
                    is_cut = true;
                    break 'walk;
                }
                nodes.push(link.node);
            }
        }
        nodes.drain(..origins);
        Reached { nodes, is_cut }
    }

    fn begin_walk(&mut self) {
        self.walk = self.walk.wrapping_add(1);
        if self.walk == 0 {
            self.seen.fill(0);
            self.walk = 1;
        }
    }

    /// Marks a node as seen; whether it was not before.
    fn mark(&mut self, node: NodeId) -> bool {
        let walk = self.walk;
        self.seen.get_mut(node.index()).is_some_and(|seen| std::mem::replace(seen, walk) != walk)
    }
}
