//! Edits as a person types them, each with what it says and what it leaves in the file.

mod fields;
mod items;
mod refusals;
mod spelling;
mod ticking;
mod transaction;

use serde_json::Value;

use super::{Change, Edit, Expectation, Prepared, Rules, Words, kind_named, prepare};
use crate::diagnostic::{Diagnostic, Ending, Failure, Severity};
use crate::plan::Plan;
use crate::plan::index::Index;
use crate::plan::value::date::Date;

pub(super) const BATCH_SCRIPT: &str = include_str!("../../../tests/plans/batch-script.json");

/// A plan with something of most forms.
pub(super) const PLAN: &str = r#"{
  "title": "Program",
  "batches": [
    {"id": "batch-1", "name": "Core", "status": "ready", "owners": ["@a", "@b"]},
    {"id": "batch-2", "name": "Edge", "blockers": ["batch-1", "legal sign-off"]}
  ],
  "issues": [
    {"id": "FEAT-041", "number": 79, "batch": "batch-1", "owner": "@tools-lead", "status": "ready", "progress": 50,
     "estimate": "1-2h", "targetDate": "2026-12-01", "labels": ["core", "cli"]},
    {"id": "FEAT-042", "batch": "batch-1", "status": "done", "progress": 100, "completed": "2026-11-01",
     "dependencies": [{"id": "FEAT-041", "lag": 4}], "estimate": [1, 2.50]},
    {"id": "FEAT-043", "dependencies": ["FEAT-041", "FEAT-042"], "notes": ["one", "two"], "estimate": 3}
  ],
  "milestones": [
    {"id": "milestone-1", "week": 1, "goals": ["Ship it", {"text": "Tell all", "done": true}, "FEAT-041"]}
  ],
  "actions": [{"title": "Call"}, {"title": "Write", "commands": ["make"]}],
  "team": [{"id": "tools-lead", "name": "Tools"}],
  "metrics": {"ciPassRate": 80, "coverage": {"label": "Cover", "target": 90, "history": [{"week": "Week 1", "value": 70}]}}
}
"#;

pub(super) fn today() -> Date {
    Date::parse("2026-11-21").unwrap()
}

/// Findings of the reading, and duplicate ids.
pub(super) fn findings<'p>(plan: &'p Plan<'p>) -> Vec<Diagnostic> {
    let mut findings = plan.problems.clone();
    for twins in Index::new(plan).duplicates() {
        let Some(item) = plan.item(twins.second) else { continue };
        let message = format!("the id `{}` is there twice", item.address());
        findings.push(
            Diagnostic::new("duplicate-id", Severity::Error, item.node().span(), message)
                .about(item.address()),
        );
    }
    findings
}

pub(super) fn attempt(text: &str, edits: &[Edit], expect: &[&str]) -> anyhow::Result<Prepared> {
    let expectations: Vec<_> = expect.iter().map(|word| Expectation::parse(word).unwrap()).collect();
    let rules = Rules { today: today(), expectations: &expectations, findings: &findings };
    prepare(text.as_bytes().to_vec(), edits, &rules)
}

/// An edit from the words of a command, split at spaces; `_` stands for a space.
pub(super) fn edit(line: &str) -> Result<Edit, Failure> {
    let (command, rest) = line.split_once(' ').unwrap_or((line, ""));
    let words: Vec<String> =
        rest.split(' ').filter(|word| !word.is_empty()).map(|word| word.replace('_', " ")).collect();
    let force = words.iter().any(|word| word == "--force");
    let Words { ids, assignments } = Words::read(words.iter().filter(|word| *word != "--force"))?;
    let id = |place: usize| ids.get(place).cloned();
    Ok(match command {
        "update" => Edit::Update { ids, assignments },
        "add" => Edit::Add { kind: kind_named(&id(0).unwrap())?, id: id(1), assignments },
        "rename" => Edit::Rename { old: id(0).unwrap(), new: id(1).unwrap() },
        "remove" => Edit::Remove { ids, force },
        "metrics" => Edit::Metrics { assignments, week: id(0) },
        other => panic!("{other}"),
    })
}

pub(super) fn done(text: &str, line: &str) -> Prepared {
    attempt(text, &[edit(line).unwrap()], &[]).unwrap_or_else(|error| panic!("{line}: {error:?}"))
}

fn lines(prepared: &Prepared) -> Vec<String> {
    prepared.changes.iter().map(Change::to_string).collect()
}

/// What an edit of [`PLAN`] says.
fn said(line: &str) -> Vec<String> {
    lines(&done(PLAN, line))
}

/// The item of that id after an edit of [`PLAN`].
fn left(line: &str, kind: &str, place: usize) -> Value {
    let after: Value = serde_json::from_str(&done(PLAN, line).after).unwrap();
    after[kind][place].clone()
}

/// What an edit of [`PLAN`] is refused with.
fn refused(line: &str) -> (String, String, Ending) {
    let failure = match edit(line) {
        Ok(edit) => attempt(PLAN, &[edit], &[]).unwrap_err().downcast::<Failure>().unwrap(),
        Err(failure) => failure,
    };
    (failure.message, failure.hint.unwrap_or_default(), failure.ending)
}

/// Lines of the text that differ.
fn diff(prepared: &Prepared) -> Vec<(&str, &str)> {
    prepared.before.lines().zip(prepared.after.lines()).filter(|(one, other)| one != other).collect()
}
