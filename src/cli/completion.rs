//! What a shell offers while a command is typed: ids, keys and values out of the plan.
//!
//! Nothing here fails: without a readable plan nothing is offered.

use std::ffi::OsStr;
use std::path::Path;

use clap_complete::CompletionCandidate;

use super::environment::Environment;
use crate::json::Document;
use crate::plan::Plan;
use crate::plan::kind::Kind;
use crate::plan::shape::Shape;
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
