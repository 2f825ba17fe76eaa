//! A drawing of nodes and arrows.

use std::fmt::Write;

use super::layout::{Layout, Place, layout};
use super::{begin, class_of, end, escaped, line};
use crate::text::{one_line, shorten};
use crate::view::graph::{Drawing, Node};

/// Nodes up to which a drawing can be read and drawn at once.
pub const MOST_NODES: usize = 2_000;

const WIDTH: f64 = 210.0;
const HEIGHT: f64 = 46.0;
const GAP_X: f64 = 70.0;
const GAP_Y: f64 = 18.0;
const MARGIN: f64 = 20.0;

/// Columns of text that fit into a node.
const COLUMNS: usize = 30;

/// Room for the legend below the nodes.
const LEGEND: f64 = 28.0;

/// A drawing as an SVG document.
pub fn graph(drawing: &Drawing, title: &str) -> String {
    let pairs: Vec<(usize, usize)> = drawing.arrows.iter().map(|arrow| (arrow.from, arrow.to)).collect();
    let layout = layout(drawing.nodes.len(), &pairs);
    let legend = legend(drawing, &layout);
    let layers = f64::from(u32::try_from(layout.layers).unwrap_or(u32::MAX));
    let width = (layers * (WIDTH + GAP_X) - GAP_X).max(legend_width(&legend)) + 2.0 * MARGIN;
    let bottom = MARGIN + (layout.rows * (HEIGHT + GAP_Y) - GAP_Y).max(0.0);
    let height = bottom + MARGIN + if legend.is_empty() { 0.0 } else { LEGEND };
    let mut text = begin(width, height, title);
    for (name, class) in [("tip", "tip"), ("step-tip", "step-tip")] {
        line(
            &mut text,
            format_args!(
                "<defs><marker id=\"{name}\" viewBox=\"0 0 8 8\" refX=\"8\" refY=\"4\" markerWidth=\"9\" markerHeight=\"9\" \
                 markerUnits=\"userSpaceOnUse\" orient=\"auto\"><path class=\"{class}\" d=\"M0 0 8 4 0 8z\"/></marker></defs>"
            ),
        );
    }
    // What is critical comes last, so that nothing is drawn over it.
    let is_critical = |place: &usize| drawing.arrows.get(*place).is_some_and(|arrow| arrow.critical);
    let (steps, others): (Vec<usize>, Vec<usize>) = (0..drawing.arrows.len()).partition(is_critical);
    for place in others.into_iter().chain(steps) {
        add_arrow(&mut text, drawing, &layout, place);
    }
    for (node, place) in drawing.nodes.iter().zip(&layout.nodes) {
        add_node(&mut text, node, *place);
    }
    add_legend(&mut text, &legend, bottom + LEGEND);
    end(&mut text);
    text
}

/// What the lines of a drawing mean, where that is not what anyone would take them for: their class, and words.
fn legend(drawing: &Drawing, layout: &Layout) -> Vec<(&'static str, &'static str)> {
    let has_critical = drawing.nodes.iter().any(|node| node.critical == Some(true));
    let has_back =
        drawing.arrows.iter().zip(&layout.is_back).any(|(arrow, back)| *back && arrow.from != arrow.to);
    let entries = [
        has_critical.then_some(("arrow step", "● critical path: any slip makes the whole longer")),
        has_back.then_some(("arrow back", "closes a circle")),
    ];
    entries.into_iter().flatten().collect()
}

/// Room for a line and its words.
fn entry_width(words: &str) -> f64 {
    60.0 + f64::from(u32::try_from(crate::text::width(words)).unwrap_or(u32::MAX)) * 7.0
}

fn legend_width(legend: &[(&str, &str)]) -> f64 {
    legend.iter().map(|(_, words)| entry_width(words)).sum()
}

fn add_legend(text: &mut String, legend: &[(&str, &str)], y: f64) {
    let mut x = MARGIN;
    for (class, words) in legend {
        line(text, format_args!("<path class=\"{class}\" d=\"M{x:.1} {:.1}h34\"/>", y - 4.0));
        line(text, format_args!("<text x=\"{:.1}\" y=\"{y:.1}\">{}</text>", x + 42.0, escaped(words)));
        x += entry_width(words);
    }
}

/// The left upper corner of a place.
fn corner(place: Place) -> (f64, f64) {
    let layer = f64::from(u32::try_from(place.layer).unwrap_or(u32::MAX));
    (MARGIN + layer * (WIDTH + GAP_X), MARGIN + place.row * (HEIGHT + GAP_Y))
}

