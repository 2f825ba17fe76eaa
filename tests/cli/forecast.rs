//! `tracker forecast`

use std::fmt::Write;

use insta::assert_snapshot;

use crate::harness::Sandbox;
use crate::laws::widest_line;

/// A plan with a start, ranges of two and three figures, a single figure, what has none, and targets of every sort.
const DATED: &str = r#"{"startDate": "2025-10-06", "calendar": {"holidays": ["2025-10-31"]},
    "batches": [{"id": "batch-1", "name": "Foundation", "targetDate": "2025-10-27"},
        {"id": "batch-2", "name": "Integration", "targetDate": "2025-11-21", "dependencies": ["batch-1"]},
        {"id": "batch-3", "name": "Over", "status": "done", "completed": "2025-10-10"}],
    "issues": [
        {"id": "A", "title": "Interfaces", "batch": "batch-1", "estimate": [8, 12, 40], "owner": "@ada"},
        {"id": "B", "title": "First version", "batch": "batch-1", "estimate": "2-5d", "dependencies": ["A"], "owner": "@bob"},
        {"id": "C", "title": "Loader", "batch": "batch-1", "estimate": "3-6d", "owner": "@ada"},
        {"id": "D", "title": "Connect", "batch": "batch-2", "estimate": 24},
        {"id": "E", "title": "Announce", "batch": "batch-2", "dependencies": ["D"], "blockers": ["the press office"]}],
    "milestones": [{"id": "milestone-1", "title": "Alpha", "due": "2025-10-27", "goals": ["A", "C"]},
        {"id": "milestone-2", "title": "Beta", "week": 6, "goals": ["D", "everybody is happy"]},
        {"id": "milestone-3", "title": "Later"}]}"#;

