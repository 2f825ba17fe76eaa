//! Turns a value of the text into another by touching as little of it as possible.

use std::collections::{HashMap, HashSet, VecDeque};

use serde_json::{Map, Value};

use super::alignment;
use super::value::{DONE, TEXT, ticked_text};
use crate::json::{Changes, Node, NodeKind};

/// Adds the changes that make `node` read as `wanted`. Entries and members that stay keep their bytes, and so
/// their spelling of numbers and escapes. The depth is bounded by that of the document.
pub(super) fn reconcile<'d>(changes: &mut Changes<'d>, node: Node<'d>, wanted: &Value) {
    match (node.kind(), wanted) {
        (NodeKind::Array, Value::Array(entries)) => list(changes, node, entries),
        (NodeKind::Object, Value::Object(members)) => object(changes, node, members, None),
        _ if node.to_value() == *wanted => {}
        _ => changes.replace(node, wanted),
    }
}

fn list<'d>(changes: &mut Changes<'d>, node: Node<'d>, wanted: &[Value]) {
    let old: Vec<(Node<'d>, Value)> = node.children().map(|entry| (entry, entry.to_value())).collect();
    let start = old.iter().zip(wanted).take_while(|((_, one), other)| one == *other).count();
    let (old, wanted) = (old.get(start..).unwrap_or_default(), wanted.get(start..).unwrap_or_default());
    let pairs = old.iter().rev().zip(wanted.iter().rev());
    let end = pairs.take_while(|((_, one), other)| one == *other).count();
    let old = old.get(..old.len() - end).unwrap_or_default();
    let wanted = wanted.get(..wanted.len() - end).unwrap_or_default();
    let pairs = paired(old, wanted);
    let moved = moved(old, wanted, &pairs);
    let (mut at, mut new_at) = (0, 0);
    for (place, new_place) in pairs.into_iter().chain([(old.len(), wanted.len())]) {
        let gone = old.get(at..place).unwrap_or_default();
        let come = wanted.get(new_at..new_place).unwrap_or_default();
        let copies = moved.get(new_at..new_place).unwrap_or_default();
        if gone.len() == come.len() && copies.iter().all(Option::is_none) {
            for ((old, _), value) in gone.iter().zip(come) {
                entry(changes, *old, value);
            }
        } else {
            for (entry, _) in gone {
                changes.remove(*entry);
            }
            for (value, copy) in come.iter().zip(copies) {
                match copy {
                    Some(entry) => changes.insert_copy(node, start + place, *entry),
                    None => changes.insert_element(node, start + place, value),
                }
            }
        }
        if let (Some((old, _)), Some(value)) = (old.get(place), wanted.get(new_place)) {
            entry(changes, *old, value);
        }
        (at, new_at) = (place + 1, new_place + 1);
    }
}

/// One entry of a list that becomes another. What is ticked gets its `done` in a way that tells it from one that was
/// always there, so that it can go again.
fn entry<'d>(changes: &mut Changes<'d>, node: Node<'d>, wanted: &Value) {
    let ticked = wanted.get(DONE) == Some(&Value::Bool(true));
    match (node.kind(), wanted) {
        (NodeKind::String, Value::Object(_)) if ticked && ticked_text(wanted) == Some(&node.to_value()) => {
            changes.wrap(node, TEXT, DONE, &true.into());
        }
        (NodeKind::Object, Value::Object(members)) if ticked => object(changes, node, members, Some(DONE)),
        (NodeKind::Object, Value::String(_)) => {
            match node.get(TEXT).filter(|text| text.to_value() == *wanted) {
                Some(text) => changes.replace_with_copy(node, text),
                None => changes.replace(node, wanted),
            }
        }
        _ => reconcile(changes, node, wanted),
    }
}

