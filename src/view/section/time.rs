//! Hours planned and worked.

use serde::Serialize;

use super::Section;
use crate::plan::index::At;
use crate::plan::kind::{Issue, Kind};
use crate::plan::value::hours::Hours;
use crate::plan::value::status::Status;
use crate::state::State;
use crate::text;
use crate::view::{Viewpoint, reference};

/// Hours planned and worked, by batch.
#[derive(Debug, Serialize)]
pub struct Time<'p> {
    /// `Phase` when all ids are of that form, else `Batch`.
    pub noun: String,
    /// The batches in the plan's order, cancelled ones left out; last the issues without a batch.
    pub rows: Vec<TimeRow<'p>>,
    /// All of them together.
    pub total: TimeRow<'p>,
    /// How many batches are not shown.
    pub hidden: usize,
    /// How many issues are done without a record of their hours.
    pub unrecorded: usize,
}

/// Hours of a batch.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct TimeRow<'p> {
    /// The batch's id.
    pub id: Option<&'p str>,
    /// What it is called.
    pub label: String,
    /// Hours planned; `null` when the plan gives none.
    pub planned: Option<Hours>,
    /// Hours planned, from least to most.
    pub planned_text: Option<String>,
    /// Hours worked; `null` when work has begun and no hours are recorded.
    pub actual: Option<Hours>,
    /// Hours worked, as they are shown.
    pub actual_text: Option<String>,
    /// Hours over what was planned at most, or, negative, under what was planned at least; `null` while work goes on
    /// within the plan.
    pub variance: Option<f64>,
    /// The variance with its sign.
    pub variance_text: Option<String>,
}

impl Section for Time<'_> {
    fn is_empty(&self) -> bool {
        self.total.planned.is_none() && self.total.actual.is_none_or(|hours| hours == Hours::NONE)
    }
}

pub(super) fn section<'p>(view: &Viewpoint<'p>) -> Time<'p> {
    let state = view.state;
    let shown = view.most_urgent(Kind::Batch);
    let live = || state.live_batches();
    let all: Vec<TimeRow<'p>> = live().map(|place| batch_row(state, place)).chain(loose_row(state)).collect();
    let total = total(&all);
    let is_shown: Vec<bool> = live().map(|place| shown.binary_search(&place).is_ok()).collect();
    let hidden = is_shown.iter().filter(|is_shown| !**is_shown).count();
    let kept = is_shown.into_iter().chain([true]).zip(all).filter(|(is_shown, _)| *is_shown);
    Time {
        noun: reference::batch_noun(state),
        rows: kept.map(|(_, row)| row).collect(),
        total,
        hidden,
        unrecorded: state.plan.items.issues.iter().filter(|issue| is_unrecorded(issue)).count(),
    }
}

fn batch_row<'p>(state: &'p State<'p>, place: usize) -> TimeRow<'p> {
    let at = At::new(Kind::Batch, place);
    let is_over =
        state.is_satisfied(at) && !state.counted_issues(place).any(|(_, issue)| is_unrecorded(issue));
    let (planned, actual) = (state.batch_estimate(place), state.batch_actual(place));
    let id = state.plan.items.batches.get(place).and_then(|batch| batch.id.as_deref());
    row(id, reference::label(state, at), planned, actual, variance(planned, actual, is_over))
}

/// The row of the issues without a batch, if there are any.
fn loose_row<'p>(state: &'p State<'p>) -> Option<TimeRow<'p>> {
    state.loose_issues().next()?;
    let is_over =
        state.loose_issues().all(|issue| issue.status == Some(Status::Done) && !is_unrecorded(issue));
    let (planned, actual) = (state.loose_estimate(), state.loose_actual());
    Some(row(None, "Without a batch".to_owned(), planned, actual, variance(planned, actual, is_over)))
}

/// Each column together: the hours as far as they are known, the variance only when that of every row is.
fn total<'p>(rows: &[TimeRow<'p>]) -> TimeRow<'p> {
    let hours =
        |of: fn(&TimeRow<'p>) -> Option<Hours>| rows.iter().filter_map(of).reduce(|one, other| one + other);
    let is_work = |row: &&TimeRow<'p>| row.planned.is_some() || row.actual != Some(Hours::NONE);
    let variances: Option<Vec<f64>> = rows.iter().filter(is_work).map(|row| row.variance).collect();
    let variance = variances.and_then(|all| all.into_iter().reduce(|one, other| one + other));
    row(None, "Total".to_owned(), hours(|row| row.planned), hours(|row| row.actual), variance)
}

fn row(
    id: Option<&str>,
    label: String,
    planned: Option<Hours>,
    actual: Option<Hours>,
    variance: Option<f64>,
) -> TimeRow<'_> {
    TimeRow {
        id,
        label,
        planned,
        planned_text: planned.map(Hours::range),
        actual,
        actual_text: actual.map(Hours::range),
        variance,
        variance_text: variance.map(signed),
    }
}

fn is_unrecorded(issue: &Issue<'_>) -> bool {
    issue.status == Some(Status::Done) && issue.actual.is_none()
}

/// How far the hours worked lie outside of those planned. Before the work is over only an excess says something.
fn variance(planned: Option<Hours>, actual: Option<Hours>, is_over: bool) -> Option<f64> {
    let (planned, actual) = planned.zip(actual)?;
    match () {
        () if actual.low > planned.high => Some(actual.low - planned.high),
        () if !is_over => None,
        () if actual.high < planned.low => Some(actual.high - planned.low),
        () => Some(0.0),
    }
}

/// `+1h`, `-0.5h`, `0h`.
fn signed(hours: f64) -> String {
    let sign = if hours > 0.0 { "+" } else { "" };
    format!("{sign}{}h", text::number((hours * 100.0).round() / 100.0))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hours(low: f64, high: f64) -> Option<Hours> {
        Hours::from_numbers(&[low, high])
    }

    #[test]
    fn within_the_range_there_is_no_variance_and_outside_it_is_the_distance() {
        let planned = hours(2.0, 4.0);
        let finished = |worked: f64| variance(planned, hours(worked, worked), true);
        assert_eq!(
            [finished(1.5), finished(2.0), finished(4.0), finished(5.0)],
            [Some(-0.5), Some(0.0), Some(0.0), Some(1.0)]
        );
    }

    #[test]
    fn while_work_goes_on_only_an_excess_is_a_variance() {
        let ongoing = |worked: f64| variance(hours(2.0, 4.0), hours(worked, worked), false);
        assert_eq!([ongoing(0.0), ongoing(3.0), ongoing(4.5)], [None, None, Some(0.5)]);
        assert_eq!(variance(None, hours(1.0, 1.0), true), None);
    }

    #[test]
    fn a_variance_has_its_sign() {
        assert_eq!([signed(1.0), signed(-0.5), signed(0.0)], ["+1h", "-0.5h", "0h"]);
    }
}
