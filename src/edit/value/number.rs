//! Numbers: `=` sets, `+=` and `-=` count on.

use serde_json::Value;

use super::decimal::Decimal;
use super::{Slot, quoted};
use crate::diagnostic::Failure;
use crate::edit::assignment::{Assignment, Operator};
use crate::json::{Document, NodeKind};
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
    let Some(operand) = operand.filter(|operand| operand.is_number()) else {
        return Err(Failure::new(format!("{} is no number to count with", quoted(typed)))
            .hint(format!("write a number, such as `{key}{operator}1`")));
    };
    let zero = Value::from(0);
    let current = current.unwrap_or(&zero);
    if !current.is_number() {
        return Err(Failure::new(format!("`{key}` is no number to count from"))
            .hint(format!("`{key}=NUMBER` sets it")));
    }
    sum(current, operand, operator).ok_or_else(|| {
        Failure::new(format!("{current} {} {operand} has too many digits to be exact", sign(operator)))
            .hint(format!("`{key}=NUMBER` sets it"))
    })
}

const fn sign(operator: Operator) -> char {
    if matches!(operator, Operator::Subtract) { '-' } else { '+' }
}

/// The exact sum or difference of two numbers, in the fewest digits; nothing when it has too many.
pub(super) fn sum(one: &Value, other: &Value, operator: Operator) -> Option<Value> {
    let read = |value: &Value| value.as_number().and_then(|number| Decimal::read(number.as_str()));
    let (one, other) = (read(one)?, read(other)?);
    one.plus(if operator == Operator::Subtract { other.negative()? } else { other })?.value()
}

/// A number as it was typed, when it is one as JSON spells it: no `+`, no leading zero, no `inf`.
pub(in crate::edit) fn plain(value: &str) -> Option<Value> {
    let document = Document::parse(value.as_bytes().to_vec()).ok()?;
    let number = Some(document.root()).filter(|root| root.kind() == NodeKind::Number)?;
    // A zero with a sign is a slip.
    let is_zero = number.as_f64() == Some(0.0);
    Some(if is_zero && value.starts_with('-') { 0.into() } else { number.to_value() })
}

/// The result of a calculation in the fewest digits, a whole number without a point.
#[expect(clippy::cast_possible_truncation, reason = "whole and in range")]
pub(super) fn value(number: f64) -> Value {
    let number: f64 = text::number(number).parse().unwrap_or(number);
    if number.fract() == 0.0 && number.abs() <= EXACT { (number as i64).into() } else { number.into() }
}
