//! Sections: prose for a report.

use super::kind;
use crate::plan::value::text::{Label, Prose, Text};

kind! {
    /// Prose for a report.
    pub struct Section in "sections" one "section" pattern "section-#" titled title {
        /// What it is called.
        "title" title: Option<Text<'a>>,
        /// The reports that show it.
        "reports" reports: Vec<Label<'a>>,
        /// The section of the report before which it stands.
        "before" before: Option<Text<'a>>,
        /// Markdown.
        "body" body: Option<Prose<'a>>,
    }
}
