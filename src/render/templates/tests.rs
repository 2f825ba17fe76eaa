//! Which texts a report is made of.

use super::*;

#[test]
fn every_section_has_a_part_for_each_medium() {
    for name in crate::view::section::NAMES {
        for extension in ["md", "txt"] {
            let part = format!("{SECTION_FOLDER}{name}.{extension}");
            assert!(BUILT_IN.iter().any(|(built_in, _)| *built_in == part), "{part} is missing");
        }
    }
}

#[test]
fn the_table_is_in_order_and_a_part_includes_only_what_belongs_to_its_section() {
    assert!(BUILT_IN.is_sorted_by_key(|(name, _)| name));
    for (name, text) in BUILT_IN.iter().filter(|(name, _)| section_of(name).is_some()) {
        let others = references(text).filter_map(|(_, other)| section_of(other));
        for other in others {
            assert_eq!(Some(other), section_of(name), "{name}");
        }
    }
}

#[test]
fn every_part_of_a_section_lays_out_a_section_that_there_is() {
    for (name, _) in BUILT_IN {
        let section = section_of(name);
        assert!(section.is_none_or(|section| crate::view::section::NAMES.contains(&section)), "{name}");
    }
}

#[test]
fn a_block_that_only_includes_its_section_goes_with_it() {
    let plain = "{% block risks %}{{ prose | before(section=\"risks\") }}\n{% include \"section/risks-table.md\" %}{% endblock %}\n";
    let other = "{% block links %}{{ prose | before(section=\"links\") }}\nlinks{% endblock %}\n";
    let text = format!("head\n{plain}{other}");
    assert_eq!(without_blocks(&text, |_| true), format!("head\n{other}"));
    assert_eq!(without_blocks(&text, |_| false), text);
    let dashboard = BUILT_IN.iter().find(|(name, _)| *name == "dashboard.md").unwrap().1;
    assert!(without_blocks(dashboard, |_| true).len() < dashboard.len() / 4, "most of our blocks are plain");
}

#[test]
fn a_text_names_sections_by_their_parts_and_by_variables() {
    let text = r#"{% include "section/risks.md" %}{{ issues.hidden }}{% for goal in milestone.goals %}"batches"{% endfor %}"#;
    let source = Source::of_team("own.md".into(), "own.md".into(), text);
    let sources = Sources { root: "own.md".into(), files: vec![source] };
    let known = ["batches", "goals", "issues", "risks"];
    assert_eq!(sources.sections(&known), ["risks", "issues"]);
}

#[test]
fn what_only_hidden_sections_include_is_not_part_of_a_report() {
    let load = |_: &str| Ok(None);
    for templates in [Templates::built_in(), Templates::in_folder("t", &load)] {
        let mut sources = templates.gather("dashboard.md").unwrap().unwrap();
        sources.leave_out(|section| section != "batches");
        sources.add_parts(|section| section == "batches");
        let names: Vec<&str> = sources.all().map(|source| source.key.as_str()).collect();
        let parts = ["_header.md", "section/batches-table.md", "section/batches.md"];
        let wanted = ["dashboard.md"].into_iter().chain(parts);
        let wanted: Vec<String> = wanted.map(|name| format!("{BUILT_IN_PREFIX}{name}")).collect();
        assert_eq!(names, wanted);
    }
}

#[test]
fn references_are_found_however_they_are_written() {
    let text =
        r#"{% extends "a.md" %}{%- include 'parts/_b.md' -%} {%include `c`%} {% if x %} {% include x %}"#;
    let found: Vec<_> = references(text).collect();
    assert_eq!(found, [(11, "a.md"), (32, "parts/_b.md"), (60, "c")]);
}

#[test]
fn only_files_below_the_folder_can_be_named() {
    for name in ["../secret", "/etc/passwd", "a/../b", "a//b", "", ".hidden", "c:\\x", "a\nb"] {
        assert!(!is_file_name(name), "{name}");
    }
    for name in ["dashboard.md", "_part.md", "parts/head.md", "übersicht.md"] {
        assert!(is_file_name(name), "{name}");
    }
}
