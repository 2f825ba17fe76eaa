//! What templates make, in each medium.

mod faults;
mod limits;
mod team;

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

const ONE_CELL: &str = "| Id  |\n| --- |\n| A   |\n";

fn one_cell() -> Value {
    json!({"columns": [{"heading": "Id", "value": "0"}], "rows": [["A"]]})
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
fn of_a_very_long_list_a_cell_counts_what_it_does_not_name() {
    let text = r#"{{ rows | table(columns=[{"heading": "A", "value": "a"}]) }}"#;
    let numbers: Vec<u32> = (1..=60).collect();
    let output = template(MARKDOWN, text, &json!({"rows": [{"a": numbers}]}));
    assert!(output.contains(", 49, 50, 10 more"), "{output}");
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
    let guide = include_str!("../../../templates/README.md");
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
