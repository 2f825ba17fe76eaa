//! Diagrams in the language Mermaid, which GitHub draws inside of a code block.
//!
//! What a plan says stands only in labels, where everything but letters, digits and a few harmless marks is written as an
//! entity, `#34;`: nothing can end a label, begin a comment or a directive, or be taken for HTML. Names of nodes are made by
//! the view.

use std::collections::HashSet;
use std::fmt::Write;

use serde::Serialize;
use tera::{TeraResult, Value};

use super::misuse;
use crate::text::one_line;
use crate::view::graph::Chart;

/// How what has a role is drawn: readable on light and on dark pages.
const STYLES: [(&str, &str); 6] = [
    ("done", "fill:#dafbe1,stroke:#1a7f37,color:#1f2328"),
    ("ready", "fill:#ddf4ff,stroke:#0969da,color:#1f2328"),
    ("active", "fill:#fff8c5,stroke:#9a6700,color:#1f2328"),
    ("blocked", "fill:#ffebe9,stroke:#cf222e,color:#1f2328"),
    ("waiting", "fill:#f6f8fa,stroke:#6e7781,color:#1f2328"),
    ("muted", "fill:#f6f8fa,stroke:#6e7781,color:#6e7781"),
];

/// How what is critical is drawn, whatever its role: a thick line, not colour alone.
const CRITICAL: &str = "stroke:#8250df,stroke-width:4px";

/// Words with which a line of a Gantt diagram says something else than a task.
const GANTT_WORDS: &[&str] = &[
    "gantt",
    "title",
    "section",
    "click",
    "call",
    "href",
    "dateformat",
    "axisformat",
    "tickinterval",
    "inclusive",
    "topaxis",
    "todaymarker",
    "includes",
    "excludes",
    "weekday",
    "weekend",
    "acctitle",
    "accdescr",
    "vert",
];

/// A flowchart of `{groups, arrows}`, perhaps with `{criticalNodes, criticalArrows}`: names, and places in the list.
pub(super) fn flowchart(chart: &Value) -> TeraResult<String> {
    let mut text = String::from("flowchart LR\n");
    let mut members: Vec<(&str, Vec<&str>)> = STYLES.iter().map(|(role, _)| (*role, Vec::new())).collect();
    let mut remember = |item, name| {
        let role = text_of(item, "role");
        if let Some((_, names)) = members.iter_mut().find(|(known, _)| Some(*known) == role) {
            names.push(name);
        }
    };
    for group in list(chart, "groups")? {
        let nodes = list(group, "nodes")?;
        let frame = text_of(group, "name").filter(|_| !nodes.is_empty());
        let title = label(text_of(group, "label").unwrap_or_default());
        if let Some(name) = frame {
            line(&mut text, format_args!("  subgraph {name}[\"{title}\"]"));
        } else if let Some(name) = text_of(group, "name") {
            line(&mut text, format_args!("  {name}[\"{title}\"]"));
            remember(group, name);
        }
        for node in nodes {
            let name = text_of(node, "name").ok_or_else(|| misuse("a node of `flowchart` needs a name"))?;
            let lines: Vec<String> =
                list(node, "lines")?.iter().filter_map(Value::as_str).map(label).collect();
            line(&mut text, format_args!("    {name}[\"{}\"]", lines.join("<br/>")));
            remember(node, name);
        }
        if frame.is_some() {
            line(&mut text, format_args!("  end"));
        }
    }
    let critical =
        |member: &'static str| chart.get_from_path(member).and_then(Value::as_array).unwrap_or_default();
    let thick: HashSet<u64> = critical("criticalArrows").iter().filter_map(Value::as_u64).collect();
    for (place, arrow) in (0..).zip(list(chart, "arrows")?) {
        let shaft = if thick.contains(&place) { "==>" } else { "-->" };
        if let (Some(from), Some(to)) = (text_of(arrow, "from"), text_of(arrow, "to")) {
            let label = text_of(arrow, "label").map(|text| format!("|\"{}\"|", label(text)));
            line(&mut text, format_args!("  {from} {shaft}{} {to}", label.unwrap_or_default()));
        }
    }
    for ((role, names), (_, style)) in members.iter().zip(STYLES).filter(|((_, names), _)| !names.is_empty())
    {
        line(&mut text, format_args!("  classDef {role} {style}"));
        line(&mut text, format_args!("  class {} {role}", names.join(",")));
    }
    let names: Vec<&str> = critical("criticalNodes").iter().filter_map(Value::as_str).collect();
    if !names.is_empty() {
        line(&mut text, format_args!("  classDef critical {CRITICAL}"));
        line(&mut text, format_args!("  class {} critical", names.join(",")));
    }
    Ok(text)
}

