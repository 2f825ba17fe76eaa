//! The rules of status and progress, a sentence each.

use super::*;
use crate::json::Document;
use crate::plan::value::hours::Hours;

fn with_state(plan: &str, check: impl FnOnce(&State<'_>)) {
    let document = Document::parse(plan.into()).unwrap();
    let plan = Plan::read(&document).unwrap();
    let index = Index::new(&plan);
    let graph = Graph::new(&plan, &index);
    check(&State::new(&plan, &index, &graph));
}

/// The effective statuses of some items, by id.
fn statuses(plan: &str, ids: &[&str]) -> Vec<Status> {
    let mut found = Vec::new();
    with_state(plan, |state| {
        found = ids.iter().map(|id| state.status(state.index.find(id).unwrap()).unwrap()).collect();
    });
    found
}

#[test]
fn an_issue_that_waits_is_blocked_and_one_that_waits_for_nothing_is_ready() {
    let plan = r#"{"issues": [{"id": "A"}, {"id": "B", "status": "ready", "dependencies": ["A"]},
        {"id": "C", "status": "queued", "dependencies": ["A"]}, {"id": "D", "blockers": ["a vendor's answer"]},
        {"id": "E", "status": "in-progress", "dependencies": ["A"]}]}"#;
    let expected = [Status::Ready, Status::Blocked, Status::Queued, Status::Blocked, Status::InProgress];
    assert_eq!(statuses(plan, &["A", "B", "C", "D", "E"]), expected);
}

#[test]
fn a_blocker_record_frees_what_it_can_hold_each_once() {
    let plan = r#"{"blockers": [{"id": "B", "affects": ["A", "A", "ACT", "B"]}], "actions": [{"id": "ACT", "title": "x"}],
        "issues": [{"id": "A", "blockers": ["B"]}]}"#;
    with_state(plan, |state| {
        let find = |id| state.index.find(id).unwrap();
        assert_eq!(state.frees(find("B")), [find("A")]);
    });
}

#[test]
fn each_of_many_causes_counts_once() {
    let ids: Vec<String> = (0..40).map(|number| format!("I{number}")).collect();
    let issues: Vec<String> = ids.iter().map(|id| format!(r#"{{"id": "{id}"}}"#)).collect();
    let twice = [ids.as_slice(), &["somebody".to_owned()], &ids, &["somebody".to_owned()]].concat();
    let plan = format!(
        r#"{{"issues": [{}, {{"id": "A", "dependencies": {ids:?}, "blockers": {twice:?}}}]}}"#,
        issues.join(", ")
    );
    with_state(&plan, |state| {
        let causes = state.waits_for(state.index.find("A").unwrap());
        assert_eq!(causes.len(), 41);
        assert!(causes.contains(&Cause::Words("somebody")));
    });
}

#[test]
fn blocked_without_a_cause_stays_blocked_and_is_ready_once_its_causes_are_gone() {
    let plan = r#"{"issues": [{"id": "A", "status": "done"}, {"id": "B", "status": "blocked"},
        {"id": "C", "status": "blocked", "dependencies": ["A"]}]}"#;
    assert_eq!(statuses(plan, &["B", "C"]), [Status::Blocked, Status::Ready]);
}

#[test]
fn an_edge_between_batches_holds_for_all_their_issues() {
    let plan = r#"{"batches": [{"id": "one"}, {"id": "two", "blockers": ["one"]}],
        "issues": [{"id": "A", "batch": "one", "status": "done"}, {"id": "B", "batch": "one"}, {"id": "C", "batch": "two"}]}"#;
    assert_eq!(statuses(plan, &["one", "two", "C"]), [Status::InProgress, Status::Blocked, Status::Blocked]);
}

