//! Who waits on whom: open dependencies between people.
//!
//! A dependency counts where one who has the waiting item does not have what it waits for; that nobody has it, or that it
//! lies outside the plan, counts too. For a batch stand its own owners, else those of its unfinished issues. An edge of a
//! batch counts once, and not again for each of its issues.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use serde::Serialize;

use super::column::Column;
use super::{SCHEMA_VERSION, reference};
use crate::graph::WAITED_FOR;
use crate::plan::index::At;
use crate::plan::kind::{Item, Kind};
use crate::plan::people::People;
use crate::state::{Cause, State};
use crate::text;

/// Columns of the table for the people most waited for; the others share one.
const MOST_COLUMNS: usize = 4;

/// Things, and names for each, that a sentence lists before it counts the rest.
const MOST_NAMED: usize = 3;

/// Who waits on whom.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Waits<'p> {
    schema_version: u32,
    kind: &'static str,
    /// The owner that was asked for.
    owner: Option<String>,
    /// The people who wait and who are waited for, who holds up most first.
    pub owners: Vec<OwnerWaits<'p>>,
    /// Who waits on whom with counts; `null` when one owner was asked for.
    table: Option<Table>,
}

/// What somebody holds up and waits for.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct OwnerWaits<'p> {
    /// The name; `null` for what nobody has, and for what lies outside the plan.
    owner: Option<&'p str>,
    /// The name, or words for nobody and outside.
    label: &'p str,
    /// How many open dependencies wait for them.
    blocks_count: usize,
    /// How many of theirs wait for others.
    waits_count: usize,
    /// Whom they hold up.
    blocks: Vec<Between<'p>>,
    /// For whom they wait.
    waits_for: Vec<Between<'p>>,
    /// Both, in the order and the words in which a page shows them.
    rows: Vec<Row<'p>>,
}

/// The open dependencies between somebody and one other.
#[derive(Debug, Clone, Serialize)]
pub struct Between<'p> {
    /// The other; `null` for nobody and outside.
    owner: Option<&'p str>,
    /// The other, or words for nobody and outside.
    label: &'p str,
    /// How many.
    count: usize,
    /// Which.
    items: Vec<Wait>,
}

/// One open dependency.
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Wait {
    /// What waits.
    item: String,
    /// For what, by its id or in words.
    waits_for: String,
}

/// A row of a page.
#[derive(Debug, Serialize)]
struct Row<'p> {
    /// `blocks` or `waits for`.
    relation: &'static str,
    other: &'p str,
    count: usize,
    text: String,
}

/// The table of counts.
#[derive(Debug, Serialize)]
struct Table {
    columns: Vec<Column>,
    /// A cell for each column.
    rows: Vec<Vec<String>>,
}

/// Someone on one side of a dependency.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
enum Party {
    /// A person, by the order in which they are met.
    Person(usize),
    Nobody,
    Outside,
}

/// An open dependency between two parties.
#[derive(Debug, Clone, Copy)]
struct Open<'p> {
    item: At,
    cause: Cause<'p>,
}

/// Who waits on whom; of one owner when one is given.
pub fn waits<'p>(state: &State<'p>, owner: Option<&str>) -> Waits<'p> {
    let mut ties = Ties::new(state);
    ties.collect();
    let order = ties.order();
    let wanted = owner.map(|owner| ties.people.key(owner));
    let is_wanted = |party: &&Party| match (&wanted, party) {
        (None, _) => true,
        (Some(key), Party::Person(place)) => ties.keys.get(key) == Some(place),
        (Some(_), _) => false,
    };
    Waits {
        schema_version: SCHEMA_VERSION,
        kind: "waits",
        owner: owner.map(str::to_owned),
        owners: {
            let sides = Sides::new(&ties, &order);
            order.iter().filter(is_wanted).map(|party| ties.owner(*party, &sides)).collect()
        },
        table: owner.is_none().then(|| ties.table(&order)),
    }
}

/// Somebody and one other, as who waits and who is waited for.
type Pair = fn(Party, Party) -> (Party, Party);

/// For each party the others, in the order of all.
struct Sides {
    /// Who waits for them.
    waiting: HashMap<Party, Vec<Party>>,
    /// For whom they wait.
    awaited: HashMap<Party, Vec<Party>>,
}

impl Sides {
    fn new(ties: &Ties<'_, '_>, order: &[Party]) -> Self {
        let ranks: HashMap<Party, usize> =
            order.iter().enumerate().map(|(rank, party)| (*party, rank)).collect();
        let mut sides = Self { waiting: HashMap::new(), awaited: HashMap::new() };
        for (waiting, awaited) in ties.open.keys() {
            sides.waiting.entry(*awaited).or_default().push(*waiting);
            sides.awaited.entry(*waiting).or_default().push(*awaited);
        }
        for others in sides.waiting.values_mut().chain(sides.awaited.values_mut()) {
            others.sort_by_key(|other| ranks.get(other).copied());
        }
        sides
    }
}

