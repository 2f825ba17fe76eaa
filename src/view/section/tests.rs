//! What sections make of small plans.

use std::rc::Rc;

use serde::Serialize;
use serde_json::{Value, json};

use super::{
    actions, blockers, checks, completion, crosslinks, decisions, immediate, links, metrics, progress,
    reviews, upcoming,
};
use crate::graph::Graph;
use crate::json::Document;
use crate::plan::Plan;
use crate::plan::header::Diagram;
use crate::plan::index::Index;
use crate::plan::value::date::Date;
use crate::state::State;
use crate::view::Viewpoint;
use crate::view::week::Week;

/// From where a test looks at a plan.
#[derive(Clone, Copy)]
pub(super) struct Look {
    pub(super) rows: usize,
    pub(super) day: Option<&'static str>,
    pub(super) diagram: Option<Diagram>,
}

pub(super) const EVERYTHING: Look = Look { rows: usize::MAX, day: None, diagram: None };

/// A section of a plan as JSON.
pub(super) fn seen(look: Look, plan: &Value, section: impl FnOnce(&Viewpoint<'_>) -> Value) -> Value {
    let document = Document::parse(plan.to_string().into()).unwrap();
    let plan = Plan::read(&document).unwrap();
    let index = Index::new(&plan);
    let graph = Graph::new(&plan, &index);
    let state = State::new(&plan, &index, &graph);
    let day = look.day.map(|day| Date::parse(day).unwrap());
    section(&Viewpoint {
        state: &state,
        rows: look.rows,
        day,
        week: Week::unknown(),
        diagram: look.diagram,
        timetable: Rc::default(),
    })
}

/// A section of a plan as JSON.
pub(super) fn shown(plan: &Value, section: impl FnOnce(&Viewpoint<'_>) -> Value) -> Value {
    seen(EVERYTHING, plan, section)
}

pub(super) fn value(section: impl Serialize) -> Value {
    serde_json::to_value(section).unwrap()
}

/// A member of each entry of a list.
fn each(list: &Value, member: &str) -> Vec<Value> {
    list.as_array().unwrap().iter().map(|entry| entry.pointer(member).unwrap().clone()).collect()
}

#[test]
fn a_session_without_a_time_comes_after_what_it_waits_for() {
    let plan = json!({"reviews": [
        {"id": "session-1", "status": "scheduled", "scheduled": "2025-10-17", "duration": "60m", "questions": [{"text": "Q", "done": true}, "R"]},
        {"id": "session-2", "dependencies": ["session-1"]},
        {"id": "session-3", "status": "done", "dependencies": ["session-2"]}]});
    let reviews = shown(&plan, |view| value(reviews::section(view)));
    let rows = &reviews["rows"];
    assert_eq!(each(rows, "/scheduledText"), [json!("2025-10-17"), json!("After Session 1"), json!(null)]);
    assert_eq!(each(rows, "/badge/label"), ["Scheduled", "Pending", "Completed"]);
    assert_eq!((&rows[0]["questionsDone"], &rows[0]["durationText"]), (&json!(1), &json!("1 hour")));
}

#[test]
fn decisions_stand_by_their_day_and_name_the_review() {
    let plan = json!({"reviews": [{"id": "session-1"}], "decisions": [
        {"id": "D3", "title": "c"}, {"id": "D2", "title": "b", "date": "2025-10-17", "review": "session-1", "status": "proposed"},
        {"id": "D1", "title": "a", "date": "2025-10-16", "by": "Lead", "status": "accepted"}]});
    let decisions = shown(&plan, |view| value(decisions::section(view)));
    let rows = &decisions["rows"];
    assert_eq!(each(rows, "/id"), ["D1", "D2", "D3"]);
    assert_eq!((&rows[1]["review"], &rows[1]["badge"]["label"]), (&json!("Session 1"), &json!("Proposed")));
    assert_eq!(rows[0]["badge"], json!(null), "that a decision holds needs no sign");
}

#[test]
fn a_dependency_that_leads_nowhere_is_told_first() {
    let plan = json!({
        "batches": [{"id": "one", "sequential": true}],
        "issues": [
            {"id": "A", "title": "Loader", "batch": "one"},
            {"id": "B", "short": "Box", "title": "Sandbox", "batch": "one", "dependencies": ["A", "Z", "B", "L", "one"], "blockers": ["waits for legal"]}],
        "links": [{"id": "L", "title": "Wiki"}], "actions": [{"id": "X", "dependencies": ["A"]}]});
    let links = shown(&plan, |view| value(crosslinks::section(view)));
    let rows = &links["rows"];
    assert_eq!(each(rows, "/from"), ["Z", "B", "L", "one", "A"]);
    assert_eq!(each(rows, "/valid"), [false, false, false, false, true]);
    assert_eq!(each(rows, "/fault").first(), Some(&json!("no such item")));
    assert_eq!((&rows[4]["fromTitle"], &rows[4]["toTitle"]), (&json!("Loader"), &json!("Box")));
}

#[test]
fn completion_is_what_checkpoints_without_a_batch_ask_for_else_the_next_milestone() {
    let milestones = json!([
        {"id": "week-1", "goals": [{"text": "g", "done": true}], "criteria": ["reached"]},
        {"id": "week-2", "goals": ["g"]}, {"id": "week-3", "goals": ["g"], "criteria": ["next"]}, {"id": "week-4", "criteria": ["later"]}]);
    let mut plan = json!({"batches": [{"id": "batch-1"}], "milestones": milestones, "checkpoints": [{"id": "C1", "batch": "batch-1", "criteria": ["a"]}]});
    let gates = |plan: &Value| shown(plan, |view| value(completion::section(view)))["rows"].clone();
    assert_eq!(each(&gates(&plan), "/label"), ["Week 3"]);
    plan["checkpoints"] =
        json!([{"id": "C2", "title": "Go live", "criteria": ["a", {"text": "b", "done": true}]}]);
    assert_eq!(each(&gates(&plan), "/label"), ["Go live"]);
    assert_eq!(each(&gates(&plan), "/criteriaDone"), [1]);
}

#[test]
fn the_next_48_hours_have_what_is_late_and_what_is_due_by_the_day_after_tomorrow() {
    let action = |id: &str, due: &str| json!({"id": id, "title": id, "due": due});
    let done = json!({"id": "done", "due": "2025-10-16", "status": "done"});
    let plan = json!({"actions": [
        action("far", "2025-10-19"), action("edge", "2025-10-18"), action("late", "2025-10-15"), done, action("soon", "30m"),
        action("later", "3d"), action("words", "some day"), {"id": "never"}]});
    let on = |day| {
        let rows = seen(Look { day, ..EVERYTHING }, &plan, |view| value(upcoming::section(view)));
        rows["rows"].clone()
    };
    let rows = on(Some("2025-10-16"));
    assert_eq!(each(&rows, "/id"), ["late", "edge", "soon", "later"]);
    assert_eq!(rows[0]["dueBadge"]["text"], "2025-10-15 (overdue)");
    let all = on(None);
    assert_eq!(each(&all, "/id"), ["late", "edge", "far", "soon", "later", "words"]);
    assert_eq!(all[0]["overdue"], false, "without a day nothing is late");
}

#[test]
fn actions_without_a_horizon_stand_under_their_group() {
    let plan = json!({"actions": [
        {"id": "A", "horizon": "immediate", "group": "CI", "estimate": "30m"}, {"id": "B", "group": "Docs"}, {"id": "C"},
        {"id": "D", "due": "2025-10-16"}, {"id": "E", "group": "Docs", "status": "done"}, {"id": "F", "horizon": "immediate"}]});
    let groups = shown(&plan, |view| value(actions::section(view)));
    assert_eq!(each(&groups, "/label"), ["Immediate", "Scheduled", "Docs", "Other"]);
    assert_eq!(each(&groups[0]["rows"], "/id"), ["A", "F"]);
    assert_eq!(
        (&groups[2]["done"], &groups[0]["rows"][0]["estimateText"]),
        (&json!(1), &json!("30 minutes"))
    );
    let few = seen(Look { rows: 3, ..EVERYTHING }, &plan, |view| value(actions::section(view)));
    assert_eq!(each(&few, "/hidden"), [0, 0, 2, 1]);
    let now = shown(&plan, |view| value(immediate::section(view)));
    assert_eq!(each(&now["actions"]["rows"], "/id"), ["A", "F"]);
}

#[test]
fn a_blocker_tells_where_everything_stands_that_it_affects() {
    let check = |id: &str, group: &str, status: &str| json!({"id": id, "group": group, "status": status});
    let plan = json!({
        "blockers": [{"id": "B-1", "title": "CI is red: old action", "affects": ["lint", "A", "scan", "unit", "the demo", "*"]}],
        "issues": [{"id": "A", "title": "Loader"}],
        "checks": [check("lint", "Required", "failing"), check("unit", "Required", "passing"), check("scan", "Security", "failing")]});
    let cards = shown(&plan, |view| value(blockers::section(view)))["rows"].clone();
    let affects = &cards[0]["affects"];
    assert_eq!(each(affects, "/label"), ["Required", "A: Loader", "Security", "the demo", "everything"]);
    assert_eq!(each(affects, "/state")[..3], ["1 failing, 1 passing", "blocked", "1 failing"]);
    assert_eq!(affects[0]["names"], json!(["lint", "unit"]));
    assert_eq!((&cards[0]["headline"], &cards[0]["detail"]), (&json!("CI is red"), &json!("old action")));
}

#[test]
fn links_of_issues_come_first_and_groups_keep_their_order() {
    let plan = json!({"repository": "o/r", "issues": [{"id": "A", "number": 7, "short": "Loader"}, {"id": "B"}],
        "links": [{"title": "W", "url": "https://w.example", "group": "Docs"}, {"title": "X", "url": "x.md"}, {"title": "Y", "url": "y.md", "group": "Docs"}]});
    let links = shown(&plan, |view| value(links::section(view)));
    assert_eq!(each(&links["groups"], "/label"), [json!("Issues"), json!("Docs"), json!(null)]);
    assert_eq!(links["groups"][0]["rows"][0]["url"], "https://github.com/o/r/issues/7");
    let short = seen(Look { rows: 2, ..EVERYTHING }, &plan, |view| value(links::section(view)));
    assert_eq!(short["hidden"], 2);
}

#[test]
fn tallies_count_only_what_the_plan_has_and_required_checks_alone() {
    let checks = json!([{"id": "a", "required": true, "status": "passing"}, {"id": "b", "required": true}, {"id": "c", "status": "failing"}]);
    let reviews =
        json!([{"id": "r", "status": "cancelled"}, {"id": "s", "scheduled": "Week 1"}, {"id": "t"}]);
    let plan = json!({"checks": checks, "reviews": reviews, "decisions": [{"id": "d"}]});
    let tallies = shown(&plan, |view| value(progress::section(view)))["tallies"].clone();
    let texts: Vec<String> = tallies
        .as_array()
        .unwrap()
        .iter()
        .map(|tally| format!("{}: {}", tally["name"].as_str().unwrap(), tally["text"].as_str().unwrap()))
        .collect();
    assert_eq!(
        texts,
        [
            "reviewsScheduled: 1 of 2 (50%)",
            "reviewsCompleted: 0 of 2 (0%)",
            "decisionsLogged: 1",
            "requiredChecksPassing: 1 of 2 (50%)",
            "requiredChecksFailing: 0 of 2 (0%)",
        ]
    );
}

#[test]
fn of_very_many_what_is_open_is_shown_and_the_rest_is_counted() {
    let many = |done: &str| -> Vec<Value> {
        (1..=40)
            .map(|n| json!({"id": format!("{done}-{n}"), "status": if n <= 30 { done } else { "pending" }}))
            .collect()
    };
    let plan = json!({"checks": many("passing"), "reviews": many("completed"), "metrics": (0..40).map(|n| (format!("m{n}"), json!(n))).collect::<serde_json::Map<_, _>>()});
    let few = Look { rows: 20, ..EVERYTHING };
    let checks = seen(few, &plan, |view| value(checks::section(view)));
    assert_eq!(
        (&checks["hidden"], &checks["total"], &checks["passing"]),
        (&json!(20), &json!(40), &json!(30))
    );
    assert_eq!(each(&checks["rows"], "/status").iter().filter(|status| *status == "pending").count(), 10);
    let reviews = seen(few, &plan, |view| value(reviews::section(view)));
    assert_eq!(
        (each(&reviews["rows"], "/id"), &reviews["hidden"]),
        (
            vec![json!("completed-31"), json!("completed-32"), json!("completed-33"), json!("completed-34")],
            &json!(36)
        )
    );
    assert_eq!(seen(few, &plan, |view| value(metrics::section(view)))["hidden"], 20);
}
