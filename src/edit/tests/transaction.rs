//! Expectations, new errors, several edits, files that are no plan.

use super::{PLAN, attempt, edit, today};
use crate::diagnostic::{Diagnostic, Ending, Failure, Severity};
use crate::edit::{InEdit, Rules, Unreadable, prepare};
use crate::plan::Plan;

#[test]
fn an_expectation_that_is_not_met_says_what_is() {
    let start = || edit("update FEAT-041 status=in-progress").unwrap();
    let met = |expect: &str| attempt(PLAN, &[start()], &[expect]).map(|_| ());
    for expect in [
        "status=ready",
        "status=Unblocked",
        "owner=tools-lead",
        "owners=tools-lead",
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
    assert!(met("owners=").is_err(), "to expect nobody is to expect neither `owner` nor `owners`");
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
    assert!(attempt(twice, &[edit("update issues.1 status=done progress=1").unwrap()], &[]).is_ok());
    assert!(attempt(twice, &[edit("update issues.3 title=y").unwrap()], &[]).is_ok());
    assert!(attempt(twice, &[edit("rename issues.2 B-1").unwrap()], &[]).is_ok());
    // The findings of a rule decide, whatever it is.
    let rule = |plan: &Plan<'_>| {
        let bad = plan.items.issues.iter().filter(|issue| issue.title.as_deref() == Some("y"));
        bad.map(|issue| {
            Diagnostic::new("wrong-type", Severity::Error, issue.node.span(), "bad title").about("issues.3")
        })
        .collect::<Vec<_>>()
    };
    let rules = Rules { today: today(), expectations: &[], findings: &rule };
    let refused = prepare(twice.into(), &[edit("update issues.3 title=y").unwrap()], &rules).unwrap_err();
    let failure = refused.downcast::<Failure>().unwrap();
    assert_eq!(failure.message, "this would make the plan wrong\n  error[wrong-type]: issues.3: bad title");
    assert_eq!(failure.hint.as_deref(), Some("`tracker check --explain wrong-type` tells more"));
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
        assert_eq!((unreadable.diagnostics.len(), unreadable.text.as_str()), (1, text));
    }
}
