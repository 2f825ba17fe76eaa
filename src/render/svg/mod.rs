//! Drawings as SVG: one file with all that it needs, without scripts, links and fonts from elsewhere.
//!
//! What a plan says stands only in text nodes and in attributes of our own choice, escaped, and without characters that
//! XML forbids.

mod layout;

use std::fmt::Write;

use self::layout::{Layout, Place, layout};
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

const STYLE: &str = "text{font:12px system-ui,sans-serif;fill:#1f2328}.id{font-weight:600}.state{font-size:10px;fill:#57606a}\
    .arrow{fill:none;stroke:#6e7781;stroke-width:1.3}.back{stroke:#cf222e;stroke-dasharray:5 3}.tie{font-size:10px;fill:#57606a}";

/// A drawing as an SVG document.
pub fn svg(drawing: &Drawing, title: &str) -> String {
    let pairs: Vec<(usize, usize)> = drawing.arrows.iter().map(|arrow| (arrow.from, arrow.to)).collect();
    let layout = layout(drawing.nodes.len(), &pairs);
    let layers = u32::try_from(layout.layers).unwrap_or(u32::MAX);
    let width = f64::from(layers) * (WIDTH + GAP_X) - GAP_X + 2.0 * MARGIN;
    let height = (layout.rows * (HEIGHT + GAP_Y) - GAP_Y).max(0.0) + 2.0 * MARGIN;
    let mut text = String::new();
    line(
        &mut text,
        format_args!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width:.0} {height:.0}\" width=\"{width:.0}\" \
             height=\"{height:.0}\" role=\"img\">"
        ),
    );
    line(&mut text, format_args!("<title>{}</title>", escaped(title)));
    line(&mut text, format_args!("<style>{STYLE}</style>"));
    text.push_str(
        "<defs><marker id=\"tip\" viewBox=\"0 0 8 8\" refX=\"8\" refY=\"4\" markerWidth=\"7\" markerHeight=\"7\" \
         orient=\"auto\"><path d=\"M0 0 8 4 0 8z\" fill=\"#6e7781\"/></marker></defs>\n",
    );
    line(&mut text, format_args!("<rect width=\"{width:.0}\" height=\"{height:.0}\" fill=\"#ffffff\"/>"));
    for place in 0..drawing.arrows.len() {
        add_arrow(&mut text, drawing, &layout, place);
    }
    for (node, place) in drawing.nodes.iter().zip(&layout.nodes) {
        add_node(&mut text, node, *place);
    }
    text.push_str("</svg>\n");
    text
}

/// The left upper corner of a place.
fn corner(place: Place) -> (f64, f64) {
    let layer = f64::from(u32::try_from(place.layer).unwrap_or(u32::MAX));
    (MARGIN + layer * (WIDTH + GAP_X), MARGIN + place.row * (HEIGHT + GAP_Y))
}

fn add_node(text: &mut String, node: &Node, place: Place) {
    let (x, y) = corner(place);
    let badge = node.badge.filter(|_| !node.is_gate);
    let (fill, stroke) =
        badge.and_then(|badge| super::mermaid::colours(badge.role)).unwrap_or(("#ffffff", "#8c959f"));
    let mut told = vec![node.label.clone()];
    told.extend(badge.map(|badge| badge.label.to_owned()));
    told.extend((!node.owners.is_empty()).then(|| node.owners.join(", ")));
    line(text, format_args!("<g><title>{}</title>", escaped(&told.join(" · "))));
    let dashes = if node.is_gate { " stroke-dasharray=\"4 3\"" } else { "" };
    line(
        text,
        format_args!(
            "<rect x=\"{x:.1}\" y=\"{y:.1}\" width=\"{WIDTH}\" height=\"{HEIGHT}\" rx=\"6\" fill=\"{fill}\" \
             stroke=\"{stroke}\"{dashes}/>"
        ),
    );
    let state = badge.map(|badge| format!("{} {}", badge.mark, badge.label)).unwrap_or_default();
    let room = COLUMNS.saturating_sub(crate::text::width(&state));
    let mut lines = node.lines.iter();
    if let Some(first) = lines.next() {
        let shown = escaped(&shorten(&one_line(first), room));
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
                "<text class=\"state\" text-anchor=\"end\" x=\"{x:.1}\" y=\"{y:.1}\">{state}</text>"
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
    let class = if is_back { "arrow back" } else { "arrow" };
    line(text, format_args!("<path class=\"{class}\" d=\"{path}\" marker-end=\"url(#tip)\"/>"));
    if let Some(label) = &arrow.label {
        let (x, y) = side(*to, is_back);
        let (anchor, x) = if is_back { ("start", x + 10.0) } else { ("end", x - 10.0) };
        line(
            text,
            format_args!(
                "<text class=\"tie\" text-anchor=\"{anchor}\" x=\"{x:.1}\" y=\"{:.1}\">{}</text>",
                y - 4.0,
                escaped(label)
            ),
        );
    }
}

fn line(text: &mut String, line: std::fmt::Arguments<'_>) {
    // Writing to a `String` cannot fail.
    let _ = writeln!(text, "{line}");
}

/// A text of the plan for XML.
fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for character in one_line(text).chars() {
        match character {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&#39;"),
            // XML has no place for these, however they are written.
            '\u{fffe}' | '\u{ffff}' => {}
            other if other.is_control() => {}
            other => escaped.push(other),
        }
    }
    escaped
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
            let arrow = |(from, to): (usize, usize)| Arrow { from: from % count, to: to % count, label: Some("a<b".to_owned()), count: 1 };
            let drawing = Drawing { nodes, arrows: arrows.into_iter().map(arrow).collect(), ..Drawing::default() };
            let text = svg(&drawing, &labels[0]);
            let document = roxmltree::Document::parse(&text).unwrap();
            let groups = document.descendants().filter(|node| node.has_tag_name("g"));
            prop_assert!(groups.clone().all(|group| group.first_element_child().unwrap().has_tag_name("title")));
            prop_assert_eq!(groups.count(), count);
        }
    }
}
