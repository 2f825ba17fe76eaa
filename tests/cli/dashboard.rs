//! `tracker dashboard`

use insta::assert_snapshot;

use crate::harness::{Sandbox, terminal};

/// The table of the reference document, which people and scripts know.
const REFERENCE: &str = "\
| Batch                      | Priority | Status         | Progress | Target Date | Blockers |
| -------------------------- | -------- | -------------- | -------- | ----------- | -------- |
| Batch 1: Critical Blockers | P0       | 🔴 Not Started | 0%       | Week 1–2    | None     |
| Batch 2: Infrastructure    | P1       | ⚪ Queued      | 0%       | Week 3–4    | Batch 1  |
| Batch 3: Security          | P1       | ⚪ Queued      | 0%       | Week 5–6    | Batch 2  |
| Batch 4: AI/ML             | P1       | ⚪ Queued      | 0%       | Week 7–8    | Batch 3  |
| Batch 5: Observability     | P2       | ⚪ Queued      | 0%       | Week 9–10   | Batch 4  |
";

#[test]
fn the_plan_of_the_original_script_gives_the_table_of_the_reference_byte_for_byte() {
    assert_eq!(Sandbox::with("batch-script").run("dashboard --format markdown").output(), REFERENCE);
}

#[test]
fn a_pipe_gets_markdown() {
    assert_eq!(Sandbox::with("batch-script").run("dashboard").output(), REFERENCE);
}

#[test]
fn every_section_of_a_program_in_markdown() {
    assert_snapshot!(Sandbox::with("m1").run("dashboard --format markdown"));
}

#[test]
fn every_section_of_a_program_as_text() {
    assert_snapshot!(Sandbox::with("m1").run("dashboard --format text"));
}

#[test]
fn a_program_under_way_in_markdown() {
    assert_snapshot!(Sandbox::with("under-way").run("dashboard --format markdown"));
}

#[test]
fn a_program_under_way_as_text() {
    assert_snapshot!(Sandbox::with("under-way").run("dashboard --format text"));
}

#[test]
fn tables_wrap_in_a_narrow_terminal() {
    assert_snapshot!(
        Sandbox::with("under-way").columns(60).run("dashboard --format text --section batches issues")
    );
}

