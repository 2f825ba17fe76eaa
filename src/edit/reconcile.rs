//! Turns a value of the text into another by touching as little of it as possible.

use serde_json::{Map, Value};

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
    if old.len() == wanted.len() {
        for ((entry, _), value) in old.iter().zip(wanted) {
            reconcile(changes, *entry, value);
        }
        return;
    }
    let mut rest = wanted;
    for (index, (entry, value)) in old.iter().enumerate() {
        // An old entry that comes later stays, and what comes before it is new here.
        let Some(place) = rest.iter().position(|other| other == value) else {
            changes.remove(*entry);
            continue;
        };
        let (before, after) = rest.split_at(place);
        for new in before {
            changes.insert_element(node, start + index, new);
        }
        rest = after.get(1..).unwrap_or_default();
    }
    for new in rest {
        changes.insert_element(node, start + old.len(), new);
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
