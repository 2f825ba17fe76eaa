//! What templates can do beyond what the template engine brings. `templates/README.md` describes each.

use tera::value::Key;
use tera::{Kwargs, State, Tera, TeraResult, Value};

use super::cell::{self, Badge, Show, percentage, plain, role_named};
use super::{Medium, Place, markdown, mermaid, misuse, table, terminal};
use crate::text;

/// The filters that [`register`] adds.
pub(super) const NAMES: [&str; 18] = [
    "badge",
    "bar",
    "before",
    "block",
    "cell",
    "code",
    "flowchart",
    "fold",
    "gantt",
    "lead",
    "link",
    "number",
    "people",
    "percent",
    "plural",
    "prose",
    "style",
    "table",
];

/// Rows up to which a list on a page of markdown is open.
const OPEN_ROWS: usize = 20;

/// Adds our filters. Each knows the medium; what it returns is escaped for it.
pub(super) fn register(tera: &mut Tera, medium: Medium) {
    let mut add = |name: &'static str, filter: fn(&Value, &Kwargs, Medium) -> TeraResult<Value>| {
        tera.register_filter(name, move |value: &Value, arguments: Kwargs, _: &State<'_>| {
            if value.is_undefined() {
                return Err(misuse(format!("`{name}` got a value that is not defined")));
            }
            filter(value, &arguments, medium)
        });
    };
    add("badge", badge);
    add("bar", bar);
    add("before", before);
    add("block", block);
    add("cell", |value, _, medium| shown(value, Show::Text, medium, Place::Cell));
    add("code", |value, _, medium| shown(value, Show::Code, medium, Place::Line));
    add("flowchart", |value, _, medium| Ok(diagram(&mermaid::flowchart(value)?, medium)));
    add("fold", fold);
    add("gantt", |value, _, medium| Ok(diagram(&mermaid::gantt(value)?, medium)));
    add("lead", |value, _, medium| Ok(Value::safe_string(&lead(&plain(value), medium))));
    add("link", link);
    add("number", |value, _, _| Ok(Value::from(plain(value).into_owned())));
    add("people", |value, _, medium| shown(value, Show::People, medium, Place::Line));
    add("percent", |value, _, _| Ok(Value::from(text::percent(percentage(value)?))));
    add("plural", plural);
    add("prose", prose);
    add("style", style);
    add("table", table::filter);
    if let Medium::Terminal { .. } = medium {
        tera.register_filter("safe", terminal::safe);
    }
}

fn shown(value: &Value, show: Show, medium: Medium, place: Place) -> TeraResult<Value> {
    Ok(Value::safe_string(&cell::inline(value, show, medium, place)?))
}

fn badge(value: &Value, _: &Kwargs, medium: Medium) -> TeraResult<Value> {
    let badge =
        Badge::read(value).ok_or_else(|| misuse("`badge` needs a map of text, mark, label and role"))?;
    let cell = badge.cell(medium, Place::Line);
    Ok(Value::safe_string(&match (medium, cell.role) {
        (Medium::Terminal { styled, .. }, Some(role)) => terminal::paint(&cell.text, role, styled),
        _ => cell.text,
    }))
}

fn bar(value: &Value, arguments: &Kwargs, medium: Medium) -> TeraResult<Value> {
    let percent = percentage(value)?;
    let columns = arguments.get::<u16>("width")?.map(|columns| columns.clamp(1, 200));
    Ok(Value::from(match medium {
        Medium::Markdown { .. } => text::percent(percent),
        Medium::Terminal { .. } => terminal::labelled_bar(percent, columns),
    }))
}

/// The plan's own prose that stands before a section; without one, what stands at the end. `level` is that of its
/// headings in markdown.
fn before(value: &Value, arguments: &Kwargs, medium: Medium) -> TeraResult<Value> {
    let section = arguments.get::<&str>("section")?;
    let level = arguments.get::<usize>("level")?.unwrap_or(2).clamp(1, 6);
    let blocks = value.as_array().ok_or_else(|| misuse("`before` needs the page's `prose`"))?;
    let mut text = String::new();
    for block in blocks {
        let member = |name| block.as_map().and_then(|map| map.get(&Key::Str(name))).and_then(Value::as_str);
        if member("before") != section {
            continue;
        }
        let body = member("body").unwrap_or_default();
        let title = member("title").map(|title| medium.text(title, Place::Line));
        let (heading, body) = match medium {
            Medium::Markdown { .. } => {
                (title.map(|title| format!("{} {title}", "#".repeat(level))), markdown::prose(body))
            }
            Medium::Terminal { width, styled } => {
                let role = role_named("heading")?;
                (title.map(|title| terminal::paint(&title, role, styled)), terminal::prose(body, width))
            }
        };
        text.extend(heading.into_iter().chain([body]).flat_map(|part| [part, "\n\n".to_owned()]));
    }
    Ok(Value::safe_string(&text))
}

