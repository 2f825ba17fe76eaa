//! Edits as a person types them, each with what it says and what it leaves in the file.

use serde_json::{Value, json};

use super::{Change, Edit, Expectation, InEdit, Prepared, Rules, Unreadable, Words, kind_named, prepare};
use crate::diagnostic::{Diagnostic, Ending, Failure};
use crate::plan::Plan;
use crate::plan::index::Index;
use crate::plan::value::date::Date;

pub(super) const BATCH_SCRIPT: &str = include_str!("../../tests/plans/batch-script.json");

/// A plan with something of most forms.
pub(super) const PLAN: &str = r#"{
  "title": "Program",
  "batches": [
    {"id": "batch-1", "name": "Core", "status": "ready", "owners": ["@a", "@b"]},
    {"id": "batch-2", "name": "Edge", "blockers": ["batch-1", "legal sign-off"]}
  ],
  "issues": [
    {"id": "FEAT-041", "number": 79, "batch": "batch-1", "owner": "@tools-lead", "status": "ready", "progress": 50,
     "estimate": "1-2h", "targetDate": "2026-12-01", "labels": ["core", "cli"]},
    {"id": "FEAT-042", "batch": "batch-1", "status": "done", "progress": 100, "completed": "2026-11-01",
     "dependencies": [{"id": "FEAT-041", "lag": 4}], "estimate": [1, 2.50]},
    {"id": "FEAT-043", "dependencies": ["FEAT-041", "FEAT-042"], "notes": ["one", "two"], "estimate": 3}
  ],
  "milestones": [
    {"id": "milestone-1", "week": 1, "goals": ["Ship it", {"text": "Tell all", "done": true}, "FEAT-041"]}
  ],
  "actions": [{"title": "Call"}, {"title": "Write", "commands": ["make"]}],
  "team": [{"id": "tools-lead", "name": "Tools"}],
  "metrics": {"ciPassRate": 80, "coverage": {"label": "Cover", "target": 90, "history": [{"week": "Week 1", "value": 70}]}}
}
"#;

pub(super) fn today() -> Date {
    Date::parse("2026-11-21").unwrap()
}

/// Findings of the reading, and duplicate ids.
pub(super) fn findings<'p>(plan: &'p Plan<'p>) -> Vec<Diagnostic> {
    use crate::diagnostic::Severity;
    let mut findings = plan.problems.clone();
    for twins in Index::new(plan).duplicates() {
        let Some(item) = plan.item(twins.second) else { continue };
        let message = format!("the id `{}` is there twice", item.address());
        findings.push(
            Diagnostic::new("duplicate-id", Severity::Error, item.node().span(), message)
                .about(item.address()),
        );
    }
    findings
}

pub(super) fn attempt(text: &str, edits: &[Edit], expect: &[&str]) -> anyhow::Result<Prepared> {
    let expectations: Vec<_> = expect.iter().map(|word| Expectation::parse(word).unwrap()).collect();
    let rules = Rules { today: today(), expectations: &expectations, findings: &findings };
    prepare(text.as_bytes().to_vec(), edits, &rules)
}

/// An edit from the words of a command, split at spaces; `_` stands for a space.
pub(super) fn edit(line: &str) -> Result<Edit, Failure> {
    let (command, rest) = line.split_once(' ').unwrap_or((line, ""));
    let words: Vec<String> =
        rest.split(' ').filter(|word| !word.is_empty()).map(|word| word.replace('_', " ")).collect();
    let force = words.iter().any(|word| word == "--force");
    let Words { ids, assignments } = Words::read(words.iter().filter(|word| *word != "--force"))?;
    let id = |place: usize| ids.get(place).cloned();
    Ok(match command {
        "update" => Edit::Update { ids, assignments },
        "add" => Edit::Add { kind: kind_named(&id(0).unwrap())?, id: id(1), assignments },
        "rename" => Edit::Rename { old: id(0).unwrap(), new: id(1).unwrap() },
        "remove" => Edit::Remove { ids, force },
        "metrics" => Edit::Metrics { assignments, week: id(0) },
        other => panic!("{other}"),
    })
}

pub(super) fn done(text: &str, line: &str) -> Prepared {
    attempt(text, &[edit(line).unwrap()], &[]).unwrap_or_else(|error| panic!("{line}: {error:?}"))
}

fn lines(prepared: &Prepared) -> Vec<String> {
    prepared.changes.iter().map(Change::to_string).collect()
}

/// What an edit of [`PLAN`] says.
fn said(line: &str) -> Vec<String> {
    lines(&done(PLAN, line))
}

/// The item of that id after an edit of [`PLAN`].
fn left(line: &str, kind: &str, place: usize) -> Value {
    let after: Value = serde_json::from_str(&done(PLAN, line).after).unwrap();
    after[kind][place].clone()
}

/// What an edit of [`PLAN`] is refused with.
fn refused(line: &str) -> (String, String, Ending) {
    let failure = match edit(line) {
        Ok(edit) => attempt(PLAN, &[edit], &[]).unwrap_err().downcast::<Failure>().unwrap(),
        Err(failure) => failure,
    };
    (failure.message, failure.hint.unwrap_or_default(), failure.ending)
}