#[test]
fn a_batch_is_what_its_issues_are_whatever_it_claims() {
    let plan = r#"{"batches": [{"id": "one", "status": "done"}, {"id": "two", "status": "not-started"}, {"id": "three"}],
        "issues": [{"id": "A", "batch": "one"}, {"id": "B", "batch": "two", "status": "done"},
            {"id": "C", "batch": "two", "status": "cancelled"}, {"id": "D", "batch": "three", "status": "cancelled"}]}"#;
    assert_eq!(statuses(plan, &["one", "two", "three"]), [Status::Ready, Status::Done, Status::NotStarted]);
}

#[test]
fn a_batch_without_issues_keeps_not_started_and_queued() {
    let plan = include_str!("../../tests/plans/batch-script.json");
    assert_eq!(statuses(plan, &["batch-1", "batch-2"]), [Status::NotStarted, Status::Queued]);
}

#[test]
fn issues_of_a_sequential_batch_wait_for_one_another() {
    let plan = r#"{"batches": [{"id": "one", "sequential": true}],
        "issues": [{"id": "A", "batch": "one"}, {"id": "B", "batch": "one"}]}"#;
    assert_eq!(statuses(plan, &["A", "B"]), [Status::Ready, Status::Blocked]);
}

#[test]
fn an_open_blocker_record_holds_what_it_affects_and_words_hold_nothing() {
    let plan = r#"{"batches": [{"id": "one"}], "issues": [{"id": "A", "batch": "one"}, {"id": "B"}, {"id": "C"}],
        "blockers": [{"id": "ci", "affects": ["one", "Security Monitoring"]}, {"id": "old", "status": "resolved", "affects": ["C"]}]}"#;
    assert_eq!(statuses(plan, &["A", "B", "C"]), [Status::Blocked, Status::Ready, Status::Ready]);
    let all = plan.replace(r#""one", "Sec"#, r#""*", "Sec"#);
    assert_eq!(statuses(&all, &["A", "B", "C"]), [Status::Blocked; 3]);
}

#[test]
fn an_edge_to_a_start_holds_until_the_other_has_begun_and_edges_to_a_finish_hold_nothing() {
    let edge = |kind: &str, status: &str| {
        let plan = format!(
            r#"{{"issues": [{{"id": "A", "status": "{status}"}}, {{"id": "B", "dependencies": [{{"id": "A", "type": "{kind}"}}]}}]}}"#
        );
        statuses(&plan, &["B"])
    };
    assert_eq!(edge("start-to-start", "not-started"), [Status::Blocked]);
    assert_eq!(edge("start-to-start", "in-progress"), [Status::Ready]);
    assert_eq!(edge("finish-to-start", "in-progress"), [Status::Blocked]);
    assert_eq!(edge("finish-to-finish", "not-started"), [Status::Ready]);
}

#[test]
fn what_an_issue_waits_for_names_its_own_causes_then_its_batchs_each_once() {
    let plan = r#"{"batches": [{"id": "one"}, {"id": "two", "dependencies": ["one", "A"]}],
        "issues": [{"id": "A"}, {"id": "B", "batch": "two", "dependencies": ["A"], "blockers": ["the lawyers say yes"]}]}"#;
    with_state(plan, |state| {
        let find = |id: &str| state.index.find(id).unwrap();
        let causes = state.waits_for(find("B"));
        assert_eq!(
            causes,
            [Cause::Item(find("A")), Cause::Words("the lawyers say yes"), Cause::Item(find("one"))]
        );
        assert_eq!(state.frees(find("A")), [find("two"), find("B")]);
    });
}

