//! What must hold for every edit, tried on the first plan and on generated ones with odd formatting.

use proptest::prelude::*;
use serde_json::{Map, Value, json};

use super::tests::{BATCH_SCRIPT, done, edit, today};
use super::{Edit, Prepared};
use crate::json::{Document, apply, invert};
use crate::plan::Plan;
use crate::plan::index::Index;
use crate::plan::kind::Item;
use crate::plan::shape::Shape;

/// What a generated edit sets. No value is the one that a generated plan has.
const ASSIGNMENTS: [&str; 16] = [
    "status=cancelled",
    "progress=33",
    "owner=@new",
    "targetDate=2026-12-24",
    "estimate=2-3h",
    "priority=P3",
    "notes+=more",
    "labels+=new",
    "blockers+=a_new_cause",
    "deliverables+=new",
    "criteria=[\"new\"]",
    "dependencies+=batch-1",
    "x:own={\"a\":[1,2]}",
    "title=A\u{1f534}\"b\\",
    "started=today",
    "notes=",
];

/// How a generated plan is laid out: bytes that decide, one after the other, what white space comes next.
struct Layout<'l> {
    bytes: &'l [u8],
    at: usize,
}

impl Layout<'_> {
    fn space(&mut self) -> &'static str {
        const SPACES: [&str; 8] = ["", "", "", " ", "\n", "\r\n  ", "\t", " \n\n "];
        let byte = self.bytes.get(self.at % self.bytes.len()).copied().unwrap_or_default();
        self.at += 1;
        SPACES[usize::from(byte) % SPACES.len()]
    }

    fn write(&mut self, value: &Value) -> String {
        let children: Vec<String> = match value {
            Value::Array(entries) => entries.iter().map(|entry| self.write(entry)).collect(),
            Value::Object(members) => members
                .iter()
                .map(|(key, value)| {
                    let (before, after) = (self.space(), self.space());
                    format!("{}{before}:{after}{}", Value::from(key.as_str()), self.write(value))
                })
                .collect(),
            scalar => return scalar.to_string(),
        };
        let (open, close) = if value.is_array() { ('[', ']') } else { ('{', '}') };
        let mut text = format!("{open}{}", self.space());
        for (place, child) in children.iter().enumerate() {
            let comma = if place > 0 { format!("{},{}", self.space(), self.space()) } else { String::new() };
            text.push_str(&comma);
            text.push_str(child);
        }
        text.push_str(self.space());
        text.push(close);
        text
    }
}

fn member(key: &'static str, values: Vec<Value>) -> impl Strategy<Value = Option<(String, Value)>> {
    prop::option::of(prop::sample::select(values).prop_map(move |value| (key.to_owned(), value)))
}

/// Lists of which entries come, go, and are ticked.
fn checklist_and_labels() -> impl Strategy<Value = [Option<(String, Value)>; 2]> {
    let deliverables = vec![
        json!([]),
        json!(["a", {"text": "b", "done": true}]),
        json!([{"text": "a", "done": false}, "b", {"path": "docs/c.md", "text": "c"}]),
    ];
    let labels = vec![json!([]), json!(["a"]), json!(["a", "b"])];
    (member("deliverables", deliverables), member("labels", labels)).prop_map(|(one, other)| [one, other])
}

/// The members of an issue or a batch, in any order, with keys that the format does not know.
fn members() -> impl Strategy<Value = Vec<(String, Value)>> {
    let members = (
        member("status", vec![json!("todo"), json!("done"), json!("In Progress"), json!("")]),
        member("progress", vec![json!(0), json!(100), json!(12.5)]),
        member("owner", vec![json!(""), json!("@a"), Value::Null]),
        member("targetDate", vec![json!("Week 3"), json!("2026-01-05"), json!("soon")]),
        member("estimate", vec![json!(3), json!("1-2h"), json!([1, 2.5])]),
        member("notes", vec![json!("one\ntwo"), json!(["one", "two"]), json!("")]),
        member("blockers", vec![json!([]), json!(["batch-1"]), json!(["legal", "sign off"])]),
        checklist_and_labels(),
        member("sprint_no", vec![json!(1e30), json!({"status": "kept"}), json!("é\u{0}")]),
    );
    let members = members.prop_map(|(a, b, c, d, e, f, g, [h, i], j)| {
        [a, b, c, d, e, f, g, h, i, j].into_iter().flatten().collect::<Vec<_>>()
    });
    members.prop_shuffle()
}

