//! Progress that the plan itself refutes.

use super::sink::{Sink, named, typed};
use super::status::{Claim, claims, set_status};
use super::{Check, Rule, Subject};
use crate::diagnostic::{Diagnostic, Severity};
use crate::plan::kind::Item;
use crate::plan::value::number::Percent;
use crate::plan::value::status::Status;
use crate::text;

/// How far a batch's stored progress may lie from that of its issues: people round.
const TOLERANCE: f64 = 1.0;

pub(super) const PROGRESS_REFUTED: Rule = Rule {
    code: "progress-refuted",
    severity: Severity::Warning,
    summary: "a stored progress contradicts the status, or the issues of the batch",
    explanation: "What is done has a progress of 100, and what has a progress of 100 is done. The progress of a batch with \
        issues is the mean of theirs, weighted by `estimate` when all have one, and its own may differ from it by less \
        than 1. Reports show the progress that follows from the plan. Remove a batch's own with \
        `tracker update ID progress=`.",
    example: r#"{"issues": [{"id": "FEAT-041", "status": "done", "progress": 50}]}"#,
    check: Check::Claims(progress_refuted),
};

fn progress_refuted(subject: &Subject<'_>, sink: &mut Sink) {
    for claim in claims(subject) {
        let progress = match claim.item {
            Item::Batch(batch) => batch.progress,
            Item::Issue(issue) => issue.progress,
            _ => None,
        };
        let Some(progress) = progress else { continue };
        let finding = if claim.has_issues(subject) {
            refuted_by_issues(subject, sink, &claim, progress)
        } else {
            refuted_by_status(sink, &claim, progress)
        };
        if let Some(finding) = finding {
            sink.push(finding);
        }
    }
}

fn refuted_by_issues(
    subject: &Subject<'_>,
    sink: &Sink,
    claim: &Claim<'_>,
    stored: Percent,
) -> Option<Diagnostic> {
    let derived = subject.state.batch_progress(claim.at.index());
    let stored = stored.number();
    // Nothing but all is 100%.
    let falsely_complete = stored >= 100.0 && derived < 100.0;
    if claim.stored == Some(Status::Cancelled) || ((stored - derived).abs() < TOLERANCE && !falsely_complete)
    {
        return None;
    }
    let message = format!(
        "{} has a progress of {}, but its issues make it {}",
        named(claim.item),
        text::percent(stored),
        text::percent(derived)
    );
    let hint = format!("tracker update {} progress=", typed(&claim.item.address()));
    Some(sink.on(claim.item, "progress", message).hint(hint))
}

fn refuted_by_status(sink: &Sink, claim: &Claim<'_>, stored: Percent) -> Option<Diagnostic> {
    let number = stored.number();
    let (message, hint) = match claim.stored {
        Some(Status::Done) if number < 100.0 => (
            format!("{} is `done`, but its progress is {}", named(claim.item), text::percent(number)),
            format!("tracker update {} progress=100", typed(&claim.item.address())),
        ),
        Some(Status::Done | Status::Cancelled) => return None,
        _ if number >= 100.0 => (
            format!("{} has a progress of 100%, but it is not `done`", named(claim.item)),
            set_status(claim.item, Status::Done),
        ),
        _ => return None,
    };
    Some(sink.on(claim.item, "progress", message).hint(hint))
}
