//! On which days work is done: the plan's `calendar`, Monday to Friday where it does not say.

use chrono::{Datelike, Weekday};

use super::Plan;
use super::value::date::Date;
use super::value::status::Day;

/// Days without work in a row after which no working day is looked for any more.
const LONGEST_PAUSE: i64 = 366;

impl Plan<'_> {
    /// Whether work is done on a day: it is a working day of the week, and no holiday.
    pub fn is_work_day(&self, date: Date) -> bool {
        let calendar = self.calendar.as_ref();
        let days = calendar.map(|calendar| calendar.work_days.as_slice()).unwrap_or_default();
        let day = day_of(date);
        let is_of_week =
            if days.is_empty() { !matches!(day, Day::Saturday | Day::Sunday) } else { days.contains(&day) };
        is_of_week && calendar.is_none_or(|calendar| !calendar.holidays.contains(&date))
    }

    /// The last working day before a day; nothing when there is none within a year.
    pub fn work_day_before(&self, date: Date) -> Option<Date> {
        let mut earlier = (1..=LONGEST_PAUSE).map_while(|days| date.plus_days(-days));
        earlier.find(|day| self.is_work_day(*day))
    }
}

fn day_of(date: Date) -> Day {
    match date.calendar().weekday() {
        Weekday::Mon => Day::Monday,
        Weekday::Tue => Day::Tuesday,
        Weekday::Wed => Day::Wednesday,
        Weekday::Thu => Day::Thursday,
        Weekday::Fri => Day::Friday,
        Weekday::Sat => Day::Saturday,
        Weekday::Sun => Day::Sunday,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::json::Document;

    fn before(calendar: &str, date: &str) -> Option<String> {
        let document = Document::parse(format!(r#"{{"calendar": {calendar}}}"#).into()).unwrap();
        let plan = Plan::read(&document).unwrap();
        plan.work_day_before(Date::parse(date).unwrap()).map(|date| date.to_string())
    }

    #[test]
    fn the_working_day_before_a_monday_is_the_friday() {
        assert_eq!(before("null", "2025-10-20").as_deref(), Some("2025-10-17"));
        assert_eq!(before("{}", "2025-10-21").as_deref(), Some("2025-10-20"));
    }

    #[test]
    fn the_calendar_says_which_days_are_worked() {
        assert_eq!(before(r#"{"workDays": ["sat", "sun"]}"#, "2025-10-24").as_deref(), Some("2025-10-19"));
        assert_eq!(before(r#"{"holidays": ["2025-10-17"]}"#, "2025-10-20").as_deref(), Some("2025-10-16"));
    }

    #[test]
    fn the_first_day_of_all_has_no_day_before() {
        assert_eq!(before("null", "0000-01-01"), None);
    }
}
