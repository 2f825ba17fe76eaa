//! Milestones: a week or a date with goals.

use super::kind;
use crate::plan::value::checklist::ChecklistEntry;
use crate::plan::value::number::Count;
use crate::plan::value::text::Text;
use crate::plan::value::when::When;

kind! {
    /// A week or milestone.
    pub struct Milestone in "milestones" one "milestone" pattern "milestone-#" titled title {
        /// What it is called.
        "title" title: Option<Text<'a>>,
        /// Its week from the plan's start.
        "week" week: Option<Count>,
        /// When it is due.
        "due" due: Option<When<'a>>,
        /// What is to be reached by then.
        "goals" goals: Vec<ChecklistEntry<'a>>,
        /// What must hold for it to be done.
        "criteria" criteria: Vec<ChecklistEntry<'a>>,
    }
}
