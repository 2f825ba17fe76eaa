//! Links and runbooks.

use super::kind;
use crate::plan::value::text::Text;

kind! {
    /// A link or runbook.
    pub struct Link in "links" one "link" pattern "link-#" titled title {
        /// What it is called.
        "title" title: Option<Text<'a>>,
        /// Where it leads: an address or a path.
        "url" url: Option<Text<'a>>,
        /// What it is listed under.
        "group" group: Option<Text<'a>>,
    }
}
