//! Every way to be no JSON that a person is likely to meet, and what they are told.

use super::{Document, SyntaxError};

fn refusal(text: impl AsRef<[u8]>) -> SyntaxError {
    Document::parse(text.as_ref().to_vec()).unwrap_err()
}

/// Texts, the place that is shown, the message, and the hint or nothing.
fn assert_told(cases: &[(&str, &str, &str, &str)]) {
    for (text, place, message, hint) in cases {
        let error = refusal(text);
        let told =
            (error.span.of(&error.text), error.message.as_str(), error.hint.as_deref().unwrap_or_default());
        assert_eq!(told, (*place, *message, *hint), "{text:?}");
    }
}

#[test]
fn what_is_no_text_of_json_at_all_is_named() {
    assert_told(&[
        ("", "", "the file is empty", "the smallest object is `{}`"),
        (" \n", "", "the file holds nothing but white space", "the smallest object is `{}`"),
        (
            "\u{feff}{}",
            "\u{feff}",
            "the file begins with a byte-order mark",
            "save it as UTF-8 without a byte-order mark",
        ),
        ("{}{}", "{", "`{` after the end of the document", "remove all that follows the document"),
        ("[1]]", "]", "`]` after the end of the document", "remove all that follows the document"),
    ]);
    let error = refusal(b"{\n \"\xe9\"}");
    assert_eq!(error.message, "line 2, column 3 is not UTF-8");
    assert_eq!(error.label.as_deref(), Some("the byte 0xE9"));
    assert_eq!(error.span.of(&error.text), "\u{fffd}");
    assert_eq!(refusal(b"\xff\xfe{\0").message, "the file is UTF-16, and JSON is UTF-8");
}

#[test]
fn a_text_that_ends_too_early_names_what_is_open() {
    let cut = |close: char| format!("close it with `{close}`, or restore the file if it was cut off");
    let (object, array) = (cut('}'), cut(']'));
    assert_told(&[
        ("\n{", "", "the text ends inside an object that began on line 2", &object),
        ("{\"a\"", "", "the text ends inside an object that began on line 1", &object),
        ("{\"a\":", "", "the text ends inside an object that began on line 1", &object),
        ("{\n\"a\": [1, \n\n", "", "the text ends inside an array that began on line 2", &array),
        (
            "{\n\"a\": \"b",
            "\"",
            "the text ends inside a string that began on line 2",
            "close it with `\"`, or restore the file if it was cut off",
        ),
    ]);
    assert_eq!(refusal("[1,  \n\n").span.start, 3);
}

#[test]
fn habits_from_other_languages_are_named() {
    let comments = "JSON has no comments: remove it, or make it the value of a key such as `notes`";
    let quotes = "JSON strings stand in double quotes, `\"`";
    let number = "JSON has no such number: write `null`, or leave it out";
    assert_told(&[
        ("[1,]", ",", "a comma after the last element", "remove the comma"),
        ("{\"a\":1,}", ",", "a comma after the last member", "remove the comma"),
        ("[1,,2]", ",", "two commas with nothing between", "remove the comma"),
        ("{'a': 1}", "'", "a single quote where a key belongs", quotes),
        ("[“a”]", "“", "a typographic quote where a value belongs", quotes),
        ("{a: 1}", "a", "the key `a` has no quotes", "write \"a\""),
        ("{\"a\": 1 // x\n}", "// x", "a comment where `,` or `}` belongs", comments),
        ("/* x */ {}", "/*", "a comment where a value belongs", comments),
        ("[1] # x", "# x", "a comment after the end of the document", comments),
        ("[NaN]", "NaN", "`NaN` where a value belongs", number),
        ("[-Infinity]", "-Infinity", "`-Infinity` where a value belongs", number),
        ("[None]", "None", "`None` where a value belongs", "write `null`"),
        ("[True]", "True", "`True` where a value belongs", "write `true`"),
        ("[ready]", "ready", "`ready` where a value belongs", "a text stands in double quotes, `\"`"),
        ("[.5]", ".", "`.` where a value belongs", "a number begins with a digit or `-`"),
        (
            "[1\u{a0}]",
            "\u{a0}",
            "the character U+00A0 where `,` or `]` belongs",
            "write `,` or `]` before it, or remove it",
        ),
    ]);
}

