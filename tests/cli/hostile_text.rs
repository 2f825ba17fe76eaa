//! Text that would rather be markup

use insta::assert_snapshot;

use crate::harness::{Sandbox, words};

/// Commands that print text of the plan for eyes.
const PRINTING: &[&str] = &[
    "dashboard --format terminal --color always",
    "dashboard --format text",
    "weekly 'Week 1' --format terminal --color always",
    "report coordination --format terminal --color always",
    "report framework --format terminal --color always",
    "list --columns id,title,owner,status",
    "list batches --format terminal",
    "list checks",
    "list actions",
    "list blockers --columns title,impact,action,commands",
    "show X-1",
    "show X-3",
    "show batch-1",
    "show B-1",
    "next",
    "forecast --runs 10 --format terminal --color always",
    "metrics",
    "check",
    "check --format github",
    "update X-1 title=harmless --dry-run",
    "update X-9 title=X",
    "what-if 'X-1 title=harmless status=done' --format terminal --color always",
    "what-if 'X-1 estimate=9000 targetDate=2025-10-22' 'plan startDate=2025-10-20'",
];

#[test]
fn nothing_live_reaches_a_terminal() {
    let sandbox = Sandbox::with("hostile");
    for line in PRINTING {
        let answer = sandbox.run(line);
        for text in [&answer.stdout, &answer.stderr] {
            let rest = crate::laws::without_our_styles(text);
            let live = rest.chars().find(|character| is_live(*character));
            assert_eq!(live, None, "`{line}` prints {live:?}:\n{text:?}");
        }
    }
}

/// Whether a character moves the cursor, starts a command of the terminal or turns the direction of writing.
pub fn is_live(character: char) -> bool {
    let turns =
        matches!(character, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{2028}' | '\u{2029}');
    turns || (character.is_control() && character != '\n')
}

#[test]
fn the_hostile_dashboard_in_markdown() {
    assert_snapshot!(Sandbox::with("hostile").run("dashboard --format markdown"));
}

#[test]
fn the_hostile_dashboard_as_text() {
    assert_snapshot!(Sandbox::with("hostile").run("dashboard --format text"));
}

#[test]
fn the_hostile_week_in_markdown() {
    assert_snapshot!(Sandbox::with("hostile").run("weekly 'Week 1' --format markdown"));
}

#[test]
fn markdown_has_no_live_html_no_comment_and_only_our_headings() {
    for line in [
        "dashboard --format markdown",
        "weekly 'Week 1' --format markdown",
        "report coordination --format markdown",
        "report framework --format markdown",
        "list --format markdown",
    ] {
        let markdown = Sandbox::with("hostile").run(line).output();
        let html = comrak::markdown_to_html(&markdown, &github());
        for live in ["<script", "<img", "<b>", "<i>", "<details", "<!--", "href=", "\u{1b}"] {
            assert!(!html.contains(live), "`{line}` has a live {live}:\n{html}");
        }
        // Even where raw HTML is let through, there is none.
        let mut trusting = github();
        trusting.render.r#unsafe = true;
        let html = comrak::markdown_to_html(&markdown, &trusting);
        assert!(!html.contains("<script") && !html.contains("<!--"), "{html}");
    }
}

#[test]
fn no_kind_of_the_coordination_report_lets_text_act() {
    let text = r"<script>alert(1)</script> | *x* [a](http://b) @everyone ]( ` \u001b[2J \n# heading \n```";
    let plan = r#"{"team": [{"id": "T", "name": "@", "role": "@", "backup": "@", "needs": ["@"]}],
        "batches": [{"id": "batch-1", "name": "@", "targetDate": "@", "criteria": ["@"],
            "deliverables": [{"text": "@", "path": "@", "kind": "@"}, {"path": "@"}]}],
        "issues": [{"id": "X", "title": "@", "owner": "@", "estimate": 1, "batch": "batch-1"}],
        "defects": [{"id": "D", "title": "@", "owner": "@", "batch": "@"}],
        "messages": [{"time": "@", "from": "@", "to": "@", "subject": "@"}],
        "checkpoints": [{"title": "@", "batch": "batch-1", "due": "@", "result": "@", "criteria": ["@"]}],
        "actions": [{"title": "@", "owner": "@", "due": "@", "horizon": "immediate", "criteria": ["@"], "commands": ["@"]}],
        "metrics": {"@": {"label": "@", "value": "@", "target": "@", "group": "@", "unit": "@"}}}"#;
    let sandbox = Sandbox::holding(plan.replace('@', text));
    for report in ["coordination", "framework"] {
        let markdown = sandbox.run(&format!("report {report} --format markdown")).output();
        let html = comrak::markdown_to_html(&markdown, &github());
        for live in ["<script>", "<em>x", "href=", "<h1>heading", "\u{1b}"] {
            assert!(!html.contains(live), "{report} has a live {live}:\n{html}");
        }
        let terminal = sandbox.run(&format!("report {report} --format terminal --color always")).output();
        assert!(!crate::laws::without_our_styles(&terminal).chars().any(is_live), "{terminal:?}");
    }
}

pub fn github() -> comrak::Options<'static> {
    let mut options = comrak::Options::default();
    options.extension.table = true;
    options.extension.tasklist = true;
    options.extension.strikethrough = true;
    options
}

#[test]
fn plan_text_cannot_close_the_markers_of_a_file() {
    let sandbox = Sandbox::with("hostile");
    let around = ["before\n\n<!-- tracker:dashboard -->\n", "<!-- /tracker:dashboard -->\n\nafter\n"];
    sandbox.write("README.md", around.concat());
    sandbox.run("dashboard --into README.md").output();
    let once = sandbox.read("README.md");
    assert!(once.starts_with(around[0]) && once.ends_with(around[1]));
    sandbox.run("dashboard --into README.md").output();
    assert_eq!(sandbox.read("README.md"), once);
}

#[test]
fn arguments_and_names_of_files_come_out_visible_too() {
    let sandbox = Sandbox::with("m1");
    for line in [
        "show 'a\u{1b}[2Jb'",
        "list 'a\u{7}'",
        "update FEAT-041 'status=\u{1b}c'",
        "dashboard --plan 'x\u{1b}[2J.json'",
    ] {
        let told = sandbox.run_words(&words(line)).failure();
        assert!(!told.chars().any(is_live), "{told:?}");
    }
    assert_snapshot!(sandbox.run("show 'a\u{1b}[2Jb'").failure(), @r"
    error: there is no item `a\u{1b}[2Jb`
    hint: `tracker list` shows the issues, `tracker list batches` the batches
    ");
}
