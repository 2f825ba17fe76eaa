//! `tracker weekly`

use insta::assert_snapshot;

use crate::harness::Sandbox;

/// The headings of the reference template, in its order.
const HEADINGS: [&str; 9] = [
    "## Weekly Progress Report - Week 1",
    "### 🎯 Current Batch: Batch 1: Critical Blockers",
    "### ✅ Completed This Week",
    "### 🚧 In Progress",
    "### ⚠️ Blockers",
    "### 📊 Metrics This Week",
    "### 📅 Next Week Goals",
    "### 🆘 Help Needed",
    "### 🎉 Wins",
];

#[test]
fn the_plan_of_the_original_script_gives_the_headings_of_the_reference_in_their_order() {
    let output = Sandbox::with("batch-script").run("weekly 'Week 1'").output();
    let headings: Vec<&str> = output.lines().filter(|line| line.starts_with('#')).collect();
    assert_eq!(headings, HEADINGS);
}

#[test]
fn what_only_a_person_knows_stays_a_placeholder() {
    assert_snapshot!(Sandbox::with("batch-script").run("weekly 'Week 1'"), @"
    exit 0
    --- stdout
    ## Weekly Progress Report - Week 1

    ### 🎯 Current Batch: Batch 1: Critical Blockers

    **Overall Progress:** 0% complete

    ### ✅ Completed This Week
    - [ ] [Specific accomplishment]
    - [ ] [Specific accomplishment]
    - [ ] [Specific accomplishment]

    ### 🚧 In Progress
    - [ ] [Item] - [Owner] - [% complete]
    - [ ] [Item] - [Owner] - [% complete]

    ### ⚠️ Blockers
    - [Blocker description] - [Resolution plan]

    ### 📊 Metrics This Week
    - PRs merged: [X]
    - CI pass rate: 0%
    - Test coverage: 0%
    - Production incidents: 0
    - Mean time to deploy: 0 minutes

    ### 📅 Next Week Goals
    - [ ] [Specific goal]
    - [ ] [Specific goal]
    - [ ] [Specific goal]

    ### 🆘 Help Needed
    - [Specific ask]

    ### 🎉 Wins
    - [Celebrate accomplishments]
    ");
}

#[test]
fn the_week_decides_what_was_completed_and_which_metrics_are_shown() {
    let sandbox = Sandbox::with("under-way");
    assert_snapshot!(sandbox.run("weekly 'Week 2'"), @"
    exit 0
    --- stdout
    ## Weekly Progress Report - Week 2

    ### 🎯 Current Batch: Batch 1: Foundation

    **Overall Progress:** 58.3% complete

    ### ✅ Completed This Week
    - [x] FEAT-044: Execution engine

    Done, date not recorded:

    - [x] FEAT-052: Licence headers

    ### 🚧 In Progress
    - [ ] FEAT-050: Signature verification - @security-lead - 50%

    ### ⚠️ Blockers
    - No macOS runners - Buy two machines - @devops-lead - ETA Week 3
    - FEAT-047: Orchestration - waits for runners (@devops-lead), Batch 1 (@security-lead) - @workflow-lead
    - FEAT-054: Performance monitoring - waits for FEAT-047 (@workflow-lead), a staging cluster with GPUs, Batch 1 (@security-lead)

    ### 📊 Metrics This Week
    - PRs merged: 14 (9 last week, +5)
    - CI pass rate: 84% (target 95%, 71% last week, +13)
    - Test coverage: 76.5%
    - Production incidents: [X]
    - Mean time to deploy: [X] minutes

    ### 📅 Next Week Goals
    - [ ] FEAT-047: Orchestration
    - [ ] Show it to stakeholders

    ### 🆘 Help Needed
    - FEAT-054: Performance monitoring - needs an owner

    ### 🎉 Wins
    - [Celebrate accomplishments]
    ");
    assert_snapshot!(sandbox.run("weekly 'Week 1'"), @"
    exit 0
    --- stdout
    ## Weekly Progress Report - Week 1

    ### 🎯 Current Batch: Batch 1: Foundation

    **Overall Progress:** 58.3% complete

    ### ✅ Completed This Week
    - [x] FEAT-041: Plugin loader

    Done, date not recorded:

    - [x] FEAT-052: Licence headers

    ### 🚧 In Progress
    - [ ] FEAT-044: Execution engine - @runtime-lead - done on 2025-10-24

    ### ⚠️ Blockers
    - No macOS runners - Buy two machines - @devops-lead - ETA Week 3
    - FEAT-047: Orchestration - waits for runners (@devops-lead), Batch 1 (@security-lead) - @workflow-lead
    - FEAT-054: Performance monitoring - waits for FEAT-047 (@workflow-lead), a staging cluster with GPUs, Batch 1 (@security-lead)

    ### 📊 Metrics This Week
    - PRs merged: 9
    - CI pass rate: 71% (target 95%)
    - Test coverage: 76.5%
    - Production incidents: [X]
    - Mean time to deploy: [X] minutes

    ### 📅 Next Week Goals
    - [x] FEAT-041: Plugin loader
    - [ ] FEAT-050: Signature verification

    ### 🆘 Help Needed
    - FEAT-054: Performance monitoring - needs an owner

    ### 🎉 Wins
    - [Celebrate accomplishments]
    ");
}

#[test]
fn the_week_as_text() {
    assert_snapshot!(Sandbox::with("under-way").run("weekly 'Week 2' --format text"), @"
    exit 0
    --- stdout
    Weekly progress report · Week 2 · 2025-10-23 to 2025-10-29

    Current batch: Batch 1: Foundation
    ████████████░░░░░░░░ 58.3%

    Completed this week
      ✓ FEAT-044: Execution engine

    Done, date not recorded
      ✓ FEAT-052: Licence headers

    In progress
      ◐ FEAT-050: Signature verification · @security-lead · 50%

    Blockers
      ✗ No macOS runners · Buy two machines · @devops-lead · ETA Week 3
      ✗ FEAT-047: Orchestration · waits for runners (@devops-lead), Batch 1 (@security-lead) ·
        @workflow-lead
      ✗ FEAT-054: Performance monitoring · waits for FEAT-047 (@workflow-lead), a staging cluster with
        GPUs, Batch 1 (@security-lead)

    Metrics this week
      PRs merged: 14 · 9 last week · +5
      CI pass rate: 84% · target 95% · 71% last week · +13
      Test coverage: 76.5%
      Production incidents: not known
      Mean time to deploy: not known

    Next week · Week 3: Integration
      ○ FEAT-047: Orchestration
      ○ Show it to stakeholders

    Help needed
      ! FEAT-054: Performance monitoring · needs an owner

    Wins
      none that the plan shows
    ");
}

/// A section of the weekly report of a plan.
fn section(plan: &str, line: &str, heading: &str) -> Vec<String> {
    let output = Sandbox::holding(plan).run(&format!("weekly --format markdown {line}")).output();
    let lines = output.lines().skip_while(|line| !line.ends_with(heading)).skip(1);
    lines
        .take_while(|line| !line.starts_with('#'))
        .filter(|line| !line.is_empty())
        .map(str::to_owned)
        .collect()
}

#[test]
fn a_blocker_is_as_old_as_the_week_ends_or_as_today_is() {
    let plan = r#"{"startDate": "2025-10-16", "blockers": [
        {"id": "B-1", "title": "No runners", "action": "Buy two", "owner": "@devops", "eta": "Week 3", "opened": "2025-10-18"},
        {"id": "B-2", "title": "No licence", "opened": "2025-10-24"}, {"id": "B-3", "title": "No time"}]}"#;
    let first = |line: &str| section(plan, line, "Blockers").remove(0);
    let open_for =
        |line: &str| first(line).replace("- No runners - Buy two - @devops - ETA Week 3 - open for ", "");
    assert_eq!(open_for("'Week 1' --as-of 2025-11-05"), "4 days");
    assert_eq!(open_for("'Week 2' --as-of 2025-11-05"), "11 days");
    assert_eq!(open_for("'Week 2' --as-of 2025-10-25"), "7 days");
    assert_eq!(first("'Week 2' --as-of 2025-10-18"), "- No runners - Buy two - @devops - ETA Week 3");
    let rest = section(plan, "'Week 1' --as-of 2025-11-05", "Blockers").split_off(1);
    assert_eq!(rest, ["- No time - [Resolution plan]"], "what was found after the week is left out");
}

#[test]
fn help_is_needed_where_nobody_answers_or_no_end_is_in_sight() {
    let plan = r#"{"blockers": [
        {"id": "B-1", "title": "No runners", "severity": "P0"},
        {"id": "B-2", "title": "No licence", "severity": "P1", "owner": "@legal"},
        {"id": "B-3", "title": "No cluster", "severity": "P0", "eta": "Week 2"},
        {"id": "B-4", "title": "Slow tests", "severity": "P2"},
        {"id": "B-5", "title": "Gone", "severity": "P0", "status": "resolved"},
        {"id": "B-6", "title": "In hand", "severity": "P0", "owner": "@legal", "eta": "Week 2"}], "issues": [
        {"id": "X-1", "title": "Loader"}, {"id": "X-2", "title": "Engine", "owner": "@a"},
        {"id": "X-3", "title": "Docs", "status": "done"}, {"id": "X-4", "title": "Extras", "status": "cancelled"}]}"#;
    assert_snapshot!(section(plan, "", "Help Needed").join("\n"), @"
    - No runners (P0) - needs an owner and an ETA
    - No cluster (P0) - needs an owner
    - No licence (P1) - needs an ETA
    - X-1: Loader - needs an owner
    ");
}

#[test]
fn wins_are_what_the_plan_dates_in_the_week() {
    let plan = r#"{"startDate": "2025-10-16", "batches": [
        {"id": "batch-1", "name": "Base", "targetDate": "Week 2", "completed": "2025-10-21"}], "issues": [
        {"id": "X-1", "title": "Loader", "batch": "batch-1", "status": "done", "targetDate": "2025-10-24", "completed": "2025-10-21"},
        {"id": "X-2", "title": "On time", "batch": "batch-1", "status": "done", "targetDate": "2025-10-21", "completed": "2025-10-21"},
        {"id": "X-3", "title": "Next week", "status": "done", "targetDate": "Week 3", "completed": "2025-10-27"},
        {"id": "X-4", "title": "Early bird", "status": "done", "targetDate": "Week 1", "completed": "2025-10-20"},
        {"id": "X-5", "title": "Open", "targetDate": "Week 3", "completed": "2025-10-20"}], "checkpoints": [
        {"id": "checkpoint-1", "title": "Go", "status": "passed", "due": "Day 5"},
        {"id": "checkpoint-2", "title": "Later", "status": "passed", "due": "Week 2"},
        {"id": "checkpoint-3", "title": "Open", "status": "pending", "due": "Day 5"}], "reviews": [
        {"id": "session-1", "title": "Interfaces", "status": "completed", "scheduled": "2025-10-17"},
        {"id": "session-2", "title": "Undated", "status": "completed", "scheduled": "soon"}], "blockers": [
        {"title": "No runners", "status": "resolved", "opened": "2025-10-16", "resolved": "2025-10-20"}], "risks": [
        {"title": "Scope creep", "status": "mitigated"}, {"title": "Burnout", "status": "closed"}, {"title": "Debt"}]}"#;
    assert_snapshot!(section(plan, "'Week 1'", "Wins").join("\n"), @"
    - X-4: Early bird - finished 2 days early
    - Batch 1: Base - finished 8 days early
    - X-1: Loader - finished 3 days early
    - Checkpoint 1: Go - passed
    - Session 1: Interfaces - completed
    - Session 2: Undated - completed
    - No runners - resolved after 4 days
    - Scope creep - mitigated
    - Burnout - closed
    ");
    let undated = plan.replace("startDate", "x");
    assert_snapshot!(section(&undated, "Retrospective", "Wins").join("\n"), @"
    - X-1: Loader - finished 3 days early
    - Checkpoint 1: Go - passed
    - Checkpoint 2: Later - passed
    - Session 1: Interfaces - completed
    - Session 2: Undated - completed
    - No runners - resolved after 4 days
    - Scope creep - mitigated
    - Burnout - closed
    ");
}

#[test]
fn prose_of_the_plan_stands_before_its_section_under_a_heading_of_the_same_level() {
    let plan = r#"{"sections": [{"title": "From the coordinator", "reports": ["weekly"], "before": "help", "body": "Well done."},
        {"title": "Elsewhere", "reports": ["dashboard"], "body": "No."}, {"reports": ["weekly"], "body": "The end."}]}"#;
    let output = Sandbox::holding(plan).run("weekly Retrospective").output();
    assert!(
        output.contains("\n\n### From the coordinator\n\nWell done.\n\n### 🆘 Help Needed\n"),
        "{output}"
    );
    assert!(
        output.ends_with("- [Celebrate accomplishments]\n\nThe end.\n") && !output.contains("Elsewhere"),
        "{output}"
    );
}

