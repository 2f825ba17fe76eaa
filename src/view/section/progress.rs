//! Issues by effective status.

use serde::Serialize;

use super::Section;
use crate::plan::kind::Kind;
use crate::view::Viewpoint;
use crate::view::summary::Counts;

/// How far the issues are.
#[derive(Debug, Serialize)]
pub struct Progress {
    /// Issues by effective status.
    pub issues: Counts,
}

impl Section for Progress {
    fn is_empty(&self) -> bool {
        self.issues.total == 0
    }
}

pub(super) fn section(view: &Viewpoint<'_>) -> Progress {
    Progress { issues: Counts::of(view.state, Kind::Issue) }
}
