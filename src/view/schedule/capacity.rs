//! What people and pools can do at once: who is asked for more, and what levelling made of it.

use serde::Serialize;

use crate::diagnostic::Failure;
use crate::plan::value::date::Date;
use crate::schedule::level::{Effort, Watch};
use crate::schedule::{Activities, Figure, Levelled, Overload, Resources, Schedule, WorkTime};
use crate::state::State;
use crate::text;

/// Owners that a note names before it counts the rest.
const MOST_NAMED: usize = 8;

/// How a levelled schedule is to be searched for.
#[derive(Debug, Clone, Copy)]
pub struct Levelling {
    /// How many schedules are made at most; nothing for what a moment allows.
    pub schedules: Option<u32>,
    /// What chance is drawn from.
    pub seed: u64,
}

/// What is known of a levelled schedule beside its times.
#[derive(Debug, Clone, Copy, Serialize)]
pub struct Facts {
    /// Hours that everything takes when each does what is theirs in the plan's order.
    naive: f64,
    /// Hours that no levelled schedule falls below.
    bound: f64,
    /// Hours that everything would take if all could do any number of things at once.
    unlimited: f64,
    /// How many schedules were tried.
    schedules: u32,
}

/// Somebody who is asked for more at once than they can do.
#[derive(Debug, Serialize)]
pub struct Load<'p> {
    /// Who.
    owner: &'p str,
    /// Units at once.
    capacity: u32,
    /// On which days.
    days: Vec<Day>,
    /// Whether there are more.
    more: bool,
}

/// A day on which somebody is asked for too much.
#[derive(Debug, Serialize)]
struct Day {
    /// The number of the working day, 1 being the first.
    #[serde(rename = "day")]
    number: u64,
    /// The day itself, when the plan has a `startDate`.
    date: Option<Date>,
    /// The most units at once.
    units: u32,
    /// Hours of work that are asked for.
    hours: f64,
}

/// The schedules of a plan by its estimates, levelled or not, and what they mean for its people.
pub(in crate::view) struct Planned<'a, 'p> {
    pub(in crate::view) low: Schedule<'a, 'p>,
    pub(in crate::view) high: Schedule<'a, 'p>,
    likely: Option<Schedule<'a, 'p>>,
    figure: Figure,
    pub(in crate::view) facts: Option<Facts>,
    resources: Resources<'p>,
}

impl<'a, 'p> Planned<'a, 'p> {
    pub(in crate::view) fn new(
        state: &State<'p>,
        activities: &'a Activities<'p>,
        figure: Figure,
        levelling: Option<Levelling>,
        watch: Watch<'_>,
    ) -> Result<Self, Failure> {
        let resources = Resources::new(state, activities);
        let mut facts = None;
        let mut plan = |wanted: Figure| -> Result<Schedule<'a, 'p>, Failure> {
            let free = activities.schedule(wanted)?;
            let Some(levelling) = levelling else { return Ok(free) };
            let moderate = Effort::moderate(activities.count());
            let schedules = levelling.schedules.unwrap_or(moderate.schedules);
            let effort = Effort { schedules, seed: levelling.seed };
            let Levelled { schedule, naive, bound, made, .. } =
                activities.levelled(state, wanted, &resources, effort, watch)?;
            if wanted == figure {
                facts = Some(Facts { naive, bound, unlimited: free.length(), schedules: made });
            }
            Ok(schedule)
        };
        let (low, high) = (plan(Figure::Low)?, plan(Figure::High)?);
        let likely = (figure == Figure::Likely).then(|| plan(Figure::Likely)).transpose()?;
        Ok(Self { low, high, likely, figure, facts, resources })
    }

    /// The one by the figure that was asked for.
    pub(in crate::view) fn asked(&self) -> &Schedule<'a, 'p> {
        match self.figure {
            Figure::Low => &self.low,
            Figure::Likely => self.likely.as_ref().unwrap_or(&self.high),
            Figure::High => &self.high,
        }
    }

    /// Who is asked for too much by it, and on which days.
    ///
    /// # Errors
    /// When the days lie after the year 9999.
    pub(in crate::view) fn loads(
        &self,
        hours_per_day: f64,
        work: Option<&WorkTime>,
    ) -> Result<Vec<Load<'p>>, Failure> {
        let overloads = self.resources.overloads(self.asked(), hours_per_day);
        overloads.iter().map(|overload| load(overload, hours_per_day, work)).collect()
    }
}

fn load<'p>(
    overload: &Overload<'p>,
    hours_per_day: f64,
    work: Option<&WorkTime>,
) -> Result<Load<'p>, Failure> {
    let days = overload.days.iter().map(|day| {
        #[expect(clippy::cast_precision_loss, reason = "a working day of many years")]
        let morning = day.day as f64 * hours_per_day;
        let date = work.map(|work| work.start_day(morning)).transpose()?;
        Ok(Day { number: day.day + 1, date, units: day.units, hours: day.hours })
    });
    let days = days.collect::<Result<_, Failure>>()?;
    Ok(Load { owner: overload.pool.name, capacity: overload.pool.capacity, days, more: overload.more })
}

impl Load<'_> {
    /// `@ada (3 at once for 1, on 5 days from 2025-10-20 to 2025-10-28)`.
    fn words(&self) -> String {
        let most = self.days.iter().map(|day| day.units).max().unwrap_or_default();
        let name =
            |day: &Day| day.date.map_or_else(|| format!("day {}", day.number), |date| date.to_string());
        let days = match (self.days.first(), self.days.last(), self.days.len()) {
            (Some(day), _, 1) => format!("on {}", name(day)),
            (Some(first), Some(last), count) => {
                let more = if self.more { "+" } else { "" };
                format!("on {count}{more} days from {} to {}", name(first), name(last))
            }
            _ => String::new(),
        };
        format!("{} ({most} at once for {}, {days})", self.owner, self.capacity)
    }
}

/// What a note says of all of them; nothing when nobody is asked for too much.
pub(super) fn noted(loads: &[Load<'_>]) -> Option<String> {
    let first: Vec<String> = loads.iter().take(MOST_NAMED).map(Load::words).collect();
    let more = loads.len().saturating_sub(MOST_NAMED);
    let more = if more > 0 { format!(" and {more} more") } else { String::new() };
    (!loads.is_empty()).then(|| first.join(", ") + &more)
}

impl Facts {
    /// What a note says of how good a levelled schedule of some length is; nothing when nothing is left to do.
    pub(super) fn words(&self, length: f64) -> Option<String> {
        let hours = |hours: f64| format!("{}h", text::number((hours * 100.0).round() / 100.0));
        let mut told = vec![format!("{} with any number of things at once", hours(self.unlimited))];
        if self.naive > length {
            told.push(format!("{} in the plan's order", hours(self.naive)));
        }
        told.push(if length > self.bound {
            format!("no schedule is shorter than {}", hours(self.bound))
        } else {
            "no schedule is shorter".to_owned()
        });
        let tried = text::plural(self.schedules as usize, "schedule");
        (length > 0.0).then(|| format!("{} ({tried} tried)", told.join(", ")))
    }
}
