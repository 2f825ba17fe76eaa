//! Entries of a checklist that are ticked and reopened.

use proptest::prelude::*;
use serde_json::Value;

use super::done;

/// A plan with one checklist.
fn plan(entries: &str) -> String {
    format!(r#"{{"issues": [{{"id": "A", "deliverables": [{entries}]}}]}}"#)
}

fn after(text: &str, word: &str) -> String {
    done(text, &format!("update A {word}")).after
}

#[test]
fn what_is_ticked_and_reopened_reads_as_it_did() {
    for (open, ticked) in [
        (r#""w""#, r#"{"text": "w", "done":true}"#),
        (r#""caf\u00e9""#, r#"{"text": "caf\u00e9", "done":true}"#),
        (r#"{"text": "w", "done": false}"#, r#"{"text": "w", "done": true}"#),
        (r#"{"done": false, "text": "w"}"#, r#"{"done": true, "text": "w"}"#),
        (r#"{"done":false,"text":"w","own":1.50}"#, r#"{"done":true,"text":"w","own":1.50}"#),
        (r#"{"text": "w"}"#, r#"{"done":true, "text": "w"}"#),
        (r#"{"text":"w"}"#, r#"{"done": true, "text":"w"}"#),
        (r#"{"path": "p", "text": "w", "own": 1}"#, r#"{"path": "p", "text": "w", "done":true, "own": 1}"#),
        (r#"{ "path": "p" }"#, r#"{ "done":true, "path": "p" }"#),
    ] {
        let (open, ticked) = (plan(&format!("\"y\", {open}")), plan(&format!("\"y\", {ticked}")));
        assert_eq!(after(&open, "deliverables.2=done"), ticked);
        assert_eq!(after(&ticked, "deliverables.2=open"), open);
    }
}

#[test]
fn an_object_that_somebody_wrote_stays_one() {
    for (ticked, open) in [
        (r#"{"text": "w", "done": true}"#, r#"{"text": "w", "done": false}"#),
        (r#"{"done": true, "text": "w"}"#, r#"{"done": false, "text": "w"}"#),
        (r#"{"done":true,"path":"p"}"#, r#"{"done":false,"path":"p"}"#),
    ] {
        assert_eq!(after(&plan(ticked), "deliverables.1=open"), plan(open));
        assert_eq!(after(&plan(open), "deliverables.1=done"), plan(ticked));
    }
}

#[test]
fn a_ticked_text_looks_like_the_entries_beside_it_but_for_one_blank() {
    let tight = plan(r#"{"text":"b","done":true},"c""#);
    assert_eq!(
        after(&tight, "deliverables.2=done"),
        plan(r#"{"text":"b","done":true},{"text":"c","done": true}"#)
    );
    let padded = plan(r#"{ "text": "b", "done": true }, "c""#);
    assert_eq!(
        after(&padded, "deliverables.2=done"),
        plan(r#"{ "text": "b", "done": true }, { "text": "c", "done":true }"#)
    );
}

/// How an object is written: what stands behind the opening bracket, around the colons, behind the commas, and before
/// the closing bracket.
type Spacing = [&'static str; 4];

const SPACINGS: [Spacing; 6] = [
    ["", ":", ",", ""],
    ["", ": ", ", ", ""],
    [" ", ": ", ", ", " "],
    [" ", " : ", " , ", " "],
    ["\n  ", ": ", ",\n  ", "\n"],
    ["\r\n\t", ":\t", ",\r\n\t", "\r\n"],
];

fn entry() -> impl Strategy<Value = String> {
    let text =
        prop::sample::select(vec![r#""w""#, r#""caf\u00e9""#, r#""say \"x\"""#, r#""\ud83d\ude00 🔴""#]);
    let members = (
        prop::option::of(text.clone()),
        prop::option::of(any::<bool>()),
        prop::option::of(Just(r#""p""#)),
        prop::option::of(prop::sample::select(vec!["1E0", "[ 1.50 ]", "12345678901234567890123"])),
        prop::sample::select(&SPACINGS[..]),
    );
    let object = members.prop_flat_map(|(text, done, path, own, [open, colon, comma, close])| {
        let path = if text.is_none() { Some("\"p\"") } else { path };
        let done = done.map(|done| if done { "true" } else { "false" });
        let members = [("text", text), ("done", done), ("path", path), ("own", own)];
        let members: Vec<_> = members
            .into_iter()
            .filter_map(|(key, value)| Some(format!("\"{key}\"{colon}{}", value?)))
            .collect();
        Just(members)
            .prop_shuffle()
            .prop_map(move |members| format!("{{{open}{}{close}}}", members.join(comma)))
    });
    prop_oneof![1 => text.prop_map(str::to_owned), 3 => object]
}

/// The text of an issue's checklist, and how many entries it has.
fn checklist() -> impl Strategy<Value = (String, usize)> {
    let list = (prop::collection::vec(entry(), 1..5), prop::sample::select(&SPACINGS[..]));
    list.prop_map(|(entries, [open, colon, comma, close])| {
        let issue = format!("\"id\"{colon}\"A\"{comma}\"deliverables\"{colon}");
        (format!("{{\"issues\":[{{{issue}[{open}{}{close}]}}]}}", entries.join(comma)), entries.len())
    })
}

fn entries(text: &str) -> Vec<Value> {
    let plan: Value = serde_json::from_str(text).unwrap();
    plan["issues"][0]["deliverables"].as_array().unwrap().clone()
}

proptest! {
    #[test]
    fn a_state_and_its_contrary_leave_the_text_as_it_was((text, count) in checklist()) {
        for place in 1..=count {
            let is_done = |text: &str| entries(text)[place - 1]["done"] == true;
            let (there, back) = if is_done(&text) { ("open", "done") } else { ("done", "open") };
            let changed = after(&text, &format!("deliverables.{place}={there}"));
            prop_assert_ne!(is_done(&changed), is_done(&text));
            prop_assert_eq!(after(&changed, &format!("deliverables.{place}={back}")), text.as_str());
        }
    }

    #[test]
    fn entries_ticked_one_by_one_are_reopened_in_any_order(
        (text, count) in checklist(), order in Just(vec![1_usize, 2, 3, 4]).prop_shuffle(),
    ) {
        let open: Vec<usize> = (1..=count).filter(|place| entries(&text)[place - 1]["done"] != true).collect();
        let set = |text: String, place: &usize, state: &str| after(&text, &format!("deliverables.{place}={state}"));
        let ticked = open.iter().fold(text.clone(), |text, place| set(text, place, "done"));
        let reopened = order.iter().filter(|place| open.contains(place)).fold(ticked, |text, place| set(text, place, "open"));
        prop_assert_eq!(reopened, text);
    }
}