#[test]
fn progress_is_weighted_only_when_every_issue_has_an_estimate() {
    let plan = |estimate: &str| {
        format!(
            r#"{{"batches": [{{"id": "one"}}], "issues": [{{"id": "A", "batch": "one", "status": "done", "estimate": 3}},
            {{"id": "B", "batch": "one"{estimate}}}, {{"id": "C", "batch": "one", "status": "cancelled"}}]}}"#
        )
    };
    let progress = |plan: &str| {
        let mut found = 0.0;
        with_state(plan, |state| found = state.batch_progress(0));
        format!("{found:.1}")
    };
    assert_eq!(progress(&plan("")), "50.0");
    assert_eq!(progress(&plan(r#", "estimate": 1"#)), "75.0");
}

#[test]
fn overall_progress_counts_issues_and_batches_without_issues_each_once() {
    let plan = r#"{"batches": [{"id": "one"}, {"id": "two", "progress": 50}, {"id": "three", "status": "cancelled"}],
        "issues": [{"id": "A", "batch": "one", "status": "done"}, {"id": "B", "batch": "one"}]}"#;
    with_state(plan, |state| assert_eq!(format!("{:.1}", state.progress()), "50.0"));
}

#[test]
fn a_computed_metric_is_a_part_in_percent_and_unknown_when_there_is_nothing_to_count() {
    let plan = r#"{"issues": [{"id": "A", "status": "done", "criteria": ["works"]}, {"id": "B"}, {"id": "C", "status": "cancelled"}],
        "reviews": [{"id": "review-1", "status": "completed", "questions": ["How?", {"text": "When?", "done": true}, "A"]}],
        "checks": [{"status": "passing"}, {"status": "failing"}, {"status": "passing"}, {}]}"#;
    with_state(plan, |state| {
        let figure = |name: &str| state.figure(name).map(|figure| format!("{figure:.1}"));
        assert_eq!(figure("issuesDone").as_deref(), Some("50.0"));
        assert_eq!(figure("issuesWithCriteria").as_deref(), Some("50.0"));
        assert_eq!(figure("reviewsCompleted").as_deref(), Some("100.0"));
        assert_eq!(figure("questionsDecided").as_deref(), Some("66.7"));
        assert_eq!(figure("checksPassing").as_deref(), Some("50.0"));
        assert_eq!(
            [figure("actionsDone"), figure("checkpointsPassed"), figure("coverage")],
            [None, None, None]
        );
    });
}

#[test]
fn a_batch_is_planned_by_its_own_estimate_else_by_those_of_its_issues() {
    let plan = r#"{"batches": [{"id": "X", "estimate": [2, 3, 4]}, {"id": "Y"}, {"id": "Z", "status": "cancelled", "estimate": 9}],
        "issues": [{"id": "A", "batch": "X", "estimate": 8}, {"id": "B", "batch": "Y", "estimate": "1-2h"},
        {"id": "C", "batch": "Y", "estimate": 3}, {"id": "D", "batch": "Y", "estimate": 5, "status": "cancelled"}, {"id": "E", "estimate": 1}]}"#;
    with_state(plan, |state| {
        let planned = |place| state.batch_estimate(place).map(Hours::range);
        assert_eq!([planned(0).as_deref(), planned(1).as_deref()], [Some("2–4h"), Some("4–5h")]);
        assert_eq!(state.estimate().map(Hours::range).as_deref(), Some("7–10h"));
    });
}

#[test]
fn hours_worked_are_not_known_once_work_has_begun_and_none_are_recorded() {
    let plan = r#"{"batches": [{"id": "X"}, {"id": "Y"}, {"id": "Z"}], "issues": [{"id": "A", "batch": "X"},
        {"id": "B", "batch": "Y", "status": "done", "estimate": 2},
        {"id": "C", "batch": "Z", "status": "done", "actual": 2}, {"id": "D", "batch": "Z", "status": "in-progress", "estimate": 4, "progress": 25}]}"#;
    with_state(plan, |state| {
        let actual: Vec<_> = (0..3).map(|place| state.batch_actual(place).map(Hours::range)).collect();
        assert_eq!(actual, [Some("0h".to_owned()), None, Some("2h".to_owned())]);
        let worked: Vec<_> = (0..4).map(|place| state.worked(place).map(Hours::range)).collect();
        assert_eq!(worked, [None, Some("2h".to_owned()), Some("2h".to_owned()), Some("1h".to_owned())]);
    });
}
