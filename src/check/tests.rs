//! The rules by example, a sentence each, and the laws of all findings.

use std::collections::BTreeSet;
use std::collections::HashSet;
use std::path::Path;

use proptest::prelude::*;

use super::*;
use crate::json::Document;
use crate::plan::kind::Kind;
use crate::text::is_hidden;

/// All findings of a text, and the errors alone.
fn both(text: &str) -> (Vec<Diagnostic>, Vec<Diagnostic>) {
    let document = match Document::parse(text.into()) {
        Ok(document) => document,
        Err(error) => return (vec![syntax(&error)], Vec::new()),
    };
    let plan = match Plan::read(&document) {
        Ok(plan) => plan,
        Err(problems) => return (problems, Vec::new()),
    };
    let index = Index::new(&plan);
    let graph = Graph::new(&plan, &index);
    let state = State::new(&plan, &index, &graph);
    let today = Date::parse("2025-10-20");
    let missing: HashSet<&str> = deliverable_paths(&plan).filter(|path| path.contains("NOT-THERE")).collect();
    (findings(&Subject::new(&state, today).missing_files(&missing)), errors(&plan, &index, &graph))
}

/// The findings on 2025-10-20, each as `code field: message`.
pub(super) fn found(text: &str) -> Vec<String> {
    let shown = |finding: &Diagnostic| {
        format!("{} {}: {}", finding.code, finding.field.unwrap_or("-"), finding.message)
    };
    both(text).0.iter().map(shown).collect()
}

/// The hints of the findings.
pub(super) fn hints(text: &str) -> Vec<String> {
    both(text).0.into_iter().filter_map(|finding| finding.hint).collect()
}

fn codes(text: &str) -> Vec<&'static str> {
    both(text).0.iter().map(|finding| finding.code).collect()
}

const NOTHING: [&str; 0] = [];

#[test]
fn every_rule_finds_something_in_its_example_and_only_what_it_is_for() {
    for rule in RULES {
        assert!(codes(rule.example).contains(&rule.code), "{}: {:?}", rule.code, found(rule.example));
        let others: Vec<_> = codes(rule.example).into_iter().filter(|code| *code != rule.code).collect();
        assert_eq!(others, NOTHING, "{}", rule.code);
    }
}

#[test]
fn every_finding_of_every_rules_example_has_a_hint() {
    for rule in RULES {
        for finding in both(rule.example).0 {
            assert!(finding.hint.is_some_and(|hint| !hint.is_empty()), "{}: {}", rule.code, finding.message);
        }
    }
}

#[test]
fn the_table_has_every_code_once_with_its_words() {
    let codes: BTreeSet<_> = RULES.iter().map(|rule| rule.code).collect();
    assert_eq!(codes.len(), RULES.len());
    for table in RULES {
        assert!(!table.summary.ends_with('.') && table.explanation.ends_with('.'), "{}", table.code);
        assert_eq!(rule(table.code).unwrap().summary, table.summary);
    }
    assert!(RULES.is_sorted_by_key(|rule| rule.severity));
}

#[test]
fn every_code_that_the_program_emits_is_in_the_table() {
    fn visit(folder: &Path, emitted: &mut BTreeSet<String>) {
        for entry in folder.read_dir().unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                visit(&path, emitted);
                continue;
            }
            #[expect(clippy::disallowed_methods, reason = "the sources of this program, in a test")]
            let source = std::fs::read_to_string(&path).unwrap();
            let calls = source.split("Diagnostic::new(").skip(1);
            let literals = calls.filter_map(|call| call.trim_start().strip_prefix('"')?.split_once('"'));
            let is_code = |code: &str| code.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'-');
            emitted.extend(literals.map(|(code, _)| code.to_owned()).filter(|code| is_code(code)));
        }
    }
    let mut emitted = BTreeSet::new();
    visit(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), &mut emitted);
    assert!(emitted.contains("wrong-type"));
    let unknown: Vec<_> = emitted.iter().filter(|code| rule(code).is_none()).collect();
    assert_eq!(unknown, Vec::<&String>::new());
}

