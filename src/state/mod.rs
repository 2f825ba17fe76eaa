//! What is shown of an item: its effective status, its progress, and what it waits for.
//!
//! The rules are those of the plan format, "Status of batches and issues" and "Progress". The stored status is what
//! the text claims; the effective status is what follows from it and from everything that the item waits for.

mod effort;
mod figures;
mod progress;
pub mod reach;
mod records;
mod shown;
mod standing;
mod waiting;

use records::Records;
pub use shown::ShownStatus;
pub use waiting::Cause;

use std::collections::HashMap;

use crate::graph::{Edge, Fault, Graph};
use crate::plan::Plan;
use crate::plan::index::{At, Index};
use crate::plan::kind::{Issue, Kind};
use crate::plan::value::status::{DependencyType, Status};

/// The state of every batch and issue of a plan.
#[derive(Debug)]
pub struct State<'p> {
    /// The plan.
    pub plan: &'p Plan<'p>,
    /// Its items by id.
    pub index: &'p Index<'p>,
    /// Its edges.
    pub graph: &'p Graph<'p>,
    records: Records,
    /// References of `dependencies` and `blockers` that lead to no item.
    unknown: HashMap<At, Vec<&'p str>>,
    /// Whether a batch is finished or begun, before anything is known of waiting.
    advances: Vec<Advance>,
    batches: Vec<Status>,
    issues: Vec<Status>,
}

/// How far a batch has come, by its issues or by its own text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Advance {
    NotBegun,
    Begun,
    Done,
    Cancelled,
}

impl<'p> State<'p> {
    /// The state of a plan.
    pub fn new(plan: &'p Plan<'p>, index: &'p Index<'p>, graph: &'p Graph<'p>) -> Self {
        let mut state = Self {
            plan,
            index,
            graph,
            records: Records::new(plan, index),
            unknown: unknown_references(graph),
            advances: Vec::new(),
            batches: Vec::new(),
            issues: Vec::new(),
        };
        state.advances = (0..plan.items.batches.len()).map(|batch| state.advance(batch)).collect();
        let held: Vec<bool> = (0..plan.items.batches.len())
            .map(|batch| state.is_held_itself(At::new(Kind::Batch, batch)))
            .collect();
        state.issues = (0..plan.items.issues.len()).map(|issue| state.issue_status(issue, &held)).collect();
        state.batches =
            held.iter().enumerate().map(|(batch, held)| state.batch_status(batch, *held)).collect();
        state
    }

    /// The effective status of a batch or an issue; nothing for other kinds.
    pub fn status(&self, at: At) -> Option<Status> {
        match at.kind {
            Kind::Batch => self.batches.get(at.index()).copied(),
            Kind::Issue => self.issues.get(at.index()).copied(),
            _ => None,
        }
    }

    /// The issues of a batch that count, cancelled ones left out.
    pub fn counted_issues(&self, batch: usize) -> impl Iterator<Item = (usize, &'p Issue<'p>)> + '_ {
        let issues = &self.plan.items.issues;
        let of_batch = self.graph.issues_of(batch).filter_map(|place| Some((place, issues.get(place)?)));
        of_batch.filter(|(_, issue)| issue.status != Some(Status::Cancelled))
    }

    /// The batches without issues, and the issues: each piece of work once.
    pub fn work(&self) -> impl Iterator<Item = At> + '_ {
        let alone =
            (0..self.plan.items.batches.len()).filter(|batch| self.counted_issues(*batch).next().is_none());
        let issues = 0..self.plan.items.issues.len();
        alone.map(|place| At::new(Kind::Batch, place)).chain(issues.map(|place| At::new(Kind::Issue, place)))
    }

    /// Whether an edge still holds the start of the item that has it. Edges to a start hold until the other has
    /// begun; edges to a finish matter to the schedule alone.
    pub fn is_open(&self, edge: &Edge) -> bool {
        match edge.kind {
            DependencyType::FinishToStart => !self.is_satisfied(edge.to),
            DependencyType::StartToStart => !self.has_begun(edge.to),
            DependencyType::FinishToFinish | DependencyType::StartToFinish => false,
        }
    }

    fn advance(&self, batch: usize) -> Advance {
        let stored = self.plan.items.batches.get(batch).and_then(|batch| batch.status);
        if stored == Some(Status::Cancelled) {
            return Advance::Cancelled;
        }
        let (mut count, mut done, mut begun) = (0, 0, false);
        for (_, issue) in self.counted_issues(batch) {
            count += 1;
            match issue.status {
                Some(Status::Done) => done += 1,
                Some(Status::InProgress) => begun = true,
                _ => {}
            }
        }
        match (count, stored) {
            (0, Some(Status::Done)) => Advance::Done,
            (0, Some(Status::InProgress)) => Advance::Begun,
            (0, _) => Advance::NotBegun,
            _ if done == count => Advance::Done,
            _ if begun || done > 0 => Advance::Begun,
            _ => Advance::NotBegun,
        }
    }

    fn issue_status(&self, place: usize, held_batches: &[bool]) -> Status {
        let at = At::new(Kind::Issue, place);
        let stored = self.plan.items.issues.get(place).and_then(|issue| issue.status).unwrap_or_default();
        if matches!(stored, Status::Done | Status::Cancelled | Status::InProgress) {
            return stored;
        }
        let batch = self.graph.batch_of(place);
        let held_by_batch = batch.and_then(|batch| held_batches.get(batch.index())).is_some_and(|held| *held);
        let held = held_by_batch || self.is_held_itself(at);
        match (stored, held) {
            (Status::Queued, true) => Status::Queued,
            (_, true) => Status::Blocked,
            (Status::Blocked, false) if !self.has_cause(at) => Status::Blocked,
            (_, false) => Status::Ready,
        }
    }

    fn batch_status(&self, place: usize, held: bool) -> Status {
        match self.advances.get(place) {
            Some(Advance::Done) => return Status::Done,
            Some(Advance::Cancelled) => return Status::Cancelled,
            Some(Advance::Begun) => return Status::InProgress,
            Some(Advance::NotBegun) | None => {}
        }
        let statuses: Vec<Status> =
            self.counted_issues(place).filter_map(|(issue, _)| self.issues.get(issue).copied()).collect();
        if !statuses.is_empty() {
            return match () {
                () if statuses.contains(&Status::Ready) => Status::Ready,
                () if statuses.iter().all(|status| *status == Status::Queued) => Status::Queued,
                () => Status::Blocked,
            };
        }
        let at = At::new(Kind::Batch, place);
        let stored = self.plan.items.batches.get(place).and_then(|batch| batch.status).unwrap_or_default();
        match (stored, held) {
            (Status::NotStarted, _) => Status::NotStarted,
            (Status::Queued, true) => Status::Queued,
            (_, true) => Status::Blocked,
            (Status::Blocked, false) if !self.has_cause(at) => Status::Blocked,
            (_, false) => Status::Ready,
        }
    }
}

/// The references that lead to no item, by the item that has them.
fn unknown_references<'p>(graph: &Graph<'p>) -> HashMap<At, Vec<&'p str>> {
    let mut unknown: HashMap<At, Vec<&'p str>> = HashMap::new();
    for reference in graph.unresolved() {
        let holds =
            matches!(reference.field, "dependencies" | "blockers") && reference.fault == Fault::Unknown;
        if holds {
            unknown.entry(reference.from).or_default().push(reference.id);
        }
    }
    unknown
}

/// Whether a stored status says that nothing is left to do.
pub fn is_finished(status: Option<Status>) -> bool {
    matches!(status, Some(Status::Done | Status::Cancelled))
}

#[cfg(test)]
mod tests;
