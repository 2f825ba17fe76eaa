//! When an item can be done and when it must be, by the high estimates.

use serde::Serialize;

use crate::plan::index::At;
use crate::plan::value::date::Date;
use crate::schedule::{self, Times, WorkTime};
use crate::state::State;
use crate::view::badge::{Badge, badge};
use crate::view::schedule::figure;

/// When an item can be done and when it must be.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Outlook {
    /// Hours from now until it can start.
    start: f64,
    /// Hours until it can be finished.
    finish: f64,
    /// Hours until it must start, lest the whole becomes longer.
    late_start: f64,
    /// Hours until it must be finished.
    late_finish: f64,
    /// Hours that it can slip before the whole becomes longer.
    total_slack: f64,
    /// Hours that it can slip before anything else does.
    free_slack: f64,
    /// Whether the whole becomes longer with any slip.
    critical: bool,
    /// The days of these times; `null` when the plan has no `startDate`, or when they lie after the year 9999.
    start_date: Option<Date>,
    finish_date: Option<Date>,
    late_start_date: Option<Date>,
    late_finish_date: Option<Date>,
    /// The same as rows of a table.
    rows: [OutlookRow; 2],
    /// How far it can slip, in words.
    slack: Slack,
}

/// When it is done at the earliest, or at the latest.
#[derive(Debug, Serialize)]
struct OutlookRow {
    when: &'static str,
    start: String,
    finish: String,
}

/// How far something can slip: a sign that it cannot, or words.
#[derive(Debug, Serialize)]
#[serde(untagged)]
enum Slack {
    Critical(Badge),
    Words(String),
}

/// When an item can be done, seen on a day; nothing when it is over, or when that is not known.
pub(super) fn outlook(state: &State<'_>, at: At, today: Date) -> Option<Outlook> {
    schedule::outlook(state, Some(today), |outlook| {
        let schedule = outlook.ok().flatten()?;
        let times = schedule.times(state, at)?;
        let work = state.plan.start().and_then(|_| WorkTime::new(state.plan, schedule.first()).ok());
        Some(Outlook::new(times, work.as_ref()))
    })
}

impl Outlook {
    fn new(times: Times, work: Option<&WorkTime>) -> Self {
        let days = |start, finish| work.and_then(|work| work.days(start, finish).ok()).unzip();
        let (start_date, finish_date) = days(times.start, times.finish);
        let (late_start_date, late_finish_date) = days(times.late_start, times.late_finish);
        let shown = |day: Option<Date>, hours| {
            day.map_or_else(|| format!("{}h", figure(hours)), |day| day.to_string())
        };
        let critical = times.is_critical();
        Self {
            start: times.start,
            finish: times.finish,
            late_start: times.late_start,
            late_finish: times.late_finish,
            total_slack: times.total_slack,
            free_slack: times.free_slack,
            critical,
            start_date,
            finish_date,
            late_start_date,
            late_finish_date,
            rows: [
                OutlookRow {
                    when: "earliest",
                    start: shown(start_date, times.start),
                    finish: shown(finish_date, times.finish),
                },
                OutlookRow {
                    when: "latest",
                    start: shown(late_start_date, times.late_start),
                    finish: shown(late_finish_date, times.late_finish),
                },
            ],
            slack: if critical {
                Slack::Critical(badge("🔴 On the critical path", "●", "On the critical path", "blocked"))
            } else {
                Slack::Words(format!("Slack {}h", figure(times.total_slack)))
            },
        }
    }
}
