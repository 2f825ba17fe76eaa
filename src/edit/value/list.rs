//! Lists: `=` puts others in their place, `+=` and `-=` take one entry, `.2=` replaces or removes one.

use serde_json::Value;

use super::{Slot, checklist, json, no_operator, quoted, scalar};
use crate::diagnostic::Failure;
use crate::edit::assignment::{Assignment, Operator};
use crate::plan::choice::Choice;
use crate::plan::shape::Shape;
use crate::plan::value::dependency::is_words;
use crate::plan::value::people;
use crate::plan::value::status::Day;

/// Entries that a message names at most.
const NAMED_ENTRIES: usize = 8;

/// A list after an assignment; nothing when the member goes.
pub(super) fn assigned(
    slot: &Slot<'_, '_>,
    assignment: &Assignment,
    current: Option<&Value>,
) -> Result<Option<Value>, Failure> {
    let text = assignment.value.as_str();
    let shape = slot.field.shape;
    let is_whole = assignment.operator == Operator::Set && assignment.place.is_none();
    let mut list = match current {
        Some(Value::Array(entries)) => entries.clone(),
        Some(_) if !is_whole => {
            let key = slot.key();
            return Err(Failure::new(format!("`{key}` is no list in the plan"))
                .hint(format!("`{key}=VALUE` replaces it")));
        }
        _ => Vec::new(),
    };
    match (assignment.place, assignment.operator) {
        (Some(place), operator) => {
            let index = index_of(slot, &list, place)?;
            if operator != Operator::Set {
                return Err(no_operator(slot, assignment, &format!("{assignment}=TEXT")));
            }
            match (text, list.get_mut(index)) {
                ("", _) => drop(list.remove(index)),
                (_, Some(entry)) => *entry = replaced(slot, assignment, entry, index)?,
                _ => {}
            }
        }
        (None, Operator::Set) if text.is_empty() => return Ok(None),
        // JSON says exactly what is wanted.
        (None, Operator::Set) if text.trim_start().starts_with('[') => list = entries(slot, text)?,
        (None, Operator::Set)
            if matches!(shape, Shape::Checklist) && checklist::state(text).is_some() && !list.is_empty() =>
        {
            let key = slot.key();
            return Err(Failure::new(format!("`{text}` would take the place of all entries of `{key}`"))
                .hint(format!("`{key}.1={text}` is about one of them")));
        }
        (None, Operator::Set) => list = kept(slot, &list, entries(slot, text)?),
        (None, Operator::Add) => {
            let entry = entry(slot, text)?;
            let repeats = matches!(slot.field.shape, Shape::Lines | Shape::History);
            let is_new = |text| !list.iter().any(|own| named_by(slot, own, text));
            if repeats || entry_text(&entry).is_none_or(is_new) {
                list.push(entry);
            }
        }
        (None, Operator::Subtract) => {
            let text = text.trim();
            let exact = list.iter().position(|own| entry_text(own) == Some(text));
            let place = exact.or_else(|| list.iter().position(|own| named_by(slot, own, text)));
            list.remove(place.ok_or_else(|| not_there(slot, &list, text))?);
        }
    }
    Ok(Some(list.into()))
}

/// The place in the array of the entry that people count as that one: `null` is none.
fn index_of(slot: &Slot<'_, '_>, list: &[Value], place: usize) -> Result<usize, Failure> {
    let mut entries = list.iter().enumerate().filter(|(_, entry)| !entry.is_null());
    let count = entries.clone().count();
    entries.nth(place - 1).map(|(index, _)| index).ok_or_else(|| {
        let key = slot.key();
        let has = match count {
            0 => "has no entries".to_owned(),
            1 => "has one entry".to_owned(),
            _ => format!("has {count} entries"),
        };
        Failure::new(format!("there is no `{key}.{place}`: `{key}` {has}"))
            .hint(format!("`{key}+=TEXT` adds one"))
    })
}

fn replaced(
    slot: &Slot<'_, '_>,
    assignment: &Assignment,
    entry: &Value,
    index: usize,
) -> Result<Value, Failure> {
    match slot.field.shape {
        Shape::Checklist => {
            // Entries change before any go or come, so that their places are those of the text.
            let node = slot.node.and_then(|list| list.children().nth(index));
            checklist::entry(slot, assignment, entry, node)
        }
        _ => self::entry(slot, &assignment.value),
    }
}

