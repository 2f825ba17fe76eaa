//! Estimates: a number stays a number, `1-2h` stays as it was typed; `+=` and `-=` move every figure.

use serde_json::Value;

use super::number::{self, plain};
use super::{Slot, json, quoted};
use crate::diagnostic::Failure;
use crate::edit::assignment::{Assignment, Operator};
use crate::json::Document;
use crate::plan::read::{Reader, Scalar};
use crate::plan::value::hours::Hours;

/// An estimate after an assignment. What is none stays text, to be judged.
pub(super) fn assigned(
    slot: &Slot<'_, '_>,
    assignment: &Assignment,
    current: Option<&Value>,
) -> Result<Value, Failure> {
    let value = assignment.value.trim();
    let hours_per_day = slot.base.plan.hours_per_day();
    if assignment.operator == Operator::Set {
        return if value.starts_with('[') { json(slot, value) } else { Ok(typed(value)) };
    }
    let key = slot.key();
    let operand = read(&typed(value), hours_per_day);
    let Some(operand) = operand.filter(|hours| (hours.low - hours.high).abs() < f64::EPSILON) else {
        return Err(Failure::new(format!("{} is no number of hours", quoted(value)))
            .hint(format!("write one figure, such as `{key}{}2` or `30m`", assignment.operator)));
    };
    let by = if assignment.operator == Operator::Subtract { -operand.high } else { operand.high };
    let Some(current) = current else {
        return if by < 0.0 { Err(below_zero(key)) } else { Ok(typed(value)) };
    };
    let hours = read(current, hours_per_day).ok_or_else(|| {
        Failure::new(format!("`{key}` is no estimate to count from")).hint(format!("`{key}=HOURS` sets it"))
    })?;
    if hours.low + by < 0.0 {
        return Err(below_zero(key));
    }
    moved(current, hours, by, hours_per_day).ok_or_else(|| {
        Failure::new(format!("`{key}` has too many digits to count from"))
            .hint(format!("`{key}=HOURS` sets it"))
    })
}

fn typed(value: &str) -> Value {
    plain(value).unwrap_or_else(|| value.into())
}

fn below_zero(key: &str) -> Failure {
    Failure::new(format!("`{key}` would be less than 0")).hint(format!("`{key}=HOURS` sets it"))
}

/// Every figure of an estimate moved by some hours, in the form in which it is written; nothing where that cannot be
/// exact.
fn moved(current: &Value, hours: Hours, by: f64, hours_per_day: f64) -> Option<Value> {
    let added = |figure: &Value| number::sum(figure, &number::value(by), Operator::Add);
    Some(match current {
        Value::Array(figures) => {
            let figures: Option<Vec<_>> = figures.iter().map(added).collect();
            figures?.into()
        }
        Value::String(text) => {
            let unit = text.trim_end().chars().next_back().unwrap_or('h');
            let hours_per_unit = match unit {
                'm' => 1.0 / 60.0,
                'd' => hours_per_day,
                _ => 1.0,
            };
            let figure = |hours: f64| crate::text::number((hours + by) / hours_per_unit);
            match hours.likely {
                Some(likely) => format!("{}{unit}", figure(likely)),
                None => format!("{}-{}{unit}", figure(hours.low), figure(hours.high)),
            }
            .into()
        }
        figure => added(figure)?,
    })
}

/// What an estimate means, when it is one.
pub(super) fn read(value: &Value, hours_per_day: f64) -> Option<Hours> {
    let document = Document::parse(value.to_string().into_bytes()).ok()?;
    Hours::read(document.root(), &mut Reader::new(hours_per_day))
}
