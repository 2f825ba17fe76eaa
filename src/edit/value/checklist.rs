//! One entry of a checklist: done, open, or other words.

use serde_json::{Value, json};

use super::Slot;
use crate::diagnostic::Failure;
use crate::edit::assignment::Assignment;
use crate::plan::kind::Item;

/// An entry after `goals.2=done`, `goals.2=open` or `goals.2=TEXT`.
///
/// As little as possible changes: a text becomes an object only when it is done, and stays one when reopened.
pub(super) fn entry(slot: &Slot<'_, '_>, assignment: &Assignment, entry: &Value) -> Result<Value, Failure> {
    let value = assignment.value.as_str();
    let done = match value.trim() {
        word if word.eq_ignore_ascii_case("done") => Some(true),
        word if word.eq_ignore_ascii_case("open") => Some(false),
        _ => None,
    };
    if let Some(done) = done {
        judge_own_state(slot, assignment, entry)?;
        return Ok(marked(entry, done));
    }
    let replaced: Value = match entry {
        Value::Object(members) => {
            let mut members = members.clone();
            members.insert("text".to_owned(), value.into());
            members.into()
        }
        _ => value.into(),
    };
    slot.judge(&Value::from(vec![replaced.clone()]))?;
    Ok(replaced)
}

fn marked(entry: &Value, done: bool) -> Value {
    match entry {
        Value::Object(members) => {
            let is_done = members.get("done").and_then(Value::as_bool).unwrap_or(false);
            let mut members = members.clone();
            if is_done != done {
                members.insert("done".to_owned(), done.into());
            }
            members.into()
        }
        text if done => json!({"text": text, "done": true}),
        text => text.clone(),
    }
}

/// An entry that stands for an item is done when the item is, whatever it says itself.
fn judge_own_state(slot: &Slot<'_, '_>, assignment: &Assignment, entry: &Value) -> Result<(), Failure> {
    let text = entry.as_str().or_else(|| entry.get("text")?.as_str());
    let item = text.and_then(|text| slot.base.index.find(text)).and_then(|at| slot.base.plan.item(at));
    match (item.and_then(Item::id), text) {
        (Some(id), Some(text)) if id == text => Err(Failure::new(format!(
            "`{assignment}` stands for `{id}`, whose own status says whether it is done"
        ))
        .hint(format!("`tracker update {id} status={}`", assignment.value.trim()))),
        _ => Ok(()),
    }
}
