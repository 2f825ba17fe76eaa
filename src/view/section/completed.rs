//! What was completed in the week.

use serde::Serialize;

use super::Section;
use crate::plan::kind::Item;
use crate::plan::value::date::Date;
use crate::plan::value::status::Status;
use crate::state::State;
use crate::view::week::Window;
use crate::view::{Viewpoint, reference};

/// What was completed.
#[derive(Debug, Serialize)]
pub struct Completed {
    /// What was completed in the week; without a window, whatever has a date.
    pub dated: Vec<Achievement>,
    /// What is done without a date.
    pub undated: Vec<Achievement>,
    /// How many are not shown.
    pub hidden: usize,
}

/// Something done.
#[derive(Debug, Serialize)]
pub struct Achievement {
    /// What it is called.
    pub label: String,
    /// The day, where the report cannot say it by its week.
    pub date: Option<Date>,
}

impl Section for Completed {
    fn is_empty(&self) -> bool {
        false
    }
}

pub(super) fn section(view: &Viewpoint<'_>) -> Completed {
    let (mut dated, mut undated) = completed(view.state, view.week.window, view.end());
    let hidden = view.truncate(&mut dated) + view.truncate(&mut undated);
    Completed { dated, undated, hidden }
}

/// What is done: in the window up to its end (or whenever, when there is none) by date, then what has no date.
fn completed(
    state: &State<'_>,
    window: Option<Window>,
    end: Option<Date>,
) -> (Vec<Achievement>, Vec<Achievement>) {
    let mut dated = Vec::new();
    let mut undated = Vec::new();
    for at in state.work() {
        let (status, date) = match state.plan.item(at) {
            Some(Item::Batch(batch)) => (state.status(at), batch.completed),
            Some(Item::Issue(issue)) => (issue.status, issue.completed),
            _ => continue,
        };
        if status != Some(Status::Done) {
            continue;
        }
        match (date, window) {
            (None, _) => undated.push(Achievement { label: reference::label(state, at), date: None }),
            (Some(date), _)
                if window.is_none_or(|window| window.holds(date)) && end.is_none_or(|end| date <= end) =>
            {
                dated.push((date, reference::label(state, at)));
            }
            (Some(_), _) => {}
        }
    }
    dated.sort_by_key(|(date, _)| *date);
    let shown = |date: Date| window.is_none().then_some(date);
    (dated.into_iter().map(|(date, label)| Achievement { label, date: shown(date) }).collect(), undated)
}
