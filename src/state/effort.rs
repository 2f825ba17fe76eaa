//! Hours of work, planned and worked; what is cancelled is left out.

use super::State;
use crate::plan::kind::Issue;
use crate::plan::value::hours::Hours;
use crate::plan::value::status::Status;

impl State<'_> {
    /// Hours planned for the whole program. Nothing when the plan gives none.
    pub fn estimate(&self) -> Option<Hours> {
        let batches = self.live_batches().filter_map(|place| self.batch_estimate(place));
        sum(batches.chain(self.loose_estimate()))
    }

    /// The batches that are not cancelled, by their places.
    pub fn live_batches(&self) -> impl Iterator<Item = usize> + '_ {
        let batches = self.plan.items.batches.iter().enumerate();
        batches.filter(|(_, batch)| batch.status != Some(Status::Cancelled)).map(|(place, _)| place)
    }

    /// Hours planned for a batch: its own estimate, else those of its issues together. Nothing when the plan gives none.
    pub fn batch_estimate(&self, place: usize) -> Option<Hours> {
        let own = self.plan.items.batches.get(place).and_then(|batch| batch.estimate);
        own.or_else(|| sum(self.counted_issues(place).filter_map(|(_, issue)| issue.estimate)))
    }

    /// Hours worked on a batch, as its issues record them. Nothing when work has begun and no hours are recorded.
    pub fn batch_actual(&self, place: usize) -> Option<Hours> {
        let own = self.plan.items.batches.get(place).and_then(|batch| batch.status);
        let mut issues = self.counted_issues(place).map(|(_, issue)| issue).peekable();
        if issues.peek().is_none() {
            return (!has_begun(own)).then_some(Hours::NONE);
        }
        recorded(issues)
    }

    /// Hours planned for the issues without a batch. Nothing when the plan gives none.
    pub fn loose_estimate(&self) -> Option<Hours> {
        sum(self.loose_issues().filter_map(|issue| issue.estimate))
    }

    /// Hours worked on the issues without a batch. Nothing when work has begun and no hours are recorded.
    pub fn loose_actual(&self) -> Option<Hours> {
        recorded(self.loose_issues())
    }

    /// Hours worked on an issue: those that it records, else the part of its estimate that is done.
    pub fn worked(&self, place: usize) -> Option<Hours> {
        let issue = self.plan.items.issues.get(place)?;
        issue.actual.or_else(|| Some(issue.estimate?.part(self.issue_progress(place) / 100.0)))
    }

    /// The issues without a batch.
    pub fn loose_issues(&self) -> impl Iterator<Item = &Issue<'_>> + '_ {
        let issues = self.plan.items.issues.iter().enumerate();
        let loose = issues.filter(|(place, _)| self.graph.batch_of(*place).is_none()).map(|(_, issue)| issue);
        loose.filter(|issue| issue.status != Some(Status::Cancelled))
    }
}

fn sum(hours: impl Iterator<Item = Hours>) -> Option<Hours> {
    hours.reduce(|one, other| one + other)
}

/// Hours that issues record. Nothing when one has begun and none records any.
fn recorded<'i>(issues: impl Iterator<Item = &'i Issue<'i>>) -> Option<Hours> {
    let (mut begun, mut recorded) = (false, None);
    for issue in issues {
        begun |= has_begun(issue.status);
        recorded = sum(recorded.into_iter().chain(issue.actual));
    }
    if begun { recorded } else { Some(recorded.unwrap_or(Hours::NONE)) }
}

const fn has_begun(status: Option<Status>) -> bool {
    matches!(status, Some(Status::InProgress | Status::Done))
}
