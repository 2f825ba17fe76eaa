//! A team's own templates

use insta::assert_snapshot;

use crate::harness::Sandbox;

/// The dashboard through a team's template of this text.
fn through(template: &str) -> crate::harness::Answer {
    let sandbox = Sandbox::with("m1");
    sandbox.write(".tracker/templates/dashboard.md", template);
    sandbox.run("dashboard")
}

#[test]
fn a_file_of_the_same_name_is_taken_instead() {
    assert_snapshot!(through("{{ program.title }}: {{ summary.issues.total }} issues"), @"
    exit 0
    --- stdout
    M1 Progress Dashboard: 8 issues
    ");
}

#[test]
fn one_block_can_be_changed_and_the_rest_kept() {
    let output = through("{% extends \"built-in/dashboard.md\" %}{% block checks %}{{ super() }}\n\nAsk @devops.\n{% endblock %}").output();
    let built_in = Sandbox::with("m1").run("dashboard").output();
    assert_snapshot!(crate::harness::difference(&built_in, &output), @"
    +Ask @devops.
    +
    ");
}

#[test]
fn parts_are_included_from_beside_it() {
    let sandbox = Sandbox::with("m1");
    sandbox.write(
        ".tracker/templates/dashboard.md",
        "{% include \"_head.md\" %}\n{% include \"parts/foot.md\" %}\n",
    );
    sandbox.write(".tracker/templates/_head.md", "# {{ program.title }}");
    sandbox.write(".tracker/templates/parts/foot.md", "_The end_");
    assert_eq!(sandbox.run("dashboard").output(), "# M1 Progress Dashboard\n_The end_\n");
}

#[test]
fn templates_stand_beside_the_plan_wherever_it_is_read_from() {
    let sandbox = Sandbox::with("m1");
    sandbox.write(".tracker/templates/dashboard.md", "mine");
    sandbox.write("docs/note.md", "");
    assert_eq!(sandbox.run("dashboard -C docs").output(), "mine\n");
    assert_eq!(
        sandbox.run("dashboard --format text").output(),
        Sandbox::with("m1").run("dashboard --format text").output()
    );
}

#[test]
fn any_file_can_be_taken_for_one_run() {
    let sandbox = Sandbox::with("under-way");
    sandbox.write(
        "mine.tera",
        "{% for batch in batches %}{{ batch.label }}: {{ batch.progress | percent }}\n{% endfor %}",
    );
    assert_snapshot!(sandbox.run("dashboard --template mine.tera"), @"
    exit 0
    --- stdout
    Batch 1: Foundation: 87.5%
    Batch 2: Integration: 0%
    ");
    assert_snapshot!(sandbox.run("dashboard --template gone.md"), @"
    exit 2
    --- stderr
    error: there is no template `gone.md`
    hint: name a file that is there; without `--template` the report lays itself out
    ");
}

#[test]
fn text_of_the_plan_is_escaped_in_a_team_s_template_too() {
    let sandbox = Sandbox::holding(r#"{"title": "<b>|*x*\u001b[31m", "issues": [{"id": "T-1"}]}"#);
    sandbox.write("mine.md", "{{ program.title }}");
    assert_snapshot!(sandbox.run("dashboard --template mine.md"), @r"
    exit 0
    --- stdout
    &lt;b>\|\*x\*\u{1b}\[31m
    ");
    assert_snapshot!(sandbox.run("dashboard --template mine.md --format text"), @r"
    exit 0
    --- stdout
    <b>|*x*\u{1b}[31m
    ");
}

#[test]
fn in_a_terminal_nothing_that_a_template_writes_acts_but_our_styles() {
    let sandbox =
        Sandbox::holding(r#"{"title": "\u001b[31mred\u001b]0;t\u0007", "issues": [{"id": "T-1"}]}"#);
    sandbox.write(
        "mine.txt",
        "\u{1b}[2Jclear \u{7} {{ program.title | safe }} {{ \"x\" | style(role=\"done\") }}\n",
    );
    let output = sandbox.run("dashboard --template mine.txt --format terminal --color always").output();
    assert_snapshot!(output.replace('\u{1b}', "<ESC>"), @r"\u{1b}[2Jclear \u{7} \u{1b}[31mred\u{1b}]0;t\u{7} <ESC>[2m<ESC>[32mx<ESC>[0m");
}

#[test]
fn in_markdown_no_control_character_passes() {
    let sandbox =
        Sandbox::holding(r#"{"title": "\u001b[31mred\u001b]0;t\u0007", "issues": [{"id": "T-1"}]}"#);
    sandbox.write("mine.md", "\u{1b}[2Jclear \u{7}\t{{ program.title | safe }}\n");
    let output = sandbox.run("dashboard --template mine.md --format markdown").output();
    assert_eq!(output, "\\u{1b}[2Jclear \\u{7}\t\\u{1b}[31mred\\u{1b}]0;t\\u{7}\n");
}

#[test]
fn a_template_s_fault_names_file_line_and_column() {
    assert_snapshot!(through("# One\n{{ program.titel }}\n"), @"
    exit 2
    --- stderr
    error: .tracker/templates/dashboard.md:2:12: field `titel` is not defined
      |
    2 | {{ program.titel }}
      |            ^
    hint: did you mean `title`?
    ");
    assert_snapshot!(through("# One\n{% if program %}\nno end\n"), @"
    exit 2
    --- stderr
    error: .tracker/templates/dashboard.md:4:1: unexpected end of input
      |
    4 | 
      | ^
    hint: `tracker report dashboard --context` prints what the template gets
    ");
    assert_snapshot!(through("# One\n{{ program.title | upercase }}\n"), @"
    exit 2
    --- stderr
    error: .tracker/templates/dashboard.md:2:20: unknown filter `upercase`
      |
    2 | {{ program.title | upercase }}
      |                    ^
    hint: `tracker report dashboard --context` prints what the template gets
    ");
    assert_snapshot!(through("# One\n{{ batches | bar }}\n"), @r#"
    exit 2
    --- stderr
    error: .tracker/templates/dashboard.md:2:14: a percentage must be a number, not `[{"id": "phase-1", "label": "Phase 1: F…`
      |
    2 | {{ batches | bar }}
      |              ^
    hint: `tracker report dashboard --context` prints what the template gets
    "#);
    assert_snapshot!(through("# One\n  {% include \"_gone.md\" %}\n"), @r#"
    exit 2
    --- stderr
    error: .tracker/templates/dashboard.md:2:14: unknown template `_gone.md`
      |
    2 |   {% include "_gone.md" %}
      |              ^
    hint: `tracker report dashboard --context` prints what the template gets
    "#);
    assert_snapshot!(through("{% extends \"gone.md\" %}"), @r#"
    exit 2
    --- stderr
    error: .tracker/templates/dashboard.md:1:12: template 'dashboard.md' is inheriting from 'gone.md', which doesn't exist or isn't loaded
      |
    1 | {% extends "gone.md" %}
      |            ^
    hint: `tracker report dashboard --context` prints what the template gets
    "#);
    assert_snapshot!(through("# One\n{{ batches | table(columns=[{\"heading\": \"X\"}]) }}\n"), @r#"
    exit 2
    --- stderr
    error: .tracker/templates/dashboard.md:2:14: a column of `table` needs a `value`
      |
    2 | {{ batches | table(columns=[{"heading": "X"}]) }}
      |              ^
    hint: `tracker report dashboard --context` prints what the template gets
    "#);
}

#[test]
fn a_fault_in_an_included_part_names_that_part() {
    let sandbox = Sandbox::with("m1");
    sandbox.write(".tracker/templates/dashboard.md", "{% include \"_part.md\" %}");
    sandbox.write(".tracker/templates/_part.md", "a\nb {{ nothing }}\n");
    assert_snapshot!(sandbox.run("dashboard"), @"
    exit 2
    --- stderr
    error: .tracker/templates/_part.md:2:6: variable `nothing` is not defined
      |
    2 | b {{ nothing }}
      |      ^
    hint: `tracker report dashboard --context` prints what the template gets
    ");
}

#[test]
fn circles_of_files_are_refused() {
    let sandbox = Sandbox::with("m1");
    sandbox.write(".tracker/templates/dashboard.md", "{% include \"_a.md\" %}");
    sandbox.write(".tracker/templates/_a.md", "{% include \"dashboard.md\" %}");
    assert_snapshot!(sandbox.run("dashboard"), @r#"
    exit 2
    --- stderr
    error: .tracker/templates/dashboard.md:1:12: circular include detected for template '_a.md'. Include chain: `["_a.md", "dashboard.md", "_a.md"]`
      |
    1 | {% include "_a.md" %}
      |            ^
    hint: `tracker report dashboard --context` prints what the template gets
    "#);
    assert_snapshot!(through("{% extends \"dashboard.md\" %}"), @r#"
    exit 2
    --- stderr
    error: .tracker/templates/dashboard.md:1:12: circular extend detected for template 'dashboard.md'. Inheritance chain: `["dashboard.md"]`
      |
    1 | {% extends "dashboard.md" %}
      |            ^
    hint: `tracker report dashboard --context` prints what the template gets
    "#);
}

#[test]
fn a_template_that_counts_or_writes_without_end_ends_in_a_message() {
    assert_snapshot!(through("{% for i in range(end=1000000000) %}x{% endfor %}"), @"
    exit 2
    --- stderr
    error: .tracker/templates/dashboard.md:1:13: `range` counts more than 100000 in this report
      |
    1 | {% for i in range(end=1000000000) %}x{% endfor %}
      |             ^
    hint: `tracker report dashboard --context` prints what the template gets
    ");
    let bomb = "{% set a = range(end=1000) %}{% for i in a %}{% for j in a %}{% for k in a %}xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx{% endfor %}{% endfor %}{% endfor %}";
    assert_snapshot!(through(bomb), @"
    exit 2
    --- stderr
    error: the template `.tracker/templates/dashboard.md` writes more than 64 MiB
    hint: look for a loop inside a loop in the template
    ");
}

#[test]
fn no_file_outside_the_folder_can_be_read() {
    assert_snapshot!(through("{% include \"../../execution-plan.json\" %}"), @r#"
    exit 2
    --- stderr
    error: .tracker/templates/dashboard.md:1:12: unknown template `../../execution-plan.json`
      |
    1 | {% include "../../execution-plan.json" %}
      |            ^
    hint: `tracker report dashboard --context` prints what the template gets
    "#);
    assert_snapshot!(through("{% include \"/etc/passwd\" %}"), @r#"
    exit 2
    --- stderr
    error: .tracker/templates/dashboard.md:1:12: unknown template `/etc/passwd`
      |
    1 | {% include "/etc/passwd" %}
      |            ^
    hint: `tracker report dashboard --context` prints what the template gets
    "#);
}

#[test]
fn a_template_that_is_no_text_is_refused() {
    let sandbox = Sandbox::with("m1");
    sandbox.write(".tracker/templates/dashboard.md", b"\xFF\xFE");
    assert_snapshot!(sandbox.run("dashboard"), @"
    exit 2
    --- stderr
    error: `.tracker/templates/dashboard.md` is not UTF-8 text: see line 1, column 1
    hint: save it as UTF-8
    ");
}

#[test]
fn nothing_is_written_when_the_template_fails() {
    let sandbox = Sandbox::with("m1");
    sandbox.write("out.md", "old");
    sandbox.write("mine.md", "fine so far {{ nothing }}");
    sandbox.run("dashboard --template mine.md --output out.md").failure();
    assert_eq!(sandbox.read("out.md"), "old");
}
