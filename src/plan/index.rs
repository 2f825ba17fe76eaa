//! Finding an item by what a person or another item calls it.

use std::cell::OnceCell;
use std::collections::HashMap as StandardMap;

use foldhash::fast::RandomState;

use super::Plan;
use super::kind::{Item, Kind};
use crate::diagnostic::Failure;
use crate::text;

/// A table of ids. Nothing ever depends on its order.
type HashMap<K, V> = StandardMap<K, V, RandomState>;

/// Where an item stands: its kind and its place in the list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct At {
    /// Its kind.
    pub kind: Kind,
    place: u32,
}

impl At {
    /// The item of a kind at a place in the list, from 0.
    pub fn new(kind: Kind, index: usize) -> Self {
        // A plan is at most 64 MiB of text, so it has less than 2³² items.
        Self { kind, place: u32::try_from(index).unwrap_or(u32::MAX) }
    }

    /// The place in the list, from 0.
    pub const fn index(self) -> usize {
        self.place as usize
    }
}

/// The items of a plan by id.
#[derive(Debug)]
pub struct Index<'p> {
    plan: &'p Plan<'p>,
    by_id: HashMap<&'p str, At>,
    /// Items whose id an earlier item has already, in the plan's order.
    duplicates: Vec<Duplicate>,
    duplicates_by_first: OnceCell<HashMap<At, Vec<At>>>,
    by_folded_id: OnceCell<HashMap<String, Option<At>>>,
    by_number: OnceCell<HashMap<u64, Option<At>>>,
}

/// Two items with one id.
#[derive(Debug, Clone, Copy)]
pub struct Duplicate {
    /// The one that the id finds.
    pub first: At,
    /// The other.
    pub second: At,
}

impl<'p> Index<'p> {
    /// The index of a plan.
    pub fn new(plan: &'p Plan<'p>) -> Self {
        let count = Kind::ALL.iter().map(|kind| plan.items.count(*kind)).sum();
        let mut by_id = HashMap::with_capacity_and_hasher(count, RandomState::default());
        let mut duplicates = Vec::new();
        for (at, item) in plan.all_items() {
            let Some(id) = item.id() else { continue };
            match by_id.entry(id) {
                std::collections::hash_map::Entry::Occupied(first) => {
                    duplicates.push(Duplicate { first: *first.get(), second: at });
                }
                std::collections::hash_map::Entry::Vacant(free) => {
                    free.insert(at);
                }
            }
        }
        Self {
            plan,
            by_id,
            duplicates,
            duplicates_by_first: OnceCell::new(),
            by_folded_id: OnceCell::new(),
            by_number: OnceCell::new(),
        }
    }

    /// Items that share their id with an earlier one.
    pub fn duplicates(&self) -> &[Duplicate] {
        &self.duplicates
    }

    /// Every item that has the id of this one, itself too, in the plan's order; nothing when it has none.
    pub fn twins(&self, at: At) -> Vec<At> {
        let id = self.plan.item(at).and_then(Item::id);
        let Some(first) = id.and_then(|id| self.find_exactly(id)) else { return Vec::new() };
        let others = self.duplicates_by_first().get(&first).map_or(&[][..], Vec::as_slice);
        std::iter::once(first).chain(others.iter().copied()).collect()
    }

    /// The item of exactly that id.
    pub fn find_exactly(&self, id: &str) -> Option<At> {
        self.by_id.get(id).copied()
    }

    /// The item of that id: exactly, else without regard to case when that is unique, else the issue whose
    /// number it is (`79` or `#79`).
    pub fn find(&self, id: &str) -> Option<At> {
        if let Some(at) = self.find_exactly(id) {
            return Some(at);
        }
        if let Some(at) = self.folded().get(&id.to_lowercase()) {
            return *at;
        }
        let digits = id.strip_prefix('#').unwrap_or(id);
        let number: u64 = digits.bytes().all(|byte| byte.is_ascii_digit()).then(|| digits.parse().ok())??;
        self.numbers().get(&number).copied().flatten()
    }

    /// The item that a person addresses: as [`find`](Self::find), else by kind and place, `actions.3`.
    pub fn address(&self, name: &str) -> Option<At> {
        self.find(name).or_else(|| {
            let (key, position) = name.rsplit_once('.')?;
            let kind = Kind::of_key(key)?;
            let position: usize = position.parse().ok()?;
            let mut items = (0..self.plan.items.count(kind)).map(|index| At::new(kind, index));
            items.find(|at| self.plan.item(*at).is_some_and(|item| item.position() == position))
        })
    }

    /// The item that a person addresses.
    ///
    /// # Errors
    /// When there is none, with the nearest id.
    pub fn require(&self, name: &str) -> Result<At, Failure> {
        self.address(name).ok_or_else(|| {
            let failure = Failure::new(format!("there is no item `{}`", text::one_line(name)));
            match self.nearest(name) {
                Some(near) => failure.hint(format!("did you mean `{near}`?")),
                None => failure.hint("`tracker list` shows the issues, `tracker list batches` the batches"),
            }
        })
    }

