//! Who waits for whom: the edges between items, as the plan writes them, with their ends found.
//!
//! An edge says "A waits for B". It comes from `dependencies`, from the references in `blockers`, or from a
//! `sequential` batch, whose issues wait for one another. An edge of a batch stays at the batch: it holds for all
//! its issues, and whoever needs that takes the [`network`], where it is lifted. Whether an edge still holds anything up
//! is `state`'s to say.
//!
//! - `build`: finding the ends of the edges
//! - [`network`]: nodes and links with batches lifted, and their order
//! - [`cycle`], [`added`], [`reach`], [`reduction`]: circles, those that an edit closes, what is up- or downstream, needless links

pub mod added;
mod build;
pub mod cycle;
pub mod network;
pub mod reach;
pub mod reduction;

use std::cell::OnceCell;
use std::ops::Range;

use crate::json::Node;
use crate::plan::Plan;
use crate::plan::index::{At, Index};
use crate::plan::kind::Kind;
use crate::plan::value::status::DependencyType;

/// The kinds that can be waited for. Only these may be named by a dependency.
pub const WAITED_FOR: [Kind; 7] = [
    Kind::Batch,
    Kind::Issue,
    Kind::Review,
    Kind::Checkpoint,
    Kind::BlockerRecord,
    Kind::Defect,
    Kind::Action,
];

/// Where an edge comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Origin {
    /// An entry of `dependencies`.
    Dependency,
    /// A reference in `blockers`.
    Blocker,
    /// The order of the issues of a `sequential` batch.
    Sequence,
}

/// An edge of the graph, seen from the item that waits.
#[derive(Debug, Clone, Copy)]
pub struct Edge {
    /// What it waits for.
    pub to: At,
    /// How the two are tied.
    pub kind: DependencyType,
    /// Hours between them; negative is lead.
    pub lag: f64,
    /// Where it comes from.
    pub origin: Origin,
}

/// A reference that the graph could not follow.
#[derive(Debug, Clone, Copy)]
pub struct Unresolved<'a> {
    /// The item that has it.
    pub from: At,
    /// The field in which it stands.
    pub field: &'static str,
    /// The id that it names.
    pub id: &'a str,
    /// Where it stands in the plan's text.
    pub node: Node<'a>,
    /// What is wrong with it.
    pub fault: Fault,
}

/// What is wrong with a reference.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fault {
    /// No item has that id.
    Unknown,
    /// It names the item itself.
    Itself,
    /// It names the item's own batch, which waits for the item.
    OwnBatch,
    /// It names an item of a kind that cannot stand there.
    WrongKind(At),
}

/// The edges of a plan.
#[derive(Debug)]
pub struct Graph<'p> {
    numbering: Numbering,
    edges: Vec<Edge>,
    /// For each node, its stretch of `edges`.
    stretches: Vec<u32>,
    unresolved: Vec<Unresolved<'p>>,
    batch_of_issue: Vec<Option<u32>>,
    issues_of_batch: Vec<Vec<u32>>,
    dependents: OnceCell<Dependents>,
}

/// The edges the other way round.
#[derive(Debug)]
struct Dependents {
    nodes: Vec<At>,
    stretches: Vec<u32>,
}

impl<'p> Graph<'p> {
    /// The graph of a plan.
    pub fn new(plan: &'p Plan<'p>, index: &Index<'p>) -> Self {
        build::graph(plan, index)
    }

    /// What an item waits for by its own text; not what its batch waits for.
    pub fn edges(&self, at: At) -> &[Edge] {
        let Some(node) = self.numbering.number(at) else { return &[] };
        self.edges.get(stretch(&self.stretches, node)).unwrap_or_default()
    }

    /// The items that wait for an item by their own text, in the plan's order.
    pub fn dependents(&self, at: At) -> &[At] {
        let Some(node) = self.numbering.number(at) else { return &[] };
        let dependents = self.dependents.get_or_init(|| self.reverse());
        dependents.nodes.get(stretch(&dependents.stretches, node)).unwrap_or_default()
    }

    /// References that lead nowhere or where they may not.
    pub fn unresolved(&self) -> &[Unresolved<'p>] {
        &self.unresolved
    }

    /// The batch of an issue, by its place.
    pub fn batch_of(&self, issue: usize) -> Option<At> {
        let batch = (*self.batch_of_issue.get(issue)?)?;
        Some(At::new(Kind::Batch, batch as usize))
    }

    /// The issues of a batch, by their places, in the plan's order.
    pub fn issues_of(&self, batch: usize) -> impl Iterator<Item = usize> + '_ {
        self.issues_of_batch.get(batch).into_iter().flatten().map(|issue| *issue as usize)
    }

    fn reverse(&self) -> Dependents {
        let mut counts = vec![0_u32; self.numbering.len() + 1];
        let numbers = |edge: &Edge| self.numbering.number(edge.to);
        for node in self.edges.iter().filter_map(numbers) {
            if let Some(count) = counts.get_mut(node + 1) {
                *count += 1;
            }
        }
        let stretches: Vec<u32> = counts
            .iter()
            .scan(0, |sum, count| {
                *sum += count;
                Some(*sum)
            })
            .collect();
        let mut next = stretches.clone();
        let mut nodes = vec![At::new(Kind::Batch, 0); self.edges.len()];
        for from in self.numbering.all() {
            for node in self.edges(from).iter().filter_map(numbers) {
                if let Some(place) = next.get_mut(node) {
                    if let Some(slot) = nodes.get_mut(*place as usize) {
                        *slot = from;
                    }
                    *place += 1;
                }
            }
        }
        Dependents { nodes, stretches }
    }
}

/// The stretch of a node in an array of starts.
fn stretch(starts: &[u32], node: usize) -> Range<usize> {
    let start = starts.get(node).copied().unwrap_or_default();
    let end = starts.get(node + 1).copied().unwrap_or(start);
    start as usize..end as usize
}

/// Numbers for the items that the graph knows: kind after kind, in the plan's order.
#[derive(Debug, Clone, Copy)]
struct Numbering {
    /// For each kind of `WAITED_FOR`, its first number; last, the count of all.
    starts: [usize; WAITED_FOR.len() + 1],
}

impl Numbering {
    fn new(plan: &Plan<'_>) -> Self {
        let mut starts = [0; WAITED_FOR.len() + 1];
        let mut sum = 0;
        for (slot, kind) in starts.iter_mut().skip(1).zip(WAITED_FOR) {
            sum += plan.items.count(kind);
            *slot = sum;
        }
        Self { starts }
    }

    fn len(&self) -> usize {
        self.starts[WAITED_FOR.len()]
    }

    fn number(&self, at: At) -> Option<usize> {
        let kind = WAITED_FOR.iter().position(|kind| *kind == at.kind)?;
        let number = self.starts.get(kind)? + at.index();
        (number < *self.starts.get(kind + 1)?).then_some(number)
    }

    fn all(&self) -> impl Iterator<Item = At> + '_ {
        let counts =
            self.starts.windows(2).map(|ends| ends.iter().rev().copied().reduce(|end, start| end - start));
        WAITED_FOR
            .iter()
            .zip(counts)
            .flat_map(|(kind, count)| (0..count.unwrap_or_default()).map(|index| At::new(*kind, index)))
    }
}
