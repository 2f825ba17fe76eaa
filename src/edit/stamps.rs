//! Dates that follow from a new status: see "Stamps" of the plan format.

use serde_json::Value;

use super::assignment::Assignment;
use super::draft::Draft;
use super::fields::give;
use super::owner::Owner;
use crate::plan::choice::Choice;
use crate::plan::kind::Kind;
use crate::plan::value::date::Date;
use crate::plan::value::status::Status;

const STATUS: &str = "status";
const STARTED: &str = "started";
const COMPLETED: &str = "completed";
const PROGRESS: &str = "progress";

/// Progress of what is done.
const FULL: f64 = 100.0;

/// Stamps a batch or an issue whose status changes. What the command itself gives stays as given; other kinds have
/// no stamps in the format.
pub(super) fn stamp(draft: &mut Draft<'_>, assignments: &[Assignment], today: Date) {
    if !matches!(draft.owner, Owner::Kind(Kind::Batch | Kind::Issue)) || !draft.is_changed(STATUS) {
        return;
    }
    let named = |value: Option<Value>| value.as_ref().and_then(Value::as_str).and_then(Status::named);
    let (old, new) = (named(draft.original(STATUS)), named(draft.current(STATUS)));
    let is_free = |key: &str| !give(assignments, key);
    let stamp_date = |draft: &mut Draft<'_>, key: &str| {
        let is_absent = draft.current(key).is_none_or(|value| value == "");
        if is_absent && is_free(key) {
            draft.set(key, Some(today.to_string().into()));
        }
    };
    match new {
        Some(Status::InProgress) => stamp_date(draft, STARTED),
        Some(Status::Done) => {
            stamp_date(draft, COMPLETED);
            if draft.current(PROGRESS).is_some() && is_free(PROGRESS) {
                draft.set(PROGRESS, Some(100.into()));
            }
        }
        _ => {}
    }
    if old == Some(Status::Done) && new != Some(Status::Done) {
        if is_free(COMPLETED) {
            draft.set(COMPLETED, None);
        }
        let is_full = draft.current(PROGRESS).and_then(|value| value.as_f64()) == Some(FULL);
        if is_full && is_free(PROGRESS) {
            draft.set(PROGRESS, None);
        }
    }
}
