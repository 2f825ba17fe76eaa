//! `tracker completions`, and what the scripts ask the program while a command is typed

use insta::assert_snapshot;

use crate::harness::Sandbox;

#[test]
fn every_shell_has_a_script() {
    let sandbox = Sandbox::empty();
    for shell in ["bash", "elvish", "fish", "powershell", "zsh"] {
        let script = sandbox.run(&format!("completions {shell}")).output();
        assert!(script.contains("tracker"), "{shell}");
        assert!(
            !script.contains(env!("CARGO_MANIFEST_DIR")),
            "{shell}: a path of this machine is in the script"
        );
    }
    assert_snapshot!(sandbox.run("completions tcsh"), @"
    exit 2
    --- stderr
    error: there is no completion for `tcsh`
    hint: use one of bash, elvish, fish, powershell, zsh
    ");
}

/// What the shell offers after these words, the last of which is being typed.
fn offered(sandbox: &Sandbox, words: &[&str]) -> String {
    let index = words.len() - 1;
    let mut command = sandbox.command(&[&["--"], words].concat());
    command.env("COMPLETE", "bash").env("_CLAP_COMPLETE_INDEX", index.to_string());
    command.env("_CLAP_COMPLETE_COMP_TYPE", "9").env("_CLAP_COMPLETE_SPACE", "true").env("_CLAP_IFS", "\n");
    String::from_utf8(command.output().unwrap().stdout).unwrap()
}

#[test]
fn ids_keys_and_values_are_offered() {
    let sandbox = Sandbox::with("m1");
    assert_snapshot!(offered(&sandbox, &["tracker", "show", "FEAT-05"]), @"
    FEAT-050
    FEAT-056
    FEAT-053
    FEAT-051
    FEAT-054
    ");
    assert_snapshot!(offered(&sandbox, &["tracker", "update", "FEAT-041", "pri"]), @"priority=");
    assert_snapshot!(offered(&sandbox, &["tracker", "update", "FEAT-041", "priority=P"]), @"
    priority=P0
    priority=P1
    priority=P2
    priority=P3
    ");
    assert_snapshot!(offered(&sandbox, &["tracker", "re"]), @"
    report
    render
    rename
    remove
    ");
}

#[test]
fn what_is_named_already_decides_which_keys_and_values_are_offered() {
    let sandbox = Sandbox::with("m1");
    let offered = |words: &[&str]| offered(&sandbox, words).replace('\n', " ");
    let update = |words: &[&str]| offered(&[&["tracker", "update"], words].concat());
    assert_eq!(update(&["sev"]), "severity=");
    assert_eq!(update(&["FEAT-041", "sev"]), "");
    assert_eq!(update(&["FEAT-041", "status=in"]), "status=in-progress");
    assert_eq!(
        update(&["session-1", "status="]),
        "status=cancelled status=completed status=in-progress status=pending status=scheduled"
    );
    assert_eq!(update(&["session-1", "FEAT-041", "depe"]), "dependencies=");
    assert_eq!(update(&["session-1", "FEAT-041", "esti"]), "");
    assert_eq!(update(&["plan", "st"]), "startDate= status=");
    assert_eq!(update(&["FEAT-041", "batch=phase-"]), "batch=phase-1 batch=phase-2 batch=phase-3");
    assert_eq!(update(&["FEAT-041", "owner=@t"]), "owner=@tools-lead");
    assert_eq!(update(&["session-1", "questions.1="]), "questions.1=done questions.1=open");
    assert_eq!(offered(&["tracker", "add", "risk", "prob"]), "probability=");
    assert_eq!(offered(&["tracker", "add", "risk", "probability=h"]), "probability=high");
    let outside = offered(&["tracker", "-C", "nowhere", "show", "FEAT-041"]);
    assert_eq!(outside, "");
}

#[test]
fn what_a_place_takes_is_offered_and_nothing_else() {
    let sandbox = Sandbox::holding(
        r#"{"batches": [{"id": "b1"}], "issues": [{"id": "b-issue"}], "team": [{"id": "bob"}],
            "blockers": [{"id": "block"}], "metrics": {"bugs": 3}}"#,
    );
    let offered = |words: &[&str]| offered(&sandbox, &[&["tracker"], words].concat()).replace('\n', " ");
    assert!(offered(&["completions", ""]).starts_with("bash elvish fish powershell zsh --plan"));
    assert_eq!(offered(&["completions", "z"]), "zsh");
    assert_eq!(offered(&["metrics", "bu"]), "bugs=");
    assert_eq!(offered(&["metrics", "cov"]), "coverage=");
    assert_eq!(offered(&["update", "b1", "--expect", "st"]), "started= status=");
    assert_eq!(offered(&["update", "b-issue", "batch="]), "batch=b1");
    assert_eq!(
        offered(&["update", "b-issue", "dependencies=b"]),
        "dependencies=b-issue dependencies=b1 dependencies=block"
    );
    assert_eq!(offered(&["list", "--batch", ""]), "b1");
}

#[test]
fn an_edit_in_one_argument_is_completed_word_by_word() {
    let sandbox = Sandbox::with("m1");
    let offered = |word: &str| offered(&sandbox, &["tracker", "what-if", word]).replace('\n', "|");
    assert_eq!(offered("FEAT-05").split('|').count(), 5);
    assert_eq!(offered("FEAT-041 pri"), "FEAT-041 priority=");
    assert_eq!(offered("'FEAT-041 priority=P1 owner=@t"), "'FEAT-041 priority=P1 owner=@tools-lead");
    assert_eq!(offered("session-1 status=sch"), "session-1 status=scheduled");
    assert_eq!(offered("plan st"), "plan startDate=|plan status=");
}

/// What bash is told after a line, of which it sees the words that it parts at white space and at `=`.
#[cfg(unix)]
fn told_to_bash(sandbox: &Sandbox, line: &str, pieces: &[&str], current: &str) -> String {
    let script = sandbox.run("completions bash").stdout;
    let pieces: Vec<String> = pieces.iter().map(|piece| format!("'{piece}'")).collect();
    let ask = format!(
        "{script}\nCOMP_WORDS=({}); COMP_CWORD=$((${{#COMP_WORDS[@]}} - 1)); COMP_LINE='{line}'; COMP_POINT=${{#COMP_LINE}}\n\
         _tracker tracker '{current}' ''; printf '%s ' \"${{COMPREPLY[@]}}\"",
        pieces.join(" ")
    );
    let program = std::path::PathBuf::from(sandbox.command(&[""]).get_program());
    let path = format!("{}:{}", program.parent().unwrap().display(), std::env::var("PATH").unwrap());
    let output = std::process::Command::new("bash")
        .args(["--norc", "-c", &ask])
        .env("PATH", path)
        .current_dir(sandbox.path(""))
        .output()
        .unwrap();
    String::from_utf8(output.stdout).unwrap()
}

#[cfg(unix)]
#[test]
fn bash_is_told_what_follows_the_part_that_it_takes_for_a_word() {
    let sandbox = Sandbox::with("m1");
    let told = |line: &str, pieces: &[&str], current: &str| told_to_bash(&sandbox, line, pieces, current);
    let update = ["tracker", "update", "FEAT-041"];
    let line = "tracker update FEAT-041 status=in";
    assert_eq!(told(line, &[&update[..], &["status", "=", "in"]].concat(), "in"), "in-progress ");
    let line = "tracker update FEAT-041  status=";
    let all = "blocked cancelled done in-progress not-started queued ready ";
    assert_eq!(told(line, &[&update[..], &["status", "="]].concat(), ""), all);
    let line = "tracker update FEAT-041 owner=@to";
    assert_eq!(told(line, &[&update[..], &["owner", "=", "@to"]].concat(), "to"), "tools-lead ");
    assert_eq!(told("tracker update FEAT-041 pri", &[&update[..], &["pri"]].concat(), "pri"), "priority= ");
    assert_eq!(told("tracker upd", &["tracker", "upd"], "upd"), "update ");
}

#[test]
fn without_a_plan_nothing_is_offered_and_nothing_fails() {
    assert_eq!(offered(&Sandbox::empty(), &["tracker", "show", "FEAT"]), "");
    assert_eq!(offered(&Sandbox::holding("{"), &["tracker", "show", "FEAT"]), "");
}
