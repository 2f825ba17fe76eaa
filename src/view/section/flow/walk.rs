//! Which issue stands where in the trees.

use crate::plan::index::At;
use crate::plan::kind::Kind;
use crate::state::State;

/// The depth at which a branch ends and goes on as a tree of its own: a chain of very many issues must not run out of the
/// page.
const DEEPEST: usize = 8;

/// The note of an issue that waits for nothing and for which nothing waits.
pub(super) const INDEPENDENT: &str = "independent";

/// An issue at its place in a tree.
#[derive(Debug, Clone, Copy)]
pub(super) struct Step {
    /// The issue's place in the plan.
    pub(super) issue: usize,
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
    /// Whether the branch of an issue is drawn.
    drawn: Vec<bool>,
}

impl<'s, 'p> Walk<'s, 'p> {
    pub(super) fn new(state: &'s State<'p>) -> Self {
        Self { state, drawn: vec![false; state.plan.items.issues.len()] }
    }

    /// The trees of a batch, or of the issues without one.
    pub(super) fn trees(&mut self, batch: Option<usize>) -> Vec<Step> {
        let issues = self.issues_of(batch);
        let mut steps = Vec::new();
        for issue in
            issues.iter().copied().filter(|issue| !self.waits_within(*issue, batch)).collect::<Vec<_>>()
        {
            if self.children(issue).is_empty() && self.waits_for_issues(issue) {
                // It ends a branch of another batch, and there is no more to say of it.
                self.mark_drawn(issue);
            } else {
                self.tree(issue, batch, &mut steps);
            }
        }
        // What is left goes in circles.
        for issue in issues {
            self.tree(issue, batch, &mut steps);
        }
        steps
    }

    /// The tree below an issue that has none yet, then those of the branches that became too deep.
    fn tree(&mut self, root: usize, batch: Option<usize>, steps: &mut Vec<Step>) {
        let mut roots = std::collections::VecDeque::from([root]);
        while let Some(root) = roots.pop_front() {
            if self.is_drawn(root) {
                continue;
            }
            let mut waiting =
                vec![Step { issue: root, depth: 0, is_last: true, note: self.note_of_root(root) }];
            while let Some(mut step) = waiting.pop() {
                let is_foreign = step.depth > 0 && self.batch_of(step.issue) != batch;
                let children = if is_foreign { Vec::new() } else { self.children(step.issue) };
                if !is_foreign && self.is_drawn(step.issue) {
                    step.note = Some("see above");
                } else if step.depth == DEEPEST && !children.is_empty() {
                    step.note = Some("continued below");
                    roots.push_back(step.issue);
                } else if !is_foreign {
                    self.mark_drawn(step.issue);
                    let depth = step.depth + 1;
                    let last = children.len().saturating_sub(1);
                    let below = children.into_iter().enumerate().rev();
                    waiting.extend(below.map(|(place, issue)| Step {
                        issue,
                        depth,
                        is_last: place == last,
                        note: None,
                    }));
                }
                steps.push(step);
            }
        }
    }

    fn issues_of(&self, batch: Option<usize>) -> Vec<usize> {
        match batch {
            Some(batch) => self.state.graph.issues_of(batch).collect(),
            None => (0..self.drawn.len()).filter(|issue| self.batch_of(*issue).is_none()).collect(),
        }
    }

    fn batch_of(&self, issue: usize) -> Option<usize> {
        self.state.graph.batch_of(issue).map(At::index)
    }

    /// The issues that wait for an issue, each once, in the plan's order.
    fn children(&self, issue: usize) -> Vec<usize> {
        let dependents = self.state.graph.dependents(At::new(Kind::Issue, issue)).iter();
        let mut issues: Vec<usize> =
            dependents.filter(|at| at.kind == Kind::Issue).map(|at| at.index()).collect();
        issues.dedup();
        issues
    }

    /// The issues for which an issue waits.
    fn parents(&self, issue: usize) -> impl Iterator<Item = usize> + '_ {
        let edges = self.state.graph.edges(At::new(Kind::Issue, issue)).iter();
        edges.filter(|edge| edge.to.kind == Kind::Issue).map(|edge| edge.to.index())
    }

    fn waits_within(&self, issue: usize, batch: Option<usize>) -> bool {
        self.parents(issue).any(|parent| self.batch_of(parent) == batch)
    }

    fn waits_for_issues(&self, issue: usize) -> bool {
        self.parents(issue).next().is_some()
    }

    fn note_of_root(&self, issue: usize) -> Option<&'static str> {
        let at = At::new(Kind::Issue, issue);
        let is_alone = self.state.graph.edges(at).is_empty()
            && self.state.graph.dependents(at).is_empty()
            && self.state.waits_for(at).is_empty();
        is_alone.then_some(INDEPENDENT)
    }

    fn is_drawn(&self, issue: usize) -> bool {
        self.drawn.get(issue).copied().unwrap_or(true)
    }

    fn mark_drawn(&mut self, issue: usize) {
        if let Some(drawn) = self.drawn.get_mut(issue) {
            *drawn = true;
        }
    }
}
