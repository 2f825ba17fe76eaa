//! The plan against the calendar: what lies after today, what is overdue, and weeks that are missing or doubled.

use std::collections::BTreeMap;

use super::sink::{Sink, named, typed};
use super::{Check, Rule, Subject};
use crate::diagnostic::Severity;
use crate::plan::facet::Facet;
use crate::plan::kind::{Item, Kind};
use crate::plan::shape::Shape;
use crate::plan::value::date::Date;
use crate::plan::value::status::ActionStatus;
use crate::schedule::WorkTime;
use crate::text::Positions;

pub(super) const FUTURE_DATE: Rule = Rule {
    code: "future-date",
    severity: Severity::Warning,
    summary: "something is recorded for a day that has not come yet",
    explanation: "Decisions and the dates `started`, `completed`, `opened`, `resolved` and `closed` say what has happened, \
        so none can lie after today, or after the day that `--as-of` names. Correct the date.",
    example: r#"{"issues": [{"id": "A", "status": "in-progress", "started": "9999-12-31"}]}"#,
    check: Check::Claims(future_date),
};

fn future_date(subject: &Subject<'_>, sink: &mut Sink) {
    let Some(today) = subject.today else { return };
    for (item, field) in subject.structure.fields(|shape| matches!(shape, Shape::Date)) {
        if let Some(Facet::Date(date, _)) = item.facet(field)
            && date > today
        {
            let message = format!("the `{field}` of {} is {date}, and today is {today}", named(item));
            let hint = format!("tracker update {} {field}=YYYY-MM-DD", typed(&item.address()));
            sink.push(sink.on(item, field, message).hint(hint));
        }
    }
}

pub(super) const ACTION_OVERDUE: Rule = Rule {
    code: "action-overdue",
    severity: Severity::Warning,
    summary: "an action is open after the day on which it was due",
    explanation: "The last day of `due` lies before today, or before the day that `--as-of` names, and the action is not \
        done. Do it, tick it with `tracker update ID status=done`, or agree on another day.",
    example: r#"{"issues": [{"id": "A"}], "actions": [{"id": "A-1", "title": "Fix CI", "due": "0001-01-01"}]}"#,
    check: Check::Claims(action_overdue),
};

fn action_overdue(subject: &Subject<'_>, sink: &mut Sink) {
    let Some(today) = subject.today else { return };
    let start = subject.structure.plan.start();
    for item in subject.structure.items(Kind::Action) {
        let Item::Action(action) = item else { continue };
        let due = action.due.as_ref().and_then(|due| due.due(start));
        if let Some(due) = due
            && due < today
            && action.status != Some(ActionStatus::Done)
        {
            let message = format!("{} was due on {due}, and today is {today}", named(item));
            let hint = format!("tracker update {} status=done", typed(&item.address()));
            sink.push(sink.on(item, "due", message).hint(hint));
        }
    }
}

pub(super) const NO_WORKING_DAY: Rule = Rule {
    code: "no-working-day",
    severity: Severity::Warning,
    summary: "the calendar leaves no day to work on",
    explanation: "Dates of a schedule are working days of the `calendar`, and from the start of the plan on there is none: its \
        `workDays` are none, or every working day is a holiday. `schedule` and `forecast` can then say nothing. Give it a \
        working day; without `workDays` the days from Monday to Friday are.",
    example: r#"{"startDate": "2026-01-05", "calendar": {"workDays": []}, "issues": [{"id": "A"}]}"#,
    check: Check::Claims(no_working_day),
};

fn no_working_day(subject: &Subject<'_>, sink: &mut Sink) {
    let plan = subject.structure.plan;
    let Some(calendar) = plan.root.get("calendar") else { return };
    let first = plan.start().unwrap_or(Date::FIRST);
    if let Err(failure) = WorkTime::new(plan, first) {
        let finding = sink.at(calendar.span(), failure.message).about("plan").field("calendar");
        sink.push(match failure.hint {
            Some(hint) => finding.hint(hint),
            None => finding,
        });
    }
}