/// Lines for a person to copy: a text, or a list with an entry for each line.
fn block(value: &Value, arguments: &Kwargs, medium: Medium) -> TeraResult<Value> {
    let language = arguments.get::<&str>("language")?.unwrap_or_default();
    Ok(Value::safe_string(&match medium {
        Medium::Markdown { .. } => markdown::block(&lines(value), language),
        Medium::Terminal { .. } => terminal::indented(&lines(value), 4),
    }))
}

/// A diagram in Mermaid. A terminal draws none.
fn diagram(text: &str, medium: Medium) -> Value {
    Value::safe_string(&match medium {
        Medium::Markdown { .. } => markdown::block(text, "mermaid"),
        Medium::Terminal { .. } => String::new(),
    })
}

/// Something of `rows` rows that is folded away when these are many. Its summary is ours alone, so that nothing of the
/// plan stands in raw HTML; the blank lines let the inside be markdown again.
fn fold(value: &Value, arguments: &Kwargs, medium: Medium) -> TeraResult<Value> {
    let rows = usize::try_from(arguments.must_get::<u64>("rows")?).unwrap_or(usize::MAX);
    let noun = arguments.get::<&str>("noun")?.unwrap_or("row");
    if !noun.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, ' ' | '-')) {
        return Err(misuse("`noun` of `fold` must be plain words"));
    }
    let inside = cell::inline(value, Show::Text, medium, Place::Line)?;
    Ok(Value::safe_string(&match medium {
        Medium::Markdown { .. } if rows > OPEN_ROWS => {
            let summary = text::plural(rows, noun);
            let inside = inside.trim_matches('\n');
            format!("<details>\n<summary>{summary}</summary>\n\n{inside}\n\n</details>")
        }
        _ => inside,
    }))
}

/// A text with the words before its first colon in bold: `**Trust model**: how is trust established?`
fn lead(text: &str, medium: Medium) -> String {
    let part = |text| medium.text(text, Place::Line);
    match (medium, text::lead(text)) {
        (Medium::Markdown { .. }, Some((lead, rest))) => format!("**{}**: {}", part(lead), part(rest)),
        _ => part(text).into_owned(),
    }
}

fn link(value: &Value, arguments: &Kwargs, medium: Medium) -> TeraResult<Value> {
    let text = cell::inline(value, Show::Text, medium, Place::Line)?;
    let url = arguments.must_get::<&Value>("url")?;
    Ok(Value::safe_string(&match (medium, url.as_str()) {
        (Medium::Markdown { .. }, Some(url)) => markdown::link(&text, url),
        _ => text,
    }))
}

fn plural(value: &Value, arguments: &Kwargs, _: Medium) -> TeraResult<Value> {
    let count = value.as_u64().and_then(|count| usize::try_from(count).ok());
    let count = count.ok_or_else(|| misuse("`plural` needs a count"))?;
    Ok(Value::from(text::plural(count, arguments.must_get("noun")?)))
}

/// Text of several lines. `indent` is for terminals: the columns that further lines stand in.
fn prose(value: &Value, arguments: &Kwargs, medium: Medium) -> TeraResult<Value> {
    let indent = arguments.get::<usize>("indent")?.unwrap_or_default().min(40);
    Ok(Value::safe_string(&match medium {
        Medium::Markdown { .. } => markdown::prose(&lines(value)),
        Medium::Terminal { width, .. } => terminal::wrapped(&lines(value), width, indent),
    }))
}

fn style(value: &Value, arguments: &Kwargs, medium: Medium) -> TeraResult<Value> {
    let role = role_named(arguments.must_get("role")?)?;
    let text = cell::inline(value, Show::Text, medium, Place::Line)?;
    Ok(Value::safe_string(&match medium {
        Medium::Markdown { .. } => text,
        Medium::Terminal { styled, .. } => terminal::paint(&text, role, styled),
    }))
}

fn lines(value: &Value) -> String {
    match value.as_array() {
        Some(lines) => lines.iter().map(|line| plain(line).into_owned()).collect::<Vec<_>>().join("\n"),
        None => plain(value).into_owned(),
    }
}
