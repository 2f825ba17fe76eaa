//! Where the whole stands, at a glance.

use serde::Serialize;

use super::Section;
use super::owners::{Standing, holders};
use crate::plan::index::At;
use crate::plan::kind::Kind;
use crate::plan::value::date::Date;
use crate::plan::value::hours::Hours;
use crate::plan::value::when::When;
use crate::state::State;
use crate::text;
use crate::view::summary::{Summary, part};
use crate::view::{Viewpoint, reference};

/// Columns of the bars.
const BAR: u16 = 20;

/// Where the whole stands.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Overview {
    /// Percent done.
    pub progress: f64,
    /// Percent done with a bar.
    pub progress_bar: String,
    /// How many batches are done.
    pub batches_done: usize,
    /// How many batches there are, cancelled ones left out.
    pub batches: usize,
    /// How many owners work on something now.
    pub owners_active: usize,
    /// How many owners have work.
    pub owners: usize,
    /// Open blocker records.
    pub open_blockers: usize,
    /// Defects found so far.
    pub defects_found: usize,
    /// Those of them that are fixed, validated or closed.
    pub defects_resolved: usize,
    /// The first day of Week 1.
    pub start: Option<Date>,
    /// When all is to be done: the latest target date of the batches, as the plan writes it.
    pub target: Option<String>,
    /// Hours of work planned for the whole.
    pub estimate: Option<Hours>,
    /// The same as lines of a table; what the plan knows nothing of is left out.
    pub facts: Vec<OverviewRow>,
}

/// A line of the overview.
#[derive(Debug, Serialize)]
pub struct OverviewRow {
    /// What is counted.
    pub label: String,
    /// How much it is.
    pub text: String,
}

impl Section for Overview {
    fn is_empty(&self) -> bool {
        self.facts.is_empty()
    }
}

pub(super) fn section(view: &Viewpoint<'_>) -> Overview {
    let state = view.state;
    let summary = Summary::new(state);
    let holders = holders(state);
    let active = holders.iter().filter(|holder| holder.standing(state) == Standing::Active).count();
    let defects = 0..state.plan.items.defects.len();
    let is_resolved = |place: &usize| state.is_satisfied(At::new(Kind::Defect, *place));
    let is_done = |place: &usize| state.is_satisfied(At::new(Kind::Batch, *place));
    let mut overview = Overview {
        progress: summary.progress,
        progress_bar: bar(summary.progress, &summary.progress_text),
        batches_done: state.live_batches().filter(is_done).count(),
        batches: state.live_batches().count(),
        owners_active: active,
        owners: holders.len(),
        open_blockers: summary.open_blockers,
        defects_found: defects.len(),
        defects_resolved: defects.filter(is_resolved).count(),
        start: state.plan.start(),
        target: last_target(state),
        estimate: state.estimate(),
        facts: Vec::new(),
    };
    if state.work().next().is_some() {
        overview.facts = overview.facts(&reference::batch_noun(state));
    }
    overview
}

impl Overview {
    fn facts(&self, noun: &str) -> Vec<OverviewRow> {
        let share = |done: usize, all: usize, word: &str| format!("{done} of {all} {word}");
        let mut facts = Vec::new();
        let mut add = |label: &str, text: String| facts.push(OverviewRow { label: label.to_owned(), text });
        let start = self.start.map_or_else(|| "TBD".to_owned(), |start| start.to_string());
        let planned = self.estimate.map(|hours| format!("{start} + {} of work", hours.range()));
        add("Start", start);
        if let Some(completion) = self.target.clone().or(planned) {
            add("Target completion", completion);
        }
        if self.batches > 0 {
            let done = share(self.batches_done, self.batches, "complete");
            let nouns = text::plural(0, noun);
            add(nouns.trim_start_matches("0 "), bar(part(self.batches_done, self.batches), &done));
        }
        if self.owners > 0 {
            add("Owners", share(self.owners_active, self.owners, "active"));
        }
        add("Blockers", format!("{} open", self.open_blockers));
        add("Defects", format!("{} found, {} resolved", self.defects_found, self.defects_resolved));
        facts
    }
}

/// A bar and what stands behind it.
fn bar(percent: f64, text: &str) -> String {
    format!("{} {text}", text::bar(percent, BAR))
}

/// The latest target date of the batches, with its day when that is known; of dates that cannot be compared, the last.
fn last_target(state: &State<'_>) -> Option<String> {
    let batches = state.live_batches().filter_map(|place| state.plan.items.batches.get(place));
    let targets: Vec<&When<'_>> = batches.filter_map(|batch| batch.target_date.as_ref()).collect();
    let day = |when: &&When<'_>| when.due(state.plan.start());
    let latest = targets.iter().copied().filter(|when| day(when).is_some()).max_by_key(day);
    let latest = latest.or_else(|| targets.last().copied())?;
    Some(match day(&latest).map(|day| day.to_string()) {
        Some(day) if day != latest.text => format!("{} ({day})", latest.text),
        _ => latest.text.to_string(),
    })
}
