//! References that lead nowhere, or where they may not.

use super::sink::{Sink, named, shown, typed};
use super::suggestion::Suggestions;
use super::{Check, Rule, Structure, Subject};
use crate::diagnostic::{Diagnostic, Severity};
use crate::graph::{Fault, Unresolved};
use crate::plan::index::At;
use crate::plan::kind::{Item, Kind};
use crate::plan::value::dependency::{Reference, Scope};

pub(super) const UNKNOWN_REFERENCE: Rule = Rule {
    code: "unknown-reference",
    severity: Severity::Error,
    summary: "a reference names no item of the plan",
    explanation: "`dependencies`, `batch`, `review` and the entries of `blockers` without white space name items by id. \
        No item has this one, so the reference holds nothing. Correct the spelling, add the item, or remove the \
        reference. In `blockers`, words for something outside the plan need white space: `the vendor's answer`.",
    example: r#"{"issues": [{"id": "FEAT-044"}, {"id": "FEAT-047", "dependencies": ["FEAT-44"]}]}"#,
    check: Check::Structure(unknown_reference),
};

fn unknown_reference(structure: &Structure<'_>, sink: &mut Sink) {
    let mut suggestions = Suggestions::new(structure.index.ids());
    for wrong in faulty(structure, |fault| fault == Fault::Unknown) {
        let Some(item) = structure.plan.item(wrong.from) else { continue };
        let id = wrong.node.as_str().or_else(|| wrong.node.get("id")?.as_str()).unwrap_or_default();
        let message = match wrong.field {
            "dependencies" | "blockers" => {
                format!("{} waits for `{}`, which is no item of the plan", named(item), shown(&id))
            }
            field => {
                format!("the {field} of {} is `{}`, which is no item of the plan", named(item), shown(&id))
            }
        };
        let finding = sink.within(item, wrong.field, wrong.node, message);
        sink.push(match suggestions.nearest(&id) {
            Some(near) => finding.hint(format!("did you mean `{}`?", shown(near))),
            None => finding.hint(remedy(item, wrong.field, &id)),
        });
    }
}

/// What to type about a reference that leads nowhere and is near to nothing.
fn remedy(item: Item<'_, '_>, field: &str, id: &str) -> String {
    let address = item.address();
    match field {
        "blockers" => "something outside the plan is named by more than one word".to_owned(),
        "dependencies" => {
            format!("tracker update {} {}", typed(&address), typed(&format!("dependencies-={id}")))
        }
        field => format!("tracker update {} {field}=", typed(&address)),
    }
}

pub(super) const SELF_REFERENCE: Rule = Rule {
    code: "self-reference",
    severity: Severity::Error,
    summary: "an item refers to itself",
    explanation: "Nothing can wait for itself or be a part of itself. Remove the entry, or write the id that was meant.",
    example: r#"{"issues": [{"id": "FEAT-047", "dependencies": ["FEAT-047"]}]}"#,
    check: Check::Structure(self_reference),
};

fn self_reference(structure: &Structure<'_>, sink: &mut Sink) {
    for wrong in faulty(structure, |fault| fault == Fault::Itself) {
        let Some(item) = structure.plan.item(wrong.from) else { continue };
        let message = match wrong.field {
            "dependencies" | "blockers" => format!("{} waits for itself", named(item)),
            field => format!("{} is its own {field}", named(item)),
        };
        let finding = sink.within(item, wrong.field, wrong.node, message);
        sink.push(finding.hint(removal(item, &wrong)));
    }
}

pub(super) const OWN_BATCH: Rule = Rule {
    code: "own-batch",
    severity: Severity::Error,
    summary: "an issue waits for its own batch",
    explanation: "A batch is done when its issues are, so an issue that waits for its own batch waits for itself. Remove \
        the entry. What all issues of a batch wait for belongs into the batch's own `dependencies`.",
    example: r#"{"batches": [{"id": "batch-1"}],
 "issues": [{"id": "FEAT-047", "batch": "batch-1", "dependencies": ["batch-1"]}]}"#,
    check: Check::Structure(own_batch),
};

fn own_batch(structure: &Structure<'_>, sink: &mut Sink) {
    for wrong in faulty(structure, |fault| fault == Fault::OwnBatch) {
        let Some(item) = structure.plan.item(wrong.from) else { continue };
        let message = format!("{} waits for its own batch, which waits for it", named(item));
        let finding = sink.within(item, wrong.field, wrong.node, message);
        sink.push(finding.hint(removal(item, &wrong)));
    }
}

pub(super) const WRONG_KIND: Rule = Rule {
    code: "wrong-kind",
    severity: Severity::Error,
    summary: "a reference names an item of a kind that cannot stand there",
    explanation: "One can wait for batches, issues, reviews, checkpoints, blockers, defects and actions, since these end. \
        `batch` names a batch, and the `review` of a decision names a review. `affects` and `covers` may name anything.",
    example: r#"{"risks": [{"id": "R-1"}], "issues": [{"id": "FEAT-047", "dependencies": ["R-1"]}]}"#,
    check: Check::Structure(wrong_kind),
};

