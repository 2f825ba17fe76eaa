//! What two outlooks on one plan differ in, item by item. An update neither adds nor moves items, so what stands at the
//! same place before and after is the same item.

use std::cmp::Ordering;

use super::outlook::{Outlook, Stretch, Timing, places};
use super::{Effect, Lateness, Move, Pair, Shift, Standing};
use crate::plan::index::At;
use crate::plan::kind::Kind;
use crate::plan::value::date::Date;
use crate::plan::value::status::Status;
use crate::state::{ShownStatus, State};
use crate::view::badge::Badge;
use crate::view::reference;
use crate::view::schedule::{others, target};

/// What hours may differ in and still be the same: a thousandth of a second. They are sums of figures such as 0.1.
const SAME: f64 = 1.0 / 3_600_000.0;

/// A list of which the first rows are made, and how many more there are.
#[derive(Debug)]
pub(super) struct Cut<T> {
    pub(super) rows: Vec<T>,
    pub(super) hidden: usize,
}

impl<T> Default for Cut<T> {
    fn default() -> Self {
        Self { rows: Vec::new(), hidden: 0 }
    }
}

/// Two outlooks on one plan, both with a timing.
pub(super) struct Comparison<'c, 'p> {
    before: &'c Outlook<'p>,
    after: &'c Outlook<'p>,
    tables: Pair<&'c Timing>,
    /// The day on which what an edit finishes is finished.
    today: Date,
    /// Hours of work from one hour zero to the other.
    offset: f64,
}

/// An item that has another place in time.
struct Moved {
    at: At,
    before: Option<Stretch>,
    after: Stretch,
    /// Hours by which its start and its finish move, when it had a place before.
    by: Option<(f64, f64)>,
}

impl Moved {
    /// Hours of the larger of both moves.
    fn distance(&self) -> f64 {
        self.by.map_or(0.0, |(start, finish)| start.abs().max(finish.abs()))
    }
}

impl<'c, 'p> Comparison<'c, 'p> {
    pub(super) fn new(
        before: &'c Outlook<'p>,
        after: &'c Outlook<'p>,
        tables: Pair<&'c Timing>,
        today: Date,
    ) -> Self {
        Self { before, after, tables, today, offset: tables.after.hours_since(tables.before) }
    }

    /// How the end of the whole moves.
    pub(super) fn shift(&self) -> Shift {
        let Pair { before, after } = self.tables;
        Shift {
            hours: exact(after.whole + self.offset - before.whole),
            days: after.last.zip(before.last).map(|(after, before)| after.days_since(before)),
        }
    }

