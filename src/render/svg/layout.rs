//! Where the nodes of a drawing stand: in layers from left to right, with few crossings.
//!
//! The steps are those of K. Sugiyama, S. Tagawa and M. Toda, "Methods for visual understanding of hierarchical system
//! structures", IEEE Trans. Syst. Man Cybern. 11, 1981: arrows that close a circle are turned round, each node stands one
//! layer behind the last that comes before it, long arrows get a waypoint in each layer that they cross, and sweeps put each
//! node in the middle of its neighbours in the layer before.

use crate::graph::reduction::order;

/// Sweeps over all layers, to and fro.
const SWEEPS: usize = 8;

/// Waypoints up to which long arrows are led around nodes.
const MOST_WAYPOINTS: usize = 20_000;

/// A place of a node, counted in layers and in rows; rows may be fractions.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub(super) struct Place {
    pub(super) layer: usize,
    pub(super) row: f64,
}

/// Where everything stands.
#[derive(Debug)]
pub(super) struct Layout {
    /// The place of each node.
    pub(super) nodes: Vec<Place>,
    /// The places through which each arrow leads between its ends.
    pub(super) waypoints: Vec<Vec<Place>>,
    /// Whether each arrow closes a circle; then it leads back.
    pub(super) is_back: Vec<bool>,
    /// How many layers there are.
    pub(super) layers: usize,
    /// How many rows are taken.
    pub(super) rows: f64,
}

/// Nodes and waypoints by layer.
struct Layers {
    /// Of each layer, who stands there, from the first row.
    members: Vec<Vec<usize>>,
    /// Of each node and waypoint, its neighbours in the layer before and in the layer behind.
    before: Vec<Vec<usize>>,
    after: Vec<Vec<usize>>,
    rows: Vec<f64>,
}

/// Lays out so many nodes and the arrows between them. Nodes without arrows stand in rows of their own below the others.
pub(super) fn layout(nodes: usize, arrows: &[(usize, usize)]) -> Layout {
    let is_back = back_arrows(nodes, arrows);
    let turned: Vec<(usize, usize)> = arrows
        .iter()
        .zip(&is_back)
        .map(|((from, to), back)| if *back { (*to, *from) } else { (*from, *to) })
        .collect();
    let depth = depths(nodes, &turned);
    let mut is_tied = vec![false; nodes];
    for (from, to) in &turned {
        is_tied[*from] |= from != to;
        is_tied[*to] |= from != to;
    }
    let (mut layers, chains) = build(&depth, &turned, &is_tied);
    for sweep in 0..SWEEPS {
        layers.sweep(sweep % 2 == 0);
    }
    layers.settle();
    let place =
        |node: usize, layer: usize| Place { layer, row: layers.rows.get(node).copied().unwrap_or_default() };
    let mut places: Vec<Place> = depth.iter().enumerate().map(|(node, layer)| place(node, *layer)).collect();
    let waypoints = chains.iter().zip(&turned).zip(&is_back).map(|((chain, (from, _)), back)| {
        let start = depth[*from] + 1;
        let mut points: Vec<Place> =
            chain.iter().enumerate().map(|(step, node)| place(*node, start + step)).collect();
        if *back {
            points.reverse();
        }
        points
    });
    let waypoints: Vec<Vec<Place>> = waypoints.collect();
    let width = layers.members.len().max(1);
    let mut rows = layers.rows.iter().fold(-1.0_f64, |most, row| most.max(*row)) + 1.0;
    rows += place_alone(&mut places, &is_tied, width, rows);
    Layout { nodes: places, waypoints, is_back, layers: width, rows }
}

/// Puts nodes without arrows into rows from `row` on, as many to each as there are layers; how many rows that takes.
fn place_alone(places: &mut [Place], is_tied: &[bool], width: usize, row: f64) -> f64 {
    let mut rows = 0.0;
    let alone = places.iter_mut().zip(is_tied).filter(|(_, tied)| !**tied);
    for (count, (place, _)) in alone.enumerate() {
        if count % width == 0 {
            rows += 1.0;
        }
        *place = Place { layer: count % width, row: row + rows - 1.0 };
    }
    rows
}

