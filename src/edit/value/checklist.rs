//! One entry of a checklist: done, open, or other words.

use serde_json::{Value, json};

use super::Slot;
use crate::diagnostic::Failure;
use crate::edit::assignment::Assignment;
use crate::json::Node;
use crate::plan::kind::Item;

/// The members of an entry that is an object.
pub(in crate::edit) const TEXT: &str = "text";
pub(in crate::edit) const DONE: &str = "done";

/// An entry after `goals.2=done`, `goals.2=open` or `goals.2=TEXT`. `node` is where it stands.
///
/// An entry that is ticked and reopened reads as it did, to the byte: a text becomes an object that [stands
/// apart](Node::stands_apart) in its `done`, and by that is known for a text; so is an object that had no `done`. An
/// object with a `done` of its own, or of which that cannot be known, keeps it.
pub(super) fn entry(
    slot: &Slot<'_, '_>,
    assignment: &Assignment,
    entry: &Value,
    node: Option<Node<'_>>,
) -> Result<Value, Failure> {
    let value = assignment.value.as_str();
    if let Some(done) = state(value) {
        judge_own_state(slot, assignment, entry)?;
        let is_done = entry.get(DONE).and_then(Value::as_bool).unwrap_or(false);
        return Ok(match (is_done, done) {
            (false, true) => ticked(entry),
            (true, false) => reopened(entry, node),
            _ => entry.clone(),
        });
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

/// The entry, done. A `done` that was not there comes behind the text, as the format has it; but before a text that is
/// all there is, since behind it would say that there was no object.
fn ticked(entry: &Value) -> Value {
    let Value::Object(members) = entry else { return json!({TEXT: entry, DONE: true}) };
    let mut members = members.clone();
    if members.contains_key(DONE) {
        members.insert(DONE.into(), true.into());
    } else {
        let text = members.keys().position(|key| key == TEXT).filter(|_| members.len() > 1);
        members.shift_insert(text.map_or(0, |text| text + 1), DONE.into(), true.into());
    }
    members.into()
}

/// The entry, open again.
fn reopened(entry: &Value, node: Option<Node<'_>>) -> Value {
    let Value::Object(members) = entry else { return entry.clone() };
    let is_ours = node.and_then(|node| Some(node.get(DONE)?.stands_apart(node))).unwrap_or(false);
    if let Some(text) = ticked_text(entry).filter(|_| is_ours) {
        return text.clone();
    }
    let mut members = members.clone();
    if is_ours {
        members.shift_remove(DONE);
    } else {
        members.insert(DONE.into(), false.into());
    }
    members.into()
}

/// The text of an entry in the form that a text has when it is ticked.
pub(in crate::edit) fn ticked_text(entry: &Value) -> Option<&Value> {
    let is_form = entry.as_object()?.iter().map(|(key, _)| key.as_str()).eq([TEXT, DONE]);
    entry.get(TEXT).filter(|text| is_form && text.is_string())
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
