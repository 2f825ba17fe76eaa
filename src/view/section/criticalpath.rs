//! The critical path: what decides how long everything takes, item by item, and what nearly does.
//!
//! How many things an owner does at once is not considered. Days are told when the day is known on which one looks at the
//! plan and the plan has a start; hours and slack always.

use std::collections::HashSet;

use serde::Serialize;

use super::Section;
use crate::plan::index::At;
use crate::plan::value::date::Date;
use crate::plan::value::hours::Hours;
use crate::schedule::{Times, Timetable, WorkTime, stamps};
use crate::text;
use crate::view::badge::Badge;
use crate::view::week::Window;
use crate::view::{Viewpoint, reference};

/// What can slip by no more than this part of the whole is close to critical.
const CLOSE: f64 = 0.1;

/// A page has this part of its rows for what is close to critical.
const PART_OF_ROWS: usize = 10;

/// What decides how long everything takes.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct CriticalPath<'p> {
    /// Hours until everything is done, by the low and by the high estimates; `null` when they are not known.
    pub length: Option<Hours>,
    /// The same, as it is shown.
    pub length_text: Option<String>,
    /// The last day of work by the low and by the high estimates; `null` when days are not known.
    pub finish: Option<Window>,
    /// The same, as it is shown.
    pub finish_text: Option<String>,
    /// Whether times are days.
    pub has_dates: bool,
    /// The critical path by the high estimates, in its order.
    pub rows: Vec<PathRow<'p>>,
    /// How many items of it are not shown.
    pub hidden: usize,
    /// What is critical beside it, or can slip by no more than a tenth of the length; what can slip least comes first.
    pub near: Vec<PathRow<'p>>,
    /// How many of these are not shown.
    pub near_hidden: usize,
    /// How many pieces of work count as no hours, since they have no estimate.
    pub unestimated: usize,
}

/// An item with its place in the time to come.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct PathRow<'p> {
    /// By what name it is addressed.
    pub id: String,
    /// What it is called.
    pub label: String,
    /// Who answers for it.
    pub owners: Vec<&'p str>,
    /// Where it stands, with its sign.
    pub badge: Option<Badge>,
    /// The hours that are left of it.
    pub left: Hours,
    /// The same, as they are shown; `null` when it has no estimate.
    pub left_text: Option<String>,
    /// Hours until it can start.
    pub start: f64,
    /// Hours until it can be finished.
    pub finish: f64,
    /// The first day of work on it, of what has begun as stamped; `null` when days are not known.
    pub start_date: Option<Date>,
    /// The last day of work on it.
    pub finish_date: Option<Date>,
    /// When it starts, as it is shown: a day, else hours.
    pub start_text: String,
    /// When it is finished, in the same way.
    pub finish_text: String,
    /// Hours that it can slip before everything takes longer.
    pub slack: f64,
    /// The same, as it is shown.
    pub slack_text: String,
}

impl Section for CriticalPath<'_> {
    fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }
}

pub(super) fn section<'p>(view: &Viewpoint<'p>) -> CriticalPath<'p> {
    let Some(timetable) = view.timetable() else { return CriticalPath::none() };
    let (low, high) = (timetable.low().length(), timetable.high().length());
    let Some(length) = Hours::from_numbers(&[low.min(high), high]).filter(|length| length.high > 0.0) else {
        return CriticalPath::none();
    };
    let maker = Maker::new(view, timetable);
    let mut path = timetable.high().critical_path();
    let mut near = maker.near(&path, length.high * CLOSE);
    let hidden = view.truncate(&mut path);
    let most = view.rows / PART_OF_ROWS;
    let near_hidden = near.len().saturating_sub(most);
    near.truncate(most);
    let finish = maker.work.as_ref().and_then(|work| {
        Some(Window { first: work.finish_day(low).ok()?, last: work.finish_day(high).ok()? })
    });
    CriticalPath {
        length: Some(length),
        length_text: Some(length.range()),
        finish,
        finish_text: finish.map(days),
        has_dates: finish.is_some(),
        rows: path.into_iter().filter_map(|at| maker.row(at)).collect(),
        hidden,
        near: near.into_iter().filter_map(|(at, _)| maker.row(at)).collect(),
        near_hidden,
        unestimated: timetable.activities.unestimated.len(),
    }
}

