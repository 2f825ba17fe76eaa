//! `tracker schedule`

use insta::assert_snapshot;

use crate::harness::Sandbox;

/// A plan with a start, a holiday, work that is done, has begun and is still to come, and two ways of equal length.
const DATED: &str = r#"{"title": "Launch", "startDate": "2025-10-16", "calendar": {"holidays": ["2025-10-22"]},
    "batches": [{"id": "phase-1", "name": "Build", "targetDate": "2025-10-24"}],
    "issues": [
        {"id": "A", "title": "Design", "batch": "phase-1", "owner": "@ada", "estimate": 8, "status": "done", "started": "2025-10-16", "completed": "2025-10-17"},
        {"id": "B", "title": "Build", "batch": "phase-1", "owner": "@ada", "estimate": [8, 16], "status": "in-progress", "progress": 50, "started": "2025-10-20", "dependencies": ["A"]},
        {"id": "C", "title": "=SUM(A1), \"quoted\"", "batch": "phase-1", "estimate": 8, "dependencies": [{"id": "A", "lag": 4}]},
        {"id": "D", "title": "Ship; later", "owner": "@bob", "estimate": [2, 4, 6], "dependencies": ["phase-1", {"id": "C", "type": "start-to-start"}]},
        {"id": "E", "title": "Tell", "dependencies": ["D"], "blockers": ["the press office"]},
        {"id": "F", "title": "Wait", "estimate": 99, "status": "cancelled"}],
    "milestones": [{"id": "milestone-1", "title": "Out", "week": 2}]}"#;

fn sprint() -> Sandbox {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/examples/sprint4/execution-plan.json");
    Sandbox::holding(std::fs::read(path).unwrap())
}

