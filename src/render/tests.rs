use std::cell::Cell;
use std::time::Duration;

use proptest::prelude::*;
use serde_json::{Value, json};

use super::*;
use crate::diagnostic::Failure;
use crate::text::is_hidden;

const MARKDOWN: Medium = Medium::Markdown { mentions: true };
const PLAIN: Medium = Medium::Terminal { width: 80, styled: false };
const STYLED: Medium = Medium::Terminal { width: 80, styled: true };

fn render_within(
    limits: Limits,
    name: &str,
    medium: Medium,
    context: &Value,
    templates: &Templates<'_>,
) -> anyhow::Result<String> {
    let layout = Layout::find(name, medium, templates).unwrap().unwrap();
    Layout { limits, ..layout }.render(&Natural(context))
}

/// Numbers of a `serde_json::Value` keep their spelling, and so are numbers to `serde_json` alone.
struct Natural<'v>(&'v Value);

impl Serialize for Natural<'_> {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.0 {
            Value::Number(number) => match number.as_i64() {
                Some(number) => serializer.serialize_i64(number),
                None => serializer.serialize_f64(number.as_f64().unwrap()),
            },
            Value::Array(elements) => serializer.collect_seq(elements.iter().map(Natural)),
            Value::Object(members) => {
                serializer.collect_map(members.iter().map(|(key, value)| (key, Natural(value))))
            }
            other => other.serialize(serializer),
        }
    }
}

fn try_template(medium: Medium, template: &str, context: &Value) -> anyhow::Result<String> {
    render("test", medium, &Natural(context), &Templates::built_in().with_root("test.tpl", template))
}

fn template(medium: Medium, template: &str, context: &Value) -> String {
    try_template(medium, template, context).unwrap()
}

fn failure(template: &str, context: &Value) -> Failure {
    let error = try_template(MARKDOWN, template, context).unwrap_err();
    error.downcast::<Failure>().expect("a fault of a template is a Failure")
}

fn badge(mark: &str, emoji: &str, label: &str, role: &str) -> Value {
    json!({"text": format!("{emoji} {label}"), "mark": mark, "label": label, "role": role})
}

fn five_batches() -> Value {
    let row = |label: &str, priority: &str, status, target: &str, blockers: &[&str]| {
        json!({"label": label, "priority": priority, "status": status, "progress": 0,
               "targetDate": target, "blockers": blockers})
    };
    let queued = || badge("○", "⚪", "Queued", "waiting");
    json!({"batches": [
        row("Batch 1: Critical Blockers", "P0", badge("●", "🔴", "Not Started", "waiting"), "Week 1–2", &[]),
        row("Batch 2: Infrastructure", "P1", queued(), "Week 3–4", &["Batch 1"]),
        row("Batch 3: Security", "P1", queued(), "Week 5–6", &["Batch 2"]),
        row("Batch 4: AI/ML", "P1", queued(), "Week 7–8", &["Batch 3"]),
        row("Batch 5: Observability", "P2", queued(), "Week 9–10", &["Batch 4"]),
    ]})
}

/// The table of the reference document, byte for byte.
const FIVE_BATCHES: &str = "\
| Batch                      | Priority | Status         | Progress | Target Date | Blockers |
| -------------------------- | -------- | -------------- | -------- | ----------- | -------- |
| Batch 1: Critical Blockers | P0       | 🔴 Not Started | 0%       | Week 1–2    | None     |
| Batch 2: Infrastructure    | P1       | ⚪ Queued      | 0%       | Week 3–4    | Batch 1  |
| Batch 3: Security          | P1       | ⚪ Queued      | 0%       | Week 5–6    | Batch 2  |
| Batch 4: AI/ML             | P1       | ⚪ Queued      | 0%       | Week 7–8    | Batch 3  |
| Batch 5: Observability     | P2       | ⚪ Queued      | 0%       | Week 9–10   | Batch 4  |
";

