//! Templates that go too far.

use super::team::with_team;
use super::*;

#[test]
fn output_has_a_limit() {
    let templates =
        Templates::built_in().with_root("t", "{% for i in range(end=100) %}0123456789{% endfor %}");
    let limits = |output| Limits { output, ..bounds::LIMITS };
    assert!(render_within(limits(1000), "t", PLAIN, &json!({}), &templates).is_ok());
    let error = render_within(limits(999), "t", PLAIN, &json!({}), &templates).unwrap_err();
    assert_eq!(error.to_string(), "the template `t` writes more than 999 bytes");
}

#[test]
fn the_time_of_a_team_s_template_has_a_limit_and_ours_needs_none() {
    let limits = Limits { time: Duration::ZERO, ..bounds::LIMITS };
    let templates = Templates::built_in().with_root("mine.md", "");
    let error = render_within(limits, "command/list", MARKDOWN, &one_cell(), &templates).unwrap_err();
    let failure = error.downcast::<Failure>().unwrap();
    assert_eq!(failure.message, "the template `mine.md` takes longer than 0 seconds");
    assert_eq!(failure.hint.as_deref(), Some("look for a loop inside a loop in the template"));
    let ours = render_within(limits, "command/list", MARKDOWN, &one_cell(), &Templates::built_in()).unwrap();
    assert_eq!(ours, ONE_CELL);
}

#[test]
fn the_memory_is_looked_at_only_for_a_team_s_template() {
    let looks = Cell::new(0);
    let memory = || {
        looks.set(looks.get() + 1);
        None
    };
    let ours = Templates::built_in().measured_by(&memory);
    render("command/list", MARKDOWN, &one_cell(), &ours).unwrap();
    assert_eq!(looks.get(), 0);
    render("command/list", MARKDOWN, &one_cell(), &ours.with_root("mine.md", "")).unwrap();
    assert!(looks.get() > 0);
}

#[test]
fn a_join_that_no_memory_could_hold_is_refused() {
    let bomb = "{% set x = range(end=90000) | join(sep=',') %}{{ range(end=10000) | join(sep=x) }}";
    assert!(failure(bomb, &json!({})).message.contains("`join` makes more than 64 MiB"));
}

#[test]
fn joined_pieces_are_escaped_once_and_in_their_order() {
    let context = json!({"l": ["*a*", 2, null]});
    for (text, wanted) in [
        ("{{ l | join }}", "\\*a\\*2\n"),
        ("{{ l | join(sep=' | ') }}", "\\*a\\* \\| 2 \\| \n"),
        ("{% set br = '<br>' | safe %}{{ l | join(sep=br) }}", "\\*a\\*<br>2<br>\n"),
        ("{% set b = '**b**' | safe %}{{ [b, '_c_'] | join(sep='*') }}", "**b**\\*\\_c\\_\n"),
        ("{{ [] | join(sep=', ') }}", ""),
    ] {
        assert_eq!(template(MARKDOWN, text, &context), wanted, "{text}");
    }
}

#[test]
fn a_value_of_many_levels_ends_in_no_crash() {
    let nested = "{% set x = [] %}{% for i in range(end=50000) %}{% set_global x = [x] %}{% endfor %}done";
    assert_eq!(template(MARKDOWN, nested, &json!({})), "done\n");
}

#[test]
fn a_long_message_is_cut() {
    let long = "{% set x = range(end=9999) | join(sep=', ') %}{{ throw(message=x) }}";
    let message = failure(long, &json!({})).message;
    assert!(message.contains("0, 1, 2") && message.len() < 2000, "{message}");
}

#[test]
fn counting_has_a_limit_for_the_whole_report() {
    assert!(
        failure("{{ range(end=999999999) | length }}", &json!({})).message.contains("`range` counts more")
    );
    let nested = "{% for i in range(end=1000) %}{% for j in range(end=1000) %}{% endfor %}{% endfor %}";
    assert!(failure(nested, &json!({})).message.contains("`range` counts more"));
}

#[test]
fn a_component_that_calls_itself_ends_in_an_error() {
    let component = "{% component c() %}{{<c />}}{% endcomponent %}{{<c />}}";
    assert!(failure(component, &json!({})).message.contains("recursion"));
}

#[test]
fn files_that_include_or_extend_each_other_are_refused() {
    for tag in ["include", "extends"] {
        let first = format!("{{% {tag} \"b.md\" %}}");
        let second = format!("{{% {tag} \"a.md\" %}}");
        let error = with_team(&[("a.md", &first), ("b.md", &second)], MARKDOWN, "a").unwrap_err();
        assert!(error.downcast_ref::<Failure>().unwrap().message.contains("ircular"), "{error}");
    }
}

#[test]
fn a_component_that_includes_what_calls_it_ends_in_an_error() {
    let files = [
        ("a.md", "{% include \"_c.md\" %}{{<c />}}"),
        ("_c.md", "{% component c() %}{% include \"_d.md\" %}{% endcomponent %}"),
        ("_d.md", "{{<c />}}"),
    ];
    assert!(with_team(&files, MARKDOWN, "a").is_err());
}

#[test]
fn a_template_nested_too_deep_is_refused() {
    for (open, close) in [("{% if true %}", "{% endif %}"), ("{{ (", ") }}"), ("{{ [", "] }}")] {
        let text = format!("{}1{}", open.repeat(5000), close.repeat(5000));
        assert!(try_template(MARKDOWN, &text, &json!({})).is_err(), "{open}");
    }
    let text = format!("{{{{ {}1{} }}}}", "(".repeat(5000), ")".repeat(5000));
    assert!(try_template(MARKDOWN, &text, &json!({})).is_err());
}

#[test]
fn a_chain_of_too_many_files_is_refused() {
    let load = |name: &str| -> anyhow::Result<Option<String>> {
        let next = name.strip_suffix(".md").and_then(|number| number.parse::<u32>().ok()).map(|n| n + 1);
        Ok(next.map(|next| format!("{{% include \"{next}.md\" %}}")))
    };
    let error = render("0", MARKDOWN, &json!({}), &Templates::in_folder("t", &load)).unwrap_err();
    assert_eq!(error.to_string(), "`t/0.md` is made of more than 100 templates");
}
