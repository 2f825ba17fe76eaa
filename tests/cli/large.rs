//! Very large plans and plans that make no sense: every command that follows dependencies ends, and says what is wrong

use insta::assert_snapshot;

use crate::harness::Sandbox;

/// So many issues in one chain; with `closed` the first waits for the last.
fn chain(issues: usize, closed: bool) -> Sandbox {
    let issue = |n: usize| match n.checked_sub(1).or(closed.then_some(issues - 1)) {
        None => format!(r#"{{"id": "I{n}", "estimate": 1, "owner": "@ada"}}"#),
        Some(before) => {
            let owner = if n % 2 == 0 { "@ada" } else { "@bob" };
            format!(r#"{{"id": "I{n}", "estimate": 1, "owner": "{owner}", "dependencies": ["I{before}"]}}"#)
        }
    };
    let issues: Vec<String> = (0..issues).map(issue).collect();
    Sandbox::holding(format!(r#"{{"issues": [{}]}}"#, issues.join(",")))
}

/// The first lines of a text, cut to a width.
fn head(text: &str) -> String {
    let lines = text.lines().take(8).map(|line| line.chars().take(120).collect::<String>());
    lines.collect::<Vec<_>>().join("\n")
}

#[test]
fn a_hundred_thousand_issues_in_one_chain_need_no_deep_stack() {
    let sandbox = chain(100_000, false);
    let lines =
        ["graph --to I99999 --depth 2", "schedule --limit 1", "next", "show I50000", "waits --owner @bob"];
    let heads = lines.map(|line| format!("$ {line}\n{}", head(&sandbox.run(line).output())));
    assert_snapshot!(heads.join("\n\n"));
    for line in [
        "graph",
        "graph --format mermaid",
        "graph --format dot",
        "graph --format json",
        "schedule --format csv",
    ] {
        assert!(sandbox.run(line).output().contains("I99999") || line.contains("mermaid"), "{line}");
    }
}

#[test]
fn a_hundred_thousand_issues_in_one_circle_are_told_as_one() {
    let sandbox = chain(100_000, true);
    let told = "these wait for one another: I0 → I99999";
    assert!(sandbox.run("schedule").failure().contains(told));
    let drawn = sandbox.run("graph --to I5 --depth 2");
    assert!(drawn.code == 0 && drawn.stderr.contains(told), "{}", head(&drawn.stderr));
    assert_eq!(sandbox.run("next").code, 1);
    for line in ["show I5", "waits"] {
        assert_eq!(sandbox.run(line).code, 0, "{line}");
    }
}

#[test]
fn a_circle_an_absurd_figure_and_a_calendar_without_work_stop_only_what_needs_an_order() {
    let issues = r#""issues": [{"id": "A", "estimate": 1, "owner": "@ada", "status": "done", "completed": "2025-10-16"},
        {"id": "B", "estimate": 2, "owner": "@bob", "dependencies": [{"id": "A", "lag": 4}]}, {"id": "C", "estimate": 2, "owner": "@ada", "dependencies": ["B"]}"#;
    let plans = [
        (
            "circle",
            format!(
                r#"{{{issues}, {{"id": "D", "dependencies": ["E"]}}, {{"id": "E", "blockers": ["D"]}}]}}"#
            ),
        ),
        (
            "absurd",
            format!("{{{issues}]}}")
                .replace(r#""estimate": 2, "owner": "@ada""#, r#""estimate": 1e200, "owner": "@ada""#),
        ),
        ("idle", format!(r#"{{"startDate": "2025-10-01", "calendar": {{"workDays": []}}, {issues}]}}"#)),
        (
            "late",
            format!(r#"{{"startDate": "9999-12-30", {issues}]}}"#)
                .replace("\"estimate\": 2", "\"estimate\": 20"),
        ),
    ];
    let mut told = String::new();
    for (name, plan) in plans {
        let sandbox = Sandbox::holding(plan);
        for line in [
            "graph --from B",
            "graph --format svg",
            "schedule",
            "schedule --format svg",
            "next",
            "show B",
            "waits",
        ] {
            let answer = sandbox.run(line);
            assert!(answer.code < 2 || line.starts_with("schedule"), "{name} {line} {answer}");
            told += &format!("{name}, {line}: exit {}\n{}", answer.code, answer.stderr);
        }
    }
    assert_snapshot!(told);
}
