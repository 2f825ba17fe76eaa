//! Cycles: items that wait, by way of others, for themselves.
//!
//! Batches are lifted to their issues by the [network](super::network). The strongly connected components are found by
//! Tarjan's algorithm (R. Tarjan, "Depth-first search and linear graph algorithms", SIAM J. Comput. 1, 1972), with a
//! stack of its own, since a plan may be one chain of 100,000 issues. In each, a shortest cycle is shown.

use std::collections::VecDeque;

use super::Graph;
use super::network::{Network, NodeId};
use crate::plan::Plan;
use crate::plan::index::At;

/// One cycle for each group of items that wait for one another: each item waits for the next, the last for the
/// first. In the plan's order.
pub fn cycles(plan: &Plan<'_>, graph: &Graph<'_>) -> Vec<Vec<At>> {
    cycles_of(&Network::new(graph, plan))
}

/// The same of a network that is there already.
pub fn cycles_of(network: &Network) -> Vec<Vec<At>> {
    let mut cycles: Vec<_> = components(network)
        .iter()
        .filter_map(|component| shortest_cycle(network, component))
        .map(|nodes| items(network, &nodes))
        .filter(|items| items.len() > 1)
        .collect();
    cycles.sort();
    cycles
}

/// The items of a cycle's nodes, a batch once where its begin and end follow one another, from the item that comes
/// first in the plan.
fn items(network: &Network, nodes: &[NodeId]) -> Vec<At> {
    let mut items: Vec<At> = nodes.iter().filter_map(|node| Some(network.node(*node)?.at)).collect();
    items.dedup();
    if items.len() > 1 && items.first() == items.last() {
        items.pop();
    }
    let first = items.iter().enumerate().min_by_key(|(_, at)| **at).map_or(0, |(place, _)| place);
    items.rotate_left(first);
    items
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

/// The strongly connected components of more than one node.
fn components(network: &Network) -> Vec<Vec<NodeId>> {
    let mut search = Search {
        network,
        visits: vec![Visit::default(); network.len()],
        order: 0,
        stack: Vec::new(),
        components: Vec::new(),
    };
    for node in network.ids() {
        if search.visits.get(node.index()).is_some_and(|visit| visit.order == 0) {
            search.run(node);
        }
    }
    search.components
}

struct Search<'g> {
    network: &'g Network,
    visits: Vec<Visit>,
    order: u32,
    stack: Vec<NodeId>,
    components: Vec<Vec<NodeId>>,
}

impl Search<'_> {
    fn visit(&mut self, node: NodeId) -> &mut Visit {
        // Every node number comes from the graph itself.
        &mut self.visits[node.index()]
    }

    fn run(&mut self, root: NodeId) {
        let mut calls = vec![(root, 0)];
        self.discover(root);
        while let Some((node, place)) = calls.last_mut() {
            let (node, next) = (*node, self.network.predecessors(*node).get(*place).map(|link| link.node));
            *place += 1;
            let Some(next) = next else {
                calls.pop();
                let low = self.close(node);
                if let Some((parent, _)) = calls.last() {
                    let parent = self.visit(*parent);
                    parent.low = parent.low.min(low);
                }
                continue;
            };
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
                self.components.push(component);
            }
        }
        visit.low
    }
}

/// A shortest cycle through the component's smallest node that has one: breadth first, back to where it began.
fn shortest_cycle(network: &Network, component: &[NodeId]) -> Option<Vec<NodeId>> {
    let start = *component.iter().min()?;
    let mut members: Vec<NodeId> = component.to_vec();
    members.sort_unstable();
    let place_of = |node: NodeId| members.binary_search(&node).ok();
    let mut parents: Vec<Option<NodeId>> = vec![None; members.len()];
    let mut queue = VecDeque::from([start]);
    while let Some(node) = queue.pop_front() {
        for next in network.predecessors(node).iter().map(|link| link.node) {
            if next == start {
                let step = |node: &NodeId| parents.get(place_of(*node)?).copied().flatten();
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
        cycles(&plan, &graph).iter().map(|cycle| cycle.iter().map(name).collect()).collect()
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
