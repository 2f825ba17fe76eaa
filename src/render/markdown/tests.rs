//! What is escaped is read again as GitHub reads it.

use comrak::nodes::NodeValue;
use comrak::{Arena, Options, parse_document};
use proptest::prelude::*;

use super::*;
use crate::render::cell::{Cell, Look, Show};
use crate::render::table::Column;

/// The kinds of nodes of a document, and its text with code.
fn read(markdown: &str) -> (Vec<String>, String) {
    let mut options = Options::default();
    options.extension.table = true;
    options.extension.autolink = true;
    options.extension.strikethrough = true;
    options.extension.tasklist = true;
    options.extension.footnotes = true;
    options.extension.math_dollars = true;
    options.parse.tasklist_in_table = true;
    let arena = Arena::new();
    let (mut kinds, mut text) = (Vec::new(), String::new());
    for node in parse_document(&arena, markdown, &options).descendants() {
        let value = &node.data().value;
        match value {
            NodeValue::Text(piece) => text.push_str(piece),
            NodeValue::Code(code) => text.push_str(&code.literal),
            NodeValue::Link(link) => {
                let is_address =
                    ["http://", "https://", "mailto:"].iter().any(|start| link.url.starts_with(start));
                kinds.push(if is_address { "address" } else { "link" }.to_owned());
            }
            _ => {}
        }
        if !matches!(value, NodeValue::Link(_)) {
            kinds.push(value.xml_node_name().to_owned());
        }
    }
    (kinds, text)
}

/// Text and markup mixed, so that the property finds what a person would not.
fn hostile() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        4 => "[a-z0-9]{1,3}",
        2 => Just(" ".to_owned()),
        4 => "[\\\\`*_~\\[\\]()<>!|#+=:.&;@$/\"'-]{1,4}",
        1 => prop::sample::select(vec![
            "<!--", "-->", "<b>", "</script>", "http://a.b/", "www.x.y", "@lead", "&amp;", "&#60;", "```", "~~~",
            "[x](y)", "![x](y)", "[^1]", "[ ] ", "1. ", "- ", "# ", "> ", "---", "\n", "\t", "tracker:", "<!-- tracker:a -->", "a@b.co",
            "~~x~~", "**x**", "`x|y`", "\\|", "    ", "é", "🔴", "<https://a.b>", "\u{a0}", "\u{200b}",
        ]).prop_map(str::to_owned),
    ];
    prop::collection::vec(piece, 0..12).prop_map(|pieces| pieces.concat())
}

const INERT: [&str; 6] = ["document", "paragraph", "text", "code", "address", "softbreak"];

fn column(heading: &str) -> Column {
    Column::new(heading, Look { show: Show::Text, empty: None, role: None })
}

fn cell(text: &str) -> Cell {
    Cell::text(escape(text, Place::Cell).into_owned(), None)
}

#[test]
fn ordinary_text_keeps_its_bytes() {
    for text in [
        "AI/ML",
        "CI/CD emergency fixes",
        "Week 1–2",
        "2.1",
        "80%",
        "a_b",
        "C++",
        "v1.2-rc_1",
        "snake_case",
        "FEAT_041",
        "FEAT-041: Plugin Loader",
        "#79",
        "R&D",
        "a < b",
        "≥80% coverage",
        "~2h",
        "Q&A",
        "5 * 3",
        "x@v4",
        "it's \"done\"",
        "Upload-artifact v3 → v4",
        "+1",
        "-5%",
        "C:\\temp",
        "run `npm test` now",
        "https://example.com/a_b?c=1&d=2",
        "(see https://example.com/)",
        "$5",
        "Design Review #1 (Workflow↔Plugin)",
        "🔴 Not Started",
        "",
        "person@example.com",
    ] {
        assert_eq!(escape(text, Place::Line), text);
        assert_eq!(escape(text, Place::Cell), text);
    }
}

