//! What is planned to finish after its target: milestones by their goals, checkpoints, batches, issues.
//!
//! By the high estimates; what is late by the low ones too is late for certain. A target that is a day says something only
//! when the day is known on which one looks at the plan.

use serde::Serialize;

use super::Section;
use super::criticalpath::hours;
use crate::plan::index::At;
use crate::plan::kind::Item;
use crate::plan::value::date::Date;
use crate::schedule::{Moment, Overrun, Timetable};
use crate::state::State;
use crate::text;
use crate::view::badge::{Badge, badge};
use crate::view::{Viewpoint, reference};

/// Items of what drives a finish that are named before the rest is counted.
const NAMED: usize = 4;

/// What is planned to finish after its target.
#[derive(Debug, Serialize)]
pub struct Targets<'p> {
    /// What is wanted first comes first; of the same time milestones, then checkpoints, batches and issues.
    pub rows: Vec<TargetRow<'p>>,
    /// How many are not shown.
    pub hidden: usize,
    /// How many of all are late by the low estimates too.
    pub late: usize,
}

/// Something that is planned to finish after its target.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct TargetRow<'p> {
    /// By what name it is addressed.
    pub id: String,
    /// What it is: `milestone`, `checkpoint`, `batch`, `issue`.
    pub kind: &'static str,
    /// What it is called.
    pub label: String,
    /// Who answers for it.
    pub owners: Vec<&'p str>,
    /// When it is wanted, as the plan says it.
    pub target: String,
    /// The day by which it is wanted; `null` when that is hours from the plan's start.
    pub target_date: Option<Date>,
    /// The last day of work by the low estimates.
    pub finish_low_date: Option<Date>,
    /// The last day of work by the high estimates.
    pub finish_date: Option<Date>,
    /// When it is planned to be finished by the high estimates, as it is shown.
    pub finish_text: String,
    /// Whether it is late by the low estimates too.
    pub late: bool,
    /// The same, with its sign.
    pub badge: Badge,
    /// How far the planned finish lies after the target, in days or in hours.
    pub by: String,
    /// What decides when it is finished: the items in their order, the first and the last of very many.
    pub drivers: Vec<String>,
}

impl Section for Targets<'_> {
    fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }
}

pub(super) fn section<'p>(view: &Viewpoint<'p>) -> Targets<'p> {
    let Some(timetable) = view.timetable() else { return Targets { rows: Vec::new(), hidden: 0, late: 0 } };
    let mut overruns = timetable.overruns(view.state, view.day);
    let late = overruns.iter().filter(|overrun| overrun.is_certain()).count();
    overruns.sort_by(|one, other| one.target.order(other.target));
    let hidden = view.truncate(&mut overruns);
    let rows = overruns.iter().map(|overrun| row(view.state, timetable, overrun));
    Targets { rows: rows.collect(), hidden, late }
}

fn row<'p>(state: &'p State<'p>, timetable: &Timetable<'p>, overrun: &Overrun) -> TargetRow<'p> {
    let day = |moment| if let Moment::Day(day) = moment { Some(day) } else { None };
    let late = overrun.is_certain();
    TargetRow {
        id: reference::address(state, overrun.at),
        kind: overrun.at.kind.description().one,
        label: reference::label(state, overrun.at),
        owners: reference::owners(state, overrun.at),
        target: target(state, overrun),
        target_date: day(overrun.target),
        finish_low_date: day(overrun.low),
        finish_date: day(overrun.high),
        finish_text: match overrun.high {
            Moment::Day(day) => day.to_string(),
            Moment::Hours(after) => hours(after),
        },
        late,
        badge: if late {
            badge("🔴 Late", "▲", "Late", "late")
        } else {
            badge("🟠 At Risk", "▲", "At Risk", "warning")
        },
        by: by(overrun),
        drivers: drivers(state, timetable, overrun),
    }
}

/// When something is wanted, as the plan says it; with the day when that is another text.
fn target(state: &State<'_>, overrun: &Overrun) -> String {
    let said = match state.plan.item(overrun.at) {
        Some(Item::Issue(issue)) => issue.target_date.as_ref(),
        Some(Item::Batch(batch)) => batch.target_date.as_ref(),
        Some(Item::Checkpoint(checkpoint)) => checkpoint.due.as_ref(),
        Some(Item::Milestone(milestone)) => milestone.due.as_ref(),
        _ => None,
    };
    match (said, overrun.target) {
        (Some(said), Moment::Day(day)) if said.text == day.to_string() => day.to_string(),
        (Some(said), Moment::Day(day)) => format!("{} ({day})", said.text),
        (Some(said), Moment::Hours(_)) => said.text.to_string(),
        (None, Moment::Day(day)) => day.to_string(),
        (None, Moment::Hours(after)) => hours(after),
    }
}

