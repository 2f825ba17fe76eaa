//! One entry of a checklist: done, open, or other words.

use serde_json::{Value, json};

use super::Slot;
use crate::diagnostic::Failure;
use crate::edit::assignment::Assignment;
use crate::plan::kind::Item;

/// The members of an entry that is an object.
const TEXT: &str = "text";
const DONE: &str = "done";

/// An entry after `goals.2=done`, `goals.2=open` or `goals.2=TEXT`.
///
/// As little as possible changes: a text becomes an object only when it is done, and a text again when reopened.
pub(super) fn entry(slot: &Slot<'_, '_>, assignment: &Assignment, entry: &Value) -> Result<Value, Failure> {
    let value = assignment.value.as_str();
    if let Some(done) = state(value) {
        judge_own_state(slot, assignment, entry)?;
        return Ok(marked(entry, done));
    }
    let replaced: Value = match entry {
        Value::Object(members) => {
            let mut members = members.clone();
            members.insert(TEXT.to_owned(), value.into());
            members.into()
        }
        _ => value.into(),
    };
    slot.judge(&Value::from(vec![replaced.clone()]))?;
    Ok(replaced)
}

/// Whether a word says that an entry is done, or open.
pub(super) fn state(word: &str) -> Option<bool> {
    match word.trim() {
        word if word.eq_ignore_ascii_case("done") => Some(true),
        word if word.eq_ignore_ascii_case("open") => Some(false),
        _ => None,
    }
}

/// The entry, done or open. A `done` that was not there comes first, and one that is first goes again: so an entry that
/// is ticked by mistake reads as it did.
fn marked(entry: &Value, done: bool) -> Value {
    let Value::Object(members) = entry else {
        return if done { json!({"done": true, "text": entry}) } else { entry.clone() };
    };
    let is_done = members.get(DONE).and_then(Value::as_bool).unwrap_or(false);
    let mut members = members.clone();
    let is_first = members.keys().next().is_some_and(|key| key == DONE);
    match (is_done, done) {
        (false, true) if !members.contains_key(DONE) => {
            drop(members.shift_insert(0, DONE.into(), true.into()));
        }
        (true, false) if is_first => drop(members.shift_remove(DONE)),
        _ if is_done != done => drop(members.insert(DONE.into(), done.into())),
        _ => {}
    }
    match members.get(TEXT) {
        Some(text) if is_done && is_first && members.len() == 1 => text.clone(),
        _ => members.into(),
    }
}

/// An entry that stands for an item is done when the item is, whatever it says itself.
fn judge_own_state(slot: &Slot<'_, '_>, assignment: &Assignment, entry: &Value) -> Result<(), Failure> {
    let text = entry.as_str().or_else(|| entry.get(TEXT)?.as_str());
    let item = text.and_then(|text| slot.base.index.find(text)).and_then(|at| slot.base.plan.item(at));
    match (item.and_then(Item::id), text) {
        (Some(id), Some(text)) if id == text => Err(Failure::new(format!(
            "`{assignment}` stands for `{id}`, whose own status says whether it is done"
        ))
        .hint(format!("`tracker update {id} status={}`", assignment.value.trim()))),
        _ => Ok(()),
    }
}
