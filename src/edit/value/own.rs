//! Values of keys that the format does not know: JSON where it is JSON, else text.

use serde_json::Value;

use super::decimal::equal;
use super::{number, quoted};
use crate::diagnostic::Failure;
use crate::edit::assignment::{Assignment, Operator};
use crate::json::Document;

/// What stands under a key of the team's own after an assignment; nothing when the member goes.
///
/// A value that is JSON is read as that: `3`, `true`, `null`, `["a"]`, `{"a": 1}`, and `"79"` for a text that
/// would else be a number. Everything else is text as it was typed.
pub(in crate::edit) fn assigned(
    assignment: &Assignment,
    current: Option<&Value>,
) -> Result<Option<Value>, Failure> {
    let typed = &assignment.value;
    let value = json_or_text(typed);
    let key = assignment.key.to_string();
    match (assignment.operator, current) {
        (Operator::Set, _) => Ok((!typed.is_empty()).then_some(value)),
        (Operator::Add, None) => Ok(Some(value)),
        (operator, Some(Value::Array(entries))) => {
            let mut entries = entries.clone();
            let place = entries.iter().position(|entry| equal(entry, &value));
            match (operator, place) {
                (Operator::Subtract, Some(place)) => drop(entries.remove(place)),
                (Operator::Subtract, None) => {
                    return Err(Failure::new(format!("`{key}` has no entry {}", quoted(typed)))
                        .hint(format!("`{key}='[…]'` sets all entries, as JSON")));
                }
                _ => entries.push(value),
            }
            Ok(Some(entries.into()))
        }
        (Operator::Add, Some(Value::String(current))) => Ok(Some(format!("{current}{typed}").into())),
        (operator, current) => number::counted(&key, operator, current, Some(&value), typed).map(Some),
    }
}

fn json_or_text(value: &str) -> Value {
    let is_bare = value.trim() == value;
    let document = is_bare.then(|| Document::parse(value.as_bytes().to_vec()).ok()).flatten();
    document.map_or_else(|| value.into(), |document| document.root().to_value())
}