/// Issues of which one more was finished in each of so many weeks, and what is left as it stands.
fn with_history(weeks: i64, left: &str) -> String {
    let first = chrono::NaiveDate::from_ymd_opt(2025, 10, 15).unwrap();
    let mut issues = String::new();
    for week in 0..weeks {
        let day = first - chrono::Duration::days(7 * week);
        write!(issues, r#"{{"id": "W{week}", "status": "done", "completed": "{day}"}}, "#).unwrap();
    }
    format!(r#"{{"startDate": "2025-10-06", "issues": [{issues} {left}]}}"#)
}

#[test]
fn a_forecast_with_dates_as_text_and_in_markdown() {
    let sandbox = Sandbox::holding(DATED);
    assert_snapshot!(sandbox.run("forecast --runs 2000"), @"
    exit 0
    --- stdout
    Forecast

    Everything is done by 2025-11-05 with odds of 80%, 2025-11-04 with 50%, 2025-11-06 with 95%

                             P50         P80         P95
    ────────────────  ──────────  ──────────  ──────────
    By the estimates  2025-11-04  2025-11-05  2025-11-06
    Hours of work          77.1h       84.1h       91.1h

       Done by  Odds       Runs
    ──────────  ────  ───  ──────────────────────────────────────────────────
    2025-10-30    5%       ███████
    2025-11-03   26%       ████████████████████████████▊
    2025-11-04   63%  P50  ██████████████████████████████████████████████████
    2025-11-05   90%  P80  █████████████████████████████████████▏
    2025-11-06   99%  P95  ███████████▉
    2025-11-07  >99%       █▋
    2025-11-10  100%       ▏

    Batches and milestones  Target Date  Odds         P50         P80         P95
    ──────────────────────  ───────────  ────  ──────────  ──────────  ──────────
    Batch 1: Foundation      2025-10-27    5%  2025-10-29  2025-10-30  2025-11-03
    Batch 2: Integration     2025-11-21  100%  2025-11-04  2025-11-05  2025-11-06
    Milestone 1: Alpha       2025-10-27    9%  2025-10-29  2025-10-30  2025-11-03
    Week 6: Beta             2025-11-16        2025-11-04  2025-11-05  2025-11-06

    Most often critical  Owner    Left  Of the runs
    ───────────────────  ─────  ──────  ────────────────
    A: Interfaces        @ada    8–40h  ██████████ 100%
    D: Connect                     24h  ██████████ 100%
    C: Loader            @ada   24–48h  ████████░░ 76.9%
    B: First version     @bob   16–40h  ██░░░░░░░░ 23.1%

    No forecast by throughput: that takes 5 weeks in which something was finished, as its `completed`
    says, and there is 1, in 2 whole weeks of history, 2025-10-07 to 2025-10-20

    Without an estimate, counted as no time: E

    Held by something without a date, which is not counted: E (the press office)

    With goals in words, which are not counted: Week 6: Beta

    Not forecast, since no goal names an item that is left: Milestone 3: Later

    What this assumes
    · Of the estimates, 3 have a range and 1 is a single figure. Between two figures all are alike
      (uniform); of three the middle one is the likeliest (PERT); a single one is certain.
    · Each comes out by itself: what makes everything late at once is not in the odds.
    · Nothing is added to the plan.
    · Nobody does more at once than they can. Who does what first stays as in the levelled schedule,
      however long things take.
    · 2000 runs, seed 1.
    ");
    assert_snapshot!(sandbox.run("forecast --runs 2000 --limit 1 --format markdown"), @"
    exit 0
    --- stdout
    ## Forecast

    Everything is done by 2025-11-05 with odds of 80%, 2025-11-04 with 50%, 2025-11-06 with 95%

    |                  |        P50 |        P80 |        P95 |
    | ---------------- | ---------: | ---------: | ---------: |
    | By the estimates | 2025-11-04 | 2025-11-05 | 2025-11-06 |
    | Hours of work    |      77.1h |      84.1h |      91.1h |

    ### Runs

    |    Done by | Odds |     | Runs                 |
    | ---------: | ---: | --- | -------------------- |
    | 2025-10-30 |   5% |     | ██▊                  |
    | 2025-11-03 |  26% |     | ███████████▌         |
    | 2025-11-04 |  63% | P50 | ████████████████████ |
    | 2025-11-05 |  90% | P80 | ██████████████▉      |
    | 2025-11-06 |  99% | P95 | ████▊                |
    | 2025-11-07 | >99% |     | ▋                    |
    | 2025-11-10 | 100% |     | ▏                    |

    ### Batches and milestones

    | Item                 | Target Date | Odds |        P50 |        P80 |        P95 |
    | -------------------- | ----------: | ---: | ---------: | ---------: | ---------: |
    | Batch 1: Foundation  |  2025-10-27 |   5% | 2025-10-29 | 2025-10-30 | 2025-11-03 |
    | Batch 2: Integration |  2025-11-21 | 100% | 2025-11-04 | 2025-11-05 | 2025-11-06 |
    | Milestone 1: Alpha   |  2025-10-27 |   9% | 2025-10-29 | 2025-10-30 | 2025-11-03 |
    | Week 6: Beta         |  2025-11-16 |      | 2025-11-04 | 2025-11-05 | 2025-11-06 |

    ### Most often critical

    | Item          | Owner       |  Left | Of the runs |
    | ------------- | ----------- | ----: | ----------: |
    | A: Interfaces | @&#8203;ada | 8–40h |        100% |

    _3 more not shown_

    No forecast by throughput: that takes 5 weeks in which something was finished, as its `completed` says, and there is 1, in 2 whole weeks of history, 2025-10-07 to 2025-10-20

    Without an estimate, counted as no time: E

    Held by something without a date, which is not counted: E (the press office)

    With goals in words, which are not counted: Week 6: Beta

    Not forecast, since no goal names an item that is left: Milestone 3: Later

    ### What this assumes

    - Of the estimates, 3 have a range and 1 is a single figure. Between two figures all are alike (uniform); of three the middle one is the likeliest (PERT); a single one is certain.
    - Each comes out by itself: what makes everything late at once is not in the odds.
    - Nothing is added to the plan.
    - Nobody does more at once than they can. Who does what first stays as in the levelled schedule, however long things take.
    - 2000 runs, seed 1.
    ");
}

#[test]
fn without_a_start_the_forecast_is_in_hours() {
    let plan = r#"{"issues": [{"id": "A", "estimate": [1, 2]}, {"id": "B", "estimate": [0.5, 1, 3], "dependencies": ["A"]}]}"#;
    assert_snapshot!(Sandbox::holding(plan).run("forecast --runs 500 --seed 4"), @"
    exit 0
    --- stdout
    Forecast

    Everything is done in 3.22h with odds of 80%, 2.74h with 50%, 3.69h with 95%

                        P50    P80    P95
    ────────────────  ─────  ─────  ─────
    By the estimates  2.74h  3.22h  3.69h

    Done by  Odds       Runs
    ───────  ────  ───  ──────────────────────────────────────────────────
       1.6h   <1%       █▎
       1.8h    2%       ██████▌
         2h    8%       ██████████████████▉
       2.2h   14%       ████████████████████▏
       2.4h   25%       ███████████████████████████████████▊
       2.6h   39%       ███████████████████████████████████████████▌
       2.8h   54%  P50  ██████████████████████████████████████████████████
         3h   69%       █████████████████████████████████████████████████▍
       3.2h   79%       ████████████████████████████████▌
       3.4h   88%  P80  ██████████████████████████▋
       3.6h   93%       █████████████████▌
       3.8h   97%  P95  █████████████▋
         4h   99%       ████▌
       4.2h  >99%       ███▎
       4.4h  >99%       ▋
       4.6h  100%       ▋

    Most often critical    Left  Of the runs
    ───────────────────  ──────  ───────────────
    A                      1–2h  ██████████ 100%
    B                    0.5–3h  ██████████ 100%

    No forecast by throughput: that takes 5 weeks in which something was finished, as its `completed`
    says, and there is no whole week of history

    What this assumes
    · Of the estimates, 2 have a range. Between two figures all are alike (uniform); of three the middle
      one is the likeliest (PERT); a single one is certain.
    · Each comes out by itself: what makes everything late at once is not in the odds.
    · Nothing is added to the plan.
    · Nobody who is named has more to do at once than they can.
    · 500 runs, seed 4.
    ");
}

#[test]
fn a_forecast_as_json() {
    let json = Sandbox::holding(DATED).run("forecast --format json").json();
    assert_eq!(
        (&json["schemaVersion"], &json["kind"]),
        (&serde_json::json!(1), &serde_json::json!("forecast"))
    );
    let hours = ["p50", "p80", "p95"].map(|key| json[key]["hours"].as_f64().unwrap());
    assert!(hours.is_sorted() && hours[0] > 56.0 && hours[2] < 112.0, "{hours:?}");
    assert!(json["p80"]["date"].as_str().unwrap().starts_with("2025-1"));
    assert_eq!(json["length"], serde_json::json!({"low": 56.0, "high": 112.0}));
    let ids =
        |list: &str| json[list].as_array().unwrap().iter().map(|item| item["id"].clone()).collect::<Vec<_>>();
    assert_eq!(ids("batches"), ["batch-1", "batch-2"]);
    assert_eq!(ids("milestones"), ["milestone-1", "milestone-2", "milestone-3"]);
    let odds = json["batches"][0]["odds"].as_f64().unwrap();
    assert!(odds > 0.01 && odds < 0.2, "{odds}");
    // Words can come true late, and nothing at all is never reached.
    assert_eq!(
        (&json["milestones"][1]["partial"], &json["milestones"][1]["odds"]),
        (&true.into(), &().into())
    );
    assert_eq!(json["milestones"][2]["p80"], serde_json::json!({"hours": null, "date": null}));
    let criticality = json["criticality"].as_object().unwrap();
    assert_eq!(criticality.keys().collect::<Vec<_>>(), ["A", "B", "C", "D", "E"]);
    // Ada has both A and C, and does A first, for which B waits too.
    assert_eq!((&criticality["A"], &criticality["D"]), (&1.0.into(), &1.0.into()));
    assert!((criticality["B"].as_f64().unwrap() + criticality["C"].as_f64().unwrap() - 1.0).abs() < 0.001);
    let runs: u64 =
        json["histogram"].as_array().unwrap().iter().map(|bin| bin["runs"].as_u64().unwrap()).sum();
    assert_eq!((runs, &json["runs"], &json["seed"]), (10_000, &10_000.into(), &1.into()));
    assert_eq!(json["unestimated"], serde_json::json!(["E"]));
    assert_eq!(json["throughput"]["p80"], serde_json::json!({"weeks": null, "date": null}));
    assert_eq!((&json["throughput"]["busyWeeks"], &json["throughput"]["leastWeeks"]), (&1.into(), &5.into()));
    assert!(json["assumptions"].as_array().unwrap().len() > 2);
}

#[test]
fn with_single_figures_the_forecast_is_the_schedule_and_says_how_to_have_odds() {
    let plan = r#"{"startDate": "2025-10-21", "issues": [{"id": "A", "estimate": 30}, {"id": "B", "estimate": 20, "dependencies": ["A"]}]}"#;
    let sandbox = Sandbox::holding(plan);
    assert_snapshot!(sandbox.run("forecast"), @"
    exit 0
    --- stdout
    Forecast

    By the estimates everything is done by 2025-10-29, without odds: none of them has a range

    To have odds, give what is uncertain a range, such as tracker update A estimate=2-5h

    No forecast by throughput: that takes 5 weeks in which something was finished, as its `completed`
    says, and there is no whole week of history

    What this assumes
    · Nothing is added to the plan.
    · Nobody who is named has more to do at once than they can.
    ");
    let (forecast, schedule) =
        (sandbox.run("forecast --format json").json(), sandbox.run("schedule --format json").json());
    for key in ["p50", "p80", "p95"] {
        assert_eq!(forecast[key]["hours"], schedule["length"]["high"]);
        assert_eq!(forecast[key]["date"], schedule["finishDate"]["high"]);
    }
    assert_eq!(forecast["histogram"], serde_json::json!([]));
    // What it says to type works, and then there are odds.
    sandbox.run("update A estimate=2-5h").output();
    assert!(sandbox.run("forecast").output().contains("with odds of 80%"));
}

#[test]
fn what_is_not_known_is_said() {
    assert_snapshot!(Sandbox::holding("{}").run("forecast"), @"
    exit 0
    --- stdout
    Forecast

    Nothing is left to do
    ");
    let over = r#"{"issues": [{"id": "A", "status": "done"}]}"#;
    assert_snapshot!(Sandbox::holding(over).run("forecast --format markdown"), @"
    exit 0
    --- stdout
    ## Forecast

    Nothing is left to do
    ");
    let unestimated = r#"{"issues": [{"id": "A"}, {"id": "B", "dependencies": ["A"]}]}"#;
    let sandbox = Sandbox::holding(unestimated);
    assert_snapshot!(sandbox.run("forecast"), @"
    exit 0
    --- stdout
    Forecast

    How long everything takes is not known: nothing that is left has an estimate

    To have odds, give what is uncertain a range, such as tracker update A estimate=2-5h

    No forecast by throughput: that takes 5 weeks in which something was finished, as its `completed`
    says, and there is no whole week of history

    Without an estimate, counted as no time: A, B
    ");
    let json = sandbox.run("forecast --format json").json();
    assert_eq!(json["p80"], serde_json::json!({"hours": null, "date": null}));
}

#[test]
fn past_weeks_give_a_forecast_of_their_own() {
    let left = r#"{"id": "A", "estimate": "1-2h"}, {"id": "B", "estimate": "1-2h"}, {"id": "C"}, {"id": "D", "status": "cancelled"}"#;
    assert_snapshot!(Sandbox::holding(with_history(6, left)).run("forecast --runs 500"), @"
    exit 0
    --- stdout
    Forecast

    Everything is done by 2025-10-21 with odds of 95%

                             P50         P80         P95
    ────────────────  ──────────  ──────────  ──────────
    By the estimates  2025-10-21  2025-10-21  2025-10-21
    Hours of work           1.7h       1.88h       1.97h
    By throughput     2025-11-10  2025-11-10  2025-11-10

    The two disagree widely: 1 week from now by the estimates, 3 weeks by throughput, with odds of 80%.

    Most often critical  Left  Of the runs
    ───────────────────  ────  ──────────────
    B                    1–2h  █████░░░░░ 52%
    A                    1–2h  █████░░░░░ 48%

    Throughput: 5 whole weeks of history, 2025-09-16 to 2025-10-20; 5 items finished in 5 of them; 3
    items left

    Without an estimate, counted as no time: C

    What this assumes
    · Of the estimates, 2 have a range. Between two figures all are alike (uniform); of three the middle
      one is the likeliest (PERT); a single one is certain.
    · Each comes out by itself: what makes everything late at once is not in the odds.
    · Nothing is added to the plan.
    · Nobody who is named has more to do at once than they can.
    · By throughput, each week to come is one of the past ones, drawn anew each time.
    · 500 runs, seed 1.
    ");
    let json = Sandbox::holding(with_history(6, left)).run("forecast --format json").json();
    // One a week, and three left: the third week ends on the day before today's weekday.
    assert_eq!(json["throughput"]["p50"], serde_json::json!({"weeks": 3, "date": "2025-11-10"}));
    assert_eq!(json["throughput"]["weeks"], serde_json::json!([1, 1, 1, 1, 1]));
}

#[test]
fn too_few_weeks_are_counted_and_give_none() {
    let text = Sandbox::holding(with_history(
        3,
        r#"{"id": "A", "estimate": "1-2h"}, {"id": "B", "status": "done"}"#,
    ))
    .run("forecast")
    .output();
    let told = text
        .lines()
        .skip_while(|line| !line.starts_with("No forecast"))
        .take(3)
        .collect::<Vec<_>>()
        .join("\n");
    assert_snapshot!(told, @"
    No forecast by throughput: that takes 5 weeks in which something was finished, as its `completed`
    says, and there are 2, in 2 whole weeks of history, 2025-10-07 to 2025-10-20; 1 item is done without
    a date
    ");
}

#[test]
fn a_forecast_of_past_weeks_for_more_than_a_hundred_years_has_no_date() {
    let left: Vec<String> = (0..6000).map(|n| format!(r#"{{"id": "I{n}", "estimate": 1}}"#)).collect();
    let sandbox = Sandbox::holding(with_history(6, &left.join(", ")));
    assert!(sandbox.run("forecast --runs 50").output().contains("By throughput  "));
    assert_eq!(
        sandbox.run("forecast --runs 50 --format json").json()["throughput"]["p80"]["weeks"],
        serde_json::json!(null)
    );
}

#[test]
fn the_same_seed_gives_the_same_bytes_and_another_does_not() {
    let sandbox = Sandbox::holding(DATED);
    let first = sandbox.run("forecast --runs 300 --format json");
    assert_eq!(first, sandbox.run("forecast --runs 300 --seed 1 --format json"));
    assert_ne!(first, sandbox.run("forecast --runs 300 --seed 2 --format json"));
}

#[test]
fn no_line_is_wider_than_the_terminal() {
    for columns in [60, 80, 100, 160] {
        let text = Sandbox::holding(DATED).columns(columns).run("forecast --runs 100").output();
        let (line, widest) = widest_line(&text);
        assert!(widest <= columns, "{columns}: {line}");
    }
}

#[test]
fn what_cannot_be_forecast_is_refused_with_what_to_type_next() {
    let refused = |plan: &str, line: &str| Sandbox::holding(plan).run(line).failure();
    let circle = r#"{"issues": [{"id": "A", "dependencies": ["B"]}, {"id": "B", "dependencies": ["A"]}]}"#;
    assert_snapshot!(refused(circle, "forecast"), @"
    warning: execution-plan.json has 1 error; `tracker check` lists them
    error: these wait for one another: A → B → A
    hint: tracker check
    ");
    let absurd = r#"{"issues": [{"id": "A", "estimate": [1, 1e300]}]}"#;
    assert_snapshot!(refused(absurd, "forecast"), @"
    error: the estimate of A is more than 1000000000 hours
    hint: tracker show A
    ");
    let far = r#"{"startDate": "2025-10-16", "issues": [{"id": "A", "estimate": [1, 100000000]}]}"#;
    assert_snapshot!(refused(far, "forecast --runs 100"), @"
    error: 44238933 hours of work from 2025-10-21 on end after the year 9999
    hint: `tracker list --sort -estimate` shows the largest estimates
    ");
    let short = r#"{"issues": [{"id": "A", "estimate": 1, "owner": "@ada", "demand": {"rig": 2}}]}"#;
    assert_snapshot!(refused(short, "forecast"), @"
    error: A needs 2 of rig at once, whose capacity is 1
    hint: tracker add team rig capacity=2
    ");
    assert_snapshot!(refused("{}", "forecast --runs 0"), @"
    error: invalid value '0' for '--runs <N>': 0 is not in 1..=1000000

    For more information, try '--help'.
    ");
    assert_snapshot!(refused("{}", "forecast --seed -1"), @"
    error: unexpected argument '-1' found

    Usage: tracker forecast [OPTIONS]

    For more information, try '--help'.
    ");
    let batches =
        (0..400).map(|n| format!(r#"{{"id": "b{n}", "estimate": 1}}"#)).collect::<Vec<_>>().join(",");
    assert_snapshot!(refused(&format!(r#"{{"batches": [{batches}]}}"#), "forecast --runs 1000000"), @"
    error: 1000000 runs of a plan with 400 batches and milestones do not fit into memory
    hint: tracker forecast --runs 79800
    ");
    assert_eq!(Sandbox::holding(DATED).run("forecast --all --limit 1").code, 2);
}

#[test]
fn a_hundred_thousand_issues_in_one_chain_have_a_forecast() {
    let issues: Vec<String> = (0..100_000)
        .map(|n| match n {
            0 => r#"{"id": "I0", "estimate": [1, 2]}"#.to_owned(),
            _ => format!(r#"{{"id": "I{n}", "estimate": [1, 2], "dependencies": ["I{}"]}}"#, n - 1),
        })
        .collect();
    let answer =
        Sandbox::holding(format!(r#"{{"issues": [{}]}}"#, issues.join(","))).run("forecast --runs 4");
    // The sum of so many comes out near its mean. Nobody watches, so no bar is drawn.
    assert!(
        answer.stdout.contains("Everything is done in 15") && answer.stdout.contains("… and 99990 more"),
        "{answer}"
    );
    assert_eq!(answer.stderr, "");
}

#[test]
fn nobody_does_more_at_once_than_they_can_unless_all_can() {
    let plan = r#"{"team": [{"id": "pool", "capacity": 2}], "issues": [
        {"id": "A", "estimate": [2, 3, 6], "owner": "@ada"}, {"id": "B", "estimate": [1, 4], "owner": "@ada"},
        {"id": "C", "estimate": [1, 2], "owner": "pool"}, {"id": "D", "estimate": [1, 2], "owner": "pool"}]}"#;
    let sandbox = Sandbox::holding(plan);
    let (levelled, unlimited) = (
        sandbox.run("forecast --format json").json(),
        sandbox.run("forecast --unlimited --format json").json(),
    );
    // One after the other, in whichever order: always critical, and as long as both together.
    assert_eq!(levelled["criticality"], serde_json::json!({"A": 1.0, "B": 1.0, "C": 0.0, "D": 0.0}));
    assert_eq!(levelled["length"], serde_json::json!({"low": 3.0, "high": 10.0}));
    assert_eq!(unlimited["length"], serde_json::json!({"low": 2.0, "high": 6.0}));
    assert!(unlimited["p95"]["hours"].as_f64() < levelled["p50"]["hours"].as_f64());
    assert_eq!((&levelled["levelled"], &unlimited["levelled"]), (&true.into(), &false.into()));
    let assumed = |line: &str| {
        let text = sandbox.run(line).output();
        text.lines()
            .filter(|line| line.contains("can do") || line.contains("than they can"))
            .map(str::to_owned)
            .collect::<Vec<_>>()
    };
    assert_eq!(
        assumed("forecast --runs 10"),
        ["· Nobody does more at once than they can. Who does what first stays as in the levelled schedule,"]
    );
    assert_eq!(
        assumed("forecast --runs 10 --unlimited"),
        ["· Everyone can do any number of things at once."]
    );
}

#[test]
fn with_single_figures_the_forecast_is_the_levelled_schedule() {
    let sandbox = Sandbox::with("m1");
    sandbox.run("update FEAT-047 estimate=20h").output();
    let schedule = sandbox.run("schedule --level --format json").json();
    let forecast = sandbox.run("forecast --runs 10 --format json").json();
    assert_eq!(forecast["p50"]["hours"], schedule["length"]["high"]);
}
