//! The metrics of the week.

use serde::Serialize;

use crate::plan::metric::{Metric, WEEKLY_METRICS};
use crate::state::State;
use crate::view::Viewpoint;
use crate::view::metric::MetricRow;
use crate::view::viewpoint::Rows;
use crate::view::week::Week;

/// A metric of the week.
#[derive(Debug, Serialize)]
pub struct Figure<'p> {
    /// What it is called.
    pub label: &'p str,
    /// What stands behind the figure.
    pub unit: &'p str,
    /// The metric; `null` when the plan does not know it.
    pub metric: Option<MetricRow<'p>>,
    /// What there is to say about the value: its target, the value of the week before, how much it changed.
    pub notes: Vec<String>,
}

impl<'p> Figure<'p> {
    /// A metric of which the plan knows nothing.
    fn unknown(label: &'p str, unit: &'p str) -> Self {
        Self { label, unit, metric: None, notes: Vec::new() }
    }

    /// A metric as it stands in a week.
    fn of_week(state: &State<'p>, metric: &'p Metric<'p>, week: &Week) -> Self {
        let row = weekly_metric(state, metric, week);
        Self {
            label: metric.label(),
            unit: metric.unit(),
            notes: notes(&row),
            metric: row.value.is_some().then_some(row),
        }
    }
}

/// The well-known five, known or not, then the plan's others.
pub(super) fn section<'p>(view: &Viewpoint<'p>) -> Rows<Figure<'p>> {
    let plan = view.state.plan;
    let row = |metric: &'p Metric<'p>| Figure::of_week(view.state, metric, &view.week);
    let known = WEEKLY_METRICS.iter().map(|known| {
        let metric = plan.metrics.iter().find(|metric| metric.name == known.name);
        metric.map_or_else(|| Figure::unknown(known.label, known.unit), row)
    });
    let others =
        plan.metrics.iter().filter(|metric| !WEEKLY_METRICS.iter().any(|known| known.name == metric.name));
    let all: Vec<_> = known.chain(others.map(row)).collect();
    view.rows_of(all.into_iter())
}

/// A metric in a week: that week's entry of the history, with the change since the week before (of several weeks: the newest
/// entry of these, and the week before the first of them); for a metric
/// without history its value.
fn weekly_metric<'p>(state: &State<'p>, metric: &'p Metric<'p>, week: &Week) -> MetricRow<'p> {
    if metric.record.history.is_empty() {
        return MetricRow::now(state, metric);
    }
    let in_week = |week: &Week| {
        let when = week.when(state.plan.hours_per_day());
        let days = week.window.map(|window| (window.first, window.last));
        metric.entry_of_week(&when, days, state.plan.start())?.value.clone()
    };
    MetricRow::new(metric, in_week(week), week.previous().as_ref().and_then(in_week))
}

/// What there is to say about a value.
fn notes(row: &MetricRow<'_>) -> Vec<String> {
    let target = row.target_text.as_ref().map(|target| format!("target {target}"));
    let before = row.before_text.as_ref().map(|before| format!("{before} last week"));
    [target, before, row.change_text.clone()].into_iter().flatten().collect()
}
