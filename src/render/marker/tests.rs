use comrak::nodes::NodeValue;
use comrak::{Arena, Options, markdown_to_html, parse_document};
use proptest::prelude::*;

use super::*;

const DASHBOARD: Marker<'_> = Marker { report: "dashboard", slot: None };
const TABLE: &str = "| a | b |\n| - | - |\n| 1 | 2 |\n";
const BEFORE: &str = "\
# Ours

<!-- tracker:dashboard -->
old
<!-- /tracker:dashboard -->
Also ours, without a line end";
const AFTER: &str = "\
# Ours

<!-- tracker:dashboard -->

| a | b |
| - | - |
| 1 | 2 |

<!-- /tracker:dashboard -->
Also ours, without a line end";

fn refused(text: &str) -> String {
    let failure = replace(text, &DASHBOARD, TABLE).unwrap_err();
    format!("{}\nhint: {}", failure.message, failure.hint.unwrap_or_default())
}

fn html(markdown: &str) -> String {
    let mut options = Options::default();
    options.extension.table = true;
    options.render.r#unsafe = true;
    markdown_to_html(markdown, &options)
}

#[test]
fn the_report_takes_the_place_between_the_markers() {
    assert_eq!(replace(BEFORE, &DASHBOARD, TABLE).unwrap(), AFTER);
}

#[test]
fn markers_with_nothing_between_them_are_filled_and_emptied() {
    let empty = "<!--tracker:dashboard-->\n<!--  /tracker:dashboard\t-->\n";
    let full = replace(empty, &DASHBOARD, "text").unwrap();
    assert_eq!(full, "<!--tracker:dashboard-->\n\ntext\n\n<!--  /tracker:dashboard\t-->\n");
    assert_eq!(replace(&full, &DASHBOARD, " \n\n").unwrap(), empty);
}

#[test]
fn a_file_with_windows_line_ends_keeps_them() {
    let before = "a\r\n<!-- tracker:dashboard -->\r\n<!-- /tracker:dashboard -->\r\nb\n";
    let after = "a\r\n<!-- tracker:dashboard -->\r\n\r\n1\r\n2\r\n\r\n<!-- /tracker:dashboard -->\r\nb\n";
    assert_eq!(replace(before, &DASHBOARD, "1\n2\r\n").unwrap(), after);
}

#[test]
fn a_slot_is_a_place_of_its_own() {
    let text = "<!-- tracker:list -->\n<!-- /tracker:list -->\n<!-- tracker:list#top -->\n<!-- /tracker:list#top -->\n";
    let marker = Marker { report: "list", slot: Some("top") };
    let after = replace(text, &marker, "x").unwrap();
    assert!(
        after.ends_with("-->\n<!-- tracker:list#top -->\n\nx\n\n<!-- /tracker:list#top -->\n"),
        "{after}"
    );
}

#[test]
fn a_table_is_a_table_wherever_the_markers_stand() {
    let pair = "<!-- tracker:dashboard -->\n<!-- /tracker:dashboard -->\n";
    let places = [
        pair.to_owned(),
        format!("A paragraph goes right before\n{pair}and right after.\n"),
        format!("<details>\n<summary>Plan</summary>\n{pair}</details>\n"),
        format!("- an item\n\n  {}", pair.replace('\n', "\n  ")),
        format!("10. an item\n    {}", pair.replace('\n', "\n    ")),
        format!("\t-\tdeep\n\n- item\n\t- inner\n\t\t{}", pair.replace('\n', "\n\t\t")),
    ];
    for place in places {
        let text = replace(&place, &DASHBOARD, TABLE).unwrap();
        let html = html(&text);
        assert!(html.contains("<table>") && html.contains("<td>2</td>"), "{text}\n{html}");
        assert_eq!(html.matches("tracker:dashboard -->").count(), 2, "{html}");
    }
}

