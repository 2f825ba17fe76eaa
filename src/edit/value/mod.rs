//! From the text of an argument to the JSON that is written, by what the field holds.
//!
//! Texts are turned into the likeliest JSON here; whether that is a good value is judged by reading it as the
//! plan would ([`Slot::judge`]), so that no range and no set of names stands in two places.

mod checklist;
mod decimal;
mod hours;
mod list;
mod number;
mod own;
mod scalar;
mod time;

use serde_json::Value;

pub(super) use checklist::{DONE, TEXT, ticked_text};
pub(super) use decimal::equal;
pub(super) use list::{entries as list_entries, entry_text, named_by};
pub(super) use number::{counted, plain as plain_number};
pub(super) use own::assigned as assigned_own;

use super::assignment::{Assignment, Operator};
use super::base::Base;
use super::owner::Owner;
use crate::diagnostic::Failure;
use crate::json::{Document, Node};
use crate::plan::choice;
use crate::plan::shape::{Field, Shape};
use crate::text;

/// The field that is being set.
#[derive(Clone, Copy)]
pub(super) struct Slot<'s, 'p> {
    pub(super) base: &'s Base<'p>,
    pub(super) owner: Owner,
    pub(super) field: &'static Field,
    /// What the text has there, if anything.
    pub(super) node: Option<Node<'p>>,
}

impl Slot<'_, '_> {
    /// Refuses a value that the plan's own reading would find wrong.
    fn judge(&self, value: &Value) -> Result<(), Failure> {
        self.owner.judge(self.field, value)
    }

    const fn key(&self) -> &'static str {
        self.field.key
    }
}

/// What the field holds after an assignment; nothing when the member goes.
pub(super) fn assigned(
    slot: &Slot<'_, '_>,
    assignment: &Assignment,
    current: Option<&Value>,
) -> Result<Option<Value>, Failure> {
    let shape = slot.field.shape;
    if shape.is_list() {
        return list::assigned(slot, assignment, current);
    }
    if assignment.place.is_some() {
        let key = slot.key();
        return Err(Failure::new(format!("`{key}` is no list, so there is no `{assignment}`"))
            .hint(format!("write `{key}=VALUE`")));
    }
    if assignment.operator == Operator::Set && assignment.value.is_empty() {
        return Ok(None);
    }
    let value = match shape {
        Shape::Count | Shape::Percent | Shape::Duration | Shape::Amount => {
            number::assigned(slot, assignment, current)?
        }
        Shape::Hours => hours::assigned(slot, assignment, current)?,
        Shape::Date | Shape::When => time::assigned(slot, assignment, current)?,
        Shape::Text | Shape::Prose | Shape::Id => scalar::text(slot, assignment, current)?,
        _ => scalar::assigned(slot, assignment)?,
    };
    slot.judge(&value)?;
    Ok(Some(value))
}

/// Whether two values of a field mean the same, so that one need not be written over the other.
pub(super) fn same(
    shape: Option<Shape>,
    one: Option<&Value>,
    other: Option<&Value>,
    hours_per_day: f64,
) -> bool {
    let (Some(one), Some(other)) = (one, other) else { return one.is_none() && other.is_none() };
    if one == other {
        return true;
    }
    match shape {
        Some(Shape::Choice(names)) => {
            let place = |value: &Value| choice::position(names, value.as_str()?);
            place(one).is_some() && place(one) == place(other)
        }
        Some(Shape::Count | Shape::Percent | Shape::Duration | Shape::Amount) => {
            one.is_number() && equal(one, other)
        }
        Some(Shape::Hours) => {
            let read = |value| hours::read(value, hours_per_day);
            read(one).is_some() && read(one) == read(other)
        }
        Some(Shape::Prose) => scalar::prose(one).is_some() && scalar::prose(one) == scalar::prose(other),
        _ => false,
    }
}

/// A value of an argument as strict JSON.
fn json(slot: &Slot<'_, '_>, value: &str) -> Result<Value, Failure> {
    let document = Document::parse(value.as_bytes().to_vec()).map_err(|error| {
        let message = format!("the value of `{}` is not JSON: {error}", slot.key());
        Failure { hint: error.hint, ..Failure::new(message) }
    })?;
    Ok(document.root().to_value())
}

/// That an operator makes no sense for a field, with what does.
fn no_operator(slot: &Slot<'_, '_>, assignment: &Assignment, instead: &str) -> Failure {
    let (key, operator) = (slot.key(), assignment.operator);
    Failure::new(format!("`{key}` cannot be changed with `{operator}`")).hint(format!("write `{instead}`"))
}

/// A value of an argument for a message.
fn quoted(value: &str) -> String {
    format!("`{}`", text::shorten(&text::one_line(value), 40))
}
