//! Changes as a reader of the diff sees them: the text before, what is done, the text after.

use serde_json::{Value, json};

use super::{ChangeError, Changes, Document, Node, apply};

/// A text whose lines begin behind a `|`.
fn text(margined: &str) -> String {
    let lines: Vec<_> =
        margined.lines().filter_map(|line| line.split_once('|').map(|(_, line)| line)).collect();
    lines.join("\n")
}

/// Follows keys and numbers, parted by dots, from the root.
fn find<'d>(document: &'d Document, path: &str) -> Node<'d> {
    path.split('.').filter(|part| !part.is_empty()).fold(document.root(), |node, part| {
        let child = part.parse::<usize>().ok().and_then(|place| node.children().nth(place));
        child.or_else(|| node.get(part)).unwrap_or_else(|| panic!("no {path}"))
    })
}

enum Change<'c> {
    Set(&'c str, Value),
    Remove(&'c str),
    Member(&'c str, usize, &'c str, Value),
    Element(&'c str, usize, Value),
}
use Change::{Element, Member, Remove, Set};

fn attempt(before: &str, wanted: &[Change<'_>]) -> Result<String, ChangeError> {
    let document = Document::parse(before.into()).unwrap();
    let mut changes = Changes::new(&document);
    for change in wanted {
        match change {
            Set(path, value) => changes.replace(find(&document, path), value),
            Remove(path) => changes.remove(find(&document, path)),
            Member(path, position, key, value) => {
                changes.insert_member(find(&document, path), *position, key, value);
            }
            Element(path, position, value) => changes.insert_element(find(&document, path), *position, value),
        }
    }
    changes.splices().map(|splices| apply(before, &splices))
}

fn changed(before: &str, wanted: &[Change<'_>]) -> String {
    attempt(before, wanted).unwrap()
}

fn issue() -> Value {
    json!({ "id": "C", "labels": ["x", "y"], "demand": { "ada": 1 }, "none": [] })
}

#[test]
fn a_replaced_value_leaves_everything_around_it() {
    assert_eq!(
        changed("{\"a\" :\t1.50 , \"b\":2}\n", &[Set("a", json!("é\"\n"))]),
        "{\"a\" :\t\"é\\\"\\n\" , \"b\":2}\n"
    );
    assert_eq!(changed("1", &[Set("", json!(null))]), "null");
}

#[test]
fn a_removed_child_takes_its_comma_along() {
    for (before, path, after) in [
        ("[1, 2, 3]", "0", "[2, 3]"),
        ("[1, 2, 3]", "1", "[1, 3]"),
        ("[1, 2, 3]", "2", "[1, 2]"),
        ("[ 1 ,2 ,3 ]", "1", "[ 1 ,3 ]"),
        ("{ \"a\": 1 }", "a", "{ }"),
        ("[\n  1\n]", "0", "[]"),
        ("{\n  \"a\": 1,\n  \"b\": 2\n}\n", "a", "{\n  \"b\": 2\n}\n"),
        ("{\n  \"a\": 1,\n  \"b\": 2\n}\n", "b", "{\n  \"a\": 1\n}\n"),
        ("{\r\n\t\"a\": 1,\r\n\t\"b\": 2\r\n}", "b", "{\r\n\t\"a\": 1\r\n}"),
        // Others on its line stay on a line of their own.
        ("[\n  1,\n  2, 3\n]", "1", "[\n  1,\n  3\n]"),
        ("[\n  1, 2,\n  3\n]", "1", "[\n  1,\n  3\n]"),
    ] {
        assert_eq!(changed(before, &[Remove(path)]), after, "{path} of {before}");
    }
}

#[test]
fn the_space_in_an_empty_container_is_there_again_when_what_came_goes() {
    for (before, filled) in [
        ("{\"a\": [],\n\"b\": [1 ]}", "{\"a\": [1],\n\"b\": [1 ]}"),
        ("{\"a\": [ ]}", "{\"a\": [ 1 ]}"),
        // Among padded arrays it would look like a `[]` that was filled.
        ("{\"a\": [ ], \"b\": [ 2 ]}", "{\"a\": [1 ], \"b\": [ 2 ]}"),
        ("{\"a\": [], \"b\": [ 2 ]}", "{\"a\": [ 1 ], \"b\": [ 2 ]}"),
        ("{\n  \"a\": [\n  ]\n}", "{\n  \"a\": [\n    1\n\n  ]\n}"),
        ("{\r\n\t\"a\": [\r\n\t]\r\n}", "{\r\n\t\"a\": [\r\n\t\t1\r\n\r\n\t]\r\n}"),
        ("{\n  \"a\": [\n]\n}", "{\n  \"a\": [\n1\n]\n}"),
        ("{\"a\": [\r\n\r\n\t]}", "{\"a\": [\r\n\r\n\t1\r\n\r\n\t]}"),
        (
            "{\n  \"a\": [],\n  \"b\": [\n    2\n  ]\n}",
            "{\n  \"a\": [\n    1\n  ],\n  \"b\": [\n    2\n  ]\n}",
        ),
    ] {
        assert_eq!(changed(before, &[Element("a", 0, json!(1))]), filled);
        assert_eq!(changed(filled, &[Remove("a.0")]), before);
    }
    // Of the usual layout nothing stays.
    assert_eq!(changed("[\n  1,\n  2\n]", &[Remove("0"), Remove("1")]), "[]");
    assert_eq!(changed("[[ 1 ], [ 2 ]]", &[Remove("1.0")]), "[[ 1 ], []]");
}

#[test]
fn changes_in_one_container_compose() {
    let before = "[1, 2, 3, 4]";
    for (changes, after) in [
        (vec![Remove("0"), Remove("1")], "[3, 4]"),
        (vec![Remove("1"), Remove("2")], "[1, 4]"),
        (vec![Remove("2"), Remove("3")], "[1, 2]"),
        (vec![Remove("0"), Remove("1"), Remove("2"), Remove("3"), Element("", 2, json!(9))], "[9]"),
        (vec![Remove("0"), Remove("1"), Remove("2"), Remove("3")], "[]"),
        (
            vec![Element("", 4, json!(5)), Element("", 4, json!(6)), Element("", 0, json!(0))],
            "[0, 1, 2, 3, 4, 5, 6]",
        ),
        (vec![Set("0", json!(8)), Remove("1"), Element("", 1, json!(9))], "[8, 9, 3, 4]"),
        (vec![Remove("0"), Element("", 0, json!(7)), Element("", 1, json!(9))], "[7, 9, 2, 3, 4]"),
    ] {
        assert_eq!(changed(before, &changes), after);
    }
}

#[test]
fn a_new_member_follows_the_spacing_of_its_neighbours() {
    for (before, after) in [
        ("{\"a\":1}", "{\"a\":1,\"z\":0}"),
        ("{\"a\": 1}", "{\"a\": 1, \"z\": 0}"),
        ("{ \"a\" : 1 , \"b\" : 2 }", "{ \"a\" : 1 , \"b\" : 2 , \"z\" : 0 }"),
        ("{\n    \"a\": 1\n}\n", "{\n    \"a\": 1,\n    \"z\": 0\n}\n"),
        ("{\r\n\t\"a\": 1\r\n}", "{\r\n\t\"a\": 1,\r\n\t\"z\": 0\r\n}"),
        ("{\n\"a\": 1\n}", "{\n\"a\": 1,\n\"z\": 0\n}"),
        ("{}", "{\n  \"z\": 0\n}"),
        ("{ }\n", "{ \"z\": 0 }\n"),
        ("{\n}\n", "{\n  \"z\": 0\n\n}\n"),
        // The blank line parts two groups.
        (
            "{\n  \"a\": 1,\n  \"b\": 2,\n\n  \"c\": 3\n}",
            "{\n  \"a\": 1,\n  \"b\": 2,\n\n  \"c\": 3,\n  \"z\": 0\n}",
        ),
        ("{\n  \"a\": 1,\n\n  \"b\": 2\n}", "{\n  \"a\": 1,\n\n  \"b\": 2,\n\n  \"z\": 0\n}"),
    ] {
        let members = Document::parse(before.into()).unwrap().root().len();
        assert_eq!(changed(before, &[Member("", members, "z", json!(0))]), after);
    }
}

#[test]
fn a_new_object_among_objects_on_many_lines_gets_many_lines() {
    let before = text(
        r#"
        |{
        |   "issues": [
        |      {
        |         "id": "A",
        |         "labels": ["a", "b"]
        |      },
        |      { "id": "B" }
        |   ]
        |}"#,
    );
    let after = text(
        r#"
        |{
        |   "issues": [
        |      {
        |         "id": "A",
        |         "labels": ["a", "b"]
        |      },
        |      {
        |         "id": "C",
        |         "labels": ["x", "y"],
        |         "demand": {
        |            "ada": 1
        |         },
        |         "none": []
        |      },
        |      { "id": "B" }
        |   ]
        |}"#,
    );
    assert_eq!(changed(&before, &[Element("issues", 1, issue())]), after);
    let tabs = |text: &str| text.replace("   ", "\t").replace('\n', "\r\n");
    assert_eq!(changed(&tabs(&before), &[Element("issues", 1, issue())]), tabs(&after));
}

#[test]
fn a_new_object_among_objects_on_one_line_gets_one_line() {
    let before = text(
        r#"
        |{
        |  "issues": [
        |    { "id": "A", "title": "x" },
        |    { "id": "B", "title": "y" }
        |  ]
        |}
        |"#,
    );
    let after = text(
        r#"
        |{
        |  "issues": [
        |    { "id": "A", "title": "x" },
        |    { "id": "B", "title": "y" },
        |    { "id": "C", "labels": ["x", "y"], "demand": { "ada": 1 }, "none": [] }
        |  ]
        |}
        |"#,
    );
    assert_eq!(changed(&before, &[Element("issues", 2, issue())]), after);
}

#[test]
fn an_empty_array_of_a_document_on_many_lines_is_filled_on_many_lines() {
    let before = text(
        r#"
        |{
        |  "title": "T",
        |  "issues": []
        |}"#,
    );
    let after = text(
        r#"
        |{
        |  "title": "T",
        |  "issues": [
        |    {
        |      "id": "C",
        |      "owners": ["a", "b"]
        |    }
        |  ]
        |}"#,
    );
    assert_eq!(changed(&before, &[Element("issues", 0, json!({ "id": "C", "owners": ["a", "b"] }))]), after);
}

#[test]
fn a_list_of_words_is_no_model_for_a_table_of_objects() {
    let before = text(
        r#"
        |{
        |  "tags": ["a", "b"],
        |  "issues": [],
        |  "calendar": { "hours": 8 }
        |}"#,
    );
    let after = text(
        r#"
        |{
        |  "tags": ["a", "b"],
        |  "issues": [
        |    {
        |      "id": "C"
        |    }
        |  ],
        |  "calendar": { "hours": 8 },
        |  "metrics": {
        |    "coverage": {
        |      "value": 80
        |    }
        |  },
        |  "words": ["c"]
        |}"#,
    );
    let changes = [
        Element("issues", 0, json!({ "id": "C" })),
        Member("", 3, "metrics", json!({ "coverage": { "value": 80 } })),
        Member("", 3, "words", json!(["c"])),
    ];
    assert_eq!(changed(&before, &changes), after);
}

#[test]
fn an_empty_container_is_filled_as_the_one_at_the_same_key_of_a_neighbour() {
    let before = text(
        r#"
        |[
        |  {
        |    "labels": [
        |      "a"
        |    ],
        |    "demand": {"x": 1}
        |  },
        |  {
        |    "labels": [],
        |    "demand": {}
        |  }
        |]"#,
    );
    let after = text(
        r#"
        |[
        |  {
        |    "labels": [
        |      "a"
        |    ],
        |    "demand": {"x": 1}
        |  },
        |  {
        |    "labels": [
        |      "b",
        |      "c"
        |    ],
        |    "demand": {"y": 2}
        |  }
        |]"#,
    );
    let changes = [
        Element("1.labels", 0, json!("b")),
        Element("1.labels", 0, json!("c")),
        Member("1.demand", 0, "y", json!(2)),
    ];
    assert_eq!(changed(&before, &changes), after);
}

#[test]
fn a_new_list_looks_like_that_of_a_neighbour() {
    let before = text(
        r#"
        |[
        |  {
        |    "id": "A",
        |    "labels": [
        |      "a"
        |    ]
        |  },
        |  {
        |    "id": "B"
        |  }
        |]"#,
    );
    let after = text(
        r#"
        |[
        |  {
        |    "id": "A",
        |    "labels": [
        |      "a"
        |    ]
        |  },
        |  {
        |    "id": "B",
        |    "labels": [
        |      "b"
        |    ]
        |  }
        |]"#,
    );
    assert_eq!(changed(&before, &[Member("1", 1, "labels", json!(["b"]))]), after);
}

#[test]
fn a_scalar_becomes_a_container_in_the_style_of_the_document() {
    let before = text(
        r#"
        |{
        |	"metrics": {
        |		"coverage": 80
        |	}
        |}"#,
    );
    let after = text(
        r#"
        |{
        |	"metrics": {
        |		"coverage": {
        |			"value": 80,
        |			"target": [85, 90]
        |		}
        |	}
        |}"#,
    );
    let value = json!({ "value": 80, "target": [85, 90] });
    assert_eq!(changed(&before, &[Set("metrics.coverage", value)]), after);
}

#[test]
fn a_minified_document_stays_minified() {
    let before = r#"{"issues":[{"id":"A"}],"risks":[]}"#;
    let after = r#"{"issues":[{"id":"A"},{"id":"C","labels":["x","y"],"demand":{"ada":1},"none":[]}],"risks":[{"id":"R"}]}"#;
    let changes = [Element("issues", 1, issue()), Element("risks", 0, json!({ "id": "R" }))];
    assert_eq!(changed(before, &changes), after);
}

#[test]
fn objects_that_hug_their_brackets_keep_doing_so() {
    let before = "[{\n  \"id\": \"A\"\n}, {\n  \"id\": \"B\"\n}]";
    let after = "[{\n  \"id\": \"A\"\n}, {\n  \"id\": \"B\"\n}, {\n  \"id\": \"C\"\n}]";
    assert_eq!(changed(before, &[Element("", 2, json!({ "id": "C" }))]), after);
}

#[test]
fn changes_that_contradict_each_other_are_refused() {
    let before = r#"{"a": [1, 2], "b": {}}"#;
    for (changes, refusal) in [
        (vec![Remove("a"), Set("a.0", json!(3))], "two changes concern the same value"),
        (vec![Element("a", 0, json!(3)), Set("a", json!(3))], "two changes concern the same value"),
        (vec![Remove("a"), Remove("a")], "two changes concern the same value"),
        (vec![Remove("")], "the whole document cannot be removed"),
        (vec![Element("b", 0, json!(3))], "the value cannot hold what is to be inserted"),
        (vec![Element("a", 3, json!(3))], "there is no position 3 to insert at"),
        (vec![Member("", 0, "b", json!(3))], "the object has the key \"b\" already"),
        (
            vec![Member("b", 0, "x", json!(3)), Member("b", 0, "x", json!(4))],
            "the object has the key \"x\" already",
        ),
    ] {
        assert_eq!(attempt(before, &changes).unwrap_err().to_string(), refusal);
    }
    assert_eq!(changed(before, &[Remove("b"), Member("", 0, "b", json!(3))]), r#"{"b": 3, "a": [1, 2]}"#);
}

#[test]
fn a_value_of_another_document_is_refused() {
    let document = Document::parse("[]".into()).unwrap();
    let other = document.clone();
    let mut changes = Changes::new(&document);
    changes.insert_element(other.root(), 0, &json!(1));
    assert_eq!(changes.splices(), Err(ChangeError::Foreign));
}
