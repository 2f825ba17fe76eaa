//! `tracker report`

use insta::assert_snapshot;

use crate::harness::Sandbox;

#[test]
fn without_a_name_all_reports_are_listed_with_where_they_come_from() {
    let sandbox = Sandbox::with("under-way");
    sandbox.write(".tracker/templates/retro.md", "{#- What we learnt -#}\n# {{ program.title }}\n");
    sandbox.write(".tracker/templates/dashboard.md", "mine");
    assert_snapshot!(sandbox.run("report").output(), @"
    Report        Shows                                                  From
    ────────────  ─────────────────────────────────────────────────────  ───────────────────────────────
    coordination  Who does what in which phase, what is found on the     built in
                  way, what is due: for those who run the work
    dashboard     The program's state on one page                        .tracker/templates/dashboard.md
    framework     How a program is run: its batches, next actions,       built in
                  gates and targets, with the plan's own prose
    retro         What we learnt                                         .tracker/templates/retro.md
    weekly        What was done in a week, what goes on, what is in the  built in
                  way, what comes next
    ");
    let listed = sandbox.run("report --list --format json").json();
    assert_eq!(listed["kind"], "reports");
    let retro =
        listed["reports"].as_array().unwrap().iter().find(|report| report["name"] == "retro").unwrap();
    assert_eq!(retro["sources"][0], ".tracker/templates/retro.md");
}

#[test]
fn a_named_report_is_the_one_of_its_own_command() {
    let sandbox = Sandbox::with("under-way");
    let same = |one: &str, other: &str| assert_eq!(sandbox.run(one).output(), sandbox.run(other).output());
    same("report dashboard --format markdown", "dashboard --format markdown");
    same("report weekly 'Week 1'", "weekly 'Week 1'");
}

#[test]
fn a_template_of_the_team_is_a_report_and_names_the_sections_that_it_needs() {
    let sandbox = Sandbox::with("under-way");
    let template = "{#- What is open -#}\n# {{ program.title }}\n\n{% include \"section/batches.md\" %}\n{% for group in issues.groups %}{{ group.label }}: {{ group.rows | length }}\n{% endfor %}";
    sandbox.write(".tracker/templates/open.md", template);
    assert_snapshot!(sandbox.run("report open --format markdown").output(), @"
    # Plugin programme

    ## 📦 Batches

    | Batch                | Priority | Status         | Progress | Target Date | Blockers |
    | -------------------- | -------- | -------------- | -------- | ----------- | -------- |
    | Batch 1: Foundation  | P0       | 🟡 In Progress | 87.5%    | Week 1–2    | None     |
    | Batch 2: Integration | P1       | 🟥 Blocked     | 0%       | Week 3      | Batch 1  |

    Batch 1: Foundation: 4
    Batch 2: Integration: 2
    ");
    assert_snapshot!(sandbox.run("report open --format terminal").output(), @"
    # Plugin programme

    ## 📦 Batches

    | Batch                | Priority | Status         | Progress | Target Date | Blockers |
    | -------------------- | -------- | -------------- | -------- | ----------- | -------- |
    | Batch 1: Foundation  | P0       | 🟡 In Progress | 87.5%    | Week 1–2    | None     |
    | Batch 2: Integration | P1       | 🟥 Blocked     | 0%       | Week 3      | Batch 1  |

    Batch 1: Foundation: 4
    Batch 2: Integration: 2
    ");
    let context = sandbox.run("report open --context").json();
    assert_eq!(context["sections"], serde_json::json!(["batches", "issues"]));
    assert!(context.get("milestones").is_none(), "a section that the report does not need is not made");
}

#[test]
fn the_built_in_template_can_be_ejected_and_changed() {
    let sandbox = Sandbox::with("under-way");
    let before = sandbox.run("dashboard --format markdown").output();
    assert_snapshot!(sandbox.run("report dashboard --eject").output(), @"
    .tracker/templates/dashboard.md
    .tracker/templates/dashboard.txt
    ");
    assert_eq!(sandbox.run("dashboard --format markdown").output(), before);
    assert_snapshot!(sandbox.run("report dashboard --eject").failure(), @"
    error: `.tracker/templates/dashboard.md` is there already
    hint: edit it, or remove it to start again
    ");
    assert_snapshot!(sandbox.run("report dashboard --eject --section issues,batches").output(), @"
    .tracker/templates/section/issues.md
    .tracker/templates/section/issues.txt
    .tracker/templates/section/batches-table.md
    .tracker/templates/section/batches.md
    .tracker/templates/section/batches.txt
    ");
    sandbox.write(".tracker/templates/section/batches.md", "## Ours\n");
    assert!(sandbox.run("dashboard --format markdown").output().contains("## Ours"));
}

#[test]
fn one_section_can_be_overridden_and_the_rest_kept() {
    let sandbox = Sandbox::with("under-way");
    let template = "{% extends \"built-in/dashboard.md\" %}{% block issues %}## Ours{% endblock %}";
    sandbox.write(".tracker/templates/dashboard.md", template);
    let output = sandbox.run("dashboard --format markdown").output();
    assert!(
        output.contains("## Ours") && output.contains("## 📦 Batches") && !output.contains("## 📊 Issues"),
        "{output}"
    );
}

#[test]
fn an_unknown_report_or_section_is_refused_with_the_nearest_one() {
    let sandbox = Sandbox::with("under-way");
    assert_snapshot!(sandbox.run("report dashbord").failure(), @"
    error: there is no report `dashbord`
    hint: did you mean `dashboard`?
    ");
    assert_snapshot!(sandbox.run("report dashboard --section batchs").failure(), @"
    error: `dashboard` has no section `batchs`
    hint: did you mean `batches`?
    ");
    assert_snapshot!(sandbox.run("report ../secret").failure(), @"
    error: there is no report `../secret`
    hint: there are coordination, dashboard, framework, weekly
    ");
    assert_snapshot!(sandbox.run("report nothing --eject").failure(), @"
    error: there is no built-in template `nothing`
    hint: `tracker report --list` names them all
    ");
    assert_snapshot!(sandbox.run("report dashboard --eject --section risk").failure(), @"
    error: there is no built-in template `section/risk`
    hint: there are blockers, batches, issues, progress, metrics, checks, milestones, actions, current, completed, ongoing, obstacles, figures, goals, overview, owners, phases, defects, messages, checkpoints, deliverables, time, quality, contacts, nextsteps
    ");
}

/// A folder with one of the plans of `examples`.
fn example(name: &str) -> Sandbox {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("examples");
    Sandbox::holding(std::fs::read(folder.join(name).join("execution-plan.json")).unwrap())
}

#[test]
fn a_sprint_is_coordinated_by_owners_phases_checkpoints_and_targets() {
    let sandbox = example("sprint4");
    assert_snapshot!(sandbox.run("report coordination --as-of 2025-11-08 --format markdown").output());
    assert_snapshot!(sandbox.run("report coordination --as-of 2025-11-08 --format text").output());
}

#[test]
fn a_framework_is_its_batches_actions_and_targets_with_the_plan_s_own_prose() {
    let sandbox = example("framework");
    assert_snapshot!(sandbox.run("report framework --as-of 2025-11-08 --format markdown").output());
    assert_snapshot!(sandbox.run("report framework --as-of 2025-11-08 --format text").output());
}

/// The sprint on its second day.
fn sprint_under_way() -> Sandbox {
    let sandbox = example("sprint4");
    for line in [
        "update plan startDate=2025-11-10",
        "update 1.1 1.2 1.3 status=done actual=1.5",
        "update 2.1 status=done",
        "update 2.2 status=in-progress progress=50",
        "update checkpoint-1 due='Day 1' status=failed result='no answer'",
        "update A-1 status=done",
        "update A-2 due=2025-11-10 owner=@devops-engineer",
        "add defects title='Port | clash' severity=P1 batch=phase-2 owner=@qa-engineer status=fixed",
        "add messages time=10:40 from=@qa-engineer to=python-pro subject='Which port?' type=question",
        "add blockers title='No registry' severity=P0 owner=devops-engineer affects=phase-2",
    ] {
        sandbox.run(line).output();
    }
    sandbox
}

#[test]
fn a_sprint_under_way_shows_what_was_found_and_what_is_late() {
    let sandbox = sprint_under_way();
    let sections = "overview defects messages checkpoints time nextsteps";
    let options = sections.split(' ').map(|name| format!("--section {name}")).collect::<Vec<_>>().join(" ");
    assert_snapshot!(sandbox.run(&format!("report coordination --as-of 2025-11-11 {options} --format markdown")).output(), @r"
    # Sprint 4: Temporal Workflow Testing

    - **Status**: Ready for Execution
    - **Coordinator**: multi-agent-coord
    - **As of**: 2025-11-11

    ## 📊 Status Overview

    | Overall progress  | █████░░░░░░░░░░░░░░░ 25.6%           |
    | ----------------- | ------------------------------------ |
    | Start             | 2025-11-10                           |
    | Target completion | 2025-11-10 + 12–20h of work          |
    | Phases            | ███░░░░░░░░░░░░░░░░░ 1 of 7 complete |
    | Owners            | 1 of 3 active                        |
    | Blockers          | 1 open                               |
    | Defects           | 1 found, 1 resolved                  |

    ## 🐛 Defects

    1 of 1 defect resolved

    | Defect | Severity | Title         | Phase   | Status   | Owner        |
    | ------ | -------- | ------------- | ------- | -------- | ------------ |
    | D-1    | 🟠 P1    | Port \| clash | Phase 2 | 🟢 Fixed | @qa-engineer |

    ## 💬 Communication Log

    | Time  | From         | To         | Subject     | Type        |
    | ----- | ------------ | ---------- | ----------- | ----------- |
    | 10:40 | @qa-engineer | python-pro | Which port? | ❓ Question |

    ## 🚦 Checkpoints

    0 of 4 checkpoints passed

    | Checkpoint                                | Phase   | Due             | Status     | Result    |
    | ----------------------------------------- | ------- | --------------- | ---------- | --------- |
    | Checkpoint 1: Deployment & Workflow Ready | Phase 2 | Day 1 (overdue) | 🔴 Failed  | no answer |
    | Checkpoint 2: First Workflow Success      | Phase 3 | Hour 11–12      | ⏳ Pending | –         |
    | Checkpoint 3: Persistence Validated       | Phase 4 | Hour 15–16      | ⏳ Pending | –         |
    | Checkpoint 4: All Issues Resolved         | Phase 5 | Hour 21–22      | ⏳ Pending | –         |

    ## ⏰ Time Metrics

    | Phase                                        | Planned | Actual | Variance |
    | -------------------------------------------- | ------: | -----: | -------: |
    | Phase 1: Test Workflow Creation              |    3–4h |   4.5h |    +0.5h |
    | Phase 2: Deployment Validation               |    2–3h |      – |        – |
    | Phase 3: Workflow Execution Testing          |    2–3h |     0h |        – |
    | Phase 4: Persistence Testing                 |    1–2h |     0h |        – |
    | Phase 5: Issue Resolution & Documentation    |    2–4h |     0h |        – |
    | Phase 6: PostgreSQL Compatibility Validation |    1–2h |     0h |        – |
    | Phase 7: Documentation & Cleanup             |    1–2h |     0h |        – |
    | Total                                        |  12–20h |   4.5h |    +0.5h |

    _1 finished issue without a record of hours_

    ## 🚀 Next Actions

    1. **Create feature branch** - @devops-engineer - 2025-11-10 (overdue)

    ```bash
    git checkout feat/smart-onboarding-sprint3-postgres-compat
    git pull origin feat/smart-onboarding-sprint3-postgres-compat
    git checkout -b feat/smart-onboarding-sprint4-temporal-testing
    ```

    2. **Initialize sprint tracking**
        - [ ] Update dashboard status
        - [ ] Assign agents to tasks
        - [ ] Set start time
        - [ ] Schedule checkpoints
    3. **Begin Phase 1 & 2 in parallel**
        - [ ] python-pro starts workflow design
        - [ ] devops-engineer starts deployment
        - [ ] qa-engineer prepares test plans
    ");
}

#[test]
fn a_sprint_under_way_shows_who_is_held_up_by_what() {
    let sandbox = sprint_under_way();
    let page = sandbox.run("report coordination --as-of 2025-11-11 --format json").json();
    let cards = page["owners"]["cards"].as_array().unwrap();
    let standing: Vec<_> =
        cards.iter().map(|card| (&card["state"], &card["current"], &card["next"])).collect();
    assert_snapshot!(serde_json::to_string_pretty(&standing).unwrap(), @r#"
    [
      [
        "active",
        [
          "2.2: Verify Service Health"
        ],
        {
          "label": "2.3: Validate PostgreSQL Schema",
          "waitsFor": [
            "2.2",
            "B-1"
          ]
        }
      ],
      [
        "blocked",
        [],
        {
          "label": "3.1: Start Temporal Worker",
          "waitsFor": [
            "Phase 2"
          ]
        }
      ],
      [
        "blocked",
        [],
        {
          "label": "3.2: Execute Test Workflow",
          "waitsFor": [
            "3.1",
            "Phase 2"
          ]
        }
      ]
    ]
    "#);
    let phase = &page["phases"]["cards"][1];
    assert_eq!((&phase["blockers"][0], &phase["canStart"]), (&"No registry".into(), &false.into()));
    assert_eq!(phase["issues"][1]["hoursText"], "0.25/0.5h");
}

#[test]
fn owners_are_one_by_id_and_name_and_stand_where_their_work_stands() {
    let sandbox = Sandbox::holding(
        r#"{"team": [{"id": "ada", "name": "Ada Lovelace", "role": "Lead"}, {"id": "idle", "role": "Backup"}],
            "batches": [{"id": "batch-1", "owner": "@eve"}, {"id": "batch-2", "owner": "bob", "status": "queued", "blockers": ["batch-1"]}],
            "issues": [
                {"id": "A", "owner": "@ada", "status": "in-progress"}, {"id": "B", "owner": "Ada Lovelace"},
                {"id": "C", "owners": ["ada", "Cyd"], "dependencies": ["A"]},
                {"id": "D", "owner": "dan", "status": "done"}, {"id": "E", "owner": "dan", "status": "cancelled"}]}"#,
    );
    let page = sandbox.run("report coordination --format json").json();
    let cards = page["owners"]["cards"].as_array().unwrap();
    let shown: Vec<String> = cards
        .iter()
        .map(|card| format!("{} {} {}/{}", card["name"], card["state"], card["done"], card["total"]))
        .collect();
    assert_eq!(
        shown,
        [
            r#""@ada" "active" 0/3"#,
            r#""@eve" "ready" 0/1"#,
            r#""bob" "assigned" 0/1"#,
            r#""Cyd" "blocked" 0/1"#,
            r#""dan" "complete" 1/1"#,
        ]
    );
    assert_eq!(cards[0]["next"]["label"], "B");
    assert_eq!(page["overview"]["ownersActive"], 1);
    assert_eq!(page["overview"]["owners"], 5);
}

#[test]
fn the_whole_is_to_be_done_by_the_latest_target_else_after_the_hours_planned() {
    let completion = |plan: &str| {
        let overview =
            Sandbox::holding(plan).run("report coordination --format json").json()["overview"].clone();
        let fact = |label: &str| {
            let facts = overview["facts"].as_array().unwrap();
            facts.iter().find(|fact| fact["label"] == label).map(|fact| fact["text"].to_string())
        };
        (fact("Target completion"), fact("Phases").or(fact("Batches")))
    };
    let batches = r#""batches": [{"id": "phase-1", "targetDate": "Week 2"}, {"id": "phase-2", "targetDate": "2025-10-08"}]"#;
    let none_done = Some(r#""░░░░░░░░░░░░░░░░░░░░ 0 of 2 complete""#.to_owned());
    assert_eq!(
        completion(&format!(r#"{{"startDate": "2025-10-06", {batches}}}"#)),
        (Some(r#""Week 2 (2025-10-19)""#.to_owned()), none_done.clone())
    );
    assert_eq!(completion(&format!("{{{batches}}}")).0, Some(r#""2025-10-08""#.to_owned()));
    let batches = r#""batches": [{"id": "phase-1", "estimate": [1, 2, 4]}, {"id": "B", "status": "cancelled", "estimate": 9},
        {"id": "C", "estimate": "2h"}]"#;
    assert_eq!(
        completion(&format!("{{{batches}}}")),
        (Some(r#""TBD + 3–6h of work""#.to_owned()), none_done)
    );
    assert_eq!(completion(r#"{"issues": [{"id": "A"}]}"#), (None, None));
}

#[test]
fn a_file_of_coordination_depends_on_the_day_only_when_one_is_given() {
    let sandbox = example("sprint4");
    sandbox.run("update checkpoint-1 due=2025-11-10").output();
    sandbox.run("report coordination --output C.md").output();
    assert!(!sandbox.read("C.md").contains("overdue"), "{}", sandbox.read("C.md"));
    sandbox.run("report coordination --output C.md --as-of 2025-11-12").output();
    assert!(sandbox.read("C.md").contains("2025-11-10 (overdue)"));
}
