//! What a shell offers while a command is typed: ids, keys and values out of the plan.
//!
//! Nothing here fails: without a readable plan nothing is offered.

use std::collections::BTreeSet;
use std::ffi::OsStr;
use std::path::{Path, PathBuf};

use clap_complete::CompletionCandidate;
use clap_complete::env::Shells;

use super::environment::Environment;
use super::report::reports_beside;
use super::shell::folder_of;
use crate::check::RULES;
use crate::edit::kind_named;
use crate::graph::WAITED_FOR;
use crate::json::Document;
use crate::plan::Plan;
use crate::plan::choice::Choice;
use crate::plan::header::Header;
use crate::plan::index::Index;
use crate::plan::kind::Kind;
use crate::plan::metric::WEEKLY_METRICS;
use crate::plan::shape::{Field, Shape};
use crate::plan::value::people::Person;
use crate::plan::value::status::Status;
use crate::plan::value::text::PLAN_ID;
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

/// The ids of batches.
pub(super) fn batches(typed: &OsStr) -> Vec<CompletionCandidate> {
    with_plan(|plan| among(plan.items.batches.iter().filter_map(|batch| batch.id.as_deref()), typed))
}

/// The shells that have a script.
pub(super) fn shells(typed: &OsStr) -> Vec<CompletionCandidate> {
    among(Shells::builtins().names(), typed)
}

/// The metrics of the plan and those that every plan may have, with `=`.
pub(super) fn metrics(typed: &OsStr) -> Vec<CompletionCandidate> {
    let typed = typed.to_string_lossy();
    with_plan(|plan| {
        let known = WEEKLY_METRICS.iter().map(|known| known.name);
        let names: BTreeSet<&str> =
            plan.metrics.iter().map(|metric| metric.name.as_ref()).chain(known).collect();
        let names = names.into_iter().filter(|name| begins(name, &typed));
        names.map(|name| CompletionCandidate::new(format!("{name}="))).collect()
    })
}

/// What is expected of the items that are named: keys with `=`, and after the `=` what the field takes.
pub(super) fn expectations(typed: &OsStr) -> Vec<CompletionCandidate> {
    assignments(typed, named_fields)
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
    let reports = plan_path().and_then(|plan| reports_beside(folder_of(&plan)).ok()).unwrap_or_default();
    among(reports.iter().map(|report| report.name.as_str()), typed)
}

/// The sections of all reports.
pub(super) fn sections(typed: &OsStr) -> Vec<CompletionCandidate> {
    among(section::NAMES.iter().copied(), typed)
}

/// Everyone whom the plan names as an owner.
pub(super) fn owners(typed: &OsStr) -> Vec<CompletionCandidate> {
    let typed = typed.to_owned();
    with_plan(move |plan| among(people(plan).collect::<BTreeSet<_>>().into_iter(), &typed))
}

/// The owners of batches, issues, blockers and actions, as often as they own one.
fn people<'p>(plan: &'p Plan<'_>) -> impl Iterator<Item = &'p str> {
    let items = &plan.items;
    let batches = items.batches.iter().flat_map(|batch| batch.owner.iter().chain(&batch.owners));
    let issues = items.issues.iter().flat_map(|issue| issue.owner.iter().chain(&issue.owners));
    let blockers = items.blockers.iter().flat_map(|blocker| blocker.owner.iter().chain(&blocker.owners));
    let actions = items.actions.iter().filter_map(|action| action.owner.as_ref());
    batches.chain(issues).chain(blockers).chain(actions).map(Person::name)
}

/// The words that begin as typed.
fn among<'w>(words: impl Iterator<Item = &'w str>, typed: &OsStr) -> Vec<CompletionCandidate> {
    let typed = typed.to_string_lossy();
    words.filter(|word| begins(word, &typed)).map(|word| CompletionCandidate::new(word.to_owned())).collect()
}

/// Ids, keys with `=`, and after the `=` what the field takes: of the items that are named already, where some are.
pub(super) fn words(typed: &OsStr) -> Vec<CompletionCandidate> {
    words_among(typed, named_fields)
}