/// The text of a plan with two batches and some issues.
fn plan() -> impl Strategy<Value = String> {
    let batches = prop::collection::vec(members(), 2);
    let issues = prop::collection::vec((members(), prop::option::of(1..3)), 0..5);
    let metrics =
        prop::sample::select(vec![json!({}), json!({"coverage": 61}), json!({"x": {"history": []}})]);
    let layout = prop::collection::vec(any::<u8>(), 1..60);
    (batches, issues, metrics, layout).prop_map(|(batches, issues, metrics, layout)| {
        let item = |id: String, members: Vec<(String, Value)>| {
            let members = std::iter::once(("id".to_owned(), id.into())).chain(members);
            members.collect::<Map<_, _>>()
        };
        let batches = batches.into_iter().enumerate();
        let batches: Value =
            batches.map(|(place, members)| item(format!("batch-{}", place + 1), members)).collect();
        let issues = issues.into_iter().enumerate();
        let issues: Value = issues
            .map(|(place, (members, batch))| {
                let mut item = item(format!("T-00{place}"), members);
                if let Some(batch) = batch {
                    item.insert("batch".to_owned(), format!("batch-{batch}").into());
                    item.insert("dependencies".to_owned(), json!([{"id": format!("batch-{}", 3 - batch)}]));
                }
                Value::from(item)
            })
            .collect();
        Layout { bytes: &layout, at: 0 }
            .write(&json!({"v": 1.50, "batches": batches, "issues": issues, "metrics": metrics, "z": [], "extra": {}}))
    })
}

fn plan_or_first() -> impl Strategy<Value = String> {
    prop_oneof![1 => Just(BATCH_SCRIPT.to_owned()), 6 => plan()]
}

/// Every field of every item, as the plan reads it, in JSON.
fn all_fields(text: &str) -> Vec<(String, &'static str, String)> {
    let document = Document::parse(text.into()).unwrap();
    let plan = Plan::read(&document).unwrap();
    let json = |item: Item<'_, '_>, key| serde_json::to_value(item).unwrap()[key].to_string();
    plan.all_items()
        .flat_map(|(at, item)| {
            let fields = at.kind.description().fields.iter();
            fields.map(move |field| (item.address(), field.key, json(item, field.key))).collect::<Vec<_>>()
        })
        .collect()
}

/// The ids of a plan's items that have one.
fn ids(text: &str) -> Vec<String> {
    let document = Document::parse(text.into()).unwrap();
    let plan = Plan::read(&document).unwrap();
    let mut ids: Vec<_> = Index::new(&plan).ids().map(str::to_owned).collect();
    ids.sort();
    ids
}

/// The entries of a list of an item, when it has that list.
fn entries(text: &str, id: &str, key: &str) -> Option<Vec<Value>> {
    let document = Document::parse(text.into()).unwrap();
    let plan = Plan::read(&document).unwrap();
    let item = plan.item(Index::new(&plan).find(id)?)?;
    item.node().get(key)?.to_value().as_array().cloned()
}

/// The fields of the changes, without the place of an entry.
fn changed(prepared: &Prepared) -> Vec<(String, String)> {
    let mut changed: Vec<_> = prepared
        .changes
        .iter()
        .map(|change| (change.id.clone(), change.field.split('.').next().unwrap_or_default().to_owned()))
        .collect();
    changed.sort();
    changed.dedup();
    changed
}

fn knows(id: &str, assignment: &str) -> bool {
    let kind =
        if id.starts_with("batch") { crate::plan::kind::Kind::Batch } else { crate::plan::kind::Kind::Issue };
    let key = assignment.split(['=', '+']).next().unwrap_or_default();
    let is_self = assignment == "dependencies+=batch-1" && id == "batch-1";
    (key.starts_with("x:") || kind.description().field(key).is_some()) && !is_self
}

