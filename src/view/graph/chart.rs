//! A drawing as a diagram that GitHub draws.

use std::collections::BTreeMap;

use serde::Serialize;

use super::drawing::{Arrow, Drawing};
use crate::view::section::flow::chart::{self, ARROWS, ChartGroup};

/// A drawing as a diagram for GitHub.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Chart {
    #[serde(flatten)]
    diagram: chart::Chart,
    /// The names of the nodes that are critical.
    critical_nodes: Vec<String>,
    /// The places of the arrows that are steps of a critical path.
    critical_arrows: Vec<usize>,
}

impl Chart {
    /// How many arrows are not drawn.
    pub fn hidden(&self) -> usize {
        self.diagram.hidden
    }
}

/// The drawing in the form of the reports' diagrams: issues in the frames of their batches.
pub fn chart(drawing: &Drawing) -> Chart {
    let name = |place: usize| format!("n{}", place + 1);
    let mut framed: BTreeMap<usize, Vec<chart::Node>> = BTreeMap::new();
    let mut critical_nodes = Vec::new();
    for (place, node) in drawing.nodes.iter().enumerate() {
        let role = node.badge.filter(|_| !node.is_gate).map(|badge| badge.role);
        let mut lines = node.lines.clone();
        lines.extend(node.critical_words());
        if node.critical == Some(true) {
            critical_nodes.push(name(place));
        }
        let shown = chart::Node { name: name(place), lines, role };
        framed.entry(node.frame.unwrap_or(usize::MAX)).or_default().push(shown);
    }
    let group = |(frame, nodes): (usize, Vec<chart::Node>)| {
        let known = drawing.frames.get(frame);
        ChartGroup {
            name: known.map(|_| format!("b{}", frame + 1)),
            label: known.map(|frame| frame.label.clone()),
            role: known.and_then(|frame| frame.role),
            nodes,
        }
    };
    let arrow = |arrow: &Arrow| chart::Arrow {
        from: name(arrow.from),
        to: name(arrow.to),
        label: arrow.label.clone(),
    };
    let drawn = || drawing.arrows.iter().take(ARROWS).enumerate();
    Chart {
        diagram: chart::Chart {
            groups: framed.into_iter().map(group).collect(),
            arrows: drawn().map(|(_, drawn)| arrow(drawn)).collect(),
            hidden: drawing.arrows.len().saturating_sub(ARROWS),
        },
        critical_nodes,
        critical_arrows: drawn().filter(|(_, arrow)| arrow.critical).map(|(place, _)| place).collect(),
    }
}
