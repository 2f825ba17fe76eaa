//! Records that contradict themselves: gates passed with open criteria, reviews held with open questions, blockers
//! that are resolved and still hold, risks that struck and belong to nobody.

use std::collections::HashMap;

use super::sink::{Sink, named, shown, typed};
use super::{Check, Rule, Subject};
use crate::diagnostic::Severity;
use crate::plan::kind::{Item, Kind};
use crate::plan::value::checklist::ChecklistEntry;
use crate::plan::value::status::{BlockerStatus, CheckpointStatus, ReviewStatus, RiskStatus};
use crate::text::plural;

pub(super) const PASSED_WITH_OPEN_CRITERIA: Rule = Rule {
    code: "passed-with-open-criteria",
    severity: Severity::Warning,
    summary: "a checkpoint is passed, but some of its criteria are open",
    explanation: "A checkpoint is a gate: it is passed when all its criteria hold. Tick the criteria that do, as in \
        `tracker update checkpoint-1 criteria.2=done`, or take the status back.",
    example: r#"{"issues": [{"id": "A"}], "checkpoints": [{"id": "checkpoint-1", "status": "passed", "criteria": ["Tests pass"]}]}"#,
    check: Check::Claims(passed_with_open_criteria),
};

fn passed_with_open_criteria(subject: &Subject<'_>, sink: &mut Sink) {
    for item in subject.structure.items(Kind::Checkpoint) {
        if let Item::Checkpoint(checkpoint) = item
            && checkpoint.status == Some(CheckpointStatus::Passed)
        {
            open_entries(subject, sink, (item, "criteria", "passed"), &checkpoint.criteria);
        }
    }
}

pub(super) const COMPLETED_WITH_OPEN_QUESTIONS: Rule = Rule {
    code: "completed-with-open-questions",
    severity: Severity::Warning,
    summary: "a review is completed, but some of its questions are open",
    explanation: "The questions of a review are the decisions that it is held for. Tick those that were decided, as in \
        `tracker update review-1 questions.3=done`, or take the status back.",
    example: r#"{"issues": [{"id": "A"}], "reviews": [{"id": "review-1", "status": "completed", "questions": ["Which interface?"]}]}"#,
    check: Check::Claims(completed_with_open_questions),
};

fn completed_with_open_questions(subject: &Subject<'_>, sink: &mut Sink) {
    for item in subject.structure.items(Kind::Review) {
        if let Item::Review(review) = item
            && review.status == Some(ReviewStatus::Completed)
        {
            open_entries(subject, sink, (item, "questions", "completed"), &review.questions);
        }
    }
}

