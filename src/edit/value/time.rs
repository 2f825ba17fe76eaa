//! Dates: a day, `today`, so many days or weeks from today, or from the date that is there.

use serde_json::Value;

use super::{Slot, quoted};
use crate::diagnostic::Failure;
use crate::edit::assignment::{Assignment, Operator};
use crate::plan::value::date::Date;

/// A date or a time in words after an assignment. What is no date stays text, to be judged.
pub(super) fn assigned(
    slot: &Slot<'_, '_>,
    assignment: &Assignment,
    current: Option<&Value>,
) -> Result<Value, Failure> {
    let value = assignment.value.trim();
    let key = slot.key();
    if assignment.operator != Operator::Set {
        let Some(days) = days(value) else {
            return Err(Failure::new(format!("{} is no number of days or weeks", quoted(value)))
                .hint(format!("write `{key}{}3d` or `2w`", assignment.operator)));
        };
        let Some(date) = current.and_then(Value::as_str).and_then(Date::parse) else {
            return Err(Failure::new(format!("`{key}` is no date to move"))
                .hint(format!("`{key}=+{value}` counts from today")));
        };
        let days = if assignment.operator == Operator::Subtract { -days } else { days };
        return moved(date, days);
    }
    if value.eq_ignore_ascii_case("today") {
        return Ok(slot.base.today.to_string().into());
    }
    let signed = value.strip_prefix('+').map(|days| (1, days));
    let signed = signed.or_else(|| value.strip_prefix('-').map(|days| (-1, days)));
    match signed.and_then(|(sign, value)| Some(sign * days(value)?)) {
        Some(days) => moved(slot.base.today, days),
        None => Ok(value.into()),
    }
}

/// The days in `3d` or `2w`.
fn days(value: &str) -> Option<i64> {
    let (number, days) = match (value.strip_suffix('d'), value.strip_suffix('w')) {
        (Some(number), _) => (number, 1),
        (_, Some(number)) => (number, 7),
        _ => return None,
    };
    let is_number = !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit());
    // What is too large for a number is too large for a date, and is told so.
    is_number.then(|| number.parse().unwrap_or(i64::MAX).saturating_mul(days))
}

fn moved(date: Date, days: i64) -> Result<Value, Failure> {
    let date = date.plus_days(days).ok_or_else(|| {
        Failure::new("the date would lie outside the years 0 to 9999").hint("write it as YYYY-MM-DD")
    })?;
    Ok(date.to_string().into())
}