fn add_node(text: &mut String, node: &Node, place: Place) {
    let (x, y) = corner(place);
    let badge = node.badge.filter(|_| !node.is_gate);
    let is_critical = node.critical == Some(true);
    let mut told = vec![node.label.clone()];
    told.extend(badge.map(|badge| badge.label.to_owned()));
    told.extend((is_critical && !node.is_gate).then(|| "critical".to_owned()));
    told.extend((!node.owners.is_empty()).then(|| node.owners.join(", ")));
    line(text, format_args!("<g><title>{}</title>", escaped(&told.join(" · "))));
    let class = class_of(badge.map(|badge| badge.role));
    let critical = if is_critical { " critical" } else { "" };
    let dashes = if node.is_gate { " stroke-dasharray=\"4 3\"" } else { "" };
    line(
        text,
        format_args!(
            "<rect class=\"{class}{critical}\" x=\"{x:.1}\" y=\"{y:.1}\" width=\"{WIDTH}\" height=\"{HEIGHT}\" rx=\"6\"{dashes}/>"
        ),
    );
    let state = badge.map(|badge| format!("{} {}", badge.mark, badge.label)).unwrap_or_default();
    let room = COLUMNS.saturating_sub(crate::text::width(&state));
    let mut lines = node.lines.iter();
    if let Some(first) = lines.next() {
        let mark = if is_critical && !node.is_gate { "● " } else { "" };
        let shown = escaped(&shorten(&format!("{mark}{}", one_line(first)), room));
        line(
            text,
            format_args!("<text class=\"id\" x=\"{:.1}\" y=\"{:.1}\">{shown}</text>", x + 10.0, y + 19.0),
        );
    }
    if let Some(second) = lines.next() {
        let shown = escaped(&shorten(&one_line(second), COLUMNS));
        line(text, format_args!("<text x=\"{:.1}\" y=\"{:.1}\">{shown}</text>", x + 10.0, y + 36.0));
    }
    if !state.is_empty() {
        let (x, y) = (x + WIDTH - 8.0, y + 18.0);
        let state = escaped(&state);
        line(
            text,
            format_args!(
                "<text class=\"small\" text-anchor=\"end\" x=\"{x:.1}\" y=\"{y:.1}\">{state}</text>"
            ),
        );
    }
    text.push_str("</g>\n");
}

fn add_arrow(text: &mut String, drawing: &Drawing, layout: &Layout, place: usize) {
    let Some(arrow) = drawing.arrows.get(place) else { return };
    let ends = layout.nodes.get(arrow.from).zip(layout.nodes.get(arrow.to));
    let Some((from, to)) = ends.filter(|_| arrow.from != arrow.to) else { return };
    let is_back = layout.is_back.get(place).copied().unwrap_or(false);
    let side = |place: Place, right: bool| {
        let (x, y) = corner(place);
        (if right { x + WIDTH } else { x }, y + HEIGHT / 2.0)
    };
    let mut path = String::new();
    let (mut x, mut y) = side(*from, !is_back);
    // Writing to a `String` cannot fail.
    let _ = write!(path, "M{x:.1} {y:.1}");
    let mut curve = |to: (f64, f64)| {
        let middle = f64::midpoint(x, to.0);
        let _ = write!(path, "C{middle:.1} {y:.1} {middle:.1} {:.1} {:.1} {:.1}", to.1, to.0, to.1);
        (x, y) = to;
    };
    for point in layout.waypoints.get(place).into_iter().flatten() {
        // Past the nodes of the layer in a straight line.
        curve(side(*point, is_back));
        curve(side(*point, !is_back));
    }
    curve(side(*to, is_back));
    let (class, tip) = match (arrow.critical, is_back) {
        (true, _) => ("arrow step", "step-tip"),
        (false, true) => ("arrow back", "tip"),
        (false, false) => ("arrow", "tip"),
    };
    line(text, format_args!("<path class=\"{class}\" d=\"{path}\" marker-end=\"url(#{tip})\"/>"));
    if let Some(label) = &arrow.label {
        let (x, y) = side(*to, is_back);
        let (anchor, x) = if is_back { ("start", x + 10.0) } else { ("end", x - 10.0) };
        line(
            text,
            format_args!(
                "<text class=\"small\" text-anchor=\"{anchor}\" x=\"{x:.1}\" y=\"{:.1}\">{}</text>",
                y - 4.0,
                escaped(label)
            ),
        );
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::view::graph::Arrow;

    fn node(label: &str) -> Node {
        Node {
            id: label.to_owned(),
            label: label.to_owned(),
            kind: "issue",
            batch: None,
            owners: vec![label.to_owned()],
            effective_status: None,
            critical: Some(true),
            at: None,
            lines: vec![label.to_owned(), label.to_owned()],
            badge: Some(crate::plan::value::status::Status::Blocked.into()),
            frame: None,
            is_gate: false,
        }
    }

    proptest! {
        #[test]
        fn every_drawing_is_well_formed_and_has_the_titles_of_its_nodes(
            labels in prop::collection::vec("\\PC{0,12}|[\u{0}-\u{20}<>&\"'\\]\u{fffe}\u{ffff}]{0,12}", 1..8),
            arrows in prop::collection::vec((0usize..8, 0usize..8), 0..20),
        ) {
            let nodes: Vec<Node> = labels.iter().map(|label| node(label)).collect();
            let count = nodes.len();
            let arrow = |(from, to): (usize, usize)| Arrow { from: from % count, to: to % count, label: Some("a<b".to_owned()), count: 1, critical: from == to };
            let drawing = Drawing { nodes, arrows: arrows.into_iter().map(arrow).collect(), ..Drawing::default() };
            let text = graph(&drawing, &labels[0]);
            let document = roxmltree::Document::parse(&text).unwrap();
            let groups = document.descendants().filter(|node| node.has_tag_name("g"));
            prop_assert!(groups.clone().all(|group| group.first_element_child().unwrap().has_tag_name("title")));
            prop_assert_eq!(groups.count(), count);
        }
    }
}
