use proptest::prelude::*;

use super::*;

fn plain(old: &str, new: &str) -> String {
    unified(old, new, "plan.json", "plan.json", Reader::Person { styled: false })
}

/// A difference without the names of its files.
fn body(old: &str, new: &str) -> String {
    lines(plain(old, new).lines().skip(2))
}

fn lines(words: impl IntoIterator<Item = impl ToString>) -> String {
    words.into_iter().fold(String::new(), |text, line| text + &line.to_string() + "\n")
}

#[test]
fn equal_texts_have_no_difference() {
    assert_eq!(plain("", ""), "");
    assert_eq!(plain("a\n", "a\n"), "");
}

#[test]
fn a_change_stands_between_three_lines_of_context() {
    let old = "1\n2\n3\n4\n5\n6\n7\n8\n9\n";
    insta::assert_snapshot!(plain(old, &old.replace('5', "five")), @r"
    --- plan.json
    +++ plan.json
    @@ -2,7 +2,7 @@
     2
     3
     4
    -5
    +five
     6
     7
     8
    ");
}

#[test]
fn changes_far_apart_are_hunks_of_their_own() {
    let old = lines(1..=20);
    let new = old.replace("2\n3\n", "2\n").replace("19\n", "19\nnew\n");
    insta::assert_snapshot!(body(&old, &new), @r"
    @@ -1,6 +1,5 @@
     1
     2
    -3
     4
     5
     6
    @@ -17,4 +16,5 @@
     17
     18
     19
    +new
     20
    ");
}

#[test]
fn a_new_file_is_all_added() {
    assert_eq!(body("", "a\nb\n"), "@@ -0,0 +1,2 @@\n+a\n+b\n");
    assert_eq!(body("a\n", ""), "@@ -1 +0,0 @@\n-a\n");
}

#[test]
fn a_missing_line_end_is_said() {
    assert_eq!(body("a", "a\n"), "@@ -1 +1 @@\n-a\n\\ No newline at end of file\n+a\n");
}

#[test]
fn carriage_returns_show_where_they_differ_only() {
    assert_eq!(body("a\nb\n", "a\r\nb\n"), "@@ -1,2 +1,2 @@\n-a\n+a\\u{d}\n b\n");
    assert_eq!(body("a\r\nb\r\n", "a\r\nc\r\n"), "@@ -1,2 +1,2 @@\n a\n-b\n+c\n");
}

#[test]
fn what_acts_is_written_out_and_tabs_stay() {
    assert_eq!(body("", "\t\u{1b}[2J\u{202e}x\n"), "@@ -0,0 +1 @@\n+\t\\u{1b}[2J\\u{202e}x\n");
    assert!(
        unified("", "a", "x\n\u{7}", "b", Reader::Person { styled: false })
            .starts_with("--- x \\u{7}\n+++ b\n")
    );
}

#[test]
fn colours_say_what_the_signs_say() {
    let styled = unified("a\nb\n", "a\nc", "x", "y", Reader::Person { styled: true });
    insta::assert_snapshot!(styled.escape_debug().to_string().replace("\\n", "\n"), @r"
    \u{1b}[1m--- x\u{1b}[0m
    \u{1b}[1m+++ y\u{1b}[0m
    \u{1b}[36m@@ -1,2 +1,2 @@\u{1b}[0m
     a
    \u{1b}[31m-b\u{1b}[0m
    \u{1b}[32m+c\u{1b}[0m
    \u{1b}[2m\\ No newline at end of file\u{1b}[0m
    ");
}

#[test]
fn of_a_long_line_only_the_change_is_shown() {
    let line = |status: &str| format!("{}{status}{}\n", "a".repeat(5000), "z".repeat(5000));
    let (a, z) = ("a".repeat(60), "z".repeat(60));
    let wanted = format!("@@ -1 +1 @@\n-…{a}ready{z}…\n+…{a}done{z}…\n");
    assert_eq!(body(&line("ready"), &line("done")), wanted);
}

#[test]
fn a_long_change_is_counted_in_its_middle() {
    let shown = body("", &format!("{}{}\n", "é".repeat(1000), "-".repeat(1000)));
    let wanted = format!("@@ -0,0 +1 @@\n+{}… 1610 characters …{}\n", "é".repeat(130), "-".repeat(260));
    assert_eq!(shown, wanted);
}

#[test]
fn a_long_difference_is_cut_and_the_rest_is_counted() {
    let new = lines(0..5000);
    let shown = plain("a\nb\n", &new);
    assert!(shown.ends_with("+1997\n… not shown: 0 removed lines, 3002 added lines\n"), "{shown}");
}

#[test]
fn texts_too_long_to_be_compared_are_removed_and_added() {
    let text = |line: &str| format!("first\n{}last\n", line.repeat(MOST_COMPARED / 2 + 1));
    let shown = body(&text("a\n"), &text("b\n"));
    assert!(shown.starts_with("@@ -1,500003 +1,500003 @@\n first\n-a\n"), "{}", &shown[..100]);
    assert!(shown.ends_with("\n-a\n… not shown: 498002 removed lines, 500001 added lines\n"));
}

/// Takes the old text through a difference in which nothing is cut or written out.
fn patched(old: &str, difference: &str) -> String {
    let old: Vec<_> = old.split_inclusive('\n').collect();
    let mut new = String::new();
    let mut at = 0;
    for line in difference.split_terminator('\n').skip(2) {
        let (sign, words) = line.split_at(1);
        match sign {
            "@" => {
                let range = words.trim_start_matches("@ -").split(' ').next().unwrap();
                let (start, count) = range.split_once(',').unwrap_or((range, "1"));
                let start = start.parse::<usize>().unwrap() - usize::from(count != "0");
                new.push_str(&old[at..start].concat());
                at = start;
            }
            "-" => at += 1,
            "\\" => assert_eq!(new.pop(), Some('\n')),
            _ => {
                at += usize::from(sign == " ");
                new.push_str(words);
                new.push('\n');
            }
        }
    }
    new + &old[at..].concat()
}

proptest! {
    #[test]
    fn a_difference_leads_from_the_old_text_to_the_new(
        old in prop::collection::vec("[a-c]{0,2}", 0..30), new in prop::collection::vec("[a-c]{0,2}", 0..30),
    ) {
        let (old, new) = (lines(old), lines(new));
        prop_assert_eq!(patched(&old, &plain(&old, &new)), new);
    }

    #[test]
    fn a_program_gets_the_line_ends_too(
        old in prop::collection::vec("[a-c]{0,2}\r?", 0..30), new in prop::collection::vec("[a-c]{0,2}\r?", 0..30),
    ) {
        let (old, new) = (lines(old), lines(new));
        prop_assert_eq!(patched(&old, &unified(&old, &new, "a", "b", Reader::Program)), new);
    }

    #[test]
    fn texts_that_differ_have_a_difference_without_anything_that_acts(old in any::<String>(), new in any::<String>()) {
        let shown = plain(&old, &new);
        prop_assert_eq!(shown.is_empty(), old == new);
        prop_assert!(!shown.contains(|c| text::is_hidden(c) && c != '\n' && c != '\t'));
    }

    #[test]
    fn long_lines_that_differ_look_different(
        before in 0usize..3000, after in 0usize..3000, old in "[xé]{0,40}", new in "[xé]{0,40}",
    ) {
        let line = |middle: &str| format!("{}{middle}{}", "é".repeat(before), "x".repeat(after));
        let (old, new) = (line(&old), line(&new));
        let shown = |line: &str, other: &str| shown_line(line, other);
        prop_assert!(shown(&old, &new).len() <= LONG_LINE.max(4 * (LONG_PART + LONG_CONTEXT)));
        prop_assert!(old == new || shown(&old, &new) != shown(&new, &old));
    }
}
