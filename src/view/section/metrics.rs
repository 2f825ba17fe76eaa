//! The plan's metrics with their values now.

use crate::view::Viewpoint;
use crate::view::metric::MetricRow;

pub(super) fn section<'p>(view: &Viewpoint<'p>) -> Vec<MetricRow<'p>> {
    view.state.plan.metrics.iter().map(|metric| MetricRow::now(view.state, metric)).collect()
}