/// Lines of the text that differ.
fn diff(prepared: &Prepared) -> Vec<(&str, &str)> {
    prepared.before.lines().zip(prepared.after.lines()).filter(|(one, other)| one != other).collect()
}

#[test]
fn an_update_is_one_changed_line() {
    let prepared = done(BATCH_SCRIPT, "update batch-1 status=blocked");
    assert_eq!(lines(&prepared), ["batch-1 status: not-started → blocked"]);
    assert_eq!(diff(&prepared), [(r#"      "status": "not-started","#, r#"      "status": "blocked","#)]);
}

#[test]
fn every_bad_request_says_what_to_type() {
    let cases = [
        ("update FEAT-041 progress=150", "`progress` is 150, but it must be a number from 0 to 100", ""),
        ("update FEAT-041 progress=-1", "`progress` is -1, but it must be a number from 0 to 100", ""),
        (
            "update FEAT-041 progress=50abc",
            "`progress` must be a number from 0 to 100, not the text \"50abc\"",
            "",
        ),
        (
            "update FEAT-041 status=donee",
            "`status` is `donee`, which is none of its values",
            "did you mean `done`?",
        ),
        (
            "update FEAT-041 staus=done",
            "unknown field `staus` in `issues`",
            "did you mean `status`? `x:staus=VALUE` sets a key of your own",
        ),
        ("update FEAT-41 status=done", "no item `FEAT-41`", "did you mean `FEAT-041`?"),
        ("update zzz status=done", "no item `zzz`", "`tracker list` shows what there is"),
        (
            "update FEAT-041",
            "nothing to set on FEAT-041",
            "write KEY=VALUE behind it, such as `status=in-progress`",
        ),
        ("update FEAT-041 foo", "no item `foo`", "to set a field write `foo=VALUE`"),
        ("update FEAT-041 status", "no item `status`", "to set a field write `status=VALUE`"),
        (
            "update FEAT-041 feat-041 status=done",
            "`FEAT-041` and `feat-041` name the same item",
            "name each item once",
        ),
        ("update 79 FEAT-041 status=done", "`79` and `FEAT-041` name the same item", "name each item once"),
        ("update 79 79 status=done", "`79` is named twice", "name each item once"),
        ("update FEAT-041 status=done status=ready", "`status` is given twice", "give each field once"),
        ("update FEAT-041 progress+=1 progress+=1", "`progress` is given twice", "give each field once"),
        (
            "update status=done",
            "no item is named",
            "write the id first: `tracker update ID KEY=VALUE`; `plan` is the plan itself",
        ),
        (
            "update FEAT-041 id=FEAT-099",
            "`FEAT-041` gets another id by `rename`, which keeps what refers to it",
            "`tracker rename FEAT-041 FEAT-099`",
        ),
        ("update FEAT-041 batch=batch-9", "no item `batch-9`", "did you mean `batch-1`?"),
        ("update FEAT-043 dependencies+=FEAT-44", "no item `FEAT-44`", "did you mean `FEAT-041`?"),
        (
            "update FEAT-041 targetDate=2026-1-5",
            "`targetDate` is `2026-1-5`, which is not a date",
            "write a real day as YYYY-MM-DD, such as 2026-01-05",
        ),
        ("update FEAT-041 labels-=web", "`labels` has no entry `web`", "it has `core`, `cli`"),
        (
            "update milestone-1 goals.4=done",
            "there is no `goals.4`: `goals` has 3 entries",
            "`goals+=TEXT` adds one",
        ),
        (
            "update milestone-1 goals.3=done",
            "`goals.3` stands for `FEAT-041`, whose own status says whether it is done",
            "`tracker update FEAT-041 status=done`",
        ),
        (
            "update FEAT-041 status.1=done",
            "`status` is no list, so there is no `status.1`",
            "write `status=VALUE`",
        ),
        ("update FEAT-041 estimate-=90m", "`estimate` would be less than 0", "`estimate=HOURS` sets it"),
        ("update FEAT-041 progress+=60", "`progress` is 110, but it must be a number from 0 to 100", ""),
        (
            "update FEAT-041 progress+=x",
            "`x` is no number to count with",
            "write a number, such as `progress+=1`",
        ),
        ("update batch-1 owner+=@c", "`owner` cannot be changed with `+=`", "write `owners+=NAME`"),
        ("update FEAT-041 owner=@a,@b", "`owner` takes one name", "`owners=@a,@b`"),
        (
            "update FEAT-041 owner=@a owners=@b",
            "an item has `owner` or `owners`, not both",
            "write `owners=@one,@two` for several",
        ),
        ("update FEAT-041 status=_", "the value of `status` is empty", "`status=` removes it"),
        (
            "update FEAT-041 x:status=1",
            "`status` is a field of the format, not a key of your own",
            "write `status=VALUE`",
        ),
        (
            "update plan metrics=1",
            "unknown field `metrics` in the plan",
            "`tracker metrics NAME=VALUE` sets a metric",
        ),
        ("add isue title=X", "no kind `isue`", "did you mean `issue`?"),
        (
            "add issue feat-041 title=X",
            "`FEAT-041` is there already, in `issues`",
            "choose another id, or leave it out to have the next one",
        ),
        (
            "add issue",
            "nothing is said about the new issue",
            "write KEY=VALUE behind it: `tracker add issue title=TEXT`",
        ),
        (
            "rename FEAT-041 FEAT-042",
            "`FEAT-042` is there already, in `issues`",
            "choose another id, or leave it out to have the next one",
        ),
        (
            "metrics ciPasRate=1",
            "no metric `ciPasRate`",
            "did you mean `ciPassRate`? `x:ciPasRate=VALUE` sets a new metric of that name",
        ),
    ];
    for (line, message, hint) in cases {
        assert_eq!(refused(line), (message.into(), hint.into(), Ending::Impossible), "{line}");
    }
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
    assert_eq!(said("update FEAT-042 estimate-=1"), ["FEAT-042 estimate: [1,2.5] → [0,1.5]"]);
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
        ["milestone-1 goals: Ship it, Tell all, FEAT-041 → Ship it, Tell all, FEAT-041, Rest"]
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
fn an_expectation_that_is_not_met_says_what_is() {
    let start = || edit("update FEAT-041 status=in-progress").unwrap();
    let met = |expect: &str| attempt(PLAN, &[start()], &[expect]).map(|_| ());
    for expect in [
        "status=ready",
        "status=Unblocked",
        "owner=tools-lead",
        "owners=",
        "estimate=60-120m",
        "labels=cli,core",
        "batch=BATCH-1",
    ] {
        assert!(met(expect).is_ok(), "{expect}");
    }
    assert!(met("estimate=60m").is_err(), "an hour is not one to two");
    let failure = met("owner=").unwrap_err().downcast::<Failure>().unwrap();
    assert_eq!(failure.message, "FEAT-041: owner is `@tools-lead`, not absent");
    assert_eq!(failure.ending, Ending::No);
    let failure = met("status=redy").unwrap_err().downcast::<Failure>().unwrap();
    assert_eq!(failure.ending, Ending::Impossible);
    let blocked = attempt(
        PLAN,
        &[edit("update FEAT-043 status=ready").unwrap()],
        &["status=blocked", "stored.status="],
    );
    assert!(blocked.is_ok(), "{blocked:?}");
}

#[test]
fn an_edit_that_would_add_an_error_is_refused_and_one_that_is_there_is_not() {
    let twice = r#"{"issues": [{"id": "A-1", "progress": 300}, {"id": "A-1"}, {"title": "x"}]}"#;
    assert!(attempt(twice, &[edit("update A-1 status=done progress=1").unwrap()], &[]).is_ok());
    assert!(attempt(twice, &[edit("update issues.3 title=y").unwrap()], &[]).is_ok());
    assert!(attempt(twice, &[edit("rename A-1 B-1").unwrap()], &[]).is_ok());
    // The findings of a rule decide, whatever it is.
    let rule = |plan: &Plan<'_>| {
        let bad = plan.items.issues.iter().filter(|issue| issue.title.as_deref() == Some("y"));
        bad.map(|issue| {
            Diagnostic::new("bad", crate::diagnostic::Severity::Error, issue.node.span(), "bad title")
                .about("issues.3")
        })
        .collect::<Vec<_>>()
    };
    let rules = Rules { today: today(), expectations: &[], findings: &rule };
    let refused = prepare(twice.into(), &[edit("update issues.3 title=y").unwrap()], &rules).unwrap_err();
    let failure = refused.downcast::<Failure>().unwrap();
    assert_eq!(failure.message, "this would make the plan wrong: issues.3: bad title");
    assert_eq!(failure.ending, Ending::No);
}

#[test]
fn several_edits_are_made_all_or_none() {
    let edits = |lines: &[&str]| lines.iter().map(|line| edit(line).unwrap()).collect::<Vec<_>>();
    let both = attempt(PLAN, &edits(&["add issue title=New", "update FEAT-044 status=done"]), &[]).unwrap();
    assert_eq!(both.changes.len(), 4);
    let error =
        attempt(PLAN, &edits(&["update FEAT-041 status=done", "update foo status=done"]), &[]).unwrap_err();
    assert_eq!(error.downcast_ref::<InEdit>(), Some(&InEdit(2)));
    assert_eq!(error.downcast_ref::<Failure>().unwrap().message, "no item `foo`");
}

#[test]
fn a_file_that_is_no_plan_is_told_with_its_place() {
    for text in ["{\"issues\": [}", "[]", "{\"issues\": {}}", "{\"schemaVersion\": 2}"] {
        let error = attempt(text, &[edit("update A status=done").unwrap()], &[]).unwrap_err();
        let unreadable = error.downcast_ref::<Unreadable>().unwrap();
        assert_eq!(unreadable.text, text);
    }
}
