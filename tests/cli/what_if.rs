//! `tracker what-if`

use insta::assert_snapshot;

use crate::harness::{Sandbox, fixture};

/// A plan with a start, two batches one after the other, a gate, a milestone, and days by which they are wanted.
const DATED: &str = r#"{"title": "Launch", "startDate": "2025-10-16",
    "batches": [
        {"id": "phase-1", "name": "Build", "targetDate": "2025-10-28"},
        {"id": "phase-2", "name": "Ship", "dependencies": ["phase-1"], "targetDate": "2025-11-06"}],
    "issues": [
        {"id": "A", "title": "Design", "batch": "phase-1", "owner": "@ada", "estimate": [8, 16], "status": "ready"},
        {"id": "B", "title": "Write the parser", "batch": "phase-1", "owner": "@ada", "estimate": [16, 24], "dependencies": ["A"]},
        {"id": "C", "title": "Prepare the data", "number": 79, "batch": "phase-1", "owner": "@bob", "estimate": 24},
        {"id": "D", "title": "Release", "batch": "phase-2", "owner": "@bob", "estimate": [24, 32]},
        {"id": "E", "title": "Tell the world", "batch": "phase-2", "owner": "@cy", "estimate": 8, "dependencies": ["D"]}],
    "checkpoints": [{"id": "checkpoint-1", "title": "Data is good", "dependencies": ["C"], "due": "2025-10-27"}],
    "milestones": [{"id": "milestone-1", "title": "Out", "due": "2025-10-31", "goals": ["D", "E", "Cake"]}],
    "risks": [{"id": "R-1", "title": "Rain"}]}"#;

fn dated() -> Sandbox {
    Sandbox::holding(DATED)
}

fn example() -> Sandbox {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/examples/m1/execution-plan.json");
    Sandbox::holding(std::fs::read(path).unwrap())
}

/// Every file of the sandbox with its bytes.
fn files(sandbox: &Sandbox) -> Vec<(String, Vec<u8>)> {
    let entries = std::fs::read_dir(sandbox.path("")).unwrap().map(|entry| entry.unwrap());
    let mut files: Vec<(String, Vec<u8>)> = entries
        .map(|entry| {
            let name = entry.file_name().into_string().unwrap();
            (name, std::fs::read(entry.path()).unwrap_or_default())
        })
        .collect();
    files.sort();
    files
}

#[test]
fn a_slip_is_told_with_everything_that_it_moves() {
    assert_snapshot!(dated().columns(110).run("what-if 'C estimate+=3d'"));
}

#[test]
fn the_same_in_a_narrow_terminal() {
    assert_snapshot!(dated().columns(80).run("what-if 'C estimate+=3d'"));
}

#[test]
fn the_same_in_markdown() {
    assert_snapshot!(dated().run("what-if 'C estimate+=3d' --format markdown"));
}

#[test]
fn the_same_as_json() {
    assert_snapshot!(dated().run("what-if 'C estimate+=3d' --format json"));
}

#[test]
fn what_is_done_frees_what_waits_and_saves_what_was_late() {
    assert_snapshot!(
        dated()
            .columns(110)
            .run("what-if 'A status=done' 'C status=in-progress progress=50' 'B estimate-=1d'")
    );
}