#[test]
fn what_would_act_is_escaped() {
    for (text, escaped) in [
        ("a | b", "a \\| b"),
        ("<b>", "&lt;b>"),
        ("<!-- tracker:x -->", "&lt;!-- tracker:x -->"),
        ("&lt;", "&amp;lt;"),
        ("[x](y)", "\\[x\\](y)"),
        ("**x** _y_ ~~z~~", "\\*\\*x\\*\\* \\_y\\_ \\~\\~z\\~\\~"),
        ("a ` b", "a \\` b"),
        ("back\\", "back\\\\"),
        ("# x", "\\# x"),
        ("- x", "\\- x"),
        ("1. x", "1\\. x"),
        ("> x", "\\> x"),
        ("---", "\\---"),
        ("===", "\\==="),
        (" ~~~ ", " \\~\\~\\~ "),
        ("<https://a.b>`<b>`", "&lt;https://a.b>%60%3Cb>%60"),
        ("~0http://a.b/~", "~0http://a.b/%7E"),
        ("two\nlines", "two lines"),
        ("ask @lead", "ask @&#8203;lead"),
        ("`<!-- tracker:x -->`", "\\`&lt;!-- tracker:x -->\\`"),
        ("https://a.b/|`@x", "https://a.b/%7C%60%40x"),
        ("\u{1b}[0m", "\\u{1b}\\[0m"),
    ] {
        assert_eq!(escape(text, Place::Line), escaped);
    }
    assert_eq!(escape("`a|b` c|d", Place::Cell), "`a\\|b` c\\|d");
    assert_eq!(escape(" - x ", Place::Cell), "- x");
}

#[test]
fn only_whole_names_are_people() {
    for name in ["@tools-lead", "@org/team-x", "@a1"] {
        assert_eq!(person(name, Place::Cell), name);
    }
    assert_eq!(person("@lead and co", Place::Cell), "@&#8203;lead and co");
    assert_eq!(person("Ann", Place::Cell), "Ann");
    assert_eq!(person("@a/b/c", Place::Line), "@&#8203;a/b/c");
    assert_eq!(person("@_x_", Place::Line), "@\\_x\\_");
}

#[test]
fn an_emoji_code_shows_as_it_was_typed() {
    assert_eq!(escape("done :tada: and :+1:", Place::Line), "done :&#8203;tada: and :&#8203;+1:");
    assert_eq!(escape("at 10:30:15, a::b", Place::Line), "at 10:30:15, a::b");
}

#[test]
fn an_address_takes_what_stands_behind_a_bracket_with_it() {
    // An entity would not end the address, which would then take the first backtick of the code span with it.
    let markdown = escape("<https://a.b><!--`<[x](y)`", Place::Line).into_owned();
    assert_eq!(markdown, "&lt;https://a.b>%3C!--%60%3C%5Bx%5D(y)%60");
    assert_eq!(prose("https://a.b<b>`<[x](y)`"), "https://a.b%3Cb>%60%3C[x](y)%60");
}

#[test]
fn the_last_pass_writes_out_what_acts_on_a_terminal() {
    assert_eq!(
        finish("\u{1b}[31mred\u{7}\r\n\u{c}\n\tx\u{7f}\u{9b}2J\u{0}"),
        "\\u{1b}[31mred\\u{7}\\u{d}\n\\u{c}\n\tx\\u{7f}\\u{9b}2J\\u{0}\n"
    );
    // What is merely unseen may be a word's own.
    assert_eq!(finish("a\u{200e}b\u{200d}c\u{feff}\u{202e}"), "a\u{200e}b\u{200d}c\u{feff}\u{202e}\n");
}

