//! Decisions: the decision log.

use super::kind;
use crate::plan::value::date::Date;
use crate::plan::value::dependency::Reference;
use crate::plan::value::people::Person;
use crate::plan::value::status::DecisionStatus;
use crate::plan::value::text::Text;

kind! {
    /// An entry of the decision log.
    pub struct Decision in "decisions" one "decision" pattern "decision-#" titled title {
        /// The day on which it was taken.
        "date" date: Option<Date>,
        /// What it is called.
        "title" title: Option<Text<'a>>,
        /// Who took it.
        "by" by: Option<Person<'a>>,
        /// The review in which it was taken.
        "review" review: Option<Reference<'a>>,
        /// Where it stands.
        "status" status: Option<DecisionStatus>,
    }
}