#[test]
fn without_a_start_times_are_hours() {
    let plan = DATED.replace(r#""startDate": "2025-10-16","#, "");
    let sandbox = Sandbox::holding(plan);
    assert_snapshot!(sandbox.run("what-if 'C estimate+=3d'"), @"
    exit 0
    --- stdout
    What if

    C estimate: 24 → 48

    Everything can be done in 80–88h instead of 56–80h (+8h)

    Critical path: C → D → E
    Critical path before: A → B → D → E
    Becomes critical: C
    No longer critical: A, B

    Batches that move

    Batch           Start      Finish     Hours   Slack
    ──────────────  ─────────  ─────────  ─────  ──────
    Phase 1: Build  0h         40h → 48h    +8h  ● none
    Phase 2: Ship   40h → 48h  80h → 88h    +8h  ● none

    Items that move

    Item                        Start      Finish     Hours         Slack
    ──────────────────────────  ─────────  ─────────  ─────  ────────────
    C: Prepare the data         0h         24h → 48h   +24h  ● 16h → none
    Checkpoint 1: Data is good  24h → 48h  24h → 48h   +24h     56h → 40h
    D: Release                  40h → 48h  72h → 80h    +8h        ● none
    E: Tell the world           72h → 80h  80h → 88h    +8h        ● none
    ");
    let json = sandbox.run("what-if 'C estimate+=3d' --format json").json();
    assert_eq!(json["startDate"], serde_json::json!({"before": null, "after": null}));
    assert_eq!(json["shift"], serde_json::json!({"hours": 8.0, "days": null}));
    assert_eq!(json["items"][0]["startDate"], serde_json::json!({"before": null, "after": null}));
    assert_eq!(json["targets"], serde_json::json!([]));
}

#[test]
fn the_example_of_a_real_program() {
    assert_snapshot!(example().run("what-if 'FEAT-041 status=done' 'FEAT-044 estimate=2-3d'"));
}

#[test]
fn when_nothing_moves_it_says_so_and_why() {
    let sandbox = dated().columns(200);
    let verdict = |line: &str| {
        let text = sandbox.run(&format!("what-if {line}")).output();
        let (_, rest) = text.split_once("\n\nEverything ").unwrap();
        rest.split("\n\n").next().unwrap().split_once('\n').map(|(_, verdict)| verdict.to_owned())
    };
    let verdict = |line: &str| verdict(line).unwrap_or_default();
    assert_snapshot!(verdict("'A title=Sketch'"), @"Nothing moves: A starts and finishes as before");
    assert_snapshot!(verdict("'C title=Data owner=@cy'"), @"Nothing moves: C has 16h of slack left");
    assert_snapshot!(verdict("'R-1 probability=high'"), @"Nothing moves: R-1 has no place in the schedule");
    assert_snapshot!(verdict("'A status=ready'"), @"Nothing moves: everything is so already");
    assert_snapshot!(verdict("'plan startDate=2025-10-01'"), @"Nothing moves: what is left begins on 2025-10-21 as before");
    assert_snapshot!(verdict("'C estimate=30'"), @"The length by the high estimates stays: C has 10h of slack left");
    assert_snapshot!(verdict("'C estimate=[8,40]'"), @"The length stays: C has no slack left");
    assert_snapshot!(verdict("'C estimate=[30,40]' --estimate low"), @"");
    assert_snapshot!(verdict("'C status=cancelled' 'A title=Sketch'"), @"The length stays: C had 16h of slack; A starts and finishes as before");
}

#[test]
fn levelled_an_owner_s_other_work_counts() {
    let plan = r#"{"issues": [{"id": "A", "owner": "@ada", "estimate": 8}, {"id": "B", "owner": "@ada", "estimate": 6}]}"#;
    let sandbox = Sandbox::holding(plan);
    assert_snapshot!(sandbox.run("what-if 'B owner=@bob' --level"), @"
    exit 0
    --- stdout
    What if

    B owner: @ada → @bob

    Everything can be done within everyone's capacity in 8h instead of 14h (−6h)

    Critical path: A
    Critical path before: A → B
    No longer critical: B

    Items that move

    Item  Start    Finish    Hours      Slack
    ────  ───────  ────────  ─────  ─────────
    B     8h → 0h  14h → 6h    −8h  none → 2h
    ");
    let json = sandbox.run("what-if 'B owner=@bob' --level --format json").json();
    assert_eq!((&json["levelled"], &json["shift"]["hours"]), (&true.into(), &(-6.0).into()));
    let free = sandbox.run("what-if 'B owner=@bob'").output();
    assert!(free.contains("Nothing moves: B has 2h of slack left"), "{free}");
    assert_eq!(sandbox.run("what-if 'B owner=@bob' --effort 5").code, 2);
}

#[test]
fn what_is_done_already_says_so() {
    let plan = r#"{"issues": [{"id": "A", "status": "done", "estimate": 3}, {"id": "B", "estimate": 5}]}"#;
    assert_snapshot!(Sandbox::holding(plan).run("what-if 'A estimate=9'"), @"
    exit 0
    --- stdout
    What if

    A estimate: 3 → 9

    Everything can still be done in 5h
    Nothing moves: A is done

    Critical path: B
    ");
    assert_snapshot!(Sandbox::holding(plan).run("what-if 'B status=done'"), @"
    exit 0
    --- stdout
    What if

    B status: none → done
    B completed: none → 2025-10-21

    Nothing is left to do (before: 5h)

    Critical path before: B
    No longer critical: B

    Statuses that change

    Item  Before   After
    ────  ───────  ──────
    B     ◆ Ready  ✓ Done
    ");
    assert_snapshot!(Sandbox::holding(plan).run("what-if 'A status=ready'"), @"
    exit 0
    --- stdout
    What if

    A status: done → ready

    Everything can still be done in 5h
    The length stays: A has 2h of slack left

    Critical path: B

    Items that move

    Item  Start      Finish     Hours  Slack
    ────  ─────────  ─────────  ─────  ─────
    A     done → 0h  done → 3h            2h

    Statuses that change

    Item  Before  After
    ────  ──────  ───────
    A     ✓ Done  ◆ Ready
    ");
    let plan = r#"{"issues": [{"id": "A"}, {"id": "B"}]}"#;
    assert_snapshot!(Sandbox::holding(plan).run("what-if 'A estimate=9'"), @"
    exit 0
    --- stdout
    What if

    A estimate: none → 9

    Everything can be done in 9h

    Critical path: A
    No longer critical: B

    Items that move

    Item  Start  Finish   Hours   Slack
    ────  ─────  ───────  ─────  ──────
    A     0h     0h → 9h    +9h  ● none

    Without an estimate, counted as no time: B
    ");
}

#[test]
fn another_start_moves_everything_and_what_becomes_late_is_told() {
    assert_snapshot!(dated().columns(110).run("what-if 'plan startDate=2025-10-27' --limit 2"));
}

#[test]
fn a_later_target_saves_and_an_earlier_one_does_not() {
    let sandbox = dated();
    let effects = |edit: &str| {
        let json = sandbox.run_words(&["what-if", edit, "--format", "json"]).json();
        let targets = json["targets"].as_array().unwrap().clone();
        let told = targets.iter().map(|one| format!("{} {} {}", one["id"], one["effect"], one["daysLate"]));
        told.collect::<Vec<_>>().join("\n").replace('"', "")
    };
    assert_snapshot!(effects("checkpoint-1 due=2025-10-22"), @"checkpoint-1 late {before:0,after:1}");
    assert_snapshot!(effects("phase-2 targetDate=2025-10-31"), @"phase-2 late {before:0,after:3}");
    assert_snapshot!(effects("C estimate=4d targetDate=2025-10-27"), @"");
    assert_snapshot!(effects("C status=cancelled targetDate=2025-10-20"), @"");
    assert_snapshot!(effects("D estimate=[1,2]"), @"milestone-1 saved {before:3,after:0}");
    assert_snapshot!(effects("D estimate=90"), @"
    phase-2 late {before:0,after:7}
    milestone-1 later {before:3,after:13}
    ");
}

#[test]
fn edits_are_read_as_a_shell_and_update_read_them() {
    let sandbox = dated();
    let changes = |edits: &[&str]| {
        let words: Vec<&str> = [&["what-if"][..], edits, &["--format", "json"]].concat();
        let json = sandbox.run_words(&words).json();
        let changes = json["changes"].as_array().unwrap().clone();
        let told = changes
            .iter()
            .map(|one| format!("{} {}: {} → {}", one["id"], one["field"], one["from"], one["to"]));
        told.collect::<Vec<_>>().join("\n")
    };
    assert_snapshot!(changes(&[r#"A title="a b" notes='it'\''s'"#]), @r#"
    "A" "title": "Design" → "a b"
    "A" "notes": null → "it's"
    "#);
    assert_snapshot!(changes(&["79 'labels=[\"x\", \"y z\"]'", "A B priority=P1"]), @r#"
    "C" "labels": null → "x, y z"
    "A" "priority": null → "P1"
    "B" "priority": null → "P1"
    "#);
    assert_snapshot!(changes(&["C estimate+=8", "C estimate+=8", "C status=done", "C status=ready"]), @r#"
    "C" "estimate": "24" → "32"
    "C" "estimate": "32" → "40"
    "C" "status": null → "done"
    "C" "completed": null → "2025-10-21"
    "C" "status": "done" → "ready"
    "C" "completed": "2025-10-21" → null
    "#);
}

#[test]
fn what_update_refuses_is_refused() {
    let sandbox = dated();
    for (line, code) in [
        ("what-if 'FEAT-4 estimate=3'", 2),
        ("what-if 'checkpoint-2 due=2025-10-22'", 2),
        ("what-if 'A estimat=3'", 2),
        ("what-if 'A title=x' 'B estimate=soon'", 2),
        ("what-if 'A dependencies=X'", 2),
        ("what-if 'A dependencies=E'", 1),
        ("what-if 'A batch=checkpoint-1'", 1),
    ] {
        let answer = sandbox.run(line);
        assert_eq!((answer.code, answer.stdout.as_str()), (code, ""), "{line}\n{answer}");
        let update = sandbox.run(
            &line
                .replace("what-if 'A title=x' ", "what-if ")
                .replace("what-if '", "update ")
                .replace('\'', ""),
        );
        let told = answer.stderr.replace("error: edit 2 cannot be made\n  caused by: ", "error: ");
        assert_eq!((told, answer.code), (update.stderr, update.code), "{line}");
    }
    assert_snapshot!(sandbox.run("what-if 'A dependencies=E'"), @"
    exit 1
    --- stderr
    error: this would make the plan wrong
      error[cycle]: these wait for one another: phase-1 → A → E → phase-2 → phase-1
    hint: leave `E` out of the dependencies of `A`, or first take away another edge of the circle; `tracker check --explain cycle` tells more
    ");
    assert_snapshot!(sandbox.run("what-if 'A title=x' 'checkpoint-2 due=2025-10-22'"), @"
    exit 2
    --- stderr
    error: edit 2 cannot be made
      caused by: no item `checkpoint-2`
    hint: did you mean `checkpoint-1`?
    ");
}

#[test]
fn an_edit_that_is_no_whole_one_says_how_it_is_typed() {
    let sandbox = dated();
    let told = |words: &[&str]| sandbox.run_words(&[&["what-if"], words].concat()).failure();
    assert_snapshot!(told(&["C", "estimate+=3d"]), @"
    error: `C` sets nothing
    hint: an edit is one argument: `tracker what-if 'C estimate+=3d'`
    ");
    assert_snapshot!(told(&["C", "title=a b"]), @r#"
    error: `C` sets nothing
    hint: an edit is one argument: `tracker what-if "C 'title=a b'"`
    "#);
    assert_snapshot!(told(&["C estimate=3", "status=done"]), @"
    error: `status=done` names no item
    hint: an edit is one argument: `tracker what-if 'ID KEY=VALUE'`
    ");
    assert_snapshot!(told(&["status=done"]), @"
    error: `status=done` names no item
    hint: an edit is one argument: `tracker what-if 'ID KEY=VALUE'`
    ");
    assert_snapshot!(told(&[""]), @"
    error: an edit is empty
    hint: an edit is one argument: `tracker what-if 'ID KEY=VALUE'`
    ");
    assert_snapshot!(told(&["#79 status=done"]), @"
    error: `#79 status=done` is a comment
    hint: a number needs no `#`: `tracker what-if '79 status=done'`
    ");
    assert_snapshot!(told(&["C title='a"]), @r#"
    error: a quote is not closed in `C title='a`
    hint: quote words with spaces: `title="a b"`; `\'` is a quote itself
    "#);
    assert_eq!(told(&[]), sandbox.run("what-if").failure());
}

#[test]
fn a_circle_that_an_edit_breaks_is_no_hindrance() {
    let plan = r#"{"issues": [{"id": "A", "estimate": 3, "dependencies": ["B"]}, {"id": "B", "estimate": 2, "dependencies": ["A"]}, {"id": "C", "estimate": 1}]}"#;
    let sandbox = Sandbox::holding(plan);
    assert_snapshot!(sandbox.run("what-if 'A dependencies='"), @"
    exit 0
    --- stdout
    What if

    A dependencies: B → none

    Everything can be done in 5h
    There was no schedule before: these wait for one another: A → B → A

    Critical path: A → B

    Statuses that change

    Item  Before     After
    ────  ─────────  ───────
    A     ✗ Blocked  ◆ Ready
    --- stderr
    warning: execution-plan.json has 1 error; `tracker check` lists them
    ");
    let json = sandbox.run("what-if 'A dependencies=' --format json").json();
    assert!(
        json["length"]["before"].is_null()
            && json["criticalPath"]["before"].is_null()
            && json["shift"].is_null()
    );
    assert_snapshot!(sandbox.run("what-if 'C estimate=4'"), @"
    exit 2
    --- stderr
    warning: execution-plan.json has 1 error; `tracker check` lists them
    error: these wait for one another: A → B → A
    hint: tracker check
    ");
}

#[test]
fn long_lists_are_cut_and_say_so_but_not_for_scripts() {
    let issues: Vec<String> = (0..30)
        .map(|n| match n {
            0 => r#"{"id": "I0", "estimate": 1, "batch": "b0", "status": "ready"}"#.to_owned(),
            _ => format!(r#"{{"id": "I{n}", "estimate": 1, "batch": "b{n}", "dependencies": ["I0"], "targetDate": "2025-10-21"}}"#),
        })
        .collect();
    let batches: Vec<String> = (0..30).map(|n| format!(r#"{{"id": "b{n}"}}"#)).collect();
    let plan = format!(
        r#"{{"startDate": "2025-10-21", "batches": [{}], "issues": [{}]}}"#,
        batches.join(","),
        issues.join(",")
    );
    let sandbox = Sandbox::holding(plan);
    assert_snapshot!(sandbox.run("what-if 'I0 estimate=2d' 'I1 status=cancelled' 'I2 title=x' --limit 2"));
    assert!(
        sandbox
            .run("what-if 'I0 estimate=2d' --limit 2 --format markdown")
            .output()
            .contains("_28 more not shown_")
    );
    let rows = |line: &str| sandbox.run(line).json()["items"].as_array().unwrap().len();
    assert_eq!(rows("what-if 'I0 estimate=2d' --limit 2 --format json"), 30);
    assert!(!sandbox.run("what-if 'I0 estimate=2d' --all").output().contains("more"));
    assert_eq!(sandbox.run("what-if 'I0 estimate=2d' --all --limit 1").code, 2);
    let none = sandbox.run("what-if 'I0 estimate=2' --limit 0 --estimate low").output();
    assert!(
        none.contains("instead of") && !none.contains("Nothing moves") && !none.contains("I0: "),
        "{none}"
    );
    let none = dated().run("what-if 'C estimate=30' --limit 0").output();
    assert!(none.contains("stays: C has 10h of slack left"), "{none}");
}

#[test]
fn hostile_text_does_not_act_and_no_line_is_too_wide() {
    let title = r"\u001b[2J <b>x</b> | *y* [a](http://b) \u202e wordwordwordwordwordwordwordwordwordwordwordwordwordword";
    let plan = DATED.replace("Release", title).replace("Tell the world", title).replace("@bob", "@bob | <i>");
    let sandbox = Sandbox::holding(&plan);
    let edits = "'C estimate+=3d' 'A status=done' 'D notes=\u{1b}[2J<b>'";
    let markdown = sandbox.run(&format!("what-if {edits} --format markdown")).output();
    crate::laws::assert_tables_are_whole(&markdown, edits);
    let html = comrak::markdown_to_html(&markdown, &crate::hostile_text::github());
    for live in ["<b>", "<i>", "<em>y", "href=", "\u{1b}"] {
        assert!(!html.contains(live), "{live}\n{html}");
    }
    for width in [40, 80, 100, 160] {
        let terminal = Sandbox::holding(&plan).columns(width);
        let output = terminal.run(&format!("what-if {edits} --format terminal --color always")).output();
        let rest = crate::laws::without_our_styles(&output);
        assert!(!rest.chars().any(crate::hostile_text::is_live), "{output:?}");
        let (line, columns) = crate::laws::widest_line(&output);
        assert!(columns <= width, "{columns} of {width}\n{line}");
    }
}

#[test]
fn nothing_is_written() {
    for line in [
        "what-if 'FEAT-041 status=done' 'FEAT-044 estimate+=3d'",
        "what-if 'FEAT-041 dependencies=FEAT-054'",
        "what-if 'FEAT-041 title=x' --format json",
        "what-if 'nobody title=x'",
    ] {
        let sandbox = Sandbox::with("m1");
        let before = files(&sandbox);
        let modified = std::fs::metadata(sandbox.path(crate::harness::PLAN)).unwrap().modified().unwrap();
        sandbox.run(line);
        assert_eq!(files(&sandbox), before, "{line}");
        assert_eq!(sandbox.plan(), fixture("m1"));
        assert_eq!(
            std::fs::metadata(sandbox.path(crate::harness::PLAN)).unwrap().modified().unwrap(),
            modified
        );
    }
}

#[test]
fn the_day_from_which_one_looks_decides_when_work_begins() {
    let sandbox = dated();
    let start = |day: &str| {
        sandbox.run(&format!("what-if 'C estimate=4d' --as-of {day} --format json")).json()["startDate"]["after"].to_string()
    };
    assert_eq!([start("2025-10-01"), start("2025-10-25")], [r#""2025-10-16""#, r#""2025-10-27""#]);
    let stamp =
        sandbox.run("what-if 'A status=done' --as-of 2025-11-05 --format json").json()["changes"][1].clone();
    assert_eq!((stamp["field"].as_str(), stamp["to"].as_str()), (Some("completed"), Some("2025-11-05")));
}

#[test]
fn a_hundred_thousand_issues_in_one_chain_slip_together() {
    let issues: Vec<String> = (0..100_000)
        .map(|n| match n {
            0 => r#"{"id": "I0", "estimate": 1}"#.to_owned(),
            _ => format!(r#"{{"id": "I{n}", "estimate": 1, "dependencies": ["I{}"]}}"#, n - 1),
        })
        .collect();
    let sandbox = Sandbox::holding(format!(r#"{{"issues": [{}]}}"#, issues.join(",")));
    let text = sandbox.run("what-if 'I0 estimate+=2' --limit 2").output();
    assert!(
        text.contains("in 100002h instead of 100000h (+2h)") && text.contains("… and 99998 more"),
        "{text}"
    );
}
