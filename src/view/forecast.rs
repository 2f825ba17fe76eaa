//! The forecast of a plan: when it will be done with which odds, what decides that, and what the figures assume.

mod layout;
mod throughput;

use serde::Serialize;
use serde::ser::{SerializeMap, Serializer};

use super::{SCHEMA_VERSION, reference, schedule};
use crate::diagnostic::Failure;
use crate::forecast::{self, Drawing, Goal, Outcomes, Samples};
use crate::plan::kind::Kind;
use crate::plan::value::date::Date;
use crate::plan::value::hours::Hours;
use crate::schedule::{Activities, WorkTime};
use crate::state::State;

pub use layout::Layout;
use throughput::Throughput;

/// Rows that a histogram has at most.
const MOST_BINS: usize = 16;

/// What is wanted of a forecast.
#[derive(Debug, Clone, Copy)]
pub struct Wanted {
    /// How many runs are drawn; nothing leaves it to the size of the plan.
    pub runs: Option<usize>,
    /// What the random numbers follow from.
    pub seed: u64,
    /// Whether everyone can do any number of things at once.
    pub unlimited: bool,
    /// How many threads share the runs.
    pub threads: usize,
}

/// The forecast of a plan.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Page<'p> {
    schema_version: u32,
    kind: &'static str,
    /// The first day of work; nothing when the plan has no `startDate`.
    start_date: Option<Date>,
    /// When everything is done.
    #[serde(flatten)]
    finish: Percentiles<Moment>,
    /// Hours until everything is done by the low and by the high estimates.
    length: Bounds,
    /// Whether nobody does more at once than they can.
    levelled: bool,
    /// How many runs were drawn.
    runs: usize,
    /// What the random numbers follow from.
    seed: u64,
    /// How many of the activities that are left have an estimate with a range, and how many a single figure.
    ranges: usize,
    single_figures: usize,
    /// When the batches that are left are done.
    batches: Vec<GoalEntry>,
    /// When the milestones that are left are reached.
    milestones: Vec<GoalEntry>,
    /// The part of the runs in which each item was on the critical path.
    criticality: Criticality<'p>,
    /// How many runs came out when; nothing when all came out at once.
    histogram: Vec<Bin>,
    /// The other forecast, by what was finished in the weeks before.
    throughput: Throughput,
    /// That the two forecasts are far apart, in a sentence.
    disagreement: Option<String>,
    /// What counts as no hours, since it has no estimate.
    unestimated: Vec<String>,
    /// What the figures assume, in sentences.
    assumptions: Vec<String>,
    #[serde(skip)]
    outside: Vec<String>,
    /// Whether some work waits for other work of the same people.
    #[serde(skip)]
    has_decisions: bool,
    /// Whether fewer runs were drawn than usual.
    #[serde(skip)]
    has_fewer_runs: bool,
}

/// What holds in half of the runs, in four of five, and in nineteen of twenty.
#[derive(Debug, Clone, Copy, Serialize)]
struct Percentiles<T> {
    p50: T,
    p80: T,
    p95: T,
}

impl<T> Percentiles<T> {
    fn of(make: impl Fn(u8) -> Result<T, Failure>) -> Result<Self, Failure> {
        Ok(Self { p50: make(50)?, p80: make(80)?, p95: make(95)? })
    }

    const fn all(&self) -> [(&'static str, &T); 3] {
        [("P50", &self.p50), ("P80", &self.p80), ("P95", &self.p95)]
    }
}

/// A moment of the work to come; what is not known of it is nothing.
#[derive(Debug, Clone, Copy, Serialize)]
struct Moment {
    /// Hours until then.
    hours: Option<f64>,
    /// The last day of work until then.
    date: Option<Date>,
}

#[derive(Debug, Serialize)]
struct Bounds {
    low: f64,
    high: f64,
}

/// A batch or a milestone.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct GoalEntry {
    /// By what name it is addressed.
    id: String,
    /// What it is called.
    label: String,
    /// The day by which it is wanted.
    target_date: Option<Date>,
    /// When it is done.
    #[serde(flatten)]
    finish: Percentiles<Moment>,
    /// The part of the runs in which it is done by the day by which it is wanted; nothing when either is not known.
    odds: Option<f64>,
    /// Whether it waits for words too, of which nobody knows when they come true.
    partial: bool,
}

/// An item and the part of the runs in which it was critical.
#[derive(Debug)]
struct Criticality<'p>(Vec<Critical<'p>>);

#[derive(Debug)]
struct Critical<'p> {
    id: String,
    label: String,
    owners: Vec<&'p str>,
    left: Hours,
    share: f64,
}

impl Serialize for Criticality<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(self.0.len()))?;
        for item in &self.0 {
            map.serialize_entry(&item.id, &item.share)?;
        }
        map.end()
    }
}

