//! A drawing as trees.

use super::drawing::Drawing;
use crate::view::section::flow::forest::{self, Forest, Step};
use crate::view::section::flow::tree::FlowRow;

/// The rows of the trees: below each node what waits for it; `upward`, what it waits for.
pub(super) fn rows(drawing: &Drawing, upward: bool) -> Vec<FlowRow<'static>> {
    let (incoming, outgoing) = drawing.ends();
    let (above, below) = if upward { (outgoing, incoming) } else { (incoming, outgoing) };
    let children = |step: &Step<usize>| {
        let arrows = below.get(step.at).into_iter().flatten().filter_map(|place| drawing.arrows.get(*place));
        let mut children: Vec<usize> = Vec::new();
        for child in arrows.map(|arrow| if upward { arrow.from } else { arrow.to }) {
            if !children.contains(&child) {
                children.push(child);
            }
        }
        Some(children)
    };
    let count = drawing.nodes.len();
    let tops = (0..count).filter(|place| above.get(*place).is_none_or(Vec::is_empty));
    // What is left in the end goes in circles.
    let roots = drawing.roots.iter().copied().chain(tops).chain(0..count);
    let mut forest = Forest::new(count);
    let mut steps = Vec::new();
    for at in roots {
        forest.grow(Step { at, depth: 0, is_last: true, note: None }, |at| at, children, &mut steps);
    }
    forest::rows(steps, |step, branches| row(drawing, step, branches))
}

fn row(drawing: &Drawing, step: &Step<usize>, branches: String) -> Option<FlowRow<'static>> {
    let node = drawing.nodes.get(step.at)?;
    let badge = node.badge.filter(|_| !node.is_gate);
    let label = match node.lines.as_slice() {
        [id, title] => format!("{id} ({title})"),
        lines => lines.join(" "),
    };
    Some(FlowRow {
        id: None,
        label,
        depth: step.depth,
        branches,
        badge,
        mark: badge.map(|badge| badge.label.to_uppercase()),
        note: step.note,
    })
}