/// A template of the five batches.
const BATCH_TABLE: &str = r#"{{ batches | table(columns=[
    {"heading": "Batch", "value": "label"},
    {"heading": "Priority", "value": "priority"},
    {"heading": "Status", "value": "status"},
    {"heading": "Progress", "value": "progress", "as": "bar"},
    {"heading": "Target Date", "value": "targetDate"},
    {"heading": "Blockers", "value": "blockers"},
]) }}"#;

#[test]
fn the_table_of_five_batches_is_that_of_the_reference() {
    let output = template(MARKDOWN, BATCH_TABLE, &five_batches());
    assert_eq!(output, FIVE_BATCHES);
}

#[test]
fn a_terminal_shows_the_same_table_with_marks_and_bars() {
    let medium = Medium::Terminal { width: 100, styled: false };
    let output = template(medium, BATCH_TABLE, &five_batches());
    insta::assert_snapshot!(output, @"
    Batch                       Priority  Status         Progress       Target Date  Blockers
    ──────────────────────────  ────────  ─────────────  ─────────────  ───────────  ────────
    Batch 1: Critical Blockers  P0        ● Not Started  ░░░░░░░░░░ 0%  Week 1–2     None
    Batch 2: Infrastructure     P1        ○ Queued       ░░░░░░░░░░ 0%  Week 3–4     Batch 1
    Batch 3: Security           P1        ○ Queued       ░░░░░░░░░░ 0%  Week 5–6     Batch 2
    Batch 4: AI/ML              P1        ○ Queued       ░░░░░░░░░░ 0%  Week 7–8     Batch 3
    Batch 5: Observability      P2        ○ Queued       ░░░░░░░░░░ 0%  Week 9–10    Batch 4
    ");
}

#[test]
fn a_narrow_terminal_wraps_cells_and_keeps_the_columns() {
    let medium = Medium::Terminal { width: 72, styled: false };
    let output = template(medium, BATCH_TABLE, &five_batches());
    assert!(output.lines().all(|line| text::width(line) <= 72), "{output}");
    insta::assert_snapshot!(output, @"
    Batch             Priority  Status         Progress  Target     Blockers
                                                         Date
    ────────────────  ────────  ─────────────  ────────  ─────────  ────────
    Batch 1:          P0        ● Not Started  0%        Week 1–2   None
      Critical
      Blockers
    Batch 2:          P1        ○ Queued       0%        Week 3–4   Batch 1
      Infrastructure
    Batch 3:          P1        ○ Queued       0%        Week 5–6   Batch 2
      Security
    Batch 4: AI/ML    P1        ○ Queued       0%        Week 7–8   Batch 3
    Batch 5:          P2        ○ Queued       0%        Week 9–10  Batch 4
      Observability
    ");
}

/// What stands when, with a drawing.
const TIME_TABLE: &str = r#"{{ rows | table(columns=[
    {"heading": "Item", "value": "label"},
    {"heading": "Finish", "value": "finish", "as": "date"},
    {"heading": "Time", "value": "span", "as": "span"},
]) }}"#;

