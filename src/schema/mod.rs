//! The JSON Schema of the plan format, for editors and for other programs' checks.
//!
//! It is built from the description of kinds and fields ([`crate::plan::shape`]), so a new field is in it without
//! a line here. It accepts what [`Plan::read`](crate::plan::Plan::read) reads without an error, and refuses the
//! rest as far as a schema can tell; a law compares the two. Unknown keys are allowed everywhere, since the plan
//! keeps them. What needs more than one value to see, such as a reference to nothing, is for `check`.
//!
//! - [`describe`](mod@describe): what a field accepts, in words
//! - `form`, `pattern`: the same as a schema

pub mod describe;
mod form;
#[cfg(test)]
mod laws;
mod pattern;

use serde_json::{Map, Value, json};

pub use describe::describe;

use crate::plan::SCHEMA_VERSION;
use crate::plan::header::{Calendar, Header, ReportEntry};
use crate::plan::kind::Kind;
use crate::plan::metric::{HistoryEntry, MetricRecord};
use crate::plan::shape::Field;
use form::{nullable, reference};

/// The JSON Schema of a plan, draft 2020-12.
///
/// Each kind is a definition under its `one` (`#/$defs/issue`). Names of a set (`status`) are listed as an `enum`
/// for editors to complete; beside it stands a pattern for the other spellings that are read.
pub fn schema() -> Value {
    json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": format!("urn:execution-plan:schema:{SCHEMA_VERSION}"),
        "title": "Execution plan",
        "description": "A program of work, from which `tracker` derives every status document.",
        "type": "object",
        "properties": top_level(),
        "$defs": definitions(),
    })
}

/// What stands at the top of a plan: its header, its tables, its kinds.
fn top_level() -> Map<String, Value> {
    let mut properties = fields(Header::FIELDS);
    // A plan of a later format is refused whole, so the count has a limit that its shape does not know.
    if let Some(version) = properties.get_mut("schemaVersion").and_then(Value::as_object_mut) {
        version.insert("maximum".to_owned(), json!(SCHEMA_VERSION));
    }
    let metrics = json!({
        "description": "The numbers that the plan watches, by name. A bare number is a metric's value.",
        "type": ["object", "null"],
        "additionalProperties": { "anyOf": [{ "type": "number" }, reference("metric"), { "type": "null" }] },
    });
    properties.insert("calendar".to_owned(), described(Calendar::DOC, nullable(reference("calendar"))));
    properties.insert("metrics".to_owned(), metrics);
    properties.insert("reports".to_owned(), list_of(ReportEntry::DOC, "report"));
    for kind in Kind::ALL {
        let kind = kind.description();
        properties.insert(kind.key.to_owned(), list_of(kind.doc, kind.one));
    }
    properties
}

fn definitions() -> Map<String, Value> {
    let mut definitions = Map::new();
    for kind in Kind::ALL {
        let kind = kind.description();
        definitions.insert(kind.one.to_owned(), record(kind.doc, kind.fields));
    }
    let records = [
        ("calendar", Calendar::DOC, Calendar::FIELDS),
        ("report", ReportEntry::DOC, ReportEntry::FIELDS),
        ("metric", MetricRecord::DOC, MetricRecord::FIELDS),
        ("pastValue", HistoryEntry::DOC, HistoryEntry::FIELDS),
    ];
    definitions.extend(records.map(|(name, doc, fields)| (name.to_owned(), record(doc, fields))));
    definitions.extend(form::definitions().map(|(name, form)| (name.to_owned(), form)));
    definitions
}

/// An array of objects; `null` among them reads as absent.
fn list_of(doc: &str, definition: &str) -> Value {
    let mut letters = doc.chars();
    let first = letters.next().map(|letter| letter.to_ascii_lowercase());
    json!({
        "description": format!("Each is {}{}", first.unwrap_or_default(), letters.as_str()),
        "type": ["array", "null"],
        "items": nullable(reference(definition)),
    })
}

fn record(doc: &str, list: &[Field]) -> Value {
    json!({ "description": doc, "type": "object", "properties": fields(list) })
}

fn fields(list: &[Field]) -> Map<String, Value> {
    list.iter().map(|field| (field.key.to_owned(), property(field))).collect()
}

/// A field: what it is for, what it accepts, and that as a schema.
fn property(field: &Field) -> Value {
    let accepted = describe(field.shape);
    described(&format!("{} Accepts {accepted}.", field.doc), form::form(field.shape))
}

fn described(description: &str, form: Value) -> Value {
    let mut described = Map::new();
    described.insert("description".to_owned(), json!(description));
    if let Value::Object(form) = form {
        described.extend(form);
    }
    Value::Object(described)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_schema_is_valid_draft_2020_12() {
        let schema = schema();
        jsonschema::draft202012::meta::validate(&schema).unwrap();
        jsonschema::draft202012::new(&schema).unwrap();
    }

    #[test]
    fn the_plan_of_the_original_script_is_valid() {
        let plan = serde_json::from_str(include_str!("../../tests/plans/batch-script.json")).unwrap();
        jsonschema::draft202012::new(&schema()).unwrap().validate(&plan).unwrap();
    }

    #[test]
    fn editors_see_the_written_names() {
        let schema = schema();
        let names = &schema["$defs"]["action"]["properties"]["horizon"]["anyOf"][0]["enum"];
        assert_eq!(names, &json!(["immediate", "this-week", "ongoing"]));
        let days = &schema["$defs"]["calendar"]["properties"]["workDays"]["items"]["anyOf"][0]["enum"];
        assert_eq!(days, &json!(["mon", "tue", "wed", "thu", "fri", "sat", "sun"]));
    }

    #[test]
    fn a_field_is_described_by_its_comment_and_what_it_accepts() {
        let schema = schema();
        let issue = &schema["$defs"]["issue"]["properties"];
        let started = "The day on which work began. Accepts a date, `YYYY-MM-DD`.";
        assert_eq!(issue["started"]["description"], started);
        assert_eq!(schema["properties"]["checks"]["description"], "Each is a CI or quality check.");
    }

    #[test]
    fn no_two_definitions_share_a_name_and_every_reference_finds_one() {
        let schema = schema();
        let definitions = schema["$defs"].as_object().unwrap();
        assert_eq!(definitions.len(), Kind::ALL.len() + 4 + form::definitions().len());
        let text = schema.to_string();
        for rest in text.split("\"#/$defs/").skip(1) {
            let name = rest.split('"').next().unwrap();
            assert!(definitions.contains_key(name), "{name}");
        }
    }
}
