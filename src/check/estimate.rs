//! Estimates that are missing where they matter, and those of batches that their issues refute.

use super::sink::{Sink, named, typed};
use super::status::claims;
use super::{Check, Planned, Rule, Subject};
use crate::diagnostic::Severity;
use crate::plan::kind::Item;
use crate::plan::value::hours::Hours;
use crate::text;

/// For each piece of work without an estimate so many others have one, else estimates are not this plan's habit.
const MOST: usize = 3;

pub(super) const ESTIMATE_REFUTED: Rule = Rule {
    code: "estimate-refuted",
    severity: Severity::Warning,
    summary: "the estimate of a batch is not that of its issues together",
    explanation: "All issues of the batch have an `estimate`, and their sum lies neither within the batch's own nor around it. \
        The schedule counts with the issues, and the hours planned for the batch are shown by its own. Correct one of the \
        two; without its own, a batch has the sum of its issues. What is cancelled does not count.",
    example: r#"{"batches": [{"id": "batch-1", "estimate": "2h"}], "issues": [{"id": "A", "batch": "batch-1", "estimate": "8h"}]}"#,
    check: Check::Claims(estimate_refuted),
};

fn estimate_refuted(subject: &Subject<'_>, sink: &mut Sink) {
    for claim in claims(subject) {
        let Item::Batch(batch) = claim.item else { continue };
        let Some(own) = batch.estimate.filter(|_| !subject.state.is_satisfied(claim.at)) else { continue };
        let issues = subject.state.counted_issues(claim.at.index());
        let estimates: Option<Vec<Hours>> = issues.map(|(_, issue)| issue.estimate).collect();
        let Some(sum) = estimates.and_then(|all| all.into_iter().reduce(|one, other| one + other)) else {
            continue;
        };
        if within(own, sum) || within(sum, own) {
            continue;
        }
        let message = format!(
            "{} is estimated at {}, but its issues together at {}",
            named(claim.item),
            own.range(),
            sum.range()
        );
        let hint = format!("tracker update {} estimate=", typed(&claim.item.address()));
        sink.push(sink.on(claim.item, "estimate", message).hint(hint));
    }
}

/// Whether one range lies in another, to the hundredth of an hour.
fn within(one: Hours, other: Hours) -> bool {
    let rounded = |hours: f64| (hours * 100.0).round();
    rounded(one.low) >= rounded(other.low) && rounded(one.high) <= rounded(other.high)
}

pub(super) const ESTIMATE_MISSING: Rule = Rule {
    code: "estimate-missing",
    severity: Severity::Note,
    summary: "work without an estimate lies on the critical path, or may",
    explanation: "Most of the work that is left has an `estimate`, and this has none, so the schedule counts it as no time. It \
        lies on the critical path, or would when it took as long as the middle one of the others: the length of the whole \
        is then too short. Estimate it, as a range when little is known of it.",
    example: r#"{"issues": [{"id": "A", "estimate": 8}, {"id": "B", "estimate": 8}, {"id": "C", "estimate": 8}, {"id": "D"}]}"#,
    check: Check::Schedule(estimate_missing),
};

fn estimate_missing(planned: &Planned<'_, '_>, sink: &mut Sink) {
    let state = planned.state();
    let missing = &planned.timetable.activities.unestimated;
    let estimate = |at| match state.plan.item(at)? {
        Item::Issue(issue) => issue.estimate,
        Item::Batch(batch) => batch.estimate,
        _ => None,
    };
    let open = state.work().filter(|at| !state.is_satisfied(*at));
    let mut others: Vec<f64> = open.filter_map(|at| Some(estimate(at)?.high)).collect();
    if missing.is_empty() || others.len() < MOST * missing.len() {
        return;
    }
    others.sort_by(f64::total_cmp);
    let middle = others.get(others.len() / 2).copied().unwrap_or_default();
    let schedule = planned.timetable.high();
    for at in missing {
        let Some((item, times)) = planned.item(*at).zip(schedule.times(state, *at)) else { continue };
        let message = if times.is_critical() {
            format!("{} has no estimate and lies on the critical path", named(item))
        } else if times.total_slack <= middle {
            let hours = text::number((middle * 100.0).round() / 100.0);
            format!("{} has no estimate; with {hours}h it would lie on the critical path", named(item))
        } else {
            continue;
        };
        let hint = format!("tracker update {} estimate=1-2h", typed(&item.address()));
        sink.push(sink.on(item, "estimate", message).hint(hint));
    }
}

#[cfg(test)]
mod tests {
    use crate::check::tests::found;

    #[test]
    fn a_batch_is_refuted_only_where_neither_range_holds_the_other() {
        let plan = |own: &str, issues: &str| {
            let issues = issues.replace('{', r#"{"batch": "one", "#);
            format!(r#"{{"batches": [{{"id": "one", "estimate": {own}}}], "issues": [{issues}]}}"#)
        };
        let issues = r#"{"id": "A", "estimate": [1, 2]}, {"id": "B", "estimate": [3, 4]}, {"id": "C", "status": "cancelled"}"#;
        for own in ["[4, 6]", "5", "[3, 9]", "[5, 5.5]", "6.001"] {
            assert_eq!(found(&plan(own, issues)), [""; 0], "{own}");
        }
        assert_eq!(
            found(&plan("[2, 4]", issues)),
            ["estimate-refuted estimate: one is estimated at 2–4h, but its issues together at 4–6h"]
        );
        // One is not estimated, or all is over.
        assert_eq!(found(&plan("99", r#"{"id": "A", "estimate": 1}, {"id": "B"}"#)), [""; 0]);
        assert_eq!(found(&plan("99", r#"{"id": "A", "estimate": 1, "status": "done"}"#)), [""; 0]);
    }

    #[test]
    fn a_missing_estimate_is_noted_where_the_others_have_one_and_it_would_count() {
        let plan = |more: &str| {
            format!(
                r#"{{"issues": [{{"id": "A", "estimate": 4}}, {{"id": "B", "estimate": 4, "dependencies": ["A"]}},
                {{"id": "C", "estimate": 4, "dependencies": ["B"]}}, {more}]}}"#
            )
        };
        // With the usual four hours it has eight to spare.
        assert_eq!(found(&plan(r#"{"id": "D"}"#)), [""; 0]);
        assert_eq!(
            found(&plan(r#"{"id": "D", "dependencies": ["B"]}"#)),
            ["estimate-missing estimate: D has no estimate; with 4h it would lie on the critical path"]
        );
        assert_eq!(
            found(&plan(r#"{"id": "D", "dependencies": ["C"]}"#)),
            ["estimate-missing estimate: D has no estimate and lies on the critical path"]
        );
        let few = r#"{"id": "D", "dependencies": ["C"]}, {"id": "E"}"#;
        assert_eq!(found(&plan(few)), [""; 0]);
    }
}
