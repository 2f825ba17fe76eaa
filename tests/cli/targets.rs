//! Reports in files: `--output`, `--into`, `--slot`, `--check`

use insta::assert_snapshot;

use crate::harness::Sandbox;

const README: &str = "\
# Ours

<!-- tracker:dashboard -->
old
<!-- /tracker:dashboard -->

The rest is ours too.
";

#[test]
fn a_whole_file_is_what_is_printed() {
    let sandbox = Sandbox::with("m1");
    let printed = sandbox.run("dashboard").output();
    assert_snapshot!(sandbox.run("dashboard --output DASHBOARD.md --as-of 2025-10-21"), @"exit 0");
    assert_eq!(sandbox.read("DASHBOARD.md"), printed);
    assert_snapshot!(sandbox.run("dashboard --output DASHBOARD.md --as-of 2025-10-21 --check"), @"exit 0");
}

#[test]
fn the_ending_of_a_file_decides_its_form_unless_one_is_asked_for() {
    let sandbox = Sandbox::with("m1");
    for (name, form) in [("d.md", "markdown"), ("d.json", "json"), ("d.txt", "text"), ("d", "markdown")] {
        sandbox.run(&format!("dashboard --output {name} --as-of 2025-10-21")).output();
        assert_eq!(sandbox.read(name), sandbox.run(&format!("dashboard --format {form}")).output(), "{name}");
    }
    sandbox.run("dashboard --output d.md --format json --as-of 2025-10-21").output();
    assert_eq!(sandbox.read("d.md"), sandbox.read("d.json"));
}

#[test]
fn a_file_does_not_depend_on_terminal_clock_or_colour() {
    let sandbox = Sandbox::with("under-way");
    sandbox.run("dashboard --output one.txt").output();
    let other =
        Sandbox::with("under-way").columns(40).variable("CLICOLOR_FORCE", "1").variable("TRACKER_AS_OF", "");
    other.run("dashboard --output one.txt --color always").output();
    assert_eq!(sandbox.read("one.txt"), other.read("one.txt"));
}

