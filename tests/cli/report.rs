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
    action-plan   What is to be done now, by whom, and how               built in
    agenda        The weekly sync: progress, dependencies between        built in
                  owners, quality, risks, the next week
    coordination  Who does what in which phase, what is found on the     built in
                  way, what is due: for those who run the work
    dashboard     The program's state on one page                        .tracker/templates/dashboard.md
    framework     How a program is run: its batches, next actions,       built in
                  gates and targets, with the plan's own prose
    oversight     What a coordinator watches: blockers, decisions,       built in
                  alignment, dependencies, gates
    raid          Risks, actions, issues in the way, decisions           built in
    retro         What we learnt                                         .tracker/templates/retro.md
    standup       Person by person: done since the last working day, in  built in
                  progress, blocked and by whom, next
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
    hint: there are action-plan, agenda, coordination, dashboard, framework, oversight, raid, standup, weekly
    ");
    assert_snapshot!(sandbox.run("report nothing --eject").failure(), @"
    error: there is no built-in template `nothing`
    hint: `tracker report --list` names them all
    ");
    assert_snapshot!(sandbox.run("report dashboard --eject --section risk").failure(), @"
    error: there is no built-in template `section/risk`
    hint: did you mean `risks`?
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

    - **🟥 Blocked**: FEAT-047: Orchestration - waits for runners (@devops-lead), Batch 1 (@security-lead)

    ### @devops-lead

    - **🚧 To Clear**: No macOS runners - ETA Week 3

    ### Unassigned

    - **🟥 Blocked**: FEAT-054: Performance monitoring - waits for FEAT-047 (@workflow-lead), a staging cluster with GPUs, Batch 1 (@security-lead)
    ");
    assert_snapshot!(sandbox.run("report standup --format text --as-of 2025-10-24").output(), @"
    Standup · Plugin programme · 2025-10-24

    Person by person · done since 2025-10-23

    @runtime-lead
      ✓ Done         FEAT-044: Execution engine

    @security-lead
      ◐ In Progress  FEAT-050: Signature verification · 50%

    @workflow-lead
      ✗ Blocked      FEAT-047: Orchestration · waits for runners (@devops-lead), Batch 1
        (@security-lead)

    @devops-lead
      ▲ To Clear     No macOS runners · ETA Week 3

    Nobody
      ✗ Blocked      FEAT-054: Performance monitoring · waits for FEAT-047 (@workflow-lead), a staging
        cluster with GPUs, Batch 1 (@security-lead)
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
    # Weekly Sync: Plugin programme - Week 2

    - **Week**: 2025-10-23 to 2025-10-29
    - **Overall progress**: 58.3%

    ## 1. Progress Review

    - **Batches**: 0 of 2 done (🟡 In Progress 1, 🟥 Blocked 1)
    - **Issues**: 3 of 6 done (🟡 In Progress 1, 🟥 Blocked 2, ✅ Done 3)

    ### 🚧 In Progress
    - [ ] FEAT-050: Signature verification - @security-lead - 50%

    ## 2. Dependency Check

    | Waited for          | Owner          | Status         | Needed by                        |
    | ------------------- | -------------- | -------------- | -------------------------------- |
    | Batch 1: Foundation | @security-lead | 🟡 In Progress | Batch 2 (@&#8203;workflow-lead)  |
    | No macOS runners    | @devops-lead   | 🟥 Open        | FEAT-047 (@&#8203;workflow-lead) |

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
    ████████████░░░░░░░░ 58.3%

    1. Progress review

    Batches  ◐ In Progress 1   ✗ Blocked 1
    Issues   ◐ In Progress 1   ✗ Blocked 2   ✓ Done 3

    In progress
      ◐ FEAT-050: Signature verification · @security-lead · 50%

    2. Dependency check

    Waited for           Owner           Status         Needed by
    ───────────────────  ──────────────  ─────────────  ─────────────────────────
    Batch 1: Foundation  @security-lead  ◐ In Progress  Batch 2 (@workflow-lead)
    No macOS runners     @devops-lead    ✗ Open         FEAT-047 (@workflow-lead)

    3. Quality metrics

    PRs merged: 14 · +5
    CI pass rate: 84% · target 95% · +13
    Test coverage: 76.5%

    4. Risk assessment

    No risk is open.

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
    "a licence" []: ["X-7 (@ada)"]
    "X-3" ["@ada"]: ["X-4 (@eve)"]
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
    - [ ] Late - 2025-10-17 (overdue)
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

    | Issue                            | Status     | Owner          | Way out                                                                                                  | ETA    | Days open |
    | -------------------------------- | ---------- | -------------- | -------------------------------------------------------------------------------------------------------- | ------ | --------: |
    | No macOS runners                 | 🟠 P1      | @devops-lead   | Buy two machines                                                                                         | Week 3 |           |
    | FEAT-047: Orchestration          | 🟥 Blocked | @workflow-lead | waits for runners (@&#8203;devops-lead), Batch 1 (@&#8203;security-lead)                                 |        |           |
    | FEAT-054: Performance monitoring | 🟥 Blocked |                | waits for FEAT-047 (@&#8203;workflow-lead), a staging cluster with GPUs, Batch 1 (@&#8203;security-lead) |        |           |
    ");
    assert_snapshot!(sandbox.run("report raid --format text").output(), @"
    RAID log · Plugin programme · 2025-10-21

    Issues in the way

    Issue                             Status     Owner           Way out                          ETA
    ────────────────────────────────  ─────────  ──────────────  ───────────────────────────────  ──────
    No macOS runners                  ▲ P1       @devops-lead    Buy two machines                 Week 3
    FEAT-047: Orchestration           ✗ Blocked  @workflow-lead  waits for runners
                                                                 (@devops-lead), Batch 1
                                                                 (@security-lead)
    FEAT-054: Performance monitoring  ✗ Blocked                  waits for FEAT-047
                                                                 (@workflow-lead), a staging
                                                                 cluster with GPUs, Batch 1
                                                                 (@security-lead)
    ");
}

/// The example whose documents the reports of a coordinator stand for.
fn coordinator() -> Sandbox {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/examples/m1/execution-plan.json");
    Sandbox::holding(std::fs::read(folder).unwrap())
}

#[test]
fn the_dashboard_of_a_coordinator() {
    let sandbox = coordinator();
    assert_snapshot!(sandbox.run("report dashboard --as-of 2025-10-16 --format markdown").output());
    assert_snapshot!(sandbox.run("report dashboard --as-of 2025-10-16 --format text").output());
}

#[test]
fn the_action_plan_of_a_coordinator() {
    let sandbox = coordinator();
    assert_snapshot!(sandbox.run("report action-plan --as-of 2025-10-16 --format markdown").output());
    assert_snapshot!(sandbox.run("report action-plan --as-of 2025-10-16 --format text").output());
}

#[test]
fn the_oversight_of_a_coordinator() {
    let sandbox = coordinator();
    assert_snapshot!(sandbox.run("report oversight --as-of 2025-10-16 --format markdown").output());
    assert_snapshot!(sandbox.run("report oversight --as-of 2025-10-16 --format text").output());
}

#[test]
fn a_file_says_nothing_of_the_day_unless_it_is_given() {
    let sandbox = coordinator();
    sandbox.run("report oversight --output O.md").output();
    let written = sandbox.read("O.md");
    assert!(written.contains("## ⏰ Due Actions") && !written.contains("As of"), "{written}");
    sandbox.run("report oversight --output O.md --as-of 2025-10-18").output();
    let written = sandbox.read("O.md");
    assert!(written.contains("## ⏰ Next 48 Hours") && written.contains("2025-10-16 (overdue)"), "{written}");
}

#[test]
fn diagrams_are_drawn_where_they_are_asked_for() {
    let plan = r#"{"startDate": "2025-10-06", "batches": [{"id": "batch-1", "targetDate": "Week 1"}],
        "issues": [{"id": "A", "title": "Say \"hi\"", "batch": "batch-1", "status": "done"}, {"id": "B", "dependencies": ["A"]}],
        "milestones": [{"id": "week-1", "week": 1}], "reports": [{"report": "dashboard", "output": "D.md", "diagram": "mermaid"}]}"#;
    let sandbox = Sandbox::holding(plan);
    assert_snapshot!(sandbox.run("dashboard --section flow --diagram mermaid --format markdown").output(), @r#"
    # Progress Dashboard

    - **Progress**: 50%, 1 of 2 issues done, 1 of 1 batch done

    ## 🔄 Dependency Flow

    ### Batch 1 (Week 1)

    ```
    A (Say "hi") [DONE]
    └── B
    ```

    ```mermaid
    flowchart LR
      subgraph b1["Batch 1"]
        i1["A<br/>Say #34;hi#34;"]
      end
        i2["B"]
      i1 --> i2
      classDef done fill:#dafbe1,stroke:#1a7f37,color:#1f2328
      class i1 done
      classDef ready fill:#ddf4ff,stroke:#0969da,color:#1f2328
      class i2 ready
    ```

    ```mermaid
    gantt
      dateFormat YYYY-MM-DD
      inclusiveEndDates
      Batch 1 :done, 2025-10-06, 2025-10-12
      Week 1 :milestone, 2025-10-12, 0d
    ```
    "#);
    let text = sandbox.run("dashboard --section flow --diagram mermaid --format text").output();
    assert_eq!(text, sandbox.run("dashboard --section flow --format text").output(), "a terminal draws none");
    sandbox.run("render").output();
    assert!(sandbox.read("D.md").contains("```mermaid\nflowchart"));
    assert_eq!(sandbox.run("dashboard --check").code, 0);
    assert_snapshot!(sandbox.run("dashboard --check --diagram mermaid").failure(), @"
    error: `--check` without a file compares the reports as the plan declares them
    hint: name the file with `--output FILE` or `--into FILE`
    ");
    assert_snapshot!(sandbox.run("dashboard --diagram dot").failure(), @"
    error: invalid value 'dot' for '--diagram <LANGUAGE>'
      [possible values: mermaid]

    For more information, try '--help'.
    ");
}

#[test]
fn long_lists_are_folded_away_in_markdown_and_their_inside_is_markdown() {
    let issues: Vec<String> = (1..=21)
        .map(|n| {
            format!(
                r#"{{"id": "I-{n}", "number": {n}, "dependencies": [{}]}}"#,
                if n > 1 { "\"I-1\"" } else { "" }
            )
        })
        .collect();
    let sandbox = Sandbox::holding(format!(r#"{{"repository": "o/r", "issues": [{}]}}"#, issues.join(",")));
    let markdown = sandbox.run("dashboard --format markdown").output();
    let folded = |summary: &str, inside: &str| {
        let text = format!("<details>\n<summary>{summary}</summary>\n\n{inside}");
        assert!(markdown.contains(&text), "{text}\n---\n{markdown}");
    };
    folded("21 issues", "| Issue ");
    folded("21 rows", "```\nI-1\n├── I-2");
    folded("21 links", "- [I-1](https://github.com/o/r/issues/1)\n");
    assert_eq!(markdown.matches("\n\n</details>\n").count(), 3);
    assert!(!sandbox.run("dashboard --format text").output().contains("details"));
}

#[test]
fn no_text_of_a_plan_acts_in_these_reports() {
    const ACTS: &str =
        " </details><script>x</script> <!-- /tracker:dashboard --> ![i](x) | # h `open @someone \"]; end";
    let mut plan: serde_json::Value = serde_json::from_str(&coordinator().plan()).unwrap();
    plan.as_object_mut().unwrap().remove("sections");
    let kept = [
        "id",
        "status",
        "severity",
        "date",
        "due",
        "horizon",
        "batch",
        "review",
        "estimate",
        "duration",
        "direction",
        "targetDate",
        "commands",
        "notes",
    ];
    spoil(&mut plan, &kept, ACTS);
    let sandbox = Sandbox::holding(plan.to_string());
    for report in ["dashboard", "action-plan", "oversight"] {
        let markdown = sandbox
            .run(&format!("report {report} --format markdown --diagram mermaid --as-of 2025-10-16"))
            .output();
        let mut options = comrak::Options::default();
        options.extension.table = true;
        options.extension.tasklist = true;
        options.render.r#unsafe = true;
        let html = comrak::markdown_to_html(&markdown, &options);
        for live in ["<script", "<img", "<!--", "<h1>h", "@someone</p", "@someone</li"] {
            assert!(!html.contains(live), "{report} has a live {live}:\n{html}");
        }
        assert_eq!(html.matches("<details>").count(), html.matches("</details>").count(), "{report}");
    }
}

/// Adds something to every text of a plan that is not of one of these members, and is no reference.
fn spoil(value: &mut serde_json::Value, kept: &[&str], acts: &str) {
    let references = [
        "dependencies",
        "affects",
        "covers",
        "reports",
        "participants",
        "owner",
        "owners",
        "repository",
        "metrics",
    ];
    match value {
        serde_json::Value::String(text) => text.push_str(acts),
        serde_json::Value::Array(values) => values.iter_mut().for_each(|value| spoil(value, kept, acts)),
        serde_json::Value::Object(members) => {
            let spoilt = members
                .iter_mut()
                .filter(|(key, _)| !kept.contains(&key.as_str()) && !references.contains(&key.as_str()));
            spoilt.for_each(|(_, value)| spoil(value, kept, acts));
        }
        _ => {}
    }
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
    | Total                                        |  12–20h |   4.5h |        – |

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

#[test]
fn only_what_is_worth_a_word_is_said_of_what_is_blocked() {
    let plan = r#"{"issues": [
        {"id": "X-1", "owner": "@ada"}, {"id": "X-2", "owner": "@ada", "dependencies": ["X-1"]},
        {"id": "X-3", "owner": "@bob", "dependencies": ["X-1"]}, {"id": "X-4", "owner": "@bob", "dependencies": ["X-3", "X-1"]},
        {"id": "X-5", "owner": "@ada", "dependencies": ["X-3"]}, {"id": "X-6", "owner": "@bob", "dependencies": ["X-3"], "blockers": ["a licence"]},
        {"id": "X-7", "owner": "@bob", "dependencies": ["X-8"]}, {"id": "X-8"}, {"id": "X-9", "dependencies": ["X-8"]}]}"#;
    assert_snapshot!(Sandbox::holding(plan).run("report standup --format text").output(), @"
    Standup · 2025-10-21

    Person by person · done since 2025-10-20

    @ada
      ◆ Next         X-1
      2 cannot start yet

    @bob
      ✗ Blocked      X-3 · waits for X-1 (@ada)
      ✗ Blocked      X-6 · waits for X-3 (@bob), a licence
      ✗ Blocked      X-7 · waits for X-8
      1 cannot start yet

    Nobody
      ✗ Blocked      X-9 · waits for X-8
      ◆ Next         X-8
    ");
}

#[test]
fn an_agenda_of_some_sections_has_their_points_and_claims_nothing_of_the_others() {
    let plan = r#"{"issues": [{"id": "X-1", "owner": "@ada"}, {"id": "X-2", "owner": "@bob", "dependencies": ["X-1"]}],
        "risks": [{"title": "Debt"}], "checks": [{"title": "Lint", "status": "failing"}]}"#;
    let sandbox = Sandbox::holding(plan);
    for (section, heading) in [
        ("ongoing", "## 1. Progress Review"),
        ("handoffs", "## 2. Dependency Check"),
        ("checks", "## 3. Quality Metrics"),
        ("risks", "## 4. Risk Assessment"),
        ("goals", "## 5. Next Week Planning"),
    ] {
        let output = sandbox.run(&format!("report agenda --format markdown --section {section}")).output();
        let points: Vec<&str> = output.lines().filter(|line| line.starts_with("## ")).collect();
        assert_eq!(points, [heading], "{output}");
        assert!(!output.contains("Nobody waits") && !output.contains("No risk"), "{output}");
    }
    let output = sandbox.run("report raid --format markdown --section risks").output();
    assert!(!output.contains("in the way"), "{output}");
}

#[test]
fn a_report_with_a_text_form_alone_says_so() {
    let sandbox = Sandbox::with("batch-script");
    sandbox.write(".tracker/templates/only.txt", "{{ program.title }}\n");
    assert_eq!(sandbox.run("report only --format text").code, 0);
    assert_eq!(sandbox.run("report only --format json").code, 0);
    assert_snapshot!(sandbox.run("report only"), @"
    exit 2
    --- stderr
    error: the report `only` has no markdown form, only `only.txt`
    hint: `--format text` shows it; a file whose name ends in `.txt` gets it too
    ");
    assert_snapshot!(sandbox.run("report only --format text --section risks"), @"
    exit 2
    --- stderr
    error: `only` has no sections to choose from
    hint: without sections named, all of it is shown
    ");
}

#[test]
fn the_list_names_every_file_of_the_team_and_bears_one_that_cannot_be_read() {
    let sandbox = Sandbox::with("batch-script");
    sandbox.write(".tracker/templates/section/risks-table.md", "ours");
    sandbox.write(".tracker/templates/binary.md", [0xff, 0xfe]);
    sandbox.write(".tracker/templates/folder.md/kept", "");
    let list: serde_json::Value =
        serde_json::from_str(&sandbox.run("report --format json").output()).unwrap();
    let sources = |name: &str| {
        let reports = list["reports"].as_array().unwrap();
        reports.iter().find(|report| report["name"] == name).map(|report| report["sources"].clone())
    };
    assert_eq!(sources("dashboard").unwrap()[0], ".tracker/templates/section/risks-table.md");
    let risks = Sandbox::holding(r#"{"issues": [{"id": "A"}], "risks": [{"id": "R-1", "title": "Drift"}]}"#);
    risks.write(".tracker/templates/section/risks-table.md", "ours");
    assert!(risks.run("dashboard").output().contains("\nours\n"), "a part that one of our parts includes");
    assert_eq!(sources("weekly").unwrap(), serde_json::json!([]));
    assert_eq!((sources("binary"), sources("folder")), (None, None));
    assert_snapshot!(sandbox.run("report dashbord"), @"
    exit 2
    --- stderr
    error: there is no report `dashbord`
    hint: did you mean `dashboard`?
    ");
}

#[test]
fn what_is_cancelled_is_not_counted_as_work_to_be_done() {
    let sandbox = Sandbox::holding(
        r#"{"issues": [{"id": "T-1", "status": "done"}, {"id": "T-2", "status": "cancelled"}], "batches": [{"id": "one", "status": "cancelled"}]}"#,
    );
    let summary = sandbox.run("dashboard --format json").json()["summary"].clone();
    assert_eq!((&summary["issues"]["total"], &summary["issues"]["counted"]), (&2.into(), &1.into()));
    let page = sandbox.run("dashboard --format markdown").output();
    assert!(page.contains("100%, 1 of 1 issue done\n"), "{page}");
}

#[test]
fn an_agenda_leaves_out_closed_risks_and_names_the_metrics() {
    let sandbox = Sandbox::holding(
        r#"{"issues": [{"id": "T-1"}], "risks": [{"title": "Gone", "status": "closed"}, {"title": "There"}],
        "metrics": {"coverage": {"value": 60, "target": 80}}, "actions": [{"title": "Some day"}]}"#,
    );
    assert_snapshot!(sandbox.run("report agenda --format markdown"), @"
    exit 0
    --- stdout
    # Weekly Sync

    - **Overall progress**: 0%

    ## 1. Progress Review

    - **Issues**: 0 of 1 done (🟢 Ready 1)

    Nothing is in progress.

    ## 2. Dependency Check

    Nobody waits for anybody else.

    ## 3. Quality Metrics

    - **Test coverage**: 60%, target 80%

    ## 4. Risk Assessment

    | Risk  | Probability | Impact | Status    | Mitigation | Owner |
    | ----- | ----------- | ------ | --------- | ---------- | ----- |
    | There | –           | –      | 🟡 Active | –          | –     |

    ## 5. Next Week Planning

    No milestone says what comes next.
    ");
}