#[test]
fn a_metric_that_was_not_measured_keeps_its_place_with_its_target() {
    let plan = r#"{"startDate": "2025-10-16", "metrics": {"prsMerged": {"history": [{"week": "Week 1", "value": 9}]},
        "coverage": {"target": 80}}}"#;
    let metrics = section(plan, "'Week 2'", "Metrics This Week");
    assert_eq!(metrics[0], "- PRs merged: [X] (9 last week)");
    assert_eq!(metrics[2], "- Test coverage: [X]% (target 80%)");
}

#[test]
fn without_a_label_it_is_the_week_of_today() {
    let sandbox = Sandbox::with("under-way");
    let heading = |line: &str| sandbox.run(line).output().lines().next().unwrap().to_owned();
    assert_eq!(heading("weekly"), "## Weekly Progress Report - Week 1");
    assert_eq!(heading("weekly --as-of 2025-10-23"), "## Weekly Progress Report - Week 2");
    assert_eq!(heading("weekly --as-of 2025-10-29"), "## Weekly Progress Report - Week 2");
    assert_eq!(heading("weekly --as-of 2025-10-30"), "## Weekly Progress Report - Week 3");
}

#[test]
fn an_iso_week_and_a_date_have_the_window_of_that_iso_week() {
    let sandbox = Sandbox::with("under-way");
    let window =
        |label: &str| sandbox.run_words(&["weekly", label, "--format", "json"]).json()["window"].clone();
    assert_eq!(window("2025-W43"), serde_json::json!({"first": "2025-10-20", "last": "2025-10-26"}));
    assert_eq!(window("2025-10-22"), window("2025-W43"));
    assert_eq!(window("Week 2"), serde_json::json!({"first": "2025-10-23", "last": "2025-10-29"}));
}

