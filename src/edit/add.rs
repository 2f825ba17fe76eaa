//! `add`: a new item at the end of its kind.

use serde_json::Value;

use super::assignment::{Assignment, Key};
use super::base::Base;
use super::change::{Change, ID};
use super::draft::Draft;
use super::fields;
use super::next_id::next_id;
use super::owner::Owner;
use super::plan_changes::PlanChanges;
use crate::diagnostic::Failure;
use crate::plan::kind::Kind;
use crate::text;

/// The kind that a person names by its key or by one of its items: `issues`, `issue`.
///
/// # Errors
/// When there is none, with the nearest that there is.
pub fn kind_named(word: &str) -> Result<Kind, Failure> {
    let names = |kind: &Kind| [kind.description().key, kind.description().one];
    let found = Kind::ALL.iter().find(|kind| names(kind).iter().any(|name| name.eq_ignore_ascii_case(word)));
    found.copied().ok_or_else(|| {
        let failure = Failure::new(format!("no kind `{}`", text::one_line(word)));
        let singular = Kind::ALL.iter().map(|kind| kind.description().one);
        match text::nearest(word, Kind::ALL.iter().flat_map(names)) {
            Some(near) => failure.hint(format!("did you mean `{near}`?")),
            None => failure.hint(format!("the kinds are {}", singular.collect::<Vec<_>>().join(", "))),
        }
    })
}

/// Plans a new item, with the next id of its kind when none is given.
pub(super) fn plan<'p>(
    base: &Base<'p>,
    kind: Kind,
    id: Option<&str>,
    assignments: &[Assignment],
    planned: &mut PlanChanges<'p>,
) -> Result<(), Failure> {
    let description = kind.description();
    let assigned_id = assignments.iter().find(|one| one.key == Key::Field(ID.to_owned()));
    if id.is_none() && assignments.is_empty() {
        return Err(Failure::new(format!("nothing is said about the new {}", description.one)).hint(
            format!(
                "write KEY=VALUE behind it: `tracker add {} {}=TEXT`",
                description.one, description.title
            ),
        ));
    }
    let id = match (id, assigned_id) {
        (Some(_), Some(_)) => {
            return Err(Failure::new("the id is given twice").hint("leave `id=` out"));
        }
        (Some(id), None) => id.to_owned(),
        (None, Some(assigned)) => assigned.value.clone(),
        (None, None) => next_id(base, kind),
    };
    base.judge_new_id(&id, None)?;
    let mut draft = Draft::new(base, id.clone(), Owner::Kind(kind));
    fields::assign(base, &mut draft, assignments)?;
    draft.set(ID, Some(id.as_str().into()));
    let object = Value::Object(draft.to_object());
    let root = base.plan.root;
    match root.get(description.key) {
        Some(array) if !array.is_null() => planned.text.insert_element(array, array.len(), &object),
        Some(null) => planned.text.replace(null, &vec![object].into()),
        None => planned.text.insert_member(root, root.len(), description.key, &vec![object].into()),
    }
    planned.list.push(Change { id: id.clone(), field: ID.to_owned(), from: None, to: Some(id) });
    let mut fields = Vec::new();
    draft.list_changes(&mut fields);
    planned.list.extend(fields.into_iter().filter(|change| change.field != ID));
    Ok(())
}
