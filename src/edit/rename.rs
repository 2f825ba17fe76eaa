//! `rename`: another id for an item, there and wherever it is named.

use std::borrow::Cow;
use std::collections::HashSet;

use super::base::{Base, Target};
use super::change::ID;
use super::draft::Draft;
use super::owner::Owner;
use super::plan_changes::PlanChanges;
use super::references::{Fate, named, names_people, renamed_person, rewritten};
use crate::diagnostic::Failure;
use crate::plan::kind::{Item, Kind};
use crate::plan::shape::{Field, Shape};
use crate::plan::value::text::PLAN_ID;

/// Plans the new id, and the change of everything that names the old one.
pub(super) fn plan<'p>(
    base: &Base<'p>,
    old: &str,
    new: &str,
    planned: &mut PlanChanges<'p>,
) -> Result<(), Failure> {
    if old == PLAN_ID && base.unusable(old)?.is_none() {
        return Err(Failure::new("the plan itself has no id to rename")
            .hint("`tracker update plan title=TEXT` changes its title"));
    }
    let (at, item) = match base.item(old) {
        Ok(found) => found,
        Err(failure) => base.unusable(old)?.ok_or(failure)?,
    };
    let Some(id) = own_id(item) else {
        let address = item.address();
        return Err(Failure::new(format!("`{address}` has no id to rename"))
            .hint(format!("`tracker update {address} id=ID` gives it one")));
    };
    let is_usable = item.id().is_some();
    if is_usable && id == new {
        return Ok(());
    }
    base.judge_new_id(new, Some(at))?;
    // Of two members with one id it is the first whom the id names.
    let member = base.index.twins(at).into_iter().find(|twin| twin.kind == Kind::Member);
    let is_member = member == Some(at) || (!is_usable && at.kind == Kind::Member);
    let fate = |field: &Field, name: &str| {
        if names_people(field) {
            let renamed = is_member.then(|| renamed_person(name, &id, new)).flatten();
            return renamed.map_or(Fate::Keep, Fate::Become);
        }
        // A reference by an issue's number finds it under its new id too.
        let by_id = name.to_lowercase() == id.to_lowercase();
        let is_meant =
            if is_usable { by_id && named(base, field, name) == Some(at) } else { means(field, name, &id) };
        if is_meant { Fate::Become(new.to_owned()) } else { Fate::Keep }
    };
    let mut drafts = rewritten(base, &HashSet::new(), &fate);
    let own =
        drafts.iter().position(|(other, _)| *other == Target::Item(at)).map(|place| drafts.remove(place).1);
    let mut own = own.unwrap_or_else(|| Draft::of(base, item.node(), id.to_string(), Owner::Kind(at.kind)));
    own.name = if is_usable { id.into_owned() } else { item.place() };
    own.set(ID, Some(new.into()));
    planned.add(&own);
    for (_, draft) in &drafts {
        planned.add(draft);
    }
    Ok(())
}

/// The id that an item has in the text, also where it can be none.
fn own_id<'p>(item: Item<'p, 'p>) -> Option<Cow<'p, str>> {
    let written = || {
        let id = item.node().get(ID).filter(|id| !id.is_null())?;
        Some(id.as_str().unwrap_or(Cow::Borrowed(id.raw())))
    };
    item.id().map(Cow::Borrowed).or_else(written)
}

/// Whether a name under a field was meant for an item whose id can be none. What may be words stays as it is.
fn means(field: &Field, name: &str, id: &str) -> bool {
    let is_words = match field.shape {
        Shape::Checklist => true,
        Shape::Blockers => name.contains(char::is_whitespace),
        _ => false,
    };
    field.shape.refers() && name == id && !is_words
}
