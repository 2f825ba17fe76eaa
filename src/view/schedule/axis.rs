//! The axis of a Gantt chart: where hours and days stand on it, and where it is labelled.

use chrono::{Datelike, NaiveDate};

use crate::diagnostic::Failure;
use crate::plan::Plan;
use crate::plan::value::date::Date;
use crate::schedule::WorkTime;
use crate::text;

/// Labels of an axis at most.
const MOST_TICKS: f64 = 12.0;

/// Days up to which those without work are shown.
const MOST_SHADED: f64 = 130.0;

/// What the axis counts: days from the first one, or hours from zero where the plan has no start.
#[derive(Debug)]
pub(super) enum Scale {
    Days { first: Date, work: WorkTime },
    Hours,
}

/// A label of the axis.
#[derive(Debug, Clone, PartialEq)]
pub struct Tick {
    /// Where it stands, in parts of the axis.
    pub at: f64,
    /// A day, a month or a year; hours from now.
    pub label: String,
}

/// A stretch of the scale that is drawn.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Stretch {
    pub(super) from: f64,
    pub(super) to: f64,
}

impl Scale {
    /// Where something begins after so many hours.
    pub(super) fn start(&self, hours: f64) -> Result<f64, Failure> {
        match self {
            Self::Days { work, .. } => Ok(self.moment(work.start_day(hours)?, hours)),
            Self::Hours => Ok(hours),
        }
    }

    /// Where something ends after so many hours.
    pub(super) fn finish(&self, hours: f64) -> Result<f64, Failure> {
        match self {
            Self::Days { work, .. } => Ok(self.moment(work.finish_day(hours)?, hours)),
            Self::Hours => Ok(hours),
        }
    }

    /// Where the morning of a day is; nothing on a scale of hours.
    pub(super) fn morning(&self, day: Date) -> Option<f64> {
        match self {
            Self::Days { first, .. } => Some(count(day.days_since(*first))),
            Self::Hours => None,
        }
    }

    /// The place in a day at which so many hours have been worked.
    fn moment(&self, day: Date, hours: f64) -> f64 {
        let Self::Days { first, work } = self else { return hours };
        let part = (hours - work.hours_before(day)) / work.hours_per_day();
        count(day.days_since(*first)) + part.clamp(0.0, 1.0)
    }

    /// The labels of a stretch, at most about a dozen.
    pub(super) fn ticks(&self, stretch: Stretch) -> Vec<Tick> {
        match self {
            Self::Days { first, .. } => {
                let days = days(*first, stretch);
                days.into_iter()
                    .filter_map(|(day, label)| Some(Tick { at: stretch.part(self.morning(day)?), label }))
                    .collect()
            }
            Self::Hours => {
                let step = round_step(stretch.length() / MOST_TICKS);
                let first = (stretch.from / step).ceil();
                let places = std::iter::successors(Some(first), |place| Some(place + 1.0)).map(|n| n * step);
                let places = places.take_while(|hours| *hours <= stretch.to);
                places
                    .map(|hours| Tick { at: stretch.part(hours), label: format!("{}h", text::number(hours)) })
                    .collect()
            }
        }
    }

    /// The days without work in a stretch of some months, as parts of it.
    pub(super) fn pauses(&self, plan: &Plan<'_>, stretch: Stretch) -> Vec<(f64, f64)> {
        let Self::Days { first, .. } = self else { return Vec::new() };
        if stretch.length() > MOST_SHADED {
            return Vec::new();
        }
        let days = std::iter::successors(whole_day(*first, stretch.from), |day| day.plus_days(1));
        let places =
            days.map_while(|day| Some((day, self.morning(day).filter(|place| *place < stretch.to)?)));
        places
            .filter(|(day, _)| !plan.is_work_day(*day))
            .map(|(_, place)| (stretch.part(place), stretch.part(place + 1.0)))
            .collect()
    }
}

impl Stretch {
    pub(super) fn length(self) -> f64 {
        self.to - self.from
    }

    /// A place of the scale in parts of the stretch.
    pub(super) fn part(self, place: f64) -> f64 {
        ((place - self.from) / self.length()).clamp(0.0, 1.0)
    }
}

/// The days of a stretch that get a label: every day, Monday, month, quarter or some years, whichever are few enough.
fn days(first: Date, stretch: Stretch) -> Vec<(Date, String)> {
    let Some(from) = whole_day(first, stretch.from) else { return Vec::new() };
    let within = |day: &Date| {
        let place = count(day.days_since(first));
        stretch.from <= place && place <= stretch.to
    };
    let length = stretch.length();
    let every = |start: Date, step: i64| -> Vec<(Date, String)> {
        let days = std::iter::successors(Some(start), |day| day.plus_days(step));
        let days = days.take_while(|day| count(day.days_since(first)) <= stretch.to);
        days.filter(within).map(|day| (day, day.to_string())).collect()
    };
    let monday = || from.week().map_or(from, |(monday, _)| monday);
    let week = 7.0;
    let year = 365.25;
    if length <= MOST_TICKS {
        return every(from, 1);
    }
    if length <= MOST_TICKS * week {
        return every(monday(), 7);
    }
    let months = if length <= MOST_TICKS * year / 12.0 {
        1.0
    } else if length <= MOST_TICKS * year / 4.0 {
        3.0
    } else {
        12.0 * round_step(length / year / MOST_TICKS).max(1.0)
    };
    by_months(from, months)
        .take_while(|(day, _)| count(day.days_since(first)) <= stretch.to)
        .filter(|(day, _)| within(day))
        .collect()
}

