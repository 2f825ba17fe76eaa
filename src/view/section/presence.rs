//! Whether a report shows a section.

use serde::Serialize;

use crate::view::viewpoint::Rows;

/// Something that a report shows as a whole or not at all.
pub trait Section: Serialize {
    /// Whether the plan has nothing for it to show. What is about a week is never empty: where the plan knows nothing,
    /// a person writes.
    fn is_empty(&self) -> bool;
}

impl<T: Serialize> Section for Vec<T> {
    fn is_empty(&self) -> bool {
        self.is_empty()
    }
}

impl<T: Serialize> Section for Rows<T> {
    fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }
}
