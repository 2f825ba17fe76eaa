//! The times of a plan by its low and by its high estimates, worked out once for all who ask.

use super::{Activities, CriticalPath, Figure, Schedule};
use crate::diagnostic::Failure;
use crate::plan::kind::Item;
use crate::plan::value::date::Date;
use crate::state::State;
use std::borrow::Cow;

/// When what is left of a plan can be done, by the low and by the high estimates.
#[derive(Debug)]
pub struct Timetable<'p> {
    /// What is left.
    pub activities: Activities<'p>,
    low: CriticalPath,
    high: CriticalPath,
}

impl<'p> Timetable<'p> {
    /// The timetable of a plan, seen on a day.
    ///
    /// # Errors
    /// As [`Activities::new`].
    pub fn new(state: &State<'p>, today: Date) -> Result<Self, Failure> {
        let activities = Activities::new(state, today)?;
        let (low, high) = (activities.times(Figure::Low)?, activities.times(Figure::High)?);
        Ok(Self { activities, low, high })
    }

    /// The same, when there is something to tell: nothing when no open issue and no open batch without issues has an
    /// estimate, and where items wait for one another in a circle or figures are absurd, which others report.
    pub fn known(state: &State<'p>, today: Date) -> Option<Self> {
        has_estimates(state).then(|| Self::new(state, today).ok()).flatten()
    }

    /// The schedule by the low estimates.
    pub fn low(&self) -> Schedule<'_, 'p> {
        Schedule::new(&self.activities, Cow::Borrowed(&self.low))
    }

    /// The schedule by the high estimates.
    pub fn high(&self) -> Schedule<'_, 'p> {
        Schedule::new(&self.activities, Cow::Borrowed(&self.high))
    }
}

/// Whether a piece of work that is left has an estimate. Cheap, where most plans of many items have some.
pub(super) fn has_estimates(state: &State<'_>) -> bool {
    let estimate = |at| match state.plan.item(at)? {
        Item::Issue(issue) => issue.estimate,
        Item::Batch(batch) => batch.estimate,
        _ => None,
    };
    state.work().any(|at| estimate(at).is_some_and(|hours| hours.high > 0.0) && !state.is_satisfied(at))
}
