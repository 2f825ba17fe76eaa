//! `tracker add`

use insta::assert_snapshot;

use crate::harness::Sandbox;

#[test]
fn an_item_without_an_id_gets_the_next_of_its_kind() {
    let sandbox = Sandbox::with("m1");
    assert_snapshot!(sandbox.changed("add issue 'title=Sandbox limits' batch=phase-2 dependencies=FEAT-041"), @r#"
    exit 0
    --- stdout
    FEAT-057 added
    FEAT-057 title: none → Sandbox limits
    FEAT-057 batch: none → phase-2
    FEAT-057 dependencies: none → FEAT-041
    --- plan
    -    { "id": "FEAT-054", "title": "Workflow Performance Monitoring", "short": "Performance Monitoring", "number": 86, "batch": "phase-2", "owner": "@observability-lead", "status": "blocked", "dependencies": ["FEAT-047"], "estimate": "1d" }
    +    { "id": "FEAT-054", "title": "Workflow Performance Monitoring", "short": "Performance Monitoring", "number": 86, "batch": "phase-2", "owner": "@observability-lead", "status": "blocked", "dependencies": ["FEAT-047"], "estimate": "1d" },
    +    { "id": "FEAT-057", "title": "Sandbox limits", "batch": "phase-2", "dependencies": ["FEAT-041"] }
    "#);
    assert_snapshot!(sandbox.changed("add batch name=Launch"), @r#"
    exit 0
    --- stdout
    phase-4 added
    phase-4 name: none → Launch
    --- plan
    -    { "id": "phase-3", "name": "Polish", "priority": "P2", "targetDate": "Week 4", "dependencies": ["phase-2"] }
    +    { "id": "phase-3", "name": "Polish", "priority": "P2", "targetDate": "Week 4", "dependencies": ["phase-2"] },
    +    { "id": "phase-4", "name": "Launch" }
    "#);
}

#[test]
fn the_first_item_of_a_kind_makes_the_list() {
    assert_snapshot!(Sandbox::with("batch-script").changed("add risk R-4 'title=Scope creep' probability=high"), @r#"
    exit 0
    --- stdout
    R-4 added
    R-4 title: none → Scope creep
    R-4 probability: none → high
    --- plan
    -  }
    +  },
    +  "risks": [
    +    {
    +      "id": "R-4",
    +      "title": "Scope creep",
    +      "probability": "high"
    +    }
    +  ]
    "#);
}

#[test]
fn a_kind_is_named_by_one_or_by_many() {
    let sandbox = Sandbox::with("m1");
    sandbox.run("add risks title=One").output();
    sandbox.run("add risk title=Two").output();
    assert_snapshot!(sandbox.run("list risks"), @"
    exit 0
    --- stdout
    Id   Title  Status
    ───  ─────  ────────
    R-1  One    ◐ Active
    R-2  Two    ◐ Active
    ");
}

#[test]
fn the_style_of_the_neighbours_is_followed() {
    let sandbox = Sandbox::with("odd-formatting");
    assert_snapshot!(sandbox.changed("add issue title=Third batch=batch-2").replace('\t', "<TAB>"), @r#"
    exit 0
    --- stdout
    T-3 added
    T-3 title: none → Third
    T-3 batch: none → batch-2
    --- plan
    -<TAB><TAB>{"id":"T-2","title":"Compact","batch":"batch-1","dependencies":["T-1"],"labels":[]}
    +<TAB><TAB>{"id":"T-2","title":"Compact","batch":"batch-1","dependencies":["T-1"],"labels":[]},
    +<TAB><TAB>{"id":"T-3","title":"Third","batch":"batch-2"}
    "#);
    assert_snapshot!(sandbox.changed("add batch name=Third").replace('\t', "<TAB>"), @r#"
    exit 0
    --- stdout
    batch-3 added
    batch-3 name: none → Third
    --- plan
    -<TAB><TAB>{ "id" : "batch-2" , "name" : "Spaced" , "dependencies" : [ "batch-1" ] } ],
    +<TAB><TAB>{ "id" : "batch-2" , "name" : "Spaced" , "dependencies" : [ "batch-1" ] },
    +<TAB><TAB>{ "id" : "batch-3" , "name" : "Third" } ],
    "#);
    assert_eq!(sandbox.run("check").code, 0);
}

#[test]
fn what_cannot_be_added_is_refused() {
    let sandbox = Sandbox::with("m1");
    assert_snapshot!(sandbox.changed("add isue title=X"), @"
    exit 2
    --- stderr
    error: no kind `isue`
    hint: did you mean `issue`?
    --- plan
    ");
    assert_snapshot!(sandbox.changed("add issue FEAT-041 title=X"), @"
    exit 2
    --- stderr
    error: `FEAT-041` is there already, in `issues`
    hint: choose another id, or leave it out to have the next one
    --- plan
    ");
    assert_snapshot!(sandbox.changed("add issue plan title=X"), @"
    exit 2
    --- stderr
    error: the id `plan` is reserved for the plan itself
    hint: choose another id
    --- plan
    ");
    assert_snapshot!(sandbox.changed("add issue 'two words' title=X"), @"
    exit 2
    --- stderr
    error: `two words` cannot be an id
    hint: an id begins with a letter, a digit, `_` or `@` and has no white space, `=`, `,` or `#`
    --- plan
    ");
    assert_snapshot!(sandbox.changed("add issue ONE TWO title=X"), @"
    exit 2
    --- stderr
    error: a new item has one id, and `TWO` is a second
    hint: add items one at a time; a field is set as KEY=VALUE
    --- plan
    ");
    assert_snapshot!(sandbox.changed("add issue title=X batch=phase-9"), @"
    exit 2
    --- stderr
    error: no item `phase-9`
    hint: did you mean `phase-1`?
    --- plan
    ");
}
