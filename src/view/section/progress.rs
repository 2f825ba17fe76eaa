//! How far the program is: issues by effective status, and how much of everything else is done.

use serde::Serialize;

use super::Section;
use crate::plan::kind::Kind;
use crate::plan::value::status::{CheckStatus, ReviewStatus};
use crate::state::State;
use crate::text;
use crate::view::Viewpoint;
use crate::view::summary::{Counts, part};

/// How far the program is.
#[derive(Debug, Serialize)]
pub struct Progress {
    /// Issues by effective status.
    pub issues: Counts,
    /// How much of everything else is done; what the plan does not have is left out.
    pub tallies: Vec<Tally>,
}

/// How many of something are done.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Tally {
    /// Its name: that of the computed metric where there is one.
    pub name: &'static str,
    /// What is counted.
    pub label: &'static str,
    /// How many.
    pub count: usize,
    /// Of how many; `null` where there is no whole.
    pub total: Option<usize>,
    /// Their part in percent.
    pub percent: Option<f64>,
    /// `3 of 7 (42.9%)`.
    pub text: String,
}

impl Section for Progress {
    fn is_empty(&self) -> bool {
        self.issues.total == 0 && self.tallies.is_empty()
    }
}

pub(super) fn section(view: &Viewpoint<'_>) -> Progress {
    Progress { issues: Counts::of(view.state, Kind::Issue), tallies: tallies(view.state) }
}

fn tallies(state: &State<'_>) -> Vec<Tally> {
    let computed = |name, label| {
        let (count, total) = state.tally(name)?;
        Some(Tally::new(name, label, count, Some(total)))
    };
    let decisions = state.plan.items.decisions.len();
    let decisions =
        (decisions > 0).then(|| Tally::new("decisionsLogged", "Decisions logged", decisions, None));
    let [passing, failing] = checks(state);
    let all = [
        scheduled_reviews(state),
        computed("reviewsCompleted", "Reviews completed"),
        computed("questionsDecided", "Questions decided"),
        decisions,
        passing,
        failing,
        computed("checkpointsPassed", "Checkpoints passed"),
        computed("deliverablesDone", "Deliverables done"),
    ];
    all.into_iter().flatten().collect()
}

/// The reviews that have a time, or had one.
fn scheduled_reviews(state: &State<'_>) -> Option<Tally> {
    let (_, total) = state.tally("reviewsCompleted")?;
    let reviews = state.plan.items.reviews.iter().filter(|review| match review.status {
        Some(ReviewStatus::Cancelled) => false,
        None | Some(ReviewStatus::Pending) => review.scheduled.is_some(),
        Some(ReviewStatus::Scheduled | ReviewStatus::InProgress | ReviewStatus::Completed) => true,
    });
    Some(Tally::new("reviewsScheduled", "Reviews scheduled", reviews.count(), Some(total)))
}

/// The checks that pass and that fail: of those that must pass, where the plan names some.
fn checks(state: &State<'_>) -> [Option<Tally>; 2] {
    let all = &state.plan.items.checks;
    let has_required = all.iter().any(|check| check.required == Some(true));
    let counted = || all.iter().filter(|check| !has_required || check.required == Some(true));
    let tally = |name, label, status| {
        let count = counted().filter(|check| check.status == Some(status)).count();
        (!all.is_empty()).then(|| Tally::new(name, label, count, Some(counted().count())))
    };
    if has_required {
        [
            tally("requiredChecksPassing", "Required checks passing", CheckStatus::Passing),
            tally("requiredChecksFailing", "Required checks failing", CheckStatus::Failing),
        ]
    } else {
        [
            tally("checksPassing", "Checks passing", CheckStatus::Passing),
            tally("checksFailing", "Checks failing", CheckStatus::Failing),
        ]
    }
}

impl Tally {
    fn new(name: &'static str, label: &'static str, count: usize, total: Option<usize>) -> Self {
        let percent = total.map(|total| part(count, total));
        let text = match total.zip(percent) {
            Some((total, percent)) => format!("{count} of {total} ({})", text::percent(percent)),
            None => count.to_string(),
        };
        Self { name, label, count, total, percent, text }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tally_says_how_many_of_how_many() {
        let text = |count, total| Tally::new("", "", count, total).text;
        assert_eq!(text(3, Some(7)), "3 of 7 (42.9%)");
        assert_eq!(text(0, Some(3)), "0 of 3 (0%)");
        assert_eq!(text(5, None), "5");
    }
}
