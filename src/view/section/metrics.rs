//! The plan's metrics, with their values now and what they should reach.

use serde::Serialize;

use super::grouped;
use crate::view::Viewpoint;
use crate::view::metric::MetricRow;

/// The metrics of one group.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct MetricGroup<'p> {
    /// What they are listed under; `null` for metrics without a group.
    pub label: Option<&'p str>,
    /// The metrics.
    pub rows: Vec<MetricRow<'p>>,
    /// Whether a change is known of one of them.
    pub has_changes: bool,
}

/// The metrics by group, in the order in which the groups first occur; those without one first.
pub(super) fn section<'p>(view: &Viewpoint<'p>) -> Vec<MetricGroup<'p>> {
    let rows = view.state.plan.metrics.iter().map(|metric| MetricRow::now(view.state, metric));
    let mut groups = grouped(rows.map(|row| (row.group, row)));
    groups.sort_by_key(|(label, _)| label.is_some());
    groups.into_iter().map(|(label, rows)| MetricGroup::new(label, rows)).collect()
}

impl<'p> MetricGroup<'p> {
    fn new(label: Option<&'p str>, rows: Vec<MetricRow<'p>>) -> Self {
        let has_changes = rows.iter().any(|row| row.change.is_some());
        Self { label, rows, has_changes }
    }
}