#[test]
fn a_plan_with_errors_shows_the_rest_and_says_so_once() {
    let answer = Sandbox::with("contradictions").run("dashboard --section batches");
    assert_snapshot!(answer, @"
    exit 0
    --- stdout
    # Progress Dashboard

    - **Progress**: 18.8%, 2 of 14 issues done, 0 of 3 batches done

    ## 📦 Batches

    | Batch                | Priority | Status         | Progress | Target Date | Blockers |
    | -------------------- | -------- | -------------- | -------- | ----------- | -------- |
    | Batch 1: Foundation  |          | 🟥 Blocked     | 0%       |             | None     |
    | Batch 2: Integration |          | 🟢 Ready       | 0%       | soon        | None     |
    | Without an id        |          | 🔴 Not Started | 0%       |             | None     |
    --- stderr
    warning: execution-plan.json has 11 errors; `tracker check` lists them
    ");
}

#[test]
fn sections_can_be_picked() {
    let output = Sandbox::with("m1").run("dashboard --section checks --section actions").output();
    let headings: Vec<&str> = output.lines().filter(|line| line.starts_with("## ")).collect();
    assert_eq!(headings, ["## 🔧 Checks", "## 📋 Actions"]);
}

#[test]
fn an_unknown_section_is_refused_with_the_nearest() {
    assert_snapshot!(Sandbox::with("m1").run("dashboard --section isues"), @"
    exit 2
    --- stderr
    error: `dashboard` has no section `isues`
    hint: did you mean `issues`?
    ");
}

#[test]
fn colour_is_there_when_it_is_asked_for_and_carries_no_meaning() {
    let sandbox = Sandbox::with("under-way");
    let plain = sandbox.run("dashboard --format terminal").output();
    let coloured = sandbox.run("dashboard --format terminal --color always").output();
    assert!(coloured.contains("\u{1b}["));
    assert!(!plain.contains('\u{1b}'));
    let terminal = terminal(200, 120, &coloured);
    assert_eq!(terminal.screen().contents().trim_end(), plain.trim_end());
}

#[test]
fn colour_goes_into_a_pipe_when_it_is_asked_for() {
    let sandbox = Sandbox::with("m1");
    for command in ["next", "list", "show FEAT-050", "report", "schedule"] {
        let plain = sandbox.run(command).output();
        let coloured = sandbox.run(&format!("{command} --color always")).output();
        assert!(coloured.contains("\u{1b}[") && !plain.contains('\u{1b}'), "{command}");
        assert_eq!(
            terminal(200, 100, &coloured).screen().contents().trim_end(),
            plain.trim_end(),
            "{command}"
        );
    }
}

#[test]
fn no_color_and_clicolor_are_heard() {
    let is_coloured = |name, value| {
        let sandbox = Sandbox::with("under-way").variable(name, value);
        sandbox.run("dashboard --format terminal").output().contains('\u{1b}')
    };
    assert!(is_coloured("CLICOLOR_FORCE", "1"));
    assert!(!is_coloured("CLICOLOR_FORCE", "0"));
    assert!(!is_coloured("NO_COLOR", "1"));
    assert!(!is_coloured("CLICOLOR", "1"));
    let both = Sandbox::with("under-way").variable("CLICOLOR_FORCE", "1").variable("NO_COLOR", "1");
    assert!(!both.run("dashboard --format terminal").output().contains('\u{1b}'));
}

#[test]
fn a_table_shows_at_most_a_hundred_rows_unless_all_are_asked_for() {
    let issues: Vec<String> = (1..=130)
        .map(|number| {
            let status = if number == 130 { "in-progress" } else { "done" };
            format!(r#"{{"id": "T-{number}", "title": "Task", "status": "{status}"}}"#)
        })
        .collect();
    let sandbox = Sandbox::holding(format!(r#"{{"issues": [{}]}}"#, issues.join(",")));
    let rows = |line: &str| {
        sandbox
            .run(line)
            .output()
            .lines()
            .filter(|line| line.starts_with("| T-"))
            .map(str::to_owned)
            .collect::<Vec<_>>()
    };
    let shown = rows("dashboard");
    assert_eq!(shown.len(), 100);
    assert!(shown.iter().any(|row| row.contains("T-130")), "work in progress comes before work done");
    assert_eq!(rows("dashboard --all").len(), 130);
    assert_snapshot!(sandbox.run("dashboard").output().lines().rev().find(|line| line.contains("not shown")).unwrap(), @"_30 issues of 130 not shown_");
    let json = sandbox.run("dashboard --format json").json();
    assert_eq!(json["issues"]["groups"][0]["rows"].as_array().unwrap().len(), 130);
}

#[test]
fn the_context_of_the_template_is_the_json_output() {
    let sandbox = Sandbox::with("m1");
    assert_eq!(sandbox.run("dashboard --context").json(), sandbox.run("dashboard --format json").json());
}

#[test]
fn the_json_of_a_small_plan() {
    let plan = r#"{"title": "Small", "batches": [{"id": "batch-1", "name": "Only"}],
        "issues": [{"id": "T-1", "title": "First", "batch": "batch-1", "owner": "@ada"}]}"#;
    assert_snapshot!(Sandbox::holding(plan).run("dashboard --format json"));
}

#[test]
fn names_in_people_fields_notify_unless_they_are_silenced() {
    let sandbox = Sandbox::with("m1");
    assert!(sandbox.run("dashboard").output().contains("| @tools-lead "));
    let silent = sandbox.run("dashboard --no-mentions").output();
    assert!(!silent.contains("| @tools-lead "), "{silent}");
    assert!(silent.contains("tools-lead"), "{silent}");
}

#[test]
fn an_empty_plan_says_what_to_do() {
    assert_snapshot!(Sandbox::holding("{}").run("dashboard"), @"
    exit 0
    --- stdout
    # Progress Dashboard

    - **Progress**: 0%
    ");
    assert_snapshot!(Sandbox::holding(r#"{"batches": []}"#).run("dashboard"), @"
    exit 0
    --- stdout
    # Progress Dashboard

    - **Progress**: 0%
    ");
}

/// Three issues in a row and one beside them, wanted too early.
const WITH_ESTIMATES: &str = r#"{"startDate": "2025-10-16", "team": [{"id": "ada", "capacity": 2}],
    "batches": [{"id": "batch-1", "name": "Foundation", "targetDate": "Week 1"}],
    "issues": [
    {"id": "A", "title": "Interfaces", "batch": "batch-1", "owner": "@ada", "estimate": "2d", "status": "in-progress", "progress": 50, "started": "2025-10-20"},
    {"id": "B", "title": "First version", "batch": "batch-1", "owner": "@bob", "estimate": "2-3d", "dependencies": ["A"]},
    {"id": "C", "title": "Test bench", "owner": "@bob", "estimate": "28h"},
    {"id": "D", "title": "Connect", "owner": "@ada", "estimate": "1d", "dependencies": ["B", "C"], "targetDate": "2025-10-27"}],
    "milestones": [{"id": "M-1", "title": "Demo", "due": "2025-10-24", "goals": ["D"]}]}"#;

const SCHEDULE: &str = "dashboard --section criticalpath --section load --section targets";

#[test]
fn the_critical_path_the_load_and_late_targets_as_text() {
    assert_snapshot!(Sandbox::holding(WITH_ESTIMATES).run(&format!("{SCHEDULE} --format text")), @"
    exit 0
    --- stdout
    Progress dashboard · 2025-10-21

    ██░░░░░░░░░░░░░░░░░░ 11.1% · 0 of 4 issues done · 0 of 1 batch done
    ◆ Ready 1   ◐ In Progress 1   ✗ Blocked 2

    Critical path  36–40h, by 2025-10-27

    Item              Owner  Status           Left       Start      Finish  Slack
    ────────────────  ─────  ─────────────  ──────  ──────────  ──────────  ─────
    A: Interfaces     @ada   ◐ In Progress      8h  2025-10-20  2025-10-21     0h
    B: First version  @bob   ✗ Blocked      16–24h  2025-10-22  2025-10-24     0h
    D: Connect        @ada   ✗ Blocked          8h  2025-10-27  2025-10-27     0h

    Close to critical
    Item           Owner  Status   Left       Start      Finish  Slack
    ─────────────  ─────  ───────  ────  ──────────  ──────────  ─────
    C: Test bench  @bob   ◆ Ready   28h  2025-10-21  2025-10-24     4h

    Load

    Owner    Left  Critical  Days  In progress
    ─────  ──────  ────────  ────  ───────────
    @ada      16h       16h     1       1 of 2
    @bob   44–52h    16–24h   6.5       0 of 1

    Targets at risk

    Item                 Owner       Target               Planned     Late by  State   Driven by
    ───────────────────  ──────────  ───────────────────  ──────────  ───────  ──────  ─────────
    Batch 1: Foundation  @ada, @bob  Week 1 (2025-10-22)  2025-10-24   2 days  ▲ Late  A, B
    Demo                             2025-10-24           2025-10-27   3 days  ▲ Late  A, B, D
    ");
}

#[test]
fn the_critical_path_the_load_and_late_targets_in_markdown() {
    assert_snapshot!(Sandbox::holding(WITH_ESTIMATES).run(&format!("{SCHEDULE} --format markdown")), @"
    exit 0
    --- stdout
    # Progress Dashboard

    - **As of**: 2025-10-21
    - **Progress**: 11.1%, 0 of 4 issues done, 0 of 1 batch done

    ## 📍 Critical Path

    Everything can be done in 36–40h, by 2025-10-27.

    | Item             | Owner | Status         |   Left |      Start |     Finish | Slack |
    | ---------------- | ----- | -------------- | -----: | ---------: | ---------: | ----: |
    | A: Interfaces    | @ada  | 🟡 In Progress |     8h | 2025-10-20 | 2025-10-21 |    0h |
    | B: First version | @bob  | 🟥 Blocked     | 16–24h | 2025-10-22 | 2025-10-24 |    0h |
    | D: Connect       | @ada  | 🟥 Blocked     |     8h | 2025-10-27 | 2025-10-27 |    0h |

    **Close to critical**

    | Item          | Owner | Status   | Left |      Start |     Finish | Slack |
    | ------------- | ----- | -------- | ---: | ---------: | ---------: | ----: |
    | C: Test bench | @bob  | 🟢 Ready |  28h | 2025-10-21 | 2025-10-24 |    4h |

    ## 🧮 Load

    | Owner |   Left | Critical | Days | In progress |
    | ----- | -----: | -------: | ---: | ----------: |
    | @ada  |    16h |      16h |    1 |      1 of 2 |
    | @bob  | 44–52h |   16–24h |  6.5 |      0 of 1 |

    ## ⏳ Targets at Risk

    | Item                | Owner      | Target              | Planned    | Late by | State   | Driven by |
    | ------------------- | ---------- | ------------------- | ---------- | ------: | ------- | --------- |
    | Batch 1: Foundation | @ada, @bob | Week 1 (2025-10-22) | 2025-10-24 |  2 days | 🔴 Late | A, B      |
    | Demo                | –          | 2025-10-24          | 2025-10-27 |  3 days | 🔴 Late | A, B, D   |
    ");
}

#[test]
fn a_file_has_hours_and_slack_unless_it_is_told_the_day() {
    let sandbox = Sandbox::holding(WITH_ESTIMATES).variable("TRACKER_AS_OF", "2025-10-22");
    sandbox.run(&format!("{SCHEDULE} --output without.md")).output();
    let without = sandbox.read("without.md");
    assert!(without.contains("Everything can be done in 36–40h."), "{without}");
    assert!(!without.contains("2025-"), "{without}");
    assert!(!without.contains("Targets"), "{without}");
    sandbox.run(&format!("{SCHEDULE} --output with.md --as-of 2025-10-22")).output();
    let with = sandbox.read("with.md");
    assert!(with.contains("36–40h, by 2025-10-28."), "{with}");
    assert!(with.contains("## ⏳ Targets at Risk"), "{with}");
}

#[test]
fn a_circle_and_a_plan_without_estimates_have_no_critical_path() {
    let circle = WITH_ESTIMATES.replace(r#""id": "C","#, r#""id": "C", "dependencies": ["D"],"#);
    for plan in [circle, WITH_ESTIMATES.replace("estimate", "guess")] {
        let output = Sandbox::holding(&plan).run("dashboard --format markdown").output();
        assert!(!output.contains("Critical Path") && !output.contains("Load"), "{output}");
    }
}

#[test]
fn of_a_very_large_plan_the_schedule_is_there_when_it_is_asked_for() {
    let issues: Vec<String> =
        (0..=20_000).map(|number| format!(r#"{{"id": "T-{number}", "estimate": 1}}"#)).collect();
    let sandbox = Sandbox::holding(format!(r#"{{"issues": [{}]}}"#, issues.join(",")));
    assert!(!sandbox.run("dashboard").output().contains("Critical Path"));
    assert!(sandbox.run("dashboard --section criticalpath").output().contains("Critical Path"));
}
