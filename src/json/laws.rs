//! What must hold for every document, tried on generated ones with odd formatting.

use proptest::collection::vec;
use proptest::prelude::*;
use serde_json::Value;

use super::{Changes, Document, Node, NodeId, NodeKind, Splice, apply, invert};
use crate::span::Span;

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
    assert_eq!(node.to_value().is_number(), value.is_number());
    assert_eq!(node.is_empty(), node.children().next().is_none());
    match value {
        Value::Null => assert!(node.is_null()),
        Value::Bool(value) => assert_eq!(node.as_bool(), Some(*value)),
        Value::Number(_) => {
            assert!(node.as_f64().is_some_and(f64::is_finite));
            assert_eq!(node.to_value().to_string(), node.raw());
        }
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
    message.contains("appears twice") || message.contains("byte-order mark") || message.contains("too large")
}

/// Whether all numbers are such that a double can hold them: as a `Value` they are text.
fn in_range(value: &Value) -> bool {
    match value {
        Value::Number(number) => serde_json::from_str::<f64>(number.as_str()).is_ok(),
        Value::Array(elements) => elements.iter().all(in_range),
        Value::Object(members) => members.values().all(in_range),
        _ => true,
    }
}

fn assert_judged_as_by_serde(bytes: &[u8]) {
    let theirs = serde_json::from_slice::<Value>(bytes).ok().filter(in_range);
    match (Document::parse(bytes.to_vec()), theirs) {
        (Ok(_), Some(_)) | (Err(_), None) => {}
        (Err(error), Some(_)) => assert!(deliberate(&error.message), "{error}: {}", error.text),
        (Ok(_), None) => panic!("{}", String::from_utf8_lossy(bytes)),
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
        assert_judged_as_by_serde(&bytes);
    }

    #[test]
    fn any_soup_of_tokens_is_judged_as_by_serde_json(
        text in r#"([\[\]{},:"\\u0-9eE.+\-dDa8 \n]|"a"|true|null|-0|1e30[0-9]|[0-9]{300}|\\u[dD][89cC]00){0,12}"#,
    ) {
        assert_judged_as_by_serde(text.as_bytes());
    }

    #[test]
    fn a_refusal_points_into_its_text(bytes in vec(any::<u8>(), 0..20)) {
        if let Err(error) = Document::parse(bytes) {
            prop_assert!(error.span.start <= error.span.end);
            prop_assert!(error.text.get(error.span.start..error.span.end).is_some());
        }
    }
}

#[test]
fn surrogates_are_paired_as_serde_json_wants_them() {
    let units = ["", "0041", "d7ff", "D800", "dbff", "dc00", "DFFF", "e000", "d8"];
    for first in units {
        for second in units {
            for between in ["", "\\u", "\\n", "x"] {
                assert_judged_as_by_serde(format!("\"\\u{first}{between}{second}\"").as_bytes());
            }
        }
    }
}

/// One change, as a test tells it: what to do, to which value, at which position, with which key and value.
#[derive(Debug, Clone)]
struct Wish {
    what: u8,
    node: prop::sample::Index,
    position: prop::sample::Index,
    key: String,
    value: Value,
}

fn wish() -> impl Strategy<Value = Wish> {
    let value = value().prop_map(|text| serde_json::from_str(&text).unwrap());
    (0..6_u8, any::<prop::sample::Index>(), any::<prop::sample::Index>(), "[a-zé\"]{0,6}", value)
        .prop_map(|(what, node, position, key, value)| Wish { what, node, position, key, value })
}

/// A wish that made sense for its document.
enum Done {
    Replaced(NodeId, Value),
    Removed(NodeId),
    Inserted(NodeId, usize, String, Value),
}

fn all_nodes(document: &Document) -> Vec<Node<'_>> {
    (0..).map_while(|index| document.nth(index)).collect()
}

/// Makes those of the wishes that make sense, together.
fn granted<'d>(document: &'d Document, wishes: &[Wish]) -> (Changes<'d>, Vec<Done>) {
    let nodes = all_nodes(document);
    let mut changes = Changes::new(document);
    let mut done = Vec::new();
    for wish in wishes {
        let node = nodes[wish.node.index(nodes.len())];
        let position = wish.position.index(node.len() + 1);
        let mut attempt = changes.clone();
        let effect = match (wish.what, node.kind()) {
            (0, _) => {
                attempt.replace(node, &wish.value);
                Done::Replaced(node.id(), wish.value.clone())
            }
            (1 | 2, _) => {
                attempt.remove(node);
                Done::Removed(node.id())
            }
            (_, NodeKind::Object) => {
                attempt.insert_member(node, position, &wish.key, &wish.value);
                Done::Inserted(node.id(), position, wish.key.clone(), wish.value.clone())
            }
            _ => {
                attempt.insert_element(node, position, &wish.value);
                Done::Inserted(node.id(), position, String::new(), wish.value.clone())
            }
        };
        if attempt.clone().splices().is_ok() {
            changes = attempt;
            done.push(effect);
        }
    }
    (changes, done)
}

