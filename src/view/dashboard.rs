//! The dashboard: the program's state on one page.
//!
//! A section is there when the plan has what it shows. Tables of a very large plan show what matters, issues in
//! progress, blocked and ready first, and count the rest.

mod issues;
mod records;

use serde::Serialize;

pub use issues::{IssueGroup, Issues};
pub use records::{ActionGroup, BlockerCard, Checks, MilestoneCard};

use super::badge::Badge;
use super::metric::MetricRow;
use super::report::Request;
use super::row::BatchRow;
use super::{Program, SCHEMA_VERSION, Viewpoint};
use crate::plan::choice::Choice;
use crate::plan::index::At;
use crate::plan::kind::Kind;
use crate::plan::value::status::Status;
use crate::text;

/// The sections of a dashboard in their order.
pub const SECTIONS: &[&str] =
    &["blockers", "batches", "issues", "progress", "checks", "milestones", "actions"];

/// The state of a program on one page.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Dashboard<'p> {
    /// The version of this JSON.
    pub schema_version: u32,
    /// `dashboard`.
    pub kind: &'static str,
    /// What the plan says of itself.
    pub program: Program<'p>,
    /// Whether `batches` is the only kind in the plan: then the page is their table alone.
    pub only_batches: bool,
    /// The sections that are shown, in their order.
    pub sections: Vec<&'static str>,
    /// Figures about the whole.
    pub summary: Summary,
    /// Open blocker records.
    pub blockers: Vec<BlockerCard<'p>>,
    /// The batches.
    pub batches: Vec<BatchRow<'p>>,
    /// How many batches are not shown.
    pub hidden_batches: usize,
    /// The issues by batch.
    pub issues: Issues<'p>,
    /// The plan's metrics.
    pub metrics: Vec<MetricRow<'p>>,
    /// CI and quality checks.
    pub checks: Checks<'p>,
    /// Weeks and milestones.
    pub milestones: Vec<MilestoneCard<'p>>,
    /// Action items by horizon.
    pub actions: Vec<ActionGroup<'p>>,
}

/// Figures about the whole program.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Summary {
    /// Percent done.
    pub progress: f64,
    /// Percent done, as it is shown.
    pub progress_text: String,
    /// Batches by effective status.
    pub batches: Counts,
    /// Issues by effective status.
    pub issues: Counts,
    /// Open blocker records.
    pub open_blockers: usize,
}

/// How many items have which effective status.
#[derive(Debug, Default, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Counts {
    /// All of them.
    pub total: usize,
    /// How many are done.
    pub done: usize,
    /// The statuses that occur, in the order of the plan format.
    pub by_status: Vec<StatusCount>,
}

/// How many items have one status.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct StatusCount {
    /// The status.
    pub status: Status,
    /// The status with its sign.
    pub badge: Badge,
    /// How many have it.
    pub count: usize,
    /// Their part of all in percent, as it is shown.
    pub percent_text: String,
}

impl Counts {
    fn new(statuses: impl Iterator<Item = Status>) -> Self {
        let mut counts: Vec<(Status, usize)> = Status::ALL.iter().map(|status| (*status, 0)).collect();
        for status in statuses {
            if let Some((_, count)) = counts.iter_mut().find(|(known, _)| *known == status) {
                *count += 1;
            }
        }
        let total: usize = counts.iter().map(|(_, count)| count).sum();
        let done = counts.iter().filter(|(status, _)| *status == Status::Done).map(|(_, count)| count).sum();
        let occurring = counts.into_iter().filter(|(_, count)| *count > 0);
        let by_status = occurring.map(|(status, count)| StatusCount {
            status,
            badge: status.into(),
            count,
            percent_text: text::percent(part(count, total)),
        });
        Self { total, done, by_status: by_status.collect() }
    }
}

/// A part of a whole in percent.
#[expect(clippy::cast_precision_loss, reason = "a count of items")]
pub(super) fn part(count: usize, total: usize) -> f64 {
    if total == 0 { 0.0 } else { count as f64 * 100.0 / total as f64 }
}

/// The dashboard of a plan.
pub fn page<'p>(view: Viewpoint<'p>, request: &'p Request) -> Dashboard<'p> {
    let plan = view.state.plan;
    let all = plan.items.batches.len();
    let batches: Vec<_> =
        shown_batches(view).into_iter().filter_map(|place| BatchRow::new(view, place)).collect();
    let mut page = Dashboard {
        schema_version: SCHEMA_VERSION,
        kind: "dashboard",
        program: Program::new(&plan.header, request),
        only_batches: plan.has_only_batches(),
        sections: Vec::new(),
        summary: summary(view),
        blockers: records::blockers(view),
        hidden_batches: all - batches.len(),
        batches,
        issues: issues::issues(view),
        metrics: plan.metrics.iter().map(|metric| MetricRow::now(view.state, metric)).collect(),
        checks: records::checks(view),
        milestones: records::milestones(view),
        actions: records::actions(view),
    };
    let picked =
        |section: &str| request.sections.is_empty() || request.sections.iter().any(|name| name == section);
    page.sections = SECTIONS.iter().copied().filter(|section| page.has(section) && picked(section)).collect();
    page
}

impl Dashboard<'_> {
    /// Whether the plan has what a section shows.
    fn has(&self, section: &str) -> bool {
        match section {
            "blockers" => !self.blockers.is_empty(),
            "batches" => !self.batches.is_empty(),
            "issues" => !self.issues.groups.is_empty(),
            "progress" => self.summary.issues.total > 0 || !self.metrics.is_empty(),
            "checks" => !self.checks.rows.is_empty(),
            "milestones" => !self.milestones.is_empty(),
            "actions" => !self.actions.is_empty(),
            _ => false,
        }
    }
}

fn summary(view: Viewpoint<'_>) -> Summary {
    let state = view.state;
    let progress = state.progress();
    let statuses =
        |kind| (0..state.plan.items.count(kind)).filter_map(move |place| state.status(At::new(kind, place)));
    Summary {
        progress,
        progress_text: text::percent(progress),
        batches: Counts::new(statuses(Kind::Batch)),
        issues: Counts::new(statuses(Kind::Issue)),
        open_blockers: records::open_blockers(view).count(),
    }
}

/// The batches to show, in the plan's order: the most urgent ones when there are too many.
fn shown_batches(view: Viewpoint<'_>) -> Vec<usize> {
    let count = view.state.plan.items.batches.len();
    most_urgent(view, Kind::Batch, count)
}

/// The places of the items to show, in the plan's order: all when they fit, else those in progress, then blocked,
/// then ready, then the others, with what is finished last.
pub(super) fn most_urgent(view: Viewpoint<'_>, kind: Kind, count: usize) -> Vec<usize> {
    if count <= view.rows {
        return (0..count).collect();
    }
    let urgency = |place: &usize| match view.state.status(At::new(kind, *place)) {
        Some(Status::InProgress) => 0,
        Some(Status::Blocked) => 1,
        Some(Status::Ready) => 2,
        Some(Status::Queued | Status::NotStarted) => 3,
        Some(Status::Done | Status::Cancelled) | None => 4,
    };
    let mut ranks: [Vec<usize>; 5] = Default::default();
    for place in 0..count {
        let rank = &mut ranks[urgency(&place)];
        if rank.len() < view.rows {
            rank.push(place);
        }
    }
    let mut shown: Vec<usize> = ranks.into_iter().flatten().take(view.rows).collect();
    shown.sort_unstable();
    shown
}
