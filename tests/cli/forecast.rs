//! `tracker forecast`

use std::fmt::Write;

use insta::assert_snapshot;

use crate::harness::Sandbox;
use crate::laws::widest_line;

/// A plan with a start, ranges of two and three figures, a single figure, what has none, and targets of every sort.
const DATED: &str = r#"{"startDate": "2025-10-06", "calendar": {"holidays": ["2025-10-31"]},
    "batches": [{"id": "batch-1", "name": "Foundation", "targetDate": "2025-10-27"},
        {"id": "batch-2", "name": "Integration", "targetDate": "2025-11-21", "dependencies": ["batch-1"]},
        {"id": "batch-3", "name": "Over", "status": "done", "completed": "2025-10-10"}],
    "issues": [
        {"id": "A", "title": "Interfaces", "batch": "batch-1", "estimate": [8, 12, 40], "owner": "@ada"},
        {"id": "B", "title": "First version", "batch": "batch-1", "estimate": "2-5d", "dependencies": ["A"], "owner": "@bob"},
        {"id": "C", "title": "Loader", "batch": "batch-1", "estimate": "3-6d", "owner": "@ada"},
        {"id": "D", "title": "Connect", "batch": "batch-2", "estimate": 24},
        {"id": "E", "title": "Announce", "batch": "batch-2", "dependencies": ["D"], "blockers": ["the press office"]}],
    "milestones": [{"id": "milestone-1", "title": "Alpha", "due": "2025-10-27", "goals": ["A", "C"]},
        {"id": "milestone-2", "title": "Beta", "week": 6, "goals": ["D", "everybody is happy"]},
        {"id": "milestone-3", "title": "Later"}]}"#;

