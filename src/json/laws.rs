//! What must hold for every document, tried on generated ones with odd formatting.

use proptest::collection::vec;
use proptest::prelude::*;
use serde_json::Value;

use super::{Document, Node, NodeKind};

/// White space as no formatter would leave it.
fn space() -> impl Strategy<Value = &'static str> {
    prop_oneof![
        6 => Just(""),
        2 => Just(" "),
        1 => prop::sample::select(vec!["\n", "\r\n", "\t", "  ", "\n\n", "\n  ", "\r\n\t", " \n\t\t", "\r"]),
    ]
}

/// A string with its quotes, spelt with and without escapes.
fn string() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        4 => "[a-z]{1,9}",
        1 => "[^\"\\\\\u{0}-\u{1f}]{0,3}",
        1 => prop::sample::select(vec!["\\n", "\\\"", "\\\\", "\\/", "\\u00e9", "\\u0041", "\\ud83d\\ude00", "é", "😀"])
            .prop_map(String::from),
    ];
    vec(piece, 0..4).prop_map(|pieces| format!("\"{}\"", pieces.concat()))
}

fn scalar() -> impl Strategy<Value = String> {
    let fixed = vec![
        "null",
        "true",
        "false",
        "0",
        "-0",
        "1.50e+2",
        "-12",
        "3.0",
        "1E5",
        "12345678901234567890123",
        "0.1",
        "-9223372036854775808",
        "1e-400",
        "2.5E-3",
    ];
    prop_oneof![string(), prop::sample::select(fixed).prop_map(String::from)]
}

/// The text of a value. No object has a key twice.
pub(super) fn value() -> impl Strategy<Value = String> {
    scalar().prop_recursive(4, 40, 5, |inner| {
        let element = (space(), inner.clone(), space()).prop_map(|(a, value, b)| format!("{a}{value}{b}"));
        let member = (space(), string(), space(), space(), inner, space());
        prop_oneof![
            (vec(element, 0..5), space()).prop_map(|(elements, inside)| {
                if elements.is_empty() { format!("[{inside}]") } else { format!("[{}]", elements.join(",")) }
            }),
            (vec(member, 0..5), space()).prop_map(|(members, inside)| {
                let mut keys = std::collections::HashSet::new();
                let members: Vec<String> = members
                    .into_iter()
                    .filter(|member| keys.insert(serde_json::from_str::<String>(&member.1).unwrap()))
                    .map(|(a, key, b, c, value, d)| format!("{a}{key}{b}:{c}{value}{d}"))
                    .collect();
                if members.is_empty() {
                    format!("{{{inside}}}")
                } else {
                    format!("{{{}}}", members.join(","))
                }
            }),
        ]
    })
}

/// The text of a whole document.
pub(super) fn document() -> impl Strategy<Value = String> {
    (space(), value(), space()).prop_map(|(before, value, after)| format!("{before}{value}{after}"))
}

fn parsed(text: &str) -> Document {
    Document::parse(text.into()).unwrap_or_else(|error| panic!("{error}: {text}"))
}

fn assert_same(node: Node<'_>, value: &Value) {
    assert_eq!(&node.to_value(), value);
    assert_eq!(node.is_empty(), node.len() == 0);
    match value {
        Value::Null => assert!(node.is_null()),
        Value::Bool(value) => assert_eq!(node.as_bool(), Some(*value)),
        Value::Number(_) => assert!(node.as_f64().is_some_and(f64::is_finite)),
        Value::String(value) => assert_eq!(node.as_str().as_deref(), Some(value.as_str())),
        Value::Array(elements) => {
            assert_eq!(node.kind(), NodeKind::Array);
            assert_eq!(node.len(), elements.len());
            node.children().zip(elements).for_each(|(child, value)| assert_same(child, value));
        }
        Value::Object(members) => {
            assert_eq!(node.kind(), NodeKind::Object);
            assert_eq!(node.len(), members.len());
            for (child, (key, value)) in node.children().zip(members) {
                assert_eq!(child.key().as_deref(), Some(key.as_str()));
                assert_eq!(node.get(key).map(Node::id), Some(child.id()));
                assert_same(child, value);
            }
        }
    }
}

/// Whether the refusal is one that `serde_json` would not have made.
fn deliberate(message: &str) -> bool {
    message.contains("stands twice") || message.contains("byte-order mark") || message.contains("too large")
}

fn assert_judged_as_by_serde(bytes: Vec<u8>) {
    let theirs = serde_json::from_slice::<Value>(&bytes);
    match (Document::parse(bytes.clone()), theirs) {
        (Ok(_), Ok(_)) | (Err(_), Err(_)) => {}
        (Err(error), Ok(_)) => assert!(deliberate(&error.message), "{error}: {}", error.text),
        (Ok(_), Err(error)) => panic!("{error}: {}", String::from_utf8_lossy(&bytes)),
    }
}

proptest! {
    #[test]
    fn a_valid_text_has_the_values_that_serde_json_reads(text in document()) {
        let document = parsed(&text);
        assert_same(document.root(), &serde_json::from_str(&text).unwrap());
        prop_assert_eq!(document.into_text(), text);
    }

    #[test]
    fn a_damaged_text_is_judged_as_by_serde_json(
        text in document(),
        damage in vec((any::<prop::sample::Index>(), 0..3, any::<u8>(), r#"[]\[{},:"\\u0-9eE.+\-dD8 \n\t]{1,3}"#), 1..4),
    ) {
        let mut bytes = text.into_bytes();
        for (place, what, byte, piece) in damage {
            let at = place.index(bytes.len() + 1);
            match what {
                0 => drop(bytes.splice(at..at, piece.into_bytes())),
                1 if at < bytes.len() => drop(bytes.remove(at)),
                _ if at < bytes.len() => bytes[at] = byte,
                _ => bytes.truncate(at / 2),
            }
        }
        assert_judged_as_by_serde(bytes);
    }

    #[test]
    fn any_soup_of_tokens_is_judged_as_by_serde_json(
        text in r#"([\[\]{},:"\\u0-9eE.+\-dDa8 \n]|"a"|true|null|-0|1e30[0-9]|[0-9]{300}|\\u[dD][89cC]00){0,12}"#,
    ) {
        assert_judged_as_by_serde(text.into_bytes());
    }

    #[test]
    fn a_refusal_points_into_its_text(bytes in vec(any::<u8>(), 0..20)) {
        if let Err(error) = Document::parse(bytes) {
            prop_assert!(error.span.start <= error.span.end);
            prop_assert!(error.text.get(error.span.start..error.span.end).is_some());
        }
    }
}
