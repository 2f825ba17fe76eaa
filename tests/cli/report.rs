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
    dashboard  The program's state on one page                           .tracker/templates/dashboard.md
    retro      What we learnt                                            .tracker/templates/retro.md
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
    hint: there are dashboard, weekly
    ");
    assert_snapshot!(sandbox.run("report nothing --eject").failure(), @"
    error: there is no built-in template `nothing`
    hint: `tracker report --list` names them all
    ");
    assert_snapshot!(sandbox.run("report dashboard --eject --section risk").failure(), @"
    error: there is no built-in template `section/risk`
    hint: there are blockers, batches, issues, progress, metrics, checks, milestones, actions, current, completed, ongoing, obstacles, figures, goals, help, wins
    ");
}