/// One finding for the open entries of a list that should have none, at the first of them.
fn open_entries(
    subject: &Subject<'_>,
    sink: &mut Sink,
    (item, field, state): (Item<'_, '_>, &'static str, &str),
    entries: &[ChecklistEntry<'_>],
) {
    let mut open = entries.iter().enumerate().filter(|(_, entry)| !subject.state.is_ticked(entry));
    let Some((place, first)) = open.next() else { return };
    let count = open.count() + 1;
    let noun = if field == "criteria" { "criterion" } else { "question" };
    let count = if count == 1 { format!("1 {noun} is") } else { format!("{} are", many(count, noun)) };
    let message = format!("{} is {state}, but {count} open: `{}`", named(item), shown(first.words()));
    let own = format!("tracker update {} {field}.{}=done", typed(&item.address()), place + 1);
    let hint = first.text.as_deref().and_then(|text| of_item(subject, text)).unwrap_or(own);
    sink.push(sink.within(item, field, first.node, message).hint(hint));
}

/// What ticks an entry that stands for an item: the item's own status.
fn of_item(subject: &Subject<'_>, id: &str) -> Option<String> {
    let status = match subject.structure.index.find_exactly(id)?.kind {
        Kind::Milestone => return None,
        Kind::Batch | Kind::Issue | Kind::Action => "done",
        Kind::Review => "completed",
        Kind::Checkpoint => "passed",
        Kind::BlockerRecord => "resolved",
        Kind::Defect => "closed",
        _ => return Some(format!("tracker show {}", typed(id))),
    };
    Some(format!("tracker update {} status={status}", typed(id)))
}

fn many(count: usize, noun: &str) -> String {
    if noun == "criterion" { format!("{count} criteria") } else { plural(count, noun) }
}

pub(super) const RESOLVED_STILL_BLOCKS: Rule = Rule {
    code: "resolved-still-blocks",
    severity: Severity::Warning,
    summary: "a blocker has a `resolved` date, but its status is open, so it still blocks",
    explanation: "What a blocker affects is held until its `status` is `resolved`; the date alone frees nothing. Set the \
        status, or remove the date with `tracker update ID resolved=`.",
    example: r#"{"issues": [{"id": "A"}], "blockers": [{"id": "B-1", "resolved": "2025-10-16", "affects": ["A"]}]}"#,
    check: Check::Claims(resolved_still_blocks),
};

fn resolved_still_blocks(subject: &Subject<'_>, sink: &mut Sink) {
    for item in subject.structure.items(Kind::BlockerRecord) {
        let Item::BlockerRecord(blocker) = item else { continue };
        if let Some(date) = blocker.resolved
            && blocker.status != Some(BlockerStatus::Resolved)
        {
            let message = format!("{} was resolved on {date}, but it is open and still blocks", named(item));
            let hint = format!("tracker update {} status=resolved", typed(&item.address()));
            sink.push(sink.on(item, "resolved", message).hint(hint));
        }
    }
}

pub(super) const RISK_WITHOUT_OWNER: Rule = Rule {
    code: "risk-without-owner",
    severity: Severity::Warning,
    summary: "a risk has struck, and nobody owns it",
    explanation: "A risk that is `triggered` is a problem now, and someone has to act on it. Name who does.",
    example: r#"{"issues": [{"id": "A"}], "risks": [{"id": "R-1", "title": "Version drift", "status": "triggered"}]}"#,
    check: Check::Claims(risk_without_owner),
};

fn risk_without_owner(subject: &Subject<'_>, sink: &mut Sink) {
    for item in subject.structure.items(Kind::Risk) {
        let Item::Risk(risk) = item else { continue };
        if risk.status == Some(RiskStatus::Triggered) && risk.owner.is_none() {
            let message = format!("{} is `triggered`, and nobody owns it", named(item));
            let hint = format!("tracker update {} owner=@NAME", typed(&item.address()));
            sink.push(sink.on(item, "status", message).hint(hint));
        }
    }
}

pub(super) const TWO_TITLES: Rule = Rule {
    code: "two-titles",
    severity: Severity::Warning,
    summary: "one issue of the git host stands in the plan twice, under two titles",
    explanation: "Two items have the same `number`, or the same `url`, so they are one issue of the git host; but their \
        titles differ. Correct the number of one of them, or keep one item.",
    example: r#"{"issues": [{"id": "A", "title": "Loader", "number": 79}, {"id": "B", "title": "Engine", "number": 79}]}"#,
    check: Check::Claims(two_titles),
};

fn two_titles(subject: &Subject<'_>, sink: &mut Sink) {
    let mut first: HashMap<String, Item<'_, '_>> = HashMap::new();
    for item in subject.structure.items(Kind::Issue) {
        let Item::Issue(issue) = item else { continue };
        let number = issue.number.map(|number| ("number", format!("#{}", number.0)));
        let url = issue.url.as_deref().map(|url| ("url", url.to_owned()));
        for (field, name) in number.into_iter().chain(url) {
            let other = *first.entry(name.clone()).or_insert(item);
            if other.title().map(str::trim) != item.title().map(str::trim) {
                let message = format!(
                    "{} and {} are both {}, but their titles differ",
                    named(other),
                    named(item),
                    shown(&name)
                );
                let finding = sink.on(item, field, message);
                sink.push(finding.hint(format!("tracker update {} {field}=", typed(&item.address()))));
                break;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::check::tests::{found, hints};

    #[test]
    fn a_gate_is_passed_and_a_review_held_only_with_nothing_open() {
        let plan = r#"{"issues": [{"id": "A", "status": "done"}], "checkpoints": [
            {"id": "C-1", "status": "passed", "criteria": ["x", {"text": "y", "done": true}, "z", "A"]},
            {"id": "C-2", "status": "pending", "criteria": ["x"]}, {"id": "C-3", "status": "passed", "criteria": ["A"]}],
            "reviews": [{"id": "R-1", "status": "completed", "questions": ["q"]}]}"#;
        assert_eq!(
            found(plan),
            [
                "passed-with-open-criteria criteria: C-1 is passed, but 2 criteria are open: `x`",
                "completed-with-open-questions questions: R-1 is completed, but 1 question is open: `q`",
            ]
        );
    }

    #[test]
    fn an_open_entry_that_stands_for_an_item_is_ticked_by_the_item() {
        let plan = r#"{"issues": [{"id": "A"}], "checkpoints": [{"id": "C-1", "status": "passed", "criteria": ["A"]}]}"#;
        assert_eq!(hints(plan), ["tracker update A status=done"]);
    }

    #[test]
    fn one_issue_of_the_git_host_has_one_title() {
        let plan = r#"{"issues": [{"id": "A", "title": "x", "number": 1}, {"id": "B", "title": "x ", "number": 1},
            {"id": "C", "title": "y", "number": 1}, {"id": "D", "title": "z", "number": 2}]}"#;
        assert_eq!(found(plan), ["two-titles number: A and C are both #1, but their titles differ"]);
    }
}
