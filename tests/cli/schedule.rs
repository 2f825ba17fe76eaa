//! `tracker schedule`

use insta::assert_snapshot;

use crate::harness::Sandbox;

/// A plan with a start, a holiday, work that is done, has begun and is still to come, and two ways of equal length.
const DATED: &str = r#"{"title": "Launch", "startDate": "2025-10-16", "calendar": {"holidays": ["2025-10-22"]},
    "batches": [{"id": "phase-1", "name": "Build", "targetDate": "2025-10-24"}],
    "issues": [
        {"id": "A", "title": "Design", "batch": "phase-1", "owner": "@ada", "estimate": 8, "status": "done", "started": "2025-10-16", "completed": "2025-10-17"},
        {"id": "B", "title": "Build", "batch": "phase-1", "owner": "@ada", "estimate": [8, 16], "status": "in-progress", "progress": 50, "started": "2025-10-20", "dependencies": ["A"]},
        {"id": "C", "title": "=SUM(A1), \"quoted\"", "batch": "phase-1", "estimate": 8, "dependencies": [{"id": "A", "lag": 4}]},
        {"id": "D", "title": "Ship; later", "owner": "@bob", "estimate": [2, 4, 6], "dependencies": ["phase-1", {"id": "C", "type": "start-to-start"}]},
        {"id": "E", "title": "Tell", "dependencies": ["D"], "blockers": ["the press office"]},
        {"id": "F", "title": "Wait", "estimate": 99, "status": "cancelled"}],
    "milestones": [{"id": "milestone-1", "title": "Out", "week": 2}]}"#;

fn sprint() -> Sandbox {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/examples/sprint4/execution-plan.json");
    Sandbox::holding(std::fs::read(path).unwrap())
}

#[test]
fn the_phases_of_a_sprint_one_after_the_other() {
    assert_snapshot!(sprint().columns(120).run("schedule"), @"");
}

#[test]
fn the_critical_path_of_a_sprint_by_low_and_high_estimates() {
    let json = sprint().run("schedule --format json").json();
    assert_eq!(json["length"], serde_json::json!({"low": 16.5, "high": 18.5}));
    let path = "1.1 1.2 1.3 3.1 3.2 3.3 3.4 4.1 4.2 4.3 5.1 5.2 5.3 5.4 6.1 6.2 7.1 7.2 7.3";
    let path: Vec<&str> = path.split(' ').collect();
    assert_eq!(json["criticalPath"], serde_json::json!({"low": path, "high": path}));
}

#[test]
fn with_a_start_work_has_days_and_without_one_hours() {
    assert_snapshot!(Sandbox::holding(DATED).run("schedule"), @"");
    assert_snapshot!(Sandbox::holding(DATED.replace("startDate", "x")).run("schedule --format markdown"), @"");
}

#[test]
fn a_schedule_as_json() {
    let json = Sandbox::holding(DATED).run("schedule --format json").json();
    let figures = [
        "start",
        "finish",
        "lateStart",
        "lateFinish",
        "totalSlack",
        "freeSlack",
        "critical",
        "startDate",
        "finishDate",
    ];
    let told = json["issues"].as_array().unwrap().iter().map(|issue| {
        let figures = figures.map(|key| issue[key].to_string());
        format!("{} {}", issue["id"], figures.join(" "))
    });
    assert_snapshot!(told.collect::<Vec<_>>().join("\n"), @"");
    assert_eq!(json["criticalPath"], serde_json::json!({"low": ["C", "D", "E"], "high": ["B", "D", "E"]}));
    assert_eq!(json["unestimated"], serde_json::json!(["E"]));
    assert_eq!(json["outside"], serde_json::json!([{"id": "E", "causes": ["the press office"]}]));
    assert_eq!(json["length"], serde_json::json!({"low": 10, "high": 14}));
}

#[test]
fn a_schedule_for_diagrams_spreadsheets_and_calendars() {
    let sandbox = Sandbox::holding(DATED);
    assert_snapshot!(sandbox.run("schedule --format mermaid").output(), @"");
    assert_snapshot!(sandbox.run("schedule --format csv").output(), @"");
    assert_snapshot!(sandbox.run("schedule --format ics").output(), @"");
    assert_snapshot!(Sandbox::holding("{}").run("schedule --format ics"), @"");
}

#[test]
fn only_what_is_critical_by_another_figure_and_all_paths() {
    assert_snapshot!(Sandbox::holding(DATED).run("schedule --critical --estimate low --all-paths"), @"");
}

#[test]
fn a_long_schedule_is_cut_and_says_so() {
    let plan = r#"{"issues": [{"id": "A", "estimate": 1}, {"id": "B", "estimate": 2}, {"id": "C", "status": "done"}]}"#;
    assert_snapshot!(Sandbox::holding(plan).run("schedule --limit 1"), @"");
    assert_eq!(Sandbox::holding(plan).run("schedule --all --limit 1").code, 2);
}

#[test]
fn what_leaves_no_schedule_is_told_with_what_to_type_next() {
    let circle = r#"{"issues": [{"id": "A", "dependencies": ["B"]}, {"id": "B", "dependencies": ["A"]}]}"#;
    assert_snapshot!(Sandbox::holding(circle).run("schedule"), @"");
    let calendar = r#"{"startDate": "2025-10-16", "calendar": {"workDays": []}, "issues": [{"id": "A"}]}"#;
    assert_snapshot!(Sandbox::holding(calendar).run("schedule"), @"");
    let far = r#"{"startDate": "2025-10-16", "issues": [{"id": "A", "estimate": 100000000}]}"#;
    assert_snapshot!(Sandbox::holding(far).run("schedule"), @"");
}

#[test]
fn a_hundred_thousand_issues_in_one_chain_have_a_schedule() {
    let issues: Vec<String> = (0..100_000)
        .map(|n| match n {
            0 => r#"{"id": "I0", "estimate": 1}"#.to_owned(),
            _ => format!(r#"{{"id": "I{n}", "estimate": 1, "dependencies": ["I{}"]}}"#, n - 1),
        })
        .collect();
    let sandbox = Sandbox::holding(format!(r#"{{"issues": [{}]}}"#, issues.join(",")));
    let text = sandbox.run("schedule --limit 2").output();
    assert!(text.contains("100000h of work") && text.contains("… 99960 more …"), "{text}");
}
