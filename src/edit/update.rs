//! `update`: sets fields of items of any kind, or of the plan itself.

use super::assignment::Assignment;
use super::base::{Base, Target};
use super::draft::Draft;
use super::plan_changes::PlanChanges;
use super::{fields, stamps};
use crate::diagnostic::Failure;
use crate::text;

/// Plans the same assignments for every item that is named.
pub(super) fn plan<'p>(
    base: &Base<'p>,
    ids: &[String],
    assignments: &[Assignment],
    planned: &mut PlanChanges<'p>,
) -> Result<(), Failure> {
    let targets = targets(base, ids)?;
    if assignments.is_empty() {
        let ids: Vec<_> = ids.iter().map(|id| text::one_line(id)).collect();
        return Err(Failure::new(format!("nothing to set on {}", ids.join(", ")))
            .hint("write KEY=VALUE behind it, such as `status=in-progress`"));
    }
    for target in targets {
        let Some((node, name, owner)) = base.object(target) else { continue };
        let mut draft = Draft::of(base, node, name, owner);
        fields::assign(base, &mut draft, assignments)?;
        stamps::stamp(&mut draft, assignments, base.today);
        planned.add(&draft);
    }
    Ok(())
}

/// What the ids name, each once.
fn targets(base: &Base<'_>, ids: &[String]) -> Result<Vec<Target>, Failure> {
    if ids.is_empty() {
        return Err(Failure::new("no item is named")
            .hint("write the id first: `tracker update ID KEY=VALUE`; `plan` is the plan itself"));
    }
    let mut targets: Vec<Target> = Vec::with_capacity(ids.len());
    for (index, id) in ids.iter().enumerate() {
        let target = match (base.target(id), targets.first()) {
            (Ok(target), _) => target,
            (Err(failure), None) => return Err(failure),
            (Err(failure), Some(first)) => return Err(meant_as_field(base, *first, id, failure)),
        };
        if let Some(place) = targets.iter().position(|other| *other == target) {
            let (one, other) =
                (ids.get(place).map_or("", String::as_str), ids.get(index).map_or("", |id| id));
            let (one, other) = (text::one_line(one), text::one_line(other));
            let message = if one == other {
                format!("`{one}` is named twice")
            } else {
                format!("`{one}` and `{other}` name the same item")
            };
            return Err(Failure::new(message).hint("name each item once"));
        }
        targets.push(target);
    }
    Ok(targets)
}

/// A word behind an id that names no item was perhaps meant as a field.
fn meant_as_field(base: &Base<'_>, first: Target, word: &str, failure: Failure) -> Failure {
    let key = base.object(first).and_then(|(_, _, owner)| owner.meant_key(word));
    let near = base.index.nearest(word).filter(|_| key != Some(word)).map(text::one_line);
    match (near, key) {
        _ if base.index.address(word).is_some() => failure,
        (Some(near), Some(key)) => {
            failure.hint(format!("did you mean `{near}`? to set a field write `{key}=VALUE`"))
        }
        (None, Some(key)) => failure.hint(format!("to set a field write `{key}=VALUE`")),
        (_, None) => failure,
    }
}
