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
        let mut before = planned.timetable.low().drivers(planned.state(), overrun.at);
        before.retain(|at| *at != overrun.at && !planned.is_inside(*at, overrun.at));
        let holder = before.last().and_then(|at| planned.item(*at));
        let what = holder.map_or_else(|| "what it waits for".to_owned(), |holder| named(holder));
        let (wanted, until) = (words(overrun.target), words(until));
        let message =
            format!("{} is wanted {wanted}, but {what} is finished {until} at the earliest", named(item));
        sink.push(finding(sink, item, overrun, message));
    }
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
            format!(" ({} by the low estimates)", words(overrun.low))
        };
        let message = format!(
            "{} is planned to finish {}{low}, and is wanted {}",
            named(item),
            words(overrun.high),
            words(overrun.target)
        );
        sink.push(finding(sink, item, overrun, message));
    }
}

/// A finding at the target, with another one that can be kept.
fn finding(sink: &Sink, item: Item<'_, '_>, overrun: &Overrun, message: String) -> Diagnostic {
    let field = match item {
        Item::Checkpoint(_) => "due",
        Item::Milestone(milestone) if milestone.due.is_none() => "week",
        Item::Milestone(_) => "due",
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

/// `on 2025-10-20`, `at hour 12`.
fn words(moment: Moment) -> String {
    match moment {
        Moment::Day(day) => format!("on {day}"),
        Moment::Hours(hours) => format!("at hour {}", text::number((hours * 100.0).round() / 100.0)),
    }
}

impl Planned<'_, '_> {
    /// Whether an item is an issue of a batch.
    fn is_inside(&self, issue: At, batch: At) -> bool {
        issue.kind == Kind::Issue && self.state().graph.batch_of(issue.index()) == Some(batch)
    }
}
