//! Faults of templates, and the places at which they are told.

use super::*;

#[test]
fn a_syntax_error_shows_its_place() {
    let failure = failure("one\n{{ a b }}\n", &json!({}));
    insta::assert_snapshot!(failure.message, @"
    test.tpl:2:6: found identifier but expected }}
      |
    2 | {{ a b }}
      |      ^
    ");
}

#[test]
fn an_unknown_variable_shows_its_place_and_the_nearest() {
    let failure = failure("é {{ titel }}", &json!({"title": "x", "goal": 1}));
    insta::assert_snapshot!(failure.message, @"
    test.tpl:1:6: variable `titel` is not defined
      |
    1 | é {{ titel }}
      |      ^
    ");
    assert_eq!(failure.hint.as_deref(), Some("did you mean `title`?"));
}

#[test]
fn an_unknown_member_shows_its_place() {
    let failure = failure("{% for b in l %}{{ b.nothing }}{% endfor %}", &json!({"l": [{"id": 1}]}));
    insta::assert_snapshot!(failure.message, @"
    test.tpl:1:22: field `nothing` is not defined
      |
    1 | {% for b in l %}{{ b.nothing }}{% endfor %}
      |                      ^
    ");
    assert_eq!(
        failure.hint.as_deref(),
        Some("`tracker report test --context` prints what the template gets")
    );
}

#[test]
fn an_unknown_filter_or_file_shows_its_place() {
    let unknown = failure("{{ x | tabel }}", &json!({"x": 1}));
    assert!(unknown.message.starts_with("test.tpl:1:8: unknown filter `tabel`\n"), "{}", unknown.message);
    assert_eq!(unknown.hint.as_deref(), Some("did you mean `table`?"));
    let unknown = failure("a\n{% include \"b.md\" %}", &json!({}));
    assert!(unknown.message.starts_with("test.tpl:2:12: unknown template `b.md`\n"), "{}", unknown.message);
    let unknown = failure("{% extends \"b.md\" %}", &json!({}));
    assert!(unknown.message.contains("b.md"), "{}", unknown.message);
}

#[test]
fn a_misused_filter_says_how_it_is_used() {
    for (text, wanted) in [
        ("{{ 1 | table(columns=[]) }}", "`table` needs an array of rows"),
        ("{{ [] | table(columns=[]) }}", "`table` needs at least one column"),
        ("{{ [] | table }}", "missing keyword argument `columns`"),
        ("{{ [] | table(columns=[{'heding': 1}]) }}", "did you mean `heading`?"),
        ("{{ [] | table(columns=[{'heading': 'x'}]) }}", "needs a `value`"),
        ("{{ [] | table(columns=[{'heading': 'x', 'value': 'y', 'as': 'baar'}]) }}", "did you mean `bar`?"),
        ("{{ 1 | style(role='blokced') }}", "did you mean `blocked`?"),
        ("{{ 'x' | percent }}", "must be a number"),
    ] {
        let failure = failure(text, &json!({}));
        assert!(failure.message.contains(wanted), "{text}: {}", failure.message);
    }
}

#[test]
fn a_hostile_line_of_a_template_is_shown_harmless() {
    let failure = failure("\u{1b}[2J{{ x }}", &json!({}));
    assert!(!failure.message.contains(|c| is_hidden(c) && c != '\n'), "{:?}", failure.message);
}
