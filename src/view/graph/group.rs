//! The graph between batches, or between owners: a node for each, an arrow with how many dependencies lead that way.

use std::collections::{BTreeMap, HashMap};

use super::drawing::{Arrow, Drawing, Node, frames};
use super::{By, Subject};
use crate::plan::index::At;
use crate::plan::kind::Kind;
use crate::plan::people::People;
use crate::state::State;
use crate::text;
use crate::view::badge::Badge;
use crate::view::reference;

/// The graph between batches or owners. What has none stands together; what is neither batch nor issue is left out.
pub(super) fn grouped(subject: Subject<'_, '_>, by: By) -> Drawing {
    let state = subject.state;
    let mut groups =
        Groups { state, people: People::new(state.plan), by, places: HashMap::new(), nodes: Vec::new() };
    let mut counts: BTreeMap<(usize, usize), (usize, bool)> = BTreeMap::new();
    let all = [Kind::Batch, Kind::Issue].into_iter();
    let all = all.flat_map(|kind| (0..state.plan.items.count(kind)).map(move |place| At::new(kind, place)));
    for at in all {
        let own = groups.of(at);
        // Of several people who have a batch not all have what is critical in it.
        let is_told =
            by == By::Batch || state.graph.issues_of(at.index()).next().is_none() || at.kind != Kind::Batch;
        groups.mark(&own, subject.critical(at).map(|critical| critical && is_told));
        for edge in
            state.graph.edges(at).iter().filter(|edge| matches!(edge.to.kind, Kind::Batch | Kind::Issue))
        {
            let others = groups.of(edge.to);
            // Between people there are dependencies and no path: of several owners not all have what is critical.
            let is_step =
                by == By::Batch && subject.schedule.is_some_and(|schedule| schedule.is_step_of(edge.to, at));
            for to in own.iter().filter(|to| !others.contains(to)) {
                for from in &others {
                    let (count, critical) = counts.entry((*from, *to)).or_default();
                    *count += 1;
                    *critical |= is_step;
                }
            }
        }
    }
    let arrow = |((from, to), (count, critical)): ((usize, usize), (usize, bool))| {
        let label = (count > 1).then(|| count.to_string());
        Arrow { from, to, label, count, critical }
    };
    let arrows = counts.into_iter().map(arrow).collect();
    Drawing { nodes: groups.nodes, arrows, frames: frames(state), roots: Vec::new() }
}

struct Groups<'s, 'p> {
    state: &'s State<'p>,
    people: People<'p>,
    by: By,
    places: HashMap<String, usize>,
    nodes: Vec<Node>,
}

impl Groups<'_, '_> {
    /// The nodes to which an item belongs.
    fn of(&mut self, at: At) -> Vec<usize> {
        match self.by {
            By::Batch => {
                let batch =
                    if at.kind == Kind::Batch { Some(at) } else { self.state.graph.batch_of(at.index()) };
                vec![self.batch(batch)]
            }
            By::Owner => {
                let owners = reference::owners(self.state, at);
                if owners.is_empty() {
                    return vec![self.owner("", "nobody yet")];
                }
                let mut places: Vec<usize> =
                    owners.into_iter().map(|owner| self.owner(&self.people.key(owner), owner)).collect();
                places.sort_unstable();
                places.dedup();
                places
            }
        }
    }

    /// Marks groups that have something critical.
    fn mark(&mut self, places: &[usize], critical: Option<bool>) {
        for place in places {
            if let Some(node) = self.nodes.get_mut(*place) {
                node.critical = node.critical.max(critical);
            }
        }
    }

    fn batch(&mut self, batch: Option<At>) -> usize {
        let key = batch.map(|batch| batch.index().to_string()).unwrap_or_default();
        if let Some(place) = self.places.get(&key) {
            return *place;
        }
        let state = self.state;
        let node = match batch {
            None => named("without a batch", "batch"),
            Some(at) => {
                let counted = state.counted_issues(at.index()).count();
                let done = state.counted_issues(at.index());
                let done = done.filter(|(place, _)| state.is_satisfied(At::new(Kind::Issue, *place))).count();
                let label = reference::label(state, at);
                let count =
                    (counted > 0).then(|| format!("{done} of {} done", text::plural(counted, "issue")));
                Node {
                    id: reference::address(state, at),
                    owners: reference::owners(state, at).into_iter().map(str::to_owned).collect(),
                    effective_status: state.status(at),
                    at: Some(at),
                    lines: std::iter::once(label.clone()).chain(count).collect(),
                    badge: state.status(at).map(Badge::from),
                    ..named(&label, "batch")
                }
            }
        };
        self.add(key, node)
    }

    fn owner(&mut self, key: &str, name: &str) -> usize {
        match self.places.get(key) {
            Some(place) => *place,
            None => self.add(key.to_owned(), named(name, "owner")),
        }
    }

    fn add(&mut self, key: String, node: Node) -> usize {
        self.places.insert(key, self.nodes.len());
        self.nodes.push(node);
        self.nodes.len() - 1
    }
}

/// A node of which no more is known than its name.
fn named(name: &str, kind: &'static str) -> Node {
    Node {
        id: name.to_owned(),
        label: name.to_owned(),
        kind,
        batch: None,
        owners: Vec::new(),
        effective_status: None,
        critical: None,
        at: None,
        lines: vec![name.to_owned()],
        badge: None,
        frame: None,
        is_gate: false,
    }
}
