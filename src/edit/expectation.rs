//! `--expect KEY=VALUE`: what must hold for an edit to be made, so that nobody's update is lost.

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::fmt;

use serde_json::Value;

use super::Edit;
use super::assignment::{Assignment, Key, Operator};
use super::base::{Base, Target};
use super::change::shown;
use super::metrics;
use super::value::{self, Slot};
use crate::diagnostic::Failure;
use crate::graph::Graph;
use crate::json::Node;
use crate::plan::shape::Shape;
use crate::plan::value::people;
use crate::state::{ShownStatus, State};
use crate::text;

/// The prefix of a field whose text in the file is meant, not what follows from it.
const STORED: &str = "stored.";

/// What an item is expected to be. `status` is the effective status, `stored.status` the text in the file; an empty
/// value expects that there is none.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Expectation {
    is_stored: bool,
    assignment: Assignment,
}

impl fmt::Display for Expectation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let stored = if self.is_stored { STORED } else { "" };
        write!(f, "{stored}{}", self.assignment)
    }
}

impl Expectation {
    /// Reads `KEY=VALUE`.
    ///
    /// # Errors
    /// When it is something else.
    pub fn parse(word: &str) -> Result<Self, Failure> {
        let (is_stored, rest) = word.strip_prefix(STORED).map_or((false, word), |rest| (true, rest));
        match Assignment::parse(rest)? {
            Some(assignment) if assignment.operator == Operator::Set && assignment.place.is_none() => {
                Ok(Self { is_stored, assignment })
            }
            _ => Err(Failure::new(format!("`{}` is no expectation", text::one_line(word)))
                .hint("write KEY=VALUE, such as `status=ready`, or `owner=` for nobody")),
        }
    }

    /// What the object is instead, when it is not as expected.
    fn unmet(&self, base: &Base<'_>, target: Target) -> Result<Option<String>, Failure> {
        let Some((node, _, owner)) = base.object(target) else { return Ok(None) };
        let (current, is_met, expected) = match &self.assignment.key {
            Key::Own(name) => {
                let current = Base::member(node, name);
                let expected = value::assigned_own(&self.assignment, None)?;
                let is_met = match (&current, &expected) {
                    (Some(current), Some(expected)) => value::equal(current, expected),
                    (current, expected) => current.is_none() && expected.is_none(),
                };
                (current, is_met, expected)
            }
            Key::Field(name)
                if matches!(name.as_str(), "owner" | "owners") && owner.field("owners").is_ok() =>
            {
                // Either field says who answers for the item: to expect nobody is to expect both to be empty.
                let (current, expected) = (people_of(node), names(&self.assignment.value));
                let is_met = keys(&current) == keys(&expected);
                let list = |names: Vec<String>| (!names.is_empty()).then(|| Value::from(names));
                (list(current), is_met, list(expected))
            }
            Key::Field(name) => {
                let field = owner.field(name)?;
                let slot = Slot { base, owner, field, node: node.get(field.key) };
                let stored = Base::member(node, field.key);
                let effective = if self.is_stored { None } else { effective_status(base, target, field.key) };
                let current = effective.map(|status| status.name().into()).or(stored);
                let expected = if field.shape.is_list() && !self.assignment.value.is_empty() {
                    Some(value::list_entries(&slot, &self.assignment.value)?.into())
                } else {
                    value::assigned(&slot, &self.assignment, None)?
                };
                let is_met = is_as_expected(&slot, current.as_ref(), expected.as_ref());
                (current, is_met, expected)
            }
        };
        Ok((!is_met).then(|| self.instead(current.as_ref(), expected.as_ref())))
    }

    /// What a metric is instead, when its value is not as expected.
    fn unmet_metric(&self, base: &Base<'_>) -> Result<Option<String>, Failure> {
        let (Key::Field(name) | Key::Own(name)) = &self.assignment.key;
        let metric = base.plan.metrics.iter().find(|metric| metric.name == *name);
        let current = metric.and_then(|metric| metrics::value_of(&metric.record.node.to_value()).cloned());
        let expected = metrics::amount(name, &self.assignment, None)?;
        let is_met = value::same(Some(Shape::Amount), current.as_ref(), expected.as_ref(), 1.0);
        Ok((!is_met).then(|| self.instead(current.as_ref(), expected.as_ref())))
    }

