//! `tracker graph`

use insta::assert_snapshot;
use serde_json::json;

use crate::harness::Sandbox;

/// Two batches, the second after the first; one tie that is no simple order; an arrow beside a longer path; one issue alone.
fn sandbox() -> Sandbox {
    let plan = json!({
        "title": "Plug-ins",
        "batches": [{"id": "batch-1", "name": "Base"}, {"id": "batch-2", "name": "Top", "dependencies": ["batch-1"]}],
        "issues": [
            {"id": "A", "title": "Loader", "batch": "batch-1", "owner": "@ada", "status": "done"},
            {"id": "B", "title": "Engine <core>", "batch": "batch-1", "owner": "@bob", "dependencies": ["A"]},
            {"id": "C", "title": "Wiring", "batch": "batch-2", "owner": "@bob", "dependencies": ["A", "B"]},
            {"id": "D", "title": "Docs", "batch": "batch-2", "dependencies": [{"id": "C", "type": "start-to-start", "lag": 4}]},
            {"id": "E", "title": "Alone"},
        ],
        "checkpoints": [{"id": "gate", "title": "Release gate", "dependencies": ["batch-2"]}],
    });
    Sandbox::holding(plan.to_string())
}

/// A and B wait for one another; C waits for B.
fn circle() -> Sandbox {
    let plan = json!({"issues": [
        {"id": "A", "dependencies": ["B"]}, {"id": "B", "dependencies": ["A"]}, {"id": "C", "dependencies": ["B"]},
    ]});
    Sandbox::holding(plan.to_string())
}