/// How far the planned finish lies after the target.
fn by(overrun: &Overrun) -> String {
    match (overrun.target, overrun.high) {
        (Moment::Day(target), Moment::Day(finish)) => {
            text::plural(usize::try_from(finish.days_since(target)).unwrap_or_default(), "day")
        }
        (Moment::Hours(target), Moment::Hours(finish)) => hours(finish - target),
        _ => String::new(),
    }
}

/// What decides when it is finished, without itself.
fn drivers(state: &State<'_>, timetable: &Timetable<'_>, overrun: &Overrun) -> Vec<String> {
    let mut chain: Vec<At> = timetable.high().drivers(state, overrun.decided_by);
    chain.retain(|at| *at != overrun.at);
    let name = |at: &At| reference::name(state, *at);
    let hidden = chain.len().saturating_sub(NAMED);
    let (first, last) = chain.split_at(if hidden > 0 { NAMED - 1 } else { chain.len() });
    let mut names: Vec<String> = first.iter().map(name).collect();
    if hidden > 0 {
        names.push(format!("… {hidden} more …"));
        names.extend(last.last().map(name));
    }
    names
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::super::tests::{EVERYTHING, Look, seen, value};
    use super::section;

    fn of(day: Option<&'static str>, plan: &Value) -> Value {
        seen(Look { day, ..EVERYTHING }, plan, |view| value(section(view)))
    }

    fn each(targets: &Value) -> Vec<String> {
        let row = |row: &Value| {
            let text = |member: &str| row[member].as_str().unwrap().to_owned();
            let badge = row["badge"]["label"].as_str().unwrap();
            let drivers: Vec<_> =
                row["drivers"].as_array().unwrap().iter().map(|name| name.as_str().unwrap()).collect();
            format!(
                "{} {} {} {badge} {} by {}",
                text("id"),
                text("target"),
                text("finishText"),
                text("by"),
                drivers.join(" ")
            )
        };
        targets["rows"].as_array().unwrap().iter().map(row).collect()
    }

    #[test]
    fn what_is_wanted_first_comes_first_with_what_drives_it() {
        let plan = json!({"startDate": "2025-10-16", "batches": [{"id": "one", "targetDate": "2025-10-21"}],
            "issues": [{"id": "A", "batch": "one", "estimate": [8, 24]}, {"id": "B", "estimate": 8, "dependencies": ["A"], "targetDate": "2025-10-20"},
                {"id": "C", "estimate": 8, "targetDate": "2025-10-20"}],
            "milestones": [{"id": "M", "week": 1, "goals": ["B", "C"]}]});
        let targets = of(Some("2025-10-20"), &plan);
        assert_eq!(
            each(&targets),
            [
                "B 2025-10-20 2025-10-23 Late 3 days by A",
                "one 2025-10-21 2025-10-22 At Risk 1 day by A",
                "M 2025-10-22 2025-10-23 At Risk 1 day by A B",
            ]
        );
        assert_eq!((&targets["late"], &targets["hidden"]), (&json!(1), &json!(0)));
        assert_eq!(each(&of(None, &plan)), [""; 0], "days say nothing when today is not known");
    }

    #[test]
    fn hours_from_the_start_are_compared_before_any_work_has_begun() {
        let plan = |status: &str| {
            json!({"issues": [{"id": "A", "estimate": [2, 5]}, {"id": "B", "status": status}],
                "checkpoints": [{"id": "C", "dependencies": ["A"], "due": "Hour 3–4"}]})
        };
        let rows = ["C Hour 3–4 5h At Risk 1h by A"];
        assert_eq!(each(&of(None, &plan("ready"))), rows);
        assert_eq!(each(&of(Some("2025-10-20"), &plan("ready"))), rows);
        assert_eq!(each(&of(None, &plan("done"))), [""; 0]);
    }

    #[test]
    fn of_many_drivers_the_first_and_the_last_are_named() {
        let issue = |n: usize| {
            let before = if n > 0 { vec![format!("I{}", n - 1)] } else { vec![] };
            json!({"id": format!("I{n}"), "estimate": 1, "dependencies": before})
        };
        let mut issues: Vec<Value> = (0..9).map(issue).collect();
        issues[8]["targetDate"] = json!("2025-10-17");
        let targets = of(Some("2025-10-20"), &json!({"issues": issues}));
        assert_eq!(targets["rows"][0]["drivers"], json!(["I0", "I1", "I2", "… 4 more …", "I7"]));
    }
}