/// Issues of which one more was finished in each of so many weeks, and what is left as it stands.
fn with_history(weeks: i64, left: &str) -> String {
    let first = chrono::NaiveDate::from_ymd_opt(2025, 10, 15).unwrap();
    let mut issues = String::new();
    for week in 0..weeks {
        let day = first - chrono::Duration::days(7 * week);
        write!(issues, r#"{{"status": "done", "completed": "{day}"}}, "#).unwrap();
    }
    format!(r#"{{"startDate": "2025-10-06", "issues": [{issues} {left}]}}"#)
}

#[test]
fn a_forecast_with_dates_as_text_and_in_markdown() {
    let sandbox = Sandbox::holding(DATED);
    assert_snapshot!(sandbox.run("forecast --runs 2000"), @"");
    assert_snapshot!(sandbox.run("forecast --runs 2000 --limit 1 --format markdown"), @"");
}

#[test]
fn without_a_start_the_forecast_is_in_hours() {
    let plan = r#"{"issues": [{"id": "A", "estimate": [1, 2]}, {"id": "B", "estimate": [0.5, 1, 3], "dependencies": ["A"]}]}"#;
    assert_snapshot!(Sandbox::holding(plan).run("forecast --runs 500 --seed 4"), @"");
}

#[test]
fn a_forecast_as_json() {
    let json = Sandbox::holding(DATED).run("forecast --format json").json();
    assert_eq!(
        (&json["schemaVersion"], &json["kind"]),
        (&serde_json::json!(1), &serde_json::json!("forecast"))
    );
    let hours = ["p50", "p80", "p95"].map(|key| json[key]["hours"].as_f64().unwrap());
    assert!(hours.is_sorted() && hours[0] > 60.0 && hours[2] < 104.0, "{hours:?}");
    assert!(json["p80"]["date"].as_str().unwrap().starts_with("2025-1"));
    assert_eq!(json["length"], serde_json::json!({"low": 48.0, "high": 104.0}));
    let ids =
        |list: &str| json[list].as_array().unwrap().iter().map(|item| item["id"].clone()).collect::<Vec<_>>();
    assert_eq!(ids("batches"), ["batch-1", "batch-2"]);
    assert_eq!(ids("milestones"), ["milestone-1", "milestone-2", "milestone-3"]);
    let odds = json["batches"][0]["odds"].as_f64().unwrap();
    assert!(odds > 0.05 && odds < 0.95, "{odds}");
    // Words can come true late, and nothing at all is never reached.
    assert_eq!(
        (&json["milestones"][1]["partial"], &json["milestones"][1]["odds"]),
        (&true.into(), &().into())
    );
    assert_eq!(json["milestones"][2]["p80"], serde_json::json!({"hours": null, "date": null}));
    let criticality = json["criticality"].as_object().unwrap();
    assert_eq!(criticality.keys().collect::<Vec<_>>(), ["A", "B", "C", "D", "E"]);
    assert_eq!(criticality["A"], criticality["B"]);
    assert!((criticality["A"].as_f64().unwrap() + criticality["C"].as_f64().unwrap() - 1.0).abs() < 0.001);
    assert_eq!(criticality["D"], 1.0);
    let runs: u64 =
        json["histogram"].as_array().unwrap().iter().map(|bin| bin["runs"].as_u64().unwrap()).sum();
    assert_eq!((runs, &json["runs"], &json["seed"]), (10_000, &10_000.into(), &1.into()));
    assert_eq!(json["unestimated"], serde_json::json!(["E"]));
    assert_eq!(json["throughput"]["p80"], serde_json::json!({"weeks": null, "date": null}));
    assert_eq!((&json["throughput"]["busyWeeks"], &json["throughput"]["leastWeeks"]), (&1.into(), &5.into()));
    assert!(json["assumptions"].as_array().unwrap().len() > 2);
}

#[test]
fn with_single_figures_the_forecast_is_the_schedule_and_says_how_to_have_odds() {
    let plan = r#"{"startDate": "2025-10-21", "issues": [{"id": "A", "estimate": 30}, {"id": "B", "estimate": 20, "dependencies": ["A"]}]}"#;
    let sandbox = Sandbox::holding(plan);
    assert_snapshot!(sandbox.run("forecast"), @"");
    let (forecast, schedule) =
        (sandbox.run("forecast --format json").json(), sandbox.run("schedule --format json").json());
    for key in ["p50", "p80", "p95"] {
        assert_eq!(forecast[key]["hours"], schedule["length"]["high"]);
        assert_eq!(forecast[key]["date"], schedule["finishDate"]["high"]);
    }
    assert_eq!(forecast["histogram"], serde_json::json!([]));
    // What it says to type works, and then there are odds.
    sandbox.run("update A estimate=2-5h").output();
    assert!(sandbox.run("forecast").output().contains("with odds of 80%"));
}

#[test]
fn what_is_not_known_is_said() {
    assert_snapshot!(Sandbox::holding("{}").run("forecast"), @"");
    let over = r#"{"issues": [{"id": "A", "status": "done"}]}"#;
    assert_snapshot!(Sandbox::holding(over).run("forecast --format markdown"), @"");
    let unestimated = r#"{"issues": [{"id": "A"}, {"id": "B", "dependencies": ["A"]}]}"#;
    let sandbox = Sandbox::holding(unestimated);
    assert_snapshot!(sandbox.run("forecast"), @"");
    let json = sandbox.run("forecast --format json").json();
    assert_eq!(json["p80"], serde_json::json!({"hours": null, "date": null}));
}

#[test]
fn past_weeks_give_a_forecast_of_their_own() {
    let left = r#"{"id": "A", "estimate": "1-2h"}, {"id": "B", "estimate": "1-2h"}, {"id": "C"}, {"id": "D", "status": "cancelled"}"#;
    assert_snapshot!(Sandbox::holding(with_history(6, left)).run("forecast --runs 500"), @"");
    let json = Sandbox::holding(with_history(6, left)).run("forecast --format json").json();
    // One a week, and three left: the third week ends on the day before today's weekday.
    assert_eq!(json["throughput"]["p50"], serde_json::json!({"weeks": 3, "date": "2025-11-10"}));
    assert_eq!(json["throughput"]["weeks"], serde_json::json!([1, 1, 1, 1, 1]));
}

#[test]
fn too_few_weeks_are_counted_and_give_none() {
    let text = Sandbox::holding(with_history(3, r#"{"estimate": "1-2h"}, {"status": "done"}"#))
        .run("forecast")
        .output();
    let told = text
        .lines()
        .skip_while(|line| !line.starts_with("No forecast"))
        .take(3)
        .collect::<Vec<_>>()
        .join("\n");
    assert_snapshot!(told, @"");
}

#[test]
fn a_forecast_of_past_weeks_for_more_than_a_hundred_years_has_no_date() {
    let left = vec![r#"{"estimate": 1}"#; 6000].join(", ");
    let sandbox = Sandbox::holding(with_history(6, &left));
    assert!(sandbox.run("forecast --runs 50").output().contains("By throughput  "));
    assert_eq!(
        sandbox.run("forecast --runs 50 --format json").json()["throughput"]["p80"]["weeks"],
        serde_json::json!(null)
    );
}

#[test]
fn the_same_seed_gives_the_same_bytes_and_another_does_not() {
    let sandbox = Sandbox::holding(DATED);
    let first = sandbox.run("forecast --runs 300 --format json");
    assert_eq!(first, sandbox.run("forecast --runs 300 --seed 1 --format json"));
    assert_ne!(first, sandbox.run("forecast --runs 300 --seed 2 --format json"));
}

#[test]
fn no_line_is_wider_than_the_terminal() {
    for columns in [60, 80, 100, 160] {
        let text = Sandbox::holding(DATED).columns(columns).run("forecast --runs 100").output();
        let (line, widest) = widest_line(&text);
        assert!(widest <= columns, "{columns}: {line}");
    }
}

#[test]
fn what_cannot_be_forecast_is_refused_with_what_to_type_next() {
    let refused = |plan: &str, line: &str| Sandbox::holding(plan).run(line).failure();
    let circle = r#"{"issues": [{"id": "A", "dependencies": ["B"]}, {"id": "B", "dependencies": ["A"]}]}"#;
    assert_snapshot!(refused(circle, "forecast"), @"");
    let absurd = r#"{"issues": [{"id": "A", "estimate": [1, 1e300]}]}"#;
    assert_snapshot!(refused(absurd, "forecast"), @"");
    let far = r#"{"startDate": "2025-10-16", "issues": [{"id": "A", "estimate": [1, 100000000]}]}"#;
    assert_snapshot!(refused(far, "forecast --runs 100"), @"");
    assert_snapshot!(refused("{}", "forecast --runs 0"), @"");
    assert_snapshot!(refused("{}", "forecast --seed -1"), @"");
    let batches =
        (0..400).map(|n| format!(r#"{{"id": "b{n}", "estimate": 1}}"#)).collect::<Vec<_>>().join(",");
    assert_snapshot!(refused(&format!(r#"{{"batches": [{batches}]}}"#), "forecast --runs 1000000"), @"");
    assert_eq!(Sandbox::holding(DATED).run("forecast --all --limit 1").code, 2);
}

#[test]
fn a_hundred_thousand_issues_in_one_chain_have_a_forecast() {
    let issues: Vec<String> = (0..100_000)
        .map(|n| match n {
            0 => r#"{"id": "I0", "estimate": [1, 2]}"#.to_owned(),
            _ => format!(r#"{{"id": "I{n}", "estimate": [1, 2], "dependencies": ["I{}"]}}"#, n - 1),
        })
        .collect();
    let answer =
        Sandbox::holding(format!(r#"{{"issues": [{}]}}"#, issues.join(","))).run("forecast --runs 4");
    // The sum of so many comes out near its mean. Nobody watches, so no bar is drawn.
    assert!(
        answer.stdout.contains("Everything is done in 15") && answer.stdout.contains("… and 99990 more"),
        "{answer}"
    );
    assert_eq!(answer.stderr, "");
}
