//! Turns a value of the text into another by touching as little of it as possible.

use serde_json::{Map, Value};

use super::alignment;
use crate::json::{Changes, Node, NodeKind};

/// Adds the changes that make `node` read as `wanted`. Entries and members that stay keep their bytes, and so
/// their spelling of numbers and escapes. The depth is bounded by that of the document.
pub(super) fn reconcile<'d>(changes: &mut Changes<'d>, node: Node<'d>, wanted: &Value) {
    match (node.kind(), wanted) {
        (NodeKind::Array, Value::Array(entries)) => list(changes, node, entries),
        (NodeKind::Object, Value::Object(members)) => object(changes, node, members),
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
    let values: Vec<Value> = old.iter().map(|(_, value)| value.clone()).collect();
    let pairs = alignment::common(&values, wanted).unwrap_or_default();
    let (mut at, mut new_at) = (0, 0);
    for (place, new_place) in pairs.into_iter().chain([(old.len(), wanted.len())]) {
        let gone = old.get(at..place).unwrap_or_default();
        let come = wanted.get(new_at..new_place).unwrap_or_default();
        if gone.len() == come.len() {
            for ((entry, _), value) in gone.iter().zip(come) {
                reconcile(changes, *entry, value);
            }
        } else {
            for (entry, _) in gone {
                changes.remove(*entry);
            }
            for value in come {
                changes.insert_element(node, start + place, value);
            }
        }
        if let (Some((entry, _)), Some(value)) = (old.get(place), wanted.get(new_place)) {
            reconcile(changes, *entry, value);
        }
        (at, new_at) = (place + 1, new_place + 1);
    }
}

fn object<'d>(changes: &mut Changes<'d>, node: Node<'d>, wanted: &Map<String, Value>) {
    let old: Vec<Node<'d>> = node.children().collect();
    for member in &old {
        if member.key().is_none_or(|key| !wanted.contains_key(key.as_ref())) {
            changes.remove(*member);
        }
    }
    // A new member stands behind the one that precedes it in the wanted order.
    let mut position = 0;
    for (key, value) in wanted {
        match old.iter().position(|member| member.key().is_some_and(|own| own == key.as_str())) {
            Some(place) => {
                position = place + 1;
                if let Some(member) = old.get(place) {
                    reconcile(changes, *member, value);
                }
            }
            None => changes.insert_member(node, position, key, value),
        }
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

    #[test]
    fn what_stays_keeps_its_spelling() {
        assert_eq!(reconciled("[ 1.50, 2e0, 3]", &json!([1.5, 3])), "[ 1.50, 3]");
        assert_eq!(reconciled(r#"["\u0061", "b"]"#, &json!(["a", "b", "c"])), r#"["\u0061", "b", "c"]"#);
        assert_eq!(
            reconciled(r#"{ "text" : "a", "done" : false }"#, &json!({"text": "a", "done": true})),
            r#"{ "text" : "a", "done" : true }"#
        );
    }

    #[test]
    fn an_entry_that_changes_keeps_the_rest_of_its_bytes_when_others_come_and_go() {
        let before = r#"["a", { "text" :"b" , "n": 1.50, "done":false }, "c"]"#;
        let wanted = json!([{"text": "b", "n": 1.5, "done": true}, "c", "d"]);
        assert_eq!(reconciled(before, &wanted), r#"[{ "text" :"b" , "n": 1.50, "done":true }, "c", "d"]"#);
    }

    #[test]
    fn a_new_member_stands_behind_the_one_before_it() {
        assert_eq!(
            reconciled(r#"{"text": "a", "path": "p"}"#, &json!({"text": "a", "done": true, "path": "p"})),
            r#"{"text": "a", "done": true, "path": "p"}"#
        );
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