    fn instead(&self, current: Option<&Value>, expected: Option<&Value>) -> String {
        let shown = |value: Option<&Value>| match value.map(shown) {
            None => "absent".to_owned(),
            Some(text) if text.is_empty() => "empty".to_owned(),
            Some(text) => format!("`{}`", text::one_line(&text)),
        };
        format!("{self} is {}, not {}", shown(current), shown(expected))
    }
}

/// Everyone whom `owner` and `owners` name.
fn people_of(node: Node<'_>) -> Vec<String> {
    let owner = node.get("owner").and_then(Node::as_str);
    let owners = node.get("owners").into_iter().flat_map(Node::children).filter_map(Node::as_str);
    owner.into_iter().chain(owners).filter(|name| !name.trim().is_empty()).map(Cow::into_owned).collect()
}

/// Names between commas.
fn names(value: &str) -> Vec<String> {
    value.split(',').map(str::trim).filter(|name| !name.is_empty()).map(str::to_owned).collect()
}

/// Names as they are compared, in no order.
fn keys(names: &[String]) -> BTreeSet<String> {
    names.iter().map(|name| people::key(name)).collect()
}

/// The status that is shown, when that is what the field means.
fn effective_status(base: &Base<'_>, target: Target, key: &str) -> Option<ShownStatus> {
    let Target::Item(at) = target else { return None };
    if key != "status" {
        return None;
    }
    let graph = Graph::new(base.plan, &base.index);
    State::new(base.plan, &base.index, &graph).shown_status(at)
}

/// Compares by what the field holds: names in any spelling, people without `@`, lists in any order.
fn is_as_expected(slot: &Slot<'_, '_>, current: Option<&Value>, expected: Option<&Value>) -> bool {
    let current = current.filter(|value| !is_empty(value));
    let Some(expected) = expected.filter(|value| !is_empty(value)) else { return current.is_none() };
    let Some(current) = current else { return false };
    let hours_per_day = slot.base.plan.hours_per_day();
    if value::same(Some(slot.field.shape), Some(current), Some(expected), hours_per_day) {
        return true;
    }
    match (current, expected) {
        (Value::String(current), Value::String(expected)) => match slot.field.shape {
            Shape::Person => people::same(current, expected),
            Shape::Reference => value::named_by(slot, &Value::from(current.as_str()), expected),
            _ => current.to_lowercase() == expected.to_lowercase(),
        },
        (Value::Array(current), Value::Array(expected)) => {
            let is_there = |wanted: &Value| match value::entry_text(wanted) {
                Some(text) => current.iter().any(|own| value::named_by(slot, own, text)),
                None => current.contains(wanted),
            };
            current.len() == expected.len() && expected.iter().all(is_there)
        }
        _ => false,
    }
}

fn is_empty(value: &Value) -> bool {
    match value {
        Value::String(text) => text.is_empty(),
        Value::Array(entries) => entries.is_empty(),
        Value::Null => true,
        _ => false,
    }
}

/// Refuses edits of items that are not as expected.
pub(super) fn judge(base: &Base<'_>, edits: &[Edit], expectations: &[Expectation]) -> Result<(), Failure> {
    if expectations.is_empty() {
        return Ok(());
    }
    for edit in edits {
        let ids = match edit {
            Edit::Update { ids, .. } | Edit::Remove { ids, .. } => ids.as_slice(),
            Edit::Rename { old, .. } => std::slice::from_ref(old),
            Edit::Metrics { .. } => {
                each(expectations, "metrics", "tracker metrics", |one| one.unmet_metric(base))?;
                continue;
            }
            Edit::Add { .. } => {
                return Err(Failure::new("an expectation is about an item that is there already")
                    .hint("leave `--expect` out"));
            }
        };
        for id in ids {
            let target = base.target(id)?;
            let Some((_, name, _)) = base.object(target) else { continue };
            let command = format!("tracker show {}", text::typed(&name));
            each(expectations, &name, &command, |one| one.unmet(base, target))?;
        }
    }
    Ok(())
}

/// Refuses the first expectation that is not met, naming what is.
fn each(
    expectations: &[Expectation],
    name: &str,
    command: &str,
    unmet: impl Fn(&Expectation) -> Result<Option<String>, Failure>,
) -> Result<(), Failure> {
    for expectation in expectations {
        if let Some(instead) = unmet(expectation)? {
            let (name, command) = (text::one_line(name), text::one_line(command));
            return Err(
                Failure::refusal(format!("{name}: {instead}")).hint(format!("`{command}` tells more"))
            );
        }
    }
    Ok(())
}
