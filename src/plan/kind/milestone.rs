//! Milestones: a week or a date with goals.

use super::kind;
use crate::plan::value::checklist::ChecklistEntry;
use crate::plan::value::date::Date;
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

impl Milestone<'_> {
    /// The day by which it is to be reached: its due day, else the last day of its week.
    pub fn day(&self, start: Option<Date>) -> Option<Date> {
        let week = || start?.plus_days(i64::try_from(self.week?.0).ok()?.checked_mul(7)?.checked_sub(1)?);
        self.due.as_ref().and_then(|due| due.due(start)).or_else(week)
    }
}