#[test]
fn a_weekly_report_in_a_file_needs_a_week() {
    let sandbox = Sandbox::with("under-way").variable("TRACKER_AS_OF", "");
    assert_snapshot!(sandbox.run("weekly --output week.md"), @r#"
    exit 2
    --- stderr
    error: a report of a week needs to know which week when it goes to a file, since a file must not depend on the clock
    hint: tracker weekly "Week 3" --output FILE
    "#);
    assert!(!sandbox.path("week.md").exists());
    sandbox.run("weekly --output week.md --as-of 2025-10-24").output();
    assert!(sandbox.read("week.md").starts_with("## Weekly Progress Report - Week 2\n"));
}

#[test]
fn between_markers_only_the_report_changes() {
    let sandbox = Sandbox::with("batch-script");
    sandbox.write("README.md", README);
    sandbox.run("dashboard --into README.md").output();
    assert_snapshot!(sandbox.read("README.md"), @"
    # Ours

    <!-- tracker:dashboard -->

    | Batch                      | Priority | Status         | Progress | Target Date | Blockers |
    | -------------------------- | -------- | -------------- | -------- | ----------- | -------- |
    | Batch 1: Critical Blockers | P0       | 🔴 Not Started | 0%       | Week 1–2    | None     |
    | Batch 2: Infrastructure    | P1       | ⚪ Queued      | 0%       | Week 3–4    | Batch 1  |
    | Batch 3: Security          | P1       | ⚪ Queued      | 0%       | Week 5–6    | Batch 2  |
    | Batch 4: AI/ML             | P1       | ⚪ Queued      | 0%       | Week 7–8    | Batch 3  |
    | Batch 5: Observability     | P2       | ⚪ Queued      | 0%       | Week 9–10   | Batch 4  |

    <!-- /tracker:dashboard -->

    The rest is ours too.
    ");
    let once = sandbox.read("README.md");
    sandbox.run("dashboard --into README.md").output();
    assert_eq!(sandbox.read("README.md"), once);
    assert_eq!(sandbox.run("dashboard --into README.md --check").code, 0);
}

#[test]
fn line_ends_of_the_file_are_kept() {
    let sandbox = Sandbox::with("batch-script");
    sandbox.write("README.md", README.replace('\n', "\r\n"));
    sandbox.run("dashboard --into README.md").output();
    let text = sandbox.read("README.md");
    assert_eq!(text.matches('\n').count(), text.matches("\r\n").count());
    assert_eq!(sandbox.run("dashboard --into README.md --check").code, 0);
}

#[test]
fn slots_tell_places_of_one_report_apart() {
    let sandbox = Sandbox::with("m1");
    sandbox.write(
        "README.md",
        "<!-- tracker:dashboard#top -->\n<!-- /tracker:dashboard#top -->\n<!-- tracker:dashboard -->\nkept\n<!-- /tracker:dashboard -->\n",
    );
    sandbox.run("dashboard --section batches --into README.md --slot top").output();
    assert_snapshot!(sandbox.read("README.md"), @"
    <!-- tracker:dashboard#top -->

    # M1 Progress Dashboard

    - **Goal**: Ensure M1 components integrate into a cohesive whole
    - **Coordinator**: M1 Progress Tracking
    - **Status**: Active M1 development phase
    - **Progress**: 0%, 0 of 8 issues done, 0 of 3 batches done

    ## 📦 Batches

    | Batch                | Priority | Status         | Progress | Target Date | Blockers           |
    | -------------------- | -------- | -------------- | -------- | ----------- | ------------------ |
    | Phase 1: Foundation  | P0       | 🟢 Ready       | 0%       | Week 1      | None               |
    | Phase 2: Integration | P1       | 🟥 Blocked     | 0%       | Week 2–3    | FEAT-044, FEAT-041 |
    | Phase 3: Polish      | P2       | 🔴 Not Started | 0%       | Week 4      | Phase 2            |

    <!-- /tracker:dashboard#top -->
    <!-- tracker:dashboard -->
    kept
    <!-- /tracker:dashboard -->
    ");
    assert_snapshot!(sandbox.run("dashboard --into README.md --slot bottom"), @"
    exit 2
    --- stderr
    error: README.md: there are no markers for `tracker:dashboard#bottom`
    hint: put these two lines where the report belongs:
    <!-- tracker:dashboard#bottom -->
    <!-- /tracker:dashboard#bottom -->
    ");
}

#[test]
fn markers_in_code_blocks_are_text() {
    let sandbox = Sandbox::with("batch-script");
    let text = "```\n<!-- tracker:dashboard -->\n<!-- /tracker:dashboard -->\n```\n";
    sandbox.write("README.md", text);
    assert_snapshot!(sandbox.run("dashboard --into README.md"), @"
    exit 2
    --- stderr
    error: README.md: the markers for `tracker:dashboard` do not count: line 2 is in a code block, or indented like one
    hint: put these two lines where the report belongs, not indented:
    <!-- tracker:dashboard -->
    <!-- /tracker:dashboard -->
    ");
    assert_eq!(sandbox.read("README.md"), text);
}

#[test]
fn doubled_nested_and_unclosed_markers_are_errors() {
    let sandbox = Sandbox::with("batch-script");
    let (start, end) = ("<!-- tracker:dashboard -->\n", "<!-- /tracker:dashboard -->\n");
    let told = |text: String| {
        sandbox.write("README.md", &text);
        let told = sandbox.run("dashboard --into README.md").failure();
        assert_eq!(sandbox.read("README.md"), text);
        told
    };
    assert_snapshot!(told(format!("{start}{end}{start}{end}")), @"
    error: README.md: the report `tracker:dashboard` starts on lines 1 and 3 and ends on lines 2 and 4
    hint: keep one `<!-- tracker:dashboard -->` and one `<!-- /tracker:dashboard -->`, or name each place: `<!-- tracker:dashboard#here -->` with `--slot here`
    ");
    assert_snapshot!(told(format!("{start}{start}{end}{end}")), @"
    error: README.md: the report `tracker:dashboard` starts on lines 1 and 2 and ends on lines 3 and 4
    hint: keep one `<!-- tracker:dashboard -->` and one `<!-- /tracker:dashboard -->`, or name each place: `<!-- tracker:dashboard#here -->` with `--slot here`
    ");
    assert_snapshot!(told(format!("{end}{start}")), @"
    error: README.md: the report `tracker:dashboard` ends on line 1, before it starts on line 2
    hint: line 1 must be `<!-- tracker:dashboard -->`, and line 2 `<!-- /tracker:dashboard -->`
    ");
    assert_snapshot!(told(start.to_owned()), @"
    error: README.md: the report `tracker:dashboard` starts on line 1, but ends nowhere
    hint: put this line below it, where the report ends:
    <!-- /tracker:dashboard -->
    ");
    assert_snapshot!(told(end.to_owned()), @"
    error: README.md: the report `tracker:dashboard` ends on line 1, but starts nowhere
    hint: put this line above it, where the report starts:
    <!-- tracker:dashboard -->
    ");
}

#[test]
fn a_stale_file_is_shown_as_a_diff_and_is_the_answer_no() {
    let sandbox = Sandbox::with("batch-script");
    sandbox.run("dashboard --output DASHBOARD.md").output();
    sandbox.run("update batch-1 status=in-progress progress=50").output();
    let before = sandbox.read("DASHBOARD.md");
    assert_snapshot!(sandbox.run("dashboard --output DASHBOARD.md --check"), @"
    exit 1
    --- stdout
    --- DASHBOARD.md
    +++ DASHBOARD.md
    @@ -1,6 +1,6 @@
     | Batch                      | Priority | Status         | Progress | Target Date | Blockers |
     | -------------------------- | -------- | -------------- | -------- | ----------- | -------- |
    -| Batch 1: Critical Blockers | P0       | 🔴 Not Started | 0%       | Week 1–2    | None     |
    +| Batch 1: Critical Blockers | P0       | 🟡 In Progress | 50%      | Week 1–2    | None     |
     | Batch 2: Infrastructure    | P1       | ⚪ Queued      | 0%       | Week 3–4    | Batch 1  |
     | Batch 3: Security          | P1       | ⚪ Queued      | 0%       | Week 5–6    | Batch 2  |
     | Batch 4: AI/ML             | P1       | ⚪ Queued      | 0%       | Week 7–8    | Batch 3  |
    --- stderr
    warning: 1 stale file: DASHBOARD.md
    ");
    assert_eq!(sandbox.read("DASHBOARD.md"), before);
}

#[test]
fn a_file_that_is_not_there_is_stale() {
    let answer = Sandbox::with("batch-script").run("dashboard --output DASHBOARD.md --check");
    assert_snapshot!(answer, @"
    exit 1
    --- stdout
    --- DASHBOARD.md
    +++ DASHBOARD.md
    @@ -0,0 +1,7 @@
    +| Batch                      | Priority | Status         | Progress | Target Date | Blockers |
    +| -------------------------- | -------- | -------------- | -------- | ----------- | -------- |
    +| Batch 1: Critical Blockers | P0       | 🔴 Not Started | 0%       | Week 1–2    | None     |
    +| Batch 2: Infrastructure    | P1       | ⚪ Queued      | 0%       | Week 3–4    | Batch 1  |
    +| Batch 3: Security          | P1       | ⚪ Queued      | 0%       | Week 5–6    | Batch 2  |
    +| Batch 4: AI/ML             | P1       | ⚪ Queued      | 0%       | Week 7–8    | Batch 3  |
    +| Batch 5: Observability     | P2       | ⚪ Queued      | 0%       | Week 9–10   | Batch 4  |
    --- stderr
    warning: 1 stale file: DASHBOARD.md
    ");
}

#[test]
fn without_a_file_the_declared_reports_of_that_name_are_compared() {
    let sandbox = Sandbox::with("under-way");
    sandbox.write("README.md", "<!-- tracker:weekly#week -->\n<!-- /tracker:weekly#week -->\n");
    sandbox.write("docs/note.md", "");
    assert_eq!(sandbox.run("dashboard --check").code, 1);
    sandbox.run("dashboard --output docs/DASHBOARD.md").output();
    assert_snapshot!(sandbox.run("dashboard --check"), @"exit 0");
    assert_eq!(sandbox.run("weekly --check").code, 1);
    sandbox.run("weekly 'Week 2' --into README.md --slot week").output();
    assert_snapshot!(sandbox.run("weekly --check"), @"exit 0");
}

#[test]
fn declared_paths_begin_at_the_plan_s_folder() {
    let sandbox = Sandbox::with("under-way");
    sandbox.write("docs/sub/note.md", "");
    sandbox.run("dashboard --output docs/DASHBOARD.md").output();
    assert_eq!(sandbox.run("dashboard --check -C docs/sub").code, 0);
}

#[test]
fn nothing_declared_is_nothing_to_check() {
    assert_snapshot!(Sandbox::with("m1").run("dashboard --check"), @"
    exit 2
    --- stderr
    error: the plan declares no `dashboard` to check
    hint: name the file with `--output FILE` or `--into FILE`, or list it under `reports` in the plan
    ");
}

#[test]
fn the_plan_and_templates_are_no_targets() {
    let sandbox = Sandbox::with("m1");
    sandbox.write("mine.md", "x");
    sandbox.write(".tracker/templates/dashboard.md", "y");
    assert_snapshot!(sandbox.run("dashboard --output execution-plan.json"), @"
    exit 2
    --- stderr
    error: `execution-plan.json` is the plan, from which the report is made
    hint: name another file
    ");
    assert_snapshot!(sandbox.run("dashboard --template mine.md --output ./mine.md"), @"
    exit 2
    --- stderr
    error: `mine.md` is a template, from which the report is made
    hint: name another file
    ");
    assert_snapshot!(sandbox.run("dashboard --output .tracker/templates/dashboard.md"), @"
    exit 2
    --- stderr
    error: `.tracker/templates/dashboard.md` is a template, from which the report is made
    hint: name another file
    ");
    assert_eq!(
        (sandbox.read("mine.md").as_str(), sandbox.read(".tracker/templates/dashboard.md").as_str()),
        ("x", "y")
    );
    assert_eq!(sandbox.plan(), crate::harness::fixture("m1"));
}

#[test]
fn another_entry_s_target_is_no_target() {
    let sandbox = Sandbox::with("under-way");
    sandbox.write("docs/DASHBOARD.md", "kept\n");
    sandbox.write("README.md", "kept\n");
    assert_snapshot!(sandbox.run("weekly 'Week 1' --output docs/DASHBOARD.md"), @"
    exit 2
    --- stderr
    error: `docs/DASHBOARD.md` is the target of entry 1 of `reports`
    hint: name another file, or change that entry in the plan
    ");
    assert_snapshot!(sandbox.run("weekly 'Week 1' --output README.md"), @"
    exit 2
    --- stderr
    error: `README.md` is the target of entry 2 of `reports`
    hint: name another file, or change that entry in the plan
    ");
    assert_eq!(sandbox.run("dashboard --into docs/DASHBOARD.md").code, 2);
    assert_eq!([sandbox.read("docs/DASHBOARD.md"), sandbox.read("README.md")], ["kept\n", "kept\n"]);
}

#[test]
fn options_that_contradict_each_other_are_refused() {
    let sandbox = Sandbox::with("m1");
    assert_eq!(sandbox.run("dashboard --output a.md --into b.md").code, 2);
    assert_eq!(sandbox.run("dashboard --slot top").code, 2);
    assert_eq!(sandbox.run("dashboard --context --output a.json").code, 2);
}

#[test]
fn a_large_report_in_a_file_warns_that_github_does_not_take_it() {
    let title = "x".repeat(1000);
    let issues: Vec<String> =
        (0..80).map(|number| format!(r#"{{"id": "T-{number}", "title": "{title}"}}"#)).collect();
    let sandbox = Sandbox::holding(format!(r#"{{"issues": [{}]}}"#, issues.join(",")));
    assert_snapshot!(sandbox.run("dashboard --output DASHBOARD.md"), @"
    exit 0
    --- stderr
    warning: DASHBOARD.md has 84261 characters, and a GitHub issue takes 65536
    ");
}

#[test]
fn two_entries_with_one_target_are_refused() {
    let plan = r#"{"batches": [{"id": "batch-1"}], "reports": [
        {"report": "dashboard", "output": "a.md"}, {"report": "dashboard", "output": "./a.md", "all": true}]}"#;
    assert_snapshot!(Sandbox::holding(plan).run("dashboard --check"), @"
    exit 2
    --- stderr
    error: two entries of `reports` write `a.md`
    hint: give each its own `output`, or its own `slot` of one file
    ");
}

#[test]
fn no_report_goes_where_git_or_the_templates_are() {
    let sandbox = Sandbox::with("batch-script");
    assert_snapshot!(sandbox.run("dashboard --output .git/config"), @"
    exit 2
    --- stderr
    error: `.git/config` lies in git's own folder
    hint: name a file outside `.git`
    ");
    assert_snapshot!(sandbox.run("dashboard --into docs/../.GIT/hooks/pre-commit"), @"
    exit 2
    --- stderr
    error: `docs/../.GIT/hooks/pre-commit` lies in git's own folder
    hint: name a file outside `.git`
    ");
    assert!(!sandbox.path(".git/config").exists());
    sandbox.write(".tracker/templates/section/batches.md", "ours");
    assert_snapshot!(sandbox.run("dashboard --output .tracker/templates/section/batches.md"), @"
    exit 2
    --- stderr
    error: `.tracker/templates/section/batches.md` is a template, from which the report is made
    hint: name another file
    ");
    assert_eq!(sandbox.read(".tracker/templates/section/batches.md"), "ours");
    let entries = sandbox.plan().replacen(
        '{',
        r#"{"reports": [{"report": "dashboard", "output": ".git/info/attributes"}],"#,
        1,
    );
    sandbox.write("execution-plan.json", entries);
    assert_snapshot!(sandbox.run("render"), @"
    exit 2
    --- stderr
    error: entry 1 of `reports` in the plan: `.git/info/attributes` lies in git's own folder
    hint: name a file outside `.git`
    ");
}

#[test]
fn an_ending_that_asks_for_a_form_which_a_report_has_not_is_refused() {
    let sandbox = Sandbox::with("m1");
    assert_snapshot!(sandbox.run("dashboard --output a.html").failure(), @"
    error: `a.html` asks for html, a form that a report does not have
    hint: end the name of the file in `.md`, `.txt` or `.json`, or write markdown into it with `--format markdown`
    ");
    for name in ["a.SVG", "a.csv", "a.mmd", "a.gv"] {
        assert_eq!(sandbox.run(&format!("dashboard --output {name}")).code, 2, "{name}");
        assert!(!sandbox.path(name).exists(), "{name}");
    }
    sandbox.run("dashboard --output a.html --format markdown --as-of 2025-10-21").output();
    assert_eq!(sandbox.read("a.html"), sandbox.run("dashboard").output());
    sandbox.run("dashboard --output a.rst").output();
}

#[test]
fn an_entry_of_reports_with_such_an_ending_is_a_finding_and_is_not_rendered() {
    let plan = r#"{"issues": [{"id": "T-1"}], "reports": [{"report": "dashboard", "output": "a.html"}]}"#;
    let sandbox = Sandbox::holding(plan);
    assert_snapshot!(sandbox.run("render").failure(), @"
    error: entry 1 of `reports` in the plan: `a.html` asks for html, a form that a report does not have
    hint: end the name of the file in `.md`, `.txt` or `.json`
    ");
    let findings = sandbox.run("check --format json").json();
    assert_eq!(findings["findings"][0]["code"], "wrong-report");
}

#[test]
fn a_dash_as_output_is_standard_output() {
    let sandbox = Sandbox::with("under-way");
    let printed = sandbox.run("weekly 'Week 1'").output();
    assert_eq!(sandbox.run("weekly 'Week 1' --output -").output(), printed);
    assert_eq!(sandbox.run("dashboard --output - --format json").json()["kind"], "dashboard");
    assert!(!sandbox.path("-").exists());
    assert_snapshot!(sandbox.run("dashboard --output - --check").failure(), @"
    error: `--check` compares a report with a file, and `-` is standard output
    hint: name the file with `--output FILE` or `--into FILE`
    ");
}

#[test]
fn a_label_is_no_wish_for_a_check_of_what_the_plan_declares() {
    let sandbox = Sandbox::with("under-way");
    for line in ["weekly 'Week 1' --check", "report weekly 'Week 1' --check"] {
        let told = sandbox.run(line).failure();
        assert!(told.starts_with("error: `--check` without a file compares"), "{line}: {told}");
    }
}

#[test]
fn a_template_lays_out_no_json() {
    let sandbox = Sandbox::with("m1");
    sandbox.write("mine.md", "# Mine\n");
    for line in ["--format json", "--output a.json"] {
        let told = sandbox.run(&format!("dashboard --template mine.md {line}")).failure();
        assert!(told.starts_with("error: `--template` lays out no JSON"), "{line}: {told}");
    }
    assert!(!sandbox.path("a.json").exists());
}
