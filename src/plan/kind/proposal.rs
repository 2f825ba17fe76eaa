//! Proposals: proposed next steps.

use super::kind;
use crate::plan::value::checklist::ChecklistEntry;
use crate::plan::value::people::Person;
use crate::plan::value::status::ProposalStatus;
use crate::plan::value::text::Text;

kind! {
    /// A proposed next step.
    pub struct Proposal in "proposals" one "proposal" pattern "proposal-#" titled title {
        /// What it is called.
        "title" title: Option<Text<'a>>,
        /// Who proposes it.
        "by" by: Option<Person<'a>>,
        /// What became of it.
        "status" status: Option<ProposalStatus>,
        /// What must hold for it to be done.
        "criteria" criteria: Vec<ChecklistEntry<'a>>,
    }
}
