//! What is wrong with a file or an argument: each with its own message, exit 2, and the file untouched

use std::fs;

use insta::assert_snapshot;

use crate::harness::{PLAN, Sandbox, fixture};

/// A plan of this text cannot be read by any command: one message, exit 2, and the bytes stay.
fn unreadable(plan: &[u8]) -> String {
    let sandbox = Sandbox::holding(plan);
    let told = sandbox.run("dashboard").failure();
    for line in ["list", "update X-1 status=done", "metrics", "add issue title=X", "check"] {
        assert_eq!(sandbox.run(line).failure(), told, "{line}");
    }
    assert_eq!(fs::read(sandbox.path(PLAN)).unwrap(), plan);
    told
}

/// An argument is refused and the plan of the M1 program stays as it was.
fn refused(line: &str) -> String {
    let sandbox = Sandbox::with("m1");
    let told = sandbox.run(line).failure();
    assert_eq!(sandbox.plan(), fixture("m1"));
    told
}

/// What the check says of a plan, which is still shown and still written.
fn found(plan: &str) -> String {
    let sandbox = Sandbox::holding(plan);
    let findings = sandbox.run("check");
    assert_eq!(findings.code, 1, "{findings}");
    sandbox.run("dashboard").output();
    sandbox.run("list").output();
    sandbox.run("weekly").output();
    sandbox.run("update ok title=Changed").output();
    findings.stdout
}

