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
