//! `tracker show`

use insta::assert_snapshot;

use crate::harness::Sandbox;

#[test]
fn an_issue_is_shown_with_what_holds_it_up_and_why() {
    assert_snapshot!(Sandbox::with("under-way").run("show FEAT-047"), @"
    exit 0
    --- stdout
    FEAT-047: Orchestration
    ✗ Blocked  issue FEAT-047

    · the plan gives no status
    · it waits for runners (open, @devops-lead)
    · it waits for Batch 1 (in progress, @security-lead)

    Field         Value
    ────────────  ──────────────
    batch         batch-2
    owner         @workflow-lead
    dependencies  FEAT-044

    Waits for

    Item     Title                Status         Owner
    ───────  ───────────────────  ─────────────  ──────────────
    runners  No macOS runners     ✗ Open         @devops-lead
    batch-1  Batch 1: Foundation  ◐ In Progress  @security-lead

    Further upstream

    Item      Title                             Status         Owner
    ────────  ────────────────────────────────  ─────────────  ──────────────
    FEAT-050  FEAT-050: Signature verification  ◐ In Progress  @security-lead

    Waited for by

    Item      Title                             Status     Owner
    ────────  ────────────────────────────────  ─────────  ─────
    FEAT-054  FEAT-054: Performance monitoring  ✗ Blocked
    ");
}

#[test]
fn a_batch_is_shown_with_what_its_issues_make_of_it() {
    assert_snapshot!(Sandbox::with("under-way").run("show batch-1"), @"
    exit 0
    --- stdout
    Batch 1: Foundation
    ◐ In Progress  batch batch-1

    · 3 of its 4 issues are done

    Field       Value
    ──────────  ────────
    priority    P0
    targetDate  Week 1–2

    Waited for by

    Item     Title                 Status     Owner
    ───────  ────────────────────  ─────────  ──────────────
    batch-2  Batch 2: Integration  ✗ Blocked  @workflow-lead

    Further downstream

    Item      Title                             Status     Owner
    ────────  ────────────────────────────────  ─────────  ──────────────
    FEAT-047  FEAT-047: Orchestration           ✗ Blocked  @workflow-lead
    FEAT-054  FEAT-054: Performance monitoring  ✗ Blocked
    ");
}

#[test]
fn items_of_other_kinds_are_shown() {
    let sandbox = Sandbox::with("m1");
    assert_snapshot!(sandbox.run("show ci-pipeline"), @"
    exit 0
    --- stdout
    CI Pipeline Failure - STOP THE LINE
    ✗ Open  blocker ci-pipeline

    Field     Value
    ────────  ──────────────────────────────────────────────────────────────────────────────────────────
    severity  P0
    status    open
    owners    @devex-lead, @devops-lead
    impact    Deprecated `actions/upload-artifact: v3` causing multiple workflow failures
    eta       30m
    action    Update all workflows to v4
    affects   Security Monitoring (4 contexts failing), Contracts (failing), Imports (failing), Pyright
              (failing)
    opened    2025-10-16

    Waited for by

    Item       Title                                 Status       Owner
    ─────────  ────────────────────────────────────  ───────────  ──────────────────────────────────────
    session-1  Session 1: Workflow-Plugin Interface  ◇ Scheduled  @workflow-lead, @runtime-lead,
                                                                  @tools-lead

    Further downstream

    Item       Title                            Status     Owner
    ─────────  ───────────────────────────────  ─────────  ──────────────────────────────────────────
    session-2  Session 2: Security Integration  ◌ Pending  @security-lead, @tools-lead, @runtime-lead
    ");
    assert_snapshot!(sandbox.run("show session-1"), @"
    exit 0
    --- stdout
    Session 1: Workflow-Plugin Interface
    ◇ Scheduled  review session-1

    Field         Value
    ────────────  ─────────────────────────────────────────────────────────────────────
    participants  @workflow-lead, @runtime-lead, @tools-lead
    status        scheduled
    dependencies  ci-pipeline
    goal          Define execution interfaces between workflow engine and plugin loader

    Schedule

                   Start      Finish
    ────────  ──────────  ──────────
    earliest  2025-10-21  2025-10-21
    latest    2025-10-29  2025-10-29

    Slack 56h

    Questions

      ○ Plugin loading interface specification
      ○ Execution callback mechanisms
      ○ Error handling and recovery protocols

    Waits for

    Item         Title                                Status  Owner
    ───────────  ───────────────────────────────────  ──────  ─────────────────────────
    ci-pipeline  CI Pipeline Failure - STOP THE LINE  ✗ Open  @devex-lead, @devops-lead

    Waited for by

    Item       Title                            Status     Owner
    ─────────  ───────────────────────────────  ─────────  ──────────────────────────────────────────
    session-2  Session 2: Security Integration  ◌ Pending  @security-lead, @tools-lead, @runtime-lead
    ");
    assert_snapshot!(sandbox.run("show actions.3"), @"
    exit 0
    --- stdout
    Create M1 Project Board: Visual progress tracking
    ○ Open  action actions.3

    Field    Value
    ───────  ──────────
    due      2025-10-17
    horizon  this-week
    ");
    assert_snapshot!(sandbox.run("show tools-lead"), @"
    exit 0
    --- stdout
    Tools Lead
    member tools-lead
    ");
}

#[test]
fn an_id_is_found_without_regard_to_case_and_by_number() {
    let sandbox = Sandbox::with("m1");
    let by_id = sandbox.run("show FEAT-041").output();
    assert_eq!(sandbox.run("show feat-041").output(), by_id);
    assert_eq!(sandbox.run("show 79").output(), by_id);
    assert_eq!(sandbox.run("show '#79'").output(), by_id);
}

#[test]
fn an_item_in_markdown() {
    assert_snapshot!(Sandbox::with("m1").run("show FEAT-047 --format markdown"), @"
    exit 0
    --- stdout
    ## FEAT-047: Workflow Execution Orchestration

    **Status**: 🟥 Blocked

    - the plan says `blocked`
    - it waits for FEAT-044 (ready, @&#8203;runtime-lead)

    | Field        | Value                 |
    | ------------ | --------------------- |
    | short        | Orchestration         |
    | number       | 81                    |
    | batch        | phase-2               |
    | owner        | @&#8203;workflow-lead |
    | status       | blocked               |
    | dependencies | FEAT-044              |
    | estimate     | 16–24h                |

    ### Schedule

    |          |      Start |     Finish |
    | -------- | ---------: | ---------: |
    | earliest | 2025-10-24 | 2025-10-28 |
    | latest   | 2025-10-24 | 2025-10-28 |

    🔴 On the critical path

    ### Waits for

    | Item     | Title                                          | Status   | Owner                |
    | -------- | ---------------------------------------------- | -------- | -------------------- |
    | FEAT-044 | FEAT-044: Sequential Workflow Execution Engine | 🟢 Ready | @&#8203;runtime-lead |

    ### Waited for by

    | Item     | Title                                     | Status     | Owner                      |
    | -------- | ----------------------------------------- | ---------- | -------------------------- |
    | FEAT-054 | FEAT-054: Workflow Performance Monitoring | 🟥 Blocked | @&#8203;observability-lead |

    ### Further downstream

    | Item    | Title           | Status         | Owner |
    | ------- | --------------- | -------------- | ----- |
    | phase-3 | Phase 3: Polish | 🔴 Not Started |       |
    ");
}

#[test]
fn an_item_as_json() {
    assert_snapshot!(Sandbox::with("m1").run("show FEAT-047 --format json"));
}

#[test]
fn an_unknown_id_is_refused_with_the_nearest() {
    assert_snapshot!(Sandbox::with("m1").run("show FAET-041"), @"
    exit 2
    --- stderr
    error: there is no item `FAET-041`
    hint: did you mean `FEAT-041`?
    ");
    assert_snapshot!(Sandbox::with("m1").run("show actions.9"), @"
    exit 2
    --- stderr
    error: there is no item `actions.9`
    hint: `tracker list` shows the issues, `tracker list batches` the batches
    ");
}

#[test]
fn checklists_keep_their_marks_and_commands_and_notes_their_lines() {
    let sandbox = Sandbox::holding(
        r#"{"issues": [{"id": "T-1"}], "actions": [{"id": "A-1", "title": "Mend", "criteria": ["T-1", {"text": "It works", "done": true}],
        "commands": ["cd ci", "find . -name '*.yml' -exec sed -i s/v3/v4/ {} \\;"], "notes": "First.\nSecond."}]}"#,
    );
    assert_snapshot!(sandbox.run("show A-1"), @r"
    exit 0
    --- stdout
    Mend
    ○ Open  action A-1

    Criteria

      ○ T-1
      ✓ It works

    Commands

        cd ci
        find . -name '*.yml' -exec sed -i s/v3/v4/ {} \;

    Notes

    First.
    Second.
    ");
    assert_snapshot!(sandbox.run("show A-1 --format markdown"), @r"
    exit 0
    --- stdout
    ## Mend

    **Status**: ⚪ Open

    ### Criteria

    - [ ] T-1
    - [x] It works

    ### Commands

    ```bash
    cd ci
    find . -name '*.yml' -exec sed -i s/v3/v4/ {} \;
    ```

    ### Notes

    First.
    Second.
    ");
}

#[test]
fn an_item_has_its_earliest_and_latest_times_in_hours_without_a_start() {
    let plan = r#"{"issues": [{"id": "A", "estimate": 2}, {"id": "B", "estimate": [4, 6]}, {"id": "C", "status": "done", "estimate": 1}, {"id": "D"}]}"#;
    let sandbox = Sandbox::holding(plan);
    assert_snapshot!(sandbox.run("show A").output(), @"
    A
    ◆ Ready  issue A

    · the plan gives no status
    · it waits for nothing

    Field     Value
    ────────  ─────
    estimate  2h

    Schedule

              Start  Finish
    ────────  ─────  ──────
    earliest     0h      2h
    latest       4h      6h

    Slack 4h
    ");
    let schedule = |plan: &str, id: &str| {
        Sandbox::holding(plan).run(&format!("show {id} --format json")).json()["schedule"].clone()
    };
    let told = schedule(plan, "A");
    let figures = ["start", "finish", "lateStart", "lateFinish", "totalSlack", "freeSlack"]
        .map(|key| told[key].as_f64());
    assert_eq!(figures, [0.0, 2.0, 4.0, 6.0, 4.0, 4.0].map(Some));
    assert_eq!(
        (&told["critical"], &told["startDate"]),
        (&serde_json::json!(false), &serde_json::Value::Null)
    );
    // What is over has no times, and without an estimate, or in a circle, none are known.
    assert!(schedule(plan, "C").is_null());
    assert!(schedule(&plan.replace("estimate", "x"), "A").is_null());
    assert!(
        schedule(
            &plan.replace(
                r#""id": "D""#,
                r#""id": "D", "dependencies": ["E"]}, {"id": "E", "dependencies": ["D"]"#
            ),
            "A"
        )
        .is_null()
    );
}

#[test]
fn days_after_the_year_9999_are_told_in_hours() {
    let plan = r#"{"startDate": "2025-10-16", "issues": [{"id": "A", "estimate": 8}, {"id": "B", "estimate": 100000000}]}"#;
    assert_snapshot!(Sandbox::holding(plan).run("show A").output(), @"
    A
    ◆ Ready  issue A

    · the plan gives no status
    · it waits for nothing

    Field     Value
    ────────  ─────
    estimate  8h

    Schedule

                   Start      Finish
    ────────  ──────────  ──────────
    earliest  2025-10-21  2025-10-21
    latest     99999992h  100000000h

    Slack 99999992h
    ");
}

#[test]
fn the_plan_itself_is_shown_like_an_item() {
    let sandbox = Sandbox::holding(
        r#"{"title": "Program", "goal": "Ship", "startDate": "2026-01-05", "notes": "All of it.",
            "calendar": {"hoursPerDay": 6}, "issues": [{"id": "A"}]}"#,
    );
    assert_snapshot!(sandbox.run("show plan"), @"
    exit 0
    --- stdout
    Program
    program plan

    Field                 Value
    ────────────────────  ──────────
    goal                  Ship
    startDate             2026-01-05
    calendar.hoursPerDay  6

    Notes

    All of it.
    ");
    assert_snapshot!(sandbox.run("show plan --format markdown"), @"
    exit 0
    --- stdout
    ## Program

    | Field                | Value      |
    | -------------------- | ---------- |
    | goal                 | Ship       |
    | startDate            | 2026-01-05 |
    | calendar.hoursPerDay | 6          |

    ### Notes

    All of it.
    ");
    let json = sandbox.run("show plan --format json").json();
    assert_eq!((&json["kind"], &json["name"]), (&"show".into(), &"plan".into()));
    assert_eq!(json["item"]["startDate"], "2026-01-05");
    assert!(json["item"]["coordinator"].is_null() && json["why"].as_array().unwrap().is_empty());
}
