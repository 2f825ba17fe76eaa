//! Working time: hours of work from a first day on, and the days of the calendar on which they are worked.
//!
//! Working days are numbered from the first one. A week has the same working days as every other, so the day of a number
//! follows by division, and holidays are skipped by a search in their sorted numbers: no loop over days, however far off
//! a day is.

use chrono::Datelike;

use crate::diagnostic::Failure;
use crate::json::NodeKind;
use crate::plan::Plan;
use crate::plan::value::date::Date;
use crate::plan::value::status::Day;
use crate::text;

/// More working days than there are from the year 0 to the year 9999.
const MOST_DAYS: f64 = 4_000_000.0;

/// What two counts of days may differ in and still be the same: hours are sums of figures such as 0.1.
const SAME: f64 = 1e-6;

/// The days and hours of work from a first day on.
#[derive(Debug, Clone)]
pub struct WorkTime {
    first: Date,
    hours_per_day: f64,
    week: Week,
    /// The holidays from the first day on that would be working days: sorted, each once.
    holidays: Vec<Date>,
    /// For each of them, how many days are worked before it.
    worked_before: Vec<i64>,
}

/// The working days of a week.
#[derive(Debug, Clone, Copy)]
struct Week([bool; 7]);

impl WorkTime {
    /// The working time of a plan by its `calendar`, from a day on.
    ///
    /// # Errors
    /// When the calendar leaves no working day.
    pub fn new(plan: &Plan<'_>, first: Date) -> Result<Self, Failure> {
        let week = Week::of(plan)?;
        let holidays =
            plan.calendar.as_ref().map(|calendar| calendar.holidays.as_slice()).unwrap_or_default();
        let mut holidays: Vec<Date> =
            holidays.iter().copied().filter(|day| *day >= first && week.is_worked(weekday(*day))).collect();
        holidays.sort_unstable();
        holidays.dedup();
        let worked_before =
            (0_i64..).zip(&holidays).map(|(earlier, day)| week.days(first, *day) - earlier).collect();
        let time = Self { first, hours_per_day: plan.hours_per_day(), week, holidays, worked_before };
        match time.day(0) {
            Some(_) => Ok(time),
            None => Err(no_working_day(&format!("from {first} on, every working day is a holiday"))),
        }
    }

    /// The day on which work begins that starts after so many hours: at the end of a day, the next working day.
    ///
    /// # Errors
    /// When it lies after the year 9999.
    pub fn start_day(&self, hours: f64) -> Result<Date, Failure> {
        self.day_after(hours, f64::floor, 0.0)
    }

    /// The day on which work ends that is finished after so many hours: at the end of a day, that day.
    ///
    /// # Errors
    /// When it lies after the year 9999.
    pub fn finish_day(&self, hours: f64) -> Result<Date, Failure> {
        self.day_after(hours, f64::ceil, 1.0)
    }

    /// The first and the last day of work from one hour to another. What takes no time is on the day on which it is
    /// reached.
    ///
    /// # Errors
    /// When they lie after the year 9999.
    pub fn days(&self, start: f64, finish: f64) -> Result<(Date, Date), Failure> {
        let last = self.finish_day(finish)?;
        // What begins at a day's end and takes no time would begin after it ends.
        let first = if finish - start < SAME { last } else { self.start_day(start)? };
        Ok((first, last))
    }

    /// Hours of work from the first day to the morning of a day; none for a day before the first.
    #[expect(clippy::cast_precision_loss, reason = "at most some millions of days")]
    pub fn hours_before(&self, day: Date) -> f64 {
        let free = self.holidays.partition_point(|holiday| *holiday < day);
        let worked = self.week.days(self.first, day) - i64::try_from(free).unwrap_or_default();
        worked.max(0) as f64 * self.hours_per_day
    }

    /// Hours of work of a day.
    pub fn hours_per_day(&self) -> f64 {
        self.hours_per_day
    }

    fn day_after(&self, hours: f64, round: impl Fn(f64) -> f64, back: f64) -> Result<Date, Failure> {
        let days = hours / self.hours_per_day;
        let whole = if (days - days.round()).abs() < SAME { days.round() } else { round(days) };
        let number = (whole - back).max(0.0);
        #[expect(clippy::cast_possible_truncation, reason = "within the bounds that are asked for")]
        let day = if number < MOST_DAYS { self.day(number as i64) } else { None };
        day.ok_or_else(|| {
            let message = format!(
                "{} hours of work from {} on end after the year 9999",
                text::number(hours.round()),
                self.first
            );
            Failure::new(message).hint("`tracker list --sort -estimate` shows the largest estimates")
        })
    }

