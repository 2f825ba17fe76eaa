//! Templates of a team, beside and instead of ours.

use super::*;

/// What the built-in `list.md` makes of [`one_cell`].
pub(super) fn with_team(files: &[(&str, &str)], medium: Medium, report: &str) -> anyhow::Result<String> {
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
