//! Targets that the schedule refutes.

use super::sink::{Sink, named, typed};
use super::{Check, Planned, Rule};
use crate::diagnostic::{Diagnostic, Severity};
use crate::plan::index::At;
use crate::plan::kind::{Item, Kind};
use crate::schedule::{Moment, Overrun};
use crate::text;

pub(super) const TARGET_BEFORE_DEPENDENCIES: Rule = Rule {
    code: "target-before-dependencies",
    severity: Severity::Warning,
    summary: "a target lies before what the item waits for can be finished",
    explanation: "By the low estimates, and with everything begun as early as can be, what a batch, an issue or a checkpoint \
        waits for is finished only after the time by which the item itself is wanted. No effort on the item can keep that \
        date. Agree on another one, or take what comes before apart. How much an owner can do at once is not considered, so \
        it may take longer still.",
    example: r#"{"issues": [{"id": "A", "estimate": "8h"},
 {"id": "B", "estimate": "8h", "dependencies": ["A"], "targetDate": "0001-01-01"}]}"#,
    check: Check::Schedule(target_before_dependencies),
};

fn target_before_dependencies(planned: &Planned<'_, '_>, sink: &mut Sink) {
    for (overrun, until) in planned.overruns.iter().filter_map(|overrun| Some((overrun, overrun.held_until?)))
    {
        let Some(item) = planned.item(overrun.at) else { continue };
        let holder = holder(planned, overrun.at).and_then(|at| planned.item(at));
        let what = holder.map_or_else(|| "what it waits for".to_owned(), named);
        let (wanted, until) = (words("by", overrun.target), words("until", until));
        let message = format!("{} is wanted {wanted}, but {what} holds it {until} at least", named(item));
        sink.push(finding(sink, item, overrun, message));
    }
}

/// The last thing that an item waits for, by the low estimates; a batch waits until its first issue can start.
fn holder(planned: &Planned<'_, '_>, at: At) -> Option<At> {
    let (state, low) = (planned.state(), planned.timetable.low());
    let issues = if at.kind == Kind::Batch { Some(state.counted_issues(at.index())) } else { None };
    let issues = issues.into_iter().flatten().map(|(place, _)| At::new(Kind::Issue, place));
    let starts = issues.filter_map(|issue| Some((issue, low.times(state, issue)?.start)));
    let first = starts.reduce(|one, other| if other.1 < one.1 { other } else { one });
    let held = first.map_or(at, |(issue, _)| issue);
    low.holder(held)
}

pub(super) const PLANNED_LATE: Rule = Rule {
    code: "planned-late",
    severity: Severity::Warning,
    summary: "something is planned to finish after its target",
    explanation: "By the high estimates, and with everything begun as early as can be from today on, a batch, an issue, a \
        checkpoint or the goals of a milestone are finished after the time by which they are wanted. `tracker schedule` shows \
        the days, and `tracker dashboard` what drives each of them. Shorten or reorder what comes before, or agree on another \
        date. How much an owner can do at once is not considered, so it may take longer still.",
    example: r#"{"issues": [{"id": "A", "estimate": "8h", "targetDate": "0001-01-01"}]}"#,
    check: Check::Schedule(planned_late),
};

fn planned_late(planned: &Planned<'_, '_>, sink: &mut Sink) {
    // What is only overdue, since nothing is known of how long it takes, is not planned.
    let late = planned.overruns.iter().filter(|overrun| overrun.held_until.is_none() && overrun.hours > 0.0);
    for overrun in late {
        let Some(item) = planned.item(overrun.at) else { continue };
        let low = if overrun.low == overrun.high {
            String::new()
        } else {
            format!(" ({} by the low estimates)", words("on", overrun.low))
        };
        let message = format!(
            "{} is planned to finish {}{low}, and is wanted {}",
            named(item),
            words("on", overrun.high),
            words("by", overrun.target)
        );
        sink.push(finding(sink, item, overrun, message));
    }
}

/// A finding at the target, with another one that can be kept.
fn finding(sink: &Sink, item: Item<'_, '_>, overrun: &Overrun, message: String) -> Diagnostic {
    let field = match item {
        Item::Milestone(milestone) if milestone.due.is_none() => "week",
        Item::Milestone(_) | Item::Checkpoint(_) => "due",
        _ => "targetDate",
    };
    let hint = match overrun.high {
        Moment::Day(day) if field != "week" => {
            format!("tracker update {} {field}={day}", typed(&item.address()))
        }
        _ => "`tracker schedule --critical` shows what decides the length".to_owned(),
    };
    sink.on(item, field, message).hint(hint)
}