#[test]
fn in_a_list_item_the_report_stays_in_the_item() {
    let text = "- one\n  <!-- tracker:dashboard -->\n  <!-- /tracker:dashboard -->\n- two\n";
    let after = replace(text, &DASHBOARD, "a\n\n- b\n").unwrap();
    assert_eq!(
        after,
        "- one\n  <!-- tracker:dashboard -->\n\n  a\n\n  - b\n\n  <!-- /tracker:dashboard -->\n- two\n"
    );
}

#[test]
fn markers_in_code_are_text() {
    let pair = "<!-- tracker:dashboard -->\n<!-- /tracker:dashboard -->\n";
    let indented = format!("    {}", pair.replace('\n', "\n    "));
    let shown = [
        format!("```\n{pair}```\n"),
        format!("   ~~~~ html `x`\n```\n~~~\n{pair}~~~~~  \n"),
        format!("````md\n```\n{pair}```\n````\n"),
        format!("{indented}\n"),
        format!("- ```\n  {}```\n", pair.replace('\n', "\n  ")),
        format!("> ```\n> {}```\n\n", pair.replace('\n', "\n> ")),
        format!("<!-- write this:\n{}\n-->\n", pair.lines().next().unwrap_or_default()),
    ];
    for example in shown {
        let text = format!("{example}\n{pair}");
        let after = replace(&text, &DASHBOARD, "new").unwrap();
        let wanted = format!("{example}\n<!-- tracker:dashboard -->\n\nnew\n\n<!-- /tracker:dashboard -->\n");
        assert_eq!(after, wanted);
    }
}

#[test]
fn a_fence_ends_with_the_quote_or_the_item_that_holds_it() {
    let pair = "<!-- tracker:dashboard -->\n<!-- /tracker:dashboard -->\n";
    for open in ["> ```\n> code\n", "- ```\n  code\n", "1. > ~~~\n   > code\n"] {
        assert!(replace(&format!("{open}{pair}"), &DASHBOARD, "new").is_ok(), "{open}");
    }
}

