//! What an edit changes, for people and scripts: one value for each line of the output.

use std::borrow::Cow;
use std::collections::HashSet;
use std::fmt;

use serde_json::Value;

use super::alignment::{self, EntryChange};
use crate::plan::shape::Shape;
use crate::text;

/// The field that tells of a whole item: that it came, went, or has another name.
pub(super) const ID: &str = "id";

/// Columns that one side of a change takes at most in its line.
const SHOWN_COLUMNS: usize = 60;

/// Characters that are shown before the first difference of two long texts.
const CONTEXT: usize = 8;

/// One changed field of one item. As text it is a line: `FEAT-041 status: ready → in-progress`.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Change {
    /// The item, as a person addresses it; `plan` for the plan itself, `metrics` for its metrics.
    pub id: String,
    /// The field, with the place of an entry when only that changes: `goals.2`.
    pub field: String,
    /// What it was; nothing when it was absent.
    pub from: Option<String>,
    /// What it is; nothing when it is gone.
    pub to: Option<String>,
}

impl fmt::Display for Change {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let id = text::one_line(&self.id);
        match (&self.from, &self.to) {
            (None, Some(_)) if self.field == ID => write!(f, "{id} added"),
            (Some(_), None) if self.field == ID => write!(f, "{id} removed"),
            (from, to) => {
                let field = text::one_line(&self.field);
                match (side(from.as_deref()), side(to.as_deref())) {
                    (one, other) if one == other => {
                        let difference = self.difference();
                        write!(
                            f,
                            "{id} {field}: {}",
                            text::shorten(&text::one_line(&difference), SHOWN_COLUMNS)
                        )
                    }
                    (from, to) => write!(f, "{id} {field}: {from} → {to}"),
                }
            }
        }
    }
}

impl Change {
    /// What came and what went, where the beginnings of both sides are the same.
    fn difference(&self) -> String {
        let (from, to) = (entries(self.from.as_deref()), entries(self.to.as_deref()));
        let known: HashSet<&str> = from.iter().copied().collect();
        let left: HashSet<&str> = to.iter().copied().collect();
        let came = to.iter().filter(|entry| !known.contains(*entry)).map(|entry| format!("+{entry}"));
        let went = from.iter().filter(|entry| !left.contains(*entry)).map(|entry| format!("-{entry}"));
        let words: Vec<String> = came.chain(went).collect();
        if words.is_empty() || words.iter().any(|word| word.contains(char::is_whitespace)) {
            return self.tails();
        }
        words.join(", ")
    }

    /// Both sides from a little before their first difference on.
    fn tails(&self) -> String {
        let (from, to) = (self.from.as_deref().unwrap_or_default(), self.to.as_deref().unwrap_or_default());
        let same = from.chars().zip(to.chars()).take_while(|(one, other)| one == other).count();
        let tail = |side: &str| {
            let tail: String = side.chars().skip(same.saturating_sub(CONTEXT)).collect();
            text::shorten(&text::one_line(&tail), SHOWN_COLUMNS / 2 - 3).into_owned()
        };
        format!("…{} → …{}", tail(from), tail(to))
    }
}

/// The entries of a list as [`shown`] writes it.
fn entries(side: Option<&str>) -> Vec<&str> {
    side.map(|side| side.split(", ").collect()).unwrap_or_default()
}

fn side(value: Option<&str>) -> Cow<'_, str> {
    match value {
        None => Cow::Borrowed("none"),
        Some("") => Cow::Borrowed("\"\""),
        Some(text) => Cow::Owned(text::shorten(&text::one_line(text), SHOWN_COLUMNS).into_owned()),
    }
}

/// The lines for a field that has another value now. A list of longer entries is told entry by entry where
/// that is possible, so that a ticked goal reads `goals.2: open → done`.
pub(super) fn listed(
    id: &str,
    key: &str,
    shape: Option<Shape>,
    from: Option<&Value>,
    to: Option<&Value>,
) -> Vec<Change> {
    let change = |field: String, from: Option<String>, to: Option<String>| Change {
        id: id.to_owned(),
        field,
        from,
        to,
    };
    if let (Some(Shape::Checklist | Shape::Lines), Some(Value::Array(from)), Some(Value::Array(to))) =
        (shape, from, to)
        && let Some(entries) = alignment::changes(from, to)
    {
        return entries
            .into_iter()
            .map(|EntryChange { place, from, to }| {
                let (from, to) = two_sides(from, to);
                change(format!("{key}.{place}"), from, to)
            })
            .collect();
    }
    let (from, to) = in_words(from, to);
    vec![change(key.to_owned(), from, to)]
}

/// Both entries as text; their states, when only those differ.
fn two_sides(from: Option<&Value>, to: Option<&Value>) -> (Option<String>, Option<String>) {
    match (from, to) {
        (Some(from), Some(to)) if shown(from) == shown(to) && state(from) != state(to) => {
            (Some(state(from)), Some(state(to)))
        }
        _ => in_words(from, to),
    }
}

