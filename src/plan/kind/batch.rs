//! Batches, phases or waves of work.

use super::kind;
use crate::plan::value::checklist::ChecklistEntry;
use crate::plan::value::date::Date;
use crate::plan::value::dependency::{Blocker, Dependency};
use crate::plan::value::hours::Hours;
use crate::plan::value::number::Percent;
use crate::plan::value::people::Person;
use crate::plan::value::status::{Level, Priority, Status};
use crate::plan::value::text::Text;
use crate::plan::value::when::When;

kind! {
    /// A batch, phase or wave of work.
    pub struct Batch in "batches" one "batch" pattern "batch-#" titled name {
        /// What people call it.
        "name" name: Option<Text<'a>>,
        /// What comes first.
        "priority" priority: Option<Priority>,
        /// Where it stands; derived when it has issues.
        "status" status: Option<Status>,
        /// Percent done; derived when it has issues.
        "progress" progress: Option<Percent>,
        /// When it is wanted.
        "targetDate" target_date: Option<When<'a>>,
        /// What it waits for: ids, or words for something outside the plan.
        "blockers" blockers: Vec<Blocker<'a>>,
        /// What it waits for.
        "dependencies" dependencies: Vec<Dependency<'a>>,
        /// Who answers for it.
        "owner" owner: Option<Person<'a>>,
        /// Who answer for it, when they are several.
        "owners" owners: Vec<Person<'a>>,
        /// Hours of work.
        "estimate" estimate: Option<Hours>,
        /// How risky it is.
        "riskLevel" risk_level: Option<Level>,
        /// Whether its issues wait for one another in their order.
        "sequential" sequential: Option<bool>,
        /// What it leaves behind.
        "deliverables" deliverables: Vec<ChecklistEntry<'a>>,
        /// What must hold for it to be done.
        "criteria" criteria: Vec<ChecklistEntry<'a>>,
        /// The day on which work began.
        "started" started: Option<Date>,
        /// The day on which it was done.
        "completed" completed: Option<Date>,
    }
}
