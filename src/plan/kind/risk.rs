//! Risks.

use super::kind;
use crate::plan::value::dependency::{Reference, Scope};
use crate::plan::value::people::Person;
use crate::plan::value::status::{Level, RiskStatus};
use crate::plan::value::text::Text;

kind! {
    /// A risk.
    pub struct Risk in "risks" one "risk" pattern "R-#" titled title {
        /// What it is called.
        "title" title: Option<Text<'a>>,
        /// How likely it is.
        "probability" probability: Option<Level>,
        /// How bad it would be.
        "impact" impact: Option<Level>,
        /// Where it stands.
        "status" status: Option<RiskStatus>,
        /// What is done against it.
        "mitigation" mitigation: Option<Text<'a>>,
        /// Who answers for it.
        "owner" owner: Option<Person<'a>>,
        /// The batch that it threatens.
        "batch" batch: Option<Reference<'a>>,
        /// What it threatens.
        "affects" affects: Vec<Scope<'a>>,
    }
}
