//! What holds for every report over every plan, whatever the plan says

use std::fs;
use std::path::Path;
use std::sync::LazyLock;

use comrak::nodes::NodeValue;
use serde_json::Value;

use crate::harness::{Answer, Sandbox, fixture, fixtures};
use crate::hostile_text::{github, is_live};
use crate::laws::{assert_tables_are_whole, widest_line, without_our_styles};

const WIDTHS: [usize; 3] = [40, 80, 160];

/// Text that would rather be markup, a control sequence, a row of a table or a notification.
const HOSTILE: &str =
    "<script>x</script> <!-- a --> | *b* [c](http://d) @passer-by ]( ` \u{1b}[2J\r\n# e\n```\n\u{202e}f";

/// Members whose text is read as more than words; all other texts of a plan may say anything.
const UNDERSTOOD: &[&str] = &[
    "id",
    "status",
    "priority",
    "severity",
    "probability",
    "impact",
    "riskLevel",
    "horizon",
    "type",
    "kind",
    "direction",
    "batch",
    "review",
    "dependencies",
    "blockers",
    "affects",
    "covers",
    "report",
    "reports",
    "before",
    "sections",
    "estimate",
    "duration",
    "actual",
    "date",
    "startDate",
    "completed",
    "started",
    "opened",
    "resolved",
    "closed",
    "asOf",
    "workDays",
    "holidays",
    "output",
    "into",
    "slot",
];

/// A report of a plan as it came out.
struct Page {
    plan: String,
    report: String,
    width: usize,
    answer: Answer,
}

impl Page {
    fn name(&self) -> String {
        format!("{} of {} at {}", self.report, self.plan, self.width)
    }
}

static MARKDOWN: LazyLock<Vec<Page>> = LazyLock::new(|| pages(&[100], "--format markdown"));
static TERMINAL: LazyLock<Vec<Page>> = LazyLock::new(|| pages(&WIDTHS, "--format terminal --color always"));

/// Every report of every plan.
fn pages(widths: &[usize], options: &str) -> Vec<Page> {
    let reports = reports();
    let mut pages = Vec::new();
    for (plan, text) in plans() {
        for width in widths {
            let sandbox = Sandbox::holding(&text).columns(*width);
            pages.extend(reports.iter().map(|report| Page {
                plan: plan.clone(),
                report: report.clone(),
                width: *width,
                answer: sandbox.run(&format!("report {report} {options}")),
            }));
        }
    }
    pages
}

/// The names of all reports that come with the program.
pub fn reports() -> Vec<String> {
    let list = Sandbox::with("m1").run("report --format json").json();
    let name = |report: &Value| report["name"].as_str().unwrap().to_owned();
    list["reports"].as_array().unwrap().iter().map(name).collect()
}

/// The plans of `tests/plans`, those of the examples, and these with every text hostile that may be.
fn plans() -> Vec<(String, String)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples");
    let folders = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let mut examples: Vec<(String, String)> = folders
        .filter(|folder| folder.is_dir())
        .map(|folder| {
            let text = fs::read_to_string(folder.join("execution-plan.json")).unwrap();
            (folder.file_name().unwrap().to_str().unwrap().to_owned(), text)
        })
        .collect();
    examples.sort();
    let hostile = examples.iter().map(|(name, text)| {
        let mut plan: Value = serde_json::from_str(text).unwrap();
        poison(&mut plan);
        (format!("hostile {name}"), plan.to_string())
    });
    let hostile: Vec<_> = hostile.collect();
    fixtures().into_iter().map(|name| (name.clone(), fixture(&name))).chain(examples).chain(hostile).collect()
}

/// Makes every text hostile that is not understood as anything but words.
fn poison(value: &mut Value) {
    match value {
        Value::String(text) => text.push_str(HOSTILE),
        Value::Array(entries) => entries.iter_mut().for_each(poison),
        Value::Object(members) => {
            for (key, member) in members {
                let has_items = member.as_array().is_some_and(|entries| entries.iter().any(Value::is_object));
                if has_items || !UNDERSTOOD.contains(&key.as_str()) {
                    poison(member);
                }
            }
        }
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

#[test]
fn it_is_made_or_refused_with_a_reason() {
    for page in MARKDOWN.iter().chain(TERMINAL.iter()) {
        let answer = &page.answer;
        let is_made = answer.code == 0 && !answer.stdout.is_empty();
        let is_refused = answer.code == 2 && answer.stdout.is_empty() && answer.stderr.starts_with("error: ");
        assert!(is_made || is_refused, "{}\n{answer}", page.name());
    }
}

#[test]
fn the_same_plan_gives_the_same_bytes() {
    for (page, again) in MARKDOWN.iter().zip(pages(&[100], "--format markdown")) {
        assert_eq!(page.answer, again.answer, "{}", page.name());
    }
}

#[test]
fn nothing_live_comes_out() {
    for page in MARKDOWN.iter().chain(TERMINAL.iter()) {
        for text in [&page.answer.stdout, &page.answer.stderr] {
            let rest = without_our_styles(text);
            let live = rest.chars().find(|character| is_live(*character));
            assert_eq!(live, None, "{}\n{text:?}", page.name());
        }
    }
}

#[test]
fn markdown_has_no_raw_html_and_words_notify_nobody() {
    for page in MARKDOWN.iter() {
        let markdown = &page.answer.stdout;
        let arena = comrak::Arena::new();
        let root = comrak::parse_document(&arena, markdown, &github());
        for node in root.descendants() {
            let value = &node.data.borrow().value;
            let is_raw = matches!(value, NodeValue::HtmlBlock(_) | NodeValue::HtmlInline(_));
            let notifies = matches!(value, NodeValue::Text(text) if text.contains("@passer-by"));
            assert!(!is_raw && !notifies, "{}: {value:?}\n{markdown}", page.name());
        }
    }
}

#[test]
fn every_row_of_a_markdown_table_has_the_cells_of_its_heading() {
    for page in MARKDOWN.iter() {
        assert_tables_are_whole(&page.answer.stdout, &page.name());
    }
}

#[test]
fn no_line_in_a_terminal_is_wider_than_the_terminal() {
    for page in TERMINAL.iter() {
        let (line, columns) = widest_line(&page.answer.stdout);
        assert!(columns <= page.width, "{}: {columns} columns\n{line}", page.name());
    }
}
