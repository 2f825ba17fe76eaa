//! Leaving out of a drawing what it says already: an arrow from A to C where A comes before B and B before C.

use std::collections::{HashSet, VecDeque};

/// Nodes up to which a drawing is reduced. What each reaches is a row of bits for each, two megabytes at this size; a larger
/// drawing is not read arrow by arrow anyway.
pub const MOST_NODES: usize = 4_096;

/// For each arrow between the first `nodes` numbers, whether it says something new: neither an earlier arrow nor a
/// longer path leads from where it begins to where it ends (A. Aho, M. Garey, J. Ullman, "The transitive reduction of a
/// directed graph", SIAM J. Comput. 1, 1972). Where there is a circle, or more nodes than [`MOST_NODES`], only arrows
/// that come twice say nothing new.
pub fn telling_arrows(nodes: usize, arrows: &[(usize, usize)]) -> Vec<bool> {
    let mut known = HashSet::with_capacity(arrows.len());
    let mut telling: Vec<bool> = arrows.iter().map(|arrow| known.insert(*arrow)).collect();
    if nodes > MOST_NODES {
        return telling;
    }
    let Some(order) = order(nodes, arrows) else { return telling };
    let mut ranks = vec![0; nodes];
    for (rank, node) in order.iter().enumerate() {
        ranks[*node] = rank;
    }
    let mut outgoing = vec![Vec::new(); nodes];
    for (place, (from, to)) in arrows.iter().enumerate() {
        if telling[place] {
            outgoing[*from].push((ranks[*to], *to, place));
        }
    }
    let mut reached = Rows::new(nodes);
    for from in order.into_iter().rev() {
        // The nearest first: whatever a longer path leads to is then known when its arrow is looked at.
        outgoing[from].sort_unstable();
        for &(_, to, place) in &outgoing[from] {
            if reached.has(from, to) {
                telling[place] = false;
            } else {
                reached.add(from, to);
            }
        }
    }
    telling
}

/// The first `nodes` numbers, each after all whose arrows lead to it; nothing when there is a circle.
pub fn order(nodes: usize, arrows: &[(usize, usize)]) -> Option<Vec<usize>> {
    let mut missing = vec![0_usize; nodes];
    let mut outgoing = vec![Vec::new(); nodes];
    for (from, to) in arrows {
        missing[*to] += 1;
        outgoing[*from].push(*to);
    }
    let mut free: VecDeque<usize> = (0..nodes).filter(|node| missing[*node] == 0).collect();
    let mut order = Vec::with_capacity(nodes);
    while let Some(node) = free.pop_front() {
        order.push(node);
        for to in &outgoing[node] {
            missing[*to] -= 1;
            if missing[*to] == 0 {
                free.push_back(*to);
            }
        }
    }
    (order.len() == nodes).then_some(order)
}

/// For each node, which others it reaches: a bit for each.
struct Rows {
    words: usize,
    bits: Vec<u64>,
}

impl Rows {
    fn new(nodes: usize) -> Self {
        let words = nodes.div_ceil(64);
        Self { words, bits: vec![0; words * nodes] }
    }

    fn has(&self, from: usize, to: usize) -> bool {
        self.bits[from * self.words + to / 64] >> (to % 64) & 1 == 1
    }

    /// Notes that a node reaches another, and all that the other reaches.
    fn add(&mut self, from: usize, to: usize) {
        for word in 0..self.words {
            self.bits[from * self.words + word] |= self.bits[to * self.words + word];
        }
        self.bits[from * self.words + to / 64] |= 1 << (to % 64);
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use petgraph::algo::{has_path_connecting, tred};
    use petgraph::graph::DiGraph;
    use proptest::prelude::*;

    use super::*;

    fn kept(nodes: usize, arrows: &[(usize, usize)]) -> Vec<(usize, usize)> {
        let telling = telling_arrows(nodes, arrows);
        arrows.iter().zip(telling).filter_map(|(arrow, telling)| telling.then_some(*arrow)).collect()
    }

    #[test]
    fn an_arrow_beside_a_longer_path_says_nothing_new() {
        assert_eq!(kept(4, &[(0, 2), (0, 1), (1, 2), (0, 1), (2, 3), (0, 3)]), [(0, 1), (1, 2), (2, 3)]);
    }

    #[test]
    fn in_a_circle_every_arrow_stays() {
        assert_eq!(kept(3, &[(0, 1), (1, 2), (2, 0), (0, 2), (0, 1)]), [(0, 1), (1, 2), (2, 0), (0, 2)]);
    }

    proptest! {
        #[test]
        fn the_reduction_is_the_smallest_that_reaches_the_same(
            pairs in prop::collection::vec((0usize..12, 0usize..12), 0..50),
        ) {
            let arrows: Vec<(usize, usize)> =
                pairs.into_iter().filter(|(a, b)| a != b).map(|(a, b)| (a.min(b), a.max(b))).collect();
            // The oracle counts an arrow that comes twice twice.
            let different: BTreeSet<_> = arrows.iter().copied().collect();
            let graph = DiGraph::<(), (), usize>::from_edges(different.iter().copied());
            let reduced = kept(12, &arrows);
            let smaller = DiGraph::<(), (), usize>::from_edges(reduced.iter().copied());
            for a in graph.node_indices() {
                for b in graph.node_indices() {
                    prop_assert_eq!(
                        has_path_connecting(&graph, a, b, None),
                        has_path_connecting(&smaller, a, b, None)
                    );
                }
            }
            let order = petgraph::algo::toposort(&graph, None).unwrap();
            let (sorted, _) = tred::dag_to_toposorted_adjacency_list::<_, usize>(&graph, &order);
            let (oracle, _) = tred::dag_transitive_reduction_closure(&sorted);
            prop_assert_eq!(reduced.len(), oracle.edge_count());
        }
    }
}