/// The first days of every so many months, from the one around a day on.
fn by_months(from: Date, step: f64) -> impl Iterator<Item = (Date, String)> {
    // Steps are a few months, or years that are round numbers.
    #[expect(clippy::cast_possible_truncation, reason = "at most the months of ten thousand years")]
    let step = step.clamp(1.0, 120_000.0) as i32;
    let day = from.calendar();
    let month = day.year() * 12 + day.month0().cast_signed();
    let first = month - month.rem_euclid(step);
    std::iter::successors(Some(first), move |month| month.checked_add(step)).map_while(move |month| {
        let month_of_year = u32::try_from(month.rem_euclid(12)).ok()?;
        let day = NaiveDate::from_ymd_opt(month.div_euclid(12), month_of_year + 1, 1);
        let day = day.and_then(Date::from_calendar)?;
        let shown = day.to_string();
        let label = shown.get(..if step % 12 == 0 { 4 } else { 7 }).unwrap_or_default().to_owned();
        Some((day, label))
    })
}

/// The day in which a place lies.
fn whole_day(first: Date, place: f64) -> Option<Date> {
    #[expect(clippy::cast_possible_truncation, reason = "days between the years 0 and 9999")]
    first.plus_days(place.floor() as i64)
}

/// 1, 2 or 5 times a power of ten: the first of these that is not less.
fn round_step(least: f64) -> f64 {
    if !(least.is_finite() && least > 0.0) {
        return 1.0;
    }
    let power = 10.0_f64.powf(least.log10().floor());
    // Rounding may have left the power a little below.
    let steps = [1.0, 2.0, 5.0, 10.0].map(|factor| factor * power);
    steps.into_iter().find(|step| *step >= least * 0.999_999).unwrap_or(least)
}

#[expect(clippy::cast_precision_loss, reason = "some millions of days")]
fn count(days: i64) -> f64 {
    days as f64
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::json::Document;

    fn with<T>(first: &str, ask: impl FnOnce(&Scale, &Plan<'_>) -> T) -> T {
        let document = Document::parse(b"{}".to_vec()).unwrap();
        let plan = Plan::read(&document).unwrap();
        let first = Date::parse(first).unwrap();
        let work = WorkTime::new(&plan, first).unwrap();
        ask(&Scale::Days { first, work }, &plan)
    }

    fn labels(scale: &Scale, from: f64, to: f64) -> String {
        let ticks = scale.ticks(Stretch { from, to });
        assert!(ticks.len() <= 14, "{}", ticks.len());
        ticks.iter().map(|tick| tick.label.as_str()).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn hours_are_labelled_at_round_numbers() {
        assert_eq!(labels(&Scale::Hours, 0.0, 18.5), "0h 2h 4h 6h 8h 10h 12h 14h 16h 18h");
        assert_eq!(labels(&Scale::Hours, 0.0, 1.0), "0h 0.1h 0.2h 0.3h 0.4h 0.5h 0.6h 0.7h 0.8h 0.9h 1h");
        assert_eq!(
            labels(&Scale::Hours, 0.0, 100_000.0),
            "0h 10000h 20000h 30000h 40000h 50000h 60000h 70000h 80000h 90000h 100000h"
        );
    }

    #[test]
    fn days_are_labelled_as_days_mondays_months_quarters_and_years() {
        with("2025-10-16", |scale, _| {
            assert_eq!(labels(scale, -1.0, 2.0), "2025-10-15 2025-10-16 2025-10-17 2025-10-18");
            assert_eq!(labels(scale, 0.0, 20.0), "2025-10-20 2025-10-27 2025-11-03");
            assert_eq!(labels(scale, 0.0, 100.0), "2025-11 2025-12 2026-01");
            assert_eq!(labels(scale, 0.0, 500.0), "2026-01 2026-04 2026-07 2026-10 2027-01");
            assert_eq!(labels(scale, 0.0, 3_000.0), "2026 2027 2028 2029 2030 2031 2032 2033 2034");
            assert_eq!(labels(scale, 0.0, 2_900_000.0), "3000 4000 5000 6000 7000 8000 9000");
        });
    }

    #[test]
    fn hours_of_work_have_their_place_in_a_day() {
        with("2025-10-17", |scale, plan| {
            // Friday, then the week-end, then Monday.
            let place = |place: Result<f64, Failure>| text::number(place.unwrap());
            assert_eq!([scale.start(0.0), scale.start(2.0), scale.start(8.0)].map(place), ["0", "0.25", "3"]);
            assert_eq!([scale.finish(8.0), scale.finish(10.0)].map(place), ["1", "3.25"]);
            let pauses = scale.pauses(plan, Stretch { from: 0.0, to: 5.0 });
            assert_eq!(pauses, [(0.2, 0.4), (0.4, 0.6)]);
        });
    }
}
