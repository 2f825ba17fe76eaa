//! `update`: values by what the field holds, and what they leave in the file.

use serde_json::json;

use super::{BATCH_SCRIPT, PLAN, diff, done, left, lines, refused, said};

#[test]
fn an_update_is_one_changed_line() {
    let prepared = done(BATCH_SCRIPT, "update batch-1 status=blocked");
    assert_eq!(lines(&prepared), ["batch-1 status: not-started → blocked"]);
    assert_eq!(diff(&prepared), [(r#"      "status": "not-started","#, r#"      "status": "blocked","#)]);
}

#[test]
fn what_is_so_already_is_no_change() {
    for line in [
        "update FEAT-041 status=READY",
        "update batch-2 status=",
        "update FEAT-041 progress=50.0",
        "update FEAT-041 estimate=60-120m",
        "update FEAT-043 estimate=3h",
        "update FEAT-041 labels+=CLI",
        "update FEAT-042 dependencies=79",
        "update FEAT-042 dependencies+=feat-041",
        "update batch-1 owners+=A",
        "update milestone-1 goals.1=open goals.2=done",
        "update FEAT-041 owner=@tools-lead",
        "rename FEAT-041 FEAT-041",
        "metrics ciPassRate=80.0",
    ] {
        let prepared = done(PLAN, line);
        assert_eq!((lines(&prepared), prepared.before == prepared.after), (vec![], true), "{line}");
    }
    let todo = done(BATCH_SCRIPT, "update batch-1 status=todo");
    assert!(todo.changes.is_empty() && todo.before == todo.after);
}

#[test]
fn numbers_and_hours_are_set_and_counted() {
    assert_eq!(said("update FEAT-041 progress=75%"), ["FEAT-041 progress: 50 → 75"]);
    assert_eq!(said("update FEAT-041 progress+=10"), ["FEAT-041 progress: 50 → 60"]);
    assert_eq!(said("update FEAT-043 progress+=10"), ["FEAT-043 progress: none → 10"]);
    assert_eq!(said("update FEAT-041 estimate+=30m"), ["FEAT-041 estimate: 1-2h → 1.5-2.5h"]);
    assert_eq!(said("update FEAT-042 estimate-=1"), ["FEAT-042 estimate: [1,2.50] → [0,1.5]"]);
    assert_eq!(said("update FEAT-043 estimate+=0.5"), ["FEAT-043 estimate: 3 → 3.5"]);
    assert_eq!(left("update FEAT-043 estimate=4", "issues", 2)["estimate"], json!(4));
    assert_eq!(left("update FEAT-043 estimate=1–2h", "issues", 2)["estimate"], json!("1–2h"));
    assert_eq!(left("update FEAT-043 estimate=[1,2,4]", "issues", 2)["estimate"], json!([1, 2, 4]));
}

#[test]
fn dates_count_from_today_or_from_the_date_that_is_there() {
    let date =
        |value: &str| left(&format!("update FEAT-041 targetDate{value}"), "issues", 0)["targetDate"].clone();
    assert_eq!(date("=today"), "2026-11-21");
    assert_eq!(date("=+3d"), "2026-11-24");
    assert_eq!(date("=-3d"), "2026-11-18");
    assert_eq!(date("=+1w"), "2026-11-28");
    assert_eq!(date("+=3d"), "2026-12-04");
    assert_eq!(date("-=1w"), "2026-11-24");
    assert_eq!(date("=Week_3"), "Week 3");
    assert_eq!(refused("update FEAT-043 targetDate+=3d").1, "`targetDate=+3d` counts from today");
}

#[test]
fn lists_are_set_and_changed_entry_by_entry() {
    let issue = |line: &str, key: &str| left(&format!("update FEAT-043 {line}"), "issues", 2)[key].clone();
    assert_eq!(issue("labels=a,_b_,c,a", "labels"), json!(["a", "b", "c"]));
    assert_eq!(issue("labels=[\"a,b\"]", "labels"), json!(["a,b"]));
    assert_eq!(issue("dependencies-=79", "dependencies"), json!(["FEAT-042"]));
    assert_eq!(issue("dependencies=#79,batch-2", "dependencies"), json!(["FEAT-041", "batch-2"]));
    assert_eq!(issue("owners=@a,b", "owners"), json!(["@a", "b"]));
    assert_eq!(issue("blockers=batch-1,legal_sign-off", "blockers"), json!(["batch-1", "legal sign-off"]));
    assert_eq!(
        issue("dependencies-=FEAT-041 dependencies+=batch-2", "dependencies"),
        json!(["FEAT-042", "batch-2"])
    );
    assert_eq!(
        left("update FEAT-042 dependencies=FEAT-043,FEAT-041", "issues", 1)["dependencies"],
        json!(["FEAT-043", {"id": "FEAT-041", "lag": 4}]),
        "a plain id leaves the fuller entry as it is"
    );
    assert_eq!(left("update FEAT-042 dependencies-=feat-041", "issues", 1)["dependencies"], json!([]));
    assert_eq!(left("update actions.2 commands+=make", "actions", 1)["commands"], json!(["make", "make"]));
    assert_eq!(left("update actions.2 commands=a,b", "actions", 1)["commands"], json!(["a,b"]));
    assert_eq!(said("update FEAT-041 labels-=core"), ["FEAT-041 labels: core, cli → cli"]);
}

#[test]
fn checklists_are_ticked_reworded_and_emptied() {
    let goals = |line: &str| left(&format!("update milestone-1 {line}"), "milestones", 0)["goals"].clone();
    assert_eq!(goals("goals.1=done")[0], json!({"text": "Ship it", "done": true}));
    assert_eq!(goals("goals.2=open")[1], json!({"text": "Tell all", "done": false}));
    assert_eq!(goals("goals.2=Tell_some")[1], json!({"text": "Tell some", "done": true}));
    assert_eq!(goals("goals.1="), json!([{"text": "Tell all", "done": true}, "FEAT-041"]));
    assert_eq!(goals("goals-=tell_all"), json!(["Ship it", "FEAT-041"]));
    assert_eq!(goals("goals+=Rest")[3], json!("Rest"));
    assert_eq!(goals("goals=[\"x\"]"), json!(["x"]));
    assert_eq!(
        said("update milestone-1 goals.1=done goals.2=open goals+=Rest"),
        [
            "milestone-1 goals.1: open → done",
            "milestone-1 goals.2: done → open",
            "milestone-1 goals.4: none → Rest"
        ]
    );
    assert_eq!(
        said("update milestone-1 goals.1=done goals.2=open"),
        ["milestone-1 goals.1: open → done", "milestone-1 goals.2: done → open"]
    );
}

#[test]
fn text_is_appended_and_prose_in_lines_gets_a_line() {
    assert_eq!(left("update FEAT-043 notes+=three", "issues", 2)["notes"], json!(["one", "two", "three"]));
    assert_eq!(left("update batch-1 name+=!", "batches", 0)["name"], "Core!");
    assert_eq!(left("update batch-1 name=a=b=c", "batches", 0)["name"], "a=b=c");
}

#[test]
fn one_owner_and_several_exclude_each_other() {
    assert_eq!(
        said("update batch-1 owner=@c"),
        ["batch-1 owner: none → @c", "batch-1 owners: @a, @b → none"]
    );
    assert_eq!(
        said("update FEAT-041 owners+=@c"),
        ["FEAT-041 owners: none → @tools-lead, @c", "FEAT-041 owner: @tools-lead → none"]
    );
    assert_eq!(said("update batch-1 owner="), Vec::<String>::new());
}

#[test]
fn a_new_status_stamps_its_dates() {
    assert_eq!(
        said("update FEAT-041 status=in-progress"),
        ["FEAT-041 status: ready → in-progress", "FEAT-041 started: none → 2026-11-21"]
    );
    assert_eq!(
        said("update FEAT-041 status=done"),
        [
            "FEAT-041 status: ready → done",
            "FEAT-041 completed: none → 2026-11-21",
            "FEAT-041 progress: 50 → 100"
        ]
    );
    assert_eq!(
        said("update FEAT-042 status=in-progress progress=90"),
        [
            "FEAT-042 status: done → in-progress",
            "FEAT-042 progress: 100 → 90",
            "FEAT-042 started: none → 2026-11-21",
            "FEAT-042 completed: 2026-11-01 → none"
        ]
    );
    assert_eq!(
        said("update FEAT-041 status=done completed=2026-11-02 progress=99"),
        [
            "FEAT-041 status: ready → done",
            "FEAT-041 completed: none → 2026-11-02",
            "FEAT-041 progress: 50 → 99"
        ]
    );
    assert_eq!(said("update FEAT-042 status=done"), Vec::<String>::new(), "it is done already");
}

#[test]
fn own_keys_are_json_where_they_are_json() {
    let own = |value: &str| left(&format!("update FEAT-043 x:k={value}"), "issues", 2)["k"].clone();
    assert_eq!(own("3"), json!(3));
    assert_eq!(own("\"3\""), json!("3"));
    assert_eq!(own("true"), json!(true));
    assert_eq!(own("{\"a\":[1]}"), json!({"a": [1]}));
    assert_eq!(own("2.1.0"), json!("2.1.0"));
    assert_eq!(own("{oops"), json!("{oops"));
}

#[test]
fn a_new_member_stands_where_its_kind_has_it() {
    let prepared = done(BATCH_SCRIPT, "update batch-1 estimate=3 riskLevel=HIGH");
    let at = prepared
        .after
        .find("\"owner\": \"\",\n      \"estimate\": 3,\n      \"riskLevel\": \"high\",\n      \"notes\"");
    assert!(at.is_some(), "{}", prepared.after);
    let prepared = done(BATCH_SCRIPT, "update plan startDate=2026-11-02");
    assert!(prepared.after.starts_with("{\n  \"startDate\": \"2026-11-02\",\n  \"batches\""));
}

#[test]
fn places_count_the_entries_that_are_there_before_the_command() {
    for (line, said) in [
        ("goals.1= goals.2=open", vec!["goals.1: Ship it → none", "goals.2: done → open"]),
        ("goals.2=open goals.1=", vec!["goals.1: Ship it → none", "goals.2: done → open"]),
        ("goals.1= goals.2=", vec!["goals.1: Ship it → none", "goals.2: Tell all → none"]),
        (
            "goals+=New goals.1=done goals.2=open",
            vec!["goals.1: open → done", "goals.2: done → open", "goals.4: none → New"],
        ),
        ("goals-=Ship_it goals.2=open", vec!["goals.1: Ship it → none", "goals.2: done → open"]),
    ] {
        let said: Vec<_> = said.into_iter().map(|line| format!("milestone-1 {line}")).collect();
        assert_eq!(super::said(&format!("update milestone-1 {line}")), said, "{line}");
    }
    assert_eq!(
        refused("update milestone-1 goals+=New goals.4=done").0,
        "there is no `goals.4`: `goals` has 3 entries"
    );
}