#[test]
fn in_a_narrow_terminal_dates_lose_their_year_and_a_drawing_gives_way_before_words_do() {
    let span = json!({"from": 0.0, "to": 1.0, "late": 1.0, "critical": false});
    let shown = |width, finish| {
        let rows = json!([{"label": "Orchestration of workflows", "finish": finish, "span": span}]);
        template(Medium::Terminal { width, styled: false }, TIME_TABLE, &json!({ "rows": rows }))
    };
    insta::assert_snapshot!(shown(60, "2025-10-28 → 2025-11-01"), @"
    Item                        Finish          Time
    ──────────────────────────  ──────────────  ────────────
    Orchestration of workflows  Oct 28 → Nov 1  ▒▒▒▒▒▒▒▒▒▒▒▒
    ");
    insta::assert_snapshot!(shown(60, "2025-10-28 → 2026-11-01"), @"
    Item                    Finish                  Time
    ──────────────────────  ──────────────────────  ────────────
    Orchestration of        2025-10-28 →            ▒▒▒▒▒▒▒▒▒▒▒▒
      workflows             2026-11-01
    ");
    insta::assert_snapshot!(shown(30, "2025-10-28"), @"
    Item                    Finish
    ──────────────────────  ──────
    Orchestration of        Oct 28
      workflows
    ");
}

#[test]
fn styles_come_from_roles() {
    let output = template(
        STYLED,
        r#"{{ "late!" | style(role="late") }} {{ s | badge }}"#,
        &json!({
            "s": badge("●", "🟢", "Ready", "ready")
        }),
    );
    assert_eq!(output, "\u{1b}[1m\u{1b}[31mlate!\u{1b}[0m \u{1b}[32m● Ready\u{1b}[0m\n");
    let output = template(MARKDOWN, r#"{{ "late!" | style(role="late") }}"#, &json!({}));
    assert_eq!(output, "late!\n");
}

#[test]
fn filters_speak_the_language_of_their_medium() {
    let context = json!({"half": 50.0, "owners": ["@tools-lead", "x@y", "@a b"], "run": "npm `x`", "n": 2.5,
                         "url": "https://example.com/a_(b)", "lines": ["one", "```", "two"]});
    for (text, markdown, terminal) in [
        ("{{ half | bar }}", "50%", "█████░░░░░ 50%"),
        ("{{ half | bar(width=4) }}", "50%", "██░░ 50%"),
        ("{{ half | percent }}", "50%", "50%"),
        ("{{ n | number }} {{ half | number }}", "2.5 50", "2.5 50"),
        ("{{ 2 | plural(noun='issue') }}", "2 issues", "2 issues"),
        ("{{ owners | people }}", "@tools-lead, x@y, @&#8203;a b", "@tools-lead, x@y, @a b"),
        ("{{ run | code }}", "``  npm `x` ``".replace("``  ", "`` ").as_str(), "npm `x`"),
        ("{{ 'a_b' | link(url=url) }}", "[a_b](https://example.com/a_%28b%29)", "a_b"),
        ("{{ 'a' | link(url='javascript:alert(1)') }}", "a", "a"),
        ("{{ lines | block(language='sh') }}", "````sh\none\n```\ntwo\n````", "    one\n    ```\n    two"),
        ("{{ 'a|b `c|d`' | cell }}", "a\\|b `c\\|d`", "a|b `c|d`"),
    ] {
        assert_eq!(template(MARKDOWN, text, &context), format!("{markdown}\n"), "{text}");
        assert_eq!(template(PLAIN, text, &context), format!("{terminal}\n"), "{text}");
    }
}

#[test]
fn mentions_can_be_silenced() {
    let medium = Medium::Markdown { mentions: false };
    assert_eq!(template(medium, "{{ o | people }}", &json!({"o": "@lead"})), "@&#8203;lead\n");
}

#[test]
fn an_optional_column_without_content_is_left_out_in_a_terminal() {
    let text = r#"{{ rows | table(columns=[{"heading": "A", "value": "a"}, {"heading": "B", "value": "b", "optional": true}]) }}"#;
    let rows = json!({"rows": [{"a": 1, "b": null}, {"a": 2, "b": null}]});
    assert_eq!(template(PLAIN, text, &rows), "A\n─\n1\n2\n");
    assert_eq!(template(MARKDOWN, text, &rows).lines().next(), Some("| A   | B   |"));
    let rows = json!({"rows": [{"a": 1, "b": null}, {"a": 2, "b": 3}]});
    assert_eq!(template(PLAIN, text, &rows), "A  B\n─  ─\n1\n2  3\n");
}

#[test]
fn a_member_that_no_row_can_have_is_a_fault_of_the_template() {
    let text = r#"{{ rows | table(columns=[{"heading": "A", "value": "a.lable"}]) }}"#;
    let wrong = failure(text, &json!({"rows": [{"a": {"label": 1}}]}));
    assert!(wrong.message.contains("no member `a.lable`, did you mean `label`?"), "{}", wrong.message);
    assert_eq!(template(PLAIN, text, &json!({"rows": [{"a": null}]})), "A\n─\n");
}

#[test]
fn what_a_template_calls_safe_does_not_act_on_a_terminal_either() {
    let context = json!({"t": "a\u{1b}[31mb\u{1b}]0;x\u{7}", "s": {"text": "", "mark": "●", "label": "Ready", "role": "ready"}});
    assert_eq!(template(STYLED, "{{ t | safe }}", &context), "a\\u{1b}[31mb\\u{1b}]0;x\\u{7}\n");
    assert_eq!(template(STYLED, "{{ s | badge | safe }}", &context), "\u{1b}[32m● Ready\u{1b}[0m\n");
}

#[test]
fn columns_align_are_styled_and_say_what_stands_for_nothing() {
    let rows = json!({"rows": [
        {"a": {"b": 7}, "l": [], "n": null},
        {"a": null, "l": ["x|y", "@z"], "n": null, "u": "docs/a b.md"},
    ]});
    let text = r#"{{ rows | table(columns=[
        {"heading": "N", "value": "a.b", "align": "right", "empty": "–"},
        {"heading": "List", "value": "l", "link": "u"},
        {"heading": "Not there", "value": "n"}]) }}"#;
    assert_eq!(
        template(MARKDOWN, text, &rows),
        "|   N | List                             | Not there |\n\
         | --: | -------------------------------- | --------- |\n\
         |   7 | None                             |           |\n\
         |   – | [x\\|y, @&#8203;z](docs/a%20b.md) |           |\n"
    );
    insta::assert_snapshot!(template(PLAIN, text, &rows), @"
    N  List     Not there
    ─  ───────  ─────────
    7  None
    –  x|y, @z
    ");
}

#[test]
fn what_a_template_prints_is_escaped_whatever_its_name() {
    let context = json!({"title": "<b>*x*</b>\n# y"});
    assert_eq!(template(MARKDOWN, "{{ title }}", &context), "&lt;b>\\*x\\*&lt;/b> # y\n");
}

#[test]
fn absent_sections_leave_no_gaps_in_markdown() {
    let text = "\n\n# A\n\n\n{% if x %}x{% endif %}\n\n\n```\na\n\n\n\nb\n```\n\n\n";
    assert_eq!(template(MARKDOWN, text, &json!({})), "# A\n\n```\na\n\n\n\nb\n```\n");
}

// --- Templates of a team

/// What the built-in `list.md` makes of [`one_cell`].
const ONE_CELL: &str = "| Id  |\n| --- |\n| A   |\n";

fn one_cell() -> Value {
    json!({"columns": [{"heading": "Id", "value": "0"}], "rows": [["A"]]})
}

fn with_team(files: &[(&str, &str)], medium: Medium, report: &str) -> anyhow::Result<String> {
    let load = |name: &str| -> anyhow::Result<Option<String>> {
        Ok(files.iter().find(|(file, _)| *file == name).map(|(_, text)| (*text).to_owned()))
    };
    render(report, medium, &one_cell(), &Templates::in_folder(".tracker/templates", &load))
}

#[test]
fn a_file_of_the_team_replaces_the_built_in_one() {
    let output = with_team(&[("dashboard.md", "mine\r\n")], MARKDOWN, "dashboard").unwrap();
    assert_eq!(output, "mine\n");
}

#[test]
fn a_file_of_the_team_can_build_on_the_built_in_one() {
    let files = [("list.md", "# Ours\n\n{% include \"built-in/command/list.md\" %}")];
    assert_eq!(with_team(&files, MARKDOWN, "list").unwrap(), format!("# Ours\n\n{ONE_CELL}"));
}

#[test]
fn a_team_can_have_reports_of_its_own_made_of_parts() {
    let files = [
        ("standup.md", "{% extends \"_page.md\" %}{% block body %}{{<hello name=\"b\" />}}{% endblock %}"),
        ("_page.md", "top\n\n{% block body %}{% endblock %}\n{% include \"parts/_end.md\" %}"),
        ("parts/_end.md", "{% component hello(name) %}hello {{ name }}{% endcomponent %}end"),
    ];
    assert_eq!(with_team(&files, MARKDOWN, "standup").unwrap(), "top\n\nhello b\nend\n");
}

#[test]
fn a_file_for_one_run_may_extend_the_one_that_it_replaces() {
    let templates = Templates::built_in().with_root("command/list.md", "{% include \"command/list.md\" %}");
    assert_eq!(render("command/list", MARKDOWN, &one_cell(), &templates).unwrap(), ONE_CELL);
}

#[test]
fn the_reports_are_the_built_in_ones_and_the_team_s_own() {
    let files = [
        ("dashboard.md", "mine"),
        ("retro.md", "{#- What we learnt -#}\n{{ label }}"),
        ("_head.md", "a part"),
        ("notes.rst", "no template"),
    ];
    let load = |name: &str| -> anyhow::Result<Option<String>> {
        Ok(files.iter().find(|(file, _)| *file == name).map(|(_, text)| (*text).to_owned()))
    };
    let names = || Ok(files.iter().map(|(name, _)| (*name).to_owned()).collect());
    let reports = Templates::in_folder("t", &load).listed_by(&names).reports().unwrap();
    let find = |name: &str| reports.iter().find(|report| report.name == name);
    let retro = find("retro").unwrap();
    assert_eq!(
        (retro.summary.as_str(), retro.sources.as_slice()),
        ("What we learnt", ["t/retro.md".to_owned()].as_slice())
    );
    assert_eq!(find("dashboard").unwrap().sources, ["t/dashboard.md"]);
    assert!(find("weekly").unwrap().sources.is_empty());
    assert!(find("_head").is_none() && find("notes").is_none());
}

#[test]
fn no_part_and_no_path_is_a_report() {
    let load = |_: &str| -> anyhow::Result<Option<String>> { Ok(Some("x".to_owned())) };
    let templates = Templates::in_folder("t", &load);
    for name in ["_header", "section/risks", "../secret", ""] {
        assert!(Layout::of_report(name, MARKDOWN, &templates).unwrap().is_none(), "{name}");
    }
}

// --- Faults

#[test]
fn a_syntax_error_shows_its_place() {
    let failure = failure("one\n{{ a b }}\n", &json!({}));
    insta::assert_snapshot!(failure.message, @"
    test.tpl:2:6: found identifier but expected }}
      |
    2 | {{ a b }}
      |      ^
    ");
}