    /// The working day of a number, the first being 0; nothing after the year 9999.
    fn day(&self, number: i64) -> Option<Date> {
        // Each holiday before which no more days are worked than these moves it by one.
        let skipped = self.worked_before.partition_point(|worked| *worked <= number);
        let number = number.checked_add(i64::try_from(skipped).ok()?)?;
        self.week.day(self.first, number)
    }
}

impl Week {
    fn of(plan: &Plan<'_>) -> Result<Self, Failure> {
        let days = plan.calendar.as_ref().map(|calendar| calendar.work_days.as_slice()).unwrap_or_default();
        // An absent list means the usual week; a list with nothing in it means what it says.
        let listed = plan.root.get("calendar").and_then(|calendar| calendar.get("workDays"));
        if listed.is_some_and(|list| list.kind() == NodeKind::Array && list.is_empty()) {
            return Err(no_working_day("its `workDays` are none"));
        }
        let usual = [Day::Monday, Day::Tuesday, Day::Wednesday, Day::Thursday, Day::Friday];
        let days = if days.is_empty() { &usual } else { days };
        Ok(Self(std::array::from_fn(|place| days.iter().any(|day| position(*day) == place))))
    }

    fn is_worked(self, weekday: usize) -> bool {
        self.0.get(weekday % 7).copied().unwrap_or_default()
    }

    /// Working days of a week from a weekday on, within so many days.
    fn within(self, weekday: usize, days: usize) -> i64 {
        let worked = (0..days).filter(|ahead| self.is_worked(weekday + ahead)).count();
        i64::try_from(worked).unwrap_or_default()
    }

    /// Working days from one day until the morning of another, holidays not considered; none when that is earlier.
    fn days(self, from: Date, to: Date) -> i64 {
        let days = to.days_since(from).max(0);
        let rest = usize::try_from(days % 7).unwrap_or_default();
        days / 7 * self.within(0, 7) + self.within(weekday(from), rest)
    }

    /// The working day of a number from a day on, the first being 0, holidays not considered.
    fn day(self, from: Date, number: i64) -> Option<Date> {
        let of_week = self.within(0, 7);
        let (weeks, rest) =
            (number.checked_div(of_week)?, usize::try_from(number.checked_rem(of_week)?).ok()?);
        let ahead = (0..7).filter(|ahead| self.is_worked(weekday(from) + ahead)).nth(rest)?;
        from.plus_days(weeks.checked_mul(7)?.checked_add(i64::try_from(ahead).ok()?)?)
    }
}

fn weekday(day: Date) -> usize {
    day.calendar().weekday().num_days_from_monday() as usize
}

/// The place of a day in the week, Monday being 0.
fn position(day: Day) -> usize {
    match day {
        Day::Monday => 0,
        Day::Tuesday => 1,
        Day::Wednesday => 2,
        Day::Thursday => 3,
        Day::Friday => 4,
        Day::Saturday => 5,
        Day::Sunday => 6,
    }
}

