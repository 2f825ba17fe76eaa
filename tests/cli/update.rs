//! `tracker update`

use insta::assert_snapshot;

use crate::harness::Sandbox;

#[test]
fn the_lead_of_the_readme_starts_an_issue() {
    assert_snapshot!(Sandbox::with("m1").changed("update FEAT-041 status=in-progress owner=@tools-lead"), @r#"
    exit 0
    --- stdout
    FEAT-041 status: ready → in-progress
    FEAT-041 started: none → 2025-10-21
    --- plan
    -    { "id": "FEAT-041", "title": "Plugin Loader Implementation", "short": "Plugin Loader", "number": 79, "batch": "phase-1", "owner": "@tools-lead", "status": "ready", "estimate": "16h" },
    +    { "id": "FEAT-041", "title": "Plugin Loader Implementation", "short": "Plugin Loader", "number": 79, "batch": "phase-1", "owner": "@tools-lead", "status": "in-progress", "estimate": "16h", "started": "2025-10-21" },
    "#);
}

#[test]
fn the_original_script_s_command_works() {
    assert_snapshot!(Sandbox::with("batch-script").changed("update batch-1 status=in-progress progress=50 owner=alice"), @r#"
    exit 0
    --- stdout
    batch-1 status: not-started → in-progress
    batch-1 progress: 0 → 50
    batch-1 owner: "" → alice
    batch-1 started: none → 2025-10-21
    --- plan
    -      "status": "not-started",
    -      "progress": 0,
    +      "status": "in-progress",
    +      "progress": 50,
    -      "owner": "",
    +      "owner": "alice",
    +      "started": "2025-10-21",
    "#);
}

#[test]
fn done_is_stamped_and_leaving_it_takes_the_stamp_back() {
    let sandbox = Sandbox::with("under-way");
    let before = sandbox.plan();
    assert_snapshot!(sandbox.changed("update FEAT-050 status=done"), @r#"
    exit 0
    --- stdout
    FEAT-050 status: in-progress → done
    FEAT-050 completed: none → 2025-10-21
    FEAT-050 progress: 50 → 100
    --- plan
    -    { "id": "FEAT-050", "title": "Signature verification", "batch": "batch-1", "owner": "@security-lead", "status": "in-progress", "progress": 50, "started": "2025-10-24" },
    +    { "id": "FEAT-050", "title": "Signature verification", "batch": "batch-1", "owner": "@security-lead", "status": "done", "progress": 100, "started": "2025-10-24", "completed": "2025-10-21" },
    "#);
    assert_snapshot!(sandbox.changed("update FEAT-050 status=in-progress progress=50"), @r#"
    exit 0
    --- stdout
    FEAT-050 status: done → in-progress
    FEAT-050 progress: 100 → 50
    FEAT-050 completed: 2025-10-21 → none
    --- plan
    -    { "id": "FEAT-050", "title": "Signature verification", "batch": "batch-1", "owner": "@security-lead", "status": "done", "progress": 100, "started": "2025-10-24", "completed": "2025-10-21" },
    +    { "id": "FEAT-050", "title": "Signature verification", "batch": "batch-1", "owner": "@security-lead", "status": "in-progress", "progress": 50, "started": "2025-10-24" },
    "#);
    assert_eq!(sandbox.plan(), before);
}

#[test]
fn several_items_change_together_or_not_at_all() {
    let sandbox = Sandbox::with("m1");
    assert_snapshot!(sandbox.changed("update FEAT-041 FEAT-044 priority=P1"), @r#"
    exit 0
    --- stdout
    FEAT-041 priority: none → P1
    FEAT-044 priority: none → P1
    --- plan
    -    { "id": "FEAT-041", "title": "Plugin Loader Implementation", "short": "Plugin Loader", "number": 79, "batch": "phase-1", "owner": "@tools-lead", "status": "ready", "estimate": "16h" },
    -    { "id": "FEAT-044", "title": "Sequential Workflow Execution Engine", "short": "Execution Engine", "number": 80, "batch": "phase-1", "owner": "@runtime-lead", "status": "ready", "estimate": "24h" },
    +    { "id": "FEAT-041", "title": "Plugin Loader Implementation", "short": "Plugin Loader", "number": 79, "batch": "phase-1", "owner": "@tools-lead", "status": "ready", "priority": "P1", "estimate": "16h" },
    +    { "id": "FEAT-044", "title": "Sequential Workflow Execution Engine", "short": "Execution Engine", "number": 80, "batch": "phase-1", "owner": "@runtime-lead", "status": "ready", "priority": "P1", "estimate": "24h" },
    "#);
    assert_snapshot!(sandbox.changed("update FEAT-041 FEAT-999 priority=P0"), @"
    exit 2
    --- stderr
    error: no item `FEAT-999`
    hint: `tracker list` shows what there is
    --- plan
    ");
}

#[test]
fn items_of_every_kind_and_the_plan_itself_change_alike() {
    let sandbox = Sandbox::with("m1");
    assert_snapshot!(sandbox.changed("update ci-pipeline status=resolved resolved=today"), @r#"
    exit 0
    --- stdout
    ci-pipeline status: open → resolved
    ci-pipeline resolved: none → 2025-10-21
    --- plan
    -      "status": "open",
    +      "status": "resolved",
    -      "opened": "2025-10-16"
    +      "opened": "2025-10-16",
    +      "resolved": "2025-10-21"
    "#);
    assert_snapshot!(sandbox.changed("update actions.3 status=done"), @r#"
    exit 0
    --- stdout
    actions.3 status: none → done
    --- plan
    -    { "title": "Create M1 Project Board: Visual progress tracking", "horizon": "this-week", "due": "2025-10-17" },
    +    { "title": "Create M1 Project Board: Visual progress tracking", "horizon": "this-week", "status": "done", "due": "2025-10-17" },
    "#);
    assert_snapshot!(sandbox.changed("update plan startDate=+4d 'title=M1, week 2'"), @r#"
    exit 0
    --- stdout
    plan startDate: 2025-10-16 → 2025-10-25
    plan title: M1 Progress Dashboard → M1, week 2
    --- plan
    -  "title": "M1 Progress Dashboard",
    +  "title": "M1, week 2",
    -  "startDate": "2025-10-16",
    +  "startDate": "2025-10-25",
    "#);
}

#[test]
fn lists_and_checklists_take_single_entries() {
    let sandbox = Sandbox::with("m1");
    assert_snapshot!(sandbox.changed("update FEAT-047 dependencies+=FEAT-041 labels=engine,core"), @r#"
    exit 0
    --- stdout
    FEAT-047 dependencies: FEAT-044 → FEAT-044, FEAT-041
    FEAT-047 labels: none → engine, core
    --- plan
    -    { "id": "FEAT-047", "title": "Workflow Execution Orchestration", "short": "Orchestration", "number": 81, "batch": "phase-2", "owner": "@workflow-lead", "status": "blocked", "dependencies": ["FEAT-044"], "estimate": "2-3d" },
    +    { "id": "FEAT-047", "title": "Workflow Execution Orchestration", "short": "Orchestration", "number": 81, "batch": "phase-2", "owner": "@workflow-lead", "status": "blocked", "dependencies": ["FEAT-044", "FEAT-041"], "estimate": "2-3d", "labels": ["engine", "core"] },
    "#);
    assert_snapshot!(sandbox.changed("update FEAT-047 dependencies-=FEAT-044 labels-=core"), @r#"
    exit 0
    --- stdout
    FEAT-047 dependencies: FEAT-044, FEAT-041 → FEAT-041
    FEAT-047 labels: engine, core → engine
    --- plan
    -    { "id": "FEAT-047", "title": "Workflow Execution Orchestration", "short": "Orchestration", "number": 81, "batch": "phase-2", "owner": "@workflow-lead", "status": "blocked", "dependencies": ["FEAT-044", "FEAT-041"], "estimate": "2-3d", "labels": ["engine", "core"] },
    +    { "id": "FEAT-047", "title": "Workflow Execution Orchestration", "short": "Orchestration", "number": 81, "batch": "phase-2", "owner": "@workflow-lead", "status": "blocked", "dependencies": ["FEAT-041"], "estimate": "2-3d", "labels": ["engine"] },
    "#);
    assert_snapshot!(sandbox.changed("update week-1 goals.1=done goals.3=open 'goals+=Demo it' 'goals.2=Hold session 1'"), @r#"
    exit 0
    --- stdout
    week-1 goals.1: open → done
    week-1 goals.2: session-1 → Hold session 1
    week-1 goals.3: done → open
    week-1 goals.4: none → Demo it
    --- plan
    -      "goals": ["Document interface specifications", "session-1", { "text": "Begin FEAT-041 (Plugin Loader) implementation", "done": true }],
    +      "goals": [{ "text": "Document interface specifications", "done":true }, "Hold session 1", { "text": "Begin FEAT-041 (Plugin Loader) implementation", "done": false }, "Demo it"],
    "#);
    assert_snapshot!(sandbox.changed("update week-1 goals.9=done"), @"
    exit 2
    --- stderr
    error: there is no `goals.9`: `goals` has 4 entries
    hint: `goals+=TEXT` adds one
    --- plan
    ");
}

#[test]
fn hours_and_numbers_add_and_subtract_and_text_is_appended() {
    let sandbox = Sandbox::with("m1");
    assert_snapshot!(sandbox.changed("update FEAT-041 estimate+=4 progress+=12.5 'title+= (again)'"), @r#"
    exit 0
    --- stdout
    FEAT-041 estimate: 16h → 20h
    FEAT-041 progress: none → 12.5
    FEAT-041 title: Plugin Loader Implementation → Plugin Loader Implementation (again)
    --- plan
    -    { "id": "FEAT-041", "title": "Plugin Loader Implementation", "short": "Plugin Loader", "number": 79, "batch": "phase-1", "owner": "@tools-lead", "status": "ready", "estimate": "16h" },
    +    { "id": "FEAT-041", "title": "Plugin Loader Implementation (again)", "short": "Plugin Loader", "number": 79, "batch": "phase-1", "owner": "@tools-lead", "status": "ready", "progress": 12.5, "estimate": "20h" },
    "#);
}

#[test]
fn an_empty_value_removes_the_member() {
    assert_snapshot!(Sandbox::with("m1").changed("update FEAT-041 owner= short="), @r#"
    exit 0
    --- stdout
    FEAT-041 owner: @tools-lead → none
    FEAT-041 short: Plugin Loader → none
    --- plan
    -    { "id": "FEAT-041", "title": "Plugin Loader Implementation", "short": "Plugin Loader", "number": 79, "batch": "phase-1", "owner": "@tools-lead", "status": "ready", "estimate": "16h" },
    +    { "id": "FEAT-041", "title": "Plugin Loader Implementation", "number": 79, "batch": "phase-1", "status": "ready", "estimate": "16h" },
    "#);
}

#[test]
fn a_key_that_the_format_does_not_know_needs_a_prefix() {
    let sandbox = Sandbox::with("m1");
    assert_snapshot!(sandbox.changed("update FEAT-041 x:jira=KEY-1"), @r#"
    exit 0
    --- stdout
    FEAT-041 jira: none → KEY-1
    --- plan
    -    { "id": "FEAT-041", "title": "Plugin Loader Implementation", "short": "Plugin Loader", "number": 79, "batch": "phase-1", "owner": "@tools-lead", "status": "ready", "estimate": "16h" },
    +    { "id": "FEAT-041", "title": "Plugin Loader Implementation", "short": "Plugin Loader", "number": 79, "batch": "phase-1", "owner": "@tools-lead", "status": "ready", "estimate": "16h", "jira": "KEY-1" },
    "#);
    assert_snapshot!(sandbox.changed("update FEAT-041 jira=KEY-1"), @"
    exit 2
    --- stderr
    error: unknown field `jira` in `issues`
    hint: the fields are `id`, `title`, `short`, `number`, `url`, `type`, `batch`, `owner`, `owners`, `status`, `priority`, `progress`, `dependencies`, `blockers`, `estimate`, `actual`, `demand`, `targetDate`, `started`, `completed`, `deliverables`, `criteria`, `labels`, `notes`, `extra`; `x:jira=VALUE` sets a key of your own
    --- plan
    ");
}

#[test]
fn what_is_so_already_is_not_written() {
    assert_snapshot!(Sandbox::with("m1").changed("update FEAT-041 status=ready"), @"
    exit 0
    --- stderr
    warning: nothing to change: everything is so already
    --- plan
    ");
}

#[test]
fn a_dry_run_prints_the_diff_and_writes_nothing() {
    assert_snapshot!(Sandbox::with("under-way").changed("update FEAT-047 status=in-progress --dry-run"), @r#"
    exit 0
    --- stdout
    --- execution-plan.json
    +++ execution-plan.json
    @@ -10,7 +10,7 @@
         { "id": "FEAT-044", "title": "Execution engine", "batch": "batch-1", "owner": "@runtime-lead", "status": "done", "started": "2025-10-17", "completed": "2025-10-24" },
         { "id": "FEAT-050", "title": "Signature verification", "batch": "batch-1", "owner": "@security-lead", "status": "in-progress", "progress": 50, "started": "2025-10-24" },
         { "id": "FEAT-052", "title": "Licence headers", "batch": "batch-1", "status": "done" },
    -    { "id": "FEAT-047", "title": "Orchestration", "batch": "batch-2", "owner": "@workflow-lead", "dependencies": ["FEAT-044"] },
    +    { "id": "FEAT-047", "title": "Orchestration", "batch": "batch-2", "owner": "@workflow-lead", "status": "in-progress", "dependencies": ["FEAT-044"], "started": "2025-10-21" },
         { "id": "FEAT-054", "title": "Performance monitoring", "batch": "batch-2", "dependencies": ["FEAT-047"], "blockers": ["a staging cluster with GPUs"] }
       ],
       "blockers": [
    --- plan
    "#);
}

#[test]
fn an_expectation_that_is_not_met_refuses_and_says_what_is() {
    let sandbox = Sandbox::with("m1");
    assert_snapshot!(sandbox.changed("update FEAT-047 status=in-progress --expect status=ready"), @"
    exit 1
    --- stderr
    error: FEAT-047: status is `blocked`, not `ready`
    hint: `tracker show FEAT-047` tells more
    --- plan
    ");
    assert_snapshot!(sandbox.changed("update FEAT-041 status=in-progress --expect status=ready --expect owner=tools-lead"), @r#"
    exit 0
    --- stdout
    FEAT-041 status: ready → in-progress
    FEAT-041 started: none → 2025-10-21
    --- plan
    -    { "id": "FEAT-041", "title": "Plugin Loader Implementation", "short": "Plugin Loader", "number": 79, "batch": "phase-1", "owner": "@tools-lead", "status": "ready", "estimate": "16h" },
    +    { "id": "FEAT-041", "title": "Plugin Loader Implementation", "short": "Plugin Loader", "number": 79, "batch": "phase-1", "owner": "@tools-lead", "status": "in-progress", "estimate": "16h", "started": "2025-10-21" },
    "#);
    assert_snapshot!(sandbox.changed("update FEAT-041 status=done --expect stored.status=ready"), @"
    exit 1
    --- stderr
    error: FEAT-041: stored.status is `in-progress`, not `ready`
    hint: `tracker show FEAT-041` tells more
    --- plan
    ");
}

#[test]
fn changes_as_json() {
    assert_snapshot!(Sandbox::with("under-way").changed("update FEAT-050 status=done --format json"), @r#"
    exit 0
    --- stdout
    {
      "schemaVersion": 1,
      "kind": "update",
      "changes": [
        {
          "id": "FEAT-050",
          "field": "status",
          "from": "in-progress",
          "to": "done"
        },
        {
          "id": "FEAT-050",
          "field": "completed",
          "from": null,
          "to": "2025-10-21"
        },
        {
          "id": "FEAT-050",
          "field": "progress",
          "from": "50",
          "to": "100"
        }
      ],
      "written": true
    }
    --- plan
    -    { "id": "FEAT-050", "title": "Signature verification", "batch": "batch-1", "owner": "@security-lead", "status": "in-progress", "progress": 50, "started": "2025-10-24" },
    +    { "id": "FEAT-050", "title": "Signature verification", "batch": "batch-1", "owner": "@security-lead", "status": "done", "progress": 100, "started": "2025-10-24", "completed": "2025-10-21" },
    "#);
}

#[test]
fn a_write_that_would_add_an_error_is_refused_with_it() {
    let sandbox = Sandbox::with("m1");
    assert_snapshot!(sandbox.changed("update FEAT-044 dependencies=FEAT-047"), @"
    exit 1
    --- stderr
    error: this would make the plan wrong
      error[cycle]: these wait for one another: FEAT-044 → FEAT-047 → FEAT-044
    hint: leave `FEAT-047` out of the dependencies of `FEAT-044`, or first take away another edge of the circle; `tracker check --explain cycle` tells more
    --- plan
    ");
    assert_snapshot!(sandbox.changed("update FEAT-044 dependencies=FEAT-045"), @"
    exit 2
    --- stderr
    error: no item `FEAT-045`
    hint: did you mean `FEAT-054`?
    --- plan
    ");
    assert_snapshot!(sandbox.changed("update FEAT-044 dependencies=FEAT-044"), @"
    exit 1
    --- stderr
    error: this would make the plan wrong
      error[self-reference]: FEAT-044 waits for itself
    hint: `tracker check --explain self-reference` tells more
    --- plan
    ");
}

#[test]
fn a_plan_that_has_errors_already_can_still_be_written() {
    assert_snapshot!(Sandbox::with("contradictions").changed("update A-4 status=ready"), @r#"
    exit 0
    --- stdout
    A-4 status: blocked → ready
    --- plan
    -    { "id": "A-4", "title": "Waits for nobody knows what", "status": "blocked" },
    +    { "id": "A-4", "title": "Waits for nobody knows what", "status": "ready" },
    "#);
    assert_snapshot!(Sandbox::with("contradictions").changed("update A-10 progress=50 status=done"), @r#"
    exit 0
    --- stdout
    A-10 progress: 150 → 50
    A-10 status: donee → done
    A-10 completed: none → 2025-10-21
    --- plan
    -    { "id": "A-10", "title": "Wrong values", "staus": "done", "progress": 150, "status": "donee", "targetDate": "2026-1-5" },
    +    { "id": "A-10", "title": "Wrong values", "staus": "done", "progress": 50, "status": "done", "targetDate": "2026-1-5", "completed": "2025-10-21" },
    "#);
}

#[test]
fn odd_formatting_survives() {
    let sandbox = Sandbox::with("odd-formatting");
    let before = sandbox.plan();
    assert_snapshot!(sandbox.changed("update T-1 status=in-progress progress=75 owner=ada").replace('\t', "<TAB>"), @r#"
    exit 0
    --- stdout
    T-1 status: none → in-progress
    T-1 progress: 50.0 → 75
    T-1 owner: none → ada
    T-1 started: none → 2025-10-21
    --- plan
    -<TAB><TAB><TAB>"progress":50.0,
    +<TAB><TAB><TAB>"owner":"ada",
    +<TAB><TAB><TAB>"status":"in-progress",
    +<TAB><TAB><TAB>"progress":75,
    +<TAB><TAB><TAB>"started":"2025-10-21",
    "#);
    assert_snapshot!(sandbox.changed("update T-2 labels=fast owner=ada dependencies=").replace('\t', "<TAB>"), @r#"
    exit 0
    --- stdout
    T-2 labels: [] → fast
    T-2 owner: none → ada
    T-2 dependencies: T-1 → none
    --- plan
    -<TAB><TAB>{"id":"T-2","title":"Compact","batch":"batch-1","dependencies":["T-1"],"labels":[]}
    +<TAB><TAB>{"id":"T-2","title":"Compact","batch":"batch-1","owner":"ada","labels":["fast"]}
    "#);
    let after = sandbox.plan();
    assert!(!after.replace("\r\n", "").contains('\n'), "every line still ends with CRLF");
    assert!(after.ends_with("}}}"), "there is still no line end at the end");
    sandbox.run("update T-1 status= progress=50.0 owner= started=").output();
    sandbox.run("update T-2 labels=[] owner= dependencies=T-1").output();
    assert_eq!(sandbox.plan().replace("50,", "50.0,").len(), before.len(), "{}", sandbox.plan());
}

#[test]
fn values_with_anything_in_them_are_kept() {
    let sandbox = Sandbox::with("m1");
    for value in ["a=b=c", "two\nlines", "\"quoted\" and \\", "🎉 emoji", "-starts with a dash", "  spaces  "]
    {
        let assignment = format!("title={value}");
        sandbox.run_words(&["update", "FEAT-041", assignment.as_str()]).output();
        let json = sandbox.run("show FEAT-041 --format json").json();
        assert_eq!(json["item"]["title"], value);
    }
}

#[test]
fn an_id_with_a_dot_is_an_id() {
    let sandbox = Sandbox::holding(r#"{"issues": [{"id": "2.1", "title": "Dotted"}]}"#);
    assert_snapshot!(sandbox.changed("update 2.1 status=done"), @r#"
    exit 0
    --- stdout
    2.1 status: none → done
    2.1 completed: none → 2025-10-21
    --- plan
    -{"issues": [{"id": "2.1", "title": "Dotted"}]}
    +{"issues": [{"id": "2.1", "title": "Dotted", "status": "done", "completed": "2025-10-21"}]}
    "#);
}

#[test]
fn words_after_two_dashes_are_no_options() {
    assert_snapshot!(Sandbox::with("m1").changed("update -- FEAT-041 'short=--expect'"), @r#"
    exit 0
    --- stdout
    FEAT-041 short: Plugin Loader → --expect
    --- plan
    -    { "id": "FEAT-041", "title": "Plugin Loader Implementation", "short": "Plugin Loader", "number": 79, "batch": "phase-1", "owner": "@tools-lead", "status": "ready", "estimate": "16h" },
    +    { "id": "FEAT-041", "title": "Plugin Loader Implementation", "short": "--expect", "number": 79, "batch": "phase-1", "owner": "@tools-lead", "status": "ready", "estimate": "16h" },
    "#);
}

#[cfg(unix)]
#[test]
fn permissions_stay_and_a_link_is_followed() {
    use std::os::unix::fs::PermissionsExt;
    let sandbox = Sandbox::empty();
    sandbox.write("shared/plan.json", crate::harness::fixture("m1"));
    std::fs::set_permissions(sandbox.path("shared/plan.json"), std::fs::Permissions::from_mode(0o640))
        .unwrap();
    std::os::unix::fs::symlink("shared/plan.json", sandbox.path("execution-plan.json")).unwrap();
    sandbox.run("update FEAT-041 status=done").output();
    assert!(sandbox.path("execution-plan.json").is_symlink());
    let mode = std::fs::metadata(sandbox.path("shared/plan.json")).unwrap().permissions().mode();
    assert_eq!(mode & 0o777, 0o640);
    let files = std::fs::read_dir(sandbox.path("shared")).unwrap().count();
    assert_eq!(files, 1, "nothing is left beside the plan");
}

#[test]
fn an_id_of_two_items_names_neither() {
    let sandbox = Sandbox::with("m1");
    sandbox.write(
        "execution-plan.json",
        "{\n  \"issues\": [\n    { \"id\": \"X\" },\n    { \"id\": \"X\" }\n  ]\n}\n",
    );
    assert_snapshot!(sandbox.changed("update X status=done"), @"
    exit 2
    --- stderr
    error: `X` is the id of 2 items: `issues.1` at 3:5, `issues.2` at 4:5
    hint: name one by its kind and place; `tracker rename issues.2 ID` gives the last an id of its own
    --- plan
    ");
    assert_snapshot!(sandbox.changed("update issues.2 progress=50"), @r#"
    exit 0
    --- stdout
    issues.2 progress: none → 50
    --- plan
    -    { "id": "X" }
    +    { "id": "X", "progress": 50 }
    "#);
    assert_snapshot!(sandbox.changed("rename issues.2 Y"), @r#"
    exit 0
    --- stdout
    X id: X → Y
    --- plan
    -    { "id": "X", "progress": 50 }
    +    { "id": "Y", "progress": 50 }
    "#);
}

#[test]
fn a_status_that_is_left_out_is_expected_as_it_is_shown() {
    let sandbox = Sandbox::with("m1");
    assert_eq!(sandbox.run("update actions.1 owner=@lead --expect status=open").code, 0);
    assert_eq!(sandbox.run("update actions.1 owner=@other --expect status=done").code, 1);
    assert_eq!(sandbox.run("update actions.1 owner=@other --expect stored.status=").code, 0);
}
