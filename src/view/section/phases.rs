//! Batches as cards, with all that belongs to each.

use std::collections::HashSet;

use serde::Serialize;

use super::Section;
use crate::plan::index::At;
use crate::plan::kind::{Issue, Kind};
use crate::plan::value::hours::Hours;
use crate::plan::value::status::{Level, Status};
use crate::state::{Cause, State};
use crate::view::badge::Badge;
use crate::view::entry::{Entry, entries};
use crate::view::next::can_start;
use crate::view::row::BatchRow;
use crate::view::{Viewpoint, reference};

/// Batches, and what they are called.
#[derive(Debug, Serialize)]
pub struct Phases<'p> {
    /// `Phase` when all ids are of that form, else `Batch`.
    pub noun: String,
    /// The batches in the plan's order; of very many the most urgent.
    pub cards: Vec<PhaseCard<'p>>,
    /// How many are not shown.
    pub hidden: usize,
}

/// A batch.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct PhaseCard<'p> {
    /// What tables say of it.
    #[serde(flatten)]
    pub row: BatchRow<'p>,
    /// Hours planned.
    pub estimate: Option<Hours>,
    /// Hours planned, from least to most.
    pub estimate_text: Option<String>,
    /// How risky it is.
    pub risk_level: Option<Level>,
    /// How risky it is, with its sign.
    pub risk_badge: Option<Badge>,
    /// Whether it can be started now.
    pub can_start: bool,
    /// What it was to wait for, finished or not.
    pub dependencies: Vec<String>,
    /// The items that it still waits for.
    pub awaiting: Vec<String>,
    /// What else holds it up: blockers by their titles, words as they stand.
    pub blockers: Vec<String>,
    /// Its issues in the plan's order.
    pub issues: Vec<PhaseIssue<'p>>,
    /// How many of its issues are not shown.
    pub hidden: usize,
    /// What it leaves behind.
    pub deliverables: Vec<Entry>,
    /// What must hold for it to be done.
    pub criteria: Vec<Entry>,
    /// Prose of the plan.
    pub notes: Option<&'p str>,
}

/// An issue of a batch.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct PhaseIssue<'p> {
    /// Its id.
    pub id: Option<&'p str>,
    /// What it is called.
    pub label: String,
    /// Whether it is done.
    pub done: bool,
    /// Its effective status.
    pub status: Status,
    /// The status with its sign.
    pub badge: Badge,
    /// Who answers for it.
    pub owners: Vec<&'p str>,
    /// Hours worked: as recorded, else the part of the estimate that is done.
    pub worked: Option<Hours>,
    /// Hours planned.
    pub estimate: Option<Hours>,
    /// Hours worked of those planned: `0/1–2h`.
    pub hours_text: Option<String>,
}

impl Section for Phases<'_> {
    fn is_empty(&self) -> bool {
        self.cards.is_empty()
    }
}

pub(super) fn section<'p>(view: &Viewpoint<'p>) -> Phases<'p> {
    let state = view.state;
    let shown: HashSet<usize> = view.most_urgent(Kind::Issue).into_iter().collect();
    let places = view.of_cards().most_urgent(Kind::Batch);
    Phases {
        noun: reference::batch_noun(state),
        hidden: state.plan.items.batches.len() - places.len(),
        cards: places.into_iter().filter_map(|place| card(state, place, &shown)).collect(),
    }
}

fn card<'p>(state: &'p State<'p>, place: usize, shown: &HashSet<usize>) -> Option<PhaseCard<'p>> {
    let batch = state.plan.items.batches.get(place)?;
    let at = At::new(Kind::Batch, place);
    let estimate = state.batch_estimate(place);
    let issues = state.counted_issues(place).filter(|(place, _)| shown.contains(place));
    let issues: Vec<_> = issues.filter_map(|(place, item)| issue(state, place, item)).collect();
    let row = BatchRow::new(state, place)?;
    let (awaiting, blockers) = causes(state, at);
    Some(PhaseCard {
        estimate,
        estimate_text: estimate.map(Hours::range),
        risk_level: batch.risk_level,
        risk_badge: batch.risk_level.map(Badge::from),
        can_start: can_start(state, at),
        dependencies: dependencies(state, at),
        awaiting,
        blockers,
        hidden: row.issues_total - issues.len(),
        issues,
        deliverables: entries(state, &batch.deliverables),
        criteria: entries(state, &batch.criteria),
        notes: batch.notes.as_ref().map(|notes| notes.0.as_ref()),
        row,
    })
}

fn issue<'p>(state: &'p State<'p>, place: usize, issue: &'p Issue<'p>) -> Option<PhaseIssue<'p>> {
    let status = state.status(At::new(Kind::Issue, place))?;
    let worked = state.worked(place);
    Some(PhaseIssue {
        id: issue.id.as_deref(),
        label: issue.label().into_owned(),
        done: status == Status::Done,
        status,
        badge: status.into(),
        owners: reference::issue_owners(issue),
        worked,
        estimate: issue.estimate,
        hours_text: worked.map(|worked| hours_text(worked, issue.estimate)),
    })
}

/// What a batch names as its dependencies and blockers, each once.
fn dependencies(state: &State<'_>, at: At) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    let edges = state.graph.edges(at).iter().map(|edge| reference::name(state, edge.to));
    let waits = state.waits_for(at);
    let words = waits.iter().filter(|cause| cause.at().is_none());
    for name in edges.chain(words.map(|words| reference::cause_name(state, words))) {
        if !names.contains(&name) {
            names.push(name);
        }
    }
    names
}

/// What holds a batch up: the items that it waits for, and everything else.
fn causes(state: &State<'_>, at: At) -> (Vec<String>, Vec<String>) {
    let causes = state.waits_for(at);
    let (items, others): (Vec<_>, Vec<_>) = causes.iter().partition(|cause| matches!(cause, Cause::Item(_)));
    let blocker = |cause: &Cause<'_>| match cause {
        Cause::Record(at) => reference::label(state, *at),
        Cause::Item(_) | Cause::Words(_) => reference::cause_name(state, cause),
    };
    let items = items.into_iter().map(|cause| reference::cause_name(state, cause));
    (items.collect(), others.into_iter().map(blocker).collect())
}

/// `0/1–2h`; without an estimate `3h`.
fn hours_text(worked: Hours, estimate: Option<Hours>) -> String {
    let worked = worked.range();
    match estimate {
        Some(estimate) => format!("{}/{}", worked.trim_end_matches('h'), estimate.range()),
        None => worked,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hours_are_worked_of_those_planned() {
        let hours = |figures: &[f64]| Hours::from_numbers(figures).unwrap();
        assert_eq!(hours_text(Hours::NONE, Some(hours(&[1.0, 2.0]))), "0/1–2h");
        assert_eq!(hours_text(hours(&[1.5]), Some(hours(&[1.0, 2.0, 4.0]))), "1.5/1–4h");
        assert_eq!(hours_text(hours(&[3.0]), None), "3h");
    }
}
