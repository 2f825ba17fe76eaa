//! `tracker next`

use insta::assert_snapshot;

use crate::harness::Sandbox;

#[test]
fn what_can_be_started_comes_best_first_with_its_reasons() {
    assert_snapshot!(Sandbox::with("m1").run("next"), @"
    exit 0
    --- stdout
    Start     What                                   Owner          Why
    ────────  ─────────────────────────────────────  ─────────────  ────────────────────────────────────
    FEAT-044  FEAT-044: Sequential Workflow          @runtime-lead  on the critical path; unblocks 4:
              Execution Engine                                      FEAT-047, FEAT-053, FEAT-054 …
    FEAT-041  FEAT-041: Plugin Loader                @tools-lead    unblocks 3: FEAT-050, FEAT-051,
              Implementation                                        Phase 3; slack 24h
    FEAT-056  FEAT-056: Coverage Improvement to 80%  @devex-lead    slack 44h
    ");
}

#[test]
fn what_can_be_started_in_markdown_and_json() {
    let sandbox = Sandbox::with("m1");
    assert_snapshot!(sandbox.run("next --format markdown"), @"
    exit 0
    --- stdout
    | Start    | What                                           | Owner                | Why                                                              |
    | -------- | ---------------------------------------------- | -------------------- | ---------------------------------------------------------------- |
    | FEAT-044 | FEAT-044: Sequential Workflow Execution Engine | @&#8203;runtime-lead | on the critical path; unblocks 4: FEAT-047, FEAT-053, FEAT-054 … |
    | FEAT-041 | FEAT-041: Plugin Loader Implementation         | @&#8203;tools-lead   | unblocks 3: FEAT-050, FEAT-051, Phase 3; slack 24h               |
    | FEAT-056 | FEAT-056: Coverage Improvement to 80%          | @&#8203;devex-lead   | slack 44h                                                        |
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
