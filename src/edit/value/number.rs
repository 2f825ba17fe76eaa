//! Numbers: `=` sets, `+=` and `-=` count on.

use serde_json::Value;

use super::{Slot, quoted};
use crate::diagnostic::Failure;
use crate::edit::assignment::{Assignment, Operator};
use crate::plan::shape::Shape;
use crate::text;

/// The largest number up to which every whole one can be written as such (2⁵³).
const EXACT: f64 = 9_007_199_254_740_992.0;

/// A number after an assignment. What is no number stays text, to be judged.
pub(super) fn assigned(
    slot: &Slot<'_, '_>,
    assignment: &Assignment,
    current: Option<&Value>,
) -> Result<Value, Failure> {
    let value = assignment.value.trim();
    let percent = matches!(slot.field.shape, Shape::Percent).then(|| value.strip_suffix('%')).flatten();
    let value = percent.map_or(value, str::trim_end);
    if assignment.operator == Operator::Set {
        return Ok(plain(value).unwrap_or_else(|| assignment.value.as_str().into()));
    }
    counted(slot.key(), assignment.operator, current, plain(value).as_ref(), &assignment.value)
}

/// The sum or the difference. What is absent counts from 0.
pub(in crate::edit) fn counted(
    key: &str,
    operator: Operator,
    current: Option<&Value>,
    operand: Option<&Value>,
    typed: &str,
) -> Result<Value, Failure> {
    let Some(operand) = operand.and_then(Value::as_f64) else {
        return Err(Failure::new(format!("{} is no number to count with", quoted(typed)))
            .hint(format!("write a number, such as `{key}{operator}1`")));
    };
    let current = match current {
        None => 0.0,
        Some(value) => value.as_f64().ok_or_else(|| {
            Failure::new(format!("`{key}` is no number to count from"))
                .hint(format!("`{key}=NUMBER` sets it"))
        })?,
    };
    let result = if operator == Operator::Subtract { current - operand } else { current + operand };
    Ok(value(result))
}

/// A number as JSON spells it: no `+`, no leading zero, no `inf`.
pub(in crate::edit) fn plain(value: &str) -> Option<Value> {
    let number: serde_json::Number = serde_json::from_str(value).ok()?;
    // A number that JSON can spell is written as it was typed, but for a zero with a sign.
    if number.as_f64() == Some(0.0) { Some(0.into()) } else { Some(number.into()) }
}

/// The result of a calculation in the fewest digits, a whole number without a point.
#[expect(clippy::cast_possible_truncation, reason = "whole and in range")]
pub(super) fn value(number: f64) -> Value {
    let number: f64 = text::number(number).parse().unwrap_or(number);
    if number.fract() == 0.0 && number.abs() <= EXACT { (number as i64).into() } else { number.into() }
}
