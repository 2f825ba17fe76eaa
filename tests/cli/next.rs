//! `tracker next`

use insta::assert_snapshot;

use crate::harness::Sandbox;

#[test]
fn what_can_be_started_comes_best_first_with_its_reasons() {
    assert_snapshot!(Sandbox::with("m1").run("next"), @"
    exit 0
    --- stdout
    Start     What                                  Owner          Why
    ────────  ────────────────────────────────────  ─────────────  ─────────────────────────────────────
    FEAT-044  Sequential Workflow Execution Engine  @runtime-lead  on the critical path; unblocks 4:
                                                                   FEAT-047, FEAT-053, FEAT-054 …
    FEAT-041  Plugin Loader Implementation          @tools-lead    unblocks 3: FEAT-050, FEAT-051, Phase
                                                                   3; slack 24h
    FEAT-056  Coverage Improvement to 80%           @devex-lead    slack 44h
    ");
}

#[test]
fn what_can_be_started_in_markdown_and_json() {
    let sandbox = Sandbox::with("m1");
    assert_snapshot!(sandbox.run("next --format markdown"), @"
    exit 0
    --- stdout
    | Start    | What                                 | Owner                | Why                                                              |
    | -------- | ------------------------------------ | -------------------- | ---------------------------------------------------------------- |
    | FEAT-044 | Sequential Workflow Execution Engine | @&#8203;runtime-lead | on the critical path; unblocks 4: FEAT-047, FEAT-053, FEAT-054 … |
    | FEAT-041 | Plugin Loader Implementation         | @&#8203;tools-lead   | unblocks 3: FEAT-050, FEAT-051, Phase 3; slack 24h               |
    | FEAT-056 | Coverage Improvement to 80%          | @&#8203;devex-lead   | slack 44h                                                        |
    ");
    let json = sandbox.run("next --format json --owner @devex-lead").json();
    assert_snapshot!(serde_json::to_string_pretty(&json).unwrap(), @r#"
    {
      "schemaVersion": 1,
      "kind": "next",
      "items": [
        {
          "id": "FEAT-056",
          "title": "Coverage Improvement to 80%",
          "short": "Coverage",
          "number": 83,
          "url": null,
          "type": null,
          "batch": "phase-1",
          "owner": "@devex-lead",
          "owners": [],
          "status": "ready",
          "priority": null,
          "progress": null,
          "dependencies": [],
          "blockers": [],
          "estimate": {
            "low": 12.0,
            "likely": 12.0,
            "high": 12.0
          },
          "actual": null,
          "demand": null,
          "targetDate": null,
          "started": null,
          "completed": null,
          "deliverables": [],
          "criteria": [],
          "labels": [],
          "notes": null,
          "extra": null,
          "label": "FEAT-056: Coverage Improvement to 80%",
          "effectiveStatus": "ready",
          "effectiveProgress": 0.0,
          "waitsFor": [],
          "waitsForOutside": [],
          "frees": [],
          "address": "FEAT-056",
          "what": "Coverage Improvement to 80%",
          "people": [
            "@devex-lead"
          ],
          "badge": null,
          "totalSlack": 44.0,
          "critical": false,
          "reasons": [
            "slack 44h"
          ],
          "reasonsText": "slack 44h"
        }
      ]
    }
    "#);
}

#[test]
fn nothing_to_do_is_the_answer_no() {
    let sandbox = Sandbox::with("under-way");
    assert_snapshot!(sandbox.run("next"), @"
    exit 1
    --- stderr
    warning: nothing can be started now
    ");
    assert_snapshot!(Sandbox::with("m1").run("next --owner nobody"), @"
    exit 1
    --- stderr
    warning: nothing can be started now
    ");
}

/// What can be started, in order, with the reasons.
fn ranked(plan: &str) -> String {
    let json = Sandbox::holding(plan).run("next --format json").json();
    let told = json["items"].as_array().unwrap().iter().map(|item| {
        let reasons = item["reasonsText"].as_str().unwrap();
        format!("{} {} {}: {reasons}", item["id"], item["critical"], item["totalSlack"])
    });
    told.collect::<Vec<_>>().join("\n")
}

#[test]
fn what_is_critical_comes_first_then_what_unblocks_most_then_what_can_slip_least() {
    let plan = r#"{"issues": [
        {"id": "long", "estimate": 20},
        {"id": "hub", "estimate": 1}, {"id": "B", "estimate": 2, "dependencies": ["hub"]}, {"id": "C", "estimate": 2, "dependencies": ["hub"]},
        {"id": "slow", "estimate": 9}, {"id": "fast", "estimate": 3, "priority": "P0"},
        {"id": "urgent", "estimate": 9, "priority": "P1"}]}"#;
    assert_snapshot!(ranked(plan), @r#"
    "long" true 0.0: on the critical path
    "hub" false 17.0: unblocks 2: B, C; slack 17h
    "urgent" false 11.0: slack 11h; priority P1
    "slow" false 11.0: slack 11h
    "fast" false 17.0: slack 17h; priority P0
    "#);
}

#[test]
fn slack_is_told_and_not_ranked_by_where_few_have_an_estimate() {
    let plan = r#"{"issues": [
        {"id": "A", "estimate": 4}, {"id": "B"}, {"id": "C", "dependencies": ["B"]}, {"id": "D", "dependencies": ["C"]}]}"#;
    assert_snapshot!(ranked(plan), @r#"
    "B" false 4.0: unblocks 2: C, D; slack at most 4h
    "A" true 0.0: on the critical path
    "#);
    let without = plan.replace(r#", "estimate": 4"#, "");
    assert_snapshot!(ranked(&without), @r#"
    "B" null null: unblocks 2: C, D
    "A" null null: waits for nothing
    "#);
}

#[test]
fn a_plan_without_a_schedule_has_ranks_all_the_same() {
    let circle = r#"{"issues": [{"id": "A", "estimate": 1}, {"id": "B", "estimate": 2}, {"id": "C", "dependencies": ["B", "D"]}, {"id": "D", "dependencies": ["C"]}]}"#;
    assert_snapshot!(Sandbox::holding(circle).run("next"), @"
    exit 0
    --- stdout
    Start  What  Owner  Why
    ─────  ────  ─────  ─────────────────
    B      B            unblocks 2: C, D
    A      A            waits for nothing
    --- stderr
    warning: execution-plan.json has 1 error; `tracker check` lists them
    warning: slack is not known: these wait for one another: C → D → C
    ");
    let absurd = r#"{"issues": [{"id": "A", "estimate": 1e300}, {"id": "B", "estimate": -2}, {"id": "C", "dependencies": ["B"]}]}"#;
    assert_snapshot!(Sandbox::holding(absurd).run("next"), @"
    exit 0
    --- stdout
    Start  What  Owner  Why
    ─────  ────  ─────  ─────────────────
    B      B            unblocks 1: C
    A      A            waits for nothing
    --- stderr
    warning: execution-plan.json has 1 error; `tracker check` lists them
    warning: slack is not known: the estimate of A is more than 1000000000 hours
    ");
}
