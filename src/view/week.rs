//! Which week a label means, and which days it has.

use std::borrow::Cow;

use serde::Serialize;

use super::request::Request;
use crate::plan::value::date::Date;
use crate::plan::value::when::{Meaning, When};

/// The days of a week, both ends included.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Window {
    /// The first day.
    pub first: Date,
    /// The last day.
    pub last: Date,
}

impl Window {
    /// Whether a day lies in it.
    pub fn holds(self, date: Date) -> bool {
        self.first <= date && date <= self.last
    }

    /// The seven days before it.
    fn previous(self) -> Option<Self> {
        Some(Self { first: self.first.plus_days(-7)?, last: self.first.plus_days(-1)? })
    }
}

/// A week as a report's label names it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Week {
    /// The label in the heading; nothing when no week is known.
    pub label: Option<String>,
    /// Its days, when they are known.
    pub window: Option<Window>,
    /// Its number from the plan's start, when it has one; of several weeks that of the last.
    pub number: Option<u64>,
    /// The number of the first of several weeks, else its own.
    pub first_number: Option<u64>,
}

impl Week {
    /// The week that a request is about: that of its label, else that of its day, counted from the plan's start.
    pub fn asked(request: &Request, start: Option<Date>) -> Self {
        match (&request.label, request.day()) {
            (Some(label), _) => Self::labelled(label, start),
            (None, Some(day)) => Self::of_today(day, start),
            (None, None) => Self::unknown(),
        }
    }

    /// The week of a label: `Week 3`, `2025-W42`, or a date, whose ISO 8601 week is meant. Any other label is taken
    /// as it is, without a window.
    pub fn labelled(label: &str, start: Option<Date>) -> Self {
        if let Some((first, last)) = iso_week(label).or_else(|| Date::parse(label).and_then(Date::week)) {
            let number = start.and_then(|start| week_number(start, first));
            let window = Some(Window { first, last });
            return Self { label: Some(label.to_owned()), window, number, first_number: number };
        }
        let when = When::new(Cow::Borrowed(label), 1.0);
        let window = when.days(start).map(|(first, last)| Window { first, last });
        match when.meaning {
            Meaning::Weeks(first, last) => Self {
                label: Some(label.to_owned()),
                window,
                number: Some(u64::from(last)),
                first_number: Some(u64::from(first)),
            },
            _ => Self { label: Some(label.to_owned()), ..Self::unknown() },
        }
    }

    /// The week of today, counted from the plan's start; no known week when the plan has not begun or has no start.
    fn of_today(today: Date, start: Option<Date>) -> Self {
        let number = start.and_then(|start| week_number(start, today));
        match number {
            Some(number) => Self::labelled(&format!("Week {number}"), start),
            None => Self::unknown(),
        }
    }

    /// No known week.
    pub const fn unknown() -> Self {
        Self { label: None, window: None, number: None, first_number: None }
    }

    /// The week before it, when it is known which.
    pub fn previous(&self) -> Option<Self> {
        let number = self.first_number.and_then(|number| number.checked_sub(1)).filter(|number| *number > 0);
        let window = self.window.and_then(Window::previous);
        if number.is_none() && window.is_none() {
            return None;
        }
        let label = number.map(|number| format!("Week {number}"));
        Some(Self { label, window, number, first_number: number })
    }

    /// The label as the histories of metrics write it.
    pub fn when(&self, hours_per_day: f64) -> When<'_> {
        let single = self.number.filter(|_| self.first_number == self.number);
        let label = single.map(|number| format!("Week {number}")).or_else(|| self.label.clone());
        When::new(label.unwrap_or_default().into(), hours_per_day)
    }
}

/// The number of the week in which a time lies: that of its last week, else of its last day.
pub fn number_of(when: &When<'_>, start: Option<Date>) -> Option<u64> {
    match when.meaning {
        Meaning::Weeks(_, last) => Some(u64::from(last)),
        _ => week_number(start?, when.due(start)?),
    }
}

/// The number of the week around a day, from 1 at the plan's start.
fn week_number(start: Date, day: Date) -> Option<u64> {
    let days = u64::try_from(day.days_since(start)).ok()?;
    Some(days / 7 + 1)
}

/// Reads `2025-W42`.
fn iso_week(label: &str) -> Option<(Date, Date)> {
    let (year, week) = label.trim().split_once("-W")?;
    let digits = |text: &str, count: usize| {
        (text.len() == count && text.bytes().all(|byte| byte.is_ascii_digit()))
            .then(|| text.parse::<u32>().ok())?
    };
    Date::iso_week(i32::try_from(digits(year, 4)?).ok()?, digits(week, 2)?)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn date(text: &str) -> Date {
        Date::parse(text).unwrap()
    }

    fn days(week: &Week) -> Option<(String, String)> {
        week.window.map(|window| (window.first.to_string(), window.last.to_string()))
    }

    #[test]
    fn a_label_is_a_week_of_the_plan_an_iso_week_or_a_day_of_one() {
        let start = Some(date("2025-10-06"));
        let expected = Some(("2025-10-13".to_owned(), "2025-10-19".to_owned()));
        for label in ["Week 2", "2025-W42", "2025-10-16"] {
            let week = Week::labelled(label, start);
            assert_eq!((days(&week), week.number), (expected.clone(), Some(2)), "{label}");
        }
    }

    #[test]
    fn any_other_label_is_kept_and_has_no_window() {
        for label in ["Sprint 4", "2025-W99", "2025-W4", "next"] {
            assert_eq!(
                Week::labelled(label, Some(date("2025-10-06"))),
                Week { label: Some(label.to_owned()), ..Week::unknown() }
            );
        }
    }

    #[test]
    fn without_a_start_a_week_of_the_plan_has_a_number_and_no_days() {
        let week = Week::labelled("Week 3", None);
        assert_eq!((week.number, week.window), (Some(3), None));
        assert_eq!(Week::of_today(date("2025-10-16"), None).label, None);
    }

    #[test]
    fn today_is_in_the_week_counted_from_the_start() {
        let start = date("2025-10-06");
        assert_eq!(Week::of_today(date("2025-10-06"), Some(start)).label.as_deref(), Some("Week 1"));
        assert_eq!(Week::of_today(date("2025-10-13"), Some(start)).label.as_deref(), Some("Week 2"));
        assert_eq!(Week::of_today(date("2025-10-05"), Some(start)).label, None);
    }

    #[test]
    fn the_week_before_several_is_the_one_before_the_first_of_them() {
        let week = Week::labelled("Week 2–3", Some(date("2025-10-06")));
        assert_eq!(days(&week), Some(("2025-10-13".to_owned(), "2025-10-26".to_owned())));
        let before = week.previous().unwrap();
        assert_eq!(
            (before.number, before.window),
            (Some(1), Week::labelled("Week 1", Some(date("2025-10-06"))).window)
        );
        assert_eq!(week.when(8.0).text, "Week 2–3");
    }

    #[test]
    fn the_week_before_week_one_is_unknown_without_days() {
        assert_eq!(Week::labelled("Week 1", None).previous(), None);
        assert_eq!(Week::labelled("Week 3", None).previous().and_then(|week| week.number), Some(2));
    }
}
