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
    assert_snapshot!(offered(&sandbox, &["tracker", "update", "FEAT-041", "severity=P"]), @"
    severity=P0
    severity=P1
    severity=P2
    severity=P3
    ");
    assert_snapshot!(offered(&sandbox, &["tracker", "re"]), @"
    report
    render
    rename
    remove
    ");
}

#[test]
fn without_a_plan_nothing_is_offered_and_nothing_fails() {
    assert_eq!(offered(&Sandbox::empty(), &["tracker", "show", "FEAT"]), "");
    assert_eq!(offered(&Sandbox::holding("{"), &["tracker", "show", "FEAT"]), "");
}