/// The value that a node has after the changes.
fn expected(node: Node<'_>, done: &[Done]) -> Value {
    let replaced = done.iter().find_map(|done| match done {
        Done::Replaced(id, value) if *id == node.id() => Some(value.clone()),
        _ => None,
    });
    if replaced.is_some() || !matches!(node.kind(), NodeKind::Array | NodeKind::Object) {
        return replaced.unwrap_or_else(|| node.to_value());
    }
    let mut children = Vec::new();
    let mut rest = node.children();
    for place in 0..=node.len() {
        children.extend(done.iter().filter_map(|done| match done {
            Done::Inserted(id, position, key, value) if *id == node.id() && *position == place => {
                Some((key.clone(), value.clone()))
            }
            _ => None,
        }));
        if let Some(child) = rest.next()
            && !done.iter().any(|done| matches!(done, Done::Removed(id) if *id == child.id()))
        {
            children.push((child.key().unwrap_or_default().into_owned(), expected(child, done)));
        }
    }
    if node.kind() == NodeKind::Object {
        children.into_iter().collect::<serde_json::Map<_, _>>().into()
    } else {
        children.into_iter().map(|(_, value)| value).collect()
    }
}

fn parent<'d>(nodes: &[Node<'d>], id: NodeId) -> Node<'d> {
    *nodes.iter().find(|node| node.children().any(|child| child.id() == id)).unwrap()
}

/// The splices stay inside the containers that change, and leave alone every key and scalar that stays.
fn assert_narrow(document: &Document, done: &[Done], splices: &[Splice]) {
    let nodes = all_nodes(document);
    let mut gone = Vec::new();
    let mut allowed = Vec::new();
    for done in done {
        match done {
            Done::Replaced(id, _) => {
                let node = document.node(*id).unwrap();
                gone.push(node.id()..node.behind());
                allowed.push(node.span());
            }
            Done::Removed(id) => {
                gone.push(*id..document.node(*id).unwrap().behind());
                allowed.push(parent(&nodes, *id).span());
            }
            Done::Inserted(id, ..) => allowed.push(document.node(*id).unwrap().span()),
        }
    }
    for pair in splices.windows(2) {
        assert!(pair[0].span.end < pair[1].span.start);
    }
    for splice in splices {
        let inside = |span: &Span| span.start <= splice.span.start && splice.span.end <= span.end;
        assert!(allowed.iter().any(inside), "{splice:?}");
    }
    for node in
        nodes.iter().filter(|node| node.is_empty() && !gone.iter().any(|range| range.contains(&node.id())))
    {
        let filled = done.iter().any(|done| matches!(done, Done::Inserted(id, ..) if *id == node.id()));
        for kept in node.key_span().into_iter().chain((!filled).then_some(node.span())) {
            let touches = |splice: &Splice| splice.span.start < kept.end && kept.start < splice.span.end;
            assert!(!splices.iter().any(touches), "{:?}", node.raw());
        }
    }
}

proptest! {
    #[test]
    fn changes_compose_and_touch_nothing_else(text in document(), wishes in vec(wish(), 1..8)) {
        let document = parsed(&text);
        let (changes, done) = granted(&document, &wishes);
        let splices = changes.splices().unwrap();
        assert_narrow(&document, &done, &splices);
        let result = apply(&text, &splices);
        // As text: the order of members counts.
        prop_assert_eq!(parsed(&result).root().to_value().to_string(), expected(document.root(), &done).to_string());
        prop_assert_eq!(apply(&result, &invert(&text, &splices)), text);
        prop_assert_eq!(document.revised(&splices).unwrap(), parsed(&result));
    }

    #[test]
    fn a_revision_is_what_parsing_its_text_gives(
        text in document(),
        one in any::<prop::sample::Index>(),
        other in any::<prop::sample::Index>(),
        stretch in any::<bool>(),
        piece in prop_oneof![value(), r#"[]\[{},:"\\0-9 é]{0,3}"#],
    ) {
        let document = parsed(&text);
        // Where values and keys begin and end is where splices do harm.
        let mut places: Vec<usize> = (0..)
            .map_while(|index| document.nth(index))
            .flat_map(|node| node.key_span().into_iter().chain([node.span()]))
            .flat_map(|span| [span.start, span.end])
            .collect();
        places.sort_unstable();
        let (one, other) = (*one.get(&places), *other.get(&places));
        let end = if stretch { one.max(other) } else { one };
        let splices = [Splice::new(Span::new(one.min(end), end), piece)];
        let whole = Document::parse(apply(&text, &splices).into());
        match (document.revised(&splices), whole) {
            (Ok(revised), Ok(whole)) => prop_assert_eq!(revised, whole),
            (revised, whole) => prop_assert_eq!(
                revised.map_err(|error| error.to_string()).map(|_| ()),
                whole.map_err(|error| error.to_string()).map(|_| ())
            ),
        }
    }

    #[test]
    fn what_was_inserted_can_be_removed_without_a_trace(text in document(), wish in wish()) {
        let document = parsed(&text);
        let wish = Wish { what: 5, ..wish };
        let (changes, done) = granted(&document, &[wish]);
        if let [Done::Inserted(id, position, ..)] = done.as_slice() {
            let result = parsed(&apply(&text, &changes.splices().unwrap()));
            // Everything in front of the container keeps its place on the tape.
            let container = result.node(*id).unwrap();
            let mut back = Changes::new(&result);
            back.remove(container.children().nth(*position).unwrap());
            let again = apply(result.text(), &back.splices().unwrap());
            prop_assert_eq!(again, text);
        }
    }
}
