//! Cycles: items that wait, by way of others, for themselves.
//!
//! Batches are lifted to their issues by the [network](super::network). The strongly connected components are found by
//! Tarjan's algorithm (R. Tarjan, "Depth-first search and linear graph algorithms", SIAM J. Comput. 1, 1972), with a
//! stack of its own, since a plan may be one chain of 100,000 issues. In each, a shortest cycle is shown. Then the
//! dependency that closes it is left out, and what still hangs together shows its next one.

use std::collections::{HashSet, VecDeque};

use super::Graph;
use super::network::{Link, Network, NodeId};
use crate::plan::Plan;
use crate::plan::index::At;

/// How many links may be looked at before each component shows only one more cycle: a plan in which everything waits
/// for everything must be checked in a moment too.
const BUDGET: usize = 2_000_000;

/// Items that wait for one another in a circle.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Circle {
    /// Each waits for the next, the last for the first, which comes first in the plan.
    pub items: Vec<At>,
    /// The last dependency on the way round that the plan's text can leave out to open the circle: who waits, for whom.
    pub closing: (At, At),
}

/// So many cycles that none is left when the dependency that closes each is left out. In the plan's order.
pub fn cycles(plan: &Plan<'_>, graph: &Graph<'_>) -> Vec<Circle> {
    cycles_of(&Network::new(graph, plan))
}

/// The same of a network that is there already.
pub fn cycles_of(network: &Network) -> Vec<Circle> {
    cycles_within(network, BUDGET)
}

fn cycles_within(network: &Network, mut budget: usize) -> Vec<Circle> {
    let mut parts = Parts::new(network);
    let mut open = parts.split(&network.ids().collect::<Vec<_>>());
    let mut cycles = Vec::new();
    while let Some(part) = open.pop() {
        let nodes = part.iter().min().and_then(|start| parts.way(&part, *start, *start, None));
        let Some(circle) = nodes.and_then(|nodes| circle(network, &nodes)) else { continue };
        parts.left_out.insert(circle.closing);
        cycles.push(circle);
        let cost: usize = part.iter().map(|node| network.predecessors(*node).len()).sum();
        if let Some(left) = budget.checked_sub(cost) {
            budget = left;
            open.extend(parts.split(&part));
        }
    }
    cycles.sort();
    cycles
}

/// A cycle of nodes as one of items, a batch once where its begin and end follow one another.
pub(super) fn circle(network: &Network, nodes: &[NodeId]) -> Option<Circle> {
    let at = |node: &NodeId| network.node(*node).map(|node| node.at);
    let (first, _) = nodes.iter().enumerate().min_by_key(|(_, node)| at(node))?;
    let mut nodes = nodes.to_vec();
    nodes.rotate_left(first);
    let steps = || nodes.iter().zip(nodes.iter().cycle().skip(1));
    let ties = |from: &NodeId, to: &NodeId| {
        let links = network.predecessors(*from).iter().filter(|link| link.node == *to);
        (links.clone().any(Link::is_written), links.clone().all(Link::is_written))
    };
    // What is tied by the order of a batch too is not opened by leaving out a dependency.
    let closing = steps().filter(|(from, to)| ties(from, to) == (true, true)).last();
    let (from, to) = closing.or_else(|| steps().filter(|(from, to)| ties(from, to).0).last())?;
    let closing = (at(from)?, at(to)?);
    let mut items: Vec<At> = nodes.iter().filter_map(at).collect();
    items.dedup();
    if items.len() > 1 && items.first() == items.last() {
        items.pop();
    }
    (items.len() > 1).then_some(Circle { items, closing })
}

/// What Tarjan's algorithm knows of a node.
#[derive(Clone, Copy, Default)]
struct Visit {
    /// The order of its discovery, from 1; 0 before.
    order: u32,
    /// The earliest node on the stack that it reaches.
    low: u32,
    on_stack: bool,
}

/// The strongly connected components of a network, and of what is left of them.
pub(super) struct Parts<'g> {
    network: &'g Network,
    /// Dependencies that are taken as if they were not there.
    left_out: HashSet<(At, At)>,
    /// Which split a node took part in last; a search stays among those of its own.
    split_of: Vec<u32>,
    splits: u32,
    visits: Vec<Visit>,
    order: u32,
    stack: Vec<NodeId>,
    found: Vec<Vec<NodeId>>,
}

