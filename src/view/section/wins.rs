//! What is worth celebrating in the week.
//!
//! A win is of the week when a day that the plan records lies in it: `completed` of work that was wanted later, `resolved`
//! of a blocker. The plan does not record on which day a checkpoint passed or a review was held; these count in the week
//! for which they were planned, by the last day of `due` and `scheduled`. What has no day at all, as risks that were mitigated or
//! closed, is a win of the present: it is listed in the week that holds the day, and when no week is known.

use serde::Serialize;

use super::Section;
use crate::plan::index::At;
use crate::plan::kind::{Item, Kind};
use crate::plan::value::date::Date;
use crate::plan::value::status::{BlockerStatus, CheckpointStatus, ReviewStatus, RiskStatus, Status};
use crate::plan::value::when::When;
use crate::state::State;
use crate::text;
use crate::view::{Viewpoint, reference};

/// What is worth celebrating.
#[derive(Debug, Serialize)]
pub struct Wins {
    /// Work that finished early, then checkpoints, reviews, blockers, risks.
    pub rows: Vec<Win>,
    /// How many are not shown.
    pub hidden: usize,
}

/// Something that went well.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Win {
    /// What it is called.
    pub label: String,
    /// What became of it: `finished 3 days early`, `passed`.
    pub outcome: String,
    /// The day by which it is of the week, when it has one.
    pub date: Option<Date>,
    /// How many days before it was wanted it finished.
    pub days_early: Option<u64>,
}

impl Section for Wins {
    fn is_empty(&self) -> bool {
        false
    }
}

pub(super) fn section(view: &Viewpoint<'_>) -> Wins {
    // Of stamps only: a gate may well be passed before the day for which it was planned.
    let has_happened = |win: &Win| win.date.zip(view.end()).is_none_or(|(date, end)| date <= end);
    let (mut early, mut resolved) = (early(view.state), blockers(view.state));
    early.retain(has_happened);
    resolved.retain(has_happened);
    early.sort_by_key(|win| win.date);
    let others = [checkpoints(view.state), reviews(view.state), resolved, risks(view.state)];
    let is_of_week = |win: &Win| match view.week.window {
        Some(window) => win.date.or(view.day).is_some_and(|date| window.holds(date)),
        None => true,
    };
    let mut rows: Vec<Win> =
        early.into_iter().chain(others.into_iter().flatten()).filter(is_of_week).collect();
    Wins { hidden: view.truncate(&mut rows), rows }
}

/// Batches and issues that were done before they were wanted.
fn early(state: &State<'_>) -> Vec<Win> {
    let places = |kind: Kind| (0..state.plan.items.count(kind)).map(move |place| At::new(kind, place));
    let done = |at: &At| state.status(*at) == Some(Status::Done);
    let wins = places(Kind::Batch).chain(places(Kind::Issue)).filter(done).filter_map(|at| {
        let (completed, target): (_, Option<&When<'_>>) = match state.plan.item(at)? {
            Item::Batch(batch) => (batch.completed, batch.target_date.as_ref()),
            Item::Issue(issue) => (issue.completed, issue.target_date.as_ref()),
            _ => return None,
        };
        let date = completed?;
        let days = target?.due(state.plan.start())?.days_since(date);
        let days = usize::try_from(days).ok().filter(|days| *days > 0)?;
        let outcome = format!("finished {} early", text::plural(days, "day"));
        let label = reference::label(state, at);
        Some(Win { label, outcome, date: Some(date), days_early: u64::try_from(days).ok() })
    });
    wins.collect()
}

fn checkpoints(state: &State<'_>) -> Vec<Win> {
    let passed = |status| status == Some(CheckpointStatus::Passed);
    let checkpoints = state.plan.items.checkpoints.iter().filter(|checkpoint| passed(checkpoint.status));
    checkpoints
        .map(|checkpoint| {
            let date = checkpoint.due.as_ref().and_then(|due| due.due(state.plan.start()));
            win(Item::Checkpoint(checkpoint), "passed", date)
        })
        .collect()
}

fn reviews(state: &State<'_>) -> Vec<Win> {
    let reviews = state.plan.items.reviews.iter();
    reviews
        .filter(|review| review.status == Some(ReviewStatus::Completed))
        .map(|review| {
            let date = review.scheduled.as_ref().and_then(|scheduled| scheduled.due(state.plan.start()));
            win(Item::Review(review), "completed", date)
        })
        .collect()
}

fn blockers(state: &State<'_>) -> Vec<Win> {
    let records = state.plan.items.blockers.iter();
    records
        .filter(|record| record.status == Some(BlockerStatus::Resolved))
        .map(|record| {
            let days =
                record.resolved.zip(record.opened).map(|(resolved, opened)| resolved.days_since(opened));
            let days = days.and_then(|days| usize::try_from(days).ok()).filter(|days| *days > 0);
            let outcome = match days {
                Some(days) => format!("resolved after {}", text::plural(days, "day")),
                None => "resolved".to_owned(),
            };
            win(Item::BlockerRecord(record), outcome, record.resolved)
        })
        .collect()
}

fn risks(state: &State<'_>) -> Vec<Win> {
    let risks = state.plan.items.risks.iter();
    risks
        .filter_map(|risk| {
            let outcome = match risk.status? {
                RiskStatus::Mitigated => "mitigated",
                RiskStatus::Closed => "closed",
                RiskStatus::Active | RiskStatus::Triggered => return None,
            };
            Some(win(Item::Risk(risk), outcome, None))
        })
        .collect()
}

fn win(item: Item<'_, '_>, outcome: impl Into<String>, date: Option<Date>) -> Win {
    Win { label: item.label().into_owned(), outcome: outcome.into(), date, days_early: None }
}
