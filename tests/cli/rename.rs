//! `tracker rename`

use insta::assert_snapshot;

use crate::harness::{Sandbox, difference};

fn renamed(sandbox: &Sandbox, line: &str) -> String {
    let before = sandbox.plan();
    let answer = sandbox.run(line);
    format!("{answer}--- plan\n{}", difference(&before, &sandbox.plan()))
}

#[test]
fn the_references_follow() {
    assert_snapshot!(renamed(&Sandbox::with("m1"), "rename FEAT-041 PLUGIN-1"), @r#"
    exit 0
    --- stdout
    FEAT-041 id: FEAT-041 → PLUGIN-1
    FEAT-050 dependencies: FEAT-041 → PLUGIN-1
    FEAT-051 dependencies: FEAT-041 → PLUGIN-1
    week-2 goals.1: FEAT-041 → PLUGIN-1
    --- plan
    -    { "id": "FEAT-041", "title": "Plugin Loader Implementation", "short": "Plugin Loader", "number": 79, "batch": "phase-1", "owner": "@tools-lead", "status": "ready", "estimate": "16h" },
    +    { "id": "PLUGIN-1", "title": "Plugin Loader Implementation", "short": "Plugin Loader", "number": 79, "batch": "phase-1", "owner": "@tools-lead", "status": "ready", "estimate": "16h" },
    -    { "id": "FEAT-050", "title": "Plugin Signature Verification", "short": "Signature Verification", "number": 82, "batch": "phase-2", "owner": "@security-lead", "status": "blocked", "dependencies": ["FEAT-041"], "estimate": "8h" },
    +    { "id": "FEAT-050", "title": "Plugin Signature Verification", "short": "Signature Verification", "number": 82, "batch": "phase-2", "owner": "@security-lead", "status": "blocked", "dependencies": ["PLUGIN-1"], "estimate": "8h" },
    -    { "id": "FEAT-051", "title": "Sandbox Execution Environment", "short": "Sandbox Environment", "number": 85, "batch": "phase-2", "owner": "@security-lead", "status": "blocked", "dependencies": ["FEAT-041"], "estimate": "2d" },
    +    { "id": "FEAT-051", "title": "Sandbox Execution Environment", "short": "Sandbox Environment", "number": 85, "batch": "phase-2", "owner": "@security-lead", "status": "blocked", "dependencies": ["PLUGIN-1"], "estimate": "2d" },
    -      "goals": ["FEAT-041", "FEAT-044", "Begin FEAT-050 (Signature Verification)"],
    +      "goals": ["PLUGIN-1", "FEAT-044", "Begin FEAT-050 (Signature Verification)"],
    "#);
}

#[test]
fn a_name_and_back_is_the_old_plan() {
    let sandbox = Sandbox::with("m1");
    let before = sandbox.plan();
    sandbox.run("rename phase-2 integration").output();
    sandbox.run("rename integration phase-2").output();
    assert_eq!(sandbox.plan(), before);
}

#[test]
fn an_id_that_is_taken_or_no_id_is_refused() {
    let sandbox = Sandbox::with("m1");
    assert_snapshot!(renamed(&sandbox, "rename FEAT-041 FEAT-044"), @"
    exit 2
    --- stderr
    error: `FEAT-044` is there already, in `issues`
    hint: choose another id, or leave it out to have the next one
    --- plan
    ");
    assert_snapshot!(renamed(&sandbox, "rename FEAT-041 'two words'"), @"
    exit 2
    --- stderr
    error: `two words` cannot be an id
    hint: an id begins with a letter, a digit, `_` or `@` and has no white space, `=`, `,` or `#`
    --- plan
    ");
    assert_snapshot!(renamed(&sandbox, "rename FEAT-04 X-1"), @"
    exit 2
    --- stderr
    error: no item `FEAT-04`
    hint: did you mean `FEAT-041`?
    --- plan
    ");
}