impl<'g> Parts<'g> {
    pub(super) fn new(network: &'g Network) -> Self {
        Self {
            network,
            left_out: HashSet::new(),
            split_of: vec![0; network.len()],
            splits: 0,
            visits: vec![Visit::default(); network.len()],
            order: 0,
            stack: Vec::new(),
            found: Vec::new(),
        }
    }

    /// The strongly connected components of more than one node among some nodes.
    pub(super) fn split(&mut self, nodes: &[NodeId]) -> Vec<Vec<NodeId>> {
        self.splits += 1;
        for node in nodes {
            // Every node number comes from the network itself.
            self.split_of[node.index()] = self.splits;
            *self.visit(*node) = Visit::default();
        }
        for node in nodes {
            if self.visit(*node).order == 0 {
                self.run(*node);
            }
        }
        std::mem::take(&mut self.found)
    }

    /// Whether a link from a node counts.
    fn is_there(&self, node: NodeId, link: &Link) -> bool {
        let at = |node| self.network.node(node).map(|node| node.at);
        let pair = || at(node).zip(at(link.node)).is_some_and(|pair| self.left_out.contains(&pair));
        self.left_out.is_empty() || !link.is_written() || !pair()
    }

    fn visit(&mut self, node: NodeId) -> &mut Visit {
        &mut self.visits[node.index()]
    }

    fn run(&mut self, root: NodeId) {
        let network = self.network;
        let mut calls = vec![(root, 0)];
        self.discover(root);
        while let Some((node, place)) = calls.last_mut() {
            let (node, link) = (*node, network.predecessors(*node).get(*place));
            *place += 1;
            let Some(link) = link else {
                calls.pop();
                let low = self.close(node);
                if let Some((parent, _)) = calls.last() {
                    let parent = self.visit(*parent);
                    parent.low = parent.low.min(low);
                }
                continue;
            };
            let next = link.node;
            if self.split_of[next.index()] != self.splits || !self.is_there(node, link) {
                continue;
            }
            let seen = *self.visit(next);
            if seen.order == 0 {
                self.discover(next);
                calls.push((next, 0));
            } else if seen.on_stack {
                let visit = self.visit(node);
                visit.low = visit.low.min(seen.order);
            }
        }
    }

    fn discover(&mut self, node: NodeId) {
        self.order += 1;
        *self.visit(node) = Visit { order: self.order, low: self.order, on_stack: true };
        self.stack.push(node);
    }

    /// Ends the visit of a node; takes its component off the stack when it is the component's root.
    fn close(&mut self, node: NodeId) -> u32 {
        let visit = *self.visit(node);
        if visit.low == visit.order {
            let start = self.stack.iter().rposition(|other| *other == node).unwrap_or_default();
            let component = self.stack.split_off(start);
            for member in &component {
                self.visit(*member).on_stack = false;
            }
            if component.len() > 1 {
                self.found.push(component);
            }
        }
        visit.low
    }

    /// A shortest way within a component from a node to one that it waits for, the second left out: breadth first. From a
    /// node to itself it is a shortest cycle. It does not lead through `without`.
    pub(super) fn way(
        &self,
        component: &[NodeId],
        from: NodeId,
        to: NodeId,
        without: Option<NodeId>,
    ) -> Option<Vec<NodeId>> {
        let mut members: Vec<NodeId> = component.to_vec();
        members.sort_unstable();
        let place_of = |node: NodeId| members.binary_search(&node).ok();
        let mut parents: Vec<Option<NodeId>> = vec![None; members.len()];
        let mut queue = VecDeque::from([from]);
        while let Some(node) = queue.pop_front() {
            let links = self.network.predecessors(node).iter().filter(|link| self.is_there(node, link));
            for next in links.map(|link| link.node).filter(|next| Some(*next) != without) {
                if next == to {
                    let before = |node: &NodeId| parents.get(place_of(*node)?).copied().flatten();
                    let step = |node: &NodeId| before(node).filter(|_| *node != from);
                    let mut path: Vec<NodeId> = std::iter::successors(Some(node), step).collect();
                    path.reverse();
                    return Some(path);
                }
                if let Some(parent) = place_of(next).and_then(|place| parents.get_mut(place))
                    && parent.is_none()
                {
                    *parent = Some(node);
                    queue.push_back(next);
                }
            }
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::json::Document;
    use crate::plan::index::Index;

    fn cycles_of(plan: &str) -> Vec<Vec<String>> {
        let document = Document::parse(plan.into()).unwrap();
        let plan = Plan::read(&document).unwrap();
        let graph = Graph::new(&plan, &Index::new(&plan));
        let name = |at: &At| plan.item(*at).unwrap().address();
        cycles(&plan, &graph).iter().map(|cycle| cycle.items.iter().map(name).collect()).collect()
    }

    #[test]
    fn a_cycle_is_shown_as_its_shortest_path_from_the_first_in_the_plan() {
        let plan = r#"{"issues": [
            {"id": "A", "dependencies": ["B", "C"]}, {"id": "B", "dependencies": ["C"]},
            {"id": "C", "dependencies": ["A"]}, {"id": "D", "dependencies": ["A"]}]}"#;
        assert_eq!(cycles_of(plan), [["A", "C"]]);
    }

