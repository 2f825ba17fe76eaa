//! Workstreams: rows of the alignment matrix.

use super::kind;
use crate::plan::value::dependency::Scope;
use crate::plan::value::people::Person;
use crate::plan::value::status::Rating;
use crate::plan::value::text::Text;

kind! {
    /// A row of the alignment matrix.
    pub struct Workstream in "workstreams" one "workstream" pattern "workstream-#" titled title {
        /// What it is called.
        "title" title: Option<Text<'a>>,
        /// Who leads it.
        "lead" lead: Option<Person<'a>>,
        /// How it is doing.
        "status" status: Option<Rating>,
        /// Why.
        "summary" summary: Option<Text<'a>>,
        /// What belongs to it.
        "covers" covers: Vec<Scope<'a>>,
    }
}
