//! Rows of batches and issues, as reports show them.

use std::collections::HashSet;

use serde::Serialize;

use super::badge::Badge;
use super::reference;
use crate::plan::index::At;
use crate::plan::kind::Kind;
use crate::plan::value::status::{Priority, Status};
use crate::state::State;
use crate::text;

/// A batch in a table.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct BatchRow<'p> {
    /// Its id.
    pub id: Option<&'p str>,
    /// `Batch 1: Critical Blockers`.
    pub label: String,
    /// `Batch 1`.
    pub reference: String,
    /// What comes first.
    pub priority: Option<Priority>,
    /// Its effective status.
    pub status: Status,
    /// The status with its sign.
    pub badge: Badge,
    /// Percent done.
    pub progress: f64,
    /// Percent done, as it is shown.
    pub progress_text: String,
    /// When it is wanted.
    pub target_date: Option<&'p str>,
    /// Who answers for it.
    pub owners: Vec<&'p str>,
    /// What still holds it up; when only its issues are held up, what holds these.
    pub waits_for: Vec<String>,
    /// How many of its issues are done.
    pub issues_done: usize,
    /// How many issues it has, cancelled ones left out.
    pub issues_total: usize,
}

impl<'p> BatchRow<'p> {
    /// The row of a batch, by its place.
    pub fn new(state: &'p State<'p>, place: usize) -> Option<Self> {
        let batch = state.plan.items.batches.get(place)?;
        let at = At::new(Kind::Batch, place);
        let status = state.status(at)?;
        let progress = state.batch_progress(place);
        let (mut issues_done, mut issues_total) = (0, 0);
        for (_, issue) in state.counted_issues(place) {
            issues_total += 1;
            issues_done += usize::from(issue.status == Some(Status::Done));
        }
        Some(Self {
            id: batch.id.as_deref(),
            label: batch.label().into_owned(),
            reference: batch.reference().into_owned(),
            priority: batch.priority,
            status,
            badge: status.into(),
            progress,
            progress_text: text::percent(progress),
            target_date: batch.target_date.as_ref().map(|when| when.text.as_ref()),
            owners: reference::batch_owners(state, place, batch),
            waits_for: held_by(state, at),
            issues_done,
            issues_total,
        })
    }
}

/// What a column names at most of what holds up the issues of a batch.
const NAMED: usize = 5;

/// What holds a batch up: what it waits for itself, else, when it is blocked, what its issues wait for outside of it.
fn held_by(state: &State<'_>, at: At) -> Vec<String> {
    let own = reference::causes(state, at);
    if !own.is_empty() || state.status(at) != Some(Status::Blocked) {
        return own;
    }
    let issues = state.counted_issues(at.index()).map(|(place, _)| At::new(Kind::Issue, place));
    let is_inside = |other: At| other.kind == Kind::Issue && state.graph.batch_of(other.index()) == Some(at);
    let mut seen = HashSet::new();
    let mut names = Vec::new();
    for cause in issues.flat_map(|issue| state.open_causes(issue)) {
        let name = reference::cause_name(state, &cause);
        if !cause.at().is_some_and(is_inside) && seen.insert(name.clone()) {
            names.push(name);
        }
    }
    if names.len() > NAMED {
        let hidden = names.split_off(NAMED).len();
        names.push(format!("{hidden} more"));
    }
    names
}

/// An issue in a table.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct IssueRow<'p> {
    /// Its id.
    pub id: Option<&'p str>,
    /// Its number on the git host.
    pub number: Option<u64>,
    /// What the first column calls it: `#79` when every issue shown has a number, else its id.
    pub name: String,
    /// Its page: its own `url`, else the one of its number in the repository.
    pub url: Option<String>,
    /// `FEAT-041: Plugin Loader Implementation`.
    pub label: String,
    /// What it is called, without its id when that stands in the first column.
    pub title: String,
    /// Who answers for it.
    pub owners: Vec<&'p str>,
    /// Its effective status.
    pub status: Status,
    /// The status with its sign.
    pub badge: Badge,
    /// What comes first.
    pub priority: Option<Priority>,
    /// Percent done.
    pub progress: f64,
    /// Percent done, as it is shown.
    pub progress_text: String,
    /// When it is wanted.
    pub target_date: Option<&'p str>,
    /// What still holds it up.
    pub waits_for: Vec<String>,
}

impl<'p> IssueRow<'p> {
    /// The row of an issue, by its place; `numbered` when the first column shows numbers.
    pub fn new(state: &'p State<'p>, place: usize, numbered: bool) -> Option<Self> {
        let issue = state.plan.items.issues.get(place)?;
        let at = At::new(Kind::Issue, place);
        let status = state.status(at)?;
        let progress = state.issue_progress(place);
        let label = issue.label().into_owned();
        let number = issue.number.map(|number| number.0);
        let name = match number.filter(|_| numbered) {
            Some(number) => format!("#{number}"),
            None => reference::address(state, at),
        };
        let title =
            if numbered { label.clone() } else { issue.title.as_deref().unwrap_or_default().to_owned() };
        Some(Self {
            id: issue.id.as_deref(),
            url: reference::issue_url(state, issue),
            number,
            name,
            title,
            label,
            owners: reference::issue_owners(issue),
            status,
            badge: status.into(),
            priority: issue.priority,
            progress,
            progress_text: text::percent(progress),
            target_date: issue.target_date.as_ref().map(|when| when.text.as_ref()),
            waits_for: reference::causes(state, at),
        })
    }
}
