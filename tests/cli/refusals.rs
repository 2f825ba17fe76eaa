//! Writes that are refused, and what is told of them

use insta::assert_snapshot;

use crate::harness::Sandbox;

#[test]
fn a_refusal_names_every_error_that_the_write_would_add() {
    let sandbox = Sandbox::holding(r#"{"risks":[{"id":"r"}],"issues":[{"id":"A"},{"id":"B"}]}"#);
    assert_snapshot!(sandbox.changed("update A B dependencies=A,B,r batch=A"), @"
    exit 1
    --- stderr
    error: this would make the plan wrong
      error[self-reference]: A is its own batch
      error[self-reference]: A waits for itself
      error[wrong-kind]: A waits for r, but an item of kind `risk` is never done
      error[wrong-kind]: the batch of B is A, which is of kind `issue`
      error[self-reference]: B waits for itself
      error[wrong-kind]: B waits for r, but an item of kind `risk` is never done
      error[cycle]: these wait for one another: A → B → A
    hint: `tracker check --explain self-reference` tells more
    --- plan
    ");
    let many: Vec<String> = (0..13).map(|n| format!(r#"{{"id":"I{n}"}}"#)).collect();
    let sandbox = Sandbox::holding(format!(r#"{{"risks":[{{"id":"r"}}],"issues":[{}]}}"#, many.join(",")));
    let ids: Vec<String> = (0..13).map(|n| format!("I{n}")).collect();
    let told = sandbox.run(&format!("update {} dependencies=r", ids.join(" "))).stderr;
    assert_eq!(told.matches("error[wrong-kind]").count(), 10);
    assert!(told.contains("\n  … and 3 more errors\n"), "{told}");
}

#[test]
fn a_value_that_is_nested_too_deep_is_refused() {
    let deep = format!("{}{}", "[".repeat(125), "]".repeat(125));
    let sandbox = Sandbox::holding(r#"{"issues": [{"id": "A"}]}"#);
    assert_snapshot!(sandbox.changed(&format!("update A 'x:own={deep}'")), @"
    exit 1
    --- stderr
    error: this would make the plan wrong: values are nested more than 127 deep
    hint: write the value with fewer arrays and objects inside of one another
    --- plan
    ");
}

#[test]
fn the_plan_is_not_as_expected_and_a_command_tells_more() {
    let sandbox = Sandbox::holding(r#"{"title": "Program", "issues": [{"id": "A"}]}"#);
    assert_snapshot!(sandbox.run("update plan --expect title=foo goal=x"), @"
    exit 1
    --- stderr
    error: plan: title is `Program`, not `foo`
    hint: `tracker show plan` tells more
    ");
}

#[test]
fn a_circle_is_refused_also_where_there_is_one_already() {
    let sandbox = Sandbox::holding(
        r#"{"issues":[{"id":"A","dependencies":["B"]},{"id":"B","dependencies":["A"]},{"id":"C","dependencies":["A"]}]}"#,
    );
    assert_snapshot!(sandbox.changed("update A dependencies+=C"), @"
    exit 1
    --- stderr
    error: this would make the plan wrong
      error[cycle]: these wait for one another: A → C → A
    hint: leave `C` out of the dependencies of `A`, or first take away another edge of the circle; `tracker check --explain cycle` tells more
    --- plan
    ");
    for edit in ["update A dependencies-=B", "update C title=x", "add issue E dependencies=A", "rename A D"] {
        assert_eq!(sandbox.run(edit).code, 0, "{edit}");
    }
}
