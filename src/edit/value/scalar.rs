//! Values that a field holds once: text, names of a set, people, references, objects.

use std::borrow::Cow;

use serde_json::Value;

use super::{Slot, json, no_operator};
use crate::diagnostic::Failure;
use crate::edit::assignment::{Assignment, Operator};
use crate::plan::choice;
use crate::plan::shape::{ChoiceName, Shape};

/// Text and prose: `=` as it was typed, `+=` behind what is there.
pub(super) fn text(
    slot: &Slot<'_, '_>,
    assignment: &Assignment,
    current: Option<&Value>,
) -> Result<Value, Failure> {
    let value = assignment.value.as_str();
    match (assignment.operator, current) {
        (Operator::Subtract, _) => Err(no_operator(slot, assignment, &format!("{}=TEXT", slot.key()))),
        (Operator::Set, _) | (Operator::Add, None) => Ok(value.into()),
        (Operator::Add, Some(Value::String(current))) => Ok(format!("{current}{value}").into()),
        (Operator::Add, Some(Value::Array(lines))) if matches!(slot.field.shape, Shape::Prose) => {
            let added = value.split('\n').map(Value::from);
            Ok(lines.iter().cloned().chain(added).collect())
        }
        (Operator::Add, Some(_)) => {
            let key = slot.key();
            Err(Failure::new(format!("`{key}` is no text to append to"))
                .hint(format!("`{key}=TEXT` replaces it")))
        }
    }
}

/// The whole of a prose, however it is written.
pub(super) fn prose(value: &Value) -> Option<Cow<'_, str>> {
    match value {
        Value::String(text) => Some(text.into()),
        Value::Array(lines) => {
            let lines: Option<Vec<&str>> = lines.iter().map(Value::as_str).collect();
            Some(lines?.join("\n").into())
        }
        _ => None,
    }
}

/// Everything that knows no `+=` and `-=`.
pub(super) fn assigned(slot: &Slot<'_, '_>, assignment: &Assignment) -> Result<Value, Failure> {
    let key = slot.key();
    if assignment.operator != Operator::Set {
        let several = format!("{key}s");
        let is_person = matches!(slot.field.shape, Shape::Person);
        let key = if is_person && slot.owner.get(&several).is_some() {
            format!("{several}{}NAME", assignment.operator)
        } else {
            format!("{key}=VALUE")
        };
        return Err(no_operator(slot, assignment, &key));
    }
    let value = assignment.value.as_str();
    Ok(match slot.field.shape {
        Shape::Choice(names) => choice(names, value.trim()),
        Shape::Boolean => boolean(value.trim()),
        Shape::Person => person(slot, value.trim())?,
        Shape::Reference => slot.base.reference(value.trim())?.into(),
        Shape::Demand | Shape::Extra if value.trim_start().starts_with('{') => json(slot, value)?,
        _ => value.into(),
    })
}

/// The written form of a name in any spelling; what names nothing stays, to be judged.
pub(super) fn choice(names: &'static [ChoiceName], value: &str) -> Value {
    let known = choice::position(names, value).and_then(|place| names.get(place));
    known.map_or(value, |known| known.name).into()
}

fn boolean(value: &str) -> Value {
    let is = |words: [&str; 2]| words.iter().any(|word| word.eq_ignore_ascii_case(value));
    if is(["true", "yes"]) {
        true.into()
    } else if is(["false", "no"]) {
        false.into()
    } else {
        value.into()
    }
}

/// One name. Several, where the kind has a field for them, were surely meant for that.
fn person(slot: &Slot<'_, '_>, value: &str) -> Result<Value, Failure> {
    let key = slot.key();
    let several = format!("{key}s");
    let has_several = slot.owner.get(&several).is_some();
    let names: Vec<&str> = value.split(',').map(str::trim).filter(|name| !name.is_empty()).collect();
    // A comma may also stand in one long name of words, such as `Lovelace, Ada (Analytics)`.
    let are_names = names.iter().all(|name| name.starts_with('@') || has_several && !name.contains(' '));
    if !value.contains(',') || !are_names {
        return Ok(value.into());
    }
    Err(Failure::new(format!("`{key}` takes one name")).hint(if has_several {
        format!("`{several}={}`", names.join(","))
    } else {
        format!("write `{key}={}`", names.first().unwrap_or(&"NAME"))
    }))
}
