//! What a field accepts, as a JSON Schema. `null` reads as absent, so every form allows it.

use serde_json::{Value, json};

use super::pattern;
use crate::plan::choice::Choice;
use crate::plan::shape::{ChoiceName, Shape};
use crate::plan::value::status::{Day, DependencyType};

/// The largest whole number that every JSON reader keeps exactly, 2⁵³ − 1.
const LARGEST_COUNT: u64 = (1 << 53) - 1;

/// The schema of a field's value.
pub(super) fn form(shape: Shape) -> Value {
    match shape {
        Shape::Id => reference("id"),
        Shape::Text | Shape::Person | Shape::Reference => text(),
        Shape::Prose => {
            json!({ "type": ["string", "array", "null"], "items": { "type": ["string", "null"] } })
        }
        Shape::Boolean => json!({ "type": ["boolean", "null"] }),
        Shape::Count => json!({ "type": ["integer", "null"], "minimum": 0, "maximum": LARGEST_COUNT }),
        Shape::Percent => json!({ "type": ["number", "null"], "minimum": 0, "maximum": 100 }),
        Shape::Hours => reference("hours"),
        Shape::Duration => json!({ "type": ["number", "null"], "exclusiveMinimum": 0, "maximum": 24 }),
        Shape::Date => reference("date"),
        Shape::When => reference("when"),
        Shape::Choice(choices) => choice(choices),
        Shape::People | Shape::Scope | Shape::Labels | Shape::Lines => list(&text()),
        Shape::Dependencies => list(&reference("dependency")),
        Shape::Blockers => list(&json!({ "type": ["string", "null"], "pattern": pattern::EMPTY_OR_WORDS })),
        Shape::Checklist => list(&reference("checklistEntry")),
        Shape::Demand => json!({
            "type": ["object", "null"],
            "additionalProperties": { "type": ["integer", "null"], "minimum": 0, "maximum": LARGEST_COUNT },
        }),
        Shape::Days => list(&choice(Day::NAMES)),
        Shape::Dates => list(&reference("date")),
        Shape::Amount => json!({ "type": ["number", "string", "null"] }),
        Shape::Target => json!({
            "type": ["number", "string", "array", "null"],
            "items": { "type": "number" }, "minItems": 2, "maxItems": 2,
        }),
        Shape::History => list(&nullable(reference("pastValue"))),
        Shape::Extra => json!({ "type": ["object", "null"] }),
    }
}

/// The forms that many fields refer to, by name.
pub(super) fn definitions() -> [(&'static str, Value); 6] {
    [
        ("id", id()),
        ("date", json!({ "type": ["string", "null"], "pattern": pattern::date() })),
        ("when", when()),
        ("hours", hours()),
        ("dependency", dependency()),
        ("checklistEntry", checklist_entry()),
    ]
}

/// A reference to a definition.
pub(super) fn reference(definition: &str) -> Value {
    json!({ "$ref": format!("#/$defs/{definition}") })
}

/// The form, or `null`.
pub(super) fn nullable(form: Value) -> Value {
    any_of([form, json!({ "type": "null" })])
}

fn any_of<const N: usize>(forms: [Value; N]) -> Value {
    json!({ "anyOf": Vec::from(forms) })
}

fn text() -> Value {
    json!({ "type": ["string", "null"] })
}

fn list(items: &Value) -> Value {
    json!({ "type": ["array", "null"], "items": items })
}

/// One of some names. The first branch is what editors complete, the second every spelling that is read.
fn choice(choices: &[ChoiceName]) -> Value {
    let names: Vec<_> = choices.iter().map(|choice| choice.name).collect();
    let spelling = json!({ "type": ["string", "null"], "pattern": pattern::choice(choices) });
    any_of([json!({ "enum": names }), spelling])
}

fn id() -> Value {
    // `plan` is how commands name the plan itself.
    json!({ "type": ["string", "null"], "pattern": pattern::ID, "not": { "const": crate::plan::value::text::PLAN_ID } })
}

/// Any words but a misspelt date.
fn when() -> Value {
    json!({
        "type": ["string", "null"],
        "anyOf": [{ "pattern": pattern::date() }, { "not": { "type": "string", "pattern": pattern::LIKE_A_DATE } }],
    })
}

fn hours() -> Value {
    any_of([
        json!({ "type": ["number", "null"], "minimum": 0 }),
        json!({ "type": "array", "items": { "type": "number", "minimum": 0 }, "minItems": 2, "maxItems": 3 }),
        json!({ "type": "string", "pattern": pattern::hours() }),
    ])
}

fn dependency() -> Value {
    let object = json!({
        "type": "object",
        "properties": {
            "id": { "description": "What the item waits for.", "type": "string", "minLength": 1 },
            "type": choice(DependencyType::NAMES),
            "lag": { "description": "Hours between them; negative is lead.", "type": ["number", "null"] },
        },
        "required": ["id"],
    });
    any_of([text(), object])
}

fn checklist_entry() -> Value {
    let has = |key: &str| json!({ "required": [key], "properties": { key: { "type": "string" } } });
    let object = json!({
        "type": "object",
        "properties": {
            "text": { "description": "What is to be done.", "type": ["string", "null"] },
            "done": { "description": "Whether it is.", "type": ["boolean", "null"] },
            "kind": { "description": "What sort of thing it is.", "type": ["string", "null"] },
            "path": { "description": "A file in the repository.", "type": ["string", "null"] },
        },
        "anyOf": [has("text"), has("path")],
    });
    any_of([text(), object])
}