/// The fields of the items that the line names, whatever is being typed.
fn named_fields(plan: &Plan<'_>) -> Vec<&'static [Field]> {
    let words = Environment::typed_words();
    fields_of(plan, words.iter().skip(2).map(String::as_str))
}

/// The fields of each item that is named, and of the plan itself.
fn fields_of<'w>(plan: &Plan<'_>, words: impl Iterator<Item = &'w str>) -> Vec<&'static [Field]> {
    let index = Index::new(plan);
    let groups = words.filter_map(|word| match index.address(word) {
        Some(at) => Some(at.kind.description().fields),
        None => (word == PLAN_ID).then_some(Header::FIELDS),
    });
    groups.collect()
}

/// Ids and assignments that begin as typed, these to fields of the items that are named.
fn words_among(
    typed: &OsStr,
    named: impl FnOnce(&Plan<'_>) -> Vec<&'static [Field]>,
) -> Vec<CompletionCandidate> {
    if typed.to_string_lossy().contains('=') {
        return assignments(typed, named);
    }
    ids(typed).into_iter().chain(assignments(typed, named)).collect()
}

/// The same of the last word of an edit that stands in one argument, behind the quote that is open there. Its other words
/// name the items.
pub(super) fn edits(typed: &OsStr) -> Vec<CompletionCandidate> {
    let typed = typed.to_string_lossy();
    let edit = typed.trim_start_matches(['\'', '"']);
    let last = edit.rsplit_once(' ').map_or(edit, |(_, last)| last);
    let before = typed.strip_suffix(last).unwrap_or_default();
    let candidates = words_among(OsStr::new(last), |plan| fields_of(plan, edit.split(' ')));
    candidates.into_iter().map(|candidate| candidate.add_prefix(before)).collect()
}

/// Keys with `=` of the kind that is named already, and after the `=` what the field takes.
pub(super) fn new_fields(typed: &OsStr) -> Vec<CompletionCandidate> {
    assignments(typed, |_| {
        let words = Environment::typed_words();
        let kind = words.iter().skip(2).find_map(|word| kind_named(word).ok());
        kind.into_iter().map(|kind| kind.description().fields).collect()
    })
}

/// The fields that all these have, of all kinds without any, as assignments.
fn assignments(
    typed: &OsStr,
    groups: impl FnOnce(&Plan<'_>) -> Vec<&'static [Field]>,
) -> Vec<CompletionCandidate> {
    let text = typed.to_string_lossy();
    with_plan(|plan| {
        let groups = groups(plan);
        let all = Kind::ALL.iter().map(|kind| kind.description().fields);
        let all: Vec<_> = if groups.is_empty() { all.collect() } else { groups.clone() };
        let is_common = |key: &str| groups.iter().all(|fields| fields.iter().any(|field| field.key == key));
        let fields = all.iter().copied().flatten().filter(|field| is_common(field.key));
        let Some((key, value)) = text.split_once('=') else {
            let keys: BTreeSet<&str> = fields.map(|field| field.key).filter(|key| *key != "id").collect();
            let keys = keys.into_iter().filter(|key| begins(key, &text));
            return keys.map(|key| CompletionCandidate::new(format!("{key}="))).collect();
        };
        let name = key.trim_end_matches(['+', '-']);
        let (name, has_place) = name.split_once('.').map_or((name, false), |(name, _)| (name, true));
        let fields = fields.filter(|field| field.key == name);
        let values: BTreeSet<&str> = fields.flat_map(|field| values(plan, field, has_place)).collect();
        let values = values.into_iter().filter(|name| begins(name, value));
        values.map(|value| CompletionCandidate::new(format!("{key}={value}"))).collect()
    })
}

/// What a field of that shape takes, as far as it can be listed.
fn values<'p>(plan: &'p Plan<'_>, field: &Field, has_place: bool) -> Vec<&'p str> {
    let ids = |is_meant: &dyn Fn(Kind) -> bool| {
        plan.all_items().filter(|(at, _)| is_meant(at.kind)).filter_map(|(_, item)| item.id()).collect()
    };
    match field.shape {
        Shape::Choice(names) => names.iter().map(|choice| choice.name).collect(),
        Shape::Boolean => vec!["true", "false"],
        Shape::Date | Shape::When => vec!["today"],
        Shape::Checklist if has_place => vec!["done", "open"],
        Shape::Person | Shape::People => people(plan).collect(),
        Shape::Reference => ids(&|kind| kind.description().one == field.key),
        Shape::Dependencies | Shape::Blockers => ids(&|kind| WAITED_FOR.contains(&kind)),
        Shape::Scope => ids(&|_| true),
        _ => Vec::new(),
    }
}

fn begins(word: &str, typed: &str) -> bool {
    word.get(..typed.len()).is_some_and(|start| start.eq_ignore_ascii_case(typed))
}

fn with_plan(offer: impl FnOnce(&Plan<'_>) -> Vec<CompletionCandidate>) -> Vec<CompletionCandidate> {
    let read = || {
        let document = Document::parse(store::read(&plan_path()?).ok()?).ok()?;
        let plan = Plan::read(&document).ok()?;
        Some(offer(&plan))
    };
    read().unwrap_or_default()
}

/// The plan that the words on the line and the environment name.
fn plan_path() -> Option<PathBuf> {
    let words = Environment::typed_words();
    let folder: PathBuf = options(&words, "-C").collect();
    let folder = if folder.as_os_str().is_empty() { PathBuf::from(".") } else { folder };
    let environment = Environment::read(&[]).ok()?;
    let named = options(&words, "--plan").last().map(Path::new);
    let search = store::Search { named, environment: environment.plan_path.as_deref(), folder: &folder };
    store::locate(&search).ok()
}

/// What an option is given, each time that it is.
fn options<'w>(words: &'w [String], name: &str) -> impl Iterator<Item = &'w str> {
    words.iter().enumerate().filter_map(move |(place, word)| match word.strip_prefix(name)? {
        "" => words.get(place + 1).map(String::as_str),
        value => value.strip_prefix('=').or(Some(value).filter(|_| name == "-C")),
    })
}