/// The places of entries of which one becomes the other, in their order: those with the same words, and between these
/// the objects that have a member in common.
fn paired(old: &[(Node<'_>, Value)], wanted: &[Value]) -> Vec<(usize, usize)> {
    let values: Vec<Value> = old.iter().map(|(_, value)| value.clone()).collect();
    let same = alignment::common(&values, wanted).unwrap_or_default();
    let mut pairs = Vec::new();
    let (mut at, mut new_at) = (0, 0);
    for (place, new_place) in same.into_iter().chain([(values.len(), wanted.len())]) {
        if place - at != new_place - new_at {
            for (new_index, value) in wanted.iter().enumerate().take(new_place).skip(new_at) {
                let mut left = values.iter().enumerate().take(place).skip(at);
                if let Some((index, _)) = left.find(|(_, own)| is_similar(own, value)) {
                    pairs.push((index, new_index));
                    at = index + 1;
                }
            }
        }
        if place < values.len() && new_place < wanted.len() {
            pairs.push((place, new_place));
        }
        (at, new_at) = (place + 1, new_place + 1);
    }
    pairs
}

fn is_similar(one: &Value, other: &Value) -> bool {
    let (Some(one), Some(other)) = (one.as_object(), other.as_object()) else { return false };
    one.iter().any(|(key, value)| other.get(key) == Some(value))
}

/// For each wanted entry without a pair, the old one that stood elsewhere and is the same.
fn moved<'d>(old: &[(Node<'d>, Value)], wanted: &[Value], pairs: &[(usize, usize)]) -> Vec<Option<Node<'d>>> {
    let stay: HashSet<usize> = pairs.iter().map(|(place, _)| *place).collect();
    let have: HashSet<usize> = pairs.iter().map(|(_, place)| *place).collect();
    let mut left: HashMap<String, VecDeque<Node<'d>>> = HashMap::new();
    for (_, (entry, value)) in old.iter().enumerate().filter(|(place, _)| !stay.contains(place)) {
        left.entry(value.to_string()).or_default().push_back(*entry);
    }
    let same = |(place, value): (usize, &Value)| {
        let is_new = !have.contains(&place) && !left.is_empty();
        is_new.then(|| left.get_mut(&value.to_string())?.pop_front()).flatten()
    };
    wanted.iter().enumerate().map(same).collect()
}

