//! The graph for whoever needs order: what must come before what, batches lifted to their issues.
//!
//! A batch that has issues stands as two nodes of no length, its begin and its end: its issues come after the begin,
//! the end after its issues. So an edge of a batch holds for all its issues with a linear number of links. Which of the
//! two an edge meets follows from its type: a start is bound at the begin, a finish at the end. The begin is the
//! earliest moment at which an issue of the batch may start; that none of them starts then, since each waits for more,
//! is not expressed: that would take a minimum where a graph has maxima.
//!
//! Links run forward in time, from what comes first to what waits for it. What is finished, and what a link costs, is
//! for others to say: `reach` walks the network, `cycle` finds its circles.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use super::{Graph, Numbering, Origin, cycle, stretch};
use crate::plan::Plan;
use crate::plan::index::At;
use crate::plan::kind::Kind;
use crate::plan::value::status::DependencyType;

/// A node of a [`Network`], counted from 0 in the plan's order; the ends of batches come last.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct NodeId(u32);

impl NodeId {
    /// A node by its number; a plan is at most 64 MiB of text, so it fits.
    pub fn new(number: usize) -> Self {
        Self(u32::try_from(number).unwrap_or(u32::MAX))
    }

    /// Its number, for arrays with an entry for each node.
    pub const fn index(self) -> usize {
        self.0 as usize
    }
}

/// What a node is of its item.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// All of it: an issue, a batch without issues, an item of another kind.
    Whole,
    /// The begin of a batch that has issues.
    Begin,
    /// The end of a batch that has issues.
    End,
}

/// What a node stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Node {
    /// The item.
    pub at: At,
    /// What of it.
    pub part: Part,
}

/// Where a link comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tie {
    /// The plan's text.
    Written(Origin),
    /// An issue belongs to its batch.
    Membership,
}

/// A link between two nodes, seen from one of them.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Link {
    /// The node on the other side.
    pub node: NodeId,
    /// Which ends of the two are tied.
    pub kind: DependencyType,
    /// Hours between them; negative is lead.
    pub lag: f64,
    /// Where it comes from.
    pub tie: Tie,
}

impl Link {
    /// Whether it holds a start. What holds a finish matters to the schedule alone.
    pub const fn holds_start(&self) -> bool {
        self.kind.holds_start()
    }

    /// Whether the plan's text says so in as many words, not by the order or the issues of a batch.
    pub const fn is_written(&self) -> bool {
        matches!(self.tie, Tie::Written(Origin::Dependency | Origin::Blocker))
    }

    const fn of_batch(node: NodeId) -> Self {
        Self { node, kind: DependencyType::FinishToStart, lag: 0.0, tie: Tie::Membership }
    }
}

/// Items that wait for one another in a circle: each waits for the next, the last for the first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cycle {
    /// The items, from the one that comes first in the plan.
    pub items: Vec<At>,
}

/// The nodes and links of a plan.
#[derive(Debug)]
pub struct Network {
    nodes: Vec<Node>,
    places: Places,
    before: Links,
    after: Links,
}

impl Network {
    /// The network of a plan: its issues and batches, and of the other kinds what is an end of an edge.
    pub fn new(graph: &Graph<'_>, plan: &Plan<'_>) -> Self {
        let (nodes, places) = Places::new(graph, plan);
        let before = before(graph, &nodes, &places);
        let after = before.reversed();
        Self { nodes, places, before, after }
    }

    /// How many nodes there are.
    pub fn len(&self) -> usize {
        self.nodes.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.nodes.is_empty()
    }

    /// All nodes.
    pub fn ids(&self) -> impl ExactSizeIterator<Item = NodeId> + use<> {
        (0..self.nodes.len()).map(NodeId::new)
    }

    /// What a node stands for; nothing for a node of another network.
    pub fn node(&self, id: NodeId) -> Option<Node> {
        self.nodes.get(id.index()).copied()
    }

    /// Where an item begins: the begin of a batch with issues, else the item.
    pub fn begin(&self, at: At) -> Option<NodeId> {
        self.places.begin(at)
    }

    /// Where an item ends: the end of a batch with issues, else the item.
    pub fn end(&self, at: At) -> Option<NodeId> {
        self.places.end(at)
    }

    /// What comes before a node, in the order of its item's text; then what its batch means for it.
    pub fn predecessors(&self, node: NodeId) -> &[Link] {
        self.before.of(node)
    }

    /// What comes after a node, in the plan's order.
    pub fn successors(&self, node: NodeId) -> &[Link] {
        self.after.of(node)
    }

    /// How many links there are.
    pub fn links(&self) -> usize {
        self.before.links.len()
    }

    /// All nodes, each after everything that comes before it, otherwise in the plan's order (A. Kahn, "Topological
    /// sorting of large networks", Commun. ACM 5, 1962).
    ///
    /// # Errors
    /// When there is a circle, with a shortest path through its first item.
    pub fn order(&self) -> Result<Vec<NodeId>, Cycle> {
        let mut missing: Vec<usize> = self.ids().map(|node| self.predecessors(node).len()).collect();
        let mut free: BinaryHeap<Reverse<NodeId>> =
            self.ids().filter(|node| self.predecessors(*node).is_empty()).map(Reverse).collect();
        let mut order = Vec::with_capacity(self.len());
        while let Some(Reverse(node)) = free.pop() {
            order.push(node);
            for link in self.successors(node) {
                if let Some(count) = missing.get_mut(link.node.index()) {
                    *count -= 1;
                    if *count == 0 {
                        free.push(Reverse(link.node));
                    }
                }
            }
        }
        if order.len() == self.len() {
            return Ok(order);
        }
        Err(Cycle {
            items: cycle::cycles_of(self).into_iter().next().map(|circle| circle.items).unwrap_or_default(),
        })
    }
}

