//! Cycles: items that wait, by way of others, for themselves.
//!
//! A batch stands as two nodes, its start and its end: its issues wait for the start, the end waits for its issues,
//! and whoever waits for the batch waits for the end. So an edge between batches holds for all their issues with a
//! linear number of edges. The strongly connected components are found by Tarjan's algorithm (R. Tarjan, "Depth-first
//! search and linear graph algorithms", SIAM J. Comput. 1, 1972), with a stack of its own, since a plan may be one
//! chain of 100,000 issues. In each, a shortest cycle is shown.

use std::collections::VecDeque;

use super::Graph;
use crate::plan::Plan;
use crate::plan::index::At;
use crate::plan::kind::Kind;

/// One cycle for each group of items that wait for one another: each item waits for the next, the last for the
/// first. In the plan's order.
pub fn cycles(plan: &Plan<'_>, graph: &Graph<'_>) -> Vec<Vec<At>> {
    let lifted = Lifted::new(plan, graph);
    let mut cycles: Vec<_> = components(&lifted.successors)
        .iter()
        .filter_map(|component| shortest_cycle(&lifted.successors, component))
        .map(|nodes| lifted.items(&nodes))
        .filter(|items| items.len() > 1)
        .collect();
    cycles.sort();
    cycles
}

/// The graph with two nodes for each batch.
struct Lifted {
    /// The item of each node; the end of a batch follows all items.
    items: Vec<At>,
    successors: Successors,
}

/// What each node waits for, in one list for all: a large plan has hundreds of thousands of nodes.
struct Successors {
    nodes: Vec<u32>,
    /// For each node, where its stretch of `nodes` begins; last, where all end.
    starts: Vec<u32>,
}

impl Successors {
    fn of(&self, node: u32) -> &[u32] {
        self.nodes.get(super::stretch(&self.starts, node as usize)).unwrap_or_default()
    }

    /// How many nodes there are.
    fn count(&self) -> usize {
        self.starts.len().saturating_sub(1)
    }

    /// Ends the stretch of one more node.
    fn end_node(&mut self) {
        self.starts.push(as_node(self.nodes.len()));
    }
}

/// A node's number; a plan is at most 64 MiB of text, so it fits.
fn as_node(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

impl Lifted {
    fn new(plan: &Plan<'_>, graph: &Graph<'_>) -> Self {
        let batches = plan.items.batches.len();
        let mut items: Vec<At> = graph.numbering.all().collect();
        let ends = items.len();
        items.extend((0..batches).map(|batch| At::new(Kind::Batch, batch)));
        let number = |at: At| as_node(graph.numbering.number(at).unwrap_or_default());
        // Whoever waits for a batch waits for its end.
        let target = |at: At| if at.kind == Kind::Batch { as_node(ends + at.index()) } else { number(at) };

        let room = graph.edges.len() + 2 * plan.items.issues.len() + batches;
        let mut successors =
            Successors { nodes: Vec::with_capacity(room), starts: Vec::with_capacity(items.len() + 1) };
        successors.end_node();
        for at in graph.numbering.all() {
            successors.nodes.extend(graph.edges(at).iter().map(|edge| target(edge.to)));
            if at.kind == Kind::Issue {
                successors.nodes.extend(graph.batch_of(at.index()).map(number));
            }
            successors.end_node();
        }
        for batch in 0..batches {
            successors.nodes.push(number(At::new(Kind::Batch, batch)));
            successors.nodes.extend(graph.issues_of(batch).map(|issue| number(At::new(Kind::Issue, issue))));
            successors.end_node();
        }
        Self { items, successors }
    }

    /// The items of a cycle's nodes, a batch once where its start and end follow one another, from the item that
    /// comes first in the plan.
    fn items(&self, nodes: &[u32]) -> Vec<At> {
        let mut items: Vec<At> =
            nodes.iter().filter_map(|node| self.items.get(*node as usize).copied()).collect();
        items.dedup();
        if items.len() > 1 && items.first() == items.last() {
            items.pop();
        }
        let first = items.iter().enumerate().min_by_key(|(_, at)| **at).map_or(0, |(place, _)| place);
        items.rotate_left(first);
        items
    }
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
fn components(successors: &Successors) -> Vec<Vec<u32>> {
    let mut search = Search {
        successors,
        visits: vec![Visit::default(); successors.count()],
        order: 0,
        stack: Vec::new(),
        components: Vec::new(),
    };
    for node in (0_u32..).take(successors.count()) {
        if search.visits.get(node as usize).is_some_and(|visit| visit.order == 0) {
            search.run(node);
        }
    }
    search.components
}

struct Search<'g> {
    successors: &'g Successors,
    visits: Vec<Visit>,
    order: u32,
    stack: Vec<u32>,
    components: Vec<Vec<u32>>,
}

impl Search<'_> {
    fn visit(&mut self, node: u32) -> &mut Visit {
        // Every node number comes from the graph itself.
        &mut self.visits[node as usize]
    }

    fn run(&mut self, root: u32) {
        let mut calls = vec![(root, 0)];
        self.discover(root);
        while let Some((node, place)) = calls.last_mut() {
            let (node, next) = (*node, self.successors.of(*node).get(*place).copied());
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

    fn discover(&mut self, node: u32) {
        self.order += 1;
        *self.visit(node) = Visit { order: self.order, low: self.order, on_stack: true };
        self.stack.push(node);
    }

    /// Ends the visit of a node; takes its component off the stack when it is the component's root.
    fn close(&mut self, node: u32) -> u32 {
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
fn shortest_cycle(successors: &Successors, component: &[u32]) -> Option<Vec<u32>> {
    let start = *component.iter().min()?;
    let mut members: Vec<u32> = component.to_vec();
    members.sort_unstable();
    let place_of = |node: u32| members.binary_search(&node).ok();
    let mut parents: Vec<Option<u32>> = vec![None; members.len()];
    let mut queue = VecDeque::from([start]);
    while let Some(node) = queue.pop_front() {
        for &next in successors.of(node) {
            if next == start {
                let step = |node: &u32| parents.get(place_of(*node)?).copied().flatten();
                let mut path: Vec<u32> = std::iter::successors(Some(node), step).collect();
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
