//! Which issue stands where in the trees; in a plan without issues, which batch.

use super::forest::{Forest, Step};
use crate::plan::index::At;
use crate::plan::kind::Kind;
use crate::state::State;

/// The note of an issue that waits for nothing and for which nothing waits.
pub(super) const INDEPENDENT: &str = "independent";

/// A walk through the dependencies, batch after batch. Each issue has its branch once.
pub(super) struct Walk<'s, 'p> {
    ties: Ties<'s, 'p>,
    /// Which items have their branch.
    forest: Forest,
}

/// What is above and below what in the trees.
#[derive(Clone, Copy)]
struct Ties<'s, 'p> {
    state: &'s State<'p>,
    /// What stands in the trees.
    kind: Kind,
}

impl<'s, 'p> Walk<'s, 'p> {
    pub(super) fn new(state: &'s State<'p>) -> Self {
        let kind = if state.plan.items.issues.is_empty() { Kind::Batch } else { Kind::Issue };
        Self { ties: Ties { state, kind }, forest: Forest::new(state.plan.items.count(kind)) }
    }

    /// How many items of a batch, or of none, there are to draw.
    pub(super) fn count(&self, batch: Option<usize>) -> usize {
        self.ties.items_of(batch).len()
    }

    /// Whether one of the items waits for another.
    pub(super) fn has_ties(&self) -> bool {
        let Ties { state, kind } = self.ties;
        let mut items = (0..state.plan.items.count(kind)).map(|place| At::new(kind, place));
        items.any(|at| self.ties.parents(at).next().is_some())
    }

    /// The trees of a batch, or of what is in none.
    pub(super) fn trees(&mut self, batch: Option<usize>) -> Vec<Step<At>> {
        let ties = self.ties;
        let items = ties.items_of(batch);
        let mut steps = Vec::new();
        let is_root = |at: &At| !ties.parents(*at).any(|parent| ties.batch_of(parent) == batch);
        for at in items.iter().copied().filter(is_root) {
            if ties.children(at).is_empty() && ties.parents(at).next().is_some() {
                // It ends a branch of another batch, and there is no more to say of it.
                self.forest.mark_drawn(at.index());
            } else {
                self.tree(at, batch, &mut steps);
            }
        }
        // What is left goes in circles.
        for at in items {
            self.tree(at, batch, &mut steps);
        }
        steps
    }

    /// The tree below an item that has none yet. One of another batch ends its branch, since its own goes on with it.
    fn tree(&mut self, root: At, batch: Option<usize>, steps: &mut Vec<Step<At>>) {
        let ties = self.ties;
        let is_foreign = |step: &Step<At>| step.depth > 0 && ties.batch_of(step.at) != batch;
        let children = |step: &Step<At>| (!is_foreign(step)).then(|| ties.children(step.at));
        let root = Step { at: root, depth: 0, is_last: true, note: ties.note_of_root(root) };
        self.forest.grow(root, At::index, children, steps);
    }
}

impl Ties<'_, '_> {
    fn items_of(self, batch: Option<usize>) -> Vec<At> {
        let all = || (0..self.state.plan.items.count(self.kind)).map(|place| At::new(self.kind, place));
        match batch {
            Some(batch) => {
                self.state.graph.issues_of(batch).map(|place| At::new(Kind::Issue, place)).collect()
            }
            None => all().filter(|at| self.batch_of(*at).is_none()).collect(),
        }
    }

    fn batch_of(self, at: At) -> Option<usize> {
        if at.kind == Kind::Issue { self.state.graph.batch_of(at.index()).map(At::index) } else { None }
    }

    /// What waits for an item, each once, in the plan's order.
    fn children(self, at: At) -> Vec<At> {
        let dependents = self.state.graph.dependents(at).iter().copied();
        let mut children: Vec<At> = dependents.filter(|child| child.kind == self.kind).collect();
        children.dedup();
        children
    }

    /// What an item waits for.
    fn parents(&self, at: At) -> impl Iterator<Item = At> + '_ {
        self.state.graph.edges(at).iter().map(|edge| edge.to).filter(|parent| parent.kind == self.kind)
    }

    fn note_of_root(self, at: At) -> Option<&'static str> {
        let is_alone = self.state.graph.edges(at).is_empty()
            && self.state.graph.dependents(at).is_empty()
            && self.state.waits_for(at).is_empty();
        is_alone.then_some(INDEPENDENT)
    }
}
