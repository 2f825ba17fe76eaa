//! Finding the ends of the edges.

use std::cell::OnceCell;

use super::{Edge, Fault, Graph, Numbering, Origin, Unresolved, WAITED_FOR};
use crate::plan::Plan;
use crate::plan::index::{At, Index};
use crate::plan::kind::{Batch, Item, Kind};
use crate::plan::value::dependency::{Blocker, Dependency, Reference};
use crate::plan::value::status::DependencyType;

/// The graph of a plan.
pub(super) fn graph<'p>(plan: &'p Plan<'p>, index: &Index<'p>) -> Graph<'p> {
    let mut builder =
        Builder { index, edges: Vec::new(), unresolved: Vec::new(), batch_of_issue: Vec::new() };
    builder.batch_of_issue = builder.batches_of_issues(plan);
    let issues_of_batch = issues_of_batches(&builder.batch_of_issue, plan.items.batches.len());
    let before = predecessors(&plan.items.batches, &issues_of_batch, plan.items.issues.len());

    let numbering = Numbering::new(plan);
    let mut stretches = Vec::with_capacity(numbering.len() + 1);
    for at in numbering.all() {
        stretches.push(length(&builder.edges));
        if let Some(item) = plan.item(at) {
            builder.add_item(at, item);
        }
        if at.kind == Kind::Issue
            && let Some(Some(predecessor)) = before.get(at.index())
        {
            builder.add_sequence(At::new(Kind::Issue, *predecessor as usize));
        }
    }
    stretches.push(length(&builder.edges));

    Graph {
        numbering,
        edges: builder.edges,
        stretches,
        unresolved: builder.unresolved,
        batch_of_issue: builder.batch_of_issue,
        issues_of_batch,
        dependents: OnceCell::new(),
    }
}

/// A count of edges or issues; a plan is at most 64 MiB of text, so it fits.
fn length<T>(list: &[T]) -> u32 {
    u32::try_from(list.len()).unwrap_or(u32::MAX)
}

struct Builder<'i, 'p> {
    index: &'i Index<'p>,
    edges: Vec<Edge>,
    unresolved: Vec<Unresolved<'p>>,
    batch_of_issue: Vec<Option<u32>>,
}

impl<'p> Builder<'_, 'p> {
    fn batches_of_issues(&mut self, plan: &'p Plan<'p>) -> Vec<Option<u32>> {
        let mut batches = Vec::with_capacity(plan.items.issues.len());
        for (place, issue) in plan.items.issues.iter().enumerate() {
            let from = At::new(Kind::Issue, place);
            let batch = issue.batch.as_ref().and_then(|reference| self.find_batch(from, reference));
            batches.push(batch);
        }
        batches
    }

    fn find_batch(&mut self, from: At, reference: &'p Reference<'p>) -> Option<u32> {
        let fault = match self.index.find(&reference.id) {
            Some(at) if at.kind == Kind::Batch => return u32::try_from(at.index()).ok(),
            Some(at) => Fault::WrongKind(at),
            None => Fault::Unknown,
        };
        self.unresolved.push(Unresolved {
            from,
            field: "batch",
            id: &reference.id,
            node: reference.node,
            fault,
        });
        None
    }

    fn add_item(&mut self, at: At, item: Item<'p, 'p>) {
        match item {
            Item::Batch(batch) => self.add_fields(at, &batch.dependencies, &batch.blockers),
            Item::Issue(issue) => self.add_fields(at, &issue.dependencies, &issue.blockers),
            Item::Review(review) => self.add_fields(at, &review.dependencies, &[]),
            Item::Checkpoint(checkpoint) => self.add_fields(at, &checkpoint.dependencies, &[]),
            Item::Action(action) => self.add_fields(at, &action.dependencies, &[]),
            _ => {}
        }
    }

    fn add_fields(&mut self, from: At, dependencies: &'p [Dependency<'p>], blockers: &'p [Blocker<'p>]) {
        for dependency in dependencies {
            if let Some(to) = self.find(from, "dependencies", &dependency.target) {
                let (kind, lag) = (dependency.kind, dependency.lag);
                self.edges.push(Edge { to, kind, lag, origin: Origin::Dependency });
            }
        }
        for blocker in blockers.iter().filter(|blocker| !blocker.is_words()) {
            if let Some(to) = self.find(from, "blockers", &blocker.0) {
                let kind = DependencyType::FinishToStart;
                self.edges.push(Edge { to, kind, lag: 0.0, origin: Origin::Blocker });
            }
        }
    }

    fn add_sequence(&mut self, predecessor: At) {
        let kind = DependencyType::FinishToStart;
        self.edges.push(Edge { to: predecessor, kind, lag: 0.0, origin: Origin::Sequence });
    }

    fn find(&mut self, from: At, field: &'static str, reference: &'p Reference<'p>) -> Option<At> {
        let fault = match self.index.find(&reference.id) {
            None => Fault::Unknown,
            Some(to) if to == from => Fault::Itself,
            Some(to) if self.is_own_batch(from, to) => Fault::OwnBatch,
            Some(to) if !WAITED_FOR.contains(&to.kind) => Fault::WrongKind(to),
            Some(to) => return Some(to),
        };
        self.unresolved.push(Unresolved { from, field, id: &reference.id, node: reference.node, fault });
        None
    }

    fn is_own_batch(&self, from: At, to: At) -> bool {
        let batch = self.batch_of_issue.get(from.index()).copied().flatten();
        from.kind == Kind::Issue
            && to.kind == Kind::Batch
            && batch.is_some_and(|batch| batch as usize == to.index())
    }
}

fn issues_of_batches(batch_of_issue: &[Option<u32>], batches: usize) -> Vec<Vec<u32>> {
    let mut issues = vec![Vec::new(); batches];
    for (issue, batch) in (0_u32..).zip(batch_of_issue) {
        if let Some(list) = batch.and_then(|batch| issues.get_mut(batch as usize)) {
            list.push(issue);
        }
    }
    issues
}

/// For each issue of a `sequential` batch, the one before it.
fn predecessors(batches: &[Batch<'_>], issues_of_batch: &[Vec<u32>], issues: usize) -> Vec<Option<u32>> {
    let mut before = Vec::new();
    for (batch, list) in batches.iter().zip(issues_of_batch) {
        if batch.sequential != Some(true) {
            continue;
        }
        before.resize(issues, None);
        for pair in list.windows(2) {
            if let [first, second] = *pair
                && let Some(slot) = before.get_mut(second as usize)
            {
                *slot = Some(first);
            }
        }
    }
    before
}