/// `on 2025-10-20`, `by hour 12`.
fn words(word: &str, moment: Moment) -> String {
    match moment {
        Moment::Day(day) => format!("{word} {day}"),
        Moment::Hours(hours) => {
            let word = if word == "on" { "in" } else { word };
            format!("{word} hour {}", text::number((hours * 100.0).round() / 100.0))
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::check::tests::{found, hints};

    #[test]
    fn a_target_is_compared_with_the_last_day_of_work_and_the_end_of_its_week() {
        // Monday: 16 hours end on Tuesday.
        let plan = |target: &str| {
            format!(
                r#"{{"startDate": "2025-10-16", "issues": [{{"id": "A", "estimate": [8, 16], "targetDate": "{target}"}}]}}"#
            )
        };
        for target in ["2025-10-21", "Week 1", "Week 3", "Day 6", "Hour 40"] {
            assert_eq!(found(&plan(target)), [""; 0], "{target}");
        }
        assert_eq!(
            found(&plan("2025-10-20")),
            [
                "planned-late targetDate: A is planned to finish on 2025-10-21 (on 2025-10-20 by the low estimates), and is wanted by 2025-10-20"
            ]
        );
        assert_eq!(hints(&plan("2025-10-20")), ["tracker update A targetDate=2025-10-21"]);
        // Sixteen hours have gone by since the start.
        assert_eq!(
            found(&plan("Hour 20-31")),
            [
                "planned-late targetDate: A is planned to finish in hour 32 (in hour 24 by the low estimates), and is wanted by hour 31"
            ]
        );
    }

    #[test]
    fn a_target_that_what_comes_first_refutes_is_one_finding() {
        let plan = r#"{"batches": [{"id": "one", "targetDate": "2025-10-22"}, {"id": "two", "targetDate": "2025-10-20", "dependencies": ["one"]}],
            "issues": [{"id": "A", "batch": "one", "estimate": [16, 24]}, {"id": "B", "batch": "two", "estimate": 1, "targetDate": "2025-10-22"}]}"#;
        assert_eq!(
            found(plan),
            [
                "target-before-dependencies targetDate: two is wanted by 2025-10-20, but A holds it until 2025-10-21 at least",
                "planned-late targetDate: B is planned to finish on 2025-10-23 (on 2025-10-22 by the low estimates), and is wanted by 2025-10-22",
            ]
        );
    }

    #[test]
    fn milestones_are_late_by_their_open_goals_and_checkpoints_by_their_batch() {
        let plan = r#"{"batches": [{"id": "one"}], "issues": [{"id": "A", "batch": "one", "estimate": 40}, {"id": "B", "estimate": 99, "status": "done"}],
            "milestones": [{"id": "M-1", "due": "2025-10-21", "goals": ["A", "words"]}, {"id": "M-2", "due": "2025-10-21", "goals": ["B"]}],
            "checkpoints": [{"id": "C-1", "due": "2025-10-23", "batch": "one"}, {"id": "C-2", "due": "2025-10-24", "batch": "one"}]}"#;
        assert_eq!(
            found(plan),
            [
                "planned-late due: M-1 is planned to finish on 2025-10-24, and is wanted by 2025-10-21",
                "planned-late due: C-1 is planned to finish on 2025-10-24, and is wanted by 2025-10-23",
            ]
        );
    }

    #[test]
    fn what_has_no_estimate_or_no_schedule_is_not_planned() {
        let late = r#""targetDate": "2025-10-01""#;
        for issues in [
            format!(r#"{{"id": "A", {late}}}"#),
            format!(r#"{{"id": "A", {late}}}, {{"id": "B", "estimate": 8}}"#),
            format!(r#"{{"id": "A", {late}, "estimate": 8, "status": "done"}}"#),
            format!(r#"{{"id": "A", {late}, "estimate": 1e300}}"#),
        ] {
            assert_eq!(found(&format!(r#"{{"issues": [{issues}]}}"#)), [""; 0], "{issues}");
        }
        let circle = format!(
            r#"{{"issues": [{{"id": "A", {late}, "estimate": 8, "dependencies": ["B"]}}, {{"id": "B", "dependencies": ["A"]}}]}}"#
        );
        assert_eq!(found(&circle), ["cycle dependencies: these wait for one another: A → B → A"]);
        let calendar = format!(
            r#"{{"calendar": {{"workDays": []}}, "issues": [{{"id": "A", {late}, "estimate": 8}}]}}"#
        );
        let idle =
            "no-working-day calendar: the plan's `calendar` leaves no working day: its `workDays` are none";
        assert_eq!(found(&calendar), [idle]);
    }
}
