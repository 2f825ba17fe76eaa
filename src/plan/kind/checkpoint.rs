//! Checkpoints: gates.

use super::kind;
use crate::plan::value::checklist::ChecklistEntry;
use crate::plan::value::dependency::{Dependency, Reference};
use crate::plan::value::status::CheckpointStatus;
use crate::plan::value::text::Text;
use crate::plan::value::when::When;

kind! {
    /// A gate.
    pub struct Checkpoint in "checkpoints" one "checkpoint" pattern "checkpoint-#" titled title {
        /// What it is called.
        "title" title: Option<Text<'a>>,
        /// The batch that it ends.
        "batch" batch: Option<Reference<'a>>,
        /// What it waits for.
        "dependencies" dependencies: Vec<Dependency<'a>>,
        /// When it is due.
        "due" due: Option<When<'a>>,
        /// Where it stands.
        "status" status: Option<CheckpointStatus>,
        /// What must hold for it to be done.
        "criteria" criteria: Vec<ChecklistEntry<'a>>,
        /// What came out.
        "result" result: Option<Text<'a>>,
    }
}