/// A Gantt diagram of what a view says is `{spans, milestones, hours}`: `{label, first, last, role, instant}` each,
/// `{label, day, done}` each, and whether times are thousandths of hours from zero instead of days.
///
/// # Errors
/// When a member is missing.
pub fn timeline(timeline: &impl Serialize) -> anyhow::Result<String> {
    Ok(gantt(&Value::from_serializable(timeline))?)
}

/// With which colours, inside and around, what has a role is drawn.
pub(super) fn colours(role: &str) -> Option<(&'static str, &'static str)> {
    let (_, fill, stroke) = roles().find(|(known, ..)| *known == role)?;
    Some((fill, stroke))
}

/// The roles, each with its colours inside and around.
pub(super) fn roles() -> impl Iterator<Item = (&'static str, &'static str, &'static str)> {
    STYLES.iter().filter_map(|(role, style)| {
        let mut parts = style.split(',').filter_map(|part| part.split_once(':')).map(|(_, colour)| colour);
        Some((*role, parts.next()?, parts.next()?))
    })
}

/// The text of a flowchart, to be given to whatever draws Mermaid.
pub fn mermaid(chart: &Chart) -> anyhow::Result<String> {
    Ok(flowchart(&Value::from_serializable(chart))?)
}

/// A Gantt diagram of `{spans, milestones}`; of `{spans, milestones, hours}` with times in hours from zero when `hours`
/// is true.
pub(super) fn gantt(timeline: &Value) -> TeraResult<String> {
    let mut text = String::from("gantt\n");
    if timeline.get_from_path("hours").is_some_and(Value::is_truthy) {
        // An hour is written as a second of the clock, which the axis shows as a plain number.
        text.push_str("  dateFormat x\n  axisFormat %s\n");
    } else {
        text.push_str("  dateFormat YYYY-MM-DD\n  inclusiveEndDates\n");
    }
    for span in list(timeline, "spans")? {
        let state = match text_of(span, "role") {
            Some("done") => "done, ",
            Some("active") => "active, ",
            Some("blocked" | "critical") => "crit, ",
            _ => "",
        };
        let is_instant = span.get_from_path("instant").is_some_and(Value::is_truthy);
        if let (Some(first), Some(last)) = (text_of(span, "first"), text_of(span, "last")) {
            // What takes no time would be drawn as a bar of a day.
            let (state, last) =
                if is_instant { (format!("milestone, {state}"), "0d") } else { (state.to_owned(), last) };
            line(&mut text, format_args!("  {} :{state}{first}, {last}", task(span)));
        }
    }
    for mark in list(timeline, "milestones")? {
        let is_done = mark.get_from_path("done").is_some_and(Value::is_truthy);
        if let Some(day) = text_of(mark, "day") {
            let state = if is_done { "done, " } else { "" };
            line(&mut text, format_args!("  {} :milestone, {state}{day}, 0d", task(mark)));
        }
    }
    Ok(text)
}

fn line(text: &mut String, line: std::fmt::Arguments<'_>) {
    // Writing to a `String` cannot fail.
    let _ = writeln!(text, "{line}");
}

fn list<'v>(value: &'v Value, member: &'static str) -> TeraResult<&'v [Value]> {
    let list = value.get_from_path(member).and_then(Value::as_array);
    list.ok_or_else(|| misuse(format!("a diagram needs a list `{member}`")))
}

fn text_of<'v>(value: &'v Value, member: &'static str) -> Option<&'v str> {
    value.get_from_path(member).and_then(Value::as_str)
}

