//! `tracker schema`

use crate::harness::{Sandbox, fixture, fixtures};

/// Plans that are wrong on purpose.
const WRONG: [&str; 1] = ["contradictions"];

fn validator() -> jsonschema::Validator {
    let schema = Sandbox::empty().run("schema").json();
    jsonschema::validator_for(&schema).unwrap()
}

#[test]
fn the_schema_needs_no_plan_and_accepts_every_right_one() {
    let validator = validator();
    for name in fixtures().iter().filter(|name| !WRONG.contains(&name.as_str())) {
        let plan = serde_json::from_str(&fixture(name)).unwrap();
        let faults: Vec<String> =
            validator.iter_errors(&plan).map(|error| format!("{}: {error}", error.instance_path())).collect();
        assert_eq!(faults, Vec::<String>::new(), "{name}");
    }
}

#[test]
fn the_schema_refuses_what_the_check_calls_a_wrong_value() {
    let validator = validator();
    for wrong in [
        r#"{"batches": {}}"#,
        r#"{"issues": [{"id": "T-1", "progress": 150}]}"#,
        r#"{"issues": [{"id": "T-1", "progress": "50"}]}"#,
        r#"{"issues": [{"id": "T-1", "started": "2026-1-5"}]}"#,
        r#"{"batches": [{"id": "batch-1", "priority": "P9"}]}"#,
        "[]",
    ] {
        assert!(!validator.is_valid(&serde_json::from_str(wrong).unwrap()), "{wrong}");
        let answer = Sandbox::holding(wrong).run("check");
        assert_ne!(answer.code, 0, "{answer}");
    }
}
