//! What is forecast of a plan: its goals, its history, and the odds of the whole.

use super::throughput::{History, LEAST_WEEKS, MOST_WEEKS};
use super::{Drawing, Goal, KEPT, Outcomes, forecast, runs};
use crate::diagnostic::Failure;
use crate::graph::Graph;
use crate::json::Document;
use crate::plan::Plan;
use crate::plan::index::Index;
use crate::plan::value::date::Date;
use crate::plan::value::status::DependencyType;
use crate::schedule::{Activities, Link};
use crate::state::State;

const DRAWING: Drawing = Drawing { runs: 2000, seed: 1, threads: 2 };

fn today() -> Date {
    Date::parse("2025-10-20").unwrap()
}

/// What is asked of a plan on Monday, 2025-10-20.
fn with<T>(plan: &str, ask: impl FnOnce(&State<'_>, &Activities<'_>) -> T) -> T {
    let document = Document::parse(plan.into()).unwrap();
    let plan = Plan::read(&document).unwrap();
    let index = Index::new(&plan);
    let graph = Graph::new(&plan, &index);
    let state = State::new(&plan, &index, &graph);
    let activities = Activities::new(&state, today()).unwrap();
    ask(&state, &activities)
}

/// The goals by name, whether they are known and partial, and the outcomes.
fn outcomes(plan: &str) -> (Vec<(String, bool, bool)>, Outcomes) {
    with(plan, |state, activities| {
        let goals = Goal::all(state, activities);
        let outcomes = forecast(activities, &[], &goals, DRAWING, &|_| ()).unwrap();
        let name = |goal: &Goal| state.plan.item(goal.at).unwrap().address();
        (goals.iter().map(|goal| (name(goal), goal.is_known(), goal.is_partial)).collect(), outcomes)
    })
}

fn history(plan: &str) -> History {
    with(plan, |state, _| History::new(state, today()))
}

/// A plan of which so many issues were finished on these days, and so many are left.
fn finished(header: &str, days: &[&str], left: usize) -> String {
    let done = days.iter().map(|day| format!(r#"{{"status": "done", "completed": "{day}"}}"#));
    let open = std::iter::repeat_n("{}".to_owned(), left);
    format!(r#"{{{header} "issues": [{}]}}"#, done.chain(open).collect::<Vec<_>>().join(", "))
}

#[test]
fn where_paths_meet_the_odds_are_those_of_the_longest() {
    // The greater of two uniform draws from 0 to 10: its median is 10/√2, and each of them is the greater half the time.
    let plan = r#"{"issues": [{"id": "A", "estimate": [0, 10]}, {"id": "B", "estimate": [0, 10]},
        {"id": "C", "estimate": 0, "dependencies": ["A", "B"]}, {"id": "D", "estimate": 0}]}"#;
    let (_, outcomes) = outcomes(plan);
    assert!(
        (outcomes.length.percentile(50) - 50.0_f64.sqrt()).abs() < 0.2,
        "{:?}",
        outcomes.length.percentile(50)
    );
    let [a, b, c, d] = [0, 1, 2, 3].map(|place: usize| outcomes.critical[place]);
    assert!((900..1100).contains(&a) && (900..1100).contains(&b), "{a} {b}");
    assert_eq!((a + b >= 2000, c, d), (true, 2000, 0));
}

#[test]
fn goals_are_open_batches_and_milestones_by_what_their_own_goals_name() {
    let plan = r#"{"batches": [{"id": "one"}, {"id": "two", "estimate": 5}, {"id": "over", "status": "done"}],
        "issues": [{"id": "A", "batch": "one", "estimate": 2}, {"id": "B", "batch": "one", "estimate": 3, "dependencies": ["A"]}],
        "milestones": [{"id": "m1", "goals": ["A", "two"]}, {"id": "m2", "goals": ["B", "Everybody is happy"]}, {"id": "m3"},
            {"id": "m4", "goals": [{"text": "over"}]}, {"id": "m5", "goals": ["words", "m1"]}]}"#;
    let (goals, outcomes) = outcomes(plan);
    let told: Vec<String> = goals
        .iter()
        .zip(&outcomes.groups)
        .map(|((name, is_known, is_partial), samples)| {
            format!("{name} {is_known} {is_partial} {}", samples.percentile(80))
        })
        .collect();
    assert_eq!(
        told,
        [
            "one true false 5",
            "two true false 5",
            "m1 true false 5",
            "m2 true true 5",
            "m3 false false 0",
            "m5 false true 0"
        ]
    );
}

#[test]
fn decisions_hold_beside_the_plan_s_own_links() {
    let plan = r#"{"issues": [{"id": "A", "estimate": 2}, {"id": "B", "estimate": 3}]}"#;
    let length = |decisions: &[Link]| {
        with(plan, |_, activities| {
            forecast(activities, decisions, &[], DRAWING, &|_| ()).map(|told| told.length.percentile(80))
        })
    };
    let after = |from, to| Link { from, to, kind: DependencyType::FinishToStart, lag: 0.0 };
    assert_eq!(length(&[]), Ok(3.0));
    assert_eq!(length(&[after(1, 0)]), Ok(5.0));
    let circle = length(&[after(0, 1), after(1, 0)]);
    assert_eq!(
        circle.map_err(|failure| failure.message),
        Err("items wait for one another in a circle".to_owned())
    );
}

