//! Drawings in the language DOT, for Graphviz. What a plan says stands only between quotes, with quotes and backslashes
//! escaped and control characters shown.

use std::fmt::Write;

use crate::text::one_line;
use crate::view::graph::{Drawing, Node};

/// A drawing as a directed graph, with a cluster around the issues of each batch.
pub fn dot(drawing: &Drawing) -> String {
    let mut text = String::from(
        "digraph plan {\n  rankdir=LR\n  node [shape=box, style=\"rounded,filled\", fillcolor=\"#ffffff\", fontname=\"sans-serif\"]\n",
    );
    let numbered = || drawing.nodes.iter().enumerate();
    for (place, frame) in drawing.frames.iter().enumerate() {
        let mut members = numbered().filter(|(_, node)| node.frame == Some(place)).peekable();
        if members.peek().is_some() {
            line(
                &mut text,
                format_args!("  subgraph cluster_{} {{\n    label={}", place + 1, quoted(&frame.label)),
            );
            members.for_each(|(place, node)| add_node(&mut text, "    ", place, node));
            line(&mut text, format_args!("  }}"));
        }
    }
    let is_free = |node: &Node| node.frame.is_none_or(|frame| frame >= drawing.frames.len());
    numbered()
        .filter(|(_, node)| is_free(node))
        .for_each(|(place, node)| add_node(&mut text, "  ", place, node));
    for arrow in &drawing.arrows {
        let label = arrow.label.as_ref().map(|label| format!("label={}", quoted(label)));
        let attributes: Vec<String> = label.into_iter().chain(arrow.critical.then(critical)).collect();
        let attributes =
            if attributes.is_empty() { String::new() } else { format!(" [{}]", attributes.join(", ")) };
        let (from, to) = (arrow.from + 1, arrow.to + 1);
        line(&mut text, format_args!("  n{from} -> n{to}{attributes}"));
    }
    text.push_str("}\n");
    text
}

fn add_node(text: &mut String, indent: &str, place: usize, node: &Node) {
    let words = node.critical_words();
    let lines: Vec<String> =
        node.lines.iter().map(String::as_str).chain(words.as_deref()).map(escaped).collect();
    let mut attributes = format!("label=\"{}\"", lines.join("\\n"));
    let badge = node.badge.filter(|_| !node.is_gate);
    let tooltip: Vec<&str> =
        std::iter::once(node.label.as_str()).chain(badge.map(|badge| badge.label)).collect();
    // Writing to a `String` cannot fail.
    let _ = write!(attributes, ", tooltip={}", quoted(&tooltip.join(" · ")));
    if let Some((fill, stroke)) = badge.and_then(|badge| super::mermaid::colours(badge.role)) {
        let _ = write!(attributes, ", fillcolor=\"{fill}\"");
        if node.critical != Some(true) {
            let _ = write!(attributes, ", color=\"{stroke}\"");
        }
    }
    if node.critical == Some(true) && !node.is_gate {
        let _ = write!(attributes, ", {}", critical());
    }
    if node.is_gate {
        attributes.push_str(", shape=plaintext, style=\"\"");
    }
    line(text, format_args!("{indent}n{} [{attributes}]", place + 1));
}

/// How what is critical is drawn: a thick line, not colour alone.
fn critical() -> String {
    "color=\"#8250df\", penwidth=3".to_owned()
}

fn line(text: &mut String, line: std::fmt::Arguments<'_>) {
    // Writing to a `String` cannot fail.
    let _ = writeln!(text, "{line}");
}

fn quoted(text: &str) -> String {
    format!("\"{}\"", escaped(text))
}

fn escaped(text: &str) -> String {
    one_line(text).replace('\\', "\\\\").replace('"', "\\\"")
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn nothing_ends_a_text(text in "[ -~\n\u{1b}é漢\"\\\\]{0,40}") {
            let shown = quoted(&text);
            let inner = &shown[1..shown.len() - 1];
            let mut characters = inner.chars();
            while let Some(character) = characters.next() {
                prop_assert!(character != '"' && !character.is_control());
                if character == '\\' {
                    prop_assert!(matches!(characters.next(), Some('\\' | '"')));
                }
            }
        }
    }
}
