//! The status of an item of any kind as reports show it.

use super::State;
use crate::plan::choice::Choice;
use crate::plan::facet::Facet;
use crate::plan::index::At;
use crate::plan::kind::Item;
use crate::plan::value::status::{
    ActionStatus, BlockerStatus, CheckStatus, CheckpointStatus, DecisionStatus, DefectStatus, ProposalStatus,
    Rating, ReviewStatus, RiskStatus, Status,
};

/// The status of an item, of whatever its kind can be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ShownStatus {
    /// Of a batch or an issue.
    Work(Status),
    /// Of a blocker record.
    Blocker(BlockerStatus),
    /// Of a defect.
    Defect(DefectStatus),
    /// Of a risk.
    Risk(RiskStatus),
    /// Of a decision.
    Decision(DecisionStatus),
    /// Of a review.
    Review(ReviewStatus),
    /// Of a checkpoint.
    Checkpoint(CheckpointStatus),
    /// Of an action.
    Action(ActionStatus),
    /// Of a workstream.
    Workstream(Rating),
    /// Of a check.
    Check(CheckStatus),
    /// Of a proposal.
    Proposal(ProposalStatus),
}

impl ShownStatus {
    /// The form in which it is written.
    pub fn name(self) -> &'static str {
        self.parts().1
    }

    /// The status as others compare and list it.
    pub fn facet(self) -> Facet<'static> {
        let (place, name) = self.parts();
        Facet::Choice(place, name.into())
    }

    /// The place among those of its kind, and the written form.
    fn parts(self) -> (usize, &'static str) {
        match self {
            Self::Work(status) => (status as usize, status.name()),
            Self::Blocker(status) => (status as usize, status.name()),
            Self::Defect(status) => (status as usize, status.name()),
            Self::Risk(status) => (status as usize, status.name()),
            Self::Decision(status) => (status as usize, status.name()),
            Self::Review(status) => (status as usize, status.name()),
            Self::Checkpoint(status) => (status as usize, status.name()),
            Self::Action(status) => (status as usize, status.name()),
            Self::Workstream(status) => (status as usize, status.name()),
            Self::Check(status) => (status as usize, status.name()),
            Self::Proposal(status) => (status as usize, status.name()),
        }
    }
}

impl State<'_> {
    /// The status of an item as reports show it: the effective one of a batch or an issue; of other kinds the one that
    /// the plan gives, else what its absence means. Nothing for a decision or workstream that says nothing, and for
    /// kinds that stand nowhere.
    pub fn shown_status(&self, at: At) -> Option<ShownStatus> {
        Some(match self.plan.item(at)? {
            Item::Batch(_) | Item::Issue(_) => ShownStatus::Work(self.status(at)?),
            Item::BlockerRecord(record) => ShownStatus::Blocker(record.status.unwrap_or_default()),
            Item::Defect(defect) => ShownStatus::Defect(defect.status.unwrap_or_default()),
            Item::Risk(risk) => ShownStatus::Risk(risk.status.unwrap_or_default()),
            Item::Decision(decision) => ShownStatus::Decision(decision.status?),
            Item::Review(review) => ShownStatus::Review(review.status.unwrap_or_default()),
            Item::Checkpoint(checkpoint) => ShownStatus::Checkpoint(checkpoint.status.unwrap_or_default()),
            Item::Action(action) => ShownStatus::Action(action.status.unwrap_or_default()),
            Item::Workstream(workstream) => ShownStatus::Workstream(workstream.status?),
            Item::Check(check) => ShownStatus::Check(check.status.unwrap_or_default()),
            Item::Proposal(proposal) => ShownStatus::Proposal(proposal.status.unwrap_or_default()),
            Item::Milestone(_) | Item::Message(_) | Item::Member(_) | Item::Link(_) | Item::Section(_) => {
                return None;
            }
        })
    }
}