proptest! {
    #[test]
    fn an_update_changes_the_fields_that_it_lists_and_no_other(
        text in plan_or_first(), which in any::<prop::sample::Index>(), assignment in prop::sample::select(&ASSIGNMENTS[..]),
    ) {
        let ids = ids(&text);
        let id = which.get(&ids);
        prop_assume!(knows(id, assignment));
        let prepared = done(&text, &format!("update {id} {assignment}"));
        let (before, after) = (all_fields(&prepared.before), all_fields(&prepared.after));
        let mut differing: Vec<_> = before
            .iter()
            .zip(&after)
            .filter(|(one, other)| one != other)
            .map(|((id, key, _), _)| (id.clone(), (*key).to_owned()))
            .collect();
        differing.sort();
        let mut listed = changed(&prepared);
        // A key of the team's own is no field, and what is empty or null reads as absent.
        listed.retain(|change| differing.contains(change) || (change.1 != "own" && change.1 != "notes" && change.1 != "owner"));
        prop_assert_eq!(differing, listed);
    }

    #[test]
    fn splices_lead_there_and_back(
        text in plan_or_first(), which in any::<prop::sample::Index>(), assignment in prop::sample::select(&ASSIGNMENTS[..]),
    ) {
        let ids = ids(&text);
        let id = which.get(&ids);
        prop_assume!(knows(id, assignment));
        let document = Document::parse(text.clone().into()).unwrap();
        let plan = Plan::read(&document).unwrap();
        let edit = edit(&format!("update {id} {assignment}")).unwrap();
        let splices = edit.plan(&document, &plan, today()).unwrap().splices;
        let after = apply(&text, &splices);
        prop_assert_eq!(&apply(&after, &invert(&text, &splices)), &text);
        // All splices stand inside the one item.
        let item = plan.item(Index::new(&plan).find(id).unwrap()).unwrap().node().span();
        prop_assert!(splices.iter().all(|splice| item.start < splice.span.start && splice.span.end < item.end));
    }

    #[test]
    fn a_value_put_back_gives_the_text_back(text in plan_or_first(), which in any::<prop::sample::Index>()) {
        let ids = ids(&text);
        let id = which.get(&ids);
        let fields = all_fields(&text);
        let stored = fields.iter().find(|(own, key, _)| own == id && *key == "priority").unwrap();
        let back = if stored.2 == "null" { String::new() } else { stored.2.trim_matches('"').to_owned() };
        let other = if back == "P0" { "P1" } else { "P0" };
        let there = done(&text, &format!("update {id} priority={other}"));
        prop_assert_eq!(done(&there.after, &format!("update {id} priority={back}")).after, text);
    }

    #[test]
    fn an_entry_added_and_taken_away_leaves_the_text_as_it_was(text in plan_or_first()) {
        let own = (text != BATCH_SCRIPT).then(|| ("plan".to_owned(), "x:z"));
        let lists = ids(&text).into_iter().flat_map(|id| {
            ["labels", "deliverables", "blockers"].map(|key| (id.clone(), key))
        });
        let lists = lists.filter(|(id, key)| knows(id, key) && entries(&text, id, key).is_some());
        for (id, key) in lists.chain(own) {
            let there = done(&text, &format!("update {id} {key}+=a_new_one"));
            prop_assert_eq!(&done(&there.after, &format!("update {id} {key}-=a_new_one")).after, &text);
        }
    }

    #[test]
    fn a_member_set_and_removed_leaves_the_text_as_it_was(
        text in plan(), which in any::<prop::sample::Index>(),
        (there, back) in prop::sample::select(vec![
            ("update ID x:own=[1,{\"a\":2}]", "update ID x:own="),
            ("update ID title=New actual=3", "update ID title= actual="),
            ("update plan extra={\"a\":[1]}", "update plan extra={}"),
            ("metrics x:new=3 x:other=soon", "metrics x:new= x:other="),
        ]),
    ) {
        let ids = ids(&text);
        let id = ids.iter().filter(|id| id.starts_with('T')).nth(which.index(ids.len()) / 2);
        prop_assume!(id.is_some() || !there.contains("ID"));
        let line = |line: &str| line.replace("ID", id.map_or("", String::as_str));
        let after = done(&text, &line(there)).after;
        prop_assert_ne!(&after, &text);
        prop_assert_eq!(done(&after, &line(back)).after, text);
    }

    #[test]
    fn an_entry_ticked_and_reopened_leaves_the_text_as_it_was(text in plan()) {
        for id in ids(&text) {
            let entries = entries(&text, &id, "deliverables").unwrap_or_default().into_iter().zip(1..);
            // Odd formatting may space a `done` that was there as ours is: see `tests::ticking`.
            for (_, place) in entries.filter(|(entry, _)| entry.get("done").is_none()) {
                let there = done(&text, &format!("update {id} deliverables.{place}=done"));
                prop_assert_ne!(&there.after, &text);
                prop_assert_eq!(&done(&there.after, &format!("update {id} deliverables.{place}=open")).after, &text);
            }
        }
    }

    #[test]
    fn an_item_added_and_removed_leaves_the_text_as_it_was(text in plan_or_first(), kind in prop::sample::select(vec!["batch", "issue"])) {
        prop_assume!(text.contains("issues") || kind == "batch");
        let there = done(&text, &format!("add {kind} notes=New priority=P1 x:own=[1]"));
        let id = &there.changes[0].id;
        prop_assert_eq!(done(&there.after, &format!("remove {id}")).after, text);
    }

    #[test]
    fn a_rename_there_and_back_leaves_the_text_as_it_was(text in plan_or_first(), which in any::<prop::sample::Index>()) {
        let ids = ids(&text);
        let id = which.get(&ids);
        let there = done(&text, &format!("rename {id} new-name"));
        prop_assert!(!there.after.contains(&format!("\"{id}\"")), "{}", there.after);
        prop_assert_eq!(done(&there.after, &format!("rename new-name {id}")).after, text);
    }

    #[test]
    fn what_is_removed_by_force_is_named_nowhere(text in plan_or_first(), which in any::<prop::sample::Index>()) {
        let ids = ids(&text);
        let id = which.get(&ids);
        let after = done(&text, &format!("remove {id} --force")).after;
        prop_assert!(!after.contains(&format!("\"{id}\"")), "{}", after);
        prop_assert_eq!(self::ids(&after).len() + 1, ids.len());
    }

    #[test]
    fn any_words_are_planned_or_refused(key in "[a-zA-Z.0-9:]{0,12}", operator in "=|\\+=|-=", value in any::<String>()) {
        let word = format!("{key}{operator}{value}");
        if let Ok(Some(assignment)) = super::Assignment::parse(&word) {
            let edit = Edit::Update { ids: vec!["batch-1".into()], assignments: vec![assignment] };
            let document = Document::parse(BATCH_SCRIPT.into()).unwrap();
            let plan = Plan::read(&document).unwrap();
            let _ = edit.plan(&document, &plan, today());
        }
    }
}

