//! Whether an item has begun or is finished, whatever its kind.

use super::{Advance, State, is_finished};
use crate::plan::index::At;
use crate::plan::kind::Item;
use crate::plan::value::status::{
    ActionStatus, BlockerStatus, CheckStatus, CheckpointStatus, DecisionStatus, DefectStatus, ProposalStatus,
    ReviewStatus, RiskStatus, Status,
};

impl State<'_> {
    /// Whether an item is finished, so that what waits for it may go on: see "reference" in the plan format's table
    /// of values. Kinds that nothing waits for are finished when nothing is left to do about them.
    pub fn is_satisfied(&self, at: At) -> bool {
        let Some(item) = self.plan.item(at) else { return false };
        match item {
            Item::Batch(_) => {
                matches!(self.advances.get(at.index()), Some(Advance::Done | Advance::Cancelled))
            }
            Item::Issue(issue) => is_finished(issue.status),
            Item::Review(review) => {
                matches!(review.status, Some(ReviewStatus::Completed | ReviewStatus::Cancelled))
            }
            Item::Checkpoint(checkpoint) => checkpoint.status == Some(CheckpointStatus::Passed),
            Item::BlockerRecord(record) => record.status == Some(BlockerStatus::Resolved),
            Item::Defect(defect) => {
                matches!(
                    defect.status,
                    Some(DefectStatus::Fixed | DefectStatus::Validated | DefectStatus::Closed)
                )
            }
            Item::Action(action) => action.status == Some(ActionStatus::Done),
            Item::Risk(risk) => matches!(risk.status, Some(RiskStatus::Mitigated | RiskStatus::Closed)),
            Item::Decision(decision) => {
                matches!(decision.status, Some(DecisionStatus::Accepted | DecisionStatus::Superseded))
            }
            Item::Check(check) => check.status == Some(CheckStatus::Passing),
            Item::Proposal(proposal) => {
                matches!(proposal.status, Some(ProposalStatus::Approved | ProposalStatus::Rejected))
            }
            Item::Milestone(milestone) => {
                !milestone.goals.is_empty() && milestone.goals.iter().all(|goal| self.is_ticked(goal))
            }
            Item::Workstream(_) | Item::Message(_) | Item::Member(_) | Item::Link(_) | Item::Section(_) => {
                false
            }
        }
    }

    /// Whether work on an item has begun, or is over.
    pub(super) fn has_begun(&self, at: At) -> bool {
        let begun = match self.plan.item(at) {
            Some(Item::Batch(_)) => self.advances.get(at.index()) == Some(&Advance::Begun),
            Some(Item::Issue(issue)) => issue.status == Some(Status::InProgress),
            Some(Item::Review(review)) => review.status == Some(ReviewStatus::InProgress),
            Some(Item::Checkpoint(checkpoint)) => checkpoint.status == Some(CheckpointStatus::InProgress),
            Some(Item::Defect(defect)) => defect.status == Some(DefectStatus::InProgress),
            _ => false,
        };
        begun || self.is_satisfied(at)
    }
}