fn wrong_kind(structure: &Structure<'_>, sink: &mut Sink) {
    for wrong in faulty(structure, |fault| matches!(fault, Fault::WrongKind(_))) {
        let Fault::WrongKind(to) = wrong.fault else { continue };
        let (Some(item), Some(target)) = (structure.plan.item(wrong.from), structure.plan.item(to)) else {
            continue;
        };
        let one = target.kind().description().one;
        let (item_name, target_name) = (named(item), named(target));
        let message = match wrong.field {
            "dependencies" | "blockers" => {
                format!("{item_name} waits for {target_name}, but an item of kind `{one}` is never done")
            }
            field => format!("the {field} of {item_name} is {target_name}, which is of kind `{one}`"),
        };
        let finding = sink.within(item, wrong.field, wrong.node, message);
        sink.push(finding.hint(removal(item, &wrong)));
    }
}

/// The command that takes a reference away.
fn removal(item: Item<'_, '_>, wrong: &Unresolved<'_>) -> String {
    let address = item.address();
    let id = wrong.node.as_str().or_else(|| wrong.node.get("id")?.as_str()).unwrap_or_default();
    match wrong.field {
        field @ ("dependencies" | "blockers") => {
            format!("tracker update {} {}", typed(&address), typed(&format!("{field}-={id}")))
        }
        field => format!("tracker update {} {field}=", typed(&address)),
    }
}

/// The wrong references: those that the graph could not follow, and those of the kinds that the graph leaves alone.
fn faulty<'s>(
    structure: &'s Structure<'_>,
    wanted: impl Fn(Fault) -> bool + 's,
) -> impl Iterator<Item = Unresolved<'s>> {
    let of_graph = structure.graph.unresolved().iter().copied().map(|mut wrong| {
        if wrong.fault == Fault::WrongKind(wrong.from) {
            wrong.fault = Fault::Itself;
        }
        wrong
    });
    of_graph.chain(memberships(structure)).filter(move |wrong| wanted(wrong.fault))
}

/// The wrong references to a batch or a review of items that wait for nothing.
fn memberships<'s>(structure: &'s Structure<'_>) -> impl Iterator<Item = Unresolved<'s>> {
    const FIELDS: [(Kind, &str, Kind); 4] = [
        (Kind::Defect, "batch", Kind::Batch),
        (Kind::Risk, "batch", Kind::Batch),
        (Kind::Checkpoint, "batch", Kind::Batch),
        (Kind::Decision, "review", Kind::Review),
    ];
    let items = &structure.plan.items;
    FIELDS.iter().flat_map(move |(kind, field, wanted)| {
        (0..items.count(*kind)).filter_map(move |place| {
            let from = At::new(*kind, place);
            let reference = membership(items.get(*kind, place)?)?;
            let fault = match structure.index.find(&reference.id) {
                Some(at) if at.kind == *wanted => return None,
                Some(at) if at == from => Fault::Itself,
                Some(at) => Fault::WrongKind(at),
                None => Fault::Unknown,
            };
            Some(Unresolved { from, field, id: &reference.id, node: reference.node, fault })
        })
    })
}

const fn membership<'p>(item: Item<'p, 'p>) -> Option<&'p Reference<'p>> {
    match item {
        Item::Defect(defect) => defect.batch.as_ref(),
        Item::Risk(risk) => risk.batch.as_ref(),
        Item::Checkpoint(checkpoint) => checkpoint.batch.as_ref(),
        Item::Decision(decision) => decision.review.as_ref(),
        _ => None,
    }
}

pub(super) const MISSPELT_ID: Rule = Rule {
    code: "misspelt-id",
    severity: Severity::Note,
    summary: "an entry of `affects` or `covers` is no id, but nearly one",
    explanation: "`affects` and `covers` may hold words, which are shown and hold nothing. This entry has no white space, \
        no item has it as its id, and an item has one that is spelt nearly so. If that item was meant, correct the \
        entry: a blocker holds up only what its `affects` names exactly.",
    example: r#"{"issues": [{"id": "FEAT-041"}], "blockers": [{"id": "B-1", "affects": ["FEAT-41"]}]}"#,
    check: Check::Claims(misspelt_id),
};

fn misspelt_id(subject: &Subject<'_>, sink: &mut Sink) {
    let Structure { plan, index, .. } = subject.structure;
    let mut suggestions = Suggestions::new(index.ids());
    for (_, item) in plan.all_items() {
        let (field, entries): (_, &[Scope<'_>]) = match item {
            Item::BlockerRecord(blocker) => ("affects", &blocker.affects),
            Item::Risk(risk) => ("affects", &risk.affects),
            Item::Workstream(workstream) => ("covers", &workstream.covers),
            _ => continue,
        };
        for Scope(entry) in entries.iter().filter(|entry| !entry.is_everything() && !entry.is_words()) {
            if index.find(&entry.id).is_some() {
                continue;
            }
            if let Some(near) = suggestions.nearest(&entry.id) {
                sink.push(misspelt(sink, item, field, entry, near));
            }
        }
    }
}

fn misspelt(
    sink: &Sink,
    item: Item<'_, '_>,
    field: &'static str,
    entry: &Reference<'_>,
    near: &str,
) -> Diagnostic {
    let message = format!(
        "`{}` in the `{field}` of {} is no item of the plan, so it is only words",
        shown(&entry.id),
        named(item)
    );
    sink.within(item, field, entry.node, message).hint(format!("did you mean `{}`?", shown(near)))
}
