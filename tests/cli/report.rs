//! `tracker report`

use insta::assert_snapshot;

use crate::harness::Sandbox;

#[test]
fn without_a_name_all_reports_are_listed_with_where_they_come_from() {
    let sandbox = Sandbox::with("under-way");
    sandbox.write(".tracker/templates/retro.md", "{#- What we learnt -#}\n# {{ program.title }}\n");
    sandbox.write(".tracker/templates/dashboard.md", "mine");
    assert_snapshot!(sandbox.run("report").output(), @"
    Report     Shows                                                     From
    ─────────  ────────────────────────────────────────────────────────  ───────────────────────────────
    agenda     The weekly sync: progress, dependencies between owners,   built in
               quality, risks, the next week
    dashboard  The program's state on one page                           .tracker/templates/dashboard.md
    raid       Risks, actions, issues in the way, decisions              built in
    retro      What we learnt                                            .tracker/templates/retro.md
    standup    Person by person: done since the last working day, in     built in
               progress, blocked and by whom, next
    weekly     What was done in a week, what goes on, what is in the     built in
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
    hint: there are agenda, dashboard, raid, standup, weekly
    ");
    assert_snapshot!(sandbox.run("report nothing --eject").failure(), @"
    error: there is no built-in template `nothing`
    hint: `tracker report --list` names them all
    ");
    assert_snapshot!(sandbox.run("report dashboard --eject --section risk").failure(), @"
    error: there is no built-in template `section/risk`
    hint: there are blockers, batches, issues, progress, metrics, checks, milestones, actions, current, completed, ongoing, obstacles, figures, goals, help, wins, standup, handoffs, due
    ");
}

#[test]
fn a_standup_says_person_by_person_what_is_done_going_on_blocked_and_next() {
    let sandbox = Sandbox::with("under-way");
    assert_snapshot!(sandbox.run("report standup --format markdown").output(), @"
    # Standup: Plugin programme - 2025-10-21

    ## 👥 Person by Person

    Done since 2025-10-20.

    ### @tools-lead

    - **✅ Done**: FEAT-041: Plugin loader

    ### @security-lead

    - **🟡 In Progress**: FEAT-050: Signature verification - 50%

    ### @workflow-lead

    - **🟥 Blocked**: FEAT-047: Orchestration - waits for runners (@devops-lead), Batch 1 (@tools-lead, @runtime-lead, @security-lead)

    ### @devops-lead

    - **🚧 To Clear**: No macOS runners - ETA Week 3

    ### Unassigned

    - **🟥 Blocked**: FEAT-054: Performance monitoring - waits for FEAT-047 (@workflow-lead), a staging cluster with GPUs, Batch 1 (@tools-lead, @runtime-lead, @security-lead)
    ");
    assert_snapshot!(sandbox.run("report standup --format text --as-of 2025-10-24").output(), @"
    Standup · Plugin programme · 2025-10-24

    Person by person · done since 2025-10-23

    @runtime-lead
      ✓ Done         FEAT-044: Execution engine

    @security-lead
      ◐ In Progress  FEAT-050: Signature verification · 50%

    @workflow-lead
      ✗ Blocked      FEAT-047: Orchestration · waits for runners (@devops-lead), Batch 1 (@tools-lead,
        @runtime-lead, @security-lead)

    @devops-lead
      ▲ To Clear     No macOS runners · ETA Week 3

    Nobody
      ✗ Blocked      FEAT-054: Performance monitoring · waits for FEAT-047 (@workflow-lead), a staging
        cluster with GPUs, Batch 1 (@tools-lead, @runtime-lead, @security-lead)
    ");
}

/// What one person says in the standup of a plan.
fn turn(plan: &str, line: &str, who: &str) -> Vec<String> {
    let output = Sandbox::holding(plan).run(&format!("report standup --format markdown {line}")).output();
    let lines = output.lines().skip_while(|line| !line.starts_with(&format!("### {who}"))).skip(2);
    lines.take_while(|line| !line.is_empty()).map(str::to_owned).collect()
}

#[test]
fn done_in_a_standup_is_what_was_completed_since_the_last_working_day() {
    let plan = r#"{"calendar": {"holidays": ["2025-10-17"]}, "issues": [
        {"id": "X-1", "owner": "@ada", "status": "done", "completed": "2025-10-15"},
        {"id": "X-2", "owner": "@ada", "status": "done", "completed": "2025-10-16"},
        {"id": "X-3", "owner": "@ada", "status": "done", "completed": "2025-10-18"},
        {"id": "X-4", "owner": "@ada", "status": "done", "completed": "2025-10-20"},
        {"id": "X-5", "owner": "@ada", "status": "done", "completed": "2025-10-21"},
        {"id": "X-6", "owner": "@ada", "status": "done"}]}"#;
    let done = ["- **✅ Done**: X-2", "- **✅ Done**: X-3", "- **✅ Done**: X-4"];
    assert_eq!(turn(plan, "--as-of 2025-10-20", "@ada"), done);
}

#[test]
fn a_standup_in_a_file_without_a_day_says_nothing_of_what_was_done() {
    let sandbox = Sandbox::with("under-way");
    sandbox.run("report standup --output STANDUP.md").output();
    let file = sandbox.read("STANDUP.md");
    assert!(file.contains("What was done is left out: no day is known from which to look."), "{file}");
    assert!(!file.contains("FEAT-041: Plugin loader"), "{file}");
    sandbox.run("report standup --output STANDUP.md --as-of 2025-10-22").output();
    assert!(sandbox.read("STANDUP.md").contains("- **✅ Done**: FEAT-041: Plugin loader"));
}

#[test]
fn a_person_of_the_team_is_one_whatever_the_spelling_and_nobody_comes_last() {
    let plan = r#"{"team": [{"id": "bob", "name": "Bob B.", "role": "Backend"}, {"id": "ada"}], "issues": [
        {"id": "X-1", "title": "Nobody's"}, {"id": "X-2", "title": "Eve's", "owner": "eve", "status": "in-progress"},
        {"id": "X-3", "title": "First", "owner": "@Ada", "priority": "P2"}, {"id": "X-4", "title": "Second", "owner": "Bob B."},
        {"id": "X-5", "title": "Third", "owners": ["@bob", "Bob B.", "@eve"], "status": "in-progress", "progress": 20},
        {"id": "X-6", "title": "Urgent", "owner": "ada", "priority": "P0"}]}"#;
    assert_snapshot!(Sandbox::holding(plan).run("report standup --format text").output(), @"
    Standup · 2025-10-21

    Person by person · done since 2025-10-20

    @bob · Backend
      ◐ In Progress  X-5: Third · 20%
      ◆ Next         X-4: Second

    ada
      ◆ Next         X-6: Urgent

    eve
      ◐ In Progress  X-2: Eve's · 0%
      ◐ In Progress  X-5: Third · 20%

    Nobody
      ◆ Next         X-1: Nobody's
    ");
}

#[test]
fn an_agenda_goes_through_the_five_points_of_the_weekly_sync() {
    let sandbox = Sandbox::with("under-way");
    assert_snapshot!(sandbox.run("report agenda 'Week 2' --format markdown").output(), @"
    # Weekly Sync - Week 2: Plugin programme

    - **Week**: 2025-10-23 to 2025-10-29
    - **Overall progress**: 58.3%

    ## 1. Progress Review

    - **Issues**: 3 of 6 done (🟡 In Progress 1, 🟥 Blocked 2, ✅ Done 3)

    ### 🚧 In Progress
    - [ ] FEAT-050: Signature verification - @security-lead - 50%

    ## 2. Dependency Check

    | Waited for          | Owner                                      | Status         | Needed by                        |
    | ------------------- | ------------------------------------------ | -------------- | -------------------------------- |
    | Batch 1: Foundation | @tools-lead, @runtime-lead, @security-lead | 🟡 In Progress | Batch 2 (@&#8203;workflow-lead)  |
    | No macOS runners    | @devops-lead                               | 🟥 Open        | FEAT-047 (@&#8203;workflow-lead) |

    ## 3. Quality Metrics

    - **PRs merged**: 14 (+5)
    - **CI pass rate**: 84%, target 95% (+13)
    - **Test coverage**: 76.5%

    ## 4. Risk Assessment

    - [Potential delays or issues]

    ## 5. Next Week Planning

    ### 📅 Next Week Goals
    - [ ] FEAT-047: Orchestration
    - [ ] Show it to stakeholders
    ");
    assert_snapshot!(sandbox.run("report agenda 'Week 2' --format text").output(), @"
    Weekly sync · Week 2 · 2025-10-23 to 2025-10-29
    Plugin programme
    ██████████████████░░░░░░░░░░░░ 58.3%

    1. Progress review

    ◐ In Progress 1   ✗ Blocked 2   ✓ Done 3

    In progress
      ◐ FEAT-050: Signature verification · @security-lead · 50%

    2. Dependency check

    Waited for           Owner                                  Status         Needed by
    ───────────────────  ─────────────────────────────────────  ─────────────  ─────────────────────────
    Batch 1: Foundation  @tools-lead, @runtime-lead,            ◐ In Progress  Batch 2 (@workflow-lead)
                         @security-lead
    No macOS runners     @devops-lead                           ✗ Open         FEAT-047 (@workflow-lead)

    3. Quality metrics

    PRs merged: 14 · +5
    CI pass rate: 84% · target 95% · +13
    Test coverage: 76.5%

    4. Risk assessment

    Potential delays or issues?

    5. Next week planning

    Next week · Week 3: Integration
      ○ FEAT-047: Orchestration
      ○ Show it to stakeholders
    ");
    assert_snapshot!(sandbox.run("report agenda --output AGENDA.md").failure(), @r#"
    error: a report of a week needs to know which week when it goes to a file, since a file must not depend on the clock
    hint: tracker report agenda "Week 3" --output FILE
    "#);
}

#[test]
fn a_handoff_is_told_once_with_all_who_wait_and_not_among_the_same_people() {
    let plan = r#"{"team": [{"id": "bob", "name": "Bob B."}], "issues": [
        {"id": "X-1", "title": "Base", "owner": "Bob B."}, {"id": "X-2", "owner": "@bob", "dependencies": ["X-1"]},
        {"id": "X-3", "owner": "@ada", "dependencies": ["X-1"]}, {"id": "X-4", "owner": "@eve", "dependencies": ["X-1", "X-3"]},
        {"id": "X-5", "dependencies": ["X-1"]}, {"id": "X-6", "owners": ["@bob", "@ada"], "dependencies": ["X-1"]},
        {"id": "X-7", "owner": "@ada", "blockers": ["a licence"]}, {"id": "X-8", "owner": "@ada", "dependencies": ["X-9", "X-5"]},
        {"id": "X-9", "owner": "@bob", "status": "done"}]}"#;
    let json = Sandbox::holding(plan).run("report agenda --format json").json();
    let rows = json["handoffs"]["rows"].as_array().unwrap().iter();
    let told: Vec<String> =
        rows.map(|row| format!("{} {}: {}", row["label"], row["owners"], row["neededText"])).collect();
    assert_snapshot!(told.join("\n"), @r#"
    "X-1: Base" ["Bob B."]: ["X-3 (@ada)","X-4 (@eve)","X-6 (@bob, @ada)"]
    "X-3" ["@ada"]: ["X-4 (@eve)"]
    "a licence" []: ["X-7 (@ada)"]
    "X-5" []: ["X-8 (@ada)"]
    "#);
}

#[test]
fn due_is_what_is_late_or_wanted_by_the_end_of_the_week_after() {
    let plan = r#"{"startDate": "2025-10-16", "actions": [
        {"title": "Late", "due": "2025-10-17"}, {"title": "Next week", "due": "Week 2", "owner": "@ada"},
        {"title": "Far", "due": "2025-10-30"}, {"title": "Some day"}, {"title": "Done", "due": "2025-10-17", "status": "done"}],
        "reviews": [{"id": "session-1", "title": "Interfaces", "scheduled": "Day 7", "participants": ["@ada", "@bob"]}],
        "checkpoints": [{"title": "Gate", "due": "2025-10-29"}, {"title": "Open end", "due": "soon"}]}"#;
    let output = Sandbox::holding(plan).run("report agenda 'Week 1' --format markdown").output();
    let due = output.split_once("### ⏰ ").unwrap().1;
    assert_snapshot!(due, @"
    Due by 2025-10-29
    - [ ] Late - 2025-10-17 (**late**)
    - [ ] Session 1: Interfaces - @ada, @bob - Day 7
    - [ ] Gate - 2025-10-29
    - [ ] Next week - @ada - Week 2

    _2 more without a date_
    ");
}

#[test]
fn a_raid_log_has_actions_and_what_is_in_the_way() {
    let sandbox = Sandbox::with("under-way");
    assert_snapshot!(sandbox.run("report raid --format markdown").output(), @"
    # RAID Log: Plugin programme - 2025-10-21

    ## 🚧 Issues in the Way

    | Issue                            | Status     | Owner          | Way out                                                                                                                  | ETA    | Days open |
    | -------------------------------- | ---------- | -------------- | ------------------------------------------------------------------------------------------------------------------------ | ------ | --------: |
    | No macOS runners                 | 🟠 P1      | @devops-lead   | Buy two machines                                                                                                         | Week 3 |           |
    | FEAT-047: Orchestration          | 🟥 Blocked | @workflow-lead | waits for runners (@&#8203;devops-lead), Batch 1 (@&#8203;tools-lead, @&#8203;runtime-lead, @&#8203;security-lead)       |        |           |
    | FEAT-054: Performance monitoring | 🟥 Blocked |                | waits for FEAT-047 (@&#8203;workflow-lead), a staging cluster with GPUs, Batch 1 (@&#8203;tools-lead, @&#8203;runtime-lead, @&#8203;security-lead) |        |           |
    ");
    assert_snapshot!(sandbox.run("report raid --format text").output(), @"
    RAID log · Plugin programme · 2025-10-21

    Issues in the way

    Issue                             Status     Owner           Way out                          ETA
    ────────────────────────────────  ─────────  ──────────────  ───────────────────────────────  ──────
    No macOS runners                  ▲ P1       @devops-lead    Buy two machines                 Week 3
    FEAT-047: Orchestration           ✗ Blocked  @workflow-lead  waits for runners
                                                                 (@devops-lead), Batch 1
                                                                 (@tools-lead, @runtime-lead,
                                                                 @security-lead)
    FEAT-054: Performance monitoring  ✗ Blocked                  waits for FEAT-047
                                                                 (@workflow-lead), a staging
                                                                 cluster with GPUs, Batch 1
                                                                 (@tools-lead, @runtime-lead,
                                                                 @security-lead)
    ");
}
