//! The kinds of things that a plan holds. A kind is one file here, its `mod`, and one line in the table at the end.
//!
//! The struct of a kind, with its doc comments, is the only place that knows the kind's fields: from it come the
//! reading, the JSON, the schema, and what `update` and `add` accept.

pub mod action;
pub mod batch;
pub mod blocker;
pub mod check;
pub mod checkpoint;
pub mod decision;
mod declare;
pub mod defect;
pub mod issue;
pub mod link;
pub mod member;
pub mod message;
pub mod milestone;
pub mod proposal;
pub mod review;
pub mod risk;
pub mod section;
pub mod workstream;

use declare::{kind, kinds};

kinds! {
    batch::Batch batches,
    issue::Issue issues,
    blocker::BlockerRecord blockers,
    defect::Defect defects,
    risk::Risk risks,
    decision::Decision decisions,
    review::Review reviews,
    checkpoint::Checkpoint checkpoints,
    milestone::Milestone milestones,
    action::Action actions,
    workstream::Workstream workstreams,
    check::Check checks,
    proposal::Proposal proposals,
    message::Message messages,
    member::Member team,
    link::Link links,
    section::Section sections,
}
