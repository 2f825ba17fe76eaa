//! `add`, `rename`, `remove` and `metrics`.

use serde_json::{Value, json};

use super::{PLAN, attempt, done, edit, lines, refused, said};
use crate::diagnostic::Ending;

#[test]
fn a_new_item_gets_the_next_id_and_its_fields_in_order() {
    let prepared = done(PLAN, "add issue batch=batch-1 title=New x:k=1 status=todo");
    assert_eq!(
        lines(&prepared),
        [
            "FEAT-044 added",
            "FEAT-044 batch: none → batch-1",
            "FEAT-044 title: none → New",
            "FEAT-044 k: none → 1",
            "FEAT-044 status: none → not-started"
        ]
    );
    let after: Value = serde_json::from_str(&prepared.after).unwrap();
    assert_eq!(
        after["issues"][3].to_string(),
        r#"{"id":"FEAT-044","title":"New","batch":"batch-1","status":"not-started","k":1}"#
    );
    for (line, id) in [
        ("add batches name=X", "batch-3"),
        ("add risk title=X", "R-1"),
        ("add action title=X", "A-1"),
        ("add team @bob", "@bob"),
        ("add link id=L title=X", "L"),
    ] {
        assert_eq!(said(line)[0], format!("{id} added"), "{line}");
    }
}

#[test]
fn a_rename_changes_every_reference() {
    let prepared = done(PLAN, "rename feat-041 CORE-1");
    assert_eq!(
        lines(&prepared),
        [
            "FEAT-041 id: FEAT-041 → CORE-1",
            "FEAT-042 dependencies: FEAT-041 → CORE-1",
            "FEAT-043 dependencies: FEAT-041, FEAT-042 → CORE-1, FEAT-042",
            "milestone-1 goals.3: FEAT-041 → CORE-1"
        ]
    );
    assert_eq!(prepared.after, PLAN.replace("FEAT-041", "CORE-1"));
    assert_eq!(
        said("rename tools-lead @core-lead"),
        ["tools-lead id: tools-lead → @core-lead", "FEAT-041 owner: @tools-lead → @core-lead"]
    );
}

#[test]
fn what_is_referred_to_is_removed_only_by_force() {
    assert_eq!(
        refused("remove FEAT-041"),
        (
            "`FEAT-041` is still referred to by FEAT-042 dependencies, FEAT-043 dependencies, milestone-1 goals".into(),
            "`--force` removes the references too".into(),
            Ending::No
        )
    );
    assert_eq!(
        said("remove FEAT-041 --force"),
        [
            "FEAT-041 removed",
            "FEAT-042 dependencies: FEAT-041 → []",
            "FEAT-043 dependencies: FEAT-041, FEAT-042 → FEAT-042",
            "milestone-1 goals.3: FEAT-041 → none"
        ]
    );
    assert_eq!(said("remove FEAT-043 FEAT-042"), ["FEAT-043 removed", "FEAT-042 removed"]);
    assert_eq!(said("remove actions.1"), ["actions.1 removed"]);
}

/// A plan in which one member of the team is named in every way.
const TEAM: &str = r#"{
  "coordinator": "@Ada",
  "issues": [
    {"id": "A", "owners": ["@ada", "bob"], "demand": {"ada": 1, "@bob": 2}, "notes": "ada"},
    {"id": "B", "owner": "Ada Lovelace"}
  ],
  "decisions": [{"title": "One", "by": "ADA"}],
  "reviews": [{"id": "r", "participants": ["@ada"]}],
  "workstreams": [{"id": "w", "lead": "ada", "covers": ["A"]}],
  "messages": [{"from": "@bob", "to": "@ada"}],
  "team": [{"id": "ada", "name": "Ada Lovelace", "backup": "bob"}, {"id": "@bob", "name": "Bob", "backup": "ada"}]
}
"#;

#[test]
fn a_member_of_the_team_who_is_named_goes_only_by_force() {
    let failure = attempt(TEAM, &[edit("remove ada").unwrap()], &[]).unwrap_err();
    assert_eq!(
        failure.to_string(),
        "`ada` is still referred to by A owners, A demand, B owner, decisions.1 by, r participants, w lead and 3 more"
    );
    let forced = done(TEAM, "remove ada --force");
    assert_eq!(
        lines(&forced),
        [
            "ada removed",
            "A owners: @ada, bob → bob",
            r#"A demand: {"ada":1,"@bob":2} → {"@bob":2}"#,
            "B owner: Ada Lovelace → none",
            "decisions.1 by: ADA → none",
            "r participants: @ada → []",
            "w lead: ada → none",
            "messages.1 to: @ada → none",
            "@bob backup: ada → none",
            "plan coordinator: @Ada → none",
        ]
    );
}

#[test]
fn a_name_that_somebody_who_stays_has_too_stays() {
    let plan =
        r#"{"issues": [{"id": "A", "owner": "ada"}], "team": [{"id": "a-1", "name": "Ada"}, {"id": "ada"}]}"#;
    assert_eq!(lines(&done(plan, "remove a-1")), ["a-1 removed"]);
    assert_eq!(lines(&done(plan, "remove a-1 ada --force")).len(), 3);
}

#[test]
fn a_member_of_the_team_is_renamed_wherever_the_id_names_them() {
    let renamed = done(TEAM, "rename ada @countess");
    let after: Value = serde_json::from_str(&renamed.after).unwrap();
    assert_eq!(after["coordinator"], "@countess");
    assert_eq!(after["issues"][0]["demand"], json!({"@countess": 1, "@bob": 2}));
    assert_eq!(after["issues"][1]["owner"], "Ada Lovelace");
    assert_eq!(after["team"][1]["backup"], "@countess");
}