/// A stretch of the work to come, and how many runs came out in it.
#[derive(Debug, Serialize)]
struct Bin {
    /// Hours behind which it begins.
    from: f64,
    /// Hours with which it ends.
    to: f64,
    /// The day with which it ends.
    date: Option<Date>,
    /// How many runs came out in it.
    runs: usize,
    /// The part of the runs that came out in it or before.
    odds: f64,
}

impl<'p> Page<'p> {
    /// The forecast of a plan, seen on a day. Tells `progress` how many runs are drawn in all, and gets what is told now
    /// and then how many more are done.
    ///
    /// # Errors
    /// When items wait for one another in a circle, the calendar leaves no working day, dates lie after the year 9999, something
    /// needs more of a pool than there is, or more runs are wanted than fit into memory.
    pub fn new<F: Fn(usize) + Sync>(
        state: &State<'p>,
        today: Date,
        wanted: Wanted,
        progress: impl FnOnce(usize) -> F,
    ) -> Result<Self, Failure> {
        let activities = &Activities::new(state, today)?;
        let work = state.plan.start().map(|_| WorkTime::new(state.plan, activities.first)).transpose()?;
        let goals = Goal::all(state, activities);
        let runs = forecast::runs(wanted.runs, activities, &goals)?;
        let decisions = if wanted.unlimited { Vec::new() } else { forecast::decisions(state, activities)? };
        let (low, high) = forecast::bounds(activities, &decisions)?;
        let drawing = Drawing { runs, seed: wanted.seed, threads: wanted.threads };
        let outcomes = forecast::forecast(activities, &decisions, &goals, drawing, &progress(runs))?;
        let (ranges, single_figures) = figures(activities);
        let is_known = ranges + single_figures > 0 || activities.unestimated.is_empty();
        let maker = Maker { state, activities, outcomes: &outcomes, work: work.as_ref(), is_known };
        let criticality = maker.criticality();
        let is_left = !criticality.0.is_empty();
        let finish = maker.moments(Some(&outcomes.length).filter(|_| is_left))?;
        let throughput = Throughput::new(state, today, drawing);
        let disagreement = finish.p80.hours.and_then(|hours| {
            let calendar = WorkTime::new(state.plan, activities.first).ok()?;
            throughput.disagreement(calendar.finish_day(hours).ok()?, today)
        });
        let mut page = Self {
            schema_version: SCHEMA_VERSION,
            kind: "forecast",
            start_date: work.as_ref().map(|work| work.start_day(0.0)).transpose()?,
            finish,
            length: Bounds { low, high },
            levelled: !wanted.unlimited,
            has_decisions: !decisions.is_empty(),
            runs,
            seed: wanted.seed,
            ranges,
            single_figures,
            batches: maker.goals(Kind::Batch, &goals)?,
            milestones: maker.goals(Kind::Milestone, &goals)?,
            criticality,
            histogram: maker.histogram()?,
            throughput,
            disagreement,
            unestimated: activities.unestimated.iter().map(|at| reference::address(state, *at)).collect(),
            assumptions: Vec::new(),
            has_fewer_runs: wanted.runs.is_none() && runs < forecast::RUNS,
            outside: activities
                .outside
                .iter()
                .map(|outside| schedule::told(state, outside).words())
                .collect(),
        };
        page.assumptions = page.assumed();
        Ok(page)
    }

    /// What the figures assume, each in a sentence.
    fn assumed(&self) -> Vec<String> {
        let mut told = Vec::new();
        if self.ranges > 0 {
            let (ranges, single) = (self.ranges, self.single_figures);
            let certain = match single {
                0 => String::new(),
                single => format!(" and {}", counted(single, "is a single figure", "are single figures")),
            };
            told.push(format!(
                "Of the estimates, {}{certain}. Between two figures all are alike (uniform); of three the middle one is the \
                 likeliest (PERT); a single one is certain.",
                counted(ranges, "has a range", "have a range"),
            ));
            told.push(
                "Each comes out by itself: what makes everything late at once is not in the odds.".to_owned(),
            );
        }
        told.push("Nothing is added to the plan.".to_owned());
        let order = match (self.levelled, self.has_decisions) {
            (true, true) => {
                "Nobody does more at once than they can. Who does what first stays as in the levelled schedule, however \
                 long things take."
            }
            (true, false) => "Nobody who is named has more to do at once than they can.",
            (false, _) => "Everyone can do any number of things at once.",
        };
        told.push(order.to_owned());
        if self.throughput.is_known() {
            told.push(
                "By throughput, each week to come is one of the past ones, drawn anew each time.".to_owned(),
            );
        }
        told
    }
}

