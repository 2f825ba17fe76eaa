//! The metrics of the week.

use serde::Serialize;

use crate::plan::metric::{Metric, WEEKLY_METRICS};
use crate::state::State;
use crate::view::Viewpoint;
use crate::view::metric::MetricRow;
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
}

/// The well-known five, known or not, then the plan's others.
pub(super) fn section<'p>(view: &Viewpoint<'p>) -> Vec<Figure<'p>> {
    let plan = view.state.plan;
    let row = |metric: &'p Metric<'p>| {
        let row = weekly_metric(view.state, metric, &view.week);
        Figure { label: metric.label(), unit: metric.unit(), metric: row }
    };
    let known = WEEKLY_METRICS.iter().map(|known| {
        let metric = plan.metrics.iter().find(|metric| metric.name == known.name);
        metric.map_or(Figure { label: known.label, unit: known.unit, metric: None }, row)
    });
    let others =
        plan.metrics.iter().filter(|metric| !WEEKLY_METRICS.iter().any(|known| known.name == metric.name));
    known.chain(others.map(row)).collect()
}

/// A metric in a week: that week's entry of the history, with the change since the week before; for a metric
/// without history its value.
fn weekly_metric<'p>(state: &State<'p>, metric: &'p Metric<'p>, week: &Week) -> Option<MetricRow<'p>> {
    if metric.record.history.is_empty() {
        let row = MetricRow::now(state, metric);
        return row.value.is_some().then_some(row);
    }
    let in_week = |week: &Week| {
        let when = week.when(state.plan.hours_per_day());
        metric.in_week(&when, week.window.map(|window| (window.first, window.last)))
    };
    let value = in_week(week)?;
    let before = week.previous();
    Some(MetricRow::new(metric, Some(value.clone()), before.as_ref().and_then(in_week)))
}
