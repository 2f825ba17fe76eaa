//! What an item waits for, and what waits for it.

use std::collections::HashSet;

use foldhash::fast::RandomState;

use super::State;
use super::records::can_be_held;
use crate::plan::index::At;
use crate::plan::kind::{Item, Kind};
use crate::plan::value::dependency::Blocker;

/// Something that still holds an item up.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Cause<'p> {
    /// An item that it waits for.
    Item(At),
    /// An open blocker record that affects it.
    Record(At),
    /// Words for something outside the plan.
    Words(&'p str),
}

impl Cause<'_> {
    /// The item that holds it up, when it is one of the plan.
    pub const fn at(&self) -> Option<At> {
        match self {
            Self::Item(at) | Self::Record(at) => Some(*at),
            Self::Words(_) => None,
        }
    }
}

/// So many causes are told apart by looking through them; of more a set is made.
const FEW: usize = 16;

/// Causes, each once. A record that is also named in `blockers` is one cause.
#[derive(Default)]
struct Causes<'p> {
    list: Vec<Cause<'p>>,
    /// What is in the list, when that is not few.
    known: HashSet<Same<'p>, RandomState>,
}

/// What two names of one cause have in common.
#[derive(PartialEq, Eq, Hash)]
enum Same<'p> {
    At(At),
    Words(&'p str),
}

impl<'p> Cause<'p> {
    fn same(self) -> Same<'p> {
        match self {
            Self::Item(at) | Self::Record(at) => Same::At(at),
            Self::Words(words) => Same::Words(words),
        }
    }
}

impl<'p> Causes<'p> {
    fn add(&mut self, cause: Cause<'p>) {
        if self.list.len() == FEW {
            self.known.extend(self.list.iter().map(|cause| cause.same()));
        }
        let is_new = if self.list.len() < FEW {
            self.list.iter().all(|other| other.same() != cause.same())
        } else {
            self.known.insert(cause.same())
        };
        if is_new {
            self.list.push(cause);
        }
    }
}

impl<'p> State<'p> {
    /// Everything that still holds an item up: what it waits for itself, then what its batch waits for; each once.
    /// Nothing for an item that is finished.
    pub fn waits_for(&self, at: At) -> Vec<Cause<'p>> {
        let mut causes = Causes::default();
        if self.is_satisfied(at) {
            return causes.list;
        }
        self.add_causes(at, &mut causes);
        if let Some(batch) = self.batch_of(at) {
            self.add_causes(batch, &mut causes);
        }
        causes.list
    }

    /// Everything that is still open of what an item itself was to wait for, its batch left aside, each once; of a
    /// finished item too, which is a contradiction.
    pub fn open_causes(&self, at: At) -> Vec<Cause<'p>> {
        let mut causes = Causes::default();
        self.add_causes(at, &mut causes);
        causes.list
    }

    /// The items that an item holds up by their own text, in the plan's order; of a blocker record also those that its
    /// `affects` names. Each once.
    pub fn frees(&self, at: At) -> Vec<At> {
        let holds = |dependent: &At| {
            let mut edges = self.graph.edges(*dependent).iter();
            !self.is_satisfied(*dependent) && edges.any(|edge| edge.to == at && self.is_open(edge))
        };
        let mut items: Vec<At> = self.graph.dependents(at).iter().copied().filter(holds).collect();
        if let Some(Item::BlockerRecord(record)) = self.plan.item(at)
            && !self.is_satisfied(at)
        {
            let named = record.affects.iter().filter(|scope| !scope.is_words());
            let affected = named.filter_map(|scope| self.index.find(&scope.0.id));
            items.extend(affected.filter(|at| can_be_held(*at) && !self.is_satisfied(*at)));
        }
        let mut known = HashSet::new();
        items.retain(|at| known.insert(*at));
        items
    }

    /// Whether something still holds an item up by its own text, its batch left aside.
    pub(super) fn is_held_itself(&self, at: At) -> bool {
        self.graph.edges(at).iter().any(|edge| self.is_open(edge))
            || self.words(at).next().is_some()
            || self.records.of(at).any(|record| record.open)
    }

    /// Whether a cause was ever listed for an item or its batch, gone or not.
    pub fn has_cause(&self, at: At) -> bool {
        let listed = |at: At| {
            !self.graph.edges(at).is_empty()
                || self.words(at).next().is_some()
                || self.records.of(at).next().is_some()
        };
        listed(at) || self.batch_of(at).is_some_and(listed)
    }

    /// The batch of an issue.
    pub(super) fn batch_of(&self, at: At) -> Option<At> {
        if at.kind == Kind::Issue { self.graph.batch_of(at.index()) } else { None }
    }

    fn add_causes(&self, at: At, causes: &mut Causes<'p>) {
        let edges = self.graph.edges(at).iter().filter(|edge| self.is_open(edge));
        let items = edges.map(|edge| Cause::Item(edge.to));
        let records = self.records.of(at).filter(|record| record.open).map(|record| Cause::Record(record.at));
        for cause in items.chain(self.words(at).map(Cause::Words)).chain(records) {
            causes.add(cause);
        }
    }

    /// Words for something outside the plan that hold an item until they are removed.
    fn words(&self, at: At) -> impl Iterator<Item = &'p str> + use<'p> {
        let blockers: &'p [Blocker<'p>] = match self.plan.item(at) {
            Some(Item::Batch(batch)) => &batch.blockers,
            Some(Item::Issue(issue)) => &issue.blockers,
            _ => &[],
        };
        let words = blockers.iter().filter(|blocker| blocker.is_words()).map(|blocker| blocker.0.id.as_ref());
        // What names nothing in the plan may well be something outside it: until it is mended, it holds.
        words.chain(self.unknown.get(&at).into_iter().flatten().copied().collect::<Vec<_>>())
    }
}