#[test]
fn the_plan_of_the_original_script_has_no_findings() {
    assert_eq!(found(include_str!("../../tests/plans/batch-script.json")), NOTHING);
}

#[test]
fn a_second_item_of_an_id_names_the_line_of_the_first() {
    let (findings, _) =
        both("\n{\"batches\": [{\"id\": \"A\"}],\n\"issues\": [{\"id\": \"B\"}, {\"id\": \"A\"}]}");
    assert_eq!(findings[0].label.as_deref(), Some("first used in line 2"));
    assert_eq!(findings[0].span.start, 59);
    assert_eq!(findings[0].id.as_deref(), Some("A"));
}

#[test]
fn a_missing_id_is_suggested_and_an_unusable_one_is_not_missing() {
    let plan = r#"{"batches": [{"name": "one"}], "issues": [{"id": ""}, {"id": null}], "actions": [{"title": "x"}]}"#;
    assert_eq!(codes(plan), ["missing-id", "invalid-id", "missing-id"]);
    assert_eq!(hints(plan)[0], r#"add `"id": "batch-1"`"#);
}

#[test]
fn a_reference_to_nothing_suggests_the_nearest_id() {
    let plan = r#"{"batches": [{"id": "batch-1"}], "defects": [{"id": "D-1", "batch": "bacth-1"}],
        "issues": [{"id": "A-1", "blockers": ["vendor", "the vendor says yes"], "dependencies": [{"id": "A-l"}]}]}"#;
    assert_eq!(
        found(plan),
        [
            "unknown-reference batch: the batch of D-1 is `bacth-1`, which is no item of the plan",
            "unknown-reference blockers: A-1 waits for `vendor`, which is no item of the plan",
            "unknown-reference dependencies: A-1 waits for `A-l`, which is no item of the plan",
        ]
    );
    let expected = [
        "did you mean `batch-1`?",
        "something outside the plan is named by more than one word",
        "did you mean `A-1`?",
    ];
    assert_eq!(hints(plan), expected);
}

#[test]
fn references_to_the_wrong_kind_and_to_oneself_are_told_apart() {
    let plan = r#"{"risks": [{"id": "R-1", "batch": "R-1"}], "reviews": [{"id": "V"}],
        "decisions": [{"title": "x", "review": "R-1"}, {"title": "y", "review": "V"}], "issues": [{"id": "A", "batch": "V"}]}"#;
    assert_eq!(
        found(plan),
        [
            "self-reference batch: R-1 is its own batch",
            "wrong-kind review: the review of decisions.1 is R-1, which is of kind `risk`",
            "wrong-kind batch: the batch of A is V, which is of kind `review`",
        ]
    );
}

#[test]
fn a_cycle_is_one_finding_at_its_first_edge_and_says_which_edge_could_go() {
    let plan = r#"{"issues": [{"id": "A", "dependencies": ["B"]}, {"id": "B", "blockers": ["C"]},
        {"id": "C", "dependencies": [{"id": "A"}]}]}"#;
    assert_eq!(found(plan), ["cycle dependencies: these wait for one another: A → B → C → A"]);
    assert_eq!(hints(plan), ["if C need not wait for A: tracker update C dependencies-=A"]);
    assert_eq!(both(plan).0[0].span.of(plan), "\"B\"");
}

#[test]
fn a_cycle_through_batches_stands_at_an_edge_that_is_written() {
    let plan = r#"{"batches": [{"id": "one"}, {"id": "two", "dependencies": ["one"]}],
        "issues": [{"id": "A", "batch": "one", "dependencies": ["B"]}, {"id": "B", "batch": "two"}]}"#;
    assert_eq!(found(plan), ["cycle dependencies: these wait for one another: one → A → B → two → one"]);
    assert_eq!(both(plan).0[0].id.as_deref(), Some("A"));
}

