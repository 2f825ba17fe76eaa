//! `tracker metrics`

use insta::assert_snapshot;

use crate::harness::Sandbox;

#[test]
fn without_arguments_they_are_shown() {
    let sandbox = Sandbox::with("under-way");
    assert_snapshot!(sandbox.run("metrics"), @"
    exit 0
    --- stdout
    Name        Metric         Value  Target  Change
    ──────────  ─────────────  ─────  ──────  ──────
    prsMerged   PRs merged     14     –       +5
    ciPassRate  CI pass rate   84%    95%     +13
    coverage    Test coverage  76.5%  –       –
    ");
    assert_snapshot!(sandbox.run("metrics --format json"), @r#"
    exit 0
    --- stdout
    {
      "schemaVersion": 1,
      "kind": "metrics",
      "metrics": [
        {
          "name": "prsMerged",
          "label": "PRs merged",
          "group": null,
          "value": 14.0,
          "valueText": "14",
          "target": null,
          "targetText": null,
          "before": 9.0,
          "beforeText": "9",
          "change": 5.0,
          "changeText": "+5"
        },
        {
          "name": "ciPassRate",
          "label": "CI pass rate",
          "group": null,
          "value": 84.0,
          "valueText": "84%",
          "target": 95.0,
          "targetText": "95%",
          "before": 71.0,
          "beforeText": "71%",
          "change": 13.0,
          "changeText": "+13"
        },
        {
          "name": "coverage",
          "label": "Test coverage",
          "group": null,
          "value": 76.5,
          "valueText": "76.5%",
          "target": null,
          "targetText": null,
          "before": null,
          "beforeText": null,
          "change": null,
          "changeText": null
        }
      ]
    }
    "#);
}

#[test]
fn a_bare_number_stays_one() {
    assert_snapshot!(Sandbox::with("batch-script").changed("metrics ciPassRate=87 coverage+=2"), @r#"
    exit 0
    --- stdout
    metrics ciPassRate: 0 → 87
    metrics coverage: 0 → 2
    --- plan
    -    "ciPassRate": 0,
    -    "coverage": 0,
    +    "ciPassRate": 87,
    +    "coverage": 2,
    "#);
}

#[test]
fn a_new_metric_is_added() {
    assert_snapshot!(Sandbox::with("batch-script").changed("metrics flakeRate=4.5"), @r#"
    exit 0
    --- stdout
    metrics flakeRate: none → 4.5
    --- plan
    -    "productionIncidents": 0
    +    "productionIncidents": 0,
    +    "flakeRate": 4.5
    "#);
}

#[test]
fn a_week_is_recorded_in_the_history() {
    let sandbox = Sandbox::with("under-way");
    assert_snapshot!(sandbox.changed("metrics ciPassRate=91 --week 'Week 3'"), @r#"
    exit 0
    --- stdout
    metrics ciPassRate (Week 3): none → 91
    metrics ciPassRate: none → 91
    --- plan
    -    "ciPassRate": { "target": 95, "history": [{ "week": "Week 1", "value": 71 }, { "date": "2025-10-28", "value": 84 }] },
    +    "ciPassRate": { "value": 91, "target": 95, "history": [{ "week": "Week 1", "value": 71 }, { "date": "2025-10-28", "value": 84 }, { "week": "Week 3", "value": 91 }] },
    "#);
    assert_snapshot!(sandbox.changed("metrics ciPassRate=92 --week 'Week 3'"), @r#"
    exit 0
    --- stdout
    metrics ciPassRate (Week 3): 91 → 92
    metrics ciPassRate: 91 → 92
    --- plan
    -    "ciPassRate": { "value": 91, "target": 95, "history": [{ "week": "Week 1", "value": 71 }, { "date": "2025-10-28", "value": 84 }, { "week": "Week 3", "value": 91 }] },
    +    "ciPassRate": { "value": 92, "target": 95, "history": [{ "week": "Week 1", "value": 71 }, { "date": "2025-10-28", "value": 84 }, { "week": "Week 3", "value": 92 }] },
    "#);
    assert_snapshot!(sandbox.changed("metrics coverage=78 --week 'Week 3'"), @r#"
    exit 0
    --- stdout
    metrics coverage (Week 3): none → 78
    metrics coverage: 76.5 → 78
    --- plan
    -    "coverage": 76.5
    +    "coverage": { "value": 78, "history": [{ "week": "Week 3", "value": 78 }] }
    "#);
}

#[test]
fn what_sets_nothing_is_refused() {
    let sandbox = Sandbox::with("batch-script");
    assert_snapshot!(sandbox.changed("metrics coverage"), @"
    exit 2
    --- stderr
    error: `coverage` sets nothing
    hint: write coverage=VALUE
    --- plan
    ");
    assert_snapshot!(sandbox.changed("metrics --week 'Week 3'"), @"
    exit 2
    --- stderr
    error: the following required arguments were not provided:
      <NAME=VALUE>...

    Usage: tracker metrics --week <LABEL> <NAME=VALUE>...

    For more information, try '--help'.
    --- plan
    ");
}

#[test]
fn text_for_a_number_is_written_and_said_so() {
    assert_snapshot!(Sandbox::with("batch-script").changed("metrics productionIncidents=few"), @r#"
    exit 0
    --- stdout
    metrics productionIncidents: 0 → few
    --- stderr
    warning: `few` is no number: it is shown as the value of `productionIncidents`, and not computed with
    --- plan
    -    "productionIncidents": 0
    +    "productionIncidents": {
    +      "value": "few"
    +    }
    "#);
}

#[test]
fn what_is_no_percentage_is_refused_where_one_belongs() {
    let sandbox = Sandbox::with("batch-script");
    assert_snapshot!(sandbox.changed("metrics ciPassRate=90 coverage=50abc"), @"
    exit 2
    --- stderr
    error: `coverage` is a percentage, a number from 0 to 100, and `50abc` is none
    hint: write it as in `coverage=87`
    --- plan
    ");
    assert_snapshot!(sandbox.changed("metrics coverage=150 --week 'Week 2'"), @"
    exit 2
    --- stderr
    error: `coverage` would be 150, but it is a percentage: a number from 0 to 100
    hint: write it as in `coverage=87`
    --- plan
    ");
    assert_eq!(sandbox.run("metrics coverage-=5").code, 2);
}

#[test]
fn a_week_that_no_report_would_find_is_refused() {
    assert_snapshot!(Sandbox::with("under-way").changed("metrics coverage=5 --week yesterday"), @"
    exit 2
    --- stderr
    error: `yesterday` is no week to record a value for
    hint: write one week as `Week 2` or `2025-W42`, or a day in it as YYYY-MM-DD
    --- plan
    ");
    let sandbox = Sandbox::holding(
        r#"{"metrics": {"coverage": {"history": [{"week": "Sprint 4", "value": 80}]}, "ciPassRate": 90}}"#,
    );
    sandbox.run("metrics ciPassRate=91 --week 'Sprint 4'").output();
    assert!(sandbox.run("weekly 'Sprint 4'").output().contains("CI pass rate: 91%"));
}
