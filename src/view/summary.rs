//! Figures about the whole program.

use serde::Serialize;

use super::badge::Badge;
use crate::plan::choice::Choice;
use crate::plan::index::At;
use crate::plan::kind::Kind;
use crate::plan::value::status::{BlockerStatus, Status};
use crate::state::State;
use crate::text;

/// Figures about the whole program.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Summary {
    /// Percent done.
    pub progress: f64,
    /// Percent done, as it is shown.
    pub progress_text: String,
    /// Batches by effective status.
    pub batches: Counts,
    /// Issues by effective status.
    pub issues: Counts,
    /// Open blocker records.
    pub open_blockers: usize,
}

/// How many items have which effective status.
#[derive(Debug, Default, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Counts {
    /// All of them.
    pub total: usize,
    /// Those that count as work: all but the cancelled ones. What is done is done of these.
    pub counted: usize,
    /// How many are done.
    pub done: usize,
    /// The statuses that occur, in the order of the plan format.
    pub by_status: Vec<StatusCount>,
}

/// How many items have one status.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct StatusCount {
    /// The status.
    pub status: Status,
    /// The status with its sign.
    pub badge: Badge,
    /// How many have it.
    pub count: usize,
    /// Their part of all in percent, as it is shown.
    pub percent_text: String,
}

impl Counts {
    /// How many items of a kind have which effective status.
    pub fn of(state: &State<'_>, kind: Kind) -> Self {
        let places = 0..state.plan.items.count(kind);
        Self::new(places.filter_map(|place| state.status(At::new(kind, place))))
    }

    fn new(statuses: impl Iterator<Item = Status>) -> Self {
        let mut counts: Vec<(Status, usize)> = Status::ALL.iter().map(|status| (*status, 0)).collect();
        for status in statuses {
            if let Some((_, count)) = counts.iter_mut().find(|(known, _)| *known == status) {
                *count += 1;
            }
        }
        let total: usize = counts.iter().map(|(_, count)| count).sum();
        let cancelled: usize =
            counts.iter().filter(|(status, _)| *status == Status::Cancelled).map(|(_, count)| count).sum();
        let done = counts.iter().filter(|(status, _)| *status == Status::Done).map(|(_, count)| count).sum();
        let occurring = counts.into_iter().filter(|(_, count)| *count > 0);
        let by_status = occurring.map(|(status, count)| StatusCount {
            status,
            badge: status.into(),
            count,
            percent_text: text::percent(part(count, total)),
        });
        Self { total, counted: total - cancelled, done, by_status: by_status.collect() }
    }
}

/// A part of a whole in percent.
#[expect(clippy::cast_precision_loss, reason = "a count of items")]
pub fn part(count: usize, total: usize) -> f64 {
    if total == 0 { 0.0 } else { count as f64 * 100.0 / total as f64 }
}

impl Summary {
    /// The figures of a plan.
    pub fn new(state: &State<'_>) -> Self {
        let progress = state.progress();
        let blockers = state.plan.items.blockers.iter();
        Self {
            progress,
            progress_text: text::percent(progress),
            batches: Counts::of(state, Kind::Batch),
            issues: Counts::of(state, Kind::Issue),
            open_blockers: blockers.filter(|record| record.status != Some(BlockerStatus::Resolved)).count(),
        }
    }

    /// `46.7%, 1 of 3 issues done, 0 of 2 batches done`.
    pub fn words(&self) -> String {
        let counts = [(&self.issues, "issue"), (&self.batches, "batch")].into_iter();
        let done = counts
            .filter(|(counts, _)| counts.counted > 0)
            .map(|(counts, noun)| format!("{} of {} done", counts.done, text::plural(counts.counted, noun)));
        let words: Vec<String> = std::iter::once(self.progress_text.clone()).chain(done).collect();
        words.join(", ")
    }
}