#[test]
fn a_long_cycle_is_shown_by_its_beginning_and_its_end() {
    let issues: Vec<_> =
        (0..20).map(|n| format!(r#"{{"id": "I{n}", "dependencies": ["I{}"]}}"#, (n + 1) % 20)).collect();
    let found = found(&format!(r#"{{"issues": [{}]}}"#, issues.join(",")));
    assert!(found[0].ends_with("I11 → … 8 more … → I0"), "{found:?}");
}

#[test]
fn a_status_over_something_open_names_what_is_open() {
    let plan = r#"{"issues": [{"id": "FEAT-044"}, {"id": "FEAT-047", "status": "ready", "dependencies": ["FEAT-044"]}]}"#;
    assert_eq!(
        found(plan),
        ["status-refuted status: FEAT-047 is `ready`, but it waits for FEAT-044, which is not done"]
    );
    assert_eq!(hints(plan), ["tracker update FEAT-047 status=blocked"]);
}

#[test]
fn several_causes_are_counted_and_a_batchs_causes_are_named_as_its() {
    let plan = r#"{"batches": [{"id": "one"}, {"id": "two", "blockers": ["one"]}], "reviews": [{"id": "V"}],
        "issues": [{"id": "A", "batch": "one"}, {"id": "B", "batch": "two", "status": "in-progress"},
        {"id": "C", "status": "ready", "dependencies": ["A", "B", "V"], "blockers": ["the vendor's answer"]},
        {"id": "D", "status": "ready", "dependencies": ["V"]}]}"#;
    assert_eq!(
        found(plan),
        [
            "status-refuted status: B is `in-progress`, but its batch two waits for one, which is not done",
            "status-refuted status: C is `ready`, but it waits for A, B, V and 1 more, which are open",
            "status-refuted status: D is `ready`, but it waits for V, which is not completed",
        ]
    );
}

#[test]
fn what_is_done_is_held_by_a_blocker_that_names_it_but_not_by_one_of_everything() {
    let plan = |affects: &str| {
        format!(
            r#"{{"issues": [{{"id": "A", "status": "done"}}], "blockers": [{{"id": "B-1", "affects": ["{affects}"]}}]}}"#
        )
    };
    assert_eq!(found(&plan("*")), NOTHING);
    assert_eq!(
        found(&plan("A")),
        ["done-early status: A is `done`, but it waits for B-1, which is not resolved"]
    );
}

#[test]
fn a_batch_is_refuted_by_its_issues_unless_both_say_that_it_waits() {
    let batch = |stored: &str, issue: &str| {
        format!(
            r#"{{"batches": [{{"id": "one", "status": "{stored}"}}], "issues": [
            {{"id": "A", "batch": "one", "status": "{issue}"}}, {{"id": "B", "status": "queued", "batch": "one", "dependencies": ["A"]}}]}}"#
        )
    };
    assert_eq!(
        found(&batch("done", "in-progress")),
        ["status-refuted status: one is `done`, but by its issues it is `in-progress`"]
    );
    for (stored, issue) in
        [("not-started", "done"), ("cancelled", "ready"), ("queued", "ready"), ("ready", "ready")]
    {
        assert_eq!(found(&batch(stored, issue)), NOTHING, "{stored} {issue}");
    }
    assert_eq!(codes(&batch("blocked", "ready")), ["status-refuted"]);
}

#[test]
fn a_blocked_item_whose_reference_leads_nowhere_is_not_called_free() {
    let plan = r#"{"issues": [{"id": "A", "status": "blocked", "dependencies": ["nowhere"]}]}"#;
    assert_eq!(codes(plan), ["unknown-reference"]);
}

