//! The forecast by what was finished in the weeks before, and how it stands to the one by the estimates.

use serde::Serialize;

use super::Percentiles;
use crate::diagnostic::Failure;
use crate::forecast::Drawing;
use crate::forecast::throughput::{History, LEAST_WEEKS, MOST_WEEKS};
use crate::plan::value::date::Date;
use crate::state::State;
use crate::text;

/// How many times as far one forecast must be as the other for the two to disagree widely.
const WIDELY: i64 = 2;

/// Days by which they must differ too: weeks are coarse.
const LEAST_DAYS: i64 = 14;

/// The forecast by throughput; what is not known of it is nothing.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Throughput {
    #[serde(flatten)]
    finish: Percentiles<Week>,
    /// How many things are left.
    left: usize,
    /// What was finished in each whole week of the history, the oldest first.
    weeks: Vec<u32>,
    /// The first and the last day of these weeks.
    from: Option<Date>,
    until: Option<Date>,
    /// How many things were finished in them.
    finished: u64,
    /// In how many of them something was finished, and in how many something must have been for a forecast.
    busy_weeks: usize,
    least_weeks: usize,
    /// How many things are finished without a date, and are in no week.
    undated: usize,
}

/// The end of a number of weeks from today on.
#[derive(Debug, Clone, Copy, Serialize)]
struct Week {
    weeks: Option<u32>,
    /// The last day of the last of them.
    date: Option<Date>,
    /// Whether it lies beyond all that is told.
    #[serde(skip)]
    is_beyond: bool,
}

impl Throughput {
    /// The forecast of a plan by its history until a day.
    pub(super) fn new(state: &State<'_>, today: Date, drawing: Drawing) -> Self {
        let history = History::new(state, today);
        let samples = history.forecast(drawing.runs, drawing.seed).filter(|_| history.left > 0);
        let week = |percent| {
            let weeks = samples.as_ref().map(|samples| samples.percentile(percent));
            #[expect(
                clippy::cast_possible_truncation,
                clippy::cast_sign_loss,
                reason = "a whole number of weeks"
            )]
            let weeks = weeks.map(|weeks| weeks as u32);
            let told = weeks.filter(|weeks| *weeks < MOST_WEEKS);
            let date = told.and_then(|weeks| today.plus_days(7 * i64::from(weeks) - 1));
            Ok::<_, Failure>(Week { weeks: told, date, is_beyond: told != weeks })
        };
        let nothing = Week { weeks: None, date: None, is_beyond: false };
        Self {
            finish: Percentiles::of(week).unwrap_or(Percentiles { p50: nothing, p80: nothing, p95: nothing }),
            left: history.left,
            from: history.from,
            until: history.from.and_then(|_| today.plus_days(-1)),
            finished: history.finished(),
            busy_weeks: history.busy(),
            least_weeks: LEAST_WEEKS,
            undated: history.undated,
            weeks: history.weeks,
        }
    }

    /// Whether there is a forecast.
    pub(super) fn is_known(&self) -> bool {
        self.finish.p50.weeks.is_some() || self.finish.p50.is_beyond
    }

    /// The last days by which everything is done.
    pub(super) fn days(&self) -> Percentiles<String> {
        let shown = |week: Week| match week.date {
            Some(day) => day.to_string(),
            None if week.is_beyond => "later".to_owned(),
            None => String::new(),
        };
        Percentiles { p50: shown(self.finish.p50), p80: shown(self.finish.p80), p95: shown(self.finish.p95) }
    }

    /// That another forecast's P80 is far from this one's, when it is.
    pub(super) fn disagreement(&self, other: Date, today: Date) -> Option<String> {
        let own = self.finish.p80.date?.days_since(today) + 1;
        let other = other.days_since(today) + 1;
        let (less, more) = (own.min(other).max(1), own.max(other));
        let is_wide = more >= WIDELY * less && more - less >= LEAST_DAYS;
        let weeks = |days: i64| {
            text::plural(usize::try_from(days.max(0).unsigned_abs().div_ceil(7)).unwrap_or_default(), "week")
        };
        is_wide.then(|| {
            format!(
                "The two disagree widely: {} from now by the estimates, {} by throughput, with odds of 80%.",
                weeks(other),
                weeks(own)
            )
        })
    }

    /// How much history there is, and what it lacks.
    pub(super) fn history(&self) -> String {
        let weeks = text::plural(self.weeks.len(), "whole week");
        let undated = match self.undated {
            0 => String::new(),
            1 => "; 1 item is done without a date".to_owned(),
            several => format!("; {several} items are done without a date"),
        };
        let items = text::plural(usize::try_from(self.finished).unwrap_or(usize::MAX), "item");
        let span = match (self.from, self.until) {
            (Some(from), Some(until)) => format!("{weeks} of history, {from} to {until}"),
            _ => "no whole week of history".to_owned(),
        };
        if self.is_known() {
            let left = text::plural(self.left, "item");
            let busy = self.busy_weeks;
            return format!("Throughput: {span}; {items} finished in {busy} of them{undated}; {left} left");
        }
        let found = match self.busy_weeks {
            0 if self.weeks.is_empty() => format!("there is {span}"),
            0 => format!("there is none, in {span}"),
            1 => format!("there is 1, in {span}"),
            several => format!("there are {several}, in {span}"),
        };
        format!(
            "No forecast by throughput: that takes {} weeks in which something was finished, as its `completed` says, and \
             {found}{undated}",
            self.least_weeks
        )
    }
}