/// One entry from its text.
fn entry(slot: &Slot<'_, '_>, text: &str) -> Result<Value, Failure> {
    if text.trim().is_empty() {
        let key = slot.key();
        return Err(Failure::new(format!("an entry of `{key}` cannot be empty"))
            .hint(format!("`{key}=` removes all of them")));
    }
    let shape = slot.field.shape;
    let may_be_object = matches!(shape, Shape::Dependencies | Shape::Checklist | Shape::History);
    let value = match shape {
        _ if may_be_object && text.trim_start().starts_with('{') => resolved(slot, json(slot, text)?)?,
        Shape::Lines | Shape::Checklist => text.into(),
        _ => resolved(slot, text.trim().into())?,
    };
    slot.judge(&Value::from(vec![value.clone()]))?;
    Ok(value)
}

/// All entries from the text behind `=`: a JSON array, else split at commas; a list of lines has one.
pub(in crate::edit) fn entries(slot: &Slot<'_, '_>, text: &str) -> Result<Vec<Value>, Failure> {
    if text.trim_start().starts_with('[') {
        let Value::Array(entries) = json(slot, text)? else { return Ok(Vec::new()) };
        let entries: Vec<Value> =
            entries.into_iter().map(|entry| resolved(slot, entry)).collect::<Result<_, _>>()?;
        slot.judge(&entries.clone().into())?;
        return Ok(entries);
    }
    if matches!(slot.field.shape, Shape::Lines | Shape::Checklist | Shape::History) {
        return Ok(vec![entry(slot, text)?]);
    }
    let mut entries = Vec::new();
    for part in text.split(',').map(str::trim).filter(|part| !part.is_empty()) {
        let entry = entry(slot, part)?;
        if !entries.contains(&entry) {
            entries.push(entry);
        }
    }
    Ok(entries)
}

/// An entry whose references are those of the plan, as the plan spells them.
fn resolved(slot: &Slot<'_, '_>, entry: Value) -> Result<Value, Failure> {
    let shape = slot.field.shape;
    Ok(match entry {
        Value::String(text) => match shape {
            Shape::Dependencies => slot.base.reference(&text)?.into(),
            Shape::Blockers if !is_words(&text) => slot.base.reference(&text)?.into(),
            Shape::Scope if !is_words(&text) && text != "*" => slot.base.reference(&text)?.into(),
            Shape::Days => scalar::choice(Day::NAMES, &text),
            _ => text.into(),
        },
        Value::Object(mut members) if matches!(shape, Shape::Dependencies) => {
            if let Some(id) = members.get_mut("id")
                && let Some(text) = id.as_str()
            {
                *id = slot.base.reference(text)?.into();
            }
            members.into()
        }
        other => other,
    })
}

/// The new entries, where a plain reference or text stands for an entry that is there already in its fuller form.
fn kept(slot: &Slot<'_, '_>, old: &[Value], new: Vec<Value>) -> Vec<Value> {
    let has_forms = matches!(slot.field.shape, Shape::Dependencies | Shape::Checklist);
    let fuller = |entry: &Value| {
        let text = entry.as_str()?;
        old.iter().find(|own| has_forms && own.is_object() && named_by(slot, own, text)).cloned()
    };
    new.into_iter().map(|entry| fuller(&entry).unwrap_or(entry)).collect()
}

/// The words of an entry: its text, or what it is about when it is an object.
pub(in crate::edit) fn entry_text(entry: &Value) -> Option<&str> {
    entry.as_str().or_else(|| ["id", "text", "path"].into_iter().find_map(|key| entry.get(key)?.as_str()))
}

/// Whether a person means this entry by this text.
pub(in crate::edit) fn named_by(slot: &Slot<'_, '_>, entry: &Value, text: &str) -> bool {
    let Some(own) = entry_text(entry) else { return false };
    let shape = slot.field.shape;
    match shape {
        Shape::Lines => own == text,
        Shape::People => people::same(own, text),
        _ if own.to_lowercase() == text.to_lowercase() => true,
        // A checklist entry stands for an item only by the item's very id.
        _ if shape.refers() && !matches!(shape, Shape::Checklist) => {
            let found = slot.base.index.find(own);
            found.is_some() && found == slot.base.index.find(text)
        }
        _ => false,
    }
}

fn not_there(slot: &Slot<'_, '_>, list: &[Value], text: &str) -> Failure {
    let failure = Failure::new(format!("`{}` has no entry {}", slot.key(), quoted(text)));
    let named: Vec<_> = list.iter().filter_map(entry_text).map(quoted).collect();
    let more = named.len().saturating_sub(NAMED_ENTRIES);
    let first = named.iter().take(NAMED_ENTRIES).cloned().collect::<Vec<_>>().join(", ");
    match (named.len(), more) {
        (0, _) => failure.hint("it has no entries"),
        (_, 0) => failure.hint(format!("it has {first}")),
        _ => failure.hint(format!("it has {first} and {more} more")),
    }
}
