//! `tracker man`

use insta::assert_snapshot;

use crate::harness::Sandbox;

#[test]
fn the_program_and_every_command_have_a_page() {
    let sandbox = Sandbox::empty();
    let page = sandbox.run("man").output();
    assert!(page.contains(".TH tracker 1"), "{page}");
    for command in crate::help::commands(&sandbox) {
        let page = sandbox.run(&format!("man {command}")).output();
        assert!(page.contains(&format!(".TH tracker-{command} 1")), "{page}");
        assert!(page.contains("Examples:"), "{page}");
    }
}

#[test]
fn an_unknown_command_is_refused_with_the_nearest() {
    assert_snapshot!(Sandbox::empty().run("man updat"), @"
    exit 2
    --- stderr
    error: there is no command `updat`
    hint: did you mean `update`?
    ");
}
