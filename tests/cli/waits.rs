//! `tracker waits`

use insta::assert_snapshot;
use serde_json::json;

use crate::harness::Sandbox;

/// Ada has what Bob and Eve wait for; Eve waits for something outside the plan too, and one issue has no owner.
fn sandbox() -> Sandbox {
    let plan = json!({
        "team": [{"id": "ada", "name": "Ada Lovelace"}],
        "batches": [{"id": "batch-1", "name": "Base"}, {"id": "batch-2", "name": "Top", "owner": "@bob", "dependencies": ["batch-1"]}],
        "issues": [
            {"id": "A", "batch": "batch-1", "owner": "@ada"},
            {"id": "B", "batch": "batch-1", "owner": "Ada Lovelace", "dependencies": ["A"]},
            {"id": "C", "batch": "batch-1", "owner": "@done", "status": "done"},
            {"id": "D", "batch": "batch-2", "owner": "@bob", "dependencies": ["A", "B", "C"]},
            {"id": "E", "owner": "@eve", "dependencies": ["A", "D"], "blockers": ["a vendor's answer"]},
            {"id": "F", "dependencies": ["A"]},
        ],
    });
    Sandbox::holding(plan.to_string())
}

#[test]
fn owners_see_whom_they_block_and_for_whom_they_wait() {
    assert_snapshot!(sandbox().run("waits"), @"
    exit 0
    --- stdout
    Who waits on whom

    Who waits   @ada  @bob  outside the plan
    ──────────  ────  ────  ────────────────
    @bob           3     ·                 ·
    @eve           1     1                 1
    nobody yet     1     ·                 ·

    @ada · blocks 5

            Whom        Open  What
    ──────  ──────────  ────  ───────────────────────────────────────────
    blocks  @bob           3  Batch 2 waits for Batch 1; D waits for A, B
    blocks  @eve           1  E waits for A
    blocks  nobody yet     1  F waits for A

    @bob · blocks 1, waits for 3

               Whom  Open  What
    ─────────  ────  ────  ───────────────────────────────────────────
    blocks     @eve     1  E waits for D
    waits for  @ada     3  Batch 2 waits for Batch 1; D waits for A, B

    outside the plan · blocks 1

            Whom  Open  What
    ──────  ────  ────  ─────────────────────────────
    blocks  @eve     1  E waits for a vendor's answer

    @eve · waits for 3

               Whom              Open  What
    ─────────  ────────────────  ────  ─────────────────────────────
    waits for  @ada                 1  E waits for A
    waits for  @bob                 1  E waits for D
    waits for  outside the plan     1  E waits for a vendor's answer

    nobody yet · waits for 1

               Whom  Open  What
    ─────────  ────  ────  ─────────────
    waits for  @ada     1  F waits for A
    ");
}

#[test]
fn one_owner_is_found_by_any_of_the_names() {
    let sandbox = sandbox();
    assert_snapshot!(sandbox.run("waits --owner ada --format markdown"), @"
    exit 0
    --- stdout
    ### @&#8203;ada

    Blocks 5

    |        | Whom        | Open | What                                        |
    | ------ | ----------- | ---: | ------------------------------------------- |
    | blocks | @&#8203;bob |    3 | Batch 2 waits for Batch 1; D waits for A, B |
    | blocks | @&#8203;eve |    1 | E waits for A                               |
    | blocks | nobody yet  |    1 | F waits for A                               |
    ");
    let by_name = sandbox.run("waits --owner 'Ada Lovelace'").output();
    assert_eq!(by_name, sandbox.run("waits --owner @ADA").output());
}

#[test]
fn the_table_keeps_to_those_most_waited_for() {
    let output = Sandbox::with("m1").run("waits").output();
    let table: Vec<&str> = output.lines().take(9).collect();
    assert_snapshot!(table.join("\n"), @"
    Who waits on whom

    Who waits            @workflow-lead  @runtime-lead  @tools-lead  @devex-lead  others
    ───────────────────  ──────────────  ─────────────  ───────────  ───────────  ──────
    @workflow-lead                    ·              1            ·            1       1
    @runtime-lead                     ·              ·            ·            1       1
    @tools-lead                       ·              ·            ·            1       1
    @security-lead                    1              1            3            ·       ·
    @observability-lead               1              1            ·            ·       ·
    ");
}

#[test]
fn the_waits_of_an_owner_as_json() {
    let json = sandbox().run("waits --owner @bob --format json").json();
    assert_snapshot!(serde_json::to_string_pretty(&json).unwrap(), @r#"
    {
      "schemaVersion": 1,
      "kind": "waits",
      "owner": "@bob",
      "owners": [
        {
          "owner": "@bob",
          "label": "@bob",
          "blocksCount": 1,
          "waitsCount": 3,
          "blocks": [
            {
              "owner": "@eve",
              "label": "@eve",
              "count": 1,
              "items": [
                {
                  "item": "E",
                  "waitsFor": "D"
                }
              ]
            }
          ],
          "waitsFor": [
            {
              "owner": "@ada",
              "label": "@ada",
              "count": 3,
              "items": [
                {
                  "item": "batch-2",
                  "waitsFor": "batch-1"
                },
                {
                  "item": "D",
                  "waitsFor": "A"
                },
                {
                  "item": "D",
                  "waitsFor": "B"
                }
              ]
            }
          ],
          "rows": [
            {
              "relation": "blocks",
              "other": "@eve",
              "count": 1,
              "text": "E waits for D"
            },
            {
              "relation": "waits for",
              "other": "@ada",
              "count": 3,
              "text": "Batch 2 waits for Batch 1; D waits for A, B"
            }
          ]
        }
      ],
      "table": null
    }
    "#);
}

#[test]
fn where_nobody_waits_the_answer_is_empty() {
    assert_snapshot!(Sandbox::holding(r#"{"issues": [{"id": "A"}]}"#).run("waits"), @"
    exit 0
    --- stderr
    warning: nobody waits for anybody
    ");
    assert_snapshot!(sandbox().run("waits --owner @nobody"), @"
    exit 0
    --- stderr
    warning: @nobody blocks nobody and waits for nobody
    ");
}

#[test]
fn the_table_counts_what_the_owners_count() {
    let json = Sandbox::with("m1").run("waits --format json").json();
    let sum = |key: &str| {
        json["owners"].as_array().unwrap().iter().map(|owner| owner[key].as_u64().unwrap()).sum::<u64>()
    };
    let rows = json["table"]["rows"].as_array().unwrap();
    let cells = rows.iter().flat_map(|row| row.as_array().unwrap().iter().skip(1));
    let counts: u64 = cells.filter_map(|cell| cell.as_str().unwrap().parse::<u64>().ok()).sum();
    assert_eq!(sum("blocksCount"), sum("waitsCount"));
    assert_eq!(counts, sum("waitsCount"));
}
