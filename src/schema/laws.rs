//! What must hold: the schema accepts exactly what the reader reads without an error.

use std::collections::BTreeSet;

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::test_runner::TestRunner;
use serde_json::{Value, json};

use super::schema;
use crate::diagnostic::Severity;
use crate::json::Document;
use crate::plan::Plan;
use crate::plan::choice::Choice;
use crate::plan::header::{Calendar, Header, ReportEntry};
use crate::plan::kind::Kind;
use crate::plan::metric::{HistoryEntry, MetricRecord};
use crate::plan::shape::{Field, Shape};
use crate::plan::value::date::Date;
use crate::plan::value::status::{Day, DependencyType};

/// Puts a value into an otherwise good plan.
type Place = Box<dyn Fn(Value) -> Value>;

/// Puts a value, or the object that holds it, into an otherwise good plan.
type Around = fn(Value) -> Value;

/// Every place of a plan that has a form, with its name.
fn places() -> Vec<(String, Place)> {
    let mut places: Vec<(String, Place)> = Vec::new();
    let mut add = |owner: &str, fields: &'static [Field], around: Around| {
        for field in fields {
            let place = move |value| around(json!({ field.key: value }));
            places.push((format!("{owner}.{}", field.key), Box::new(place)));
        }
    };
    add("plan", Header::FIELDS, |plan| plan);
    add("calendar", Calendar::FIELDS, |calendar| json!({ "calendar": calendar }));
    add("reports", ReportEntry::FIELDS, |entry| json!({ "reports": [entry] }));
    add("metrics", MetricRecord::FIELDS, |metric| json!({ "metrics": { "any": metric } }));
    add("history", HistoryEntry::FIELDS, |entry| json!({ "metrics": { "any": { "history": [entry] } } }));
    for kind in Kind::ALL.iter().map(|kind| kind.description()) {
        for field in kind.fields {
            let place = move |value| json!({ kind.key: [{ field.key: value }] });
            places.push((format!("{}.{}", kind.key, field.key), Box::new(place)));
        }
        places.push((kind.key.to_owned(), Box::new(move |value| json!({ kind.key: value }))));
        places.push((format!("{}[]", kind.key), Box::new(move |value| json!({ kind.key: [value] }))));
    }
    let others: [(&str, Around); 9] = [
        ("calendar", |value| json!({ "calendar": value })),
        ("metrics", |value| json!({ "metrics": value })),
        ("metrics.any", |value| json!({ "metrics": { "any": value } })),
        ("reports", |value| json!({ "reports": value })),
        ("reports[]", |value| json!({ "reports": [value] })),
        ("dependency.id", |value| json!({ "issues": [{ "dependencies": [{ "id": value }] }] })),
        (
            "dependency.type",
            |value| json!({ "issues": [{ "dependencies": [{ "id": "x", "type": value }] }] }),
        ),
        ("dependency.lag", |value| json!({ "issues": [{ "dependencies": [{ "id": "x", "lag": value }] }] })),
        ("criteria[]", |value| json!({ "issues": [{ "criteria": [value] }] })),
    ];
    places.extend(others.map(|(name, place)| (name.to_owned(), Box::new(place) as Place)));
    for key in ["text", "done", "kind", "path"] {
        let place = move |value| {
            let mut entry = json!({ "text": "x", "path": "x" });
            entry[key] = value;
            json!({ "issues": [{ "criteria": [entry] }] })
        };
        places.push((format!("criteria[].{key}"), Box::new(place)));
    }
    places.push(("the plan itself".to_owned(), Box::new(|value| value)));
    places
}

fn validator() -> jsonschema::Validator {
    jsonschema::draft202012::new(&schema()).unwrap()
}

fn reads_without_error(plan: &Value) -> bool {
    let document = Document::parse(plan.to_string().into()).unwrap();
    match Plan::read(&document) {
        Ok(plan) => plan.problems.iter().all(|problem| problem.severity != Severity::Error),
        Err(_) => false,
    }
}

/// All names and synonyms that any field knows.
fn spellings() -> BTreeSet<&'static str> {
    let fields = Kind::ALL.iter().flat_map(|kind| kind.description().fields).chain(MetricRecord::FIELDS);
    let choices = fields.filter_map(|field| match field.shape {
        Shape::Choice(choices) => Some(choices),
        _ => None,
    });
    let choices = choices.chain([Day::NAMES, DependencyType::NAMES]).flatten();
    choices.flat_map(|choice| choice.synonyms.iter().chain([&choice.name]).copied()).collect()
}

/// A name as someone might spell it, or nearly a name.
fn spelling() -> impl Strategy<Value = String> {
    let name = prop::sample::select(Vec::from_iter(spellings()));
    (name, 0..6_u8, 0..12_usize).prop_map(|(name, change, place)| match change {
        0 => name.to_owned(),
        1 => name.to_uppercase(),
        2 => name.replace('-', " "),
        3 => name.replace(['-', ' '], "_"),
        4 => name.chars().enumerate().filter(|(index, _)| *index != place).map(|(_, c)| c).collect(),
        _ => name.chars().flat_map(|c| [c, '-']).collect(),
    })
}

