//! What holds for every plan of `tests/plans`, whatever it says

use unicode_width::UnicodeWidthStr;

use crate::harness::{Sandbox, fixture, fixtures, terminal};

/// Commands that read a plan and answer in markdown.
const MARKDOWN: [&str; 8] = [
    "dashboard --format markdown",
    "weekly 'Week 1' --format markdown",
    "report coordination --format markdown",
    "report framework --format markdown",
    "list --format markdown",
    "list batches --format markdown",
    "next --format markdown",
    "what-if 'plan title=Other' --format markdown",
];

/// Commands that read a plan and answer in JSON.
const JSON: [&str; 10] = [
    "dashboard --format json",
    "weekly 'Week 1' --format json",
    "report coordination --format json",
    "list --format json",
    "list batches --format json",
    "list actions --format json",
    "next --format json",
    "check --format json",
    "metrics --format json",
    "update plan title=Other --format json --dry-run",
];

const WIDTHS: [usize; 4] = [40, 80, 100, 160];

#[test]
fn the_same_plan_gives_the_same_bytes() {
    for name in fixtures() {
        let (one, other) = (Sandbox::with(&name), Sandbox::with(&name));
        for line in MARKDOWN.into_iter().chain(JSON) {
            assert_eq!(one.run(line), other.run(line), "{name}: {line}");
        }
    }
}

#[test]
fn json_says_what_it_is() {
    for name in fixtures() {
        let sandbox = Sandbox::with(&name);
        for line in JSON {
            let json = sandbox.run(line).json();
            assert_eq!(json["schemaVersion"], 1, "{name}: {line}");
            let command = line.trim_start_matches("report ").split(' ').next().unwrap();
            assert_eq!(json["kind"], command, "{name}: {line}");
        }
    }
}

#[test]
fn reading_leaves_the_plan_alone() {
    for name in fixtures() {
        let sandbox = Sandbox::with(&name);
        for line in MARKDOWN.into_iter().chain(JSON) {
            sandbox.run(line);
        }
        assert_eq!(sandbox.plan(), fixture(&name));
        let files = std::fs::read_dir(sandbox.path(".")).unwrap().count();
        assert_eq!(files, 2, "{name}: a file was left beside the plan");
    }
}

#[test]
fn every_row_of_a_markdown_table_has_the_cells_of_its_heading() {
    for name in fixtures() {
        for line in MARKDOWN {
            assert_tables_are_whole(&Sandbox::with(&name).run(line).stdout, &format!("{name}: {line}"));
        }
    }
}

/// Asserts that every table of a page is read as one, with all its rows, and each of them has the cells of the heading.
pub fn assert_tables_are_whole(markdown: &str, page: &str) {
    let is_ruler = |line: &&str| line.starts_with("| ---") || line.starts_with("| :--");
    let tables = markdown.lines().filter(is_ruler).count();
    let read = table_shapes(markdown);
    assert_eq!(read.len(), tables, "{page}: a table is read as something else\n{markdown}");
    let rows = markdown.lines().filter(|line| line.starts_with("| ")).count();
    let read_rows: usize = read.iter().map(|(rows, _)| rows).sum();
    assert_eq!(read_rows + tables, rows, "{page}\n{markdown}");
    for (_, cells_of_rows) in read {
        assert!(cells_of_rows.windows(2).all(|pair| pair[0] == pair[1]), "{page}\n{markdown}");
    }
}

/// Rows and the number of cells of each, of every table as GitHub reads it. GitHub drops cells that are too many, so
/// they are counted in the source.
fn table_shapes(markdown: &str) -> Vec<(usize, Vec<usize>)> {
    use comrak::nodes::NodeValue;
    let arena = comrak::Arena::new();
    let mut options = comrak::Options::default();
    options.extension.table = true;
    let root = comrak::parse_document(&arena, markdown, &options);
    let tables = root.descendants().filter(|node| matches!(node.data.borrow().value, NodeValue::Table(_)));
    let lines: Vec<&str> = markdown.lines().collect();
    tables
        .map(|table| {
            let cells: Vec<usize> = table
                .children()
                .map(|row| {
                    let line = lines[row.data.borrow().sourcepos.start.line - 1];
                    line.replace("\\\\", "").replace("\\|", "").matches('|').count()
                })
                .collect();
            (cells.len(), cells)
        })
        .collect()
}

#[test]
fn no_line_in_a_terminal_is_wider_than_the_terminal() {
    for name in fixtures() {
        for width in WIDTHS {
            let sandbox = Sandbox::with(&name).columns(width);
            for line in [
                "dashboard",
                "weekly 'Week 1'",
                "report coordination",
                "list",
                "list batches",
                "next",
                "metrics",
            ] {
                let answer = sandbox.run(
                    &format!("{line} --format terminal --color always")
                        .replace("metrics --format terminal", "metrics"),
                );
                let widest = widest_line(&answer.stdout);
                assert!(widest.1 <= width, "{name}: {line} at {width}: {} columns\n{}", widest.1, widest.0);
            }
        }
    }
}

/// The widest line, as a terminal shows it, and its columns. They are counted of the whole: vt100 does not join emoji.
pub fn widest_line(output: &str) -> (String, usize) {
    let lines = output.lines().map(|line| {
        let shown = terminal(1, 1000, line).screen().contents();
        let columns = shown.width();
        (shown, columns)
    });
    lines.max_by_key(|(_, columns)| *columns).unwrap_or_default()
}

#[test]
fn a_terminal_gets_no_control_character_but_our_styles() {
    for name in fixtures() {
        for line in ["dashboard", "weekly 'Week 1'", "report coordination", "list", "next"] {
            let output = Sandbox::with(&name).run(&format!("{line} --format terminal --color always")).stdout;
            let rest = without_our_styles(&output);
            assert!(!rest.chars().any(|c| c.is_control() && c != '\n'), "{name}: {line}\n{output:?}");
        }
    }
}

#[test]
fn styles_end_with_their_line() {
    for name in fixtures() {
        let output = Sandbox::with(&name).run("dashboard --format terminal --color always").stdout;
        for line in output.lines() {
            let terminal = terminal(2, 1000, &format!("{line}\nx"));
            let cell = terminal.screen().cell(1, 0).unwrap();
            let is_plain =
                cell.fgcolor() == vt100::Color::Default && !cell.bold() && !cell.dim() && !cell.italic();
            assert!(is_plain, "{name}: {line:?}");
        }
    }
}

/// The text without sequences that only choose colour and weight, `ESC [ digits m`.
pub fn without_our_styles(text: &str) -> String {
    let mut rest = String::new();
    let mut pieces = text.split("\u{1b}[");
    rest.push_str(pieces.next().unwrap_or_default());
    for piece in pieces {
        let parameters = piece.find(|character: char| !character.is_ascii_digit() && character != ';');
        match parameters {
            Some(end) if piece[end..].starts_with('m') => rest.push_str(&piece[end + 1..]),
            _ => {
                rest.push('\u{1b}');
                rest.push_str(piece);
            }
        }
    }
    rest
}
