//! What was typed or stood there before keeps its spelling.

use serde_json::json;

use super::{attempt, done, edit, lines};

/// The text that an edit leaves.
fn after(text: &str, line: &str) -> String {
    done(text, line).after
}

#[test]
fn an_entry_that_stays_keeps_its_text_wherever_it_comes_to_stand() {
    let entry = r#"{"id":"B","lag":4e0,"note":"caf\u00e9","ticket":20251129123456789012}"#;
    let plan = |entries: &str| {
        format!(
            r#"{{"issues":[{{"id":"A","dependencies":[{entries}]}},{{"id":"B"}},{{"id":"C"}},{{"id":"D"}}]}}"#
        )
    };
    let before = plan(&format!("{entry},\"C\""));
    let there = after(&before, "update A dependencies=C,B");
    assert_eq!(there, plan(&format!("\"C\",{entry}")));
    assert_eq!(after(&there, "update A dependencies=B,C"), before);
    assert_eq!(after(&before, "update A dependencies=D,C,B"), plan(&format!("\"D\",\"C\",{entry}")));
}

#[test]
fn an_entry_that_gets_other_words_while_another_goes_keeps_its_other_members() {
    let plan = |entries: &str| format!(r#"{{"issues":[{{"id":"A","deliverables":[{entries}]}}]}}"#);
    let before = plan(r#""a",{"text":"b","done":true,"own":12345678901234567890123},"c""#);
    assert_eq!(
        after(&before, "update A deliverables.2=new deliverables.1="),
        plan(r#"{"text":"new","done":true,"own":12345678901234567890123},"c""#)
    );
}

#[test]
fn numbers_are_written_as_they_are_typed() {
    let plan = r#"{"issues":[{"id":"A"}]}"#;
    for (typed, written) in [
        ("x:k=1.10", r#""k":1.10"#),
        ("x:k=1e5", r#""k":1e5"#),
        ("x:k=-0.50E+07", r#""k":-0.50E+07"#),
        ("x:k=12345678901234567890123", r#""k":12345678901234567890123"#),
        ("x:k=0.12345678901234567890123", r#""k":0.12345678901234567890123"#),
        (r#"x:k={"z":[1.50,{"y":1E0}]}"#, r#""k":{"z":[1.50,{"y":1E0}]}"#),
        (r#"extra={"z":1.50}"#, r#""extra":{"z":1.50}"#),
        ("estimate=99999999999999999999999", r#""estimate":99999999999999999999999"#),
        ("estimate=[1.0,2.50]", r#""estimate":[1.0,2.50]"#),
        ("progress=12.50", r#""progress":12.50"#),
        (r#"demand={"p":1.0}"#, r#""demand":{"p":1.0}"#),
    ] {
        let there = after(plan, &format!("update A {typed}"));
        assert_eq!(there, plan.replace(r#""A""#, &format!(r#""A",{written}"#)), "{typed}");
    }
    let other = after(r#"{"issues":[{"id":"A","k":1.5}]}"#, "update A x:k=1.50");
    assert_eq!(
        other, r#"{"issues":[{"id":"A","k":1.50}]}"#,
        "the spelling of a team's own key is the team's"
    );
    assert_eq!(after(r#"{"metrics":{}}"#, "metrics ratio=1.50"), r#"{"metrics":{"ratio":1.50}}"#);
}

#[test]
fn counting_is_exact_or_refused() {
    let plan = |value: &str| format!(r#"{{"issues":[{{"id":"A","k":{value}}}]}}"#);
    for (before, line, value) in [
        ("12345678901234567890123", "x:k+=1", "12345678901234567890124"),
        ("0.1", "x:k+=0.2", "0.3"),
        ("1.50", "x:k-=0.5", "1"),
        ("9007199254740993", "x:k-=9007199254740992", "1"),
    ] {
        assert_eq!(after(&plan(before), &format!("update A {line}")), plan(value));
    }
    let failure = attempt(&plan("1e300"), &[edit("update A x:k+=1").unwrap()], &[]).unwrap_err();
    assert_eq!(failure.to_string(), "1e300 + 1 has too many digits to be exact");
    let hours = r#"{"issues":[{"id":"A","estimate":[1,9007199254740993]}]}"#;
    assert_eq!(
        after(hours, "update A estimate+=1"),
        hours.replace("[1,9007199254740993]", "[2,9007199254740994]")
    );
}

#[test]
fn an_expectation_takes_numbers_by_their_value() {
    let plan = r#"{"issues":[{"id":"A","k":[1.50]}]}"#;
    assert!(attempt(plan, &[edit("update A title=T").unwrap()], &["x:k=[1.5]"]).is_ok());
    assert!(attempt(plan, &[edit("update A title=T").unwrap()], &["x:k=[1.6]"]).is_err());
    assert_eq!(after(plan, "update A x:k-=1.5"), r#"{"issues":[{"id":"A","k":[]}]}"#);
}

#[test]
fn a_rename_changes_the_names_of_a_demand_and_nothing_of_their_units() {
    for units in ["1E0", "1.50", "0.5000"] {
        let plan = |name: &str| {
            format!(
                r#"{{"team":[{{"id":"{name}"}},{{"id":"q"}}],"issues":[{{"id":"A","demand":{{"q":2,"{name}" : {units}}}}}]}}"#
            )
        };
        let there = after(&plan("p"), "rename p r");
        assert_eq!(there, plan("r"));
        assert_eq!(after(&there, "rename r p"), plan("p"));
    }
}

#[test]
fn a_report_s_own_coordinator_goes_by_the_new_name_or_goes() {
    let plan = r#"{"coordinator":"@ada","reports":[{"report":"weekly","coordinator":"Ada"},{"report":"raid"}],"team":[{"id":"ada"}]}"#;
    let renamed = done(plan, "rename ada countess");
    assert_eq!(
        renamed.after,
        plan.replace("@ada", "@countess")
            .replace("\"Ada\"", "\"countess\"")
            .replace("\"ada\"", "\"countess\"")
    );
    assert_eq!(
        lines(&renamed),
        [
            "ada id: ada → countess",
            "plan coordinator: @ada → @countess",
            "reports.1 coordinator: Ada → countess"
        ]
    );
    let removed = done(plan, "remove ada --force");
    assert_eq!(removed.after, r#"{"reports":[{"report":"weekly"},{"report":"raid"}],"team":[]}"#);
    assert!(json!(lines(&removed)).to_string().contains("reports.1 coordinator: Ada → none"));
}

#[test]
fn a_date_too_far_away_is_refused_in_every_field() {
    for field in ["targetDate", "completed"] {
        for days in ["+3650000d", "+99999999999d", "-99999999999999999999w"] {
            let edit = edit(&format!("update A {field}={days}")).unwrap();
            let failure = attempt(r#"{"issues":[{"id":"A"}]}"#, &[edit], &[]).unwrap_err();
            assert_eq!(
                failure.to_string(),
                "the date would lie outside the years 0 to 9999",
                "{field}={days}"
            );
        }
    }
}
