//! What items must have, and may have once only.

use std::collections::HashSet;

use super::sink::{Sink, head, named, opening, shown, typed};
use super::{Check, Rule, Structure};
use crate::diagnostic::Severity;
use crate::json::Node;
use crate::plan::facet::Facet;
use crate::plan::kind::{Item, Kind};
use crate::plan::value::text::Id;
use crate::text::Positions;

pub(super) const MISSING_ID: Rule = Rule {
    code: "missing-id",
    severity: Severity::Error,
    summary: "a batch, an issue or a team member has no `id`",
    explanation: "Commands and other items name an item by its id. Batches, issues and team members need one; items of \
        other kinds may do without and are addressed by kind and place, as in `actions.3`. Add an `id` that no other \
        item has, such as the one in the hint.",
    example: r#"{"issues": [{"title": "Plugin Loader"}]}"#,
    check: Check::Structure(missing_id),
};

fn missing_id(structure: &Structure<'_>, sink: &mut Sink) {
    for kind in [Kind::Batch, Kind::Issue, Kind::Member] {
        for item in structure.items(kind) {
            // An `id` that is there but unusable is a finding of reading.
            let absent = item.id().is_none() && item.node().get("id").is_none_or(Node::is_null);
            if !absent {
                continue;
            }
            let message =
                format!("{} has no `id`, and every {} needs one", item.address(), kind.description().one);
            let finding = sink.at(opening(item.node()), message).about(item.address()).field("id");
            sink.push(match free_id(structure, item) {
                Some(id) => finding.hint(format!("add `\"id\": \"{id}\"`")),
                None => finding.hint("add an `id` that no other item has"),
            });
        }
    }
}

/// An id of the kind's pattern with the item's place as number, when no item has it.
fn free_id(structure: &Structure<'_>, item: Item<'_, '_>) -> Option<String> {
    let id = item.kind().description().pattern.replace('#', &item.position().to_string());
    structure.index.find(&id).is_none().then_some(id)
}

pub(super) const DUPLICATE_ID: Rule = Rule {
    code: "duplicate-id",
    severity: Severity::Error,
    summary: "two items have the same id",
    explanation: "An id is unique over all kinds. A reference to it finds the first item; a command finds either \
        by its kind and place alone, as in `issues.3`. Give one of the two another id; the finding stands at the second \
        and names the line of the first.",
    example: r#"{"batches": [{"id": "A"}], "issues": [{"id": "A"}]}"#,
    check: Check::Structure(duplicate_id),
};

fn duplicate_id(structure: &Structure<'_>, sink: &mut Sink) {
    let plan = structure.plan;
    let duplicates = structure.index.duplicates();
    if duplicates.is_empty() {
        return;
    }
    let positions = Positions::new(plan.root.document().text());
    let mut proposed = HashSet::new();
    for duplicate in duplicates {
        let (Some(first), Some(second)) = (plan.item(duplicate.first), plan.item(duplicate.second)) else {
            continue;
        };
        let (one, other) = (first.kind().description().one, second.kind().description().one);
        let message = if one == other {
            format!("two items of kind `{one}` have the id `{}`", named(second))
        } else {
            format!("one item of kind `{one}` and one of kind `{other}` have the id `{}`", named(second))
        };
        let line = positions.of(head(first).start).line;
        let finding = sink.on(second, "id", message).label(format!("first used in line {line}"));
        sink.push(match another_id(structure, second, &mut proposed) {
            Some(id) => finding.hint(format!("tracker rename {} {}", second.place(), typed(&id))),
            None => finding.hint("give one of the two another id in the file"),
        });
    }
}

/// The item's id with the first number behind it that makes it a free one, which is not proposed for another.
fn another_id(
    structure: &Structure<'_>,
    item: Item<'_, '_>,
    proposed: &mut HashSet<String>,
) -> Option<String> {
    let ids = (2..100).map(|number| format!("{}-{number}", item.address()));
    let mut free = ids.filter(|id| Id::may_be_new(id) && structure.index.find(id).is_none());
    let id = free.find(|id| !proposed.contains(&id.to_lowercase()))?;
    proposed.insert(id.to_lowercase());
    Some(id)
}

pub(super) const OWNER_AND_OWNERS: Rule = Rule {
    code: "owner-and-owners",
    severity: Severity::Error,
    summary: "an item has both `owner` and `owners`",
    explanation: "`owner` holds one name, `owners` several. With both, nobody can tell who answers for the item. Put all \
        names into `owners`, or remove one of the two with `tracker update ID owner=`. An empty `owner` counts as \
        absent.",
    example: r#"{"issues": [{"id": "A", "owner": "@lead", "owners": ["@lead", "@tools"]}]}"#,
    check: Check::Structure(owner_and_owners),
};

fn owner_and_owners(structure: &Structure<'_>, sink: &mut Sink) {
    let both = |kind: &&Kind| {
        let description = kind.description();
        description.field("owner").is_some() && description.field("owners").is_some()
    };
    for kind in Kind::ALL.iter().filter(both) {
        for item in structure.items(*kind) {
            let present = |key| item.facet(key).is_some_and(|facet| !facet.is_absent());
            // Few items have several owners.
            if !(present("owners") && present("owner")) {
                continue;
            }
            let owner = item.facet("owner").unwrap_or(Facet::Absent);
            let message = format!(
                "{} has `owner` ({}) and `owners`, and only one may be",
                named(item),
                shown(&owner.shown())
            );
            let hint = format!("tracker update {} owner=", typed(&item.address()));
            sink.push(sink.on(item, "owners", message).hint(hint));
        }
    }
}

pub(super) const EMPTY_PLAN: Rule = Rule {
    code: "empty-plan",
    severity: Severity::Warning,
    summary: "the plan has neither batches nor issues",
    explanation: "Every key of a plan is optional, but a plan with neither batches nor issues has no state to show. Add \
        the first with `tracker add`, or check that the keys are spelt `batches` and `issues`.",
    example: r#"{"title": "A program of work"}"#,
    check: Check::Structure(empty_plan),
};

fn empty_plan(structure: &Structure<'_>, sink: &mut Sink) {
    let items = &structure.plan.items;
    if items.batches.is_empty() && items.issues.is_empty() {
        let message = "the plan has neither batches nor issues, so it has nothing to show";
        let finding = sink.at(opening(structure.plan.root), message).about("plan");
        sink.push(finding.hint("tracker add issues title='what is to be done'"));
    }
}
