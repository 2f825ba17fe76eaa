//! What edits would move: a plan before and after them, compared.
//!
//! - `outlook`: what each of the two comes to, its schedule as values
//! - `comparison`: what differs between them, item by item
//! - `layout`: the same for people, as sentences and rows

mod comparison;
#[cfg(test)]
mod laws;
mod layout;
mod outlook;

use serde::Serialize;

use super::badge::Badge;
use super::schedule::{Levelling, Range};
use super::{SCHEMA_VERSION, reference};
use crate::diagnostic::Failure;
use crate::edit::Change;
use crate::plan::index::At;
use crate::plan::value::date::Date;
use crate::schedule::Figure;
use crate::state::State;
use comparison::{Comparison, standings};

pub use layout::{Layout, Row, TargetRow};
pub use outlook::{Outlook, Timing};

/// What is wanted of a comparison.
#[derive(Debug, Clone, Copy)]
pub struct Wanted {
    /// By which figure of the estimates the items are scheduled.
    pub figure: Figure,
    /// Within what everyone can do at once; nothing to let everyone do any number of things.
    pub levelling: Option<Levelling>,
    /// Rows that each list has at most.
    pub rows: usize,
}

/// A value before the edits and one after them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Pair<T> {
    /// Before.
    pub before: T,
    /// After.
    pub after: T,
}

impl<T> Pair<T> {
    const fn of(before: T, after: T) -> Self {
        Self { before, after }
    }

    fn map<U>(self, make: impl Fn(T) -> U) -> Pair<U> {
        Pair { before: make(self.before), after: make(self.after) }
    }
}

/// What edits would move.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Page<'p> {
    schema_version: u32,
    kind: &'static str,
    /// By which figure of the estimates the items are scheduled: `low`, `likely` or `high`.
    estimate: &'static str,
    /// Whether nobody does more at once than they can.
    levelled: bool,
    /// What the edits change, as a write tells it.
    pub changes: Vec<Change>,
    /// The day on whose morning hour zero is; nothing when the plan has no `startDate`.
    start_date: Pair<Option<Date>>,
    /// Hours until everything is done; nothing when that cannot be told.
    length: Pair<Option<Range<f64>>>,
    /// The last days of work.
    finish_date: Pair<Option<Range<Option<Date>>>>,
    /// How far the end of the whole moves.
    shift: Option<Shift>,
    critical_path: Paths,
    /// The batches with issues that move, furthest first.
    pub batches: Vec<Move<'p>>,
    /// The issues, the batches without any, and what is tied to them, that move: furthest first.
    pub items: Vec<Move<'p>>,
    /// What comes free, becomes blocked or has another status for another reason.
    pub statuses: Vec<Standing<'p>>,
    /// What would be finished after the day by which it is wanted, or no longer would.
    pub targets: Vec<Lateness<'p>>,
    /// Why the whole takes as long as before, when it does: sentences.
    pub why: Vec<String>,
    /// What counts as no hours after the edits, since it has no estimate.
    unestimated: Vec<String>,
    /// Why there is no schedule before the edits.
    unscheduled: Option<String>,
    /// Whether nothing is left to do after the edits.
    #[serde(skip)]
    is_over: bool,
    /// How many rows of each list were left out.
    #[serde(skip)]
    hidden: Hidden,
}

/// How many rows of each list were left out.
#[derive(Debug, Default, PartialEq, Eq, Serialize)]
struct Hidden {
    batches: usize,
    items: usize,
    statuses: usize,
    targets: usize,
}

/// The critical path before and after.
#[derive(Debug, Serialize)]
struct Paths {
    before: Option<Vec<String>>,
    after: Vec<String>,
    /// What becomes critical, on this path or another.
    joined: Vec<String>,
    /// What was critical and no longer is.
    left: Vec<String>,
}

/// How far something moves; what comes earlier moves by less than nothing.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Shift {
    /// In hours of work.
    pub hours: f64,
    /// In days of the calendar, when both have one.
    pub days: Option<i64>,
}

/// An item that has another place in time.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Move<'p> {
    /// By what name it is addressed.
    pub id: String,
    /// What one of its kind is called.
    #[serde(rename = "type")]
    pub kind: &'static str,
    /// What it is called.
    pub label: String,
    /// Who answers for it.
    pub owners: Vec<&'p str>,
    /// Hours until it can start; nothing when it was over before the edits, as all that follow.
    pub start: Pair<Option<f64>>,
    /// Hours until it can be finished.
    pub finish: Pair<Option<f64>>,
    /// The first day of work on it.
    pub start_date: Pair<Option<Date>>,
    /// The last day of work on it.
    pub finish_date: Pair<Option<Date>>,
    /// Hours that it can slip before the whole becomes longer.
    pub total_slack: Pair<Option<f64>>,
    /// Whether the whole becomes longer with any slip.
    pub critical: Pair<Option<bool>>,
    /// How far its finish moves; its start, where the finish stays.
    pub shift: Option<Shift>,
    /// Where it stood before the edits.
    #[serde(skip)]
    standing: Option<Badge>,
}

