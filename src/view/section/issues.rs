//! Issue tables by batch.

use serde::Serialize;

use super::Section;
use crate::plan::kind::Kind;
use crate::view::Viewpoint;
use crate::view::row::IssueRow;

/// The issues of a plan, by batch.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Issues<'p> {
    /// The batches that have an issue to show, in the plan's order; issues without a batch last.
    pub groups: Vec<IssueGroup<'p>>,
    /// How many issues are not shown.
    pub hidden: usize,
}

/// The issues of one batch.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct IssueGroup<'p> {
    /// The batch's id; `null` for issues without a batch.
    pub batch: Option<&'p str>,
    /// The batch's label; `null` for issues without a batch.
    pub label: Option<String>,
    /// Its issues.
    pub rows: Vec<IssueRow<'p>>,
    /// How many of its issues are not shown.
    pub hidden: usize,
}

impl Section for Issues<'_> {
    fn is_empty(&self) -> bool {
        self.groups.is_empty()
    }
}

pub(super) fn section<'p>(view: &Viewpoint<'p>) -> Issues<'p> {
    let state = view.state;
    let plan = state.plan;
    let count = plan.items.issues.len();
    let shown = view.most_urgent(Kind::Issue);
    let numbered =
        shown.iter().all(|place| plan.items.issues.get(*place).is_some_and(|issue| issue.number.is_some()));

    let mut by_batch: Vec<Vec<IssueRow<'_>>> = Vec::new();
    let batches = plan.items.batches.len();
    by_batch.resize_with(batches + 1, Vec::new);
    for place in shown.iter().copied() {
        let batch = state.graph.batch_of(place).map_or(batches, crate::plan::index::At::index);
        if let (Some(rows), Some(row)) = (by_batch.get_mut(batch), IssueRow::new(state, place, numbered)) {
            rows.push(row);
        }
    }
    let without_batch = || (0..count).filter(|place| state.graph.batch_of(*place).is_none()).count();
    let groups = by_batch.into_iter().enumerate().filter(|(_, rows)| !rows.is_empty());
    let groups = groups.map(|(place, rows)| {
        let batch = plan.items.batches.get(place);
        let total = if batch.is_some() { state.graph.issues_of(place).count() } else { without_batch() };
        IssueGroup {
            batch: batch.and_then(|batch| batch.id.as_deref()),
            label: batch.map(|batch| batch.label().into_owned()),
            hidden: total - rows.len(),
            rows,
        }
    });
    Issues { groups: groups.collect(), hidden: count - shown.len() }
}