/// The open dependencies by their parties.
struct Ties<'s, 'p> {
    state: &'s State<'p>,
    people: People<'p>,
    names: Vec<&'p str>,
    /// The people of `names` by the one spelling of each.
    keys: HashMap<String, usize>,
    /// By who waits, then by who is waited for.
    open: BTreeMap<(Party, Party), Vec<Open<'p>>>,
}

impl<'s, 'p> Ties<'s, 'p> {
    fn new(state: &'s State<'p>) -> Self {
        let people = People::new(state.plan);
        Self { state, people, names: Vec::new(), keys: HashMap::new(), open: BTreeMap::new() }
    }

    fn collect(&mut self) {
        let state = self.state;
        let places = |kind| (0..state.plan.items.count(kind)).map(move |place| At::new(kind, place));
        let mut known: HashMap<At, BTreeSet<Party>> = HashMap::new();
        for item in WAITED_FOR.into_iter().flat_map(places).filter(|at| !state.is_satisfied(*at)) {
            let causes = state.open_causes(item);
            if causes.is_empty() {
                continue;
            }
            let waiting = known.entry(item).or_insert_with(|| self.parties(item)).clone();
            for cause in causes {
                let awaited = match cause.at() {
                    Some(at) => known.entry(at).or_insert_with(|| self.parties(at)).clone(),
                    None => BTreeSet::from([Party::Outside]),
                };
                for one in waiting.difference(&awaited) {
                    for other in &awaited {
                        self.open.entry((*one, *other)).or_default().push(Open { item, cause });
                    }
                }
            }
        }
    }

    /// Who answers for an item.
    fn parties(&mut self, at: At) -> BTreeSet<Party> {
        let names = answerable(self.state, at);
        if names.is_empty() {
            return BTreeSet::from([Party::Nobody]);
        }
        names.into_iter().map(|name| self.person(name)).collect()
    }

    fn person(&mut self, name: &'p str) -> Party {
        let next = self.names.len();
        let place = *self.keys.entry(self.people.key(name)).or_insert(next);
        if place == next {
            self.names.push(name);
        }
        Party::Person(place)
    }

    /// All parties, who holds up most first.
    fn order(&self) -> Vec<Party> {
        let mut parties: BTreeMap<Party, (usize, usize)> = BTreeMap::new();
        for ((waiting, awaited), open) in &self.open {
            parties.entry(*awaited).or_default().0 += open.len();
            parties.entry(*waiting).or_default().1 += open.len();
        }
        let mut order: Vec<_> = parties.into_iter().collect();
        order.sort_by_key(|(party, (blocks, waits))| (Reverse(*blocks), Reverse(*waits), *party));
        order.into_iter().map(|(party, _)| party).collect()
    }

