//! From where a page looks at a plan, and how much of a very large one it shows.

use std::cell::OnceCell;
use std::rc::Rc;

use serde::Serialize;

use super::week::Week;
use crate::plan::header::Diagram;
use crate::plan::index::At;
use crate::plan::kind::Kind;
use crate::plan::value::date::Date;
use crate::plan::value::status::Status;
use crate::plan::value::when::When;
use crate::schedule::Timetable;
use crate::state::State;

/// How many rows of a table take about as much room as a card.
const CARD_LINES: usize = 5;

/// From where a page looks at a plan.
#[derive(Debug, Clone)]
pub struct Viewpoint<'p> {
    /// What the plan is.
    pub state: &'p State<'p>,
    /// How many rows a table may have.
    pub rows: usize,
    /// The day on which it looks, when one is known.
    pub day: Option<Date>,
    /// The week that it is about.
    pub week: Week,
    /// The language of its diagrams, when it is to have some.
    pub diagram: Option<Diagram>,
    /// When what is left can be done, once a section has asked.
    pub timetable: Rc<OnceCell<Option<Timetable<'p>>>>,
}

/// Rows of a list, and how many more there are.
#[derive(Debug, Serialize)]
pub struct Rows<T> {
    /// The rows that are shown.
    pub rows: Vec<T>,
    /// How many are not shown.
    pub hidden: usize,
}

impl<T> Rows<T> {
    /// The same rows, each made into something else; what makes nothing is left out.
    pub fn filter_map<U>(self, make: impl FnMut(T) -> Option<U>) -> Rows<U> {
        Rows { rows: self.rows.into_iter().filter_map(make).collect(), hidden: self.hidden }
    }
}

impl<'p> Viewpoint<'p> {
    /// When what is left can be done; nothing when the plan has no estimates, or none that a schedule can follow. Without
    /// a day no lag after something finished has begun to run: hours and slack then follow from the plan alone.
    pub fn timetable(&self) -> Option<&Timetable<'p>> {
        let known = || Timetable::known(self.state, self.day.unwrap_or(Date::FIRST));
        self.timetable.get_or_init(known).as_ref()
    }

    /// The last day of which a page of a week tells: its day when that lies in the week, else the week's last. What the
    /// stamps date later had not happened yet.
    pub fn end(&self) -> Option<Date> {
        let window = self.week.window?;
        Some(self.day.filter(|day| window.holds(*day)).unwrap_or(window.last))
    }

    /// The day as of which it says how old things are: its day, but never one after the week that it is about.
    pub fn reckoning(&self) -> Option<Date> {
        let end = self.week.window.map(|window| window.last);
        self.day.into_iter().chain(end).min()
    }

    /// The places of the batches or issues to show, in the plan's order: all when they fit, else those in progress,
    /// then blocked, then ready, then the others, with what is finished last.
    pub fn most_urgent(&self, kind: Kind) -> Vec<usize> {
        let count = self.state.plan.items.count(kind);
        if count <= self.rows {
            return (0..count).collect();
        }
        let mut ranks: [Vec<usize>; 5] = Default::default();
        for place in 0..count {
            let urgency = self.state.status(At::new(kind, place)).map(urgency);
            let Some(rank) = urgency.and_then(|urgency| ranks.get_mut(urgency)) else { continue };
            if rank.len() < self.rows {
                rank.push(place);
            }
        }
        let mut shown: Vec<usize> = ranks.into_iter().flatten().take(self.rows).collect();
        shown.sort_unstable();
        shown
    }

    /// The same for cards, which take several lines each.
    #[must_use]
    pub fn of_cards(&self) -> Self {
        Self { rows: self.rows / CARD_LINES, ..self.clone() }
    }

    /// The places of the items to show, in the plan's order: all when they fit, else what is open before what is
    /// finished.
    pub fn open_first(&self, kind: Kind) -> Rows<usize> {
        let count = self.state.plan.items.count(kind);
        let mut shown: Vec<usize> = (0..count).collect();
        if count > self.rows {
            shown.sort_by_key(|place| self.state.is_satisfied(At::new(kind, *place)));
            shown.truncate(self.rows);
            shown.sort_unstable();
        }
        Rows { hidden: count - shown.len(), rows: shown }
    }

    /// As many rows as a list may have, made of these; nothing is made for the others.
    pub fn rows_of<S: ExactSizeIterator>(&self, sources: S) -> Rows<S::Item> {
        let hidden = sources.len().saturating_sub(self.rows);
        Rows { rows: sources.take(self.rows).collect(), hidden }
    }

    /// Leaves as many rows as a table may have, and says how many went.
    pub fn truncate<T>(&self, rows: &mut Vec<T>) -> usize {
        let hidden = rows.len().saturating_sub(self.rows);
        rows.truncate(self.rows);
        hidden
    }

    /// Whether a time was before the day; not when either is not known.
    pub fn is_overdue(&self, due: Option<&When<'_>>) -> bool {
        let due = due.and_then(|when| when.due(self.state.plan.start()));
        due.zip(self.day).is_some_and(|(due, day)| due < day)
    }
}

/// What is shown first of very many: what is in progress, then what is blocked, then what is ready.
pub fn urgency(status: Status) -> usize {
    match status {
        Status::InProgress => 0,
        Status::Blocked => 1,
        Status::Ready => 2,
        Status::Queued | Status::NotStarted => 3,
        Status::Done | Status::Cancelled => 4,
    }
}
