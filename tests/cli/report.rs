//! `tracker report`

use insta::assert_snapshot;

use crate::harness::Sandbox;

#[test]
fn without_a_name_all_reports_are_listed_with_where_they_come_from() {
    let sandbox = Sandbox::with("under-way");
    sandbox.write(".tracker/templates/retro.md", "{#- What we learnt -#}\n# {{ program.title }}\n");
    sandbox.write(".tracker/templates/dashboard.md", "mine");
    assert_snapshot!(sandbox.run("report").output(), @"
    Report       Shows                                                   From
    ───────────  ──────────────────────────────────────────────────────  ───────────────────────────────
    action-plan  What is to be done now, by whom, and how                built in
    dashboard    The program's state on one page                         .tracker/templates/dashboard.md
    oversight    What a coordinator watches: blockers, decisions,        built in
                 alignment, dependencies, gates
    retro        What we learnt                                          .tracker/templates/retro.md
    weekly       What was done in a week, what goes on, what is in the   built in
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
    hint: there are action-plan, dashboard, oversight, weekly
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
