//! Issues: the work itself.

use super::kind;
use crate::plan::value::checklist::ChecklistEntry;
use crate::plan::value::date::Date;
use crate::plan::value::dependency::{Blocker, Dependency, Reference};
use crate::plan::value::hours::Hours;
use crate::plan::value::number::{Count, Percent};
use crate::plan::value::people::{Demand, Person};
use crate::plan::value::status::{Priority, Status};
use crate::plan::value::text::{Label, Text};
use crate::plan::value::when::When;

kind! {
    /// An issue or task.
    pub struct Issue in "issues" one "issue" pattern "ISSUE-#" titled title {
        /// What it is called.
        "title" title: Option<Text<'a>>,
        /// A short title for trees and narrow columns.
        "short" short: Option<Text<'a>>,
        /// Its number on the git host.
        "number" number: Option<Count>,
        /// Its page.
        "url" url: Option<Text<'a>>,
        /// What sort of work it is, such as `bug`.
        "type" kind: Option<Text<'a>>,
        /// The batch that it belongs to.
        "batch" batch: Option<Reference<'a>>,
        /// Who answers for it.
        "owner" owner: Option<Person<'a>>,
        /// Who answer for it, when they are several.
        "owners" owners: Vec<Person<'a>>,
        /// Where it stands.
        "status" status: Option<Status>,
        /// What comes first.
        "priority" priority: Option<Priority>,
        /// Percent done.
        "progress" progress: Option<Percent>,
        /// What it waits for.
        "dependencies" dependencies: Vec<Dependency<'a>>,
        /// What it waits for: ids, or words for something outside the plan.
        "blockers" blockers: Vec<Blocker<'a>>,
        /// Hours of work.
        "estimate" estimate: Option<Hours>,
        /// Hours of work that it took.
        "actual" actual: Option<Hours>,
        /// Units that it needs of owners or pools.
        "demand" demand: Option<Demand<'a>>,
        /// When it is wanted.
        "targetDate" target_date: Option<When<'a>>,
        /// The day on which work began.
        "started" started: Option<Date>,
        /// The day on which it was done.
        "completed" completed: Option<Date>,
        /// What it leaves behind.
        "deliverables" deliverables: Vec<ChecklistEntry<'a>>,
        /// What must hold for it to be done.
        "criteria" criteria: Vec<ChecklistEntry<'a>>,
        /// Words to find it by.
        "labels" labels: Vec<Label<'a>>,
    }
}
