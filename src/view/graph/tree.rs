//! A drawing as trees.

use serde::Serialize;

use super::drawing::Drawing;
use crate::view::badge::{Badge, badge};
use crate::view::section::flow;
use crate::view::section::flow::forest::{self, Forest, Step};
use crate::view::section::flow::tree::FlowRow;

/// The sign of what is critical.
pub(super) const CRITICAL: Badge = badge("🔴 Critical", "●", "Critical", "blocked");

/// A row of a tree.
#[derive(Debug, Serialize)]
pub struct Row {
    /// The branches before it.
    branches: String,
    /// `FEAT-041 (Plugin Loader)`.
    label: String,
    /// Its effective status with its sign.
    badge: Option<Badge>,
    /// That it is critical, when it is.
    critical: Option<Badge>,
    /// What is to be said of it.
    note: Option<&'static str>,
}

/// Rows with the sign of what is critical, and the trees as text.
pub(super) fn marked(rows: Vec<(FlowRow<'_>, bool)>) -> (Vec<Row>, Vec<String>) {
    let (mut rows, critical): (Vec<FlowRow<'_>>, Vec<bool>) = rows.into_iter().unzip();
    for (row, _) in rows.iter_mut().zip(&critical).filter(|(_, critical)| **critical) {
        let marks = row.mark.take().into_iter().chain([CRITICAL.label.to_uppercase()]);
        row.mark = Some(marks.collect::<Vec<_>>().join(", "));
    }
    let lines = flow::tree::lines(&rows);
    let marked = rows.into_iter().zip(critical);
    let marked = marked.map(|(row, critical)| Row {
        branches: row.branches,
        label: row.label,
        badge: row.badge,
        critical: critical.then_some(CRITICAL),
        note: row.note,
    });
    (marked.collect(), lines)
}

/// The rows of the trees, and whether each is critical: below each node what waits for it; `upward`, what it waits for.
pub(super) fn rows(drawing: &Drawing, upward: bool) -> Vec<(FlowRow<'static>, bool)> {
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

fn row(drawing: &Drawing, step: &Step<usize>, branches: String) -> Option<(FlowRow<'static>, bool)> {
    let node = drawing.nodes.get(step.at)?;
    let badge = node.badge.filter(|_| !node.is_gate);
    let label = match node.lines.as_slice() {
        [id, title] => format!("{id} ({title})"),
        lines => lines.join(" "),
    };
    let row = FlowRow {
        at: node.at,
        id: None,
        label,
        depth: step.depth,
        branches,
        badge,
        mark: badge.map(|badge| badge.label.to_uppercase()),
        note: step.note,
    };
    Some((row, node.critical == Some(true) && !node.is_gate))
}