/// An item that has another status.
#[derive(Debug, Serialize)]
pub struct Standing<'p> {
    /// By what name it is addressed.
    pub id: String,
    /// What one of its kind is called.
    #[serde(rename = "type")]
    pub kind: &'static str,
    /// What it is called.
    pub label: String,
    /// Who answers for it.
    pub owners: Vec<&'p str>,
    /// Its status, of batches and issues the effective one.
    pub status: Pair<Option<&'static str>>,
    /// The same with its sign.
    pub badge: Pair<Option<Badge>>,
}

/// An item that would be late, or no longer would.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Lateness<'p> {
    /// By what name it is addressed.
    pub id: String,
    /// What one of its kind is called.
    #[serde(rename = "type")]
    pub kind: &'static str,
    /// What it is called.
    pub label: String,
    /// Who answers for it.
    pub owners: Vec<&'p str>,
    /// The day by which it is wanted.
    pub target: Pair<Option<Date>>,
    /// The day on which it is finished: a milestone with the last of the items that its goals stand for.
    pub finish_date: Pair<Option<Date>>,
    /// Days from the one to the other, none when it is in time.
    pub days_late: Pair<Option<i64>>,
    /// What the edits do to it.
    pub effect: Effect,
}

/// What edits do to the day by which something is wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Effect {
    /// It was in time, or not known to be late, and is late.
    Late,
    /// It is late by more days.
    Later,
    /// It is late by fewer days.
    LessLate,
    /// It was late, and is in time.
    Saved,
}

impl Effect {
    /// What so many days mean; nothing when nothing changes or is known.
    fn of(days: Pair<Option<i64>>) -> Option<Self> {
        let (before, after) = (days.before.unwrap_or_default(), days.after);
        match (before, after) {
            (0, Some(1..)) => Some(Self::Late),
            (1.., Some(0)) => Some(Self::Saved),
            (before, Some(after)) if after > before => Some(Self::Later),
            (before, Some(after)) if after < before => Some(Self::LessLate),
            _ => None,
        }
    }
}

impl<'p> Page<'p> {
    /// What differs between a plan before edits and after them, seen on a day.
    ///
    /// # Errors
    /// When the plan has no schedule after the edits: items wait for one another in a circle, the calendar leaves no working
    /// day, or dates lie after the year 9999.
    pub fn new(
        before: &Outlook<'p>,
        after: &Outlook<'p>,
        changes: Vec<Change>,
        today: Date,
        wanted: Wanted,
    ) -> Result<Self, Failure> {
        let table = after.timing.as_ref().map_err(Clone::clone)?;
        let known = before.timing.as_ref().ok();
        let comparison = known.map(|known| Comparison::new(before, after, Pair::of(known, table), today));
        let rows = wanted.rows;
        let compared = comparison.as_ref();
        let batches = compared.map(|compared| compared.batches(rows)).unwrap_or_default();
        let items = compared.map(|compared| compared.items(rows)).unwrap_or_default();
        let statuses = standings(before, after, rows);
        let targets = compared.map(|compared| compared.targets(rows)).unwrap_or_default();
        let (joined, left) = compared.map(Comparison::critical).unwrap_or_default();
        let shift = compared.map(Comparison::shift);
        Ok(Self {
            schema_version: SCHEMA_VERSION,
            kind: "what-if",
            estimate: match wanted.figure {
                Figure::Low => "low",
                Figure::Likely => "likely",
                Figure::High => "high",
            },
            levelled: wanted.levelling.is_some(),
            start_date: Pair::of(known, Some(table)).map(|table| table.and_then(start_day)),
            length: Pair::of(known, Some(table)).map(|table| Some(table?.length)),
            finish_date: Pair::of(known, Some(table)).map(|table| Some(table?.finish_date)),
            critical_path: Paths {
                before: known.map(|known| addresses(before.state, &known.path)),
                after: addresses(after.state, &table.path),
                joined: addresses(after.state, &joined),
                left: addresses(after.state, &left),
            },
            why: if shift.is_none_or(Shift::is_none) {
                layout::why(before, after, &changes)
            } else {
                Vec::new()
            },
            shift,
            is_over: table.is_empty(),
            hidden: Hidden {
                batches: batches.hidden,
                items: items.hidden,
                statuses: statuses.hidden,
                targets: targets.hidden,
            },
            batches: batches.rows,
            items: items.rows,
            statuses: statuses.rows,
            targets: targets.rows,
            unestimated: addresses(after.state, &table.unestimated),
            unscheduled: before.timing.as_ref().err().map(|failure| failure.message.clone()),
            changes,
        })
    }
}

impl Shift {
    /// Whether nothing moves.
    fn is_none(self) -> bool {
        self.hours == 0.0 && self.days.unwrap_or_default() == 0
    }
}

fn start_day(table: &Timing) -> Option<Date> {
    table.work.as_ref().and_then(|work| work.start_day(0.0).ok())
}

fn addresses(state: &State<'_>, items: &[At]) -> Vec<String> {
    items.iter().map(|at| reference::address(state, *at)).collect()
}