/// The label of a task. At the start of a line a word or a date may have a meaning of its own, so its first character is
/// hidden.
fn task(value: &Value) -> String {
    let text = text_of(value, "label").unwrap_or_default();
    let lower = text.trim_start().to_lowercase();
    let acts = lower.starts_with(|first: char| first.is_ascii_digit())
        || GANTT_WORDS.iter().any(|word| lower.starts_with(word));
    match label(text) {
        label if label.is_empty() => entity('-'),
        label if acts => {
            let mut characters = label.chars();
            characters.next().map(entity).unwrap_or_default() + characters.as_str()
        }
        label => label,
    }
}

/// A text as a label in which nothing acts.
fn label(text: &str) -> String {
    let text = one_line(text);
    let text = text.trim();
    let mut label = String::with_capacity(text.len());
    for (place, character) in text.char_indices() {
        let is_inert = match character {
            // At its start a dash would begin a list.
            '-' => place > 0,
            // `direction LR` is understood anywhere in a line, in quotes too.
            'd' => !text.get(place..).is_some_and(|rest| rest.starts_with("direction")),
            _ => character.is_alphanumeric() || matches!(character, ' ' | ',' | '/' | '_'),
        };
        if is_inert {
            label.push(character);
        } else {
            label.push_str(&entity(character));
        }
    }
    label
}

fn entity(character: char) -> String {
    format!("#{};", u32::from(character))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde_json::json;

    use super::*;

    fn chart(label: &str) -> Value {
        let node = json!({"name": "i1", "lines": [label, "b"], "role": "blocked"});
        let group = json!({"name": "b1", "label": label, "role": null, "nodes": [node]});
        Value::from_serializable(&json!({"groups": [group], "arrows": [{"from": "i1", "to": "i1"}]}))
    }

    #[test]
    fn a_flowchart_has_frames_nodes_arrows_and_classes() {
        insta::assert_snapshot!(flowchart(&chart("1.1: \"Go\" -->|x| `now`")).unwrap(), @r#"
        flowchart LR
          subgraph b1["1#46;1#58; #34;Go#34; --#62;#124;x#124; #96;now#96;"]
            i1["1#46;1#58; #34;Go#34; --#62;#124;x#124; #96;now#96;<br/>b"]
          end
          i1 --> i1
          classDef blocked fill:#ffebe9,stroke:#cf222e,color:#1f2328
          class i1 blocked
        "#);
    }

    #[test]
    fn a_gantt_diagram_has_spans_and_milestones() {
        let spans = json!([{"label": "Section A: done", "first": "2025-10-06", "last": "2025-10-12", "role": "done"}]);
        let milestones = json!([{"label": "Week 1; x", "day": "2025-10-12", "done": false}]);
        let timeline = Value::from_serializable(&json!({"spans": spans, "milestones": milestones}));
        insta::assert_snapshot!(gantt(&timeline).unwrap(), @"
        gantt
          dateFormat YYYY-MM-DD
          inclusiveEndDates
          #83;ection A#58; done :done, 2025-10-06, 2025-10-12
          Week 1#59; x :milestone, 2025-10-12, 0d
        ");
    }

    #[test]
    fn what_begins_a_line_of_a_gantt_diagram_is_a_task() {
        let shown = |label: &str| task(&Value::from_serializable(&json!({ "label": label })));
        assert_eq!(shown("2025-01-01 go"), "#50;025-01-01 go");
        assert_eq!(shown("Section 2"), "#83;ection 2");
        assert_eq!(shown(""), "#45;");
    }

    #[test]
    fn words_with_a_meaning_are_no_words_to_a_parser() {
        assert_eq!(label("in the direction LR"), "in the #100;irection LR");
        assert_eq!(label("- a - b"), "#45; a - b");
    }

    proptest! {
        #[test]
        fn nothing_in_a_label_can_end_it(text in "[ -~\n`é漢🔴]{0,40}") {
            let shown = label(&text);
            let mut rest = shown.as_str();
            while let Some(start) = rest.find('#') {
                let (number, after) = rest[start + 1..].split_once(';').unwrap();
                prop_assert!(number.parse::<u32>().is_ok());
                rest = after;
            }
            let acting = |c: char| "\"`<>[](){}|\\%:&~*=+.\n".contains(c);
            prop_assert!(!shown.contains(acting), "{}", shown);
        }
    }
}
