//! What follows from a plan: what is left, what holds it, and which path is critical.

use super::{Activities, Figure};
use crate::diagnostic::Failure;
use crate::graph::Graph;
use crate::json::Document;
use crate::plan::Plan;
use crate::plan::index::{At, Index};
use crate::plan::kind::Item;
use crate::plan::value::date::Date;
use crate::state::State;
use crate::text::number;

/// What is asked of the activities of a plan on Monday, 2025-10-20.
fn with<T>(plan: &str, ask: impl FnOnce(&State<'_>, &Activities<'_>) -> T) -> Result<T, Failure> {
    let document = Document::parse(plan.into()).unwrap();
    let plan = Plan::read(&document).unwrap();
    let index = Index::new(&plan);
    let graph = Graph::new(&plan, &index);
    let state = State::new(&plan, &index, &graph);
    let activities = Activities::new(&state, Date::parse("2025-10-20").unwrap())?;
    Ok(ask(&state, &activities))
}

fn names(state: &State<'_>, items: &[At]) -> String {
    items.iter().map(|at| state.plan.item(*at).map(Item::address).unwrap()).collect::<Vec<_>>().join(" ")
}

/// The length and the critical path by a figure.
fn path(plan: &str, figure: Figure) -> String {
    let told = with(plan, |state, activities| {
        let schedule = activities.schedule(figure).unwrap();
        format!("{}: {}", number(schedule.length()), names(state, &schedule.critical_path()))
    });
    told.unwrap_or_else(|failure| failure.message)
}

/// When an item starts and finishes.
fn times(plan: &str, id: &str) -> Option<String> {
    let told = with(plan, |state, activities| {
        let at = state.index.find(id).unwrap();
        let times = activities.schedule(Figure::High).unwrap().times(state, at)?;
        Some(format!("{} to {}", number(times.start), number(times.finish)))
    });
    told.unwrap()
}

#[test]
fn each_figure_of_the_estimates_has_its_own_path() {
    let plan = r#"{"issues": [{"id": "A", "estimate": [1, 2, 9]}, {"id": "B", "estimate": [3, 4]},
        {"id": "C", "estimate": 1, "dependencies": ["A", "B"]}]}"#;
    assert_eq!(path(plan, Figure::Low), "4: B C");
    assert_eq!(path(plan, Figure::Likely), "4.5: B C");
    assert_eq!(path(plan, Figure::High), "10: A C");
}

#[test]
fn what_is_finished_takes_no_time_and_of_what_has_begun_the_rest_is_left() {
    let plan = r#"{"issues": [{"id": "A", "estimate": 8, "status": "done"},
        {"id": "B", "estimate": 8, "status": "in-progress", "progress": 75, "dependencies": ["A"]},
        {"id": "C", "estimate": 8, "dependencies": ["B"]},
        {"id": "D", "estimate": 80, "status": "cancelled", "dependencies": ["C"]},
        {"id": "E", "estimate": 1, "dependencies": ["D"]}]}"#;
    assert_eq!(path(plan, Figure::High), "10: B C");
    assert_eq!(times(plan, "A"), None);
    assert_eq!(times(plan, "E").as_deref(), Some("0 to 1"));
}

#[test]
fn who_works_part_of_the_day_takes_longer_and_several_take_as_long_as_the_slowest() {
    let plan = r#"{"team": [{"id": "ada", "name": "Ada L", "hoursPerDay": 4}, {"id": "bob"}, {"id": "eve", "hoursPerDay": 10}], "issues": [
        {"id": "A", "owner": "@Ada L", "estimate": [4, 8]}, {"id": "B", "owner": "bob", "estimate": 8},
        {"id": "C", "owners": ["ada", "eve"], "estimate": 2}, {"id": "D", "owner": "eve", "estimate": 10}, {"id": "E", "estimate": 1}]}"#;
    let of = |id| times(plan, id).unwrap();
    assert_eq!(["A", "B", "C", "D", "E"].map(of), ["0 to 16", "0 to 8", "0 to 4", "0 to 8", "0 to 1"]);
    // Of a day of four hours nobody takes longer.
    let short = plan.replace(r#"{"team""#, r#"{"calendar": {"hoursPerDay": 4}, "team""#);
    assert_eq!(times(&short, "A").as_deref(), Some("0 to 8"));
}

#[test]
fn an_edge_of_a_batch_holds_for_all_its_issues() {
    let plan = r#"{"batches": [{"id": "one", "estimate": 99}, {"id": "two", "dependencies": ["one"]}, {"id": "three", "estimate": 5, "dependencies": ["two"]}],
        "issues": [{"id": "A", "batch": "one", "estimate": 2}, {"id": "B", "batch": "one", "estimate": 3},
        {"id": "C", "batch": "two", "estimate": 4}, {"id": "D", "batch": "two", "estimate": 1}]}"#;
    assert_eq!(path(plan, Figure::High), "12: B C three");
    assert_eq!(times(plan, "two").as_deref(), Some("3 to 7"));
}

#[test]
fn a_batch_whose_issues_are_all_cancelled_counts_with_its_own_estimate() {
    let plan = r#"{"batches": [{"id": "one", "estimate": 6}], "issues": [
        {"id": "A", "batch": "one", "status": "cancelled"}, {"id": "B", "estimate": 1, "dependencies": ["one"]}]}"#;
    assert_eq!(path(plan, Figure::High), "7: one B");
}