    fn name(&self, party: Party) -> Option<&'p str> {
        match party {
            Party::Person(place) => self.names.get(place).copied(),
            Party::Nobody | Party::Outside => None,
        }
    }

    fn label(&self, party: Party) -> &'p str {
        self.name(party).unwrap_or(match party {
            Party::Outside => "outside the plan",
            _ => "nobody yet",
        })
    }

    fn open(&self, waiting: Party, awaited: Party) -> &[Open<'p>] {
        self.open.get(&(waiting, awaited)).map_or(&[], Vec::as_slice)
    }

    fn owner(&self, party: Party, sides: &Sides) -> OwnerWaits<'p> {
        let mut rows = Vec::new();
        let mut between = |relation, others: Option<&Vec<Party>>, pair: Pair| -> Vec<Between<'p>> {
            let mut found: Vec<(Between<'p>, Row<'p>)> = Vec::new();
            for other in others.into_iter().flatten() {
                let (waiting, awaited) = pair(party, *other);
                let open = self.open(waiting, awaited);
                let (label, count) = (self.label(*other), open.len());
                let items = open.iter().map(|open| self.wait(open)).collect();
                let text = self.sentence(open);
                found.push((
                    Between { owner: self.name(*other), label, count, items },
                    Row { relation, other: label, count, text },
                ));
            }
            found.sort_by_key(|(between, _)| Reverse(between.count));
            let (between, shown): (Vec<_>, Vec<_>) = found.into_iter().unzip();
            rows.extend(shown);
            between
        };
        let blocks = between("blocks", sides.waiting.get(&party), |party, other| (other, party));
        let waits_for = between("waits for", sides.awaited.get(&party), |party, other| (party, other));
        let count = |list: &[Between<'_>]| list.iter().map(|between| between.count).sum();
        OwnerWaits {
            owner: self.name(party),
            label: self.label(party),
            blocks_count: count(&blocks),
            waits_count: count(&waits_for),
            blocks,
            waits_for,
            rows,
        }
    }

    fn wait(&self, open: &Open<'_>) -> Wait {
        let waits_for = match open.cause {
            Cause::Item(at) | Cause::Record(at) => reference::address(self.state, at),
            Cause::Words(words) => words.to_owned(),
        };
        Wait { item: reference::address(self.state, open.item), waits_for }
    }

    /// `FEAT-050, FEAT-051 wait for FEAT-041; FEAT-047 waits for FEAT-044, FEAT-045`.
    fn sentence(&self, open: &[Open<'p>]) -> String {
        let mut awaited: HashMap<Cause<'p>, usize> = HashMap::new();
        let mut by_cause: Vec<(Cause<'p>, Vec<At>)> = Vec::new();
        for open in open {
            let place = *awaited.entry(open.cause).or_insert(by_cause.len());
            match by_cause.get_mut(place) {
                Some((_, items)) => items.push(open.item),
                None => by_cause.push((open.cause, vec![open.item])),
            }
        }
        // What the same items wait for is said at once.
        let mut waiting: HashMap<Vec<At>, usize> = HashMap::new();
        let mut groups: Vec<(Vec<At>, Vec<Cause<'p>>)> = Vec::new();
        for (cause, items) in by_cause {
            let place = *waiting.entry(items.clone()).or_insert(groups.len());
            match groups.get_mut(place) {
                Some((_, causes)) => causes.push(cause),
                None => groups.push((items, vec![cause])),
            }
        }
        let clause = |(items, causes): &(Vec<At>, Vec<Cause<'p>>)| {
            let verb = if items.len() == 1 { "waits" } else { "wait" };
            let items = enumeration(items.iter().map(|at| reference::name(self.state, *at)));
            let causes = enumeration(causes.iter().map(|cause| reference::cause_name(self.state, cause)));
            format!("{items} {verb} for {causes}")
        };
        let hidden: usize =
            groups.iter().skip(MOST_NAMED).map(|(items, causes)| items.len() * causes.len()).sum();
        let more = (hidden > 0).then(|| format!("{hidden} more"));
        groups.iter().take(MOST_NAMED).map(clause).chain(more).collect::<Vec<_>>().join("; ")
    }

    /// A row for each who waits, a column for each of those who are most waited for.
    fn table(&self, order: &[Party]) -> Table {
        let mut counts: HashMap<Party, usize> = HashMap::new();
        for ((waiting, _), open) in &self.open {
            *counts.entry(*waiting).or_default() += open.len();
        }
        let known: HashSet<Party> = self.open.keys().map(|(_, awaited)| *awaited).collect();
        let awaited: Vec<Party> = order.iter().filter(|party| known.contains(party)).copied().collect();
        let own = if awaited.len() > MOST_COLUMNS + 1 { MOST_COLUMNS } else { awaited.len() };
        let (own, others) = awaited.split_at(own);
        let headings = own.iter().map(|party| self.label(*party));
        let headings =
            std::iter::once("Who waits").chain(headings).chain((!others.is_empty()).then_some("others"));
        let columns = headings.enumerate().map(|(place, heading)| Column {
            heading: heading.to_owned(),
            value: place.to_string(),
            align: if place == 0 { "left" } else { "right" },
            show: if place == 0 { "people" } else { "text" },
            empty: "",
        });
        let cell = |count: usize| if count == 0 { "·".to_owned() } else { count.to_string() };
        let mut rows = Vec::new();
        for (waiting, all) in order.iter().filter_map(|party| Some((*party, *counts.get(party)?))) {
            let shown: Vec<usize> = own.iter().map(|other| self.open(waiting, *other).len()).collect();
            let rest = (!others.is_empty()).then(|| cell(all - shown.iter().sum::<usize>()));
            let shown = shown.into_iter().map(cell);
            rows.push(std::iter::once(self.label(waiting).to_owned()).chain(shown).chain(rest).collect());
        }
        Table { columns: columns.collect(), rows }
    }
}

/// `A, B, C, 2 more`.
fn enumeration(names: impl ExactSizeIterator<Item = String>) -> String {
    let hidden = names.len().saturating_sub(MOST_NAMED);
    let more = (hidden > 0).then(|| format!("{hidden} more"));
    names
        .take(MOST_NAMED)
        .map(|name| text::one_line(&name).into_owned())
        .chain(more)
        .collect::<Vec<_>>()
        .join(", ")
}

/// Who answers for what is still to be done of an item.
fn answerable<'p>(state: &State<'p>, at: At) -> Vec<&'p str> {
    match state.plan.item(at) {
        Some(Item::Batch(batch)) if batch.owner.is_none() && batch.owners.is_empty() => {
            let mut names: Vec<&str> = Vec::new();
            for (place, issue) in state.counted_issues(at.index()) {
                if !state.is_satisfied(At::new(Kind::Issue, place)) {
                    names.extend(reference::issue_owners(issue));
                }
            }
            names
        }
        _ => reference::owners(state, at),
    }
}
