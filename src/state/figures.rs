//! Metrics that follow from the plan itself, in percent: see `metrics` in the plan format.

use super::State;
use crate::plan::index::At;
use crate::plan::kind::Kind;
use crate::plan::value::checklist::ChecklistEntry;
use crate::plan::value::status::{ReviewStatus, Status};

impl State<'_> {
    /// The metric of a name, when it is one that is computed and the plan has what it counts.
    #[expect(clippy::cast_precision_loss, reason = "a count of items")]
    pub fn figure(&self, name: &str) -> Option<f64> {
        self.tally(name).map(|(part, whole)| part as f64 * 100.0 / whole as f64)
    }

    /// What such a metric counts: how many are done, of how many.
    pub fn tally(&self, name: &str) -> Option<(usize, usize)> {
        let items = &self.plan.items;
        let (part, whole) = match name {
            "issuesDone" => {
                count(self.live_issues().map(|place| self.is_satisfied(At::new(Kind::Issue, place))))
            }
            "issuesWithCriteria" => {
                let issues = self.live_issues().filter_map(|place| items.issues.get(place));
                count(issues.map(|issue| !issue.criteria.is_empty()))
            }
            "reviewsCompleted" => {
                let held = |status| status != Some(ReviewStatus::Cancelled);
                let reviews = items.reviews.iter().filter(|review| held(review.status));
                count(reviews.map(|review| review.status == Some(ReviewStatus::Completed)))
            }
            "questionsDecided" => {
                let reviews =
                    items.reviews.iter().filter(|review| review.status != Some(ReviewStatus::Cancelled));
                count(reviews.flat_map(|review| &review.questions).map(|question| self.is_ticked(question)))
            }
            "deliverablesDone" => {
                let batches = items.batches.iter().flat_map(|batch| &batch.deliverables);
                let issues = items.issues.iter().flat_map(|issue| &issue.deliverables);
                let reviews = items.reviews.iter().flat_map(|review| &review.deliverables);
                count(batches.chain(issues).chain(reviews).map(|deliverable| self.is_ticked(deliverable)))
            }
            "checksPassing" => self.finished(Kind::Check),
            "checkpointsPassed" => self.finished(Kind::Checkpoint),
            "defectsResolved" => self.finished(Kind::Defect),
            "actionsDone" => self.finished(Kind::Action),
            _ => return None,
        };
        (whole > 0).then_some((part, whole))
    }

    /// Whether an entry of a checklist is done; one whose text is the id of an item, when the item is.
    pub fn is_ticked(&self, entry: &ChecklistEntry<'_>) -> bool {
        let item = entry.text.as_deref().and_then(|text| self.index.find_exactly(text));
        match item {
            // A goal that is a milestone is judged by its own tick: milestones may name one another in a circle.
            Some(at) if at.kind != Kind::Milestone => self.is_satisfied(at),
            _ => entry.done,
        }
    }

    /// The places of the issues that are not cancelled.
    fn live_issues(&self) -> impl Iterator<Item = usize> + '_ {
        let issues = self.plan.items.issues.iter().enumerate();
        issues.filter(|(_, issue)| issue.status != Some(Status::Cancelled)).map(|(place, _)| place)
    }

    fn finished(&self, kind: Kind) -> (usize, usize) {
        let items = (0..self.plan.items.count(kind)).map(|place| At::new(kind, place));
        count(items.map(|at| self.is_satisfied(at)))
    }
}

/// How many hold, of how many.
fn count(flags: impl Iterator<Item = bool>) -> (usize, usize) {
    flags.fold((0, 0), |(part, whole), holds| (part + usize::from(holds), whole + 1))
}
