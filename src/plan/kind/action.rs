//! Actions: action items.

use super::kind;
use crate::plan::value::checklist::ChecklistEntry;
use crate::plan::value::dependency::Dependency;
use crate::plan::value::hours::Hours;
use crate::plan::value::people::Person;
use crate::plan::value::status::{ActionStatus, Horizon};
use crate::plan::value::text::{Line, Text};
use crate::plan::value::when::When;

kind! {
    /// An action item.
    pub struct Action in "actions" one "action" pattern "A-#" titled title {
        /// What it is called.
        "title" title: Option<Text<'a>>,
        /// Who answers for it.
        "owner" owner: Option<Person<'a>>,
        /// When it is due.
        "due" due: Option<When<'a>>,
        /// When it is wanted, roughly.
        "horizon" horizon: Option<Horizon>,
        /// Whether it is done.
        "status" status: Option<ActionStatus>,
        /// Hours of work.
        "estimate" estimate: Option<Hours>,
        /// What it waits for.
        "dependencies" dependencies: Vec<Dependency<'a>>,
        /// Commands that do it.
        "commands" commands: Vec<Line<'a>>,
        /// What must hold for it to be done.
        "criteria" criteria: Vec<ChecklistEntry<'a>>,
        /// What it is listed under.
        "group" group: Option<Text<'a>>,
    }
}
