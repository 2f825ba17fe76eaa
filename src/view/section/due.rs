//! What is due by the end of the week after: actions, reviews and checkpoints that are not finished.
//!
//! What is overdue comes with it. Without a known week it is whatever has a place on the calendar.

use serde::Serialize;

use super::Section;
use crate::plan::index::At;
use crate::plan::kind::{Item, Kind};
use crate::plan::value::date::Date;
use crate::plan::value::when::When;
use crate::view::{Viewpoint, reference};

/// The kinds that are due on a day. When work itself is wanted, its own tables say.
const KINDS: [Kind; 3] = [Kind::Review, Kind::Checkpoint, Kind::Action];

/// What is due.
#[derive(Debug, Serialize)]
pub struct Due<'p> {
    /// The last day that is looked at, when a week is known.
    pub until: Option<Date>,
    /// What is due first comes first.
    pub rows: Vec<Deadline<'p>>,
    /// How many are not shown.
    pub hidden: usize,
    /// How many are not finished and have no place on the calendar.
    pub undated: usize,
}

/// Something that is due.
#[derive(Debug, Serialize)]
pub struct Deadline<'p> {
    /// Its id.
    pub id: Option<&'p str>,
    /// What it is: `review`, `checkpoint`, `action`.
    pub kind: &'static str,
    /// What it is called.
    pub label: String,
    /// Who answers for it, or takes part.
    pub owners: Vec<&'p str>,
    /// When it is due, as the plan says it.
    pub due: &'p str,
    /// Its last day.
    pub date: Date,
    /// Whether that day has passed; `null` when no day is known.
    pub overdue: Option<bool>,
}

impl Section for Due<'_> {
    fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }
}

pub(super) fn section<'p>(view: &Viewpoint<'p>) -> Due<'p> {
    let state = view.state;
    let until = view.week.window.and_then(|window| window.last.plus_days(7));
    let mut undated = 0;
    let mut rows: Vec<Deadline<'p>> = Vec::new();
    let places = |kind| (0..state.plan.items.count(kind)).map(move |place| At::new(kind, place));
    for at in KINDS.into_iter().flat_map(places).filter(|at| !state.is_satisfied(*at)) {
        let Some(item) = state.plan.item(at) else { continue };
        let due = due(item);
        let Some((due, date)) = due.and_then(|due| Some((due, due.due(state.plan.start())?))) else {
            undated += 1;
            continue;
        };
        if until.is_none_or(|until| date <= until) {
            rows.push(Deadline {
                id: item.id(),
                kind: at.kind.description().one,
                label: item.label().into_owned(),
                owners: reference::owners(state, at),
                due: &due.text,
                date,
                overdue: view.day.map(|day| date < day),
            });
        }
    }
    rows.sort_by_key(|row| row.date);
    Due { until, hidden: view.truncate(&mut rows), rows, undated }
}

fn due<'p>(item: Item<'p, 'p>) -> Option<&'p When<'p>> {
    match item {
        Item::Action(action) => action.due.as_ref(),
        Item::Review(review) => review.scheduled.as_ref(),
        Item::Checkpoint(checkpoint) => checkpoint.due.as_ref(),
        _ => None,
    }
}
