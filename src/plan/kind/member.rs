//! The team: people, agents, roles or pools.

use super::kind;
use crate::plan::value::checklist::ChecklistEntry;
use crate::plan::value::hours::Duration;
use crate::plan::value::number::Count;
use crate::plan::value::people::Person;
use crate::plan::value::text::Text;

kind! {
    /// A person, agent, role or pool.
    pub struct Member in "team" one "member" pattern "member-#" titled name {
        /// What people call it.
        "name" name: Option<Text<'a>>,
        /// What it does.
        "role" role: Option<Text<'a>>,
        /// Units at once; 1 when absent.
        "capacity" capacity: Option<Count>,
        /// Hours of a working day.
        "hoursPerDay" hours_per_day: Option<Duration>,
        /// Who steps in.
        "backup" backup: Option<Person<'a>>,
        /// What it needs to work.
        "needs" needs: Vec<ChecklistEntry<'a>>,
    }
}