fn no_working_day(why: &str) -> Failure {
    let message = format!("the plan's `calendar` leaves no working day: {why}");
    Failure::new(message)
        .hint("give the plan's `calendar` a working day, such as \"workDays\": [\"mon\", \"tue\"]")
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::json::Document;

    fn date(text: &str) -> Date {
        Date::parse(text).unwrap()
    }

    /// What is asked of the working time of a calendar from a day on.
    fn with<T>(calendar: &str, first: &str, ask: impl Fn(&WorkTime) -> T) -> Result<T, Failure> {
        let document = Document::parse(format!(r#"{{"calendar": {calendar}}}"#).into()).unwrap();
        let plan = Plan::read(&document).unwrap();
        WorkTime::new(&plan, date(first)).map(|time| ask(&time))
    }

    fn days(calendar: &str, first: &str, start: f64, finish: f64) -> String {
        let days = with(calendar, first, |time| time.days(start, finish)).unwrap();
        days.map_or_else(|failure| failure.message, |(first, last)| format!("{first} to {last}"))
    }

    #[test]
    fn work_begins_on_the_first_working_day_and_skips_the_week_end() {
        assert_eq!(days("null", "2025-10-18", 0.0, 1.0), "2025-10-20 to 2025-10-20");
        assert_eq!(days("null", "2025-10-20", 0.0, 40.0), "2025-10-20 to 2025-10-24");
        assert_eq!(days("null", "2025-10-20", 39.0, 41.0), "2025-10-24 to 2025-10-27");
    }

    #[test]
    fn the_end_of_a_day_ends_on_it_and_begins_on_the_next() {
        assert_eq!(days("null", "2025-10-20", 0.0, 8.0), "2025-10-20 to 2025-10-20");
        assert_eq!(days("null", "2025-10-20", 8.0, 16.0), "2025-10-21 to 2025-10-21");
        assert_eq!(days(r#"{"hoursPerDay": 0.3}"#, "2025-10-20", 0.1 + 0.2, 0.6), "2025-10-21 to 2025-10-21");
    }

    #[test]
    fn what_takes_no_time_is_on_the_day_on_which_it_is_reached() {
        assert_eq!(days("null", "2025-10-20", 0.0, 0.0), "2025-10-20 to 2025-10-20");
        assert_eq!(days("null", "2025-10-20", 40.0, 40.0), "2025-10-24 to 2025-10-24");
    }

    #[test]
    fn holidays_are_skipped_wherever_they_fall() {
        let calendar =
            r#"{"holidays": ["2025-10-22", "2025-10-20", "2025-10-20", "2025-10-25", "2020-01-01"]}"#;
        assert_eq!(days(calendar, "2025-10-20", 0.0, 16.0), "2025-10-21 to 2025-10-23");
        let before =
            |day| with(calendar, "2025-10-20", |time| text::number(time.hours_before(date(day)))).unwrap();
        assert_eq!(
            ["2025-10-19", "2025-10-21", "2025-10-23", "2025-10-27"].map(before),
            ["0", "0", "8", "24"]
        );
    }

    #[test]
    fn a_calendar_without_a_working_day_is_refused() {
        let message = |calendar, first| with(calendar, first, |_| ()).unwrap_err().message;
        assert_eq!(
            message(r#"{"workDays": []}"#, "2025-10-20"),
            "the plan's `calendar` leaves no working day: its `workDays` are none"
        );
        assert_eq!(
            message(r#"{"holidays": ["9999-12-31"]}"#, "9999-12-31"),
            "the plan's `calendar` leaves no working day: from 9999-12-31 on, every working day is a holiday"
        );
    }

    #[test]
    fn days_after_the_year_9999_are_refused() {
        let calendar = r#"{"workDays": ["fri"], "holidays": ["9999-12-24"]}"#;
        assert_eq!(days(calendar, "9999-12-20", 0.0, 8.0), "9999-12-31 to 9999-12-31");
        let late = |hours| format!("{hours} hours of work from 9999-12-20 on end after the year 9999");
        assert_eq!(days(calendar, "9999-12-20", 0.0, 9.0), late("9"));
        assert_eq!(days(calendar, "9999-12-20", 0.0, 1e300), late("1e300"));
    }

    #[test]
    fn seven_thousand_years_are_as_near_as_a_week() {
        assert_eq!(days("null", "2025-10-20", 0.0, 16_000_000.0), "2025-10-20 to 9691-12-07");
    }

    proptest! {
        #[test]
        fn the_days_are_those_that_are_found_day_by_day(
            week in proptest::collection::btree_set(0_usize..7, 1..=7),
            holidays in proptest::collection::vec(0_i64..80, 0..20),
            first in 0_i64..10,
            number in 0_u32..40,
        ) {
            let names = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
            let origin = date("2025-10-13");
            let week: Vec<String> = week.iter().map(|day| format!("{:?}", names[*day])).collect();
            let holidays: Vec<String> =
                holidays.iter().map(|ahead| format!("\"{}\"", origin.plus_days(*ahead).unwrap())).collect();
            let text = format!(
                r#"{{"calendar": {{"workDays": [{}], "holidays": [{}]}}}}"#,
                week.join(","),
                holidays.join(",")
            );
            let document = Document::parse(text.into()).unwrap();
            let plan = Plan::read(&document).unwrap();
            let first = origin.plus_days(first).unwrap();
            let time = WorkTime::new(&plan, first).unwrap();
            let mut worked = (0..).filter_map(|ahead| first.plus_days(ahead)).filter(|day| plan.is_work_day(*day));
            let expected = worked.nth(number as usize).unwrap();
            let hours = f64::from(number) * 8.0;
            prop_assert_eq!(time.start_day(hours).unwrap(), expected);
            prop_assert_eq!(time.finish_day(hours + 8.0).unwrap(), expected);
            prop_assert!((time.hours_before(expected) - hours).abs() < 1e-9);
        }
    }
}
