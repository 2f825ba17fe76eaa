//! `tracker rename`

use insta::assert_snapshot;

use crate::harness::Sandbox;

#[test]
fn the_references_follow() {
    assert_snapshot!(Sandbox::with("m1").changed("rename FEAT-041 PLUGIN-1"), @r#"
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
    assert_snapshot!(sandbox.changed("rename FEAT-041 FEAT-044"), @"
    exit 2
    --- stderr
    error: `FEAT-044` is there already, in `issues`
    hint: choose another id
    --- plan
    ");
    assert_snapshot!(sandbox.changed("rename FEAT-041 'two words'"), @"
    exit 2
    --- stderr
    error: `two words` cannot be an id
    hint: an id begins with a letter, a digit, `_` or `@` and has no white space, `=`, `,` or `#`
    --- plan
    ");
    assert_snapshot!(sandbox.changed("rename FEAT-04 X-1"), @"
    exit 2
    --- stderr
    error: no item `FEAT-04`
    hint: did you mean `FEAT-041`?
    --- plan
    ");
}

#[test]
fn an_id_that_can_be_none_is_repaired_by_its_text_or_by_its_place() {
    let plan = r#"{"issues": [{"id": "x y", "title": "one"}, {"id": "B", "dependencies": ["x y"]}]}"#;
    assert_snapshot!(Sandbox::holding(plan).changed("rename 'x y' xy"), @r#"
    exit 0
    --- stdout
    issues.1 id: x y → xy
    B dependencies: x y → xy
    --- plan
    -{"issues": [{"id": "x y", "title": "one"}, {"id": "B", "dependencies": ["x y"]}]}
    +{"issues": [{"id": "xy", "title": "one"}, {"id": "B", "dependencies": ["xy"]}]}
    "#);
    assert_eq!(
        Sandbox::holding(plan).changed("rename issues.1 xy"),
        Sandbox::holding(plan).changed("rename 'x y' xy")
    );
    assert_snapshot!(Sandbox::holding(plan).run("update issues.1 id=xy"), @"
    exit 2
    --- stderr
    error: `x y` gets another id by `rename`, which keeps what refers to it
    hint: `tracker rename issues.1 xy`
    ");
    assert_snapshot!(Sandbox::holding(plan).run("update 'x y' title=two"), @"
    exit 2
    --- stderr
    error: `x y` cannot be an id, so it names no item
    hint: `tracker rename issues.1 ID` gives it an id that can be one
    ");
    let reserved =
        Sandbox::holding(r#"{"batches": [{"id": "plan"}], "issues": [{"id": "A", "batch": "plan"}]}"#);
    assert_snapshot!(reserved.changed("rename plan batch-1"), @r#"
    exit 0
    --- stdout
    batches.1 id: plan → batch-1
    A batch: plan → batch-1
    --- plan
    -{"batches": [{"id": "plan"}], "issues": [{"id": "A", "batch": "plan"}]}
    +{"batches": [{"id": "batch-1"}], "issues": [{"id": "A", "batch": "batch-1"}]}
    "#);
    assert_snapshot!(reserved.run("rename plan batch-2"), @"
    exit 2
    --- stderr
    error: the plan itself has no id to rename
    hint: `tracker update plan title=TEXT` changes its title
    ");
    // A number is no id, and the text of the same digits is one.
    assert!(
        Sandbox::holding(r#"{"issues": [{"id": 5}]}"#)
            .changed("rename issues.1 5")
            .contains(r#"+{"issues": [{"id": "5"}]}"#)
    );
    let number = Sandbox::holding(r#"{"issues": [{"id": 5}]}"#);
    assert_snapshot!(number.changed("rename issues.1 FEAT-5"), @r#"
    exit 0
    --- stdout
    issues.1 id: 5 → FEAT-5
    --- plan
    -{"issues": [{"id": 5}]}
    +{"issues": [{"id": "FEAT-5"}]}
    "#);
}
