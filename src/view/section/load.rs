//! How much work everybody has left, how much of it is critical, and how many things they do at once.
//!
//! What several people have together counts in full for each of them.

use serde::Serialize;

use super::Section;
use super::owners::{Holder, holders};
use crate::plan::value::hours::Hours;
use crate::plan::value::status::Status;
use crate::schedule::Timetable;
use crate::state::State;
use crate::text;
use crate::view::Viewpoint;

/// How much work everybody has left.
#[derive(Debug, Serialize)]
pub struct Load<'p> {
    /// A row for everybody with work that is left: members of the team in its order, then the others as the plan names
    /// them.
    pub rows: Vec<LoadRow<'p>>,
    /// How many are not shown.
    pub hidden: usize,
}

/// How much work someone has left.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct LoadRow<'p> {
    /// The name, as the plan first writes it.
    pub name: &'p str,
    /// Hours of work that are left.
    pub left: Hours,
    /// The same, as they are shown.
    pub left_text: String,
    /// Hours of that which are critical: everything takes longer when they do.
    pub critical: Hours,
    /// The same, as they are shown; `null` when there are none.
    pub critical_text: Option<String>,
    /// How many pieces of the work have no estimate and count as no hours.
    pub unestimated: usize,
    /// Units at once, as the team says; 1 when it does not.
    pub capacity: u64,
    /// Hours of a working day.
    pub hours_per_day: f64,
    /// Days of work that are left, by the high estimates, when all units are busy; `null` when there are no units.
    pub days: Option<f64>,
    /// The same, as they are shown.
    pub days_text: Option<String>,
    /// How many pieces of work are in progress.
    pub in_progress: usize,
    /// Whether that is more than the capacity.
    pub over: bool,
    /// What is in progress beside the capacity, with a word when it is more.
    pub in_progress_text: String,
}

impl Section for Load<'_> {
    fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }
}

pub(super) fn section<'p>(view: &Viewpoint<'p>) -> Load<'p> {
    let Some(timetable) = view.timetable() else { return Load { rows: Vec::new(), hidden: 0 } };
    let mut holders = holders(view.state);
    holders.retain(|holder| holder.work.iter().any(|(_, status)| *status != Status::Done));
    let hidden = view.truncate(&mut holders);
    Load { rows: holders.iter().map(|holder| row(view.state, timetable, holder)).collect(), hidden }
}

fn row<'p>(state: &State<'p>, timetable: &Timetable<'p>, holder: &Holder<'p>) -> LoadRow<'p> {
    let schedule = timetable.high();
    let (mut left, mut critical) = (Hours::NONE, Hours::NONE);
    let (mut unestimated, mut in_progress) = (0, 0);
    for (at, status) in &holder.work {
        in_progress += usize::from(*status == Status::InProgress);
        let Some(hours) = timetable.activities.left(*at) else { continue };
        left = left + hours;
        if schedule.times(state, *at).is_some_and(|times| times.is_critical()) {
            critical = critical + hours;
        }
        unestimated += usize::from(timetable.activities.unestimated.binary_search(at).is_ok());
    }
    let capacity = holder.member.and_then(|member| member.capacity).map_or(1, |units| units.0);
    let own_hours = holder.member.and_then(|member| member.hours_per_day).map(|hours| hours.0);
    let hours_per_day = own_hours.unwrap_or_else(|| state.plan.hours_per_day());
    let over = u64::try_from(in_progress).is_ok_and(|count| count > capacity);
    let days = days(left, capacity, hours_per_day);
    LoadRow {
        name: holder.name.unwrap_or_default(),
        left,
        left_text: left.range(),
        critical_text: (critical.high > 0.0).then(|| critical.range()),
        critical,
        unestimated,
        capacity,
        hours_per_day,
        days_text: days.map(|days| text::number((days * 10.0).round() / 10.0)),
        days,
        in_progress,
        over,
        in_progress_text: format!("{in_progress} of {capacity}{}", if over { " (over)" } else { "" }),
    }
}

/// Days of work with all units busy.
#[expect(clippy::cast_precision_loss, reason = "units of a team")]
fn days(left: Hours, capacity: u64, hours_per_day: f64) -> Option<f64> {
    let per_day = capacity as f64 * hours_per_day;
    (per_day > 0.0).then(|| left.high / per_day)
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::super::tests::{EVERYTHING, Look, seen, shown, value};
    use super::section;

    fn each(load: &Value) -> Vec<String> {
        let row = |row: &Value| {
            let text = |member: &str| row[member].as_str().unwrap_or("none").to_owned();
            let members = ["name", "leftText", "criticalText", "daysText", "inProgressText"];
            members.map(text).join(" · ")
        };
        load["rows"].as_array().unwrap().iter().map(row).collect()
    }

    #[test]
    fn everybody_has_the_hours_that_are_left_with_those_that_are_critical() {
        let plan = json!({"team": [{"id": "ada", "capacity": 2, "hoursPerDay": 6}, {"id": "none", "capacity": 0}, {"id": "idle"}],
            "issues": [{"id": "A", "estimate": [8, 16], "progress": 50, "status": "in-progress", "owner": "@Ada"},
                {"id": "B", "estimate": 20, "dependencies": ["A"], "owners": ["Bob", "ada"]}, {"id": "C", "estimate": 3, "owner": "none"},
                {"id": "D", "status": "in-progress", "owner": "bob"}, {"id": "E", "status": "in-progress", "owner": "@bob"},
                {"id": "F", "estimate": 9, "status": "done", "owner": "idle"}]});
        let load = shown(&plan, |view| value(section(view)));
        assert_eq!(
            each(&load),
            [
                "@Ada · 24–28h · 24–28h · 2.3 · 1 of 2",
                "none · 3h · none · none · 0 of 0",
                "Bob · 20h · 20h · 2.5 · 2 of 1 (over)",
            ]
        );
        assert_eq!((&load["rows"][2]["unestimated"], &load["rows"][1]["days"]), (&json!(2), &json!(null)));
        let few = seen(Look { rows: 1, ..EVERYTHING }, &plan, |view| value(section(view)));
        assert_eq!((each(&few).len(), &few["hidden"]), (1, &json!(2)));
    }

    #[test]
    fn without_estimates_nothing_is_told() {
        let plan = json!({"issues": [{"id": "A", "owner": "ada", "status": "in-progress"}]});
        assert_eq!(shown(&plan, |view| value(section(view)))["rows"], json!([]));
    }
}
