//! New values for the fields of one object, until they become changes of the text.

use serde_json::{Map, Value};

use super::base::Base;
use super::change::{Change, listed};
use super::owner::Owner;
use super::reconcile::reconcile;
use super::value;
use crate::json::{Changes, Node};

/// One object, the plan's or an item's, with what is to stand under its keys.
pub(super) struct Draft<'p> {
    /// What the object is called in the list of changes.
    pub(super) name: String,
    pub(super) owner: Owner,
    /// The object as it stands; none for a new item.
    node: Option<Node<'p>>,
    hours_per_day: f64,
    /// In the order in which they were set; nothing to remove the member.
    values: Vec<(String, Option<Value>)>,
}

impl<'p> Draft<'p> {
    /// A draft of an object that is there.
    pub(super) fn of(base: &Base<'p>, node: Node<'p>, name: String, owner: Owner) -> Self {
        let hours_per_day = base.plan.hours_per_day();
        Self { name, owner, node: Some(node), hours_per_day, values: Vec::new() }
    }

    /// A draft of an item to come.
    pub(super) fn new(base: &Base<'p>, name: String, owner: Owner) -> Self {
        Self { name, owner, node: None, hours_per_day: base.plan.hours_per_day(), values: Vec::new() }
    }

    /// Where the value stands in the text.
    pub(super) fn member(&self, key: &str) -> Option<Node<'p>> {
        self.node.and_then(|node| node.get(key))
    }

    /// The value in the text; nothing when it is absent or `null`.
    pub(super) fn original(&self, key: &str) -> Option<Value> {
        self.node.and_then(|node| Base::member(node, key))
    }

    /// The value as the draft has it.
    pub(super) fn current(&self, key: &str) -> Option<Value> {
        match self.values.iter().find(|(own, _)| own == key) {
            Some((_, value)) => value.clone(),
            None => self.original(key),
        }
    }

    /// Puts a value under a key, or removes the member.
    pub(super) fn set(&mut self, key: &str, value: Option<Value>) {
        match self.values.iter_mut().find(|(own, _)| own == key) {
            Some((_, own)) => *own = value,
            None => self.values.push((key.to_owned(), value)),
        }
    }

    /// The keys under which something was set.
    pub(super) fn keys(&self) -> impl Iterator<Item = &str> {
        self.values.iter().map(|(key, _)| key.as_str())
    }

    /// Whether a field has another meaning than in the text.
    pub(super) fn is_changed(&self, key: &str) -> bool {
        let shape = self.owner.get(key).map(|field| field.shape);
        !value::same(shape, self.original(key).as_ref(), self.current(key).as_ref(), self.hours_per_day)
    }

    /// Adds to `list` what differs, in the order in which it was set.
    pub(super) fn list_changes(&self, list: &mut Vec<Change>) {
        for (key, value) in self.values.iter().filter(|(key, _)| self.is_changed(key)) {
            let shape = self.owner.get(key).map(|field| field.shape);
            list.extend(listed(&self.name, key, shape, self.original(key).as_ref(), value.as_ref()));
        }
    }

    /// Makes the changes of the text. A field that means what it meant keeps its bytes.
    pub(super) fn apply(&self, changes: &mut Changes<'p>) {
        let Some(node) = self.node else { return };
        let mut values: Vec<_> = self.values.iter().filter(|(key, _)| self.is_changed(key)).collect();
        // New members at one place come in the order of the fields.
        values.sort_by_key(|(key, _)| self.rank(key));
        for (key, value) in values {
            match (node.get(key), value) {
                (Some(member), Some(value)) => reconcile(changes, member, value),
                (Some(member), None) => changes.remove(member),
                (None, Some(value)) => changes.insert_member(node, self.place(node, key), key, value),
                (None, None) => {}
            }
        }
    }

    /// A new item's members in the order of its kind's fields, keys of the team's own last.
    pub(super) fn to_object(&self) -> Map<String, Value> {
        let mut values: Vec<_> = self.values.iter().collect();
        values.sort_by_key(|(key, _)| self.rank(key));
        values.into_iter().filter_map(|(key, value)| Some((key.clone(), value.clone()?))).collect()
    }

    fn rank(&self, key: &str) -> usize {
        let fields = self.owner.fields();
        fields.iter().position(|field| field.key == key).unwrap_or(fields.len())
    }

    /// Where a new member comes to stand: behind the nearest of the fields that precede it in its kind, else
    /// before the first that follows it; without either, what the plan says of itself comes first, and a field of
    /// an item last.
    fn place(&self, node: Node<'p>, key: &str) -> usize {
        let ranks: Vec<usize> =
            node.children().map(|member| member.key().map_or(usize::MAX, |key| self.rank(&key))).collect();
        let own = self.rank(key);
        let fields = self.owner.fields().len();
        if own == fields {
            return ranks.len();
        }
        let preceding =
            ranks.iter().enumerate().filter(|(_, rank)| **rank < own).max_by_key(|(_, rank)| **rank);
        if let Some((place, _)) = preceding {
            return place + 1;
        }
        let alone = if self.owner == Owner::Plan { 0 } else { ranks.len() };
        ranks.iter().position(|rank| *rank < fields).unwrap_or(alone)
    }
}