/// Which nodes stand for an item.
#[derive(Debug)]
struct Places {
    numbering: Numbering,
    /// Of each item that the graph knows, the node where it begins.
    begins: Vec<Option<NodeId>>,
    /// Of each batch that has issues, its end.
    ends: Vec<Option<NodeId>>,
}

impl Places {
    fn new(graph: &Graph<'_>, plan: &Plan<'_>) -> (Vec<Node>, Self) {
        let has_issues = |at: At| graph.issues_of(at.index()).next().is_some();
        let mut nodes = Vec::with_capacity(graph.numbering.len());
        let mut begins = Vec::with_capacity(graph.numbering.len());
        for at in graph.numbering.all() {
            let part = if at.kind == Kind::Batch && has_issues(at) { Part::Begin } else { Part::Whole };
            let is_node = matches!(at.kind, Kind::Batch | Kind::Issue)
                || !graph.edges(at).is_empty()
                || !graph.dependents(at).is_empty();
            begins.push(is_node.then(|| NodeId::new(nodes.len())));
            if is_node {
                nodes.push(Node { at, part });
            }
        }
        let mut ends = vec![None; plan.items.batches.len()];
        for (batch, end) in ends.iter_mut().enumerate() {
            let at = At::new(Kind::Batch, batch);
            if has_issues(at) {
                *end = Some(NodeId::new(nodes.len()));
                nodes.push(Node { at, part: Part::End });
            }
        }
        (nodes, Self { numbering: graph.numbering, begins, ends })
    }

    fn begin(&self, at: At) -> Option<NodeId> {
        *self.begins.get(self.numbering.number(at)?)?
    }

    fn end(&self, at: At) -> Option<NodeId> {
        let end = if at.kind == Kind::Batch { self.ends.get(at.index()).copied().flatten() } else { None };
        end.or_else(|| self.begin(at))
    }
}

/// What comes before each node.
fn before(graph: &Graph<'_>, nodes: &[Node], places: &Places) -> Links {
    let mut before = Links::with_capacity(nodes.len(), graph.edges.len() + 3 * nodes.len());
    for node in nodes {
        for edge in graph.edges(node.at) {
            let is_here = match node.part {
                Part::Whole => true,
                Part::Begin => edge.kind.holds_start(),
                Part::End => !edge.kind.holds_start(),
            };
            let other = if edge.kind.follows_finish() { places.end(edge.to) } else { places.begin(edge.to) };
            if let Some(other) = other.filter(|_| is_here) {
                let tie = Tie::Written(edge.origin);
                before.links.push(Link { node: other, kind: edge.kind, lag: edge.lag, tie });
            }
        }
        match (node.part, node.at.kind) {
            (Part::End, _) => {
                let issues = graph.issues_of(node.at.index()).map(|issue| At::new(Kind::Issue, issue));
                // The begin itself is one of them, so that the shortest circle through a batch leaves its issues out.
                let members = std::iter::once(node.at).chain(issues);
                before.links.extend(members.filter_map(|at| places.begin(at)).map(Link::of_batch));
            }
            (_, Kind::Issue) => {
                let begin = graph.batch_of(node.at.index()).and_then(|batch| places.begin(batch));
                before.links.extend(begin.map(Link::of_batch));
            }
            _ => {}
        }
        before.end_node();
    }
    before
}

/// The links of all nodes in one list: a large plan has hundreds of thousands.
#[derive(Debug)]
struct Links {
    links: Vec<Link>,
    /// For each node, where its stretch of `links` begins; last, where all end.
    starts: Vec<u32>,
}

impl Links {
    fn with_capacity(nodes: usize, links: usize) -> Self {
        let mut starts = Vec::with_capacity(nodes + 1);
        starts.push(0);
        Self { links: Vec::with_capacity(links), starts }
    }

    fn of(&self, node: NodeId) -> &[Link] {
        self.links.get(stretch(&self.starts, node.index())).unwrap_or_default()
    }

    /// Ends the stretch of one more node.
    fn end_node(&mut self) {
        self.starts.push(NodeId::new(self.links.len()).0);
    }

    /// The same links seen from their other sides.
    fn reversed(&self) -> Self {
        let count = self.starts.len().saturating_sub(1);
        let mut starts = vec![0_u32; count + 1];
        for link in &self.links {
            if let Some(start) = starts.get_mut(link.node.index() + 1) {
                *start += 1;
            }
        }
        let mut sum = 0;
        for start in &mut starts {
            sum += *start;
            *start = sum;
        }
        let mut next = starts.clone();
        let mut links = self.links.clone();
        for node in (0..count).map(NodeId::new) {
            for link in self.of(node) {
                if let Some(place) = next.get_mut(link.node.index()) {
                    if let Some(slot) = links.get_mut(*place as usize) {
                        *slot = Link { node, ..*link };
                    }
                    *place += 1;
                }
            }
        }
        Self { links, starts }
    }
}

#[cfg(test)]
mod tests;
