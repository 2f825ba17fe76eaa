//! Defects: bugs found on the way.

use super::kind;
use crate::plan::value::date::Date;
use crate::plan::value::dependency::Reference;
use crate::plan::value::people::Person;
use crate::plan::value::status::{DefectStatus, Priority};
use crate::plan::value::text::Text;

kind! {
    /// A bug found on the way.
    pub struct Defect in "defects" one "defect" pattern "D-#" titled title {
        /// What it is called.
        "title" title: Option<Text<'a>>,
        /// How bad it is.
        "severity" severity: Option<Priority>,
        /// The batch in which it was found.
        "batch" batch: Option<Reference<'a>>,
        /// Where it stands.
        "status" status: Option<DefectStatus>,
        /// Who answers for it.
        "owner" owner: Option<Person<'a>>,
        /// The day on which it was found.
        "opened" opened: Option<Date>,
        /// The day on which it was closed.
        "closed" closed: Option<Date>,
    }
}