pub(super) const WEEK_TWICE: Rule = Rule {
    code: "week-twice",
    severity: Severity::Warning,
    summary: "two milestones are of the same week",
    explanation: "A milestone with a `week` is that week of the plan, so each week has one. Correct the number of one of \
        the two, or make one milestone of them.",
    example: r#"{"issues": [{"id": "A"}], "milestones": [{"id": "milestone-1", "week": 1}, {"id": "milestone-2", "week": 1}]}"#,
    check: Check::Claims(week_twice),
};

fn week_twice(subject: &Subject<'_>, sink: &mut Sink) {
    let weeks = weeks(subject);
    let mut positions = None;
    for (week, milestones) in &weeks {
        let Some((first, others)) = milestones.split_first() else { continue };
        for milestone in others {
            let text = subject.structure.plan.root.document().text();
            let line =
                positions.get_or_insert_with(|| Positions::new(text)).of(first.node().span().start).line;
            let message = format!("{} is of week {week}, as is the one in line {line}", named(*milestone));
            let hint = format!("tracker update {} week=N", typed(&milestone.address()));
            sink.push(sink.on(*milestone, "week", message).hint(hint));
        }
    }
}

pub(super) const WEEK_MISSING: Rule = Rule {
    code: "week-missing",
    severity: Severity::Note,
    summary: "a week between those of two milestones has none",
    explanation: "The milestones with a `week` leave one out between the first and the last. Where nothing is to be \
        reached in it this is right; often a number was mistyped.",
    example: r#"{"issues": [{"id": "A"}], "milestones": [{"id": "milestone-1", "week": 1}, {"id": "milestone-3", "week": 3}]}"#,
    check: Check::Claims(week_missing),
};

fn week_missing(subject: &Subject<'_>, sink: &mut Sink) {
    let weeks = weeks(subject);
    for ((before, _), (week, milestones)) in weeks.iter().zip(weeks.iter().skip(1)) {
        let Some(milestone) = milestones.first() else { continue };
        let missing = match week - before {
            1 => continue,
            2 => format!("week {} has", before + 1),
            _ => format!("weeks {} to {} have", before + 1, week - 1),
        };
        let message = format!("{missing} no milestone, between weeks {before} and {week}");
        let hint = "tracker add milestones week=N title='what is to be reached'";
        sink.push(sink.on(*milestone, "week", message).hint(hint));
    }
}

/// The milestones of each week.
fn weeks<'p>(subject: &Subject<'p>) -> BTreeMap<u64, Vec<Item<'p, 'p>>> {
    let mut weeks: BTreeMap<u64, Vec<_>> = BTreeMap::new();
    for item in subject.structure.items(Kind::Milestone) {
        if let Item::Milestone(milestone) = item
            && let Some(week) = milestone.week
        {
            weeks.entry(week.0).or_default().push(item);
        }
    }
    weeks
}

#[cfg(test)]
mod tests {
    use crate::check::tests::found;

    #[test]
    fn today_itself_is_neither_the_future_nor_overdue() {
        let plan = r#"{"startDate": "2025-10-13", "issues": [{"id": "A", "status": "done", "completed": "2025-10-20"}],
            "decisions": [{"id": "D-1", "date": "2025-10-21"}], "actions": [{"id": "A-1", "due": "2025-10-20"},
            {"id": "A-2", "due": "Week 1"}, {"id": "A-3", "due": "Week 1", "status": "done"}, {"id": "A-4", "due": "soon"}]}"#;
        assert_eq!(
            found(plan),
            [
                "future-date date: the `date` of D-1 is 2025-10-21, and today is 2025-10-20",
                "action-overdue due: A-2 was due on 2025-10-19, and today is 2025-10-20",
                "unplaceable-date due: the `due` of A-4 is `soon`, which has no place on the calendar",
            ]
        );
    }

    #[test]
    fn weeks_are_named_once_and_without_a_gap() {
        let plan = r#"{"issues": [{"id": "A"}], "milestones": [{"id": "M-7", "week": 7}, {"id": "M-1", "week": 1},
            {"id": "M-2", "week": 3}, {"id": "M-3", "week": 3}, {"id": "M-x"}]}"#;
        assert_eq!(
            found(plan),
            [
                "week-missing week: weeks 4 to 6 have no milestone, between weeks 3 and 7",
                "week-missing week: week 2 has no milestone, between weeks 1 and 3",
                "week-twice week: M-3 is of week 3, as is the one in line 2",
            ]
        );
    }
}
