//! What a shell offers while a command is typed: ids, keys and values out of the plan.
//!
//! Nothing here fails: without a readable plan nothing is offered.

use std::collections::BTreeSet;
use std::ffi::OsStr;
use std::path::Path;

use clap_complete::CompletionCandidate;

use super::environment::Environment;
use super::report::reports_beside;
use super::shell::folder_of;
use crate::check::RULES;
use crate::json::Document;
use crate::plan::Plan;
use crate::plan::choice::Choice;
use crate::plan::kind::Kind;
use crate::plan::shape::Shape;
use crate::plan::value::people::Person;
use crate::plan::value::status::Status;
use crate::render::ReportSource;
use crate::view::section;
use crate::{store, text};

/// The ids of the plan that begin as typed.
pub(super) fn ids(typed: &OsStr) -> Vec<CompletionCandidate> {
    let typed = typed.to_string_lossy();
    with_plan(|plan| {
        let items = plan.all_items().filter_map(|(_, item)| Some((item.id()?, item.title())));
        items
            .filter(|(id, _)| begins(id, &typed))
            .map(|(id, title)| {
                CompletionCandidate::new(id)
                    .help(title.map(|title| text::one_line(title).into_owned().into()))
            })
            .collect()
    })
}

/// The kinds of items.
pub(super) fn kinds(typed: &OsStr) -> Vec<CompletionCandidate> {
    among(Kind::ALL.iter().map(|kind| kind.description().key), typed)
}

/// The statuses of batches and issues.
pub(super) fn statuses(typed: &OsStr) -> Vec<CompletionCandidate> {
    among(Status::NAMES.iter().map(|choice| choice.name), typed)
}

/// The rules of `check`.
pub(super) fn rules(typed: &OsStr) -> Vec<CompletionCandidate> {
    among(RULES.iter().map(|rule| rule.code), typed)
}

/// The built-in reports, and the team's own.
pub(super) fn reports(typed: &OsStr) -> Vec<CompletionCandidate> {
    let reports = catalogue().unwrap_or_default();
    among(reports.iter().map(|report| report.name.as_str()), typed)
}

fn catalogue() -> Option<Vec<ReportSource>> {
    let environment = Environment::read(None).ok()?;
    let search =
        store::Search { named: None, environment: environment.plan_path.as_deref(), folder: Path::new(".") };
    reports_beside(folder_of(&store::locate(&search).ok()?)).ok()
}

/// The sections of all reports.
pub(super) fn sections(typed: &OsStr) -> Vec<CompletionCandidate> {
    among(section::NAMES.iter().copied(), typed)
}

/// Everyone whom the plan names as an owner.
pub(super) fn owners(typed: &OsStr) -> Vec<CompletionCandidate> {
    let typed = typed.to_owned();
    with_plan(move |plan| {
        let issues = plan.items.issues.iter().flat_map(|issue| issue.owner.iter().chain(&issue.owners));
        let names: BTreeSet<&str> = issues.map(Person::name).collect();
        among(names.into_iter(), &typed)
    })
}

/// The words that begin as typed.
fn among<'w>(words: impl Iterator<Item = &'w str>, typed: &OsStr) -> Vec<CompletionCandidate> {
    let typed = typed.to_string_lossy();
    words.filter(|word| begins(word, &typed)).map(|word| CompletionCandidate::new(word.to_owned())).collect()
}

/// Ids, keys with `=`, and after the `=` the names that the field takes.
pub(super) fn words(typed: &OsStr) -> Vec<CompletionCandidate> {
    let text = typed.to_string_lossy();
    let fields = Kind::ALL.iter().flat_map(|kind| kind.description().fields);
    if let Some((key, value)) = text.split_once('=') {
        let mut names: Vec<&str> = fields
            .filter(|field| field.key == key)
            .filter_map(|field| if let Shape::Choice(names) = field.shape { Some(names) } else { None })
            .flatten()
            .map(|choice| choice.name)
            .filter(|name| begins(name, value))
            .collect();
        names.sort_unstable();
        names.dedup();
        return names.into_iter().map(|name| CompletionCandidate::new(format!("{key}={name}"))).collect();
    }
    let mut keys: Vec<&str> = fields.map(|field| field.key).filter(|key| begins(key, &text)).collect();
    keys.sort_unstable();
    keys.dedup();
    let keys = keys.into_iter().map(|key| CompletionCandidate::new(format!("{key}=")));
    ids(typed).into_iter().chain(keys).collect()
}

fn begins(word: &str, typed: &str) -> bool {
    word.get(..typed.len()).is_some_and(|start| start.eq_ignore_ascii_case(typed))
}

fn with_plan(offer: impl FnOnce(&Plan<'_>) -> Vec<CompletionCandidate>) -> Vec<CompletionCandidate> {
    let read = || {
        let environment = Environment::read(None).ok()?;
        let plan_path = environment.plan_path.as_deref();
        let search = store::Search { named: None, environment: plan_path, folder: Path::new(".") };
        let document = Document::parse(store::read(&store::locate(&search).ok()?).ok()?).ok()?;
        let plan = Plan::read(&document).ok()?;
        Some(offer(&plan))
    };
    read().unwrap_or_default()
}
