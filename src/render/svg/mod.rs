//! Pictures as SVG: one file with all that it needs, without scripts, links and fonts from elsewhere.
//!
//! What a plan says stands only in text nodes, escaped, and without characters that XML forbids. Colours come by class
//! from one style sheet, which has a light and a dark half; the page's ground is part of the picture, so it can be read
//! wherever it is shown.
//!
//! - `graph`: a drawing of nodes and arrows, placed by `layout`
//! - `gantt`: bars along an axis

mod gantt;
mod graph;
mod layout;

use std::fmt::Write;

pub use self::gantt::{MOST_ROWS, gantt};
pub use self::graph::{MOST_NODES, graph};
use super::mermaid;
use crate::text::one_line;

/// Everything in its light colours but what has a role: those are the ones of the other diagrams. What is critical comes
/// last, so that it keeps its thick line whatever its role.
const LIGHT: &str = "text{font:12px system-ui,-apple-system,\"Segoe UI\",\"DejaVu Sans\",sans-serif;fill:#1f2328}\
    .heading{font-size:15px;font-weight:600}.id{font-weight:600}.small{font-size:10px;fill:#57606a}\
    .page{fill:#ffffff}.plain{fill:#ffffff;stroke:#8c959f}.arrow{fill:none;stroke:#6e7781;stroke-width:1.3}\
    .tip{fill:#6e7781}.back{stroke:#cf222e;stroke-dasharray:5 3}.step-tip,.mark{fill:#8250df}.grid{stroke:#d0d7de}.pause{fill:#eff2f5}\
    .stripe{fill:#f6f8fa}.bar{fill:#b6d7f9;stroke:#0969da}.part{fill:#0969da}.slack{fill:none;stroke:#6e7781;stroke-dasharray:3 2}\
    .now{stroke:#bc4c00;stroke-width:1.5}.milestone{fill:#9a6700;stroke:#4d2d00}.open{fill-opacity:0}\
    .critical,.step{stroke:#8250df;stroke-width:3}";

const DARK: &str = "text{fill:#e6edf3}.small{fill:#9198a1}.page{fill:#0d1117}.plain{fill:#151b23;stroke:#6e7681}\
    .done{fill:#12261e;stroke:#3fb950}.ready{fill:#121d2f;stroke:#4493f8}.active{fill:#272115;stroke:#d29922}\
    .blocked{fill:#25171c;stroke:#f85149}.waiting,.muted{fill:#151b23;stroke:#9198a1}\
    .arrow{stroke:#9198a1}.tip{fill:#9198a1}.back{stroke:#f85149}.step-tip,.mark{fill:#ab7df8}\
    .grid{stroke:#3d444d}.pause{fill:#1c232c}.stripe{fill:#12181f}.bar{fill:#14315c;stroke:#4493f8}.part{fill:#4493f8}\
    .slack{stroke:#9198a1}.now{stroke:#db6d28}.milestone{fill:#d29922;stroke:#f2cc60}\
    .critical,.step{stroke:#ab7df8}";

/// Begins a picture: its size, title, style and ground.
fn begin(width: f64, height: f64, title: &str) -> String {
    let mut text = String::new();
    line(
        &mut text,
        format_args!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width:.0} {height:.0}\" width=\"{width:.0}\" \
             height=\"{height:.0}\" role=\"img\">"
        ),
    );
    line(&mut text, format_args!("<title>{}</title>", escaped(title)));
    text.push_str("<style>");
    for (role, fill, stroke) in mermaid::roles() {
        // Writing to a `String` cannot fail.
        let _ = write!(text, ".{role}{{fill:{fill};stroke:{stroke}}}");
    }
    line(&mut text, format_args!("{LIGHT}\n@media(prefers-color-scheme:dark){{{DARK}}}</style>"));
    line(&mut text, format_args!("<rect class=\"page\" width=\"{width:.0}\" height=\"{height:.0}\"/>"));
    text
}

fn end(text: &mut String) {
    text.push_str("</svg>\n");
}

/// The class of a role, where it has one.
fn class_of(role: Option<&str>) -> &'static str {
    let known = role.and_then(|role| mermaid::roles().find(|(known, ..)| *known == role));
    known.map_or("plain", |(role, ..)| role)
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
