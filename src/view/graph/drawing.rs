//! The network of the plan as nodes and arrows that a person can follow.

use std::collections::HashSet;

use serde::Serialize;

use super::Subject;
use super::tree::CRITICAL;
use crate::graph::network::{Network, Part, Tie};
use crate::graph::reduction::telling_arrows;
use crate::plan::index::At;
use crate::plan::kind::{Item, Kind};
use crate::plan::value::status::Status;
use crate::state::State;
use crate::text;
use crate::view::badge::Badge;
use crate::view::reference;
use crate::view::section::flow::chart::tie;
use crate::view::section::flow::tree::TITLE;

/// Nodes and arrows.
#[derive(Debug, Default)]
pub struct Drawing {
    /// The nodes.
    pub nodes: Vec<Node>,
    /// The arrows, from what comes first to what waits for it.
    pub arrows: Vec<Arrow>,
    /// The batches by their places, as frames for their issues.
    pub frames: Vec<Frame>,
    /// The nodes that were asked for.
    pub roots: Vec<usize>,
}

/// A node.
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Node {
    /// By what name it is addressed.
    pub id: String,
    /// What it is called in full.
    pub label: String,
    /// What one of its kind is called.
    pub kind: &'static str,
    /// The id of its batch.
    pub batch: Option<String>,
    /// Who answers for it.
    pub owners: Vec<String>,
    /// The status that is shown.
    pub effective_status: Option<Status>,
    /// Whether the whole becomes longer with any slip of it; nothing when that is not known.
    pub critical: Option<bool>,
    /// The item for which it stands, when it is one.
    #[serde(skip)]
    pub at: Option<At>,
    /// Its lines in a drawing: id and short title.
    #[serde(skip)]
    pub lines: Vec<String>,
    /// Its status with its sign.
    #[serde(skip)]
    pub badge: Option<Badge>,
    /// The frame in which it stands.
    #[serde(skip)]
    pub frame: Option<usize>,
    /// Whether it is only the begin or the end of a batch, which is no work.
    #[serde(skip)]
    pub is_gate: bool,
}

/// An arrow.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Arrow {
    /// The node that comes first.
    pub from: usize,
    /// The node that waits for it.
    pub to: usize,
    /// How they are tied, when it is not simply one after the other: `SS +4h`.
    pub label: Option<String>,
    /// How many dependencies it stands for.
    pub count: usize,
    /// Whether it is a step of a critical path.
    pub critical: bool,
}

/// A batch around its issues.
#[derive(Debug, Clone)]
pub struct Frame {
    /// The batch's label.
    pub label: String,
    /// The role of its effective status.
    pub role: Option<&'static str>,
}

/// All items that are work or that an edge names, batches lifted to their issues.
pub(super) fn lifted(subject: Subject<'_, '_>) -> Drawing {
    let Subject { state, schedule } = subject;
    let network = Network::new(state.graph, state.plan);
    let nodes: Vec<Node> = network
        .ids()
        .filter_map(|id| {
            let found = network.node(id)?;
            let critical = schedule.map(|schedule| schedule.is_critical(id));
            Some(Node { critical, ..node(state, found.at, found.part) })
        })
        .collect();
    let mut arrows = Vec::with_capacity(network.links());
    for id in network.ids() {
        for link in network.predecessors(id) {
            // That a batch ends after it begins goes without saying.
            let is_own =
                nodes.get(id.index()).map(|node| node.at) == nodes.get(link.node.index()).map(|node| node.at);
            if !(is_own && link.tie == Tie::Membership) {
                arrows.push(Arrow {
                    from: link.node.index(),
                    to: id.index(),
                    label: tie(link.kind, link.lag),
                    count: 1,
                    critical: schedule.is_some_and(|schedule| schedule.is_step(link.node, id)),
                });
            }
        }
    }
    Drawing { nodes, arrows, frames: frames(state), roots: Vec::new() }
}

pub(super) fn frames(state: &State<'_>) -> Vec<Frame> {
    let batches = state.plan.items.batches.iter().enumerate();
    let role = |place| state.status(At::new(Kind::Batch, place)).map(|status| Badge::from(status).role);
    batches.map(|(place, batch)| Frame { label: batch.label().into_owned(), role: role(place) }).collect()
}

fn node(state: &State<'_>, at: At, part: Part) -> Node {
    let batch = if at.kind == Kind::Issue { state.graph.batch_of(at.index()) } else { None };
    Node {
        id: reference::address(state, at),
        label: reference::label(state, at),
        kind: at.kind.description().one,
        batch: batch.map(|batch| reference::address(state, batch)),
        owners: reference::owners(state, at).into_iter().map(str::to_owned).collect(),
        effective_status: state.status(at),
        critical: None,
        at: Some(at),
        lines: lines(state, at, part),
        badge: reference::badge(state, at),
        frame: batch.map(At::index),
        is_gate: part != Part::Whole,
    }
}

/// Id and short title; of a gate what happens there.
fn lines(state: &State<'_>, at: At, part: Part) -> Vec<String> {
    let name = reference::name(state, at);
    match (part, state.plan.item(at)) {
        (Part::Begin, _) => vec![format!("{name} begins")],
        (Part::End, _) => vec![format!("{name} is done")],
        (Part::Whole, Some(Item::Issue(issue))) => {
            let title = reference::short_title(issue).map(|title| text::shorten(title, TITLE).into_owned());
            issue.id.as_deref().map(str::to_owned).into_iter().chain(title).collect()
        }
        (Part::Whole, item) => {
            let label = item.map(|item| item.label().into_owned()).unwrap_or_default();
            let rest = label.strip_prefix(&name).map(|rest| rest.trim_start_matches([':', ' ']));
            match rest {
                Some("") => vec![name],
                Some(rest) => vec![name, text::shorten(rest, TITLE).into_owned()],
                None => vec![name, text::shorten(&label, TITLE).into_owned()],
            }
        }
    }
}

