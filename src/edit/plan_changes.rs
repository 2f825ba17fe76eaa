//! What an edit comes to: changes of the text, and the same as lines for people.

use super::Planned;
use super::base::Base;
use super::change::Change;
use super::draft::Draft;
use crate::diagnostic::Failure;
use crate::json::Changes;

/// Collects what an edit changes.
pub(super) struct PlanChanges<'p> {
    pub(super) text: Changes<'p>,
    pub(super) list: Vec<Change>,
    /// What is done, and perhaps not meant.
    pub(super) doubts: Vec<String>,
}

impl<'p> PlanChanges<'p> {
    pub(super) fn new(base: &Base<'p>) -> Self {
        Self { text: Changes::new(base.document), list: Vec::new(), doubts: Vec::new() }
    }

    /// Adds what a draft changes in its object.
    pub(super) fn add(&mut self, draft: &Draft<'p>) {
        draft.list_changes(&mut self.list);
        draft.apply(&mut self.text);
    }

    /// The splices and the list.
    pub(super) fn finish(self) -> Result<Planned, Failure> {
        // Contradicting changes are refused before they come here; should one slip through, nothing is written.
        let splices = self
            .text
            .splices()
            .map_err(|error| Failure::new(format!("the edit contradicts itself: {error}")))?;
        Ok(Planned { splices, changes: self.list, doubts: self.doubts })
    }
}