#[test]
fn any_other_label_is_printed_as_it_is_and_has_no_window() {
    let answer = Sandbox::with("under-way").run("weekly 'Sprint | review' --format markdown");
    assert_eq!(answer.output().lines().next(), Some(r"## Weekly Progress Report - Sprint \| review"));
    let json = Sandbox::with("under-way").run("weekly Retrospective --format json").json();
    assert_eq!((&json["label"], &json["window"]), (&"Retrospective".into(), &serde_json::Value::Null));
}

#[test]
fn without_a_start_date_and_a_label_no_week_is_known() {
    let output = Sandbox::with("batch-script").run("weekly").output();
    assert_eq!(output.lines().next(), Some("## Weekly Progress Report - Week [X]"));
}

#[test]
fn the_json_of_a_week() {
    assert_snapshot!(Sandbox::with("under-way").run("weekly 'Week 2' --format json"));
}

#[test]
fn a_slip_in_the_label_is_mended_and_a_week_that_is_none_refused() {
    let sandbox = Sandbox::with("under-way");
    let week = sandbox.run("weekly 'Week 2'").output();
    for label in ["week 2", "WEEK 02", "Week2"] {
        assert_eq!(sandbox.run(&format!("weekly '{label}'")).output(), week, "{label}");
    }
    assert_eq!(sandbox.run("weekly 2025-w43").output(), sandbox.run("weekly 2025-W43").output());
    assert_snapshot!(sandbox.run("weekly 'Week 0'"), @"
    exit 2
    --- stderr
    error: there is no `Week 0`
    hint: weeks are counted from the plan's start: the first is `Week 1`
    ");
    assert_snapshot!(sandbox.run("weekly 2026-W99"), @"
    exit 2
    --- stderr
    error: there is no week `2026-W99`
    hint: 2026 has the weeks `2026-W01` to `2026-W53`
    ");
}

#[test]
fn what_looks_like_a_day_and_is_none_is_refused() {
    let sandbox = Sandbox::with("under-way");
    assert_snapshot!(sandbox.run("weekly 2026-02-30"), @"
    exit 2
    --- stderr
    error: there is no day `2026-02-30`
    hint: write a real day as YYYY-MM-DD, such as 2026-01-05
    ");
    assert_eq!(sandbox.run("metrics coverage=60 --week 2026-2-3").code, 2);
}

#[test]
fn a_week_that_is_past_shows_how_things_stood_at_its_end() {
    let sandbox = Sandbox::holding(
        r#"{"startDate": "2026-01-05", "issues": [
        {"id": "T-1", "status": "in-progress", "started": "2026-01-20"},
        {"id": "T-2", "status": "done", "started": "2026-01-06", "completed": "2026-01-21"},
        {"id": "T-3", "status": "in-progress", "progress": 30}],
        "blockers": [{"id": "B-1", "opened": "2026-01-20"}, {"id": "B-2", "opened": "2026-01-05", "resolved": "2026-01-21", "status": "resolved"}]}"#,
    );
    let week = |arguments: &str| {
        sandbox.run(&format!("weekly {arguments} --section ongoing obstacles --format markdown"))
    };
    assert_snapshot!(week("'Week 1' --as-of 2026-01-22"), @"
    exit 0
    --- stdout
    ## Weekly Progress Report - Week 1

    ### 🚧 In Progress
    - [ ] T-2 - [Owner] - done on 2026-01-21
    - [ ] T-3 - [Owner] - 30%

    ### ⚠️ Blockers
    - B-2 - [Resolution plan] - open for 6 days
    ");
    assert_snapshot!(week("'Week 3' --as-of 2026-01-22"), @"
    exit 0
    --- stdout
    ## Weekly Progress Report - Week 3

    ### 🚧 In Progress
    - [ ] T-1 - [Owner] - 0%
    - [ ] T-3 - [Owner] - 30%

    ### ⚠️ Blockers
    - B-1 - [Resolution plan] - open for 2 days
    ");
}

#[test]
fn the_goals_are_those_of_the_next_week_whether_by_number_or_by_day() {
    let goals = |week: &str| {
        let sandbox = Sandbox::holding(
            r#"{"startDate": "2026-01-05", "milestones": [{"title": "Third", "week": 3, "goals": ["c"]},
            {"title": "Second", "due": "2026-01-18", "goals": ["b"]}, {"title": "First", "due": "Week 1", "goals": ["a"]}]}"#,
        );
        sandbox.run(&format!("weekly '{week}' --format json")).json()["goals"]["milestone"].clone()
    };
    assert_eq!([goals("Week 1"), goals("Week 2")], ["Second", "Week 3: Third"]);
    assert_eq!(goals("Week 3"), serde_json::Value::Null);
}

#[test]
fn a_win_without_a_day_is_one_of_the_week_of_today() {
    let sandbox = Sandbox::holding(
        r#"{"startDate": "2026-01-05", "risks": [{"id": "R-1", "status": "closed"}], "checkpoints": [{"id": "C-1", "status": "passed"}]}"#,
    );
    let wins = |week: &str| {
        let page = sandbox.run(&format!("weekly '{week}' --as-of 2026-01-13 --format json")).json();
        page["wins"]["rows"].as_array().unwrap().len()
    };
    assert_eq!([wins("Week 1"), wins("Week 2")], [0, 2]);
}

#[test]
fn a_day_in_the_week_shows_what_was_under_way_on_that_day() {
    let sandbox = Sandbox::with("under-way");
    let week = |arguments: &str| {
        sandbox.run(&format!("weekly {arguments} --section completed ongoing --format markdown")).output()
    };
    assert_snapshot!(week("'Week 1' --as-of 2025-10-18"), @"
    ## Weekly Progress Report - Week 1

    ### ✅ Completed This Week
    - [ ] [Specific accomplishment]
    - [ ] [Specific accomplishment]
    - [ ] [Specific accomplishment]

    Done, date not recorded:

    - [x] FEAT-052: Licence headers

    ### 🚧 In Progress
    - [ ] FEAT-041: Plugin loader - @tools-lead - done on 2025-10-21
    - [ ] FEAT-044: Execution engine - @runtime-lead - done on 2025-10-24
    ");
    assert_snapshot!(week("'Week 1' --as-of 2025-10-28"), @"
    ## Weekly Progress Report - Week 1

    ### ✅ Completed This Week
    - [x] FEAT-041: Plugin loader

    Done, date not recorded:

    - [x] FEAT-052: Licence headers

    ### 🚧 In Progress
    - [ ] FEAT-044: Execution engine - @runtime-lead - done on 2025-10-24
    ");
}

#[test]
fn a_report_of_a_week_in_a_file_is_the_same_before_and_after_the_next_week_begins() {
    let sandbox = Sandbox::with("under-way");
    sandbox.run("weekly 'Week 1' --output one.md").output();
    sandbox.run("weekly 'Week 1' --output two.md --as-of 2025-10-28").output();
    assert_eq!(sandbox.read("one.md"), sandbox.read("two.md"));
}

#[test]
fn a_report_of_several_weeks_has_the_newest_figures_and_those_of_the_week_before_them() {
    let metrics = |weeks: &str| section(&crate::harness::fixture("under-way"), weeks, "Metrics This Week");
    assert_eq!(metrics("'Week 2–3'")[0], "- PRs merged: 14 (9 last week, +5)");
    assert_eq!(metrics("'Week 1–2'")[..2], ["- PRs merged: 14", "- CI pass rate: 84% (target 95%)"]);
    assert_eq!(metrics("'Week 3'")[0], "- PRs merged: [X] (14 last week)");
}