#[test]
fn the_phases_of_a_sprint_one_after_the_other() {
    assert_snapshot!(sprint().columns(120).run("schedule"), @"
    exit 0
    --- stdout
    Schedule

    Everything can be done in 16.5–18.5h

    Critical path: 1.1 → 1.2 → 1.3 → 3.1 → 3.2 → 3.3 → 3.4 → 4.1 → 4.2 → 4.3 → 5.1 → 5.2 → 5.3 → 5.4 → 6.1 → 6.2 → 7.1 → 7.2
      → 7.3

    Item                                       Owner                         Start  Finish   Slack  Time
    ─────────────────────────────────────────  ────────────────────────────  ─────  ──────  ──────  ────────────────────────
    1.1: Design Test Workflow Architecture     python-pro                       0h      1h  ● none  █
    2.1: Deploy Temporal + PostgreSQL          devops-engineer                  0h      1h      1h  ▒··
    2.2: Verify Service Health                 devops-engineer                  1h    1.5h      1h   ▒·
    1.2: Implement Core Test Workflow          python-pro                       1h      3h  ● none   ███
    2.3: Validate PostgreSQL Schema            devops-engineer                1.5h      2h      1h    ▒·
    2.4: Document Deployment Configuration     devops-engineer                  2h      3h      1h     ▒·
    1.3: Implement Worker & Execution Scripts  python-pro                       3h      4h  ● none      █
    Checkpoint 1: Deployment & Workflow Ready                                   4h      4h   14.5h       ◇··················
    3.1: Start Temporal Worker                 python-pro                       4h    4.5h  ● none       █
    3.2: Execute Test Workflow                 qa-engineer                    4.5h    5.5h  ● none        █
    3.3: Monitor Execution in Temporal UI      qa-engineer                    5.5h      6h  ● none         █
    3.4: Validate PostgreSQL Persistence       devops-engineer                  6h      7h  ● none          █
    Checkpoint 2: First Workflow Success                                        7h      7h   11.5h           ◇··············
    4.1: Stop Temporal Services                devops-engineer                  7h   7.25h  ● none           █
    4.2: Restart Services                      devops-engineer               7.25h   7.75h  ● none           █
    4.3: Re-execute Test Workflow              qa-engineer                   7.75h    8.5h  ● none            █
    Checkpoint 3: Persistence Validated                                       8.5h    8.5h     10h             ◇············
    5.1: Identify and Document Issues          qa-engineer                    8.5h    9.5h  ● none             █
    5.2: Fix Deployment Issues                 devops-engineer                9.5h   11.5h  ● none              ███
    5.3: Fix Workflow Issues                   python-pro                    11.5h   13.5h  ● none                 ███
    5.4: Validate Fixes                        qa-engineer                   13.5h   14.5h  ● none                    █
    Checkpoint 4: All Issues Resolved                                        14.5h   14.5h      4h                     ◇····
    6.1: Test Version Compatibility Warnings   qa-engineer                   14.5h   15.5h  ● none                     █
    6.2: Update Compatibility Matrix           devops-engineer               15.5h   16.5h  ● none                      █
    7.1: Create Deployment Guide               devops-engineer               16.5h   17.5h  ● none                       ██
    7.2: Document Test Workflow                python-pro                    17.5h     18h  ● none                         █
    7.3: Create Issue Summary Report           qa-engineer, devops-engineer    18h   18.5h  ● none                         █
    ");
}

#[test]
fn the_critical_path_of_a_sprint_by_low_and_high_estimates() {
    let json = sprint().run("schedule --format json").json();
    assert_eq!(json["length"], serde_json::json!({"low": 16.5, "high": 18.5}));
    let path = "1.1 1.2 1.3 3.1 3.2 3.3 3.4 4.1 4.2 4.3 5.1 5.2 5.3 5.4 6.1 6.2 7.1 7.2 7.3";
    let path: Vec<&str> = path.split(' ').collect();
    assert_eq!(json["criticalPath"], serde_json::json!({"low": path, "high": path}));
}

#[test]
fn with_a_start_work_has_days_and_without_one_hours() {
    assert_snapshot!(Sandbox::holding(DATED).run("schedule"), @r#"
    exit 0
    --- stdout
    Schedule

    Everything can be done in 10–14h, by 2025-10-23

    Critical path: B → D → E
    There are more critical paths.
    With the low estimates: C → D → E

    Item                   Owner       Start      Finish   Slack  Time
    ─────────────────────  ─────  ──────────  ──────────  ──────  ────────────────────
    B: Build               @ada   2025-10-20  2025-10-21  ● none  ███████████
    C: =SUM(A1), "quoted"         2025-10-21  2025-10-21  ● none  ███████████
    D: Ship; later         @bob   2025-10-23  2025-10-23  ● none             █████████
    E: Tell                       2025-10-23  2025-10-23  ● none                     ◇

    1 item done

    Without an estimate, counted as no time: E

    Held by something without a date, which is not counted: E (the press office)
    "#);
    assert_snapshot!(Sandbox::holding(DATED.replace("startDate", "x")).run("schedule --format markdown"), @r#"
    exit 0
    --- stdout
    ## Schedule

    Everything can be done in 10–14h

    **Critical path**: B → D → E

    _There are more critical paths._

    **With the low estimates**: C → D → E

    | Item                  | Owner       | Start | Finish |       Slack |
    | --------------------- | ----------- | ----: | -----: | ----------: |
    | B: Build              | @&#8203;ada |    0h |     8h | 🔴 Critical |
    | C: =SUM(A1), "quoted" |             |    0h |     8h | 🔴 Critical |
    | D: Ship; later        | @&#8203;bob |    8h |    14h | 🔴 Critical |
    | E: Tell               |             |   14h |    14h | 🔴 Critical |

    _1 item done_

    Without an estimate, counted as no time: E

    Held by something without a date, which is not counted: E (the press office)
    "#);
}

#[test]
fn a_schedule_as_json() {
    let json = Sandbox::holding(DATED).run("schedule --format json").json();
    let figures = [
        "start",
        "finish",
        "lateStart",
        "lateFinish",
        "totalSlack",
        "freeSlack",
        "critical",
        "startDate",
        "finishDate",
    ];
    let told = json["issues"].as_array().unwrap().iter().map(|issue| {
        let figures = figures.map(|key| issue[key].to_string());
        format!("{} {}", issue["id"], figures.join(" "))
    });
    assert_snapshot!(told.collect::<Vec<_>>().join("\n"), @r#"
    "A" null null null null null null false "2025-10-16" "2025-10-17"
    "B" 0.0 8.0 0.0 8.0 0.0 0.0 true "2025-10-20" "2025-10-21"
    "C" 0.0 8.0 0.0 8.0 0.0 0.0 true "2025-10-21" "2025-10-21"
    "D" 8.0 14.0 8.0 14.0 0.0 0.0 true "2025-10-23" "2025-10-23"
    "E" 14.0 14.0 14.0 14.0 0.0 0.0 true "2025-10-23" "2025-10-23"
    "#);
    assert_eq!(json["criticalPath"], serde_json::json!({"low": ["C", "D", "E"], "high": ["B", "D", "E"]}));
    assert_eq!(json["unestimated"], serde_json::json!(["E"]));
    assert_eq!(json["outside"], serde_json::json!([{"id": "E", "causes": ["the press office"]}]));
    assert_eq!(json["length"], serde_json::json!({"low": 10.0, "high": 14.0}));
}

#[test]
fn a_schedule_for_diagrams_spreadsheets_and_calendars() {
    let sandbox = Sandbox::holding(DATED);
    assert_snapshot!(sandbox.run("schedule --format mermaid").output(), @"
    gantt
      dateFormat YYYY-MM-DD
      inclusiveEndDates
      B#58; Build :crit, 2025-10-20, 2025-10-21
      C#58; #61;SUM#40;A1#41;, #34;quoted#34; :crit, 2025-10-21, 2025-10-21
      D#58; Ship#59; later :crit, 2025-10-23, 2025-10-23
      E#58; Tell :milestone, crit, 2025-10-23, 0d
      Week 2#58; Out :milestone, 2025-10-29, 0d
    ");
    assert_snapshot!(sandbox.run("schedule --format csv").output(), @r#"
    id,title,owner,status,start,finish,lateStart,lateFinish,totalSlack,freeSlack,critical,startDate,finishDate
    A,A: Design,'@ada,Done,,,,,,,false,2025-10-16,2025-10-17
    B,B: Build,'@ada,In Progress,0,8,0,8,0,0,true,2025-10-20,2025-10-21
    C,"C: =SUM(A1), ""quoted""",,Ready,0,8,0,8,0,0,true,2025-10-21,2025-10-21
    D,"D: Ship; later",'@bob,Blocked,8,14,8,14,0,0,true,2025-10-23,2025-10-23
    E,E: Tell,,Blocked,14,14,14,14,0,0,true,2025-10-23,2025-10-23
    "#);
    assert_snapshot!(sandbox.run("schedule --format ics").output(), @"
    BEGIN:VCALENDAR
    VERSION:2.0
    PRODID:-//execution-plan//tracker//EN
    X-WR-CALNAME:Launch
    BEGIN:VEVENT
    UID:milestone-1@tracker
    DTSTAMP:20251021T000000Z
    DTSTART;VALUE=DATE:20251029
    SUMMARY:Week 2: Out
    TRANSP:TRANSPARENT
    END:VEVENT
    BEGIN:VEVENT
    UID:phase-1@tracker
    DTSTAMP:20251021T000000Z
    DTSTART;VALUE=DATE:20251024
    SUMMARY:Phase 1: Build
    TRANSP:TRANSPARENT
    END:VEVENT
    END:VCALENDAR
    ");
    assert_snapshot!(Sandbox::holding("{}").run("schedule --format ics"), @"
    exit 0
    --- stderr
    warning: no milestone and no target date has a day of the calendar
    ");
}

#[test]
fn only_what_is_critical_by_another_figure_and_all_paths() {
    assert_snapshot!(Sandbox::holding(DATED).run("schedule --critical --estimate low --all-paths"), @r#"
    exit 0
    --- stdout
    Schedule

    Everything can be done in 10–14h, by 2025-10-23

    Critical path: C → D → E

    Item                   Owner       Start      Finish   Slack  Time
    ─────────────────────  ─────  ──────────  ──────────  ──────  ────────────────────
    C: =SUM(A1), "quoted"         2025-10-21  2025-10-21  ● none  ████████████████
    D: Ship; later         @bob   2025-10-23  2025-10-23  ● none                  ████
    E: Tell                       2025-10-23  2025-10-23  ● none                     ◇

    Without an estimate, counted as no time: E

    Held by something without a date, which is not counted: E (the press office)
    "#);
}

#[test]
fn a_long_schedule_is_cut_and_says_so() {
    let plan = r#"{"issues": [{"id": "A", "estimate": 1}, {"id": "B", "estimate": 2}, {"id": "C", "status": "done"}]}"#;
    assert_snapshot!(Sandbox::holding(plan).run("schedule --limit 1"), @"
    exit 0
    --- stdout
    Schedule

    Everything can be done in 2h

    Critical path: B

    Item  Start  Finish  Slack  Time
    ────  ─────  ──────  ─────  ────────────────────
    A        0h      1h     1h  ▒▒▒▒▒▒▒▒▒▒··········

    … and 1 more; --all shows them

    1 item done
    ");
    assert_eq!(Sandbox::holding(plan).run("schedule --all --limit 1").code, 2);
}

#[test]
fn what_has_no_estimate_and_what_is_over_have_no_length() {
    let plan = r#"{"issues": [{"id": "A"}, {"id": "B", "dependencies": ["A"]}]}"#;
    assert_snapshot!(Sandbox::holding(plan).run("schedule"), @"
    exit 0
    --- stdout
    Schedule

    How long everything takes is not known: nothing that is left has an estimate

    Critical path: A → B

    Item  Start  Finish   Slack  Time
    ────  ─────  ──────  ──────  ────
    A        0h      0h  ● none  ◇
    B        0h      0h  ● none  ◇

    Without an estimate, counted as no time: A, B
    ");
    assert_snapshot!(Sandbox::holding("{}").run("schedule"), @"
    exit 0
    --- stdout
    Schedule

    Nothing is left to do
    ");
    let over = r#"{"issues": [{"id": "A", "status": "done"}]}"#;
    assert_snapshot!(Sandbox::holding(over).run("schedule --format markdown"), @"
    exit 0
    --- stdout
    ## Schedule

    Nothing is left to do

    _1 item done_
    ");
}

#[test]
fn what_leaves_no_schedule_is_told_with_what_to_type_next() {
    let circle = r#"{"issues": [{"id": "A", "dependencies": ["B"]}, {"id": "B", "dependencies": ["A"]}]}"#;
    assert_snapshot!(Sandbox::holding(circle).run("schedule"), @"
    exit 2
    --- stderr
    warning: execution-plan.json has 1 error; `tracker check` lists them
    error: these wait for one another: A → B → A
    hint: tracker check
    ");
    let calendar = r#"{"startDate": "2025-10-16", "calendar": {"workDays": []}, "issues": [{"id": "A"}]}"#;
    assert_snapshot!(Sandbox::holding(calendar).run("schedule"), @r#"
    exit 2
    --- stderr
    error: the plan's `calendar` leaves no working day: its `workDays` are none
    hint: give the plan's `calendar` a working day, such as "workDays": ["mon", "tue"]
    "#);
    let far = r#"{"startDate": "2025-10-16", "issues": [{"id": "A", "estimate": 100000000}]}"#;
    assert_snapshot!(Sandbox::holding(far).run("schedule"), @"
    exit 2
    --- stderr
    error: 100000000 hours of work from 2025-10-21 on end after the year 9999
    hint: `tracker list --sort -estimate` shows the largest estimates
    ");
}

/// Two people with more to do than they can at once, and a pool of machines.
const SHARED: &str = r#"{"team": [{"id": "gpu", "capacity": 3}], "issues": [
        {"id": "A", "owner": "@ada", "estimate": [4, 8]}, {"id": "B", "owner": "ada", "estimate": [4, 8]},
        {"id": "C", "owner": "@bob", "estimate": 4, "dependencies": ["B"]}, {"id": "D", "owners": ["ada", "bob"], "estimate": 2},
        {"id": "G", "estimate": 3, "demand": {"gpu": 2}}, {"id": "H", "estimate": 5, "demand": {"gpu": 2}}]}"#;

#[test]
fn without_levelling_it_is_told_who_is_asked_for_too_much() {
    let plan = Sandbox::holding(SHARED);
    let said = plan.run("schedule").output();
    let said = said.split("Asked for").nth(1).unwrap().split_whitespace().collect::<Vec<_>>().join(" ");
    assert_eq!(
        said,
        "more at once than they can do (--level lets them take turns): @ada (3 at once for 1, on day 1), gpu (4 at once for \
         3, on day 1)"
    );
    let json = plan.run("schedule --format json").json();
    assert_eq!(json["levelled"], false);
    assert_eq!(
        json["overAllocated"][0],
        serde_json::json!({"owner": "@ada", "capacity": 1, "more": false,
            "days": [{"day": 1, "date": null, "units": 3, "hours": 18.0}]})
    );
}

#[test]
fn levelled_nobody_does_more_at_once_than_they_can() {
    assert_snapshot!(Sandbox::holding(SHARED).run("schedule --level"), @"
    exit 0
    --- stdout
    Schedule

    Everything can be done in 10–18h

    Critical path: B → A → D

    Item  Owner     Start  Finish   Slack  Time
    ────  ────────  ─────  ──────  ──────  ────────────────────
    G                  0h      3h     10h  ▒▒▒···········
    B     ada          0h      8h  ● none  █████████
    H                  3h      8h     10h     ▒▒▒▒▒▒···········
    C     @bob         8h     12h      4h           ▒▒▒▒·····
    A     @ada         8h     16h  ● none           █████████
    D     ada, bob    16h     18h  ● none                    ██

    Levelled, so that nobody does more at once than they can: 12h with any number of things at once, 22h
      in the plan's order, no schedule is shorter (2 schedules tried)
    ");
}

#[test]
fn the_json_of_a_levelled_schedule_holds_its_times() {
    let json = Sandbox::holding(SHARED).run("schedule --level --format json").json();
    assert_eq!(
        (&json["levelled"], &json["length"]["high"]),
        (&serde_json::json!(true), &serde_json::json!(18.0))
    );
    assert_eq!(json["overAllocated"], serde_json::json!([]));
    assert_eq!(json["levelling"]["unlimited"], 12.0);
    let issues = json["issues"].as_array().unwrap();
    let of = |id: &str| issues.iter().find(|issue| issue["id"] == id).unwrap();
    assert!(of("A")["start"].as_f64() >= of("B")["finish"].as_f64());
    assert_eq!(json["criticalPath"]["high"], serde_json::json!(["B", "A", "D"]));
}

#[test]
fn a_sprint_in_which_each_owner_does_one_task_at_a_time() {
    let json = sprint().run("schedule --level --format json").json();
    assert_eq!(json["length"], serde_json::json!({"low": 16.5, "high": 18.5}));
    assert_eq!(json["overAllocated"], serde_json::json!([]));
    // Without the listed order of the tasks within a phase; a constraint solver finds the same lengths.
    let plan = sprint().plan().replace(r#""sequential": true"#, r#""sequential": false"#);
    let lengths = |line: &str| Sandbox::holding(&plan).run(line).json()["length"].clone();
    assert_eq!(lengths("schedule --format json"), serde_json::json!({"low": 6.75, "high": 7.75}));
    assert_eq!(lengths("schedule --level --format json"), serde_json::json!({"low": 10.75, "high": 10.75}));
}

#[test]
fn an_item_that_needs_more_than_there_is_cannot_be_levelled() {
    let plan = r#"{"team": [{"id": "gpu", "capacity": 1}], "issues": [{"id": "A", "estimate": 1, "demand": {"gpu": 2}}]}"#;
    assert_snapshot!(Sandbox::holding(plan).run("schedule --level"), @"
    exit 2
    --- stderr
    error: A needs 2 of gpu at once, whose capacity is 1
    hint: tracker update gpu capacity=2
    ");
    let json = Sandbox::holding(plan).run("schedule --format json").json();
    assert_eq!(json["overAllocated"][0]["days"][0]["units"], 2);
}

#[test]
fn effort_and_seed_belong_to_levelling() {
    assert_snapshot!(Sandbox::holding(SHARED).run("schedule --effort 5"), @"
    exit 2
    --- stderr
    error: the following required arguments were not provided:
      --level

    Usage: tracker schedule --level --effort <N>

    For more information, try '--help'.
    ");
    assert_snapshot!(Sandbox::holding(SHARED).run("schedule --level --effort 0"), @"
    exit 2
    --- stderr
    error: invalid value '0' for '--effort <N>': 0 is not in 1..=1000000

    For more information, try '--help'.
    ");
}

/// The texts of a picture, but for its style.
fn texts(picture: &str) -> Vec<String> {
    let document = roxmltree::Document::parse(picture).unwrap();
    for forbidden in ["script", "image", "foreignObject", "a", "use"] {
        assert!(!document.descendants().any(|node| node.has_tag_name(forbidden)), "{forbidden}");
    }
    let texts = document.descendants().filter(roxmltree::Node::is_text);
    let texts = texts.filter(|node| !node.parent().is_some_and(|parent| parent.has_tag_name("style")));
    texts
        .filter_map(|node| node.text())
        .map(|text| text.trim().to_owned())
        .filter(|text| !text.is_empty())
        .collect()
}

#[test]
fn a_gantt_chart_has_days_bars_milestones_and_a_legend() {
    let sandbox = Sandbox::holding(DATED);
    let picture = sandbox.run("schedule --format svg").output();
    assert_snapshot!(texts(&picture).join("\n"), @r#"
    Launch
    Launch
    Everything can be done in 10–14h, by 2025-10-23
    2025-10-20
    2025-10-21
    2025-10-22
    2025-10-23
    2025-10-24
    2025-10-25
    2025-10-26
    2025-10-27
    2025-10-28
    2025-10-29
    2025-10-30
    B: Build · 2025-10-20 – 2025-10-21 · In Progress · 4–8h left · 50% done · critical · @ada
    ●
    B: Build
    C: =SUM(A1), "quoted" · 2025-10-21 · Ready · 8h left · critical
    ●
    C: =SUM(A1), "quoted"
    D: Ship; later · 2025-10-23 · Blocked · 2–6h left · critical · @bob
    ●
    D: Ship; later
    E: Tell · 2025-10-23 · Blocked · critical
    ●
    E: Tell
    Week 2: Out · 2025-10-29
    Week 2: Out
    ● critical: any slip makes the whole longer
    done part
    takes no time
    milestone
    now
    "#);
    assert_eq!(picture, sandbox.run("schedule --format svg").output());
}

#[test]
fn a_gantt_chart_without_a_start_has_hours() {
    let plan = r#"{"issues": [{"id": "A", "estimate": 4, "owner": "@ada"}, {"id": "B", "title": "<b>&", "estimate": 1},
        {"id": "C", "estimate": 1, "dependencies": ["A"], "status": "in-progress", "progress": 50}], "milestones": [{"title": "Out", "due": "2025-10-16"}]}"#;
    let sandbox = Sandbox::holding(plan);
    assert_snapshot!(texts(&sandbox.run("schedule --format svg").output()).join("\n"), @"
    Schedule
    Schedule
    Everything can be done in 4.5h
    0h
    0.5h
    1h
    1.5h
    2h
    2.5h
    3h
    3.5h
    4h
    4.5h
    B: <b>& · 0h – 1h · Ready · 1h left · slack 3.5h
    B: <b>&
    A · 0h – 4h · Ready · 4h left · critical · @ada
    ●
    A
    C · 4h – 4.5h · In Progress · 0.5h left · 50% done · critical
    ●
    C
    left to do
    ● critical: any slip makes the whole longer
    done part
    slack
    ");
    let two = texts(&sandbox.run("schedule --format svg --limit 2").output());
    assert!(two.contains(&"… and 1 more; --all shows them".to_owned()), "{two:?}");
}

#[test]
fn a_gantt_chart_of_hostile_or_of_no_work_is_well_formed() {
    for plan in ["hostile", "under-way", "m1"] {
        texts(&Sandbox::with(plan).run("schedule --format svg").output());
    }
    let told = ["{}", r#"{"startDate": "2025-10-16"}"#, r#"{"issues": [{"id": "A"}]}"#].map(|plan| {
        let texts = texts(&Sandbox::holding(plan).run("schedule --format svg").output());
        format!("{plan}: {}", texts.join(" | "))
    });
    assert_snapshot!(told.join("\n"), @r#"
    {}: Schedule | Schedule | Nothing is left to do | 0h | 0.1h | 0.2h | 0.3h | 0.4h | 0.5h | 0.6h | 0.7h | 0.8h | 0.9h | 1h
    {"startDate": "2025-10-16"}: Schedule | Schedule | Nothing is left to do | 2025-10-21 | 2025-10-22
    {"issues": [{"id": "A"}]}: Schedule | Schedule | How long everything takes is not known: nothing that is left has an estimate | 0h | 0.1h | 0.2h | 0.3h | 0.4h | 0.5h | 0.6h | 0.7h | 0.8h | 0.9h | 1h | A · 0h · Ready · critical | ● | A | ● critical: any slip makes the whole longer | takes no time
    "#);
}

#[test]
fn a_gantt_chart_keeps_its_bars_in_their_places_and_its_rows_apart() {
    let issues: Vec<_> = (0..80)
        .map(|n| serde_json::json!({"id": format!("I{n}"), "estimate": [n % 7, 1 + n % 7], "dependencies": (n > 2).then(|| vec![format!("I{}", n / 2)])}))
        .collect();
    let plan = serde_json::json!({"startDate": "2025-10-16", "issues": issues});
    let picture = Sandbox::holding(plan.to_string()).run("schedule --format svg").output();
    let document = roxmltree::Document::parse(&picture).unwrap();
    let number = |node: &roxmltree::Node<'_, '_>, name: &str| -> f64 {
        node.attribute(name).unwrap().parse().unwrap()
    };
    let bars: Vec<_> = document
        .descendants()
        .filter(|node| {
            node.has_tag_name("rect") && node.attribute("class").is_some_and(|class| class.starts_with("bar"))
        })
        .filter(|node| !node.parent().unwrap().has_attribute("class"))
        .collect();
    assert_eq!(bars.len(), 80);
    let width = number(&document.root_element(), "width");
    assert!(
        bars.iter().all(|bar| number(bar, "x") >= 0.0 && number(bar, "x") + number(bar, "width") < width)
    );
    assert!(bars.windows(2).all(|pair| number(&pair[1], "y") - number(&pair[0], "y") >= 20.0));
}

#[test]
fn a_very_large_gantt_chart_is_refused() {
    let issues: Vec<_> =
        (0..2_001).map(|n| serde_json::json!({"id": format!("I{n}"), "estimate": 1})).collect();
    let sandbox = Sandbox::holding(serde_json::json!({"issues": issues}).to_string());
    assert_snapshot!(sandbox.run("schedule --format svg --all"), @"
    exit 2
    --- stderr
    error: the picture would have 2001 rows, more than 2000
    hint: draw fewer with `--limit N` or `--critical`
    ");
    sandbox.run("schedule --format svg").output();
}

#[test]
fn a_lag_longer_than_the_project_is_time_like_any_other() {
    let plan = r#"{"startDate": "2025-10-16", "issues": [{"id": "A", "estimate": 4},
        {"id": "B", "estimate": 4, "dependencies": [{"id": "A", "lag": 1000}]}, {"id": "C", "estimate": 4, "dependencies": [{"id": "A", "lag": -1000}]}]}"#;
    assert_snapshot!(Sandbox::holding(plan).run("schedule"), @"
    exit 0
    --- stdout
    Schedule

    Everything can be done in 1008h, by 2026-04-14

    Critical path: A → B

    Item       Start      Finish   Slack  Time
    ────  ──────────  ──────────  ──────  ────────────────────
    A     2025-10-21  2025-10-21  ● none  █
    C     2025-10-21  2025-10-21   1004h  ▒···················
    B     2026-04-14  2026-04-14  ● none                     █
    ");
}

#[test]
fn days_are_told_only_where_there_are_some() {
    let week =
        r#"{"issues": [{"id": "A", "targetDate": "Week 2"}], "milestones": [{"title": "Out", "week": 1}]}"#;
    assert_snapshot!(Sandbox::holding(week).run("schedule --format ics"), @"
    exit 0
    --- stderr
    warning: no milestone and no target date has a day of the calendar; a week has one when the plan has a `startDate`
    ");
    let dated = r#"{"issues": [{"id": "A", "targetDate": "2025-10-24"}]}"#;
    assert!(
        Sandbox::holding(dated).run("schedule --format ics").output().contains("DTSTART;VALUE=DATE:20251024")
    );
}