#[test]
fn progress_is_refuted_by_the_status_and_a_batchs_by_its_issues() {
    let plan = |batch: &str, issue: &str| {
        format!(
            r#"{{"batches": [{{"id": "one", "progress": {batch}}}], "issues": [{{"id": "A", "batch": "one", {issue}}},
            {{"id": "B", "batch": "one"}}, {{"id": "C", "batch": "one"}}]}}"#
        )
    };
    assert_eq!(found(&plan("33", r#""progress": 100, "status": "done""#)), NOTHING);
    assert_eq!(
        found(&plan("0", r#""status": "done""#)),
        ["progress-refuted progress: one has a progress of 0%, but its issues make it 33.3%"]
    );
    assert_eq!(
        found(&plan("33.3", r#""progress": 100, "status": "in-progress""#)),
        ["progress-refuted progress: A has a progress of 100%, but it is not `done`"]
    );
}

#[test]
fn a_time_is_placed_by_the_calendar_or_noted_once() {
    let plan = |due: &str| format!(r#"{{"issues": [{{"id": "A", "targetDate": "{due}"}}]}}"#);
    for due in ["Week 1–2", "2025-10-16", "Day 2", "Hour 11–12", "30m", ""] {
        assert_eq!(found(&plan(due)), NOTHING, "{due}");
    }
    assert_eq!(codes(&plan("soon")), ["unplaceable-date"]);
    assert_eq!(codes(&plan("2026-1-5")), ["invalid-date"]);
}

#[test]
fn people_are_looked_for_in_the_team_by_id_or_name_without_at_sign_and_case() {
    let plan = r#"{"team": [{"id": "tools-lead", "name": "Tess"}, {"id": "@ci", "backup": "Tess"}],
        "issues": [{"id": "A", "owner": "@Tools-Lead"}, {"id": "B", "owners": ["tess", "CI", "tool-lead", ""]}],
        "messages": [{"from": "somebody else", "to": "ci"}]}"#;
    assert_eq!(
        found(plan),
        [
            "unknown-owner owners: the `owners` of B is `tool-lead`, who is not in the team",
            "unknown-owner from: the `from` of messages.1 is `somebody else`, who is not in the team",
        ]
    );
    assert_eq!(hints(plan), ["did you mean `tools-lead`?", "tracker add team 'somebody else'"]);
    assert_eq!(found(&plan.replace("\"team\"", "\"crew\"")), NOTHING);
}

#[test]
fn misspelt_keys_are_found_in_every_record_and_a_teams_own_are_left_alone() {
    let plan = r#"{"tilte": "x", "calendar": {"workdays": ["mon"]}, "metrics": {"coverage": {"valu": 1, "history": [{"weak": "Week 1"}]}},
        "reports": [{"report": "dashboard", "into": "y.md", "ouput": "x.md"}],
        "issues": [{"id": "A", "Status": "done", "completedBy": "x", "sprintPoints": 3, "extra": {"staus": 1},
            "dependencies": [{"id": "B", "tpye": "FS"}], "criteria": [{"text": "x", "Done": true}]}, {"id": "B", "team": "x"}]}"#;
    let guesses: Vec<_> = hints(plan).iter().map(|hint| hint.split('`').nth(1).unwrap().to_owned()).collect();
    assert_eq!(guesses, ["title", "workDays", "value", "week", "output", "status", "type", "done"]);
    assert_eq!(both(plan).0[0].span.of(plan), "\"tilte\"");
}

#[test]
fn a_misspelt_key_beside_the_right_one_is_found_too() {
    let plan = r#"{"issues": [{"id": "A", "label": "x", "labels": [], "target_date": "Week 1", "targetDate": "Week 1"}]}"#;
    assert_eq!(
        found(plan),
        [
            "misspelt-key -: `label` in A is no key that tracker knows",
            "misspelt-key -: `target_date` in A is no key that tracker knows"
        ]
    );
}

#[test]
fn a_finding_shows_hostile_text_without_letting_it_act() {
    let plan =
        r#"{"issues": [{"id": "A", "dependencies": ["\u001b[31mred\u202e"], "targetDate": "so\non"}]}"#;
    for finding in both(plan).0 {
        assert!(!finding.message.contains(is_hidden), "{finding:?}");
    }
}

/// A value that may stand anywhere: ids that exist and not, dates, statuses, and things of the wrong type.
fn value() -> impl Strategy<Value = serde_json::Value> {
    let word = prop::sample::select(vec![
        "A",
        "B",
        "C",
        "a",
        "*",
        "79",
        "",
        " ",
        "nothing",
        "two words",
        "ready",
        "done",
        "blocked",
        "in-progress",
        "queued",
        "cancelled",
        "resolved",
        "2025-10-16",
        "2025-10-17",
        "Week 1",
        "soon",
        "2026-1-5",
        "3h",
        "@lead",
        "\u{1b}x",
    ]);
    let leaf = prop_oneof![
        8 => word.prop_map(serde_json::Value::from),
        2 => (-1i32..120).prop_map(serde_json::Value::from),
        1 => any::<bool>().prop_map(serde_json::Value::from),
        1 => Just(serde_json::Value::Null),
    ];
    leaf.prop_recursive(2, 8, 3, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..3).prop_map(serde_json::Value::from),
            prop::collection::btree_map(key(), inner, 0..3)
                .prop_map(|members| serde_json::Value::Object(members.into_iter().collect())),
        ]
    })
}

/// A key of some record, rarely misspelt.
fn key() -> impl Strategy<Value = String> {
    let fields = Kind::ALL.iter().flat_map(|kind| kind.description().fields).map(|field| field.key);
    let nested =
        ["id", "type", "lag", "text", "done", "value", "history", "workDays", "staus", "target_date", "é"];
    prop::sample::select(fields.chain(nested).map(str::to_owned).collect::<Vec<_>>())
}

/// A plan whose containers are right and whose values may be anything.
fn plan() -> impl Strategy<Value = String> {
    let id = prop::sample::select(vec!["A", "B", "C", "D"]).prop_map(serde_json::Value::from);
    let item = (prop::option::of(id), prop::collection::btree_map(key(), value(), 0..8)).prop_map(
        |(id, mut fields)| {
            fields.extend(id.map(|id| ("id".to_owned(), id)));
            serde_json::Value::Object(fields.into_iter().collect())
        },
    );
    let kinds = prop::sample::select(
        Kind::ALL.iter().map(|kind| kind.description().key.to_owned()).collect::<Vec<_>>(),
    );
    let lists = prop::collection::btree_map(kinds, prop::collection::vec(item, 0..5), 0..6);
    let top =
        prop::sample::select(vec!["title", "startDate", "calendar", "metrics", "reports", "extra", "isues"]);
    let rest = prop::collection::btree_map(top.prop_map(str::to_owned), value(), 0..4);
    (lists, rest).prop_map(|(lists, rest)| {
        let lists = lists.into_iter().map(|(key, list)| (key, serde_json::Value::from(list)));
        serde_json::Value::Object(rest.into_iter().chain(lists).collect()).to_string()
    })
}

proptest! {
    #[test]
    fn any_plan_can_be_checked_and_every_finding_is_fit_to_be_shown(text in plan()) {
        let (findings, errors) = both(&text);
        for finding in &findings {
            prop_assert!(rule(finding.code).is_some_and(|rule| rule.severity <= finding.severity), "{finding:?}");
            prop_assert!(text.get(finding.span.start..finding.span.end).is_some(), "{finding:?}");
            let words = [Some(&finding.message), finding.label.as_ref(), finding.hint.as_ref()];
            for words in words.into_iter().flatten() {
                prop_assert!(!words.contains(is_hidden), "{finding:?}");
            }
            prop_assert!(finding.hint.is_some(), "{finding:?}");
        }
        prop_assert!(findings.is_sorted_by_key(|finding| (finding.span.start, finding.code)));
        let structural: Vec<_> = findings.into_iter().filter(|finding| finding.severity == Severity::Error).collect();
        prop_assert_eq!(structural, errors);
    }
}
