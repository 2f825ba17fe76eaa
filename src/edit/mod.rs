//! Edits of a plan: from the words of a request to splices of its text. Pure: no I/O, no clock, no printing.
//!
//! - [`Words`] and [`Assignment`] are the grammar; an [`Edit`] is a request as a value
//! - [`Edit::plan`] turns it into [`Planned`]: the splices, and the same as [`Change`]s for people
//! - [`prepare`] is the whole way from the bytes of a file to the text that should replace it, with
//!   [`Expectation`]s met and no new error added; [`propose`] leaves the judging for later. Writing is for `store`
//! - [`revise`] makes edits in a copy of a plan that is read already, [`result()`] reads and [`refuse_new`] judges
//!   what came out
//!
//! A field's new value is worked out as JSON by what the kind's description says the field holds, and judged by
//! the plan's own reading. Only then is it reconciled with the text, so that what stays keeps its bytes.

mod add;
mod alignment;
mod assignment;
mod base;
mod change;
mod draft;
mod expectation;
mod fields;
#[cfg(test)]
mod laws;
mod metrics;
mod next_id;
mod owner;
mod plan_changes;
mod reconcile;
mod references;
mod remove;
mod rename;
mod stamps;
#[cfg(test)]
mod tests;
mod transaction;
mod update;
mod value;

pub use add::kind_named;
pub use assignment::{Assignment, Key, Operator, Words};
pub use change::Change;
pub use expectation::Expectation;
pub use transaction::{
    InEdit, Judged, Prepared, Proposal, Revised, Rules, Unreadable, prepare, propose, refuse_new, result,
    revise,
};

use base::Base;
use plan_changes::PlanChanges;

use crate::diagnostic::Failure;
use crate::json::{Document, Splice};
use crate::plan::Plan;
use crate::plan::kind::Kind;
use crate::plan::value::date::Date;

/// A request to change a plan.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Edit {
    /// Sets fields of items, or of the plan itself by the id `plan`.
    Update {
        /// The items, each once.
        ids: Vec<String>,
        /// What is set on each of them.
        assignments: Vec<Assignment>,
    },
    /// Adds an item at the end of its kind.
    Add {
        /// Its kind.
        kind: Kind,
        /// Its id; the next of the kind's pattern when absent.
        id: Option<String>,
        /// Its fields.
        assignments: Vec<Assignment>,
    },
    /// Gives an item another id, and everything that names it.
    Rename {
        /// The id that it has.
        old: String,
        /// The id that it gets.
        new: String,
    },
    /// Takes items out.
    Remove {
        /// The items, each once.
        ids: Vec<String>,
        /// Whether what refers to them goes too; otherwise that is a refusal.
        force: bool,
    },
    /// Sets metrics.
    Metrics {
        /// The metrics with their values.
        assignments: Vec<Assignment>,
        /// The label of the week for which they are recorded.
        week: Option<String>,
    },
}

/// What an edit comes to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Planned {
    /// What changes in the text.
    pub splices: Vec<Splice>,
    /// The same for people. Empty when everything is already as wanted.
    pub changes: Vec<Change>,
    /// What is done, and perhaps not meant: each a sentence without a full stop.
    pub doubts: Vec<String>,
}

impl Edit {
    /// Works out what the edit changes in a plan that was read from `document`.
    ///
    /// # Errors
    /// A [`Failure`] of ending [`Impossible`](crate::diagnostic::Ending::Impossible) when the request is wrong; of
    /// ending [`No`](crate::diagnostic::Ending::No) when something refers to an item that is to go.
    pub fn plan(&self, document: &Document, plan: &Plan<'_>, today: Date) -> Result<Planned, Failure> {
        self.plan_from(&Base::new(document, plan, today))
    }

    /// The same, from a plan whose items are known by their ids already.
    fn plan_from(&self, base: &Base<'_>) -> Result<Planned, Failure> {
        let mut planned = PlanChanges::new(base);
        match self {
            Self::Update { ids, assignments } => update::plan(base, ids, assignments, &mut planned)?,
            Self::Add { kind, id, assignments } => {
                add::plan(base, *kind, id.as_deref(), assignments, &mut planned)?;
            }
            Self::Rename { old, new } => rename::plan(base, old, new, &mut planned)?,
            Self::Remove { ids, force } => remove::plan(base, ids, *force, &mut planned)?,
            Self::Metrics { assignments, week } => {
                metrics::plan(base, assignments, week.as_deref(), &mut planned)?;
            }
        }
        planned.finish()
    }
}
