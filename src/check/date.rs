//! Dates that contradict one another or the status, and times without a place on the calendar.

use std::collections::HashSet;

use super::sink::{Sink, named, shown, typed};
use super::status::{claims, set_status};
use super::{Check, Rule, Subject};
use crate::diagnostic::Severity;
use crate::plan::choice::Choice;
use crate::plan::facet::Facet;
use crate::plan::kind::Item;
use crate::plan::shape::Shape;
use crate::plan::value::date::Date;
use crate::plan::value::status::Status;
use crate::plan::value::when::{Meaning, When};

pub(super) const COMPLETED_NOT_DONE: Rule = Rule {
    code: "completed-not-done",
    severity: Severity::Warning,
    summary: "an item has a `completed` date and is not done",
    explanation: "`update` writes `completed` when an item becomes done, and removes it when it leaves done. The weekly \
        report lists what has `completed` in its week, so it would report unfinished work as completed. Set the status \
        to `done`, or remove the date with `tracker update ID completed=`.",
    example: r#"{"issues": [{"id": "FEAT-041", "status": "in-progress", "completed": "2025-10-16"}]}"#,
    check: Check::Claims(completed_not_done),
};

fn completed_not_done(subject: &Subject<'_>, sink: &mut Sink) {
    for claim in claims(subject) {
        let completed = match claim.item {
            Item::Batch(batch) => batch.completed,
            Item::Issue(issue) => issue.completed,
            _ => None,
        };
        let (Some(date), Some(status)) = (completed, subject.state.status(claim.at)) else { continue };
        if matches!(status, Status::Done | Status::Cancelled) {
            continue;
        }
        let message = format!("{} was completed on {date}, but it is `{}`", named(claim.item), status.name());
        let finding = sink.on(claim.item, "completed", message);
        sink.push(if claim.has_issues(subject) {
            finding.hint(format!("tracker update {} completed=", typed(&claim.item.address())))
        } else {
            finding.hint(set_status(claim.item, Status::Done))
        });
    }
}

pub(super) const COMPLETED_BEFORE_STARTED: Rule = Rule {
    code: "completed-before-started",
    severity: Severity::Warning,
    summary: "an item ended before it began",
    explanation: "`completed` lies before `started`, the `resolved` of a blocker before its `opened`, or the `closed` of a \
        defect before its `opened`. One of the two dates is wrong.",
    example: r#"{"issues": [{"id": "FEAT-041", "status": "done", "started": "2025-10-17", "completed": "2025-10-16"}]}"#,
    check: Check::Claims(completed_before_started),
};

fn completed_before_started(subject: &Subject<'_>, sink: &mut Sink) {
    for (_, item) in subject.structure.plan.all_items() {
        let Some([(beginning, began), (end, ended)]) = lifetime(item) else { continue };
        if ended < began {
            let message =
                format!("{} was {end} on {ended}, before it was {beginning} on {began}", named(item));
            let hint = format!("tracker update {} {end}=YYYY-MM-DD", typed(&item.address()));
            sink.push(sink.on(item, end, message).hint(hint));
        }
    }
}

/// The fields that say when an item began and ended, with their dates.
fn lifetime(item: Item<'_, '_>) -> Option<[(&'static str, Date); 2]> {
    Some(match item {
        Item::Batch(batch) => [("started", batch.started?), ("completed", batch.completed?)],
        Item::Issue(issue) => [("started", issue.started?), ("completed", issue.completed?)],
        Item::BlockerRecord(blocker) => [("opened", blocker.opened?), ("resolved", blocker.resolved?)],
        Item::Defect(defect) => [("opened", defect.opened?), ("closed", defect.closed?)],
        _ => return None,
    })
}

pub(super) const UNPLACEABLE_DATE: Rule = Rule {
    code: "unplaceable-date",
    severity: Severity::Note,
    summary: "a time has no place on the calendar",
    explanation: "A time is a date (`2025-10-16`), a week or a day of the plan (`Week 3`, `Week 3–4`, `Day 2`), hours from \
        the start (`Hour 11–12`) or a span from now on (`30m`). Other text is allowed and shown as it stands, but it is \
        never overdue and sorts after the dates.",
    example: r#"{"issues": [{"id": "FEAT-041", "targetDate": "after the holidays"}]}"#,
    check: Check::Claims(unplaceable_date),
};

fn unplaceable_date(subject: &Subject<'_>, sink: &mut Sink) {
    let plan = subject.structure.plan;
    // What was surely meant as a date is a finding of reading.
    let known: HashSet<usize> = plan.problems.iter().map(|problem| problem.span.start).collect();
    for (item, field) in subject.structure.fields(|shape| matches!(shape, Shape::When)) {
        let Some(Facet::Text(text)) = item.facet(field) else { continue };
        if When::new(text.clone(), plan.hours_per_day()).meaning != Meaning::Words {
            continue;
        }
        let message = format!(
            "the `{field}` of {} is `{}`, which has no place on the calendar",
            named(item),
            shown(&text)
        );
        let finding = sink.on(item, field, message);
        if !known.contains(&finding.span.start) {
            sink.push(finding.hint("write a date such as 2026-01-05, or a week such as `Week 3`"));
        }
    }
}