impl CriticalPath<'_> {
    const fn none() -> Self {
        Self {
            length: None,
            length_text: None,
            finish: None,
            finish_text: None,
            has_dates: false,
            rows: Vec::new(),
            hidden: 0,
            near: Vec::new(),
            near_hidden: 0,
            unestimated: 0,
        }
    }
}

/// `2025-10-30`, or `2025-10-30 – 2025-11-04`.
fn days(window: Window) -> String {
    if window.first == window.last {
        window.last.to_string()
    } else {
        format!("{} – {}", window.first, window.last)
    }
}

/// What the rows are made of.
struct Maker<'v, 'p> {
    view: &'v Viewpoint<'p>,
    timetable: &'v Timetable<'p>,
    /// Without one times are hours.
    work: Option<WorkTime>,
}

impl<'v, 'p> Maker<'v, 'p> {
    fn new(view: &'v Viewpoint<'p>, timetable: &'v Timetable<'p>) -> Self {
        let plan = view.state.plan;
        let first = view.day.and(plan.start()).map(|_| timetable.activities.first);
        let work = first.and_then(|first| WorkTime::new(plan, first).ok());
        // Where the end lies beyond the calendar nothing has a day.
        let work = work.filter(|work| work.finish_day(timetable.high().length()).is_ok());
        Self { view, timetable, work }
    }

    /// What is not on the path and can slip by no more than so many hours; what can slip least comes first.
    fn near(&self, path: &[At], most: f64) -> Vec<(At, f64)> {
        let state = self.view.state;
        let on_path: HashSet<&At> = path.iter().collect();
        let schedule = self.timetable.high();
        let has_work = |at: At| self.timetable.activities.left(at).is_some_and(|left| left.high > 0.0);
        let near = state.work().filter(|at| !on_path.contains(at) && has_work(*at)).filter_map(|at| {
            let slack = schedule.times(state, at)?.total_slack;
            (slack <= most).then_some((at, slack))
        });
        let mut near: Vec<(At, f64)> = near.collect();
        near.sort_by(|one, other| one.1.total_cmp(&other.1));
        near
    }

    fn is_estimated(&self, at: At) -> bool {
        self.timetable.activities.unestimated.binary_search(&at).is_err()
    }

    fn row(&self, at: At) -> Option<PathRow<'p>> {
        let state = self.view.state;
        let times = self.timetable.high().times(state, at)?;
        let left = self.timetable.activities.left(at)?;
        let days = self.work.as_ref().and_then(|work| work.days(times.start, times.finish).ok());
        let started = stamps(state, at).0;
        let start_date = days.map(|(first, _)| started.unwrap_or(first));
        let finish_date = days.map(|(_, last)| last);
        let Times { start, finish, total_slack: slack, .. } = times;
        let shown = |day: Option<Date>, after| day.map_or_else(|| hours(after), |day| day.to_string());
        Some(PathRow {
            id: reference::address(state, at),
            label: reference::label(state, at),
            owners: reference::owners(state, at),
            badge: reference::badge(state, at),
            left_text: self.is_estimated(at).then(|| left.range()),
            left,
            start_text: shown(start_date, start),
            finish_text: shown(finish_date, finish),
            start,
            finish,
            start_date,
            finish_date,
            slack_text: hours(slack),
            slack,
        })
    }
}

