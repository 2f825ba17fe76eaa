//! Blocker records: something in the way.

use super::kind;
use crate::plan::value::date::Date;
use crate::plan::value::dependency::Scope;
use crate::plan::value::people::Person;
use crate::plan::value::status::{BlockerStatus, Priority};
use crate::plan::value::text::{Line, Text};
use crate::plan::value::when::When;

kind! {
    /// Something in the way.
    pub struct BlockerRecord in "blockers" one "blocker" pattern "B-#" titled title {
        /// What it is called.
        "title" title: Option<Text<'a>>,
        /// How much it holds up.
        "severity" severity: Option<Priority>,
        /// Whether it still stands in the way.
        "status" status: Option<BlockerStatus>,
        /// Who answers for it.
        "owner" owner: Option<Person<'a>>,
        /// Who answer for it, when they are several.
        "owners" owners: Vec<Person<'a>>,
        /// What it does to the work.
        "impact" impact: Option<Text<'a>>,
        /// When it is expected to be gone.
        "eta" eta: Option<When<'a>>,
        /// What is being done about it.
        "action" action: Option<Text<'a>>,
        /// Commands that help.
        "commands" commands: Vec<Line<'a>>,
        /// What it holds up: ids, `*` for everything, or words, which hold nothing.
        "affects" affects: Vec<Scope<'a>>,
        /// The day on which it appeared.
        "opened" opened: Option<Date>,
        /// The day on which it went away.
        "resolved" resolved: Option<Date>,
    }
}
