//! `remove`: takes items out, when nothing refers to them or when the references are to go too.

use std::collections::HashSet;

use super::base::{Base, Target};
use super::change::{Change, ID};
use super::draft::Draft;
use super::plan_changes::PlanChanges;
use super::references::{Fate, named, names_people, rewritten};
use crate::diagnostic::Failure;
use crate::plan::index::At;
use crate::plan::kind::Kind;
use crate::plan::shape::Field;
use crate::plan::value::people;
use crate::text;

/// Places that a refusal names at most.
const NAMED_PLACES: usize = 6;

/// Plans the removal of items, and with `force` of everything that refers to them.
pub(super) fn plan<'p>(
    base: &Base<'p>,
    ids: &[String],
    force: bool,
    planned: &mut PlanChanges<'p>,
) -> Result<(), Failure> {
    if ids.is_empty() {
        return Err(Failure::new("no item is named").hint("write its id: `tracker remove ID`"));
    }
    let mut going: Vec<At> = Vec::with_capacity(ids.len());
    let mut set: HashSet<At> = HashSet::with_capacity(ids.len());
    for id in ids {
        let Target::Item(at) = base.target(id)? else {
            return Err(Failure::new("the plan itself cannot be removed").hint("delete the file"));
        };
        if !set.insert(at) {
            return Err(
                Failure::new(format!("`{}` is named twice", text::one_line(id))).hint("name each item once")
            );
        }
        going.push(at);
    }
    let people = leaving(base, &set);
    let fate = |field: &Field, name: &str| {
        let goes = if names_people(field) {
            people.contains(&people::key(name))
        } else {
            // Another item of the same id that stays is what a reference finds then.
            let is_last = |at: &At| base.index.twins(*at).iter().all(|twin| set.contains(twin));
            named(base, field, name).is_some_and(|at| set.contains(&at) && is_last(&at))
        };
        if goes { Fate::Go } else { Fate::Keep }
    };
    let drafts = rewritten(base, &set, &fate);
    if !force && !drafts.is_empty() {
        return Err(refused(&going, base, &drafts));
    }
    for (node, id, _) in going.iter().filter_map(|at| base.object(Target::Item(*at))) {
        planned.list.push(Change { from: Some(id.clone()), id, field: ID.to_owned(), to: None });
        planned.text.remove(node);
    }
    for (_, draft) in &drafts {
        planned.add(draft);
    }
    Ok(())
}

/// How people who go with these items are called, as names are compared, but for what somebody who stays is called too.
fn leaving(base: &Base<'_>, going: &HashSet<At>) -> HashSet<String> {
    let called = |goes: bool| {
        let team = base.plan.items.team.iter().enumerate();
        let members = team.filter(move |(index, _)| going.contains(&At::new(Kind::Member, *index)) == goes);
        members
            .flat_map(|(_, member)| [member.id.as_deref(), member.name.as_deref()])
            .flatten()
            .map(people::key)
    };
    let staying: HashSet<String> = called(false).collect();
    called(true).filter(|name| !name.is_empty() && !staying.contains(name)).collect()
}

/// That something still refers to what is to go, and what.
fn refused(going: &[At], base: &Base<'_>, drafts: &[(Target, Draft<'_>)]) -> Failure {
    let going: Vec<_> = going
        .iter()
        .filter_map(|at| base.object(Target::Item(*at)))
        .map(|(_, name, _)| format!("`{name}`"))
        .collect();
    let places: Vec<_> = drafts
        .iter()
        .flat_map(|(_, draft)| draft.keys().map(move |key| format!("{} {key}", draft.name)))
        .collect();
    let more = places.len().saturating_sub(NAMED_PLACES);
    let named = places.iter().take(NAMED_PLACES).cloned().collect::<Vec<_>>().join(", ");
    let more = if more > 0 { format!(" and {more} more") } else { String::new() };
    let message = format!("{} is still referred to by {named}{more}", going.join(", "));
    Failure::refusal(text::one_line(&message)).hint("`--force` removes the references too")
}
