//! `rename`: another id for an item, there and wherever it is named.

use std::collections::HashSet;

use super::base::{Base, Target};
use super::change::ID;
use super::draft::Draft;
use super::owner::Owner;
use super::plan_changes::PlanChanges;
use super::references::{Fate, names, names_people, renamed_person, rewritten};
use crate::diagnostic::Failure;
use crate::plan::kind::Kind;
use crate::plan::shape::Field;
use crate::plan::value::text::PLAN_ID;

/// Plans the new id, and the change of everything that names the old one.
pub(super) fn plan<'p>(
    base: &Base<'p>,
    old: &str,
    new: &str,
    planned: &mut PlanChanges<'p>,
) -> Result<(), Failure> {
    if old == PLAN_ID {
        return Err(Failure::new("the plan itself has no id to rename")
            .hint("`tracker update plan title=TEXT` changes its title"));
    }
    let (at, item) = base.item(old)?;
    let Some(id) = item.id() else {
        let address = item.address();
        return Err(Failure::new(format!("`{address}` has no id to rename"))
            .hint(format!("`tracker update {address} id=ID` gives it one")));
    };
    if id == new {
        return Ok(());
    }
    base.judge_new_id(new, Some(at))?;
    // Of two members with one id it is the first whom the id names.
    let member = base.index.twins(at).into_iter().find(|twin| twin.kind == Kind::Member);
    let fate = |field: &Field, name: &str| {
        if names_people(field) {
            let renamed = (member == Some(at)).then(|| renamed_person(name, id, new)).flatten();
            return renamed.map_or(Fate::Keep, Fate::Become);
        }
        // A reference by an issue's number finds it under its new id too.
        let by_id = name.to_lowercase() == id.to_lowercase();
        if by_id && names(base, field, name, at) { Fate::Become(new.to_owned()) } else { Fate::Keep }
    };
    let mut drafts = rewritten(base, &HashSet::new(), &fate);
    let own =
        drafts.iter().position(|(other, _)| *other == Target::Item(at)).map(|place| drafts.remove(place).1);
    let mut own = own.unwrap_or_else(|| Draft::of(base, item.node(), id.to_owned(), Owner::Kind(at.kind)));
    id.clone_into(&mut own.name);
    own.set(ID, Some(new.into()));
    planned.add(&own);
    for (_, draft) in &drafts {
        planned.add(draft);
    }
    Ok(())
}