impl Node {
    /// `● Critical`, when it is work that is critical.
    pub fn critical_words(&self) -> Option<String> {
        let is_told = self.critical == Some(true) && !self.is_gate;
        is_told.then(|| format!("{} {}", CRITICAL.mark, CRITICAL.label))
    }
}

impl Drawing {
    /// For each node, the places of the arrows that lead to it and away from it.
    pub(super) fn ends(&self) -> (Vec<Vec<usize>>, Vec<Vec<usize>>) {
        let mut incoming = vec![Vec::new(); self.nodes.len()];
        let mut outgoing = vec![Vec::new(); self.nodes.len()];
        for (place, arrow) in self.arrows.iter().enumerate() {
            if let (Some(from), Some(to)) = (outgoing.get_mut(arrow.from), incoming.get_mut(arrow.to)) {
                from.push(place);
                to.push(place);
            }
        }
        (incoming, outgoing)
    }

    /// Leaves the nodes for which `keeps` holds, and the arrows between them.
    pub(super) fn retain(self, keeps: impl Fn(usize) -> bool) -> Self {
        let mut places = Vec::with_capacity(self.nodes.len());
        let mut nodes = Vec::new();
        for (place, node) in self.nodes.into_iter().enumerate() {
            places.push(keeps(place).then_some(nodes.len()));
            if keeps(place) {
                nodes.push(node);
            }
        }
        let new = |place: usize| places.get(place).copied().flatten();
        let arrows = self.arrows.into_iter();
        let arrows =
            arrows.filter_map(|arrow| Some(Arrow { from: new(arrow.from)?, to: new(arrow.to)?, ..arrow }));
        let roots = self.roots.into_iter().filter_map(new);
        Self { nodes, arrows: arrows.collect(), roots: roots.collect(), frames: self.frames }
    }

    /// Without what a reader knows already: arrows beside a longer path, and gates through which all could as well go
    /// directly.
    pub(super) fn simplified(self) -> Self {
        self.without_idle_gates().reduced().without_plain_gates().reduced()
    }

    /// Without gates before or behind which there is nothing.
    fn without_idle_gates(self) -> Self {
        let (incoming, outgoing) = self.ends();
        let mut before: Vec<usize> = incoming.iter().map(Vec::len).collect();
        let mut after: Vec<usize> = outgoing.iter().map(Vec::len).collect();
        let mut is_idle = vec![false; self.nodes.len()];
        let mut waiting: Vec<usize> = (0..self.nodes.len()).collect();
        while let Some(place) = waiting.pop() {
            let is_gate =
                self.nodes.get(place).is_some_and(|node| node.is_gate) && !self.roots.contains(&place);
            if !is_gate || is_idle[place] || (before[place] > 0 && after[place] > 0) {
                continue;
            }
            is_idle[place] = true;
            for arrow in outgoing[place].iter().filter_map(|arrow| self.arrows.get(*arrow)) {
                before[arrow.to] -= 1;
                waiting.push(arrow.to);
            }
            for arrow in incoming[place].iter().filter_map(|arrow| self.arrows.get(*arrow)) {
                after[arrow.from] -= 1;
                waiting.push(arrow.from);
            }
        }
        self.retain(|place| !is_idle.get(place).copied().unwrap_or(false))
    }

    /// Without gates that would not spare an arrow.
    fn without_plain_gates(mut self) -> Self {
        let (mut incoming, mut outgoing) = self.ends();
        let mut is_gone = vec![false; self.nodes.len()];
        let mut dead = HashSet::new();
        for place in 0..self.nodes.len() {
            let is_gate =
                self.nodes.get(place).is_some_and(|node| node.is_gate) && !self.roots.contains(&place);
            let live = |list: &[usize]| list.iter().copied().filter(|arrow| !dead.contains(arrow)).collect();
            let (before, after): (Vec<usize>, Vec<usize>) = (live(&incoming[place]), live(&outgoing[place]));
            if !is_gate || before.len() * after.len() > before.len() + after.len() {
                continue;
            }
            is_gone[place] = true;
            for first in &before {
                for second in &after {
                    let (first, second) = (&self.arrows[*first], &self.arrows[*second]);
                    let labels: Vec<&str> =
                        [first, second].iter().filter_map(|arrow| arrow.label.as_deref()).collect();
                    let label = (!labels.is_empty()).then(|| labels.join(", "));
                    let critical = first.critical && second.critical;
                    let arrow = Arrow { from: first.from, to: second.to, label, count: 1, critical };
                    outgoing[arrow.from].push(self.arrows.len());
                    incoming[arrow.to].push(self.arrows.len());
                    self.arrows.push(arrow);
                }
            }
            dead.extend(before.into_iter().chain(after));
        }
        let arrows = std::mem::take(&mut self.arrows).into_iter().enumerate();
        self.arrows = arrows.filter(|(place, _)| !dead.contains(place)).map(|(_, arrow)| arrow).collect();
        self.retain(|place| !is_gone.get(place).copied().unwrap_or(false))
    }

    /// Without arrows beside a longer path. What is tied in another way than one after the other stays, and does not
    /// make a path: that D may start when C has does not mean that C is done before what follows D.
    pub(super) fn reduced(mut self) -> Self {
        let plain = self.arrows.iter().filter(|arrow| arrow.label.is_none());
        let pairs: Vec<(usize, usize)> = plain.map(|arrow| (arrow.from, arrow.to)).collect();
        let mut telling = telling_arrows(self.nodes.len(), &pairs).into_iter();
        self.arrows.retain(|arrow| arrow.label.is_some() || telling.next().unwrap_or(true));
        self
    }
}