/// A change of the generator, or of how its numbers become durations, changes the figures of every plan: to be told in the
/// changelog.
#[test]
fn the_figures_of_a_seed_are_known() {
    let plan = r#"{"issues": [{"id": "A", "estimate": [2, 3, 9]}, {"id": "B", "estimate": [1, 8], "dependencies": ["A"]}]}"#;
    let (_, outcomes) = outcomes(plan);
    let figures = [0, 50, 80, 95, 100].map(|percent| format!("{:.3}", outcomes.length.percentile(percent)));
    assert_eq!(figures, ["3.038", "8.290", "10.495", "12.257", "16.087"]);
}

#[test]
fn progress_is_told_for_every_run() {
    let told = std::sync::atomic::AtomicUsize::new(0);
    with(r#"{"issues": [{"estimate": [1, 2]}]}"#, |_, activities| {
        let count = |runs| {
            told.fetch_add(runs, std::sync::atomic::Ordering::Relaxed);
        };
        forecast(activities, &[], &[], Drawing { runs: 1234, ..DRAWING }, &count).unwrap();
    });
    assert_eq!(told.into_inner(), 1234);
}

#[test]
fn a_very_large_plan_gets_fewer_runs_and_no_more_than_fit() {
    let issues = |count: usize| format!(r#"{{"issues": [{}]}}"#, vec!["{}"; count].join(","));
    let by_default = |plan: &str| with(plan, |_, activities| runs(None, activities, &[]).unwrap());
    assert_eq!(by_default("{}"), 10_000);
    assert_eq!(by_default(&issues(9_999)), 10_000);
    assert_eq!(by_default(&issues(49_999)), 2_000);
    assert_eq!(by_default(&issues(200_000)), 1_000);
    with(&issues(1), |_, activities| {
        let goals = vec![
            Goal {
                at: crate::plan::index::At::new(crate::plan::kind::Kind::Batch, 0),
                ends: Vec::new(),
                is_partial: false
            };
            99
        ];
        assert_eq!(runs(Some(KEPT / 100), activities, &goals), Ok(KEPT / 100));
        let refused: Failure = runs(Some(KEPT / 100 + 1), activities, &goals).unwrap_err();
        assert_eq!(refused.hint.as_deref(), Some("tracker forecast --runs 320000"));
    });
}

#[test]
fn the_history_is_the_whole_weeks_until_yesterday() {
    let days = ["2025-10-20", "2025-10-19", "2025-10-13", "2025-10-12", "2025-10-05", "2025-10-04"];
    let found = history(&finished("", &days, 3));
    // From Saturday the 4th there are two whole weeks until Sunday the 19th; what is before them, and today, is in none.
    assert_eq!((found.weeks.as_slice(), found.left, found.undated), (&[1, 2][..], 3, 0));
    assert_eq!(found.from, Date::parse("2025-10-06"));
    let earlier = history(&finished(r#""startDate": "2025-09-29","#, &days, 3));
    assert_eq!(earlier.weeks, [2, 1, 2]);
    let begun = r#"{"issues": [{"status": "in-progress", "started": "2025-10-06"}, {"status": "done"}, {"status": "cancelled"}]}"#;
    let begun = history(begun);
    assert_eq!((begun.weeks.as_slice(), begun.left, begun.undated), (&[0, 0][..], 1, 1));
    assert_eq!(history("{}").from, None);
    assert!(history(r#"{"startDate": "2025-12-01", "issues": [{}]}"#).weeks.is_empty());
}

#[test]
fn a_batch_without_issues_is_a_piece_of_work_too() {
    let plan = r#"{"batches": [{"status": "done", "completed": "2025-10-14", "started": "2025-10-01"}, {"name": "left"},
        {"name": "cancelled", "status": "cancelled"}]}"#;
    let found = history(plan);
    assert_eq!((found.weeks.as_slice(), found.left), (&[0, 1][..], 1));
}

#[test]
fn too_short_a_history_gives_no_forecast() {
    let mut days = vec!["2025-09-15", "2025-09-22", "2025-09-29", "2025-10-06"];
    let short = history(&finished("", &days, 3));
    assert_eq!((short.busy(), short.weeks.len()), (LEAST_WEEKS - 1, 5));
    assert_eq!(short.forecast(100, 1), None);
    days.push("2025-10-13");
    assert!(history(&finished("", &days, 3)).forecast(100, 1).is_some());
}

#[test]
fn weeks_of_the_same_count_leave_no_doubt_and_differing_ones_do() {
    let same = ["2025-09-15", "2025-09-22", "2025-09-29", "2025-10-06", "2025-10-13"];
    let weeks = history(&finished("", &same, 7)).forecast(1000, 1).unwrap();
    assert!([0, 50, 100].iter().all(|percent| (weeks.percentile(*percent) - 7.0).abs() < 1e-9));
    let differing = [&same[..], &["2025-10-14"; 5]].concat();
    let weeks = history(&finished("", &differing, 20)).forecast(1000, 1).unwrap();
    let [least, median, most] = [0, 50, 100].map(|percent| weeks.percentile(percent));
    assert!(least < median && median < most && (median - 10.0).abs() <= 1.0, "{least} {median} {most}");
}

#[test]
fn a_forecast_ends_after_a_hundred_years() {
    let days = ["2025-09-15", "2025-09-22", "2025-09-29", "2025-10-06", "2025-10-13"];
    let weeks = history(&finished("", &days, 20_000)).forecast(10, 1).unwrap();
    assert!((weeks.percentile(50) - f64::from(MOST_WEEKS)).abs() < 1e-9);
    let nothing_left = history(&finished("", &days, 0)).forecast(10, 1).unwrap();
    assert!(nothing_left.percentile(100) < 1e-9);
}