    #[test]
    fn separate_cycles_are_all_shown() {
        let plan = r#"{"issues": [
            {"id": "A", "dependencies": ["B"]}, {"id": "B", "dependencies": ["A"]},
            {"id": "C", "dependencies": ["D"]}, {"id": "D", "blockers": ["C"]}]}"#;
        assert_eq!(cycles_of(plan), [["A", "B"], ["C", "D"]]);
    }

    #[test]
    fn a_second_cycle_through_an_item_of_the_first_is_shown_too() {
        let plan = r#"{"issues": [
            {"id": "A", "dependencies": ["B", "C"]}, {"id": "B", "dependencies": ["A", "C"]},
            {"id": "C", "dependencies": ["A"]}]}"#;
        assert_eq!(cycles_of(plan), [vec!["A", "B"], vec!["A", "C"]]);
    }

    #[test]
    fn what_the_order_of_a_batch_ties_too_is_opened_where_it_is_written_alone() {
        let plan = r#"{"batches": [{"id": "one", "sequential": true}], "issues": [
            {"id": "A", "batch": "one", "dependencies": ["B"]}, {"id": "B", "batch": "one", "dependencies": ["A"]}]}"#;
        assert_eq!(cycles_of(plan), [["A", "B"]]);
    }

    #[test]
    fn many_cycles_that_hang_together_are_found_while_the_budget_lasts() {
        let issue = |n: usize| format!(r#"{{"id": "I{n}", "dependencies": ["I{}", "I{}"]}}"#, n + 1, n - 1);
        let issues: Vec<_> = (1..500).map(issue).collect();
        let document = Document::parse(format!(r#"{{"issues": [{}]}}"#, issues.join(",")).into()).unwrap();
        let plan = Plan::read(&document).unwrap();
        let network = Network::new(&Graph::new(&plan, &Index::new(&plan)), &plan);
        assert_eq!(cycles_within(&network, usize::MAX).len(), 498);
        let bounded = cycles_within(&network, 10_000).len();
        assert!((5..20).contains(&bounded), "{bounded}");
    }

    #[test]
    fn a_cycle_through_the_issues_of_two_batches_is_found() {
        let plan = r#"{"batches": [{"id": "one"}, {"id": "two", "dependencies": ["one"]}],
            "issues": [{"id": "A", "batch": "one", "dependencies": ["B"]}, {"id": "B", "batch": "two"}]}"#;
        assert_eq!(cycles_of(plan), [["one", "A", "B", "two"]]);
    }

    #[test]
    fn an_issue_may_wait_for_another_of_its_batch() {
        let plan = r#"{"batches": [{"id": "one", "sequential": true}],
            "issues": [{"id": "A", "batch": "one"}, {"id": "B", "batch": "one", "dependencies": ["A"]}]}"#;
        assert_eq!(cycles_of(plan), Vec::<Vec<String>>::new());
    }

    #[test]
    fn a_chain_of_a_hundred_thousand_issues_needs_no_deep_stack() {
        let issues: Vec<_> = (0..100_000)
            .map(|n| format!(r#"{{"id": "I{n}", "dependencies": ["I{}"]}}"#, (n + 1) % 100_000))
            .collect();
        let cycles = cycles_of(&format!(r#"{{"issues": [{}]}}"#, issues.join(",")));
        assert_eq!(cycles.iter().map(Vec::len).collect::<Vec<_>>(), [100_000]);
    }
}
