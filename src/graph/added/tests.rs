use petgraph::algo::has_path_connecting;
use petgraph::graph::DiGraph;
use proptest::prelude::*;
use serde_json::{Value, json};

use super::*;
use crate::json::Document;
use crate::plan::index::Index;

/// The circles that come between two plans, and whether what closes each is new.
fn added(before: &Value, after: &Value) -> Vec<(String, bool)> {
    let (old, new) = (before.to_string(), after.to_string());
    let (old, new) = (Document::parse(old.into()).unwrap(), Document::parse(new.into()).unwrap());
    let (old, new) = (Plan::read(&old).unwrap(), Plan::read(&new).unwrap());
    let name = |plan: &Plan<'_>, at| plan.item(at).unwrap().address();
    let (old_names, new_names) = (|at| vec![name(&old, at)], |at| vec![name(&new, at)]);
    let old_graph = Graph::new(&old, &Index::new(&old));
    let new_graph = Graph::new(&new, &Index::new(&new));
    let circles = added_cycles(
        &Named { plan: &old, graph: &old_graph, names: &old_names },
        &Named { plan: &new, graph: &new_graph, names: &new_names },
    );
    let path = |circle: &Circle| circle.items.iter().map(|at| name(&new, *at)).collect::<Vec<_>>().join(" ");
    circles.iter().map(|(circle, is_new)| (path(circle), *is_new)).collect()
}

/// Issues by their dependencies: `A: B C`.
fn issues(lines: &[&str]) -> Value {
    let issue = |line: &&str| {
        let (id, rest) = line.split_once(':').unwrap();
        json!({"id": id, "dependencies": rest.split_whitespace().collect::<Vec<_>>()})
    };
    json!({"issues": lines.iter().map(issue).collect::<Vec<_>>()})
}

#[test]
fn a_second_circle_through_an_item_of_one_is_new() {
    let before = issues(&["A: B", "B: A", "C: A"]);
    assert_eq!(added(&before, &issues(&["A: B C", "B: A", "C: A"])), [("A C".to_owned(), true)]);
    assert_eq!(added(&before, &issues(&["A: C", "B: A", "C: A"])), [("A C".to_owned(), true)]);
}

#[test]
fn a_longer_way_round_a_dependency_that_closes_one_already_is_new() {
    let before = issues(&["A: B", "B: A C", "C:"]);
    assert_eq!(added(&before, &issues(&["A: B", "B: A C", "C: A"])), [("A B C".to_owned(), true)]);
}

#[test]
fn what_is_left_of_a_circle_is_not_new() {
    let before = issues(&["A: B C", "B: A C", "C: A"]);
    for after in [["A: C", "B: A C", "C: A"], ["A: B C", "B: C", "C: A"]] {
        assert_eq!(added(&before, &issues(&after)), []);
    }
}

#[test]
fn an_issue_comes_into_a_batch_that_is_on_a_circle_without_closing_another() {
    let batches = json!([{"id": "one", "dependencies": ["two"]}, {"id": "two", "dependencies": ["one"]}]);
    let plan = |issues: Value| json!({"batches": batches, "issues": issues});
    let before = plan(json!([{"id": "A"}, {"id": "B", "batch": "two"}]));
    let alone = plan(json!([{"id": "A", "batch": "one"}, {"id": "B", "batch": "two"}]));
    assert_eq!(added(&before, &alone), []);
    // Its own dependency makes a circle of its own.
    let before = plan(json!([{"id": "A", "dependencies": ["C"]}, {"id": "C", "dependencies": ["one"]}]));
    let after = plan(
        json!([{"id": "A", "batch": "one", "dependencies": ["C"]}, {"id": "C", "dependencies": ["one"]}]),
    );
    assert_eq!(added(&before, &after), [("one A C".to_owned(), false)]);
}

#[test]
fn the_order_of_a_batch_that_closes_its_gap_makes_no_new_circle() {
    let plan = |ids: &[&str]| {
        let issue = |id: &&str| json!({"id": id, "batch": "one", "dependencies": if *id == "A" { vec!["C"] } else { vec![] }});
        json!({"batches": [{"id": "one", "sequential": true}], "issues": ids.iter().map(issue).collect::<Vec<_>>()})
    };
    assert_eq!(added(&plan(&["A", "B", "C"]), &plan(&["A", "C"])), []);
}

proptest! {
    #[test]
    fn a_dependency_closes_a_circle_exactly_where_there_is_a_way_back(
        edges in prop::collection::btree_set((0_u32..6, 0_u32..6), 0..14),
        which in any::<prop::sample::Index>(),
    ) {
        let edges: Vec<_> = edges.into_iter().filter(|(from, to)| from != to).collect();
        prop_assume!(!edges.is_empty());
        let plan = |edges: &[(u32, u32)]| {
            let of = |from: u32| edges.iter().filter(|edge| edge.0 == from).map(|edge| format!("I{}", edge.1)).collect::<Vec<_>>();
            json!({"issues": (0..6).map(|n| json!({"id": format!("I{n}"), "dependencies": of(n)})).collect::<Vec<_>>()})
        };
        let new = which.index(edges.len());
        let mut fewer = edges.clone();
        let (from, to) = fewer.remove(new);
        let graph = DiGraph::<(), ()>::from_edges(&edges);
        let back = has_path_connecting(&graph, to.into(), from.into(), None);
        prop_assert_eq!(!added(&plan(&fewer), &plan(&edges)).is_empty(), back);
        prop_assert_eq!(added(&plan(&edges), &plan(&fewer)), []);
    }
}
