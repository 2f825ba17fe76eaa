//! Assignments to the fields of one object: each by its type, and what they ask for together.

use std::cmp::Reverse;

use serde_json::Value;

use super::assignment::{Assignment, Key, Operator};
use super::base::Base;
use super::change::ID;
use super::draft::Draft;
use super::owner::Owner;
use super::value::{self, Slot};
use crate::diagnostic::Failure;
use crate::text;

/// The fields that name one person and several, of which an item has one.
const OWNER: &str = "owner";
const OWNERS: &str = "owners";

/// Makes all assignments in a draft.
pub(super) fn assign(
    base: &Base<'_>,
    draft: &mut Draft<'_>,
    assignments: &[Assignment],
) -> Result<(), Failure> {
    judge_repeats(draft.owner, assignments)?;
    for assignment in in_order_of_work(assignments) {
        match &assignment.key {
            Key::Own(name) => {
                draft.owner.judge_own_key(name)?;
                let value = value::assigned_own(assignment, draft.current(name).as_ref())?;
                draft.set(name, value);
            }
            Key::Field(name) => {
                let field = draft.owner.field(name)?;
                if field.key == ID {
                    judge_id(base, draft, assignment)?;
                }
                let slot = Slot { base, owner: draft.owner, field, node: draft.member(field.key) };
                let current = current(draft, assignments, field.key);
                draft.set(field.key, value::assigned(&slot, assignment, current.as_ref())?);
            }
        }
    }
    settle_owners(draft, assignments)
}

/// The assignments with those to one field together. Places count the entries that are there before the command: so
/// entries change first, then they go, the last first, and only then others come.
fn in_order_of_work(assignments: &[Assignment]) -> Vec<&Assignment> {
    let mut sorted: Vec<&Assignment> = assignments.iter().collect();
    sorted.sort_by_key(|assignment| {
        let first = assignments.iter().position(|other| other.key == assignment.key);
        let step = match assignment.place {
            Some(_) if !assignment.value.is_empty() => (0, Reverse(0)),
            Some(place) => (1, Reverse(place)),
            None => (2, Reverse(0)),
        };
        (first, step)
    });
    sorted
}

/// Whether the assignments give this field.
pub(super) fn give(assignments: &[Assignment], key: &str) -> bool {
    assignments.iter().any(|assignment| matches!(&assignment.key, Key::Field(name) if name == key))
}

/// What a field holds. `owners+=bob` counts from the one `owner` that there is.
fn current(draft: &Draft<'_>, assignments: &[Assignment], key: &str) -> Option<Value> {
    let current = draft.current(key);
    if key != OWNERS || current.is_some() || give(assignments, OWNER) {
        return current;
    }
    let owner = draft.current(OWNER).filter(is_somebody)?;
    Some(vec![owner].into())
}

fn is_somebody(value: &Value) -> bool {
    match value {
        Value::String(name) => !name.trim().is_empty(),
        Value::Array(names) => !names.is_empty(),
        _ => true,
    }
}

/// `owner` and `owners` exclude each other: setting one removes the other.
fn settle_owners(draft: &mut Draft<'_>, assignments: &[Assignment]) -> Result<(), Failure> {
    for (given, other) in [(OWNER, OWNERS), (OWNERS, OWNER)] {
        let is_set =
            give(assignments, given) && draft.current(given).is_some_and(|value| is_somebody(&value));
        if !is_set || draft.owner.get(other).is_none() || draft.current(other).is_none() {
            continue;
        }
        if give(assignments, other) {
            return Err(Failure::new("an item has `owner` or `owners`, not both")
                .hint("write `owners=@one,@two` for several"));
        }
        draft.set(other, None);
    }
    Ok(())
}

/// The id of an item that has one is changed by `rename`, with everything that refers to it.
fn judge_id(base: &Base<'_>, draft: &Draft<'_>, assignment: &Assignment) -> Result<(), Failure> {
    if let Some(old) = draft.original(ID).as_ref().and_then(Value::as_str) {
        let shown = text::one_line(old);
        let new = if assignment.value.is_empty() { "ID".into() } else { text::typed(&assignment.value) };
        return Err(Failure::new(format!(
            "`{shown}` gets another id by `rename`, which keeps what refers to it"
        ))
        .hint(format!("`tracker rename {} {new}`", text::typed(&draft.name))));
    }
    if assignment.operator != Operator::Set {
        return Err(Failure::new("an id cannot be counted with").hint("write `id=ID`"));
    }
    base.judge_new_id(&assignment.value, None)
}

/// Refuses two assignments of which one would undo the other. Entries of a list may come and go one by one.
fn judge_repeats(owner: Owner, assignments: &[Assignment]) -> Result<(), Failure> {
    for (index, one) in assignments.iter().enumerate() {
        let earlier = assignments.iter().take(index).filter(|other| other.key == one.key);
        let is_list = match &one.key {
            Key::Field(name) => owner.get(name).is_some_and(|field| field.shape.is_list()),
            Key::Own(_) => false,
        };
        for other in earlier {
            let is_entry = |one: &Assignment| one.place.is_some() || one.operator != Operator::Set;
            let together = is_list && is_entry(one) && is_entry(other);
            if !together || (one.place.is_some() && one.place == other.place) {
                let name = text::one_line(&one.to_string()).into_owned();
                return Err(Failure::new(format!("`{name}` is given twice")).hint("give each field once"));
            }
        }
    }
    Ok(())
}