#[test]
fn the_whole_graph_is_trees_by_batch() {
    assert_snapshot!(sandbox().run("graph"), @"
    exit 0
    --- stdout
    Batch 1: Base
      A (Loader)  ✓ Done
      ├── B (Engine <core>)
      │   └── C (Wiring)  ✗ Blocked
      └── C (Wiring)  ✗ Blocked

    Batch 2: Top · after Batch 1
      C (Wiring)  ✗ Blocked
      └── D (Docs)  ✗ Blocked

    Without a batch
      E (Alone) independent
    ");
    assert_snapshot!(sandbox().run("graph --format markdown"), @"
    exit 0
    --- stdout
    ### Batch 1: Base

    ```
    A (Loader) [DONE]
    ├── B (Engine <core>)
    │   └── C (Wiring) [BLOCKED]
    └── C (Wiring) [BLOCKED]
    ```

    ### Batch 2: Top

    After Batch 1

    ```
    C (Wiring) [BLOCKED]
    └── D (Docs) [BLOCKED]
    ```

    ### Without a batch

    ```
    E (Alone) → Independent
    ```
    ");
}

#[test]
fn a_part_is_read_from_an_item_down_or_up_to_one() {
    let sandbox = sandbox();
    assert_snapshot!(sandbox.run("graph --from A"), @"
    exit 0
    --- stdout
    A (Loader)  ✓ Done
    └── B (Engine <core>)  ◆ Ready
        ├── C (Wiring)  ✗ Blocked
        │   ├── D (Docs)  ✗ Blocked
        │   │   └── gate (Release gate)  ◌ Pending
        │   └── gate (Release gate)  ◌ Pending see above
        └── D (Docs)  ✗ Blocked see above
    ");
    assert_snapshot!(sandbox.run("graph --to D"), @"
    exit 0
    --- stdout
    D (Docs)  ✗ Blocked
    ├── C (Wiring)  ✗ Blocked
    │   └── B (Engine <core>)  ◆ Ready
    │       └── A (Loader)  ✓ Done
    └── B (Engine <core>)  ◆ Ready see above
    ");
    assert_snapshot!(sandbox.run("graph --from B --to D"), @"
    exit 0
    --- stdout
    B (Engine <core>)  ◆ Ready
    ├── C (Wiring)  ✗ Blocked
    │   └── D (Docs)  ✗ Blocked
    └── D (Docs)  ✗ Blocked see above
    ");
    assert_snapshot!(sandbox.run("graph --from batch-1 --depth 2"), @"
    exit 0
    --- stdout
    Batch 1 begins
    └── A (Loader)  ✓ Done
        └── B (Engine <core>)  ◆ Ready
    ");
}

#[test]
fn what_is_shared_is_marked_and_not_repeated() {
    let issues = json!({"issues": [
        {"id": "A"}, {"id": "B", "dependencies": ["A"]}, {"id": "C", "dependencies": ["A"]},
        {"id": "D", "dependencies": ["B", "C"]}, {"id": "E", "dependencies": ["D"]},
    ]});
    assert_snapshot!(Sandbox::holding(issues.to_string()).run("graph --from A"), @"
    exit 0
    --- stdout
    A  ◆ Ready
    ├── B  ✗ Blocked
    │   └── D  ✗ Blocked
    │       └── E  ✗ Blocked
    └── C  ✗ Blocked
        └── D  ✗ Blocked see above
    ");
}

#[test]
fn batches_and_owners_are_drawn_with_counts() {
    let sandbox = sandbox();
    assert_snapshot!(sandbox.run("graph --by batch"), @"
    exit 0
    --- stdout
    Batch 1: Base (1 of 2 issues done)  ◐ In Progress
    └── Batch 2: Top (0 of 2 issues done)  ✗ Blocked
    without a batch
    ");
    assert_snapshot!(sandbox.run("graph --by owner --format mermaid"), @r##"
    exit 0
    --- stdout
    flowchart LR
        n1["#64;ada"]
        n2["#64;bob"]
        n3["nobody yet"]
      n1 -->|"2"| n2
      n2 --> n3
    "##);
    assert_snapshot!(sandbox.run("graph --by owner --from @BOB"), @"
    exit 0
    --- stdout
    @bob
    └── nobody yet
    ");
}

#[test]
fn a_diagram_for_github() {
    assert_snapshot!(sandbox().run("graph --format mermaid"), @r#"
    exit 0
    --- stdout
    flowchart LR
      subgraph b1["Batch 1#58; Base"]
        n1["A<br/>Loader"]
        n2["B<br/>Engine #60;core#62;"]
      end
      subgraph b2["Batch 2#58; Top"]
        n3["C<br/>Wiring"]
        n4["D<br/>Docs"]
      end
        n5["E<br/>Alone"]
        n6["gate<br/>Release gate"]
      n1 --> n2
      n3 -->|"SS #43;4h"| n4
      n2 --> n3
      n2 --> n4
      n3 --> n6
      n4 --> n6
      classDef done fill:#dafbe1,stroke:#1a7f37,color:#1f2328
      class n1 done
      classDef ready fill:#ddf4ff,stroke:#0969da,color:#1f2328
      class n2,n5 ready
      classDef blocked fill:#ffebe9,stroke:#cf222e,color:#1f2328
      class n3,n4 blocked
      classDef muted fill:#f6f8fa,stroke:#6e7781,color:#6e7781
      class n6 muted
    "#);
}

#[test]
fn a_diagram_for_graphviz() {
    assert_snapshot!(sandbox().run("graph --format dot"), @r##"
    exit 0
    --- stdout
    digraph plan {
      rankdir=LR
      node [shape=box, style="rounded,filled", fillcolor="#ffffff", fontname="sans-serif"]
      subgraph cluster_1 {
        label="Batch 1: Base"
        n1 [label="A\nLoader", tooltip="A: Loader · Done", fillcolor="#dafbe1", color="#1a7f37"]
        n2 [label="B\nEngine <core>", tooltip="B: Engine <core> · Ready", fillcolor="#ddf4ff", color="#0969da"]
      }
      subgraph cluster_2 {
        label="Batch 2: Top"
        n3 [label="C\nWiring", tooltip="C: Wiring · Blocked", fillcolor="#ffebe9", color="#cf222e"]
        n4 [label="D\nDocs", tooltip="D: Docs · Blocked", fillcolor="#ffebe9", color="#cf222e"]
      }
      n5 [label="E\nAlone", tooltip="E: Alone · Ready", fillcolor="#ddf4ff", color="#0969da"]
      n6 [label="gate\nRelease gate", tooltip="Release gate · Pending", fillcolor="#f6f8fa", color="#6e7781"]
      n1 -> n2
      n3 -> n4 [label="SS +4h"]
      n2 -> n3
      n2 -> n4
      n3 -> n6
      n4 -> n6
    }
    "##);
}

#[test]
fn the_graph_as_json_has_the_edges_that_the_plan_writes() {
    let json = sandbox().run("graph --format json --to gate").json();
    assert_eq!((&json["kind"], &json["by"]), (&json!("graph"), &json!(null)));
    let ids: Vec<&str> =
        json["nodes"].as_array().unwrap().iter().map(|node| node["id"].as_str().unwrap()).collect();
    assert_eq!(ids, ["batch-1", "batch-2", "A", "B", "C", "D", "gate"]);
    assert_snapshot!(serde_json::to_string_pretty(&json["nodes"][3]).unwrap(), @r#"
    {
      "id": "B",
      "label": "B: Engine <core>",
      "kind": "issue",
      "batch": "batch-1",
      "owners": [
        "@bob"
      ],
      "effectiveStatus": "ready",
      "critical": null
    }
    "#);
    let edges: Vec<String> = json["edges"]
        .as_array()
        .unwrap()
        .iter()
        .map(|edge| format!("{} waits for {}: {} {}", edge["from"], edge["to"], edge["type"], edge["lag"]))
        .collect();
    assert_snapshot!(edges.join("\n"), @r#"
    "batch-2" waits for "batch-1": "finish-to-start" 0.0
    "B" waits for "A": "finish-to-start" 0.0
    "C" waits for "A": "finish-to-start" 0.0
    "C" waits for "B": "finish-to-start" 0.0
    "D" waits for "C": "start-to-start" 4.0
    "gate" waits for "batch-2": "finish-to-start" 0.0
    "#);
}

#[test]
fn a_picture_is_well_formed_and_tells_each_node() {
    for plan in ["m1", "hostile"] {
        let picture = Sandbox::with(plan).run("graph --format svg").output();
        let document = roxmltree::Document::parse(&picture).unwrap();
        let mut groups = document.descendants().filter(|node| node.has_tag_name("g"));
        assert!(groups.all(|group| group.children().any(|child| child.has_tag_name("title"))));
        for forbidden in ["script", "image", "foreignObject", "a"] {
            assert!(!document.descendants().any(|node| node.has_tag_name(forbidden)), "{forbidden}");
        }
    }
    let picture = sandbox().run("graph --format svg").output();
    let document = roxmltree::Document::parse(&picture).unwrap();
    let titles = document.descendants().filter(|node| node.has_tag_name("title"));
    let titles: Vec<&str> = titles.filter_map(|node| node.text()).collect();
    assert_snapshot!(titles.join("\n"), @"
    Plug-ins
    A: Loader · Done · @ada
    B: Engine <core> · Ready · @bob
    C: Wiring · Blocked · @bob
    D: Docs · Blocked
    E: Alone · Ready
    Release gate · Pending
    ");
}

#[test]
fn a_picture_of_eighty_issues_puts_none_on_another() {
    let issues: Vec<_> = (0..80)
        .map(|n| json!({"id": format!("I{n}"), "dependencies": (n > 2).then(|| vec![format!("I{}", n / 2), format!("I{}", n / 3)])}))
        .collect();
    let picture = Sandbox::holding(json!({"issues": issues}).to_string()).run("graph --format svg").output();
    let document = roxmltree::Document::parse(&picture).unwrap();
    let number = |node: &roxmltree::Node<'_, '_>, name: &str| -> f64 {
        node.attribute(name).unwrap().parse().unwrap()
    };
    let boxes = document.descendants().filter(|node| node.has_tag_name("rect") && node.has_attribute("rx"));
    let boxes: Vec<(f64, f64)> = boxes.map(|node| (number(&node, "x"), number(&node, "y"))).collect();
    assert_eq!(boxes.len(), 80);
    for (place, one) in boxes.iter().enumerate() {
        for other in &boxes[place + 1..] {
            assert!((one.0 - other.0).abs() > 200.0 || (one.1 - other.1).abs() > 46.0, "{one:?} {other:?}");
        }
    }
}

#[test]
fn a_circle_is_drawn_in_every_form_and_told() {
    let sandbox = circle();
    assert_snapshot!(sandbox.run("graph"), @"
    exit 0
    --- stdout
    A  ✗ Blocked
    └── B  ✗ Blocked
        ├── A  ✗ Blocked see above
        └── C  ✗ Blocked
    --- stderr
    warning: execution-plan.json has 1 error; `tracker check` lists them
    warning: these wait for one another: A → B → A
    ");
    assert_snapshot!(sandbox.run("graph --format mermaid"), @r#"
    exit 0
    --- stdout
    flowchart LR
        n1["A"]
        n2["B"]
        n3["C"]
      n2 --> n1
      n1 --> n2
      n2 --> n3
      classDef blocked fill:#ffebe9,stroke:#cf222e,color:#1f2328
      class n1,n2,n3 blocked
    --- stderr
    warning: execution-plan.json has 1 error; `tracker check` lists them
    warning: these wait for one another: A → B → A
    "#);
    let picture = sandbox.run("graph --format svg");
    assert!(picture.stderr.contains("these wait for one another: A → B → A"), "{picture}");
    let picture = picture.output();
    let backs = picture.lines().filter(|line| line.contains("class=\"arrow back\""));
    // The arrow itself, and what it means.
    assert_eq!(backs.map(|line| line.contains("marker-end")).collect::<Vec<_>>(), [true, false]);
    assert!(sandbox.run("graph --format dot").output().contains("n1 -> n2"));
}

/// Two ways through a batch to its gate, the first of which takes longer; something done before, and something beside.
const ESTIMATED: &str = r#"{"title": "Launch", "batches": [{"id": "batch-1", "name": "Base"}, {"id": "batch-2", "name": "Top", "dependencies": ["batch-1"]}],
    "issues": [
        {"id": "A", "title": "Design", "batch": "batch-1", "owner": "@ada", "estimate": 4, "status": "done"},
        {"id": "B", "title": "Build", "batch": "batch-1", "owner": "@ada", "estimate": [4, 8], "dependencies": ["A"]},
        {"id": "C", "title": "Try", "batch": "batch-1", "owner": "@bob", "estimate": 2, "dependencies": ["A"]},
        {"id": "D", "title": "Ship", "batch": "batch-2", "owner": "@bob", "estimate": 1},
        {"id": "E", "title": "Tell", "owner": "@eve", "estimate": 3, "dependencies": ["C"]}]}"#;

#[test]
fn what_is_critical_is_marked_in_every_form() {
    let sandbox = Sandbox::holding(ESTIMATED);
    assert_snapshot!(sandbox.run("graph"), @"
    exit 0
    --- stdout
    Batch 1: Base
      A (Design)  ✓ Done
      ├── B (Build)  ● Critical
      └── C (Try)
          └── E (Tell)  ✗ Blocked

    Batch 2: Top · after Batch 1
      D (Ship)  ✗ Blocked  ● Critical
    ");
    assert_snapshot!(sandbox.run("graph --to D").output(), @"
    D (Ship)  ✗ Blocked  ● Critical
    ├── B (Build)  ◆ Ready  ● Critical
    │   └── A (Design)  ✓ Done
    └── C (Try)  ◆ Ready
        └── A (Design)  ✓ Done see above
    ");
    assert_snapshot!(sandbox.run("graph --format markdown --from B").output(), @"
    ```
    B (Build) [READY, CRITICAL]
    └── D (Ship) [BLOCKED, CRITICAL]
    ```
    ");
    assert_snapshot!(sandbox.run("graph --format mermaid").output(), @r#"
    flowchart LR
      subgraph b1["Batch 1#58; Base"]
        n1["A<br/>Design"]
        n2["B<br/>Build<br/>#9679; Critical"]
        n3["C<br/>Try"]
      end
      subgraph b2["Batch 2#58; Top"]
        n4["D<br/>Ship<br/>#9679; Critical"]
      end
        n5["E<br/>Tell"]
      n1 --> n2
      n1 --> n3
      n3 --> n5
      n2 ==> n4
      n3 --> n4
      classDef done fill:#dafbe1,stroke:#1a7f37,color:#1f2328
      class n1 done
      classDef ready fill:#ddf4ff,stroke:#0969da,color:#1f2328
      class n2,n3 ready
      classDef blocked fill:#ffebe9,stroke:#cf222e,color:#1f2328
      class n4,n5 blocked
      classDef critical stroke:#8250df,stroke-width:4px
      class n2,n4 critical
    "#);
    assert_snapshot!(sandbox.run("graph --format dot").output(), @r##"
    digraph plan {
      rankdir=LR
      node [shape=box, style="rounded,filled", fillcolor="#ffffff", fontname="sans-serif"]
      subgraph cluster_1 {
        label="Batch 1: Base"
        n1 [label="A\nDesign", tooltip="A: Design · Done", fillcolor="#dafbe1", color="#1a7f37"]
        n2 [label="B\nBuild\n● Critical", tooltip="B: Build · Ready", fillcolor="#ddf4ff", color="#8250df", penwidth=3]
        n3 [label="C\nTry", tooltip="C: Try · Ready", fillcolor="#ddf4ff", color="#0969da"]
      }
      subgraph cluster_2 {
        label="Batch 2: Top"
        n4 [label="D\nShip\n● Critical", tooltip="D: Ship · Blocked", fillcolor="#ffebe9", color="#8250df", penwidth=3]
      }
      n5 [label="E\nTell", tooltip="E: Tell · Blocked", fillcolor="#ffebe9", color="#cf222e"]
      n1 -> n2
      n1 -> n3
      n3 -> n5
      n2 -> n4 [color="#8250df", penwidth=3]
      n3 -> n4
    }
    "##);
    assert_snapshot!(sandbox.run("graph --by batch").output(), @"
    Batch 1: Base (1 of 3 issues done)  ◐ In Progress  ● Critical
    ├── Batch 2: Top (0 of 1 issue done)  ✗ Blocked  ● Critical
    └── without a batch
    ");
    assert_snapshot!(sandbox.run("graph --by batch --format mermaid").output(), @r#"
    flowchart LR
        n1["Batch 1#58; Base<br/>1 of 3 issues done<br/>#9679; Critical"]
        n2["Batch 2#58; Top<br/>0 of 1 issue done<br/>#9679; Critical"]
        n3["without a batch"]
      n1 ==> n2
      n1 --> n3
      classDef active fill:#fff8c5,stroke:#9a6700,color:#1f2328
      class n1 active
      classDef blocked fill:#ffebe9,stroke:#cf222e,color:#1f2328
      class n2 blocked
      classDef critical stroke:#8250df,stroke-width:4px
      class n1,n2 critical
    "#);
    assert_snapshot!(sandbox.run("graph --by owner").output(), @"
    @ada  ● Critical
    └── @bob  ● Critical
        └── @eve
    ");
    let json = sandbox.run("graph --format json").json();
    let told = |list: &str, name: &dyn Fn(&serde_json::Value) -> String| {
        let entries = json[list].as_array().unwrap().iter();
        entries.map(|entry| format!("{} {}", name(entry), entry["critical"])).collect::<Vec<_>>().join("\n")
    };
    assert_snapshot!(told("nodes", &|node| node["id"].to_string()), @r#"
    "batch-1" true
    "batch-2" true
    "A" false
    "B" true
    "C" false
    "D" true
    "E" false
    "#);
    assert_snapshot!(told("edges", &|edge| format!("{} waits for {}", edge["from"], edge["to"])), @r#"
    "batch-2" waits for "batch-1" true
    "B" waits for "A" false
    "C" waits for "A" false
    "E" waits for "C" false
    "#);
}

#[test]
fn a_picture_marks_what_is_critical_by_thick_lines_a_sign_and_words() {
    let picture = Sandbox::holding(ESTIMATED).run("graph --format svg").output();
    let document = roxmltree::Document::parse(&picture).unwrap();
    let of_class = |name: &str, class: &str| {
        let nodes = document.descendants().filter(|node| node.has_tag_name(name));
        nodes
            .filter(|node| node.attribute("class").is_some_and(|own| own.split(' ').any(|own| own == class)))
            .count()
    };
    // B, the end of its batch, and D; between them two arrows, and one in the legend.
    assert_eq!((of_class("rect", "critical"), of_class("path", "step")), (2, 2));
    let texts = document
        .descendants()
        .filter(|node| node.is_text() && !node.parent().is_some_and(|parent| parent.has_tag_name("style")));
    let texts: Vec<&str> = texts.filter_map(|node| node.text()).map(str::trim).collect();
    let marks = texts.into_iter().filter(|text| text.contains("critical") || text.contains('●'));
    assert_snapshot!(marks.collect::<Vec<_>>().join("\n"), @"
    B: Build · Ready · critical · @ada
    ● B
    D: Ship · Blocked · critical · @bob
    ● D
    ● critical path: any slip makes the whole longer
    ");
}

#[test]
fn without_estimates_and_in_a_circle_nothing_is_marked() {
    let bare = sandbox().run("graph --format json").json();
    assert!(bare["nodes"].as_array().unwrap().iter().all(|node| node["critical"].is_null()));
    assert!(bare["edges"].as_array().unwrap().iter().all(|edge| edge["critical"].is_null()));
    let circle = ESTIMATED.replace(r#""estimate": 2,"#, r#""estimate": 2, "blockers": ["E"],"#);
    let circle = Sandbox::holding(circle);
    for form in ["tree", "text", "markdown", "mermaid", "dot", "svg"] {
        for sandbox in [&sandbox(), &circle] {
            let output = sandbox.run(&format!("graph --format {form}")).output();
            // The style sheet of a picture knows the class anyway.
            let body = output.split("</style>").last().unwrap().to_lowercase();
            assert!(!body.contains("critical"), "{form}: {body}");
        }
    }
    assert_snapshot!(circle.run("graph --to E"), @"
    exit 0
    --- stdout
    E (Tell)  ✗ Blocked
    └── C (Try)  ✗ Blocked
        ├── A (Design)  ✓ Done
        └── E (Tell)  ✗ Blocked see above
    --- stderr
    warning: execution-plan.json has 1 error; `tracker check` lists them
    warning: these wait for one another: C → E → C
    ");
    let absurd = Sandbox::holding(ESTIMATED.replace("[4, 8]", "1e300"));
    assert_snapshot!(absurd.run("graph --from B"), @"
    exit 0
    --- stdout
    B (Build)  ◆ Ready
    └── D (Ship)  ✗ Blocked
    --- stderr
    warning: the critical path is not marked: the estimate of B is more than 1000000000 hours
    ");
}

#[test]
fn a_graph_depends_on_the_plan_and_not_on_the_clock() {
    let plan = r#"{"startDate": "2025-10-01", "issues": [
        {"id": "A", "status": "done", "completed": "2025-10-03"},
        {"id": "B", "estimate": 4, "dependencies": [{"id": "A", "lag": 16}]},
        {"id": "C", "estimate": 9, "status": "in-progress", "started": "2025-10-06"}]}"#;
    let on = |day: &str| {
        let sandbox = Sandbox::holding(plan).variable("TRACKER_AS_OF", day);
        sandbox.run("graph --from B --format text").output()
    };
    assert_eq!(on("2025-10-06"), on("2025-12-24"));
    // Of the lag of two days nothing had run on the sixth, when work was last begun; a week later all has.
    assert!(on("2025-12-24").contains("Critical"));
    let later = Sandbox::holding(plan).run("graph --from B --format text --as-of 2025-10-13").output();
    assert!(!later.contains("Critical"), "{later}");
}

#[test]
fn what_is_not_in_the_graph_is_refused() {
    let sandbox = Sandbox::with("m1");
    assert_snapshot!(sandbox.run("graph --from FAET-041"), @"
    exit 2
    --- stderr
    error: there is no item `FAET-041`
    hint: did you mean `FEAT-041`?
    ");
    assert_snapshot!(sandbox.run("graph --from tools-lead"), @"
    exit 2
    --- stderr
    error: nothing waits for `tools-lead`, and `tools-lead` waits for nothing
    hint: `tracker graph --format json` lists what is in the graph
    ");
    assert_snapshot!(Sandbox::holding(r#"{"issues": [{"id": "A"}]}"#).run("graph"), @"
    exit 0
    --- stderr
    warning: nothing waits for anything
    ");
    assert_snapshot!(sandbox.run("graph --by owner --to nobody"), @"
    exit 2
    --- stderr
    error: nothing waits for `nobody`, and `nobody` waits for nothing
    hint: `tracker graph --format json` lists what is in the graph
    ");
}

#[test]
fn a_very_large_picture_is_refused_with_what_to_draw_instead() {
    let issues: Vec<_> = (0..2_001).map(|n| json!({"id": format!("I{n}")})).collect();
    let sandbox = Sandbox::holding(json!({"issues": issues}).to_string());
    assert_snapshot!(sandbox.run("graph --format svg"), @"
    exit 2
    --- stderr
    error: the picture would have 2001 nodes, more than 2000
    hint: draw less of it with `--from ID`, `--to ID` and `--depth N`, or `--by batch`
    ");
}
