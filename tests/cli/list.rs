//! `tracker list`

use insta::assert_snapshot;

use crate::harness::Sandbox;

#[test]
fn issues_are_listed_by_default() {
    assert_snapshot!(Sandbox::with("under-way").run("list"), @"
    exit 0
    --- stdout
    Id        Title                   Owner           Status         Waits for
    ────────  ──────────────────────  ──────────────  ─────────────  ───────────────────────────────────
    FEAT-041  Plugin loader           @tools-lead     ✓ Done
    FEAT-044  Execution engine        @runtime-lead   ✓ Done
    FEAT-050  Signature verification  @security-lead  ◐ In Progress
    FEAT-052  Licence headers                         ✓ Done
    FEAT-047  Orchestration           @workflow-lead  ✗ Blocked      runners, Batch 1
    FEAT-054  Performance monitoring                  ✗ Blocked      FEAT-047, a staging cluster with
                                                                     GPUs, Batch 1
    ");
}

#[test]
fn every_kind_can_be_listed() {
    let sandbox = Sandbox::with("m1");
    assert_snapshot!(sandbox.run("list batches"), @"
    exit 0
    --- stdout
    Id       Name         Priority  Status         Progress  Target date  Waits for
    ───────  ───────────  ────────  ─────────────  ────────  ───────────  ─────────
    phase-1  Foundation   P0        ◆ Ready              0%  Week 1
    phase-2  Integration  P1        ✗ Blocked            0%  Week 2–3
    phase-3  Polish       P2        ○ Not Started        0%  Week 4       Phase 2
    ");
    assert_snapshot!(sandbox.run("list actions"), @"
    exit 0
    --- stdout
    Id         Title                                              Owner         Status  Due
    ─────────  ─────────────────────────────────────────────────  ────────────  ──────  ──────────
    actions.1  Fix CI Pipeline: Update upload-artifact to v4      @devops-lead  ○ Open
    actions.2  Schedule Design Reviews: Organize all sessions                   ✓ Done
    actions.3  Create M1 Project Board: Visual progress tracking                ○ Open  2025-10-17
    actions.4  CI Oversight: Enforce no-red rule                                ○ Open
    ");
    assert_snapshot!(sandbox.run("list team"), @"
    exit 0
    --- stdout
    Id                  Name        Backup
    ──────────────────  ──────────  ────────────
    tools-lead          Tools Lead
    runtime-lead
    workflow-lead
    security-lead
    observability-lead
    devex-lead                      @devops-lead
    devops-lead
    ");
    assert_snapshot!(sandbox.run("list checks --limit 2"), @"
    exit 0
    --- stdout
    Id                   Title                Status
    ───────────────────  ───────────────────  ─────────
    security-monitoring  Security Monitoring  ✗ Failing
    contracts            Contracts            ✗ Failing
    ");
}

#[test]
fn status_is_the_effective_one() {
    let sandbox = Sandbox::with("under-way");
    assert_snapshot!(sandbox.run("list --status blocked --columns id,status,stored.status"), @"
    exit 0
    --- stdout
    Id        Status     Stored status
    ────────  ─────────  ─────────────
    FEAT-047  ✗ Blocked
    FEAT-054  ✗ Blocked
    ");
    assert_snapshot!(sandbox.run("list --where stored.status=in-progress --columns id"), @"
    exit 0
    --- stdout
    Id
    ────────
    FEAT-050
    ");
}

#[test]
fn conditions_are_joined_by_and() {
    let sandbox = Sandbox::with("m1");
    assert_snapshot!(sandbox.run("list --where owner=@security-lead --where estimate>8 --columns id,estimate"), @"
    exit 0
    --- stdout
    Id        Estimate
    ────────  ────────
    FEAT-051       16h
    ");
    assert_snapshot!(sandbox.run("list --where number>=85 --where title~execution --columns number,title"), @"
    exit 0
    --- stdout
    Number  Title
    ──────  ─────────────────────────────
        85  Sandbox Execution Environment
    ");
    assert_snapshot!(sandbox.run("list --owner tools-lead --columns id,owner"), @"
    exit 0
    --- stdout
    Id        Owner
    ────────  ───────────
    FEAT-041  @tools-lead
    ");
    assert_snapshot!(sandbox.run("list --batch phase-1 --where owner!=tools-lead --columns id"), @"
    exit 0
    --- stdout
    Id
    ────────
    FEAT-044
    FEAT-056
    ");
}

#[test]
fn rows_are_sorted_either_way() {
    let sandbox = Sandbox::with("m1");
    assert_snapshot!(sandbox.run("list --sort owner --columns id,owner"), @"
    exit 0
    --- stdout
    Id        Owner
    ────────  ───────────────────
    FEAT-056  @devex-lead
    FEAT-053  @observability-lead
    FEAT-054  @observability-lead
    FEAT-044  @runtime-lead
    FEAT-050  @security-lead
    FEAT-051  @security-lead
    FEAT-041  @tools-lead
    FEAT-047  @workflow-lead
    ");
    assert_snapshot!(sandbox.run("list --sort -estimate --columns id,estimate --limit 3"), @"
    exit 0
    --- stdout
    Id        Estimate
    ────────  ────────
    FEAT-044       24h
    FEAT-047    16–24h
    FEAT-041       16h
    ");
}

#[test]
fn an_empty_list_is_no_failure() {
    assert_snapshot!(Sandbox::with("m1").run("list --status done"), @"exit 0");
    assert_snapshot!(Sandbox::with("m1").run("list risks"), @"exit 0");
}

#[test]
fn a_list_in_markdown_is_a_table() {
    assert_snapshot!(Sandbox::with("under-way").run("list --format markdown --limit 2"), @"
    exit 0
    --- stdout
    | Id       | Title            | Owner                | Status  |
    | -------- | ---------------- | -------------------- | ------- |
    | FEAT-041 | Plugin loader    | @&#8203;tools-lead   | ✅ Done |
    | FEAT-044 | Execution engine | @&#8203;runtime-lead | ✅ Done |
    ");
}

#[test]
fn json_has_the_fields_and_what_follows_from_them() {
    let json = Sandbox::with("under-way").run("list --format json --where id=FEAT-047").json();
    assert_snapshot!(serde_json::to_string_pretty(&json).unwrap(), @r#"
    {
      "schemaVersion": 1,
      "kind": "list",
      "of": "issues",
      "items": [
        {
          "id": "FEAT-047",
          "title": "Orchestration",
          "short": null,
          "number": null,
          "url": null,
          "type": null,
          "batch": "batch-2",
          "owner": "@workflow-lead",
          "owners": [],
          "status": null,
          "priority": null,
          "progress": null,
          "dependencies": [
            {
              "id": "FEAT-044",
              "type": "finish-to-start",
              "lag": 0.0
            }
          ],
          "blockers": [],
          "estimate": null,
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
          "label": "FEAT-047: Orchestration",
          "effectiveStatus": "blocked",
          "effectiveProgress": 0.0,
          "waitsFor": [
            "runners",
            "batch-1"
          ],
          "waitsForOutside": [],
          "frees": [
            "FEAT-054"
          ]
        }
      ]
    }
    "#);
}

#[test]
fn a_misspelt_kind_field_or_status_is_refused_with_the_nearest() {
    let sandbox = Sandbox::with("m1");
    assert_snapshot!(sandbox.run("list isues"), @"
    exit 2
    --- stderr
    error: no kind `isues`
    hint: did you mean `issues`?
    ");
    assert_snapshot!(sandbox.run("list --where onwer=@tools-lead"), @"
    exit 2
    --- stderr
    error: `issues` has no field `onwer`
    hint: did you mean `owner`?
    ");
    assert_snapshot!(sandbox.run("list --status donee"), @"
    exit 2
    --- stderr
    error: `status` is compared with `donee`
    hint: did you mean `done`?
    ");
    assert_snapshot!(sandbox.run("list --sort titel"), @"
    exit 2
    --- stderr
    error: `issues` has no field `titel`
    hint: did you mean `title`?
    ");
    assert_snapshot!(sandbox.run("list --columns id,titel"), @"
    exit 2
    --- stderr
    error: `issues` has no field `titel`
    hint: did you mean `title`?
    ");
    assert_snapshot!(sandbox.run("list --where owner"), @"
    exit 2
    --- stderr
    error: `owner` is no condition
    hint: write a field, one of = != < <= > >= ~, and a value, such as 'owner=@tools-lead'
    ");
}

#[test]
fn a_status_that_the_plan_leaves_out_is_the_one_that_reports_show() {
    let sandbox = Sandbox::holding(
        r#"{"issues": [{"id": "T-1"}], "actions": [{"id": "A-1", "title": "Call"}, {"id": "A-2", "status": "done"}],
        "risks": [{"id": "R-1"}], "checks": [{"id": "C-1"}]}"#,
    );
    let ids = |arguments: &str| {
        let list = sandbox.run(&format!("list {arguments} --format json")).json();
        let ids =
            list["items"].as_array().unwrap().iter().map(|item| item["id"].as_str().unwrap().to_owned());
        ids.collect::<Vec<_>>()
    };
    assert_eq!(ids("actions --status open"), ["A-1"]);
    assert_eq!(ids("risks --where status=active"), ["R-1"]);
    assert_eq!(ids("checks --where status=pending"), ["C-1"]);
    assert_eq!(ids("risks --where stored.status=active"), [""; 0]);
    assert_snapshot!(sandbox.run("list actions"), @"
    exit 0
    --- stdout
    Id   Title  Status
    ───  ─────  ──────
    A-1  Call   ○ Open
    A-2         ✓ Done
    ");
}

#[test]
fn a_time_without_a_place_on_the_calendar_comes_neither_before_nor_after_another() {
    let sandbox = Sandbox::holding(
        r#"{"startDate": "2026-01-05", "issues": [{"id": "A", "targetDate": "soon"}, {"id": "B", "targetDate": "Week 1"}]}"#,
    );
    for (condition, ids) in [
        ("targetDate<=Week 1", "B"),
        ("targetDate>=Week 1", "B"),
        ("targetDate<Week 9", "B"),
        ("targetDate>2020-01-01", "B"),
        ("targetDate=soon", "A"),
        ("targetDate~oo", "A"),
    ] {
        let json = sandbox.run(&format!("list --where '{condition}' --format json")).json();
        let found: Vec<_> = json["items"].as_array().unwrap().iter().map(|item| &item["id"]).collect();
        assert_eq!(found, [ids], "{condition}");
    }
}
