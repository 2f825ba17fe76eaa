//! Deliverables that name a file.

use super::sink::{Sink, named, shown};
use super::{Check, Rule, Subject};
use crate::diagnostic::Severity;
use crate::plan::Plan;
use crate::plan::kind::Item;
use crate::plan::value::checklist::ChecklistEntry;

pub(super) const MISSING_FILE: Rule = Rule {
    code: "missing-file",
    severity: Severity::Note,
    summary: "a deliverable names a file that is not in the repository",
    explanation: "The `path` of a deliverable leads, from the plan's folder or from the root of its repository, to no file. \
        While the deliverable is open the file may still be to come; one that is done has another path, or was not \
        committed.",
    example: r#"{"issues": [{"id": "A", "deliverables": [{"path": "docs/NOT-THERE.md"}]}]}"#,
    check: Check::Claims(missing_file),
};

/// The paths that the deliverables of a plan name.
pub fn deliverable_paths<'p>(plan: &'p Plan<'p>) -> impl Iterator<Item = &'p str> {
    deliverables(plan).filter_map(|(_, entry)| entry.path.as_deref())
}

fn missing_file(subject: &Subject<'_>, sink: &mut Sink) {
    for (item, entry) in deliverables(subject.structure.plan) {
        let Some(path) = entry.path.as_deref().filter(|path| subject.is_missing(path)) else { continue };
        let message = if subject.state.is_ticked(entry) {
            format!("a deliverable of {} is done, but `{}` is not there", named(item), shown(path))
        } else {
            format!("a deliverable of {} is `{}`, which is not there yet", named(item), shown(path))
        };
        let hint = "the path begins at the plan's folder or at the root of its repository";
        sink.push(sink.within(item, "deliverables", entry.node, message).hint(hint));
    }
}

fn deliverables<'p>(plan: &'p Plan<'p>) -> impl Iterator<Item = (Item<'p, 'p>, &'p ChecklistEntry<'p>)> {
    plan.all_items().flat_map(|(_, item)| {
        let entries: &[ChecklistEntry<'_>] = match item {
            Item::Batch(batch) => &batch.deliverables,
            Item::Issue(issue) => &issue.deliverables,
            Item::Review(review) => &review.deliverables,
            _ => &[],
        };
        entries.iter().map(move |entry| (item, entry))
    })
}