    /// All ids, in no order.
    pub fn ids(&self) -> impl Iterator<Item = &'p str> + '_ {
        self.by_id.keys().copied()
    }

    /// The id nearest to a misspelt one.
    pub fn nearest(&self, id: &str) -> Option<&'p str> {
        let mut ids: Vec<_> = self.ids().collect();
        ids.sort_unstable();
        text::nearest(id, ids)
    }

    fn duplicates_by_first(&self) -> &HashMap<At, Vec<At>> {
        self.duplicates_by_first.get_or_init(|| {
            let mut by_first: HashMap<At, Vec<At>> = HashMap::default();
            for pair in &self.duplicates {
                by_first.entry(pair.first).or_default().push(pair.second);
            }
            by_first
        })
    }

    fn folded(&self) -> &HashMap<String, Option<At>> {
        self.by_folded_id.get_or_init(|| {
            let mut folded = HashMap::with_capacity_and_hasher(self.by_id.len(), RandomState::default());
            for (id, at) in &self.by_id {
                folded.entry(id.to_lowercase()).and_modify(|found| *found = None).or_insert(Some(*at));
            }
            folded
        })
    }

    fn numbers(&self) -> &HashMap<u64, Option<At>> {
        self.by_number.get_or_init(|| {
            let mut numbers = HashMap::default();
            for (index, issue) in self.plan.items.issues.iter().enumerate() {
                if let Some(number) = issue.number {
                    // A number that two issues have finds neither.
                    let found = Some(At::new(Kind::Issue, index));
                    numbers.entry(number.0).and_modify(|found| *found = None).or_insert(found);
                }
            }
            numbers
        })
    }
}

impl<'a> Plan<'a> {
    /// All items with their places, kind after kind.
    pub fn all_items(&self) -> impl Iterator<Item = (At, Item<'_, 'a>)> {
        Kind::ALL.iter().flat_map(move |kind| {
            (0..self.items.count(*kind)).filter_map(move |index| {
                let at = At::new(*kind, index);
                Some((at, self.item(at)?))
            })
        })
    }
}

impl Item<'_, '_> {
    /// The name by which a person addresses it: its id, else its kind and place.
    pub fn address(self) -> String {
        self.id().map_or_else(|| self.place(), str::to_owned)
    }

    /// Its kind and place in the file: `actions.3`.
    pub fn place(self) -> String {
        format!("{}.{}", self.kind().description().key, self.position())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::json::Document;

    const PLAN: &str = r#"{
        "batches": [{"id": "batch-1"}],
        "issues": [{"id": "FEAT-041", "number": 79}, {"id": "2.1"}, {"id": "x"}, {"id": "X"}, {"id": "x"}],
        "actions": [{"title": "one"}, "not an object", {"title": "three"}]
    }"#;

    fn with_index(check: impl FnOnce(&Index<'_>)) {
        let document = Document::parse(PLAN.into()).unwrap();
        let plan = Plan::read(&document).unwrap();
        check(&Index::new(&plan));
    }

    #[test]
    fn an_item_is_found_exactly_else_without_case_else_by_number() {
        with_index(|index| {
            let issue = |place| Some(At::new(Kind::Issue, place));
            assert_eq!(index.find("FEAT-041"), issue(0));
            assert_eq!(index.find("feat-041"), issue(0));
            assert_eq!(index.find("79"), issue(0));
            assert_eq!(index.find("#79"), issue(0));
            assert_eq!(index.find("2.1"), issue(1));
            assert_eq!(index.find("X"), issue(3));
            assert_eq!(index.find("80"), None);
        });
    }

    #[test]
    fn an_item_without_id_is_addressed_by_kind_and_place_in_the_file() {
        with_index(|index| {
            assert_eq!(index.address("actions.1"), Some(At::new(Kind::Action, 0)));
            assert_eq!(index.address("actions.3"), Some(At::new(Kind::Action, 1)));
            assert_eq!(index.address("actions.2"), None);
            assert_eq!(index.address("issues.2"), Some(At::new(Kind::Issue, 1)));
        });
    }

    #[test]
    fn a_second_item_of_one_id_is_a_duplicate_of_the_first() {
        with_index(|index| {
            let pairs: Vec<_> =
                index.duplicates().iter().map(|pair| (pair.first.index(), pair.second.index())).collect();
            assert_eq!(pairs, [(2, 4)]);
            let twins = |place| {
                index.twins(At::new(Kind::Issue, place)).into_iter().map(At::index).collect::<Vec<_>>()
            };
            assert_eq!((twins(0), twins(2), twins(4)), (vec![0], vec![2, 4], vec![2, 4]));
            assert!(index.twins(At::new(Kind::Action, 0)).is_empty());
        });
    }
}