/// `1 has a range`, `3 have a range`.
fn counted(count: usize, one: &str, several: &str) -> String {
    format!("{count} {}", if count == 1 { one } else { several })
}

/// What the parts of a page are made of.
struct Maker<'s, 'p> {
    state: &'s State<'p>,
    activities: &'s Activities<'p>,
    outcomes: &'s Outcomes,
    work: Option<&'s WorkTime>,
    /// Whether anything is known of how long what is left takes.
    is_known: bool,
}

impl<'p> Maker<'_, 'p> {
    fn date(&self, hours: f64) -> Result<Option<Date>, Failure> {
        self.work.map(|work| work.finish_day(hours)).transpose()
    }

    fn moments(&self, samples: Option<&Samples>) -> Result<Percentiles<Moment>, Failure> {
        Percentiles::of(|percent| {
            let hours = samples.filter(|_| self.is_known).map(|samples| samples.percentile(percent));
            let date = hours.map(|hours| self.date(hours)).transpose()?.flatten();
            Ok(Moment { hours, date })
        })
    }

    fn goals(&self, kind: Kind, goals: &[Goal]) -> Result<Vec<GoalEntry>, Failure> {
        let goals = goals.iter().zip(&self.outcomes.groups).filter(|(goal, _)| goal.at.kind == kind);
        goals.map(|(goal, samples)| self.goal(goal, Some(samples).filter(|_| goal.is_known()))).collect()
    }

    fn goal(&self, goal: &Goal, samples: Option<&Samples>) -> Result<GoalEntry, Failure> {
        let target_date = schedule::target(self.state, goal.at);
        // Words may come true later than anything that has a length.
        let counted = samples.filter(|_| self.is_known && !goal.is_partial);
        let odds = counted.zip(self.work).zip(target_date).map(|((samples, work), day)| {
            let hours = day.plus_days(1).map_or(f64::INFINITY, |next| work.hours_before(next));
            // What takes no time is done on the first day of work.
            if hours > 0.0 { samples.odds(hours) } else { 0.0 }
        });
        Ok(GoalEntry {
            id: reference::address(self.state, goal.at),
            label: reference::label(self.state, goal.at),
            target_date,
            finish: self.moments(samples)?,
            odds,
            partial: goal.is_partial,
        })
    }

    fn criticality(&self) -> Criticality<'p> {
        let items = self.state.work().chain(schedule::others(self.state));
        let items = items.filter_map(|at| {
            let place = self.activities.end(at)?;
            let runs = self.outcomes.critical.get(place as usize).copied().unwrap_or_default();
            Some(Critical {
                id: reference::address(self.state, at),
                label: reference::label(self.state, at),
                owners: reference::owners(self.state, at),
                left: self.activities.left(at).unwrap_or(Hours::NONE),
                share: f64::from(runs) / count(self.outcomes.length.len()),
            })
        });
        Criticality(items.collect())
    }

    /// The runs by the day on which everything is done, or by hours.
    fn histogram(&self) -> Result<Vec<Bin>, Failure> {
        let samples = &self.outcomes.length;
        let unit = if self.work.is_some() { self.state.plan.hours_per_day() } else { 1.0 };
        let bins = samples.bins(width(samples, unit, self.work.is_some()));
        if bins.len() < 2 {
            return Ok(Vec::new());
        }
        let bins = bins.into_iter().map(|bin| {
            let odds = count(bin.until) / count(samples.len());
            Ok(Bin { from: bin.from, to: bin.to, date: self.date(bin.to)?, runs: bin.runs, odds })
        });
        bins.collect()
    }
}

/// How many estimates of what is left have a range, and how many are a single figure.
fn figures(activities: &Activities<'_>) -> (usize, usize) {
    let estimated = activities.hours().filter(|hours| hours.high > 0.0);
    estimated.fold(
        (0, 0),
        |(ranges, single), hours| {
            if hours.low < hours.high { (ranges + 1, single) } else { (ranges, single + 1) }
        },
    )
}

/// The width of the stretches of a histogram: one, two or five times a power of ten of a unit, the least that gives few
/// enough. A whole unit is not divided when it is a day.
fn width(samples: &Samples, unit: f64, is_whole: bool) -> f64 {
    let spread = samples.percentile(100) - samples.percentile(0);
    let mut power = if is_whole { unit } else { unit / 1000.0 };
    loop {
        for width in [power, 2.0 * power, 5.0 * power] {
            // One more than fit, since both ends may stand within one.
            if (spread / width).ceil() + 1.0 <= count(MOST_BINS) {
                return width;
            }
        }
        power *= 10.0;
    }
}

#[expect(clippy::cast_precision_loss, reason = "a count of runs")]
const fn count(number: usize) -> f64 {
    number as f64
}