#[test]
fn an_unknown_variable_shows_its_place_and_the_nearest() {
    let failure = failure("é {{ titel }}", &json!({"title": "x", "goal": 1}));
    insta::assert_snapshot!(failure.message, @"
    test.tpl:1:6: variable `titel` is not defined
      |
    1 | é {{ titel }}
      |      ^
    ");
    assert_eq!(failure.hint.as_deref(), Some("did you mean `title`?"));
}

#[test]
fn an_unknown_member_shows_its_place() {
    let failure = failure("{% for b in l %}{{ b.nothing }}{% endfor %}", &json!({"l": [{"id": 1}]}));
    insta::assert_snapshot!(failure.message, @"
    test.tpl:1:22: field `nothing` is not defined
      |
    1 | {% for b in l %}{{ b.nothing }}{% endfor %}
      |                      ^
    ");
    assert_eq!(
        failure.hint.as_deref(),
        Some("`tracker report test --context` prints what the template gets")
    );
}

#[test]
fn an_unknown_filter_or_file_shows_its_place() {
    let unknown = failure("{{ x | tabel }}", &json!({"x": 1}));
    assert!(unknown.message.starts_with("test.tpl:1:8: unknown filter `tabel`\n"), "{}", unknown.message);
    assert_eq!(unknown.hint.as_deref(), Some("did you mean `table`?"));
    let unknown = failure("a\n{% include \"b.md\" %}", &json!({}));
    assert!(unknown.message.starts_with("test.tpl:2:12: unknown template `b.md`\n"), "{}", unknown.message);
    let unknown = failure("{% extends \"b.md\" %}", &json!({}));
    assert!(unknown.message.contains("b.md"), "{}", unknown.message);
}

#[test]
fn a_misused_filter_says_how_it_is_used() {
    for (text, wanted) in [
        ("{{ 1 | table(columns=[]) }}", "`table` needs an array of rows"),
        ("{{ [] | table(columns=[]) }}", "`table` needs at least one column"),
        ("{{ [] | table }}", "missing keyword argument `columns`"),
        ("{{ [] | table(columns=[{'heding': 1}]) }}", "did you mean `heading`?"),
        ("{{ [] | table(columns=[{'heading': 'x'}]) }}", "needs a `value`"),
        ("{{ [] | table(columns=[{'heading': 'x', 'value': 'y', 'as': 'baar'}]) }}", "did you mean `bar`?"),
        ("{{ 1 | style(role='blokced') }}", "did you mean `blocked`?"),
        ("{{ 'x' | percent }}", "must be a number"),
    ] {
        let failure = failure(text, &json!({}));
        assert!(failure.message.contains(wanted), "{text}: {}", failure.message);
    }
}

#[test]
fn a_hostile_line_of_a_template_is_shown_harmless() {
    let failure = failure("\u{1b}[2J{{ x }}", &json!({}));
    assert!(!failure.message.contains(|c| is_hidden(c) && c != '\n'), "{:?}", failure.message);
}

// --- Bounds

#[test]
fn output_has_a_limit() {
    let templates =
        Templates::built_in().with_root("t", "{% for i in range(end=100) %}0123456789{% endfor %}");
    let limits = |output| Limits { output, ..bounds::LIMITS };
    assert!(render_within(limits(1000), "t", PLAIN, &json!({}), &templates).is_ok());
    let error = render_within(limits(999), "t", PLAIN, &json!({}), &templates).unwrap_err();
    assert_eq!(error.to_string(), "the template `t` writes more than 999 bytes");
}

#[test]
fn the_time_of_a_team_s_template_has_a_limit_and_ours_needs_none() {
    let limits = Limits { time: Duration::ZERO, ..bounds::LIMITS };
    let templates = Templates::built_in().with_root("mine.md", "");
    let error = render_within(limits, "command/list", MARKDOWN, &one_cell(), &templates).unwrap_err();
    let failure = error.downcast::<Failure>().unwrap();
    assert_eq!(failure.message, "the template `mine.md` takes longer than 0 seconds");
    assert_eq!(failure.hint.as_deref(), Some("look for a loop inside a loop in the template"));
    let ours = render_within(limits, "command/list", MARKDOWN, &one_cell(), &Templates::built_in()).unwrap();
    assert_eq!(ours, ONE_CELL);
}

#[test]
fn the_memory_is_looked_at_only_for_a_team_s_template() {
    let looks = Cell::new(0);
    let memory = || {
        looks.set(looks.get() + 1);
        None
    };
    let ours = Templates::built_in().measured_by(&memory);
    render("command/list", MARKDOWN, &one_cell(), &ours).unwrap();
    assert_eq!(looks.get(), 0);
    render("command/list", MARKDOWN, &one_cell(), &ours.with_root("mine.md", "")).unwrap();
    assert!(looks.get() > 0);
}

#[test]
fn a_join_that_no_memory_could_hold_is_refused() {
    let bomb = "{% set x = range(end=90000) | join(sep=',') %}{{ range(end=10000) | join(sep=x) }}";
    assert!(failure(bomb, &json!({})).message.contains("`join` makes more than 64 MiB"));
}

#[test]
fn joined_pieces_are_escaped_once_and_in_their_order() {
    let context = json!({"l": ["*a*", 2, null]});
    for (text, wanted) in [
        ("{{ l | join }}", "\\*a\\*2\n"),
        ("{{ l | join(sep=' | ') }}", "\\*a\\* \\| 2 \\| \n"),
        ("{% set br = '<br>' | safe %}{{ l | join(sep=br) }}", "\\*a\\*<br>2<br>\n"),
        ("{% set b = '**b**' | safe %}{{ [b, '_c_'] | join(sep='*') }}", "**b**\\*\\_c\\_\n"),
        ("{{ [] | join(sep=', ') }}", ""),
    ] {
        assert_eq!(template(MARKDOWN, text, &context), wanted, "{text}");
    }
}

#[test]
fn a_value_of_many_levels_ends_in_no_crash() {
    let nested = "{% set x = [] %}{% for i in range(end=50000) %}{% set_global x = [x] %}{% endfor %}done";
    assert_eq!(template(MARKDOWN, nested, &json!({})), "done\n");
}

#[test]
fn a_long_message_is_cut() {
    let long = "{% set x = range(end=9999) | join(sep=', ') %}{{ throw(message=x) }}";
    let message = failure(long, &json!({})).message;
    assert!(message.contains("0, 1, 2") && message.len() < 2000, "{message}");
}

#[test]
fn counting_has_a_limit_for_the_whole_report() {
    assert!(
        failure("{{ range(end=999999999) | length }}", &json!({})).message.contains("`range` counts more")
    );
    let nested = "{% for i in range(end=1000) %}{% for j in range(end=1000) %}{% endfor %}{% endfor %}";
    assert!(failure(nested, &json!({})).message.contains("`range` counts more"));
}

#[test]
fn a_component_that_calls_itself_ends_in_an_error() {
    let component = "{% component c() %}{{<c />}}{% endcomponent %}{{<c />}}";
    assert!(failure(component, &json!({})).message.contains("recursion"));
}

#[test]
fn files_that_include_or_extend_each_other_are_refused() {
    for tag in ["include", "extends"] {
        let first = format!("{{% {tag} \"b.md\" %}}");
        let second = format!("{{% {tag} \"a.md\" %}}");
        let error = with_team(&[("a.md", &first), ("b.md", &second)], MARKDOWN, "a").unwrap_err();
        assert!(error.downcast_ref::<Failure>().unwrap().message.contains("ircular"), "{error}");
    }
}

#[test]
fn a_component_that_includes_what_calls_it_ends_in_an_error() {
    let files = [
        ("a.md", "{% include \"_c.md\" %}{{<c />}}"),
        ("_c.md", "{% component c() %}{% include \"_d.md\" %}{% endcomponent %}"),
        ("_d.md", "{{<c />}}"),
    ];
    assert!(with_team(&files, MARKDOWN, "a").is_err());
}

#[test]
fn a_template_nested_too_deep_is_refused() {
    for (open, close) in [("{% if true %}", "{% endif %}"), ("{{ (", ") }}"), ("{{ [", "] }}")] {
        let text = format!("{}1{}", open.repeat(5000), close.repeat(5000));
        assert!(try_template(MARKDOWN, &text, &json!({})).is_err(), "{open}");
    }
    let text = format!("{{{{ {}1{} }}}}", "(".repeat(5000), ")".repeat(5000));
    assert!(try_template(MARKDOWN, &text, &json!({})).is_err());
}

#[test]
fn a_chain_of_too_many_files_is_refused() {
    let load = |name: &str| -> anyhow::Result<Option<String>> {
        let next = name.strip_suffix(".md").and_then(|number| number.parse::<u32>().ok()).map(|n| n + 1);
        Ok(next.map(|next| format!("{{% include \"{next}.md\" %}}")))
    };
    let error = render("0", MARKDOWN, &json!({}), &Templates::in_folder("t", &load)).unwrap_err();
    assert_eq!(error.to_string(), "`t/0.md` is made of more than 100 templates");
}

// --- Folding and leading

#[test]
fn a_list_is_folded_away_when_it_is_long() {
    let source = r#"{% filter fold(rows=rows, noun="issue") %}- a
{{ text }}
{% endfilter %}"#;
    let shown = |medium, rows| template(medium, source, &json!({"rows": rows, "text": "- <b>"}));
    assert_eq!(shown(MARKDOWN, 20), "- a\n\\- &lt;b>\n");
    assert_eq!(
        shown(MARKDOWN, 21),
        "<details>\n<summary>21 issues</summary>\n\n- a\n\\- &lt;b>\n\n</details>\n"
    );
    assert_eq!(shown(PLAIN, 21), "- a\n- <b>\n");
    let wrong = failure(r#"{{ "x" | fold(rows=30, noun="<b>") }}"#, &json!({}));
    assert!(wrong.message.contains("plain words"), "{}", wrong.message);
}

#[test]
fn the_words_before_a_colon_lead_in_markdown() {
    let shown = |medium, text| template(medium, "{{ t | lead }}", &json!({ "t": text }));
    assert_eq!(shown(MARKDOWN, "Trust [m]: how? <b>"), "**Trust \\[m\\]**: how? &lt;b>\n");
    assert_eq!(shown(MARKDOWN, "See https://example.com"), "See https://example.com\n");
    assert_eq!(shown(PLAIN, "Trust: how?"), "Trust: how?\n");
}

// --- The guide

#[test]
fn the_guide_describes_every_filter() {
    let guide = include_str!("../../templates/README.md");
    let described: Vec<&str> = guide
        .lines()
        .filter_map(|line| line.strip_prefix("| `"))
        .filter_map(|line| line.split(['`', '(']).next())
        .collect();
    assert_eq!(described, filters::NAMES);
}

proptest! {
    #[test]
    fn nothing_in_a_plan_acts_on_a_terminal(text in any::<String>(), width in 1usize..120) {
        let text_and_controls = format!("{text}\u{1b}]0;x\u{7}\u{9b}1m\r{text}");
        let context = json!({"t": text_and_controls, "rows": [{"t": text_and_controls}, {"t": text}]});
        let source = r#"{{ t }}{{ t | safe }}{{ t | style(role="late") }}{{ t | prose }}
            {{ rows | table(columns=[{"heading": "A", "value": "t", "role": "late"}, {"heading": "B", "value": "t"}]) }}"#;
        let output = template(Medium::Terminal { width, styled: true }, source, &context);
        let mut plain = output;
        for sequence in ["\u{1b}[1m", "\u{1b}[2m", "\u{1b}[31m", "\u{1b}[0m"] {
            plain = plain.replace(sequence, "");
        }
        prop_assert!(!plain.contains(|c| is_hidden(c) && c != '\n'), "{:?}", plain);
    }

    #[test]
    fn a_terminal_table_keeps_its_width(cells in prop::collection::vec("[ -~é漢🔴]{0,40}", 12), width in 40usize..120) {
        let rows: Vec<Value> = cells.chunks(4)
            .map(|row| json!({"a": row[0], "b": row[1], "c": row[2], "d": row[3]})).collect();
        let source = r#"{{ rows | table(columns=[{"heading": "A", "value": "a"}, {"heading": "B", "value": "b"},
            {"heading": "C", "value": "c", "align": "right"}, {"heading": "D", "value": "d"}]) }}"#;
        let output = template(Medium::Terminal { width, styled: false }, source, &json!({ "rows": rows }));
        for line in output.lines() {
            prop_assert!(text::width(line) <= width, "{}", line);
        }
    }
}

#[test]
fn the_numbers_of_a_team_s_own_fields_are_numbers_to_a_template() {
    let plan = r#"{"extra": {"whole": 3, "part": 1.50, "list": [1e2], "text": "3"}}"#;
    let document = crate::json::Document::parse(plan.into()).unwrap();
    let plan = crate::plan::Plan::read(&document).unwrap();
    let templates = Templates::built_in()
        .with_root("test.tpl", "{{ extra.whole + 1 }} {{ extra.part * 2 }} {{ extra.list[0] }}");
    assert_eq!(render("test", MARKDOWN, &plan.header, &templates).unwrap(), "4 3.0 100.0\n");
}