/// Texts that are good for some field, or nearly.
const TEXTS: [&str; 47] = [
    "",
    " ",
    "\t\n",
    "-",
    "plan",
    "Plan",
    "*",
    "@tools-lead",
    "FEAT 041",
    "a=b",
    "a\u{7}",
    "a\u{85}b",
    "2025-10-16",
    " 2025-10-16",
    "2025-10-16\n",
    "2025-1-5",
    "5.1.2026",
    "2025/10/16",
    "25-10-16",
    "0000-01-01",
    "2025-13-01",
    "2025-00-10",
    "2025-10-00",
    "2025-10-32",
    "Week 3",
    "Week 3–4",
    "Week 0",
    "3h",
    " 3 h ",
    "1-2h",
    "1h–2h",
    "1 h — 2 h",
    "1m-2h",
    "30m",
    "2d",
    "3",
    "3hh",
    "3H",
    ".5h",
    "5.h",
    ".h",
    "1.2.3h",
    "1-2-3h",
    "-1h",
    "1e3h",
    "3 weeks",
    "١h",
];

fn text() -> impl Strategy<Value = String> {
    prop_oneof![
        4 => prop::sample::select(&TEXTS[..]).prop_map(String::from),
        3 => spelling(),
        1 => "[ -~]{0,8}",
        1 => "[0-9]{1,4}[-/.][0-9]{1,4}[-/.][0-9]{1,4}",
        1 => " ?[0-9.]{1,3} ?[hmd]? ?[-–−]? ?[0-9.]{0,3} ?[hmd]",
    ]
}

fn scalar() -> impl Strategy<Value = Value> {
    let numbers = vec![
        json!(0),
        json!(1),
        json!(2),
        json!(-1),
        json!(0.5),
        json!(-0.5),
        json!(1.0),
        json!(-0.0),
        json!(100),
        json!(100.5),
        json!(1e300),
        json!(9_007_199_254_740_991_u64),
        json!(9_007_199_254_740_992_u64),
    ];
    prop_oneof![
        1 => Just(Value::Null),
        1 => any::<bool>().prop_map(Value::from),
        3 => prop::sample::select(numbers),
        6 => text().prop_map(Value::from),
    ]
}

/// A value that may be good for some field.
fn value() -> impl Strategy<Value = Value> {
    let keys = vec!["id", "type", "lag", "text", "path", "done", "week", "date", "value", "x y"];
    scalar().prop_recursive(2, 12, 4, move |inner| {
        let members = vec((prop::sample::select(keys.clone()), inner.clone()), 0..4);
        prop_oneof![
            vec(inner, 0..4).prop_map(Value::from),
            members.prop_map(|members| {
                Value::Object(members.into_iter().map(|(key, value)| (key.to_owned(), value)).collect())
            }),
        ]
    })
}

/// Whether a value holds something that only the reader can judge: see the test of the exceptions.
fn is_beyond_a_schema(value: &Value) -> bool {
    match value {
        Value::String(text) => is_impossible_day(text) || has_odd_figures(text),
        Value::Array(entries) => {
            let numbers: Vec<_> = entries.iter().filter_map(Value::as_f64).collect();
            !numbers.is_sorted() || entries.iter().any(is_beyond_a_schema)
        }
        Value::Object(members) => members.values().any(is_beyond_a_schema),
        Value::Null | Value::Bool(_) | Value::Number(_) => false,
    }
}

/// A day of 1 to 31 that its month does not have.
fn is_impossible_day(text: &str) -> bool {
    let text = text.trim();
    let day = text.get(8..).and_then(|day| day.parse().ok()).unwrap_or(0);
    let first = text.get(..8).map(|month| format!("{month}01")).and_then(|first| Date::parse(&first));
    first.is_some() && (29..=31).contains(&day) && Date::parse(text).is_none()
}

/// Hours whose figures fall (`2-1h`).
fn has_odd_figures(text: &str) -> bool {
    let Some(text) = text.trim().strip_suffix(['h', 'm', 'd']) else { return false };
    let numbers = text.split(|c: char| !c.is_ascii_digit() && c != '.').filter(|number| !number.is_empty());
    let numbers: Vec<f64> = numbers.filter_map(|number| number.parse().ok()).collect();
    !numbers.is_sorted()
}

#[test]
fn the_schema_accepts_what_the_reader_reads_without_error() {
    let (validator, places) = (validator(), places());
    let values = value().prop_filter("beyond a schema", |value| !is_beyond_a_schema(value));
    let law = |value: Value| {
        for (name, place) in &places {
            let plan = place(value.clone());
            prop_assert_eq!(validator.is_valid(&plan), reads_without_error(&plan), "{} = {}", name, value);
        }
        Ok(())
    };
    TestRunner::default().run(&values, law).unwrap();
}

#[test]
fn every_spelling_and_every_form_of_text_is_accepted_where_it_is_read() {
    let (validator, places) = (validator(), places());
    let texts = spellings().into_iter().chain(TEXTS);
    for text in texts.map(Value::from).filter(|text| !is_beyond_a_schema(text)) {
        for (name, place) in &places {
            let plan = place(text.clone());
            assert_eq!(validator.is_valid(&plan), reads_without_error(&plan), "{name} = {text}");
        }
    }
}

#[test]
fn only_the_reader_knows_the_calendar_and_the_order_of_figures() {
    let validator = validator();
    let estimate = |value| json!({ "issues": [{ "estimate": value }] });
    for plan in [
        json!({ "startDate": "2025-02-30" }),
        json!({ "issues": [{ "targetDate": "2025-02-30" }] }),
        estimate(json!([2, 1])),
        estimate(json!("2-1h")),
        json!({ "metrics": { "any": { "target": [2, 1] } } }),
    ] {
        assert!(validator.is_valid(&plan) && !reads_without_error(&plan), "{plan}");
    }
    // A spelling that the reader takes by chance and that no one should learn from a schema.
    let plan = json!({ "issues": [{ "status": "bloc\u{212a}ed" }] });
    assert!(!validator.is_valid(&plan) && reads_without_error(&plan), "{plan}");
}
