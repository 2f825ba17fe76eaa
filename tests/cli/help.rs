//! `-h` and `--help` of every command

use insta::assert_snapshot;

use crate::harness::{Sandbox, words};

/// The names of all commands, out of the help.
pub fn commands(sandbox: &Sandbox) -> Vec<String> {
    let help = sandbox.run("--help").output();
    let (_, after) = help.split_once("Commands:\n").unwrap();
    let (list, _) = after.split_once("\n\n").unwrap();
    let names = list
        .lines()
        .filter_map(|line| line.strip_prefix("  ")?.split(' ').next())
        .filter(|name| !name.is_empty());
    names.filter(|name| *name != "help").map(str::to_owned).collect()
}

#[test]
fn the_program_s_help_names_every_command() {
    assert_snapshot!(Sandbox::empty().run("-h"));
}

#[test]
fn the_program_s_long_help_tells_exit_codes_and_environment() {
    assert_snapshot!(Sandbox::empty().run("--help"));
}

#[test]
fn no_command_at_all_is_helped() {
    let sandbox = Sandbox::empty();
    let answer = sandbox.run("");
    assert_eq!(answer.code, 2);
    assert_eq!(answer.stderr, sandbox.run("-h").output());
}

#[test]
fn every_command_says_what_it_reads_and_writes_and_gives_two_examples() {
    let sandbox = Sandbox::empty();
    for command in commands(&sandbox) {
        let long = sandbox.run(&format!("{command} --help")).output();
        let short = sandbox.run(&format!("{command} -h")).output();
        assert!(
            ["Reads ", "reads the plan", "Writes ", "Works out "].iter().any(|deed| long.contains(deed)),
            "{command} does not say what it reads and writes:\n{long}"
        );
        for help in [&long, &short] {
            assert!(examples(help).len() >= 2, "{command} has no two examples:\n{help}");
            let widest = help.lines().map(|line| line.chars().count()).max();
            assert!(widest <= Some(100), "{command}:\n{help}");
        }
    }
}

#[test]
fn the_examples_of_the_help_work() {
    let shell = Sandbox::empty();
    for command in commands(&shell) {
        for example in examples(&shell.run(&format!("{command} --help")).output()) {
            // What a shell does around the command is the shell's affair.
            let Some(line) = example.trim().strip_prefix("tracker ") else { continue };
            let line = line.split(" | ").next().unwrap().split(" > ").next().unwrap();
            let answer = shell.run_words(&words(line));
            let refused = answer.stderr.contains("Usage:") || answer.stderr.contains("unexpected argument");
            assert!(!refused, "{line}\n{answer}");
        }
    }
}

#[test]
fn a_page_of_a_reading_and_of_a_writing_command() {
    assert_snapshot!(Sandbox::empty().run("dashboard --help"));
    assert_snapshot!(Sandbox::empty().run("update --help"));
}

#[test]
fn a_misspelt_command_is_refused_with_the_nearest() {
    assert_snapshot!(Sandbox::empty().run("dashbord"), @"
    exit 2
    --- stderr
    error: unrecognized subcommand 'dashbord'

      tip: some similar subcommands exist: 'show', 'dashboard'

    Usage: tracker [OPTIONS] <COMMAND>

    For more information, try '--help'.
    ");
    assert_snapshot!(Sandbox::empty().run("dashboard --fromat json"), @"
    exit 2
    --- stderr
    error: unexpected argument '--fromat' found

      tip: a similar argument exists: '--format'

    Usage: tracker dashboard --format <FORMAT>

    For more information, try '--help'.
    ");
    assert_snapshot!(Sandbox::empty().run("dashboard --format jsn"), @"
    exit 2
    --- stderr
    error: invalid value 'jsn' for '--format <FORMAT>'
      [possible values: terminal, text, markdown, json]

      tip: a similar value exists: 'json'

    For more information, try '--help'.
    ");
}

#[test]
fn the_version_is_told() {
    let version = concat!("tracker ", env!("CARGO_PKG_VERSION"), "\n");
    assert_eq!(Sandbox::empty().run("--version").output(), version);
}

fn examples(help: &str) -> Vec<&str> {
    let Some((_, examples)) = help.split_once("Examples:\n") else { return Vec::new() };
    examples.lines().take_while(|line| line.starts_with("  ")).collect()
}

#[test]
fn help_and_usage_errors_have_the_colour_that_is_asked_for() {
    let sandbox = Sandbox::empty();
    let is_coloured = |line: &str| {
        let answer = sandbox.run(line);
        (answer.stdout + &answer.stderr).contains('\u{1b}')
    };
    for line in ["--help", "list --help", "list --colour", "frobnicate", "list --color sometimes"] {
        assert!(!is_coloured(line), "{line}");
        assert!(is_coloured(&format!("--color always {line}")), "{line}");
        assert!(is_coloured(&format!("--color=always {line}")), "{line}");
        assert!(!is_coloured(&format!("--color=never {line}")), "{line}");
    }
    assert!(is_coloured("-C nowhere list --color always"));
}
