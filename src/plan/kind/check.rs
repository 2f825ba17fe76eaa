//! Checks: CI or quality checks.

use super::kind;
use crate::plan::value::status::CheckStatus;
use crate::plan::value::text::Text;

kind! {
    /// A CI or quality check.
    pub struct Check in "checks" one "check" pattern "check-#" titled title {
        /// What it is called.
        "title" title: Option<Text<'a>>,
        /// What it is listed under.
        "group" group: Option<Text<'a>>,
        /// What it says.
        "status" status: Option<CheckStatus>,
        /// Whether it must pass.
        "required" required: Option<bool>,
        /// What it checks.
        "description" description: Option<Text<'a>>,
    }
}