    /// The items, batches with issues left aside, that have another place in time: those that move furthest first.
    pub(super) fn items(&self, rows: usize) -> Cut<Move<'p>> {
        let state = self.after.state;
        self.moves(state.work().chain(others(state)), rows)
    }

    /// The same of the batches that have issues.
    pub(super) fn batches(&self, rows: usize) -> Cut<Move<'p>> {
        let state = self.after.state;
        let batches = (0..state.plan.items.batches.len()).map(|place| At::new(Kind::Batch, place));
        self.moves(batches.filter(|at| state.counted_issues(at.index()).next().is_some()), rows)
    }

    fn moves(&self, items: impl Iterator<Item = At>, rows: usize) -> Cut<Move<'p>> {
        let mut moved: Vec<Moved> = items.filter_map(|at| self.moved(at)).collect();
        moved.sort_by(|one, other| {
            let far = |moved: &Moved| {
                (moved.by.is_none(), -moved.distance(), moved.after.start, moved.after.finish)
            };
            far(one).partial_cmp(&far(other)).unwrap_or(Ordering::Equal).then(one.at.cmp(&other.at))
        });
        let hidden = moved.len().saturating_sub(rows);
        Cut { rows: moved.iter().take(rows).map(|moved| self.row(moved)).collect(), hidden }
    }

    fn moved(&self, at: At) -> Option<Moved> {
        let (before, after) = (self.tables.before.stretch(at), self.tables.after.stretch(at)?);
        let by = before.map(|before| {
            let moved = |before: f64, after: f64| exact(after + self.offset - before);
            (moved(before.start, after.start), moved(before.finish, after.finish))
        });
        (by != Some((0.0, 0.0))).then_some(Moved { at, before, after, by })
    }

    fn row(&self, moved: &Moved) -> Move<'p> {
        let at = moved.at;
        let (before, after) = (self.before.days(at), self.after.days(at));
        // Days that only stamps know are no move.
        let before = if moved.before.is_some() { before } else { (None, None) };
        let (starts, finishes) = (Pair::of(before.0, after.0), Pair::of(before.1, after.1));
        let pair = |part: fn(Stretch) -> f64| Pair::of(moved.before.map(part), Some(part(moved.after)));
        let shift = moved.by.map(|(start, finish)| {
            let days = |pair: Pair<Option<Date>>| {
                pair.after.zip(pair.before).map(|(after, before)| after.days_since(before))
            };
            if finish == 0.0 {
                Shift { hours: start, days: days(starts) }
            } else {
                Shift { hours: finish, days: days(finishes) }
            }
        });
        Move {
            id: reference::address(self.after.state, at),
            kind: at.kind.description().one,
            label: reference::label(self.after.state, at),
            owners: reference::owners(self.after.state, at),
            start: pair(|stretch| stretch.start),
            finish: pair(|stretch| stretch.finish),
            start_date: starts,
            finish_date: finishes,
            total_slack: pair(|stretch| stretch.slack),
            critical: Pair::of(moved.before.map(Stretch::is_critical), Some(moved.after.is_critical())),
            shift,
            standing: reference::badge(self.before.state, at),
        }
    }

    /// What becomes critical, and what no longer is: the issues, the batches without any, and what else is tied to them.
    pub(super) fn critical(&self) -> (Vec<At>, Vec<At>) {
        // A batch with issues is critical where these are.
        let is_piece = |state: &State<'_>, at: At| {
            at.kind != Kind::Batch || state.counted_issues(at.index()).next().is_none()
        };
        let is_critical = |outlook: &Outlook<'_>, table: &Timing, at| {
            is_piece(outlook.state, at) && table.stretch(at).is_some_and(Stretch::is_critical)
        };
        let state = self.after.state;
        let (mut joined, mut left) = (Vec::new(), Vec::new());
        for at in places(state) {
            match (
                is_critical(self.before, self.tables.before, at),
                is_critical(self.after, self.tables.after, at),
            ) {
                (false, true) => joined.push(at),
                (true, false) => left.push(at),
                _ => {}
            }
        }
        (joined, left)
    }

    /// What becomes late, is late by another number of days, or is late no longer.
    pub(super) fn targets(&self, rows: usize) -> Cut<Lateness<'p>> {
        let state = self.after.state;
        let milestones = (0..state.plan.items.milestones.len()).map(|place| At::new(Kind::Milestone, place));
        let mut late: Vec<Lateness<'p>> =
            milestones.chain(places(state)).filter_map(|at| self.lateness(at)).collect();
        late.sort_by_key(|lateness| (lateness.effect, lateness.target.after.or(lateness.target.before)));
        let hidden = late.len().saturating_sub(rows);
        late.truncate(rows);
        Cut { rows: late, hidden }
    }

    fn lateness(&self, at: At) -> Option<Lateness<'p>> {
        let targets = Pair::of(target(self.before.state, at), target(self.after.state, at));
        let has_target = targets.before.is_some() || targets.after.is_some();
        if !has_target || self.tables.after.work.is_none() || is_cancelled(self.after, at) {
            return None;
        }
        // What the edit finishes is finished today, when no stamp says otherwise.
        let is_finished_now = || self.after.state.is_satisfied(at) && !self.before.state.is_satisfied(at);
        let after = self.after.finish_day(at).or_else(|| is_finished_now().then_some(self.today));
        let finishes = Pair::of(self.before.finish_day(at), after);
        let days = |target: Option<Date>, finish: Option<Date>| {
            target.zip(finish).map(|(target, finish)| finish.days_since(target).max(0))
        };
        let late = Pair::of(days(targets.before, finishes.before), days(targets.after, finishes.after));
        Some(Lateness {
            effect: Effect::of(late)?,
            id: reference::address(self.after.state, at),
            kind: at.kind.description().one,
            label: reference::label(self.after.state, at),
            owners: reference::owners(self.after.state, at),
            target: targets,
            finish_date: finishes,
            days_late: late,
        })
    }
}

/// The items that stand elsewhere, as reports show it: what comes free first, then what is held up.
pub(super) fn standings<'p>(before: &Outlook<'p>, after: &Outlook<'p>, rows: usize) -> Cut<Standing<'p>> {
    let items = Kind::ALL
        .iter()
        .flat_map(|kind| (0..after.state.plan.items.count(*kind)).map(|place| At::new(*kind, place)));
    let mut changed: Vec<(usize, At, Pair<Option<ShownStatus>>)> = items
        .filter_map(|at| {
            let pair = Pair::of(before.state.shown_status(at), after.state.shown_status(at));
            let rank = match pair.after {
                Some(ShownStatus::Work(Status::Ready)) => 0,
                Some(ShownStatus::Work(Status::Blocked)) => 1,
                _ => 2,
            };
            (pair.before != pair.after).then_some((rank, at, pair))
        })
        .collect();
    changed.sort_by_key(|(rank, at, _)| (*rank, *at));
    let hidden = changed.len().saturating_sub(rows);
    let rows = changed.into_iter().take(rows).map(|(_, at, pair)| Standing {
        id: reference::address(after.state, at),
        kind: at.kind.description().one,
        label: reference::label(after.state, at),
        owners: reference::owners(after.state, at),
        status: pair.map(|status| status.map(ShownStatus::name)),
        badge: pair.map(|status| status.map(Badge::from)),
    });
    Cut { rows: rows.collect(), hidden }
}

fn is_cancelled(outlook: &Outlook<'_>, at: At) -> bool {
    outlook.state.status(at) == Some(Status::Cancelled)
}

/// A difference of hours, none when it is less than can be told.
fn exact(hours: f64) -> f64 {
    if hours.abs() < SAME { 0.0 } else { hours }
}
