//! The README: every command that it shows runs, and what it shows is what comes out.

use std::path::Path;

use super::harness::Sandbox;

const README: &str = include_str!("../../README.md");

/// Commands whose answer may be no.
const MAY_SAY_NO: [&str; 3] = ["check", "next", "render --check"];

/// The two commands of a fresh clone: this test is one of the second, and the first needs a build of its own; what it runs
/// then is [tried](its_main_job_works_on_the_plan_of_the_repository) here.
const RUN_ELSEWHERE: [&str; 2] = ["cargo run --release -- dashboard", "cargo test"];

/// The blocks of a language, fences left out.
fn blocks(language: &str) -> impl Iterator<Item = String> {
    let mut blocks = Vec::new();
    let mut open: Option<Vec<&str>> = None;
    for line in README.lines() {
        match (&mut open, line.strip_prefix("```")) {
            (None, Some(info)) => open = (info == language).then(Vec::new).or(Some(vec!["\0"])),
            (Some(lines), Some(_)) => {
                if lines.first() != Some(&"\0") {
                    blocks.push(lines.join("\n") + "\n");
                }
                open = None;
            }
            (Some(lines), None) => lines.push(line),
            (None, None) => {}
        }
    }
    blocks.into_iter()
}

/// The commands of a shell block, comments left out.
fn commands(block: &str) -> Vec<String> {
    let lines = block.lines().filter_map(|line| line.strip_prefix("tracker "));
    lines.map(|line| line.split("  #").next().unwrap_or(line).trim().to_owned()).collect()
}

/// A folder in which the commands of the README can be typed one after the other.
fn sandbox() -> Sandbox {
    let sandbox = Sandbox::empty().variable("TRACKER_AS_OF", "2026-01-05");
    sandbox.write("README.md", "<!-- tracker:dashboard -->\n<!-- /tracker:dashboard -->\n");
    sandbox.write("plans/README.md", "");
    for example in ["m1", "sprint4", "framework"] {
        let plan = format!("examples/{example}/execution-plan.json");
        let text = std::fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join(&plan)).unwrap();
        sandbox.write(&plan, text);
    }
    sandbox
}

#[test]
fn every_command_that_it_shows_runs() {
    let sandbox = sandbox();
    let commands: Vec<String> = blocks("sh").flat_map(|block| commands(&block)).collect();
    assert!(commands.len() > 25, "{commands:?}");
    for command in commands {
        let answer = sandbox.run(&command);
        // No is an answer of those that are asked.
        let may_say_no = MAY_SAY_NO.iter().any(|start| command.starts_with(start));
        assert!(answer.code == 0 || answer.code == 1 && may_say_no, "tracker {command}\n{answer}");
    }
}

#[test]
fn every_line_that_it_shows_for_a_shell_is_run_by_a_test_or_by_ci() {
    let blocks: Vec<String> = blocks("sh").collect();
    for line in blocks.iter().flat_map(|block| block.lines()).filter(|line| !line.is_empty()) {
        let is_run = line.starts_with("tracker ") || line.starts_with('#') || RUN_ELSEWHERE.contains(&line);
        assert!(is_run, "`{line}` is run nowhere");
    }
}

#[test]
fn its_main_job_works_on_the_plan_of_the_repository() {
    let sandbox = Sandbox::empty();
    let plan = Path::new(env!("CARGO_MANIFEST_DIR")).join("execution-plan.json");
    sandbox.write("execution-plan.json", std::fs::read(plan).unwrap());
    assert!(sandbox.run("dashboard").output().starts_with("# tracker "));
}

#[test]
fn its_picture_is_what_its_first_commands_make() {
    let sandbox = sandbox();
    let first = blocks("sh").find(|block| block.contains("tracker init")).unwrap();
    for command in commands(&first) {
        sandbox.run(&command).output();
    }
    let picture = blocks("text").next().unwrap();
    assert_eq!(sandbox.run("dashboard --format text").output(), picture);
}

#[test]
fn each_report_s_picture_is_what_its_command_makes() {
    let sandbox = sandbox();
    let reports = README.split("\n## Reports\n").nth(1).unwrap().split("\n## ").next().unwrap();
    let mut pictures = 0;
    for pair in reports.split("```sh\n").skip(1) {
        let (command, rest) = pair.split_once("\n```\n\n```text\n").unwrap();
        let picture = rest.split("```").next().unwrap();
        let command = command.strip_prefix("tracker ").unwrap();
        assert_eq!(sandbox.run(&format!("{command} --format text")).output(), picture, "{command}");
        pictures += 1;
    }
    assert_eq!(
        pictures,
        reports.matches("\n### `").count(),
        "a picture for each report but the first, and the list"
    );
}

#[test]
fn what_an_edit_says_is_what_it_shows() {
    let sandbox = sandbox();
    sandbox.run("init").output();
    let shown = blocks("text").nth(1).unwrap();
    assert_eq!(sandbox.run("update TASK-2 status=in-progress progress=40 owner=@bob").output(), shown);
}

#[test]
fn what_a_forecast_says_and_what_an_edit_would_move_is_what_it_shows() {
    for heading in ["Schedule and forecast", "What if"] {
        let section =
            README.split(&format!("\n### {heading}\n")).nth(1).unwrap().split("\n### ").next().unwrap();
        let (_, block) = section.split_once("```sh\n").unwrap();
        let (command, rest) = block.split_once("\n```\n\n```text\n").unwrap();
        let answer = sandbox().run(command.strip_prefix("tracker ").unwrap());
        assert_eq!(answer.output(), rest.split("```").next().unwrap());
    }
}

#[test]
fn its_plan_has_no_findings() {
    let plan = blocks("json").find(|block| block.contains("startDate")).unwrap();
    let answer = Sandbox::holding(plan).run("check --strict");
    assert_eq!(answer.output(), "execution-plan.json: no findings\n");
}
