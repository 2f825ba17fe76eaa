//! Drawing what hangs together as trees: each node has its branch once, so circles end.

use std::collections::VecDeque;

/// The depth at which a branch ends and goes on as a tree of its own: a chain of very many issues must not run out of the
/// page.
const DEEPEST: usize = 8;

/// A node at its place in a tree.
#[derive(Debug, Clone, Copy)]
pub(in crate::view) struct Step<N> {
    /// Which it is.
    pub(in crate::view) at: N,
    /// How deep it stands, from 0.
    pub(in crate::view) depth: usize,
    /// Whether it is the last below its parent.
    pub(in crate::view) is_last: bool,
    /// What is to be said of it.
    pub(in crate::view) note: Option<&'static str>,
}

/// Which nodes have their branch already.
#[derive(Debug)]
pub(in crate::view) struct Forest {
    drawn: Vec<bool>,
}

impl Forest {
    /// A forest of so many nodes, none of which is drawn.
    pub(in crate::view) fn new(nodes: usize) -> Self {
        Self { drawn: vec![false; nodes] }
    }

    /// The tree below a node that has none yet, then those of the branches that became too deep. `number` tells the nodes
    /// apart; `children` says what stands below one, and nothing at all where its branch is to end.
    pub(in crate::view) fn grow<N: Copy>(
        &mut self,
        root: Step<N>,
        number: impl Fn(N) -> usize,
        children: impl Fn(&Step<N>) -> Option<Vec<N>>,
        steps: &mut Vec<Step<N>>,
    ) {
        let mut roots = VecDeque::from([root]);
        while let Some(root) = roots.pop_front() {
            if self.is_drawn(number(root.at)) {
                continue;
            }
            let mut waiting = vec![root];
            while let Some(mut step) = waiting.pop() {
                let below = children(&step);
                if below.is_none() {
                    // It goes on elsewhere.
                } else if self.is_drawn(number(step.at)) {
                    step.note = Some("see above");
                } else if step.depth == DEEPEST && below.as_ref().is_some_and(|below| !below.is_empty()) {
                    step.note = Some("continued below");
                    roots.push_back(Step { depth: 0, is_last: true, note: None, ..step });
                } else {
                    self.mark_drawn(number(step.at));
                    let below = below.unwrap_or_default();
                    let (depth, last) = (step.depth + 1, below.len().saturating_sub(1));
                    let below = below.into_iter().enumerate().rev();
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

    /// Whether the branch of a node is drawn.
    pub(in crate::view) fn is_drawn(&self, node: usize) -> bool {
        self.drawn.get(node).copied().unwrap_or(true)
    }

    /// Draws no branch for a node.
    pub(in crate::view) fn mark_drawn(&mut self, node: usize) {
        if let Some(drawn) = self.drawn.get_mut(node) {
            *drawn = true;
        }
    }
}

/// Rows made of the steps, each with the branches that stand before it.
pub(in crate::view) fn rows<N, R>(
    steps: impl IntoIterator<Item = Step<N>>,
    row: impl Fn(&Step<N>, String) -> Option<R>,
) -> Vec<R> {
    // Of each depth, whether its branch ends with the row that stands there.
    let mut ends: Vec<bool> = Vec::new();
    let place = |step: Step<N>| {
        ends.truncate(step.depth);
        let branches = branches(ends.get(1..).unwrap_or_default(), (step.depth > 0).then_some(step.is_last));
        ends.push(step.is_last);
        row(&step, branches)
    };
    steps.into_iter().filter_map(place).collect()
}

/// The branches before a row: for each depth above it whether that branch has ended, then its own.
fn branches(above: &[bool], is_last: Option<bool>) -> String {
    let through = above.iter().map(|ended| if *ended { "    " } else { "│   " });
    let own = is_last.map(|is_last| if is_last { "└── " } else { "├── " });
    through.chain(own).collect()
}