#[test]
fn missing_markers_say_what_to_type() {
    insta::assert_snapshot!(refused("text <!-- tracker:dashboard --> text\n"), @r"
    there are no markers for `tracker:dashboard`
    hint: put these two lines where the report belongs:
    <!-- tracker:dashboard -->
    <!-- /tracker:dashboard -->
    ");
    insta::assert_snapshot!(refused("a\n<!-- tracker:dashboard -->\n"), @r"
    the report `tracker:dashboard` starts on line 2, but ends nowhere
    hint: put this line below it, where the report ends:
    <!-- /tracker:dashboard -->
    ");
    insta::assert_snapshot!(refused("<!-- /tracker:dashboard -->\n\n<!-- /tracker:dashboard -->"), @r"
    the report `tracker:dashboard` ends on lines 1 and 3, but starts nowhere
    hint: put this line above it, where the report starts:
    <!-- tracker:dashboard -->
    ");
}

#[test]
fn markers_that_do_not_count_are_named() {
    insta::assert_snapshot!(refused("a\n```\n<!-- tracker:dashboard -->\n<!-- /tracker:dashboard -->\n"), @r"
    the markers for `tracker:dashboard` do not count: line 3 is in a code block, or indented like one
    hint: put these two lines where the report belongs, not indented:
    <!-- tracker:dashboard -->
    <!-- /tracker:dashboard -->
    ");
    insta::assert_snapshot!(refused("<!-- tracker:dashboard -->\n<!--\n<!-- /tracker:dashboard -->\n"), @r"
    the report `tracker:dashboard` starts on line 1, but ends nowhere: line 3 is inside another comment
    hint: put this line below it, where the report ends:
    <!-- /tracker:dashboard -->
    ");
}

#[test]
fn doubled_and_swapped_markers_are_refused() {
    insta::assert_snapshot!(refused(&format!("{BEFORE}\n{BEFORE}")), @r"
    the report `tracker:dashboard` starts on lines 3 and 9 and ends on lines 5 and 11
    hint: keep one `<!-- tracker:dashboard -->` and one `<!-- /tracker:dashboard -->`, or name each place: `<!-- tracker:dashboard#here -->` with `--slot here`
    ");
    insta::assert_snapshot!(refused("<!-- tracker:dashboard -->\n<!-- tracker:dashboard -->\n<!-- /tracker:dashboard -->"), @r"
    the report `tracker:dashboard` starts on lines 1 and 2 and ends on line 3
    hint: keep one `<!-- tracker:dashboard -->` and one `<!-- /tracker:dashboard -->`, or name each place: `<!-- tracker:dashboard#here -->` with `--slot here`
    ");
    insta::assert_snapshot!(refused("<!-- /tracker:dashboard -->\n<!-- tracker:dashboard -->\n"), @r"
    the report `tracker:dashboard` ends on line 1, before it starts on line 2
    hint: line 1 must be `<!-- tracker:dashboard -->`, and line 2 `<!-- /tracker:dashboard -->`
    ");
}

#[test]
fn nested_markers_are_refused_from_both_sides() {
    let inside = "<!-- tracker:dashboard -->\n<!-- tracker:raid -->\n<!-- /tracker:raid -->\n<!-- /tracker:dashboard -->\n";
    insta::assert_snapshot!(refused(inside), @r"
    line 2 has `<!-- tracker:raid -->` between the markers of `tracker:dashboard`, lines 1 and 4
    hint: move it out from there: what stands between two markers is replaced
    ");
    let around = "<!-- tracker:raid -->\n<!-- tracker:dashboard -->\n<!-- /tracker:dashboard -->\n<!-- /tracker:raid -->\n";
    insta::assert_snapshot!(refused(around), @r"
    lines 2 to 3 with `tracker:dashboard` stand between the markers of `tracker:raid`, lines 1 and 4
    hint: move them out from there: what stands between two markers is replaced
    ");
    let beside = "<!-- tracker:raid -->\n<!-- /tracker:raid -->\n<!-- tracker:dashboard -->\n<!-- /tracker:dashboard -->\n<!-- tracker:raid#b -->\n<!-- /tracker:raid#b -->\n";
    assert!(replace(beside, &DASHBOARD, TABLE).is_ok());
}

#[test]
fn a_report_that_would_break_its_own_place_is_refused() {
    let broken = |content| replace(BEFORE, &DASHBOARD, content).unwrap_err().message;
    assert_eq!(
        broken("a\n<!-- tracker:raid -->"),
        "the report itself has the marker `<!-- tracker:raid -->`"
    );
    assert_eq!(
        broken("<!-- /tracker:dashboard -->"),
        "the report itself has the marker `<!-- /tracker:dashboard -->`"
    );
    let swallowed =
        "the report leaves a code block or a comment open, which would swallow `<!-- /tracker:dashboard -->`";
    assert_eq!(broken("```\ncode"), swallowed);
    assert_eq!(broken("<!-- note"), swallowed);
    assert!(replace(BEFORE, &DASHBOARD, "```html\n<!-- tracker:raid -->\n```\n").is_ok());
}

#[test]
fn a_name_that_no_marker_can_hold_is_refused() {
    for slot in ["", "a b", "-->", "a\u{1b}"] {
        let marker = Marker { report: "dashboard", slot: Some(slot) };
        assert!(replace(BEFORE, &marker, "x").unwrap_err().message.ends_with("cannot stand in a marker"));
    }
}

#[test]
fn deep_nesting_is_read_in_bounded_time() {
    let text = format!("{}\n{}", "- ".repeat(200_000), "\n".repeat(200_000));
    assert!(replace(&text, &DASHBOARD, "x").is_err());
}

/// Lines that open, close and hide things, and the markers among them. None is text that goes on with the
/// paragraph of a list item without its indentation: here it ends the item, in markdown it does not.
fn hostile_lines() -> impl Strategy<Value = String> {
    let line = prop::sample::select(vec![
        "",
        "",
        "# head",
        "```",
        "```",
        "```` md",
        "````",
        "~~~",
        "   ```",
        "    ```",
        "\t```",
        "  ~~~",
        "> ``` a`b",
        "> quote",
        "> ```",
        ">",
        "> - ```",
        "- item",
        "- ```",
        "-     code",
        "  - inner",
        "  ```",
        "1. one",
        "1. > ~~~",
        "12) ~~~",
        "* * *",
        "***",
        "\tcode",
        "    code",
        "<!--",
        "<!-- a",
        "# -->",
        "<!-- a -->",
        "  # -->",
        "<!-- tracker:dashboard -->",
        "<!-- tracker:dashboard -->",
        "<!-- /tracker:dashboard -->",
        "  <!-- tracker:dashboard -->",
        "   <!-- /tracker:dashboard -->",
        "    <!-- tracker:dashboard -->",
        "      <!-- /tracker:dashboard -->",
        "\t<!-- /tracker:dashboard -->",
        "> <!-- tracker:dashboard -->",
        "<!-- tracker:raid -->",
    ]);
    prop::collection::vec(line, 0..14).prop_map(|lines| lines.join("\n"))
}

/// The same lines, with ordinary comments for the markers of the report.
fn others(text: &str) -> String {
    text.replace("tracker:dashboard", "note")
}

/// The lines of a text that are markers for a real markdown parser.
fn marker_lines_by_comrak(text: &str) -> Vec<usize> {
    let arena = Arena::new();
    let root = parse_document(&arena, text, &Options::default());
    let lines: Vec<_> = text.lines().collect();
    let mut found: Vec<_> = root
        .descendants()
        .filter(|node| matches!(node.data().value, NodeValue::HtmlBlock(_)))
        .map(|node| node.data().sourcepos.start.line)
        .filter(|line| lines.get(line - 1).is_some_and(|line| parse(line).is_some()))
        .collect();
    found.sort_unstable();
    found
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1000))]

    #[test]
    fn markers_count_where_markdown_has_a_comment(text in hostile_lines()) {
        let found: Vec<_> = tags(&text).iter().filter(|tag| tag.is_open()).map(|tag| tag.line).collect();
        prop_assert_eq!(found, marker_lines_by_comrak(&text), "{}", text);
    }

    #[test]
    fn what_is_outside_stays_and_doing_it_again_changes_nothing(
        before in hostile_lines(), after in hostile_lines(), old in "[a-z |\n]{0,20}", content in hostile_lines(),
        line_end in prop::sample::select(vec!["\n", "\r\n"]),
    ) {
        let (before, after) = (others(&before), others(&after));
        let head = format!("{before}\n<!-- tracker:dashboard -->\n").replace('\n', line_end);
        let tail = format!("<!-- /tracker:dashboard -->\n{after}").replace('\n', line_end);
        let old = old.replace('\n', line_end);
        let text = format!("{head}{old}{line_end}{tail}");
        if let Ok(once) = replace(&text, &DASHBOARD, &content) {
            prop_assert!(once.starts_with(&head) && once.ends_with(&tail), "{}", once);
            prop_assert!(line_end == "\n" || !once.replace("\r\n", "").contains('\n'));
            prop_assert_eq!(replace(&once, &DASHBOARD, &content).unwrap(), once);
        }
    }

    #[test]
    fn any_report_without_code_fits_any_file_without_markers(
        before in "[a-z#|>* \r\n]{0,40}", after in "\\PC{0,40}", content in "[a-z|é#\n ]{0,60}",
    ) {
        let text = format!("{before}\n\n<!-- tracker:dashboard -->\n<!-- /tracker:dashboard -->\n{after}");
        let once = replace(&text, &DASHBOARD, &content).unwrap();
        let kept: String = once.lines().filter(|line| content.contains(line.trim())).collect();
        let words = |text: &str| text.split_whitespace().map(str::to_owned).collect::<Vec<_>>().concat();
        prop_assert!(words(&kept).contains(&words(&content)));
        prop_assert_eq!(replace(&once, &DASHBOARD, "").unwrap(), text);
    }
}