#[test]
fn reviews_checkpoints_and_actions_count_where_something_waits_for_them() {
    let plan = r#"{"issues": [{"id": "A", "estimate": 1, "dependencies": ["review-1", "checkpoint-1", "A-1"]}],
        "reviews": [{"id": "review-1", "duration": 2}], "checkpoints": [{"id": "checkpoint-1"}],
        "actions": [{"id": "A-1", "estimate": 3}, {"id": "A-2", "estimate": 50}]}"#;
    assert_eq!(path(plan, Figure::High), "4: A-1 A");
}

#[test]
fn lags_and_leads_are_hours_between_items_and_nothing_starts_before_zero() {
    let edge = |kind: &str, lag: i32| {
        let plan = format!(
            r#"{{"issues": [{{"id": "A", "estimate": 8}},
            {{"id": "B", "estimate": 2, "dependencies": [{{"id": "A", "type": "{kind}", "lag": {lag}}}]}}]}}"#
        );
        times(&plan, "B").unwrap()
    };
    assert_eq!(edge("finish-to-start", 4), "12 to 14");
    assert_eq!(edge("finish-to-start", -3), "5 to 7");
    assert_eq!(edge("finish-to-start", -30), "0 to 2");
    assert_eq!(edge("start-to-start", 4), "4 to 6");
    assert_eq!(edge("finish-to-finish", 4), "10 to 12");
    assert_eq!(edge("start-to-finish", 4), "2 to 4");
    assert_eq!(edge("start-to-finish", 1), "0 to 2");
}

#[test]
fn a_lag_after_what_is_finished_runs_from_its_stamp() {
    let after = |stamp: &str, lag: i32| {
        let plan = format!(
            r#"{{"issues": [{{"id": "A", "status": "done"{stamp}}},
            {{"id": "B", "estimate": 1, "dependencies": [{{"id": "A", "lag": {lag}}}]}}]}}"#
        );
        times(&plan, "B").unwrap()
    };
    // Finished on Thursday: Friday's eight hours have run.
    assert_eq!(after(r#", "completed": "2025-10-16""#, 12), "4 to 5");
    assert_eq!(after(r#", "completed": "2025-10-16""#, 8), "0 to 1");
    assert_eq!(after("", 12), "0 to 1");
}

#[test]
fn what_has_no_estimate_counts_as_none_and_is_named() {
    let plan = r#"{"batches": [{"id": "one"}, {"id": "two"}, {"id": "three", "status": "cancelled"}],
        "issues": [{"id": "A", "batch": "one"}, {"id": "B", "estimate": 0}, {"id": "C", "status": "done"}]}"#;
    let unestimated = with(plan, |state, activities| names(state, &activities.unestimated)).unwrap();
    assert_eq!(unestimated, "two A");
    assert_eq!(path(plan, Figure::High).split_once(':').unwrap().0, "0");
}

#[test]
fn what_has_no_date_holds_nothing_in_time_and_is_named() {
    let plan = r#"{"issues": [{"id": "A", "estimate": 1, "blockers": ["the vendor answers", "B-1"]},
        {"id": "B", "estimate": 2, "dependencies": ["A"]}], "blockers": [{"id": "B-1"}]}"#;
    let outside = with(plan, |state, activities| {
        let told =
            activities.outside.iter().map(|outside| (names(state, &[outside.at]), outside.causes.len()));
        told.collect::<Vec<_>>()
    });
    assert_eq!(outside.unwrap(), [("A".to_owned(), 2)]);
    assert_eq!(path(plan, Figure::High), "3: A B");
}

#[test]
fn a_circle_and_absurd_figures_are_refused_by_name() {
    let circle = r#"{"issues": [{"id": "A", "dependencies": ["B"]}, {"id": "B", "dependencies": ["A"]}]}"#;
    assert_eq!(path(circle, Figure::High), "these wait for one another: A → B → A");
    let estimate = r#"{"issues": [{"id": "A", "estimate": 1e300}]}"#;
    assert_eq!(path(estimate, Figure::Low), "the estimate of A is more than 1000000000 hours");
    let lag = r#"{"issues": [{"id": "A"}, {"id": "B", "dependencies": [{"id": "A", "lag": -1e300}]}]}"#;
    assert_eq!(path(lag, Figure::Low), "the lag of a dependency of B is more than 1000000000 hours");
}

#[test]
fn all_critical_paths_are_found_within_a_bound() {
    let plan = r#"{"batches": [{"id": "one"}, {"id": "two", "dependencies": ["one"]}], "issues": [
        {"id": "A", "batch": "one", "estimate": 1}, {"id": "B", "batch": "one", "estimate": 1}, {"id": "C", "batch": "one", "estimate": 0.5},
        {"id": "D", "batch": "two", "estimate": 1}, {"id": "E", "batch": "two", "estimate": 1, "dependencies": ["A"]}]}"#;
    let paths = |most| {
        let told = with(plan, |state, activities| {
            let (paths, more) = activities.schedule(Figure::High).unwrap().critical_paths(most);
            (paths.iter().map(|path| names(state, path)).collect::<Vec<_>>(), more)
        });
        told.unwrap()
    };
    assert_eq!(paths(10), (["A D", "B D", "A E", "B E"].map(str::to_owned).to_vec(), false));
    assert_eq!(paths(1), (vec!["A D".to_owned()], true));
}

#[test]
fn a_plan_without_work_has_no_length() {
    assert_eq!(path("{}", Figure::High), "0: ");
}