/// The arrows that lead back to a node on the way to which they were found, depth first in the given order.
fn back_arrows(nodes: usize, arrows: &[(usize, usize)]) -> Vec<bool> {
    let mut outgoing = vec![Vec::new(); nodes];
    let mut is_entered = vec![false; nodes];
    for (place, (from, to)) in arrows.iter().enumerate() {
        outgoing[*from].push(place);
        is_entered[*to] |= from != to;
    }
    let mut is_back: Vec<bool> = arrows.iter().map(|(from, to)| from == to).collect();
    // 0 unseen, 1 on the way, 2 left.
    let mut state = vec![0_u8; nodes];
    let starts = (0..nodes).filter(|node| !is_entered[*node]).chain(0..nodes);
    for start in starts.collect::<Vec<_>>() {
        if state[start] != 0 {
            continue;
        }
        state[start] = 1;
        let mut path = vec![(start, 0)];
        while let Some((node, next)) = path.last_mut() {
            let Some(&place) = outgoing[*node].get(*next) else {
                state[*node] = 2;
                path.pop();
                continue;
            };
            *next += 1;
            let to = arrows[place].1;
            match state[to] {
                0 => {
                    state[to] = 1;
                    path.push((to, 0));
                }
                1 => is_back[place] = true,
                _ => {}
            }
        }
    }
    is_back
}

/// The layer of each node: one behind the last that comes before it.
fn depths(nodes: usize, arrows: &[(usize, usize)]) -> Vec<usize> {
    let arrows: Vec<(usize, usize)> = arrows.iter().copied().filter(|(from, to)| from != to).collect();
    let mut depths = vec![0; nodes];
    let mut outgoing = vec![Vec::new(); nodes];
    for (from, to) in &arrows {
        outgoing[*from].push(*to);
    }
    for node in order(nodes, &arrows).unwrap_or_default() {
        for to in &outgoing[node] {
            depths[*to] = depths[*to].max(depths[node] + 1);
        }
    }
    depths
}

/// The layers with their waypoints, and for each arrow its waypoints.
fn build(depth: &[usize], arrows: &[(usize, usize)], is_tied: &[bool]) -> (Layers, Vec<Vec<usize>>) {
    let nodes = depth.len();
    let length = |(from, to): &(usize, usize)| depth[*to].saturating_sub(depth[*from] + 1);
    let is_led = arrows.iter().map(length).sum::<usize>() <= MOST_WAYPOINTS;
    let tied = (0..nodes).filter(|node| is_tied[*node]);
    let deepest = tied.clone().map(|node| depth[node] + 1).max().unwrap_or_default();
    let mut layers = Layers {
        members: vec![Vec::new(); deepest],
        before: vec![Vec::new(); nodes],
        after: vec![Vec::new(); nodes],
        rows: vec![0.0; nodes],
    };
    tied.for_each(|node| layers.members[depth[node]].push(node));
    let mut chains = Vec::with_capacity(arrows.len());
    for (from, to) in arrows {
        let mut chain = Vec::new();
        let mut last = *from;
        for layer in depth[*from] + 1..if is_led { depth[*to] } else { 0 } {
            let waypoint = layers.rows.len();
            layers.rows.push(0.0);
            layers.before.push(Vec::new());
            layers.after.push(Vec::new());
            layers.members[layer].push(waypoint);
            layers.tie(last, waypoint);
            chain.push(waypoint);
            last = waypoint;
        }
        if from != to {
            layers.tie(last, *to);
        }
        chains.push(chain);
    }
    layers.number_rows();
    (layers, chains)
}

impl Layers {
    fn tie(&mut self, from: usize, to: usize) {
        self.after[from].push(to);
        self.before[to].push(from);
    }

    /// Gives the members of each layer the rows from 0 in their order.
    fn number_rows(&mut self) {
        for layer in &self.members {
            for (row, node) in (0_u32..).zip(layer) {
                self.rows[*node] = f64::from(row);
            }
        }
    }

    /// The middle of a node's neighbours; its own row without any.
    fn middle(&self, node: usize, forward: bool) -> f64 {
        let neighbours = if forward { &self.before[node] } else { &self.after[node] };
        let sum: f64 = neighbours.iter().map(|other| self.rows[*other]).sum();
        let count = u32::try_from(neighbours.len()).unwrap_or(u32::MAX);
        if count == 0 { self.rows[node] } else { sum / f64::from(count) }
    }

