//! Blocker records and what they hold up.

use std::collections::HashMap;

use crate::plan::Plan;
use crate::plan::index::{At, Index};
use crate::plan::kind::Kind;
use crate::plan::value::status::BlockerStatus;

/// Which blocker records hold which items. A record holds the batches, issues and reviews that its `affects`
/// names; a batch means all its issues, `*` everything. Words there are shown and hold nothing.
#[derive(Debug, Default)]
pub(super) struct Records {
    by_item: HashMap<At, Vec<Record>>,
    everything: Vec<Record>,
}

/// A record with whether it is still open.
#[derive(Debug, Clone, Copy)]
pub(super) struct Record {
    pub(super) at: At,
    pub(super) open: bool,
}

impl Records {
    pub(super) fn new(plan: &Plan<'_>, index: &Index<'_>) -> Self {
        let mut records = Self::default();
        for (place, blocker) in plan.items.blockers.iter().enumerate() {
            let open = blocker.status != Some(BlockerStatus::Resolved);
            let record = Record { at: At::new(Kind::BlockerRecord, place), open };
            for scope in &blocker.affects {
                if scope.is_everything() {
                    records.everything.push(record);
                } else if !scope.is_words()
                    && let Some(at) = index.find(&scope.0.id)
                    && can_be_held(at)
                {
                    records.by_item.entry(at).or_default().push(record);
                }
            }
        }
        records
    }

    /// The records, open or not, that name an item or everything.
    pub(super) fn of(&self, at: At) -> impl Iterator<Item = Record> + '_ {
        let everything = if can_be_held(at) { self.everything.as_slice() } else { &[] };
        self.by_item.get(&at).into_iter().flatten().chain(everything).copied()
    }
}

/// Whether items of its kind can be held by a blocker record.
pub(super) const fn can_be_held(at: At) -> bool {
    matches!(at.kind, Kind::Batch | Kind::Issue | Kind::Review)
}
