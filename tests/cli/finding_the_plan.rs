//! Which file is the plan

use insta::assert_snapshot;

use crate::harness::Sandbox;

/// A plan whose one batch has this name.
fn named(name: &str) -> String {
    format!(r#"{{"batches": [{{"id": "batch-1", "name": "{name}"}}]}}"#)
}

fn found(sandbox: &Sandbox, line: &str) -> String {
    let json = sandbox.run(line).json();
    json["items"][0]["name"].as_str().unwrap().to_owned()
}

#[test]
fn the_option_comes_before_the_environment_and_that_before_the_folder() {
    let sandbox = Sandbox::holding(named("folder")).variable("EXECUTION_PLAN_PATH", "other.json");
    sandbox.write("other.json", named("environment"));
    sandbox.write("third.json", named("option"));
    assert_eq!(found(&sandbox, "list batches --format json --plan third.json"), "option");
    assert_eq!(found(&sandbox, "list batches --format json"), "environment");
    let sandbox = Sandbox::holding(named("folder")).variable("EXECUTION_PLAN_PATH", "");
    assert_eq!(found(&sandbox, "list batches --format json"), "folder");
}

#[test]
fn the_nearest_plan_above_is_found_but_not_beyond_the_git_root() {
    let sandbox = Sandbox::holding(named("root"));
    sandbox.write("docs/deep/note.md", "");
    sandbox.write("other/.git", "");
    sandbox.write("other/sub/note.md", "");
    assert_eq!(found(&sandbox, "list batches --format json -C docs/deep"), "root");
    assert_snapshot!(sandbox.run("list -C other/sub"), @"
    exit 2
    --- stderr
    error: no `execution-plan.json` in `[SANDBOX]/other/sub` or a folder above it, up to the git root `[SANDBOX]/other`
    hint: tracker init
    ");
    assert_snapshot!(sandbox.run("list -C other"), @"
    exit 2
    --- stderr
    error: no `execution-plan.json` in `[SANDBOX]/other`, the git root
    hint: tracker init
    ");
}

#[test]
fn the_folder_is_gone_to_before_names_are_read() {
    let sandbox = Sandbox::empty();
    sandbox.write("docs/plan.json", named("docs"));
    assert_eq!(found(&sandbox, "-C docs list batches --format json --plan plan.json"), "docs");
    assert_snapshot!(sandbox.run("-C nowhere list"), @"
    exit 2
    --- stderr
    error: cannot go to `nowhere`
      caused by: No such file or directory (os error 2)
    hint: name a folder behind `-C`
    ");
}

#[test]
fn no_plan_says_where_it_was_looked_for() {
    assert_snapshot!(Sandbox::empty().run("dashboard"), @"
    exit 2
    --- stderr
    error: no `execution-plan.json` in `[SANDBOX]`, the git root
    hint: tracker init
    ");
    assert_snapshot!(Sandbox::empty().run("dashboard --plan my.json"), @"
    exit 2
    --- stderr
    error: `my.json` does not exist
    hint: tracker --plan my.json init
    ");
    assert_snapshot!(Sandbox::empty().variable("EXECUTION_PLAN_PATH", "my.json").run("dashboard"), @"
    exit 2
    --- stderr
    error: `my.json`, which EXECUTION_PLAN_PATH names, does not exist
    hint: `tracker init` starts a plan there; `unset EXECUTION_PLAN_PATH` looks elsewhere
    ");
}

#[test]
fn folders_to_go_to_are_seen_each_from_the_one_before() {
    let sandbox = Sandbox::empty();
    sandbox.write("a/b/execution-plan.json", r#"{"batches": [{"id": "deep"}]}"#);
    let found = sandbox.run("-C a -C b list batches --columns id").output();
    assert!(found.contains("deep"), "{found}");
    assert_eq!(sandbox.run("list batches --columns id -C a/b -C .").output(), found);
}
