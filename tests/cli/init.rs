//! `tracker init`

use insta::assert_snapshot;

use crate::harness::Sandbox;

#[test]
fn the_starter_plan_passes_the_check_and_shows_a_dashboard() {
    let sandbox = Sandbox::empty();
    assert_snapshot!(sandbox.run("init"), @"
    exit 0
    --- stdout
    execution-plan.json written; `tracker dashboard` shows it
    ");
    assert_snapshot!(sandbox.run("check --strict"), @"
    exit 0
    --- stdout
    execution-plan.json: no findings
    ");
    assert_snapshot!(sandbox.run("next"), @"
    exit 0
    --- stdout
    Start   What                     Owner  Why
    ──────  ───────────────────────  ─────  ─────────────────────────────────────────────────────────
    TASK-1  Agree on the interfaces         on the critical path; unblocks 3: TASK-2, TASK-3, Batch 2
    ");
    sandbox.run("dashboard").output();
}

#[test]
fn the_starter_plan_itself() {
    let sandbox = Sandbox::empty();
    sandbox.run("init").output();
    assert_snapshot!(sandbox.plan());
}

#[test]
fn another_file_can_be_named() {
    let sandbox = Sandbox::empty();
    sandbox.write("plans/README.md", "");
    assert_snapshot!(sandbox.run("init --plan plans/platform.json"), @"
    exit 0
    --- stdout
    plans/platform.json written; `tracker dashboard` shows it
    ");
    assert_eq!(sandbox.run("check --strict --plan plans/platform.json").code, 0);
}

#[test]
fn nothing_is_ever_overwritten() {
    let sandbox = Sandbox::holding("mine");
    assert_snapshot!(sandbox.run("init"), @"
    exit 2
    --- stderr
    error: `execution-plan.json` exists already, and is not overwritten
    hint: tracker --plan execution-plan.json check
    ");
    assert_eq!(sandbox.plan(), "mine");
}
