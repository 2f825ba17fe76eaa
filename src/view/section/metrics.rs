//! The plan's metrics, with their values now and what they should reach.

use serde::Serialize;

use super::{Section, grouped};
use crate::view::Viewpoint;
use crate::view::metric::MetricRow;
use crate::view::viewpoint::Rows;

/// The plan's metrics.
#[derive(Debug, Serialize)]
pub struct SuccessMetrics<'p> {
    /// The groups, in the order in which they first occur; metrics without one first.
    pub groups: Vec<MetricGroup<'p>>,
    /// How many metrics are not shown.
    pub hidden: usize,
}

impl Section for SuccessMetrics<'_> {
    fn is_empty(&self) -> bool {
        self.groups.is_empty()
    }
}

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

pub(super) fn section<'p>(view: &Viewpoint<'p>) -> SuccessMetrics<'p> {
    let all = view.state.plan.metrics.iter().map(|metric| MetricRow::now(view.state, metric));
    let Rows { rows, hidden } = view.rows_of(all);
    let mut groups = grouped(rows.into_iter().map(|row| (row.group, row)));
    groups.sort_by_key(|(label, _)| label.is_some());
    SuccessMetrics {
        groups: groups.into_iter().map(|(label, rows)| MetricGroup::new(label, rows)).collect(),
        hidden,
    }
}

impl<'p> MetricGroup<'p> {
    fn new(label: Option<&'p str>, rows: Vec<MetricRow<'p>>) -> Self {
        let has_changes = rows.iter().any(|row| row.change.is_some());
        Self { label, rows, has_changes }
    }
}
