//! What the work leaves behind, by kind.

use serde::Serialize;

use super::Section;
use crate::plan::index::At;
use crate::plan::kind::Kind;
use crate::plan::value::checklist::ChecklistEntry;
use crate::state::State;
use crate::text;
use crate::view::entry::{Entry, entries};
use crate::view::summary::part;
use crate::view::{Viewpoint, reference};

/// What batches, issues and reviews leave behind.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Deliverables {
    /// Deliverables by their kind, in the order in which kinds first occur; those without a kind last.
    pub groups: Vec<DeliverableGroup>,
    /// How many are done.
    pub done: usize,
    /// How many there are.
    pub total: usize,
    /// The part that is done, in percent.
    pub percent: f64,
    /// The part that is done, as it is shown.
    pub percent_text: String,
    /// How many are not shown.
    pub hidden: usize,
}

/// Deliverables of a kind.
#[derive(Debug, Serialize)]
pub struct DeliverableGroup {
    /// The kind, as the plan first writes it; `null` for those without one.
    pub kind: Option<String>,
    /// The kind as a heading; `Other` for those without one, nothing when none has one.
    pub label: Option<String>,
    /// The deliverables.
    pub rows: Vec<Deliverable>,
    /// How many of the kind are done.
    pub done: usize,
    /// How many of the kind there are.
    pub total: usize,
}

/// Something that the work leaves behind.
#[derive(Debug, Serialize)]
pub struct Deliverable {
    /// What it is, and whether it is there.
    #[serde(flatten)]
    pub entry: Entry,
    /// What others call the item that leaves it behind.
    pub of: String,
}

impl Section for Deliverables {
    fn is_empty(&self) -> bool {
        self.total == 0
    }
}

pub(super) fn section(view: &Viewpoint<'_>) -> Deliverables {
    let mut groups = groups(all(view.state));
    let (mut done, mut total, mut room) = (0, 0, view.rows);
    for group in &mut groups {
        done += group.done;
        total += group.total;
        group.rows.truncate(room);
        room -= group.rows.len();
    }
    let hidden = total - groups.iter().map(|group| group.rows.len()).sum::<usize>();
    groups.retain(|group| !group.rows.is_empty());
    let percent = part(done, total);
    Deliverables { groups, done, total, percent, percent_text: text::percent(percent), hidden }
}

/// The deliverables of batches, then of issues, then of reviews, cancelled or not.
fn all(state: &State<'_>) -> Vec<Deliverable> {
    let items = &state.plan.items;
    let batches = items.batches.iter().map(|batch| (Kind::Batch, batch.deliverables.as_slice()));
    let issues = items.issues.iter().map(|issue| (Kind::Issue, issue.deliverables.as_slice()));
    let reviews = items.reviews.iter().map(|review| (Kind::Review, review.deliverables.as_slice()));
    let of = |(place, (kind, list)): (usize, (Kind, &[ChecklistEntry<'_>]))| {
        let of = reference::name(state, At::new(kind, place));
        entries(state, list).into_iter().map(move |entry| Deliverable { entry, of: of.clone() })
    };
    let all = batches.enumerate().chain(issues.enumerate()).chain(reviews.enumerate());
    all.filter(|(_, (_, list))| !list.is_empty()).flat_map(of).collect()
}

fn groups(deliverables: Vec<Deliverable>) -> Vec<DeliverableGroup> {
    let mut groups: Vec<DeliverableGroup> = Vec::new();
    for deliverable in deliverables {
        let kind = deliverable.entry.kind.clone().filter(|kind| !kind.is_empty());
        let is_same = |known: &DeliverableGroup| {
            known.kind.as_deref().map(str::to_lowercase) == kind.as_deref().map(str::to_lowercase)
        };
        let place = groups.iter().position(is_same).unwrap_or(groups.len());
        if place == groups.len() {
            let label = kind.as_deref().map(capitalised);
            groups.push(DeliverableGroup { kind, label, rows: Vec::new(), done: 0, total: 0 });
        }
        if let Some(group) = groups.get_mut(place) {
            group.done += usize::from(deliverable.entry.done);
            group.total += 1;
            group.rows.push(deliverable);
        }
    }
    groups.sort_by_key(|group| group.kind.is_none());
    if groups.len() > 1
        && let Some(last) = groups.last_mut().filter(|last| last.kind.is_none())
    {
        last.label = Some("Other".to_owned());
    }
    groups
}

fn capitalised(word: &str) -> String {
    let mut characters = word.chars();
    characters.next().map(|first| first.to_uppercase().chain(characters).collect()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn deliverable(kind: Option<&str>, done: bool) -> Deliverable {
        let kind = kind.map(str::to_owned);
        let entry = Entry { text: String::new(), done, kind, path: None, id: None };
        Deliverable { entry, of: String::new() }
    }

    fn labels(kinds: &[Option<&str>]) -> Vec<(Option<String>, usize)> {
        let all = kinds.iter().map(|kind| deliverable(*kind, true)).collect();
        groups(all).into_iter().map(|group| (group.label, group.done)).collect()
    }

    #[test]
    fn kinds_come_in_the_order_in_which_they_occur_and_without_one_last() {
        let label = |text: &str| Some(text.to_owned());
        assert_eq!(
            labels(&[None, Some("code"), Some("docs"), Some("Code")]),
            [(label("Code"), 2), (label("Docs"), 1), (label("Other"), 1)]
        );
        assert_eq!(labels(&[None, None]), [(None, 2)]);
    }
}
