use std::fmt::Write;

use proptest::prelude::*;
use serde_json::{Value, json};

use super::*;
use crate::plan::header::Diagram;
use crate::view::section::tests::{EVERYTHING, Look, seen, shown, value};

/// The trees of a plan as text, with a heading for each batch.
fn trees(plan: &Value) -> String {
    let flow = shown(plan, |view| value(section(view)));
    let mut text = String::new();
    for group in flow["groups"].as_array().unwrap() {
        writeln!(text, "# {}", group["label"].as_str().unwrap_or("-")).unwrap();
        let lines: Vec<&str> =
            group["lines"].as_array().unwrap().iter().map(|line| line.as_str().unwrap()).collect();
        text.push_str(&lines.join("\n"));
        text.push('\n');
    }
    text
}

fn issue(id: &str, batch: &str, waits_for: &[&str]) -> Value {
    json!({"id": id, "batch": batch, "dependencies": waits_for})
}

#[test]
fn each_batch_shows_its_own_trees_and_ends_branches_that_another_goes_on_with() {
    let plan = json!({
        "batches": [{"id": "phase-1"}, {"id": "phase-2"}, {"id": "phase-3", "dependencies": ["phase-2"], "deliverables": ["Docs"]}],
        "issues": [issue("A", "phase-1", &[]), issue("B", "phase-1", &[]), issue("C", "phase-1", &["A"]),
            issue("D", "phase-2", &["A"]), issue("E", "phase-2", &["C"]), issue("F", "phase-2", &["E"])]});
    insta::assert_snapshot!(trees(&plan), @"
    # Phase 1
    A
    ├── C [BLOCKED]
    │   └── E [BLOCKED]
    └── D [BLOCKED]

    B → Independent
    # Phase 2
    E [BLOCKED]
    └── F [BLOCKED]
    # Phase 3
    Docs
    ");
}

#[test]
fn an_issue_with_several_parents_has_its_branch_once() {
    let plan = json!({"issues": [issue("A", "", &[]), issue("B", "", &[]), issue("C", "", &["A", "B"]), issue("D", "", &["C"])]});
    insta::assert_snapshot!(trees(&plan), @"
    # -
    A
    └── C [BLOCKED]
        └── D [BLOCKED]

    B
    └── C [BLOCKED] (see above)
    ");
}

#[test]
fn what_goes_in_circles_is_shown_once() {
    let plan = json!({"issues": [issue("A", "", &["B"]), issue("B", "", &["A"]), issue("C", "", &["B"])]});
    insta::assert_snapshot!(trees(&plan), @"
    # -
    A [BLOCKED]
    └── B [BLOCKED]
        ├── A [BLOCKED] (see above)
        └── C [BLOCKED]
    ");
}

#[test]
fn a_chain_that_becomes_too_deep_goes_on_as_another_tree() {
    let chain: Vec<Value> = (0..11)
        .map(|n| json!({"id": format!("I{n}"), "title": "x".repeat(n * 8), "dependencies": if n > 0 { vec![format!("I{}", n - 1)] } else { vec![] }}))
        .collect();
    insta::assert_snapshot!(trees(&json!({ "issues": chain })), @"
    # -
    I0
    └── I1 (xxxxxxxx) [BLOCKED]
        └── I2 (xxxxxxxxxxxxxxxx) [BLOCKED]
            └── I3 (xxxxxxxxxxxxxxxxxxxxxxxx) [BLOCKED]
                └── I4 (xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx) [BLOCKED]
                    └── I5 (xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx) [BLOCKED]
                        └── I6 (xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx) [BLOCKED]
                            └── I7 (xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx) [BLOCKED]
                                └── I8 (xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx…) [BLOCKED] (continued below)

    I8 (xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx…) [BLOCKED]
    └── I9 (xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx…) [BLOCKED]
        └── I10 (xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx…) [BLOCKED]
    ");
}

#[test]
fn batches_are_the_flow_of_a_plan_without_issues() {
    let plan = json!({"batches": [{"id": "batch-1", "name": "Base"}, {"id": "batch-2", "dependencies": ["batch-1"]}, {"id": "batch-3"}], "risks": [{"id": "R-1"}]});
    insta::assert_snapshot!(trees(&plan), @"
    # -
    Batch 1: Base
    └── Batch 2

    Batch 3 → Independent
    ");
}

#[test]
fn without_a_dependency_there_is_no_flow() {
    let plan =
        json!({"batches": [{"id": "one"}], "issues": [issue("A", "one", &[]), issue("B", "one", &[])]});
    assert_eq!(trees(&plan), "");
}

#[test]
fn rows_beyond_the_limit_are_counted() {
    let issues: Vec<Value> =
        (0..50).map(|n| issue(&format!("I{n}"), "", if n > 0 { &["I0"] } else { &[] })).collect();
    let flow =
        seen(Look { rows: 10, ..EVERYTHING }, &json!({ "issues": issues }), |view| value(section(view)));
    assert_eq!((flow["groups"][0]["rows"].as_array().unwrap().len(), &flow["hidden"]), (10, &json!(40)));
}

#[test]
fn deliverables_take_the_rows_that_issues_leave() {
    let plan = json!({
        "batches": [{"id": "one"}, {"id": "two", "dependencies": ["one"], "deliverables": ["a", "b", "c"]}],
        "issues": [issue("A", "one", &[]), issue("B", "one", &["A"])]});
    let flow = |rows| seen(Look { rows, ..EVERYTHING }, &plan, |view| value(section(view)));
    let shown = |rows: usize| (flow(rows)["groups"][1]["lines"].clone(), flow(rows)["hidden"].clone());
    assert_eq!(shown(5), (json!(["a", "b", "c"]), json!(0)));
    assert_eq!(shown(4), (json!(["a", "b"]), json!(1)));
}

#[test]
fn diagrams_are_made_only_where_they_are_asked_for() {
    let plan = json!({"startDate": "2025-10-06",
        "batches": [{"id": "phase-1", "targetDate": "Week 1"}, {"id": "phase-2", "started": "2025-10-10", "completed": "2025-10-14", "dependencies": ["phase-1"]},
            {"id": "phase-3", "targetDate": "some day"}],
        "issues": [issue("A", "phase-1", &[]), issue("B", "phase-1", &["A"])], "milestones": [{"id": "week-2", "week": 2}]});
    let flow = |diagram| seen(Look { diagram, ..EVERYTHING }, &plan, |view| value(section(view)));
    assert_eq!(flow(None)["chart"], json!(null));
    let drawn = flow(Some(Diagram::Mermaid));
    let arrows: Vec<String> =
        drawn["chart"]["arrows"].as_array().unwrap().iter().map(ToString::to_string).collect();
    assert_eq!(
        arrows,
        [r#"{"from":"b1","to":"b2","label":null}"#, r#"{"from":"i1","to":"i2","label":null}"#]
    );
    let spans = drawn["timeline"]["spans"].as_array().unwrap();
    let days: Vec<_> =
        spans.iter().map(|span| (span["first"].as_str().unwrap(), span["last"].as_str().unwrap())).collect();
    assert_eq!(days, [("2025-10-06", "2025-10-12"), ("2025-10-10", "2025-10-14")]);
    assert_eq!(drawn["timeline"]["milestones"][0]["day"], "2025-10-19");
}

proptest! {
    /// Whatever waits for whatever, in circles too: every issue that is tied to another stands in the trees, and its branch
    /// is drawn once.
    #[test]
    fn every_tied_issue_is_shown_and_no_branch_twice(
        edges in prop::collection::vec((0usize..12, 0usize..12), 1..40), batches in prop::collection::vec(0usize..4, 12),
    ) {
        let waits_for = |n: usize| -> Vec<String> {
            edges.iter().filter(|(from, to)| *from == n && from != to).map(|(_, to)| format!("I{to}")).collect()
        };
        let issues: Vec<Value> = (0..12)
            .map(|n| json!({"id": format!("I{n}"), "batch": format!("batch-{}", batches[n]), "dependencies": waits_for(n)}))
            .collect();
        let plan = json!({"batches": [{"id": "batch-1"}, {"id": "batch-2"}, {"id": "batch-3"}], "issues": issues});
        let flow = shown(&plan, |view| value(section(view)));
        let rows: Vec<&Value> = flow["groups"].as_array().unwrap().iter().flat_map(|group| group["rows"].as_array().unwrap()).collect();
        let tied = |n: usize| edges.iter().any(|(from, to)| from != to && (*from == n || *to == n));
        for n in (0..12).filter(|n| tied(*n)) {
            prop_assert!(rows.iter().any(|row| row["id"] == format!("I{n}")), "I{} is missing", n);
        }
        // A branch is drawn where a row is followed by a deeper one.
        let mut parents: Vec<&Value> =
            rows.windows(2).filter(|pair| pair[1]["depth"].as_u64() > pair[0]["depth"].as_u64()).map(|pair| &pair[0]["id"]).collect();
        let count = parents.len();
        parents.sort_by_key(ToString::to_string);
        parents.dedup();
        prop_assert_eq!(parents.len(), count);
    }
}