/// Hours to the hundredth.
pub(super) fn hours(hours: f64) -> String {
    format!("{}h", text::number((hours * 100.0).round() / 100.0))
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::super::tests::{EVERYTHING, Look, seen, value};
    use super::section;

    const MONDAY: Look = Look { day: Some("2025-10-20"), ..EVERYTHING };

    fn of(look: Look, plan: &Value) -> Value {
        seen(look, plan, |view| value(section(view)))
    }

    fn each(rows: &Value, members: &[&str]) -> Vec<String> {
        let text = |row: &Value, member: &&str| match &row[*member] {
            Value::String(text) => text.clone(),
            other => other.to_string(),
        };
        let row = |row| members.iter().map(|member| text(row, member)).collect::<Vec<_>>().join(" ");
        rows.as_array().unwrap().iter().map(row).collect()
    }

    fn plan() -> Value {
        json!({"startDate": "2025-10-16", "issues": [
            {"id": "A", "estimate": [4, 8], "status": "in-progress", "started": "2025-10-17", "progress": 50, "owner": "ada"},
            {"id": "B", "estimate": 20, "dependencies": ["A"]},
            {"id": "C", "estimate": 22}, {"id": "D", "estimate": 24}, {"id": "E", "estimate": 1}, {"id": "F"}]})
    }

    #[test]
    fn the_path_stands_in_its_order_with_days_when_the_day_is_known() {
        let path = of(MONDAY, &plan());
        assert_eq!((&path["lengthText"], &path["finishText"]), (&json!("24h"), &json!("2025-10-22")));
        let members = ["id", "leftText", "startText", "finishText", "slackText"];
        assert_eq!(
            each(&path["rows"], &members),
            ["A 2–4h 2025-10-17 2025-10-20 0h", "B 20h 2025-10-20 2025-10-22 0h"]
        );
        assert_eq!((&path["rows"][0]["owners"], &path["unestimated"]), (&json!(["ada"]), &json!(1)));
    }

    #[test]
    fn without_a_day_there_are_hours_alone() {
        let path = of(EVERYTHING, &plan());
        assert_eq!(
            (&path["lengthText"], &path["finish"], &path["hasDates"]),
            (&json!("24h"), &json!(null), &json!(false))
        );
        assert_eq!(each(&path["rows"], &["id", "startText", "finishText"]), ["A 0h 4h", "B 4h 24h"]);
        assert_eq!(path["rows"][0]["startDate"], json!(null));
    }

    #[test]
    fn what_can_slip_by_a_tenth_of_the_whole_is_close_to_critical() {
        let path = of(EVERYTHING, &plan());
        assert_eq!(each(&path["near"], &["id", "slackText"]), ["D 0h", "C 2h"]);
    }

    #[test]
    fn of_a_long_path_the_first_items_are_shown_and_the_rest_is_counted() {
        let issues: Vec<Value> = (0..50)
            .map(|n| json!({"id": format!("I{n}"), "estimate": 1, "dependencies": if n > 0 { vec![format!("I{}", n - 1)] } else { vec![] }}))
            .chain((0..5).map(|n| json!({"id": format!("N{n}"), "estimate": 48})))
            .collect();
        let path = of(Look { rows: 20, ..EVERYTHING }, &json!({"issues": issues}));
        assert_eq!((path["rows"].as_array().unwrap().len(), &path["hidden"]), (20, &json!(30)));
        assert_eq!((path["near"].as_array().unwrap().len(), &path["nearHidden"]), (2, &json!(3)));
    }

    #[test]
    fn a_plan_without_a_schedule_has_none() {
        for plan in [
            json!({"issues": [{"id": "A"}], "actions": [{"id": "X", "estimate": 5}]}),
            json!({"issues": [{"id": "A", "estimate": 5, "status": "done"}, {"id": "B"}]}),
            json!({"issues": [{"id": "A", "estimate": 5, "dependencies": ["B"]}, {"id": "B", "dependencies": ["A"]}]}),
            json!({"issues": [{"id": "A", "estimate": 1e300}]}),
        ] {
            assert_eq!(of(MONDAY, &plan)["rows"], json!([]), "{plan}");
        }
    }

    #[test]
    fn work_that_ends_after_the_year_9999_has_hours() {
        let path = of(MONDAY, &json!({"startDate": "2025-10-16", "issues": [{"id": "A", "estimate": 1e9}]}));
        assert_eq!(each(&path["rows"], &["finishText"]), ["1000000000h"]);
    }
}