#[test]
fn any_value_of_any_field_is_planned_or_refused_and_leaves_a_plan() {
    let values = [
        "",
        " ",
        "x",
        "3",
        "-3",
        "3h",
        "+3d",
        "today",
        "done",
        "[",
        "[1]",
        "[\"a\"]",
        "{}",
        "{",
        "null",
        "true",
        "batch-1",
        "batch-1,batch-2",
        "[[]]",
        "[{\"id\": \"batch-1\"}]",
        "99999999999999999999",
        "1e999",
        "\u{0}",
        "a b",
        "@a,@b",
    ];
    for kind in crate::plan::kind::Kind::ALL {
        let key = kind.description().key;
        let text = json!({key: [{}], "batches": [{"id": "batch-1"}, {"id": "batch-2"}]}).to_string();
        let place = if key == "batches" { "batches.2".to_owned() } else { format!("{key}.1") };
        for field in kind.description().fields {
            for value in values {
                for operator in ["=", "+=", "-=", ".1="] {
                    let word = format!("{}{operator}{value}", field.key);
                    let assignments = vec![super::Assignment::parse(&word).unwrap().unwrap()];
                    let edit = Edit::Update { ids: vec![place.clone()], assignments };
                    let document = Document::parse(text.clone().into()).unwrap();
                    let plan = Plan::read(&document).unwrap();
                    let Ok(planned) = edit.plan(&document, &plan, today()) else { continue };
                    let after = Document::parse(apply(&text, &planned.splices).into()).unwrap();
                    let after = Plan::read(&after).unwrap();
                    assert!(after.problems.is_empty(), "{key} {word}: {:?}", after.problems);
                    let is_set = planned.changes.is_empty()
                        || matches!(field.shape, Shape::Id)
                        || !planned.splices.is_empty();
                    assert!(is_set, "{key} {word}");
                }
            }
        }
    }
}
