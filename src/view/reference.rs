//! Names of other items in a page: what something waits for, who owns it.

use std::collections::HashSet;

use foldhash::fast::RandomState;

use super::badge::Badge;
use crate::plan::index::At;
use crate::plan::kind::{Batch, BlockerRecord, Issue, Item};
use crate::plan::label::numbered;
use crate::plan::value::dependency::Reference;
use crate::plan::value::people::Person;
use crate::plan::value::status::Status;
use crate::state::{Cause, State};

/// What a column calls the things that still hold an item up: `Batch 1`, `FEAT-044`, or words as they stand.
pub fn causes(state: &State<'_>, at: At) -> Vec<String> {
    state.waits_for(at).iter().map(|cause| cause_name(state, cause)).collect()
}

/// What a column calls one of them.
pub fn cause_name(state: &State<'_>, cause: &Cause<'_>) -> String {
    match cause {
        Cause::Item(at) | Cause::Record(at) => name(state, *at),
        Cause::Words(words) => (*words).to_owned(),
    }
}

/// What an item is called in full.
pub fn label(state: &State<'_>, at: At) -> String {
    state.plan.item(at).map(|item| item.label().into_owned()).unwrap_or_default()
}

/// What others call an item.
pub fn name(state: &State<'_>, at: At) -> String {
    state.plan.item(at).map(|item| item.reference().into_owned()).unwrap_or_default()
}

/// The name by which an item is addressed on the command line.
pub fn address(state: &State<'_>, at: At) -> String {
    state.plan.item(at).map(Item::address).unwrap_or_default()
}

/// What the plan calls its batches: `Phase` when all their ids are `phase-1`, `phase-2`, else `Batch`.
pub fn batch_noun(state: &State<'_>) -> String {
    let word = |batch: &Batch<'_>| Some(numbered(batch.id.as_deref()?)?.split_once(' ')?.0.to_owned());
    let mut words = state.plan.items.batches.iter().map(word);
    let first = words.next().flatten();
    match first {
        Some(first) if words.all(|word| word.as_ref() == Some(&first)) => first,
        _ => "Batch".to_owned(),
    }
}

/// What others call the batch that an item names; the id as it stands when there is no such batch.
pub fn batch_name(state: &State<'_>, batch: Option<&Reference<'_>>) -> Option<String> {
    let id = batch.map(|batch| batch.id.as_ref())?;
    Some(state.index.find(id).map_or_else(|| id.to_owned(), |at| name(state, at)))
}

/// Names without those that stand for someone already named.
fn unique<'p>(mut names: impl Iterator<Item = &'p Person<'p>>) -> Vec<&'p str> {
    let (first, second) = (names.next(), names.next());
    let Some(second) = second else { return first.map(Person::name).into_iter().collect() };
    let names = first.into_iter().chain([second]).chain(names);
    let mut found: Vec<&str> = Vec::new();
    // Most names come again in the same spelling, which is quicker to see.
    let mut spellings = HashSet::with_hasher(RandomState::default());
    let mut people = HashSet::with_hasher(RandomState::default());
    for person in names {
        if spellings.insert(person.name()) && people.insert(person.key()) {
            found.push(person.name());
        }
    }
    found
}

/// Who answers for an issue.
pub fn issue_owners<'p>(issue: &'p Issue<'p>) -> Vec<&'p str> {
    unique(issue.owner.iter().chain(&issue.owners))
}

/// Who answers for a blocker record.
pub fn blocker_owners<'p>(blocker: &'p BlockerRecord<'p>) -> Vec<&'p str> {
    unique(blocker.owner.iter().chain(&blocker.owners))
}

/// Who answers for a batch: its own owners, else those of its issues.
pub fn batch_owners<'p>(state: &State<'p>, place: usize, batch: &'p Batch<'p>) -> Vec<&'p str> {
    let own = unique(batch.owner.iter().chain(&batch.owners));
    if !own.is_empty() {
        return own;
    }
    unique(state.counted_issues(place).flat_map(|(_, issue)| issue.owner.iter().chain(&issue.owners)))
}

/// Who has what is still open of an item: of a batch that names nobody, the owners of its unfinished issues.
pub fn open_owners<'p>(state: &State<'p>, at: At) -> Vec<&'p str> {
    let Some(Item::Batch(batch)) = state.plan.item(at) else { return owners(state, at) };
    let own = unique(batch.owner.iter().chain(&batch.owners));
    let open = state.counted_issues(at.index()).filter(|(_, issue)| issue.status != Some(Status::Done));
    if own.is_empty() {
        unique(open.flat_map(|(_, issue)| issue.owner.iter().chain(&issue.owners)))
    } else {
        own
    }
}

/// Who answers for an item of any kind.
pub fn owners<'p>(state: &State<'p>, at: At) -> Vec<&'p str> {
    match state.plan.item(at) {
        Some(Item::Batch(batch)) => batch_owners(state, at.index(), batch),
        Some(Item::Issue(issue)) => issue_owners(issue),
        Some(Item::BlockerRecord(blocker)) => blocker_owners(blocker),
        Some(Item::Defect(defect)) => unique(defect.owner.iter()),
        Some(Item::Action(action)) => unique(action.owner.iter()),
        Some(Item::Risk(risk)) => unique(risk.owner.iter()),
        Some(Item::Review(review)) => unique(review.participants.iter()),
        _ => Vec::new(),
    }
}

/// The page of an issue: its own `url`, else the one of its number in the repository.
pub fn issue_url(state: &State<'_>, issue: &Issue<'_>) -> Option<String> {
    let repository = state.plan.header.repository.as_deref();
    let page = || Some(format!("https://github.com/{}/issues/{}", repository?, issue.number?.0));
    issue.url.as_deref().map(str::to_owned).or_else(page)
}

/// What an issue is called where there is little room: `FEAT-041`, and its short title, else its title.
pub fn short_title<'p>(issue: &'p Issue<'p>) -> Option<&'p str> {
    issue.short.as_deref().or(issue.title.as_deref()).filter(|title| !title.is_empty())
}

/// Where an item stands, with its sign; nothing for kinds that stand nowhere.
pub fn badge(state: &State<'_>, at: At) -> Option<Badge> {
    state.shown_status(at).map(Badge::from)
}
