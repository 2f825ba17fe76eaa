//! `tracker check`

use insta::assert_snapshot;

use crate::harness::Sandbox;

#[test]
fn a_plan_without_contradictions_has_no_findings() {
    let m1 = Sandbox::with("m1");
    m1.run("update phase-3 estimate=2d").output();
    // Their owner can do one thing at once.
    m1.run("update FEAT-051 dependencies+=FEAT-050").output();
    assert_snapshot!(m1.run("check --strict --as-of 2025-10-16"), @"
    exit 0
    --- stdout
    execution-plan.json: no findings
    ");
    assert_snapshot!(Sandbox::with("batch-script").run("check --strict"), @"
    exit 0
    --- stdout
    execution-plan.json: no findings
    ");
}

#[test]
fn every_contradiction_is_found_in_one_run_with_its_place() {
    assert_snapshot!(Sandbox::with("contradictions").run("check"));
}

#[test]
fn a_second_circle_through_one_item_is_found_in_the_same_run() {
    let sandbox = Sandbox::holding(
        r#"{"issues":[{"id":"A","dependencies":["B","C"]},{"id":"B","dependencies":["A"]},{"id":"C","dependencies":["A"]}]}"#,
    );
    let json = sandbox.run("check --format json").json();
    let told: Vec<_> =
        json["findings"].as_array().unwrap().iter().map(|finding| &finding["message"]).collect();
    assert_eq!(told, ["these wait for one another: A → B → A", "these wait for one another: A → C → A"]);
}

#[test]
fn three_items_with_one_id_are_each_offered_another() {
    let sandbox = Sandbox::holding(r#"{"batches": [{"id": "b1"}, {"id": "b1"}, {"id": "b1"}]}"#);
    let json = sandbox.run("check --format json").json();
    let hints: Vec<_> = json["findings"].as_array().unwrap().iter().map(|finding| &finding["hint"]).collect();
    assert_eq!(hints, ["tracker rename batches.2 b1-2", "tracker rename batches.3 b1-3"]);
}

#[test]
fn findings_as_json() {
    let json = Sandbox::with("contradictions").run("check --format json").json();
    assert_snapshot!(serde_json::to_string_pretty(&json["findings"][3]).unwrap(), @r#"
    {
      "code": "self-reference",
      "severity": "error",
      "file": "execution-plan.json",
      "line": 5,
      "column": 106,
      "id": "batch-2",
      "field": "dependencies",
      "message": "batch-2 waits for itself",
      "hint": "tracker update batch-2 dependencies-=batch-2"
    }
    "#);
    assert_eq!((&json["errors"], &json["warnings"], &json["notes"]), (&11.into(), &9.into(), &3.into()));
}

#[test]
fn findings_as_annotations_that_github_shows() {
    assert_snapshot!(Sandbox::with("contradictions").run("check --format github"));
}

#[test]
fn warnings_count_only_when_they_are_asked_to() {
    let sandbox = Sandbox::holding(
        r#"{"issues": [{"id": "T-1"}, {"id": "T-2", "status": "ready", "dependencies": ["T-1"]}]}"#,
    );
    assert_eq!(sandbox.run("check").code, 0);
    assert_eq!(sandbox.run("check --strict").code, 1);
}

#[test]
fn validate_is_the_same_command() {
    let sandbox = Sandbox::with("contradictions");
    assert_eq!(sandbox.run("validate"), sandbox.run("check"));
}

#[test]
fn a_rule_is_explained_with_an_example() {
    assert_snapshot!(Sandbox::empty().run("check --explain cycle"), @r#"
    exit 0
    --- stdout
    error[cycle]: items wait for one another in a circle

    Each item of the path waits for the next and the last for the first, so none of them can ever start.
    A batch waits for its issues, and its issues wait for what the batch waits for. Decide which of them
    comes first, and take away its edge; the hint names the edge that closes the circle. So many circles
    are listed that none is left without these edges; where very many go through one another, the next
    run shows the rest.

    For example, in this plan:

      {"issues": [{"id": "A", "dependencies": ["B"]}, {"id": "B", "dependencies": ["A"]}]}
    "#);
    assert_snapshot!(Sandbox::empty().run("check --explain cicle"), @"
    exit 2
    --- stderr
    error: there is no rule `cicle`
    hint: did you mean `cycle`?
    ");
}

#[test]
fn every_code_that_is_found_can_be_explained() {
    let sandbox = Sandbox::with("contradictions");
    let json = sandbox.run("check --format json").json();
    for finding in json["findings"].as_array().unwrap() {
        let code = finding["code"].as_str().unwrap();
        assert_eq!(sandbox.run(&format!("check --explain {code}")).code, 0, "{code}");
    }
}

#[test]
fn a_misspelt_key_is_a_warning_that_names_the_right_one() {
    assert_snapshot!(Sandbox::holding(r#"{"issues": [{"id": "T-1", "staus": "done"}], "isues": []}"#).run("check"), @r#"
    exit 0
    --- stdout
    warning[misspelt-key]: `staus` in T-1 is no key that tracker knows
     --> execution-plan.json:1:27
      |
    1 | {"issues": [{"id": "T-1", "staus": "done"}], "isues": []}
      |                           ^^^^^^^
      |
      = hint: did you mean `status`? a field of your own belongs into `extra`

    warning[misspelt-key]: `isues` in the plan is no key that tracker knows
     --> execution-plan.json:1:46
      |
    1 | {"issues": [{"id": "T-1", "staus": "done"}], "isues": []}
      |                                              ^^^^^^^
      |
      = hint: did you mean `issues`? a field of your own belongs into `extra`

    execution-plan.json: 2 warnings
    "#);
}

#[test]
fn keys_of_others_are_none_of_our_business() {
    let plan =
        r#"{"issues": [{"id": "T-1", "jira": "X", "extra": {"staus": 1}}], "$schema": "x", "zzz": []}"#;
    assert_snapshot!(Sandbox::holding(plan).run("check --strict"), @"
    exit 0
    --- stdout
    execution-plan.json: no findings
    ");
}

#[test]
fn an_empty_plan_is_a_finding() {
    assert_snapshot!(Sandbox::holding("{}").run("check"), @"
    exit 0
    --- stdout
    warning[empty-plan]: the plan has neither batches nor issues, so it has nothing to show
     --> execution-plan.json:1:1
      |
    1 | {}
      | ^
      |
      = hint: tracker add issues title='what is to be done'

    execution-plan.json: 1 warning
    ");
}

#[test]
fn every_hint_that_is_a_command_can_be_typed() {
    let findings = Sandbox::with("contradictions").run("check --format json").json()["findings"].clone();
    let hints = findings.as_array().unwrap().iter().filter_map(|finding| finding["hint"].as_str());
    let mut typed = 0;
    for line in hints.filter_map(|hint| Some(hint.split_once("tracker ")?.1)) {
        // A place for the reader to fill in.
        let line = line.replace("YYYY-MM-DD", "2025-10-21");
        // An example within a sentence.
        let line = line.trim_end_matches('`');
        let answer = Sandbox::with("contradictions").run(line);
        assert_eq!(answer.code, 0, "tracker {line}\n{answer}");
        typed += 1;
    }
    assert!(typed > 10, "only {typed} hints were commands");
}

#[test]
fn what_render_refuses_is_found_by_check() {
    let refused = |entry: &str| {
        let sandbox = Sandbox::holding(format!(r#"{{"issues": [{{"id": "A"}}], "reports": [{entry}]}}"#));
        sandbox.write(".tracker/templates/mine.md", "mine");
        #[cfg(unix)]
        std::os::unix::fs::symlink("/", sandbox.path("link")).unwrap();
        assert_eq!(sandbox.run("render").code, 2, "{entry}");
        let page: serde_json::Value =
            serde_json::from_str(&sandbox.run("check --format json").stdout).unwrap();
        let findings = page["findings"].as_array().unwrap().iter();
        let findings: Vec<_> = findings.filter(|finding| finding["code"] == "wrong-report").collect();
        assert_eq!(findings.len(), 1, "{entry}: {findings:?}");
        findings[0]["message"].as_str().unwrap().to_owned()
    };
    let told = [
        refused(r#"{"report": "nonsense", "output": "a.md"}"#),
        refused(r#"{"report": "raid", "output": "a.md", "sections": ["rists"]}"#),
        refused(r#"{"report": "mine", "output": "a.md", "sections": ["risks"]}"#),
        refused(r#"{"report": "raid", "output": "docs/../../a.md"}"#),
        refused(r#"{"report": "raid", "output": ""}"#),
        refused(r#"{"report": "raid", "output": "execution-plan.json"}"#),
        refused(r#"{"report": "raid", "output": ".tracker/templates/section/risks.md"}"#),
        refused(r#"{"report": "raid", "output": ".git/config"}"#),
        refused(r#"{"report": "weekly", "output": "a.md"}"#),
    ];
    assert_snapshot!(told.join("\n"), @r#"
    entry 1 of `reports` in the plan: there is no report `nonsense`
    entry 1 of `reports` in the plan: `raid` has no section `rists`
    entry 1 of `reports` in the plan: `mine` has no sections to choose from
    entry 1 of `reports` writes `docs/../../a.md`, outside the plan's repository
    entry 1 of `reports` has an empty `output`
    entry 1 of `reports` in the plan: `execution-plan.json` is the plan, from which the report is made
    entry 1 of `reports` in the plan: `.tracker/templates/section/risks.md` is a template, from which the report is made
    entry 1 of `reports` in the plan: `.git/config` lies in git's own folder
    entry 1 of `reports` in the plan: a report of a week needs to know which week when it goes to a file, since a file must not depend on the clock
    "#);
    #[cfg(unix)]
    assert_eq!(
        refused(r#"{"report": "raid", "output": "link/a.md"}"#),
        "entry 1 of `reports` writes `link/a.md`, outside the plan's repository"
    );
}

#[test]
fn the_schedule_refutes_targets_and_misses_estimates() {
    assert_snapshot!(Sandbox::with("m1").run("check --strict --as-of 2025-10-21"), @r#"
    exit 1
    --- stdout
    warning[planned-late]: phase-1 is planned to finish on 2025-10-23, and is wanted by 2025-10-22
      --> execution-plan.json:10:78
       |
     8 |   "startDate": "2025-10-16",
     9 |   "batches": [
    10 |     { "id": "phase-1", "name": "Foundation", "priority": "P0", "targetDate": "Week 1" },
       |                                                                              ^^^^^^^^
    11 |     { "id": "phase-2", "name": "Integration", "priority": "P1", "targetDate": "Week 2–3" },
       |
       = hint: tracker update phase-1 targetDate=2025-10-23

    note[estimate-missing]: phase-3 has no estimate and lies on the critical path
      --> execution-plan.json:12:13
       |
    11 |     { "id": "phase-2", "name": "Integration", "priority": "P1", "targetDate": "Week 2–3" },
    12 |     { "id": "phase-3", "name": "Polish", "priority": "P2", "targetDate": "Week 4", "dependen...
       |             ^^^^^^^^^
    13 |   ],
    14 |   "issues": [
       |
       = hint: tracker update phase-3 estimate=1-2h

    warning[action-overdue]: actions.3 was due on 2025-10-17, and today is 2025-10-21
      --> execution-plan.json:77:100
       |
    77 | ...king", "horizon": "this-week", "due": "2025-10-17" },
       |                                          ^^^^^^^^^^^^
    78 | ...: "ongoing" }
    79 | ...
       |
       = hint: tracker update actions.3 status=done

    note[over-allocated]: security-lead can do 1 at once, and the schedule asks for 2 on 2025-10-23
       --> execution-plan.json:99:13
        |
     97 |     { "id": "runtime-lead" },
     98 |     { "id": "workflow-lead" },
     99 |     { "id": "security-lead" },
        |             ^^^^^^^^^^^^^^^
    100 |     { "id": "observability-lead" },
    101 |     { "id": "devex-lead", "backup": "@devops-lead" },
        |
        = hint: `tracker schedule --level` keeps to what everyone can do at once

    execution-plan.json: 2 warnings, 2 notes
    "#);
}

#[test]
fn what_the_hand_made_dashboard_adds_up_wrongly_is_found() {
    let example = include_str!("../../examples/sprint4/execution-plan.json");
    let json = Sandbox::holding(example).run("check --format json").json();
    let findings = json["findings"].as_array().unwrap().iter();
    let others: Vec<_> = findings.filter(|finding| finding["code"] != "missing-file").collect();
    assert_eq!(
        others.iter().map(|finding| finding["message"].as_str().unwrap()).collect::<Vec<_>>(),
        ["phase-5 is estimated at 2–4h, but its issues together at 4–6h"]
    );
}

#[test]
fn a_stated_path_and_a_stated_count_are_refuted() {
    let plan = r#"{
  "status": "Under way, 0/9 issues done",
  "issues": [
    {"id": "A", "estimate": "1d", "status": "done"},
    {"id": "B", "estimate": "1d"},
    {"id": "C", "estimate": "3d"},
    {"id": "D", "estimate": "1d", "dependencies": ["B", "C"], "notes": "Critical path: B → D"}
  ]
}"#;
    assert_snapshot!(Sandbox::holding(plan).run("check"), @r#"
    exit 0
    --- stdout
    warning[text-refuted]: the plan's `status` says `0/9 issues done`, but 1 of 4 issues are done
     --> execution-plan.json:2:13
      |
    1 | {
    2 |   "status": "Under way, 0/9 issues done",
      |             ^^^^^^^^^^^^^^^^^^^^^^^^^^^^
    3 |   "issues": [
    4 |     {"id": "A", "estimate": "1d", "status": "done"},
      |
      = hint: reports count by themselves; leave the figure out, or correct it

    warning[path-refuted]: the `notes` of D say that the critical path is B → D, but B can slip by 16h; it is C → D
     --> execution-plan.json:7:72
      |
    5 |     {"id": "B", "estimate": "1d"},
    6 |     {"id": "C", "estimate": "3d"},
    7 |     {"id": "D", "estimate": "1d", "dependencies": ["B", "C"], "notes": "Critical path: B → D"}
      |                                                                        ^^^^^^^^^^^^^^^^^^^^^^
    8 |   ]
    9 | }
      |
      = hint: tracker schedule --critical

    execution-plan.json: 2 warnings
    "#);
}

#[test]
fn who_has_too_much_at_once_is_told_without_failing() {
    let plan = r#"{"team": [{"id": "ada"}], "issues": [{"id": "A", "owner": "@ada", "status": "in-progress"},
  {"id": "B", "owner": "@ada", "status": "in-progress"}]}"#;
    assert_snapshot!(Sandbox::holding(plan).run("check --strict"), @r#"
    exit 0
    --- stdout
    note[over-capacity]: ada can do 1 at once, and has 2 in progress: A, B
     --> execution-plan.json:1:18
      |
    1 | {"team": [{"id": "ada"}], "issues": [{"id": "A", "owner": "@ada", "status": "in-progress"},
      |                  ^^^^^
    2 |   {"id": "B", "owner": "@ada", "status": "in-progress"}]}
      |
      = hint: `tracker list --owner ada` shows the work

    execution-plan.json: 1 note
    "#);
}

#[test]
fn reading_and_writing_commands_ask_nothing_of_the_schedule() {
    let late = r#"{"issues": [{"id": "A", "estimate": 8, "targetDate": "2020-01-01"}]}"#;
    let sandbox = Sandbox::holding(late);
    assert_eq!(sandbox.run("check --strict").code, 1);
    assert_eq!(sandbox.run("list").stderr, "");
    assert_eq!(sandbox.run("update A owner=@ada").stderr, "");
}
