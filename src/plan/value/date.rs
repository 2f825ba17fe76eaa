//! Calendar dates, exactly ten characters: `2025-10-16`.

use std::borrow::Cow;
use std::fmt;

use chrono::{Datelike, Days, NaiveDate};

use crate::json::Node;
use crate::plan::facet::Facet;
use crate::plan::read::{Entry, Reader, Scalar};
use crate::plan::shape::Shape;

/// A day of the calendar, years 0 to 9999.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Date(NaiveDate);

impl Date {
    /// The first day that the format can write.
    pub const FIRST: Self = match NaiveDate::from_ymd_opt(0, 1, 1) {
        Some(day) => Self(day),
        None => Self(NaiveDate::MIN),
    };

    /// Reads `YYYY-MM-DD`. chrono's own reading takes `2026-1-5` and leading space too; those are refused,
    /// since they do not sort as text and other readers of the plan would stumble.
    pub fn parse(text: &str) -> Option<Self> {
        let digits = |range: std::ops::Range<usize>| {
            let part = text.get(range)?;
            part.bytes().all(|byte| byte.is_ascii_digit()).then(|| part.parse::<u32>().ok()).flatten()
        };
        let bytes = text.as_bytes();
        if bytes.len() != 10 || bytes.get(4) != Some(&b'-') || bytes.get(7) != Some(&b'-') {
            return None;
        }
        let year = i32::try_from(digits(0..4)?).ok()?;
        NaiveDate::from_ymd_opt(year, digits(5..7)?, digits(8..10)?).map(Self)
    }

    /// A date of the calendar library, when it lies in the years that the format can write.
    pub fn from_calendar(date: NaiveDate) -> Option<Self> {
        (0..=9999).contains(&date.year()).then_some(Self(date))
    }

    /// The date for the calendar library.
    pub const fn calendar(self) -> NaiveDate {
        self.0
    }

    /// The date that many days later (earlier when negative), if it is before the year 10000.
    pub fn plus_days(self, days: i64) -> Option<Self> {
        let distance = Days::new(days.unsigned_abs());
        let date =
            if days < 0 { self.0.checked_sub_days(distance) } else { self.0.checked_add_days(distance) };
        Self::from_calendar(date?)
    }

    /// Days from `earlier` to this date; negative when it is in fact later.
    pub fn days_since(self, earlier: Self) -> i64 {
        self.0.signed_duration_since(earlier.0).num_days()
    }

    /// The Monday and the Sunday of an ISO 8601 week.
    pub fn iso_week(year: i32, week: u32) -> Option<(Self, Self)> {
        let monday = NaiveDate::from_isoywd_opt(year, week, chrono::Weekday::Mon)?;
        let monday = Self::from_calendar(monday)?;
        Some((monday, monday.plus_days(6)?))
    }

    /// The Monday and the Sunday around this date.
    pub fn week(self) -> Option<(Self, Self)> {
        let week = self.0.iso_week();
        Self::iso_week(week.year(), week.week())
    }
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}-{:02}", self.0.year(), self.0.month(), self.0.day())
    }
}

impl serde::Serialize for Date {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'a> Scalar<'a> for Date {
    const SHAPE: Shape = Shape::Date;

    fn read(node: Node<'a>, reader: &mut Reader<'a>) -> Option<Self> {
        let text = reader.string(node, "a date such as \"2025-10-16\"")?;
        if text.is_empty() {
            return None;
        }
        let date = Self::parse(&text);
        if date.is_none() {
            reader.invalid_date(node, &text);
        }
        date
    }

    fn facet(&self) -> Facet<'_> {
        Facet::Date(*self, self.to_string().into())
    }
}

impl<'a> Entry<'a> for Date {
    const SHAPE: Shape = Shape::Dates;

    fn read(node: Node<'a>, reader: &mut Reader<'a>) -> Option<Self> {
        <Self as Scalar<'a>>::read(node, reader)
    }

    fn text(&self) -> Cow<'_, str> {
        self.to_string().into()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_ten_characters_of_a_real_day_are_a_date() {
        assert_eq!(Date::parse("2025-10-16").unwrap().to_string(), "2025-10-16");
        assert!(Date::parse("2024-02-29").is_some());
        for text in [
            "2026-1-5",
            " 2026-01-05",
            "2026-01-05 ",
            "2025-02-29",
            "2025-13-01",
            "+025-10-16",
            "2025/10/16",
            "yesterday",
            "",
        ] {
            assert_eq!(Date::parse(text), None, "{text:?}");
        }
    }

    #[test]
    fn days_beyond_the_year_9999_are_refused_not_wrapped() {
        let last = Date::parse("9999-12-31").unwrap();
        assert_eq!(last.plus_days(1), None);
        assert_eq!(last.plus_days(i64::MAX), None);
        assert_eq!(Date::parse("0000-01-01").unwrap().plus_days(-1), None);
    }

    #[test]
    fn an_iso_week_runs_from_monday_to_sunday() {
        let (monday, sunday) = Date::iso_week(2025, 42).unwrap();
        assert_eq!((monday.to_string(), sunday.to_string()), ("2025-10-13".into(), "2025-10-19".into()));
        assert_eq!(Date::parse("2025-10-16").unwrap().week(), Some((monday, sunday)));
        assert_eq!(Date::iso_week(2025, 53), None);
    }
}