#[test]
fn metrics_are_set_and_recorded() {
    let metrics =
        |line: &str| serde_json::from_str::<Value>(&done(PLAN, line).after).unwrap()["metrics"].clone();
    assert_eq!(metrics("metrics ciPassRate=87%")["ciPassRate"], json!(87));
    assert_eq!(metrics("metrics coverage+=5")["coverage"]["value"], json!(5));
    assert_eq!(metrics("metrics p95=3 smoke=Pass")["smoke"], json!({"value": "Pass"}));
    assert_eq!(
        metrics("metrics Week_2 ciPassRate=87")["ciPassRate"],
        json!({"value": 87, "history": [{"week": "Week 2", "value": 87}]})
    );
    assert_eq!(
        metrics("metrics week_1 coverage=71")["coverage"]["history"],
        json!([{"week": "Week 1", "value": 71}])
    );
    assert_eq!(
        said("metrics Week_2 coverage=75"),
        ["metrics coverage (Week 2): none → 75", "metrics coverage: none → 75"]
    );
    let new = done("{}", "metrics ciPassRate=87");
    assert_eq!(serde_json::from_str::<Value>(&new.after).unwrap(), json!({"metrics": {"ciPassRate": 87}}));
}

#[test]
fn text_for_a_metric_that_holds_numbers_is_doubted() {
    for line in ["metrics prsMerged=abc", "metrics deploymentMinutes=n/a", "metrics Week_2 prsMerged=many"] {
        let [doubt] = done(PLAN, line).doubts.try_into().unwrap();
        assert!(doubt.contains("is no number: it is shown as the value of"), "{doubt}");
    }
    for line in ["metrics coverage=61%", "metrics smoke=Pass", "metrics coverage=", "metrics coverage+=1"] {
        assert!(done(PLAN, line).doubts.is_empty(), "{line}");
    }
}

#[test]
fn a_percentage_of_the_format_is_a_number_from_0_to_100() {
    for line in ["coverage=50abc", "ciPassRate=n/a", "coverage=150", "x:coverage=-5", "Week_2 issuesDone=101"]
    {
        let (message, _, ending) = refused(&format!("metrics {line}"));
        assert!(message.contains("percentage") && ending == Ending::Impossible, "{line}: {message}");
    }
    for line in ["coverage=100%", "coverage=0", "growth=150", "smoke=Pass", "prsMerged=150"] {
        done(PLAN, &format!("metrics {line}"));
    }
    let own_unit = r#"{"metrics": {"coverage": {"value": 3, "unit": "of 5"}}}"#;
    done(own_unit, "metrics coverage=150");
}

#[test]
fn a_late_entry_leaves_the_present_value() {
    let plan = |start: &str, history: &str| {
        format!(r#"{{{start}"metrics": {{"coverage": {{"value": 80, "history": [{history}]}}}}}}"#)
    };
    let start = r#""startDate": "2025-10-06", "#;
    let week_5 = r#"{"week": "Week 5", "value": 80}"#;
    let day = r#"{"date": "2025-11-05", "value": 80}"#;
    let iso = r#"{"week": "2025-W45", "value": 80}"#;
    for (start, history, week, is_present) in [
        ("", week_5, "week_4", false),
        ("", week_5, "Week_05", true),
        ("", week_5, "Week_6", true),
        (start, week_5, "Week_4", false),
        (start, week_5, "2025-W44", false),
        (start, week_5, "2025-10-29", false),
        (start, week_5, "2025-w46", true),
        (start, day, "Week_4", false),
        (start, day, "Week_6", true),
        ("", day, "2025-10-29", false),
        ("", day, "2025-11-06", true),
        ("", day, "2025-W44", false),
        ("", iso, "2025-11-10", true),
        ("", iso, "2025-w44", false),
        ("", r#"{"week": "Retrospective", "value": 80}"#, "Retrospective", true),
    ] {
        let after = done(&plan(start, history), &format!("metrics {week} coverage=70"));
        assert_eq!(after.after.contains(r#""value": 70, "history""#), is_present, "{start}{history} {week}");
        assert!(after.changes[0].field.starts_with("coverage ("), "{week}");
    }
}

#[test]
fn a_week_is_recorded_under_the_label_that_reports_look_for() {
    let plan = r#"{"startDate": "2025-10-06"}"#;
    for (plan, week, entry) in [
        (plan, "week_02", json!({"week": "Week 2", "value": 1})),
        (plan, "2025-w42", json!({"week": "Week 2", "value": 1})),
        (plan, "2025-10-16", json!({"week": "Week 2", "value": 1})),
        ("{}", "2025-w42", json!({"week": "2025-W42", "value": 1})),
        ("{}", "2025-10-16", json!({"date": "2025-10-16", "value": 1})),
    ] {
        let after = done(plan, &format!("metrics {week} coverage=1"));
        let value: Value = serde_json::from_str(&after.after).unwrap();
        assert_eq!(value["metrics"]["coverage"]["history"], json!([entry]), "{week}");
        let again = done(&after.after, &format!("metrics {week} coverage=2"));
        assert_eq!(
            again.after,
            after
                .after
                .replace("1}", "2}")
                .replace("\"value\": 1", "\"value\": 2")
                .replace("\"value\":1", "\"value\":2")
        );
    }
    assert_eq!(refused("metrics Week_0 coverage=1").0, "there is no `Week 0`");
    assert_eq!(refused("metrics 2026-W99 coverage=1").2, Ending::Impossible);
}
