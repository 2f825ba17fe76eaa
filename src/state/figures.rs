//! Metrics that follow from the plan itself, in percent: see `metrics` in the plan format.

use super::State;
use crate::plan::index::At;
use crate::plan::kind::Kind;
use crate::plan::value::checklist::ChecklistEntry;
use crate::plan::value::status::{ReviewStatus, Status};

impl State<'_> {
    /// The metric of a name, when it is one that is computed and the plan has what it counts.
    pub fn figure(&self, name: &str) -> Option<f64> {
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
        (whole > 0.0).then(|| part * 100.0 / whole)
    }

    /// Whether an entry of a checklist is done; one whose text is the id of an item, when the item is.
    pub fn is_ticked(&self, entry: &ChecklistEntry<'_>) -> bool {
        let item = entry.text.as_deref().and_then(|text| self.index.find_exactly(text));
        item.map_or(entry.done, |at| self.is_satisfied(at))
    }

    /// The places of the issues that are not cancelled.
    fn live_issues(&self) -> impl Iterator<Item = usize> + '_ {
        let issues = self.plan.items.issues.iter().enumerate();
        issues.filter(|(_, issue)| issue.status != Some(Status::Cancelled)).map(|(place, _)| place)
    }

    fn finished(&self, kind: Kind) -> (f64, f64) {
        let items = (0..self.plan.items.count(kind)).map(|place| At::new(kind, place));
        count(items.map(|at| self.is_satisfied(at)))
    }
}

/// How many hold, of how many.
fn count(flags: impl Iterator<Item = bool>) -> (f64, f64) {
    flags.fold((0.0, 0.0), |(part, whole), holds| (part + f64::from(u8::from(holds)), whole + 1.0))
}
