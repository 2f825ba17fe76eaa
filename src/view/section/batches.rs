//! The table of batches.

use crate::plan::kind::Kind;
use crate::view::Viewpoint;
use crate::view::row::BatchRow;

/// The batches in the plan's order; of very many the most urgent.
pub(super) fn section<'p>(view: &Viewpoint<'p>) -> Vec<BatchRow<'p>> {
    let shown = view.most_urgent(Kind::Batch);
    shown.into_iter().filter_map(|place| BatchRow::new(view.state, place)).collect()
}
