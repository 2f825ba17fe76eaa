//! What an edit leaves alone, to the byte

use crate::harness::Sandbox;

/// Asserts that a command makes one text of another, and says nothing on standard error.
fn assert_edit(before: &str, line: &str, after: &str) {
    let sandbox = Sandbox::holding(before);
    let answer = sandbox.run(line);
    assert_eq!((answer.code, answer.stderr.as_str()), (0, ""), "{line}");
    assert_eq!(sandbox.plan(), after, "{line}");
}

#[test]
fn entries_that_move_keep_their_text() {
    let entry = r#"{"id":"B","lag":4e0,"note":"caf\u00e9","ticket":20251129123456789012}"#;
    let plan = |entries: &str| {
        format!(r#"{{"issues":[{{"id":"A","dependencies":[{entries}]}},{{"id":"B"}},{{"id":"C"}}]}}"#)
    };
    let (one, other) = (plan(&format!("{entry},\"C\"")), plan(&format!("\"C\",{entry}")));
    assert_edit(&one, "update A dependencies=C,B", &other);
    assert_edit(&other, "update A dependencies=B,C", &one);
    let plan = |entries: &str| format!(r#"{{"issues":[{{"id":"A","deliverables":[{entries}]}}]}}"#);
    assert_edit(
        &plan(r#""a",{"text":"b","done":true,"own":12345678901234567890123},"c""#),
        "update A deliverables.2=new deliverables.1=",
        &plan(r#"{"text":"new","done":true,"own":12345678901234567890123},"c""#),
    );
}

#[test]
fn an_entry_ticked_and_reopened_is_the_old_one() {
    for entry in
        [r#""w""#, r#"{"done":false,"text":"w"}"#, r#"{"text": "w"}"#, r#"{"done":false,"text":"w","own":1}"#]
    {
        let plan = format!(r#"{{"issues":[{{"id":"A","deliverables":["y",{entry}]}}]}}"#);
        let sandbox = Sandbox::holding(&plan);
        sandbox.run("update A deliverables.2=done").output();
        assert_ne!(sandbox.plan(), plan);
        sandbox.run("update A deliverables.2=open").output();
        assert_eq!(sandbox.plan(), plan);
    }
}

#[test]
fn values_are_written_as_they_are_typed() {
    assert_edit(
        r#"{"issues": [{"id": "A"}]}"#,
        "update A x:ver=1.10 x:sha=1e5 x:build=12345678901234567890123 x:p=0.12345678901234567890123 'extra={\"z\":1.50}' estimate=99999999999999999999999",
        r#"{"issues": [{"id": "A", "estimate": 99999999999999999999999, "extra": {"z": 1.50}, "ver": 1.10, "sha": 1e5, "build": 12345678901234567890123, "p": 0.12345678901234567890123}]}"#,
    );
    assert_edit(
        r#"{"issues": [{"id": "A", "k": 12345678901234567890123}]}"#,
        "update A x:k+=1",
        r#"{"issues": [{"id": "A", "k": 12345678901234567890124}]}"#,
    );
}

#[test]
fn a_rename_of_a_member_leaves_units_alone() {
    for units in ["1E0", "1.50"] {
        let plan = |name: &str| {
            format!(
                r#"{{"team":[{{"id":"{name}"}},{{"id":"q"}}],"issues":[{{"id":"A","demand":{{"{name}":{units},"q":2}}}}]}}"#
            )
        };
        assert_edit(&plan("p"), "rename p r", &plan("r"));
    }
}

#[test]
fn the_difference_of_a_dry_run_has_the_line_ends_of_the_plan() {
    let plan = "{\r\n  \"issues\": [\r\n    { \"id\": \"A\" },\r\n    { \"id\": \"B\" }\n  ]\r\n}\r\n";
    let sandbox = Sandbox::holding(plan);
    let difference = sandbox.run("update A title=T --dry-run").output();
    assert_eq!(
        difference,
        "--- execution-plan.json\n+++ execution-plan.json\n@@ -1,6 +1,6 @@\n {\r\n   \"issues\": [\r\n\
         -    { \"id\": \"A\" },\r\n+    { \"id\": \"A\", \"title\": \"T\" },\r\n     { \"id\": \"B\" }\n   ]\r\n }\r\n"
    );
}

#[test]
fn an_empty_list_is_filled_as_a_person_would_and_emptied_again() {
    assert_edit(
        "{\n  \"issues\": [\n  ]\n}\n",
        "add issue title=Hi",
        "{\n  \"issues\": [\n    {\n      \"id\": \"ISSUE-1\",\n      \"title\": \"Hi\"\n    }\n\n  ]\n}\n",
    );
    for plan in [
        "{\n  \"issues\": [\n  ]\n}\n",
        "{ \"issues\": [ ] }",
        "{\r\n\t\"issues\": [\r\n\t]\r\n}\r\n",
        "{\"issues\": [], \"team\": [ ]}",
    ] {
        let sandbox = Sandbox::holding(plan);
        sandbox.run("add issue A-1 title=Hi").output();
        sandbox.run("remove A-1").output();
        assert_eq!(sandbox.plan(), plan);
    }
    for (before, after) in
        [("[ ]", r#"[ "a" ]"#), ("[]", r#"["a"]"#), ("[\n    ]", "[\n      \"a\"\n\n    ]")]
    {
        let plan = |labels: &str| {
            format!("{{\n  \"issues\": [\n    {{\"id\": \"A\", \"labels\": {labels}}}\n  ]\n}}\n")
        };
        assert_edit(&plan(before), "update A labels+=a", &plan(after));
        assert_edit(&plan(after), "update A labels-=a", &plan(before));
    }
}
