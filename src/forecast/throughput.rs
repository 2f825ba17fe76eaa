//! When the rest is done if the weeks to come are like those that have been: no estimate is looked at.
//!
//! What was finished in each week, by its `completed` stamp, is drawn with replacement, week after week, until what is left
//! is done (D. S. Vacanti, "Actionable Agile Metrics for Predictability", 2015; the bootstrap of B. Efron, "Bootstrap
//! methods: another look at the jackknife", Annals of Statistics 7, 1979).
//!
//! Weeks are stretches of seven days that end with the day before today, so that each holds the same days of the week and the
//! newest counts. The history begins with the first stamp, or with the plan's `startDate` when that is earlier: weeks
//! before the first thing was finished are history too. A stretch that is not whole is left out.

use rand::SeedableRng;
use rand_distr::{Distribution, Uniform};
use rand_pcg::Pcg64Dxsm;

use super::samples::Samples;
use crate::plan::index::At;
use crate::plan::value::date::Date;
use crate::plan::value::status::Status;
use crate::schedule::stamps;
use crate::state::State;

/// Weeks with something finished that a forecast needs. Of any five weeks, the odds that the middle of all weeks lies
/// between the least and the greatest are 1 − 2/2⁵, about 94 % (the "rule of five" of D. W. Hubbard, "How to Measure
/// Anything", 2007); with fewer, nothing is known of how far weeks differ.
pub const LEAST_WEEKS: usize = 5;

/// A forecast for later than a hundred years from now is none.
pub const MOST_WEEKS: u32 = 5200;

/// Runs of which more would make no percentile better: weeks are coarse.
const MOST_RUNS: usize = 10_000;

/// What was finished in the weeks before a day, and what is left.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct History {
    /// What was finished in each whole week, the oldest first.
    pub weeks: Vec<u32>,
    /// The first day of the first of these weeks.
    pub from: Option<Date>,
    /// How many things are finished without a stamp that says when: they are in no week.
    pub undated: usize,
    /// How many are left: issues, and batches without issues.
    pub left: usize,
}

impl History {
    /// The history of a plan until a day.
    pub fn new(state: &State<'_>, today: Date) -> Self {
        let mut history = Self { weeks: Vec::new(), from: None, undated: 0, left: 0 };
        let mut days = Vec::new();
        for at in state.work() {
            match state.status(at) {
                Some(Status::Cancelled) | None => {}
                Some(Status::Done) => match completed(state, at) {
                    Some(day) => days.push(day),
                    None => history.undated += 1,
                },
                Some(_) => history.left += 1,
            }
        }
        let begun = state.work().filter_map(|at| stamps(state, at).0);
        let first = days.iter().copied().chain(begun).chain(state.plan.start()).min();
        let whole = first.map_or(0, |first| today.days_since(first) / 7).max(0);
        history.from = if whole > 0 { today.plus_days(-7 * whole) } else { None };
        history.weeks = vec![0; usize::try_from(whole).unwrap_or_default()];
        for day in days {
            let week = history.from.map(|from| day.days_since(from).div_euclid(7));
            let week = week.and_then(|week| usize::try_from(week).ok());
            if let Some(count) = week.and_then(|week| history.weeks.get_mut(week)) {
                *count += 1;
            }
        }
        history
    }

    /// How many weeks there are in which something was finished.
    pub fn busy(&self) -> usize {
        self.weeks.iter().filter(|count| **count > 0).count()
    }

    /// How many things were finished in all weeks.
    pub fn finished(&self) -> u64 {
        self.weeks.iter().map(|count| u64::from(*count)).sum()
    }

    /// The weeks until what is left is done, in so many runs, [`MOST_WEEKS`] at most; nothing when the history is too
    /// short.
    pub fn forecast(&self, runs: usize, seed: u64) -> Option<Samples> {
        if self.busy() < LEAST_WEEKS {
            return None;
        }
        let places = Uniform::new(0, self.weeks.len()).ok()?;
        let mut random = Pcg64Dxsm::seed_from_u64(seed);
        let left = u64::try_from(self.left).ok()?;
        let mut run = || {
            let (mut done, mut weeks) = (0, 0);
            while done < left && weeks < MOST_WEEKS {
                done += u64::from(self.weeks.get(places.sample(&mut random)).copied().unwrap_or_default());
                weeks += 1;
            }
            f64::from(weeks)
        };
        Some(Samples::new((0..runs.min(MOST_RUNS)).map(|_| run()).collect()))
    }
}

fn completed(state: &State<'_>, at: At) -> Option<Date> {
    stamps(state, at).1
}
