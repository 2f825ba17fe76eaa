use petgraph::algo::{has_path_connecting, is_cyclic_directed};
use petgraph::graph::{DiGraph, NodeIndex};
use proptest::prelude::*;
use serde_json::{Value, json};

use super::*;
use crate::graph::reach::{Direction, Walker};
use crate::json::Document;
use crate::plan::index::Index;

fn with_network<T>(plan: &Value, check: impl FnOnce(&Network, &Plan<'_>) -> T) -> T {
    let document = Document::parse(plan.to_string().into()).unwrap();
    let plan = Plan::read(&document).unwrap();
    let graph = Graph::new(&plan, &Index::new(&plan));
    check(&Network::new(&graph, &plan), &plan)
}

/// `A`, `one(` where a batch begins, `)one` where it ends.
fn name(network: &Network, plan: &Plan<'_>, node: NodeId) -> String {
    let node = network.node(node).unwrap();
    let id = plan.item(node.at).unwrap().address();
    match node.part {
        Part::Whole => id,
        Part::Begin => format!("{id}("),
        Part::End => format!("){id}"),
    }
}

fn order_of(plan: &Value) -> Result<Vec<String>, Vec<String>> {
    with_network(plan, |network, plan| match network.order() {
        Ok(order) => Ok(order.iter().map(|node| name(network, plan, *node)).collect()),
        Err(cycle) => Err(cycle.items.iter().map(|at| plan.item(*at).unwrap().address()).collect()),
    })
}

/// The links of a plan, `A -SS+2-> B` for B that may start two hours after A has.
fn links_of(plan: &Value) -> Vec<String> {
    with_network(plan, |network, plan| {
        let mut links = Vec::new();
        for node in network.ids() {
            for link in network.successors(node).iter().filter(|link| link.tie != Tie::Membership) {
                let kind = match link.kind {
                    DependencyType::FinishToStart => "FS",
                    DependencyType::StartToStart => "SS",
                    DependencyType::FinishToFinish => "FF",
                    DependencyType::StartToFinish => "SF",
                };
                let (from, to) = (name(network, plan, node), name(network, plan, link.node));
                links.push(format!("{from} -{kind}{:+}-> {to}", link.lag));
            }
        }
        links
    })
}

#[test]
fn an_edge_between_batches_holds_for_all_their_issues() {
    let plan = json!({
        "batches": [{"id": "two", "dependencies": ["one"]}, {"id": "one"}],
        "issues": [{"id": "A", "batch": "two"}, {"id": "B", "batch": "one"}, {"id": "C", "batch": "one"}],
    });
    assert_eq!(order_of(&plan).unwrap(), ["one(", "B", "C", ")one", "two(", "A", ")two"]);
}

#[test]
fn a_batch_without_issues_is_work_and_other_kinds_are_there_when_an_edge_names_them() {
    let plan = json!({
        "batches": [{"id": "alone", "dependencies": ["gate"]}],
        "checkpoints": [{"id": "gate"}, {"id": "unused"}],
        "reviews": [{"id": "talk", "dependencies": ["alone"]}, {"id": "chat"}],
        "milestones": [{"id": "week-1"}],
    });
    assert_eq!(order_of(&plan).unwrap(), ["gate", "alone", "talk"]);
}

#[test]
fn a_start_is_tied_to_the_begin_of_a_batch_and_a_finish_to_its_end() {
    let tied = |kind: &str, lag: i64| {
        let dependency = json!({"id": "one", "type": kind, "lag": lag});
        links_of(&json!({
            "batches": [{"id": "one"}, {"id": "two", "dependencies": [dependency]}],
            "issues": [{"id": "A", "batch": "one"}, {"id": "B", "batch": "two"}],
        }))
    };
    assert_eq!(tied("finish-to-start", 0), [")one -FS+0-> two("]);
    assert_eq!(tied("start-to-start", 2), ["one( -SS+2-> two("]);
    assert_eq!(tied("finish-to-finish", -3), [")one -FF-3-> )two"]);
    assert_eq!(tied("start-to-finish", 1), ["one( -SF+1-> )two"]);
}

#[test]
fn the_issues_of_a_sequential_batch_and_references_in_blockers_are_links() {
    let plan = json!({
        "batches": [{"id": "one", "sequential": true}],
        "issues": [{"id": "A", "batch": "one"}, {"id": "B", "batch": "one"}, {"id": "C", "blockers": ["B", "a word"]}],
    });
    assert_eq!(links_of(&plan), ["A -FS+0-> B", "B -FS+0-> C"]);
}

#[test]
fn a_circle_is_told_with_its_path() {
    let plan = json!({"issues": [
        {"id": "X"}, {"id": "A", "dependencies": ["B"]}, {"id": "B", "dependencies": ["C"]}, {"id": "C", "dependencies": ["A"]},
    ]});
    assert_eq!(order_of(&plan).unwrap_err(), ["A", "B", "C"]);
}

#[test]
fn a_hundred_thousand_issues_in_one_chain_have_an_order() {
    let issues: Vec<Value> = (0..100_000)
        .map(|n| json!({"id": format!("I{n}"), "dependencies": [format!("I{}", n + 1)]}))
        .collect();
    with_network(&json!({"issues": issues}), |network, _| {
        let order = network.order().unwrap();
        assert_eq!((order.len(), order.first().map(|node| node.index())), (100_000, Some(99_999)));
        let first = NodeId::new(0);
        let upstream = Walker::new(network).reach([first], Direction::Upstream, usize::MAX, |_, _| true);
        assert_eq!((upstream.nodes.len(), upstream.is_cut), (99_999, false));
    });
}

#[test]
fn a_batch_of_many_that_waits_for_a_batch_of_many_needs_few_links() {
    let batches = json!([{"id": "one"}, {"id": "two", "dependencies": ["one"]}]);
    let issues: Vec<Value> = (0..2_000)
        .map(|n| json!({"id": format!("I{n}"), "batch": if n < 1_000 { "one" } else { "two" }}))
        .collect();
    let links = with_network(&json!({"batches": batches, "issues": issues}), |network, _| network.links());
    assert_eq!(links, 2 * 2_000 + 2 + 1);
}

#[test]
fn a_walk_ends_at_its_limit_and_says_so() {
    let plan = json!({"issues": [
        {"id": "A"}, {"id": "B", "dependencies": ["A"]}, {"id": "C", "dependencies": ["A"]}, {"id": "D", "dependencies": ["B"]},
    ]});
    with_network(&plan, |network, plan| {
        let mut walker = Walker::new(network);
        let mut reach = |limit| {
            let reached = walker.reach([NodeId::new(0)], Direction::Downstream, limit, |_, _| true);
            let names: Vec<String> = reached.nodes.iter().map(|node| name(network, plan, *node)).collect();
            (names.join(" "), reached.is_cut)
        };
        assert_eq!(reach(2), ("B C".to_owned(), true));
        assert_eq!(reach(3), ("B C D".to_owned(), false));
    });
}

/// A plan of twelve issues in four batches, with edges between any of them.
fn plans() -> impl Strategy<Value = Value> {
    let end =
        || prop_oneof![(0usize..12).prop_map(|n| format!("I{n}")), (0usize..4).prop_map(|n| format!("b{n}"))];
    let kinds = prop::sample::select(vec![
        "finish-to-start",
        "start-to-start",
        "finish-to-finish",
        "start-to-finish",
    ]);
    (prop::collection::vec((end(), end(), kinds), 0..24), prop::collection::vec(0usize..6, 12)).prop_map(
        |(edges, batches)| {
            let waits = |id: &str| -> Vec<Value> {
                let own = edges.iter().filter(|(from, _, _)| from == id);
                own.map(|(_, to, kind)| json!({"id": to, "type": kind})).collect()
            };
            let batch = |n: usize| json!({"id": format!("b{n}"), "dependencies": waits(&format!("b{n}"))});
            let issue = |n: usize| {
                let id = format!("I{n}");
                json!({"id": id, "batch": (batches[n] < 4).then(|| format!("b{}", batches[n])), "dependencies": waits(&id)})
            };
            json!({"batches": (0..4).map(batch).collect::<Vec<_>>(), "issues": (0..12).map(issue).collect::<Vec<_>>()})
        },
    )
}

fn oracle(network: &Network) -> DiGraph<(), ()> {
    let mut graph = DiGraph::new();
    let nodes: Vec<NodeIndex> = network.ids().map(|_| graph.add_node(())).collect();
    for node in network.ids() {
        for link in network.predecessors(node) {
            graph.add_edge(nodes[link.node.index()], nodes[node.index()], ());
        }
    }
    graph
}

proptest! {
    #[test]
    fn there_is_an_order_exactly_where_there_is_no_circle(plan in plans()) {
        with_network(&plan, |network, _| {
            let cycles = cycle::cycles_of(network);
            match network.order() {
                Ok(order) => {
                    prop_assert!(!is_cyclic_directed(&oracle(network)));
                    prop_assert!(cycles.is_empty());
                    prop_assert_eq!(order.len(), network.len());
                    let mut ranks = vec![0; order.len()];
                    order.iter().enumerate().for_each(|(rank, node)| ranks[node.index()] = rank);
                    for node in network.ids() {
                        for link in network.predecessors(node) {
                            prop_assert!(ranks[link.node.index()] < ranks[node.index()]);
                        }
                    }
                }
                Err(cycle) => {
                    prop_assert!(is_cyclic_directed(&oracle(network)));
                    prop_assert_eq!(Some(&cycle.items), cycles.first().map(|circle| &circle.items));
                }
            }
            Ok(())
        })?;
    }

    #[test]
    fn no_circle_is_left_without_the_dependency_that_closes_each(plan in plans()) {
        with_network(&plan, |network, _| {
            let closing: Vec<_> = cycle::cycles_of(network).into_iter().map(|circle| circle.closing).collect();
            let at = |node: NodeIndex| network.node(NodeId::new(node.index())).unwrap().at;
            let is_open = |from, to| !closing.contains(&(at(to), at(from)));
            let mut graph = DiGraph::<(), ()>::new();
            let nodes: Vec<NodeIndex> = network.ids().map(|_| graph.add_node(())).collect();
            for node in network.ids() {
                for link in network.predecessors(node) {
                    let (from, to) = (nodes[link.node.index()], nodes[node.index()]);
                    if !link.is_written() || is_open(from, to) {
                        graph.add_edge(from, to, ());
                    }
                }
            }
            prop_assert!(!is_cyclic_directed(&graph));
            Ok(())
        })?;
    }

    #[test]
    fn the_links_seen_from_both_sides_are_the_same(plan in plans()) {
        with_network(&plan, |network, _| {
            let mut before: Vec<String> = Vec::new();
            let mut after: Vec<String> = Vec::new();
            for node in network.ids() {
                let shown = |from: NodeId, to: NodeId, link: &Link| format!("{from:?} {to:?} {:?} {:?}", link.kind, link.tie);
                before.extend(network.predecessors(node).iter().map(|link| shown(link.node, node, link)));
                after.extend(network.successors(node).iter().map(|link| shown(node, link.node, link)));
            }
            before.sort();
            after.sort();
            prop_assert_eq!(before, after);
            Ok(())
        })?;
    }

    #[test]
    fn a_walk_finds_what_a_path_leads_to(plan in plans()) {
        with_network(&plan, |network, _| {
            let graph = oracle(network);
            let mut walker = Walker::new(network);
            for from in network.ids() {
                let mut downstream = walker.reach([from], Direction::Downstream, usize::MAX, |_, _| true).nodes;
                downstream.sort();
                let connected = |to: &NodeId| {
                    *to != from && has_path_connecting(&graph, NodeIndex::new(from.index()), NodeIndex::new(to.index()), None)
                };
                prop_assert_eq!(downstream, network.ids().filter(connected).collect::<Vec<_>>());
            }
            Ok(())
        })?;
    }
}