/// `apart` is the key of a member that stands apart when it is new.
fn object<'d>(changes: &mut Changes<'d>, node: Node<'d>, wanted: &Map<String, Value>, apart: Option<&str>) {
    let old: Vec<Node<'d>> = node.children().collect();
    let goes = |member: &Node<'d>| member.key().is_none_or(|key| !wanted.contains_key(key.as_ref()));
    let mut renamed = HashSet::new();
    // A new member stands behind the one that precedes it in the wanted order.
    let mut position = 0;
    for (key, value) in wanted {
        if let Some(place) = old.iter().position(|member| member.key().is_some_and(|own| own == key.as_str()))
        {
            position = place + 1;
            if let Some(member) = old.get(place) {
                reconcile(changes, *member, value);
            }
            continue;
        }
        match old.get(position).filter(|member| goes(member) && member.to_value() == *value) {
            Some(member) => {
                changes.rename(*member, key);
                renamed.insert(member.id());
                position += 1;
            }
            None if apart == Some(key) => changes.insert_apart(node, position, key, value),
            None => changes.insert_member(node, position, key, value),
        }
    }
    for member in old.iter().filter(|member| goes(member) && !renamed.contains(&member.id())) {
        changes.remove(*member);
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde_json::json;

    use super::*;
    use crate::json::{Document, apply};

    fn reconciled(text: &str, wanted: &Value) -> String {
        let document = Document::parse(text.into()).unwrap();
        let mut changes = Changes::new(&document);
        reconcile(&mut changes, document.root(), wanted);
        apply(text, &changes.splices().unwrap())
    }

    /// A value whose numbers are spelt as they are in the text.
    fn spelt(text: &str) -> Value {
        Document::parse(text.into()).unwrap().root().to_value()
    }

    #[test]
    fn what_stays_keeps_its_spelling() {
        assert_eq!(reconciled("[ 1.50, 2e0, 3]", &spelt("[1.50, 3]")), "[ 1.50, 3]");
        assert_eq!(reconciled("[ 1.50, 2e0, 3]", &spelt("[1.5, 2e0, 3]")), "[ 1.5, 2e0, 3]");
        assert_eq!(reconciled(r#"["\u0061", "b"]"#, &json!(["a", "b", "c"])), r#"["\u0061", "b", "c"]"#);
        assert_eq!(
            reconciled(r#"{ "text" : "a", "done" : false }"#, &json!({"text": "a", "done": true})),
            r#"{ "text" : "a", "done" : true }"#
        );
    }

    #[test]
    fn an_entry_that_changes_keeps_the_rest_of_its_bytes_when_others_come_and_go() {
        let before = r#"["a", { "text" :"b" , "n": 1.50, "done":false }, "c"]"#;
        let wanted = spelt(r#"[{"text": "b", "n": 1.50, "done": true}, "c", "d"]"#);
        assert_eq!(reconciled(before, &wanted), r#"[{ "text" :"b" , "n": 1.50, "done":true }, "c", "d"]"#);
    }

    #[test]
    fn a_new_member_stands_behind_the_one_before_it() {
        assert_eq!(
            reconciled(r#"{"text": "a", "path": "p"}"#, &json!({"text": "a", "done": true, "path": "p"})),
            r#"{"text": "a", "done": true, "path": "p"}"#
        );
    }

    #[test]
    fn an_entry_that_moves_is_copied_to_the_byte() {
        let before = r#"[{"id":"B", "lag":4e0,"note":"caf\u00e9","n":20251129123456789012}, "C"]"#;
        let entry = spelt(r#"{"id": "B", "lag": 4e0, "note": "café", "n": 20251129123456789012}"#);
        let after = r#"["C", {"id":"B", "lag":4e0,"note":"caf\u00e9","n":20251129123456789012}]"#;
        assert_eq!(reconciled(before, &vec!["C".into(), entry.clone()].into()), after);
        assert_eq!(reconciled(after, &vec![entry, "C".into()].into()), before);
    }

    #[test]
    fn an_entry_that_gets_other_words_keeps_the_rest_when_another_goes() {
        let before = r#"["a", {"text":"b", "own":123456789012345678901}, "c"]"#;
        let entry = r#"{"text":"new", "own":123456789012345678901}"#;
        let wanted = vec![spelt(entry), "c".into()].into();
        assert_eq!(reconciled(before, &wanted), format!("[{entry}, \"c\"]"));
    }

    #[test]
    fn a_member_under_another_key_keeps_its_value_s_bytes() {
        let before = r#"{ "p" : 1E0, "q": 2 }"#;
        assert_eq!(reconciled(before, &spelt(r#"{"r": 1E0, "q": 2}"#)), r#"{ "r" : 1E0, "q": 2 }"#);
    }

    fn value() -> impl Strategy<Value = Value> {
        let leaf = prop_oneof![(0..4).prop_map(Value::from), "[ab]{0,2}".prop_map(Value::from)];
        leaf.prop_recursive(3, 16, 4, |inner| {
            prop_oneof![
                prop::collection::vec(inner.clone(), 0..5).prop_map(Value::from),
                prop::collection::btree_map("[abc]", inner, 0..4)
                    .prop_map(|members| Value::Object(members.into_iter().collect())),
            ]
        })
    }

    proptest! {
        #[test]
        fn the_text_reads_as_the_wanted_value(old in value(), wanted in value()) {
            let after = reconciled(&old.to_string(), &wanted);
            prop_assert_eq!(serde_json::from_str::<Value>(&after).unwrap(), wanted);
        }

        #[test]
        fn the_value_that_is_there_needs_no_change(old in value()) {
            prop_assert_eq!(reconciled(&old.to_string(), &old), old.to_string());
        }
    }
}
