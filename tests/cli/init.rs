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

#[test]
fn a_dry_run_shows_the_plan_and_writes_nothing() {
    let sandbox = Sandbox::empty();
    let shown = sandbox.run("init --dry-run").output();
    assert!(!sandbox.path("execution-plan.json").exists());
    let json = |line: &str, is_written: bool| {
        let json = sandbox.run(line).json();
        assert_eq!((&json["kind"], &json["written"]), (&"init".into(), &is_written.into()));
        let ids = json["changes"]
            .as_array()
            .unwrap()
            .iter()
            .map(|change| change["to"].as_str().unwrap().to_owned());
        ids.collect::<Vec<_>>().join(" ")
    };
    assert_eq!(json("init --dry-run --format json", false), "batch-1 batch-2 TASK-1 TASK-2 TASK-3");
    assert!(!sandbox.path("execution-plan.json").exists());
    assert_eq!(json("init --format json", true), "batch-1 batch-2 TASK-1 TASK-2 TASK-3");
    let plan = sandbox.plan();
    let added = format!("+{}\n", plan.trim_end().replace('\n', "\n+"));
    let names = "--- /dev/null\n+++ execution-plan.json\n";
    assert_eq!(shown, format!("{names}@@ -0,0 +1,{} @@\n{added}", plan.lines().count()));
    assert_snapshot!(sandbox.run("init --dry-run --plan docs/plan.json"), @"
    exit 2
    --- stderr
    error: cannot write `docs/plan.json`: there is no folder `docs`
      caused by: No such file or directory (os error 2)
    hint: mkdir -p docs
    ");
    assert_snapshot!(sandbox.run("init --dry-run"), @"
    exit 2
    --- stderr
    error: `execution-plan.json` exists already, and is not overwritten
    hint: tracker --plan execution-plan.json check
    ");
}