/// Both values in the words of a person; as JSON where these do not tell them apart.
fn in_words(from: Option<&Value>, to: Option<&Value>) -> (Option<String>, Option<String>) {
    let texts = (from.map(shown), to.map(shown));
    if texts.0 == texts.1 { (from.map(Value::to_string), to.map(Value::to_string)) } else { texts }
}

fn state(entry: &Value) -> String {
    let done = entry.get("done").and_then(Value::as_bool).unwrap_or(false);
    if done { "done".into() } else { "open".into() }
}

/// A value in the words of a person: texts without quotes, lists with commas.
pub(super) fn shown(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Array(entries) if entries.iter().any(|entry| !entry.is_number()) => {
            entries.iter().map(shown).collect::<Vec<_>>().join(", ")
        }
        Value::Object(members) => {
            let words = ["text", "path", "id"].into_iter().find_map(|key| members.get(key)?.as_str());
            words.map_or_else(|| value.to_string(), str::to_owned)
        }
        other => other.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn lines(key: &str, shape: Shape, from: &Value, to: &Value) -> Vec<String> {
        let present = |value: &Value| (!value.is_null()).then(|| value.clone());
        let (from, to) = (present(from), present(to));
        let changes = listed("M-1", key, Some(shape), from.as_ref(), to.as_ref());
        changes.iter().map(ToString::to_string).collect()
    }

    #[test]
    fn a_change_is_one_line_whatever_the_plan_holds() {
        assert_eq!(lines("status", Shape::Text, &json!("a"), &json!("b")), ["M-1 status: a → b"]);
        assert_eq!(lines("owner", Shape::Person, &json!(""), &json!(null)), ["M-1 owner: \"\" → none"]);
        assert_eq!(
            lines("notes", Shape::Prose, &json!("a\nb"), &json!("\u{1b}[31m")),
            ["M-1 notes: a b → \\u{1b}[31m"]
        );
        assert_eq!(lines("estimate", Shape::Hours, &json!([1, 2]), &json!(3)), ["M-1 estimate: [1,2] → 3"]);
    }

    #[test]
    fn a_checklist_is_told_entry_by_entry() {
        let from = json!(["a", "b"]);
        let done = json!(["a", {"text": "b", "done": true}]);
        assert_eq!(lines("goals", Shape::Checklist, &from, &done), ["M-1 goals.2: open → done"]);
        assert_eq!(
            lines("goals", Shape::Checklist, &from, &json!(["a", "b", "c"])),
            ["M-1 goals.3: none → c"]
        );
        assert_eq!(lines("goals", Shape::Checklist, &from, &json!(["b"])), ["M-1 goals.1: a → none"]);
        assert_eq!(
            lines(
                "goals",
                Shape::Checklist,
                &json!(["a", "b", "c"]),
                &json!([{"done": true, "text": "a"}, "c", "d"])
            ),
            ["M-1 goals.1: open → done", "M-1 goals.2: b → none", "M-1 goals.3: none → d"]
        );
        assert_eq!(
            lines("goals", Shape::Checklist, &from, &json!(["x", "y", "z"])),
            ["M-1 goals: a, b → x, y, z"]
        );
    }

    #[test]
    fn long_values_that_begin_alike_show_what_differs() {
        let ids: Vec<String> = (0..20).map(|number| format!("check-{number}")).collect();
        let more: Vec<String> = ids.iter().skip(1).cloned().chain(["pyright".to_owned()]).collect();
        let all: Vec<String> = ids.iter().cloned().chain(["pyright".to_owned()]).collect();
        assert_eq!(lines("affects", Shape::Scope, &json!(ids), &json!(all)), ["M-1 affects: +pyright"]);
        let last: Vec<String> = ids.iter().take(19).cloned().collect();
        assert_eq!(lines("affects", Shape::Scope, &json!(ids), &json!(last)), ["M-1 affects: -check-19"]);
        assert!(lines("affects", Shape::Scope, &json!(ids), &json!(more))[0].contains(" → "));
        let text = "word ".repeat(30);
        assert_eq!(
            lines("title", Shape::Text, &json!(format!("{text}one")), &json!(format!("{text}two"))),
            ["M-1 title: …rd word one → …rd word two"]
        );
        assert_eq!(
            lines("dependencies", Shape::Dependencies, &json!(["A"]), &json!([{"id": "A", "lag": 4}])),
            [r#"M-1 dependencies: ["A"] → [{"id":"A","lag":4}]"#]
        );
    }

    #[test]
    fn an_item_that_comes_or_goes_is_said_so() {
        let whole = |from: Option<&str>, to: Option<&str>| {
            let (from, to) = (from.map(str::to_owned), to.map(str::to_owned));
            Change { id: "A-1".into(), field: ID.into(), from, to }.to_string()
        };
        assert_eq!(whole(None, Some("A-1")), "A-1 added");
        assert_eq!(whole(Some("A-1"), None), "A-1 removed");
        assert_eq!(whole(Some("A-1"), Some("A-2")), "A-1 id: A-1 → A-2");
    }
}