#[test]
fn no_plan() {
    assert_snapshot!(Sandbox::empty().run("dashboard").failure(), @"
    error: no `execution-plan.json` in `[SANDBOX]`, the git root
    hint: tracker init
    ");
}

#[test]
fn a_folder_as_plan() {
    let sandbox = Sandbox::empty();
    sandbox.write("execution-plan.json/note.md", "");
    assert_snapshot!(sandbox.run("dashboard").failure(), @"
    error: `execution-plan.json` is a folder
    hint: name a file in it, such as `execution-plan.json/FILE`
    ");
    assert_eq!(sandbox.run("update X-1 status=done").code, 2);
}

#[test]
fn an_empty_file() {
    assert_snapshot!(unreadable(b""), @"
    error[invalid-json]: the file is empty
     --> execution-plan.json:1:1
      |
    1 |
      | ^
      |
      = hint: the smallest object is `{}`
    ");
    assert_snapshot!(unreadable(b"\n\n"), @"
    error[invalid-json]: the file holds nothing but white space
     --> execution-plan.json:1:1
      |
    1 |
      | ^
    2 |
      |
      = hint: the smallest object is `{}`
    ");
}

#[test]
fn another_container_than_an_object() {
    assert_snapshot!(unreadable(b"[]"), @"
    error[wrong-type]: the plan must be one JSON object
     --> execution-plan.json:1:1
      |
    1 | []
      | ^^
      |
      = hint: begin with `{`; `tracker init` writes a starter plan
    ");
    assert_snapshot!(unreadable(b"\"plan\"\n"), @r#"
    error[wrong-type]: the plan must be one JSON object
     --> execution-plan.json:1:1
      |
    1 | "plan"
      | ^^^^^^
      |
      = hint: begin with `{`; `tracker init` writes a starter plan
    "#);
}

#[test]
fn a_truncated_file() {
    assert_snapshot!(unreadable(b"{\n  \"batches\": [\n    { \"id\": \"batch-1\", \"na"), @r#"
    error[invalid-json]: the text ends inside a string that began on line 3
     --> execution-plan.json:3:24
      |
    1 | {
    2 |   "batches": [
    3 |     { "id": "batch-1", "na
      |                        ^ the string begins here
      |
      = hint: close it with `"`, or restore the file if it was cut off
    "#);
    assert_snapshot!(unreadable(b"{\n  \"batches\": [\n    { \"id\": \"batch-1\" }"), @r#"
    error[invalid-json]: the text ends inside an array that began on line 2
     --> execution-plan.json:3:24
      |
    1 | {
    2 |   "batches": [
    3 |     { "id": "batch-1" }
      |                        ^ the text ends here
      |
      = hint: close it with `]`, or restore the file if it was cut off
    "#);
}

#[test]
fn a_kind_that_is_no_array() {
    assert_snapshot!(unreadable(b"{\n  \"batches\": { \"id\": \"batch-1\" }\n}\n"), @r#"
    error[wrong-type]: `batches` must be an array of objects, not an object
     --> execution-plan.json:2:14
      |
    1 | {
    2 |   "batches": { "id": "batch-1" }
      |              ^^^^^^^^^^^^^^^^^^^
    3 | }
      |
      = hint: write `"batches": []` for none
    "#);
    assert_snapshot!(unreadable(b"{\"issues\": 5}"), @r#"
    error[wrong-type]: `issues` must be an array of objects, not the number 5
     --> execution-plan.json:1:12
      |
    1 | {"issues": 5}
      |            ^
      |
      = hint: write `"issues": []` for none
    "#);
}

#[test]
fn every_kind_that_is_no_array_is_told_at_once_and_other_wrong_values_too() {
    assert_snapshot!(unreadable(br#"{"batches":5,"issues":"x","blockers":{},"title":[]}"#), @r#"
    error[wrong-type]: `batches` must be an array of objects, not the number 5
     --> execution-plan.json:1:12
      |
    1 | {"batches":5,"issues":"x","blockers":{},"title":[]}
      |            ^
      |
      = hint: write `"batches": []` for none

    error[wrong-type]: `issues` must be an array of objects, not the text "x"
     --> execution-plan.json:1:23
      |
    1 | {"batches":5,"issues":"x","blockers":{},"title":[]}
      |                       ^^^
      |
      = hint: write `"issues": []` for none

    error[wrong-type]: `blockers` must be an array of objects, not an object
     --> execution-plan.json:1:38
      |
    1 | {"batches":5,"issues":"x","blockers":{},"title":[]}
      |                                      ^^
      |
      = hint: write `"blockers": []` for none

    error[wrong-type]: `title` must be a text, not an array
     --> execution-plan.json:1:49
      |
    1 | {"batches":5,"issues":"x","blockers":{},"title":[]}
      |                                                 ^^
      |
      = hint: write it as in `tracker update plan title=TEXT`
    "#);
}

#[test]
fn a_comma_too_many_or_too_few() {
    assert_snapshot!(unreadable(b"{\n  \"batches\": [\n    { \"id\": \"batch-1\" },\n  ]\n}\n"), @r#"
    error[invalid-json]: a comma after the last element
     --> execution-plan.json:3:24
      |
    1 | {
    2 |   "batches": [
    3 |     { "id": "batch-1" },
      |                        ^
    4 |   ]
    5 | }
      |
      = hint: remove the comma
    "#);
    assert_snapshot!(unreadable(b"{\n  \"batches\": []\n  \"issues\": []\n}\n"), @r#"
    error[invalid-json]: a comma is missing
     --> execution-plan.json:2:16
      |
    1 | {
    2 |   "batches": []
      |                ^ between this value and the next
    3 |   "issues": []
    4 | }
      |
      = hint: write `,` behind this value
    "#);
    assert_snapshot!(unreadable(b"{ \"title\": 'M1' }"), @r#"
    error[invalid-json]: a single quote where a value belongs
     --> execution-plan.json:1:12
      |
    1 | { "title": 'M1' }
      |            ^
      |
      = hint: JSON strings stand in double quotes, `"`
    "#);
    assert_snapshot!(unreadable(b"{} // a comment"), @"
    error[invalid-json]: a comment after the end of the document
     --> execution-plan.json:1:4
      |
    1 | {} // a comment
      |    ^^^^^^^^^^^^ the document ended on line 1
      |
      = hint: JSON has no comments: remove it, or make it the value of a key such as `notes`
    ");
}

#[test]
fn one_key_twice_in_an_object() {
    assert_snapshot!(unreadable(b"{\n  \"title\": \"One\",\n  \"title\": \"Two\"\n}\n"), @r#"
    error[invalid-json]: the key "title" appears twice in one object
     --> execution-plan.json:3:3
      |
    1 | {
    2 |   "title": "One",
    3 |   "title": "Two"
      |   ^^^^^^^ the first is on line 2
    4 | }
      |
      = hint: remove or rename one of the two
    "#);
}

#[test]
fn bytes_that_are_no_utf_8() {
    assert_snapshot!(unreadable(b"\xEF\xBB\xBF{}"), @r"
    error[invalid-json]: the file begins with a byte-order mark
     --> execution-plan.json:1:1
      |
    1 | \u{feff}{}
      | ^^^^^^^^
      |
      = hint: save it as UTF-8 without a byte-order mark
    ");
    assert_snapshot!(unreadable(b"{ \"title\": \"caf\xE9\" }"), @r#"
    error[invalid-json]: line 1, column 16 is not UTF-8
     --> execution-plan.json:1:16
      |
    1 | { "title": "caf�" }
      |                ^ the byte 0xE9
      |
      = hint: save the file as UTF-8
    "#);
    assert_snapshot!(unreadable(b"\xFF\xFE{\0}\0"), @r"
    error[invalid-json]: the file is UTF-16, and JSON is UTF-8
     --> execution-plan.json:1:1
      |
    1 | ��{\u{0}}\u{0}
      | ^
      |
      = hint: save the file as UTF-8
    ");
}

#[test]
fn conflict_markers() {
    let plan = b"{\n<<<<<<< HEAD\n  \"title\": \"Mine\"\n=======\n  \"title\": \"Theirs\"\n>>>>>>> main\n}\n";
    assert_snapshot!(unreadable(plan), @r#"
    error[invalid-json]: the file has unresolved merge conflict markers
     --> execution-plan.json:2:1
      |
    1 | {
    2 | <<<<<<< HEAD
      | ^^^^^^^^^^^^
    3 |   "title": "Mine"
    4 | =======
      |
      = hint: resolve them by hand or with `git mergetool`, or take one side with `git checkout --ours FILE`
    "#);
}

#[test]
fn values_nested_too_deep() {
    let plan = format!("{{\"extra\": {}{}}}", "[".repeat(127), "]".repeat(127));
    assert_snapshot!(unreadable(plan.as_bytes()), @"
    error[invalid-json]: values are nested more than 127 deep
     --> execution-plan.json:1:137
      |
    1 | ...[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]...
      |                                                ^
      |
      = hint: write the plan flatter: nothing in it needs so many brackets
    ");
    let deepest = format!("{{\"batches\": [], \"extra\": {}{}}}", "[".repeat(126), "]".repeat(126));
    Sandbox::holding(deepest).run("list").output();
}

#[test]
fn a_number_that_no_double_holds() {
    assert_snapshot!(unreadable(b"{ \"metrics\": { \"coverage\": 1e999 } }"), @r#"
    error[invalid-json]: the number is too large
     --> execution-plan.json:1:28
      |
    1 | { "metrics": { "coverage": 1e999 } }
      |                            ^^^^^ beyond the range of a double
      |
      = hint: write a smaller number, or put it in double quotes as a text
    "#);
}

#[test]
fn a_file_that_is_too_large() {
    let sandbox = Sandbox::empty();
    fs::File::create(sandbox.path(PLAN)).unwrap().set_len((64 << 20) + 1).unwrap();
    assert_snapshot!(sandbox.run("dashboard").failure(), @"error: `execution-plan.json` is larger than 64 MiB, the most that is read");
}

#[test]
fn a_higher_schema_version() {
    assert_snapshot!(unreadable(b"{\n  \"schemaVersion\": 2\n}\n"), @r#"
    error[schema-version]: the plan is of format 2, and this tracker reads format 1
     --> execution-plan.json:2:20
      |
    1 | {
    2 |   "schemaVersion": 2
      |                    ^
    3 | }
      |
      = hint: use a newer tracker for this plan
    "#);
}

#[test]
fn a_progress_that_is_none() {
    assert_snapshot!(refused("update FEAT-041 progress=150"), @"
    error: `progress` is 150, but it must be a number from 0 to 100
    hint: write it as in `progress=50`
    ");
    assert_snapshot!(refused("update FEAT-041 progress=-1"), @"
    error: `progress` is -1, but it must be a number from 0 to 100
    hint: write it as in `progress=50`
    ");
    assert_snapshot!(refused("update FEAT-041 progress=50abc"), @r#"
    error: `progress` must be a number from 0 to 100, not the text "50abc"
    hint: write it as in `progress=50`
    "#);
    assert_snapshot!(refused("update FEAT-041 progress=NaN"), @r#"
    error: `progress` must be a number from 0 to 100, not the text "NaN"
    hint: write it as in `progress=50`
    "#);
}

#[test]
fn a_misspelt_status_field_or_id() {
    assert_snapshot!(refused("update FEAT-041 status=donee"), @"
    error: `status` is `donee`, which is none of its values
    hint: did you mean `done`?
    ");
    assert_snapshot!(refused("update FEAT-041 staus=done"), @"
    error: unknown field `staus` in `issues`
    hint: did you mean `status`? `x:staus=VALUE` sets a key of your own
    ");
    assert_snapshot!(refused("update FEAT-410 status=done"), @"
    error: no item `FEAT-410`
    hint: did you mean `FEAT-041`?
    ");
    assert_snapshot!(refused("update FEAT-041 startd=today"), @"
    error: unknown field `startd` in `issues`
    hint: did you mean `started`? `x:startd=VALUE` sets a key of your own
    ");
}

#[test]
fn an_update_that_updates_nothing() {
    assert_snapshot!(refused("update"), @"
    error: the following required arguments were not provided:
      <ID|KEY=VALUE>...

    Usage: tracker update <ID|KEY=VALUE>...

    For more information, try '--help'.
    ");
    assert_snapshot!(refused("update FEAT-041"), @"
    error: nothing to set on FEAT-041
    hint: write KEY=VALUE behind it, such as `status=in-progress`
    ");
    assert_snapshot!(refused("update status=done"), @"
    error: no item is named
    hint: write the id first: `tracker update ID KEY=VALUE`; `plan` is the plan itself
    ");
    assert_snapshot!(refused("update x foo"), @"
    error: no item `x`
    hint: `tracker list` shows what there is
    ");
    assert_snapshot!(refused("update FEAT-041 foo"), @"
    error: no item `foo`
    hint: `tracker list` shows what there is
    ");
}

#[test]
fn an_id_or_a_field_twice_in_one_command() {
    assert_snapshot!(refused("update FEAT-041 FEAT-041 status=done"), @"
    error: `FEAT-041` is named twice
    hint: name each item once
    ");
    assert_snapshot!(refused("update FEAT-041 feat-041 status=done"), @"
    error: `FEAT-041` and `feat-041` name the same item
    hint: name each item once
    ");
    assert_snapshot!(refused("update FEAT-041 79 status=done"), @"
    error: `FEAT-041` and `79` name the same item
    hint: name each item once
    ");
    assert_snapshot!(refused("update FEAT-041 status=done status=ready"), @"
    error: `status` is given twice
    hint: give each field once
    ");
    assert_snapshot!(refused("update FEAT-041 title=A title+=B"), @"
    error: `title` is given twice
    hint: give each field once
    ");
}

#[test]
fn dates_that_are_none() {
    assert_snapshot!(refused("dashboard --as-of yesterday"), @"
    error: `yesterday` is not a date for --as-of
    hint: write a real day as YYYY-MM-DD, such as 2026-01-05
    ");
    assert_snapshot!(refused("check --as-of 2026-02-30"), @"
    error: `2026-02-30` is not a date for --as-of
    hint: write a real day as YYYY-MM-DD, such as 2026-01-05
    ");
    assert_snapshot!(refused("update FEAT-041 started=2026-1-5"), @"
    error: `started` is `2026-1-5`, which is not a date
    hint: write a real day as YYYY-MM-DD, such as 2026-01-05
    ");
    let environment = Sandbox::with("m1").variable("TRACKER_AS_OF", "tomorrow");
    assert_snapshot!(environment.run("dashboard").failure(), @"
    error: `tomorrow` is not a date for TRACKER_AS_OF
    hint: write a real day as YYYY-MM-DD, such as 2026-01-05
    ");
}

#[test]
fn outputs_that_cannot_be_written() {
    let sandbox = Sandbox::with("m1");
    sandbox.write("docs/NOTE.md", "no markers here\n");
    assert_snapshot!(sandbox.run("dashboard --output docs").failure(), @"
    error: `docs` is a folder
    hint: name a file in it, such as `docs/FILE`
    ");
    assert_snapshot!(sandbox.run("dashboard --output reports/week/DASHBOARD.md").failure(), @"
    error: cannot write `reports/week/DASHBOARD.md`: there is no folder `reports/week`
      caused by: No such file or directory (os error 2)
    hint: mkdir -p reports/week
    ");
    assert_snapshot!(sandbox.run("dashboard --into docs/NOTE.md").failure(), @"
    error: docs/NOTE.md: there are no markers for `tracker:dashboard`
    hint: put these two lines where the report belongs:
    <!-- tracker:dashboard -->
    <!-- /tracker:dashboard -->
    ");
    assert_snapshot!(sandbox.run("dashboard --into docs/GONE.md").failure(), @"
    error: there is no file `docs/GONE.md`
    hint: make it first, with the two markers where the report belongs
    ");
    assert_snapshot!(sandbox.run("dashboard --output execution-plan.json").failure(), @"
    error: `execution-plan.json` is the plan, from which the report is made
    hint: name another file
    ");
    assert_snapshot!(sandbox.run("dashboard --into docs/../execution-plan.json").failure(), @"
    error: `docs/../execution-plan.json` is the plan, from which the report is made
    hint: name another file
    ");
    assert_eq!(sandbox.read("docs/NOTE.md"), "no markers here\n");
    assert_eq!(sandbox.plan(), fixture("m1"));
    assert!(!sandbox.path("reports").exists());
}

/// Whether permissions hold for who runs the tests: they do not for root.
#[cfg(unix)]
fn permissions_hold(sandbox: &Sandbox) -> bool {
    use std::os::unix::fs::PermissionsExt;
    sandbox.write("locked/probe", "");
    fs::set_permissions(sandbox.path("locked"), fs::Permissions::from_mode(0o555)).unwrap();
    let hold = fs::write(sandbox.path("locked/other"), "").is_err();
    fs::set_permissions(sandbox.path("locked"), fs::Permissions::from_mode(0o755)).unwrap();
    hold
}

#[cfg(unix)]
#[test]
fn a_file_that_may_not_be_read_and_a_folder_that_may_not_be_written() {
    use std::os::unix::fs::PermissionsExt;
    let sandbox = Sandbox::empty();
    if !permissions_hold(&sandbox) {
        return;
    }
    sandbox.write("plans/plan.json", fixture("m1"));
    fs::set_permissions(sandbox.path("plans"), fs::Permissions::from_mode(0o555)).unwrap();
    assert_snapshot!(sandbox.run("update FEAT-041 status=done --plan plans/plan.json").failure(), @"
    error: cannot write `plans/plan.json`: no permission to create a file in folder `plans`, where the new text is put before it takes the old one's place
      caused by: Permission denied (os error 13)
    hint: chmod u+w plans
    ");
    fs::set_permissions(sandbox.path("plans"), fs::Permissions::from_mode(0o755)).unwrap();
    assert_eq!(sandbox.read("plans/plan.json"), fixture("m1"));
    fs::set_permissions(sandbox.path("plans/plan.json"), fs::Permissions::from_mode(0o000)).unwrap();
    assert_snapshot!(sandbox.run("dashboard --plan plans/plan.json").failure(), @"
    error: no permission to read `plans/plan.json`
      caused by: Permission denied (os error 13)
    hint: `ls -l plans/plan.json` shows who may
    ");
}

#[cfg(unix)]
#[test]
fn a_plan_that_is_read_only_is_not_written() {
    use std::os::unix::fs::PermissionsExt;
    let sandbox = Sandbox::with("m1");
    fs::set_permissions(sandbox.path(PLAN), fs::Permissions::from_mode(0o444)).unwrap();
    assert_snapshot!(sandbox.run("update FEAT-041 status=done").failure(), @"
    error: `execution-plan.json` is read-only
    hint: chmod u+w execution-plan.json
    ");
    assert_eq!(sandbox.plan(), fixture("m1"));
    sandbox.run("dashboard").output();
}

#[test]
fn a_batch_without_an_id_is_a_finding() {
    assert_snapshot!(found(r#"{ "batches": [{ "name": "Nameless" }], "issues": [{ "id": "ok" }] }"#), @r#"
    error[missing-id]: batches.1 has no `id`, and every batch needs one
     --> execution-plan.json:1:15
      |
    1 | { "batches": [{ "name": "Nameless" }], "issues": [{ "id": "ok" }] }
      |               ^
      |
      = hint: add `"id": "batch-1"`

    execution-plan.json: 1 error
    "#);
}

#[test]
fn two_items_with_one_id_are_a_finding() {
    assert_snapshot!(found(r#"{ "batches": [{ "id": "X" }], "issues": [{ "id": "X" }, { "id": "ok" }] }"#), @r#"
    error[duplicate-id]: one item of kind `batch` and one of kind `issue` have the id `X`
     --> execution-plan.json:1:50
      |
    1 | { "batches": [{ "id": "X" }], "issues": [{ "id": "X" }, { "id": "ok" }] }
      |                                                  ^^^ first used in line 1
      |
      = hint: tracker rename issues.1 X-2

    execution-plan.json: 1 error
    "#);
}

#[test]
fn wrong_values_are_findings_of_one_run() {
    let plan = r#"{
  "issues": [
    { "id": "ok" },
    { "id": "T-1", "progress": 150 },
    { "id": "T-2", "progress": "50abc" },
    { "id": "T-3", "progress": "50" },
    { "id": "T-4", "status": "donee" },
    { "id": "T-5", "started": "2026-1-5" }
  ]
}
"#;
    assert_snapshot!(found(plan), @r#"
    error[out-of-range]: `progress` is 150, but it must be a number from 0 to 100
     --> execution-plan.json:4:32
      |
    2 |   "issues": [
    3 |     { "id": "ok" },
    4 |     { "id": "T-1", "progress": 150 },
      |                                ^^^
    5 |     { "id": "T-2", "progress": "50abc" },
    6 |     { "id": "T-3", "progress": "50" },
      |
      = hint: write it as in `tracker update T-1 progress=50`

    error[wrong-type]: `progress` must be a number from 0 to 100, not the text "50abc"
     --> execution-plan.json:5:32
      |
    3 |     { "id": "ok" },
    4 |     { "id": "T-1", "progress": 150 },
    5 |     { "id": "T-2", "progress": "50abc" },
      |                                ^^^^^^^
    6 |     { "id": "T-3", "progress": "50" },
    7 |     { "id": "T-4", "status": "donee" },
      |
      = hint: write it as in `tracker update T-2 progress=50`

    error[wrong-type]: `progress` must be a number from 0 to 100, not the text "50"
     --> execution-plan.json:6:32
      |
    4 |     { "id": "T-1", "progress": 150 },
    5 |     { "id": "T-2", "progress": "50abc" },
    6 |     { "id": "T-3", "progress": "50" },
      |                                ^^^^
    7 |     { "id": "T-4", "status": "donee" },
    8 |     { "id": "T-5", "started": "2026-1-5" }
      |
      = hint: write 50 without the quotes

    error[unknown-value]: `status` is `donee`, which is none of its values
     --> execution-plan.json:7:30
      |
    5 |     { "id": "T-2", "progress": "50abc" },
    6 |     { "id": "T-3", "progress": "50" },
    7 |     { "id": "T-4", "status": "donee" },
      |                              ^^^^^^^
    8 |     { "id": "T-5", "started": "2026-1-5" }
    9 |   ]
      |
      = hint: did you mean `done`?

    error[invalid-date]: `started` is `2026-1-5`, which is not a date
      --> execution-plan.json:8:31
       |
     6 |     { "id": "T-3", "progress": "50" },
     7 |     { "id": "T-4", "status": "donee" },
     8 |     { "id": "T-5", "started": "2026-1-5" }
       |                               ^^^^^^^^^^
     9 |   ]
    10 | }
       |
       = hint: write a real day as YYYY-MM-DD, such as 2026-01-05

    execution-plan.json: 5 errors
    "#);
}

#[test]
fn an_entry_that_is_no_object_is_named_by_its_place() {
    assert_snapshot!(found(r#"{ "issues": [{ "id": "ok" }, 1], "reports": ["dashboard"] }"#), @r#"
    error[wrong-type]: `issues.2` must be an object, not the number 1
     --> execution-plan.json:1:30
      |
    1 | { "issues": [{ "id": "ok" }, 1], "reports": ["dashboard"] }
      |                              ^
      |
      = hint: remove it, or write an object as in `{"id": "ISSUE-2"}`

    error[wrong-type]: `reports.1` must be an object, not the text "dashboard"
     --> execution-plan.json:1:46
      |
    1 | { "issues": [{ "id": "ok" }, 1], "reports": ["dashboard"] }
      |                                              ^^^^^^^^^^^
      |
      = hint: write it as in `"reports": [{"report": "dashboard", "output": "DASHBOARD.md"}]`

    execution-plan.json: 2 errors
    "#);
}

#[test]
fn figures_of_an_estimate_in_the_wrong_order_are_told_as_such() {
    assert_snapshot!(found(r#"{ "issues": [{ "id": "ok", "estimate": [5, 2] }] }"#), @r#"
    error[out-of-range]: the low figure of `estimate`, 5, is greater than the high one, 2
     --> execution-plan.json:1:40
      |
    1 | { "issues": [{ "id": "ok", "estimate": [5, 2] }] }
      |                                        ^^^^^^
      |
      = hint: write `[2, 5]`

    execution-plan.json: 1 error
    "#);
    assert_snapshot!(refused("update FEAT-041 estimate=5-2h"), @"
    error: the low figure of `estimate`, 5, is greater than the high one, 2
    hint: write `2-5h`
    ");
    assert_snapshot!(refused("update FEAT-041 estimate=[3,1,2]"), @"
    error: the low figure of `estimate`, 3, is greater than the likely one, 1
    hint: write `[1, 2, 3]`
    ");
}

#[test]
fn metrics_that_are_no_object_are_a_finding() {
    assert_snapshot!(found(r#"{ "metrics": [], "issues": [{ "id": "ok" }] }"#), @r#"
    error[wrong-type]: `metrics` must be an object, not an array
     --> execution-plan.json:1:14
      |
    1 | { "metrics": [], "issues": [{ "id": "ok" }] }
      |              ^^
      |
      = hint: write it as in `"metrics": {"coverage": 87}`

    execution-plan.json: 1 error
    "#);
}

#[test]
fn a_closed_pipe_does_not_turn_no_into_yes() {
    let sandbox = Sandbox::with("contradictions");
    let (reader, writer) = std::io::pipe().unwrap();
    drop(reader);
    let output =
        sandbox.command(&["check"]).stdout(writer).stderr(std::process::Stdio::piped()).output().unwrap();
    assert_eq!(output.status.code(), Some(1));
}

#[cfg(unix)]
#[test]
fn a_day_that_is_no_text_is_refused() {
    use std::os::unix::ffi::OsStrExt as _;

    let sandbox = Sandbox::with("m1");
    let day = std::ffi::OsStr::from_bytes(b"\xff");
    let output = sandbox.command(&["next"]).env("TRACKER_AS_OF", day).output().unwrap();
    assert_eq!(output.status.code(), Some(2));
}

#[test]
fn a_closed_pipe_is_no_failure() {
    let sandbox = Sandbox::with("m1");
    let (reader, writer) = std::io::pipe().unwrap();
    drop(reader);
    let output =
        sandbox.command(&["dashboard"]).stdout(writer).stderr(std::process::Stdio::piped()).output().unwrap();
    assert_eq!((output.status.code(), output.stderr.as_slice()), (Some(0), b"".as_slice()));
}

#[cfg(target_os = "linux")]
#[test]
fn a_write_that_cannot_be_told_is_no_write_that_failed() {
    let full = || fs::OpenOptions::new().write(true).open("/dev/full").unwrap();
    let into_full = |sandbox: &Sandbox, words: &[&str]| {
        let mut command = sandbox.command(words);
        let output = command.stdout(full()).stderr(std::process::Stdio::piped()).output().unwrap();
        format!("exit {}\n{}", output.status.code().unwrap(), String::from_utf8(output.stderr).unwrap())
    };
    let sandbox = Sandbox::with("m1");
    assert_snapshot!(into_full(&sandbox, &["update", "FEAT-041", "progress=20"]), @"
    exit 3
    error: `execution-plan.json` is written, but what changed could not be printed
      caused by: cannot write to standard output
      caused by: No space left on device (os error 28)
    hint: do not repeat the command: the file holds the change
    ");
    assert!(sandbox.plan().contains("\"progress\": 20"));
    assert_snapshot!(into_full(&sandbox, &["update", "FEAT-041", "progress=30", "--format", "json", "--dry-run"]), @"
    exit 2
    error: cannot write to standard output
      caused by: No space left on device (os error 28)
    ");
    assert_snapshot!(into_full(&sandbox, &["list"]), @"
    exit 2
    error: cannot write to standard output
      caused by: No space left on device (os error 28)
    ");
    assert_snapshot!(into_full(&Sandbox::empty(), &["init"]), @"
    exit 3
    error: `execution-plan.json` is written, but what changed could not be printed
      caused by: cannot write to standard output
      caused by: No space left on device (os error 28)
    hint: do not repeat the command: the file holds the change
    ");
}

#[test]
fn a_folder_where_a_template_belongs_is_to_go() {
    let sandbox = Sandbox::with("m1");
    sandbox.write(".tracker/templates/dashboard.md/x", "");
    assert_snapshot!(sandbox.run("dashboard --format markdown"), @"
    exit 2
    --- stderr
    error: `.tracker/templates/dashboard.md` is a folder, where a template belongs
    hint: remove it or give it another name: mv .tracker/templates/dashboard.md .tracker/templates/dashboard.md.old
    ");
}

#[cfg(unix)]
#[test]
fn the_pipe_of_a_shell_is_no_plan() {
    let sandbox = Sandbox::with("m1");
    let mut bash = std::process::Command::new("bash");
    let program = std::path::PathBuf::from(sandbox.command(&[""]).get_program());
    let line = format!("'{}' list --plan <(cat execution-plan.json)", program.display());
    bash.args(["--norc", "-c", &line]).current_dir(sandbox.path(""));
    let output = bash.output().unwrap();
    let told = String::from_utf8(output.stderr).unwrap();
    assert!(
        told.contains("` is not a regular file\nhint: put what it gives into a file, and name that"),
        "{told}"
    );
    assert_eq!(output.status.code(), Some(2));
}