    /// Orders each layer by the middles of its members' neighbours.
    fn sweep(&mut self, forward: bool) {
        let count = self.members.len();
        for step in 0..count {
            let layer = if forward { step } else { count - 1 - step };
            let mut keyed: Vec<(f64, usize)> =
                self.members[layer].iter().map(|node| (self.middle(*node, forward), *node)).collect();
            // Stable: what is equal keeps its order.
            keyed.sort_by(|(one, _), (other, _)| one.total_cmp(other));
            for (row, (_, node)) in (0_u32..).zip(&keyed) {
                self.rows[*node] = f64::from(row);
            }
            self.members[layer] = keyed.into_iter().map(|(_, node)| node).collect();
        }
    }

    /// Moves the members of each layer towards the middles of their neighbours without changing their order.
    fn settle(&mut self) {
        let count = self.members.len();
        for sweep in 0..SWEEPS {
            let forward = sweep % 2 == 0;
            for step in 0..count {
                let layer = if forward { step } else { count - 1 - step };
                let wanted: Vec<f64> =
                    self.members[layer].iter().map(|node| self.middle(*node, forward)).collect();
                let rows = spread(&wanted);
                for (node, row) in self.members[layer].iter().zip(rows) {
                    self.rows[*node] = row;
                }
            }
        }
        let first = self.members.iter().flatten().map(|node| self.rows[*node]).fold(f64::INFINITY, f64::min);
        for node in self.members.iter().flatten() {
            self.rows[*node] -= first;
        }
    }
}

/// Rows at least one apart, in the given order, as near as possible to those that are wanted: what is too close is put
/// together in blocks that stand at their mean.
fn spread(wanted: &[f64]) -> Vec<f64> {
    // Of each block, the sum of what its members want less their place in it, and how many they are.
    let mut blocks: Vec<(f64, f64)> = Vec::new();
    for row in wanted {
        let mut block = (*row, 1.0);
        while let Some((sum, count)) = blocks.pop() {
            if sum / count + count <= block.0 / block.1 {
                blocks.push((sum, count));
                break;
            }
            block = (sum + block.0 - count * block.1, count + block.1);
        }
        blocks.push(block);
    }
    let mut rows = Vec::with_capacity(wanted.len());
    for (sum, count) in blocks {
        let first = sum / count;
        let mut place = 0.0;
        while place < count {
            rows.push(first + place);
            place += 1.0;
        }
    }
    rows
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_node_stands_behind_all_that_comes_before_it() {
        let layout = layout(4, &[(0, 1), (1, 2), (0, 2), (2, 3)]);
        assert_eq!(layout.nodes.iter().map(|place| place.layer).collect::<Vec<_>>(), [0, 1, 2, 3]);
        assert_eq!(layout.waypoints[2].len(), 1);
    }

    #[test]
    fn arrows_that_could_cross_are_put_in_order() {
        let layout = layout(4, &[(0, 3), (1, 2)]);
        assert_eq!(layout.nodes[0].row < layout.nodes[1].row, layout.nodes[3].row < layout.nodes[2].row);
    }

    proptest! {
        #[test]
        fn no_two_nodes_stand_on_one_another(arrows in prop::collection::vec((0usize..20, 0usize..20), 0..60)) {
            let layout = layout(20, &arrows);
            for (place, one) in layout.nodes.iter().enumerate() {
                prop_assert!(one.row >= -1e-9 && one.row + 1.0 <= layout.rows + 1e-9 && one.layer < layout.layers);
                for other in &layout.nodes[place + 1..] {
                    prop_assert!(one.layer != other.layer || (one.row - other.row).abs() > 1.0 - 1e-6);
                }
            }
            for ((from, to), back) in arrows.iter().zip(&layout.is_back) {
                let (from_layer, to_layer) = (layout.nodes[*from].layer, layout.nodes[*to].layer);
                prop_assert!(from == to || (from_layer < to_layer) != *back);
            }
        }

        #[test]
        fn what_is_spread_keeps_its_order_and_distance(wanted in prop::collection::vec(-10.0..10.0f64, 1..12)) {
            let rows = spread(&wanted);
            prop_assert_eq!(rows.len(), wanted.len());
            prop_assert!(rows.windows(2).all(|pair| pair[1] - pair[0] > 1.0 - 1e-9));
        }
    }
}
