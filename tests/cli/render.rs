//! `tracker render`

use insta::assert_snapshot;

use crate::harness::Sandbox;

/// The plan under way, with the files that its `reports` need.
fn prepared() -> Sandbox {
    let sandbox = Sandbox::with("under-way");
    sandbox.write("README.md", "# Ours\n\n<!-- tracker:weekly#week -->\n<!-- /tracker:weekly#week -->\n");
    sandbox.write("docs/note.md", "");
    sandbox
}

#[test]
fn every_declared_report_is_written_and_then_in_step() {
    let sandbox = prepared();
    assert_snapshot!(sandbox.run("render"), @"exit 0");
    assert_eq!(sandbox.read("docs/DASHBOARD.md"), sandbox.run("dashboard").output());
    assert!(sandbox.read("README.md").contains("## Weekly Progress Report - Week 2"));
    assert_snapshot!(sandbox.run("render --check"), @"exit 0");
    assert_snapshot!(sandbox.run("render"), @"exit 0");
}

#[test]
fn a_change_of_the_plan_makes_its_reports_stale() {
    let sandbox = prepared();
    sandbox.run("render").output();
    let before = sandbox.read("docs/DASHBOARD.md");
    sandbox.run("update FEAT-050 progress=80").output();
    assert_snapshot!(sandbox.run("render --check"), @"
    exit 1
    --- stdout
    --- docs/DASHBOARD.md
    +++ docs/DASHBOARD.md
    @@ -1,6 +1,6 @@
     # Plugin programme
     
    -- **Progress**: 58.3%, 3 of 6 issues done, 0 of 2 batches done
    +- **Progress**: 63.3%, 3 of 6 issues done, 0 of 2 batches done
     
     ## 🚨 Critical Blockers
     
    @@ -19,7 +19,7 @@
     
     | Batch                | Priority | Status         | Progress | Target Date | Blockers |
     | -------------------- | -------- | -------------- | -------- | ----------- | -------- |
    -| Batch 1: Foundation  | P0       | 🟡 In Progress | 87.5%    | Week 1–2    | None     |
    +| Batch 1: Foundation  | P0       | 🟡 In Progress | 95%      | Week 1–2    | None     |
     | Batch 2: Integration | P1       | 🟥 Blocked     | 0%       | Week 3      | Batch 1  |
     
     ## 📊 Issues
    --- README.md
    +++ README.md
    @@ -6,7 +6,7 @@
     
     ### 🎯 Current Batch: Batch 1: Foundation
     
    -**Overall Progress:** 58.3% complete
    +**Overall Progress:** 63.3% complete
     
     ### ✅ Completed This Week
     - [x] FEAT-044: Execution engine
    @@ -16,7 +16,7 @@
     - [x] FEAT-052: Licence headers
     
     ### 🚧 In Progress
    -- [ ] FEAT-050: Signature verification - @security-lead - 50%
    +- [ ] FEAT-050: Signature verification - @security-lead - 80%
     
     ### ⚠️ Blockers
     - No macOS runners - Buy two machines - @devops-lead - ETA Week 3
    --- stderr
    warning: 2 stale files: docs/DASHBOARD.md, README.md
    ");
    assert_eq!(sandbox.read("docs/DASHBOARD.md"), before);
}

#[test]
fn all_are_written_or_none() {
    let sandbox = Sandbox::with("under-way");
    sandbox.write("docs/note.md", "");
    assert_snapshot!(sandbox.run("render"), @"
    exit 2
    --- stderr
    error: there is no file `README.md`
    hint: make it first, with the two markers where the report belongs
    ");
    assert!(!sandbox.path("docs/DASHBOARD.md").exists());
}

#[test]
fn a_file_outside_the_repository_is_refused() {
    let plan =
        r#"{"batches": [{"id": "batch-1"}], "reports": [{"report": "dashboard", "output": "../out.md"}]}"#;
    assert_snapshot!(Sandbox::holding(plan).run("render"), @"
    exit 2
    --- stderr
    error: entry 1 of `reports` writes `../out.md`, outside the plan's repository
    hint: name a file of the repository, from the plan's folder
    ");
}

#[test]
fn an_entry_that_is_wrong_says_what_is_missing() {
    let told = |entry: &str| {
        Sandbox::holding(format!(r#"{{"batches": [{{"id": "batch-1"}}], "reports": [{entry}]}}"#))
            .run("render")
            .failure()
    };
    assert_snapshot!(told(r#"{"report": "dashbord", "output": "a.md"}"#), @"
    error: entry 1 of `reports` in the plan: there is no report `dashbord`
    hint: did you mean `dashboard`?
    ");
    assert_snapshot!(told(r#"{"report": "dashboard"}"#), @r#"
    error: entry 1 of `reports` needs either `output` or `into`
    hint: write "output": "docs/DASHBOARD.md" for a whole file
    "#);
    assert_snapshot!(told(r#"{"output": "a.md"}"#), @r#"
    error: entry 1 of `reports` in the plan names no report
    hint: write "report": "dashboard"; `tracker report` lists them all
    "#);
    assert_snapshot!(told(r#"{"report": "weekly", "output": "a.md"}"#), @r#"
    error: entry 1 of `reports` in the plan: a report of a week needs to know which week when it goes to a file, since a file must not depend on the clock
    hint: write "label": "Week 3" or "asOf": "2026-01-16" in the entry
    "#);
}

#[test]
fn a_plan_that_declares_nothing_has_nothing_to_write() {
    assert_snapshot!(Sandbox::with("m1").run("render"), @"
    exit 0
    --- stderr
    warning: the plan declares no reports
    ");
}

#[test]
fn a_day_that_is_asked_for_is_that_of_entries_without_one() {
    let sandbox = Sandbox::holding(
        r#"{"startDate": "2025-10-06", "issues": [{"id": "A"}], "reports": [
            {"report": "weekly", "output": "asked.md"}, {"report": "weekly", "output": "own.md", "asOf": "2025-10-10"}]}"#,
    );
    assert_eq!(sandbox.run("render").code, 2, "the environment does not count");
    assert_snapshot!(sandbox.run("render --as-of 2025-10-14"), @"exit 0");
    assert!(sandbox.read("asked.md").starts_with("## Weekly Progress Report - Week 2\n"));
    assert!(sandbox.read("own.md").starts_with("## Weekly Progress Report - Week 1\n"));
    assert_snapshot!(sandbox.run("render --check --as-of 2025-10-14"), @"exit 0");
    assert_snapshot!(sandbox.run("weekly --check --as-of 2025-10-14"), @"exit 0");
    assert_eq!(sandbox.run("render --check --as-of 2025-10-21").code, 1);
}
