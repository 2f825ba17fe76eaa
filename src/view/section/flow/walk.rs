//! Which issue stands where in the trees; in a plan without issues, which batch.

use std::collections::VecDeque;

use crate::plan::index::At;
use crate::plan::kind::Kind;
use crate::state::State;

/// The depth at which a branch ends and goes on as a tree of its own: a chain of very many issues must not run out of the
/// page.
const DEEPEST: usize = 8;

/// The note of an issue that waits for nothing and for which nothing waits.
pub(super) const INDEPENDENT: &str = "independent";

/// An issue, or a batch, at its place in a tree.
#[derive(Debug, Clone, Copy)]
pub(super) struct Step {
    /// Which it is.
    pub(super) at: At,
    /// How deep it stands, from 0.
    pub(super) depth: usize,
    /// Whether it is the last below its parent.
    pub(super) is_last: bool,
    /// What is to be said of it.
    pub(super) note: Option<&'static str>,
}

/// A walk through the dependencies, batch after batch. Each issue has its branch once, so cycles end.
pub(super) struct Walk<'s, 'p> {
    state: &'s State<'p>,
    /// What stands in the trees.
    kind: Kind,
    /// Whether the branch of an item of that kind is drawn.
    drawn: Vec<bool>,
}

impl<'s, 'p> Walk<'s, 'p> {
    pub(super) fn new(state: &'s State<'p>) -> Self {
        let kind = if state.plan.items.issues.is_empty() { Kind::Batch } else { Kind::Issue };
        Self { state, kind, drawn: vec![false; state.plan.items.count(kind)] }
    }

    /// The trees of a batch, or of what is in none.
    pub(super) fn trees(&mut self, batch: Option<usize>) -> Vec<Step> {
        let items = self.items_of(batch);
        let mut steps = Vec::new();
        let is_root = |walk: &Self, at: At| !walk.parents(at).any(|parent| walk.batch_of(parent) == batch);
        for at in items.iter().copied().filter(|at| is_root(self, *at)).collect::<Vec<_>>() {
            if self.children(at).is_empty() && self.parents(at).next().is_some() {
                // It ends a branch of another batch, and there is no more to say of it.
                self.mark_drawn(at);
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

    /// The tree below an item that has none yet, then those of the branches that became too deep.
    fn tree(&mut self, root: At, batch: Option<usize>, steps: &mut Vec<Step>) {
        let mut roots = VecDeque::from([root]);
        while let Some(root) = roots.pop_front() {
            if self.is_drawn(root) {
                continue;
            }
            let mut waiting = vec![Step { at: root, depth: 0, is_last: true, note: self.note_of_root(root) }];
            while let Some(mut step) = waiting.pop() {
                let is_foreign = step.depth > 0 && self.batch_of(step.at) != batch;
                let children = if is_foreign { Vec::new() } else { self.children(step.at) };
                if is_foreign {
                    // Its own batch goes on with it.
                } else if self.is_drawn(step.at) {
                    step.note = Some("see above");
                } else if step.depth == DEEPEST && !children.is_empty() {
                    step.note = Some("continued below");
                    roots.push_back(step.at);
                } else {
                    self.mark_drawn(step.at);
                    let depth = step.depth + 1;
                    let last = children.len().saturating_sub(1);
                    let below = children.into_iter().enumerate().rev();
                    waiting.extend(below.map(|(place, at)| Step {
                        at,
                        depth,
                        is_last: place == last,
                        note: None,
                    }));
                }
                steps.push(step);
            }
        }
    }

    fn items_of(&self, batch: Option<usize>) -> Vec<At> {
        let all = || (0..self.drawn.len()).map(|place| At::new(self.kind, place));
        match batch {
            Some(batch) => {
                self.state.graph.issues_of(batch).map(|place| At::new(Kind::Issue, place)).collect()
            }
            None => all().filter(|at| self.batch_of(*at).is_none()).collect(),
        }
    }

    fn batch_of(&self, at: At) -> Option<usize> {
        if at.kind == Kind::Issue { self.state.graph.batch_of(at.index()).map(At::index) } else { None }
    }

    /// What waits for an item, each once, in the plan's order.
    fn children(&self, at: At) -> Vec<At> {
        let dependents = self.state.graph.dependents(at).iter().copied();
        let mut children: Vec<At> = dependents.filter(|child| child.kind == self.kind).collect();
        children.dedup();
        children
    }

    /// What an item waits for.
    fn parents(&self, at: At) -> impl Iterator<Item = At> + '_ {
        self.state.graph.edges(at).iter().map(|edge| edge.to).filter(|parent| parent.kind == self.kind)
    }

    fn note_of_root(&self, at: At) -> Option<&'static str> {
        let is_alone = self.state.graph.edges(at).is_empty()
            && self.state.graph.dependents(at).is_empty()
            && self.state.waits_for(at).is_empty();
        is_alone.then_some(INDEPENDENT)
    }

    fn is_drawn(&self, at: At) -> bool {
        self.drawn.get(at.index()).copied().unwrap_or(true)
    }

    fn mark_drawn(&mut self, at: At) {
        if let Some(drawn) = self.drawn.get_mut(at.index()) {
            *drawn = true;
        }
    }
}
