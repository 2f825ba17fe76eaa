//! Where ids stand in other items and in what the plan says of itself, and rewriting them there.

use std::collections::HashSet;

use serde_json::{Map, Value};

use super::base::{Base, Target};
use super::draft::Draft;
use super::owner::Owner;
use crate::json::Node;
use crate::plan::index::At;
use crate::plan::shape::{Field, Shape};
use crate::plan::value::people;

/// What becomes of a place that names an item.
pub(super) enum Fate {
    /// It stays.
    Keep,
    /// It names another id.
    Become(String),
    /// It goes, with its entry.
    Go,
}

/// The one field of the plan itself that names a person, in words that may also be something else.
const COORDINATOR: &str = "coordinator";

/// The plan's list of reports, which may name a coordinator each.
const REPORTS: &str = "reports";

/// The drafts of all objects, but for the items left out, in which something that names an item changes.
///
/// `fate` is asked for every name under a field that can hold one.
pub(super) fn rewritten<'p>(
    base: &Base<'p>,
    left_out: &HashSet<At>,
    fate: &dyn Fn(&Field, &str) -> Fate,
) -> Vec<(Target, Draft<'p>)> {
    let items = base.plan.all_items().map(|(at, _)| at).filter(|at| !left_out.contains(at));
    let targets = items.map(Target::Item).chain([Target::Plan]);
    let objects = targets.filter_map(|target| {
        let (node, name, owner) = base.object(target)?;
        Some((target, rewritten_object(Draft::of(base, node, name, owner), fate)?))
    });
    let reports = rewritten_reports(base, fate).map(|draft| (Target::Plan, draft));
    objects.chain(reports).collect()
}

/// The drafts of the plan's `reports` that name a coordinator of their own, where that changes.
fn rewritten_reports<'p>(
    base: &Base<'p>,
    fate: &dyn Fn(&Field, &str) -> Fate,
) -> impl Iterator<Item = Draft<'p>> {
    let reports = base.plan.root.get(REPORTS).into_iter().flat_map(Node::children).enumerate();
    reports.filter_map(move |(place, report)| {
        let field = Owner::Plan.get(COORDINATOR)?;
        let name = report.get(COORDINATOR)?.as_str()?;
        let new = match fate(field, &name) {
            Fate::Keep => return None,
            Fate::Become(new) => Some(new.into()),
            Fate::Go => None,
        };
        let mut draft = Draft::of(base, report, format!("{REPORTS}.{}", place + 1), Owner::Plan);
        draft.set(COORDINATOR, new);
        Some(draft)
    })
}

/// The draft of one object; nothing when it names nothing that changes.
fn rewritten_object<'p>(mut draft: Draft<'p>, fate: &dyn Fn(&Field, &str) -> Fate) -> Option<Draft<'p>> {
    let mut is_changed = false;
    for field in draft.owner.fields().iter().filter(|field| field.shape.refers() || names_people(field)) {
        let Some(old) = draft.original(field.key) else { continue };
        let new = rewrite(&old, &|name| fate(field, name), matches!(field.shape, Shape::Demand));
        if new.as_ref() != Some(&old) {
            draft.set(field.key, new);
            is_changed = true;
        }
    }
    is_changed.then_some(draft)
}

/// Whether a field names people, by their ids in the team among others.
pub(super) fn names_people(field: &Field) -> bool {
    matches!(field.shape, Shape::Person | Shape::People | Shape::Demand) || field.key == COORDINATOR
}

/// A value with its names rewritten; nothing when all of it goes. The keys of an object are names in a demand.
fn rewrite(value: &Value, fate: &dyn Fn(&str) -> Fate, keys_are_names: bool) -> Option<Value> {
    match value {
        Value::String(name) => match fate(name) {
            Fate::Keep => Some(value.clone()),
            Fate::Become(name) => Some(name.into()),
            Fate::Go => None,
        },
        Value::Array(entries) => {
            Some(entries.iter().filter_map(|entry| rewrite_entry(entry, fate)).collect())
        }
        Value::Object(members) if keys_are_names => {
            let renamed = members.iter().filter_map(|(name, units)| match fate(name) {
                Fate::Keep => Some((name.clone(), units.clone())),
                Fate::Become(name) => Some((name, units.clone())),
                Fate::Go => None,
            });
            Some(Value::Object(renamed.collect()))
        }
        other => Some(other.clone()),
    }
}

/// An entry of a list: a name, or an object whose `id` or `text` is one.
fn rewrite_entry(entry: &Value, fate: &dyn Fn(&str) -> Fate) -> Option<Value> {
    let Value::Object(members) = entry else {
        return if entry.is_string() { rewrite(entry, fate, false) } else { Some(entry.clone()) };
    };
    let named = ["id", "text"].into_iter().find_map(|key| Some((key, members.get(key)?.as_str()?)));
    let Some((key, name)) = named else { return Some(entry.clone()) };
    match fate(name) {
        Fate::Keep => Some(entry.clone()),
        Fate::Become(name) => {
            let mut members: Map<String, Value> = members.clone();
            members.insert(key.to_owned(), name.into());
            Some(members.into())
        }
        Fate::Go => None,
    }
}

/// The item whose name stands under a field, spelt in the way that the field allows: a checklist entry stands for an item
/// only by its very id.
pub(super) fn named(base: &Base<'_>, field: &Field, name: &str) -> Option<At> {
    match field.shape {
        Shape::Checklist => base.index.find_exactly(name),
        shape if shape.refers() => base.index.find(name),
        _ => None,
    }
}

/// The new spelling of a person's name whose id in the team changes, with the `@` that it had.
pub(super) fn renamed_person(name: &str, old: &str, new: &str) -> Option<String> {
    if !people::same(name, old) {
        return None;
    }
    let bare = new.strip_prefix('@').unwrap_or(new);
    Some(match (name.trim().starts_with('@'), old.starts_with('@')) {
        (had, has) if had == has => new.to_owned(),
        (true, _) => format!("@{bare}"),
        (false, _) => bare.to_owned(),
    })
}
