//! `tracker remove`

use insta::assert_snapshot;

use crate::harness::Sandbox;

#[test]
fn what_nothing_refers_to_goes() {
    assert_snapshot!(Sandbox::with("m1").changed("remove FEAT-053 docs"), @r#"
    exit 0
    --- stdout
    FEAT-053 removed
    docs removed
    --- plan
    -    { "id": "FEAT-053", "title": "Execution Metrics Collection", "short": "Metrics Collection", "number": 84, "batch": "phase-2", "owner": "@observability-lead", "status": "blocked", "dependencies": ["FEAT-044"], "estimate": "8h" },
    -    { "id": "unit-tests", "title": "Unit tests", "status": "passing", "required": true },
    -    { "id": "docs", "title": "Docs", "status": "passing", "required": false }
    +    { "id": "unit-tests", "title": "Unit tests", "status": "passing", "required": true }
    "#);
}

#[test]
fn what_others_refer_to_stays_unless_it_is_forced() {
    let sandbox = Sandbox::with("m1");
    assert_snapshot!(sandbox.changed("remove FEAT-047"), @"
    exit 1
    --- stderr
    error: `FEAT-047` is still referred to by FEAT-054 dependencies
    hint: `--force` removes the references too
    --- plan
    ");
    assert_snapshot!(sandbox.changed("remove FEAT-047 --force"), @r#"
    exit 0
    --- stdout
    FEAT-047 removed
    FEAT-054 dependencies: FEAT-047 → []
    --- plan
    -    { "id": "FEAT-047", "title": "Workflow Execution Orchestration", "short": "Orchestration", "number": 81, "batch": "phase-2", "owner": "@workflow-lead", "status": "blocked", "dependencies": ["FEAT-044"], "estimate": "2-3d" },
    -    { "id": "FEAT-054", "title": "Workflow Performance Monitoring", "short": "Performance Monitoring", "number": 86, "batch": "phase-2", "owner": "@observability-lead", "status": "blocked", "dependencies": ["FEAT-047"], "estimate": "1d" }
    +    { "id": "FEAT-054", "title": "Workflow Performance Monitoring", "short": "Performance Monitoring", "number": 86, "batch": "phase-2", "owner": "@observability-lead", "status": "blocked", "dependencies": [], "estimate": "1d" }
    "#);
}

#[test]
fn the_last_of_a_kind_leaves_well_formed_json() {
    let sandbox = Sandbox::with("odd-formatting");
    sandbox.run("remove T-2").output();
    sandbox.run("remove T-1").output();
    sandbox.run("remove batch-2 batch-1").output();
    assert_snapshot!(sandbox.plan().replace('\t', "<TAB>"), @r#"
    {
    <TAB>"x-team" : {"b":1 , "a":[ ]},
    <TAB>"batches":[ ],
    <TAB>"issues":
    <TAB>[],
    <TAB>"metrics":{"coverage":0.0,"ciPassRate":{"value":7E1}}}
    "#);
}

#[test]
fn an_unknown_id_is_refused() {
    assert_snapshot!(Sandbox::with("m1").changed("remove FEAT-53"), @"
    exit 2
    --- stderr
    error: no item `FEAT-53`
    hint: did you mean `FEAT-053`?
    --- plan
    ");
}
