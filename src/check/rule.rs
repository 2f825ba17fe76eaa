//! What a rule is, and the table of all.

use std::fmt;

use super::{Planned, Sink, Structure, Subject};
use super::{calendar, capacity, cycle, date, deliverable, estimate, key, metric, mojibake, people};
use super::{progress, prose, reading, record, reference, report, status, structure, target};
use crate::diagnostic::Severity;

/// A rule that a plan can break.
#[derive(Debug, Clone, Copy)]
pub struct Rule {
    /// Its stable name, which scripts rely on.
    pub code: &'static str,
    /// How much its findings weigh; of `invalid-id`, at most.
    pub severity: Severity,
    /// What it finds, in one sentence without a full stop.
    pub summary: &'static str,
    /// What the finding means and how to mend it, for `--explain`.
    pub explanation: &'static str,
    /// A small plan in which it finds something.
    pub example: &'static str,
    /// How it is found.
    pub check: Check,
}

/// How the findings of a rule are found.
#[derive(Clone, Copy)]
pub enum Check {
    /// Reading the plan finds them.
    Reading,
    /// By the plan's ids and edges; cheap, since every write asks for the errors among them.
    Structure(fn(&Structure<'_>, &mut Sink)),
    /// By what follows from the plan.
    Claims(fn(&Subject<'_>, &mut Sink)),
    /// By when what is left can be done; not asked when the plan has no schedule.
    Schedule(fn(&Planned<'_, '_>, &mut Sink)),
}

impl fmt::Debug for Check {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Reading => "Reading",
            Self::Structure(_) => "Structure",
            Self::Claims(_) => "Claims",
            Self::Schedule(_) => "Schedule",
        })
    }
}

/// Every rule: errors first, then warnings, then notes.
pub static RULES: &[Rule] = &[
    reading::INVALID_JSON,
    reading::SCHEMA_VERSION,
    reading::WRONG_TYPE,
    reading::UNKNOWN_VALUE,
    reading::OUT_OF_RANGE,
    reading::INVALID_DATE,
    reading::INVALID_ID,
    structure::MISSING_ID,
    structure::DUPLICATE_ID,
    structure::OWNER_AND_OWNERS,
    reference::UNKNOWN_REFERENCE,
    reference::SELF_REFERENCE,
    reference::OWN_BATCH,
    reference::WRONG_KIND,
    cycle::CYCLE,
    structure::EMPTY_PLAN,
    key::MISSPELT_KEY,
    people::UNKNOWN_OWNER,
    status::STATUS_REFUTED,
    status::DONE_EARLY,
    progress::PROGRESS_REFUTED,
    date::COMPLETED_NOT_DONE,
    date::COMPLETED_BEFORE_STARTED,
    calendar::FUTURE_DATE,
    calendar::ACTION_OVERDUE,
    calendar::NO_WORKING_DAY,
    record::PASSED_WITH_OPEN_CRITERIA,
    record::COMPLETED_WITH_OPEN_QUESTIONS,
    record::RESOLVED_STILL_BLOCKS,
    record::RISK_WITHOUT_OWNER,
    record::TWO_TITLES,
    metric::METRIC_PAST_TARGET,
    mojibake::BROKEN_TEXT,
    calendar::WEEK_TWICE,
    report::WRONG_REPORT,
    target::TARGET_BEFORE_DEPENDENCIES,
    target::PLANNED_LATE,
    estimate::ESTIMATE_REFUTED,
    prose::TEXT_REFUTED,
    prose::PATH_REFUTED,
    reference::MISSPELT_ID,
    status::BLOCKED_CAUSE_GONE,
    status::BLOCKED_WITHOUT_CAUSE,
    date::UNPLACEABLE_DATE,
    calendar::WEEK_MISSING,
    deliverable::MISSING_FILE,
    capacity::OVER_CAPACITY,
    capacity::OVER_ALLOCATED,
    estimate::ESTIMATE_MISSING,
];

/// The rule of a code.
pub fn rule(code: &str) -> Option<&'static Rule> {
    RULES.iter().find(|rule| rule.code == code)
}