#[test]
fn a_slip_of_punctuation_is_named() {
    assert_told(&[
        ("[1 2]", "", "a comma is missing", "write `,` behind this value"),
        ("{\"a\": 1\n\"b\": 2}", "", "a comma is missing", "write `,` behind this value"),
        ("{\"a\" = 1}", "=", "`=` where the colon after the key \"a\" belongs", "write `:` behind the key"),
        (
            "{\"a\": }",
            "}",
            "`}` where a value belongs",
            "write a value here, such as `\"text\"`, `5` or `null`",
        ),
        ("[1}", "}", "`}` where an array that began on line 1 ends", "close it with `]`"),
        (
            "{\"a\": \"b\"c\"}",
            "c",
            "`c` where `,` or `}` belongs",
            "a quote inside a string is written `\\\"`",
        ),
    ]);
    assert_eq!(refusal("{\"a\": 1\n\"b\": 2}").span.start, 7);
}

#[test]
fn a_wrong_number_is_named() {
    assert_told(&[
        (
            "[007]",
            "0",
            "a number begins with a superfluous zero",
            "remove the zero, or put quotes around the text",
        ),
        ("[1.]", "1.", "a number that is not complete", "write it as in `-1`, `1.5` or `1e3`"),
        ("[-]", "-", "a number that is not complete", "write it as in `-1`, `1.5` or `1e3`"),
        (
            "[1e999]",
            "1e999",
            "the number is too large",
            "write a smaller number, or put it in double quotes as a text",
        ),
    ]);
}

#[test]
fn a_wrong_string_is_named() {
    assert_told(&[
        ("\"a\tb\"", "\t", "a tab in a string", "write `\\t`"),
        (
            "[\"a\nb\"]",
            "\"a",
            "the string does not end on its line",
            "close it with `\"`, or write a line break as `\\n`",
        ),
        ("\"\u{1}\"", "\u{1}", "the control character U+0001 in a string", "write `\\u0001`, or remove it"),
        ("\"\\é\"", "\\é", "`\\é` is no escape", "write a backslash as `\\\\`"),
        ("\"\\u12g4\"", "\\u", "`\\u` needs four hexadecimal digits", "as in `\\u00e9`"),
        (
            "\"\\ud800\"",
            "\\ud800",
            "one half of a surrogate pair without the other",
            "write the character itself, or both halves",
        ),
    ]);
}

#[test]
fn a_key_that_appears_twice_is_refused_however_it_is_spelt() {
    let error = refusal("{\"a\":1,\n\"\\u0061\":2}");
    assert_eq!(error.message, "the key \"a\" appears twice in one object");
    assert_eq!(error.label.as_deref(), Some("the first is on line 1"));
    assert_eq!(error.span.of(&error.text), "\"\\u0061\"");

    let members: Vec<_> = (0..1000).chain([500]).map(|key| format!("\"{key}\":0")).collect();
    let error = refusal(format!("{{{}}}", members.join(",\n")));
    assert_eq!(error.message, "the key \"500\" appears twice in one object");
    assert_eq!(error.label.as_deref(), Some("the first is on line 501"));
}

#[test]
fn values_are_nested_as_deep_as_serde_json_reads_them() {
    let nested = |depth: usize| "[".repeat(depth) + &"]".repeat(depth);
    for depth in [127, 128] {
        let theirs = serde_json::from_str::<serde_json::Value>(&nested(depth)).is_ok();
        assert_eq!(Document::parse(nested(depth).into()).is_ok(), theirs);
    }
    assert_eq!(refusal(nested(100_000)).message, "values are nested more than 127 deep");
}

#[test]
fn conflict_markers_are_the_reason_before_all_others() {
    let error = refusal("{\n  \"a\": {,\n<<<<<<< HEAD\n  \"b\": 1\n=======\n  \"b\": 2\n>>>>>>> theirs\n}");
    assert_eq!(error.message, "the file has unresolved merge conflict markers");
    assert_eq!(error.span.of(&error.text), "<<<<<<< HEAD");
    assert!(error.hint.is_some_and(|hint| hint.contains("git mergetool")));
    assert!(Document::parse(b"[\"<<<<<<< HEAD\"]".to_vec()).is_ok());
}