#[test]
fn prose_stays_markdown_without_html() {
    let text = "## Why\n\n- *a* <b>x</b> `<b>` <https://a.b>\n<!-- tracker:x -->\n@lead\n\n  ```html\n  <b>\n   y\n  ```\n~~~\nopen";
    assert_eq!(
        prose(text),
        "## Why\n\n- *a* &lt;b>x&lt;/b> `<b>` <https://a.b>\n&lt;!-- tracker:x -->\n@&#8203;lead\n\n\
         ```html\n<b>\n y\n```\n~~~\nopen\n~~~"
    );
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(500))]

    #[test]
    fn a_field_is_one_paragraph_of_text(text in hostile()) {
        let markdown = escape(&text, Place::Line).into_owned();
        let (kinds, _) = read(&markdown);
        for kind in kinds {
            prop_assert!(INERT.contains(&kind.as_str()), "{} in {:?} from {:?}", kind, markdown, text);
        }
    }

    #[test]
    fn no_control_character_passes(text in any::<String>()) {
        let acts = |character: char| character.is_control() && !matches!(character, '\n' | '\t');
        prop_assert!(!finish(&text).contains(acts));
    }

    #[test]
    fn a_field_in_a_list_item_is_text(text in hostile(), other in hostile()) {
        let markdown =
            format!("- {} end\n- {}\n", escape(&text, Place::Line), escape(&other, Place::Line));
        let (kinds, _) = read(&markdown);
        for kind in kinds {
            prop_assert!(INERT.contains(&kind.as_str()) || kind == "list" || kind == "item", "{} in {:?}", kind, markdown);
        }
    }

    #[test]
    fn a_field_shows_what_was_typed(text in hostile()) {
        let (_, shown) = read(&format!("x {}", escape(&text, Place::Line)));
        // Code spans lose their backticks, addresses may be percent-encoded, the reader joins blanks.
        if !text.contains('`') && !text.contains("http") && !text.contains("www") {
            let squeeze = |text: &str| text.replace('\u{200b}', "").split_whitespace().collect::<String>();
            let typed = one_line(&text);
            prop_assert_eq!(squeeze(&shown), squeeze(&format!("x{typed}")));
        }
    }

    #[test]
    fn a_table_keeps_its_shape(texts in prop::collection::vec(hostile(), 6)) {
        let rows = texts.chunks(2).map(|row| row.iter().map(|text| cell(text)).collect()).collect();
        let markdown = table(&Table { columns: vec![column("A"), column(&texts[0])], rows });
        let (kinds, _) = read(&markdown);
        let count = |wanted| kinds.iter().filter(|kind| *kind == wanted).count();
        prop_assert_eq!((count("table"), count("table_row") + count("table_header"), count("table_cell")), (1, 4, 8), "{}", markdown);
        for kind in &kinds {
            prop_assert!(INERT.contains(&kind.as_str()) || kind.starts_with("table"), "{} in {}", kind, markdown);
        }
        let widths: Vec<usize> = markdown.lines().map(width).collect();
        prop_assert!(widths.iter().all(|width| *width == widths[0]), "{}", markdown);
    }

    #[test]
    fn prose_holds_no_html_and_closes_its_code(lines in prop::collection::vec(hostile(), 0..8)) {
        let markdown = prose(&lines.join("\n"));
        let (kinds, _) = read(&format!("{markdown}\n\n# end\n"));
        prop_assert!(!kinds.iter().any(|kind| kind.starts_with("html")), "{}", markdown);
        // A heading behind it is one, so nothing was left open.
        let headings = |kinds: &[String]| kinds.iter().filter(|kind| *kind == "heading").count();
        prop_assert_eq!(headings(&kinds), headings(&read(&markdown).0) + 1, "{}", markdown);
    }

    #[test]
    fn code_shows_its_text(text in hostile()) {
        let (kinds, shown) = read(&code(&text, Place::Line));
        prop_assert!(kinds.iter().all(|kind| INERT.contains(&kind.as_str())));
        if !text.contains("tracker:") {
            let squeeze = |text: &str| text.split_whitespace().collect::<String>();
            prop_assert_eq!(squeeze(&shown), squeeze(&one_line(&text)));
        }
    }

    #[test]
    fn a_block_is_one_code_block(text in hostile()) {
        let (kinds, _) = read(&block(&text, "sh"));
        prop_assert_eq!(kinds, ["document", "code_block"]);
    }
}
